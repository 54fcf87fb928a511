# SPDX-License-Identifier: GPL-3.0-or-later
"""`fyp regions` from outside: the JSON, the CSV, what a reader sees.

    /usr/bin/python3 tests/cli/test_regions.py FYP SOURCE_ROOT

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
HEAD = "地区,指标,年份,数值,单位,分子,分母,来源\n"
KEYS = ["plan", "region", "year", "stage", "target_version", "title",
        "region_name", "score", "method", "demonstration", "data_notice",
        "subregions", "each_subregion", "totals", "spread", "heatmap"]


def run(*arguments):
    return subprocess.run([FYP, *map(str, arguments)], capture_output=True,
                          encoding="utf-8", check=False)


class Regions(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.db = self.folder / "fyp.db"

    def take_in(self, *paths):
        done = run("import", "--db", self.db, *paths)
        self.assertEqual(done.returncode, 0, done.stderr)

    def samples(self):
        self.take_in(*sorted((ROOT / "data/samples").glob("*leshan*.csv")))

    def rows(self, *rows):
        path = self.folder / f"rows{len(list(self.folder.iterdir()))}.csv"
        path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
        self.take_in(path)

    def ok(self, plan, year, *more):
        done = run("regions", plan, "--year", year, "--db", self.db, *more)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, "")
        return done.stdout

    def read(self, plan, year, *more):
        return json.loads(self.ok(plan, year, "--format", "json", *more))

    def total(self, answer, code, region):
        places = next(t for t in answer["totals"] if t["code"] == code)
        return next(p for p in places["places"] if p["region"] == region)


class Samples(Regions):
    def test_keys_stand_in_their_order(self):
        self.samples()
        answer = self.read("leshan-2023", 2024)
        self.assertEqual(list(answer), KEYS)
        self.assertTrue(answer["demonstration"])
        self.assertEqual(answer["stage"], "midterm")

    def test_towns_a_county_and_the_city_stand_beside_their_totals(self):
        self.samples()
        answer = self.read("leshan-2023", 2024)
        county = self.total(answer, "nursing_bed_share", "511133")
        self.assertEqual(county["parts"], 3)
        self.assertEqual((county["numerator"], county["denominator"]),
                         (82 + 59 + 39, 195 + 131 + 98))
        self.assertAlmostEqual(county["computed"], 100 * 180 / 424, 9)
        self.assertTrue(county["agrees"])
        city = self.total(answer, "nursing_bed_share", "511100")
        self.assertEqual((city["way"], city["parts"]), ("ratio", 11))
        self.assertEqual(city["reported"], 52.6)
        self.assertFalse(city["agrees"])
        self.assertAlmostEqual(city["difference"], 52.6 - city["computed"], 9)

    def test_a_total_changes_no_figure_and_no_score(self):
        self.samples()
        done = run("evaluate", "leshan-2023", "--year", 2024, "--db", self.db,
                   "--format", "json")
        evaluation = json.loads(done.stdout)
        answer = self.read("leshan-2023", 2024)
        self.assertEqual(answer["score"], evaluation["score"])
        for indicator in evaluation["indicators"]:
            if indicator["code"] == "nursing_bed_share":
                self.assertEqual(indicator["value"], 52.6)

    def test_each_sub_region_is_listed_with_its_own_figure(self):
        self.samples()
        each = {e["code"]: e for e in
                self.read("leshan-2023", 2023)["each_subregion"]}
        self.assertEqual(set(each), {"county_support_institution",
                                     "supported_employment_institution"})
        item = each["supported_employment_institution"]
        self.assertEqual((item["met"], item["known"], item["declared"]),
                         (7, 10, 11))
        met = {r["region"]: (r["value"], r["met"]) for r in item["regions"]}
        self.assertEqual(len(met), 11)
        self.assertEqual(met["511102"], (2, True))
        self.assertEqual(met["511113"], (0, False))
        self.assertEqual(met["511132"], (None, None))

    def test_a_missing_county_is_named(self):
        self.samples()
        answer = self.read("leshan-2023", 2023)
        city = self.total(answer, "supported_employment_institution", "511100")
        self.assertTrue(city["incomplete"])
        self.assertEqual(city["missing"],
                         [{"region": "511132", "name": "峨边彝族自治县"}])
        self.assertIn("乐山市的汇总缺 峨边彝族自治县，没有补数",
                      self.ok("leshan-2023", 2023))

    def test_a_sub_region_is_judged_as_another_place(self):
        self.samples()
        answer = self.read("leshan-2023", 2024)
        done = run("evaluate", "leshan-2023", "--year", 2024, "--db", self.db,
                   "--region", "511112", "--format", "json")
        evaluation = json.loads(done.stdout)
        item = next(s for s in answer["subregions"]
                    if s["region"] == "511112")
        self.assertAlmostEqual(item["score"], evaluation["score"], 9)
        status = {i["code"]: i["status"] for i in evaluation["indicators"]}
        for line in answer["heatmap"]["indicators"]:
            cell = next(c for c in line["cells"] if c["region"] == "511112")
            self.assertEqual(cell["status"], status[line["code"]])

    def test_the_map_is_whole(self):
        self.samples()
        heatmap = self.read("leshan-2023", 2024)["heatmap"]
        self.assertEqual(len(heatmap["regions"]), 11)
        self.assertEqual(len(heatmap["indicators"]), 30)
        for line in heatmap["indicators"]:
            self.assertEqual([c["region"] for c in line["cells"]],
                             heatmap["regions"])

    def test_ranks_are_shared_and_worst_regions_named(self):
        self.samples()
        answer = self.read("leshan-2023", 2024)
        ranks = [s["rank"] for s in answer["subregions"]]
        self.assertEqual(ranks[:6], [1, 1, 1, 1, 1, 6])
        spread = {s["code"]: s for s in answer["spread"]}
        beds = spread["nursing_bed_share"]
        self.assertEqual(beds["weights"], "denominators")
        self.assertEqual([r["name"] for r in beds["worst"]], ["金口河区"])
        self.assertAlmostEqual(
            beds["mean"],
            self.total(answer, "nursing_bed_share", "511100")["computed"], 1)
        self.assertAlmostEqual(beds["max_min_ratio"],
                               beds["max"] / beds["min"], 12)

    def test_csv_has_one_row_an_indicator_and_place(self):
        self.samples()
        text = self.ok("leshan-2023", 2024, "--format", "csv")
        rows = list(csv.DictReader(text.splitlines()))
        self.assertEqual(len(rows), 30 * (1 + 11 + 3))
        city = next(r for r in rows if r["code"] == "nursing_bed_share"
                    and r["subregion"] == "511100")
        self.assertEqual((city["way"], city["agrees"], city["worst"]),
                         ("ratio", "false", "金口河区"))
        self.assertIn("示例数据", city["data_notice"])

    def test_a_reader_sees_what_it_is_and_that_figures_are_made_up(self):
        self.samples()
        text = self.ok("leshan-2023", 2024)
        lines = text.splitlines()
        self.assertEqual(lines[0], "示例数据，非真实统计")
        self.assertIn("下级地区", lines[1])
        self.assertIn("2024年", lines[2])
        for words in ("分子之和 ÷ 分母之和", "不符", "金口河区", "威廉森"):
            self.assertIn(words, text)
        text = self.ok("leshan-2023", 2024, "--lang", "en")
        for words in ("Demonstration data", "differ", "Ranking"):
            self.assertIn(words, text)


class OwnFigures(Regions):
    def test_nothing_below_the_place_is_told_with_a_number(self):
        self.rows("510604,skills_training,2023,8,人,,,统计年报")
        done = run("regions", "luojiang-2021", "--year", 2023, "--db", self.db)
        self.assertEqual(done.returncode, 3)
        self.assertEqual(done.stdout, "")
        self.assertIn("FYP-558", done.stderr)

    def test_towns_of_a_plan_that_declares_none_are_found_by_their_codes(self):
        self.rows("510604001,skills_training,2023,8,人,,,统计年报",
                  "510604002,skills_training,2022,5,人,,,统计年报",
                  "510604002,skills_training,2023,6,人,,,统计年报",
                  "510604,skills_training,2022,5,人,,,统计年报",
                  "510605001,skills_training,2023,99,人,,,统计年报")
        answer = self.read("luojiang-2021", 2023)
        self.assertFalse(answer["demonstration"])
        self.assertIsNone(answer["data_notice"])
        place = self.total(answer, "skills_training", "510604")
        self.assertEqual((place["reported"], place["computed"]), (5, 19))
        self.assertTrue(place["reported_incomplete"])
        self.assertIsNone(place["agrees"])
        # a sum of years with a gap is incomplete in each town already
        self.assertEqual([p["region"] for p in place["incomplete_parts"]],
                         ["510604001", "510604002"])
        line = next(i for i in answer["heatmap"]["indicators"]
                    if i["code"] == "skills_training")
        self.assertTrue(line["whole_place"])
        self.assertEqual({c["status"] for c in line["cells"]}, {"monitor"})
        self.assertIn("整个地区的总量目标", self.ok("luojiang-2021", 2023))

    def test_a_growth_is_weighed_by_the_declared_series(self):
        self.rows("510604001,income_growth,2023,8,%,,,统计年报",
                  "510604002,income_growth,2023,4,%,,,统计年报",
                  "510604001,certified_disabled_persons,2023,300,人,,,年报",
                  "510604002,certified_disabled_persons,2023,100,人,,,年报")
        answer = self.read("luojiang-2021", 2023)
        place = self.total(answer, "income_growth", "510604")
        self.assertEqual((place["way"], place["computed"]),
                         ("weighted_mean", 7))
        line = next(s for s in answer["spread"]
                    if s["code"] == "income_growth")
        self.assertEqual((line["weights"], line["mean"]), ("series", 7))

    def test_a_plain_mean_is_marked(self):
        self.rows("510604001,income_growth,2023,8,%,,,统计年报",
                  "510604002,income_growth,2023,4,%,,,统计年报")
        answer = self.read("luojiang-2021", 2023)
        place = self.total(answer, "income_growth", "510604")
        self.assertEqual((place["way"], place["computed"]), ("plain_mean", 6))
        self.assertIn("※ 简单平均", self.ok("luojiang-2021", 2023))

    def test_a_small_difference_is_never_rounded_away(self):
        self.rows("510604,rehabilitation_coverage,2023,90,%,,,统计年报",
                  "510604001,rehabilitation_coverage,2023,,%,900001,1000000,x",
                  "510604002,rehabilitation_coverage,2023,,%,900000,1000000,x")
        text = self.ok("luojiang-2021", 2023)
        self.assertIn("90.00005", text)
        self.assertIn("-0.00005", text)

    def test_nonsense_is_a_usage_error(self):
        for arguments in ((), ("luojiang-2021",), ("--year", 2023),
                          ("luojiang-2021", "x", "--year", 2023)):
            done = run("regions", *arguments)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertIn("FYP-904", done.stderr)
        done = run("regions", "luojiang-2021", "--year", 2023, "--region", "x")
        self.assertEqual(done.returncode, 2)

    def test_a_name_that_would_be_a_formula_is_marked(self):
        plan = self.folder / "leshan-2023.yaml"
        text = (ROOT / "indicators/plans/leshan-2023.yaml").read_text("utf-8")
        plan.write_text(text.replace("名称: 沙湾区", '名称: "=沙湾区"'),
                        encoding="utf-8")
        self.samples()
        rows = list(csv.DictReader(self.ok(
            plan, 2024, "--format", "csv").splitlines()))
        self.assertIn("'=沙湾区", {r["subregion_name"] for r in rows})


if __name__ == "__main__":
    FYP, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
