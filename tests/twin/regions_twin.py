#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Naive twin of section 12 of docs/methods.md, written from the page.

Exact fractions of the decimal texts, one recursion from the top. Slow on
purpose. Standard library only; made with Python 3.11.2.

    regions_twin.py                 its own checks
    regions_twin.py spread 61.4:3.7 88.25:1.9 …     value:weight; prints the
                                    numbers of tests/engine/test_spread.c
"""
import sys
import unittest
from decimal import Decimal, getcontext
from fractions import Fraction

EQUAL = Fraction(1, 10 ** 9)
getcontext().prec = 60


def equal(a, b):
    return abs(a - b) <= EQUAL * max(abs(a), abs(b))


def half_unit(text):
    """Of the last decimal as written."""
    return Fraction(1, 2 * 10 ** len(text.partition(".")[2]))


# -------------------------------------------------------------------- tree

def upper(code):
    if len(code) > 6:
        return code[:-3]
    if code[4:] != "00":
        return code[:4] + "00"
    return code[:2] + "0000" if code[2:4] != "00" else "100000"


def named(code):
    """The digits that name something."""
    if code == "100000":
        return ""
    while len(code) in (4, 6) and code.endswith("00"):
        code = code[:-2]
    return code


def lies_in(code, top):
    return (code != top and named(code).startswith(named(top))
            and len(named(code)) > len(named(top)))


def tree(top, declared, measured):
    """{code: parent}, the top's parent is None."""
    parents = {top: None}
    parents.update((code, top) for code in declared if code != top)
    for code in measured:
        while lies_in(code, top) and code not in parents:
            above = upper(code)
            parents[code] = above if lies_in(above, top) else top
            code = above
    return parents


# ------------------------------------------------------------------- totals

class Part:
    def __init__(self, value, n=None, d=None, rounding=Fraction(0),
                 incomplete=False, weight=None):
        self.value, self.n, self.d = value, n, d
        self.rounding, self.incomplete = rounding, incomplete
        self.weight = weight


def is_ratio(part, factor):
    if part.n is None or part.d is None:
        return False
    if part.d <= 0:
        return True
    value = part.n / part.d * factor
    return (abs(value - part.value) <=
            part.rounding + EQUAL * max(abs(value), abs(part.value)))


def total(parts, rule, factor):
    """{"way", "value", "n", "d", "rounding"} or {"refused"}"""
    if rule == "none":
        return {"refused": "not_rolled_up"}
    if not parts:
        return {"refused": "no_parts"}
    values = [p.value for p in parts]
    coarsest = max(p.rounding for p in parts)
    if rule == "sum":
        return {"way": "sum", "value": sum(values), "n": None, "d": None,
                "rounding": sum(p.rounding for p in parts)}
    if all(is_ratio(p, factor) for p in parts):
        n, d = sum(p.n for p in parts), sum(p.d for p in parts)
        if any(p.d < 0 for p in parts):
            return {"refused": "negative_weight"}
        if d == 0:
            return {"refused": "zero_weight"}
        return {"way": "ratio", "value": n / d * factor, "n": n, "d": d,
                "rounding": Fraction(0)}
    if all(p.weight is not None for p in parts):
        weights = [p.weight for p in parts]
        if min(weights) < 0:
            return {"refused": "negative_weight"}
        if sum(weights) == 0:
            return {"refused": "zero_weight"}
        mean = sum(w * x for w, x in zip(weights, values)) / sum(weights)
        return {"way": "weighted_mean", "value": mean, "n": None, "d": None,
                "rounding": coarsest}
    return {"way": "plain_mean", "value": Fraction(sum(values), len(values)),
            "n": None, "d": None, "rounding": coarsest}


