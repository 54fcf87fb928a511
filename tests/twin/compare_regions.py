#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds `fyp regions` against its naive twin on random trees of regions.

    compare_regions.py --fyp PATH [--cases N] [--seed N]

Counties, towns and villages with and without figures, with and without
numerators and weights, declared and undeclared ones; totals, differences,
what is missing, spread and ranks, numbers within 1e-9, words exactly. Ends
with what was covered, and fails on any difference and where a way was never
taken.
"""
import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from fractions import Fraction

import regions_twin as twin

TOLERANCE = Fraction(1, 10 ** 9)
FINDINGS_SHOWN = 10
FIRST, LAST = 2021, 2025
MUST_COVER = (
    [("way", w) for w in ("sum", "ratio", "weighted_mean", "plain_mean")] +
    [("refused", w) for w in ("not_rolled_up", "no_parts", "zero_weight")] +
    [("agrees", w) for w in (True, False, None)] +
    [("weights", w) for w in ("equal", "denominators", "series")] +
    [("depth", d) for d in range(4)] +
    [("missing", True), ("partial", True), ("undeclared", True),
     ("ranked", True), ("ranked", False)])
INDICATORS = {
    "amount": {"kind": "level", "rule": "sum", "unit": "人"},
    "flow": {"kind": "cumulative", "rule": "sum", "unit": "户"},
    "rate": {"kind": "level", "rule": "ratio", "unit": "%"},
    "weighed": {"kind": "level", "rule": "ratio", "unit": "%",
                "weight": "people"},
    "standard": {"kind": "level", "rule": "weighted", "unit": "元",
                 "weight": "people"},
    "plain": {"kind": "growth", "rule": "weighted", "unit": "%"},
    "apart": {"kind": "level", "rule": "none", "unit": "元"},
    "people": {"kind": "level", "rule": "sum", "unit": "人"},
}
RULES = {"sum": "相加", "ratio": "分子分母", "weighted": "加权平均",
         "none": "不汇总"}
KINDS = {"level": "水平", "cumulative": "累计", "growth": "增速"}
JUDGED = [name for name in INDICATORS if name != "people"]
SOURCE = '{章节: 专栏1, 原文: "随机"}'


# ------------------------------------------------------------------- cases

def draw_tree(rng):
    """(top, declared, all regions below it)"""
    top = rng.choice(["511100", "510000", "510604", "330200"])
    if top == "510000":
        codes = [f"5111{c:02}" for c in rng.sample(range(1, 99), 3)]
        codes += [f"5106{c:02}" for c in rng.sample(range(1, 99), 2)]
        codes += ["511100", "512000"]
    elif top.endswith("00"):
        codes = [top[:4] + f"{c:02}" for c in rng.sample(range(1, 99), 5)]
    else:
        codes = [top + f"{c:03}" for c in rng.sample(range(1, 300), 5)]
    declared = []
    if rng.random() < 0.5:
        level = [c for c in codes if twin.tree(top, [], codes)[c] == top]
        declared = sorted(level)[:rng.choice([2, 3, 5])]
    for code in list(codes):
        if len(code) == 6 and not code.endswith("00") and rng.random() < 0.5:
            codes += [code + f"{c:03}" for c in range(1, rng.choice([2, 4]))]
    for code in list(codes):
        if len(code) == 9 and rng.random() < 0.3:
            codes += [code + "001", code + "002"]
    return top, declared, codes


def draw_value(rng, name):
    """(value, numerator, denominator), texts"""
    if name in ("amount", "flow", "people"):
        low = 0 if rng.random() < 0.1 else 1
        return (str(rng.randint(0, 400) * low), None, None)
    if name in ("rate", "weighed"):
        d = rng.randint(2, 3000)
        n = rng.randint(d // 3, d)
        text = f"{100 * n / d:.{rng.choice([1, 2])}f}"
        both = rng.random() < (0.97 if name == "rate" else 0.6)
        if both and rng.random() < 0.2:
            return ("", str(n), str(d))     # the program divides
        return (text, str(n), str(d)) if both else (text, None, None)
    if name == "plain":
        return (f"{rng.uniform(-3, 12):.1f}", None, None)
    return (f"{rng.uniform(40, 900):.{rng.choice([0, 2])}f}", None, None)


def draw_case(rng):
    top, declared, codes = draw_tree(rng)
    places = [top] + declared + codes
    figures = {}
    for name in INDICATORS:
        full = rng.choice([0.45, 0.8, 1.0])
        nobody = name == "people" and rng.random() < 0.15
        for code in dict.fromkeys(places):
            if rng.random() > full:
                continue
            for year in range(FIRST - 1, LAST + 1):
                if name == "flow" and rng.random() < 0.1:
                    continue
                row = draw_value(rng, name)
                figures[code, name, year, False] = \
                    ("0", None, None) if nobody else row
        if name == "amount" and rng.random() < 0.5:
            agree(figures, top, declared, codes, name)
    if rng.random() < 0.3:
        code = rng.choice(places)
        figures[code, "flow", FIRST + 1, True] = ("117", None, None)
    return {"top": top, "declared": declared, "figures": figures,
            "year": rng.randint(FIRST, LAST)}


def agree(figures, top, declared, codes, name):
    """A top that reports the sum of what lies directly below it."""
    for year in range(FIRST, LAST + 1):
        below = [figures.get((c, name, year, False)) for c in
                 (declared or [c for c, p in twin.tree(
                     top, [], codes).items() if p == top])]
        figures[top, name, year, False] = (
            str(sum(int(row[0]) for row in below if row)), None, None)


# -------------------------------------------------------------------- files

def entry_yaml(name, indicator):
    lines = [f"  - 代码: {name}", f"    名称: 名称{name}",
             f"    英文名: {name}", f'    单位: "{indicator["unit"]}"',
             f"    类型: {KINDS[indicator['kind']]}", "    方向: 越高越好"]
    if indicator["unit"] == "%" and indicator["kind"] == "level":
        lines.append("    自然范围: [0, 100]")
    lines.append(f"    汇总: {RULES[indicator['rule']]}")
    if "weight" in indicator:
        lines.append(f"    权数: {indicator['weight']}")
    return lines + ["    定义: 随机数。"]


def plan_yaml(case):
    lines = ["规划: random-2021", "标题: 随机规划",
             f'地区: {{代码: "{case["top"]}", 名称: 甲地}}',
             f"基期年: {FIRST - 1}", f"目标年: {LAST}"]
    if case["declared"]:
        lines.append("下级地区:")
        lines += [f'  - {{代码: "{c}", 名称: 乙{c}}}'
                  for c in case["declared"]]
    lines.append("指标:")
    for number, name in enumerate(JUDGED, 1):
        lines += [f"  - 序号: {number}", f"    代码: {name}",
                  f"    名称: 名称{name}",
                  f'    单位: "{INDICATORS[name]["unit"]}"',
                  "    基期: {空白: 未录入}",
                  '    目标: {原文: "印", 比较: ">=", 数值: 70}',
                  f"    出处: {SOURCE}"]
    return lines


def write_home(folder, case):
    def write(name, lines):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    os.makedirs(os.path.join(folder, "indicators", "plans"))
    catalogue = ["指标目录:"]
    for name, indicator in INDICATORS.items():
        catalogue += entry_yaml(name, indicator)
    write("indicators/catalogue.yaml", catalogue)
    write("indicators/plans/random-2021.yaml", plan_yaml(case))
    rows = ["region,indicator,year,value,basis,numerator,denominator"]
    for (code, name, year, to_date), (value, n, d) in sorted(
            case["figures"].items()):
        rows.append(f"{code},{name},{year},{value},"
                    f"{'to_date' if to_date else ''},{n or ''},{d or ''}")
    write("figures.csv", rows)


def ask(fyp, case, folder):
    write_home(folder, case)
    db = os.path.join(folder, "fyp.db")
    environment = dict(os.environ, FYP_HOME=folder, LC_ALL="C.UTF-8")
    for command in (["import", "--db", db,
                     os.path.join(folder, "figures.csv")],
                    ["regions", "random-2021", "--db", db, "--year",
                     str(case["year"]), "--format", "json"]):
        done = subprocess.run([fyp, *command], capture_output=True,
                              encoding="utf-8", env=environment, check=False)
        if done.returncode:
            return {"failed": done.stderr[-600:]}
    return json.loads(done.stdout)


# --------------------------------------------------------------- comparison

def differ(got, wanted):
    if got is None or wanted is None:
        return got is not wanted
    got, wanted = Fraction(got), Fraction(wanted)
    return abs(got - wanted) > TOLERANCE * max(1, abs(wanted))


def codes(places):
    return [place["region"] for place in places]


def compare_place(got, wanted, seen):
    own, computed = wanted["own"], wanted["computed"]
    expected = {
        "reported": own and own.value, "computed": computed.get("value"),
        "numerator": computed.get("n"), "denominator": computed.get("d"),
        "difference": wanted["difference"]}
    words = {
        "way": computed.get("way"), "refused": computed.get("refused"),
        "agrees": wanted["agrees"], "parts": len(wanted["parts"]),
        "incomplete": wanted["incomplete"],
        "reported_incomplete": bool(own and own.incomplete)}
    found = [f"{key}: {got[key]} != {value and float(value)}"
             for key, value in expected.items() if differ(got[key], value)]
    found += [f"{key}: {got[key]} != {value}"
              for key, value in words.items() if got[key] != value]
    for key, nodes in (("missing", "missing"),
                       ("incomplete_parts", "partial")):
        if codes(got[key]) != wanted[nodes]:
            found.append(f"{key}: {codes(got[key])} != {wanted[nodes]}")
        seen[nodes, bool(wanted[nodes])] += 1
    for key in ("way", "refused"):
        seen[key, words[key]] += 1
    if own and "value" in computed:
        seen["agrees", words["agrees"]] += 1
    seen["depth", got["depth"]] += 1
    return found


def compare_spread(got, wanted, seen):
    found = [f"{key}: {got[key]} != {wanted[twins]}" for key, twins in
             (("mean", "mean"), ("variation", "variation"),
              ("max_min_ratio", "ratio")) if differ(got[key], wanted[twins])]
    found += [f"{key}: {got[key]} != {wanted[key]}"
              for key in ("weights", "count") if got[key] != wanted[key]]
    found += [f"{key}: {codes(got[key])} != {wanted[key]}"
              for key in ("best", "worst") if codes(got[key]) != wanted[key]]
    seen["weights", wanted["weights"]] += wanted["count"] > 1
    return found


def compare_ranks(answer, seen):
    counted = [s["score"] if s["counted"] else None
               for s in answer["subregions"]]
    wanted = twin.ranks(counted)
    got = [s["rank"] for s in answer["subregions"]]
    for rank in wanted:
        seen["ranked", rank is not None] += 1
    seen["undeclared", any(not s["counted"]
                           for s in answer["subregions"])] += 1
    return [] if got == wanted else [f"ranks: {got} != {wanted}"]


def compare(answer, case, seen):
    if "failed" in answer:
        return [answer["failed"]]
    model = twin.Case(case["top"], case["declared"], case["figures"],
                      INDICATORS, FIRST, case["year"])
    found = compare_ranks(answer, seen)
    for total, spread in zip(answer["totals"], answer["spread"]):
        name = total["code"]
        places = {p["region"]: p for p in total["places"]}
        if set(places) != set(model.parents):
            return [f"tree: {sorted(places)} != {sorted(model.parents)}"]
        for code, place in places.items():
            if place["parent"] != model.parents[code]:
                found.append(f"{code}: parent {place['parent']}")
            found += [f"{name} {code} {text}" for text in compare_place(
                place, model.place(code, name), seen)]
        found += [f"{name} {text}" for text in compare_spread(
            spread, model.spread(name, 1), seen)]
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fyp", required=True)
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--seed", type=int, default=12)
    arguments = parser.parse_args()
    seen, findings = Counter(), []
    for number in range(arguments.cases):
        case = draw_case(random.Random(f"{arguments.seed}-{number}"))
        with tempfile.TemporaryDirectory() as folder:
            answer = ask(os.path.abspath(arguments.fyp), case, folder)
        findings += [f"case {number}: {text}"
                     for text in compare(answer, case, seen)]
    for text in findings[:FINDINGS_SHOWN]:
        print(text)
    missed = [what for what in MUST_COVER if not seen[what]]
    if missed and not findings:
        print("never covered:", missed)
    print(f"{arguments.cases} trees, {len(findings)} differences;",
          ", ".join(f"{a} {b}: {seen[a, b]}" for a, b in MUST_COVER))
    return 1 if findings or missed else 0


if __name__ == "__main__":
    sys.exit(main())
