# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures that can be read and yet cannot be right, or look as if they were
not: what cannot be is rejected, what may be is taken in as it stands and
asked about by `fyp quality` and in every report."""

from case import DONE, REJECTED, Case, Step, text

HEADER = "地区,指标,年份,数值,单位,口径,分子,分母,来源"
LUOJIANG, LESHAN = "510604", "511100"
COUNTIES = ["511102", "511111", "511112", "511113", "511123", "511124",
            "511126", "511129", "511132", "511133", "511181"]
RATE = "pension_insurance_coverage"
HOMES = "home_modification_households"
GROWTH = "income_growth"
STAFFED = "county_support_institution"  # counts of Leshan that add up
NUMBERS = [17, 23, 19, 11, 29, 31, 13, 37, 41, 7, 43]  # their sum is 271


def rows(*figures):
    """(region, indicator, year, value, more…): basis, n and d by name."""
    lines = [HEADER]
    for region, indicator, year, value, *more in figures:
        more = more[0] if more else {}
        lines.append(",".join(map(str, [
            region, indicator, year, value, more.get("unit", ""),
            more.get("basis", ""), more.get("n", ""), more.get("d", ""),
            "年报"])))
    return lambda folder: text(folder, "甲.csv", "\n".join(lines) + "\n")


def counties(values, indicator=STAFFED, year=2023):
    return [(code, indicator, year, value)
            for code, value in zip(COUNTIES, values) if value is not None]


def places(*figures):
    """What the store must hold: the figures as they stand in the file."""
    return {(str(region), indicator, year)
            + (("to_date",) if more and more[0].get("basis") == "累计"
               else ()): str(value)
            for region, indicator, year, value, *more in figures}


def asks(*codes, plan="luojiang-2021", year=2023, **more):
    return Step(("quality", plan, "--year", str(year), "--db", "{db}"),
                codes=["FYP-%d" % code for code in codes], **more)


def silent(plan="luojiang-2021", year=2023):
    return asks(plan=plan, year=year, says=["没有需要提问的数"])


def taken(entry, name, figures, *after, exit=DONE, codes=(), **more):
    return Case(entry=entry, name=name, make=rows(*figures), exit=exit,
                codes=codes, figures=places(*figures), after=after, **more)


def rejected(entry, name, figure, code):
    """Beside a sound row, which is kept."""
    kept = (LUOJIANG, "minimum_wage", 2021, 1637)
    return Case(entry=entry, name=name, make=rows(kept, figure),
                exit=REJECTED, codes=["FYP-%d" % code],
                figures=places(kept), rejected=1)


MARKED = Step(
    ("evaluate", "luojiang-2021", "--year", "2023", "--db", "{db}"),
    says=["※ 数据有疑问：FYP-753"])
NO_NUMBER = ["nan", "NaN", "inf", "Inf"]


def evaluates(plan, year, *says):
    return Step(("evaluate", plan, "--year", str(year), "--db", "{db}"),
                says=list(says), never=NO_NUMBER)


CASES = [
    # 69
    taken(69, "万户 written as 户", [
        (LUOJIANG, HOMES, 2022, 37), (LUOJIANG, HOMES, 2023, 371000)],
        asks(753, 754, says=["10000 倍"])),
    taken(69, "a share of the whole written as per cent", [
        (LUOJIANG, RATE, 2022, "96.3"), (LUOJIANG, RATE, 2023, "0.965")],
        asks(753, 754, says=["100 倍"])),
    taken(69, "a county ten times its peers", [
        *((code, "nursing_bed_share", 2023, value) for code, value in zip(
            COUNTIES, ["41.3", "43.7", "4.29", "44.9", "42.3", "39.7", "45.1",
                       "40.9", "43.1", "41.9", "42.7"]))],
        asks(754, 756, plan="leshan-2023", says=["五通桥区"])),
    rejected(69, "persons for households", (LUOJIANG, HOMES, 2023, 371,
                                            {"unit": "人"}), 327),
    # 70
    rejected(70, "numerator above denominator",
             (LUOJIANG, RATE, 2023, "", {"n": 3141, "d": 2873}), 332),
    rejected(70, "denominator 0",
             (LUOJIANG, RATE, 2023, "", {"n": 13, "d": 0}), 331),
    rejected(70, "both 0",
             (LUOJIANG, RATE, 2023, "", {"n": 0, "d": 0}), 331),
    rejected(70, "only the numerator",
             (LUOJIANG, RATE, 2023, "91.5", {"n": 2873}), 330),
    rejected(70, "another rate than n over d",
             (LUOJIANG, RATE, 2023, "91.9", {"n": 2873, "d": 3141}), 333),
    taken(70, "the rate within rounding",
          [(LUOJIANG, RATE, 2023, "91.5", {"n": 2873, "d": 3141})], silent()),
    # 71
    rejected(71, "a negative count", (LUOJIANG, HOMES, 2023, -37), 334),
    rejected(71, "a coverage of 103 %", (LUOJIANG, RATE, 2023, 103), 334),
    taken(71, "growth may be negative or large", [
        (LUOJIANG, GROWTH, 2022, "-3.7"), (LUOJIANG, GROWTH, 2023, "19.3")],
        silent()),
    taken(71, "12.5 households", [(LUOJIANG, HOMES, 2023, "12.5")],
          asks(760)),
    # 72
    taken(72, "a total off by rounding", [
        (LESHAN, STAFFED, 2023, 273), *counties(NUMBERS)],
        asks(764, plan="leshan-2023", never=["FYP-757"])),
    taken(72, "a total off by 5 %", [
        (LESHAN, STAFFED, 2023, 285), *counties(NUMBERS)],
        asks(757, plan="leshan-2023", says=["相差 14"],
             never=["FYP-770"])),
    taken(72, "a total without one county", [
        (LESHAN, STAFFED, 2023, 271 - 41), *counties(NUMBERS)],
        asks(757, 770, plan="leshan-2023", says=["峨边彝族自治县"])),
    taken(72, "a total with one county twice", [
        (LESHAN, STAFFED, 2023, 271 + 43), *counties(NUMBERS)],
        asks(757, 770, plan="leshan-2023", says=["峨眉山市"])),
    # 73
    taken(73, "the city and its counties", [
        (LESHAN, STAFFED, 2023, 271), *counties(NUMBERS)],
        asks(764, plan="leshan-2023", says=["严重 0，提问 0，提示 1"])),
    taken(73, "counties add to more than the city, one being missing", [
        (LESHAN, STAFFED, 2023, 217), *counties(NUMBERS[:-1] + [None])],
        asks(757, 764, 765, plan="leshan-2023")),
    # 76
    taken(76, "four times the year before", [
        (LUOJIANG, HOMES, 2022, 37), (LUOJIANG, HOMES, 2023, 148)],
        asks(753, says=["变动 300 %"]), MARKED),
    taken(76, "40 % of the year before", [
        (LUOJIANG, HOMES, 2022, 185), (LUOJIANG, HOMES, 2023, 74)],
        asks(753, says=["变动 -60 %"]), MARKED),
    taken(76, "30 % is not more than 30 %", [
        (LUOJIANG, HOMES, 2022, 130), (LUOJIANG, HOMES, 2023, 169)],
        silent()),
    taken(76, "the same rate three years running", [
        (LUOJIANG, RATE, year, "97.31") for year in (2021, 2022, 2023)],
        asks(755)),
    taken(76, "all counties at 95.00 %", [
        (code, "nursing_bed_share", 2023, "95.00") for code in COUNTIES],
        asks(761, plan="leshan-2023", says=["11 个下级地区"])),
    taken(76, "all last digits 0 or 5", [
        (code, "nursing_bed_share", 2023, value) for code, value in zip(
            COUNTIES, ["41.5", "43.0", "42.5", "44.0", "42.0", "39.5", "45.5",
                       "40.0", "43.5", "41.0", "44.5"])],
        asks(762, plan="leshan-2023")),
    # 77: a baseline that is the target, none at all, no target, a text
    taken(77, "the target is met at the start", [
        (LUOJIANG, "subsistence_allowance_coverage", 2023, 100)],
        evaluates("luojiang-2021", 2023, "起点不差于目标值，现达标且未变差")),
    taken(77, "no baseline", [(LUOJIANG, HOMES, 2021, 0)],
          evaluates("luojiang-2021", 2021)),
    taken(77, "no target", [("232764", GROWTH, 2023, "5.3")],
          evaluates("huzhong-2021", 2023)),
    taken(77, "a target worse than its baseline", [
        ("441700", "medical_insurance_coverage", 2023, "97.3")],
        evaluates("yangjiang-2021", 2023)),
    # 78
    taken(78, "yearly figures and a running total", [
        (LUOJIANG, HOMES, 2021, 37),
        (LUOJIANG, HOMES, 2023, 118, {"basis": "累计"})],
        asks(766, says=["1 个年份"])),
    taken(78, "a running total that falls", [
        (LUOJIANG, HOMES, 2022, 118, {"basis": "累计"}),
        (LUOJIANG, HOMES, 2023, 97, {"basis": "累计"})],
        asks(758)),
    # 79
    taken(79, "registered, then resident population", [
        (LUOJIANG, RATE, 2022, "91.5", {"n": 2873, "d": 3141}),
        (LUOJIANG, RATE, 2023, "91.5", {"n": 2237, "d": 2446})],
        asks(771, says=["户籍、常住"])),
    # 80
    taken(80, "3 of 4 persons",
          [(LUOJIANG, RATE, 2023, "75.0", {"n": 3, "d": 4})],
          asks(763, says=["认出个人"])),
    taken(80, "7 of 10 persons",
          [(LUOJIANG, RATE, 2023, "70.0", {"n": 7, "d": 10})], silent()),
]
