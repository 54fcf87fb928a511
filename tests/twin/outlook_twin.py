#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Naive twin of section 10 of docs/methods.md, written from the page.

Exact fractions for the sums, Student's t in closed form for whole degrees of
freedom (Abramowitz and Stegun, 26.7.3 and 26.7.4), its quantile by bisection.
Slow on purpose. Standard library only; made with Python 3.11.2.

    outlook_twin.py                       its own checks
    outlook_twin.py 2018:80,2019:81.5,2020:83 '>=90' 2025 [KIND [UNIT]]

The second form prints the numbers that stand in tests/engine/test_outlook.c.
"""
import json
import math
import sys
import unittest
from fractions import Fraction

EQUAL = 1e-9
MODELS = ("linear", "logit", "mean_change", "geometric")


# ------------------------------------------------------------- Student's t

def t_within(t, freedom):
    """P(|T| <= t) for t >= 0."""
    angle = math.atan2(t, math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    if freedom == 1:
        return 2 * angle / math.pi
    if freedom % 2:
        term = total = cosine
        for k in range(3, freedom - 1, 2):
            term *= cosine * cosine * (k - 1) / k
            total += term
        return 2 / math.pi * (angle + sine * total)
    term = total = 1.0
    for k in range(2, freedom - 1, 2):
        term *= cosine * cosine * (k - 1) / k
        total += term
    return sine * total


def t_below(t, freedom):
    half = t_within(abs(t), freedom) / 2
    return 0.5 + half if t >= 0 else 0.5 - half


def t_quantile(share, freedom):
    """For share > 0.5."""
    low, high = 0.0, 1.0
    while t_below(high, freedom) < share:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if t_below(middle, freedom) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


# ------------------------------------------------------------------ scales

def to_scale(scale, x):
    if scale == "logit":
        if x <= 0:
            return -math.inf
        return math.inf if x >= 100 else math.log(x / (100 - x))
    if scale == "log":
        return -math.inf if x <= 0 else math.log(x)
    return x


def from_scale(scale, y):
    if scale == "logit":
        return 100 / (1 + math.exp(-y))
    return math.exp(y) if scale == "log" else y


# -------------------------------------------------------------------- fits

def line(points, year):
    """(centre, se, freedom, perfect) of least squares."""
    n = len(points)
    years = [Fraction(t) for t, _ in points]
    ys = [Fraction(y) for _, y in points]
    mean_year, mean_y = sum(years) / n, sum(ys) / n
    square = sum((t - mean_year) ** 2 for t in years)
    slope = sum((t - mean_year) * (y - mean_y)
                for t, y in zip(years, ys)) / square
    ahead = year - mean_year
    centre = mean_y + slope * ahead
    if n < 3:
        return float(centre), None, 0, False
    residuals = [y - mean_y - slope * (t - mean_year)
                 for t, y in zip(years, ys)]
    variance = sum(r * r for r in residuals) / (n - 2)
    error = math.sqrt(variance * (1 + Fraction(1, n) + ahead ** 2 / square))
    return float(centre), error, n - 2, is_perfect(residuals, ys)


def step(points, year, window):
    """The same for the mean of the last changes."""
    if window:
        points = points[-(window + 1):]
    changes = [(b[0] - a[0], Fraction(b[1]) - Fraction(a[1]))
               for a, b in zip(points, points[1:])]
    span = sum(g for g, _ in changes)
    mean = sum(d for _, d in changes) / span
    ahead = year - points[-1][0]
    centre = Fraction(points[-1][1]) + ahead * mean
    if len(changes) < 2:
        return float(centre), None, 0, False
    freedom = len(changes) - 1
    residuals = [d - g * mean for g, d in changes]
    variance = sum(r * r / g for r, (g, _) in zip(residuals, changes)) \
        / freedom
    error = math.sqrt(variance * (ahead + Fraction(ahead * ahead, span)))
    return float(centre), error, freedom, residuals


def is_perfect(residuals, ys):
    largest = max(abs(y) for y in ys)
    return all(abs(r) <= EQUAL * float(largest) for r in residuals)


RULES = {
    "linear": ("plain", None), "logit": ("logit", None),
    "mean_change": ("plain", 5), "geometric": ("log", 0),
}


def fit(model, points, year):
    scale, window = RULES[model]
    scaled = [(t, to_scale(scale, x)) for t, x in points]
    if window is None:
        found = line(scaled, year)
    else:
        found = step(scaled, year, window)
        if found[1] is not None:
            perfect = is_perfect(found[3], [Fraction(y) for _, y in scaled])
            found = found[:3] + (perfect,)
    centre, error, freedom, perfect = found
    return scale, centre, 0.0 if perfect else error, freedom, perfect


def refusal(model, points, kind, rate):
    if kind in ("growth", "event"):
        return "kind"
    if model == "logit" and rate is False:
        return "not_a_rate"
    if len(points) < 2:
        return "too_short"
    if model == "logit" and not all(0 < x < 100 for _, x in points):
        return "not_inside_0_100"
    if model == "geometric" and not all(x > 0 for _, x in points):
        return "zero_or_negative"
    return None


# ----------------------------------------------------------------- outlook

def near(a, b):
    return abs(a - b) <= EQUAL * max(abs(a), abs(b))


def meets(value, comparator, target, decimals):
    if comparator == "=":
        return near(float(round(Fraction(repr(value)), decimals)), target)
    if near(value, target):
        return comparator in (">=", "<=")
    return value > target if comparator[0] == ">" else value < target


def probability(scale, centre, error, freedom, comparator, target, decimals):
    def below(bound):
        y = to_scale(scale, bound)
        if math.isinf(y):
            return 0.0 if y < 0 else 1.0
        return t_below((y - centre) / error, freedom)
    if comparator == "=":
        half = 0.5 * 10 ** -decimals
        return below(target + half) - below(target - half)
    if comparator[0] == "<":
        return below(target)
    return 1 - below(target)


def backtest(model, points):
    if len(points) < 3:
        return None
    scale, centre = fit(model, points[:-1], points[-1][0])[:2]
    value = from_scale(scale, centre)
    return {"year": points[-1][0], "value": value,
            "error": value - points[-1][1]}


def one_model(model, points, comparator, target, decimals, end):
    scale, centre, error, freedom, perfect = fit(model, points, end)
    value = from_scale(scale, centre)
    result = {"value": value, "low80": None, "high80": None, "low95": None,
              "high95": None, "probability": None,
              "meets": meets(value, comparator, target, decimals),
              "perfect_fit": perfect, "backtest": backtest(model, points)}
    if error is None:
        return result
    for name, share in (("80", 0.9), ("95", 0.975)):
        width = 0.0 if perfect else t_quantile(share, freedom) * error
        result["low" + name] = from_scale(scale, centre - width)
        result["high" + name] = from_scale(scale, centre + width)
    result["probability"] = float(result["meets"]) if perfect else \
        probability(scale, centre, error, freedom, comparator, target,
                    decimals)
    return result


def choose(models, points, kind, rate, target):
    if len(points) == 2 or kind == "cumulative":
        wanted = "mean_change"
    elif rate is None and 0 <= target <= 100 and \
            all(0 <= x <= 100 for _, x in points):
        wanted = "logit"
    else:
        wanted = "logit" if rate else "linear"
    if wanted == "logit" and not 0 < target < 100:
        wanted = "linear"
    for name in (wanted, "linear"):
        if "refused" not in models[name]:
            return name
    return None


def needed(points, kind, target, end):
    if not points:
        return None
    years = end - points[-1][0]
    if kind != "growth":
        return (target - points[-1][1]) / years
    if points[-1][0] - points[0][0] + 1 != len(points):
        return None
    if any(g <= -100 for _, g in points) or target < -100:
        return None     # the mean is not defined
    product = math.prod(1 + g / 100 for _, g in points)
    whole = (1 + target / 100) ** (end - points[0][0] + 1)
    return 100 * ((whole / product) ** (1 / years) - 1)


def totals(flows):
    points, total = [(flows[0][0] - 1, 0.0)], Fraction(0)
    for year, x in flows:
        if year != points[-1][0] + 1:
            break
        total += Fraction(repr(x))
        points.append((year, float(total)))
    return points


def outlook(points, comparator, target, decimals, end, kind="level",
            rate=None):
    """rate: True, False, or None where nobody said."""
    gap = False
    if kind == "cumulative":
        flows = len(points)
        points = totals(points)
        gap = len(points) != flows + 1
    models = {}
    for model in MODELS:
        why = refusal(model, points, kind, rate)
        models[model] = {"refused": why} if why else one_model(
            model, points, comparator, target, decimals, end)
    return {"models": models,
            "chosen": choose(models, points, kind, rate, target),
            "needed_per_year": None if gap else
                               needed(points, kind, target, end)}


# ------------------------------------------------------------------ checks

class Student(unittest.TestCase):
    def test_the_quantiles_of_the_printed_table(self):
        # Abramowitz and Stegun, table 26.10.
        for share, freedom, printed in [
                (0.9, 1, 3.078), (0.975, 1, 12.706), (0.975, 2, 4.303),
                (0.9, 3, 1.638), (0.975, 3, 3.182), (0.975, 4, 2.776),
                (0.9, 5, 1.476), (0.975, 10, 2.228), (0.975, 30, 2.042)]:
            self.assertAlmostEqual(t_quantile(share, freedom), printed, 3)


class Lines(unittest.TestCase):
    def test_what_is_worked_out_by_hand(self):
        points = [(2018, 80.0), (2019, 81.5), (2020, 83.0), (2021, 85.0),
                  (2022, 86.0)]
        centre, error, freedom, perfect = line(points, 2025)
        self.assertAlmostEqual(centre, 83.1 + 5 * 1.55, 12)
        self.assertAlmostEqual(error, math.sqrt(0.175 / 3 * 3.7), 12)
        self.assertEqual((freedom, perfect), (3, False))


def main(series, target, end, kind="level", unit=None):
    points = sorted((int(p.split(":")[0]), float(p.split(":")[1]))
                    for p in series.split(","))
    sign = target.rstrip("0123456789.-")
    number = target[len(sign):]
    decimals = len(number.partition(".")[2])
    rate = None if unit is None else unit == "%"
    print(json.dumps(outlook(points, sign, float(number), decimals, int(end),
                             kind, rate), indent=2))


if __name__ == "__main__":
    if len(sys.argv) > 1 and ":" in sys.argv[1]:
        main(*sys.argv[1:])
    else:
        unittest.main()
