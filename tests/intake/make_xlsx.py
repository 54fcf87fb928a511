# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks made by hand, byte by byte: the clean ones that a spreadsheet
program would write, and, because every part and every field of the container
can be set, the ones that none would.

    workbook([("表1", [["地区", "指标"], ["罗江区", 96.5]])])      bytes
    workbook([...], folder=folder, name="统计.xlsx")               path

A cell is None, a text, a number, True or False, or a Cell with everything
that the file format allows. Standard library only.
"""

import os
import struct
import zlib
from dataclasses import dataclass, field
from typing import Optional
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# cellXfs of styles() in their order
FORMATS = ["general", "percent", "percent2", "date", "text", "chinese_date",
           "custom_percent", "fraction"]


@dataclass
class Cell:
    """A cell as it stands in the file."""
    value: object = None  # a text is written as it is for type None
    format: str = "general"
    formula: Optional[str] = None
    type: Optional[str] = None  # t="…"; found from the value where None
    ref: Optional[str] = None  # r="…" instead of the right one; "": none
    xml: Optional[str] = None  # everything inside <c …>, as it is


@dataclass
class Sheet:
    name: str
    rows: list  # of lists of cells; a row may be a Row
    state: Optional[str] = None  # hidden, veryHidden
    merges: list = field(default_factory=list)  # "A1:C1"
    hidden_columns: list = field(default_factory=list)  # numbers from 1
    dimension: Optional[str] = None
    after: str = ""  # more XML behind <sheetData>
    before: str = ""  # and before it
    xml: Optional[bytes] = None  # the whole part


@dataclass
class Row:
    cells: list
    number: Optional[int] = None
    hidden: bool = False


def column_name(number):
    """A for 1."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


# --- parts ---

class Strings:
    """The shared strings of a workbook."""

    def __init__(self):
        self.items, self.index, self.uses = [], {}, 0

    def number(self, text):
        self.uses += 1
        if text not in self.index:
            self.index[text] = len(self.items)
            self.items.append("<si><t%s>%s</t></si>" % (space(text),
                                                       escape(text)))
        return self.index[text]

    def xml(self):
        return (HEAD + '<sst xmlns="%s" count="%d" uniqueCount="%d">%s</sst>'
                % (MAIN, self.uses, len(self.items), "".join(self.items)))


def space(text):
    return ' xml:space="preserve"' if text != text.strip() else ""


def content(cell, strings):
    """Type attribute and inner XML of a cell."""
    value = cell.value
    if isinstance(value, bool):
        return "b", "<v>%d</v>" % value
    if isinstance(value, (int, float)):
        return None, "<v>%s</v>" % repr(value)
    if value is None:
        return None, ""
    if strings is None:
        return "inlineStr", "<is><t%s>%s</t></is>" % (space(value),
                                                      escape(value))
    return "s", "<v>%d</v>" % strings.number(value)


def cell_xml(cell, row, column, strings):
    if cell is None:
        return ""
    if not isinstance(cell, Cell):
        cell = Cell(cell)
    if cell.xml is not None:
        kind, inner = cell.type, cell.xml
    elif cell.type is not None:
        kind, inner = cell.type, "<v>%s</v>" % escape(str(cell.value))
    else:
        kind, inner = content(cell, strings)
    if cell.formula is not None:
        inner = "<f>%s</f>%s" % (escape(cell.formula), inner)
        kind = "str" if kind in ("s", "inlineStr") else kind
    ref = cell.ref if cell.ref is not None else column_name(column) + str(row)
    style = FORMATS.index(cell.format)
    return "<c%s%s%s>%s</c>" % (
        ' r="%s"' % ref if ref else "",
        ' s="%d"' % style if style else "",
        ' t="%s"' % kind if kind else "", inner)


def sheet_xml(sheet, strings):
    out = [HEAD, '<worksheet xmlns="%s" xmlns:r="%s">' % (MAIN, DOC)]
    if sheet.dimension:
        out.append('<dimension ref="%s"/>' % sheet.dimension)
    if sheet.hidden_columns:
        out.append("<cols>%s</cols>" % "".join(
            '<col min="%d" max="%d" width="9" hidden="1"/>' % (n, n)
            for n in sheet.hidden_columns))
    out.append(sheet.before + "<sheetData>")
    number = 0
    for row in sheet.rows:
        row = row if isinstance(row, Row) else Row(row)
        number = row.number or number + 1
        out.append('<row r="%d"%s>' % (
            number, ' hidden="1"' if row.hidden else ""))
        out += [cell_xml(cell, number, column, strings)
                for column, cell in enumerate(row.cells, 1)]
        out.append("</row>")
    out.append("</sheetData>")
    if sheet.merges:
        out.append('<mergeCells count="%d">%s</mergeCells>' % (
            len(sheet.merges),
            "".join('<mergeCell ref="%s"/>' % m for m in sheet.merges)))
    out.append(sheet.after + "</worksheet>")
    return "".join(out)


