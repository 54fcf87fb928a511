# SPDX-License-Identifier: GPL-3.0-or-later
"""The project's own form as it comes back: filled in, and in all the ways in
which clerks send back another one. The sheets are made here from the
description in docs/data-file.md, not by the program, so that both must mean
the same thing."""

import csv
import hashlib
import io
import pathlib

import make_xlsx
from case import DONE, REFUSED, REJECTED, Case, text

PLANS = pathlib.Path(__file__).resolve().parents[2] / "indicators/plans"
HEADINGS = ["序号", "指标名称", "指标解释", "单位", "上年数\n2022 年", "口径",
            "数值\n2023 年", "分子", "分母", "数据来源", "备注", "代码"]
ENGLISH = ["No.", "Indicator", "Definition", "Unit", "Last year\n2022",
           "Basis", "Value\n2023", "Numerator", "Denominator", "Source",
           "Remark", "Code"]
HOME, GROWTH, PENSION, BOARD = (
    "home_modification_households", "income_growth",
    "pension_insurance_coverage", "nursing_subsidy_coverage")
COUNTY = "county_support_institution"
UNITS = {HOME: "户", COUNTY: "所"}
NAMES = {HOME: "困难重度残疾人居家无障碍改造数",
         GROWTH: "残疾人家庭人均可支配收入年均增速",
         PENSION: "残疾人城乡居民基本养老保险参保率",
         BOARD: "重度残疾人护理补贴覆盖率"}
REGION, YEAR = "510604", 2023
EXAMPLE = ["示例", "示例：XX市残疾人基本养老保险参保率", "先清空或删去本行",
           "%", 90.15, "当年", 92.38, 4617, 4998, "示例：XX市残联年报", None,
           "示例"]


def fnv(data):
    """FNV-1a with 32 bits."""
    value = 2166136261
    for byte in data.encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


def identity(plan="luojiang-2021", year=YEAR, region=REGION, sha=None):
    if sha is None:
        path = PLANS / (plan + ".yaml")
        sha = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    body = f"fyp-form/1 plan={plan} year={year} region={region} sha={sha}"
    return f"{body} check={fnv(body):08x}"


def row(code, value=None, numerator="—", denominator="—", *, last=None,
        basis="当年", source=None, note=None):
    name = NAMES.get(code.partition("@")[0], "指标")
    return ["3", name, "说明", UNITS.get(code.partition("@")[0], "%"), last, basis, value,
            numerator, denominator, source, note, code]


def form(rows, *, mark=None, headings=HEADINGS, example=False, label="表单标识"):
    """All rows of the sheet, as the program lays it out."""
    mark = identity() if mark is None else mark
    return [
        ["2023 年填报表：规划"], ["地区：罗江区（510604）"],
        [f"{label}：{mark}"] if mark else [None],
        ["① 先清空或删去“示例”一行"],
        ["已印好，不用填", None, None, None, None, "✎ 请填写"],
        list(headings),
        *([EXAMPLE] if example else []),
        *rows,
        [],
        ["填报单位（盖章）：", None, "区残联", "填表人：", None, "张三", None,
         "审核人：", None, "李四"],
        ["联系电话：", None, "0838-3123456", "填报日期：", None, "2024-01-15"],
        [], ["填表说明"], ["1. 只填浅黄色的格。写“—”的灰格不用填。"],
    ]


def as_text(rows, name="填报表.csv"):
    def make(folder):
        out = io.StringIO()
        wide = [list(r) + [None] * (12 - len(r)) for r in rows]
        csv.writer(out, lineterminator="\n").writerows(wide)
        return text(folder, name, out.getvalue())
    return make


def as_workbook(rows, name="填报表.xlsx", more=(), properties=None):
    def make(folder):
        return make_xlsx.workbook(
            [make_xlsx.Sheet("填报表", rows), *more], folder=str(folder),
            name=name, properties=properties)
    return make


def cases(entry, name, rows, **expected):
    """The form as text and as a workbook."""
    return [Case(entry=entry, name=f"{name}, {kind}", make=make(rows),
                 **expected)
            for kind, make in (("text", as_text), ("workbook", as_workbook))]


FILLED = [row(GROWTH, 6.83, last=6.41, source="住户调查"),
          row(PENSION, None, 2873, 2941, last=96.82),
          row(BOARD, 99.46, 3127, 3144, last=100),
          row(HOME, 53, last=41, basis="累计", note="2021 年起合计")]
FIGURES = {(REGION, GROWTH, YEAR): 6.83,
           (REGION, PENSION, YEAR): 100 * 2873 / 2941,
           (REGION, BOARD, YEAR): 99.46,
           (REGION, HOME, YEAR, "to_date"): 53}
EMPTY = [row(GROWTH), row(PENSION, None, None, None), row(HOME)]
BESIDE = make_xlsx.Sheet("草稿", [["合计", 123.4], ["其中", 7]])

