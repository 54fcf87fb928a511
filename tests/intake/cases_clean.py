# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean files of every layout: each figure arrives, equal to the last bit,
and nothing else does."""

from case import DONE, REJECTED, Case, text

LONG = """\
地区,指标,年份,数值,单位,口径,分子,分母,状态,来源,备注
510604,minimum_wage,2023,2137,元/月,,,,最终,德阳市人社局,
罗江区,残疾人城乡居民基本养老保险参保率,2022,97.31,%,,,,,年报,
德阳市罗江区,medical_insurance_coverage,2023,,%,,2873,3141,初步,市医保局,
510604,home_modification_households,2022,117,户,累计,,,,区残联台账,
510604,skills_training,2022,0,人次,当年,,,,年报,没有办班
100000,国内生产总值增速,2022,-3.04,%,,,,,公报,
"""
LONG_FIGURES = {
    ("510604", "minimum_wage", 2023): "2137",
    ("510604", "pension_insurance_coverage", 2022): "97.31",
    ("510604", "medical_insurance_coverage", 2023): 100 * 2873 / 3141,
    ("510604", "home_modification_households", 2022, "to_date"): "117",
    ("510604", "skills_training", 2022): "0",
    ("100000", "gdp_growth", 2022): "-3.04",
}

CASES = [
    Case(entry=0, name="the long form in UTF-8",
         make=lambda folder: text(folder, "长表.csv", LONG),
         exit=DONE, rejected=0, again=True, figures=LONG_FIGURES),
    Case(entry=0, name="the long form with a byte order mark and CRLF",
         make=lambda folder: text(
             folder, "长表.csv", LONG.replace("\n", "\r\n"), "utf-8-sig"),
         exit=DONE, rejected=0, again=True, figures=LONG_FIGURES),
    Case(entry=0, name="one row of an unknown indicator, the others arrive",
         make=lambda folder: text(
             folder, "长表.csv", LONG + "510604,不知道的指标,2022,3.7,,,,,,,\n"),
         exit=REJECTED, codes=["FYP-324"], rejected=1,
         figures=LONG_FIGURES),
]
