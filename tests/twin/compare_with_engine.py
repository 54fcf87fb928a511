#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the program against its naive twin, on random plans and figures.

    compare_with_engine.py --fyp PATH [--cases N] [--seed N] [--keep FOLDER]

Writes home folders (catalogue, plans, figures), runs `fyp import` and
`fyp evaluate --format json`, and compares every key of the JSON contract with
what methods_twin.py says: numbers within 1e-9, words exactly. Values lie on
coarse grids, and many are put on a bound on purpose, so that the rules are
tried where they turn. Ends with a table of what was covered; fails on any
difference, and where a status, flag, source, method or grade never came up.

A case is one indicator in one evaluation. The same seed gives the same cases.
"""
import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from fractions import Fraction

import chain
import methods_twin as twin

PLANS_A_HOME = 5
RUNS_A_PLAN = 6
NATION = "100000"
REGION = "510604"
SUBREGIONS = ["510681", "510682", "510683", "510623"]
TOLERANCE = 1e-9
FINDINGS_SHOWN = 10
CASES_THAT_COVER = 5000     # a shorter run may leave something out

KIND_WORDS = {"level": "水平", "cumulative": "累计", "growth": "增速",
              "event": "事项"}
UP, DOWN = (">=", ">"), ("<=", "<")


# ------------------------------------------------------------- random cases

class Grid:
    """Where the values of one indicator come from: low .. high by a step,
    written with a number of decimals."""

    def __init__(self, rng, low, high, step):
        self.rng, self.low, self.high = rng, Fraction(low), Fraction(high)
        self.step = Fraction(step)
        self.decimals = max(0, len(step.partition(".")[2]))

    def text(self, value):
        """Plain decimal text; more decimals where the value has them."""
        for decimals in range(self.decimals, 12):
            scaled = Fraction(value) * 10 ** decimals
            if scaled.denominator == 1:
                return decimal_text(scaled.numerator, decimals)
        return None

    def draw(self):
        n = int((self.high - self.low) / self.step)
        return self.text(self.low + self.rng.randint(0, n) * self.step)

    def holds(self, value):
        return self.low <= value <= self.high


def decimal_text(whole, decimals):
    sign = "-" if whole < 0 else ""
    digits = str(abs(whole)).rjust(decimals + 1, "0")
    if decimals == 0:
        return sign + digits
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"


def draw_grid(rng, kind):
    """(grid, unit, range) of one indicator; the range is that of the plan or
    of the catalogue, None for none."""
    if kind == "growth":
        low, high, step = rng.choice(
            [("-3", "9", "0.5"), ("-40", "40", "5"), ("4", "8", "0.1"),
             ("-110", "20", "10"), ("0", "1", "0.5")])
        return Grid(rng, low, high, step), "%", None
    if kind == "event":
        return Grid(rng, "0", "1", rng.choice(["0.25", "0.1", "1"])), "", None
    profile = rng.randrange(5)
    if profile == 0:
        return Grid(rng, "0", "100", rng.choice(["1", "5", "0.5"])), "%", \
            rng.choice([None, ["0", "100"], ["0", None]])
    if profile == 1:
        return Grid(rng, "85", "100", rng.choice(["0.1", "1", "0.01"])), "%", \
            None
    if profile == 2:
        grid = Grid(rng, "0", "180", rng.choice(["1", "10", "7.5"]))
        return grid, "户", rng.choice([None, ["0", None], ["0", "180"]])
    if profile == 3:
        grid = Grid(rng, "-10", "10", rng.choice(["1", "0.5", "0.1", "5"]))
        return grid, "分", rng.choice([None, None, ["-10", "10"]])
    return Grid(rng, "0", "0.04", rng.choice(["0.004", "0.001"])), "万户", None


def draw_comparator(rng, kind):
    if kind == "cumulative":
        return rng.choice([">=", ">=", ">"])
    return rng.choice([">=", ">=", ">=", ">", ">", "<=", "<=", "<", "="])


def draw_target(rng, kind, grid, references):
    target = {"kind": "value", "comparator": None, "value": None,
              "reference": None, "reference_region": None, "tolerance": None,
              "decimals": None}
    if rng.random() < 0.05:
        target["kind"] = rng.choice(["none", "text"])
        return target
    if kind == "event":
        target.update(comparator=">=", value="1")
        return target
    if references and rng.random() < (0.5 if kind == "growth" else 0.15):
        target.update(kind="reference", reference=rng.choice(references),
                      comparator=draw_comparator(rng, kind))
        target["reference_region"] = rng.choice([None, NATION])
        if kind == "growth":
            target["tolerance"] = rng.choice([None, "0", "0.5", "1.5"])
        return target
    target["value"] = grid.draw()
    if rng.random() < 0.1 and grid.holds(0):
        target["value"] = "0"
    elif rng.random() < 0.15:
        target["value"] = grid.text(rng.choice([grid.low, grid.high]))
    target["comparator"] = draw_comparator(rng, kind)
    if rng.random() < 0.15:
        target["comparator"] = None                 # a bare number
    if rng.random() < 0.1:
        target["decimals"] = rng.choice([-1, 0, 1])
    return target


def draw_baseline(rng, grid, target):
    """The table's baseline and the prose's, each with a value and perhaps a
    bound; often equal to the target, or beyond it."""
    def draw():
        value = grid.draw()
        if target["value"] is not None and rng.random() < 0.2:
            value = target["value"]
        bound = None
        if rng.random() < 0.15:
            bound = rng.choice([">", ">=", "<", "<="])
        return {"value": value, "comparator": bound}
    which = rng.choice(["table", "table", "table", "prose", "both", "none",
                        "none", "none"])
    return {"table": draw() if which in ("table", "both") else None,
            "prose": draw() if which in ("prose", "both") else None}


def draw_milestones(rng, ind, grid, y0, y1):
    if (ind["target"]["kind"] != "value" or ind["kind"] == "growth"
            or y1 - y0 < 2):
        return []
    years = list(range(y0 + 1, y1))
    if ind["kind"] == "event":
        if rng.random() < 0.5:
            return []
        return [{"year": rng.choice(years), "comparator": ">=", "value": "1"}]
    n = rng.choice([0, 0, 1, 1, 2, 3]) if ind["path"] == "step" else \
        rng.choice([0, 0, 0, 1, 2])
    comparator = ind["target"]["comparator"] or ">="
    words = UP if comparator in UP else DOWN
    words = ("=",) if comparator == "=" else words
    if ind["each_subregion"]:
        grid, words = Grid(rng, "0", "100", "25"), UP
    return [{"year": year, "comparator": rng.choice(words),
             "value": grid.draw()}
            for year in sorted(rng.sample(years, min(n, len(years))))]


def near_a_bound(rng, ind, grid, plan, year):
    """A value at, just below or just above something that matters."""
    target = ind["target"]
    if target["value"] is None or ind["each_subregion"]:
        return None
    y0, y1 = plan["baseline_year"], plan["end_year"]
    goal = Fraction(target["value"])
    marks = [goal, goal * Fraction(101, 100), goal * Fraction(99, 100)]
    marks += [Fraction(m["value"]) for m in ind["milestones"]]
    start = Fraction(0)
    for side in ("table", "prose"):
        if ind["printed"][side] and ind["kind"] == "level":
            start = Fraction(ind["printed"][side]["value"])
            marks.append(start)
            break
    due = start + (goal - start) * Fraction(year - y0, y1 - y0)
    marks += [start + (due - start) * Fraction(k, 10) for k in (9, 10, 11)]
    value = rng.choice(marks) + rng.choice([-1, 0, 0, 0, 1]) * grid.step
    return grid.text(value) if grid.holds(value) else None


def as_promised(ind, plan):
    """The figure that keeps a promise year by year, None where there is no
    such number."""
    value = ind["target"]["value"]
    if value is None or ind["kind"] != "cumulative":
        return value
    years = plan["end_year"] - plan["baseline_year"]
    share = Fraction(value) / (years if years in (2, 5, 10) else 2)
    return Grid(None, "0", "0", "1").text(share)


def draw_series(rng, ind, grid, plan):
    """Figures of one indicator in one place: {(year, basis): text}."""
    y0, y1 = plan["baseline_year"], plan["end_year"]
    if plan["good"] and rng.random() < 0.98:
        value = as_promised(ind, plan) or grid.draw()
        return {(year, "year"): value for year in range(y0 + 1, y1 + 1)}
    density = rng.choice([0, 0.5, 0.8, 0.9, 1, 1])
    kind, series = ind["kind"], {}
    same = grid.draw() if rng.random() < 0.15 else None
    for year in range(y0 - 1, y1 + 1):
        if rng.random() >= density:
            continue
        if year <= y0 and rng.random() < 0.5:
            continue
        value = same or grid.draw()
        if kind == "cumulative" and grid.low >= 0 and rng.random() < 0.7:
            value = grid.text(Fraction(value) / 5)
        elif kind != "event" and rng.random() < 0.4:
            value = near_a_bound(rng, ind, grid, plan, year) or value
        basis = "year"
        if rng.random() < (0.15 if kind == "cumulative" else 0.05):
            basis = "to_date"
            if rng.random() < 0.3:
                series[year, "year"] = grid.draw()
        series[year, basis] = value
    return series


def draw_indicator(rng, plan, code, number, references):
    kind = rng.choices(["level", "cumulative", "growth", "event"],
                       [52, 20, 20, 8])[0]
    grid, unit, natural = draw_grid(rng, kind)
    if natural is not None and kind == "growth":
        natural = None
    ind = {"no": str(number), "code": code, "name": f"名称{code}",
           "unit": unit, "kind": kind,
           "category": rng.choice([None, "甲类", "乙类", "丙类"]),
           "attribute": rng.choice([None, "binding", "anticipatory",
                                    "anticipatory"]),
           "path": rng.choice(["linear", "linear", "linear", "step"]),
           "each_subregion": False, "declared_range": natural,
           "range_in": rng.choice(["plan", "catalogue"]),
           "kind_in": rng.choice(["plan", "catalogue"])}
    ind["target"] = draw_target(rng, kind, grid, references.get(kind))
    if kind == "level" and ind["target"]["kind"] == "value":
        ind["each_subregion"] = rng.random() < 0.15
    ind["printed"] = draw_baseline(rng, grid, ind["target"])
    ind["milestones"] = draw_milestones(rng, ind, grid, plan["baseline_year"],
                                        plan["end_year"])
    ind["range"] = natural
    if natural is None and kind == "level" and unit == "%":
        ind["range"] = ["0", "100"]
    used = ind["printed"]["table"] or ind["printed"]["prose"]
    source = "table" if ind["printed"]["table"] else "prose"
    ind["baseline"] = dict(used, source=source) if used else \
        {"value": None, "comparator": None, "source": "none"}
    return ind, grid


def draw_plan(rng, name, prefix):
    """(plan for the twin, figures)."""
    y0, y1 = rng.choice([(2020, 2025)] * 5 + [(2022, 2025), (2015, 2020),
                                              (2020, 2030), (2023, 2025)])
    plan = {"id": name, "region": REGION, "baseline_year": y0, "end_year": y1,
            "published_year": rng.choice([None, y0 + 1, y0 + 2]),
            "subregions": SUBREGIONS, "indicators": [],
            "good": rng.random() < 0.2}     # nearly all targets are met
    references = {"growth": [f"{prefix}rg{i}" for i in range(3)],
                  "level": [f"{prefix}rl{i}" for i in range(3)]}
    figures = []

    def add(region, code, series):
        figures.extend({"region": region, "indicator": code, "year": year,
                        "value": value, "basis": basis}
                       for (year, basis), value in series.items())
    for number in range(1, rng.randint(32, 42) + 1):
        code = f"{prefix}i{number}"
        ind, grid = draw_indicator(rng, plan, code, number,
                                   {} if plan["good"] else references)
        if plan["good"]:
            ind["milestones"] = []
            ind["attribute"] = rng.choice([None] * 20 + ["binding"])
        plan["indicators"].append(ind)
        if ind["each_subregion"]:
            for place in SUBREGIONS:
                add(place, code, draw_series(rng, ind, grid, plan))
            continue
        add(REGION, code, draw_series(rng, ind, grid, plan))
        if rng.random() < 0.3:
            add(SUBREGIONS[1], code, draw_series(rng, ind, grid, plan))
    for kind, codes in references.items():
        for code in codes:
            grid, _, _ = draw_grid(rng, kind)
            ind = {"kind": kind, "target": {"value": None},
                   "each_subregion": False}
            for place in (REGION, NATION, SUBREGIONS[1]):
                add(place, code, draw_series(rng, ind, grid, plan))
    plan["references"] = references
    return plan, figures


def draw_run(rng, plan):
    """One evaluation: arguments of evaluate()."""
    y0, y1 = plan["baseline_year"], plan["end_year"]
    year = rng.choice(list(range(y0 + 1, y1 + 1)) + [y1])
    stages = [None, None, "annual", "midterm"]
    if year == y1:
        stages += ["final"] * 2
    run = {"year": year, "stage": rng.choice(stages),
           "method": rng.choice(twin.METHODS),
           "compare": rng.choice(["full", "full", "rounded"]),
           "missing": rng.choice(["skip", "skip", "zero"]),
           "mean": rng.choice(["arithmetic"] * 9 + ["geometric"]),
           "region": plan["region"]}
    if plan["good"] and rng.random() < 0.5:     # no zero: a geometric mean
        run.update(mean="geometric", missing="skip")
    if rng.random() < 0.1:
        run["region"] = SUBREGIONS[1]
    return run


# ----------------------------------------------------------- files of a home

def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def range_yaml(limits):
    low, high = limits
    return f"[{low if low is not None else '无下限'}, " \
           f"{high if high is not None else '无上限'}]"


def entry_yaml(code, unit, kind, limits):
    lines = [f"  - 代码: {code}", f"    名称: 名称{code}",
             f"    英文名: name of {code}", f"    单位: {quoted(unit or '无')}",
             f"    类型: {KIND_WORDS[kind]}", "    方向: 越高越好"]
    if limits is not None:
        lines.append(f"    自然范围: {range_yaml(limits)}")
    lines += ["    汇总: 不汇总", "    定义: 随机数。"]
    return lines


def catalogue_yaml(plans):
    lines = ["指标目录:"]
    for plan in plans:
        for ind in plan["indicators"]:
            own = ind["declared_range"] if ind["range_in"] == "catalogue" \
                else None
            # The figures are checked against the catalogue's range, also the
            # one that follows from "%": wide open where there is none.
            lines += entry_yaml(ind["code"], ind["unit"], ind["kind"], own)
        for kind, codes in plan["references"].items():
            for code in codes:
                lines += entry_yaml(code, "", kind, None)
    return "\n".join(lines) + "\n"


SOURCE = '{章节: 专栏1, 原文: "随机"}'


def bound_yaml(part):
    words = []
    if part["comparator"]:
        words.append(f'比较: "{part["comparator"]}"')
    return words + [f'数值: {part["value"]}']


def baseline_yaml(printed, rng):
    words = []
    if printed["table"]:
        words = ['原文: "印"'] + bound_yaml(printed["table"])
    else:
        words = rng.choice([['原文: "—"', "空白: 横线"], ["空白: 无此列"],
                            ["空白: 未录入"]])
    if printed["prose"]:
        prose = ", ".join(bound_yaml(printed["prose"]))
        words.append(f"正文: {{{prose}, 出处: {SOURCE}}}")
    return f"{{{', '.join(words)}}}"


def target_yaml(target):
    words = ['原文: "印"']
    if target["kind"] in ("none", "text"):
        return f'{{原文: "印", 类型: {"无" if target["kind"] == "none" else "文字"}}}'
    words.append(f'比较: "{target["comparator"] or ">="}"')
    if target["kind"] == "reference":
        place = ""
        if target["reference_region"]:
            place = f', 地区: "{target["reference_region"]}"'
        words.append(f'参照: {{指标: {target["reference"]}{place}}}')
        if target["tolerance"] is not None:
            words.append(f'容差: {target["tolerance"]}')
    else:
        words.append(f'数值: {target["value"]}')
        if target["comparator"] is None:
            words.append("推定: 是")
        if target["decimals"] is not None:
            words.append(f'小数位: {target["decimals"]}')
    return f"{{{', '.join(words)}}}"


def plan_yaml(plan, rng):
    lines = [f"规划: {plan['id']}", "标题: 随机规划",
             f'地区: {{代码: "{plan["region"]}", 名称: 甲县}}',
             f"基期年: {plan['baseline_year']}",
             f"目标年: {plan['end_year']}"]
    if plan["published_year"]:
        lines.append(f"发布日期: {plan['published_year']}-06-14")
    lines.append("下级地区:")
    lines += [f'  - {{代码: "{code}", 名称: 乙{code}}}'
              for code in plan["subregions"]]
    lines.append("指标:")
    words = {"binding": "约束性", "anticipatory": "预期性"}
    for ind in plan["indicators"]:
        lines += [f"  - 序号: {ind['no']}", f"    代码: {ind['code']}",
                  f"    名称: {ind['name']}",
                  f"    单位: {quoted(ind['unit'] or '无')}"]
        if ind["category"]:
            lines.append(f"    类别: {ind['category']}")
        if ind["attribute"]:
            lines.append(f"    属性: {words[ind['attribute']]}")
        if ind["kind_in"] == "plan":
            lines.append(f"    类型: {KIND_WORDS[ind['kind']]}")
        lines += [f"    基期: {baseline_yaml(ind['printed'], rng)}",
                  f"    目标: {target_yaml(ind['target'])}"]
        if ind["path"] == "step":
            lines.append("    路径: 阶梯")
        if ind["milestones"]:
            lines.append("    节点:")
            lines += [f'      - {{年份: {m["year"]}, 比较: "{m["comparator"]}",'
                      f' 数值: {m["value"]}, 出处: {SOURCE}}}'
                      for m in ind["milestones"]]
        if ind["each_subregion"]:
            lines.append("    逐地区: 是")
        if ind["declared_range"] and ind["range_in"] == "plan":
            lines.append(f"    自然范围: {range_yaml(ind['declared_range'])}")
        lines.append(f"    出处: {SOURCE}")
    return "\n".join(lines) + "\n"


def write_home(folder, plans, figures, rng):
    os.makedirs(os.path.join(folder, "indicators", "plans"))

    def write(name, text):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    write("indicators/catalogue.yaml", catalogue_yaml(plans))
    for plan in plans:
        write(f"indicators/plans/{plan['id']}.yaml", plan_yaml(plan, rng))
    rates = {ind["code"] for plan in plans for ind in plan["indicators"]
             if ind["unit"] == "%"}

    def written(figure):
        """A rate below 1 needs its sign, else the program asks (FYP-337)."""
        small = 0 < Fraction(figure["value"]) < 1
        return figure["value"] + (
            "%" if small and figure["indicator"] in rates else "")
    rows = ["region,indicator,year,value,basis"]
    rows += [f"{f['region']},{f['indicator']},{f['year']},{written(f)},"
             f"{f['basis']}" for f in figures]
    write("figures.csv", "\n".join(rows) + "\n")


# ------------------------------------------------------------- the program

def call(fyp, folder, *arguments):
    return subprocess.run(
        [fyp, *arguments], capture_output=True, text=True, timeout=120,
        check=False,
        env=dict(os.environ, FYP_HOME=folder, LC_ALL="C.UTF-8"))


def evaluate_arguments(plan, run):
    arguments = ["evaluate", plan["id"], "--db", "DB", "--year",
                 str(run["year"]), "--method", run["method"], "--compare",
                 run["compare"], "--missing", run["missing"], "--mean",
                 run["mean"], "--format", "json"]
    if run["stage"]:
        arguments += ["--stage", run["stage"]]
    if run["region"] != plan["region"]:
        arguments += ["--region", run["region"]]
    return arguments


def ask_engine(fyp, folder, plan, run):
    """The JSON of the program, or its exit code and message."""
    db = os.path.join(folder, "fyp.db")
    arguments = [db if a == "DB" else a for a in evaluate_arguments(plan, run)]
    done = call(fyp, folder, *arguments)
    if done.returncode != 0:
        return None, f"exit {done.returncode}: {done.stderr.strip()}"
    return json.loads(done.stdout), ""


def ask_twin(plan, figures, run):
    try:
        return twin.evaluate(
            at_place(plan, run["region"]), figures, run["year"],
            run["stage"], run["method"], run["compare"], run["missing"],
            {"mean": run["mean"]}), ""
    except twin.Refused as refused:
        return None, str(refused)


def at_place(plan, region):
    """The plan as it holds for another place than its own: what is printed
    is not that place's baseline, and its neighbours do not speak for it."""
    if region == plan["region"]:
        return plan
    bare = {"value": None, "comparator": None, "source": "none"}
    return dict(plan, region=region, subregions=[region],
                indicators=[dict(ind, baseline=bare)
                            for ind in plan["indicators"]])