CASES = [
    # --- 53: nothing in it ---
    *cases(53, "a form that was filled in", form(FILLED), exit=DONE,
           figures=FIGURES, rejected=0, again=True),
    *cases(53, "a form that was not touched", form(EMPTY, example=True),
           exit=REFUSED, codes=["FYP-388"], figures={}),
    *cases(53, "a form without its example and without a figure",
           form(EMPTY), exit=REFUSED, codes=["FYP-388"], figures={}),
    *cases(53, "a form that still holds the example",
           form(FILLED, example=True), exit=REFUSED, codes=["FYP-389"],
           figures={}, says=["示例"]),
    *cases(53, "an example of which the cells to fill in were cleared",
           form([[*EXAMPLE[:6], None, None, None, None, None, "示例"],
                 *FILLED]), exit=DONE, figures=FIGURES),
    *cases(53, "nothing left but the header", form([]), exit=REFUSED,
           codes=["FYP-440"], figures={}),
    *cases(53, "a form that is filled in half way",
           form([FILLED[0], *EMPTY[1:]]), exit=DONE, codes=["FYP-729"],
           figures={(REGION, GROWTH, YEAR): 6.83}, says=["2"]),
    *cases(53, "a mark where the figure is not known",
           form([FILLED[0], row(HOME, "—")]), exit=DONE,
           figures={(REGION, GROWTH, YEAR): 6.83}, missing=1),
    *cases(53, "a form in English",
           form(FILLED, headings=ENGLISH, label="Form identity"), exit=DONE,
           figures=FIGURES),
    *cases(53, "rows in another order",
           form([*FILLED[2:], *FILLED[:2]]), exit=DONE, figures=FIGURES),
    *cases(53, "a row for each sub-region",
           form([row(COUNTY + "@511102", 3), row(COUNTY + "@511111", 0)],
                mark=identity("leshan-2023", 2024, "511100")), exit=DONE,
           figures={("511102", COUNTY, 2024): 3, ("511111", COUNTY, 2024): 0}),
    # --- 54: another form ---
    *cases(54, "the form of a plan that is not here",
           form(FILLED, mark=identity("chengdu-2021", sha="0123456789ab")),
           exit=REFUSED, codes=["FYP-387"], figures={},
           says=["chengdu-2021"]),
    *cases(54, "last year's form, the year of which was changed by hand",
           form(FILLED, mark=identity(year=2022).replace(
               "year=2022", "year=2023")),
           exit=REFUSED, codes=["FYP-386"], figures={}),
    *cases(54, "last year's form", form(FILLED, mark=identity(year=2022)),
           exit=REFUSED, codes=["FYP-441"], figures={},
           options=("--year", "2023")),
    *cases(54, "the form of another place", form(FILLED), exit=REFUSED,
           codes=["FYP-442"], figures={}, options=("--region", "511100")),
    *cases(54, "the right year and place, said twice", form(FILLED),
           exit=DONE, figures=FIGURES,
           options=("--year", "2023", "--region", "罗江区")),
    *cases(54, "a plan file that was changed since",
           form(FILLED, mark=identity(sha="0123456789ab")), exit=DONE,
           codes=["FYP-726"], figures=FIGURES, says=["罗江区"]),
    *cases(54, "figures copied from last year",
           form([row(GROWTH, 6.41, last=6.41), row(BOARD, 98.2, last=98.2),
                 row(HOME, 41, last=41)]), exit=DONE, codes=["FYP-727"],
           figures={(REGION, GROWTH, YEAR): 6.41, (REGION, BOARD, YEAR): 98.2,
                    (REGION, HOME, YEAR): 41}),
    *cases(54, "indicators of another department",
           form([FILLED[0], row("gross_enrolment", 88.1)]), exit=REJECTED,
           codes=["FYP-445"], figures={(REGION, GROWTH, YEAR): 6.83},
           rejected=1, says=["gross_enrolment"]),
    *cases(54, "a row of a place that the plan does not have",
           form([row(COUNTY + "@511102", 3), row(COUNTY + "@110101", 2)],
                mark=identity("leshan-2023", 2024, "511100")), exit=REJECTED,
           codes=["FYP-445"], figures={("511102", COUNTY, 2024): 3},
           rejected=1),
    *cases(54, "a row that a clerk has added",
           form([FILLED[0], [None, "残疾人大学生", None, "人", None, None,
                             27]]), exit=REJECTED, codes=["FYP-444"],
           figures={(REGION, GROWTH, YEAR): 6.83}, rejected=1),
    *cases(54, "headings that were typed over",
           form(FILLED, headings=["x"] * 12), exit=REFUSED,
           codes=["FYP-443"], figures={}),
    Case(entry=54, name="a sheet of notes beside the form",
         make=as_workbook(form(FILLED), more=[BESIDE]), exit=DONE,
         codes=["FYP-728"], figures=FIGURES, says=["草稿"]),
    Case(entry=54, name="the forms of two years in one workbook",
         make=as_workbook(form(FILLED), more=[make_xlsx.Sheet(
             "2022", form([row(GROWTH, 6.17)], mark=identity(year=2022)))]),
         exit=DONE, figures={**FIGURES, (REGION, GROWTH, 2022): 6.17}),
    Case(entry=54, name="a workbook that was a form, without its identity",
         make=as_workbook(form(FILLED, mark=""),
                          properties={"fyp-form": identity()}),
         exit=REFUSED, codes=["FYP-386"], figures={}),
]
