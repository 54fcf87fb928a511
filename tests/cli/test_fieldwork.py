# SPDX-License-Identifier: GPL-3.0-or-later
"""Third-party work from outside: fyp sample, verify and survey against the
twin of tests/engine/fieldwork_twin.py on random files, and every kind of bad
row and file with its number and line.

    /usr/bin/python3 tests/cli/test_fieldwork.py FYP SOURCE_ROOT

Standard library only.
"""

import csv
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest
from fractions import Fraction

FYP = ""
ROOT = pathlib.Path()
TWIN = None
PLAN = "luojiang-2021"
PENSION = "pension_insurance_coverage"  # a level in %, 97.14 in 2023
DEMO = "示例数据，非真实统计"


def run(*arguments):
    return subprocess.run([FYP, *map(str, arguments)], capture_output=True,
                          encoding="utf-8", check=False)


class Fieldwork(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.db = self.folder / "fyp.db"
        self.random = random.Random(23851)

    def table(self, rows, name="t.csv"):
        path = self.folder / name
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    def answer(self, *arguments, code=0):
        done = run(*arguments, "--format", "json")
        self.assertEqual(done.returncode, code, done.stderr)
        return json.loads(done.stdout)

    def near(self, got, expected, places=8):
        if expected is None:
            self.assertIsNone(got)
        else:
            self.assertAlmostEqual(got, expected, places)

    def sample(self, path, *more, code=0):
        return self.answer("sample", PLAN, PENSION, "--sites", path, *more,
                           code=code)

    def verify(self, path, *more, code=0):
        if not self.db.exists():
            done = run("import", "--db", self.db, ROOT / "data" / "samples" /
                       f"示例数据_{PLAN}.csv")
            self.assertEqual(done.returncode, 0, done.stderr)
        return self.answer("verify", PLAN, "--db", self.db, "--year", 2023,
                           "--sample", path, *more, code=code)

    def survey(self, path, *more, code=0):
        return self.answer("survey", PLAN, "--year", 2023, "--answers", path,
                           *more, code=code)


class Twin(Fieldwork):
    def test_selections_are_those_of_the_twin(self):
        for count in (1, 2, 7, 60, 411, 3200):
            seed = self.random.randrange(1 << 64)
            path = self.table([["抽样点", "电话"]] +
                              [[f"村{i}", "1"] for i in range(count)])
            for confidence, margin in ((0.95, 0.05), (0.9, 0.137)):
                got = self.sample(path, "--seed", seed, "--confidence",
                                  confidence, "--margin", margin)
                size = TWIN.sample_size(count, confidence, margin)
                self.assertEqual(got["size"], size)
                self.assertEqual(
                    [site["site"] for site in got["sites"]],
                    [f"村{i}" for i in TWIN.select(seed, count, size)])
                self.assertEqual([site["draw"] for site in got["sites"]],
                                 list(range(1, size + 1)))

    def test_recounts_are_those_of_the_twin(self):
        for _ in range(25):
            rows, pairs, cases = [], [], [0, 0]
            for i in range(self.random.randrange(1, 30)):
                x = self.random.randrange(0, 20000)
                y = max(0, x + self.random.randrange(-4000, 3000))
                checked = self.random.randrange(1, 12)
                confirmed = self.random.randrange(0, checked + 1)
                pairs.append((f"{x / 100:.2f}", f"{y / 100:.2f}"))
                cases = [cases[0] + confirmed, cases[1] + checked]
                rows.append([PENSION, f"s{i}", *pairs[-1], checked, confirmed])
            got = self.verify(self.table(
                [["indicator", "site", "reported", "recounted", "checked",
                  "confirmed"]] + rows))["indicators"][0]
            factor = got["verification_factor"]
            for key, value in zip(("factor", "standard_error", "low", "high"),
                                  TWIN.ratio(pairs)):
                self.near(factor[key], value)
            low, high = TWIN.share_limits(*cases)
            share = got["verified_share"]
            self.near(share["low"], low)
            self.near(share["high"], high)
            off = sum(abs(Fraction(y) - Fraction(x)) > Fraction(x) / 10
                      for x, y in pairs)
            self.assertEqual(got["sites_off"]["off"], off)
            self.assertEqual(
                got["verdict"], "over_reported" if 0.9714 > high else
                "under_reported" if 0.9714 < low else "consistent")

    def test_answers_are_summed_as_the_twin_does(self):
        for _ in range(15):
            rows, cells = [], {}
            for i in range(self.random.randrange(1, 60)):
                for question in ("服务", "态度"):
                    group = self.random.choice(("城镇", "农村", ""))
                    answer = self.random.choice(("", 1, 2, 3, 4, 5))
                    rows.append([f"r{i}", question, group, answer])
                    for key in {(question, None), (question, group or None)}:
                        cells.setdefault(key, []).append(answer)
            got = self.survey(self.table(
                [["受访者", "问题", "分组", "回答"]] + rows))["results"]
            self.assertEqual(len(got), len(cells))
            for item in got:
                answers = cells[item["question"], item["group"]]
                given = [a for a in answers if a != ""]
                scaled = [Fraction(100 * (a - 1), 4) for a in given]
                self.assertEqual(item["n"], len(given))
                self.assertAlmostEqual(item["response_rate"],
                                       len(given) / len(answers))
                for key, value in zip(("mean", "mean_low", "mean_high"),
                                      TWIN.mean_limits(scaled)):
                    self.near(item[key], value, 7)
                self.assertEqual(item["satisfied"]["count"],
                                 sum(a >= 4 for a in given))


class BadRows(Fieldwork):
    """Each with its line and number; the other rows are used."""

    def told(self, done, number, line):
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn(f"t.csv:{line}: FYP-{number:03d}", done.stderr)

    def test_sites(self):
        for row, number in ((["", "x"], 321), (["a", "x"], 534),
                            (["b"], 320)):
            path = self.table([["编号", "名称"], ["a", "x"], row])
            done = run("sample", PLAN, 6, "--sites", path, "--seed", 1)
            self.told(done, number, 3)

    def test_recounts(self):
        good = [PENSION, "a", "10", "9", "", ""]
        self.verify(self.table([["指标", "抽样点", "上报数", "复核数",
                                 "抽查数", "属实数"], good]))
        for row, number in (
                ([PENSION, "a", "1", "1", "", ""], 534),
                (["", "b", "1", "1", "", ""], 321),
                ([PENSION, "", "1", "1", "", ""], 321),
                (["sports", "b", "1", "1", "", ""], 538),
                ([PENSION, "b", "1", "", "", ""], 536),
                ([PENSION, "b", "", "", "5", ""], 536),
                ([PENSION, "b", "", "", "", ""], 321),
                ([PENSION, "b", "-1", "1", "", ""], 535),
                ([PENSION, "b", "1e300", "1", "", ""], 535),
                ([PENSION, "b", "NaN", "1", "", ""], 535),
                ([PENSION, "b", "", "", "5.5", "1"], 535),
                ([PENSION, "b", "", "", "1000001", "1"], 535),
                ([PENSION, "b", "", "", "5", "6"], 537)):
            path = self.table([["指标", "抽样点", "上报数", "复核数",
                                "抽查数", "属实数"], good, row])
            done = run("verify", PLAN, "--db", self.db, "--year", 2023,
                       "--sample", path)
            self.told(done, number, 3)

    def test_answers(self):
        for row, number in ((["", "q", "3"], 321), (["b", "", "3"], 321),
                            (["b", "q", "6"], 539), (["b", "q", "4.5"], 539),
                            (["b", "q", "基本满意"], 539),
                            (["b", "q", "0"], 539), (["a", "q", "3"], 534)):
            path = self.table([["受访者", "问题", "回答"], ["a", "q", "5"],
                               row])
            done = run("survey", PLAN, "--year", 2023, "--answers", path)
            self.told(done, number, 3)

    def test_words_are_answers_on_five_points_only(self):
        path = self.table([["受访者", "问题", "回答"], ["a", "q", "很满意"],
                           ["b", "q", "不满意"], ["c", "q", "拒答"]])
        self.near(self.survey(path)["results"][0]["mean"], 62.5)
        done = run("survey", PLAN, "--year", 2023, "--answers", path,
                   "--scale", "0-10")
        self.assertEqual(done.returncode, 4)
        self.assertIn("t.csv:2: FYP-539", done.stderr)


class BadFiles(Fieldwork):
    def refused(self, number, code, *arguments):
        done = run(*arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertIn(f"FYP-{number:03d}", done.stderr)

    def test_files_that_cannot_be_used_are_refused_whole(self):
        for rows, number in (([["名称"], ["x"]], 531),
                             ([["抽样点", "编号"], ["x", "y"]], 311),
                             ([["抽样点"]], 532), ([], 301),
                             ([["抽样点"], [" "], [""]], 532)):
            path = self.table(rows)
            self.refused(number, 3, "sample", PLAN, 6, "--sites", path,
                         "--seed", 1)
        path = self.table([["受访者", "问题", "回答", "电话"],
                           ["a", "q", "5", "1"]])
        self.refused(310, 3, "survey", PLAN, "--year", 2023, "--answers", path)
        path = self.table([["受访者", "问题", "回答（分）"], ["a", "q", "5"]])
        self.refused(310, 3, "survey", PLAN, "--year", 2023, "--answers", path)
        self.refused(10, 3, "survey", PLAN, "--year", 2023, "--answers",
                     self.folder / "none.csv")

    def test_command_lines(self):
        path = self.table([["抽样点"], ["x"]])
        sample = ("sample", PLAN, 6, "--sites", path)
        self.refused(904, 2, *sample)
        self.refused(904, 2, "sample", PLAN, 6, "--seed", 1)
        self.refused(530, 2, "sample", PLAN, "sports", "--sites", path,
                     "--seed", 1)
        for option, value in (("--seed", "-1"), ("--seed", "1x"),
                              ("--seed", "18446744073709551616"),
                              ("--confidence", "1"), ("--confidence", "95"),
                              ("--margin", "0"), ("--margin", "nan"),
                              ("--share", "0")):
            self.refused(903, 2, *sample, "--seed", 1, option, value)
        path = self.table([["受访者", "问题", "回答"], ["a", "q", "5"],
                           ["b", "q", "5"]])
        survey = ("survey", PLAN, "--year", 2023, "--answers", path)
        for option, value in (("--scale", "5-1"), ("--scale", "5"),
                              ("--scale", "1-5x"), ("--invited", "0"),
                              ("--invited", "1")):
            self.refused(903, 2, *survey, option, value)
        self.refused(501, 2, "survey", PLAN, "--year", 2020, "--answers", path)
        self.refused(904, 2, "survey", PLAN, "--answers", path)


class Results(Fieldwork):
    def test_the_file_is_named_with_its_hash(self):
        path = self.table([["抽样点"], ["x"], ["y"]])
        got = self.sample(path, "--seed", 5)
        self.assertEqual(got["file"]["path"], str(path))
        self.assertRegex(got["file"]["sha256"], "^[0-9a-f]{64}$")
        self.assertEqual(got["seed"], "5")

    def test_the_same_seed_gives_the_same_bytes(self):
        path = self.table([["抽样点"]] + [[f"v{i}"] for i in range(90)])
        for form in ("text", "json", "csv"):
            outputs = {run("sample", PLAN, 6, "--sites", path, "--seed",
                           18446744073709551615, "--format", form).stdout
                       for _ in range(2)}
            self.assertEqual(len(outputs), 1)

    def test_a_verification_changes_nothing_in_the_store(self):
        path = self.table([["指标", "抽样点", "抽查数", "属实数"],
                           [PENSION, "a", "50", "31"]])
        got = self.verify(path)
        before = self.db.read_bytes()
        self.assertEqual(got["indicators"][0]["verdict"], "over_reported")
        self.assertEqual(got["indicators"][0]["reported"], 97.14)
        self.verify(path)
        self.assertEqual(self.db.read_bytes(), before)

    def test_demonstration_figures_are_marked(self):
        path = self.table([["指标", "抽样点", "抽查数", "属实数"],
                           [PENSION, "a", "50", "31"]])
        self.assertEqual(self.verify(path)["data_notice"], DEMO)
        for form in ("text", "csv"):
            self.assertIn(DEMO, run("verify", PLAN, "--db", self.db, "--year",
                                    2023, "--sample", path, "--format",
                                    form).stdout)

    def test_formulas_in_names_do_not_reach_a_spreadsheet(self):
        path = self.table([["抽样点", "名称"], ["a", "=1+1"]])
        text = run("sample", PLAN, 6, "--sites", path, "--seed", 1,
                   "--format", "csv").stdout
        self.assertIn("'=1+1", text)


if __name__ == "__main__":
    FYP, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
    sys.path.insert(0, str(ROOT / "tests" / "engine"))
    sys.dont_write_bytecode = True
    import fieldwork_twin
    TWIN = fieldwork_twin
    unittest.main(argv=sys.argv[:1])