# ------------------------------------------------------------- comparing

INDICATOR_NUMBERS = ("target", "baseline", "value", "progress", "expected",
                     "pace", "lead", "score", "weight", "expected_value")
INDICATOR_WORDS = ("no", "code", "name", "unit", "attribute", "kind",
                   "comparator", "baseline_source", "status", "method", "met")
PLAN_NUMBERS = ("elapsed", "score", "assessed_weight")
PLAN_WORDS = ("plan", "region", "year", "stage", "grade", "grade_capped_by",
              "counts", "attainment")


def same_number(a, b):
    """Within 1e-9 of the larger; below 1e-3 differences of large numbers
    (lead = p - q) have lost digits on both sides."""
    if a is None or b is None:
        return a is None and b is None
    return abs(a - b) <= TOLERANCE * max(abs(a), abs(b), 1e-3)


def compare_indicator(ours, theirs, note):
    for key in INDICATOR_NUMBERS:
        if not same_number(ours[key], theirs[key]):
            note(key, ours[key], theirs[key])
    for key in INDICATOR_WORDS:
        if ours[key] != theirs[key]:
            note(key, ours[key], theirs[key])
    if set(ours["flags"]) != set(theirs["flags"]):
        note("flags", ours["flags"], theirs["flags"])
    for complaint in chain.complaints(ours):
        note("explanation", complaint, None)


