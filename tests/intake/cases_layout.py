# SPDX-License-Identifier: GPL-3.0-or-later
"""Headers and layouts, entries 45 to 52: tables as offices draw them. Each is
understood as a whole, to the figure, or refused with what was seen."""

import make_xlsx
from case import DONE, REFUSED, REJECTED, Case, text

LUOJIANG, LESHAN = "510604", "511100"
SHIZHONG, WUTONGQIAO = "511102", "511112"
PENSION = "pension_insurance_coverage"
MEDICAL = "medical_insurance_coverage"
HOMES = "home_modification_households"
TRAINING = "skills_training"
PENSION_NAME = "残疾人城乡居民基本养老保险参保率"
MEDICAL_NAME = "残疾人城乡居民基本医疗保险参保率"
HOMES_NAME = "困难重度残疾人家庭无障碍改造数"
UNKNOWN, COLUMNS, TWICE = "FYP-380", "FYP-381", "FYP-382"
PLACE, TABLES, MAPPING = "FYP-383", "FYP-384", "FYP-385"


def csv(content, name="统计表.csv"):
    return lambda folder: text(folder, name, content)


def sheets(*tables, name="统计表.xlsx"):
    return lambda folder: make_xlsx.workbook(
        [make_xlsx.Sheet(*table[:2], merges=list(table[2:]))
         for table in tables], folder=folder, name=name)


def mapped(content, mapping):
    """A table and, beside it, the mapping file map.yaml."""
    def make(folder):
        text(folder, "map.yaml", mapping)
        return text(folder, "统计表.csv", content)
    return make


TWO = {(SHIZHONG, PENSION, 2023): "91.47", (SHIZHONG, HOMES, 2023): "117",
       (WUTONGQIAO, PENSION, 2023): "88.30", (WUTONGQIAO, HOMES, 2023): "93"}
HEADER = "县（市、区）,%s（%%）,%s（户）\n" % (PENSION_NAME, HOMES_NAME)
ROWS = "市中区,91.47,117\n五通桥区,88.30,93\n"
TITLE = "乐山市2023年残疾人工作统计表,,\n"
ACROSS = "指标名称,单位,2021年,2022年\n%s,%%,86.13,88.47\n" % PENSION_NAME
ACROSS_FIGURES = {(LUOJIANG, PENSION, 2021): "86.13",
                  (LUOJIANG, PENSION, 2022): "88.47"}
AT = ("--region", LUOJIANG)


def across(*years):
    """One indicator, years across; its figures rise by 1.37 from 81.29."""
    cells = ["%.2f" % (81.29 + 1.37 * i) for i in range(len(years))]
    return "指标,%s\n%s,%s\n" % (",".join(years), PENSION_NAME,
                               ",".join(cells))


def risen(*years):
    return {(LUOJIANG, PENSION, year): "%.2f" % (81.29 + 1.37 * i)
            for i, year in enumerate(years)}


