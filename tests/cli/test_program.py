# SPDX-License-Identifier: GPL-3.0-or-later
"""The program from outside, as its users and other programs meet it: exit
codes, the JSON contract, what an import keeps, what a report leaves behind.

    /usr/bin/python3 tests/cli/test_program.py FYP SOURCE_ROOT

Standard library only.
"""

import csv
import hashlib
import io
import json
import os
import pathlib
import stat
import subprocess
import sys
import tempfile
import unittest
import zipfile

FYP = ""
ROOT = pathlib.Path()
DEMO = "示例数据，非真实统计"

PLAN_KEYS = ["id", "title", "region", "baseline_year", "end_year",
             "indicators"]
PLAN_INDICATOR_KEYS = ["no", "code", "name", "unit", "category", "attribute",
                       "kind", "baseline", "target", "path", "milestones",
                       "notes"]
EVALUATION_KEYS = ["plan", "region", "year", "stage", "elapsed", "score",
                   "grade", "grade_capped_by", "assessed_weight", "counts",
                   "attainment", "indicators"]
RESULT_KEYS = ["no", "code", "name", "unit", "attribute", "kind",
               "comparator", "target", "baseline", "baseline_source", "value",
               "progress", "expected", "pace", "lead", "status", "flags",
               "method", "score", "weight"]
STATUS_WORDS = {"monitor", "not_due", "no_data", "not_assessable", "exceeded",
                "achieved", "ahead", "on_track", "behind", "not_achieved"}


def run(*arguments, **options):
    return subprocess.run([FYP, *map(str, arguments)], capture_output=True,
                          encoding="utf-8", check=False, **options)


