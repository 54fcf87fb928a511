# SPDX-License-Identifier: GPL-3.0-or-later
"""What offices send in good faith, and what must never come of it: a target
taken for a result, half a year for a year, a rank for a rate. Every figure
that arrives is the one a reader of the sheet would have written down."""

import dataclasses

import make_xlsx
from case import DONE, REFUSED, REJECTED, Case, Step, text
from clean_tables import (COUNTIES, DEVICES, HOMES, LESHAN, MEDICAL, PENSION,
                          REHABILITATION, WAGE, Decimal, Table, amount,
                          as_text, as_workbook, rate)

COVERAGE = "残疾人基本康复服务覆盖率"
FITTING = "残疾人辅助器具适配率"
PENSIONS = "养老保险参保率"


def few(code, year, count=4, make=rate):
    """Figures of the first counties."""
    return {(region, code, year): make(region, code, year)
            for region in list(COUNTIES)[:count]}


def named(region):
    return COUNTIES[region[0]] if isinstance(region, tuple) else COUNTIES[
        region]


def sheet(rows, *, name="统计表", merges=(), sheet_name="Sheet1"):
    """Both ways of sending the same table."""
    table = Table(name, rows, {}, file=name, merges=merges, sheet=sheet_name)
    return (lambda folder: as_text(table, folder),
            lambda folder: as_workbook(table, folder))


def cases(entry, name, rows, *, exit, figures, file="统计表", merges=(),
          sheet_name="Sheet1", **more):
    """The table as text and as a workbook."""
    makers = sheet(rows, name=file, merges=merges, sheet_name=sheet_name)
    return [Case(entry=entry, name=f"{name}, {kind}", make=make, exit=exit,
                 figures=figures, **more)
            for kind, make in zip(("text", "workbook"), makers)]


def one_column(title, figures, header="地区", column=f"{COVERAGE}（%）"):
    """Rows of a table of one indicator."""
    return [[title], [header, column]] + [
        [named(place), value] for place, value in figures.items()]


# --- what is not the result of a year ---

def targets_beside_results():
    rows = [["罗江区主要指标完成情况"],
            ["指标", "单位", "2022年", "2023年", "2025年目标"],
            [COVERAGE, "%", Decimal("87.92"), Decimal("89.34"), 95]]
    return cases(50, "a column of targets beside those of results", rows,
                 exit=REFUSED, codes=None, figures={},
                 options=("--region", "510604"))


def planned_year():
    rows = [["罗江区主要指标"],
            ["指标", "单位", "2022年实绩", "2023年实绩", "2025年规划数"],
            [COVERAGE, "%", Decimal("87.92"), Decimal("89.34"), 95]]
    return cases(50, "results and a plan, both with their years", rows,
                 exit=REFUSED, codes=None, figures={},
                 options=("--region", "510604"))


def part_of_a_year(when):
    rows = one_column(f"乐山市{when}残疾人康复服务情况",
                      few(REHABILITATION, 2024))
    return cases(50, f"a title that says {when}", rows, exit=REFUSED,
                 codes=None, figures={})


def this_year_and_last():
    rows = [["乐山市残疾人事业主要指标"],
            ["指标", "单位", "本年", "上年", "增减(%)"],
            [COVERAGE, "%", Decimal("91.37"), Decimal("90.02"),
             Decimal("1.35")]]
    return cases(50, "columns 本年 and 上年 without a year", rows,
                 exit=REFUSED, codes=None, figures={},
                 options=("--region", LESHAN))


def no_year_anywhere():
    rows = one_column("乐山市“十四五”时期残疾人康复服务情况",
                      few(REHABILITATION, 2024))
    return cases(50, "no year anywhere", rows, exit=REFUSED, codes=None,
                 figures={})


# --- two answers to one question ---

