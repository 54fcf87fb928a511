# SPDX-License-Identifier: GPL-3.0-or-later
"""`fyp report --all`: many workbooks by several processes, and their index.

    /usr/bin/python3 tests/cli/test_batch.py FYP SOURCE_ROOT

The same bytes whatever the number of processes; the index says what `fyp
evaluate` and `fyp regions` say; what is killed, stopped or cannot be written
is told and leaves nothing half-done. Standard library only.
"""

import csv
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent),
                str(pathlib.Path(__file__).resolve().parents[1] / "bench")]
import report_speed  # noqa: E402: the counties of the benchmark
from test_beside_sheets import workbook  # noqa: E402

FYP = ""
ROOT = pathlib.Path()
UNDEFINED = "—"
BRIEF = ["总览", "指标进度", "数据", "方法与来源"]
CHARTS = ("趋势", "指标详情")  # and the sheet with a chart an indicator
MANY = 400  # workbooks, so that there is time to interrupt
TRIES = 10
PATIENCE = 300
WORDS = {"monitor": "仅监测", "not_due": "未到期", "no_data": "无数据",
         "not_assessable": "不可判", "exceeded": "超额完成",
         "ahead": "快于预期", "on_track": "基本符合预期",
         "behind": "滞后于预期", "not_achieved": "未完成"}
SYMBOLS = {"monitor": "○", "not_due": "○", "no_data": "—",
           "not_assessable": "？", "exceeded": "✔", "achieved": "✔",
           "ahead": "▲", "on_track": "●", "behind": "▼",
           "not_achieved": "▼"}
GRADES = {None: "不评级", "fail": "不合格", "pass": "合格", "good": "良好",
          "excellent": "优秀"}


def run(*arguments, home=None):
    env = dict(os.environ, FYP_HOME=str(home)) if home else None
    return subprocess.run([FYP, *map(str, arguments)], capture_output=True,
                          encoding="utf-8", check=False, env=env)


def contents(folder):
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


def leftovers(folder):
    return [p.name for p in folder.iterdir() if p.suffix != ".xlsx"]


def word(status, stage):
    if status == "achieved":
        return "完成" if stage == "final" else "提前实现"
    return WORDS[status]


def table(rows, first):
    """The rows below a header, by its titles."""
    start = next(i for i, row in enumerate(rows) if row.get(0) == first)
    head = rows[start]
    return [{head[c]: row.get(c) for c in head} for row in rows[start + 1:]]


