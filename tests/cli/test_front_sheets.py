# SPDX-License-Identifier: GPL-3.0-or-later
"""总览, 评分过程, 中期研判 and 方法与来源, read again: the contents list names
the sheets that are there, the units in charge are those of the plan's tasks,
the hashes are those of the files, and what is printed can be read.

    /usr/bin/python3 tests/cli/test_front_sheets.py FYP SOURCE_ROOT

Standard library only.
"""

import hashlib
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
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/"
OVERVIEW, QUALITY, METHOD = "总览", "数据质量", "方法与来源"
MISSED = ("behind", "not_achieved")
# A4 landscape less its margins, in pixels of a sheet at 100 %.
PAGE_WIDTH, PAGE_HEIGHT = 96 * (11.69 - 0.64), 96 * (8.27 - 1.1)


def run(*arguments):
    return subprocess.run([FYP, *map(str, arguments)], capture_output=True,
                          encoding="utf-8", check=False)


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Workbook:
    def __init__(self, path):
        with zipfile.ZipFile(path) as book:
            self.parts = {name: book.read(name) for name in book.namelist()}
        self.strings = [
            "".join(t.text or "" for t in item.iter(MAIN + "t"))
            for item in self.tree("xl/sharedStrings.xml").iter(MAIN + "si")]
        self.names = [s.get("name") for s in self.tree(
            "xl/workbook.xml").iter(MAIN + "sheet")]

    def tree(self, part):
        return ElementTree.fromstring(self.parts[part])

    def sheet(self, name):
        number = self.names.index(name) + 1
        return self.tree(f"xl/worksheets/sheet{number}.xml")

    def texts(self, name):
        """Texts of a sheet by their cells."""
        return {c.get("r"): self.strings[int(c.find(MAIN + "v").text)]
                for c in self.sheet(name).iter(MAIN + "c")
                if c.get("t") == "s" and c.find(MAIN + "v") is not None}


