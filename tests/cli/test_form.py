# SPDX-License-Identifier: GPL-3.0-or-later
"""The form goes out, LibreOffice fills it in and saves it, and it comes back:
every figure that was typed must arrive, whatever the program it went through.

    /usr/bin/python3 tests/cli/test_form.py FYP SOURCE_ROOT

A clerk's work is done in the flat XML of OpenDocument, to which LibreOffice
(headless) converts the form, and from which it saves a workbook of either
format or CSV. Without LibreOffice all of it is skipped. Standard library
only.
"""

import csv
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
import zipfile
from xml.dom import minidom

FYP = ""
ROOT = pathlib.Path()
OFFICE = shutil.which("soffice")

CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1"
XLSX = "xlsx:Calc MS Excel 2007 XML"
XLS = "xls:MS Excel 97"
CODE, BASIS, VALUE, NUMERATOR, DENOMINATOR, SOURCE, NOTE = (
    11, 5, 6, 7, 8, 9, 10)

# What is typed: code to {column: text or number}; a text "96.5%" in the
# column of the value becomes a number shown as per cent, as Excel makes it.
TYPED = {
    "income_growth": {VALUE: 6.83, SOURCE: "住户调查"},
    "skills_training": {VALUE: 187, BASIS: "累计", NOTE: "2021 年起合计"},
    "subsistence_allowance_coverage": {VALUE: 98.741},
    "living_subsidy_coverage": {NUMERATOR: 2873, DENOMINATOR: 2941},
    "nursing_subsidy_coverage": {VALUE: 99.46, NUMERATOR: 3127,
                                 DENOMINATOR: 3144},
    "pension_insurance_coverage": {VALUE: "97.35%"},
    "medical_insurance_coverage": {VALUE: 0.0, NOTE: "=1+1"},
    "home_modification_households": {VALUE: 53},
    "gdp_growth": {VALUE: -1.25, SOURCE: "区统计局，\"快报\""},
}
# What must be in the store: (indicator, basis) to value and texts.
EXPECTED = {
    ("income_growth", "year"): (6.83, "住户调查", None),
    ("skills_training", "to_date"): (187, "", "2021 年起合计"),
    ("subsistence_allowance_coverage", "year"): (98.741, "", None),
    ("living_subsidy_coverage", "year"): (100 * 2873 / 2941, "", None),
    ("nursing_subsidy_coverage", "year"): (99.46, "", None),
    ("pension_insurance_coverage", "year"): (97.35, "", None),
    ("medical_insurance_coverage", "year"): (0.0, "", "=1+1"),
    ("home_modification_households", "year"): (53, "", None),
    ("gdp_growth", "year"): (-1.25, "区统计局，\"快报\"", None),
}


def run(*arguments):
    return subprocess.run([FYP, *map(str, arguments)], capture_output=True,
                          encoding="utf-8", check=False)


def convert(kind, *files):
    """The files as another kind, beside them."""
    folder = files[0].parent
    done = subprocess.run(
        [OFFICE, f"-env:UserInstallation=file://{folder}/profile",
         "--headless", "--convert-to", kind, "--outdir", str(folder),
         *map(str, files)], capture_output=True, check=False, timeout=200)
    made = [file.with_suffix("." + kind.split(":")[0]) for file in files]
    for file in made:
        if not file.exists():
            raise AssertionError(done.stdout + done.stderr)
    return made


# --- the sheet as OpenDocument ---

