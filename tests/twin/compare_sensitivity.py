#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds `fyp sensitivity` against its naive twin, on random plans.

    compare_sensitivity.py --fyp PATH [--homes N] [--seed N]

The plans and figures are those of compare_with_engine.py, cut to lengths that
use either kind of design. One plan alone, several together and the sub-regions
of one plan are asked; shares and counts must be equal, scores within 1e-9,
indices within 1e-9 and what rounding does to them where the spread is small.
Ends with what was covered; fails on any difference, and where a reason, a
design or a grade never came up.
"""
import argparse
import json
import os
import random
import shutil
import sys
import tempfile
from collections import Counter

import compare_with_engine as common
import methods_twin
import sensitivity_twin as twin

POINTS = 64
PLANS = 3
PERIOD = (2020, 2025)
# asked in one home, besides the first plan alone
KINDS = [("last", "regions"), ("several", "regions"), ("several", "regions")]
QUESTIONS = 1 + len(KINDS[0])
MUST_COVER = ["sobol", "latin_hypercube", "no_variance", "no_score",
              "indices", "arithmetic", "bands move the grade",
              "bands move the score", "ranks", "regions"] + \
    [f"grade {grade}" for grade in methods_twin.GRADES + ("none",)]


def decimal(value):
    return f"{value:.6f}".rstrip("0").rstrip(".")


def near_the_band(plan, prefix):
    """Two indicators at a pace of 0.92 and 0.91 in every year: a binding one,
    and a sum without its first year, which is not assessable when behind."""
    y0, y1 = plan["baseline_year"], plan["end_year"]
    shared = {
        "unit": "户", "category": None, "path": "linear",
        "each_subregion": False, "declared_range": None, "range_in": "plan",
        "kind_in": "plan", "milestones": [], "range": None,
        "target": {"kind": "value", "comparator": ">=", "value": "100",
                   "reference": None, "reference_region": None,
                   "tolerance": None, "decimals": None}}
    zero = {"value": "0", "comparator": None}
    indicators = [
        dict(shared, code=f"{prefix}near", kind="level",
             attribute="binding", printed={"table": zero, "prose": None},
             baseline=dict(zero, source="table")),
        dict(shared, code=f"{prefix}sum", kind="cumulative",
             attribute=None, printed={"table": None, "prose": None},
             baseline={"value": None, "comparator": None, "source": "none"})]
    figures = []
    for number, ind in enumerate(indicators, len(plan["indicators"]) + 1):
        ind.update(no=str(number), name=f"名称{ind['code']}")
    for year in range(y0 + 1, y1 + 1):
        share = (year - y0) / (y1 - y0)
        figures.append((indicators[0]["code"], year, decimal(92 * share)))
        if year > y0 + 1:
            done = 91 * share if year == y0 + 2 else 91 / (y1 - y0)
            figures.append((indicators[1]["code"], year, decimal(done)))
    return indicators, [
        {"region": plan["region"], "indicator": code, "year": year,
         "value": value, "basis": "year"} for code, year, value in figures]


def draw_plan(rng, name, prefix, good, length):
    while True:
        plan, own = common.draw_plan(rng, name, prefix)
        if plan["good"] == good and PERIOD == (plan["baseline_year"],
                                               plan["end_year"]):
            break
    plan["indicators"] = plan["indicators"][:length]
    codes = {ind["code"] for ind in plan["indicators"]}
    codes |= {c for cs in plan["references"].values() for c in cs}
    own = [f for f in own if f["indicator"] in codes]
    if good:
        indicators, figures = near_the_band(plan, prefix)
        plan["indicators"] += indicators
        own += figures
    return plan, own


def draw_home(rng, number):
    """The first plan keeps its promises but for two near a band; the last
    one needs more than 40 columns, alone or with the others."""
    lengths = [rng.choice([1, 2, 4]), rng.choice([1, 2, 3, 4]), 13]
    if number == 0:
        lengths[2] = 18
    drawn = [draw_plan(rng, f"s-{number}-{k}", f"h{number}p{k}", k == 0,
                       lengths[k])
             for k in range(PLANS)]
    return [plan for plan, _ in drawn], [own for _, own in drawn]


def near_question():
    """The first plan before its last year, when bands count."""
    return [0], {"year": PERIOD[1] - 1, "stage": "annual", "compare": "full",
                 "missing": "skip", "seed": twin.SEED}, False


def draw_question(rng, plans, kind):
    """(indices of plans, run, regions?)"""
    chosen = {"last": [PLANS - 1], "regions": [rng.randrange(PLANS - 1)],
              "several": list(range(PLANS))}[kind]
    run = {"year": rng.randint(PERIOD[0] + 1, PERIOD[1]),
           "stage": rng.choice([None, None, "annual", "midterm"]),
           "compare": rng.choice(["full", "rounded"]),
           "missing": rng.choice(["skip", "skip", "zero"]),
           "seed": rng.choice([twin.SEED, rng.randrange(1 << 64)])}
    return chosen, run, kind == "regions"


def ask_engine(fyp, folder, plans, run, regions):
    arguments = ["sensitivity", *(plan["id"] for plan in plans),
                 "--db", os.path.join(folder, "fyp.db"),
                 "--year", str(run["year"]), "--compare", run["compare"],
                 "--missing", run["missing"], "--points", str(POINTS),
                 "--format", "json"]
    if run["seed"] != twin.SEED:
        arguments += ["--seed", str(run["seed"])]
    if run["stage"]:
        arguments += ["--stage", run["stage"]]
    if regions:
        arguments.append("--regions")
    done = common.call(fyp, folder, *arguments)
    if done.returncode != 0:
        sys.exit(f"{arguments}: exit {done.returncode}\n{done.stderr[:2000]}")
    return json.loads(done.stdout), " ".join(arguments)


def needed(plan, place, figure):
    """The twin reads all its figures again in every run."""
    return figure["region"] in (place, common.NATION) or (
        place == plan["region"] and figure["region"] in plan["subregions"])


def ask_twin(plans, by_plan, run, regions):
    codes = twin.codes_of(plans)
    labs = []
    for plan, figures in zip(plans, by_plan):
        places = plan["subregions"] if regions else [plan["region"]]
        for place in places:
            seen = [f for f in figures if needed(plan, place, f)]
            labs.append(twin.Lab(common.at_place(plan, place), seen, run,
                                 codes))
    return twin.study(labs, POINTS, run["seed"])


def differs(ours, theirs, tolerance):
    if ours is None or theirs is None:
        return ours is not theirs
    return abs(ours - theirs) > tolerance * max(1, abs(ours), abs(theirs))


def compare_numbers(ours, theirs, tolerance, where):
    return [f"{where}.{key}: {ours[key]}, twin {theirs[key]}"
            for key in theirs if differs(ours[key], theirs[key], tolerance)]


def compare_one(ours, theirs, where):
    found = [f"{where}.{key}: {ours[key]}, twin {theirs[key]}"
             for key in ("indices_refused", "scored_runs", "arithmetic_runs")
             if ours[key] != theirs[key]]
    found += compare_numbers(ours["distribution"], theirs["distribution"],
                             1e-9, f"{where}.distribution")
    found += compare_numbers(ours["grade_shares"], theirs["grade_shares"],
                             1e-12, f"{where}.grade_shares")
    sd = theirs["distribution"]["sd"] or 1.0
    for factor in twin.FACTORS:
        found += compare_numbers(
            ours["factors"][factor], theirs["factors"][factor],
            1e-9 + 1e-10 / sd, f"{where}.{factor}")
    if (ours["rank"] is None) != (theirs["rank"] is None):
        found.append(f"{where}.rank: {ours['rank']}, twin {theirs['rank']}")
    elif theirs["rank"] is not None:
        found += compare_numbers(ours["rank"], theirs["rank"], 1e-12,
                                 f"{where}.rank")
    return found


def count(covered, answer, regions):
    covered[answer["design"]] += 1
    covered["regions"] += regions
    for result in answer["results"]:
        covered[result["indices_refused"] or "indices"] += 1
        covered["arithmetic"] += result["arithmetic_runs"] > 0
        covered["ranks"] += result["rank"] is not None
        bands = result["factors"]["bands"]
        covered["bands move the grade"] += bands["grade_change"] > 0
        covered["bands move the score"] += (bands["total"] or 0) > 0
        for grade, share in result["grade_shares"].items():
            covered[f"grade {grade}"] += share > 0


def run_home(fyp, folder, rng, number, covered):
    plans, by_plan = draw_home(rng, number)
    common.write_home(folder, plans, [f for own in by_plan for f in own], rng)
    done = common.call(fyp, folder, "import", "--db",
                       os.path.join(folder, "fyp.db"),
                       os.path.join(folder, "figures.csv"))
    if done.returncode != 0:
        sys.exit(f"fyp import: exit {done.returncode}\n{done.stderr[:4000]}")
    found = []
    questions = [near_question()]
    questions += [draw_question(rng, plans, kind)
                  for kind in KINDS[number % len(KINDS)]]
    for chosen, run, regions in questions:
        asked = [plans[i] for i in chosen]
        ours, command = ask_engine(fyp, folder, asked, run, regions)
        theirs = ask_twin(asked, [by_plan[i] for i in chosen], run, regions)
        wrong = [f"{key}: {ours[key]}, twin {theirs[key]}"
                 for key in ("design", "inputs") if ours[key] != theirs[key]]
        for k, pair in enumerate(zip(ours["results"], theirs["results"])):
            wrong += compare_one(*pair, f"results[{k}]")
        if wrong:
            found.append("\n    ".join([command, *wrong[:6]]))
        count(covered, ours, regions)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--fyp", required=True, help="the program")
    parser.add_argument("--homes", type=int, default=3)
    parser.add_argument("--seed", type=int, default=510604)
    parser.add_argument("--keep", help="folder for the homes; kept")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    covered, found = Counter(), []
    top = options.keep or tempfile.mkdtemp(prefix="fyp-sensitivity-")
    try:
        for number in range(options.homes):
            folder = os.path.join(top, f"home{number}")
            found += run_home(options.fyp, folder, rng, number, covered)
    finally:
        if not options.keep:
            shutil.rmtree(top, ignore_errors=True)
    for what in found[:10]:
        print(what, file=sys.stderr)
    for what in MUST_COVER:
        print(what, covered[what])
    missing = [what for what in MUST_COVER if not covered[what]]
    if missing:
        print("never came up:", *missing, sep="\n  ", file=sys.stderr)
    print(f"{QUESTIONS * options.homes} questions, {len(found)} differ")
    return 1 if found or missing else 0


if __name__ == "__main__":
    sys.exit(main())
