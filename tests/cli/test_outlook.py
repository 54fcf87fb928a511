# SPDX-License-Identifier: GPL-3.0-or-later
"""`fyp outlook` from outside: the JSON contract, exit codes, what a reader
sees.

    /usr/bin/python3 tests/cli/test_outlook.py FYP SOURCE_ROOT

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
MODELS = ["linear", "logit", "mean_change", "geometric"]
MODEL_KEYS = ["value", "low80", "high80", "low95", "high95", "probability"]
FIVE = "2018:80,2019:81.5,2020:83,2021:85,2022:86"


def run(*arguments):
    return subprocess.run([FYP, "outlook", *map(str, arguments)],
                          capture_output=True, encoding="utf-8", check=False)


class Outlook(unittest.TestCase):
    def ok(self, *arguments):
        done = run(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, "")
        return done.stdout

    def series(self, series, target=">=90", end=2025, *more):
        return json.loads(self.ok("--series", series, "--target", target,
                                  "--end", end, "--format", "json", *more))

    def refused(self, number, *arguments):
        done = run(*arguments)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertIn(f"FYP-{number}", done.stderr)


class Series(Outlook):
    def test_all_models_stand_under_their_names_and_one_is_chosen(self):
        answer = self.series(FIVE)
        self.assertEqual(list(answer)[:2], ["models", "chosen"])
        self.assertEqual(list(answer["models"]), MODELS)
        for model in answer["models"].values():
            self.assertEqual(list(model)[:6], MODEL_KEYS)
        self.assertEqual(answer["chosen"], "logit")
        self.assertTrue(answer["rate_inferred"])
        # SDG-MENARO, progress_assessment_functions.R, reg()
        self.assertAlmostEqual(answer["models"]["logit"]["value"],
                               89.6210357429, 9)

    def test_two_years_give_values_and_no_intervals(self):
        answer = self.series("2020:82,2023:86")
        self.assertEqual(answer["chosen"], "mean_change")
        for model in answer["models"].values():
            self.assertIsNotNone(model["value"])
            self.assertTrue(all(model[k] is None for k in MODEL_KEYS[1:]))
        self.assertEqual(answer["needed_per_year"], 2)

    def test_a_model_that_refuses_says_why_and_nothing_else(self):
        one = self.series("2020:82")
        self.assertEqual(one["models"],
                         dict.fromkeys(MODELS, {"refused": "too_short"}))
        self.assertIsNone(one["chosen"])
        models = self.series("2020:-1,2021:4,2022:9", ">=20")["models"]
        self.assertEqual(models["logit"], {"refused": "not_inside_0_100"})
        self.assertEqual(models["geometric"], {"refused": "zero_or_negative"})
        growth = self.series("2021:5,2022:6", ">=6", 2025, "--kind", "growth")
        self.assertEqual(growth["models"]["linear"], {"refused": "kind"})

    def test_a_sum_starts_from_nothing(self):
        answer = self.series("2021:30,2022:34,2023:41", ">=200", 2025,
                             "--kind", "cumulative")
        self.assertEqual([p["value"] for p in answer["points"]],
                         [0, 30, 64, 105])
        self.assertEqual(answer["chosen"], "mean_change")
        self.assertEqual(answer["models"]["mean_change"]["value"], 175)
        self.assertFalse(answer["incomplete"])

    def test_a_sum_with_a_gap_says_so(self):
        answer = self.series("2021:30,2022:34,2024:41", ">=200", 2025,
                             "--kind", "cumulative")
        self.assertTrue(answer["incomplete"])
        self.assertEqual(answer["value_year"], 2022)
        self.assertIsNone(answer["needed_per_year"])

    def test_a_year_cuts_the_series(self):
        self.assertEqual(self.series(FIVE, ">=90", 2025, "--year", 2020),
                         self.series("2018:80,2019:81.5,2020:83"))

    def test_the_unit_decides_what_is_a_rate(self):
        answer = self.series(FIVE, ">=90", 2025, "--unit", "户")
        self.assertEqual(answer["chosen"], "linear")
        self.assertEqual(answer["models"]["logit"], {"refused": "not_a_rate"})
        self.assertFalse(answer["rate_inferred"])
        for more in (("--unit", "%"), ("--unit", "％")):
            answer = self.series(FIVE, ">=90", 2025, *more)
            self.assertEqual(answer["chosen"], "logit")
        self.assertFalse(self.series(FIVE, ">=90%")["rate_inferred"])

    def test_a_perfect_fit_is_flagged(self):
        model = self.series("2020:82,2021:84,2022:86", ">=92")["models"][
            "linear"]
        self.assertTrue(model["perfect_fit"])
        self.assertEqual([model[k] for k in MODEL_KEYS],
                         [92, 92, 92, 92, 92, 1])

    def test_a_forecast_beyond_100_per_cent_is_shown_and_flagged(self):
        model = self.series("2020:92,2021:95,2022:99", ">=100", 2025,
                            "--unit", "%")["models"]["linear"]
        self.assertGreater(model["value"], 100)
        self.assertTrue(model["outside_range"])
        model = self.series("2020:92,2021:95,2022:99")["models"]["linear"]
        self.assertTrue(model["outside_range"])     # taken for a rate
        model = self.series("2020:92,2021:95,2022:99", ">=90", 2025,
                            "--unit", "户")["models"]["linear"]
        self.assertFalse(model["outside_range"])

    def test_numbers_beyond_any_double_are_refused_not_printed(self):
        text = self.ok("--series", "2020:1e300,2021:1e305,2022:1e308",
                       "--target", ">=1", "--end", 2099, "--format", "json")
        for word in ("nan", "inf"):
            self.assertNotIn(word, text.lower().replace('"not_inside', "")
                             .replace('"not_finite"', "")
                             .replace("inferred", ""))

    def test_nonsense_is_a_usage_error(self):
        rest = ("--target", ">=90", "--end", 2025)
        self.refused(520, "--series", "2020:x", *rest)
        self.refused(520, "--series", "", *rest)
        self.refused(521, "--series", "2020:1,2020:2", *rest)
        self.refused(523, "--series", FIVE, "--target", "好", "--end", 2025)
        self.refused(524, "--series", FIVE, "--target", ">=90", "--end", 2022)
        self.refused(903, "--series", FIVE, "--target", ">=90", "--end", "x")
        self.refused(903, "--series", FIVE, *rest, "--kind", "event")
        self.refused(904, "--series", FIVE)
        self.refused(904, "--series", FIVE, *rest, "luojiang-2021")
        self.refused(904, *rest)
        self.refused(904)
        self.refused(904, "luojiang-2021")
        self.refused(904, "luojiang-2021", "--year", 2023, "--kind", "level")

    def test_a_reader_sees_the_choice_and_what_is_needed(self):
        text = self.ok("--series", FIVE, "--target", ">=90", "--end", 2025)
        for words in ("选用：S形趋势", "89.6", "88.6～90.6", "15.2", "1.33",
                      "按百分率处理"):
            self.assertIn(words, text)
        text = self.ok("--series", FIVE, "--target", ">=90", "--end", 2025,
                       "--lang", "en")
        for words in ("chosen: logit", "88.6 to 90.6"):
            self.assertIn(words, text)

        self.assertIn("没有区间和概率", self.ok(
            "--series", "2020:82,2023:86", "--target", "90", "--end", 2025))

    def test_rounding_never_puts_a_forecast_on_the_other_side(self):
        text = self.ok("--series", "2020:80,2021:83.333,2022:86.64",
                       "--target", ">=90", "--end", 2023, "--unit", "户")
        self.assertIn("89.96", text)

    def test_csv_has_one_row_a_model(self):
        text = self.ok("--series", FIVE, "--target", ">=90", "--end", 2025,
                       "--format", "csv")
        rows = list(csv.DictReader(text.splitlines()))
        self.assertEqual([row["model"] for row in rows], MODELS)
        self.assertEqual([row["chosen"] for row in rows],
                         ["false", "true", "false", "false"])
        self.assertEqual(rows[0]["value"], "90.85")


class Plan(Outlook):
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

    def plan(self, name, year, *more):
        return self.ok(name, "--year", year, "--db", self.db, *more)

    def test_every_indicator_of_every_plan_has_its_row(self):
        for path in sorted((ROOT / "indicators/plans").glob("*.yaml")):
            shown = json.loads(subprocess.run(
                [FYP, "plan", "show", path.stem, "--format", "json"],
                check=True, capture_output=True).stdout)
            for year in range(shown["baseline_year"] + 1, shown["end_year"]):
                answer = json.loads(
                    self.plan(path.stem, year, "--format", "json"))
                rows = list(csv.DictReader(self.plan(
                    path.stem, year, "--format", "csv").splitlines()))
                codes = [i["code"] for i in shown["indicators"]]
                self.assertEqual(
                    [i["code"] for i in answer["indicators"]], codes)
                self.assertEqual([row["code"] for row in rows], codes)
                self.check_rows(answer["indicators"], rows)

    def check_rows(self, indicators, rows):
        for indicator, row in zip(indicators, rows):
            self.assertEqual(list(indicator["models"]), MODELS)
            self.assertEqual(indicator["chosen"] or "", row["chosen"])
            if indicator["chosen"]:
                chosen = indicator["models"][indicator["chosen"]]
                self.assertAlmostEqual(chosen["value"],
                                       float(row["forecast"]), 9)
                self.assertEqual(row["refused"], "")
            else:
                self.assertNotEqual(row["refused"], "")

    def test_a_sum_with_a_gap_needs_nobody_knows_what(self):
        """131 up to 2023 and nothing for 2024: (200 - 131)/2 a year would
        count a year that is over."""
        for year, needed in ((2023, 34.5), (2024, None)):
            answer = json.loads(self.plan("luojiang-2021", year, "--format",
                                          "json"))
            trained = answer["indicators"][1]
            self.assertEqual(trained["code"], "skills_training")
            self.assertEqual(trained["needed_per_year"], needed)

    def test_a_plan_and_its_series_say_the_same(self):
        answer = json.loads(self.plan("luojiang-2021", 2023,
                                      "--format", "json"))
        compared = 0
        for indicator in answer["indicators"]:
            if indicator["kind"] != "level" or indicator["target"] is None:
                continue
            text = ",".join(f"{p['year']}:{p['value']!r}"
                            for p in indicator["points"])
            asked = self.series(
                text, f"{indicator['comparator']}{indicator['target']}",
                answer["end"], "--unit", indicator["unit"])
            self.assertEqual(asked["chosen"], indicator["chosen"])
            for name in MODELS:
                self.same(asked["models"][name], indicator["models"][name])
            compared += 1
        self.assertGreaterEqual(compared, 9)

    def same(self, a, b):
        self.assertEqual(a.keys(), b.keys())
        for key in a.keys() & set(MODEL_KEYS):
            if a[key] is None or b[key] is None:
                self.assertEqual(a[key], b[key])
            else:
                self.assertAlmostEqual(a[key], b[key], 9)

    def test_made_up_figures_are_called_so(self):
        answer = json.loads(self.plan("luojiang-2021", 2023,
                                      "--format", "json"))
        self.assertTrue(answer["demonstration"])
        self.assertIn("示例数据", answer["data_notice"])
        self.assertIn("示例数据", self.plan("luojiang-2021", 2023))

    def test_what_will_be_missed_is_named_with_its_nature(self):
        text = self.plan("luojiang-2021", 2023)
        self.assertIn("达不到的：", text)
        self.assertIn("“残疾儿童少年义务教育巩固率”（约束性）", text)
        self.assertIn("增速和事项不作趋势外推", text)

    def test_the_target_year_has_no_outlook(self):
        self.refused(524, "luojiang-2021", "--year", 2025, "--db", self.db)
        self.refused(501, "luojiang-2021", "--year", 2026, "--db", self.db)


if __name__ == "__main__":
    FYP, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