class Program(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.db = self.folder / "fyp.db"

    def ok(self, *arguments):
        done = run(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        return done.stdout

    def read_json(self, *arguments):
        return json.loads(self.ok(*arguments, "--format", "json"))

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def import_samples(self):
        self.ok("import", "--db", self.db,
                *sorted((ROOT / "data/samples").glob("*.csv")))

    def evaluate(self, plan, year, *more):
        return self.read_json("evaluate", plan, "--db", self.db, "--year",
                              year, *more)


class ExitCodes(Program):
    def code(self, expected, number, *arguments):
        done = run(*arguments)
        self.assertEqual(done.returncode, expected, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertIn(f"FYP-{number:03d}", done.stderr)

    def test_a_command_line_that_is_not_understood_is_2(self):
        self.code(2, 905, "judge")
        self.code(2, 901, "plan", "list", "--colour")
        self.code(2, 902, "plan", "list", "--format")
        self.code(2, 903, "plan", "list", "--format", "xml")
        self.code(2, 903, "evaluate", "luojiang-2021", "--year", "23")
        self.code(2, 904, "evaluate", "luojiang-2021")
        self.code(2, 904, "plan", "show")
        self.code(2, 904, "import")
        self.code(2, 903, "--lang", "fr", "plan", "list")

    def test_a_year_outside_the_plan_is_2(self):
        self.import_samples()
        self.code(2, 501, "evaluate", "luojiang-2021", "--db", self.db,
                  "--year", "2026")
        self.code(2, 502, "evaluate", "luojiang-2021", "--db", self.db,
                  "--year", "2024", "--stage", "final")

    def test_refused_input_is_3(self):
        plan = self.write("p.yaml", "规划: p\n标题: x\n")
        done = run("plan", "check", plan)
        self.assertEqual(done.returncode, 3)
        self.assertIn("p.yaml", done.stdout)
        self.assertEqual(run("plan", "show", "nowhere-2021").returncode, 2)
        self.assertEqual(
            run("import", "--db", self.db, self.folder / "no.csv").returncode,
            3)

    def test_rejected_rows_are_4_and_the_rest_is_kept(self):
        table = self.write(
            "a.csv", "地区,指标,年份,数值\n"
            "510604,养老保险参保率,2021,96.5\n"
            "510604,养老保险参保率,2022,很高\n")
        done = run("import", "--db", self.db, table)
        self.assertEqual(done.returncode, 4)
        self.assertIn("a.csv:3", done.stderr)
        self.assertIn("很高", done.stderr)
        result = self.evaluate("luojiang-2021", 2021)
        self.assertEqual(by_code(result)["pension_insurance_coverage"]
                         ["value"], 96.5)

    def test_what_is_not_a_store_is_6(self):
        for content in (b"not a database at all, but long enough" * 30, b"x"):
            self.db.write_bytes(content)
            done = run("evaluate", "luojiang-2021", "--db", self.db, "--year",
                       "2023")
            self.assertEqual(done.returncode, 6, done.stderr)
            self.assertEqual(self.db.read_bytes(), content)

    def test_a_report_that_cannot_be_written_is_7(self):
        self.import_samples()
        target = self.folder / "absent" / "out.xlsx"
        done = run("report", "luojiang-2021", "--db", self.db, "--year",
                   "2023", "-o", target)
        self.assertEqual(done.returncode, 7, done.stderr)
        self.assertFalse(target.parent.exists())

    def test_a_full_output_is_7(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([FYP, "plan", "list"], stdout=full,
                                  stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 7)

    def test_help_and_version_are_0(self):
        self.assertIn("用法", self.ok("--help"))
        self.assertIn("Usage", self.ok("--lang", "en", "help"))
        self.assertIn("用法", self.ok("evaluate", "--help"))
        self.assertRegex(self.ok("--version"), r"^fyp \d+\.\d+")


class Contracts(Program):
    def test_plan_show_has_the_published_keys(self):
        for plan in ("luojiang-2021", "yongji-2021", "yangjiang-2021",
                     "huzhong-2021", "leshan-2023", "guangdong-2016"):
            shown = self.read_json("plan", "show", plan)
            self.assertEqual([k for k in shown if k in PLAN_KEYS], PLAN_KEYS)
            for indicator in shown["indicators"]:
                self.assertLessEqual(set(PLAN_INDICATOR_KEYS),
                                     set(indicator))
                self.assertIn(indicator["attribute"],
                              ("binding", "anticipatory", None))
                self.assertIn(indicator["target"]["kind"],
                              ("value", "reference", "none", "text"))

    def test_evaluate_has_the_published_keys(self):
        self.import_samples()
        for plan, year in (("luojiang-2021", 2023), ("leshan-2023", 2025),
                           ("guangdong-2016", 2020)):
            result = self.evaluate(plan, year)
            self.assertEqual([k for k in result if k in EVALUATION_KEYS],
                             EVALUATION_KEYS)
            self.assertEqual(set(result["counts"]), STATUS_WORDS)
            self.assertEqual(set(result["attainment"]),
                             {"met", "with_target", "due", "assessable"})
            for row in result["indicators"]:
                self.assertLessEqual(set(RESULT_KEYS), set(row))
                self.assertIn(row["status"], STATUS_WORDS)
            self.assertEqual(sum(result["counts"].values()),
                             len(result["indicators"]))

    def test_csv_and_json_agree(self):
        self.import_samples()
        result = self.evaluate("luojiang-2021", 2023)
        table = list(csv.DictReader(self.ok(
            "evaluate", "luojiang-2021", "--db", self.db, "--year", 2023,
            "--format", "csv").splitlines()))
        self.assertEqual(len(table), len(result["indicators"]))
        for row, line in zip(result["indicators"], table):
            self.assertEqual(row["code"], line["code"])
            self.assertEqual(row["status"], line["status"])
            score = None if line["score"] == "" else float(line["score"])
            self.assertEqual(row["score"], score)

    def test_all_at_once_says_what_each_alone_says(self):
        self.import_samples()
        rows = self.read_json("evaluate", "--all", "--db", self.db)
        self.assertEqual(len(rows), 4 * 5 + 3 + 1)
        for row in rows:
            self.assertNotIn("file", row)
            alone = self.evaluate(row["plan"], row["year"])
            for key in ("stage", "score", "grade", "assessed_weight"):
                self.assertEqual(row[key], alone[key], (row["plan"], key))
        self.assertEqual(
            [row for row in rows if row["year"] == 2023],
            self.read_json("evaluate", "--all", "--db", self.db,
                           "--year", 2023))
        header = self.ok("evaluate", "--all", "--db", self.db,
                         "--format", "csv").splitlines()[0]
        self.assertEqual(header.split(","), [k for k in rows[0]])

    def test_all_plans_and_one_plan_are_not_asked_together(self):
        for asked in (["luojiang-2021", "--all", "--year", 2023],
                      ["--all", "--region", "510604"], ["--year", 2023]):
            done = run("evaluate", *asked, "--db", self.db)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn("FYP-904", done.stderr)

    def test_numbers_stay_the_same_in_both_languages(self):
        self.import_samples()
        first = self.evaluate("yongji-2021", 2023)
        second = self.evaluate("yongji-2021", 2023, "--lang", "en")
        for result in first, second:
            result.pop("data_notice")
            for indicator in result["indicators"]:
                for said in (indicator["questions"]
                             + indicator["explanation"]):
                    said.pop("text")
        self.assertEqual(first, second)

    def test_a_questioned_figure_is_marked_in_every_form(self):
        self.import_samples()
        # 2022: 23 after 17 households, a jump of 35.3 %
        arguments = ["yongji-2021", "--db", self.db, "--year", 2022]
        listed = json.loads(
            self.ok("quality", *arguments, "--format", "json"))
        self.assertEqual([f["code"] for f in listed["findings"]], ["FYP-753"])
        finding = listed["findings"][0]
        result = next(row for row in self.evaluate(
            "yongji-2021", 2022)["indicators"]
            if row["code"] == finding["indicator"])
        self.assertEqual(result["questions"], [
            {key: finding[key] for key in ("code", "severity", "text")}])
        text = self.ok("evaluate", *arguments)
        self.assertEqual(text.count("※ 数据有疑问：FYP-753"), 1)
        self.assertEqual(text.count("※  "), 1)  # behind the figure
        self.assertIn(finding["text"], self.ok("quality", *arguments))
        rows = list(csv.DictReader(self.ok(
            "evaluate", *arguments, "--format", "csv").splitlines()))
        self.assertEqual([row["questions"] for row in rows
                          if row["questions"]], ["FYP-753"])
        path = self.folder / "a.xlsx"
        self.ok("report", *arguments, "-o", path)
        with zipfile.ZipFile(path) as book:
            workbook = book.read("xl/workbook.xml").decode()
            strings = book.read("xl/sharedStrings.xml").decode()
            styles = book.read("xl/styles.xml").decode()
        self.assertIn('name="数据质量"', workbook)
        self.assertIn(finding["text"], strings)
        self.assertIn("※", styles)

    def test_without_questions_there_is_no_sheet_for_them(self):
        self.import_samples()
        path = self.folder / "a.xlsx"
        self.ok("report", "yangjiang-2021", "--db", self.db, "--year", 2023,
                "-o", path)
        with zipfile.ZipFile(path) as book:
            self.assertNotIn("数据质量",
                             book.read("xl/workbook.xml").decode())

    def test_quality_refuses_a_year_outside_the_plan(self):
        self.import_samples()
        done = run("quality", "yongji-2021", "--db", self.db, "--year", 2019)
        self.assertEqual(done.returncode, 2)
        self.assertIn("FYP-501", done.stderr)


class Compare(Program):
    """Methods side by side, with a plan and without."""
    KEYS = {"pace": ["score"], "completion": ["score"],
            "realisation": ["score"], "efficacy": ["score"],
            "statcan": ["ratio", "score", "class"],
            "unsd": ["share", "score"],
            "escap": ["current_status", "anticipated_progress"],
            "destatis": ["gap_share", "symbol"], "goalposts": ["score"]}
    COURSE = "2018:80,2019:81.5,2020:83,2021:85,2022:86"

    def series(self, series, target, end, *more):
        return self.read_json("compare", "--series", series, "--target",
                              target, "--end", end, *more)["methods"]

    def test_a_series_has_the_published_keys(self):
        got = self.series(self.COURSE, ">=90", 2025)
        self.assertEqual({name: list(said) for name, said in got.items()},
                         self.KEYS)
        self.assertAlmostEqual(got["escap"]["anticipated_progress"],
                               9.44511745234, delta=1e-10)

    def test_a_method_that_refuses_says_why(self):
        got = self.series("2020:0,2023:10", ">=170", 2025)
        self.assertEqual(list(got["statcan"]), ["refused"])
        self.assertTrue(got["statcan"]["refused"].startswith("FYP-511 "))
        self.assertTrue(got["unsd"]["refused"].startswith("FYP-511 "))
        self.assertAlmostEqual(got["goalposts"]["score"], 1000 / 170)
        got = self.series("2020:20,2023:120", ">=170", 2025)
        self.assertIsNone(got["escap"]["anticipated_progress"])
        self.assertIn("FYP-517 ",
                      got["escap"]["anticipated_progress_refused"])

    def test_the_text_names_place_year_and_stage(self):
        self.import_samples()
        done = run("compare", "luojiang-2021", "--year", 2023, "--db", self.db)
        self.assertIn("（510604） · 2023年 · 中期评估 · 时间进度 60 %\n",
                      done.stdout)

    def test_kind_and_year_are_heeded(self):
        got = self.series("2021:37,2022:31,2023:29", ">=170", 2025, "--kind",
                          "cumulative")
        self.assertAlmostEqual(got["completion"]["score"], 9700 / 170)
        got = self.series("2020:82,2022:85,2023:86", ">=90", 2025, "--year",
                          2022)
        self.assertAlmostEqual(got["completion"]["score"], 37.5)
        got = self.series("2021:5.1,2022:6.3", ">=6.8", 2025, "--kind",
                          "growth")
        self.assertIn("FYP-516 ", got["statcan"]["refused"])

    def test_what_is_no_question_is_2(self):
        for more in (["--target", ">=90"], ["--end", "2025"],
                     ["p", "--target", ">=90", "--end", "2025"],
                     ["--target", ">=90", "--end", "2020"],
                     ["--target", "<=90", "--end", "2025", "--kind",
                      "cumulative"]):
            done = run("compare", "--series", "2020:82,2023:86", *more)
            self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(run("compare", "luojiang-2021").returncode, 2)

    def test_every_form_says_the_same(self):
        question = ["compare", "--series", self.COURSE, "--target", ">=90",
                    "--end", 2025]
        rows = list(csv.DictReader(
            self.ok(*question, "--format", "csv").splitlines()))
        self.assertEqual([row["method"] for row in rows], list(self.KEYS))
        self.assertEqual(rows[4]["class"], "substantial_progress")
        for language, word in (("zh", "进展显著"), ("en", "substantial")):
            self.assertIn(word, self.ok(*question, "--lang", language))

    def test_a_plan_is_compared_by_indicator(self):
        self.import_samples()
        question = ["compare", "luojiang-2021", "--db", self.db, "--year",
                    2023]
        got = self.read_json(*question)
        judged = self.evaluate("luojiang-2021", 2023)
        self.assertEqual([row["code"] for row in got["indicators"]],
                         [row["code"] for row in judged["indicators"]])
        for row, beside in zip(got["indicators"], judged["indicators"]):
            self.assertEqual(list(row["methods"]), list(self.KEYS))
            self.assertEqual(row["methods"]["pace"].get("score"),
                             beside["score"])
        self.assertEqual([row["method"] for row in got["sources"]],
                         list(self.KEYS))
        rows = list(csv.DictReader(
            self.ok(*question, "--format", "csv").splitlines()))
        self.assertEqual(len(rows), len(got["indicators"]))
        self.assertTrue(rows[1]["statcan_refused"].startswith("FYP-511 "))
        text = self.ok(*question)
        self.assertIn(DEMO, text)
        self.assertIn("— 511", text)
        for row in rows:
            self.assertIn(row["name"][:8], text)

    def test_our_own_scores_are_those_of_each_method(self):
        self.import_samples()
        got = by_code(self.read_json("compare", "leshan-2023", "--db",
                                     self.db, "--year", 2024))
        for method in ("pace", "completion", "realisation", "efficacy"):
            judged = self.evaluate("leshan-2023", 2024, "--method", method)
            for row in judged["indicators"]:
                said = got[row["code"]]["methods"][method]
                if row["method"] == method:
                    self.assertEqual(said, {"score": row["score"]})
                else:
                    self.assertIn("refused", said)


class Guangdong(Program):
    """The one plan that is real from end to end: 广东省残疾人事业发展
    “十三五”规划, results of 2020 as printed in the 14th plan."""

    def test_five_of_eleven_can_be_judged(self):
        self.import_samples()
        result = self.evaluate("guangdong-2016", 2020)
        self.assertEqual(result["stage"], "final")
        self.assertEqual(result["counts"]["no_data"], 6)
        self.assertEqual(
            result["attainment"],
            {"met": 5, "with_target": 11, "due": 11, "assessable": 5})
        self.assertAlmostEqual(result["assessed_weight"], 5 / 11, 12)
        self.assertEqual(result["score"], 100)
        self.assertFalse(result["demonstration"])

    def test_the_text_says_how_little_was_judged(self):
        self.import_samples()
        text = self.ok("evaluate", "guangdong-2016", "--db", self.db,
                       "--year", 2020)
        self.assertIn("45.5", text)
        self.assertNotIn(DEMO, text)


class Store(Program):
    def test_the_same_file_twice_changes_nothing(self):
        table = self.write("a.csv", "region,indicator,year,value\n"
                           "510604,pension_insurance_coverage,2021,96.5\n")
        self.ok("import", "--db", self.db, table)
        before = self.evaluate("luojiang-2021", 2021)
        text = self.ok("import", "--db", self.db, table)
        self.assertIn("没有改动", text)
        self.assertEqual(before, self.evaluate("luojiang-2021", 2021))

    def test_a_changed_figure_is_the_current_one(self):
        row = "510604,pension_insurance_coverage,2021,%s\n"
        head = "region,indicator,year,value\n"
        self.ok("import", "--db", self.db, self.write("a.csv", head +
                                                      row % "96.5"))
        second = self.write("b.csv", head + row % "97.25")
        refused = run("import", "--db", self.db, second)
        self.assertEqual(refused.returncode, 4)
        self.assertIn("FYP-338", refused.stderr)
        self.assertIn("96.5", refused.stderr)
        self.ok("import", "--db", self.db, "--revise", "核实后更正", second)
        result = by_code(self.evaluate("luojiang-2021", 2021))
        self.assertEqual(result["pension_insurance_coverage"]["value"], 97.25)

    def test_a_figure_is_traced_through_revision_and_undo(self):
        code = "pension_insurance_coverage"
        head = "region,indicator,year,value,source\n"
        first = self.write("a.csv", head + f"510604,{code},2021,96.37,年报\n")
        second = self.write("b.csv", head + f"510604,{code},2021,97.25,公报\n")
        trace = ("trace", "luojiang-2021", code, "--db", self.db, "--year",
                 "2021")
        self.ok("import", "--db", self.db, first)
        self.ok("import", "--db", self.db, "--revise", "更正", second)
        entries = json.loads(self.ok(*trace, "--format", "json"))["entries"]
        self.assertEqual(
            [(e["state"], e["version"], e["value"], e["import"]["file"],
              e["line"], e["replaced_by"], e["import"]["reason"])
             for e in entries],
            [("current", 2, 97.25, "b.csv", 2, None, "更正"),
             ("replaced", 1, 96.37, "a.csv", 2, 2, None)])
        digest = hashlib.sha256(pathlib.Path(second).read_bytes()).hexdigest()
        self.assertEqual(entries[0]["import"]["sha256"], digest)
        refused = run("import", "--db", self.db, "--undo", "1")
        self.assertEqual(refused.returncode, 3)
        self.assertIn("FYP-412", refused.stderr)
        self.ok("import", "--db", self.db, "--undo", "2")
        rows = list(csv.DictReader(io.StringIO(
            self.ok(*trace, "--format", "csv"))))
        self.assertEqual([(r["state"], r["value"]) for r in rows],
                         [("undone", "97.25"), ("current", "96.37")])
        self.assertIn("97.25", self.ok(*trace))
        imports = json.loads(self.ok("history", "--db", self.db, "--format",
                                     "json"))["imports"]
        self.assertEqual([i["undone_at"] is None for i in imports],
                         [True, False])
        self.assertEqual(len(self.ok("history", "--db", self.db)
                             .splitlines()), 4)

    def test_trace_and_undo_refuse_what_they_cannot_find(self):
        self.ok("import", "--db", self.db, self.write(
            "a.csv", "region,indicator,year,value\n"
            "510604,pension_insurance_coverage,2021,96.5\n"))
        for arguments, code, number in (
                (("trace", "luojiang-2021", "没有的指标", "--year", "2021"), 3,
                 "FYP-413"),
                (("trace", "luojiang-2021", "--year", "2021"), 2, "FYP-904"),
                (("import", "--undo", "7"), 3, "FYP-410"),
                (("import", "--undo", "x"), 2, "FYP-903"),
                (("import", "--revise", " ", "a.csv"), 2, "FYP-903"),
                (("history", "more"), 2, "FYP-904")):
            done = run(*arguments, "--db", self.db)
            self.assertEqual(done.returncode, code, arguments)
            self.assertIn(number, done.stderr)
        gone = self.folder / "none.db"
        self.assertEqual(
            run("import", "--db", gone, "--undo", "1").returncode, 6)
        self.assertFalse(gone.exists())

    def test_a_region_by_name_is_the_same_region(self):
        self.ok("import", "--db", self.db, self.write(
            "a.csv", "地区,指标,年份,数值\n罗江区,养老保险参保率,2021年,96.5\n"))
        result = by_code(self.evaluate("luojiang-2021", 2021))
        self.assertEqual(result["pension_insurance_coverage"]["value"], 96.5)


class Demonstration(Program):
    def test_demonstration_figures_are_marked_in_every_row(self):
        for path in (ROOT / "data/samples").glob("示例数据_*.csv"):
            with open(path, encoding="utf-8") as file:
                for row in csv.DictReader(file):
                    self.assertEqual(row["来源"], DEMO, path)

    def test_demonstration_figures_are_marked_in_every_output(self):
        self.import_samples()
        result = self.evaluate("huzhong-2021", 2022)
        self.assertTrue(result["demonstration"])
        self.assertEqual(result["data_notice"], DEMO)
        for form in ("text", "csv"):
            self.assertIn(DEMO, self.ok("evaluate", "huzhong-2021", "--db",
                                        self.db, "--year", 2022, "--format",
                                        form))

    def test_together_they_show_every_status(self):
        self.import_samples()
        seen = set()
        for plan, first, last in (("luojiang-2021", 2021, 2025),
                                  ("yongji-2021", 2021, 2025),
                                  ("yangjiang-2021", 2021, 2025),
                                  ("huzhong-2021", 2021, 2025),
                                  ("leshan-2023", 2023, 2025)):
            for year in range(first, last + 1):
                counts = self.evaluate(plan, year)["counts"]
                seen |= {word for word, n in counts.items() if n > 0}
        self.assertEqual(seen, STATUS_WORDS)


class Workbooks(Program):
    def report(self, name, *more):
        path = self.folder / name
        self.ok("report", "leshan-2023", "--db", self.db, "--year", "2024",
                "-o", path, *more)
        return path

    def test_same_input_same_bytes(self):
        self.import_samples()
        first = self.report("a.xlsx").read_bytes()
        os.environ["TZ"] = "America/St_Johns"
        self.addCleanup(os.environ.pop, "TZ")
        second = self.report("b.xlsx").read_bytes()
        self.assertEqual(hashlib.sha256(first).hexdigest(),
                         hashlib.sha256(second).hexdigest())

    def test_nothing_else_is_left_behind(self):
        self.import_samples()
        self.report("a.xlsx")
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()),
                         ["a.xlsx", "fyp.db"])

    def test_an_older_report_survives_a_failure(self):
        self.import_samples()
        path = self.report("a.xlsx")
        before = path.read_bytes()
        done = subprocess.run(
            ["/bin/sh", "-c", 'ulimit -f 8; exec "$@"', "sh", FYP, "report",
             "leshan-2023", "--db", self.db, "--year", "2024", "-o", path],
            capture_output=True, check=False)
        self.assertEqual(done.returncode, 7, done.stderr)
        self.assertEqual(path.read_bytes(), before)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()),
                         ["a.xlsx", "fyp.db"])

    def test_every_sheet_says_demonstration(self):
        self.import_samples()
        with zipfile.ZipFile(self.report("a.xlsx")) as book:
            strings = book.read("xl/sharedStrings.xml").decode("utf-8")
            self.assertIn(DEMO, strings)
            sheets = [n for n in book.namelist()
                      if n.startswith("xl/worksheets/sheet")]
            self.assertGreaterEqual(len(sheets), 4)
            for name in sheets:
                sheet = book.read(name).decode("utf-8")
                self.assertIn(DEMO, sheet, name)  # header or footer

    def test_all_reports_are_written_with_a_table(self):
        self.import_samples()
        out = self.folder / "out"
        out.mkdir()
        rows = json.loads(self.ok("report", "--all", "--db", self.db, "-o",
                                  out, "--format", "json"))
        names = [pathlib.Path(r["file"]).name for r in rows]
        self.assertEqual(sorted(p.name for p in out.iterdir()),
                         sorted([*names, "index.xlsx"]))
        self.assertIn("guangdong-2016-2020-final.xlsx",
                      {p.name for p in out.iterdir()})
        self.assertEqual(len(rows), 4 * 5 + 3 + 1)


class Surroundings(Program):
    def test_other_locales_give_the_same_output(self):
        self.import_samples()
        outputs = set()
        for locale in ("C", "de_DE.UTF-8", "zh_CN.UTF-8"):
            done = run("evaluate", "yangjiang-2021", "--db", self.db,
                       "--year", 2023, env={**os.environ, "LC_ALL": locale})
            outputs.add(done.stdout)
        self.assertEqual(len(outputs), 1)

    def test_a_read_only_folder_still_evaluates(self):
        self.import_samples()
        self.folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
        self.addCleanup(self.folder.chmod, 0o700)
        self.evaluate("yangjiang-2021", 2023)

    def test_closed_descriptors_do_not_reach_the_store(self):
        self.import_samples()
        before = self.db.read_bytes()
        subprocess.run(["/bin/sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", FYP,
                        "evaluate", "yangjiang-2021", "--db", self.db,
                        "--year", "2023"], check=False)
        self.assertEqual(self.db.read_bytes(), before)


def by_code(result):
    return {row["code"]: row for row in result["indicators"]}


if __name__ == "__main__":
    FYP, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