def compare_plan(ours, theirs, note):
    for key in PLAN_NUMBERS:
        if not same_number(ours[key], theirs[key]):
            note(key, ours[key], theirs[key])
    for key in PLAN_WORDS:
        if ours[key] != theirs[key]:
            note(key, ours[key], theirs[key])
    named = {c["category"]: c["score"] for c in ours["categories"]
             if c["category"] is not None}
    if named.keys() != theirs["categories"].keys() or not all(
            same_number(named[n], theirs["categories"][n]) for n in named):
        note("categories", named, theirs["categories"])
    printed = ours["consistency"]
    for key, share in theirs["consistency"].items():
        total = printed["with_target"]
        got = printed[key] / total if total else None
        if not same_number(got, share):
            note(f"consistency.{key}", printed, theirs["consistency"])


class Findings:
    """Differences, each with what is needed to see it again."""

    def __init__(self):
        self.count, self.keys = 0, Counter()

    def add(self, where, key, ours, theirs, repro):
        self.count += 1
        self.keys[key] += 1
        if self.count <= FINDINGS_SHOWN:
            print(f"\nDIFFERENCE {where}: {key}: fyp {ours!r}, "
                  f"twin {theirs!r}\n{repro}")


def repro_of(plan, figures, run, ind):
    """One indicator with its figures, small enough to read."""
    codes = {ind["code"], ind["target"]["reference"]}
    kept = {k: ind[k] for k in ("kind", "target", "baseline", "path",
                                "milestones", "each_subregion", "range",
                                "attribute")}
    rows = [f"{f['region']} {f['indicator']} {f['year']} {f['value']}"
            f"{' to_date' if f['basis'] == 'to_date' else ''}"
            for f in figures if f["indicator"] in codes]
    return (f"  {plan['baseline_year']}-{plan['end_year']}, run {run}\n"
            f"  {json.dumps(kept, ensure_ascii=False)}\n  "
            + "\n  ".join(rows))


