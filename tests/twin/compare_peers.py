#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds `fyp compare --series` against its naive twin on random series.

    compare_peers.py --fyp PATH [--cases N] [--seed N]

Peers' numbers within 1e-9 (statcan scores 1e-4, as its program rounds its
coefficients), words and refusals exactly; our own four against
methods_twin.py. Values lie on coarse grids and many on the target, so that
the rules are tried where they turn. Fails on any difference, and where a
method, class or refusal never came up. The same seed gives the same cases.
"""
import argparse
import json
import random
import subprocess
import sys
from collections import Counter

import methods_twin
import peers_twin

TOLERANCE = {("statcan", "score"): 1e-4}
SHOWN = 10
ENOUGH = 1000       # cases from which on everything must have come up
MUST_COME = {f"{m}: said" for m in peers_twin.METHODS} | {
    f"statcan: {w}" for w in ("target_achieved", "substantial_progress",
                              "moderate_progress", "limited_progress",
                              "deterioration")} | {
    f"destatis: {w}" for w in ("sun", "slightly_cloudy", "cloud",
                               "thunderstorm")} | {
    f"unsd: {n}" for n in (1, 2, 3)} | {
    "statcan: 510", "statcan: 511", "statcan: 512", "statcan: 513",
    "statcan: 516", "unsd: 513", "escap: 513", "destatis: 510",
    "goalposts: 513", "statcan: 518", "statcan: 519"}


def draw_value(rng, style, goal):
    if rng.random() < 0.12:
        return goal
    if style == "rate":
        return rng.randint(0, 1000) / 10
    if style == "signed":
        return rng.randint(-60, 60) / 4
    if style == "huge":
        return rng.choice((1e300, -1e300, 1e-300, 2.385, 0.0))
    return float(rng.randint(0, 400))


def draw_course(rng, goal):
    """A series that goes somewhere: the middle classes need it."""
    value = rng.randint(200, 900) / 10
    step = rng.randint(-40, 60) / 10
    while True:
        yield round(min(max(value, 0.1), 99.9), 1)
        value += step + rng.randint(-10, 10) / 10


def draw(rng):
    style = rng.choice(("rate", "rate", "course", "course", "count", "signed",
                        "huge"))
    # a sum of 1e300 and -1e300 is exact in one twin and not in the other
    kind = "level" if style == "huge" else rng.choice(
        ("level",) * 5 + ("cumulative", "growth"))
    start = rng.randint(2010, 2021)
    years = range(start, start + rng.choice((1, 2, 2, 3, 4, 5, 6, 8, 9)))
    goal = rng.choice((0.0, 1e300)) if rng.random() < 0.04 else \
        rng.randint(1, 1000) / 10
    if style == "signed" and rng.random() < 0.5:
        goal = -goal
    course = draw_course(rng, goal)
    series = {}
    for year in years:
        value = next(course) if style == "course" \
            else draw_value(rng, style, goal)
        if year in (years[0], years[-1]) or rng.random() < 0.85:
            series[year] = value
    comparator = rng.choice((">=", ">") if kind == "cumulative"
                            else (">=", ">=", ">", "<=", "<=", "<", "="))
    return series, comparator, goal, max(years) + rng.randint(1, 6), kind


def text_of(number):
    return f"{number:.15g}"


def ask(fyp, case):
    series, comparator, goal, end, kind = case
    command = [fyp, "compare", "--series",
               ",".join(f"{y}:{text_of(v)}" for y, v in series.items()),
               "--target", comparator + text_of(goal), "--end", str(end),
               "--kind", kind, "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")
    return json.loads(done.stdout)["methods"], command


def own(case):
    """Our own four, by the other twin; None where it falls back."""
    series, comparator, goal, end, kind = case
    years = sorted(series)
    start = years[0] if kind == "level" and len(years) > 1 else years[0] - 1
    plan = {"id": "p", "region": "000000", "baseline_year": start,
            "end_year": end, "published_year": None, "subregions": [],
            "indicators": [{
                "no": "1", "code": "a", "name": "A", "unit": "",
                "category": None, "attribute": None, "kind": kind,
                "baseline": {"value": None, "comparator": None,
                             "source": "none"},
                "target": {"kind": "value", "comparator": comparator,
                           "value": text_of(goal), "reference": None,
                           "reference_region": None, "tolerance": None,
                           "decimals": None},
                "path": "linear", "milestones": [],
                "each_subregion": False, "range": None}]}
    figures = [{"region": "000000", "indicator": "a", "year": y,
                "value": text_of(v), "basis": "year"}
               for y, v in series.items()]
    scores = {}
    for method in methods_twin.METHODS:
        row = methods_twin.evaluate(plan, figures, years[-1],
                                    method=method)["indicators"][0]
        scores[method] = None if row["score"] is None \
            or row["method"] != method else {"score": row["score"]}
    return scores


def near(got, want, tolerance):
    if got is None or want is None:
        return got is want
    return abs(got - want) <= tolerance * max(1.0, abs(got), abs(want))


def differences(got, want):
    """What one method says against what it should say."""
    if want is None or isinstance(want, int):
        refused = got.get("refused", "")
        if not refused or (want and not refused.startswith(f"FYP-{want} ")):
            yield f"said {got}, expected refusal {want or ''}"
        return
    for key, value in want.items():
        if key not in got:
            yield f"no {key} in {got}"
        elif isinstance(value, str):
            if got[key] != value:
                yield f"{key} is {got[key]}, expected {value}"
        elif not near(got[key], value, TOLERANCE.get((want["_"], key), 1e-9)):
            yield f"{key} is {got[key]}, expected {value}"


def count(seen, method, want):
    if isinstance(want, int):
        seen[f"{method}: {want}"] += 1
    elif want is not None:
        seen[f"{method}: said"] += 1
        for key in ("class", "symbol"):
            if key in want:
                seen[f"{method}: {want[key]}"] += 1
        if method == "unsd":
            seen[f"unsd: {want['score']}"] += 1


def check(fyp, case, seen):
    got, command = ask(fyp, case)
    series, comparator, goal, end, kind = case
    wanted = peers_twin.peers(series, comparator + text_of(goal), end,
                              kind=kind)
    wanted.update(own(case))
    found = []
    for method, want in wanted.items():
        count(seen, method, want)
        if isinstance(want, dict):
            want = dict(want, _=method)
            got[method]["_"] = method
        found += [f"{method}: {text}"
                  for text in differences(got[method], want)]
    if set(got) != set(wanted):
        found.append(f"methods {sorted(got)}")
    return [f"{' '.join(command)}\n    {text}" for text in found]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fyp", required=True)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=20260715)
    given = parser.parse_args()
    peers_twin.check_itself()
    rng = random.Random(given.seed)
    seen, found = Counter(), []
    for _ in range(given.cases):
        found += check(given.fyp, draw(rng), seen)
    for name, times in sorted(seen.items()):
        print(f"{times:7d}  {name}")
    missing = MUST_COME - set(seen) if given.cases >= ENOUGH else set()
    print("\n".join(found[:SHOWN]))
    print(f"{given.cases} series, {len(found)} differences, never: "
          f"{', '.join(sorted(missing)) or 'nothing'}")
    return 1 if found or missing else 0


if __name__ == "__main__":
    sys.exit(main())