def styles():
    formats = [0, 9, 10, 14, 49, 164, 165, 12]
    return (HEAD + '<styleSheet xmlns="%s"><numFmts count="2">'
            '<numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月'
            '&quot;d&quot;日&quot;;@"/>'
            '<numFmt numFmtId="165" formatCode="0.000%%"/></numFmts>'
            '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font>'
            '</fonts><fills count="1"><fill><patternFill/></fill></fills>'
            '<borders count="1"><border/></borders><cellStyleXfs count="1">'
            '<xf numFmtId="0"/></cellStyleXfs><cellXfs count="%d">%s</cellXfs>'
            "</styleSheet>" % (
                MAIN, len(formats),
                "".join('<xf numFmtId="%d" fontId="0" fillId="0" borderId="0"'
                        ' xfId="0"/>' % n for n in formats)))


def relationships(rows):
    """rows: (id, last part of the type, target, mode or None)"""
    return (HEAD + '<Relationships xmlns="%s">%s</Relationships>' % (
        RELS, "".join(
            '<Relationship Id="%s" Type="%s" Target=%s%s/>' % (
                name, kind if "://" in kind else DOC + "/" + kind,
                quoteattr(target),
                ' TargetMode="%s"' % mode if mode else "")
            for name, kind, target, mode in rows)))


def properties_xml(properties):
    return (HEAD + '<Properties xmlns="http://schemas.openxmlformats.org/'
            'officeDocument/2006/custom-properties" xmlns:vt="http://schemas.'
            'openxmlformats.org/officeDocument/2006/docPropsVTypes">%s'
            "</Properties>" % "".join(
                '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" '
                'pid="%d" name=%s><vt:lpwstr>%s</vt:lpwstr></property>'
                % (pid, quoteattr(name), escape(value))
                for pid, (name, value) in enumerate(properties.items(), 2)))


def workbook_xml(sheets, date1904=False, extra=""):
    listed = "".join(
        '<sheet name=%s sheetId="%d"%s r:id="rId%d"/>' % (
            quoteattr(sheet.name), i,
            ' state="%s"' % sheet.state if sheet.state else "", i)
        for i, sheet in enumerate(sheets, 1))
    return (HEAD + '<workbook xmlns="%s" xmlns:r="%s"><workbookPr%s/>'
            "<sheets>%s</sheets>%s</workbook>" % (
                MAIN, DOC, ' date1904="1"' if date1904 else "", listed, extra))


def content_types(count, more=""):
    override = '<Override PartName="/xl/%s" ContentType="%s.%s+xml"/>'
    return (HEAD + '<Types xmlns="%s"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>%s%s%s%s%s'
            "</Types>" % (
                TYPES,
                override % ("workbook.xml", SPREADSHEET, "sheet.main"),
                "".join(override % ("worksheets/sheet%d.xml" % i, SPREADSHEET,
                                    "worksheet")
                        for i in range(1, count + 1)),
                override % ("styles.xml", SPREADSHEET, "styles"),
                override % ("sharedStrings.xml", SPREADSHEET, "sharedStrings"),
                more))