def compare_run(plan, figures, run, ours, theirs, findings):
    where = f"{plan['id']} {run['year']}"
    command = "fyp " + " ".join(evaluate_arguments(plan, run))

    def note_plan(key, a, b):
        findings.add(where, key, a, b, f"  {command}")
    compare_plan(ours, theirs, note_plan)
    if len(ours["indicators"]) != len(theirs["indicators"]):
        note_plan("indicators", len(ours["indicators"]),
                  len(theirs["indicators"]))
    for ind, a, b in zip(plan["indicators"], ours["indicators"],
                         theirs["indicators"]):
        def note(key, x, y, ind=ind):
            findings.add(f"{where} {ind['code']}", key, x, y,
                         repro_of(plan, figures, run, ind))
        compare_indicator(a, b, note)


# ------------------------------------------------------------- coverage

class Coverage:
    def __init__(self):
        self.cases = self.runs = self.refused = 0
        self.seen = {name: Counter() for name in
                     ("status", "flag", "source", "method", "kind", "grade",
                      "option")}
        self.status_by_stage = Counter()

    def count(self, plan, run, result):
        self.runs += 1
        self.seen["grade"][result["grade"]] += 1
        for key in ("compare", "missing", "mean"):
            self.seen["option"][run[key]] += 1
        if run["region"] != plan["region"]:
            self.seen["option"]["other region"] += 1
        for ind, row in zip(plan["indicators"], result["indicators"]):
            self.cases += 1
            self.status_by_stage[row["status"], result["stage"]] += 1
            self.seen["status"][row["status"]] += 1
            self.seen["source"][row["baseline_source"]] += 1
            self.seen["method"][row["method"]] += 1
            for flag in row["flags"]:
                self.seen["flag"][flag] += 1
            self.seen["kind"][self.kind_of(ind)] += 1

    @staticmethod
    def kind_of(ind):
        if ind["each_subregion"]:
            return "each sub-region"
        words = [ind["kind"]]
        if ind["target"]["kind"] != "value":
            words.append(ind["target"]["kind"])
        elif ind["path"] == "step" and ind["kind"] in ("level", "cumulative"):
            words.append("step")
        return " ".join(words)

    WANTED = {"status": twin.STATUSES, "flag": twin.FLAGS,
              "source": ("table", "prose", "observed", "proxy", "none"),
              "method": twin.METHODS, "grade": twin.GRADES,
              "option": ("full", "rounded", "skip", "zero", "arithmetic",
                         "geometric", "other region"),
              "kind": ("level", "level step", "level reference", "level none",
                       "cumulative", "cumulative step", "growth",
                       "growth reference", "event", "each sub-region")}

    def missing(self):
        return [f"{name} {word}" for name, words in self.WANTED.items()
                for word in words if self.seen[name][word] == 0]

    def show(self):
        stages = ("annual", "midterm", "final")
        print(f"\n{'status':<16}" + "".join(f"{s:>10}" for s in stages))
        for status in twin.STATUSES:
            cells = (self.status_by_stage[status, s] for s in stages)
            print(f"{status:<16}" + "".join(f"{n:>10}" for n in cells))
        for name, counter in self.seen.items():
            if name != "status":
                words = sorted(counter.items(), key=lambda item: str(item[0]))
                print(f"{name}: " + ", ".join(f"{w} {n}" for w, n in words))