HEADERS = [
    Case(45, "titles and a line of units above the header",
         csv("附件2,,\n" + TITLE + "单位：%、户,,\n"
             + HEADER.replace("（%）", "").replace("（户）", "") + ROWS),
         DONE, figures=TWO, rejected=0),
    Case(45, "the unit line scales",
         csv("罗江区培训情况,\n,单位：万人\n指标,2022年\n"
             "城乡残疾人职业技能培训人数,0.0317\n"),
         DONE, figures={(LUOJIANG, TRAINING, 2022): 317}, rejected=0),
    Case(45, "a blank first column",
         csv("".join("," + line + "\n" for line in
                     (TITLE + HEADER + ROWS).splitlines())),
         DONE, figures=TWO, rejected=0),
    Case(45, "a header of two rows as text",
         csv(TITLE + "地区,%s,,,%s\n,分子,分母,数值,\n市中区,2873,3141,91.47,117\n"
             "五通桥区,1842,2086,88.30,93\n" % (PENSION_NAME, HOMES_NAME)),
         DONE, figures=TWO, rejected=0),
    Case(45, "a header of three rows in merged cells",
         sheets(("Sheet1", [
             ["乐山市2023年残疾人工作统计表"],
             ["县（市、区）", "社会保障", None, None, "无障碍改造"],
             [None, PENSION_NAME, None, None, HOMES_NAME],
             [None, "分子", "分母", "数值（%）", "户"],
             ["市中区", 2873, 3141, 91.47, 117],
             ["五通桥区", 1842, 2086, 88.3, 93]],
             "A1:E1", "A2:A4", "B2:D2", "B3:D3")),
         DONE, rejected=0, figures={
             place: float(value) for place, value in TWO.items()}),
    Case(45, "years merged over indicators",
         sheets(("Sheet1", [
             ["地区", "2022年", None, "2023年", None],
             [None, PENSION_NAME, HOMES_NAME, PENSION_NAME, HOMES_NAME],
             ["市中区", 89.46, 101, 91.47, 117]],
             "A1:A2", "B1:C1", "D1:E1")),
         DONE, rejected=0, figures={
             (SHIZHONG, PENSION, 2022): 89.46, (SHIZHONG, HOMES, 2022): 101,
             (SHIZHONG, PENSION, 2023): 91.47, (SHIZHONG, HOMES, 2023): 117}),
    Case(45, "no header at all", csv("甲,乙\n丙,丁\n"), REFUSED, [UNKNOWN],
         figures={}, says=["甲,乙"]),
    Case(45, "columns that the catalogue does not have",
         csv(TITLE + "地区,%s,平均身高\n市中区,91.47,163.8\n" % PENSION_NAME),
         REFUSED, [COLUMNS], figures={}, says=["平均身高"]),
    Case(45, "a heading that narrows an indicator down",
         csv(TITLE + "地区,城镇,\n,%s,%s\n市中区,91.47,117\n"
             % (PENSION_NAME, HOMES_NAME)),
         REFUSED, [COLUMNS], figures={}, says=["城镇"]),
    Case(45, "a line of units that is not understood",
         csv(TITLE + "单位：亩,,\n" + HEADER.replace("（户）", "") + ROWS),
         REFUSED, [PLACE], figures={}, says=["亩"]),
    Case(45, "neither title nor anything else says the year",
         csv(HEADER + ROWS), REFUSED, [PLACE], figures={}, says=["年份"]),
    Case(45, "the year on the command line", csv(HEADER + ROWS), DONE,
         figures=TWO, rejected=0, options=("--year", "2023")),
    Case(45, "the year in the name of the file",
         csv(HEADER + ROWS, "报表2023年（终）.csv"), DONE, figures=TWO,
         rejected=0),
    Case(45, "title and file name disagree about the year",
         csv(TITLE + HEADER + ROWS, "2022年报表.csv"), REFUSED, [PLACE],
         figures={}, says=["2023", "2022"]),
    Case(45, "title and file name disagree about the region",
         csv("罗江区统计表\n" + ACROSS, "市中区.csv"), REFUSED, [PLACE],
         figures={}, says=[LUOJIANG, SHIZHONG]),
    Case(45, "a mapping says what the headings do not",
         mapped("表七,,,\n单位名称,参加养老保险,改造,排名\n市中区,91.47,117,1\n"
                "五通桥区,88.30,93,2\n",
                "布局: 地区纵列\n表头行: [2, 2]\n年份: 2023\n列:\n"
                "  - {列: A, 作用: 地区名称}\n"
                "  - {列: B, 作用: 数值, 指标: %s, 单位: \"%%\"}\n"
                "  - {列: 改造, 作用: 数值, 指标: %s, 单位: 户}\n"
                "  - {列: 排名, 作用: 忽略}\n" % (PENSION, HOMES)),
         DONE, figures=TWO, rejected=0, options=("--mapping", "map.yaml")),
    Case(45, "a mapping for another file",
         mapped(TITLE + HEADER + ROWS,
                "布局: 地区纵列\n列:\n  - {列: 人均收入, 作用: 忽略}\n"),
         REFUSED, [MAPPING], figures={}, options=("--mapping", "map.yaml")),
]