def years_that_disagree():
    rows = one_column("乐山市2024年康复服务情况", few(REHABILITATION, 2024))
    return (cases(50, "2024 in the title, 2023 in the file name", rows,
                  exit=REFUSED, codes=None, figures={},
                  file="乐山市2023年康复情况")
            + cases(50, "2024 in the title, 2023 on the command line", rows,
                    exit=REFUSED, codes=None, figures={},
                    options=("--year", "2023")))


def regions_that_disagree():
    rows = [["永济市残疾人事业主要指标"], ["指标", "单位", "2022年", "2023年"],
            [COVERAGE, "%", Decimal("87.92"), Decimal("89.34")]]
    return cases(84, "永济市 in the title, another on the command line", rows,
                 exit=REFUSED, codes=None, figures={},
                 options=("--region", "510604"))


def one_indicator_twice():
    rows = [["乐山市2024年参保情况（单位：%）"],
            ["地区", "养老保险参保率", "残疾人基本养老保险参保率"],
            ["沙湾区", Decimal("91.37"), Decimal("88.64")]]
    return cases(48, "two columns that mean the same indicator", rows,
                 exit=REFUSED, codes=None, figures={})


# --- columns and rows that are no figures ---

RANKS = [["乐山市2024年康复服务情况"],
         ["地区", f"{COVERAGE}（%）", "排名", "比上年增减（百分点）"],
         ["沙湾区", Decimal("91.37"), 1, Decimal("1.35")],
         ["犍为县", Decimal("88.64"), 2, Decimal("-0.61")]]
LEFT_OUT = """\
布局: 地区纵列
列:
  - {列: 排名, 作用: 忽略}
  - {列: "比上年增减（百分点）", 作用: 忽略}
"""


def ranks_beside_rates():
    return cases(45, "ranks and changes beside rates", RANKS, exit=REFUSED,
                 codes=None, figures={}, says=["排名"])


def ranks_left_out():
    """The same table, with a mapping file that says what to leave out."""
    def make(folder):
        text(folder, "对照.yaml", LEFT_OUT)
        return as_text(Table("", RANKS, {}), folder)
    return Case(entry=45, name="ranks and changes left out by a mapping",
                make=make, options=("--mapping", "对照.yaml"), exit=DONE,
                rejected=0, again=True,
                figures={("511111", REHABILITATION, 2024): "91.37",
                         ("511123", REHABILITATION, 2024): "88.64"})


def a_total_nobody_owns():
    """合计 where no region of the table is known."""
    figures = few(HOMES, 2023, make=amount)
    rows = one_column("2023年无障碍改造情况", figures,
                      column="残疾人家庭无障碍改造数（户）")
    rows += [["合计", sum(figures.values())], ["其中：城镇", 17],
             ["#农村", 23]]
    return cases(47, "a total of no known region, and parts of it", rows,
                 exit=DONE, figures=figures, rejected=0)


def notes_that_name_regions():
    figures = few(HOMES, 2023, make=amount)
    rows = one_column("乐山市2023年无障碍改造情况", figures,
                      column="残疾人家庭无障碍改造数（户）")
    rows += [["注：沙湾区数含农垦系统 17 户。"],
             ["说明：峨眉山市 23 户年底前完成。"],
             ["审核人：", "市中区残联"]]
    return cases(46, "notes that name regions and numbers", rows, exit=DONE,
                 figures=figures, rejected=0)


def dates_above_the_header():
    figures = few(REHABILITATION, 2024)
    rows = one_column("乐山市2024年康复服务情况", figures)
    rows[1:1] = [["填报单位（盖章）：乐山市残联", "填报日期：2025年1月10日"]]
    return cases(45, "a date of another year above the header", rows,
                 exit=DONE, figures=figures, rejected=0)


def a_county_that_has_not_reported():
    figures = few(REHABILITATION, 2024)
    rows = one_column("乐山市2024年康复服务情况", figures)
    rows.insert(4, ["峨眉山市", None])
    return cases(60, "a county whose cell is blank", rows, exit=DONE,
                 figures=figures, rejected=0, missing=1)


