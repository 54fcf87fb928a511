# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean tables as offices and yearbooks lay them out, each with the figures
that stand in it, worked out here from the same texts in decimal arithmetic.

A table is written as delimited text (cells inside a merged range are blank,
as a spreadsheet program saves them) and as a workbook with real number cells
and merged ranges. Places that must not become figures (notes, totals left
out, columns of ranks) simply are not in `figures`.
"""

import csv
import dataclasses
import decimal
import hashlib
import pathlib
import re
import typing

import make_xlsx

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
Decimal = decimal.Decimal

PENSION = "pension_insurance_coverage"
MEDICAL = "medical_insurance_coverage"
REHABILITATION = "rehabilitation_coverage"
DEVICES = "assistive_device_coverage"
HOMES = "home_modification_households"
TRAINING = "skills_training"
WAGE = "minimum_wage"
INSTITUTIONS = "county_support_institution"

LESHAN = "511100"
COUNTIES = {
    "511102": "市中区", "511111": "沙湾区", "511112": "五通桥区",
    "511113": "金口河区", "511123": "犍为县", "511124": "井研县",
    "511126": "夹江县", "511129": "沐川县", "511132": "峨边彝族自治县",
    "511133": "马边彝族自治县", "511181": "峨眉山市"}


@dataclasses.dataclass
class Share:
    """A cell that a spreadsheet program shows as per cent."""
    text: str  # "96.5%"

    def __str__(self):
        return self.text


@dataclasses.dataclass
class Table:
    name: str
    rows: list  # of cells: None, texts, numbers (Decimal, int) and Shares
    figures: dict
    file: str = "统计表"
    sheet: str = "Sheet1"
    merges: typing.Sequence[str] = ()
    options: typing.Sequence[str] = ()
    missing: int = 0
    encoding: str = "utf-8-sig"  # of the text
    delimiter: str = ","


def made_up(*place, low=6100, high=9999, decimals=2):
    """A number of high entropy that belongs to its place and never changes."""
    digest = hashlib.sha256(repr(place).encode()).digest()
    number = low + int.from_bytes(digest[:6], "big") % (high - low)
    return Decimal(number).scaleb(-decimals)


def rate(*place):
    return made_up(*place)


def amount(*place):
    return made_up(*place, low=107, high=8999, decimals=0)


def in_ten_thousands(number):
    """人 as 万人, so that it reads back exactly."""
    return Decimal(number).scaleb(-4)


# --- written out ---

def as_text(table, folder):
    """The table as a program saves it as CSV."""
    path = folder / (table.file + ".csv")
    with open(path, "w", encoding=table.encoding, newline="") as file:
        writer = csv.writer(file, delimiter=table.delimiter)
        width = max(len(row) for row in table.rows)
        for row in table.rows:
            cells = ["" if cell is None else str(cell) for cell in row]
            writer.writerow(cells + [""] * (width - len(cells)))
    return path


def _cell(cell):
    if isinstance(cell, Share):
        value = Decimal(cell.text.rstrip("%")).scaleb(-2)
        return make_xlsx.Cell(float(value), "percent2")
    if isinstance(cell, Decimal):
        return int(cell) if cell == int(cell) else float(cell)
    return cell


def as_workbook(table, folder):
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    sheet = make_xlsx.Sheet(table.sheet, rows, merges=list(table.merges))
    return make_xlsx.workbook([sheet], folder=folder,
                              name=table.file + ".xlsx")


# --- years across ---

def catalogue_codes():
    """Code of every name and alias in the catalogue."""
    codes, code = {}, None
    text = (ROOT / "indicators/catalogue.yaml").read_text(encoding="utf-8")
    for line in text.splitlines():
        line = re.sub(r"\s+#.*", "", line)
        found = re.match(r"  - 代码: (\S+)", line)
        if found:
            code = found.group(1)
        found = re.match(r"    名称: (.+)|      - (.+)", line)
        if found and code:
            codes[(found.group(1) or found.group(2)).strip('" ')] = code
    return codes


def yearbook():
    """Table 3-1 of the yearbook: every figure of the file."""
    path = HERE / "files/yearbook_3-1_2014-2020.csv"
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    codes, times = catalogue_codes(), {"万人": 10000, "人": 1, "个": 1}
    figures, missing = {}, 0
    for name, unit, *cells in rows[2:-1]:
        for year, cell in zip(range(2014, 2021), cells):
            if cell == "-":
                missing += 1
            else:
                place = ("100000", codes.get(name, "? " + name), year)
                figures[place] = float(Decimal(cell) * times[unit])
    assert len(figures) == 79 and missing == 26, (len(figures), missing)
    cells = [[Decimal(c) if re.fullmatch(r"[\d.]+", c) else c or None
              for c in row] for row in rows]
    return Table("the yearbook's table 3-1", cells, figures, missing=missing,
                 file="yearbook_3-1_2014-2020", sheet="3-1",
                 merges=["A1:I1", "A18:I18"], options=("--region", "100000"))


LUOJIANG = "510604"
# as the plan prints the name, unit printed, code, made by
LUOJIANG_ROWS = [
    ("残疾人家庭人均收入年均增速", "%", "income_growth",
     lambda *p: made_up(*p, low=112, high=990)),
    ("城乡残疾人职业技能培训人次", "人次", TRAINING, amount),
    ("困难残疾人生活补贴覆盖率", "%", "living_subsidy_coverage", rate),
    ("残疾人城乡居民基本养老保险参保率", "%", PENSION, rate),
    ("残疾人基本康复覆盖率", "%", REHABILITATION, rate),
    ("困难重度残疾人家庭无障碍改造数", "户", HOMES, amount),
]


def county_years():
    """A district's table: numbered rows, a unit column, remarks, notes."""
    years = range(2021, 2026)
    rows = [
        ["罗江区“十四五”残疾人保障和发展主要指标完成情况（2021—2025年）"],
        ["填报单位：德阳市罗江区残疾人联合会"],
        [],
        ["序号", "指标名称", "计量单位"] + [f"{y}年" for y in years] + ["备注"]]
    figures, missing = {}, 0
    for number, (name, unit, code, make) in enumerate(LUOJIANG_ROWS, 1):
        cells = []
        for year in years:
            if year == 2025 and number % 2 == 0:
                cells.append("—")
                missing += 1
                continue
            value = make(LUOJIANG, code, year)
            figures[LUOJIANG, code, year] = value
            cells.append(value)
        rows.append([number, name, unit] + cells
                    + ["2025年数未出" if number == 2 else None])
    rows += [[], ["注：1. 本表数据取自残疾人事业统计年报。"],
             ["    2. 2025年为快报数。"],
             ["填表人：张三", None, "审核人：李四", None, None,
              "联系电话：0838-3120000"],
             ["填报日期：2026年1月9日"]]
    return Table("a district, years across", rows, figures, missing=missing,
                 file="附件1：罗江区主要指标（最终稿）", sheet="主要指标",
                 merges=["A1:I1", "A2:I2"], encoding="gb18030")