class Samples(unittest.TestCase):
    """The bundled plans and figures."""

    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory(prefix="fyp-batch.")
        cls.addClassCleanup(cls.kept.cleanup)
        cls.folder = pathlib.Path(cls.kept.name)
        cls.db = cls.folder / "fyp.db"
        done = run("import", "--db", cls.db,
                   *sorted((ROOT / "data/samples").glob("*.csv")))
        assert done.returncode == 0, done.stderr
        cls.out = cls.folder / "made/with its parents"
        cls.table = run("report", "--all", "--brief", "--db", cls.db,
                        "--format", "json", "-o", cls.out)
        cls.parts = cls.folder / "parts"
        cls.places = run("report", "--all", "leshan-2023", "--year", 2024,
                         "--db", cls.db, "--format", "json", "-o", cls.parts)

    def ok(self, *arguments):
        done = run(*arguments, "--db", self.db)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def json(self, *arguments):
        return json.loads(self.ok(*arguments, "--format", "json"))

    def refused(self, code, number, *arguments):
        done = run(*arguments, "--db", self.db)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn(f"FYP-{number}", done.stderr)
        self.assertEqual(done.stdout, "")
        return done.stderr

    # --- the folder ---

    def test_the_folder_is_made_and_holds_what_the_table_says(self):
        self.assertEqual(self.table.returncode, 0, self.table.stderr)
        rows = json.loads(self.table.stdout)
        names = [pathlib.Path(row["file"]).name for row in rows]
        self.assertEqual(sorted([*names, "index.xlsx"]),
                         sorted(p.name for p in self.out.iterdir()))
        for row, name in zip(rows, names):
            self.assertEqual(
                name, f"{row['plan']}-{row['year']}-{row['stage']}.xlsx")

    def test_a_file_in_place_of_the_folder_is_told_and_kept(self):
        taken = self.folder / "taken"
        taken.write_text("mine")
        for target in (taken, taken / "below"):
            self.refused(7, 622, "report", "--all", "-o", target)
        self.assertEqual(taken.read_text(), "mine")

    @unittest.skipIf(os.geteuid() == 0, "root may write anywhere")
    def test_a_folder_that_cannot_be_written_is_told_once(self):
        closed = self.folder / "closed"
        closed.mkdir(mode=0o500)
        told = self.refused(7, 622, "report", "--all", "-o", closed)
        self.assertEqual(told.count("FYP-"), 1)

    def test_a_year_without_figures_is_told_and_makes_no_folder(self):
        out = self.folder / "nothing"
        told = self.refused(3, 623, "report", "--all", "--year", 1990,
                            "-o", out)
        self.assertIn("1990", told)
        self.refused(3, 623, "report", "--all", "leshan-2023", "--year", 2019,
                     "-o", out)
        self.assertFalse(out.exists())

    def test_one_that_cannot_be_written_does_not_stop_the_others(self):
        out = self.folder / "blocked"
        name = "luojiang-2021-2023-midterm.xlsx"
        (out / name).mkdir(parents=True)
        told = set()
        for jobs in (1, 3):
            done = run("report", "--all", "--brief", "--year", 2023,
                       "--jobs", jobs, "--db", self.db, "-o", out)
            self.assertEqual(done.returncode, 7, done.stderr)
            self.assertIn(f"{name}: FYP-620", done.stderr)
            self.assertEqual(done.stderr.count("FYP-"), 1)
            self.assertNotIn(name, done.stdout)
            self.assertEqual(leftovers(out), [])
            told.add(done.stdout + done.stderr)
        self.assertEqual(len(told), 1)
        listed = [row["文件"] for row in
                  table(workbook(out / "index.xlsx")["总览"], "标题")]
        self.assertEqual(sorted([*listed, name, "index.xlsx"]),
                         sorted(p.name for p in out.iterdir()))

    # --- options ---

    def test_senseless_options_are_refused(self):
        for jobs in ("0", "abc", "-1", "257", ""):
            self.refused(2, 903, "report", "--all", "--jobs", jobs, "-o", "x")
        self.refused(2, 904, "report", "leshan-2023", "--year", 2024,
                     "--jobs", 2, "-o", "x.xlsx")
        self.refused(2, 904, "report", "--all", "--region", "511102",
                     "-o", "x")
        self.refused(2, 904, "report", "--all", "leshan-2023", "huzhong-2021",
                     "-o", "x")
        self.refused(2, 901, "evaluate", "--all", "--brief")

    # --- the workbooks ---

    def test_the_bytes_do_not_depend_on_the_number_of_processes(self):
        said = set()
        out = self.folder / "same"
        first = None
        for jobs in (1, 2, 7):
            shutil.rmtree(out, ignore_errors=True)
            done = run("report", "--all", "--brief", "--jobs", jobs,
                       "--db", self.db, "-o", out)
            self.assertEqual(done.returncode, 0, done.stderr)
            said.add(done.stdout + done.stderr)
            first = first or contents(out)
            self.assertEqual(contents(out), first)
        self.assertEqual(len(said), 1)
        self.assertEqual(first, contents(self.out))

    def test_a_workbook_is_that_of_one_report(self):
        alone = self.folder / "alone.xlsx"
        out = self.folder / "whole"
        self.ok("report", "--all", "--year", 2023, "-o", out)
        for plan in ("leshan-2023", "luojiang-2021"):
            self.ok("report", plan, "--year", 2023, "-o", alone)
            made, = out.glob(f"{plan}-2023-*.xlsx")
            self.assertEqual(made.read_bytes(), alone.read_bytes())
            self.ok("report", plan, "--year", 2023, "--brief", "-o", alone)
            self.assertEqual((self.out / made.name).read_bytes(),
                             alone.read_bytes())

    def test_a_brief_workbook_has_five_sheets_and_no_formula(self):
        for path in self.out.glob("*-20*.xlsx"):
            sheets = list(workbook(path))
            self.assertIn(sheets.pop(2), CHARTS)
            self.assertEqual(sheets, BRIEF)
            with zipfile.ZipFile(path) as book:
                for name in book.namelist():
                    self.assertNotIn(b"<f>", book.read(name), name)

    # --- the index ---

    def test_every_number_of_the_index_is_that_of_evaluate(self):
        sheets = workbook(self.out / "index.xlsx")
        self.assertEqual(list(sheets), ["总览", "指标对比", "数据", "方法与来源"])
        books = {row["文件"]: row for row in table(sheets["总览"], "标题")}
        lines = table(sheets["数据"], "规划编号")
        rows = json.loads(self.table.stdout)
        self.assertEqual(len(books), len(rows))
        for row in rows:
            name = pathlib.Path(row["file"]).name
            said = self.json("evaluate", row["plan"], "--year", row["year"])
            self.compare_book(books[name], said)
            self.compare_lines(
                [line for line in lines if line["文件"] == name], said)

    def compare_book(self, book, said):
        self.assertEqual(book["标题"], said["title"])
        self.assertEqual(book["年度"], said["year"])
        self.assertEqual(book["时间进度"], said["elapsed"])
        self.assertEqual(book["覆盖权重"], said["assessed_weight"])
        self.assertEqual(book["得分"],
                         UNDEFINED if said["score"] is None else said["score"])
        self.assertTrue(book["等级和原因"].startswith(GRADES[said["grade"]]))
        self.assertEqual("降为" in book["等级和原因"],
                         said["grade"] != said["grade_uncapped"])
        self.assertEqual(book["滞后或未完成"], said["targets_missed"])
        self.assertEqual(book["达标 / 可监测"],
                         "{met} / {assessable}".format(**said["attainment"]))
        for status, count in said["counts"].items():
            words = ("提前实现或完成" if status == "achieved"
                     else WORDS[status])
            title = f"{SYMBOLS[status]}\n{words}"
            self.assertEqual(book.get(title, 0), count, title)

    def compare_lines(self, lines, said):
        self.assertEqual(len(lines), len(said["indicators"]))
        for line, of in zip(lines, said["indicators"]):
            self.assertEqual(line["代码"], of["code"])
            self.assertEqual(line["指标"], of["name"])
            for title, key in (("进度", "progress"), ("应达进度", "expected"),
                               ("得分", "score"), ("评估值", "value"),
                               ("应达值", "expected_value")):
                self.assertEqual(
                    line[title], UNDEFINED if of[key] is None else of[key],
                    (of["code"], title))
            if line["序时比"] != UNDEFINED:
                self.assertEqual(line["序时比"], of["pace"])
            self.assertEqual(
                line["状态"], f"{SYMBOLS[of['status']]} "
                f"{word(of['status'], said['stage'])}")
            self.assertEqual(line["疑问（处）"], len(of["questions"]))
            self.assertEqual(line["标志和原因"] == UNDEFINED,
                             of["flags"] == [] and of["obstacle"] is None)

    def test_the_matrix_says_what_the_data_say(self):
        sheets = workbook(self.out / "index.xlsx")
        names = {}
        for line in table(sheets["数据"], "规划编号"):
            names.setdefault((line["标题"], line["年度"]), []).append(
                line["状态"])
        seen = {}
        for row in sheets["指标对比"]:
            if (row.get(0), row.get(1)) in names:
                cells = seen.setdefault((row[0], row[1]), [])
                cells += [v.split("\n")[0] for c, v in row.items()
                          if c > 2 and v != "／"]
        self.assertEqual(seen.keys(), names.keys())
        for book, statuses in seen.items():
            for status in statuses:
                self.assertIn(status, names[book])

    def test_the_data_are_a_plain_table_without_blanks(self):
        for path in (self.out, self.parts):
            rows = workbook(path / "index.xlsx")["数据"]
            titles = list(rows[0].values())
            self.assertEqual(len(set(titles)), len(titles))
            for row in rows:
                self.assertEqual(sorted(row), list(range(len(titles))))
            with zipfile.ZipFile(path / "index.xlsx") as book:
                for name in book.namelist():
                    self.assertNotIn(b"TargetMode", book.read(name))
                self.assertNotIn(b"mergeCell",
                                 book.read("xl/worksheets/sheet3.xml"))
                self.assertIn("示例数据，非真实统计",
                              book.read("docProps/core.xml").decode())

    def test_the_index_speaks_english_too(self):
        out = self.folder / "english"
        self.ok("--lang", "en", "report", "--all", "--brief", "--year", 2023,
                "-o", out)
        sheets = workbook(out / "index.xlsx")
        self.assertEqual(list(sheets), ["Overview", "Indicators compared",
                                        "Data", "Methods and sources"])
        titles = list(sheets["Data"][0].values())
        self.assertEqual(len(set(titles)), len(titles))

    # --- the places of one plan ---

    def test_each_place_has_a_workbook_and_its_rank(self):
        self.assertEqual(self.places.returncode, 0, self.places.stderr)
        said = self.json("regions", "leshan-2023", "--year", 2024)
        rows = table(workbook(self.parts / "index.xlsx")["总览"], "名次")
        ranks = {row["地区"]: row for row in rows}
        self.assertEqual(ranks.pop("乐山市")["名次"], UNDEFINED)
        self.assertEqual(rows[0]["地区"], "乐山市")
        self.assertEqual(len(ranks), len(said["subregions"]))
        for place in said["subregions"]:
            self.assertEqual(ranks[place["name"]]["名次"], place["rank"])
            self.assertEqual(ranks[place["name"]]["得分"], place["score"])
        self.assertEqual([r["名次"] for r in rows[1:]],
                         sorted(r["名次"] for r in rows[1:]))

    def test_a_place_is_judged_as_evaluate_judges_it(self):
        sheets = workbook(self.parts / "index.xlsx")
        lines = table(sheets["数据"], "规划编号")
        for row in json.loads(self.places.stdout):
            said = self.json("evaluate", "leshan-2023", "--year", 2024,
                             "--region", row["region"])
            name = pathlib.Path(row["file"]).name
            self.compare_lines(
                [line for line in lines if line["文件"] == name], said)
            self.assertEqual(row["score"], said["score"])
        alone = self.folder / "place.xlsx"
        for region in ("", "511133"):
            where = ["--region", region] if region else []
            self.ok("report", "leshan-2023", "--year", 2024, *where,
                    "-o", alone)
            made = self.parts / (f"leshan-2023{'-' if region else ''}{region}"
                                 "-2024-midterm.xlsx")
            self.assertEqual(made.read_bytes(), alone.read_bytes())