def a_zone_without_a_code():
    figures = few(REHABILITATION, 2024)
    rows = one_column("乐山市2024年康复服务情况", figures)
    rows.append(["乐山高新区", Decimal("93.18")])
    return cases(85, "a development zone among the counties", rows,
                 exit=REJECTED, codes=["FYP-322"], figures=figures,
                 rejected=1, says=["乐山高新区"])


def a_county_twice():
    figures = few(REHABILITATION, 2024)
    rows = one_column("乐山市2024年康复服务情况", figures)
    rows.append(["市中区", Decimal("50.17")])
    return cases(86, "a county twice with two values", rows, exit=REJECTED,
                 codes=["FYP-335"], figures=figures, rejected=1)


def units_in_the_cells():
    figures = few(HOMES, 2023, make=amount)
    rows = one_column("乐山市2023年无障碍改造情况", figures,
                      column="残疾人家庭无障碍改造数（户）")
    rows.append(["峨眉山市", "约117"])
    return cases(58, "one approximation among numbers", rows, exit=REJECTED,
                 codes=["FYP-328"], figures=figures, rejected=1)


def years_in_words(word):
    figures = few(REHABILITATION, 2024)
    return cases(49, f"a title that says {word}",
                 one_column(f"乐山市{word}残疾人康复服务情况", figures),
                 exit=DONE, figures=figures, rejected=0)


# A year that says when the table was made, how far it reaches, or what was
# to be done, is not the year of a result.
MISLEADING = [
    "乐山市情况（2024年1月15日填报）", "乐山市残疾人情况 2025年1月制",
    "2024年1月15日", "乐山市2024年4月公布的情况", "截至2024年6月30日乐山市情况",
    "乐山市情况（截至2024年11月）", "乐山市2024年9月末", "乐残联〔2024〕15号 残疾人情况",
    "附件2：乐山市情况（乐府办发[2024]7号）", "乐山市2024年计划",
    "乐山市2024年目标任务", "2024年度绩效目标表", "乐山市2024年工作任务分解表",
    "2024年预计完成情况", "乐山市2024年（预计）"]
MISLEADING_FILES = ["2024年1月报送乐山市情况", "乐山市2024-01-15报送", "乐山市2024.1.15",
                    "乐山市2024年1月15日"]


def misleading():
    figures = few(REHABILITATION, 2024)
    made = []
    for title in MISLEADING:
        made += cases(50, f"the title {title}", one_column(title, figures),
                      exit=REFUSED, codes=None, figures={})
    for file in MISLEADING_FILES:
        made += cases(50, f"the file name {file}",
                      one_column("", figures)[1:], file=file, exit=REFUSED,
                      codes=None, figures={})
    return made


def results_all_the_same(title):
    """Words of targets in the title of results."""
    figures = few(REHABILITATION, 2024)
    return cases(50, f"the title {title}", one_column(title, figures),
                 exit=DONE, figures=figures, rejected=0)


def totals_to_date(title, basis):
    """累计 in a title: what is counted is a total to date, or the year's."""
    amounts = few(HOMES, 2024, make=amount)
    figures = {(*place, *basis): value for place, value in amounts.items()}
    return cases(78, f"the title {title}",
                 one_column(title, amounts,
                            column="残疾人家庭无障碍改造数（户）"), exit=DONE,
                 figures=figures, rejected=0,
                 codes=["FYP-714"] if basis else [],
                 never=[] if basis else ["FYP-714"])


def an_early_report():
    rows = one_column("乐山市2024年统计快报", few(REHABILITATION, 2024, 1))
    made = []
    for case in cases(78, "an early report", rows, exit=DONE,
                      figures=few(REHABILITATION, 2024, 1)):
        region = next(iter(case.figures))[0]
        made.append(dataclasses.replace(case, after=[Step(
            ("trace", "--db", "{db}", "guangdong-2016", REHABILITATION,
             "--year", "2024", "--region", region), says=["初步"])]))
    return made


