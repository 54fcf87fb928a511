# SPDX-License-Identifier: GPL-3.0-or-later
"""A workbook as its XML has it: parts, sheets, cells, styles, charts, tables.

Read by structure_rules.py. A workbook can be changed in memory, part by part,
so that a rule can be seen to complain. Standard library only.
"""

import functools
import io
import re
import struct
import xml.etree.ElementTree as tree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DOC = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAW = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PLACE = ("{http://schemas.openxmlformats.org/drawingml/2006/"
         "spreadsheetDrawing}")
BLACK, WHITE = "000000", "FFFFFF"
THEME = {0: WHITE, 1: BLACK}


def column_number(letters):
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def column_letters(number):
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def place_name(row, column):
    return f"{column_letters(column)}{row}"


def area_of(text):
    """"'数据'!$A$1:$Q$76" or "A1:Q76": (sheet or None, r1, c1, r2, c2)."""
    sheet, _, cells = text.rpartition("!")
    sheet = sheet.strip("'").replace("''", "'") or None
    cells = cells.replace("$", "")
    first, _, last = cells.partition(":")
    corners = []
    for corner in (first, last or first):
        match = re.fullmatch(r"([A-Z]+)(\d+)", corner)
        if not match:
            return None
        corners += [int(match[2]), column_number(match[1])]
    return (sheet, *corners)


class Cell:
    __slots__ = ("row", "column", "style", "value", "formula", "runs")

    def __init__(self, row, column, style):
        self.row, self.column, self.style = row, column, style
        self.value = self.formula = self.runs = None

    @property
    def name(self):
        return place_name(self.row, self.column)


class Sheet:
    def __init__(self, book, name, part, index, state):
        self.book, self.name, self.part = book, name, part
        self.index, self.state = index, state

    @functools.cached_property
    def root(self):
        return self.book.xml(self.part)

    @functools.cached_property
    def cells(self):
        """{(row, column): Cell} of all that the XML has, blanks too."""
        found = {}
        strings = self.book.strings
        for node in self.root.iter(MAIN + "c"):
            match = re.fullmatch(r"([A-Z]+)(\d+)", node.get("r"))
            cell = Cell(int(match[2]), column_number(match[1]),
                        int(node.get("s", "0")))
            value, formula = node.find(MAIN + "v"), node.find(MAIN + "f")
            if formula is not None:
                cell.formula = (formula.text or "", dict(formula.attrib))
            kind = node.get("t", "n")
            if value is not None and value.text is not None:
                if kind == "s":
                    cell.value, cell.runs = strings[int(value.text)]
                elif kind == "n":
                    cell.value = float(value.text)
                else:
                    cell.value = value.text
            found[cell.row, cell.column] = cell
        return found

    @functools.cached_property
    def filled(self):
        return {place: cell for place, cell in self.cells.items()
                if cell.value not in (None, "")}

    def value(self, row, column):
        cell = self.cells.get((row, column))
        return None if cell is None or cell.value == "" else cell.value

    @functools.cached_property
    def merges(self):
        return [area_of(m.get("ref"))[1:]
                for m in self.root.iter(MAIN + "mergeCell")]

    @functools.cached_property
    def relations(self):
        return self.book.relations(self.part)

    @functools.cached_property
    def tables(self):
        """Roots of its table parts."""
        return [self.book.xml(self.relations[t.get(DOC + "id")][0])
                for t in self.root.iter(MAIN + "tablePart")]

    @functools.cached_property
    def charts(self):
        found = []
        for drawing in self.root.iter(MAIN + "drawing"):
            part = self.relations[drawing.get(DOC + "id")][0]
            relations = self.book.relations(part)
            for anchor in self.book.xml(part):
                frame = next(anchor.iter(CHART + "chart"), None)
                about = next(anchor.iter(PLACE + "cNvPr"), None)
                end = anchor.find(PLACE + "to")
                target = (relations[frame.get(DOC + "id")][0]
                          if frame is not None else None)
                found.append(Chart(self, target, about, end))
        return found

    def column_with(self, *titles):
        """(row, column) of each cell that holds one of these texts."""
        return [place for place, cell in sorted(self.filled.items())
                if cell.value in titles]

    def defined(self, name):
        for node in self.book.xml("xl/workbook.xml").iter(
                MAIN + "definedName"):
            if (node.get("name") == name and
                    node.get("localSheetId") == str(self.index)):
                return node.text
        return None

    def rows_below(self, row, column):
        """Filled cells of a column below a cell, up to the first blank."""
        row += 1
        while self.value(row, column) is not None:
            yield self.cells[row, column]
            row += 1


