#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables made at random, with what offices put around and between figures.

    tests/intake/random_tables.py FYP SOURCE_ROOT [COUNT] [SEED]

Whatever the program makes of a table, it must not store a figure that does
not stand in it: every stored one is looked up in what the table was made
from. A table without a stumbling block must arrive whole. Standard library
only; the last line is "N passed, N failed".
"""

import pathlib
import random
import sys
import tempfile
from decimal import Decimal

import run_intake
from clean_tables import COUNTIES, LESHAN, Table, as_text, as_workbook

# name, code, unit, digits after the point, least, most
INDICATORS = [
    ("残疾人基本康复服务覆盖率", "rehabilitation_coverage", "%", 2, 61, 99),
    ("残疾人辅助器具适配率", "assistive_device_coverage", "%", 1, 52, 98),
    ("残疾人城乡居民基本养老保险参保率", "pension_insurance_coverage", "%", 2,
     71, 99),
    ("残疾人家庭无障碍改造数", "home_modification_households", "户", 0, 13,
     1900),
    ("城乡残疾人职业技能培训人数", "skills_training", "人", 0, 17, 2400),
    ("最低工资标准", "minimum_wage", "元/月", 0, 1380, 2310),
]
LEAST_ARRIVED = 0.25  # of all tables: a program that refuses all is no good


class Scene:
    """One table on its way: what it says, and what surrounds it."""

    def __init__(self, dice):
        self.dice = dice
        self.year = dice.randint(2015, 2025)
        self.chosen = dice.sample(INDICATORS, dice.randint(1, 4))
        self.truth = {}  # figures that stand in the table
        self.clean = True  # nothing in it that may be refused
        self.options = []

    def maybe(self, share):
        return self.dice.random() < share

    def stumble(self, share):
        """A stumbling block: from here on a refusal is right as well."""
        if self.maybe(share):
            self.clean = False
            return True
        return False

    def value(self, indicator):
        _, _, _, digits, least, most = indicator
        return Decimal(self.dice.randint(least * 10 ** digits,
                                         most * 10 ** digits)).scaleb(-digits)

    def figure(self, region, indicator, year):
        value = self.value(indicator)
        self.truth[region, indicator[1], year] = value
        return value

    def shown(self, indicator, value):
        """The cell: as it is, or grouped, or 万."""
        if indicator[3] == 0 and value >= 1000 and self.maybe(0.2):
            return f"{value:,}"
        if indicator[2] == "%" and self.maybe(0.1):
            return f"{value}%"
        return value


def label(scene, name, region):
    if scene.maybe(0.1):
        return "乐山市" + name
    if len(name) == 3 and scene.maybe(0.1):
        return "　".join(name)
    return name


def notes(scene, width):
    """Below the table."""
    lines = [["注：沙湾区数含农垦系统 17 户。"], ["资料来源：乐山市残联"],
             ["填表人：张三", "审核人：李四"], []]
    if scene.stumble(0.2):
        lines.append(["注：上年全市"] + [scene.value(INDICATORS[0])] * width)
    return scene.dice.sample(lines, scene.dice.randint(0, len(lines)))


def regions_down(scene):
    year, chosen = scene.year, scene.chosen
    title = f"乐山市{year}年残疾人事业统计表"
    rows = [[title]]
    file = "统计表"
    if scene.maybe(0.2):
        rows, file = [], title
    elif scene.maybe(0.2):
        rows, scene.options = [], ["--year", str(year)]
    if scene.maybe(0.3):
        rows.insert(0, ["填报单位：乐山市残联", f"填报日期：{year + 1}年1月10日"])
    header = ["县（市、区）"] + [f"{name}（{unit}）" for name, _, unit, *_
                            in chosen]
    extra = scene.stumble(0.2) and scene.dice.choice(
        ["排名", "上年数", f"{year}年目标", "同比增长"])
    rows.append(header + ([extra] if extra else []))
    body = [(region, label(scene, name, region)) for region, name
            in scene.dice.sample(list(COUNTIES.items()),
                                 scene.dice.randint(2, 11))]
    for rank, (region, name) in enumerate(body, 1):
        cells = [scene.shown(one, scene.figure(region, one, year))
                 for one in chosen]
        rows.append([name] + cells + ([rank] if extra else []))
    others(scene, rows)
    rows += notes(scene, len(chosen))
    return Table("", rows, {}, file=file, options=scene.options)


def others(scene, rows):
    """Rows that are no county: the city itself, parts, averages."""
    chosen, year = scene.chosen, scene.year
    named = rows and scene.options == [] and "乐山市" in str(rows[:2])
    if named and scene.maybe(0.3):
        rows.append([scene.dice.choice(["合计", "全市", "总　计"])] + [
            scene.figure(LESHAN, one, year) for one in chosen])
    strangers = ["小计", "其中：城镇", "#农村", "全省", "全县", "平均", "市本级",
                 "乐山高新区", "上年合计", "同比增长", "沙湾区（城镇）"]
    first = len(rows)
    while scene.stumble(0.25):
        rows.insert(scene.dice.randint(first, len(rows)),
                    [scene.dice.choice(strangers)]
                    + [scene.value(one) for one in chosen])


def years_across(scene):
    years = list(range(scene.year, scene.year + scene.dice.randint(2, 5)))
    if scene.maybe(0.2):
        years.reverse()
    rows = [["罗江区残疾人事业主要指标"]]
    if scene.maybe(0.3):
        rows.append([])
    heads = [scene.dice.choice([f"{year}年", f"{year}"]) for year in years]
    extra = scene.stumble(0.25) and scene.dice.choice(
        [f"{years[-1] + 1}年目标", "增长%", "备注2", f"{years[0]}年",
         "2025年（规划）", "1-9月"])
    lead = scene.maybe(0.3)
    rows.append((["序号"] if lead else []) + ["指标名称", "单位"] + heads
                + ([extra] if extra else []))
    for number, one in enumerate(scene.chosen, 1):
        cells = []
        for year in years:
            if scene.maybe(0.1):
                cells.append(scene.dice.choice(["—", "…", None, "-"]))
            else:
                cells.append(scene.shown(
                    one, scene.figure("510604", one, year)))
        rows.append(([number] if lead else []) + [one[0], one[2]] + cells
                    + ([scene.value(one)] if extra else []))
        if scene.stumble(0.1):
            rows.append(([None] if lead else [])
                        + [scene.dice.choice(["其中：农村", "#城镇", "其他"]),
                           one[2]] + [scene.value(one) for _ in years])
    rows += notes(scene, len(years))
    return Table("", rows, {}, options=[])


def judge(scene, ran, stored):
    """What is wrong with what came of a table."""
    if ran.code not in (0, 3, 4):
        yield f"exit code {ran.code}"
    for place, (value, _) in stored.items():
        if place not in scene.truth or value != float(scene.truth[place]):
            yield f"{place}: {value} is stored, {scene.truth.get(place)} stands"
    if scene.clean and (ran.code != 0 or len(stored) != len(scene.truth)):
        yield (f"a table without a stumbling block: exit code {ran.code}, "
               f"{len(stored)} of {len(scene.truth)} figures")


def one_table(program, folder, dice):
    scene = Scene(dice)
    table = dice.choice([regions_down, years_across])(scene)
    path = dice.choice([as_text, as_workbook])(table, folder)
    db = folder / "fyp.db"
    ran = program.run(["import", "--db", str(db), *table.options, str(path)],
                      folder, 20)
    stored = run_intake.figures(db) if db.exists() else {}
    wrong = list(judge(scene, ran, stored))
    if wrong:
        for line in wrong[:4]:
            print("  # " + line)
        run_intake.show("\n".join(str([str(cell) for cell in row])
                                  for row in table.rows), 40)
        run_intake.show(ran.out, 6)
    return wrong, ran.code == 0


def main():
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 150
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 20260131
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    program = run_intake.Program(sys.argv[1], sys.argv[2])
    failed = arrived = 0
    for number in range(seed, seed + count):
        with tempfile.TemporaryDirectory(prefix="intake-") as folder:
            wrong, whole = one_table(program, pathlib.Path(folder),
                                     random.Random(number))
        failed, arrived = failed + bool(wrong), arrived + whole
        print("not ok" if wrong else "ok", "table", number)
    if arrived < LEAST_ARRIVED * count:
        failed += 1
        print(f"not ok only {arrived} of {count} tables arrived")
    print(f"# {arrived} of {count} tables arrived")
    print(f"{count - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