def sent_in_january():
    """The month in the name of the file is that of sending."""
    figures = few(REHABILITATION, 2023)
    return cases(50, "2023 in the title, January 2024 in the file name",
                 one_column("乐山市2023年度康复服务情况", figures),
                 file="乐山市2024年1月", exit=DONE, figures=figures, rejected=0)


def nobody_of_ours():
    """A county that is not known, with three figures: one line, not three."""
    figures = few(REHABILITATION, 2024, 2)
    rows = [["乐山市2024年情况"],
            ["地区", f"{COVERAGE}（%）", f"{FITTING}（%）"]]
    rows += [[named(place), value, None] for place, value in figures.items()]
    rows.append(["乐山高新区", Decimal("93.18"), Decimal("88.02")])
    return cases(85, "an unknown county, told once", rows, exit=REJECTED,
                 codes=["FYP-322"], figures=figures, rejected=1)


def all_hidden():
    rows = [LONG, ["510604", WAGE, 2023, 2137, "元/月"]]
    return book(33, "every sheet with figures is hidden",
                [make_xlsx.Sheet("数据", rows, state="hidden"),
                 ("说明", [["本表由区残联填报"]])], exit=REFUSED,
                codes=["FYP-307"], figures={}, says=["数据", "说明"])


def parts_alone():
    rows = [["乐山市2024年情况"], ["地区", f"{COVERAGE}（%）"],
            ["其中：城镇", Decimal("91.37")]]
    return cases(47, "parts and nothing else", rows, exit=REFUSED,
                 codes=["FYP-307"], figures={})


def to_the_end_of_the_year(title):
    figures = few(REHABILITATION, 2024)
    return cases(49, f"the title {title}", one_column(title, figures),
                 exit=DONE, figures=figures, rejected=0)


# --- layouts that are near to the known ones ---

def two_tables_stacked():
    rows = one_column("乐山市2023年康复服务情况", few(REHABILITATION, 2023))
    rows += [[]] + one_column("乐山市2024年康复服务情况",
                              few(REHABILITATION, 2024))
    return cases(52, "the tables of two years, one above the other", rows,
                 exit=REFUSED, codes=None, figures={})


def two_tables_side_by_side():
    rows = [["乐山市2024年康复服务情况"],
            ["地区", f"{COVERAGE}（%）", None, "地区", f"{FITTING}（%）"],
            ["沙湾区", Decimal("91.37"), None, "犍为县", Decimal("88.64")]]
    return cases(52, "two tables side by side", rows, exit=REFUSED,
                 codes=None, figures={})


def regions_across():
    rows = [["乐山市2024年残疾人事业主要指标"],
            ["指标", "单位", "沙湾区", "犍为县"],
            [COVERAGE, "%", Decimal("91.37"), Decimal("88.64")],
            [FITTING, "%", Decimal("83.52"), Decimal("90.16")]]
    return cases(45, "regions across", rows, exit=REFUSED, codes=None,
                 figures={})


def not_our_indicators():
    rows = [["乐山市2024年农业生产情况"],
            ["地区", "粮食产量（吨）", "生猪出栏（头）"],
            ["沙湾区", 61372, 90418], ["犍为县", 138264, 402177]]
    return cases(54, "another department's table", rows, exit=REFUSED,
                 codes=None, figures={})


# --- workbooks ---

LONG = ["地区", "指标", "年份", "数值", "单位"]


def book(entry, name, sheets, *, exit, figures, file="报送.xlsx", **more):
    return Case(entry=entry, name=name, exit=exit, figures=figures,
                make=lambda folder: make_xlsx.workbook(
                    sheets, folder=folder, name=file), **more)


def region_over_rows():
    """The region in one merged cell beside its rows."""
    figures = {("510604", code, 2023): rate("510604", code, 2023)
               for code in (PENSION, MEDICAL, DEVICES)}
    rows = [LONG] + [["罗江区" if i == 0 else None, code, 2023, float(value),
                      "%"] for i, ((_, code, _), value)
                     in enumerate(figures.items())]
    return book(45, "the region in one cell merged over its rows",
                [make_xlsx.Sheet("数据", rows, merges=["A2:A4"])],
                exit=DONE, figures=figures, rejected=0)


