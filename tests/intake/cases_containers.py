# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks that are damaged, hostile or unusual: the container (entries 1
to 15) and the XML inside (16 to 33)."""

import random
import struct
import zlib

import make_xlsx as mx
from case import Case
from make_xlsx import Cell, Entry, Row, Sheet

HEADER = ["地区", "指标", "年份", "数值", "单位", "来源"]
ROWS = [
    HEADER,
    ["510604", "gdp_growth", 2023, 6.37, "%", "年报"],
    ["510604", "gdp_growth", 2022, 5.84, "%", "年报"],
]
GOOD = {("510604", "gdp_growth", 2023): 6.37,
        ("510604", "gdp_growth", 2022): 5.84}
FIRST = {("510604", "gdp_growth", 2023): 6.37}
SECOND = {("510604", "gdp_growth", 2022): 5.84}
SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
BOOK_RELS = "xl/_rels/workbook.xml.rels"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
TYPES = "[Content_Types].xml"


def good(rows=None, **options):
    return mx.parts([("数据", rows or ROWS)], **options)


def zipped(change=None, **options):
    """A builder: the good workbook with some parts changed."""
    def make(folder):
        parts = good(**options)
        if change:
            change(parts)
        return mx.write(folder, "统计.xlsx", mx.pack(parts))
    return make


def entries(change, **archive):
    """A builder: the members of the good workbook, changed as a list."""
    def make(folder):
        made = [Entry(name, data) for name, data in good().items()]
        made = change(made) or made
        return mx.write(folder, "统计.xlsx", mx.archive(made, **archive))
    return make


def written(name, data):
    def make(folder):
        return mx.write(folder, name, data() if callable(data) else data)
    return make


def named(made, name):
    return next(entry for entry in made if entry.name == name)


def set_part(name, value):
    def change(parts):
        parts[name] = value(parts[name]) if callable(value) else value
    return change


def drop(*names):
    def change(parts):
        for name in names:
            del parts[name]
    return change


def swap(name, old, new, count=-1):
    def change(parts):
        text = parts[name]
        assert old in text, (name, old)
        parts[name] = text.replace(old, new, count)
    return change


def field(name, **values):
    """Changes fields of one member."""
    def change(made):
        for key, value in values.items():
            setattr(named(made, name), key, value)
    return change


# --- entries 1 to 3: another kind of file ---

def ole(*streams):
    """The start of an OLE file: its directory names these streams."""
    head = bytearray(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(504))
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    directory = bytearray()
    for name in ("Root Entry",) + streams:
        text = (name + "\0").encode("utf-16-le")
        directory += text.ljust(64, b"\0") + struct.pack("<H", len(text))
        directory += bytes(62)
    return bytes(head + directory.ljust(512, b"\0"))


HTML = ("<html><head><meta charset='utf-8'></head><body><table><tr><td>地区"
        "</td><td>数值</td></tr></table></body></html>").encode()
XML_2003 = ('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
            '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
            "</Workbook>").encode()


def other_package(part, kind):
    types = mx.content_types(0, '<Override PartName="/%s" ContentType="%s"/>'
                             % (part, kind))
    return mx.pack({TYPES: types, part: "<x/>", "_rels/.rels":
                    mx.relationships([("r", "officeDocument", part, None)])})


def csv_text():
    return ("\n".join(",".join(map(str, row)) for row in ROWS) + "\n").encode()


OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = [
    ("a web page named .xls", "年报.xls", HTML),
    ("a web page after a mark and blank lines, named .xlsx", "年报.xlsx",
     b"\xEF\xBB\xBF\r\n\r\n  <!DOCTYPE HTML>" + HTML),
    ("a bare table of a portal named .xls", "导出.xls",
     "<table border=1><tr><td>地区</td></tr></table>".encode()),
    ("XML of Excel 2003 named .xls", "年报.xls", XML_2003),
    ("a PDF named .xlsx", "年报.xlsx", b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n"),
    ("a rar named .xlsx", "年报.xlsx", b"Rar!\x1A\x07\x01\0" + bytes(40)),
    ("a 7z named .xlsx", "年报.xlsx", b"7z\xBC\xAF\x27\x1C\0\4" + bytes(40)),
    ("a photograph named .xlsx", "年报.xlsx", b"\xFF\xD8\xFF\xE0\0\x10JFIF"),
    ("a picture named .csv", "年报.csv", b"\x89PNG\r\n\x1A\n" + bytes(40)),
    ("an old Word document named .xls", "年报.xls", ole("WordDocument")),
    ("a Word document named .xlsx", "年报.xlsx", lambda: other_package(
        "word/document.xml", OFFICE + "wordprocessingml.document.main+xml")),
    ("slides named .xlsx", "年报.xlsx", lambda: other_package(
        "ppt/presentation.xml",
        OFFICE + "presentationml.presentation.main+xml")),
    ("a binary workbook named .xlsx", "年报.xlsx", lambda: other_package(
        "xl/workbook.bin",
        "application/vnd.ms-excel.sheet.binary.macroEnabled.main")),
    ("a LibreOffice table named .xlsx", "年报.xlsx", lambda: mx.pack({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": "<x/>"})),
    ("a zip of a workbook named .xlsx", "年报.xlsx", lambda: mx.pack({
        "年报.xlsx": mx.workbook([("数据", ROWS)])})),
]


# --- entry 4: bombs ---

def zeros(size):
    """Packed zeros and their checksum, without holding them."""
    packer, crc, packed, block = zlib.compressobj(9, 8, -15), 0, [], bytes(1 << 20)
    for _ in range(size >> 20):
        packed.append(packer.compress(block))
        crc = zlib.crc32(block, crc)
    packed.append(packer.flush())
    return b"".join(packed), crc


def bomb(folder):
    packed, crc = zeros(512 << 20)
    made = [Entry(name, data) for name, data in good().items()]
    sheet = named(made, SHEET)
    sheet.packed, sheet.crc, sheet.size = packed, crc, 512 << 20
    return mx.write(folder, "统计.xlsx", mx.archive(made))


def many_mild(folder):
    """No member is suspicious, all of them together are 300 MB."""
    noise, packer, crc = random.Random(7), zlib.compressobj(1, 8, -15), 0
    packed, size = [], 0
    while size < 100_000_000:
        block = noise.randbytes(1500) + bytes(60_000)
        packed.append(packer.compress(block))
        crc, size = zlib.crc32(block, crc), size + len(block)
    packed.append(packer.flush())
    made = [Entry("xl/media/image%d.png" % i, packed=b"".join(packed),
                  crc=crc, size=size) for i in range(3)]
    return mx.write(folder, "统计.xlsx", mx.archive(made + [
        Entry(name, data) for name, data in good().items()]))


# --- entries 6 and 7 ---

def more_members(number):
    def change(made):
        return made + [Entry("xl/media/n%d" % i, b"", method=0)
                       for i in range(number)]
    return change


def again(name):
    def change(made):
        return made + [Entry(name, named(made, SHEET).data)]
    return change


def inside_another(folder):
    """A member whose head lies in the data of another one."""
    parts = good()
    hidden, _ = mx.local_and_central(Entry("xl/b.xml", "<b/>"), 0)
    made = [Entry("xl/a.bin", hidden, method=0)]
    made += [Entry(name, data) for name, data in parts.items()]
    at = 30 + len("xl/a.bin")
    made.append(Entry("xl/b.xml", "<b/>", offset=at))
    data = mx.archive(made)
    return mx.write(folder, "统计.xlsx", data)


def one_body_for_many(folder):
    """The directory names one member's data a hundred times."""
    made = [Entry(name, data) for name, data in good().items()]
    made += [Entry("xl/n%d.xml" % i, made[0].data, offset=0)
             for i in range(100)]
    return mx.write(folder, "统计.xlsx", mx.archive(made))


