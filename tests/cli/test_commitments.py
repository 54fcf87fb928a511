# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plan binds to beside its main indicators, from outside: the JSON
contract, every quotation against the text, the ledger, the calendar.

    /usr/bin/python3 tests/cli/test_commitments.py FYP SOURCE_ROOT

A home of its own with the files of tests/indicators/commitments. Standard
library only.
"""

import csv
import datetime
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile

import test_third_party as books

FYP = ""
ROOT = pathlib.Path()
SECTIONS = ["commitments", "tasks", "duties", "conflicts"]
COMMITMENT_KEYS = ["id", "measure", "comparator", "value", "unit",
                   "deadline_text", "year", "recurrence", "population",
                   "force", "section", "line", "quote", "tasks"]
OTHER_READING = """规划: luojiang-2021
任务约定: {方式: 首位牵头}
任务:
  - {序号: 24, 内容: "巩固提高残疾儿童少年义务教育质量", 行: 563,
     责任单位: "区教育局，区残联、各镇人民政府", 单位行: 564}
指标任务: [{指标: compulsory_education_retention, 任务: [24]}]
承诺:
  - {编号: c1, 内容: 户数, 比较: ">=", 数值: 170, 单位: 户, 约束力: 声明,
     指标: home_modification_households, 章节: 专栏1, 行: 111, 原文: "170",
     期限: 2023}
矛盾:
  - 编号: x1
    类型: 目标两数
    说明: 试
    证据: [{行: 1, 原文: ""}]
    采用: 表
    理由: 试
    指标: [home_modification_households]
    另解:
      - {指标: home_modification_households, 数值: 400}
      - {指标: compulsory_education_retention, 比较: ">=", 数值: 97}