class FrontSheets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.kept.cleanup)
        cls.folder = pathlib.Path(cls.kept.name)
        cls.db = cls.folder / "fyp.db"
        cls.samples = sorted((ROOT / "data/samples").glob("*.csv"))
        done = run("import", "--db", cls.db, *cls.samples)
        assert done.returncode == 0, done.stderr
        cls.books = {}

    def read(self, plan, year, *more):
        key = (plan, year, *more)
        if key not in self.books:
            path = self.folder / f"{len(self.books)}.xlsx"
            done = run(*more, "report", plan, "--year", year, "-o", path,
                       "--db", self.db)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.books[key] = Workbook(path)
        return self.books[key]

    def evaluation(self, plan, year):
        done = run("evaluate", plan, "--year", year, "--db", self.db,
                   "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_the_contents_list_is_the_list_of_the_other_sheets(self):
        for plan, year, *more in (("leshan-2023", 2024), ("nanning-2011", 2013),
                                  ("guangdong-2016", 2020),
                                  ("luojiang-2021", 2021),
                                  ("luojiang-2021", 2023, "--lang", "en")):
            book = self.read(plan, year, *more)
            root = self.sheet_of_overview(book)
            links = list(root.iter(MAIN + "hyperlink"))
            self.assertEqual([h.get("location") for h in links],
                             [f"'{name}'!A1" for name in book.names[1:]])
            texts = book.texts(book.names[0])
            for link, name in zip(links, book.names[1:]):
                self.assertIsNone(link.get(
                    "{http://schemas.openxmlformats.org/officeDocument/2006/"
                    "relationships}id"), "a link to the outside")
                self.assertTrue(texts[link.get("ref")].startswith(name))

    @staticmethod
    def sheet_of_overview(book):
        return book.tree("xl/worksheets/sheet1.xml")

    def test_the_contents_list_counts_the_questions(self):
        book = self.read("luojiang-2021", 2023)
        said = next(t for t in book.texts(OVERVIEW).values()
                    if t.startswith(QUALITY + "："))
        rows = [t for t in book.texts(QUALITY).values()
                if re.fullmatch("FYP-7[0-9][0-9]", t)]
        self.assertGreater(len(rows), 0)
        self.assertIn(f" {len(rows)} ", said.replace("：", " "))

    def test_units_in_charge_are_those_of_the_tasks(self):
        seen = 0
        for plan, year in (("luojiang-2021", 2023), ("yongji-2021", 2021)):
            texts = list(self.read(plan, year).texts(OVERVIEW).values())
            for item in self.evaluation(plan, year)["indicators"]:
                if item["status"] not in MISSED:
                    continue
                told = next(t for t in texts if t.startswith(
                    f"▼ {item['no']} {item['name']}\n"))
                if not item["tasks"]:
                    self.assertNotIn("牵头", told)
                    continue
                task = item["tasks"][0]
                self.assertIn(f"任务 {task['no']} ", told)
                for unit in task["lead"][:3]:
                    self.assertIn(unit, told)
                    seen += 1
        self.assertGreater(seen, 3)

    def test_a_plan_without_tasks_names_no_unit(self):
        texts = self.read("guangdong-2016", 2020).texts(OVERVIEW).values()
        self.assertFalse([t for t in texts if "牵头" in t or "责任单位" in t])

    def test_the_hashes_are_those_of_the_files(self):
        for plan, year in (("luojiang-2021", 2023), ("guangdong-2016", 2020)):
            texts = set(self.read(plan, year).texts(METHOD).values())
            own = [p for p in self.samples if plan.split("-")[0] in p.name]
            self.assertEqual(len(own), 1)
            files = [own[0], ROOT / f"indicators/plans/{plan}.yaml",
                     ROOT / "indicators/catalogue.yaml"]
            others = ROOT / f"indicators/commitments/{plan}.yaml"
            files += [others] if others.exists() else []
            hashes = {t for t in texts if re.fullmatch("[0-9a-f]{64}", t)}
            self.assertEqual(hashes, {sha256(f) for f in files})
            self.assertTrue(any(own[0].name in t for t in texts))

    def test_a_ruleset_of_a_file_has_its_hash(self):
        path = self.folder / "own.yaml"
        path.write_text(run("ruleset", "show", "house").stdout,
                        encoding="utf-8")
        out = self.folder / "ruled.xlsx"
        done = run("report", "luojiang-2021", "--year", 2023, "-o", out,
                   "--db", self.db, "--ruleset", path)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(sha256(path), Workbook(out).texts(METHOD).values())

    def test_the_overview_is_one_page_that_can_be_read(self):
        for plan, year, least in (("luojiang-2021", 2023, 0.76),
                                  ("guangdong-2016", 2020, 0.76),
                                  ("nanning-2011", 2013, 0.76),
                                  ("yongji-2021", 2021, 0.72),
                                  ("leshan-2023", 2024, 0.7)):
            root = self.sheet_of_overview(self.read(plan, year))
            setup = root.find(MAIN + "pageSetup")
            self.assertEqual(setup.get("orientation"), "landscape")
            self.assertEqual(setup.get("paperSize"), "9")
            self.assertIn(setup.get("fitToHeight"), (None, "1"))
            width = sum(
                (int(c.get("max")) - int(c.get("min")) + 1)
                * round(7 * float(c.get("width")))
                for c in root.iter(MAIN + "col"))
            height = sum(float(r.get("ht")) for r in root.iter(MAIN + "row"))
            scale = min(PAGE_WIDTH / width, PAGE_HEIGHT / (height * 96 / 72))
            self.assertGreaterEqual(scale, least, plan)
            # and the block has the proportions of the page
            self.assertGreaterEqual(height * 96 / 72 * scale,
                                    0.88 * PAGE_HEIGHT, plan)

    def test_the_bars_are_told_to_who_cannot_see_them(self):
        book = self.read("luojiang-2021", 2023)
        drawing = book.tree("xl/drawings/drawing1.xml")
        told = next(e.get("descr") for e in drawing.iter() if e.get("descr"))
        texts = book.texts(OVERVIEW)
        labels = [t for t in texts.values()
                  if re.fullmatch(r"[0-9]+ [▲●▼✔○？—]", t)]
        self.assertEqual(len(labels), 12)
        for part in ("时间进度 60 %", "共 8 条", "最低 第 2 项", "65.5 %",
                     "最高 第 3 项", "100 %", "滞后或未完成：第 4、8、12 项"):
            self.assertIn(part, told)
        chart = book.tree("xl/charts/chart1.xml")
        points = {v.text for v in chart.iter(
            DRAWING + "chart}v") if v.text}
        self.assertTrue(set(labels) <= points, "no symbol in the labels")

    def test_nothing_measured_is_not_called_on_track(self):
        texts = list(self.read("nanning-2011", 2013).texts(OVERVIEW).values())
        self.assertIn("没有一项可以判断", texts)
        self.assertNotIn("可判断的指标都不滞后", texts)
        self.assertIn("无数据：第 1—20 项", texts)

    def test_the_sums_beside_the_score_make_it(self):
        book = self.read("luojiang-2021", 2023)
        rows = {}
        for cell in book.sheet("评分过程").iter(MAIN + "c"):
            if cell.find(MAIN + "f") is not None and cell.get("t") != "str":
                row = int(re.search("[0-9]+", cell.get("r"))[0])
                rows.setdefault(row, []).append(
                    float(cell.find(MAIN + "v").text))
        score = self.evaluation("luojiang-2021", 2023)["score"]
        sums = [r for r in rows.values() if len(r) == 4 and
                abs(r[0] - score) < 1e-9]
        self.assertEqual(len(sums), 1)
        self.assertAlmostEqual(sums[0][3] / sums[0][2], score, 9)


if __name__ == "__main__":
    FYP, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
