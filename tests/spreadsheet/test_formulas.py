# SPDX-License-Identifier: GPL-3.0-or-later
"""The workbook's formulas, computed by LibreOffice, against the engine.

    /usr/bin/python3 tests/spreadsheet/test_formulas.py FYP SOURCE_ROOT

1. A workbook with a wrong result in it keeps that result where the profile
   forbids to recalculate, and loses it where it commands to: the comparison
   below is a test.
2. Every formula of every workbook that the demonstration writes, and of some
   with other methods and rules, gives the engine's result within 1e-9.
3. Figures on the sheet of the data are changed at random; what follows in
   the sheet is what the engine says of those figures: values, statuses,
   scores, grade.

Standard library and the soffice program only; without it nothing is tested
and the run fails.
"""

import csv
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import office  # noqa: E402

FYP = ""
ROOT = pathlib.Path()
DATA, SCORING, TABLE = "数据", "评分过程", "指标进度"
NATION = {"全国": "100000"}
# plan, year, options: what the demonstration does not write
OTHERS = [
    ("yongji-2021", 2024, ["--method", "completion"]),
    ("luojiang-2021", 2023, ["--method", "realisation", "--compare",
                             "rounded", "--missing", "zero"]),
    ("yongji-2021", 2025, ["--method", "efficacy"]),
    ("leshan-2023", 2025, ["--method", "realisation", "--compare",
                           "rounded"]),
    ("guangdong-2016", 2020, ["--mean", "geometric"]),
]
# plan, year whose figures are changed
CHANGED = [("luojiang-2021", 2023), ("luojiang-2021", 2025),
           ("yongji-2021", 2023), ("yangjiang-2021", 2024),
           ("huzhong-2021", 2022), ("huzhong-2021", 2025),
           ("leshan-2023", 2024), ("leshan-2023", 2025)]
SEED = 20231231


def fyp(*arguments):
    done = subprocess.run([FYP, *map(str, arguments)], capture_output=True,
                          encoding="utf-8", check=False)
    if done.returncode != 0:
        raise AssertionError(f"{arguments}: {done.stderr}")
    return done.stdout


def is_same(a, b):
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b))
    return a == b


def differences(expected, computed):
    """Formula cells whose result is another, and how many there are."""
    found, count = [], 0
    for sheet, cells in expected.items():
        for place, (value, formula) in cells.items():
            if formula is None:
                continue
            count += 1
            other = computed[sheet].get(place, (None, None))[0]
            if not is_same(value, other):
                found.append((sheet, place, value, other, formula[:400]))
    return found, count


class Formulas(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="fyp-formulas.")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.db = cls.folder / "fyp.db"
        samples = sorted((ROOT / "data/samples").glob("*.csv"))
        fyp("import", "--db", cls.db, *samples)

    def place(self, name):
        path = self.folder / name
        path.mkdir()
        return path

    def report(self, plan, year, path, *options, db=None):
        fyp("report", plan, "--year", year, "--db", db or self.db, "-o", path,
            *options)
        return path

    def test_a_wrong_result_is_seen_only_when_it_is_recalculated(self):
        source = self.report("luojiang-2021", 2023,
                             self.place("wrong") / "right.xlsx")
        book = office.read(source)
        place = next(p for p, (v, f) in book[TABLE].items()
                     if f is not None and isinstance(v, float))
        wrong = source.with_name("wrong.xlsx")
        office.spoil(source, wrong, TABLE, place, 999.0)
        kept, = office.recalculate([wrong], self.place("kept"), office.NEVER)
        self.assertEqual(office.read(kept)[TABLE][place][0], 999.0)
        right, = office.recalculate([wrong], self.place("mended"))
        found, _ = differences(book, office.read(right))
        self.assertEqual(found, [])

    def test_every_formula_gives_the_result_of_the_engine(self):
        written = self.place("written")
        rows = json.loads(fyp("report", "--all", "--db", self.db, "-o",
                              written, "--format", "json"))
        paths = [pathlib.Path(row["file"]) for row in rows]
        for number, (plan, year, options) in enumerate(OTHERS):
            paths.append(self.report(plan, year, written / f"{number}.xlsx",
                                     *options))
        total = 0
        for path, other in zip(paths, office.recalculate(
                paths, self.place("recalculated"))):
            found, count = differences(office.read(path), office.read(other))
            self.assertEqual(found, [], path.name)
            self.assertGreater(count, 100, path.name)
            total += count
        print(f"{total} formulas of {len(paths)} workbooks", file=sys.stderr)

    # --- changed figures ---

    def changes(self, book, numbers):
        """{place: another figure}; shares stay within 0 and 100."""
        found = {}
        data = book[DATA]
        for place, (value, _) in data.items():
            if place[0] != "G" or not isinstance(value, float):
                continue  # other columns, the head, the symbol for nothing
            if numbers.random() < 0.4:
                continue
            unit = data.get("E" + place[1:], ("",))[0]
            other = round(value * numbers.uniform(0.8, 1.15), 2)
            if unit in ("%", "％"):
                other = min(max(other, -50.0), 100.0)
            else:
                other = float(round(other))
            if numbers.random() < 0.1:
                other = None
            found[place] = other
        return found

    def figures(self, book, changes, regions, path):
        """The sheet of the data as a file that can be imported."""
        data = book[DATA]
        with open(path, "w", encoding="utf-8", newline="") as out:
            rows = csv.writer(out)
            rows.writerow(["region", "indicator", "year", "value", "basis",
                           "source"])
            for place, (value, _) in data.items():
                value = changes.get(place, value)
                if place[0] != "G" or not isinstance(value, float):
                    continue
                cell = {c: data[c + place[1:]][0] for c in "BDFH"}
                name = cell["D"]
                rows.writerow([
                    NATION.get(name) or regions.get(name, name), cell["B"],
                    int(cell["F"]), repr(value),
                    "to_date" if "累计" in cell["H"] else "year",
                    "示例数据，非真实统计"])
        return path

    def test_changed_figures_have_the_results_of_the_engine(self):
        numbers = random.Random(SEED)
        folder = self.place("changed")
        names, touched, fresh = [], [], []
        for plan, year in CHANGED:
            name = f"{plan}-{year}"
            source = self.report(plan, year, folder / f"{name}.xlsx")
            book = office.read(source)
            changes = self.changes(book, numbers)
            other = folder / f"{name}-changed.xlsx"
            office.rewrite(source, other, DATA, changes)
            db = folder / f"{name}.db"
            fyp("import", "--db", db, self.figures(
                book, changes, {}, folder / f"{name}.csv"))
            fresh.append(office.read(self.report(
                plan, year, folder / f"{name}-fresh.xlsx", db=db)))
            names.append(name)
            touched.append(other)
        moved = 0
        for name, path, engine in zip(names, office.recalculate(
                touched, self.place("followed")), fresh):
            sheet = office.read(path)
            for place, (value, formula) in engine[SCORING].items():
                if formula is None:
                    continue
                other = sheet[SCORING].get(place, (None, None))[0]
                self.assertTrue(is_same(value, other),
                                (name, place, value, other, formula[:600]))
                moved += 1
        self.assertGreater(moved, 100 * len(CHANGED))
        print(f"{moved} results followed", file=sys.stderr)


if __name__ == "__main__":
    FYP = os.path.abspath(sys.argv[1])
    ROOT = pathlib.Path(sys.argv[2]).resolve()
    os.environ["FYP_HOME"] = str(ROOT)
    unittest.main(argv=[sys.argv[0], "-v"])