def zip64(offset):
    record = b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 9, 9,
                                     500, offset)
    locator = b"PK\6\7" + struct.pack("<IQI", 0, offset, 1)
    return record + locator


# --- entry 12 ---

def target(value, mode=None, kind="worksheet"):
    def change(parts):
        parts[BOOK_RELS] = mx.relationships([
            ("rId1", kind, value, mode), ("rId2", "styles", "styles.xml", None),
            ("rId3", "sharedStrings", "sharedStrings.xml", None)])
    return change


def with_parts(*names):
    def change(parts):
        for name in names:
            parts[name] = "\x01\x02"
    return change


# --- entries 14 and 15 ---

def every_part(encode):
    def change(parts):
        for name in list(parts):
            parts[name] = encode(parts[name])
    return change


def utf16(text):
    return text.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode(
        "utf-16")


def strict(parts):
    for name in parts:
        for old, new in [
                (mx.MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
                (mx.DOC, "http://purl.oclc.org/ooxml/officeDocument/"
                 "relationships")]:
            parts[name] = parts[name].replace(old, new)


def prefixed(parts):
    """As the Open XML SDK writes: every element with a prefix."""
    import re
    for name in (SHEET, BOOK, STRINGS, STYLES):
        text = parts[name].replace('xmlns="', 'xmlns:x="')
        parts[name] = re.sub(r"<(/?)(?=[A-Za-z])", r"<\1x:", text)


def streamed(made):
    for entry in made:
        entry.descriptor = True


def odd_wps(parts):
    parts["docProps/core.xml"] = (
        '<cp:coreProperties xmlns:cp="x"><cp:lastPrinted></cp:lastPrinted>'
        "<dcterms:created xmlns:dcterms='y' xmlns:xsi='z' "
        "xsi:type='dcterms:W3CDTF'>昨天</dcterms:created>"
        "</cp:coreProperties>")
    parts[SHEET] = parts[SHEET].replace(
        "<sheetData>", '<dimension ref="A1"/><sheetData>')
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(
        "Microsoft Excel", "WPS Office_11.8.2.8411_F1E327BC269C4679")


# --- entries 16 to 21 ---

LAUGHS = ('<!DOCTYPE x [<!ENTITY a "haha">' + "".join(
    '<!ENTITY %s "%s">' % (chr(98 + i), ("&%s;" % chr(97 + i)) * 10)
    for i in range(9)) + "]>")
QUADRATIC = '<!DOCTYPE x [<!ENTITY a "%s">]>' % ("A" * 6000)
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
REMOTE = ('<!DOCTYPE x [<!ENTITY %% p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;'
          "]>")


def doctype(name, text, use="&a;"):
    def change(parts):
        parts[name] = parts[name].replace(mx.HEAD, mx.HEAD + text)
        parts[name] = parts[name].replace("年报", use)
    return change


def declared(encoding, codec="ascii"):
    """A sheet in that encoding, without a byte order mark."""
    def change(parts):
        text = parts[SHEET].replace('encoding="UTF-8"',
                                    'encoding="%s"' % encoding)
        parts[SHEET] = text.encode(codec)
    return change


def in_sheet(xml, at="<sheetData>"):
    def change(parts):
        assert at in parts[SHEET]
        parts[SHEET] = parts[SHEET].replace(at, xml + at, 1)
    return change


# --- entries 22 to 33: cells ---

def sheet(*rows, **options):
    """A builder of one sheet: the header, then these rows."""
    after = options.pop("parts", None)

    def make(folder):
        parts = mx.parts([Sheet("数据", [HEADER, *rows], **options)])
        if after:
            after(parts)
        return mx.write(folder, "统计.xlsx", mx.pack(parts))
    return make


def value(cell, year=2023):
    """A row with this cell as its figure, and a good one below it."""
    return sheet(["510604", "gdp_growth", year, cell, "%", "年报"], ROWS[2])


def reference(ref):
    return sheet(["510604", "gdp_growth", 2023, Cell(6.37, ref=ref), "%",
                  "年报"], ROWS[2])


def numbered(*rows):
    return [Row(cells, number) for number, cells in rows]


def rich(parts):
    """The code of the indicator in runs, with a reading aid."""
    swap(STRINGS, "<si><t>GDP</t></si>",
         "<si><r><rPr><b/></rPr><t>gdp_</t></r><r><t>growth</t></r>"
         '<rPh sb="0" eb="2"><t>不该读的注音</t></rPh><phoneticPr fontId="1"/>'
         "</si>")(parts)


def far_apart(folder):
    xml = ('<worksheet xmlns="%s"><sheetData><row r="1"><c r="A1"><v>1.5</v>'
           '</c></row><row r="1048576"><c r="XFD1048576"><v>2.5</v></c></row>'
           "</sheetData></worksheet>" % mx.MAIN)
    return mx.workbook([Sheet("数据", [], xml=xml)], folder=folder)


def wide_and_tall(folder):
    """120,000 rows with one cell in the last column: 2,000 million cells if
    a reader hands out the blank ones."""
    rows = "".join('<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (i, i)
                   for i in range(1, 120_001))
    xml = ('<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>'
           % (mx.MAIN, rows))
    return mx.workbook([Sheet("数据", [], xml=xml)], folder=folder)


def many_merges(folder):
    merges = ["H%d:I%d" % (i, i) for i in range(1, 500_001)]
    return mx.workbook([Sheet("数据", ROWS, merges=merges)], folder=folder)


def tall_merges(folder):
    """Every column merged over the whole grid: 16,384 times 1,048,576."""
    merges = ["%s1:%s1048576" % (mx.column_name(c), mx.column_name(c))
              for c in range(1, 16385)]
    rows = [Row([1], number) for number in range(1, 5001)]
    rows.append(Row([Cell(1, ref="XFD5001")], 5001))
    return mx.workbook([Sheet("数据", rows, merges=merges)], folder=folder)


BAD_REFERENCES = ["0A", "A0", "A-1", "ZZZZ1", "XFE1", "A1048577",
                  "A99999999999999999999", "d2", "$D$2", "D", "7", "D2x",
                  "D02", "D3"]
BAD_INDEXES = ["-1", "2147483648", "4294967297", "40", "abc", "", " 1", "1.0"]
BAD_VALUES = ["NaN", "NAN", "INF", "-INF", "1e999", "1e-999", "0x1F", "1,5",
              " 5 ", "5abc", "--5", "1e", ".", "1.2.3", "٣"]
BAD_NAMES = [
    ("../../etc/cron.d/x", "upwards"), ("/abs", "absolute"),
    ("C:\\x", "with a drive"), (b"xl/a\0b.xml", "with NUL"),
    (b"xl/\xff\xfe.xml", "not UTF-8"), ("x" * 65535, "of 65,535 bytes"),
    ("xl/../x", "with a step back"), ("xl//x", "with an empty step"),
    ("", "empty"), ("xl/a\nb", "with a line end"),
]
REJECTED = dict(exit=4, codes=["FYP-397"], figures=SECOND, rejected=1)
FINE = dict(exit=0, figures=GOOD)


def refused(entry, name, code, make, **more):
    return Case(entry=entry, name=name, make=make, exit=3, codes=[code],
                figures={}, **more)


CASES = [
    # A. The container
    refused(1, "0 bytes", "FYP-301", written("统计.xlsx", b"")),
    refused(2, "a zip without members", "FYP-364",
            written("统计.xlsx", mx.archive([]))),
    Case(3, "delimited text named .xlsx is read as what it is",
         written("统计.xlsx", csv_text), **FINE),
    *[refused(3, name, "FYP-364", written(file, data))
      for name, file, data in KINDS],
    refused(3, "an encrypted workbook", "FYP-365",
            written("统计.xlsx", ole("EncryptionInfo", "EncryptedPackage"))),
    refused(4, "512 MiB of zeros", "FYP-345", bomb, megabytes=40),
    refused(4, "300 MB in mild members", "FYP-346", many_mild, megabytes=40),
    refused(5, "claims 4 GiB - 2, holds 10 bytes", "FYP-347", entries(
        field(SHEET, data=b"0123456789", size=0xFFFFFFFE)), megabytes=40),
    refused(5, "claims 4 GiB - 1", "FYP-349", entries(
        field(SHEET, data=b"0123456789", size=0xFFFFFFFF)), megabytes=40),
    refused(5, "claims 10 bytes, inflates to 8 MB", "FYP-347", entries(
        field(SHEET, data=bytes(8 << 20), size=10)), megabytes=40),
    refused(5, "local head and directory contradict each other", "FYP-347",
            entries(field(SHEET, local_size=10))),
    refused(5, "stored with two sizes", "FYP-347", entries(
        field(SHEET, method=0, size=10))),
    refused(5, "packed size reaches behind the end", "FYP-348", entries(
        field(SHEET, packed_size=1 << 30))),
    refused(6, "70,000 members", "FYP-349", entries(more_members(70_000)),
            megabytes=40),
    refused(6, "70,000 members, counted modulo 65,536", "FYP-342", entries(
        more_members(70_000), count=70_009 % 65_536), megabytes=40),
    refused(6, "2,500 members", "FYP-342", entries(more_members(2_500))),
    refused(6, "the same name twice", "FYP-344", entries(again(SHEET))),
    refused(6, "the same name in capitals", "FYP-344", entries(
        again("XL/Worksheets/Sheet1.XML"))),
    refused(7, "a member inside another one", "FYP-348", inside_another),
    refused(7, "one body under many names", "FYP-340", one_body_for_many),
    refused(7, "ZIP64 with an offset of 2^63", "FYP-349", entries(
        lambda made: None, before_end=zip64(1 << 63), count=0xFFFF,
        directory_offset=0xFFFFFFFF)),
    refused(7, "ZIP64 beside a usual end", "FYP-349", entries(
        lambda made: None, before_end=zip64(1 << 63))),
    refused(7, "a comment of 65,535 bytes", "FYP-349", entries(
        lambda made: None, comment=b"PK\5\6" * 16383 + b"abc")),
    refused(7, "bytes behind the end", "FYP-349", entries(
        lambda made: None, end=b"\0" * 9)),
    refused(7, "the directory is said to be elsewhere", "FYP-349", entries(
        lambda made: None, directory_offset=7)),
    *[refused(8, "a name " + how, "FYP-343", entries(
        lambda made, name=name: made + [Entry(name, "x")]))
      for name, how in BAD_NAMES],
    refused(9, "bzip2", "FYP-351", entries(field(SHEET, method=12))),
    refused(9, "AES", "FYP-351", entries(field(SHEET, method=99))),
    refused(9, "the bit for encryption", "FYP-350", entries(
        field(SHEET, flags=1))),
    refused(10, "a checksum is wrong", "FYP-341", entries(
        field(SHEET, crc=0x12345678))),
    refused(10, "the packed data are no deflate", "FYP-340", entries(
        field(SHEET, packed=b"\xFF" * 99))),
    *[refused(10, "cut off at %d %%" % share, "FYP-340", written(
        "统计.xlsx", lambda share=share: (lambda data: data[
            :len(data) * share // 100])(mx.workbook([("数据", ROWS)]))))
      for share in (25, 50, 75, 99)],
    refused(11, "no [Content_Types].xml", "FYP-352", zipped(drop(TYPES))),
    refused(11, "no workbook", "FYP-352", zipped(drop(BOOK))),
    refused(11, "no relationships", "FYP-352", zipped(drop("_rels/.rels"))),
    refused(11, "no relationships of the workbook", "FYP-352",
            zipped(drop(BOOK_RELS))),
    refused(11, "no sheet", "FYP-352", zipped(drop(SHEET))),
    refused(11, "no shared strings though they are announced", "FYP-352",
            zipped(drop(STRINGS))),
    Case(11, "no shared strings, not announced either", zipped(
        lambda parts: (drop(STRINGS)(parts), parts.update({
            BOOK_RELS: mx.relationships([
                ("rId1", "worksheet", "worksheets/sheet1.xml", None)])}))),
        exit=3, codes=None, figures={}),
    refused(11, "no sheets in the workbook", "FYP-361", zipped(set_part(
        BOOK, '<workbook xmlns="%s"><sheets/></workbook>' % mx.MAIN))),
    refused(12, "a target on the web", "FYP-353", zipped(target(
        "http://127.0.0.1:9/sheet1.xml", "External"))),
    refused(12, "a target on the web, not said to be outside", "FYP-353",
            zipped(target("http://127.0.0.1:9/sheet1.xml"))),
    refused(12, "a target on the disk", "FYP-353", zipped(
        target("file:///etc/passwd"))),
    refused(12, "an absolute target that is no part", "FYP-352", zipped(
        target("/etc/passwd"))),
    refused(12, "a target upwards", "FYP-353", zipped(
        target("../../../etc/passwd"))),
    refused(12, "a missing target", "FYP-352", zipped(
        target("worksheets/sheet9.xml"))),
    refused(12, "the workbook as its own sheet", "FYP-363", zipped(
        target("workbook.xml"))),
    refused(12, "its relationships as its sheet", "FYP-363", zipped(
        target("_rels/workbook.xml.rels"))),
    Case(12, "an absolute target inside, as openpyxl writes", zipped(
        target("/xl/worksheets/sheet1.xml")), **FINE),
    Case(13, "macros, objects, links, connections", zipped(with_parts(
        "xl/vbaProject.bin", "xl/embeddings/oleObject1.bin",
        "xl/externalLinks/externalLink1.xml", "xl/connections.xml")),
        exit=0, codes=["FYP-700"], figures=GOOD),
    Case(13, "a value of another workbook", value(
        Cell(6.37, formula="[1]表1!B7*2")), exit=0, codes=["FYP-734"],
        figures=GOOD),
    Case(14, "written by WPS: a wrong dimension, odd properties",
         zipped(odd_wps), **FINE),
    Case(15, "the strict form", zipped(strict), **FINE),
    Case(15, "parts in UTF-16", zipped(every_part(utf16)), **FINE),
    Case(15, "parts with a byte order mark", zipped(every_part(
        lambda text: b"\xEF\xBB\xBF" + text.encode())), **FINE),
    Case(15, "elements with a prefix", zipped(prefixed), **FINE),
    Case(15, "sizes behind the data, as streams write", entries(streamed),
         **FINE),
    Case(15, "inline strings and no properties", zipped(
        shared=False, application=None), **FINE),
    # B. The XML inside
    refused(16, "a billion laughs", "FYP-354",
            zipped(doctype(STRINGS, LAUGHS, "&j;"))),
    refused(16, "a billion laughs in the sheet", "FYP-354",
            zipped(doctype(SHEET, LAUGHS, "&j;"))),
    refused(17, "a quadratic entity", "FYP-354", zipped(doctype(
        STRINGS, QUADRATIC, "&a;" * 2000))),
    refused(18, "an external entity", "FYP-354",
            zipped(doctype(STRINGS, EXTERNAL))),
    refused(18, "an external entity in the list of types", "FYP-354",
            zipped(doctype(TYPES, EXTERNAL))),
    refused(18, "a parameter entity over http", "FYP-354",
            zipped(doctype(BOOK, REMOTE))),
    refused(19, "UTF-7", "FYP-356", zipped(declared("UTF-7"))),
    refused(19, "GBK", "FYP-356", zipped(declared("GBK"))),
    refused(19, "ISO-8859-1", "FYP-356", zipped(declared("ISO-8859-1"))),
    refused(19, "UTF-16 without its mark", "FYP-356", zipped(
        declared("UTF-16", "utf-16-le"))),
    refused(19, "UTF-16 the other way round without its mark", "FYP-356",
            zipped(declared("UTF-16", "utf-16-be"))),
    refused(19, "said to be UTF-16 and is not", "FYP-356", zipped(
        declared("UTF-16"))),
    refused(20, "200,000 levels", "FYP-357", zipped(lambda parts:
            in_sheet(levels(200_000))(parts))),
    refused(20, "200,000 levels in a shared string", "FYP-357", zipped(lambda parts:
            swap(STRINGS, "<si>", "<si>" + levels(200_000), 1)(parts))),
    refused(21, "an attribute of 64 MiB", "FYP-358", zipped(lambda parts:
            in_sheet('<x a="' + noise(64 << 20) + '"/>')(parts))),
    refused(21, "a text of 64 MiB", "FYP-358", zipped(lambda parts:
            parts.update({STRINGS: parts[STRINGS].replace(
                "年报", noise(64 << 20))}))),
    refused(21, "a comment of 64 MiB", "FYP-358", zipped(lambda parts:
            in_sheet("<!--" + noise(64 << 20) + "-->")(parts))),
    Case(22, "cells without references are counted", sheet(
        *[[Cell(cell, ref="") for cell in row] for row in ROWS[1:]]), **FINE),
    *[refused(22, "the reference " + ref, "FYP-359", reference(ref))
      for ref in BAD_REFERENCES],
    Case(23, "two cells in two corners of the grid", far_apart, exit=3,
         codes=None, figures={}, megabytes=40),
    refused(23, "cells in the last column of many rows", "FYP-360",
            wide_and_tall, megabytes=60),
    Case(24, "a dimension of the whole grid", sheet(
        *ROWS[1:], dimension="A1:XFD1048576"), megabytes=40, **FINE),
    Case(24, "a dimension smaller than the data", sheet(
        *ROWS[1:], dimension="A1:B2"), **FINE),
    Case(24, "a format for every column", sheet(
        *ROWS[1:], before='<cols><col min="1" max="16384" width="9"/></cols>'),
        **FINE),
    Case(25, "rows out of order", sheet(*numbered((5, ROWS[1]), (3, ROWS[2]))),
         exit=0, codes=["FYP-703"], figures=GOOD),
    Case(25, "a row twice", sheet(*numbered(
        (2, ROWS[1]), (3, ROWS[2]),
        (2, ["510604", "gdp_growth", 2023, 9.73, "%", "年报"]))), exit=4,
        codes=["FYP-397", "FYP-704"], figures=SECOND, rejected=1),
    Case(25, "a cell twice with two values", sheet(
        ["510604", "gdp_growth", 2023, 6.37, "%", "年报",
         Cell(9.73, ref="D2")], ROWS[2]), exit=4,
        codes=["FYP-397", "FYP-704"], figures=SECOND, rejected=1),
    *[Case(26, "the string number “%s”" % index, value(
        Cell(index, type="s")), **REJECTED) for index in BAD_INDEXES],
    Case(27, "4,294,967,295 strings announced", zipped(lambda parts:
         parts.update({STRINGS: parts[STRINGS].replace(
             'count="', 'count="4294967295" old="', 1)})), megabytes=40,
         **FINE),
    *[Case(28, "a cell of type %s with %s" % (kind, text), value(
        Cell(text, type=kind)), **REJECTED) for kind, text in [
            ("zz", "6.37"), ("b", "2"), ("b", "1"), ("e", "#DIV/0!"),
            ("e", "#REF!"), ("e", "#N/A"), ("e", "#VALUE!"),
            ("e", "#NAME?")]],
    *[Case(29, "the value “%s”" % text, value(Cell(text, type="n")),
           **REJECTED) for text in BAD_VALUES],
    Case(30, "rich text, phonetic runs", sheet(
        *[row[:1] + ["GDP"] + row[2:] for row in ROWS[1:]], parts=rich),
        **FINE),
    Case(30, "blanks kept and characters escaped", sheet(
        ["510604", "gdp_gro_x0077_th", 2023, 6.37, "%", " 年_x000D_报 "],
        ROWS[2]), **FINE),
    Case(31, "a formula without a value", value(
        Cell(xml="<f>1+2</f>")), exit=0, codes=["FYP-733"],
        figures=SECOND),
    Case(31, "0 in a workbook that was never opened", value(
        Cell(xml="<f>1+2</f><v>0</v>")), exit=0, codes=(),
        figures={**SECOND, ("510604", "gdp_growth", 2023): 0.0}),
    Case(31, "0 of a library", sheet(
        ["510604", "gdp_growth", 2023, Cell(0, formula="1+2"), "%", "年报"],
        ROWS[2], parts=lambda parts: parts.update({BOOK: parts[BOOK].replace(
            "</workbook>", '<calcPr fullCalcOnLoad="1"/></workbook>')})),
        exit=0, codes=["FYP-733"],
        figures={**SECOND, ("510604", "gdp_growth", 2023): 0.0}),
    Case(31, "a shared formula", sheet(
        ["510604", "gdp_growth", 2023, Cell(
            xml='<f t="shared" ref="D2:D3" si="0">1+5.37</f><v>6.37</v>'),
         "%", "年报"],
        ["510604", "gdp_growth", 2022, Cell(
            xml='<f t="shared" si="0"/><v>5.84</v>'), "%", "年报"]), **FINE),
    Case(32, "a merged block beside the table", sheet(
        *ROWS[1:], merges=["A5:D7"]), **FINE),
    refused(32, "merged ranges that overlap", "FYP-362", sheet(
        *ROWS[1:], merges=["A2:C3", "B3:D4"])),
    refused(32, "a merged range beyond the grid", "FYP-359", sheet(
        *ROWS[1:], merges=["A2:XFE3"])),
    refused(32, "500,000 merged ranges", "FYP-360", many_merges),
    refused(32, "every column merged from top to bottom", "FYP-360",
            tall_merges, megabytes=90),
    Case(33, "a hidden sheet", lambda folder: mx.workbook(
        [Sheet("旧表", [HEADER, ["510604", "gdp_growth", 2021, 1.23, "%", "x"]],
               state="hidden"), ("数据", ROWS)], folder=folder),
        exit=0, codes=["FYP-701"], figures=GOOD),
    Case(33, "a very hidden sheet", lambda folder: mx.workbook(
        [("数据", ROWS), Sheet("旧表", ROWS, state="veryHidden")],
        folder=folder), exit=0, codes=["FYP-701"], figures=GOOD),
    Case(33, "hidden rows", sheet(
        ROWS[1], Row(ROWS[2], hidden=True)), exit=0, codes=["FYP-702"],
        figures=GOOD),
    Case(33, "a hidden column", sheet(
        *ROWS[1:], hidden_columns=[4]), exit=0, codes=["FYP-702"],
        figures=GOOD),
]


def noise(size):
    """Text that does not pack so well that it looks like a bomb."""
    block = "".join(random.Random(5).choices("abcdefghijklmnop", k=40_000))
    return (block * (size // len(block) + 1))[:size]


def levels(depth):
    """Elements inside each other, with names that do not pack too well."""
    names = random.Random(4).choices(range(10_000), k=depth)
    return "".join("<a%d>" % n for n in names) + "".join(
        "</a%d>" % n for n in reversed(names))
