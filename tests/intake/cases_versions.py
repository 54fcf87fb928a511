# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures that come a second time: revised, sent again, taken back."""

from case import REFUSED, REJECTED, Case, Step, text

HEAD = "地区,指标,年份,数值,来源\n"
COVERAGE = ("510604", "pension_insurance_coverage")
TRACE = ("trace", "luojiang-2021", "pension_insurance_coverage", "--db",
         "{db}", "--year")


def table(name, *rows):
    """Makes a file of rows "year,value,source"."""
    lines = "".join(f"510604,pension_insurance_coverage,{row}\n"
                    for row in rows)
    return lambda folder: text(folder, name, HEAD + lines)


def figures(**years):
    return {(*COVERAGE, int(year[1:])): value
            for year, value in years.items()}


LAST_YEAR = table("去年.csv", "2021,91.46,年报", "2022,92.17,年报")
THIS_YEAR = table("今年.csv", "2022,92.83,年报", "2023,93.57,年报")
FIRST = table("最终版.csv", "2023,93.57,年报", "2024,94.19,年报")
SECOND = table("最终版(2).csv", "2023,93.57,年报", "2024,94.91,年报")
REASON = ("--revise", "年报更正")

CASES = [
    Case(entry=74, name="the column of last year differs from what is stored",
         make=THIS_YEAR, before=[LAST_YEAR], exit=REJECTED, codes=["FYP-338"],
         figures=figures(y2021="91.46", y2022="92.17", y2023="93.57"),
         rejected=1, says=["92.17", "92.83", "去年.csv", "--revise"]),
    Case(entry=74, name="the same with a reason: a new version, the old kept",
         make=THIS_YEAR, before=[LAST_YEAR], exit=0, options=REASON,
         figures=figures(y2021="91.46", y2022="92.83", y2023="93.57"),
         rejected=0,
         after=[Step((*TRACE, "2022"),
                     says=["92.83", "92.17", "年报更正", "去年.csv",
                           "今年.csv"]),
                Step(("history", "--db", "{db}"), says=["年报更正"])]),
    Case(entry=74, name="a revision taken back gives the old figure again",
         make=THIS_YEAR, before=[LAST_YEAR], exit=0, options=REASON,
         figures=figures(y2021="91.46", y2022="92.17"),
         after=[Step(("import", "--db", "{db}", "--undo", "2")),
                Step((*TRACE, "2022"), says=["92.83", "92.17", "撤销"])]),
    Case(entry=74, name="what a revision stands on is not taken back",
         make=THIS_YEAR, before=[LAST_YEAR], exit=0, options=REASON,
         figures=figures(y2021="91.46", y2022="92.83", y2023="93.57"),
         after=[Step(("import", "--db", "{db}", "--undo", "1"), exit=REFUSED,
                     codes=["FYP-412"], says=["今年.csv"])]),
    Case(entry=75, name="the same file sent twice under another name",
         make=table("最终版(1).csv", "2023,93.57,年报", "2024,94.19,年报"),
         before=[FIRST], exit=0,
         figures=figures(y2023="93.57", y2024="94.19"), says=["没有改动"],
         after=[Step(("history", "--db", "{db}", "--format", "csv"),
                     says=["最终版.csv"], never=["最终版(1).csv"])]),
    Case(entry=75, name="the second attachment with another number",
         make=SECOND, before=[FIRST], exit=REJECTED, codes=["FYP-338"],
         figures=figures(y2023="93.57", y2024="94.19"), rejected=1,
         says=["94.19", "94.91", "最终版.csv"]),
    Case(entry=75, name="the second attachment with a reason", make=SECOND,
         before=[FIRST], exit=0, options=REASON,
         figures=figures(y2023="93.57", y2024="94.91"), rejected=0),
    Case(entry=75, name="the refused file once more, now with a reason",
         make=SECOND, before=[FIRST, (lambda folder: text(
             folder, "空.csv", HEAD + "510604,pension_insurance_coverage,"
             "2020,90.03,年报\n"), ())],
         exit=REJECTED, codes=["FYP-338"],
         figures=figures(y2020="90.03", y2023="93.57", y2024="94.91"),
         after=[Step(("import", "--db", "{db}", *REASON, "{file}"),
                     says=["修订 1"])]),
    Case(entry=75, name="a file taken back comes again", make=FIRST, exit=0,
         figures=figures(y2023="93.57", y2024="94.19"),
         after=[Step(("import", "--db", "{db}", "--undo", "1")),
                Step(("import", "--db", "{db}", "{file}"), says=["新增 2"])]),
]