FEET = [
    Case(46, "notes and signatures",
         csv(TITLE + HEADER + ROWS + "注：1.数据截至2023年12月31日；,,\n"
             "2.市中区含高新区。,,\n资料来源：市残联年报,,\n"
             "填表人：张三,审核人：李四,联系电话：0833-2120000\n"
             "单位负责人：,王五,2024年1月9日\n"),
         DONE, figures=TWO, rejected=0, never=["“注", "注：1"]),
    Case(46, "signatures in cells of their own",
         csv(TITLE + HEADER + ROWS + "填表人,张三,\n审核人,李四,\n联系电话,2120000,\n"),
         DONE, figures=TWO, rejected=0),
    Case(46, "a note below the long form",
         csv("地区,指标,年份,数值\n市中区,%s,2023,91.47\n注：年报数,,,\n" % PENSION),
         DONE, figures={(SHIZHONG, PENSION, 2023): "91.47"}, rejected=0),
    Case(46, "figures below the notes",
         csv(TITLE + HEADER + "市中区,91.47,117\n注：快报数,,\n五通桥区,88.30,93\n"),
         REFUSED, [TABLES], figures={}, says=["5"]),
]

TOTALS = [
    Case(47, "a total of the table's own region",
         csv(TITLE + HEADER + "合计,90.20,210\n" + ROWS),
         DONE, rejected=0, figures={
             **TWO, (LESHAN, PENSION, 2023): "90.20",
             (LESHAN, HOMES, 2023): "210"}),
    Case(47, "totals of nobody, subtotals, parts",
         csv(HEADER + "总 计,90.20,210\n小计,90.20,210\n" + ROWS
             + "其中：城镇,93.14,61\n＃农村,84.26,32\n"),
         DONE, ["FYP-720", "FYP-721"], figures=TWO, rejected=0,
         options=("--year", "2023")),
    Case(47, "全省 in the table of a city",
         csv(TITLE + HEADER + "全省,89.31,5417\n" + ROWS),
         DONE, ["FYP-720"], figures=TWO, rejected=0),
    Case(47, "parts among indicators",
         csv("指标,单位,2021年,2022年\n%s,%%,86.13,88.47\n"
             "其中：女性,%%,84.19,86.02\n#农村,%%,83.77,85.91\n" % PENSION_NAME),
         DONE, ["FYP-721"], figures=ACROSS_FIGURES, rejected=0, options=AT),
]

TWICE_OR_NOT = [
    Case(48, "the same year twice", csv(across("2022年", "2022年")), REFUSED,
         [TWICE], figures={}, options=AT, says=["2022年"]),
    Case(48, "one indicator under two spellings",
         csv(TITLE + "地区,%s（%%）,%s(%%)\n市中区,91.47,91.52\n"
             % (PENSION_NAME, PENSION_NAME)),
         REFUSED, [TWICE], figures={}),
    Case(48, "blanks, line ends, no-break and zero-width spaces, units",
         csv(TITLE + '县 区,"残疾人城乡居民\n基本养老保险 参 保 率/%",'
             "困难重度残疾人\u00a0家庭\u200b无障碍改造数(户)\n" + ROWS),
         DONE, figures=TWO, rejected=0),
]