def reversed_years():
    """Years as bare numbers, the latest first; one unit for all; the region
    only on the command line."""
    years = [2024, 2023, 2022, 2021]
    rows = [["单位：%"], ["指标"] + [Decimal(y) for y in years]]
    figures = {}
    for name, code in [("残疾人基本养老保险参保率", PENSION),
                       ("残疾人基本医疗保险参保率", MEDICAL),
                       ("残疾人辅助器具适配率", DEVICES)]:
        values = [rate("140881", code, year) for year in years]
        figures.update({("140881", code, year): value
                        for year, value in zip(years, values)})
        rows.append([name] + values)
    return Table("years from the latest to the earliest", rows, figures,
                 options=("--region", "140881"))


def grouped_years():
    """A header of two rows: one cell over the years; units behind names."""
    years = [2021, 2022, 2023]
    rows = [["阳江市残疾人事业发展情况"],
            ["指标名称", "实际完成数", None, None],
            [None] + [f"{year}年" for year in years]]
    figures = {}
    for name, code, make, scale in [
            ("残疾人城乡居民基本医疗保险参保率（%）", MEDICAL, rate, 0),
            ("残疾人家庭无障碍改造数（户）", HOMES, amount, 0),
            ("城乡残疾人职业技能培训人数（万人）", TRAINING, amount, -4)]:
        values = [make("441700", code, year) for year in years]
        figures.update({("441700", code, year): value
                        for year, value in zip(years, values)})
        rows.append([name] + [value.scaleb(scale) for value in values])
    return Table("one header cell over the years", rows, figures,
                 merges=["A1:D1", "B2:D2", "A2:A3"], encoding="utf-8")


