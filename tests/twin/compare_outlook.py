#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds `fyp outlook --series` against its naive twin on random series.

    compare_outlook.py --fyp PATH [--cases N] [--seed N]

Rates, counts, sums, growths and wild ones, with gaps, equal years, straight
lines and series of one or two points; every number within 1e-9, every word
exactly. Ends with what was covered, and fails on any difference and where a
model was never chosen, refused or perfect.
"""
import argparse
import json
import random
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import outlook_twin as twin

TOLERANCE = 1e-9
NUMBERS = ("value", "low80", "high80", "low95", "high95")
FINDINGS_SHOWN = 10
MUST_COVER = (
    [("chosen", name) for name in
     ("linear", "logit", "mean_change", None)] +
    [("refused", word) for word in
     ("kind", "too_short", "not_a_rate", "not_inside_0_100",
      "zero_or_negative")] +
    [("perfect", name) for name in twin.MODELS])


def draw_years(rng):
    count = rng.choice([1, 2, 3, 3, 4, 5, 6, 8, 12])
    years = list(range(2010, 2010 + count))
    if rng.random() < 0.25:
        years = sorted(rng.sample(range(2010, 2012 + count), count))
    return years


def draw_values(rng, count):
    """(text of each value, is it certainly no rate)"""
    profile = rng.randrange(6)
    decimals = rng.choice([0, 1, 2, 3])
    if profile == 0:
        values = [rng.uniform(0.5, 99.5) for _ in range(count)]
    elif profile == 1:
        start = rng.uniform(60, 90)
        values = [min(100.0, start + 1.7 * i + rng.uniform(-1, 1))
                  for i in range(count)]
    elif profile == 2:
        values = [rng.uniform(-500, 4000) for _ in range(count)]
    elif profile == 3:
        start, rate = rng.uniform(5, 500), rng.uniform(0.9, 1.2)
        values = [start * rate ** i * rng.uniform(0.97, 1.03)
                  for i in range(count)]
    elif profile == 4:
        start, change = rng.randint(-20, 90), rng.randint(-3, 5)
        values, decimals = [start + change * i for i in range(count)], 0
    else:
        values, decimals = [float(2 ** i * 3) for i in range(count)], 0
    return [f"{x:.{decimals}f}" for x in values]


def draw_case(rng):
    years = draw_years(rng)
    texts = draw_values(rng, len(years))
    values = [float(t) for t in texts]
    middle, width = sum(values) / len(values), max(values) - min(values) + 2
    target = rng.choice([
        f"{middle + rng.uniform(-1, 2) * width:.{rng.choice([0, 1, 2])}f}",
        texts[-1], "100", "0", "90"])
    return {
        "years": years, "texts": texts, "target": target,
        "comparator": rng.choice([">=", ">=", ">", "<=", "<", "="]),
        "end": years[-1] + rng.choice([1, 1, 2, 3, 5]),
        "kind": rng.choice(["level"] * 6 + ["cumulative", "growth"]),
        "unit": rng.choice([None, None, "%", "户"]),
    }


def ask(fyp, case):
    series = ",".join(f"{y}:{x}" for y, x in zip(case["years"],
                                                 case["texts"]))
    command = [fyp, "outlook", "--series", series, "--target",
               case["comparator"] + case["target"], "--end",
               str(case["end"]), "--kind", case["kind"], "--format", "json"]
    if case["unit"]:
        command += ["--unit", case["unit"]]
    done = subprocess.run(command, capture_output=True, encoding="utf-8",
                          check=False)
    if done.returncode:
        return " ".join(command), {"failed": done.stderr}
    return " ".join(command), json.loads(done.stdout)


def expect(case):
    points = list(zip(case["years"], map(float, case["texts"])))
    unit = case["unit"]
    return twin.outlook(
        points, case["comparator"], float(case["target"]),
        len(case["target"].partition(".")[2]), case["end"], case["kind"],
        None if unit is None else unit == "%")


def differ(got, wanted, size=0.0):
    if got is None or wanted is None:
        return got is not wanted
    return abs(got - wanted) > TOLERANCE * max(1.0, size, abs(wanted))


def compare_model(name, got, wanted, size):
    if ("refused" in wanted) != ("refused" in got):
        return [f"{name}: {got} != {wanted}"]
    if "refused" in wanted:
        return [] if got == wanted else [f"{name}: {got} != {wanted}"]
    found = [f"{name}.{key}: {got[key]} != {wanted[key]}"
             for key in NUMBERS if differ(got[key], wanted[key], size)]
    found += [f"{name}.{key}: {got[key]} != {wanted[key]}"
              for key in ("meets", "perfect_fit") if got[key] != wanted[key]]
    if differ(got["probability"], wanted["probability"]):
        found.append(f"{name}.probability: {got['probability']} != "
                     f"{wanted['probability']}")
    a, b = got["backtest"], wanted["backtest"]
    if (a is None) != (b is None) or a and (
            a["year"] != b["year"] or differ(a["value"], b["value"], size) or
            differ(a["error"], b["error"], size)):
        found.append(f"{name}.backtest: {a} != {b}")
    return found


def compare(case, got):
    wanted = expect(case)
    size = max(abs(float(t)) for t in case["texts"])
    if "failed" in got:
        return [got["failed"]], wanted
    found = []
    for name in twin.MODELS:
        found += compare_model(name, got["models"][name],
                               wanted["models"][name], size)
    if got["chosen"] != wanted["chosen"]:
        found.append(f"chosen: {got['chosen']} != {wanted['chosen']}")
    if differ(got["needed_per_year"], wanted["needed_per_year"], size):
        found.append(f"needed: {got['needed_per_year']} != "
                     f"{wanted['needed_per_year']}")
    return found, wanted


def count(covered, wanted):
    covered["chosen", wanted["chosen"]] += 1
    for name, model in wanted["models"].items():
        if "refused" in model:
            covered["refused", model["refused"]] += 1
        elif model["perfect_fit"]:
            covered["perfect", name] += 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fyp", required=True)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=20210610)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    cases = [draw_case(rng) for _ in range(options.cases)]
    covered, wrong = Counter(), 0

    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(lambda case: ask(options.fyp, case), cases)
        for case, (command, got) in zip(cases, answers):
            found, wanted = compare(case, got)
            count(covered, wanted)
            if found and (wrong := wrong + 1) <= FINDINGS_SHOWN:
                print(command, *found, sep="\n    ", file=sys.stderr)
    for what, times in sorted(covered.items(), key=str):
        print(*what, times)
    missing = [what for what in MUST_COVER if not covered[what]]
    if missing:
        print("never came up:", *missing, file=sys.stderr)
    print(f"{options.cases} series, {wrong} differ")
    return 1 if wrong or missing else 0


if __name__ == "__main__":
    sys.exit(main())
