# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks of Excel 97 to 2003 (.xls): the clean tables of every layout
arrive cell by cell as they do from .xlsx; damaged and hostile ones are
refused whole. make_xls.py writes them."""

import random
import struct

import cases_clean
import make_xls as ml
from case import Case
from cases_containers import (FINE, GOOD, HEADER, REJECTED, ROWS, SECOND,
                              refused, written)
from clean_tables import TABLES, as_workbook
from make_xlsx import Cell, Row, Sheet

GROWTH = ["510604", "gdp_growth"]


def sheet(*rows, **options):
    """A builder of one sheet: the header, then these rows."""
    def make(folder):
        return ml.workbook([Sheet("数据", [HEADER, *rows], **options)],
                           folder=folder)
    return make


def value(cell, year=2023):
    """A row with this cell as its figure, and a good one below it."""
    return sheet([*GROWTH, year, cell, "%", "年报"], ROWS[2])


def book(**options):
    """A builder of the good workbook, with options of ml.stream."""
    return lambda folder: ml.workbook([("数据", ROWS)], folder=folder,
                                      **options)


def changed(change, rows=None, **options):
    """A builder: the good workbook, its container changed before the tables
    are written (change may return the bytes itself)."""
    def make(folder):
        made = ml.pack(ml.stream([("数据", rows or ROWS)]), **options).close()
        data = change(made)
        return ml.write(folder, "统计.xls",
                        data if isinstance(data, bytes) else made.bytes())
    return make


def records(change):
    """A builder: the good workbook, its records changed as bytes."""
    def make(folder):
        data = ml.stream([("数据", ROWS)])
        return ml.write(folder, "统计.xls", ml.pack(change(data)).bytes())
    return make


def bytes_of(share):
    def cut():
        data = ml.workbook([("数据", long_rows(90))])
        return data[:len(data) * share // 1000]
    return cut


def long_rows(count):
    """The good rows, and many with a remark that nobody asked for."""
    return ROWS + [["110000", "gdp_growth", 1950 + i, round(3.127 + i / 7, 4),
                    "%", "公报" * 9 + str(i)] for i in range(count)]


# --- the container ---

def circle(made):
    """The second sector of the workbook leads back to its first."""
    first = made.files[1].first
    made.next[first + 1] = first


def far_out(made):
    made.next[made.files[1].first] = 0x00FFFFF0


def torn(made):
    made.next[made.files[1].first + 1] = ml.END


def shared_sector(made):
    """The directory begins in the middle of the workbook."""
    made.next[made.files[1].first + 2] = made.directory


def small_circle(made):
    """So few records that they stand in small sectors."""
    numbers = made.small_next
    numbers[0] = 0
    data = bytearray(made.bytes())
    at = 512 * (made.small_first + 1)
    struct.pack_into("<I", data, at, 0)
    return bytes(data)


def index_circle(folder):
    """The list of tables of a large file leads back to itself."""
    made = ml.pack(ml.stream([("数据", ROWS)]) + bytes(8_000_000)).close()
    assert made.indexes
    data = bytearray(made.bytes())
    struct.pack_into("<I", data, 512 * (made.indexes[0] + 2) - 4,
                     made.indexes[0])
    return ml.write(folder, "统计.xls", bytes(data))


def directory_circle(made):
    made.next[made.directory] = made.directory


def field(offset, layout, *values):
    """Numbers in the head of the file."""
    def change(made):
        data = bytearray(made.bytes())
        struct.pack_into(layout, data, offset, *values)
        return bytes(data)
    return change


def tree_circle(folder):
    """Entries of the directory that point at each other."""
    files = [ml.File("Workbook", ml.stream([("数据", ROWS)]), left=2, right=1),
             ml.File("x", b"y", left=1, right=2, child=0)]
    return ml.write(folder, "统计.xls", ml.Compound(files).bytes())


def embedded_only(folder):
    """A Word document with a workbook inside: the workbook is not its."""
    files = [ml.File("WordDocument", bytes(5000), right=2),
             ml.File("ObjectPool", kind=1, child=3, right=4),
             ml.File("Workbook", ml.stream([("数据", ROWS)]), right=ml.END),
             ml.File("1Table", bytes(5000))]
    return ml.write(folder, "年报.xls", ml.Compound(files).bytes())


def with_others(*names):
    """The good workbook with folders of other programs beside it."""
    def make(folder):
        return ml.write(folder, "统计.xls", ml.pack(
            ml.stream([("数据", ROWS)]),
            others=[ml.File(name, kind=1) for name in names]).bytes())
    return make


# --- the records ---

def swap(old, new, count=1):
    def change(data):
        assert old in data, old
        return data.replace(old, new, count)
    return change


def after_header(more):
    """Records behind the cells of the good sheet."""
    return sheet(*ROWS[1:], after=more)


def label(row, column, text):
    return ml.record(ml.LABEL, struct.pack("<HHH", row, column, 15)
                     + ml.text_body(text))


CHART = (ml.begin(0x20) + ml.record(ml.NUMBER, struct.pack(
    "<HHHd", 1, 3, 15, 9.73)) + ml.record(ml.EOF))
OUTSIDE = (ml.record(0x1AE, struct.pack("<HH", 1, 4) + b"\0\1b.x")
           + ml.record(0x1AE, struct.pack("<HH", 1, 0x0401))
           + ml.record(0x17, struct.pack("<HHHHHHH", 2, 1, 0, 0, 0, 0, 0)))
TO_OUTSIDE = b"\x1e\x02\x00\x5a\x01\x00\x06\x00\x01\xc0\x05"
TO_INSIDE = b"\x1e\x02\x00\x5a\x00\x00\x06\x00\x01\xc0\x05"
HIDDEN_TEXT = b"\x17\x03\x00" + b"\x5a\x01\x00" + TO_INSIDE[3:10] + b"\x15"


def outside(tokens):
    return lambda folder: ml.workbook(
        [("数据", [HEADER, [*GROWTH, 2023, Cell(6.37, formula=tokens), "%",
                          "年报"], ROWS[2]])], folder=folder,
        globals_more=OUTSIDE)


def nested(depth):
    return ml.begin(0x20) * depth + ml.record(ml.EOF) * depth


def texts_over_borders(limit):
    """Texts of both widths, runs and reading aids, cut wherever the pieces of
    the table are full; the codes in them must still be found."""
    def make(folder):
        noise = random.Random(limit)
        rows = [list(row) for row in ROWS]
        for i in range(60):
            text = "".join(noise.choices("abÿ罗江 区\U00020BB7，x", k=i * 3 % 70))
            rows.append([ml.Rich("110000", runs=i % 3),
                         ml.Rich("gdp_growth", phonetic=bytes(i % 11)),
                         1950 + i, round(3.127 + i, 3), "%",
                         ml.Rich("年报" + text, runs=i % 7,
                                 phonetic=b"\x15\x61" * (i % 5))])
        return ml.workbook([("数据", rows)], folder=folder, limit=limit)
    return make


OVER_BORDERS = {**GOOD, **{("110000", "gdp_growth", 1950 + i): round(3.127 + i, 3)
                           for i in range(60)}}


def many_merges(folder):
    ranges = ["H%d:I%d" % (i, i) for i in range(1, 60_001)] * 9
    return sheet(*ROWS[1:], merges=ranges)(folder)


BIFF5 = ml.begin(5, 0x500) + ml.record(ml.EOF)
OLDER = [("Excel 2.1, as portals write it", struct.pack(
              "<6H", 0x809, 8, 0, 0x10, 0, 0) + ml.record(ml.EOF)),
         ("Excel 2", ml.record(0x09, bytes(4)) + bytes(40)),
         ("Excel 3", ml.record(0x209, bytes(6)) + bytes(40)),
         ("Excel 4", ml.record(0x409, bytes(6)) + bytes(40))]
MASK = [ml.record(0x2F, bytes(54)), ml.record(0x2F, bytes(6))]

CLEAN = [cases_clean.clean(f"{table.name}, old workbook", ml.as_xls(
    lambda folder, table=table: as_workbook(table, folder)), table.figures,
    missing=table.missing, options=table.options, never=["FYP-703"])
    for table in TABLES] + [
    cases_clean.clean("the long form as an old workbook",
                      ml.as_xls(cases_clean.long_sheet())),
    cases_clean.clean("the long form as an old workbook, texts in the cells",
                      ml.as_xls(cases_clean.long_sheet(shared=False))),
    cases_clean.clean("the long form as an old workbook of texts",
                      ml.as_xls(cases_clean.sheet_of_texts)),
    cases_clean.clean("the long form on two sheets of an old workbook",
                      ml.as_xls(cases_clean.two_sheets)),
]

CASES = CLEAN + [
    # the container
    Case(3, "an old workbook whatever its name", lambda folder: ml.workbook(
        [("数据", ROWS)], folder=folder, name="统计.csv"), **FINE),
    refused(3, "Excel 95", "FYP-366", written(
        "年报.xls", lambda: ml.pack(BIFF5, name="Book").bytes())),
    refused(3, "Excel 95 in a stream of today", "FYP-366",
            book(version=0x500)),
    *[refused(3, name + ", without a container", "FYP-366",
              written("年报.xls", data)) for name, data in OLDER],
    refused(3, "a workbook inside a Word document", "FYP-364", embedded_only),
    *[refused(3, "an old workbook with a password, %d" % i, "FYP-365",
              book(globals_more=mask)) for i, mask in enumerate(MASK, 1)],
    Case(0, "small enough for small sectors", lambda folder: ml.write(
        folder, "统计.xls", ml.pack(ml.stream(
            [("数据", ROWS[:2])], shared=False)).bytes()), 0,
         figures={key: v for key, v in GOOD.items() if key[2] == 2023}),
    Case(0, "sectors of 4,096 bytes", changed(lambda made: None, sector=4096),
         **FINE),
    Case(0, "a line end behind the file, as web servers leave it", lambda
         folder: ml.write(folder, "统计.xls", ml.workbook([("数据", ROWS)])
                          + b"\r\n"), **FINE),
    Case(0, "zeros behind the last record", records(
        lambda data: data + bytes(9_000)), **FINE),
    Case(0, "so large that it needs a list of tables", records(
        lambda data: data + bytes(8_000_000)), megabytes=60, **FINE),
    *[refused(10, "an old workbook cut off at %d ‰" % share, "FYP-340",
              written("统计.xls", bytes_of(share)))
      for share in (31, 250, 500, 750, 990)],
    refused(10, "a circle of sectors", "FYP-340", changed(circle)),
    refused(10, "a circle of small sectors", "FYP-340", changed(
        small_circle, ROWS[:1])),
    refused(10, "a circle of tables", "FYP-340", index_circle, megabytes=60),
    refused(10, "a circle in the directory", "FYP-340",
            changed(directory_circle)),
    refused(10, "a sector outside of the file", "FYP-340", changed(far_out)),
    refused(10, "a chain that ends early", "FYP-340", changed(torn)),
    refused(10, "a sector in two chains", "FYP-340", changed(shared_sector)),
    Case(10, "a directory that turns in circles", tree_circle, **FINE),
    refused(5, "a stream of 4 GiB", "FYP-340", changed(
        lambda made: setattr(made.files[1], "size", 0xFFFFFFFF)
        or relisted(made))),
    refused(5, "sectors of 2^31 bytes", "FYP-340",
            changed(field(30, "<H", 31))),
    refused(5, "tables outside of the file", "FYP-340",
            changed(field(76, "<I", 0x7FFFFFFF))),
    refused(5, "a directory outside of the file", "FYP-340",
            changed(field(48, "<I", 0x00FFFFFF))),
    refused(5, "no tables at all", "FYP-340",
            changed(field(76, "<I", ml.NONE))),
    Case(13, "macros, objects, links of an old workbook", with_others(
        "_VBA_PROJECT_CUR", "MBD0001A2B3"), 0, codes=["FYP-700"],
        figures=GOOD, says=["宏", "对象"]),
    # the records
    Case(0, "charts on the sheet are no cells", after_header(CHART), **FINE),
    refused(5, "nested 5,000 deep", "FYP-367", after_header(nested(5000))),
    refused(5, "a record longer than the file", "FYP-367", after_header(
        struct.pack("<HH", 0x999, 0xFFFF))),
    refused(5, "a record too short for its number", "FYP-367",
            after_header(ml.record(ml.NUMBER, bytes(9)))),
    refused(5, "a formula longer than its record", "FYP-367",
            after_header(ml.record(6, struct.pack(
                "<HHH8xHIH", 9, 9, 15, 0, 0, 0xFFFF)))),
    refused(5, "a text longer than its record", "FYP-367", after_header(
        ml.record(ml.LABEL, struct.pack("<HHHHB", 9, 9, 15, 65535, 1)))),
    refused(5, "a sheet behind the end", "FYP-367",
            book(offsets=[0x7FFFFFFF])),
    refused(5, "a sheet in the middle of records", "FYP-367",
            book(offsets=[21])),
    refused(5, "two sheets in one place", "FYP-367", lambda folder:
            ml.workbook([("甲", ROWS), ("乙", ROWS)], folder=folder,
                        offsets=[1500, 1500])),
    refused(5, "the workbook as its own sheet", "FYP-367",
            book(offsets=[0])),
    refused(11, "no sheets in an old workbook", "FYP-361",
            lambda folder: ml.workbook([], folder=folder)),
    refused(11, "no end of the records", "FYP-367", records(
        lambda data: data[:-4])),
    Case(13, "a value of another old workbook", outside(TO_OUTSIDE), 0,
         codes=["FYP-734", "FYP-700"], figures=GOOD),
    Case(13, "a value of this workbook", outside(TO_INSIDE), 0,
         figures=GOOD, never=["FYP-734"]),
    Case(13, "a text in a formula that looks like a link",
         outside(HIDDEN_TEXT), 0, figures=GOOD, never=["FYP-734"]),
    refused(22, "column 257", "FYP-359", after_header(label(7, 256, "x"))),
    Case(23, "two cells in two corners of the old grid", lambda folder:
         ml.workbook([Sheet("数据", [
             Row([1.5]), Row([None] * 255 + [2.5], 65536)])], folder=folder),
         exit=3, codes=None, figures={}, megabytes=40),
    Case(25, "rows of an old workbook out of order", sheet(
        Row(ROWS[1], 5), Row(ROWS[2], 3)), 0, codes=["FYP-703"],
        figures=GOOD),
    Case(25, "a cell of an old workbook twice", after_header(
        ml.record(ml.NUMBER, struct.pack("<HHHd", 1, 3, 15, 9.73))), exit=4,
        codes=["FYP-397", "FYP-704"], figures=SECOND, rejected=1),
    *[Case(26, "the old string number %d" % index, value(Cell(
        struct.pack("<I", index), type=0xFD)), **REJECTED)
      for index in (99, 0x7FFFFFFF, 0xFFFFFFFF)],
    Case(27, "4,294,967,295 old strings announced", book(count=0xFFFFFFFF),
         megabytes=40, **FINE),
    Case(27, "fewer old strings announced than there are", book(count=3),
         exit=3, codes=None, figures={}),
    refused(27, "the last old string is cut off", "FYP-367", records(
        swap("年报".encode("utf-16-le") + ml.record(ml.EOF),
             "年".encode("utf-16-le") + ml.record(ml.EOF)))),
    *[Case(28, "the old error " + text, value(Cell(text, type="e")),
           **REJECTED) for text in ml.ERRORS],
    *[Case(28, "a formula that came to " + text, value(
        Cell(text, type="e", formula="1/0")), **REJECTED)
      for text in ("#DIV/0!", "#N/A")],
    Case(28, "an old truth value", value(True), **REJECTED),
    Case(28, "a formula that came to FALSE", value(Cell(False, formula="x")),
         **REJECTED),
    *[Case(29, "the old number " + name, value(Cell(
        struct.pack("<Q", bits), type=ml.NUMBER)), **REJECTED)
      for name, bits in [("NaN", 0x7FF8 << 48), ("infinity", 0x7FF0 << 48),
                         ("a NaN with a load", 0xFFF123456789ABCD)]],
    *[Case(30, "texts cut every %d bytes" % limit, texts_over_borders(limit),
           0, figures=OVER_BORDERS) for limit in (31, 64, 101, 257, 8224)],
    Case(30, "one text over five records", sheet(
        *ROWS[1:3], ["110000", "gdp_growth", 1951, 3.127, "%",
                     "ab" + "年报" * 9000]), 0,
         figures={**GOOD, ("110000", "gdp_growth", 1951): 3.127}),
    Case(31, "an old formula that was never calculated", value(
        Cell(None, formula="x")), 0, codes=["FYP-733"],
        figures={**SECOND, ("510604", "gdp_growth", 2023): 0.0}),
    Case(31, "a formula whose text never comes", value(Cell(
        bytes(6) + b"\xFF\xFF" + struct.pack("<HIH", 0, 0, 0), type=6)), 0,
        codes=["FYP-733"], figures=SECOND),
    Case(31, "an old formula with a number", value(
        Cell(6.37, formula="x")), **FINE),
    Case(31, "old formulas with texts", sheet(
        [Cell("510604", formula="x"), Cell("gdp_growth", formula="x"),
         2023, 6.37, Cell("%", formula="x"), Cell("", formula="x")],
        ROWS[2]), **FINE),
    refused(32, "old merged ranges that overlap", "FYP-362", sheet(
        *ROWS[1:], merges=["A2:C3", "B3:D4"])),
    refused(32, "an old merged range beyond the grid", "FYP-359", sheet(
        *ROWS[1:], merges=["A2:IW3"])),
    refused(32, "500,000 old merged ranges", "FYP-360", many_merges),
    Case(33, "a hidden sheet of an old workbook", lambda folder: ml.workbook(
        [Sheet("旧表", [HEADER, [*GROWTH, 2021, 1.23, "%", "x"]],
               state="hidden"), ("数据", ROWS)], folder=folder), 0,
        codes=["FYP-701"], figures=GOOD),
    Case(33, "a very hidden sheet of an old workbook", lambda folder:
         ml.workbook([("数据", ROWS), Sheet("旧表", ROWS,
                                          state="veryHidden")],
                     folder=folder), 0, codes=["FYP-701"], figures=GOOD),
    Case(33, "hidden rows of an old workbook", sheet(
        ROWS[1], Row(ROWS[2], hidden=True)), 0, codes=["FYP-702"],
        figures=GOOD),
    Case(33, "a hidden column of an old workbook", sheet(
        *ROWS[1:], hidden_columns=[4]), 0, codes=["FYP-702"], figures=GOOD),
    Case(56, "shown as per cent", sheet(
        [*GROWTH, 2023, Cell(0.0637, "percent2"), "%", "年报"],
        [*GROWTH, 2022, Cell(0.0584, "custom_percent"), "%", "年报"]),
        **FINE),
    Case(68, "a date where a figure should be", value(
        Cell(45291, "chinese_date")), **REJECTED),
    Case(68, "dates from 1904", book(date1904=True), 0, codes=["FYP-705"],
         figures=GOOD),
]


def relisted(made):
    """Writes the directory again, where an entry was changed after it."""
    entries = b"".join(file.entry() for file in made.files)
    sector = made.sectors[made.directory]
    made.sectors[made.directory] = entries[:len(sector)] + sector[
        len(entries):]