def value_over_rows():
    """One value merged over two counties is the value of neither."""
    rows = [["乐山市2024年康复服务情况"], ["地区", f"{COVERAGE}（%）"],
            ["沙湾区", 91.37], ["犍为县", None], ["井研县", 88.64]]
    return book(45, "one value merged over two counties",
                [make_xlsx.Sheet("数据", rows, merges=["B3:B4"])],
                exit=REJECTED, codes=["FYP-397"], says=["合并"],
                figures={("511124", REHABILITATION, 2024): 88.64},
                rejected=2)


def counties_on_sheets(file):
    """A sheet a county, named after it."""
    figures, sheets = {}, []
    for region, name in COUNTIES.items():
        rows = [["指标名称", "单位", "2022年", "2023年"]]
        for code, words in [(REHABILITATION, COVERAGE), (DEVICES, FITTING)]:
            values = [rate(region, code, year) for year in (2022, 2023)]
            figures.update({(region, code, year): value for year, value
                            in zip((2022, 2023), values)})
            rows.append([words, "%"] + [float(value) for value in values])
        sheets.append((name, rows))
    return book(52, f"a sheet for each county, in {file}", sheets, exit=DONE,
                figures=figures, file=file, rejected=0)


def instructions_first():
    """A sheet of instructions before the sheet of figures."""
    figures = few(REHABILITATION, 2024)
    rows = [[float(cell) if isinstance(cell, Decimal) else cell
             for cell in row]
            for row in one_column("乐山市2024年康复服务情况", figures)]
    return book(52, "a sheet of instructions before the figures",
                [("填表说明", [["填表说明"], ["一、本表由各县（市、区）残联填报。"],
                           ["二、覆盖率保留两位小数。"]]), ("数据", rows)],
                exit=DONE, codes=["FYP-724"], figures=figures, rejected=0,
                says=["填表说明"])


def year_shown_as_a_date():
    """2024 in a cell formatted as a date is a day of 1905."""
    rows = [LONG, ["510604", PENSION, make_xlsx.Cell(2024, "date"), 96.37,
                   "%"], ["510604", PENSION, 2023, 95.18, "%"]]
    return book(68, "the year 2024 in a date cell", [("数据", rows)],
                exit=REJECTED, codes=["FYP-325"], rejected=1,
                figures={("510604", PENSION, 2023): 95.18})


def per_cent_of_a_per_cent():
    """96.5 in a cell that shows per cent reads 9650 %."""
    rows = [LONG, ["510604", PENSION, 2023, make_xlsx.Cell(96.5, "percent2"),
                   "%"],
            ["510604", MEDICAL, 2023, make_xlsx.Cell(0.9718, "percent2"),
             "%"]]
    return book(56, "96.5 in a cell that shows per cent", [("数据", rows)],
                exit=REJECTED, codes=["FYP-398"], rejected=1,
                figures={("510604", MEDICAL, 2023): 97.18})


def formatted_to_the_end():
    """A column formatted a hundred thousand rows down holds nothing there."""
    rows = [LONG, ["510604", WAGE, 2023, 2137, "元/月"]]
    rows += [[make_xlsx.Cell(None, "percent2")] * 5] * 100000
    return book(24, "100,000 rows of formats without values",
                [("数据", rows)], exit=DONE, rejected=0,
                figures={("510604", WAGE, 2023): 2137})


def copied_sheet(value, exit, **more):
    """The sheet copied within the workbook, as a safeguard."""
    rows = [LONG, ["510604", WAGE, 2023, 2137, "元/月"]]
    copy = [LONG, ["510604", WAGE, 2023, value, "元/月"]]
    return book(52, f"the sheet and its copy, which says {value}",
                [("数据", rows), ("数据 (2)", copy)], exit=exit,
                figures={("510604", WAGE, 2023): 2137}, **more)


