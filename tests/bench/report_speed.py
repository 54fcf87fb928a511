#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast the workbooks of many counties are written.

    meson test -C build --benchmark -v
    tests/bench/report_speed.py FYP ROOT [COUNT [ROUNDS]]

Generates county plans of six indicators with made-up figures, marked as
demonstration data, in a folder of their own (2,800 unless told otherwise).
`fyp report --all --brief` writes a workbook each and the index, alternately
with one process and with as many as there are processors. Prints what a
workbook holds, counted in the file; workbooks a second of both, the ratio,
processor seconds, and the peak memory of the largest process, which is the
one that keeps and writes the index. Nothing is asserted, because the machine
decides.
"""

import os
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

COUNT = 2800
YEARS = range(2020, 2024)
MARK = "示例数据，非真实统计"
# code, name, unit, kind, baseline, target, attribute
INDICATORS = [
    ("pension_insurance_coverage", "残疾人基本养老保险参保率", "%", "水平",
     85, 92, "预期性"),
    ("rehabilitation_coverage", "残疾人基本康复服务覆盖率", "%", "水平",
     70, 85, "约束性"),
    ("assistive_device_coverage", "残疾人辅助器具适配率", "%", "水平",
     72, 85, "约束性"),
    ("compulsory_education_enrolment", "残疾儿童少年义务教育入学率", "%",
     "水平", 93, 97, "预期性"),
    ("home_modification_households", "困难重度残疾人家庭无障碍改造数", "户",
     "累计", None, 170, "约束性"),
    ("skills_training", "残疾人职业技能培训人次", "人次", "累计", None, 200,
     "预期性"),
]


def write_plan(path, number, code):
    name = f"示例县{number:04d}"
    lines = [f"规划: county-{number:04d}",
             f'标题: "{name}“十四五”残疾人保障和发展规划（示例）"',
             f'地区: {{代码: "{code}", 名称: {name}}}',
             "基期年: 2020", "目标年: 2025", "指标:"]
    for no, (indicator, words, unit, kind, base, target, nature) in enumerate(
            INDICATORS, 1):
        start = ('{原文: "—", 空白: 横线}' if base is None
                 else f'{{原文: "{base}", 数值: {base}}}')
        lines += [f"  - 序号: {no}", f"    代码: {indicator}",
                  f"    名称: {words}", f'    单位: "{unit}"',
                  f"    属性: {nature}", f"    类型: {kind}",
                  f"    基期: {start}",
                  f'    目标: {{原文: "≥{target}", 比较: ">=",'
                  f" 数值: {target}}}",
                  f'    出处: {{章节: 专栏1, 原文: "{words}：≥{target}"}}']
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def figures(numbers, code):
    for indicator, _, unit, _, base, target, _ in INDICATORS:
        for year in YEARS:
            share = (year - 2020) / 5 * numbers.uniform(0.7, 1.2)
            if base is None:
                value = round(numbers.uniform(0.7, 1.3) * target / 5)
            else:
                value = min(100, round(base + (target - base) * share, 2))
            if base is not None or year > 2020:
                yield f"{code},{indicator},{year},{value},{unit},{MARK}\n"


def make_home(folder, root, count):
    numbers = random.Random(20231231)
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


def run(arguments, folder):
    done = subprocess.run(
        arguments, cwd=folder, env=dict(os.environ, FYP_HOME=str(folder)),
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        check=False)
    if done.returncode != 0:
        sys.exit(f"{arguments[1]} ended with {done.returncode}: "
                 f"{done.stderr[:2000]}")


def timed(fyp, folder, jobs):
    """Seconds; megabytes of the largest of its processes; processor
    seconds of all of them."""
    arguments = [fyp, "report", "--all", "--brief", "--year", "2023",
                 "--db", "fyp.db", "--jobs", str(jobs), "-o", f"out-{jobs}"]
    shutil.rmtree(folder / f"out-{jobs}", ignore_errors=True)
    begin = time.monotonic()
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.environ["FYP_HOME"] = str(folder)
        os.chdir(folder)
        os.execv(arguments[0], arguments)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"report --jobs {jobs} ended with "
                 f"{os.waitstatus_to_exitcode(status)}")
    return (time.monotonic() - begin, usage.ru_maxrss / 1024,
            usage.ru_utime + usage.ru_stime)


def describe(folder):
    """What a workbook holds, counted in the file."""
    path = sorted(folder.glob("county-*.xlsx"))[0]
    with zipfile.ZipFile(path) as book:
        names = book.namelist()
        sheets = [n for n in names if n.startswith("xl/worksheets/sheet")]
        charts = [n for n in names if n.startswith("xl/charts/chart")]
        cells = sum(len(re.findall(r"<v>", book.read(n).decode()))
                    for n in sheets)
        marked = MARK in book.read("xl/sharedStrings.xml").decode()
    files = list(folder.glob("*.xlsx"))
    return (f"{len(files) - 1} workbooks and the index; a workbook: "
            f"{len(sheets)} sheets, {len(charts)} charts, {cells} cells with "
            f"content, {path.stat().st_size / 1024:.0f} KB, "
            f"{'marked as demonstration' if marked else 'NOT MARKED'}")


def show(jobs, runs, count):
    median = statistics.median(run[0] for run in runs)
    each = " ".join(f"{run[0]:.2f}" for run in runs)
    print(f"{jobs:3d} process{'es' if jobs > 1 else '  '}  median "
          f"{median:6.2f} s  {count / median:6.0f} workbooks/s"
          f"  {1000 * median / count:6.2f} ms each  ({each})"
          f"  processor {statistics.median(run[2] for run in runs):.2f} s"
          f"  largest process {max(run[1] for run in runs):.0f} MB")
    return median


def measure(fyp, root, count, rounds, folder):
    make_home(folder, root, count)
    run([fyp, "import", "--db", "fyp.db", "figures.csv"], folder)
    processors = len(os.sched_getaffinity(0))
    one, many = [], []
    for _ in range(rounds):
        one.append(timed(fyp, folder, 1))
        many.append(timed(fyp, folder, max(2, processors)))
    print(describe(folder / "out-1"))
    alone = show(1, one, count)
    together = show(max(2, processors), many, count)
    print(f"ratio {alone / together:.2f} on {processors} processors")


def main():
    fyp, root = (str(pathlib.Path(text).resolve()) for text in sys.argv[1:3])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else COUNT
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 3
    with tempfile.TemporaryDirectory(prefix="fyp-bench.") as folder:
        measure(fyp, pathlib.Path(root), count, rounds, pathlib.Path(folder))


if __name__ == "__main__":
    main()