"""


def squeeze(text):
    return re.sub(r"\s+", "", text)


class Commitments(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        home = pathlib.Path(cls.folder.name)
        (home / "indicators").mkdir()
        for name in ("plans", "texts"):
            shutil.copytree(ROOT / "indicators" / name,
                            home / "indicators" / name)
        shutil.copytree(ROOT / "tests/indicators/commitments",
                        home / "indicators/commitments")
        shutil.copy(ROOT / "indicators/catalogue.yaml", home / "indicators")
        (home / "data").symlink_to(ROOT / "data")
        cls.home = home
        cls.db = home / "fyp.db"
        cls.env = dict(os.environ, FYP_HOME=str(home))
        cls.run_with("import", "--db", cls.db,
                     ROOT / "data/samples/示例数据_luojiang-2021.csv",
                     ROOT / "data/samples/示例数据_huzhong-2021.csv")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def run_with(cls, *arguments):
        return subprocess.run([FYP, *map(str, arguments)], env=cls.env,
                              capture_output=True, encoding="utf-8",
                              check=False)

    def ok(self, *arguments, code=0):
        done = self.run_with(*arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout

    def json(self, *arguments, code=0):
        return json.loads(self.ok(*arguments, "--format", "json", code=code))

    def refused(self, number, code, *arguments):
        done = self.run_with(*arguments)
        self.assertEqual(done.returncode, code, done.stdout)
        self.assertIn(f"FYP-{number}", done.stderr)

    def write(self, name, text):
        path = self.home / name
        path.write_text(text, encoding="utf-8")
        return path


class Show(Commitments):
    def section(self, plan, section):
        return self.json("plan", "show", plan, "--section", section)[section]

    def test_each_section_has_the_keys_of_the_contract(self):
        first = self.section("luojiang-2021", "commitments")[0]
        self.assertEqual(list(first)[:14], COMMITMENT_KEYS)
        self.assertEqual(first["force"], "hard")
        self.assertEqual(first["value"], 15)
        task = self.section("luojiang-2021", "tasks")[7]
        self.assertEqual(list(task)[:5],
                         ["no", "text", "lead", "cooperating", "line"])
        self.assertEqual(task["lead"], ["区人社局"])
        self.assertEqual(task["cooperating"][-1], "各镇人民政府")
        conflict = self.section("luojiang-2021", "conflicts")[0]
        self.assertLessEqual({"kind", "statement", "evidence", "reading"},
                             set(conflict))
        self.assertEqual(conflict["kind"], "two_thresholds")
        self.assertEqual(list(conflict["evidence"][0])[:2],
                         ["line", "quote"])

    def test_words_are_given_no_threshold_and_caps_are_no_targets(self):
        words = self.section("luojiang-2021", "commitments")[3]
        self.assertIsNone(words["comparator"])
        self.assertIsNone(words["value"])
        self.assertEqual([m["year"] for m in words["milestones"]],
                         [2021, 2023, 2024])
        cap = self.section("huzhong-2021", "commitments")[1]
        self.assertTrue(cap["cap"])
        self.assertEqual(cap["comparator"], "<=")

    def test_every_quotation_begins_on_its_line(self):
        checked = 0
        for plan in ("luojiang-2021", "huzhong-2021"):
            lines = (ROOT / f"indicators/texts/{plan}.txt").read_text(
                encoding="utf-8").split("\n")
            places = []
            for section in SECTIONS:
                for entry in self.section(plan, section):
                    for place in entry.get("evidence", [entry]):
                        places.append((place["line"], place.get(
                            "quote", entry.get("text"))))
            for line, quote in places:
                with self.subTest(plan=plan, line=line):
                    after = squeeze("".join(lines[line - 1:]))
                    start = after.find(squeeze(quote))
                    self.assertGreaterEqual(start, 0, quote)
                    self.assertLess(start, len(squeeze(lines[line - 1])))
                    checked += 1
        self.assertGreaterEqual(checked, 28)

    def test_a_plan_without_the_file_shows_empty_lists(self):
        for section in SECTIONS:
            self.assertEqual(self.section("yongji-2021", section), [])
            self.assertIn("0 条", self.ok("plan", "show", "yongji-2021",
                                         "--section", section))
        self.refused(903, 2, "plan", "show", "yongji-2021", "--section", "x")
        self.refused(904, 2, "plan", "list", "--section", "tasks")

    def test_text_and_csv_hold_every_entry(self):
        for section in SECTIONS:
            count = len(self.section("luojiang-2021", section))
            rows = list(csv.DictReader(io.StringIO(self.ok(
                "plan", "show", "luojiang-2021", "--section", section,
                "--format", "csv"))))
            self.assertGreaterEqual(len(rows), count)
            for language in ("zh", "en"):
                text = self.ok("plan", "show", "luojiang-2021", "--section",
                               section, "--lang", language)
                self.assertNotRegex(text, r"\{\d\}")


class Check(Commitments):
    def test_contradictions_entered_are_listed_with_both_quotations(self):
        text = self.ok("plan", "check", "luojiang-2021")
        self.assertIn("门槛两数", text)
        self.assertIn("行 254", text)
        self.assertIn("行 527", text)

    def test_structural_slips_are_found_in_any_file(self):
        path = self.home / "indicators/commitments/luojiang-2021.yaml"
        sound = path.read_text(encoding="utf-8")
        try:
            slips = sound.replace("  - 序号: 9\n", "  - 序号: 11\n")
            path.write_text(slips, encoding="utf-8")
            self.assertIn("FYP-290", self.ok("plan", "check",
                                             "luojiang-2021"))
            path.write_text(sound.replace("行: 469", "行: 470"),
                            encoding="utf-8")
            self.assertIn("FYP-247", self.ok("plan", "check",
                                             "luojiang-2021", code=3))
        finally:
            path.write_text(sound, encoding="utf-8")


class Judged(Commitments):
    def test_commitments_are_judged_apart_from_the_score(self):
        bare = subprocess.run(
            [FYP, "evaluate", "huzhong-2021", "--year", "2025", "--db",
             str(self.db), "--format", "json"],
            env=dict(os.environ, FYP_HOME=str(ROOT)), capture_output=True,
            encoding="utf-8", check=True)
        whole = self.json("evaluate", "huzhong-2021", "--year", 2025, "--db",
                          self.db)
        self.assertEqual(json.loads(bare.stdout)["score"], whole["score"])
        by_id = {c["id"]: c for c in whole["commitments"]}
        main = {i["code"]: i for i in whole["indicators"]}
        same = main["home_modification_households"]
        self.assertEqual(by_id["c4"]["status"], same["status"])
        self.assertEqual(by_id["c4"]["score"], same["score"])
        self.assertTrue(by_id["c4"]["demonstration"])
        self.assertEqual(by_id["c2"]["why_not"], "no_figures")
        self.assertIsNone(by_id["c2"]["status"])
        alone = self.json("commitments", "huzhong-2021", "--year", 2025,
                          "--db", self.db)
        self.assertEqual(alone["commitments"], whole["commitments"])
        self.assertEqual(alone["data_notice"], "示例数据，非真实统计")
        text = self.ok("commitments", "huzhong-2021", "--year", 2025, "--db",
                       self.db)
        self.assertTrue(text.startswith("示例数据，非真实统计\n"))
        self.assertIn("不计入得分", text)

    def test_another_baseline_or_deadline_is_shown_by_what_differs(self):
        env = dict(self.env, FYP_HOME=str(ROOT))
        db = self.home / "readings.db"
        book = self.home / "readings.xlsx"

        def shipped(*arguments):
            return subprocess.run(
                [FYP, *map(str, arguments), "--db", str(db)], env=env,
                check=True, capture_output=True, encoding="utf-8").stdout
        for plan in ("leshan-2023", "yangjiang-2021"):
            shipped("import", ROOT / f"data/samples/示例数据_{plan}.csv")
        page = shipped("evaluate", "leshan-2023", "--year", 2023)
        self.assertEqual(page.count("另一种读法（期限 2025 年）"), 2)
        page = shipped("evaluate", "yangjiang-2021", "--year", 2023)
        for baseline in ("2412", "96.52", "97.38", "95.55"):
            self.assertIn(f"另一种读法（基期 {baseline}）", page)
        got = json.loads(shipped("evaluate", "yangjiang-2021", "--year", 2023,
                                 "--format", "json"))
        others = [o for c in got["conflicts"] for o in c["other_verdicts"]]
        self.assertEqual([o["baseline"] for o in others],
                         [2412, 96.52, 97.38, 95.55])
        shipped("report", "yangjiang-2021", "--year", 2023, "-o", book)
        with zipfile.ZipFile(book) as parts:
            self.assertIn("另一种读法（基期 97.38）", parts.read(
                "xl/sharedStrings.xml").decode())
        duties = json.loads(subprocess.run(
            [FYP, "duties", "yongji-2021", "--on", "2030-01-01", "--format",
             "json"], env=env, check=True, capture_output=True,
            encoding="utf-8").stdout)
        undated = [d for d in duties["duties"] if d["status"] == "undated"]
        self.assertEqual([d["id"] for d in undated], ["d4", "d5", "d6"])
        self.assertTrue(all(d["due"] is None and d["year"] is None
                            for d in undated))

    def test_commitments_that_are_main_indicators_are_told_to_count_once(self):
        env = dict(self.env, FYP_HOME=str(ROOT))
        db = self.home / "shipped.db"
        for arguments in (
                ("import", "--db", db,
                 ROOT / "data/samples/示例数据_leshan-2023.csv"),):
            subprocess.run([FYP, *map(str, arguments)], env=env, check=True,
                           capture_output=True)
        for command, form in (("commitments", "text"), ("evaluate", "text"),
                              ("commitments", "json")):
            done = subprocess.run(
                [FYP, command, "leshan-2023", "--year", "2024", "--db",
                 str(db), "--format", form], env=env, check=True,
                capture_output=True, encoding="utf-8")
            if form == "json":
                got = json.loads(done.stdout)
                same = [c["id"] for c in got["commitments"]
                        if c["main_indicator"] is not None]
                self.assertEqual(same, [f"c{n}" for n in range(1, 31)])
                self.assertEqual(got["main"], 30)
            else:
                self.assertNotIn("专栏1 以外", done.stdout)
                self.assertIn("其中 30 条同时是主要指标，得分只计一次",
                              done.stdout)

    def test_another_reading_and_who_is_in_charge_are_told(self):
        path = self.home / "indicators/commitments/luojiang-2021.yaml"
        sound = path.read_text(encoding="utf-8")
        quote = (ROOT / "indicators/texts/luojiang-2021.txt").read_text(
            encoding="utf-8").split("\n")
        first = next(n for n, l in enumerate(quote, 1) if l.strip())
        text = OTHER_READING.replace(
            '{行: 1, 原文: ""}',
            f'{{行: {first}, 原文: "{quote[first - 1].strip()}"}}')
        row = next(n for n, l in enumerate(quote, 1) if l.strip() == "170")
        try:
            path.write_text(text.replace("行: 111", f"行: {row}"),
                            encoding="utf-8")
            got = self.json("evaluate", "luojiang-2021", "--year", 2023,
                            "--db", self.db)
            others = got["conflicts"][0]["other_verdicts"]
            self.assertEqual([o["indicator"] for o in others],
                             ["home_modification_households",
                              "compulsory_education_retention"])
            # 118 to date of 170 is ahead; of 400 by 2023 it is behind:
            # e = 0.6 * 400, pace = 118 / 240.
            self.assertEqual(others[0]["status"], "behind")
            self.assertEqual(others[0]["status_as_read"], "ahead")
            self.assertAlmostEqual(others[0]["score"], 100 * 118 / 240, 9)
            self.assertTrue(all(o["differs"] for o in others))
            # Its own deadline is 2023: 118 are not 170.
            self.assertEqual(got["commitments"][0]["status"], "not_achieved")
            lagging = next(i for i in got["indicators"] if i["code"] ==
                           "compulsory_education_retention")
            self.assertEqual(lagging["tasks"][0]["lead"], ["区教育局"])
            page = self.ok("evaluate", "luojiang-2021", "--year", 2023,
                           "--db", self.db)
            self.assertIn("任务 24 牵头：区教育局", page)
            self.assertIn("若按另一种读法（≥400）", page)
            self.assertIn("“滞后于预期”；本报告为“快于预期”", page)
        finally:
            path.write_text(sound, encoding="utf-8")

    def test_a_plan_without_the_file_says_so(self):
        self.refused(595, 3, "commitments", "yongji-2021", "--year", 2023,
                     "--db", self.db)
        got = self.json("evaluate", "yongji-2021", "--year", 2023, "--db",
                        self.db)
        self.assertEqual(got["commitments"], [])
        self.assertEqual(got["conflicts"], [])
        self.refused(904, 2, "commitments", "luojiang-2021")


class Workbook(Commitments):
    def sheets(self, plan):
        path = self.home / "w.xlsx"
        self.ok("report", plan, "--year", 2023, "--db", self.db, "-o", path)
        with zipfile.ZipFile(path) as book:
            names = re.findall(r'<sheet name="([^"]+)"',
                               book.read("xl/workbook.xml").decode())
            texts = book.read("xl/sharedStrings.xml").decode()
        return names, texts

    def test_sheets_are_there_where_something_is_entered(self):
        names, texts = self.sheets("luojiang-2021")
        self.assertEqual(
            [name for name in names if name in ("承诺事项", "任务分工")],
            ["承诺事项", "任务分工"])
        self.assertIn("x1 门槛两数", texts)
        self.assertIn("任务 8 牵头：区人社局", texts)
        names, _ = self.sheets("huzhong-2021")
        self.assertIn("承诺事项", names)
        self.assertNotIn("任务分工", names)
        (self.home / "indicators/commitments/huzhong-2021.yaml").rename(
            self.home / "away.yaml")
        names, texts = self.sheets("huzhong-2021")
        self.assertNotIn("承诺事项", names)
        self.assertNotIn("规划自身的矛盾", texts)


class Tasks(Commitments):
    def test_progress_is_counted_by_task_and_by_lead_unit(self):
        path = self.write("progress.csv", (
            "任务,年份,状态,说明,佐证\n1,2022,完成,,会议纪要\n"
            "2,2023,进行中,已印发,\n3,2022,进行中,,\n5,2023,late,缺资金,\n"
            "8,2023,done,,\n"))
        got = self.json("tasks", "luojiang-2021", "--year", 2023,
                        "--progress", path)
        self.assertEqual(got["counts"], {"done": 2, "under_way": 1,
                                         "late": 1, "not_reported": 6})
        by_no = {t["no"]: t for t in got["tasks"]}
        self.assertEqual(by_no["1"]["status"], "done")
        self.assertEqual(by_no["1"]["reported_year"], 2022)
        self.assertEqual(by_no["3"]["last_status"], "under_way")
        units = {u["unit"]: u for u in got["units"]}
        self.assertEqual(units["各镇人民政府"]["lead"], 2)
        self.assertEqual(units["区人力资源和社会保障局"]["lead_counts"]["done"],
                         1)
        self.assertEqual(sum(u["lead"] for u in got["units"]), 10)
        mine = self.json("tasks", "luojiang-2021", "--year", 2023, "--unit",
                         "区人社局", "--progress", path)
        self.assertEqual([t["no"] for t in mine["tasks"]], ["8"])
        self.assertIn("没有佐证", self.ok("tasks", "luojiang-2021", "--year",
                                          2023, "--progress", path))

    def test_rows_that_cannot_be_used_are_rejected_one_by_one(self):
        path = self.write("bad.csv", (
            "task,year,status\n1,2023,done\n99,2023,done\n2,2019,done\n"
            "3,2023,maybe\n1,2023,late\n,2023,done\n4,20x3,done\n"))
        done = self.run_with("tasks", "luojiang-2021", "--year", 2023,
                             "--progress", path)
        self.assertEqual(done.returncode, 4)
        found = re.findall(r"bad\.csv:(\d): FYP-(\d+)", done.stderr)
        self.assertEqual(found, [("3", "590"), ("4", "591"), ("5", "592"),
                                 ("6", "534"), ("7", "321"), ("8", "591")])
        self.assertIn("完成 1", done.stdout)

    def test_a_workbook_of_progress_is_read_like_the_text(self):
        head = ["任务", "年份", "状态", "说明", "佐证"]
        rows = [["1", "2023", "完成", "", "罗残〔2023〕7号"],
                ["2", "2023", "进行中", "已印发", ""],
                ["99", "2023", "完成", "", ""]]
        text = self.write("p.csv", "".join(
            ",".join(row) + "\n" for row in [head] + rows))
        book = books.write_xlsx(self.home / "p.xlsx", {
            "进展": (books.sheet_xml([head] + rows), "visible")})
        asked = ("tasks", "luojiang-2021", "--year", 2023, "--progress")
        expected = self.json(*asked, text, code=4)
        got = self.json(*asked, book, code=4)
        self.assertEqual(got["tasks"], expected["tasks"])
        self.refused(590, 4, *asked, book)
        # 1-2 that became a date is no task
        rows[1][0] = books.Raw('<c r="{ref}" s="1"><v>44928</v></c>')
        book = books.write_xlsx(self.home / "q.xlsx", {
            "进展": (books.sheet_xml([head] + rows), "visible")})
        self.refused(580, 4, *asked, book)

    def test_what_cannot_be_asked_is_refused(self):
        self.refused(596, 2, "tasks", "luojiang-2021", "--year", 2023,
                     "--unit", "区X局")
        self.refused(595, 3, "tasks", "huzhong-2021", "--year", 2023)
        self.refused(595, 3, "tasks", "yongji-2021", "--year", 2023,
                     "--progress", "none.csv")
        self.refused(501, 2, "tasks", "luojiang-2021", "--year", 2031)
        self.refused(904, 2, "tasks", "luojiang-2021")


def calendar_twin(duties, done, on):
    """Counts by status, from the words of section 21 alone."""
    counts = {"overdue": 0, "due": 0, "done": 0, "later": 0,
              "undated": 0}
    for duty in duties:
        if duty["recurrence"] == "unwritten":
            reported = any(d == duty["id"] and day <= on
                           for (d, _), day in done.items())
            counts["done" if reported else "undated"] += 1
            continue
        years = range(duty["from_year"], duty["to_year"] + 1)
        if duty["recurrence"] == "midterm":
            years = [min(y for y in range(2021, 2026) if (y - 2020) / 5 >= .5)]
        elif duty["recurrence"] == "once":
            years = [duty["to_year"]]
        for year in years:
            day = datetime.date.fromisoformat(
                f"{year}-{duty['due'] or '12-31'}")
            when = done.get((duty["id"], year))
            if when is not None and when <= on:
                counts["done"] += 1
            elif day < on:
                counts["overdue"] += 1
            elif year == on.year:
                counts["due"] += 1
            else:
                counts["later"] += 1
    return counts


class Duties(Commitments):
    def test_the_calendar_agrees_with_its_twin_on_every_tenth_day(self):
        duties = self.json("plan", "show", "luojiang-2021", "--section",
                           "duties")["duties"]
        done = {("d1", 2021): datetime.date(2021, 12, 30),
                ("d1", 2022): datetime.date(2023, 1, 15),
                ("d2", 2023): datetime.date(2023, 11, 1)}
        path = self.write("done.csv", "duty,date,evidence,year\n" + "".join(
            f"{d},{day},报告,{year}\n" for (d, year), day in done.items()))
        day = datetime.date(2020, 12, 25)
        asked = 0
        while day < datetime.date(2026, 2, 1):
            got = self.json("duties", "luojiang-2021", "--on", day, "--done",
                            path)
            self.assertEqual(got["counts"], calendar_twin(duties, done, day),
                             day)
            asked += 1
            day += datetime.timedelta(days=37)
        self.assertGreater(asked, 40)
        last = got["duties"]
        self.assertEqual([d["late"] for d in last if d["status"] == "done"],
                         [False, True, False])

    def test_marking_one_done_needs_a_date_and_evidence(self):
        path = self.write("done2.csv", (
            "事项,日期,佐证\nd1,2021-12-30,监测报告\nd1,2023-02-30,甲\n"
            "d2,2023-11-01,\nd9,2023-11-01,甲\nd1,,甲\nd1,2021-12-31,乙\n"
            "d1,2031-12-31,乙\n"))
        done = self.run_with("duties", "luojiang-2021", "--on", "2024-03-01",
                             "--done", path)
        self.assertEqual(done.returncode, 4)
        found = re.findall(r"done2\.csv:(\d): FYP-(\d+)", done.stderr)
        self.assertEqual(found, [("3", "594"), ("4", "321"), ("5", "593"),
                                 ("6", "321"), ("7", "534"), ("8", "591")])
        self.assertIn("逾期：3 项", done.stdout)
        self.assertIn("原文未写日期，按年末", done.stdout)

    def test_a_workbook_is_read_like_the_text(self):
        head = ["事项", "日期", "佐证", "年份", "说明"]
        rows = [["d1", "2021-12-30", "监测报告", "", ""],
                ["d1", "2023-01-15", "报告", "2022", "迟交"],
                ["d9", "2023-01-15", "甲", "", ""]]
        dated = [row[:] for row in rows]
        # 2021-12-30 and 2023-01-15 as serial days with a date format
        for row, serial in zip(dated, (44560, 44941, 44941)):
            row[1] = books.Raw(f'<c r="{{ref}}" s="1"><v>{serial}</v></c>')
        text = self.write("d.csv", "".join(
            ",".join(row) + "\n" for row in [head] + rows))
        asked = ("duties", "luojiang-2021", "--on", "2024-03-01", "--done")
        expected = self.json(*asked, text, code=4)
        for name, cells in (("words.xlsx", rows), ("dates.xlsx", dated)):
            with self.subTest(name):
                book = books.write_xlsx(self.home / name, {
                    "说明": (books.sheet_xml([["请先看这里"]]), "visible"),
                    "办理": (books.sheet_xml([["办理记录"], head] + cells),
                             "visible")})
                got = self.json(*asked, book, code=4)
                self.assertEqual(got["duties"], expected["duties"])
                self.assertEqual(got["counts"]["done"], 2)
                self.refused(593, 4, *asked, book)

    def test_what_cannot_be_asked_is_refused(self):
        self.refused(903, 2, "duties", "luojiang-2021", "--on", "2024-02-30")
        self.refused(904, 2, "duties", "luojiang-2021")
        self.refused(595, 3, "duties", "yongji-2021", "--on", "2024-02-29")


if __name__ == "__main__":
    FYP, ROOT = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    unittest.main(argv=sys.argv[:1])