# ------------------------------------------------------------- all of it

def run_home(fyp, folder, rng, number, coverage, findings):
    plans, figures, by_plan = [], [], []
    for k in range(PLANS_A_HOME):
        plan, own = draw_plan(rng, f"random-{number}-{k}", f"h{number}p{k}")
        plans.append(plan)
        by_plan.append(own)
        figures += own
    write_home(folder, plans, figures, rng)
    done = call(fyp, folder, "import", "--db",
                os.path.join(folder, "fyp.db"),
                os.path.join(folder, "figures.csv"))
    if done.returncode != 0:
        sys.exit(f"fyp import: exit {done.returncode}\n{done.stderr[:4000]}")
    for plan, own in zip(plans, by_plan):
        for _ in range(RUNS_A_PLAN):
            run = draw_run(rng, plan)
            ours, failure = ask_engine(fyp, folder, plan, run)
            theirs, refusal = ask_twin(plan, own, run)
            if ours is None and theirs is None:
                coverage.refused += 1
            elif ours is None or theirs is None:
                findings.add(plan["id"], "refused", failure, refusal,
                             f"  {run}")
            else:
                compare_run(plan, own, run, ours, theirs, findings)
                coverage.count(plan, run, theirs)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--fyp", required=True, help="the program")
    parser.add_argument("--cases", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=510604)
    parser.add_argument("--keep", help="folder for the homes; kept")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    coverage, findings = Coverage(), Findings()
    top = options.keep or tempfile.mkdtemp(prefix="fyp-twin-")
    number = 0
    try:
        while coverage.cases < options.cases:
            folder = os.path.join(top, f"home{number}")
            run_home(options.fyp, folder, rng, number, coverage, findings)
            number += 1
    finally:
        if not options.keep:
            shutil.rmtree(top, ignore_errors=True)
    coverage.show()
    never = coverage.missing()
    print(f"\nseed {options.seed}: {coverage.cases} cases in {coverage.runs} "
          f"evaluations, {coverage.refused} refused by both; "
          f"{findings.count} differences")
    if findings.count:
        print("by key: " + ", ".join(
            f"{k} {n}" for k, n in findings.keys.most_common()))
    if never:
        print("never covered: " + ", ".join(never))
    demanded = options.cases >= CASES_THAT_COVER
    return 1 if findings.count or (never and demanded) else 0


if __name__ == "__main__":
    sys.exit(main())
