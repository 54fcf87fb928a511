#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Naive twin of section 16 of docs/methods.md (stages), written from the page
on top of outlook_twin.py. Standard library only; made with Python 3.11.2.

    stages_twin.py          its own checks
    stages_twin.py ROWS     the numbers of tests/engine/test_stages.c
"""
import math
import sys
import unittest

import outlook_twin

DECIDED = {"exceeded": "met", "achieved": "met", "not_achieved": "missed"}


def foresight(yes):
    return "met" if yes else "missed"


def without_model(kind, now, share, reference=False):
    """now: value, met, target, comparator, incomplete, judged of the year
    from which one looks; share of the plan that has gone."""
    nothing = {"basis": None, "forecast": None, "foresight": None}
    value = now["value"]
    if kind == "cumulative":
        if value is None:
            return nothing
        ahead = value / share
        yes = outlook_twin.meets(ahead, now["comparator"], now["target"], 0)
        return {"basis": "pace", "forecast": ahead,
                "foresight": None if now["incomplete"] and not yes
                else foresight(yes)}
    if kind == "event":
        if now["met"]:
            return {"basis": "completed", "forecast": value,
                    "foresight": "met"}
        if value is None or value <= 0:
            return nothing
        return {"basis": "pace", "forecast": value / share,
                "foresight": foresight(value / share >= 1 - 1e-9)}
    if kind == "growth" or reference:
        if not now["judged"]:
            return nothing
        return {"basis": "pace" if kind == "growth" else "as_it_stands",
                "forecast": value, "foresight": foresight(now["met"])}
    return nothing


def look_back(item, actual, status, incomplete):
    """error, inside80, inside95, happened, outcome"""
    def inside(name):
        low, high = item["low" + name], item["high" + name]
        if low is None or actual is None or incomplete:
            return None
        return (low <= actual or outlook_twin.near(low, actual)) and \
            (actual <= high or outlook_twin.near(high, actual))
    said, came = item["foresight"], DECIDED.get(status)
    outcome = None
    if said and came:
        outcome = "right" if said == came else \
            "false_alarm" if said == "missed" else "unforeseen_miss"
    error = None
    if item["forecast"] is not None and actual is not None and \
            not incomplete and not item["at_least"]:
        error = item["forecast"] - actual
    return {"error": error, "inside80": inside("80"),
            "inside95": inside("95"), "happened": came, "outcome": outcome}


def warnings(attribute, status, said):
    if attribute != "binding":
        return []
    found = []
    if status == "behind":
        found.append("behind")
    if said == "missed":
        found.append("will_be_missed")
    if status in ("no_data", "not_assessable") or said is None:
        found.append("cannot_be_judged")
    return found


class Rules(unittest.TestCase):
    NOW = {"value": 75, "met": False, "target": 170, "comparator": ">=",
           "incomplete": True, "judged": True}

    def test_a_sum_with_a_gap_proves_a_target_met_and_never_missed(self):
        self.assertEqual(without_model("cumulative", self.NOW, 0.6),
                         {"basis": "pace", "forecast": 125,
                          "foresight": None})
        reached = dict(self.NOW, target=120)
        self.assertEqual(
            without_model("cumulative", reached, 0.6)["foresight"], "met")

    def test_an_event_that_has_not_begun_says_nothing(self):
        self.assertIsNone(without_model(
            "event", dict(self.NOW, value=0), 0.6)["basis"])
        self.assertEqual(without_model(
            "event", dict(self.NOW, value=0.5), 0.6)["foresight"], "missed")

    def test_a_surprise_is_a_miss_that_nobody_foresaw(self):
        item = {"low80": 1, "high80": 2, "low95": 0, "high95": 3,
                "forecast": 1.5, "foresight": "met", "at_least": False}
        self.assertEqual(look_back(item, 2.5, "not_achieved", False),
                         {"error": -1, "inside80": False, "inside95": True,
                          "happened": "missed",
                          "outcome": "unforeseen_miss"})


def main():
    points = [(2020, 80), (2021, 81.5), (2022, 83), (2023, 85)]
    print("line", outlook_twin.one_model("linear", points, ">=", 90, 0, 2025))
    flows = [(2020, 0), (2021, 30), (2022, 64), (2023, 105)]
    print("sum", outlook_twin.one_model("mean_change", flows, ">=", 170, 0,
                                        2025))
    print("growth", 100 * (math.prod((1.05, 1.062, 1.071)) ** (1 / 3) - 1))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main()
    else:
        unittest.main()
