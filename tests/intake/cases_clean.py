# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean files of every layout: each figure arrives, equal to the last bit,
and nothing else does. A file taken in again changes nothing."""

import make_xlsx
from case import DONE, REJECTED, Case, raw, text
from clean_tables import HERE, TABLES, as_text, as_workbook, yearbook

HEADER = ["地区", "指标", "年份", "数值", "单位", "口径", "分子", "分母", "状态",
          "来源", "备注"]
ROWS = [
    ["510604", "minimum_wage", "2023", "2137", "元/月", "", "", "", "最终",
     "德阳市人社局", ""],
    ["罗江区", "残疾人城乡居民基本养老保险参保率", "2022", "97.31", "%", "", "", "",
     "", "年报", ""],
    ["德阳市罗江区", "medical_insurance_coverage", "2023", "", "%", "", "2873",
     "3141", "初步", "市医保局", ""],
    ["510604", "home_modification_households", "2022", "117", "户", "累计", "",
     "", "", "区残联台账", "2021 至 2022 年合计"],
    ["510604", "skills_training", "2022", "0", "人次", "当年", "", "", "", "年报",
     "没有办班"],
    ["100000", "国内生产总值增速", "2022", "-3.04", "%", "", "", "", "", "公报", ""],
]
FIGURES = {
    ("510604", "minimum_wage", 2023): "2137",
    ("510604", "pension_insurance_coverage", 2022): "97.31",
    ("510604", "medical_insurance_coverage", 2023): 100 * 2873 / 3141,
    ("510604", "home_modification_households", 2022, "to_date"): "117",
    ("510604", "skills_training", 2022): "0",
    ("100000", "gdp_growth", 2022): "-3.04",
}
ENGLISH = {"地区": "region", "指标": "indicator", "年份": "year", "数值": "value",
           "单位": "unit", "口径": "basis", "分子": "numerator",
           "分母": "denominator", "状态": "status", "来源": "source",
           "备注": "note"}
NUMBERS = {"年份": int, "数值": float, "分子": int, "分母": int,
           "地区": lambda cell: int(cell) if cell.isdigit() else cell}


def lines(delimiter=",", end="\n", header=HEADER, last=True):
    body = end.join(delimiter.join(row) for row in [header, *ROWS])
    return body + (end if last else "")


def long_text(encoding="utf-8", **how):
    return lambda folder: text(folder, "长表.csv", lines(**how), encoding)


def quoted(folder):
    """As programs write that quote everything; remarks of several lines."""
    rows = [list(row) for row in ROWS]
    rows[0][-1] = '第一行\n第二行，他说："好"，\r\n完'
    return text(folder, "长表.csv", "".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n"
        for row in [HEADER, *rows]))


def turned(folder):
    """Columns in another order, English names, capitals and blanks."""
    order = list(reversed(range(len(HEADER))))
    header = [f" {ENGLISH[HEADER[i]]} ".title() for i in order]
    return text(folder, "long.csv", [header] + [[row[i] for i in order]
                                                for row in ROWS])


def four_columns(folder):
    """No more than what must be there."""
    return text(folder, "四列.csv", [HEADER[:4]] + [
        row[:4] for row in ROWS if row[3] and row[5] != "累计"])


def long_sheet(**options):
    """The long form as a workbook; numbers are number cells."""
    rows = [HEADER] + [[NUMBERS.get(HEADER[i], str)(cell) if cell else None
                        for i, cell in enumerate(row)] for row in ROWS]
    return lambda folder: make_xlsx.workbook(
        [("数据", rows)], folder=folder, name="长表.xlsx", **options)


def sheet_of_texts(folder):
    """The long form as a workbook in which every cell is text."""
    return make_xlsx.workbook([("数据", [HEADER, *ROWS])], folder=folder)


def two_sheets(folder):
    """Half of the rows on one sheet, half on another, an empty one between."""
    return make_xlsx.workbook(
        [("上半", [HEADER, *ROWS[:3]]), ("Sheet2", []),
         ("下半", [HEADER, *ROWS[3:]])], folder=folder)


def clean(name, make, figures=None, **more):
    return Case(entry=0, name=name, make=make, exit=DONE, rejected=0,
                again=True, figures=FIGURES if figures is None else figures,
                **more)


LONG = [
    clean("the long form", long_text()),
    clean("the long form with a byte order mark and CRLF",
          long_text("utf-8-sig", end="\r\n")),
    clean("the long form in GB18030", long_text("gb18030", end="\r\n")),
    clean("the long form in UTF-16, little end first",
          lambda folder: raw(folder, "长表.txt", b"\xff\xfe"
                             + lines("\t", "\r\n").encode("utf-16-le"))),
    clean("the long form in UTF-16, big end first",
          lambda folder: raw(folder, "长表.txt", b"\xfe\xff"
                             + lines("\t", "\r\n").encode("utf-16-be"))),
    clean("tabs between columns", long_text(delimiter="\t")),
    clean("semicolons between columns", long_text(delimiter=";")),
    clean("full-width commas between columns", long_text(delimiter="，")),
    clean("bars between columns", long_text(delimiter="|")),
    clean("CR alone ends the lines", long_text(end="\r")),
    clean("no end of the last line", long_text(last=False)),
    clean("everything quoted", quoted),
    clean("other order, English names", turned),
    clean("four columns", four_columns,
          {place: value for place, value in FIGURES.items()
           if place[1] != "medical_insurance_coverage" and len(place) == 3}),
    clean("the long form as a workbook", long_sheet()),
    clean("the long form as a workbook with its texts in the cells",
          long_sheet(shared=False)),
    clean("the long form as a workbook of texts", sheet_of_texts),
    clean("the long form on two sheets", two_sheets),
    Case(entry=0, name="one row of an unknown indicator, the others arrive",
         make=lambda folder: text(
             folder, "长表.csv", lines() + "510604,没有的指标,2022,3.7,,,,,,,\n"),
         exit=REJECTED, codes=["FYP-324"], rejected=1, figures=FIGURES),
]


YEARBOOK = yearbook()
YEARBOOK_FILE = HERE / "files/yearbook_3-1_2014-2020.csv"
PUBLISHED = [
    clean("the yearbook's table 3-1 as it was taken down",
          lambda folder: YEARBOOK_FILE, YEARBOOK.figures,
          missing=YEARBOOK.missing, options=("--region", "100000")),
    clean("the yearbook's table 3-1, whose title names the nation",
          lambda folder: YEARBOOK_FILE, YEARBOOK.figures,
          missing=YEARBOOK.missing),
]


def both(table):
    """A table as text and as a workbook."""
    for kind, make in [("text", as_text), ("workbook", as_workbook)]:
        yield clean(f"{table.name}, {kind}",
                    lambda folder, table=table, make=make: make(table, folder),
                    table.figures, missing=table.missing,
                    options=table.options,
                    # merged cells do not put rows out of order
                    never=["FYP-703"])


CASES = LONG + PUBLISHED + [case for table in TABLES for case in both(table)]