class Sheet:
    """The first sheet of a flat OpenDocument file."""

    def __init__(self, path):
        self.document = minidom.parse(str(path))
        self.table = self.document.getElementsByTagName("table:table")[0]
        self.rows = [row for row in
                     self.table.getElementsByTagName("table:table-row")]

    def save(self, path):
        path.write_bytes(self.document.toxml(encoding="utf-8"))
        return path

    @staticmethod
    def cells(row):
        """The cells of a row, repeated ones as cells of their own."""
        for cell in [c for c in row.childNodes if c.nodeType == c.ELEMENT_NODE
                     and c.tagName.endswith("table-cell")]:
            attribute = "table:number-columns-repeated"
            times = int(cell.getAttribute(attribute) or 1)
            if 1 < times <= 64:
                cell.removeAttribute(attribute)
                for _ in range(times - 1):
                    row.insertBefore(cell.cloneNode(True), cell)
        return [c for c in row.childNodes if c.nodeType == c.ELEMENT_NODE
                and c.tagName.endswith("table-cell")]

    @staticmethod
    def text(cell):
        return "\n".join(
            "".join(n.data for n in p.childNodes if n.nodeType == n.TEXT_NODE)
            for p in cell.getElementsByTagName("text:p"))

    def row_of(self, code):
        for row in self.rows:
            cells = self.cells(row)
            if len(cells) > CODE and self.text(cells[CODE]) == code:
                return row, cells
        raise AssertionError(f"no row {code}")

    def type(self, code, column, value):
        cell = self.row_of(code)[1][column]
        self.clear(cell)
        shown = str(value)
        if isinstance(value, str) and value.endswith("%"):
            cell.setAttribute("office:value-type", "percentage")
            cell.setAttribute("office:value", repr(float(value[:-1]) / 100))
        elif isinstance(value, str):
            cell.setAttribute("office:value-type", "string")
        else:
            cell.setAttribute("office:value-type", "float")
            cell.setAttribute("office:value", repr(value))
        paragraph = self.document.createElement("text:p")
        paragraph.appendChild(self.document.createTextNode(shown))
        cell.appendChild(paragraph)

    @staticmethod
    def clear(cell):
        for child in list(cell.childNodes):
            cell.removeChild(child)
        for name in ("office:value-type", "office:value",
                     "calcext:value-type"):
            if cell.hasAttribute(name):
                cell.removeAttribute(name)

    def delete(self, code):
        row, _ = self.row_of(code)
        row.parentNode.removeChild(row)
        self.rows.remove(row)

    def clear_row(self, code):
        for cell in self.row_of(code)[1]:
            self.clear(cell)


