# SPDX-License-Identifier: GPL-3.0-or-later
"""`fyp ruleset` and `--ruleset` from outside: what is shown reads back, what
wins over what, exit codes, what a reader of a report sees.

    /usr/bin/python3 tests/cli/test_ruleset.py FYP SOURCE_ROOT

Standard library only.
"""

import csv
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest
import zipfile

FYP = ""
ROOT = pathlib.Path()
LUOJIANG = ["luojiang-2021", "--year", "2023"]

OWN = """规则集: own-rules
版本: "2"
计分方法: 功效系数
分档: {快于预期: 1.3, 基本符合预期: 0.8}
封顶: {约束性指标滞后: 不封顶, 终期约束性指标滞后: 不封顶, 过半权重滞后: 不封顶}
权重:
  - {指标: skills_training, 权重: 2.5}
满意度权重: 0.15
"""


def run(*arguments):
    return subprocess.run([FYP, *map(str, arguments)], capture_output=True,
                          encoding="utf-8", check=False)


class Rulesets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="fyp-ruleset-")
        cls.path = pathlib.Path(cls.folder.name)
        cls.db = cls.path / "fyp.db"
        done = run("import", "--db", cls.db,
                   *sorted((ROOT / "data/samples").glob("*luojiang*.csv")))
        assert done.returncode in (0, 4), done.stderr
        cls.own = cls.write("own.yaml", OWN)
        # no survey is stored here
        cls.plain = cls.write("plain.yaml",
                              OWN.replace("满意度权重: 0.15\n", ""))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def write(cls, name, text):
        path = cls.path / name
        path.write_text(text, encoding="utf-8")
        return path

    def ok(self, *arguments):
        done = run(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def evaluate(self, *more):
        return json.loads(self.ok("evaluate", *LUOJIANG, "--db", self.db,
                                  "--format", "json", *more))


class Show(Rulesets):
    def test_what_is_shown_reads_back_to_the_same(self):
        for name in ("house", "nanning-2011", self.own):
            text = self.ok("ruleset", "show", name)
            copy = self.write("copy.yaml", text)
            self.assertEqual(self.ok("ruleset", "show", copy), text)
            self.assertEqual(
                self.ok("ruleset", "show", copy, "--format", "json"),
                self.ok("ruleset", "show", name, "--format", "json"))

    def test_house_is_shown_where_no_name_is_given(self):
        self.assertEqual(self.ok("ruleset", "show"),
                         self.ok("ruleset", "show", "house"))
        self.assertIn("规则集: house\n", self.ok("ruleset", "show"))

    def test_the_json_names_what_differs(self):
        house = json.loads(self.ok("ruleset", "show", "--format", "json"))
        self.assertEqual(house["differs"], [])
        self.assertEqual(house["weighting"], "equal")
        own = json.loads(self.ok("ruleset", "show", self.own, "--format",
                                 "json"))
        self.assertEqual(
            own["differs"],
            ["method", "binding_cap", "binding_cap_final", "majority_cap",
             "band_ahead", "band_on_track", "satisfaction_weight",
             "weighting"])
        self.assertIsNone(own["binding_cap"])
        self.assertEqual(own["satisfaction_weight"], 0.15)

    def test_nannings_weights_are_those_of_the_printed_table(self):
        shown = json.loads(self.ok("ruleset", "show", "nanning-2011",
                                   "--format", "json"))
        self.assertEqual(len(shown["weights"]), 20)
        self.assertEqual(sum(w["weight"] for w in shown["weights"]), 100)
        self.assertEqual(shown["weight_total"], 100)
        self.assertEqual(shown["method"], "realisation")


class Check(Rulesets):
    def test_a_sound_file_is_named_with_what_differs(self):
        text = self.ok("ruleset", "check", self.own)
        self.assertIn("own-rules", text)
        self.assertIn("功效系数法（内置 序时进度法）", text)
        self.assertIn("按代码", text)

    def test_every_slip_is_told_with_its_line_on_stdout(self):
        path = self.write("bad.yaml", OWN.replace("1.3", "0.7")
                          .replace("0.15", "1.5").replace("skills", "skill"))
        done = run("ruleset", "check", path)
        self.assertEqual(done.returncode, 3)
        self.assertEqual(done.stderr, "")
        for piece in ("bad.yaml:4: FYP-542", "bad.yaml:7: FYP-544",
                      "bad.yaml:8: FYP-542", "skills_training"):
            self.assertIn(piece, done.stdout)

    def test_no_file_no_name_and_a_folder_are_refused(self):
        for name, code, number in (("nothing-like", 2, "FYP-540"),
                                   (self.path / "none.yaml", 3, "FYP-010"),
                                   (str(self.path) + "/", 3, "FYP-01")):
            done = run("ruleset", "check", name)
            self.assertEqual(done.returncode, code, done.stderr)
            self.assertIn(number, done.stderr + done.stdout)
        for arguments in ((), ("print",), ("check",), ("show", "a", "b")):
            self.assertEqual(run("ruleset", *arguments).returncode, 2)


class InUse(Rulesets):
    def test_an_evaluation_tells_name_version_and_weights(self):
        got = self.evaluate("--ruleset", self.plain)
        self.assertEqual(got["ruleset"]["name"], "own-rules")
        self.assertEqual(got["ruleset"]["version"], "2")
        self.assertEqual(got["method"], "efficacy")
        self.assertEqual(got["ruleset"]["band_ahead"], 1.3)
        weights = {i["code"]: i["weight"] for i in got["indicators"]}
        self.assertEqual(weights.pop("skills_training"), 2.5)
        self.assertEqual(set(weights.values()), {1})
        text = self.ok("evaluate", *LUOJIANG, "--db", self.db, "--ruleset",
                       self.plain)
        for piece in ("规则集：own-rules 2", "与内置规则不同：",
                      "按规则集列出的权重；各项占比：第 1 项"):
            self.assertIn(piece, text)

    def test_weights_that_are_not_listed_count_as_one_and_that_is_told(self):
        done = run("evaluate", *LUOJIANG, "--db", self.db, "--ruleset",
                   self.plain)
        self.assertIn("FYP-780", done.stderr)

    def test_the_command_line_goes_before_the_file(self):
        got = self.evaluate("--ruleset", self.plain, "--method", "pace",
                            "--compare", "rounded", "--missing", "zero")
        self.assertEqual(got["method"], "pace")
        self.assertEqual(got["comparison"], "rounded")
        self.assertEqual(got["ruleset"]["missing"], "zero")
        self.assertEqual(got["ruleset"]["band_ahead"], 1.3)

    def test_without_a_word_the_house_rules_hold(self):
        self.assertEqual(self.evaluate(), self.evaluate("--ruleset", "house"))
        self.assertEqual(self.evaluate()["ruleset"]["name"], "house")

    def test_a_plan_names_its_rules_and_the_command_line_other_ones(self):
        for more, name, method in (
                ((), "nanning-2011", "realisation"),
                (("--method", "pace"), "nanning-2011", "pace"),
                (("--ruleset", "house"), "house", "pace")):
            got = json.loads(self.ok(
                "evaluate", "nanning-2011", "--year", "2015", "--db", self.db,
                "--format", "json", *more))
            self.assertEqual(got["ruleset"]["name"], name)
            self.assertEqual(got["method"], method)
            self.assertIsNone(got["score"])
            self.assertEqual(got["counts"]["no_data"], 20)

    def test_a_plan_whose_rules_do_not_exist_is_not_sound(self):
        text = (ROOT / "indicators/plans/nanning-2011.yaml").read_text(
            encoding="utf-8")
        path = self.write("nanning-2011.yaml",
                          text.replace("规则: nanning-2011", "规则: nanning"))
        done = run("plan", "check", path)
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertIn("FYP-540", done.stdout)
        done = run("evaluate", path, "--year", "2015", "--db", self.db)
        self.assertEqual(done.returncode, 2)
        self.assertIn("FYP-540", done.stderr)

    def test_rules_of_another_plan_are_refused_where_they_are_a_whole(self):
        done = run("evaluate", *LUOJIANG, "--db", self.db, "--ruleset",
                   "nanning-2011")
        self.assertEqual(done.returncode, 3)
        self.assertEqual(done.stdout, "")
        self.assertIn("FYP-549", done.stderr)

    def test_nanning_is_scored_by_hand_the_same(self):
        rows = [["region", "indicator", "year", "value", "source"],
                ["450100", "poor_living_aid_share", "2015", "40", "手工"],
                ["450100", "urban_household_engel_coefficient", "2015", "45.5",
                 "手工"],
                ["450100", "rural_household_engel_coefficient", "2015", "41",
                 "手工"]]
        path = self.path / "nanning.csv"
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        other = self.path / "nanning.db"
        self.ok("import", "--db", other, path)
        got = json.loads(self.ok("evaluate", "nanning-2011", "--year", "2015",
                                 "--db", other, "--format", "json"))
        self.assertAlmostEqual(
            got["score"], (4 * 80 + 5 * 4200 / 45.5 + 5 * 100) / 14, 9)
        book = self.path / "nanning.xlsx"
        self.ok("report", "nanning-2011", "--year", "2015", "--db", other,
                "-o", book)
        with zipfile.ZipFile(book) as archive:
            strings = archive.read("xl/sharedStrings.xml").decode()
        for piece in ("nanning-2011，第 1 版", "第 20 项 4 %",
                      "计分方法 实现程度法（内置 序时进度法）"):
            self.assertIn(piece, strings)

    def test_judgements_are_used_and_told(self):
        listed = self.evaluate()["indicators"]
        codes = [i["code"] for i in listed]
        rows = "".join(
            f"    - {{指标: {code}, 判断: \"{' '.join(['1'] * len(codes))}\"}}\n"
            for code in codes)
        path = self.write("judged.yaml", "规则集: judged\n版本: 1\n判断矩阵:\n"
                          "  行:\n" + rows)
        got = self.evaluate("--ruleset", path)
        self.assertEqual(got["ruleset"]["weighting"], "ahp")
        self.assertAlmostEqual(got["ruleset"]["ahp"]["lambda_max"], len(codes),
                               9)
        self.assertAlmostEqual(got["score"], self.evaluate()["score"], 9)

    def test_entropy_without_all_figures_is_refused_by_name(self):
        path = self.write("entropy.yaml",
                          "规则集: entropy\n版本: 1\n权重方法: 熵权\n")
        done = run("evaluate", *LUOJIANG, "--db", self.db, "--ruleset", path)
        self.assertEqual(done.returncode, 3)
        self.assertIn("FYP-549", done.stderr)
        for command in ("compare", "outlook"):
            self.ok(command, *LUOJIANG, "--db", self.db, "--ruleset", path)

    def test_a_ruleset_has_no_say_about_a_bare_series(self):
        for command in ("compare", "outlook"):
            done = run(command, "--series", "2020:82,2023:86", "--target",
                       ">=90", "--end", "2025", "--ruleset", "house")
            self.assertEqual(done.returncode, 2, done.stdout)


def main():
    global FYP, ROOT
    FYP, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])


if __name__ == "__main__":
    main()