YEARS = [
    Case(49, "years in all their writings",
         csv(across("2021.0", "2022年", "2023-01-01", "二〇二四年", "“十四五”末",
                    "２０２０")),
         DONE, rejected=0, options=AT,
         figures=risen(2021, 2022, 2023, 2024, 2025, 2020)),
    Case(49, "years as numbers and dates of a workbook",
         sheets(("Sheet1", [["指标", 2021, make_xlsx.Cell(44562, "date")],
                            [PENSION_NAME, 86.13, 88.47]])),
         DONE, rejected=0, options=AT, figures={
             (LUOJIANG, PENSION, 2021): 86.13,
             (LUOJIANG, PENSION, 2022): 88.47}),
    Case(50, "a year is missing", csv(across("2020年", "2022年")), DONE,
         ["FYP-723"], figures=risen(2020, 2022), rejected=0, options=AT),
    Case(50, "the latest year first",
         csv(across("2023年", "2022年", "2021年")), DONE, rejected=0,
         figures=risen(2023, 2022, 2021), options=AT),
    Case(50, "a year repeated", csv(across("2021年", "2022年", "２０２１")),
         REFUSED, [TWICE], figures={}, options=AT),
    Case(50, "a year to come", csv(across("2022年", "2095年")), DONE,
         ["FYP-723"], rejected=0, options=AT),
    Case(50, "nine months", csv(across("2022年", "2023年1-9月")), REFUSED,
         [COLUMNS], figures={}, options=AT, says=["1-9月"]),
    Case(50, "nine months in the title",
         csv("2023年1—9月统计表,,\n" + HEADER + ROWS), REFUSED, [PLACE],
         figures={}, says=["1—9月"]),
    Case(50, "years of two digits", csv(across("21", "22")), REFUSED,
         [COLUMNS], figures={}, options=AT, says=["21"]),
    Case(50, "a column of targets", csv(across("2022年", "2025年目标")),
         REFUSED, [COLUMNS], figures={}, options=AT, says=["2025年目标"]),
    Case(51, "numerator and denominator swapped",
         csv(TITLE + "地区,%s,\n,分母,分子\n市中区,2873,3141\n五通桥区,2086,1842\n"
             % PENSION_NAME),
         REJECTED, ["FYP-332"], rejected=1, figures={
             (WUTONGQIAO, PENSION, 2023): 100 * 1842 / 2086}),
]

SEVERAL = [
    Case(52, "two tables side by side",
         csv(TITLE + "地区,%s,,地区,%s\n市中区,91.47,,五通桥区,88.30\n"
             % (PENSION_NAME, PENSION_NAME)),
         REFUSED, [TWICE], figures={}),
    Case(52, "one table below another",
         csv(TITLE + HEADER + ROWS + "2022年统计表,,\n" + HEADER
             + "市中区,89.46,101\n"),
         REFUSED, [TABLES], figures={}),
    Case(52, "one of two tables, by a mapping",
         mapped(TITLE + HEADER + ROWS + "2022年统计表,,\n" + HEADER
                + "市中区,89.46,101\n",
                "布局: 地区纵列\n表头行: [2, 2]\n数据行: [3, 4]\n"),
         DONE, figures=TWO, rejected=0, options=("--mapping", "map.yaml")),
    Case(52, "a county a sheet, with one of words",
         sheets(("填表说明", [["本表由各县（市、区）残联填写"], ["按年报口径填写"]]),
                ("市中区", [["指标名称", "2022年", "2023年"],
                         [PENSION_NAME, 89.46, 91.47]]),
                ("五通桥区", [["指标名称", "2022年", "2023年"],
                          [PENSION_NAME, 86.14, 88.31]])),
         DONE, rejected=0, figures={
             (SHIZHONG, PENSION, 2022): 89.46,
             (SHIZHONG, PENSION, 2023): 91.47,
             (WUTONGQIAO, PENSION, 2022): 86.14,
             (WUTONGQIAO, PENSION, 2023): 88.31}),
    Case(52, "last year's sheet is there as well",
         sheets(("2022年", [["地区", PENSION_NAME], ["市中区", 89.46]]),
                ("2023年", [["地区", PENSION_NAME], ["市中区", 91.47]])),
         DONE, rejected=0, figures={
             (SHIZHONG, PENSION, 2022): 89.46,
             (SHIZHONG, PENSION, 2023): 91.47}),
    Case(52, "two sheets, of which the title of one says another region",
         sheets(("市中区", [["五通桥区统计表"], ["指标名称", "2022年"],
                         [PENSION_NAME, 89.46]])),
         REFUSED, [PLACE], figures={}),
    Case(52, "a sheet that is not understood refuses the file",
         sheets(("2023年", [["地区", PENSION_NAME], ["市中区", 91.47]]),
                ("备查", [["甲", "乙"], ["丙", 3.7]])),
         REFUSED, [UNKNOWN], figures={}),
    Case(52, "an unknown indicator is one rejected row",
         csv(ACROSS + "没有的指标,%,1.17,1.19\n"),
         REJECTED, ["FYP-324"], rejected=1, figures=ACROSS_FIGURES,
         options=AT),
]

CASES = HEADERS + FEET + TOTALS + TWICE_OR_NOT + YEARS + SEVERAL
