# SPDX-License-Identifier: GPL-3.0-or-later
"""`fyp explain` from outside: every formula of every chain is computed again,
no sentence is empty, and four chains read as they are kept here.

    /usr/bin/python3 tests/cli/test_explain.py FYP SOURCE_ROOT

Standard library only (written with Python 3.11.2). The texts in
tests/cli/explain/ are rewritten with FYP_UPDATE_GOLDEN=1; read the difference
before committing it.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(
    0, str(pathlib.Path(__file__).resolve().parent.parent / "twin"))
import chain  # noqa: E402

FYP = ""
ROOT = pathlib.Path()
METHODS = ["pace", "completion", "realisation", "efficacy"]
def run(*arguments):
    return subprocess.run([FYP, *map(str, arguments)], capture_output=True,
                          encoding="utf-8", check=False)


class Explain(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.db = pathlib.Path(cls.folder.name) / "fyp.db"
        for path in sorted((ROOT / "data/samples").glob("*.csv")):
            subprocess.run([FYP, "import", "--db", cls.db, path],
                           check=True, capture_output=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def ok(self, *arguments):
        done = run(*arguments, "--db", self.db)
        self.assertEqual(done.returncode, 0, (arguments, done.stderr))
        return done.stdout

    def json(self, *arguments):
        return json.loads(self.ok(*arguments, "--format", "json"))

    def refused(self, number, *arguments):
        done = run(*arguments, "--db", self.db)
        self.assertEqual(done.stdout, "")
        self.assertIn(f"FYP-{number}", done.stderr)
        return done.returncode

    def plans(self):
        for path in sorted((ROOT / "indicators/plans").glob("*.yaml")):
            shown = json.loads(subprocess.run(
                [FYP, "plan", "show", path.stem, "--format", "json"],
                check=True, capture_output=True).stdout)
            yield path.stem, shown["baseline_year"] + 1, shown["end_year"]


def steps_of(indicator, kind):
    return [s for s in indicator["explanation"] if s["step"] == kind]


class Chains(Explain):
    def evaluations(self):
        for name, first, last in self.plans():
            for year in range(first, last + 1):
                for method in METHODS:
                    yield self.json("evaluate", name, "--year", year,
                                    "--method", method)
            yield self.json("evaluate", name, "--year", last,
                            "--stage", "annual")
            yield self.json("evaluate", name, "--year", last,
                            "--missing", "zero", "--compare", "rounded")

    def check_step(self, step, where):
        self.assertEqual(
            list(step)[:7],
            ["step", "rule", "result", "symbols", "formula", "values", "year"])
        self.assertTrue(step["text"].strip(), where)
        self.assertNotRegex(step["text"], r"\{\d\}|  |nan|inf\b|null", where)
        if step["formula"] is None:
            self.assertIsNone(step["values"])
            self.assertIsNone(step["symbols"])
            return 0
        return 1

    def test_every_formula_gives_its_number_again(self):
        formulas, rules = 0, set()
        for evaluation in self.evaluations():
            for indicator in evaluation["indicators"]:
                for step in indicator["explanation"]:
                    where = (evaluation["plan"], evaluation["year"],
                             evaluation["method"], indicator["code"],
                             step["rule"], step["formula"])
                    formulas += self.check_step(step, where)
                    rules.add(step["rule"])
                self.check_against_result(evaluation, indicator)
        self.assertGreater(formulas, 9000)
        self.assertGreater(len(rules), 45, sorted(rules))

    def check_against_result(self, evaluation, indicator):
        """What the chain says is what the result says."""
        self.assertEqual(chain.complaints(indicator), [],
                         (evaluation["plan"], evaluation["year"]))
        self.assertEqual(steps_of(indicator, "elapsed")[0]["result"],
                         evaluation["elapsed"])
        self.assertEqual(len(steps_of(indicator, "status")), 1)
        self.assertEqual(
            [s["code"] for s in steps_of(indicator, "question")],
            [q["code"] for q in indicator["questions"]])
        capped = any(s["rule"] != "would_cap"
                     for s in steps_of(indicator, "cap"))
        self.assertEqual(capped,
                         indicator["code"] in evaluation["grade_capped_by"])

    def test_the_points_add_up_to_the_score(self):
        for name, first, last in self.plans():
            for year in range(first, last + 1):
                evaluation = self.json("evaluate", name, "--year", year)
                points = [s["result"] for i in evaluation["indicators"]
                          for s in steps_of(i, "contribution")]
                shares = [s["result"] for i in evaluation["indicators"]
                          for s in steps_of(i, "weight")
                          if s["rule"] == "share_of_weight"]
                if evaluation["score"] is not None:
                    self.assertAlmostEqual(sum(points),
                                           evaluation["score"], 9)
                    self.assertAlmostEqual(sum(shares), 1.0, 12)


class Calculating(unittest.TestCase):
    STEP = {"rule": "pace", "symbols": "1 + s*(x - e)/scale",
            "formula": "1 + (-1)*(18.86 - (-3.5))/7.1",
            "values": {"s": -1, "x": 18.86, "e": -3.5, "scale": 7.1},
            "result": 1 - 22.36 / 7.1}

    def test_it_reads_all_that_a_formula_may_hold(self):
        for text, expected in (
                ("2 + 3*4 - 6/4", 12.5), ("2^3^0", 2), ("-2 - (-3)", 1),
                ("max(abs(1 - 4), 0.02*abs(-7))", 3), ("min(1e3, 7)", 7),
                ("100*(((1 + 8/100)*(1 + (-5)/100))^(1/2) - 1)",
                 100 * (1.08 * 0.95) ** 0.5 - 100)):
            self.assertAlmostEqual(chain.Calculator(text).result(), expected)

    def test_it_sees_a_wrong_number_in_each_place(self):
        self.assertEqual(chain.formula_complaints(self.STEP), [])
        for wrong in ({"result": self.STEP["result"] + 1e-7},
                      {"formula": "1 + (-1)*(18.86 - 3.5)/7.1"},
                      {"values": dict(self.STEP["values"], x=18.87)}):
            self.assertTrue(
                chain.formula_complaints(dict(self.STEP, **wrong)), wrong)


class Command(Explain):
    def test_one_chain_is_that_of_the_evaluation_with_the_raw_text(self):
        evaluation = self.json("evaluate", "luojiang-2021", "--year", 2023)
        for indicator in evaluation["indicators"]:
            one = self.json("explain", "luojiang-2021", indicator["code"],
                            "--year", 2023)
            self.assertEqual(len(one["explanation"]),
                             len(indicator["explanation"]))
            for own, shared in zip(one["explanation"],
                                   indicator["explanation"]):
                self.assertEqual(own["rule"], shared["rule"])
                self.assertEqual(own["formula"], shared["formula"])
                if own["step"] == "figure":
                    self.assertIsNone(shared["origin"]["raw"])
                    self.assertAlmostEqual(float(own["origin"]["raw"]),
                                           own["result"])
                    self.assertIn(own["origin"]["raw"], own["text"])

    def test_what_was_put_right_is_told(self):
        table = pathlib.Path(self.folder.name) / "报数.csv"
        db = pathlib.Path(self.folder.name) / "own.db"
        code = self.first_level()
        table.write_text("地区,指标,年份,数值,单位\n"
                         f"510604,{code},2023,８９.３４%,%\n",
                         encoding="utf-8")
        run("import", "--db", db, table)
        done = run("explain", "luojiang-2021", code, "--year", 2023, "--db",
                   db, "--format", "json")
        figures = [s for s in json.loads(done.stdout)["explanation"]
                   if s["step"] == "figure" and s["rule"] == "judged"]
        self.assertEqual(figures[0]["result"], 89.34)
        self.assertEqual(figures[0]["origin"]["raw"], "８９.３４%")
        self.assertEqual(figures[0]["origin"]["normalised"],
                         ["full_width", "per_cent"])
        self.assertIn("全角字符改为半角", figures[0]["text"])

    def first_level(self):
        evaluation = self.json("evaluate", "luojiang-2021", "--year", 2023)
        return next(i["code"] for i in evaluation["indicators"]
                    if i["kind"] == "level" and i["unit"] == "%"
                    and not i["maintain"])

    def test_an_indicator_is_found_by_number_code_and_name(self):
        one = self.json("explain", "luojiang-2021", "1", "--year", 2023)
        for text in (one["code"], one["name"]):
            self.assertEqual(
                self.json("explain", "luojiang-2021", text, "--year", 2023),
                one)

    def test_demonstration_figures_are_called_so(self):
        text = self.ok("explain", "luojiang-2021", "1", "--year", 2023)
        self.assertTrue(text.startswith("示例数据，非真实统计\n"))
        one = self.json("explain", "luojiang-2021", "1", "--year", 2023)
        self.assertTrue(one["demonstration"])
        real = self.json("explain", "guangdong-2016", "1", "--year", 2020)
        self.assertFalse(real["demonstration"])
        self.assertIsNone(real["data_notice"])

    def test_wrong_questions_are_refused_with_their_number(self):
        ask = ("explain", "luojiang-2021")
        self.assertEqual(self.refused(904, *ask), 2)
        self.refused(904, *ask, "1")
        self.refused(904, *ask, "1", "2", "--year", 2023)
        self.refused(413, *ask, "无此指标", "--year", 2023)
        self.refused(501, *ask, "1", "--year", 2020)
        self.refused(502, *ask, "1", "--year", 2023, "--stage", "final")
        self.refused(903, *ask, "1", "--year", 2023, "--format", "csv")

    def test_the_same_question_gives_the_same_bytes(self):
        ask = ("explain", "yongji-2021", "1", "--year", 2023)
        self.assertEqual(self.ok(*ask), self.ok(*ask))

    def test_both_languages_say_the_same_numbers(self):
        for name, _, last in self.plans():
            for number in self.numbers(name, last):
                zh = self.ok("explain", name, number, "--year", last)
                en = self.ok("explain", name, number, "--year", last,
                             "--lang", "en")
                self.assertEqual(zh.count("\n"), en.count("\n"))
                self.assertRegex(en, r"\n1\. Figures\n")
                self.assertNotRegex(zh + en, r"\{\d\}| \n")

    def numbers(self, name, year):
        evaluation = self.json("evaluate", name, "--year", year)
        return [i["code"] for i in evaluation["indicators"]]


GOLDEN = [
    ("luojiang-growth-reference", "luojiang-2021", "1", 2023, "zh"),
    ("luojiang-sum", "luojiang-2021", "2", 2023, "en"),
    ("luojiang-behind-and-capping", "luojiang-2021", "4", 2023, "zh"),
    ("guangdong-final", "guangdong-2016", "1", 2020, "zh"),
]


class Golden(Explain):
    def test_chains_read_as_they_are_kept(self):
        for name, plan, number, year, language in GOLDEN:
            path = pathlib.Path(__file__).parent / "explain" / f"{name}.txt"
            text = self.ok("explain", plan, number, "--year", year,
                           "--lang", language)
            if os.environ.get("FYP_UPDATE_GOLDEN") == "1":
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
            self.assertEqual(text, path.read_text(encoding="utf-8"), name)


if __name__ == "__main__":
    FYP, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
