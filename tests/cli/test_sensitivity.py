# SPDX-License-Identifier: GPL-3.0-or-later
"""`fyp sensitivity` from outside: the JSON contract, exit codes, what a reader
sees, the same bytes twice.

    /usr/bin/python3 tests/cli/test_sensitivity.py FYP SOURCE_ROOT

Standard library only.
"""

import csv
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

FYP = ""
ROOT = pathlib.Path()
FACTORS = ["weights", "method", "mean", "bands"]
GRADES = ["excellent", "good", "pass", "fail", "none"]

# Printed by the program itself (gcc 12 and clang 14 agree): no proof of what
# is right, but of what has not moved. The figures of guangdong-2016 are real.
SNAPSHOT = {
    ("guangdong-2016", 2020): [100.0, 100, 100.0, None, None],
    ("luojiang-2021", 2023): [
        93.1464400911065, 89.0492044732352, 95.9310729353752,
        0.0473444465067523, 0.912788606799013],
    ("leshan-2023", 2024): [
        82.4663343266543, 72.5010992799384, 93.6915103603234,
        0.0120203437605998, 0.953848300009568],
}


class Sensitivity(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.db = pathlib.Path(cls.folder.name) / "fyp.db"
        subprocess.run(
            [FYP, "import", "--db", cls.db,
             *sorted((ROOT / "data/samples").glob("*.csv"))],
            check=True, capture_output=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_with(self, *arguments):
        return subprocess.run(
            [FYP, "sensitivity", *map(str, arguments), "--db", self.db],
            capture_output=True, encoding="utf-8", check=False)

    def ok(self, *arguments):
        done = self.run_with(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def json(self, *arguments):
        return json.loads(self.ok(*arguments, "--format", "json"))

    def refused(self, number, *arguments):
        done = self.run_with(*arguments)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertIn(f"FYP-{number}", done.stderr)

    def check(self, answer, result):
        self.assertEqual(list(result["factors"]), FACTORS)
        self.assertEqual(list(result["grade_shares"]), GRADES)
        self.assertAlmostEqual(sum(result["grade_shares"].values()), 1, 12)
        spread = result["distribution"]
        self.assertEqual(list(spread), ["mean", "sd", "p5", "p50", "p95"])
        if result["scored_runs"] == 0:
            self.assertEqual(set(spread.values()), {None})
        else:
            self.assertLessEqual(spread["p5"], spread["p50"])
            self.assertLessEqual(spread["p50"], spread["p95"])
        for factor in result["factors"].values():
            given = result["indices_refused"] is None
            self.assertEqual(factor["first"] is not None, given)
            self.assertEqual(factor["total"] is not None, given)
        self.assertLessEqual(result["scored_runs"], answer["runs"])

    def test_every_plan_and_year_has_its_answer(self):
        for path in sorted((ROOT / "indicators/plans").glob("*.yaml")):
            shown = json.loads(subprocess.run(
                [FYP, "plan", "show", path.stem, "--format", "json"],
                check=True, capture_output=True).stdout)
            for year in range(shown["baseline_year"] + 1,
                              shown["end_year"] + 1):
                answer = self.json(path.stem, "--year", year,
                                   "--points", 64)
                self.assertEqual(answer["evaluations"], 64 * 6)
                result, = answer["results"]
                self.assertEqual(result["plan"], path.stem)
                self.assertIsNone(result["rank"])
                self.check(answer, result)
                official = json.loads(subprocess.run(
                    [FYP, "evaluate", path.stem, "--year", str(year), "--db",
                     self.db, "--format", "json"],
                    check=True, capture_output=True).stdout)
                for key in ("score", "grade", "stage", "assessed_weight",
                            "targets_missed", "region"):
                    self.assertEqual(result[key], official[key], key)

    def test_the_numbers_have_not_moved(self):
        for (plan, year), expected in SNAPSHOT.items():
            result, = self.json(plan, "--year", year)["results"]
            spread, factors = result["distribution"], result["factors"]
            got = [spread["mean"], spread["p5"], spread["p95"],
                   factors["weights"]["total"], factors["method"]["first"]]
            self.assertEqual(got, expected, (plan, year))

    def test_the_same_question_has_the_same_bytes(self):
        for form in ("text", "json", "csv"):
            arguments = ("yongji-2021", "--year", 2023, "--format", form)
            self.assertEqual(self.ok(*arguments), self.ok(*arguments))
        one = self.json("yongji-2021", "--year", 2023, "--seed", 1)
        self.assertEqual(one, self.json("yongji-2021", "--year", 2023))
        other = self.json("yongji-2021", "--year", 2023, "--seed",
                          18446744073709551615)
        self.assertEqual(other["seed"], "18446744073709551615")
        self.assertNotEqual(one["results"], other["results"])

    def test_plans_are_ranked_in_the_order_of_the_question(self):
        plans = ["yongji-2021", "luojiang-2021", "huzhong-2021"]
        answer = self.json(*plans, "--year", 2023)
        self.assertEqual([r["plan"] for r in answer["results"]], plans)
        for result in answer["results"]:
            self.check(answer, result)
            rank = result["rank"]
            self.assertTrue(1 <= rank["p5"] <= rank["p50"] <= rank["p95"] <= 3)

    def test_sub_regions_are_ranked(self):
        answer = self.json("leshan-2023", "--year", 2024, "--regions",
                           "--points", 128)
        self.assertEqual(len(answer["results"]), 11)
        self.assertEqual(answer["design"], "latin_hypercube")
        for result in answer["results"]:
            self.check(answer, result)
            self.assertEqual(result["plan"], "leshan-2023")
        self.assertEqual(
            len({r["region"] for r in answer["results"]}), 11)

    def test_another_place_can_be_asked(self):
        answer = self.json("leshan-2023", "--year", 2024, "--region",
                           "511102", "--points", 64)
        self.assertEqual(answer["results"][0]["region"], "511102")

    def test_csv_has_one_row_a_place(self):
        text = self.ok("luojiang-2021", "yongji-2021", "--year", 2023,
                       "--points", 64, "--format", "csv")
        rows = list(csv.DictReader(text.splitlines()))
        answer = self.json("luojiang-2021", "yongji-2021", "--year", 2023,
                           "--points", 64)
        self.assertEqual(len(rows), 2)
        for row, result in zip(rows, answer["results"]):
            self.assertEqual(row["plan"], result["plan"])
            self.assertEqual(float(row["p50"]), result["distribution"]["p50"])
            self.assertEqual(float(row["method_total"]),
                             result["factors"]["method"]["total"])
            self.assertEqual(float(row["rank_p95"]), result["rank"]["p95"])
            self.assertIn("示例数据", row["data_notice"])

    def test_a_reader_sees_what_it_is_and_what_was_made_up(self):
        text = self.ok("luojiang-2021", "--year", 2023)
        self.assertTrue(text.startswith("示例数据，非真实统计\n德阳市罗江区"))
        for words in ("2023 年 · 中期评估 · 得分有多稳", "滞后或未完成 3 项",
                      "覆盖有目标指标权重的", "第 5 至第 95 百分位", "权重",
                      "分段界限不改变得分", "Sobol 序列，种子 1",
                      "不含数据本身的误差"):
            self.assertIn(words, text)
        self.assertNotIn("-0.000", text)
        english = self.ok("luojiang-2021", "--year", 2023, "--lang", "en")
        for words in ("how sure is the score", "First-order index",
                      "the bands do not move the score"):
            self.assertIn(words, english)
        real = self.ok("guangdong-2016", "--year", 2020)
        self.assertNotIn("示例数据", real)
        self.assertIn("没有波动可分解", real)

    def test_a_zero_under_a_geometric_mean_is_told(self):
        self.assertIn("改用算术平均",
                      self.ok("yongji-2021", "--year", 2023))

    def test_a_reader_of_several_sees_ranks(self):
        text = self.ok("yongji-2021", "luojiang-2021", "--year", 2023)
        for words in ("2 份规划 · 2023 年", "名次 5～95 %", "名次区间重叠"):
            self.assertIn(words, text)
        text = self.ok("leshan-2023", "--year", 2024, "--regions",
                       "--points", 64)
        for words in ("11 个下级地区", "马边彝族自治县", "拉丁超立方"):
            self.assertIn(words, text)

    def with_figures(self, rows, *arguments):
        """The text about luojiang-2021 in 2023 with these figures alone."""
        with tempfile.TemporaryDirectory() as folder:
            table = pathlib.Path(folder) / "figures.csv"
            table.write_text("region,indicator,year,value,source\n" + "".join(
                f"510604,{row},示例\n" for row in rows), encoding="utf-8")
            db = pathlib.Path(folder) / "own.db"
            subprocess.run([FYP, "import", "--db", db, table], check=True,
                           capture_output=True)
            return subprocess.run(
                [FYP, "sensitivity", "luojiang-2021", "--year", "2023",
                 "--db", db, *arguments],
                check=True, capture_output=True, encoding="utf-8").stdout

    def test_a_sum_with_a_gap_near_a_band_is_told(self):
        # 93 of the 102 due: not assessable where it would be behind
        rows = ["home_modification_households,2021,41",
                "home_modification_households,2023,52"]
        text = self.with_figures(rows)
        for words in ("次试算没有得分，不计入分布和名次，没有指数",
                      "分段界限也影响得分", "不评级"):
            self.assertIn(words, text)
        result, = json.loads(
            self.with_figures(rows, "--format", "json"))["results"]
        self.assertEqual(result["indices_refused"], "no_score")
        self.assertAlmostEqual(result["scored_runs"] / 2048, 0.618, 2)
        self.assertIsNotNone(result["distribution"]["p50"])

    def test_a_plan_without_a_figure_of_its_own_says_so(self):
        text = self.with_figures(["income_growth,2020,4.16"])
        for words in ("得分 —（不评级", "没有一次得出分数"):
            self.assertIn(words, text)

    def test_nonsense_is_a_usage_error(self):
        self.refused(904)
        self.refused(904, "luojiang-2021")
        self.refused(904, "leshan-2023", "--year", 2024, "--regions",
                     "--region", "511102")
        self.refused(904, "leshan-2023", "yongji-2021", "--year", 2024,
                     "--regions")
        self.refused(904, "leshan-2023", "yongji-2021", "--year", 2024,
                     "--region", "511102")
        for points in ("0", "1000", "32", "32768", "-64", "64.0", "many", ""):
            self.refused(903, "luojiang-2021", "--year", 2023, "--points",
                         points)
        for seed in ("-1", "1.5", "18446744073709551616", "x", ""):
            self.refused(903, "luojiang-2021", "--year", 2023, "--seed", seed)
        self.refused(553, "luojiang-2021", "luojiang-2021", "--year", 2023)
        self.refused(554, "guangdong-2016", "--year", 2020, "--regions")

    def test_a_year_outside_of_one_plan_names_that_plan(self):
        done = self.run_with("luojiang-2021", "guangdong-2016", "--year", 2023)
        self.assertEqual(done.stdout, "")
        self.assertIn("guangdong-2016", done.stderr)
        self.assertEqual(done.returncode, 2)


if __name__ == "__main__":
    FYP, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