# --- regions down ---

def city(codes, make, year, whole=True):
    """Figures of the counties and, where whole, of the city."""
    return {(region, code, year): make(region, code, year)
            for region in [*COUNTIES, *([LESHAN] if whole else [])]
            for code in codes}


def county_rows(figures, codes, year, lead=lambda region, name: [name]):
    return [lead(region, name) + [figures[region, code, year]
                                  for code in codes]
            for region, name in COUNTIES.items()]


def plain_city():
    """A title with the year, one unit, the city's total last, notes."""
    codes = [REHABILITATION, DEVICES, PENSION]
    figures = city(codes, rate, 2024)
    rows = [["乐山市2024年残疾人基本公共服务情况统计表"],
            [None, None, None, "单位：%"],
            ["县（市、区）", "残疾人基本康复服务覆盖率", "残疾人辅助器具适配率",
             "残疾人城乡居民基本养老保险参保率"]]
    rows += county_rows(figures, codes, 2024)
    rows.append(["全市"] + [figures[LESHAN, code, 2024] for code in codes])
    rows += [["注：全市数由各县（市、区）上报数汇总计算。"],
             ["资料来源：乐山市残疾人联合会。"],
             ["填表人：王五", None, "审核人：赵六"]]
    return Table("a city's counties for one year", rows, figures,
                 merges=["A1:D1"])


def counted_city():
    """Codes and names, a running number, a blank first column, counts with
    a grouping comma, the total first, units in the header."""
    codes = [HOMES, TRAINING]
    figures = city(codes, amount, 2023)
    for code in codes:
        figures[LESHAN, code, 2023] = sum(
            figures[region, code, 2023] for region in COUNTIES)
    rows = [[], [None, "乐山市残疾人无障碍改造和培训情况（2023年）"],
            [None, "序号", "行政区划代码", "地区名称", "残疾人家庭无障碍改造数（户）",
             "城乡残疾人职业技能培训人数（万人）"],
            [None, None, LESHAN, "合　　计",
             f"{figures[LESHAN, HOMES, 2023]:,}",
             in_ten_thousands(figures[LESHAN, TRAINING, 2023])]]
    for number, (region, name) in enumerate(COUNTIES.items(), 1):
        rows.append([None, number, region, name,
                     f"{figures[region, HOMES, 2023]:,}",
                     in_ten_thousands(figures[region, TRAINING, 2023])])
    return Table("codes, names and numbers of rows", rows, figures,
                 merges=["B2:F2"], encoding="gb18030")


def ratios_of_a_city():
    """A header of two rows: numerator, denominator and value below each
    indicator."""
    figures, rows = {}, [
        ["乐山市2022年残疾人康复服务情况"],
        ["地区", "残疾人基本康复服务覆盖率（%）", None, None,
         "残疾人辅助器具适配率（%）", None, None],
        [None] + ["分子", "分母", "数值"] * 2]
    for region, name in COUNTIES.items():
        cells = [name]
        for code in (REHABILITATION, DEVICES):
            denominator = amount(region, code, "分母")
            numerator = (denominator * rate(region, code)
                         / 100).to_integral_value()
            value = (100 * numerator / denominator).quantize(Decimal("0.01"))
            figures[region, code, 2022] = value
            cells += [numerator, denominator, value]
        rows.append(cells)
    return Table("numerators and denominators under the indicators", rows,
                 figures,
                 merges=["A1:G1", "A2:A3", "B2:D2", "E2:G2"])


def three_header_rows():
    """Groups of indicators, their names, and a row of their units."""
    columns = [("残疾人城乡居民基本养老保险参保率", "%", PENSION, rate),
               ("残疾人城乡居民基本医疗保险参保率", "%", MEDICAL, rate),
               ("县级特困人员供养服务机构数", "所", INSTITUTIONS,
                lambda *p: made_up(*p, low=1, high=9, decimals=0)),
               ("困难重度残疾人家庭无障碍改造数", "户", HOMES, amount)]
    rows = [["乐山市2025年残疾人保障和服务情况"],
            ["县（市、区）", "社会保障", None, "服务设施", None],
            [None] + [name for name, _, _, _ in columns],
            [None] + [unit for _, unit, _, _ in columns]]
    figures = {}
    for region, name in COUNTIES.items():
        values = [make(region, code, 2025) for _, _, code, make in columns]
        figures.update({(region, code, 2025): value for (_, _, code, _), value
                        in zip(columns, values)})
        rows.append([name] + values)
    return Table("groups, names and units in the header", rows, figures,
                 merges=["A1:E1", "A2:A4", "B2:C2", "D2:E2"])