class Series:
    def __init__(self, kind, node):
        self.kind, self.node = kind, node
        name = node.find(CHART + "tx")
        self.name = ("".join(v.text or "" for v in name.iter(CHART + "v"))
                     if name is not None else "")
        self.categories = self.formula("cat")
        self.values = self.formula("val")

    def formula(self, which):
        parent = self.node.find(CHART + which)
        node = (next(parent.iter(CHART + "f"), None)
                if parent is not None else None)
        return node.text if node is not None else None

    def cached(self, which):
        """{place from 0: number or text} of the points that were kept."""
        parent = self.node.find(CHART + which)
        points = {}
        for point in parent.iter(CHART + "pt") if parent is not None else ():
            points[int(point.get("idx"))] = point.find(CHART + "v").text
        return points

    @property
    def is_drawn(self):
        """Bars without fill and line carry a line that is no bar."""
        look = self.node.find(CHART + "spPr")
        return not (self.kind == "barChart" and look is not None and
                    look.find(DRAW + "noFill") is not None)

    def look(self):
        """(marker, dash) as they are drawn; None: not drawn."""
        marker = self.node.find(f"{CHART}marker/{CHART}symbol")
        line = self.node.find(f"{CHART}spPr/{DRAW}ln")
        dash = "solid"
        if line is not None and line.find(DRAW + "noFill") is not None:
            dash = None
        elif line is not None and line.find(DRAW + "prstDash") is not None:
            dash = line.find(DRAW + "prstDash").get("val")
        symbol = "auto" if marker is None else marker.get("val")
        return (None if symbol == "none" else symbol, dash)


class Chart:
    def __init__(self, sheet, part, about, end):
        self.sheet, self.part = sheet, part
        self.name = about.get("name", "") if about is not None else ""
        self.told = about.get("descr", "") if about is not None else ""
        self.last_row = int(end.find(PLACE + "row").text) + 1
        self.last_column = int(end.find(PLACE + "col").text) + 1

    @property
    def label(self):
        return f"{self.sheet.name}!{self.name}"

    @functools.cached_property
    def root(self):
        return self.sheet.book.xml(self.part)

    @functools.cached_property
    def plot(self):
        return next(self.root.iter(CHART + "plotArea"))

    @functools.cached_property
    def series(self):
        return [Series(kind.tag.removeprefix(CHART), node)
                for kind in self.plot if kind.tag.endswith("Chart")
                for node in kind.findall(CHART + "ser")]

    @property
    def kinds(self):
        return [kind.tag.removeprefix(CHART) for kind in self.plot
                if kind.tag.endswith("Chart")]

    @staticmethod
    def text_of(title):
        return ("" if title is None else
                "".join(t.text or "" for t in title.iter(DRAW + "t")))

    @property
    def title(self):
        return self.text_of(self.root.find(f"{CHART}chart/{CHART}title"))

    def axis_title(self, *names):
        for name in names:
            for axis in self.plot.findall(CHART + name):
                return self.text_of(axis.find(CHART + "title"))
        return ""


class Look:
    """A cell format: font, ink, fill."""

    def __init__(self, font, ink, fill):
        self.font, self.ink, self.fill = font, ink, fill


