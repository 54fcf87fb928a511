# SPDX-License-Identifier: GPL-3.0-or-later
"""Regions, entries 81 to 87: codes of every length, names in every form, old
codes, totals, conflicts. One figure a row; the value tells the rows apart."""

from case import DONE, REJECTED, Case, text

COUNT = "home_modification_households"
YEAR = 2023


def long_form(regions, header="地区"):
    """One row a region (or region and name), values 1037, 1038 …"""
    rows = [[*header.split(","), "指标", "年份", "数值"]]
    for value, region in enumerate(regions, 1037):
        cells = [region] if isinstance(region, str) else list(region)
        year = YEAR
        if cells and isinstance(cells[-1], int):
            year = cells.pop()
        rows.append(cells + [COUNT, year, value])
    return lambda folder: text(folder, "统计.csv", rows)


def taken(entry, name, places, header="地区", **more):
    """places: pairs of what stands in the file and the code it becomes."""
    figures = {}
    for value, (region, code) in enumerate(places, 1037):
        year = YEAR
        if not isinstance(region, str) and isinstance(region[-1], int):
            year = region[-1]
        figures[(code, COUNT, year)] = float(value)
    return Case(entry=entry, name=name,
                make=long_form([place[0] for place in places], header),
                exit=DONE, figures=figures, rejected=0, **more)


def refused(entry, name, regions, codes, header="地区", **more):
    first = ("511102",) + ("",) * (header.count(","))
    return Case(entry=entry, name=name,
                make=long_form([first] + list(regions), header),
                exit=REJECTED, codes=codes,
                figures={("511102", COUNT, YEAR): 1037.0},
                rejected=len(regions), **more)


CODE, UNKNOWN, TWO, CONFLICT = "FYP-390", "FYP-322", "FYP-323", "FYP-391"

CASES = [
    # 81
    taken(81, "codes of 2, 4, 6, 9, 12 and 15 digits",
          [("51", "510000"), ("5111", "511100"), ("510604", "510604"),
           ("510604001", "510604001"), ("510604001002", "510604001002"),
           ("510604001003000", "510604001003")]),
    taken(81, "zeros that say nothing",
          [("510604000000", "510604"), ("511102000", "511102"),
           ("510604001000", "510604001")]),
    taken(81, "blanks, full-width digits, an apostrophe, a point and zero",
          [("51 06 04", "510604"), ("５１１１０２", "511102"),
           ("'511111", "511111"), ("511112.0", "511112"),
           ("511113\u00a0", "511113"), ("\u200b511123", "511123")]),
    refused(81, "17 digits, powers of ten, other lengths",
            ["51060400100200300", "62010200100200100", "510604001002003",
             "3.301E+11", "1.23E+11", "5", "51060", "5106041",
             "51060400100", "510604001002003004"], [CODE]),
    # 82
    refused(82, "a zero before the code, letters in it",
            ["0510604", "051060", "51060A", "5l0604", "51O604", "510604x"],
            [CODE]),
    taken(82, "市辖区 is a sum, and asked about",
          [(("110100", "市辖区"), "110100"), (("510101", "市辖区"), "510101"),
           (("110101", "东城区"), "110101")], "地区,地区名称",
          codes=["FYP-738"]),
    # 83
    taken(83, "old codes of the same place",
          [("232324", "231221"), ("510626", "510604")]),
    taken(83, "the old code and name before the change, too",
          [(("232324", 1998), "231221"), (("罗江县", 2012), "510604")]),
    # 84
    taken(84, "names with and without their levels",
          [("四川省德阳市罗江区", "510604"), ("乐山市市中区", "511102"),
           ("五通桥", "511112"), ("峨边", "511132"),
           ("马边彝族自治县", "511133"), ("北京", "110000"),
           ("内蒙", "150000"), ("新疆", "650000"), ("襄樊", "420600"),
           ("沐 川 县", "511129"), ("犍为", "511123")]),
    taken(84, "code and name of the same region",
          [(("510604", "罗江"), "510604"), (("511100", "乐山市"), "511100"),
           (("511102", "乐山市市中区"), "511102"),
           (("510626", "罗江县", 2014), "510604"),
           (("", "井研县"), "511124")],
          "地区,地区名称"),
    refused(84, "code and name of different regions",
            [("510604", "乐山市"), ("510604", "旌阳区"),
             ("511111", "五通桥区"), ("510000", "湖北省"),
             ("罗江区", "乐山市")], [CONFLICT], "地区,地区名称"),
    refused(84, "names that nobody bears",
            ["旌阳区", "成都市罗江区", "河南省乐山市", "市辖区", "某区",
             "德阳"], [UNKNOWN]),
    # 85
    refused(85, "a unit without code that nobody has declared",
            ["新疆生产建设兵团", "某经开区"], [UNKNOWN]),
    taken(85, "units that have a code like any other",
          [("659001", "659001"), ("469001", "469001")]),
    # 86
    Case(entry=86, name="a region twice with another figure",
         make=long_form(["511102", "511111", "市中区"]), exit=REJECTED,
         codes=["FYP-335"],
         figures={("511102", COUNT, YEAR): 1037.0,
                  ("511111", COUNT, YEAR): 1038.0}, rejected=1),
    taken(86, "a region of another province is stored under its own code",
          [("510604", "510604"), ("441700", "441700")]),
    # 87
    taken(87, "figures of the years before stand under the new code, too",
          [(("510626", 2015), "510604"), (("510626", 2016), "510604"),
           (("510604", 2018), "510604")]),
]