def two_years_of_a_city():
    """A header of two rows: the years over the indicators."""
    codes = [PENSION, MEDICAL]
    rows = [["乐山市残疾人参加社会保险情况（单位：%）"],
            ["地区", "2022年", None, "2023年", None],
            [None] + ["养老保险参保率", "医疗保险参保率"] * 2]
    figures = {**city(codes, rate, 2022, False), **city(codes, rate, 2023,
                                                        False)}
    rows += [[name] + [figures[region, code, year] for year in (2022, 2023)
                       for code in codes]
             for region, name in COUNTIES.items()]
    return Table("years over the indicators", rows, figures,
                 merges=["A1:E1", "A2:A3", "B2:C2", "D2:E2"])


def year_in_the_file_name():
    """Nothing above the header; shown as per cent."""
    figures = city([REHABILITATION], rate, 2021, False)
    rows = [["地区", "残疾人基本康复服务覆盖率"]]
    rows += [[name, Share(f"{figures[region, REHABILITATION, 2021]}%")]
             for region, name in COUNTIES.items()]
    return Table("the year only in the file name", rows, figures,
                 file="乐山市2021年康复服务")


def year_of_the_command_line():
    """Long names with the city before them, the latest sub-total left out."""
    figures = city([WAGE], lambda *p: made_up(*p, low=1650, high=2330,
                                              decimals=0), 2020, False)
    rows = [["地区", "最低工资标准（元/月）"]]
    rows += [["乐山市" + name, figures[region, WAGE, 2020]]
             for region, name in COUNTIES.items()]
    return Table("the year only on the command line", rows, figures,
                 options=("--year", "2020"))


def padded_names():
    """Names spaced out to one width, as typists do; blanks around; 0 and a
    mark for what is missing."""
    figures = city([HOMES], amount, 2024, False)
    rows = [["2024年乐山市困难重度残疾人家庭无障碍改造情况"], ["单位：户"],
            ["地　　区", "困难重度残疾人\n家庭无障碍改造数", "备　注"]]
    missing = 0
    for region, name in COUNTIES.items():
        place, remark = (region, HOMES, 2024), None
        if name == "市中区":
            figures[place] = 0
            remark = "当年没有任务"
        value = figures[place]
        if name == "金口河区":
            del figures[place]
            value, missing = "…", missing + 1
        shown = "　".join(name) if len(name) == 3 else f" {name}　"
        rows.append([shown, value, remark])
    return Table("names spaced out", rows, figures, missing=missing,
                 merges=["A1:C1"])


def townships():
    """Townships by 9 digits and villages by 12."""
    figures = {("510604100", HOMES, 2023): 17, ("510604101", HOMES, 2023): 23,
               ("510604100003", HOMES, 2023): 4}
    rows = [["罗江区2023年无障碍改造（户）"],
            ["地区代码", "地区名称", "残疾人家庭无障碍改造户数"],
            ["510604100", "万安镇", 17], ["510604101", "鄢家镇", 23],
            ["510604100003", "某某村", 4]]
    return Table("codes of 9 and 12 digits", rows, figures)


def column_numbers():
    """Below the header the row that printed forms have: 甲, 1, 2."""
    codes = [PENSION, MEDICAL]
    figures = city(codes, rate, 2023, False)
    rows = [["表　　号：残社保1表"], ["综合机关：乐山市残疾人联合会"],
            ["2023年乐山市残疾人参保情况", None, "计量单位：%"],
            ["县（市、区）", "养老保险参保率", "医疗保险参保率"],
            ["甲", 1, 2]]
    rows += county_rows(figures, codes, 2023)
    rows += [["单位负责人：", "统计负责人：", "填表人："],
             ["报出日期：2024年1月15日"]]
    return Table("a printed form with numbered columns", rows, figures)


TABLES = [yearbook(), county_years(), reversed_years(), grouped_years(),
          plain_city(), counted_city(), ratios_of_a_city(),
          three_header_rows(), two_years_of_a_city(), year_in_the_file_name(),
          year_of_the_command_line(), padded_names(), townships(),
          column_numbers()]
