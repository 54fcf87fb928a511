# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheets 地区对比, 方法比较 and 敏感性, read again and compared with what
`fyp regions`, `fyp compare` and `fyp sensitivity` say.

    /usr/bin/python3 tests/cli/test_beside_sheets.py FYP SOURCE_ROOT

Standard library only.
"""

import csv
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

FYP = ""
ROOT = pathlib.Path()
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REGIONS, COMPARE, SENSITIVITY = "地区对比", "方法比较", "敏感性"
METHODS = 9  # columns of 方法比较, after its first five
GRADES = {"excellent": "优秀", "good": "良好", "pass": "合格",
          "fail": "不合格"}


def run(*arguments):
    return subprocess.run([FYP, *map(str, arguments)], capture_output=True,
                          encoding="utf-8", check=False)


def column(reference):
    number = 0
    for letter in re.match("[A-Z]+", reference)[0]:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def workbook(path):
    """Sheets by name, each a list of rows: {column: text or number}."""
    with zipfile.ZipFile(path) as book:
        strings = [
            "".join(t.text or "" for t in item.iter(MAIN + "t"))
            for item in ElementTree.fromstring(
                book.read("xl/sharedStrings.xml")).iter(MAIN + "si")]
        names = [s.get("name") for s in ElementTree.fromstring(
            book.read("xl/workbook.xml")).iter(MAIN + "sheet")]
        sheets = {}
        for number, name in enumerate(names, 1):
            root = ElementTree.fromstring(
                book.read(f"xl/worksheets/sheet{number}.xml"))
            sheets[name] = [row_of(row, strings)
                            for row in root.iter(MAIN + "row")]
    return sheets


def row_of(row, strings):
    cells = {}
    for cell in row.iter(MAIN + "c"):
        value = cell.find(MAIN + "v")
        if value is not None:
            cells[column(cell.get("r"))] = (
                strings[int(value.text)] if cell.get("t") == "s"
                else value.text if cell.get("t") == "str"
                else float(value.text))
    return cells


class BesideSheets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.kept.cleanup)
        cls.folder = pathlib.Path(cls.kept.name)
        cls.db = cls.folder / "fyp.db"
        done = run("import", "--db", cls.db,
                   *sorted((ROOT / "data/samples").glob("*.csv")))
        assert done.returncode == 0, done.stderr

    def ok(self, *arguments):
        done = run(*arguments, "--db", self.db)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def read(self, plan, year, *more):
        path = self.folder / f"{plan}-{year}.xlsx"
        self.ok("report", plan, "--year", year, "-o", path, *more)
        return workbook(path)

    def json(self, *arguments):
        return json.loads(self.ok(*arguments, "--format", "json"))

    def test_methods_stand_as_compare_says_them(self):
        for plan in ("leshan-2023", "luojiang-2021"):
            sheet = self.read(plan, 2024)[COMPARE]
            said = {i["no"]: i for i in self.json(
                "compare", plan, "--year", 2024)["indicators"]}
            rows = [r for r in sheet
                    if len(r) == 5 + METHODS and r[0] != "序号"]
            self.assertEqual(len(rows), len(said))
            refused = set()
            for row in rows:
                number = row[0] if isinstance(row[0], str) else f"{row[0]:g}"
                methods = said[number]["methods"]
                pace = methods["pace"]
                if "refused" in pace:
                    self.assertRegex(row[5], "^— 51[0-9]$")
                else:
                    self.assertAlmostEqual(row[5], pace["score"], delta=0.0501)
                refusals = sum("refused" in m for m in methods.values())
                codes = [c for k, c in row.items()
                         if k >= 5 and str(c).startswith("— 5")]
                self.assertEqual(len(codes), refusals, number)
                refused |= {c[2:] for c in codes}
            lines = [r[0] for r in sheet if list(r) == [0]]
            self.assertTrue(any(f"{len(said)} 项中的" in str(t)
                                for t in lines), lines)
            for code in refused:
                self.assertTrue(any(f"  {code}  " in str(t) for t in lines),
                                f"{code} has no words")

    def test_trials_stand_as_sensitivity_says_them(self):
        sheet = self.read("leshan-2023", 2024)[SENSITIVITY]
        said = next(csv.DictReader(io.StringIO(self.ok(
            "sensitivity", "leshan-2023", "--year", 2024, "--format", "csv"))))
        rows = {r[0]: r for r in sheet if 0 in r}
        for label, key in (("现行规则下", "score"), ("试算平均", "mean"),
                           ("第 5 百分位", "p5"), ("中位数", "p50"),
                           ("第 95 百分位", "p95")):
            self.assertAlmostEqual(rows[label][2], float(said[key]), 9)
        for label, key in (("权重", "weights"), ("计分方法", "method"),
                           ("平均方式", "mean"), ("分段界限", "bands")):
            self.assertAlmostEqual(
                rows[label][5], float(said[key + "_first"]), delta=0.000501)
            self.assertAlmostEqual(
                rows[label][6], float(said[key + "_total"]), delta=0.000501)
            self.assertAlmostEqual(
                rows[label][7], float(said[key + "_grade_change"]), 9)
        for key, word in GRADES.items():
            row = next(r for r in sheet if
                       str(r.get(4)).split("；")[0].split("，")[0] == word)
            self.assertAlmostEqual(row[7], float(said[key]), 9)
            self.assertAlmostEqual(
                row[6], float(said[key]) * float(said["runs"]), 6)

    def test_places_stand_as_regions_says_them(self):
        sheet = self.read("leshan-2023", 2024)[REGIONS]
        said = self.json("regions", "leshan-2023", "--year", 2024)
        rows = {r[1]: r for r in sheet if isinstance(r.get(2), float)}
        self.assertEqual(len(rows), len(said["subregions"]))
        for place in said["subregions"]:
            row = rows[place["name"]]
            self.assertEqual(row[0], place["rank"])
            self.assertAlmostEqual(row[2], place["score"], 9)
        self.assertEqual([r[0] for r in rows.values()],
                         sorted(r[0] for r in rows.values()))
        for row in rows.values():
            low, _, high = str(row[4]).partition("～")
            self.assertLessEqual(float(low), float(high or low))
            self.assertLessEqual(1, float(low))
            self.assertLessEqual(float(high or low), len(rows))
        self.assertTrue(any("试算 512 次" in str(r.get(0)) for r in sheet))
        own = {p["name"]: p["value"]
               for p in said["each_subregion"][0]["regions"]}
        for name, value in own.items():
            symbol, shown = rows[name][5].split(" ")
            self.assertEqual(float(shown), value)
            self.assertTrue(any(symbol + " " in str(r.get(0)) for r in sheet
                                if str(r.get(0)).startswith("符号")))

    def test_a_sheet_without_content_is_not_written(self):
        alone = self.read("luojiang-2021", 2023)
        self.assertNotIn(REGIONS, alone)
        self.assertIn(COMPARE, alone)
        self.assertIn(SENSITIVITY, alone)
        part = self.read("leshan-2023", 2024, "--region", "511102")
        self.assertNotIn(REGIONS, part)

    def test_a_plan_without_figures_has_no_trials(self):
        empty = self.folder / "empty.db"
        head = "地区,指标,年份,数值,单位,来源\n"
        path = self.folder / "other.csv"
        path.write_text(head + "511102,没有的指标,2023,1,%,x\n",
                        encoding="utf-8")
        run("import", "--db", empty, path)
        out = self.folder / "empty.xlsx"
        done = run("report", "luojiang-2021", "--year", 2023, "-o", out,
                   "--db", empty)
        self.assertEqual(done.returncode, 0, done.stderr)
        sheets = workbook(out)
        self.assertNotIn(SENSITIVITY, sheets)
        self.assertIn(COMPARE, sheets)

    def test_many_workbooks_have_them_too_brief_ones_go_without(self):
        whole, brief = self.folder / "all", self.folder / "brief"
        self.ok("report", "--all", "--year", 2024, "-o", whole)
        self.ok("report", "--all", "--year", 2024, "--brief", "-o", brief)
        self.assertIn(REGIONS,
                      workbook(whole / "leshan-2023-2024-midterm.xlsx"))
        for path in whole.glob("*-2024-*.xlsx"):
            sheets = workbook(path)
            short = workbook(brief / path.name)
            for name in (COMPARE, SENSITIVITY):
                self.assertIn(name, sheets)
            for name in (REGIONS, COMPARE, SENSITIVITY):
                self.assertNotIn(name, short)


if __name__ == "__main__":
    FYP, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