class Book:
    """parts: {name: bytes}; flaws: what is wrong with the archive."""

    def __init__(self, label, data=None, parts=None, kind="report"):
        self.label, self.kind = label, kind
        self.flaws, self.parts = [], parts or {}
        if data is not None:
            self.read(data)

    def read(self, data):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self.look_at(archive, data)
                self.parts = {info.filename: archive.read(info)
                              for info in archive.infolist()}
        except (zipfile.BadZipFile, EOFError, OSError, RuntimeError,
                ValueError) as problem:
            self.flaws.append(f"the archive cannot be read: {problem}")

    def look_at(self, archive, data):
        bad = archive.testzip()
        if bad:
            self.flaws.append(f"{bad}: wrong checksum")
        names = [info.filename for info in archive.infolist()]
        self.flaws += [f"{name}: twice" for name in set(names)
                       if names.count(name) > 1]
        for info in archive.infolist():
            at = info.header_offset
            version, extra = struct.unpack("<H22xH", data[at + 4:at + 30])
            if max(version, info.extract_version) >= 45 or extra or info.extra:
                self.flaws.append(f"{info.filename}: ZIP64")
            if info.flag_bits & 1:
                self.flaws.append(f"{info.filename}: encrypted")
        if b"PK\6\6" in data[-200:] or b"PK\6\7" in data[-200:]:
            self.flaws.append("a ZIP64 end record")

    def changed(self, part, pattern, text, count=1):
        """A copy in which a regular expression of a part is replaced; the
        part is a regular expression too, and the first that has it counts."""
        for name, data in sorted(self.parts.items()):
            if not re.fullmatch(part, name):
                continue
            other, done = re.subn(pattern, text, data.decode("utf-8"),
                                  count=count, flags=re.DOTALL)
            if done:
                return Book(self.label, kind=self.kind,
                            parts={**self.parts, name: other.encode()})
        raise KeyError(f"{part}: nothing like {pattern}")

    def with_part(self, name, data):
        return Book(self.label, kind=self.kind,
                    parts={**self.parts, name: data})

    @functools.cached_property
    def roots(self):
        return {}

    def xml(self, part):
        if part not in self.roots:
            self.roots[part] = tree.fromstring(self.parts[part])
        return self.roots[part]

    def relations(self, part):
        """{id: (part, type, mode)} of a part's relations."""
        folder, _, name = part.rpartition("/")
        about = f"{folder}/_rels/{name}.rels"
        if about not in self.parts:
            return {}
        found = {}
        for node in self.xml(about).iter(REL + "Relationship"):
            target = node.get("Target")
            at = [] if target.startswith("/") else folder.split("/")
            for step in target.strip("/").split("/"):
                at = at[:-1] if step == ".." else at + [step]
            found[node.get("Id")] = ("/".join(at), node.get("Type"),
                                     node.get("TargetMode"))
        return found

    @functools.cached_property
    def strings(self):
        """[(text, runs)]; runs [(ink, font)] of a text in several colours."""
        if "xl/sharedStrings.xml" not in self.parts:
            return []
        found = []
        for item in self.xml("xl/sharedStrings.xml").iter(MAIN + "si"):
            runs = []
            for run in item.findall(MAIN + "r"):
                about = run.find(MAIN + "rPr")
                font = about.find(MAIN + "rFont") if about is not None else None
                colour = (about.find(MAIN + "color")
                          if about is not None else None)
                runs.append((self.colour(colour, BLACK),
                             font.get("val") if font is not None else None))
            found.append(("".join(t.text or "" for t in item.iter(MAIN + "t")),
                          runs))
        return found

    @functools.cached_property
    def sheets(self):
        relations = self.relations("xl/workbook.xml")
        return [Sheet(self, node.get("name"),
                      relations[node.get(DOC + "id")][0], index,
                      node.get("state"))
                for index, node in enumerate(
                    self.xml("xl/workbook.xml").iter(MAIN + "sheet"))]

    def sheet(self, *names):
        return next((s for s in self.sheets if s.name in names), None)

    @property
    def charts(self):
        return [chart for sheet in self.sheets for chart in sheet.charts]

    # --- styles ---

    @staticmethod
    def colour(node, default):
        if node is None:
            return default
        if node.get("rgb"):
            return node.get("rgb")[-6:].upper()
        if node.get("theme"):
            return THEME.get(int(node.get("theme")), default)
        return default

    def fill_of(self, node, default):
        """The colour behind a text; a format of a rule has bgColor."""
        if node is None:
            return default
        pattern = node.find(MAIN + "patternFill")
        if pattern is None or pattern.get("patternType") == "none":
            return default
        ground = pattern.find(MAIN + "bgColor")
        front = pattern.find(MAIN + "fgColor")
        if front is not None and pattern.get("patternType") == "solid":
            return self.colour(front, default)
        return self.colour(ground, default)

    @functools.cached_property
    def looks(self):
        root = self.xml("xl/styles.xml")
        fonts = [(f.find(MAIN + "name").get("val"),
                  self.colour(f.find(MAIN + "color"), BLACK))
                 for f in root.find(MAIN + "fonts")]
        fills = [self.fill_of(f, WHITE) for f in root.find(MAIN + "fills")]
        return [Look(*fonts[int(x.get("fontId"))], fills[int(x.get("fillId"))])
                for x in root.find(MAIN + "cellXfs")]

    @functools.cached_property
    def rule_looks(self):
        """Formats of conditional rules: (ink, fill), None where kept."""
        formats = self.xml("xl/styles.xml").find(MAIN + "dxfs")
        found = []
        for node in formats if formats is not None else ():
            font = node.find(MAIN + "font")
            found.append((
                self.colour(font.find(MAIN + "color"), None)
                if font is not None else None,
                self.fill_of(node.find(MAIN + "fill"), None)))
        return found
