# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks of Excel 97 to 2003 (.xls) made by hand, byte by byte: a
compound file that holds records. The clean ones that a spreadsheet program
would write, and, because every record and every sector can be changed before
it is written, the ones that none would.

    workbook([("表1", [["地区", "指标"], ["罗江区", 96.5]])])      bytes
    workbook([...], folder=folder, name="统计.xls")                path

Cells, rows and sheets are those of make_xlsx.py. The formula of a cell is
text (then tokens of "1" are written) or the tokens themselves; a value of
bytes is the body of a record whose number is the cell's type. Standard
library only.
"""

import dataclasses
import re
import struct
import typing

import make_xlsx
from make_xlsx import FORMATS, Cell, Row, Sheet, write

BOF, EOF, CONTINUE, SST = 0x0809, 0x0A, 0x3C, 0xFC
NUMBER, LABEL, BOOLERR, STRING = 0x203, 0x204, 0x205, 0x207
RECORD_MAX = 8224
ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17,
          "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}
# format numbers of FORMATS; those from 164 on are in CODES
NUMBERS = [0, 9, 10, 14, 49, 164, 165, 12]
CODES = {164: 'yyyy"年"m"月"d"日";@', 165: "0.000%"}
STYLES = 15  # formats of styles, which stand before those of cells


@dataclasses.dataclass(frozen=True)
class Rich:
    """A shared text with formatting runs and a reading aid."""
    text: str
    runs: int = 0
    phonetic: bytes = b""


# --- records ---

def record(kind, body=b""):
    return struct.pack("<HH", kind, len(body)) + body


def characters(text):
    """Flags and bytes: one byte a character where that is enough."""
    if all(ord(c) < 256 for c in text):
        return 0, text.encode("latin-1")
    return 1, text.encode("utf-16-le", "surrogatepass")


def units(text):
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def text_body(text, head="<H"):
    flags, data = characters(text)
    return struct.pack(head, units(text)) + bytes([flags]) + data


class Table:
    """The body of the table of texts, cut into records where they are full;
    the rest of a text begins with flags of its own there."""

    def __init__(self, limit=RECORD_MAX):
        self.limit, self.pieces = limit, [b""]

    def room(self):
        return self.limit - len(self.pieces[-1])

    def put(self, data):
        """Bytes that stay together."""
        if len(data) > self.room():
            self.pieces.append(b"")
        self.pieces[-1] += data

    def put_bytes(self, data):
        while data:
            if self.room() == 0:
                self.pieces.append(b"")
            room = self.room()
            self.pieces[-1] += data[:room]
            data = data[room:]

    def put_text(self, item):
        item = item if isinstance(item, Rich) else Rich(item)
        flags, data = characters(item.text)
        head = struct.pack("<HB", units(item.text), flags
                           | (8 if item.runs else 0)
                           | (4 if item.phonetic else 0))
        head += struct.pack("<H", item.runs) if item.runs else b""
        if item.phonetic:
            head += struct.pack("<I", len(item.phonetic))
        # a head and its first character are never parted
        if len(head) + 2 > self.room():
            self.pieces.append(b"")
        self.pieces[-1] += head
        while data:
            width = 2 if flags else 1
            fits = self.room() // width * width
            self.pieces[-1] += data[:fits]
            data = data[fits:]
            if data:
                rest = data.decode("utf-16-le", "surrogatepass") \
                    if flags else data.decode("latin-1")
                flags, data = characters(rest)
                self.pieces.append(bytes([flags]))
        self.put_bytes(bytes(4 * item.runs) + item.phonetic)

    def records(self):
        first, *others = self.pieces
        return record(SST, first) + b"".join(record(CONTINUE, other)
                                             for other in others)


class Strings:
    def __init__(self):
        self.items, self.index, self.uses = [], {}, 0

    def number(self, text):
        self.uses += 1
        if text not in self.index:
            self.index[text] = len(self.items)
            self.items.append(text)
        return self.index[text]

    def records(self, count=None, limit=RECORD_MAX):
        table = Table(limit)
        table.put(struct.pack("<II", self.uses, len(self.items)
                              if count is None else count))
        for item in self.items:
            table.put_text(item)
        return table.records()


def packed(value):
    """The 30 bits of a number, or None where they do not suffice."""
    if isinstance(value, int) and -(1 << 29) <= value < 1 << 29:
        return (value << 2 | 2) & 0xFFFFFFFF
    hundred = round(value * 100)
    if hundred / 100 == value and -(1 << 29) <= hundred < 1 << 29:
        return (hundred << 2 | 3) & 0xFFFFFFFF
    bits = struct.unpack("<Q", struct.pack("<d", value))[0]
    return bits >> 32 if bits & 0x3FFFFFFFF == 0 else None


def formula(place, cell):
    """FORMULA, and the STRING behind it."""
    value, flags, after = cell.value, 0, b""
    if value is None:
        result, flags = bytes(8), 3  # as libraries write it
    elif isinstance(value, bool):
        result = bytes([1, 0, value, 0, 0, 0, 255, 255])
    elif value in ERRORS and cell.type == "e":
        result = bytes([2, 0, ERRORS[value], 0, 0, 0, 255, 255])
    elif value == "":
        result = bytes([3, 0, 0, 0, 0, 0, 255, 255])
    elif isinstance(value, str):
        result = bytes([0, 0, 0, 0, 0, 0, 255, 255])
        after = record(STRING, text_body(value))
    else:
        result = struct.pack("<d", value)
    tokens = (cell.formula if isinstance(cell.formula, bytes)
              else b"\x1e\x01\x00")
    return record(6, place + result + struct.pack("<HIH", flags, 0,
                                                  len(tokens))
                  + tokens) + after


def cell_record(row, column, cell, strings):
    if cell is None:
        return b""
    cell = cell if isinstance(cell, Cell) else Cell(cell)
    value = cell.value
    place = struct.pack("<HHH", row, column,
                        STYLES + FORMATS.index(cell.format))
    if isinstance(value, bytes):
        return record(cell.type, place + value)
    if cell.formula is not None:
        return formula(place, cell)
    if isinstance(value, bool):
        return record(BOOLERR, place + bytes([value, 0]))
    if cell.type == "e":
        return record(BOOLERR, place + bytes([ERRORS[value], 1]))
    if isinstance(value, (int, float)):
        bits = packed(value)
        if bits is None:
            return record(NUMBER, place + struct.pack("<d", value))
        return record(0x27E, place + struct.pack("<I", bits))
    if value is None:
        return record(0x201, place)
    if strings is None:
        return record(LABEL, place + text_body(value))
    return record(0xFD, place + struct.pack("<I", strings.number(value)))


def rows_records(row, cells, strings):
    """The cells of a row; plain numbers beside each other in one record."""
    out, run = b"", []

    def flush():
        nonlocal out, run
        if len(run) == 1:
            out += cell_record(row, run[0][0], run[0][1], strings)
        elif run:
            out += record(0xBD, struct.pack("<HH", row, run[0][0]) + b"".join(
                struct.pack("<HI", STYLES, packed(value)) for _, value in run)
                + struct.pack("<H", run[-1][0]))
        run = []

    for column, cell in enumerate(cells):
        plain = (isinstance(cell, (int, float))
                 and not isinstance(cell, bool) and packed(cell) is not None)
        if not plain:
            flush()
            out += cell_record(row, column, cell, strings)
        else:
            run.append((column, cell))
    flush()
    return out


def corner(name):
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", name).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1


def merged(ranges):
    body = struct.pack("<H", len(ranges))
    for text in ranges:
        (top, left), (bottom, right) = map(corner, text.split(":"))
        body += struct.pack("<HHHH", top, bottom, left, right)
    return record(0xE5, body)


def begin(kind, version=0x600):
    return record(BOF, struct.pack("<HHHHII", version, kind, 0x0DBB, 0x07CC,
                                   0, 6))


def sheet_records(sheet, strings):
    out = [begin(0x10),
           record(0x200, struct.pack("<IIHHH", 0, 1, 0, 1, 0))]  # it lies
    for column in sheet.hidden_columns:
        out.append(record(0x7D, struct.pack("<HHHHHH", column - 1, column - 1,
                                            2300, STYLES, 1, 0)))
    number = -1
    for row in sheet.rows:
        row = row if isinstance(row, Row) else Row(row)
        number = row.number - 1 if row.number else number + 1
        out.append(record(0x208, struct.pack(
            "<HHHHHHHH", number, 0, len(row.cells), 255, 0, 0,
            0x100 | (0x20 if row.hidden else 0), STYLES)))
        out.append(rows_records(number, row.cells, strings))
    if sheet.merges:
        out += [merged(sheet.merges[at:at + 1000])
                for at in range(0, len(sheet.merges), 1000)]
    out.append(sheet.after if isinstance(sheet.after, bytes) else b"")
    return b"".join(out) + record(EOF)


def stream(sheets, *, shared=True, date1904=False, count=None, limit=RECORD_MAX,
           globals_more=b"", version=0x600, offsets=None):
    """All records of a workbook; count lies about the texts, offsets about
    the places of the sheets, globals_more stands behind the first record."""
    sheets = [sheet if isinstance(sheet, Sheet) else Sheet(*sheet)
              for sheet in sheets]
    strings = Strings() if shared else None
    bodies = [sheet_records(sheet, strings) for sheet in sheets]
    head = begin(5, version) + globals_more
    head += record(0x42, struct.pack("<H", 1200))
    head += record(0x22, struct.pack("<H", date1904))
    head += b"".join(record(0x41E, struct.pack("<H", number)
                            + text_body(code))
                     for number, code in CODES.items())
    for number in [0] * STYLES + NUMBERS:
        head += record(0xE0, struct.pack("<HHH", 0, number, 1) + bytes(14))
    tail = (strings.records(count, limit) if shared else b"") + record(EOF)

    def listed(places):
        return b"".join(
            record(0x85, struct.pack("<IBB", place, {
                None: 0, "hidden": 1, "veryHidden": 2}[sheet.state], 0)
                + text_body(sheet.name, "<B"))
            for sheet, place in zip(sheets, places))

    at = len(head + listed([0] * len(sheets)) + tail)
    places = []
    for body in bodies:
        places.append(at)
        at += len(body)
    return (head + listed(offsets or places) + tail + b"".join(bodies))


# --- the container ---

SIGNATURE = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
NONE, END, TABLE_SECTOR, INDEX_SECTOR = (0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD,
                                         0xFFFFFFFC)


@dataclasses.dataclass
class File:
    """An entry of the directory; every field can lie."""
    name: str
    data: bytes = b""
    kind: int = 2
    first: int = END
    size: typing.Optional[int] = None
    left: int = NONE
    right: int = NONE
    child: int = NONE

    def entry(self):
        name = (self.name + "\0").encode("utf-16-le")
        size = len(self.data) if self.size is None else self.size
        return (name.ljust(64, b"\0") + struct.pack(
            "<HBBIII", len(name), self.kind, 1, self.left, self.right,
            self.child) + bytes(36) + struct.pack("<IQ", self.first, size))


class Compound:
    """A compound file; change what is wrong, then ask for bytes()."""

    def __init__(self, files, sector=512, small=True):
        self.size, self.sectors, self.next = sector, [], []
        self.small_next, pool = [], b""
        self.root = File("Root Entry", kind=5, child=1 if files else NONE)
        self.files = [self.root, *files]
        for number, file in enumerate(files, 1):
            if number < len(files) and file.right == NONE:
                file.right = number + 1
            if file.first == END and file.data:
                if small and len(file.data) < 4096:
                    file.first = len(pool) // 64
                    pool += file.data + bytes(-len(file.data) % 64)
                    self._chain(self.small_next, file.first,
                                len(pool) // 64)
                else:
                    if len(file.data) < 4096:
                        file.data += bytes(4096 - len(file.data))
                    file.first = self.add(file.data)
        self.root.data = pool
        self.root.first = self.add(pool) if pool else END
        self.small_first = self.add(b"".join(
            struct.pack("<I", n) for n in self.small_next), b"\xFF") \
            if pool else END
        self.directory = None
        self.head = {"version": 3 if sector == 512 else 4}

    @staticmethod
    def _chain(table, first, end):
        table += [n + 1 for n in range(first, end - 1)] + [END]

    def add(self, data, filler=b"\0"):
        """A chain of new sectors; the number of its first."""
        first = len(self.sectors)
        data += filler * (-len(data) % self.size)
        self.sectors += [data[at:at + self.size]
                         for at in range(0, len(data), self.size)]
        self._chain(self.next, first, len(self.sectors))
        return first

    def close(self):
        """Adds directory and tables; their numbers may be changed after."""
        entries = b"".join(file.entry() for file in self.files)
        filler = File("", kind=0, first=0).entry()
        filler = filler[:64] + b"\0\0" + filler[66:]
        while len(entries) % self.size:
            entries += filler
        self.directory = self.add(entries)
        each = self.size // 4
        tables = indexes = 0
        while tables * each < len(self.sectors) + tables + indexes:
            tables += 1
            indexes = max(0, -(-(tables - 109) // (each - 1)))
        self.tables = list(range(len(self.sectors),
                                 len(self.sectors) + tables))
        self.indexes = list(range(len(self.sectors) + tables,
                                  len(self.sectors) + tables + indexes))
        self.next += [TABLE_SECTOR] * tables + [INDEX_SECTOR] * indexes
        return self

    def bytes(self):
        if self.directory is None:
            self.close()
        each = self.size // 4
        full = self.next + [NONE] * (len(self.tables) * each - len(self.next))
        table = struct.pack("<%dI" % len(full), *full)
        more = self.tables[109:]
        index = b""
        for number in range(len(self.indexes)):
            part = more[number * (each - 1):(number + 1) * (each - 1)]
            part += [NONE] * (each - 1 - len(part))
            after = (self.indexes[number + 1]
                     if number + 1 < len(self.indexes) else END)
            index += struct.pack("<%dI" % each, *part, after)
        version = self.head["version"]
        first = (self.tables + [NONE] * 109)[:109]
        head = SIGNATURE + bytes(16) + struct.pack(
            "<HHHHH6xIIIIIIIII", 0x3E, version, 0xFFFE, 9 if version == 3
            else 12, 6, 0 if version == 3 else 1, len(self.tables),
            self.directory, 0, 4096, self.small_first,
            len(self.small_next) and -(-len(self.small_next) // each),
            self.indexes[0] if self.indexes else END, len(self.indexes))
        head += struct.pack("<109I", *first)
        return (head.ljust(self.size, b"\0") + b"".join(self.sectors) + table
                + index)


def pack(records, *, others=(), name="Workbook", **options):
    """The compound file of a stream of records."""
    files = [File(name, records), *others]
    return Compound(files, **options)


def workbook(sheets, *, folder=None, name="统计.xls", **options):
    """A clean workbook: its bytes, or its path where a folder is given."""
    data = pack(stream(sheets, **options)).bytes()
    return write(folder, name, data) if folder else data


def as_xls(make):
    """A maker of an .xlsx as one of an .xls: make_xlsx.workbook is called
    with the same sheets and writes this format instead."""
    def changed(folder):
        was = make_xlsx.workbook

        def instead(sheets, *, folder=None, name="统计.xlsx", shared=True,
                    date1904=False, **_):
            return workbook(sheets, folder=folder, shared=shared,
                            name=name.replace(".xlsx", ".xls"),
                            date1904=date1904)
        make_xlsx.workbook = instead
        try:
            return make(folder)
        finally:
            make_xlsx.workbook = was
    return changed