PLAN = """规划: own-2021
标题: "自有规划"
地区: {代码: "510600", 名称: 甲市}
下级地区:
  - {代码: "510603", 名称: 乙区}
  - {代码: "510604", 名称: 丙区}
  - {代码: "510623", 名称: 丁县}
基期年: 2020
目标年: 2025
指标:
  - 序号: 1
    代码: rehabilitation_coverage
    名称: 残疾人基本康复服务覆盖率
    单位: "%"
    属性: 约束性
    类型: 水平
    基期: {原文: "70", 数值: 70}
    目标: {原文: "≥85", 比较: ">=", 数值: 85}
    出处: {章节: 专栏1, 原文: "1"}
  - 序号: 2
    代码: skills_training
    名称: 残疾人职业技能培训人次
    单位: "人次"
    属性: 预期性
    类型: 累计
    基期: {原文: "—", 空白: 横线}
    目标: {原文: "≥5000", 比较: ">=", 数值: 5000}
    出处: {章节: 专栏1, 原文: "2"}
"""
FIGURES = """region,indicator,year,value,unit,source
510600,rehabilitation_coverage,2022,77.35,%,示例数据，非真实统计
510600,skills_training,2022,2385,人次,示例数据，非真实统计
510603,rehabilitation_coverage,2021,71.24,%,示例数据，非真实统计
510603,rehabilitation_coverage,2022,79.46,%,示例数据，非真实统计
510603,skills_training,2022,213,人次,示例数据，非真实统计
510604,rehabilitation_coverage,2021,74.38,%,示例数据，非真实统计
510604,rehabilitation_coverage,2022,75.13,%,示例数据，非真实统计
510623,skills_training,2022,187,人次,示例数据，非真实统计
510681,rehabilitation_coverage,2021,73.52,%,示例数据，非真实统计
510681,rehabilitation_coverage,2022,76.87,%,示例数据，非真实统计
"""


