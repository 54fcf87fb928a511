# SPDX-License-Identifier: GPL-3.0-or-later
"""Stages and amended targets from outside: what `fyp evaluate` answers at
mid-term and in the end, held against `fyp outlook` and the twin; `fyp plan
amend`, and the versions that evaluations are made under.

    /usr/bin/python3 tests/cli/test_stages.py FYP SOURCE_ROOT

Standard library only.
"""

import csv
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile

FYP = ""
ROOT = pathlib.Path()
PLANS = ("guangdong-2016", "huzhong-2021", "leshan-2023", "luojiang-2021",
         "yangjiang-2021", "yongji-2021")
FORECAST = ("forecast", "low80", "high80", "low95", "high95", "probability")
MODEL = ("value", "low80", "high80", "low95", "high95", "probability")

AMENDMENT = """\
指标: rehabilitation_coverage
目标: {原文: "≥90", 比较: ">=", 数值: 90}
公布日期: 2024-03-15
机关: 区政府残工委
文号: 残工委〔2024〕3号
理由: 对象核定后基数变化
出处: {章节: 附件, 原文: "调整为90%以上"}
"""


def run(*arguments):
    return subprocess.run([FYP, *map(str, arguments)], capture_output=True,
                          encoding="utf-8", check=False)


class Stages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.holder.name)
        cls.db = cls.folder / "fyp.db"
        done = run("import", "--db", cls.db,
                   *sorted((ROOT / "data/samples").glob("*.csv")))
        assert done.returncode == 0, done.stderr

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def ok(self, *arguments):
        done = run(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def refused(self, number, code, *arguments):
        done = run(*arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn(f"FYP-{number}", done.stderr)
        self.assertEqual(done.stdout, "")

    def evaluate(self, plan, year, *more):
        return json.loads(self.ok("evaluate", plan, "--year", year, "--db",
                                  self.db, "--format", "json", *more))

    def outlook(self, plan, year):
        return json.loads(self.ok("outlook", plan, "--year", year, "--db",
                                  self.db, "--format", "json"))

    def periods(self):
        for name in PLANS:
            shown = json.loads(self.ok("plan", "show", name, "--format",
                                       "json"))
            first, last = shown["baseline_year"], shown["end_year"]
            midterm = next(y for y in range(first + 1, last + 1)
                           if 2 * (y - first) >= last - first)
            yield name, midterm, last


class Answers(Stages):
    def check_forecast(self, item, row, judged):
        """One forecast against the chosen model of fyp outlook, or against
        the twin where none was chosen."""
        chosen = row["chosen"]
        if chosen and judged["target"] is not None:
            self.assertEqual((item["basis"], item["model"]),
                             ("model", chosen))
            for key, name in zip(FORECAST, MODEL):
                self.assertEqual(item[key], row["models"][chosen][name], key)
            met = judged["met"] and judged["kind"] == "cumulative"
            self.assertEqual(
                item["foresight"],
                "met" if row["models"][chosen]["meets"] or met else "missed")
            return
        self.assertIsNone(item["model"])
        now = {"value": judged["value"], "met": judged["met"],
               "target": judged["target"],
               "comparator": judged["comparator"],
               "incomplete": "incomplete" in judged["flags"],
               "judged": judged["status"] not in ("no_data",
                                                  "not_assessable")}
        reference = judged["target"] is None
        twin = stages_twin.without_model(judged["kind"], now,
                                         self.share, reference)
        self.assertEqual(item["basis"], twin["basis"], judged["code"])
        self.assertEqual(item["foresight"], twin["foresight"])
        if twin["forecast"] is None:
            self.assertIsNone(item["forecast"])
        else:
            self.assertAlmostEqual(item["forecast"], twin["forecast"], 9)

    def test_the_mid_term_answers_agree_with_the_outlook(self):
        for name, midterm, last in self.periods():
            result = self.evaluate(name, midterm)
            answers = result["midterm"]
            if result["stage"] != "midterm":
                self.fail(f"{name}: {result['stage']}")
            self.share = result["elapsed"]
            self.assertIsNone(result["final"])
            self.assertEqual(answers["target_year"], last)
            rows = {r["code"]: r for r in
                    self.outlook(name, midterm)["indicators"]}
            judged = {r["code"]: r for r in result["indicators"]
                      if r["status"] != "monitor"}
            self.assertEqual([i["code"] for i in answers["indicators"]],
                             list(judged))
            for item in answers["indicators"]:
                this = judged[item["code"]]
                self.check_forecast(item, rows[item["code"]], this)
                self.assertEqual(item["warnings"], stages_twin.warnings(
                    this["attribute"], this["status"], item["foresight"]))
            self.assertEqual(
                answers["binding_warnings"],
                [i["code"] for i in answers["indicators"] if i["warnings"]])
            self.assertEqual(
                len(answers["will_be_met"]) + len(answers["will_be_missed"])
                + len(answers["unknown"]), len(judged))

    def test_the_look_back_agrees_with_the_outlook_of_then(self):
        for name, midterm, last in self.periods():
            result = self.evaluate(name, last)
            then = self.evaluate(name, midterm)
            answers = result["final"]
            self.share = then["elapsed"]
            self.assertIsNone(result["midterm"])
            self.assertEqual(answers["seen_from"], midterm)
            rows = {r["code"]: r for r in
                    self.outlook(name, midterm)["indicators"]}
            judged = {r["code"]: r for r in then["indicators"]}
            came = {r["code"]: r for r in result["indicators"]}
            for item in answers["indicators"]:
                code = item["code"]
                self.check_forecast(item, rows[code], judged[code])
                self.assertEqual(item["midterm_status"],
                                 judged[code]["status"])
                twin = stages_twin.look_back(
                    item, came[code]["value"], came[code]["status"],
                    "incomplete" in came[code]["flags"])
                for key, value in twin.items():
                    if key == "error" and value is not None:
                        self.assertAlmostEqual(item[key], value, 9)
                    else:
                        self.assertEqual(item[key], value, (code, key))
            self.assertEqual(answers["right"], sum(
                i["outcome"] == "right" for i in answers["indicators"]))

    def test_an_annual_review_has_neither(self):
        result = self.evaluate("luojiang-2021", 2022)
        self.assertIsNone(result["midterm"])
        self.assertIsNone(result["final"])
        text = self.ok("evaluate", "luojiang-2021", "--year", 2022, "--db",
                       self.db)
        self.assertNotIn("中期研判", text)

    def test_a_reader_sees_both_in_words(self):
        text = self.ok("evaluate", "luojiang-2021", "--year", 2023, "--db",
                       self.db)
        for words in ("中期研判：按已有数据推到 2025 年", "预警：约束性指标",
                      "示例数据", "S形趋势", "按进度"):
            self.assertIn(words, text)
        text = self.ok("evaluate", "luojiang-2021", "--year", 2025, "--db",
                       self.db)
        for words in ("终期回看", "从 2023 年（中期）推算", "区间",
                      "中期之后修订过的数按修订后的用"):
            self.assertIn(words, text)
        text = self.ok("evaluate", "luojiang-2021", "--year", 2025, "--db",
                       self.db, "--lang", "en")
        self.assertIn("Looking back", text)

    def test_a_figure_revised_since_is_counted(self):
        db = self.folder / "revised.db"
        shutil.copy(self.db, db)
        row = ("年份,地区,指标,数值,来源\n"
               "2022,510604,残疾人基本康复覆盖率（%）,88.99,"
               "示例数据，非真实统计\n")
        file = self.folder / "revised.csv"
        file.write_text(row, encoding="utf-8")
        done = run("import", "--db", db, "--revise", "更正", file)
        self.assertEqual(done.returncode, 0, done.stderr)
        result = json.loads(self.ok("evaluate", "luojiang-2021", "--year",
                                    2025, "--db", db, "--format", "json"))
        self.assertEqual(result["final"]["revised_figures"], 1)

    def sheets(self, year):
        path = self.folder / f"{year}.xlsx"
        self.ok("report", "luojiang-2021", "--year", year, "--db", self.db,
                "-o", path)
        with zipfile.ZipFile(path) as book:
            return book.read("xl/workbook.xml").decode()

    def test_the_workbook_has_the_sheet_of_its_stage_only(self):
        self.assertNotIn("中期研判", self.sheets(2022))
        self.assertIn("中期研判", self.sheets(2023))
        final = self.sheets(2025)
        self.assertIn("终期回看", final)
        self.assertNotIn("中期研判", final)


class Amend(Stages):
    def setUp(self):
        self.own = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        self.plan = self.own / "luojiang-2021.yaml"
        shutil.copy(ROOT / "indicators/plans/luojiang-2021.yaml", self.plan)
        self.before = self.plan.read_bytes()
        self.file = self.own / "修订.yaml"
        self.file.write_text(AMENDMENT, encoding="utf-8")

    def amend(self, *more):
        return self.ok("plan", "amend", self.plan, self.file, *more)

    def test_the_file_grows_by_the_amendment_and_by_nothing_else(self):
        self.assertIn("目标共 2 版", self.amend())
        after = self.plan.read_bytes()
        self.assertTrue(after.startswith(self.before))
        self.assertEqual(sorted(p.name for p in self.own.iterdir()),
                         ["luojiang-2021.yaml", "修订.yaml"])
        self.assertIn("没有改动", self.amend())
        self.assertEqual(self.plan.read_bytes(), after)
        self.assertIn("规划文件可用", self.ok("plan", "check", self.plan))

    def test_trials_of_several_plans_name_the_targets_that_were_amended(self):
        self.amend()
        text = self.ok("sensitivity", self.plan, "yongji-2021", "--year", 2024,
                       "--points", 64, "--db", self.db)
        self.assertRegex(text, "luojiang-2021：按第 [12] 版目标（共 2 版）")
        self.assertNotIn("yongji-2021：按第", text)

    def test_a_dry_run_prints_the_lines_and_leaves_the_file(self):
        text = self.amend("--dry-run")
        self.assertIn("数值: 90", text)
        self.assertIn("没有写入", text)
        self.assertEqual(self.plan.read_bytes(), self.before)

    def test_a_bundled_plan_is_refused_and_the_way_out_is_told(self):
        bundled = ROOT / "indicators/plans/luojiang-2021.yaml"
        digest = hashlib.sha256(bundled.read_bytes()).digest()
        self.refused(566, 3, "plan", "amend", "luojiang-2021", self.file)
        self.refused(566, 3, "plan", "amend", bundled, self.file)
        link = self.own / "link.yaml"
        self.assertEqual(hashlib.sha256(bundled.read_bytes()).digest(),
                         digest)
        done = run("plan", "amend", "luojiang-2021", self.file)
        self.assertIn("cp ", done.stderr)
        self.assertFalse(link.exists())

    def test_a_read_only_file_is_refused(self):
        self.plan.chmod(0o444)
        self.refused(567, 7, "plan", "amend", self.plan, self.file)
        self.plan.chmod(0o644)
        self.assertEqual(self.plan.read_bytes(), self.before)

    def test_a_link_stays_a_link(self):
        folder = self.own / "links"
        folder.mkdir()
        link = folder / "luojiang-2021.yaml"
        link.symlink_to(self.plan)
        self.ok("plan", "amend", link, self.file)
        self.assertTrue(link.is_symlink())
        self.assertIn("修订:", self.plan.read_text(encoding="utf-8"))

    def test_nonsense_is_told_with_file_and_line(self):
        for text in ("", "指标: share\n", AMENDMENT + "多余: 1\n",
                     AMENDMENT.replace("2024-03-15", "2031-01-01"),
                     AMENDMENT.replace("数值: 90", "数值: 900"),
                     AMENDMENT.replace("rehabilitation_coverage", "无此码")):
            self.file.write_text(text, encoding="utf-8")
            done = run("plan", "amend", self.plan, self.file)
            self.assertEqual(done.returncode, 3, text)
            self.assertIn("修订.yaml", done.stderr)
            self.assertEqual(self.plan.read_bytes(), self.before)
        self.file.write_bytes(b"\xff\xfe\x00")
        self.assertEqual(
            run("plan", "amend", self.plan, self.file).returncode, 3)
        self.assertEqual(
            run("plan", "amend", self.plan, self.own / "无").returncode, 3)
        self.refused(904, 2, "plan", "amend", self.plan)
        self.refused(901, 2, "plan", "show", self.plan, "--dry-run")

    def versions(self, year, *more):
        result = self.evaluate(self.plan, year, *more)
        row = next(r for r in result["indicators"]
                   if r["code"] == "rehabilitation_coverage")
        return result, row

    def test_each_year_has_the_version_in_force(self):
        self.amend()
        result, row = self.versions(2023)
        self.assertEqual((result["target_version"],
                          result["target_versions"]), (1, 2))
        self.assertEqual(row["target"], 85)
        self.assertIsNone(row["amended"])
        self.assertEqual(len(result["amendments"]), 1)
        result, row = self.versions(2024)
        self.assertEqual(result["target_version"], 2)
        self.assertEqual((row["target"], row["comparator"]), (90, ">="))
        self.assertEqual(row["amended"]["version"], 2)
        self.assertEqual(row["amended"]["old_target"]["value"], 85)
        self.assertEqual(row["amended"]["new_target"]["value"], 90)
        self.assertEqual(row["amended"]["authority"], "区政府残工委")
        self.assertEqual(row["amended"]["reason"], "对象核定后基数变化")
        # b = 85 in 2020, T = 90 in 2025
        self.assertEqual(row["expected_value"], 89)
        result, row = self.versions(2024, "--targets", "original")
        self.assertEqual((result["target_version"], row["target"]), (1, 85))
        self.assertIsNone(row["amended"])
        result, row = self.versions(2023, "--targets", "2")
        self.assertEqual((result["target_version"], row["target"]), (2, 90))

    def explain(self, year, *more):
        return self.ok("explain", self.plan, "rehabilitation_coverage",
                       "--year", year, "--db", self.db, *more)

    def test_an_amended_target_is_explained_as_such(self):
        self.amend()
        text = self.explain(2024)
        self.assertIn("按第 2 版目标评价", text)
        self.assertIn("调整为90%以上", text)
        self.assertNotIn("规划印“≥90”", text)
        chain = json.loads(self.explain(2024, "--format", "json"))
        self.assertEqual(chain["target_version"], 2)
        text = self.explain(2024, "--targets", "original")
        self.assertIn("规划印“＞85”", text)
        self.refused(903, 2, "explain", self.plan, "9", "--year", 2024,
                     "--db", self.db, "--targets", "both")
        text = self.explain(2023)
        self.assertIn("按第 1 版目标评价", text)
        self.assertIn("规划印“＞85”", text)

    def test_every_answer_says_under_which_version(self):
        self.amend()
        asked = (self.plan, "--year", 2024, "--db", self.db)
        for command in (("compare",), ("outlook",),
                        ("sensitivity", "--points", 64)):
            text = self.ok(command[0], *asked, *command[1:])
            self.assertIn("按第 2 版目标评价", text, command)
            told = json.loads(self.ok(command[0], *asked, *command[1:],
                                      "--format", "json"))
            told = told.get("results", [told])[0]
            self.assertEqual(told["target_version"], 2, command)

    def test_the_original_version_is_the_plan_that_was_not_amended(self):
        plain = self.evaluate(self.plan, 2024)
        self.amend()
        again = self.evaluate(self.plan, 2024, "--targets", "original")
        for result in (plain, again):
            for key in ("target_versions", "amendments"):
                del result[key]
        self.assertEqual(plain, again)

    def test_both_versions_stand_side_by_side(self):
        self.amend()
        both = self.evaluate(self.plan, 2024, "--targets", "both")
        one = self.evaluate(self.plan, 2024, "--targets", "1")
        two = self.evaluate(self.plan, 2024, "--targets", "2")
        self.assertEqual(both["original"]["score"], one["score"])
        self.assertEqual(both["amended"]["score"], two["score"])
        self.assertEqual([d["code"] for d in both["differences"]],
                         ["rehabilitation_coverage"])
        text = self.ok("evaluate", self.plan, "--year", 2024, "--db",
                       self.db, "--targets", "both")
        for words in ("原定目标（第 1 版）", "＞85", "≥90", "示例数据"):
            self.assertIn(words, text)
        text = self.ok("evaluate", self.plan, "--year", 2022, "--db",
                       self.db, "--targets", "both")
        self.assertIn("只有一种评价", text)
        self.refused(903, 2, "evaluate", self.plan, "--year", 2024, "--db",
                     self.db, "--targets", "both", "--format", "csv")

    def test_a_version_that_is_not_there_is_refused(self):
        self.refused(569, 2, "evaluate", self.plan, "--year", 2024, "--db",
                     self.db, "--targets", "2")
        for word in ("0", "-1", "neu", "", "99999999999"):
            self.refused(903, 2, "evaluate", self.plan, "--year", 2024,
                         "--db", self.db, "--targets", word)
        self.refused(903, 2, "report", self.plan, "--year", 2024, "--db",
                     self.db, "--targets", "both", "-o", self.own / "x.xlsx")

    def test_every_report_says_which_version_and_why(self):
        self.amend()
        shown = self.ok("plan", "show", self.plan)
        text = self.ok("evaluate", self.plan, "--year", 2024, "--db", self.db)
        for words in ("目标修订（共 1 次）", "目标 ＞85 改为 ≥90",
                      "2024-03-15", "残工委〔2024〕3号", "对象核定后基数变化"):
            self.assertIn(words, shown)
            self.assertIn(words, text)
        self.assertIn("按第 2 版目标评价", text)
        rows = list(csv.DictReader(self.ok(
            "evaluate", self.plan, "--year", 2024, "--db", self.db,
            "--format", "csv").splitlines()))
        self.assertEqual({row["target_version"] for row in rows}, {"2"})
        for command in ("outlook", "compare"):
            self.assertIn("按第 2 版目标评价", self.ok(
                command, self.plan, "--year", 2024, "--db", self.db))
        path = self.own / "x.xlsx"
        self.ok("report", self.plan, "--year", 2024, "--db", self.db, "-o",
                path)
        with zipfile.ZipFile(path) as book:
            strings = book.read("xl/sharedStrings.xml").decode()
        for words in ("按第 2 版目标评价", "目标 ＞85 改为 ≥90",
                      "调整为90%以上"):
            self.assertIn(words, strings)
        listed = json.loads(self.ok("plan", "show", self.plan, "--format",
                                    "json"))
        self.assertEqual(listed["amendments"][0]["effective_year"], 2024)

    def test_a_plan_without_amendments_says_nothing_of_versions(self):
        text = self.ok("evaluate", self.plan, "--year", 2024, "--db", self.db)
        self.assertNotIn("版目标", text)
        self.assertNotIn("目标修订", text)
        result = self.evaluate(self.plan, 2024)
        self.assertEqual((result["target_version"],
                          result["target_versions"]), (1, 1))
        self.assertEqual(result["amendments"], [])


if __name__ == "__main__":
    FYP = sys.argv[1]
    ROOT = pathlib.Path(sys.argv[2]).resolve()
    os.environ.setdefault("FYP_HOME", str(ROOT))
    sys.path.insert(0, str(ROOT / "tests/twin"))
    import stages_twin
    unittest.main(argv=sys.argv[:1])