class Case:
    """figures: {(region, indicator, year, to_date): (value, n, d)}, texts or
    None. indicators: {code: {"kind", "rule", "unit", "weight"}}."""

    def __init__(self, top, declared, figures, indicators, first, year):
        self.top, self.declared = top, declared
        self.figures, self.indicators = figures, indicators
        self.years = range(first, year + 1)
        self.parents = tree(top, declared, sorted({k[0] for k in figures}))

    def children(self, code):
        return sorted(c for c, parent in self.parents.items()
                      if parent == code)

    def counts(self, code):
        return (not self.declared or code in self.declared or
                self.parents[code] != self.top)

    def reported(self, code, name):
        """Part or None."""
        if self.indicators[name]["kind"] == "cumulative":
            return self.running(code, name)
        year = self.years[-1]
        for to_date in (False, True):
            row = self.figures.get((code, name, year, to_date))
            if row:
                value, n, d = row
                both = n is not None and d is not None
                if not both:
                    return Part(Fraction(value), rounding=half_unit(value))
                n, d = Fraction(n), Fraction(d)
                factor = 100 if self.indicators[name]["unit"] == "%" else 1
                exact = n / d * factor
                if value == "":
                    return Part(exact, n, d)
                same = equal(Fraction(value), exact)
                return Part(Fraction(value), n, d,
                            Fraction(0) if same else half_unit(value))
        return None

    def running(self, code, name):
        value, gap, found = Fraction(0), False, False
        left = list(self.years)
        texts = [row[0] for (r, i, y, _), row in self.figures.items()
                 if r == code and i == name and y in self.years]
        for year in reversed(self.years):
            row = self.figures.get((code, name, year, True))
            if row:
                value, found = Fraction(row[0]), True
                left = [y for y in left if y > year]
                break
        for year in left:
            row = self.figures.get((code, name, year, False))
            if row:
                value, found = value + Fraction(row[0]), True
            else:
                gap = True
        if not found:
            return None
        return Part(value, rounding=max(map(half_unit, texts)),
                    incomplete=gap)

    def weight(self, code, name):
        series = self.indicators[name].get("weight")
        if series is None:
            return None
        part = self.place(code, series)["part"]
        return None if part is None or part.incomplete else part.value

    def place(self, code, name):
        """Everything the page says of one place and one indicator."""
        indicator = self.indicators[name]
        own = self.reported(code, name)
        parts, missing, partial = [], [], []
        for child in self.children(code):
            if not self.counts(child):
                continue
            part = self.place(child, name)["part"]
            if part is None:
                missing.append(child)
                continue
            part.weight = self.weight(child, name)
            parts.append(part)
            if part.incomplete:
                partial.append(child)
        computed = total(parts, indicator["rule"],
                         100 if indicator["unit"] == "%" else 1)
        incomplete = bool(parts) and bool(missing or partial)
        result = {"own": own, "computed": computed, "parts": parts,
                  "missing": missing if parts else [], "partial": partial,
                  "incomplete": incomplete, "part": own}
        if own is None and "value" in computed:
            result["part"] = Part(computed["value"], computed["n"],
                                  computed["d"], computed["rounding"],
                                  incomplete)
        result["difference"], result["agrees"] = self.compare(result)
        return result

    @staticmethod
    def compare(result):
        own, computed = result["own"], result["computed"]
        if own is None or "value" not in computed:
            return None, None
        difference = own.value - computed["value"]
        if equal(own.value, computed["value"]):
            difference = Fraction(0)
        if result["incomplete"] or own.incomplete:
            return difference, None
        if computed["way"] == "sum":
            allowed = sum(max(p.rounding, own.rounding)
                          for p in result["parts"])
        else:
            allowed = own.rounding + computed["rounding"]
        slack = EQUAL * max(abs(own.value), abs(computed["value"]))
        return difference, abs(difference) <= allowed + slack

    def spread(self, name, direction):
        places = []
        for child in self.children(self.top):
            part = self.place(child, name)["part"]
            if self.counts(child) and part and not part.incomplete:
                places.append((child, part, self.weight(child, name)))
        values = [p.value for _, p, _ in places]
        if places and all(p.d is not None for _, p, _ in places):
            kind, weights = "denominators", [p.d for _, p, _ in places]
        elif places and all(w is not None for _, _, w in places):
            kind, weights = "series", [w for _, _, w in places]
        else:
            kind, weights = "equal", [Fraction(1)] * len(places)
        result = spread(values, weights)
        result.update(weights=kind, best=[], worst=[], count=len(places))
        if len(places) < 2 or self.indicators[name]["rule"] == "sum":
            return result
        good = [direction * v for v in values]
        if not equal(min(good), max(good)):
            for word, end in (("best", max(good)), ("worst", min(good))):
                result[word] = [c for (c, _, _), g in zip(places, good)
                                if equal(g, end)]
        return result