def from_a_word_processor(folder):
    """Columns made with blanks."""
    return text(folder, "表.txt", "地区    指标    年份    数值\n"
                "罗江区    养老保险参保率    2023    96.37\n")


# --- the second time ---

FIRST = [LONG, ["510604", WAGE, 2022, 1870, "元/月"]]
SECOND = FIRST + [["510604", WAGE, 2023, 2137, "元/月"]]
SECOND[1:2] = [["510604", WAGE, 2022, 1970, "元/月"]]
WAGES = {("510604", WAGE, 2022): 1870}
NEW_WAGES = {("510604", WAGE, 2022): 1970, ("510604", WAGE, 2023): 2137}


def first(folder):
    return text(folder, "工资.csv", FIRST)


def second(folder):
    return text(folder, "工资（最终版）(2).csv", SECOND)


def the_second_time():
    return [
        Case(entry=75, name="another value without a reason", make=second,
             before=[first], exit=REJECTED, codes=["FYP-338"], rejected=1,
             figures={**WAGES, ("510604", WAGE, 2023): 2137},
             says=["1870", "1970", "工资.csv"]),
        Case(entry=75, name="the refused file again, now with the reason",
             make=second, before=[first, second],
             options=("--revise", "上年数经核实修订"), exit=DONE, rejected=0,
             figures=NEW_WAGES),
        Case(entry=75, name="a file taken in before can be explained",
             make=first, before=[first], options=("--explain",), exit=DONE,
             figures=WAGES),
        Case(entry=75, name="a dry run stores nothing", make=second,
             before=[first], options=("--dry-run",), exit=REJECTED,
             codes=["FYP-338"], figures=WAGES),
        Case(entry=75, name="a dry run, and then the import itself",
             make=first, before=[(first, ("--dry-run",))], exit=DONE,
             rejected=0, figures=WAGES),
    ]


CASES = [
    *the_second_time(), *targets_beside_results(), *planned_year(),
    *part_of_a_year("2024年上半年"), *part_of_a_year("2024年1-9月"),
    *part_of_a_year("2024年第三季度"), *this_year_and_last(),
    *no_year_anywhere(), *years_that_disagree(), *regions_that_disagree(),
    *one_indicator_twice(), *ranks_beside_rates(), ranks_left_out(), *a_total_nobody_owns(),
    *notes_that_name_regions(), *dates_above_the_header(),
    *a_county_that_has_not_reported(), *a_zone_without_a_code(),
    *a_county_twice(), *units_in_the_cells(),
    *years_in_words("2024年度"), *years_in_words("2024 年"),
    *years_in_words("截至2024年底"), *years_in_words("二〇二四年"),
    *misleading(), *results_all_the_same("乐山市2024年度目标任务完成情况"),
    *results_all_the_same("乐山市“十四五”规划2024年执行情况"),
    *results_all_the_same("乐山市助残行动计划2024年统计表"),
    *totals_to_date("乐山市2024年累计完成情况", ("to_date",)),
    *totals_to_date("乐山市2024年本年累计完成情况", ()),
    *an_early_report(), *sent_in_january(), *nobody_of_ours(), all_hidden(),
    *parts_alone(), *to_the_end_of_the_year("截至2024年12月31日乐山市情况"),
    *to_the_end_of_the_year("乐山市情况 统计时间：2024年12月底"),
    *two_tables_stacked(), *two_tables_side_by_side(), *regions_across(),
    *not_our_indicators(),
    region_over_rows(), value_over_rows(),
    counties_on_sheets("各县指标.xlsx"), counties_on_sheets("乐山市各县指标.xlsx"),
    instructions_first(), year_shown_as_a_date(), per_cent_of_a_per_cent(),
    formatted_to_the_end(), copied_sheet(2137, DONE, rejected=0),
    copied_sheet(2138, REJECTED, codes=["FYP-335"], rejected=1),
    Case(entry=39, name="columns made with blanks", exit=REFUSED, codes=None,
         make=from_a_word_processor, figures={}),
]
