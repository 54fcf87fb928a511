#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hand-computed checks of the naive twin. Every expected number is worked
out in the comment beside it. Plan 2020 -> 2025: elapsed shares 0.2 0.4 0.6
0.8 1 for 2021 .. 2025."""
import unittest
from fractions import Fraction

import methods_twin as twin

R = "510604"


def indicator(kind="level", comparator=">=", value="81.9", baseline=None,
              source="table", bound=None, milestones=(), path="linear", **more):
    target = {"kind": "value", "comparator": comparator, "value": value,
              "reference": None, "reference_region": None,
              "tolerance": None, "decimals": None}
    target.update(more.pop("target", {}))
    ind = {"no": "1", "code": "a", "name": "A", "unit": "分",
           "category": None, "attribute": None, "kind": kind,
           "baseline": {"value": baseline, "comparator": bound,
                        "source": source if baseline else "none"},
           "target": target, "path": path,
           "milestones": [{"year": y, "comparator": comparator, "value": v}
                          for y, v in milestones],
           "each_subregion": False, "range": None}
    ind.update(more)
    return ind


def series(values, code="a", region=R, basis="year"):
    return [{"region": region, "indicator": code, "year": y, "value": v,
             "basis": basis} for y, v in values.items()]


def plan_of(*indicators, **more):
    plan = {"id": "p", "region": R, "baseline_year": 2020, "end_year": 2025,
            "published_year": None, "subregions": [],
            "indicators": list(indicators)}
    plan.update(more)
    return plan


def one(ind, values, year, **options):
    figures = values if isinstance(values, list) else series(values)
    extra = options.pop("plan", {})
    return twin.evaluate(plan_of(ind, **extra), figures, year,
                         **options)["indicators"][0]


class Case(unittest.TestCase):
    def near(self, got, want):
        self.assertIsNotNone(got)
        self.assertAlmostEqual(got, want, delta=1e-12 * max(1, abs(want)))

    def row(self, r, status, pace=None, score=None, flags=None):
        self.assertEqual(r["status"], status)
        if pace is not None:
            self.near(r["pace"], pace)
        if score is not None:
            self.near(r["score"], score)
        if flags is not None:
            self.assertEqual(r["flags"], flags)


class Comparing(Case):
    """Section 1."""

    def test_five_times_0_004_is_0_02(self):
        five = {y: "0.004" for y in range(2021, 2026)}
        r = one(indicator("cumulative", ">=", "0.02"), five, 2025)
        self.row(r, "achieved", 1, 100, [])
        # strict: met not, mere threshold, 100 capped at 99
        r = one(indicator("cumulative", ">", "0.02"), five, 2025)
        self.row(r, "not_achieved", 1, 99, ["at_threshold"])

    def test_equal_within_1e_9_of_the_larger(self):
        # tolerance at 30 is 3e-8
        for x, c, met in (("29.99999998", ">=", True),
                          ("29.99999996", ">=", False),
                          ("30.00000002", ">", False),
                          ("30.00000004", ">", True),
                          ("30.00000002", "<=", True),
                          ("29.99999998", "<", False),
                          ("29.99999998", "=", True)):
            r = one(indicator("level", c, "30"), {2025: x}, 2025)
            self.assertEqual(r["met"], met, (x, c))

    def test_equality_holds_for_the_bands(self):
        # b 0, T 100, t 2023: e 60. x = 54 - 5e-9: pace 0.9 - 8.3e-11, which
        # is within 9e-10 of 0.90
        r = one(indicator(value="100", baseline="0"), {2023: "53.999999995"},
                2023)
        self.row(r, "on_track")

    def test_rounded_is_half_even_to_the_targets_decimals(self):
        # 14.285 -> 14.28 (8 is even) ; 14.275 -> 14.28 ; 14.265 -> 14.26
        for x, met in (("14.285", True), ("14.275", True), ("14.265", False)):
            r = one(indicator("level", ">=", "14.28"), {2025: x}, 2025,
                    compare="rounded")
            self.assertEqual(r["met"], met, x)
            r = one(indicator("level", ">=", "14.28"), {2025: x}, 2025)
            self.assertEqual(r["met"], x == "14.285", x)

    def test_rounded_to_hundreds(self):
        # decimals -2: 1749 -> 1700, 1750 -> 1800 (18 even), 1850 -> 1800
        for x, met in (("1749", False), ("1750", True), ("1850", True)):
            r = one(indicator("level", "=", "1800", target={"decimals": -2}),
                    {2025: x}, 2025, compare="rounded")
            self.assertEqual(r["met"], met, x)

    def test_a_bare_number_is_inferred(self):
        # (a first figure in y1 that meets T is its own proxy: maintained)
        r = one(indicator("level", None, "81.9"), {2025: "81.9"}, 2025)
        self.row(r, "achieved", flags=["maintained", "inferred"])
        self.assertEqual(r["comparator"], ">=")


class LevelLine(Case):
    """Section 4 with b = 52.4, T = 81.9 (distance 29.5).
    2023: e = 52.4 + 0.6 * 29.5 = 70.1, due distance 17.7."""
    ind = staticmethod(lambda **k: indicator(baseline="52.4", **k))

    def test_rows_of_the_table(self):
        for x, status, pace in (
                ("81.9", "achieved", 29.5 / 17.7),
                ("71.87", "ahead", 1.10),          # 19.47/17.7 = 1.10 exactly
                ("71.86", "on_track", 19.46 / 17.7),
                ("70.1", "on_track", 1),
                ("68.33", "on_track", 0.90),       # 15.93/17.7 = 0.90 exactly
                ("68.32", "behind", 15.92 / 17.7),
                ("65.31", "behind", 12.91 / 17.7)):
            r = one(self.ind(), {2023: x}, 2023)
            self.row(r, status, pace, min(100, 100 * pace), [])
            self.near(r["expected_value"], 70.1)

    def test_progress_expected_lead(self):
        # p = 12.91/29.5, q = 0.6
        r = one(self.ind(), {2023: "65.31"}, 2023)
        self.near(r["progress"], 12.91 / 29.5)
        self.near(r["expected"], 0.6)
        self.near(r["lead"], 12.91 / 29.5 - 0.6)

    def test_regressed_and_no_floor_for_pace(self):
        # x = 50.63: 1 - 19.47/17.7 = -0.1
        r = one(self.ind(), {2023: "50.63"}, 2023)
        self.row(r, "behind", -0.1, 0, ["regressed"])

    def test_no_data(self):
        r = one(self.ind(), {2022: "61", 2024: "77"}, 2023)
        self.row(r, "no_data")
        self.assertIsNone(r["score"])
        self.assertIsNone(r["pace"])
        self.near(r["expected"], 0.6)

    def test_lower_is_better(self):
        # b 31.7, T 18.2, 2022: e = 31.7 - 0.4*13.5 = 26.3;
        # (31.7 - 27.11)/5.4 = 4.59/5.4 = 0.85
        r = one(indicator("level", "<=", "18.2", "31.7"), {2022: "27.11"}, 2022)
        self.row(r, "behind", 0.85, 85, [])
        r = one(indicator("level", "<=", "18.2", "31.7"), {2022: "32"}, 2022)
        self.row(r, "behind", -0.3 / 5.4, 0, ["regressed"])

    def test_equals_target_takes_its_sign_from_the_baseline(self):
        # down: b 31.7, T 18.2, 2022 e = 26.3, x = 25.22: 6.48/5.4 = 1.2
        r = one(indicator("level", "=", "18.2", "31.7"), {2022: "25.22"}, 2022)
        self.row(r, "ahead", 1.2, 100, [])
        # final, overshot: 17.0 <> 18.2: pace 1 + 1.2/13.5, not met, 99
        r = one(indicator("level", "=", "18.2", "31.7"), {2025: "17.0"}, 2025)
        self.row(r, "not_achieved", 1 + 1.2 / 13.5, 99, [])
        # never exceeded
        r = one(indicator("level", "=", "18.2", "31.7"), {2025: "18.2"}, 2025)
        self.row(r, "achieved", 1, 100, [])

    def test_least_scale(self):
        # b 81.4, T 81.9: due 0.6*0.5 = 0.3 < 0.02*81.9 = 1.638.
        # e = 81.7, x = 81.29: 1 - 0.41/1.638
        r = one(indicator(baseline="81.4"), {2023: "81.29"}, 2023)
        self.row(r, "behind", 1 - 0.41 / 1.638, 100 - 41 / 1.638, ["regressed"])
        # least_scale 0.05: scale 4.095, pace 1 - 0.41/4.095 = 0.89988
        r = one(indicator(baseline="81.4"), {2023: "81.29"}, 2023,
                ruleset={"least_scale": 0.05})
        self.row(r, "behind", 1 - 0.41 / 4.095)

    def test_target_zero(self):
        # b 7.3, T 0, 2023: e = 2.92, due 4.38, x 3.65: 3.65/4.38
        r = one(indicator("level", "<=", "0", "7.3"), {2023: "3.65"}, 2023)
        self.row(r, "behind", 3.65 / 4.38, 365 / 4.38)
        # b = T = 0: maintain, scale 0: pace 1 met, 0 not met
        r = one(indicator("level", "<=", "0", "0"), {2023: "0"}, 2023)
        self.row(r, "on_track", 1, 100, ["maintained"])
        r = one(indicator("level", "<=", "0", "0"), {2023: "0.07"}, 2023)
        self.row(r, "behind", 0, 0, ["regressed", "lost"])
        # final: anything beyond 0 is "at least 1 % of 0" beyond
        r = one(indicator("level", "<=", "0", "7.3"), {2025: "-0.4"}, 2025)
        self.row(r, "exceeded", score=100)

    def test_bound_baseline(self):
        r = one(self.ind(bound=">"), {2023: "65.31"}, 2023)
        self.row(r, "behind", 12.91 / 17.7, flags=["bound"])
        self.assertEqual(r["baseline"], 52.4)

    def test_observed_baseline(self):
        r = one(indicator(), {2020: "52.4", 2023: "65.31"}, 2023)
        self.row(r, "behind", 12.91 / 17.7)
        self.assertEqual(r["baseline_source"], "observed")
        # a printed one stands before it
        r = one(self.ind(source="prose"), {2020: "60", 2023: "65.31"}, 2023)
        self.row(r, "behind", 12.91 / 17.7)
        self.assertEqual(r["baseline_source"], "prose")

    def test_retrospective(self):
        r = one(self.ind(), {2021: "60"}, 2021, plan={"published_year": 2022})
        self.assertEqual(r["flags"], ["retrospective"])
        r = one(self.ind(), {2022: "60"}, 2022, plan={"published_year": 2022})
        self.assertEqual(r["flags"], [])

    def test_annual_in_the_last_year_is_not_final(self):
        # e = T, x = 79.54: 27.14/29.5 = 0.92
        r = one(self.ind(), {2025: "79.54"}, 2025, stage="annual")
        self.row(r, "on_track", 0.92, 92)
        r = one(self.ind(), {2025: "79.54"}, 2025)
        self.row(r, "not_achieved", 0.92, 92)


class Milestones(Case):
    """b 52.4, T 81.9, milestone 2023: 58.3 (20 % of the way).
    2022: e = 52.4 + 5.9*2/3 = 56.3333; 2024: e = 58.3 + 23.6/2 = 70.1."""
    @staticmethod
    def ind(comparator=">=", **k):
        return indicator(comparator=comparator, baseline="52.4",
                         milestones=[(2023, "58.3")], **k)

    def test_line_through_the_milestone(self):
        # 2022: x = 55.35: 2.95/(5.9*2/3) = 0.75
        self.row(one(self.ind(), {2022: "55.35"}, 2022), "behind", 0.75, 75, [])
        r = one(self.ind(), {2024: "70.1"}, 2024)
        self.row(r, "on_track", 1, 100, [])
        self.near(r["expected"], 0.6)               # 17.7/29.5

    def test_hit_exactly_is_enough_under_a_strict_comparator(self):
        self.row(one(self.ind(">"), {2023: "58.3"}, 2023), "on_track", 1, 100, [])

    def test_missed_is_behind_but_the_score_stays(self):
        # 58.01: 5.61/5.9 = 0.95085 would be on_track
        r = one(self.ind(), {2023: "58.01"}, 2023)
        self.row(r, "behind", 5.61 / 5.9, 561 / 5.9, ["milestone_missed"])

    def test_an_old_milestone_counts_with_todays_value(self):
        r = one(self.ind(), {2023: "57", 2024: "70.1"}, 2024)
        self.row(r, "on_track", flags=[])

    def test_met_but_milestone_missed(self):
        # milestone 90 above T 81.9: target met, milestone missed
        ind = indicator(baseline="52.4", milestones=[(2023, "90")])
        r = one(ind, {2023: "83"}, 2023)
        self.row(r, "behind", 30.6 / 37.6, 100, ["milestone_missed"])
        self.assertIs(r["met"], True)
        # final stage: flag only
        r = one(ind, {2025: "82"}, 2025)
        self.row(r, "achieved", 29.6 / 29.5, 100, ["milestone_missed"])

    def test_a_milestone_in_y0_or_y1_is_none(self):
        ind = indicator(baseline="52.4",
                        milestones=[(2020, "99"), (2025, "99")])
        self.row(one(ind, {2023: "70.1"}, 2023), "on_track", 1, 100, [])


class Maintain(Case):
    """b 97.43 >= T 95: e = T in every year, scale 0.02*95 = 1.9."""
    ind = staticmethod(lambda c=">=", b="97.43", **k:
                       indicator("level", c, "95", b, **k))

    def test_four_flags(self):
        for values, status, pace, score, flags in (
                ({2021: "96.2", 2022: "96.2"}, "on_track", 1 + 1.2 / 1.9, 100,
                 ["regressed", "maintained"]),
                ({2021: "97.5", 2022: "97.43"}, "on_track", 1 + 2.43 / 1.9,
                 100, ["slipping"]),
                ({2021: "93.1", 2022: "94.24"}, "behind", 0.6, 60,
                 ["regressed", "recovering"]),   # 1 - 0.76/1.9 = 0.6
                ({2021: "94.24", 2022: "94.24"}, "behind", 0.6, 60,
                 ["regressed", "lost"])):
            r = one(self.ind(), values, 2022)
            self.row(r, status, pace, score, flags)
            self.assertIsNone(r["progress"])
            self.assertIsNone(r["expected"])

    def test_without_an_earlier_figure_the_baseline_is_compared(self):
        # the figure of y0 itself is not "after y0"
        r = one(self.ind(), {2020: "90", 2023: "96"}, 2023)
        self.row(r, "on_track", flags=["regressed", "slipping"])

    def test_a_little_short_is_on_track(self):
        # 94.905: 1 - 0.095/1.9 = 0.95
        r = one(self.ind(), {2022: "94.905"}, 2022)
        self.row(r, "on_track", 0.95, 95, ["regressed", "lost"])

    def test_strict_target_at_its_own_value(self):
        # b = T = 95 under ">": maintain, pace 1, not met, 99 at most
        r = one(self.ind(">", "95"), {2022: "95"}, 2022)
        self.row(r, "on_track", 1, 99, ["lost", "at_threshold"])

    def test_zero_distance_equals(self):
        # "=" at T = b: s = +1. 96.9: pace 2, not met, never ahead -> behind
        r = one(self.ind("=", "95"), {2022: "96.9"}, 2022)
        self.row(r, "behind", 2, 99, ["recovering"])

    def test_with_milestone(self):
        ind = self.ind(milestones=[(2022, "96.8")])
        r = one(ind, {2022: "96.2"}, 2022)
        self.row(r, "behind", 1 + 1.2 / 1.9, 100,
                 ["regressed", "slipping", "milestone_missed"])

    def test_final(self):
        # 96.2 is 1.26 % beyond T but worse than b -> achieved only
        r = one(self.ind(), {2025: "96.2"}, 2025)
        self.row(r, "achieved", score=100, flags=["regressed", "slipping"])
        # 97.6 beyond by 2.7 % and not worse than b
        r = one(self.ind(), {2025: "97.6"}, 2025)
        self.row(r, "exceeded", score=100, flags=["maintained"])


class Proxy(Case):
    """No baseline. 2021 is empty, f = 2022 with 60.9; T 81.9 (21 away).
    2023: e = 60.9 + 21/3 = 67.9; 2024: 74.9."""

    def test_own_year(self):
        r = one(indicator(), {2022: "60.9"}, 2022)
        self.row(r, "not_assessable", flags=[])
        for name in ("pace", "expected", "progress", "score",
                     "expected_value"):
            self.assertIsNone(r[name])
        self.assertEqual((r["baseline"], r["baseline_source"]),
                         (60.9, "proxy"))

    def test_later_year(self):
        # 2023 x = 66.5: 5.6/7 = 0.8; p = 5.6/21, q = 1/3
        r = one(indicator(), {2022: "60.9", 2023: "66.5"}, 2023)
        self.row(r, "behind", 0.8, 80, [])
        self.near(r["progress"], 5.6 / 21)
        self.near(r["expected"], 1 / 3)
        r = one(indicator(), {2022: "60.9", 2023: "60.2"}, 2023)
        self.row(r, "behind", -0.1, 0, ["regressed"])

    def test_proxy_that_meets_the_target_is_maintained(self):
        r = one(indicator(), {2022: "83.7"}, 2022)
        self.row(r, "on_track", 1 + 1.8 / 1.638, 100, ["maintained"])
        r = one(indicator(), {2022: "83.7", 2023: "82.1"}, 2023)
        self.row(r, "on_track", flags=["regressed", "slipping"])

    def test_a_milestone_due_in_f_kills_the_proxy(self):
        # line from the milestone (2022, 62.9): 2023 e = 62.9 + 19/3 = 69.2333
        # scale 0.02*81.9 = 1.638
        ind = indicator(milestones=[(2022, "62.9")])
        r = one(ind, {2022: "62.9"}, 2022)
        self.row(r, "on_track", 1, 100, [])
        self.assertEqual((r["baseline"], r["baseline_source"]), (None, "none"))
        r = one(ind, {2022: "62.9", 2023: "69"}, 2023)
        self.row(r, "behind", 1 - (19 / 3 - 6.1) / 1.638, flags=[])
        self.assertIsNone(r["progress"])
        # met without any baseline: no distance is known -> pace rows
        r = one(ind, {2023: "82"}, 2023)
        self.row(r, "ahead", score=100)

    def test_a_milestone_after_f_keeps_it(self):
        # (2022, 60.9) -> (2024, 70.3): 2023 e = 65.6
        ind = indicator(milestones=[(2024, "70.3")])
        r = one(ind, {2022: "60.9", 2023: "65.6"}, 2023)
        self.row(r, "on_track", 1, 100, [])

    def test_first_figure_in_the_final_year(self):
        # e = T, b = x: scale 21, pace 1 - 21/21 = 0
        r = one(indicator(), {2025: "60.9"}, 2025)
        self.row(r, "not_achieved", 0, 0, [])
        self.row(one(indicator(), {2025: "60.9"}, 2025, stage="annual"),
                 "not_assessable")


class Cumulative(Case):
    """T 1735 households: 2023 e = 1041."""
    ind = staticmethod(lambda c=">=", **k: indicator("cumulative", c, "1735",
                                                     **k))

    def test_rows(self):
        # 311 + 402 + 328 = 1041
        r = one(self.ind(), {2021: "311", 2022: "402", 2023: "328"}, 2023)
        self.row(r, "on_track", 1, 100, [])
        self.near(r["progress"], 0.6)
        self.assertEqual(r["value"], 1041)
        # 311 + 402 + 1022 = 1735 achieved early
        r = one(self.ind(), {2021: "311", 2022: "402", 2023: "1022"}, 2023)
        self.row(r, "achieved", 1735 / 1041, 100, [])
        # strict: 1735 is not more than 1735 -> ahead
        r = one(self.ind(">"), {2021: "311", 2022: "402", 2023: "1022"}, 2023)
        self.row(r, "ahead", 1735 / 1041, 100, ["at_threshold"])

    def test_to_date(self):
        # to date 2022: 713 stands for 2021 too; + 328; the figure of 2022
        # and the gap of 2021 no longer count
        figures = (series({2022: "713"}, basis="to_date")
                   + series({2022: "402", 2023: "328"}))
        r = one(self.ind(), figures, 2023)
        self.row(r, "on_track", 1, 100, [])
        # a later "to date" replaces the earlier one and all between
        figures += series({2023: "937"}, basis="to_date")
        r = one(self.ind(), figures, 2023)
        self.row(r, "on_track", 937 / 1041)      # 0.90009...
        # a gap after it
        figures = series({2021: "311"}, basis="to_date") + series({2023: "328"})
        r = one(self.ind(), figures, 2023)
        self.row(r, "not_assessable", 639 / 1041, flags=["incomplete"])
        self.assertIsNone(r["score"])

    def test_gap_that_does_not_hurt(self):
        r = one(self.ind(), {2021: "600", 2023: "500"}, 2023)
        self.row(r, "on_track", 1100 / 1041, 100, ["incomplete"])
        r = one(self.ind(), {2021: "600", 2025: "1140"}, 2025)
        self.row(r, "achieved", 1740 / 1735, 100, ["incomplete"])
        r = one(self.ind(), {2021: "600", 2025: "1100"}, 2025)
        self.row(r, "not_assessable", flags=["incomplete"])

    def test_gap_and_missed_milestone(self):
        # 1060/1041 on the line, but the milestone 1061 is missed
        ind = self.ind(milestones=[(2022, "1061")])
        r = one(ind, {2021: "600", 2023: "460"}, 2023)
        self.row(r, "not_assessable",
                 flags=["milestone_missed", "incomplete"])

    def test_printed_baseline_is_shown_only(self):
        r = one(self.ind(baseline="2210"),
                {2021: "311", 2022: "402", 2023: "328"}, 2023)
        self.row(r, "on_track", 1, 100, [])
        self.assertEqual((r["baseline"], r["baseline_source"]),
                         (2210, "table"))

    def test_no_data_and_zero(self):
        self.row(one(self.ind(), {2020: "5", 2024: "7"}, 2023), "no_data",
                 flags=[])
        r = one(self.ind(), {2021: "0", 2022: "0", 2023: "0"}, 2023)
        self.row(r, "behind", 0, 0, [])

    def test_target_zero(self):
        r = one(indicator("cumulative", ">=", "0"), {2021: "0"}, 2021)
        self.row(r, "achieved", 1, 100, [])
        self.assertIsNone(r["progress"])
        r = one(indicator("cumulative", ">", "0"), {2021: "0"}, 2021)
        self.row(r, "behind", 0, 0, ["at_threshold"])

    def test_other_comparators_are_refused(self):
        for c in ("<", "<=", "="):
            with self.assertRaises(twin.Refused):
                one(self.ind(c), {2021: "5"}, 2021)


class Step(Case):
    """Steps: 2022 at 40, 2024 at 63, T 81.9. scale 0.02*81.9 = 1.638."""
    @staticmethod
    def ind(kind="level", c=">=", **k):
        return indicator(kind, c, path="step", baseline="97", unit="%",
                         milestones=[(2022, "40"), (2024, "63")], **k)

    def test_before_the_first(self):
        r = one(self.ind(), {2021: "99"}, 2021)
        self.row(r, "not_due", flags=[])
        self.assertIsNone(r["met"])
        self.assertEqual((r["baseline"], r["baseline_source"]), (None, "none"))
        self.row(one(self.ind(), {}, 2021), "not_due")
        self.row(one(self.ind(), {}, 2022), "no_data")

    def test_in_force(self):
        # strict and equal is enough; never ahead; level not "achieved"
        self.row(one(self.ind(c=">"), {2023: "40"}, 2023), "on_track", 1, 100,
                 [])
        self.row(one(self.ind(), {2023: "82"}, 2023), "on_track",
                 1 + 42 / 1.638, 100, [])
        # 62.9181: 1 - 0.0819/1.638 = 0.95, still a missed milestone
        r = one(self.ind(), {2024: "62.9181"}, 2024)
        self.row(r, "behind", 0.95, 95, ["milestone_missed"])
        self.assertIsNone(r["progress"])

    def test_last_year(self):
        r = one(self.ind(), {2025: "81.0810"}, 2025)
        self.row(r, "not_achieved", 0.5, 50, [])       # 1 - 0.819/1.638
        r = one(self.ind(), {2025: "81.8181"}, 2025, stage="annual")
        self.row(r, "on_track", 0.95, 95, [])          # 1 - 0.0819/1.638
        # no b: "not worse than b" is void. 82.719 = 81.9 * 1.01
        self.row(one(self.ind(), {2025: "82.719"}, 2025), "exceeded")

    def test_cumulative_step(self):
        ind = self.ind("cumulative")
        gaps = {2021: "21", 2023: "18.9"}
        self.row(one(ind, gaps, 2023), "not_assessable",
                 flags=["milestone_missed", "incomplete"])
        self.row(one(ind, {2021: "21", 2023: "19"}, 2023), "on_track",
                 flags=["incomplete"])
        self.row(one(ind, {2021: "62.9", 2022: "19"}, 2022), "achieved")

    def test_no_milestones_at_all(self):
        ind = indicator(path="step")
        self.row(one(ind, {2024: "83"}, 2024), "not_due")
        self.row(one(ind, {2025: "81.9"}, 2025), "achieved", 1, 100)


class Growth(Case):
    ref = {"kind": "reference", "comparator": ">=", "value": None,
           "reference": "gdp", "reference_region": "000000",
           "tolerance": "0.5"}

    def gdp(self, values):
        return series(values, "gdp", "000000")

    def test_numeric(self):
        # one year: exact. T 6.2, scale max(6.2, 2)
        ind = indicator("growth", ">=", "6.2")
        for g, status, pace in (("6.7", "ahead", 1 + 0.5 / 6.2),
                                ("6.69", "on_track", 1 + 0.49 / 6.2),
                                ("6.2", "on_track", 1),
                                ("6.1", "behind", 1 - 0.1 / 6.2)):
            r = one(ind, {2021: g}, 2021)
            self.row(r, status, pace, min(100, 100 * pace), [])
        # strict at its own value
        r = one(indicator("growth", ">", "6.2"), {2021: "6.2"}, 2021)
        self.row(r, "on_track", 1, 100, ["at_threshold"])
        # lower is better, least scale 2: T 1.4, x 1.9: 1 - 0.5/2
        r = one(indicator("growth", "<=", "1.4"), {2021: "1.9"}, 2021)
        self.row(r, "behind", 0.75, 75)
        r = one(indicator("growth", "<=", "1.4"), {2021: "0.9"}, 2021)
        self.row(r, "ahead", 1.25, 100)

    def test_geometric_mean(self):
        # 1.21 * 1.0404 has the root 1.1 * 1.02 = 1.122
        r = one(indicator("growth", ">=", "12"), {2021: "21", 2022: "4.04"},
                2022)
        self.near(r["value"], 12.2)
        self.row(r, "on_track", 1 + 0.2 / 12, 100, [])

    def test_gaps(self):
        ind = indicator("growth", ">=", "6.2")
        r = one(ind, {2021: "6.3", 2023: "6.3"}, 2023)
        self.row(r, "on_track", flags=["incomplete"])
        self.near(r["value"], 6.3)
        # no figure for t
        r = one(ind, {2021: "6.3", 2022: "6.3"}, 2023)
        self.row(r, "not_assessable", flags=["incomplete"])
        self.near(r["value"], 6.3)
        # final stage: any gap
        r = one(ind, {y: "6.3" for y in (2021, 2022, 2024, 2025)}, 2025)
        self.row(r, "not_assessable", flags=["incomplete"])
        r = one(ind, {y: "7.9" for y in range(2021, 2026)}, 2025)
        self.row(r, "achieved", score=100)       # growth is never exceeded
        r = one(ind, {y: "5.89" for y in range(2021, 2026)}, 2025)
        self.row(r, "not_achieved", 0.95, 95)    # 1 - 0.31/6.2
        self.row(one(ind, {}, 2023), "no_data")

    def test_reference(self):
        # common years 2021, 2023: g 5.3, g_r 5.7; e 5.2 met, 5.3-5.7 < 0.5
        ind = indicator("growth", target=self.ref)
        figures = (series({2021: "5.3", 2022: "9.9", 2023: "5.3"})
                   + self.gdp({2021: "5.7", 2023: "5.7"}))
        r = one(ind, figures, 2023)
        self.row(r, "on_track", 1 + 0.1 / 5.7, 100, ["incomplete"])
        self.near(r["value"], 5.3)
        self.near(r["expected_value"], 5.2)
        # ahead at exactly + 0.5
        figures = series({2021: "6.2"}) + self.gdp({2021: "5.7"})
        self.row(one(ind, figures, 2021), "ahead", 1 + 1 / 5.7, 100, [])
        # exactly at e is met; below is behind whatever the pace
        figures = series({2021: "5.2"}) + self.gdp({2021: "5.7"})
        self.row(one(ind, figures, 2021), "on_track", 1, 100, [])
        figures = series({2021: "5.1"}) + self.gdp({2021: "5.7"})
        self.row(one(ind, figures, 2021), "behind", 1 - 0.1 / 5.7)

    def test_reference_missing(self):
        ind = indicator("growth", target=self.ref)
        figures = series({2021: "21", 2022: "4.04"}) + self.gdp({2023: "5"})
        r = one(ind, figures, 2022)
        self.row(r, "not_assessable", flags=[])
        self.near(r["value"], 12.2)              # mean of its own years
        # common years, but not t
        figures = series({2021: "5.3", 2022: "5"}) + self.gdp({2021: "5.7"})
        r = one(ind, figures, 2022)
        self.row(r, "not_assessable", flags=["incomplete"])
        self.near(r["value"], 5.3)

    def test_same_place(self):
        ind = indicator("growth", target=dict(self.ref, reference_region=None,
                                              tolerance="0"))
        figures = series({2021: "5.6"}) + series({2021: "5.7"}, "gdp")
        self.row(one(ind, figures, 2021), "behind", 1 - 0.1 / 5.7)


class LevelReference(Case):
    """A subsidy not below the minimum wage."""
    @staticmethod
    def ind(c=">=", **k):
        return indicator("level", c, target={
            "kind": "reference", "value": None, "reference": "wage"}, **k)

    def run_one(self, x, ref, year=2023, c=">=", **k):
        figures = series({year: x}) + series({year: ref}, "wage")
        return one(self.ind(c, **k), figures, year)

    def test_rows(self):
        # scale 0.02*1780 = 35.6
        self.row(self.run_one("1990", "1780"), "on_track", 1 + 210 / 35.6, 100,
                 [])
        self.row(self.run_one("1778.22", "1780"), "on_track", 0.95, 95, [])
        self.row(self.run_one("1771.1", "1780"), "behind", 0.75, 75, [])
        self.row(self.run_one("1780", "1780", c=">"), "on_track", 1, 100,
                 ["at_threshold"])
        self.row(one(self.ind(), {2023: "1780"}, 2023), "not_assessable")

    def test_final(self):
        # 1 % of ref 1780 = 17.8
        self.row(self.run_one("1797.8", "1780", 2025), "exceeded", score=100)
        self.row(self.run_one("1797.7", "1780", 2025), "achieved", score=100)
        self.row(self.run_one("1780", "1780", 2025, ">"), "not_achieved", 1,
                 99, ["at_threshold"])
        self.row(self.run_one("1797.8", "1780", 2025, baseline="1800"),
                 "achieved", flags=["regressed"])


class Event(Case):
    @staticmethod
    def ind(deadline=None):
        marks = [(deadline, "1")] if deadline else []
        return indicator("event", ">=", "1", milestones=marks)

    def test_deadlines(self):
        for values, year, deadline, status, score in (
                ({2021: "0.37"}, 2022, None, "not_due", None),
                ({}, 2022, None, "not_due", None),
                ({2021: "1"}, 2022, None, "achieved", 100),
                ({2021: "1", 2022: "0"}, 2022, None, "achieved", 100),
                ({2021: "0.37"}, 2022, 2023, "not_due", None),
                ({2021: "0.37"}, 2023, 2023, "behind", 37),
                ({2021: "0.37", 2023: "0.81"}, 2024, 2023, "behind", 81),
                ({2021: "0.37"}, 2025, None, "not_achieved", 37),
                ({2021: "0.997"}, 2025, None, "not_achieved", 99),
                ({2024: "1"}, 2025, 2022, "achieved", 100),
                ({}, 2023, 2023, "no_data", None),
                ({}, 2025, None, "no_data", None)):
            r = one(self.ind(deadline), values, year)
            self.assertEqual((r["status"], r["score"]), (status, score),
                             (values, year, deadline))

    def test_annual_in_the_last_year(self):
        r = one(self.ind(), {2021: "0.37"}, 2025, stage="annual")
        self.row(r, "behind", score=37)


class Final(Case):
    def test_exceeded_by_exactly_one_per_cent(self):
        # 81.9 * 1.01 = 82.719
        ind = indicator(baseline="52.4")
        self.row(one(ind, {2025: "82.719"}, 2025), "exceeded", score=100)
        self.row(one(ind, {2025: "82.718"}, 2025), "achieved", score=100)
        # lower: 18.2 * 0.99 = 18.018
        ind = indicator("level", "<", "18.2", "31.7")
        self.row(one(ind, {2025: "18.018"}, 2025), "exceeded")
        self.row(one(ind, {2025: "18.019"}, 2025), "achieved")
        self.row(one(ind, {2025: "18.2"}, 2025), "not_achieved", 1, 99,
                 ["at_threshold"])

    def test_end_of_the_natural_range(self):
        self.row(one(indicator(value="100", unit="%", baseline="90"),
                     {2025: "103"}, 2025), "achieved")
        self.row(one(indicator(value="100", unit="户", baseline="90"),
                     {2025: "103"}, 2025), "exceeded")
        self.row(one(indicator("level", "<=", "3", "9", range=["3", "50"]),
                     {2025: "2.9"}, 2025), "achieved")
        # 0 is the worse end for ">="
        self.row(one(indicator("level", ">=", "0", "-3", unit="%"),
                     {2025: "0.4"}, 2025), "exceeded")

    def test_monitor(self):
        r = one(indicator(target={"kind": "none", "value": None,
                                  "comparator": None}), {2025: "7"}, 2025)
        self.row(r, "monitor", flags=[])
        self.assertIsNone(r["met"])
        self.assertEqual(r["value"], 7)


class Subregions(Case):
    places = {"subregions": ["511102", "511103", "511104"]}

    @staticmethod
    def ind(**k):
        return indicator("level", ">=", "95.5", each_subregion=True, unit="%",
                         **k)

    @staticmethod
    def figs(year, *values):
        return [f for place, v in zip(("511102", "511103", "511104"), values)
                if v is not None
                for f in series({year: v}, region=place)]

    def test_share(self):
        # b 40 (share), T 100, 2023: e = 76; two of three = 66.667
        r = one(self.ind(baseline="40"), self.figs(2023, "95.5", "97", "95.4"),
                2023, plan=self.places)
        self.row(r, "behind", (200 / 3 - 40) / 36, flags=[])
        self.near(r["value"], 200 / 3)
        self.assertEqual((r["comparator"], r["target"]), (">=", 100))

    def test_missing_subregion(self):
        r = one(self.ind(baseline="40"), self.figs(2023, "95.5", None, "96"),
                2023, plan=self.places)
        self.row(r, "behind", flags=["incomplete"])
        self.near(r["value"], 200 / 3)
        r = one(self.ind(baseline="40"), [], 2023, plan=self.places)
        self.row(r, "no_data", flags=[])

    def test_all_final(self):
        r = one(self.ind(baseline="40"), self.figs(2025, "99", "97", "95.5"),
                2025, plan=self.places)
        self.row(r, "achieved", 1, 100, [])      # 100 is the end: no exceeded


class Scores(Case):
    """Section 8. b 52.4, T 81.9, 2023, x = 65.31."""

    def score(self, method, x="65.31", year=2023, **k):
        ind = indicator(**dict({"baseline": "52.4"}, **k))
        r = one(ind, {year: x}, year, method=method)
        return r["score"], r["method"]

    def check(self, got, score, method):
        self.near(got[0], score)
        self.assertEqual(got[1], method)

    def test_methods(self):
        self.check(self.score("pace"), 1291 / 17.7, "pace")
        self.check(self.score("completion"), 1291 / 29.5, "completion")
        self.check(self.score("realisation"), 6531 / 81.9, "realisation")
        self.check(self.score("efficacy"), 60 + 40 * 12.91 / 29.5, "efficacy")

    def test_published_efficacy(self):
        # 5.81 from 6 to 12: 60 - 40*0.19/6 = 58.7333
        got = self.score("efficacy", "5.81", baseline="6", value="12")
        self.check(got, 60 - 7.6 / 6, "efficacy")

    def test_fall_back(self):
        # no b: step in force
        got = self.score("efficacy", "60", path="step",
                         milestones=[(2023, "60.819")])
        self.check(got, 50, "pace")              # 1 - 0.819/1.638
        # T = 0
        got = self.score("realisation", "3.65", comparator="<=", value="0",
                         baseline="7.3")
        self.check(got, 365 / 4.38, "pace")
        # negative ratio: x -2, T 81.9; pace 1 - 72.1/17.7 < 0
        self.check(self.score("realisation", "-2"), 0, "pace")
        # lower: 100 * 18.2/27.11
        got = self.score("realisation", "27.11", comparator="<=",
                         value="18.2", baseline="31.7")
        self.check(got, 1820 / 27.11, "realisation")
        # T = b: 1 - 0.819/1.638
        got = self.score("efficacy", "81.081", baseline="81.9")
        self.check(got, 50, "pace")
        # maintain, b 97 beyond T 95: literally 60 + 40*(-2.5)/(-2) = 110;
        # pace 1 - 0.5/1.9
        got = self.score("efficacy", "94.5", value="95", baseline="97")
        self.check(got, 140 / 1.9, "pace")

    def test_not_met_is_99_in_the_final_stage(self):
        # 81.8: realisation 99.878 -> 99
        self.check(self.score("realisation", "81.8", 2025), 99, "realisation")
        self.check(self.score("realisation", "81.9", 2025), 100, "realisation")


class Plan(Case):
    """Section 9. Ten indicators would hide the arithmetic: three here, with
    baseline 0 and target 100, so that score = 100 x/60 in 2023."""

    @staticmethod
    def run_plan(specs, year=2023, **options):
        inds, figures = [], []
        for code, x, extra in specs:
            inds.append(indicator(value="100", baseline="0",
                                  **dict({"code": code}, **extra)))
            if x is not None:
                figures += series({year: x}, code)
        return twin.evaluate(plan_of(*inds), figures, year, **options)

    def test_weights_and_missing(self):
        # scores 45/0.6 = 75, 57/0.6 = 95, no data. weights 2.5, 1.3, 0.9
        specs = [("a", "45", {}), ("b", "57", {}), ("c", None, {})]
        rules = {"weights": {"a": 2.5, "b": 1.3, "c": 0.9}}
        got = self.run_plan(specs, ruleset=rules)
        self.near(got["score"], (2.5 * 75 + 1.3 * 95) / 3.8)
        self.near(got["assessed_weight"], 3.8 / 4.7)
        self.near(got["elapsed"], 0.6)
        self.assertEqual(got["stage"], "midterm")
        got = self.run_plan(specs, ruleset=rules, missing="zero")
        self.near(got["score"], (2.5 * 75 + 1.3 * 95) / 4.7)
        got = self.run_plan(specs)
        self.near(got["score"], 85)
        self.assertEqual(got["attainment"], {
            "met": 0, "with_target": 3, "due": 3, "assessable": 2})
        self.assertEqual(set(got["counts"]), set(twin.STATUSES))

    def test_geometric(self):
        # sqrt(75 * 95) = sqrt(7125)
        specs = [("a", "45", {}), ("b", "57", {})]
        got = self.run_plan(specs, ruleset={"mean": "geometric"})
        self.near(got["score"], 7125 ** 0.5)
        with self.assertRaises(twin.Refused):
            self.run_plan([("a", "0", {}), ("b", "57", {})],
                          ruleset={"mean": "geometric"})

    def test_categories(self):
        got = self.run_plan([("a", "45", {"category": "收入"}),
                             ("b", "57", {"category": "收入"}),
                             ("c", "60", {"category": "康复"}),
                             ("d", None, {"category": "托养"})])
        self.assertEqual(got["categories"],
                         {"收入": 85.0, "康复": 100.0, "托养": None})

    def test_grade_limits(self):
        # 54/0.6 = 90 exactly; 53.99 below
        for x, grade in (("54", "excellent"), ("53.99", "good"),
                         ("48", "good"), ("47.99", "pass"), ("36", "pass"),
                         ("35.99", "fail")):
            got = self.run_plan([("a", x, {})], ruleset={"cap": False})
            self.assertEqual(got["grade"], grade, x)
            self.assertEqual(got["grade_capped_by"], [])

    def test_binding_behind_caps_at_good(self):
        # 53.4 -> 89 behind; 58.8 -> 98: mean (89+98+98)/3 = 95
        binding = {"attribute": "binding"}
        specs = [("a", "58.8", {}), ("b", "53.4", binding), ("c", "58.8", {})]
        got = self.run_plan(specs)
        self.near(got["score"], 95)
        self.assertEqual((got["grade"], got["grade_capped_by"]),
                         ("good", ["b"]))
        got = self.run_plan(specs, ruleset={"cap": False})
        self.assertEqual((got["grade"], got["grade_capped_by"]),
                         ("excellent", []))
        # anticipatory: no cap
        specs[1] = ("b", "53.4", {"attribute": "anticipatory"})
        self.assertEqual(self.run_plan(specs)["grade"], "excellent")
        # nothing to lower: the cap leaves no trace. (89+72+98)/3 = 86.3
        specs = [("a", "43.2", {}), ("b", "53.4", binding), ("c", "58.8", {})]
        # two of three behind -> more than half -> pass
        got = self.run_plan(specs)
        self.assertEqual((got["grade"], got["grade_capped_by"]),
                         ("pass", ["a", "b"]))
        specs[0] = ("a", "30", {})      # 50: (50+89+98)/3 = 79 -> pass anyway
        got = self.run_plan(specs)
        self.assertEqual((got["grade"], got["grade_capped_by"]), ("pass", []))

    def test_exactly_half_does_not_cap(self):
        # 53.4 -> 89 behind, 58.8 -> 98: 93.5, half the weight
        got = self.run_plan([("a", "53.4", {}), ("b", "58.8", {})])
        self.assertEqual((got["grade"], got["grade_capped_by"]),
                         ("excellent", []))
        got = self.run_plan([("a", "53.4", {}), ("b", "58.8", {})],
                            ruleset={"weights": {"a": 1.001}})
        self.assertEqual((got["grade"], got["grade_capped_by"]),
                         ("pass", ["a"]))

    def test_binding_without_data(self):
        got = self.run_plan([("a", "60", {}),
                             ("b", None, {"attribute": "binding"})])
        self.assertEqual((got["grade"], got["grade_capped_by"]),
                         ("good", ["b"]))

    def test_final_caps_at_pass_but_a_threshold_does_not(self):
        binding = {"attribute": "binding"}
        got = self.run_plan([("a", "100", {}), ("c", "100", {}),
                             ("b", "97", binding)], 2025)
        self.assertEqual((got["grade"], got["grade_capped_by"]),
                         ("pass", ["b"]))
        got = self.run_plan([("a", "100", {}), ("c", "100", {}),
                             ("b", "100", dict(binding, comparator=">"))],
                            2025)
        self.near(got["score"], 299 / 3)
        self.assertEqual((got["grade"], got["grade_capped_by"]),
                         ("excellent", []))
        # 101 = exactly 1 % beyond
        got = self.run_plan([("a", "101", {}), ("c", "100", {}),
                             ("b", "97", {})], 2025)
        self.near(got["consistency"]["completed"], 2 / 3)
        self.near(got["consistency"]["exceeded"], 1 / 3)
        self.near(got["consistency"]["not_completed"], 1 / 3)
        self.assertEqual(got["attainment"]["met"], 2)

    def test_incomplete_and_not_assessable_caps(self):
        ind = indicator("cumulative", value="1735", code="b",
                        attribute="binding")
        good = indicator(value="100", baseline="0")
        figures = series({2023: "60"}) + series({2023: "328"}, "b")
        got = twin.evaluate(plan_of(good, ind), figures, 2023)
        self.assertEqual((got["grade"], got["grade_capped_by"]),
                         ("good", ["b"]))

    def test_nothing_scored(self):
        got = self.run_plan([("a", None, {})])
        self.assertIsNone(got["score"])
        self.assertIsNone(got["grade"])
        self.assertEqual(got["assessed_weight"], 0)

    def test_stages(self):
        for y0, y1, year, stage in ((2020, 2025, 2022, "annual"),
                                    (2020, 2025, 2023, "midterm"),
                                    (2020, 2025, 2024, "annual"),
                                    (2022, 2025, 2024, "midterm"),
                                    (2022, 2025, 2025, "final"),
                                    (2021, 2025, 2023, "midterm"),
                                    (2024, 2025, 2025, "final")):
            self.assertEqual(twin.default_stage(y0, y1, year)
                             if year != y1 else "final", stage)
        with self.assertRaises(twin.Refused):
            self.run_plan([("a", "5", {})], stage="final")
        with self.assertRaises(twin.Refused):
            self.run_plan([("a", "5", {})], 2020)


class Helpers(Case):
    def test_largest_remainder(self):
        # 1/3 each: 33.33 three times, one point left, the first gets it
        self.assertEqual(twin.whole_shares([1, 1, 1]), [34, 33, 33])
        # of 23: 30.43 17.39 52.17 -> 30 17 52 = 99, .43 is the largest
        self.assertEqual(twin.whole_shares([7, 4, 12]), [31, 17, 52])
        # of 7: 28.571 28.571 42.857 -> 28 28 42 = 98; .857 and the first .571
        self.assertEqual(twin.whole_shares([2, 2, 3]), [29, 28, 43])
        self.assertEqual(twin.whole_shares([0, 0]), [0, 0])

    def test_root_is_exact_where_it_can_be(self):
        x = Fraction(10238, 10000)
        self.assertEqual(twin.root(x ** 3, 3), x)

    def test_half_even(self):
        self.assertEqual(twin.round_half_even(Fraction(2385, 1000), 2),
                         Fraction(238, 100))
        self.assertEqual(twin.round_half_even(Fraction(-25, 10), 0), -2)


if __name__ == "__main__":
    unittest.main()
