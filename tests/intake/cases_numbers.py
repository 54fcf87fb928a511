# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers as text, entries 55 to 68, and units, 69 to 71: long form, one
region, one way of writing a line. Figures are equal to the last bit, so the
expected ones are written as the decimals that they are."""

from case import DONE, REJECTED, Case, text
from make_xlsx import Cell, workbook

REGION = "510604"
COUNT = "skills_training"  # 人, 其他单位 人次
HOUSES = "home_modification_households"  # 户
SHARE = "medical_insurance_coverage"  # %, a level of 0 to 100
GROWTH = "income_growth"  # %, no range
WAGE = "minimum_wage"  # 元/月

HEADER = ["地区", "指标", "年份", "数值", "单位", "分子", "分母"]
NUMBER, UNIT, UNITS, CELL = "FYP-328", "FYP-327", "FYP-396", "FYP-397"


def long_form(cells, indicator=COUNT, first=2001):
    """A file with one row for each cell, or for each tuple of value, unit,
    numerator and denominator, in years of their own."""
    rows = [HEADER]
    for year, cell in enumerate(cells, first):
        cell = (cell,) if isinstance(cell, str) else cell
        row = [REGION, indicator, str(year)] + list(cell)
        rows.append(row + [""] * (len(HEADER) - len(row)))

    def quoted(value):
        value = str(value)
        marks = set(value) & set(',"\n')
        return '"%s"' % value.replace('"', '""') if marks else value

    content = "".join(",".join(map(quoted, row)) + "\n" for row in rows)
    return lambda folder: text(folder, "统计.csv", content)


def expected(values, indicator=COUNT, first=2001):
    return {(REGION, indicator, year): value
            for year, value in enumerate(values, first) if value is not None}


def taken(entry, name, cells, values, indicator=COUNT, **more):
    return Case(entry=entry, name=name, make=long_form(cells, indicator),
                exit=DONE, figures=expected(values, indicator), rejected=0,
                **more)


def refused(entry, name, cells, code=NUMBER, indicator=COUNT, **more):
    """Every cell is rejected; a clean figure before them stays."""
    first = {COUNT: "29371", HOUSES: "29371", WAGE: "2137.5"}
    first = first.get(indicator, "87.31")
    codes = [code] if isinstance(code, str) else code
    return Case(entry=entry, name=name,
                make=long_form([first] + list(cells), indicator),
                exit=REJECTED, codes=codes,
                figures=expected([float(first)], indicator),
                rejected=len(cells), **more)


def sheet(cells, indicator=SHARE):
    """The same as a workbook, cells as they are given."""
    rows = [HEADER[:4]]
    for year, cell in enumerate(cells, 2001):
        rows.append([REGION, indicator, year, cell])
    return lambda folder: workbook([("表1", rows)], folder=folder,
                                   name="统计.xlsx")


CASES = [
    # 55
    taken(55, "full-width digits, sign and per cent",
          ["９６．５％", "８７．３"], [96.5, 87.3], SHARE),
    taken(55, "full-width minus and plus", ["－３", "＋２", "−3.17"],
          [-3.0, 2.0, -3.17], GROWTH),
    refused(55, "brackets and words are no numbers",
            ["（５）", "(5)", "九十六点五", "三成", "百分之九十六", "1万2千",
             "半数"]),
    # 56
    taken(56, "bare, with signs, per mille in one column",
          ["96.5", "96.5%", "96.5％", "965‰", "0.965"],
          [96.5, 96.5, 96.5, 96.5, 0.965], SHARE, codes=["FYP-731"]),
    taken(56, "signs on some cells of a column only",
          ["91.46", "87.3%", "88.17"], [91.46, 87.3, 88.17], SHARE,
          codes=["FYP-730"]),
    taken(56, "the unit says shares",
          [("0.965", "小数"), ("0.8731", "小数"), ("1", "小数")],
          [96.5, 87.31, 100.0], SHARE, never=["FYP-337", "FYP-73"]),
    refused(56, "the unit says shares, the cell per cent",
            [("96.5%", "小数"), ("965‰", "小数")], UNITS, SHARE),
    Case(entry=56, name="cells formatted as per cent",
         make=sheet([Cell(0.965, "percent2"), Cell(0.8731, "percent2")]),
         exit=DONE, figures=expected([96.5, 87.31], SHARE), rejected=0),
    Case(entry=56, name="a cell formatted as per cent that shows 9650%",
         make=sheet([Cell(0.8731, "percent2"), Cell(96.5, "percent2")]),
         exit=REJECTED, codes=["FYP-398"], says=["9650%"],
         figures=expected([87.31], SHARE), rejected=1),
    # 57
    taken(57, "0.8 without anything else is 0.8 % and asked about", ["0.8"],
          [0.8], SHARE, codes=["FYP-337"]),
    taken(57, "0.8 with a sign is 0.8 %", ["0.8%"], [0.8], SHARE,
          never=["FYP-337"]),
    taken(57, "0.8 of unit 小数 is 80 %", [("0.8", "小数")], [80.0], SHARE,
          never=["FYP-337"]),
    taken(57, "a column of shares is asked about once",
          ["0.8731", "0.9146", "0.8817", "0.7731"],
          [0.8731, 0.9146, 0.8817, 0.7731], SHARE, codes=["FYP-732"]),
    # 58
    refused(58, "bounds, ranges and guesses",
            ["＞95", "≥95", ">95%", "约95", "95左右", "95±2", "90-95",
             "90～95", "不低于95", "<5", "95以上"], NUMBER, SHARE),
    # 59
    taken(59, "groups of three", ["1,234.5", "1，234", "12,345,678"],
          [1234.5, 1234.0, 12345678.0], codes=["FYP-736"]),
    refused(59, "any other grouping",
            ["1 234", "1'234", "1.234,5", "12,34", "1,23", "1,2345", "0,123",
             ",123", "1,,234"]),
    # 60
    taken(60, "marks of missing figures",
          ["—", "－", "-", "--", "……", "…", ".", "/", "\\", "无", "暂无",
           "未统计", "N/A", "NULL", "#N/A", "", " ", "　", "×", "*", "0"],
          [None] * 20 + [0.0], missing=20),
    taken(60, "zero is a figure however it is written",
          ["0", "０", "0.0", "-0", "0万"], [0.0] * 5, missing=0),
    taken(60, "a mark in place of the numerator",
          [("", "", "—", "31"), ("", "", "31", "暂无")], [None, None], SHARE,
          missing=2),
    # 61
    refused(61, "notes behind and before the digits",
            ["123①", "123*", "123（预计）", "123(含下放)", "p123", "96.5¹",
             "123[1]", "123r"]),
    # 62
    taken(62, "blanks that cannot be seen",
          ["1\u2009234", "1\u00a0234", "1\u200b234", "\u200f1234",
           "1\u00ad234", "1234\u2060", "\u202f1234\u202f"],
          [1234.0] * 7),
    refused(62, "such blanks that are no groups of three",
            ["12\u200934", "1\u00a02345", "1\u2009234\u00a056"]),
    # 63
    refused(63, "letters, other points, other digits",
            ["9O", "l23", "9o", "96。5", "96：5", "96:5", "١٢٣", "१२३", "Ⅻ",
             "十二", "①", "９６．5O"]),
    # 64
    refused(64, "powers, hexadecimals, fractions, dates",
            ["1e5", "1E+11", "0x10", "1/2", "3月1日", "3-1", "1月2日",
             "2021-03-01", "2024/2/3"]),
    # 65
    taken(65, "binary tails",
          ["96.49999999999999", "96.500000000000014", "0.30000000000000004%",
           "87.310000000000002"], ["96.5", "96.5", 0.3, "87.31"], SHARE),
    taken(65, "minus zero", ["-0", "-0.00"], [0.0, 0.0], GROWTH),
    refused(65, "beyond all measure",
            ["1e308", "4.9e-324", "9" * 41, "NaN", "INF", "-INF"]),
    taken(65, "a tie is stored as it is written", ["96.45", "96.55"],
          ["96.45", "96.55"], SHARE),
    # 66
    taken(66, "numbers with an apostrophe before them",
          ["'87.31", "91.46", "’88.17"], [87.31, 91.46, 88.17], SHARE),
    Case(entry=66, name="numbers stored as text in half of a column",
         make=sheet(["87.31", 91.46, "88.17", 90.02]), exit=DONE,
         figures=expected([87.31, 91.46, 88.17, 90.02], SHARE), rejected=0),
    # 67
    *[taken(67, "under LC_ALL=" + locale,
            ["1234.5", "1,234.5", "９６．５", "0.02万"],
            [1234.5, 1234.5, 96.5, 200.0], env={"LC_ALL": locale})
      for locale in ("C", "de_DE.UTF-8", "zh_CN.GB18030")],
    # 68
    refused(68, "dates in text",
            ["2024.2.30", "2021-01-01", "2021年3月", "1900/2/29"]),
    Case(entry=68, name="date cells in place of figures",
         make=sheet([87.31, Cell(60, "date"), Cell(-1, "date"),
                     Cell(2958466, "date"), Cell(44197, "chinese_date")]),
         exit=REJECTED, codes=None, figures=expected([87.31], SHARE),
         rejected=4),
    # 69
    taken(69, "units of the same dimension",
          [("3.2", "万人"), ("0.02", "万人次"), ("0.020", "万人"),
           ("217", "人次"), ("217", "名"), "3.2万", ("2.9371", "万人"),
           ("5", "千人")],
          ["32000", "200", "200", "217", "217", "32000", "29371", "5000"]),
    taken(69, "yuan and ten thousand yuan",
          [("0.2137", "万元/月"), ("2,137.5", "元/月")], [2137.0, 2137.5],
          WAGE),
    refused(69, "persons are no households, times no persons",
            [("17", "人"), ("17", "万人"), ("17", "人次"), ("17", "公里"),
             ("17", "个")], UNIT, HOUSES),
    refused(69, "a wage a year is no wage a month",
            [("17", "元/年"), ("17", "万元"), ("17", "元/人月")], UNIT, WAGE),
    refused(69, "points are no percentages", [("17", "百分点")], UNIT, SHARE),
    refused(69, "a unit told twice, in two ways",
            [("3.2万", "万人"), ("1亿", "千人")], UNITS),
    # 70
    refused(70, "ratios that cannot be",
            [("", "", "3141", "2873"), ("", "", "7", "0"), ("", "", "0", "0"),
             ("", "", "31", ""), ("91.46", "", "", "31"),
             ("91.48", "", "2873", "3141"), ("103", "", "", "")],
            ["FYP-332", "FYP-331", "FYP-330", "FYP-333", "FYP-334"], SHARE),
    taken(70, "ratios in any writing",
          [("91.47", "", "2,873", "3,141"), ("91.47%", "", "0.2873万", "3141"),
           ("0.9147", "小数", "２８７３", "3141"), ("", "", "31", "31")],
          [91.47, 91.47, 91.47, 100.0], SHARE),
    # 71
    refused(71, "negative counts", ["-1", "－3", "-0.5万"], "FYP-334"),
    taken(71, "half a person is asked about", ["12.5", "12.0"], [12.5, 12.0],
          codes=["FYP-736"]),
    taken(71, "growth may be more than 100 and below 0", ["137.5", "-3.17"],
          [137.5, -3.17], GROWTH),
    refused(71, "coverage may not", ["100.01", "-0.01"], "FYP-334", SHARE),
]