def spread(values, weights):
    result = dict.fromkeys(("mean", "variation", "ratio"))
    if len(values) < 2 or min(weights) < 0 or sum(weights) == 0:
        return result
    mean = sum(w * x for w, x in zip(weights, values)) / sum(weights)
    square = sum(w * (x - mean) ** 2
                 for w, x in zip(weights, values)) / sum(weights)
    result["mean"] = mean
    if min(values) >= 0 and mean > 0:
        root = (Decimal(square.numerator) / square.denominator).sqrt()
        result["variation"] = root / (Decimal(mean.numerator) /
                                      mean.denominator)
    if min(values) > 0:
        result["ratio"] = max(values) / min(values)
    return result


def ranks(scores):
    """1, 2, 2, 4; None without a score."""
    return [None if s is None else 1 + sum(
        o is not None and o > s and not equal(o, s) for o in scores)
        for s in scores]


# ------------------------------------------------------------------- checks

class Checks(unittest.TestCase):
    def test_the_tree_has_the_levels_between(self):
        self.assertEqual(
            tree("510000", [], ["510604001002", "510699"]),
            {"510000": None, "510604001002": "510604001",
             "510604001": "510604", "510604": "510600", "510600": "510000",
             "510699": "510600"})
        self.assertEqual(
            tree("511100", ["511102", "519900"], ["511102003", "511199"]),
            {"511100": None, "511102": "511100", "519900": "511100",
             "511102003": "511102", "511199": "511100"})

    def test_the_rates_of_charig(self):
        # British Medical Journal 292, 1986, pp. 879-882
        for cells, n, d in (((81, 87, "93"), (192, 263, "73")), 273, 350), \
                (((234, 270, "87"), (55, 80, "69")), 289, 350):
            parts = [Part(Fraction(x), Fraction(a), Fraction(b),
                          half_unit(x)) for a, b, x in cells]
            got = total(parts, "ratio", 100)
            self.assertEqual(got["value"], Fraction(100 * n, d))

    def test_the_coefficient_of_three(self):
        got = spread([Fraction(x) for x in (90, 100, 110)], [1, 1, 1])
        self.assertAlmostEqual(float(got["variation"]), 0.08165, 5)

    def test_ranks_leave_out_what_is_shared(self):
        self.assertEqual(ranks([70, 90, None, 70, 60.5, 0.0]),
                         [2, 1, None, 2, 4, 5])

    def test_a_total_goes_upwards_only_where_nothing_is_reported(self):
        figures = {("110102001", "x", 2023, False): ("4", None, None),
                   ("110102002", "x", 2023, False): ("5", None, None),
                   ("110101", "x", 2023, False): ("7", None, None),
                   ("110101001", "x", 2023, False): ("6", None, None)}
        case = Case("110100", [], figures, {"x": {
            "kind": "level", "rule": "sum", "unit": "人"}}, 2021, 2023)
        self.assertEqual(case.place("110100", "x")["part"].value, 16)
        self.assertEqual(case.place("110101", "x")["difference"], 1)
        self.assertFalse(case.place("110101", "x")["agrees"] is None)


def print_spread(words):
    pairs = [word.split(":") for word in words]
    got = spread([Fraction(x) for x, _ in pairs],
                 [Fraction(w) for _, w in pairs])
    for key, number in got.items():
        print(key, None if number is None else repr(float(number)))


if __name__ == "__main__":
    if sys.argv[1:2] == ["spread"]:
        print_spread(sys.argv[2:])
    else:
        unittest.main()