def parts(sheets, *, shared=True, application="Microsoft Excel",
          date1904=False, properties=None):
    """All parts of a workbook by name, as texts, in the usual order."""
    sheets = [sheet if isinstance(sheet, Sheet) else Sheet(*sheet)
              for sheet in sheets]
    strings = Strings() if shared else None
    made = {}
    for i, sheet in enumerate(sheets, 1):
        made["xl/worksheets/sheet%d.xml" % i] = (
            sheet.xml if sheet.xml is not None else sheet_xml(sheet, strings))
    inner = [("rId%d" % i, "worksheet", "worksheets/sheet%d.xml" % i, None)
             for i in range(1, len(sheets) + 1)]
    inner.append(("rId%d" % (len(inner) + 1), "styles", "styles.xml", None))
    outer = [("rId1", "officeDocument", "xl/workbook.xml", None)]
    if shared:
        made["xl/sharedStrings.xml"] = strings.xml()
        inner.append(("rId%d" % (len(inner) + 1), "sharedStrings",
                      "sharedStrings.xml", None))
    if application:
        made["docProps/app.xml"] = (
            HEAD + '<Properties xmlns="http://schemas.openxmlformats.org/'
            'officeDocument/2006/extended-properties"><Application>%s'
            "</Application></Properties>" % escape(application))
        outer.append(("rId2", "extended-properties", "docProps/app.xml", None))
    if properties:
        made["docProps/custom.xml"] = properties_xml(properties)
        outer.append(("rId3", "custom-properties", "docProps/custom.xml",
                      None))
    return {
        "[Content_Types].xml": content_types(len(sheets)),
        "_rels/.rels": relationships(outer),
        "xl/workbook.xml": workbook_xml(sheets, date1904),
        "xl/_rels/workbook.xml.rels": relationships(inner),
        "xl/styles.xml": styles(),
        **made,
    }


# --- the container ---

DOS_DATE = (2024 - 1980) << 9 | 3 << 5 | 5  # 2024-03-05


@dataclass
class Entry:
    """A member of a zip; every field can lie."""
    name: object  # text or bytes
    data: object = b""
    method: int = 8
    flags: int = 0
    version: int = 20
    level: int = 6
    packed: Optional[bytes] = None  # instead of what data deflates to
    crc: Optional[int] = None
    size: Optional[int] = None  # of the data, in both headers
    packed_size: Optional[int] = None
    local_name: object = None
    local_size: Optional[int] = None  # in the local header only
    local_packed_size: Optional[int] = None
    extra: bytes = b""
    offset: Optional[int] = None  # in the central directory
    descriptor: bool = False  # sizes behind the data, as streams have
    external: int = 0


def raw(value):
    return value.encode() if isinstance(value, str) else value


def deflate(data, level=6):
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def pick(*choices):
    return next(choice for choice in choices if choice is not None)


def local_and_central(entry, at):
    data, name = raw(entry.data), raw(entry.name)
    packed = entry.packed
    if packed is None:
        packed = deflate(data, entry.level) if entry.method == 8 else data
    crc = pick(entry.crc, zlib.crc32(data))
    size = pick(entry.size, len(data))
    packed_size = pick(entry.packed_size, len(packed))
    local = (pick(entry.local_packed_size, packed_size),
             pick(entry.local_size, size))
    flags = entry.flags | (8 if entry.descriptor else 0)
    flags |= 0x800 if any(byte > 127 for byte in name) else 0
    local_crc = 0 if entry.descriptor else crc
    if entry.descriptor:
        local = (0, 0)
    head = struct.pack("<HHHHHI", entry.version, flags, entry.method, 0,
                       DOS_DATE, local_crc)
    shown = raw(pick(entry.local_name, entry.name))
    out = (b"PK\3\4" + head + struct.pack("<IIHH", *local, len(shown), 0)
           + shown + packed)
    if entry.descriptor:
        out += b"PK\7\x08" + struct.pack("<III", crc, packed_size, size)
    central = (b"PK\1\2" + struct.pack("<H", 20) + struct.pack(
        "<HHHHHI", entry.version, flags, entry.method, 0, DOS_DATE, crc)
        + struct.pack("<IIHHHHHII", packed_size, size, len(name),
                      len(entry.extra), 0, 0, 0, entry.external,
                      pick(entry.offset, at))
        + name + entry.extra)
    return out, central


def archive(entries, *, comment=b"", count=None, start=b"", end=b"",
            directory_offset=None, before_end=b""):
    """A zip of entries; start, before_end and end are put around its parts."""
    body, directory = bytearray(start), bytearray()
    for entry in entries:
        local, central = local_and_central(entry, len(body))
        body += local
        directory += central
    number = pick(count, min(len(entries), 0xFFFF))
    closing = b"PK\5\6" + struct.pack(
        "<HHHHIIH", 0, 0, number, number, len(directory),
        pick(directory_offset, len(body)), len(comment)) + comment
    return bytes(body + directory) + before_end + closing + end


def pack(made, **changes):
    """A zip of parts by name; changes as for archive."""
    return archive([Entry(name, data) for name, data in made.items()],
                   **changes)


def write(folder, name, data):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(data)
    return path


def workbook(sheets, *, folder=None, name="统计.xlsx", **options):
    """A clean workbook: its bytes, or its path where a folder is given."""
    data = pack(parts(sheets, **options))
    return write(folder, name, data) if folder else data
