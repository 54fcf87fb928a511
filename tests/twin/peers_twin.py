#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Naive twin of the peers' methods, written from section 15 of
docs/methods.md and the documents it names, not from the C.

    peers(series, target, end, year, kind) -> {method: {...} or number}

series is {year: value}; a refused method is the number of its reason. Plain
floats; comparisons forgive 1e-9 of the larger value, as section 1 wants.
Run alone it checks itself against the published numbers.
"""
import math

LIMIT = 1e-9


def same(a, b):
    return abs(a - b) <= LIMIT * max(abs(a), abs(b))


def above(a, b):
    return a > b and not same(a, b)


def reaches(a, b):
    return a > b or same(a, b)


def meets(x, comparator, bound):
    return {">": above(x, bound), ">=": reaches(x, bound),
            "<": above(bound, x), "<=": reaches(bound, x),
            "=": same(x, bound)}[comparator]


class Refused(Exception):
    def __init__(self, number):
        super().__init__(number)
        self.number = number


def need(condition, number):
    if not condition:
        raise Refused(number)


def cagr(old, new, years):
    need(not same(old, 0) and not same(new, 0), 511)
    need((old > 0) == (new > 0), 512)
    try:
        quotient = new / old
    except OverflowError:
        raise Refused(519) from None
    need(math.isfinite(quotient), 519)
    if quotient == 0:
        return -1.0
    if 0.5 < quotient < 2:          # a plain power loses digits near 1
        return math.expm1(math.log1p((new - old) / old) / years)
    return quotient ** (1 / years) - 1


class Case:
    """x, b, T, s and the points of one question."""

    def __init__(self, series, target, end, year=None, kind="level"):
        self.comparator = target.rstrip("0123456789.e+-")
        self.goal = float(target[len(self.comparator):])
        years = sorted(series)
        self.end = end
        self.year = year or max(y for y in years if y <= end)
        self.kind = kind
        start = years[0] if kind == "level" and self.year > years[0] \
            else years[0] - 1
        due = range(start + 1, self.year + 1)
        if kind == "level":
            self.points = [(y, series[y]) for y in years if y <= self.year]
        else:
            need(all(y in series for y in due), 518)
            self.points = [(start, 0.0)]
            for y in due:
                self.points.append((y, self.points[-1][1] + series[y]))
        need(self.year in series, 518)
        (self.base_year, self.base), (_, self.now) = \
            self.points[0], self.points[-1]
        self.met = meets(self.now, self.comparator, self.goal)
        if self.comparator == "=":
            self.sign = -1 if above(self.base, self.goal) else 1
        else:
            self.sign = 1 if ">" in self.comparator else -1
        self.exact = self.comparator == "="

    def no_way_to_go(self):
        return reaches(self.sign * self.base, self.sign * self.goal)


def statcan(c):
    need(not c.exact, 516)
    need(len(c.points) >= 2, 510)
    sign = c.sign if c.base > 0 else -c.sign
    actual = cagr(c.base, c.now, c.year - c.base_year)
    required = cagr(c.base, c.goal, c.end - c.base_year)
    ratio = None
    if not same(c.base, c.goal):
        ratio = sign * actual / abs(required)
    if c.met:
        return {"ratio": ratio, "score": 5.0, "class": "target_achieved"}
    need(ratio is not None, 513)
    # the lines of ProgressMeasure.py, with its rounded coefficients
    if reaches(ratio, 0.6):
        score = min(7.1429 * ratio - 4.2857, 5)
    else:
        score = max(4.1667 * ratio - 2.5, -5)
    words = ((0.95, "substantial_progress"), (0.6, "moderate_progress"),
             (0, "limited_progress"), (-math.inf, "deterioration"))
    word = next(w for limit, w in words
                if limit == -math.inf or reaches(ratio, limit))
    return {"ratio": ratio, "score": score, "class": word}


def unsd(c):
    need(not c.exact, 516)
    need(len(c.points) >= 2, 510)
    growth = cagr(c.base, c.now, c.year - c.base_year)
    if c.no_way_to_go():
        need(c.met, 513)
        return {"share": None, "score": 3}
    expected = c.now * (1 + growth) ** (c.end - c.year)
    share = (expected - c.base) / (c.goal - c.base)
    need(math.isfinite(share), 519)
    if c.met or reaches(share, 0.95):
        return {"share": share, "score": 3}
    return {"share": share, "score": 2 if reaches(share, 0.10) else 1}


def index(c, value, met):
    if met:
        return 10.0
    way = abs(c.goal - c.base)
    if c.exact:
        return 10 * (way - abs(c.goal - value)) / way
    return 10 * c.sign * (value - c.base) / way


def forecast(points, top, year):
    if any(above(0, v) or above(v, top) for _, v in points):
        return None
    if any(same(v, 0) or same(v, top) for _, v in points):
        return points[-1][1]
    logits = [(y, math.log(v) - math.log(top - v)) for y, v in points]
    steps = [(b - a) / (y - x) for (x, a), (y, b) in zip(logits, logits[1:])]
    at = logits[-1][1] + sum(steps) / len(steps) * (year - logits[-1][0])
    return top / (1 + math.exp(-at)) if at > -700 else 0.0


def escap(c):
    need(len(c.points) >= 2, 510)
    need(c.met or not same(c.base, c.goal), 513)
    result = {"current_status": index(c, c.now, c.met),
              "anticipated_progress": None}
    then = forecast(c.points, 100.0, c.end)
    if then is not None:
        reached = meets(then, c.comparator, c.goal)
        if reached or not same(c.base, c.goal):
            result["anticipated_progress"] = index(c, then, reached)
    return result


def destatis(c):
    need(len(c.points) >= 4, 510)
    (first_year, first), (last_year, last) = c.points[-6:][0], c.points[-1]
    change = (last - first) / (last_year - first_year)
    if same(last, first):
        change = 0.0
    kept = c.kind == "level" and not c.exact and c.no_way_to_go()
    if c.met or kept:
        if c.met:
            falling = above(0, c.sign * change)
            return {"symbol": "slightly_cloudy" if falling else "sun",
                    "gap_share": None}
        rising = above(c.sign * change, 0)
        return {"symbol": "cloud" if rising else "thunderstorm",
                "gap_share": None}
    projection = last + change * (c.end - c.year)
    gap = c.goal - last
    share = None if same(c.goal, last) else (c.goal - projection) / gap
    sign = c.sign
    if c.exact:
        sign = 1 if gap > 0 else -1
        share = abs(share)
    if not above(sign * change, 0):
        symbol = "thunderstorm"
    elif meets(projection, c.comparator, c.goal):
        symbol = "sun"
    elif share is not None and above(0.05, share):
        symbol = "sun"
    elif share is not None and reaches(0.20, share):
        symbol = "slightly_cloudy"
    else:
        symbol = "cloud"
    return {"symbol": symbol, "gap_share": share}


def goalposts(c):
    need(not c.exact, 516)
    need(len(c.points) >= 2, 510)
    need(not c.no_way_to_go(), 513)
    share = (c.now - c.base) / (c.goal - c.base)
    return {"score": 100 * max(0.0, min(1.0, share))}


METHODS = {"statcan": statcan, "unsd": unsd, "escap": escap,
           "destatis": destatis, "goalposts": goalposts}


def peers(series, target, end, year=None, kind="level"):
    """What each method says of a series, or the number of its refusal."""
    said = {}
    for name, method in METHODS.items():
        try:
            need(kind != "growth", 516)
            said[name] = method(Case(series, target, end, year, kind))
        except Refused as refusal:
            said[name] = refusal.number
        except OverflowError:
            said[name] = 519
    return said


def check_itself():
    """Published numbers, with the place each comes from."""
    def near(got, want, tolerance):
        assert abs(got - want) <= tolerance, (got, want)

    got = peers({2020: 82, 2023: 86}, ">=90", 2025)
    near(got["statcan"]["ratio"], 0.851549, 5e-7)     # sdg-build
    near(got["statcan"]["score"], 1.79683, 5e-6)
    near(got["unsd"]["share"], 0.8468, 5e-5)          # EUSTAT
    assert got["destatis"] == 510
    got = peers({2015: 95, 2020: 89}, ">=90", 2030)
    near(got["statcan"]["ratio"], -3.602938, 5e-7)
    got = peers(dict(zip(range(2018, 2023), (80, 81.5, 83, 85, 86))),
                ">=90", 2025)
    near(got["escap"]["anticipated_progress"], 9.44511745234, 1e-11)
    got = peers(dict(zip(range(2016, 2022), range(70, 76))), ">=80", 2025)
    assert got["destatis"]["symbol"] == "slightly_cloudy"
    near(got["destatis"]["gap_share"], 0.2, 1e-12)
    assert peers({2020: 0, 2023: 10}, ">=170", 2025)["statcan"] == 511
    assert peers({2015: 90, 2020: 89}, ">=90", 2030)["statcan"] == 513


if __name__ == "__main__":
    check_itself()
    print("peers' twin: 11 published numbers match")
