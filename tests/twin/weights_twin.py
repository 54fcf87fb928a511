#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Section 16 of docs/methods.md once more, from the page alone, and the program
held against it on random judgements and figures.

    weights_twin.py [--fyp PATH] [--cases N] [--seed N]

The eigenvector by powers of the matrix; the entropy as it stands on the page.
Without --fyp only the printed examples are tried. Ends with what was covered,
and fails on any difference and where a way or a refusal never came up.
Python 3.11, standard library only.
"""
import argparse
import json
import math
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from fractions import Fraction

TOLERANCE = 1e-9
RANDOM_INDEX = [None, 0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49,
                1.51, 1.48, 1.56, 1.57, 1.59]
REGION = "510604"
SUBREGIONS = ["510681", "510682", "510683", "510623", "510626"]
FIRST_YEAR = 2021


# ------------------------------------------------------------ section 16

def ahp(rows):
    """Weights, lambda_max and CR of a full matrix of texts."""
    matrix = [[float(Fraction(x)) for x in row] for row in rows]
    n = len(matrix)
    vector, largest = [1.0 / n] * n, float(n)
    for _ in range(20000):
        image = [math.fsum(a * b for a, b in zip(row, vector))
                 for row in matrix]
        largest = math.fsum(image)
        before, vector = vector, [x / largest for x in image]
        if max(abs(a - b) for a, b in zip(before, vector)) < 1e-17:
            break
    index = max(0.0, (largest - n) / (n - 1)) if n > 1 else 0.0
    ratio = index / RANDOM_INDEX[n] if n > 2 else 0.0
    return vector, largest, ratio


def entropy(columns):
    """Weights of columns of (comparator, target, cells); None: refused."""
    if not columns or len(columns[0][2]) < 3:
        return None
    rest = []
    for comparator, target, cells in columns:
        if any(cell is None for cell in cells):
            return None
        if comparator == "=":
            cells = [-abs(cell - target) for cell in cells]
        low, high = min(cells), max(cells)
        if abs(high - low) <= 1e-9 * max(abs(high), abs(low)):
            rest.append(0.0)
            continue
        placed = [(high - x if comparator[0] == "<" else x - low)
                  / (high - low) for x in cells]
        total = math.fsum(placed)
        shares = [y / total for y in placed]
        rest.append(1 + math.fsum(p * math.log(p) for p in shares if p > 0)
                    / math.log(len(cells)))
    total = math.fsum(rest)
    return [r / total for r in rest] if total > 0 else None


def entropy_columns(plan, figures, year):
    """The table: sub-regions where there are enough and anything is known."""
    def cells(code, places):
        for basis in ("year", "to_date"):
            found = [figures.get((place, code, at, basis))
                     for place, at in places]
            if any(x is not None for x in found):
                break
        return found

    judged = [ind for ind in plan["indicators"] if ind["comparator"]]
    places = [(code, year) for code in plan["subregions"]]
    known = any(x is not None for ind in judged
                for x in cells(ind["code"], places))
    rows = "subregions"
    if len(places) < 3 or not known:
        rows = "years"
        places = [(REGION, y) for y in range(FIRST_YEAR, year + 1)]
    return rows, judged, [(ind["comparator"], ind["target"],
                           cells(ind["code"], places)) for ind in judged]


# ------------------------------------------------------------ printed

def check_printed():
    house = ["1 5 3 7 6 6 1/3 1/4", "1/5 1 1/3 5 3 3 1/5 1/7",
             "1/3 3 1 6 3 4 6 1/5", "1/7 1/5 1/6 1 1/3 1/4 1/7 1/8",
             "1/6 1/3 1/3 3 1 1/2 1/5 1/6", "1/6 1/3 1/4 4 2 1 1/5 1/6",
             "3 5 1/6 7 5 5 1 1/2", "4 7 5 8 6 6 2 1"]
    vector, largest, ratio = ahp([row.split() for row in house])
    assert abs(largest - 9.669) < 5e-4 and abs(ratio - 0.169) < 5e-4
    assert [round(x, 3) for x in vector] == [
        0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333]
    wards = [(">=", 0, [100, 100, 75, 100, 100, 100, 100, 87.5, 100, 100, 100]),
             (">=", 0, [90, 100, 100, 100, 90, 100, 100, 100, 100, 90, 100]),
             (">=", 0, [100, 78.6, 85.7, 78.6, 100, 100, 78.6, 85.7, 92.9, 100,
                        92.9])]
    nothing = [(">=", 0, [84 if i == 0 else 100 for i in range(11)])]
    rest = entropy(wards + nothing)
    assert abs(rest[0] / rest[1] - 0.0758 / 0.2192) < 1e-3
    print("printed examples: as printed")


# ------------------------------------------------------------ random cases

def judgement(rng, wild):
    grade = rng.randint(1, 9 if wild else 3)
    return rng.choice([str(grade), f"1/{grade}", f"{grade}"])


def draw_matrix(rng, codes):
    n, wild = len(codes), rng.random() < 0.3
    rows = [["1"] * n for _ in range(n)]
    order = [rng.uniform(1, 4) for _ in range(n)]
    for i in range(n):
        for k in range(i + 1, n):
            if wild:
                text = judgement(rng, True)
            else:
                ratio = order[i] / order[k]
                text = (str(max(1, min(9, round(ratio)))) if ratio >= 1
                        else f"1/{max(1, min(9, round(1 / ratio)))}")
            rows[i][k] = text
            rows[k][i] = str(1 / Fraction(text))
    upper = rng.random() < 0.5
    written = [row[i:] if upper else row for i, row in enumerate(rows)]
    return {"codes": codes, "rows": rows, "written": written,
            "accept": rng.random() < 0.5}


def draw_plan(rng, number):
    indicators = []
    for k in range(rng.choice([1, 2, 3, 4, 6, 9, 15])):
        comparator = rng.choice([">=", ">=", ">", "<=", "<", "=", None])
        indicators.append({
            "code": f"p{number}c{k}", "no": k + 1, "comparator": comparator,
            "target": round(rng.uniform(20, 90), 1)})
    return {"id": f"plan-{number}", "indicators": indicators,
            "subregions": rng.sample(SUBREGIONS, rng.choice([0, 2, 3, 4, 5])),
            "year": rng.choice([2022, 2023, 2023, 2024, 2025])}


def draw_figures(rng, plan, figures):
    gap = rng.choice([0, 0, 0, 0.02])
    silent = rng.random() < 0.3   # nothing of the sub-regions
    for ind in plan["indicators"]:
        flat = rng.random() < 0.1
        basis = rng.choice(["year"] * 6 + ["to_date"])
        low = rng.uniform(-50, 90)
        places = [(REGION, y) for y in range(FIRST_YEAR, plan["year"] + 1)]
        if not silent:
            places += [(code, plan["year"]) for code in plan["subregions"]]
        for place, year in places:
            if rng.random() >= gap:
                value = round(low if flat else low + rng.uniform(0, 9), 2)
                figures[(place, ind["code"], year, basis)] = value


def plan_yaml(plan):
    lines = [f"规划: {plan['id']}", "标题: 随机规划",
             f'地区: {{代码: "{REGION}", 名称: 甲县}}', "基期年: 2020",
             "目标年: 2025", "规则: by-figures"]
    if plan["subregions"]:
        lines.append("下级地区:")
        lines += [f'  - {{代码: "{code}", 名称: 乙{code}}}'
                  for code in plan["subregions"]]
    lines.append("指标:")
    for ind in plan["indicators"]:
        target = '{原文: "印", 类型: 无}'
        if ind["comparator"]:
            target = (f'{{原文: "印", 比较: "{ind["comparator"]}", '
                      f'数值: {ind["target"]}}}')
        lines += [f"  - 序号: {ind['no']}", f"    代码: {ind['code']}",
                  f"    名称: 名称{ind['code']}", "    单位: 户",
                  "    基期: {空白: 无此列}", f"    目标: {target}",
                  '    出处: {章节: 专栏1, 原文: "随机"}']
    return "\n".join(lines) + "\n"


def matrix_yaml(name, matrix):
    lines = [f"规则集: {name}", "版本: 1", "判断矩阵:",
             f"  接受不一致: {'是' if matrix['accept'] else '否'}", "  行:"]
    lines += [f"    - {{指标: {code}, 判断: \"{' '.join(row)}\"}}"
              for code, row in zip(matrix["codes"], matrix["written"])]
    return "\n".join(lines) + "\n"


def catalogue_yaml(plans):
    lines = ["指标目录:"]
    for plan in plans:
        for ind in plan["indicators"]:
            lines += [f"  - 代码: {ind['code']}", f"    名称: 名称{ind['code']}",
                      f"    英文名: name of {ind['code']}", "    单位: 户",
                      "    类型: 水平", "    方向: 越高越好",
                      "    自然范围: [无下限, 无上限]", "    汇总: 不汇总",
                      "    定义: 随机数。"]
    return "\n".join(lines) + "\n"


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


def write_home(folder, plans, figures):
    for name in ("plans", "rulesets"):
        os.makedirs(os.path.join(folder, "indicators", name))
    write(folder, "indicators/catalogue.yaml", catalogue_yaml(plans))
    write(folder, "indicators/rulesets/by-figures.yaml",
          "规则集: by-figures\n版本: 1\n权重方法: 熵权\n")
    for plan in plans:
        write(folder, f"indicators/plans/{plan['id']}.yaml", plan_yaml(plan))
    rows = ["region,indicator,year,value,basis"]
    rows += [f"{place},{code},{year},{value},{basis}"
             for (place, code, year, basis), value in figures.items()]
    write(folder, "figures.csv", "\n".join(rows) + "\n")


def call(fyp, folder, *arguments):
    return subprocess.run(
        [fyp, *arguments], capture_output=True, text=True, timeout=120,
        check=False, env=dict(os.environ, FYP_HOME=folder, LC_ALL="C.UTF-8"))


# ------------------------------------------------------------ comparison

def near(a, b):
    return abs(a - b) <= TOLERANCE * max(1.0, abs(a), abs(b))


def compare_matrix(fyp, folder, plan, rng, seen):
    codes = [ind["code"] for ind in plan["indicators"]][:rng.randint(1, 15)]
    matrix = draw_matrix(rng, codes)
    write(folder, "judged.yaml", matrix_yaml("judged", matrix))
    done = call(fyp, folder, "ruleset", "show",
                os.path.join(folder, "judged.yaml"), "--format", "json")
    vector, largest, ratio = ahp(matrix["rows"])
    if ratio > 0.10 + 1e-9 and not matrix["accept"]:
        seen["ahp refused"] += 1
        return [] if done.returncode == 3 and "FYP-548" in done.stderr \
            else [f"CR {ratio} is not refused: {done.stderr}"]
    if done.returncode != 0:
        return [f"CR {ratio} refused: {done.stderr}\n{matrix['written']}"]
    seen["ahp accepted" if ratio > 0.10 else "ahp"] += 1
    got = json.loads(done.stdout)
    found = []
    if not near(got["ahp"]["lambda_max"], largest) or \
            not near(got["ahp"]["consistency_ratio"], ratio):
        found.append(f"{got['ahp']} against {largest} {ratio}")
    for item, code, weight in zip(got["weights"], codes, vector):
        if item["code"] != code or not near(item["weight"], weight):
            found.append(f"{item} against {code} {weight}")
    return found


def compare_entropy(fyp, folder, plan, figures, seen):
    done = call(fyp, folder, "evaluate", plan["id"], "--year",
                str(plan["year"]), "--format", "json", "--db",
                os.path.join(folder, "fyp.db"))
    rows, judged, columns = entropy_columns(plan, figures, plan["year"])
    weights = entropy(columns)
    if weights is None:
        seen["entropy refused"] += 1
        return [] if done.returncode == 3 and "FYP-549" in done.stderr \
            else [f"{plan['id']} is not refused: {done.stderr[:400]}"]
    if "FYP-504" in done.stderr:  # all scored ones have the weight 0
        seen["entropy 504"] += 1
        return []
    if done.returncode != 0:
        return [f"{plan['id']} is refused: {done.stderr[:400]}"]
    seen["entropy " + rows] += 1
    got = json.loads(done.stdout)
    found = []
    if got["ruleset"]["entropy"]["rows"] != rows or \
            got["ruleset"]["weighting"] != "entropy":
        found.append(f"{plan['id']}: rows {got['ruleset']['entropy']}, {rows}")
    by_code = {ind["code"]: ind["weight"] for ind in got["indicators"]}
    for ind, weight in zip(judged, weights):
        seen["weight 0"] += weight == 0
        if not near(by_code[ind["code"]], weight):
            found.append(f"{ind['code']}: {by_code[ind['code']]}, {weight}")
    return found


def compare(fyp, cases, seed):
    rng, seen, found = random.Random(seed), Counter(), []
    plans, figures = [], {}
    for number in range(cases):
        plans.append(draw_plan(rng, number))
        draw_figures(rng, plans[-1], figures)
    with tempfile.TemporaryDirectory(prefix="fyp-weights-") as folder:
        write_home(folder, plans, figures)
        done = call(fyp, folder, "import", "--db",
                    os.path.join(folder, "fyp.db"),
                    os.path.join(folder, "figures.csv"))
        if done.returncode != 0:
            sys.exit(f"fyp import: {done.returncode}\n{done.stderr[:2000]}")
        for plan in plans:
            found += compare_entropy(fyp, folder, plan, figures, seen)
            found += compare_matrix(fyp, folder, plan, rng, seen)
    for line in found[:10]:
        print(line)
    print(f"seed {seed}: {cases} cases, {dict(sorted(seen.items()))}; "
          f"{len(found)} differences")
    for what in ("ahp", "ahp refused", "ahp accepted", "entropy refused",
                 "entropy subregions", "entropy years", "weight 0"):
        if seen[what] == 0:
            found.append(f"never came up: {what}")
            print(found[-1])
    return 1 if found else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--fyp", help="the program")
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--seed", type=int, default=450100)
    options = parser.parse_args()
    check_printed()
    if options.fyp:
        sys.exit(compare(options.fyp, options.cases, options.seed))


if __name__ == "__main__":
    main()