class Form(unittest.TestCase):
    """Made once: starting LibreOffice takes seconds."""

    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        form, parts = cls.folder / "form.xlsx", cls.folder / "parts.xlsx"
        db = cls.folder / "samples.db"
        run("import", "--db", db,
            *sorted((ROOT / "data/samples").glob("*.csv")))
        for plan, year, path in (("luojiang-2021", 2023, form),
                                 ("leshan-2023", 2024, parts)):
            done = run("template", plan, "--year", year, "--db", db, "-o",
                       path)
            assert done.returncode == 0, done.stderr
        flat, flat_parts = convert("fods", form, parts)
        cls.kept = []  # files that LibreOffice has saved
        cls.make(flat, flat_parts)
        convert(XLSX, *cls.kept)
        convert(XLS, *cls.kept)
        convert(CSV, *cls.kept)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    @classmethod
    def keep(cls, sheet, name):
        cls.kept.append(sheet.save(cls.folder / (name + ".fods")))

    @classmethod
    def make(cls, flat, flat_parts):
        cls.keep(Sheet(flat), "untouched")
        empty = Sheet(flat)
        empty.delete("示例")
        cls.keep(empty, "empty")
        filled = Sheet(flat)
        for code, cells in TYPED.items():
            for column, value in cells.items():
                filled.type(code, column, value)
        cls.keep(filled, "example")
        filled.clear_row("示例")
        cls.keep(filled, "cleared")
        filled = Sheet(cls.folder / "example.fods")
        filled.delete("示例")
        cls.keep(filled, "filled")
        row, _ = filled.row_of("gdp_growth")
        first, _ = filled.row_of("income_growth")
        first.parentNode.insertBefore(row, first)
        filled.delete("skills_training")
        cls.keep(filled, "moved")
        changed = Sheet(cls.folder / "filled.fods")
        for node in changed.document.getElementsByTagName("text:p"):
            for child in node.childNodes:
                if child.nodeType == child.TEXT_NODE:
                    child.data = child.data.replace("year=2023", "year=2024")
        cls.keep(changed, "changed")
        parts = Sheet(flat_parts)
        parts.delete("示例")
        for k, region in enumerate(("511102", "511111", "511112")):
            parts.type(f"county_support_institution@{region}", VALUE, 3 + k)
        cls.keep(parts, "county")

    def take(self, name, *options):
        """Imports a file of that name into a store of its own."""
        db = self.folder / (name.replace(".", "-") + ".db")
        db.unlink(missing_ok=True)
        done = run("import", "--db", db, *options, self.folder / name)
        rows = {}
        if db.exists():
            with sqlite3.connect(db) as store:
                rows = {
                    (indicator, basis): (value, source, note) for
                    indicator, basis, value, source, note in store.execute(
                        "SELECT indicator, basis, value, source, note"
                        " FROM figure WHERE region = '510604'"
                        " AND year = 2023")}
            store.close()
        return done, rows

    def kinds(self):
        return ("xlsx", "xls", "csv")

    def test_every_figure_typed_arrives(self):
        for name in ("filled", "cleared"):
            for kind in self.kinds():
                with self.subTest(name=name, kind=kind):
                    done, rows = self.take(f"{name}.{kind}")
                    self.assertEqual(done.returncode, 0, done.stderr)
                    self.assertEqual(rows, EXPECTED)
                    self.assertIn("FYP-729", done.stderr)

    def test_rows_may_be_moved_and_left_out(self):
        expected = dict(EXPECTED)
        del expected[("skills_training", "to_date")]
        for kind in self.kinds():
            with self.subTest(kind=kind):
                done, rows = self.take(f"moved.{kind}")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(rows, expected)

    def test_sub_regions_have_rows_of_their_own(self):
        for kind in self.kinds():
            with self.subTest(kind=kind):
                done, _ = self.take(f"county.{kind}")
                self.assertEqual(done.returncode, 0, done.stderr)
                with sqlite3.connect(
                        self.folder / f"county-{kind}.db") as store:
                    rows = store.execute(
                        "SELECT region, indicator, year, value FROM figure"
                        " ORDER BY region").fetchall()
                store.close()
                self.assertEqual(rows, [
                    (region, "county_support_institution", 2024, 3.0 + k)
                    for k, region in enumerate(
                        ("511102", "511111", "511112"))])

    def test_what_a_clerk_forgets_has_a_message_of_its_own(self):
        for name, number in (("untouched", 388), ("empty", 388),
                             ("example", 389), ("changed", 386)):
            for kind in self.kinds():
                with self.subTest(name=name, kind=kind):
                    done, rows = self.take(f"{name}.{kind}")
                    self.assertEqual(done.returncode, 3, done.stderr)
                    self.assertIn(f"FYP-{number}", done.stderr)
                    self.assertEqual(rows, {})

    def test_the_form_is_still_locked_and_checked_afterwards(self):
        path = self.folder / "filled.xlsx"
        with zipfile.ZipFile(path) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        self.assertIn("<sheetProtection", sheet)
        self.assertIn("<dataValidations", sheet)
        self.assertIn("不写 0.965", sheet)

    def test_the_csv_holds_what_was_printed(self):
        """A CSV keeps what cells show: nothing may be cut there."""
        with open(self.folder / "filled.csv", encoding="utf-8",
                  newline="") as file:
            rows = [row for row in csv.reader(file) if len(row) > CODE]
        codes = [row[CODE] for row in rows if row[CODE]]
        self.assertEqual(len(codes), len(set(codes)))
        self.assertEqual(codes[0], "勿改")
        self.assertEqual(len(codes), 2 + 13)


if __name__ == "__main__":
    FYP = sys.argv[1]
    ROOT = pathlib.Path(sys.argv[2])
    del sys.argv[1:3]
    if OFFICE is None:
        print("soffice is not installed")
        sys.exit(77)  # meson: skipped
    unittest.main()
