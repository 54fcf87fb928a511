#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast many plans are evaluated.

    meson test -C build --benchmark -v
    tests/bench/evaluate_speed.py FYP ROOT [ROUNDS]

Generates county plans of 12 indicators over 5 years with made-up figures, in
a folder of their own: 32, then 320, then 3,200. `fyp evaluate --all` reads
the plans and the store, checks the figures and evaluates every plan in every
year. Prints seconds (median of the rounds), evaluations a second, growth
against the smallest run, where 1.00 is growth in step with the number of
plans, and peak memory. Nothing is asserted, because the machine decides.
"""

import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

SIZES = (32, 320, 3200)
YEARS = range(2020, 2026)
# code, name, unit, kind, baseline, target, attribute
INDICATORS = [
    ("pension_insurance_coverage", "%", "水平", 85, 92, "预期性"),
    ("medical_insurance_coverage", "%", "水平", 95, 98, "预期性"),
    ("rehabilitation_coverage", "%", "水平", 70, 85, "约束性"),
    ("assistive_device_coverage", "%", "水平", 72, 85, "约束性"),
    ("compulsory_education_enrolment", "%", "水平", 93, 97, "预期性"),
    ("compulsory_education_retention", "%", "水平", 90, 95, "预期性"),
    ("subsistence_allowance_coverage", "%", "水平", 100, 100, "约束性"),
    ("living_subsidy_coverage", "%", "水平", 98, 100, "约束性"),
    ("nursing_subsidy_coverage", "%", "水平", 97, 100, "约束性"),
    ("village_association_coverage", "%", "水平", 60, 100, "预期性"),
    ("home_modification_households", "户", "累计", None, 170, "约束性"),
    ("skills_training", "人次", "累计", None, 200, "预期性"),
]


def write_plan(path, number, code):
    lines = [f"规划: county-{number:04d}", f'标题: "基准县{number:04d}规划"',
             f'地区: {{代码: "{code}", 名称: 基准县{number:04d}}}',
             "基期年: 2020", "目标年: 2025", "指标:"]
    for no, (indicator, unit, kind, base, target, nature) in enumerate(
            INDICATORS, 1):
        start = ("{原文: \"—\", 空白: 横线}" if base is None
                 else f'{{原文: "{base}", 数值: {base}}}')
        lines += [f"  - 序号: {no}", f"    代码: {indicator}",
                  f"    名称: {indicator}", f'    单位: "{unit}"',
                  f"    属性: {nature}", f"    类型: {kind}",
                  f"    基期: {start}",
                  f'    目标: {{原文: "≥{target}", 比较: ">=",'
                  f" 数值: {target}}}",
                  f'    出处: {{章节: 专栏1, 原文: "{no}"}}']
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def figures(numbers, code):
    for indicator, unit, kind, base, target, _ in INDICATORS:
        for year in YEARS:
            share = (year - 2020) / 5 * numbers.uniform(0.7, 1.2)
            if base is None:
                value = round(numbers.uniform(0.7, 1.3) * target / 5)
            else:
                value = min(100, round(base + (target - base) * share, 2))
            if base is not None or year > 2020:
                yield f"{code},{indicator},{year},{value},{unit},made up\n"


def make_home(folder, root, count):
    numbers = random.Random(20201231)
    plans = folder / "indicators/plans"
    plans.mkdir(parents=True)
    (folder / "indicators/catalogue.yaml").symlink_to(
        root / "indicators/catalogue.yaml")
    (folder / "data").symlink_to(root / "data")
    with open(folder / "figures.csv", "w", encoding="utf-8") as out:
        out.write("region,indicator,year,value,unit,source\n")
        for number in range(count):
            code = f"{110101 + 1000 * (number // 60) + number % 60}"
            write_plan(plans / f"county-{number:04d}.yaml", number, code)
            out.writelines(figures(numbers, code))


def timed(arguments, folder):
    begin = time.monotonic()
    child = subprocess.Popen(
        arguments, cwd=folder, env=dict(os.environ, FYP_HOME=str(folder)),
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    errors = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{arguments[1]} ended with {child.returncode}: {errors}")
    return time.monotonic() - begin, usage.ru_maxrss / 1024


def measure(fyp, root, count, rounds, folder):
    make_home(folder, root, count)
    timed([fyp, "import", "--db", "fyp.db", "figures.csv"], folder)
    runs = [timed([fyp, "evaluate", "--all", "--db", "fyp.db"], folder)
            for _ in range(rounds)]
    return statistics.median(run[0] for run in runs), max(
        run[1] for run in runs)


def main():
    fyp, root = (pathlib.Path(text).resolve() for text in sys.argv[1:3])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    each = None
    for count in SIZES:
        with tempfile.TemporaryDirectory(prefix="fyp-bench.") as folder:
            seconds, memory = measure(
                fyp, root, count, rounds, pathlib.Path(folder))
        evaluations = count * (len(YEARS) - 1)
        each = each or seconds / evaluations
        print(f"{count:5d} plans  {seconds:7.3f} s"
              f"  {evaluations / seconds:8.0f} evaluations/s"
              f"  growth {seconds / evaluations / each:.2f}"
              f"  peak memory {memory:.0f} MB")


if __name__ == "__main__":
    main()