def own_home(folder):
    (folder / "indicators/plans").mkdir(parents=True)
    (folder / "indicators/catalogue.yaml").symlink_to(
        ROOT / "indicators/catalogue.yaml")
    (folder / "data").symlink_to(ROOT / "data")
    (folder / "indicators/plans/own-2021.yaml").write_text(
        PLAN, encoding="utf-8")
    (folder / "own.csv").write_text(FIGURES, encoding="utf-8")


class OwnPlan(unittest.TestCase):
    """Amounts of the whole place, a place without a score, a place that the
    plan does not list."""

    def test_places_are_judged_and_ranked_as_regions_does(self):
        with tempfile.TemporaryDirectory() as kept:
            folder = pathlib.Path(kept)
            own_home(folder)
            db, out = folder / "own.db", folder / "out"
            done = run("import", "--db", db, folder / "own.csv", home=folder)
            self.assertIn(done.returncode, (0, 4), done.stderr)
            said = json.loads(run(
                "regions", "own-2021", "--year", 2022, "--db", db,
                "--format", "json", home=folder).stdout)
            done = run("report", "--all", "own-2021", "--year", 2022,
                       "--brief", "--db", db, "-o", out, home=folder)
            self.assertEqual(done.returncode, 0, done.stderr)
            sheets = workbook(out / "index.xlsx")
        rows = table(sheets["总览"], "名次")
        found = {row["地区"]: row for row in rows}
        self.assertEqual(len(found), 5)
        for place in said["subregions"]:
            row = found[place["name"]]
            self.assertEqual(row["名次"], place["rank"] or UNDEFINED)
            self.assertEqual(row["得分"], UNDEFINED if place["score"] is None
                             else place["score"])
        self.assertEqual(rows[0]["地区"], "甲市")
        last = rows[-1]["等级和原因"], rows[-2]["等级和原因"]
        self.assertTrue(any("没有可以判断的指标" in text for text in last))
        self.assertTrue(any("不排名" in text for text in last))
        amounts = [line["状态"] for line in table(sheets["数据"], "规划编号")
                   if line["代码"] == "skills_training"]
        self.assertEqual(amounts.count("○ 仅监测"), 4)


class Many(unittest.TestCase):
    """A long batch that is disturbed."""

    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory(prefix="fyp-batch.")
        cls.addClassCleanup(cls.kept.cleanup)
        cls.home = pathlib.Path(cls.kept.name)
        report_speed.make_home(cls.home, ROOT, MANY)
        done = run("import", "--db", cls.home / "fyp.db",
                   cls.home / "figures.csv", home=cls.home)
        assert done.returncode == 0, done.stderr

    def start(self, out, jobs):
        shutil.rmtree(out, ignore_errors=True)
        return subprocess.Popen(
            [FYP, "report", "--all", "--brief", "--year", "2023", "--jobs",
             str(jobs), "--db", str(self.home / "fyp.db"), "-o", str(out)],
            env=dict(os.environ, FYP_HOME=str(self.home)),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            encoding="utf-8")

    def wait_for_some(self, out, program):
        """Until a few workbooks are there."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and program.poll() is None:
            if out.is_dir() and len(list(out.glob("*.xlsx"))) >= 5:
                return
            time.sleep(0.002)

    def children(self, pid):
        path = pathlib.Path(f"/proc/{pid}/task/{pid}/children")
        try:
            return [int(text) for text in path.read_text().split()]
        except OSError:
            return []

    def assert_sound(self, out):
        self.assertEqual(leftovers(out), [])
        for path in out.iterdir():
            with zipfile.ZipFile(path) as book:
                self.assertIsNone(book.testzip(), path.name)

    def kill_one(self, out):
        """Exit code and messages of a run of which a process was killed."""
        program = self.start(out, 3)
        self.wait_for_some(out, program)
        for child in self.children(program.pid)[:1]:
            os.kill(child, signal.SIGKILL)
        said, told = program.communicate(timeout=PATIENCE)
        return program.returncode, said, told

    def test_a_killed_process_is_told_and_the_others_go_on(self):
        out = self.home / "killed"
        for _ in range(TRIES):
            code, said, told = self.kill_one(out)
            self.assert_sound(out)
            if code != 0:  # else it was between two workbooks
                break
        self.assertEqual(code, 1, told)
        self.assertEqual(told.count("FYP-015"), 1)
        self.assertRegex(told, r"county-\d{4}-2023-midterm\.xlsx: FYP-015")
        name = told.split(".xlsx")[0].rsplit("/", 1)[1] + ".xlsx"
        self.assertEqual(said.count("-midterm.xlsx"), MANY - 1)
        listed = {row["文件"] for row in
                  table(workbook(out / "index.xlsx")["总览"], "标题")}
        self.assertEqual(len(listed), MANY - 1)
        self.assertNotIn(name, listed)

    def assert_stops(self, number, jobs):
        out = self.home / f"stopped-{number}-{jobs}"
        program = self.start(out, jobs)
        self.wait_for_some(out, program)
        children = self.children(program.pid)
        program.send_signal(number)
        said, told = program.communicate(timeout=PATIENCE)
        self.assertEqual(program.returncode, 128 + number, told)
        self.assertIn("FYP-624", told)
        self.assertEqual(said, "")
        self.assert_sound(out)
        self.assertFalse((out / "index.xlsx").exists())
        self.assertLess(len(list(out.iterdir())), MANY)
        for child in children:
            self.assertFalse(pathlib.Path(f"/proc/{child}").exists())

    def test_ctrl_c_ends_all_processes_and_leaves_whole_workbooks(self):
        for jobs in (1, 3):
            self.assert_stops(signal.SIGINT, jobs)

    def test_told_to_end_it_ends_all_processes(self):
        for jobs in (1, 3):
            self.assert_stops(signal.SIGTERM, jobs)

    def test_a_long_table_ends_with_how_many_and_where(self):
        out = self.home / "table"
        program = self.start(out, 2)
        said, told = program.communicate(timeout=PATIENCE)
        self.assertEqual(program.returncode, 0, told)
        self.assertTrue(
            said.endswith(f"共 {MANY} 份。索引：{out}/index.xlsx\n"), said[-200:])
        with open(self.home / "figures.csv", encoding="utf-8") as figures:
            places = {row["region"] for row in csv.DictReader(figures)}
        self.assertEqual(len(list(out.glob("county-*.xlsx"))), len(places))


if __name__ == "__main__":
    FYP = os.path.abspath(sys.argv[1])
    ROOT = pathlib.Path(sys.argv[2]).resolve()
    unittest.main(argv=[sys.argv[0], "-v"])
