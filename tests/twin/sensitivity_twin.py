#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Section 11 of docs/methods.md again: the points, the runs, the indices,
the percentiles and the ranks, written from the page and without GSL.

    sensitivity_twin.py                  checks itself
    sensitivity_twin.py POINTS COLUMNS   prints a design, for a look

Plain and slow on purpose. Python 3.11, standard library only.
"""
import math
import sys
import unittest

import methods_twin as methods

FACTORS = ("weights", "method", "mean", "bands")
SEED = 1
MASK = (1 << 64) - 1


# ------------------------------------------------------------ random numbers

class SplitMix:
    """Section 13, the generator of the selections."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, bound):
        surplus = (1 << 64) % bound
        while True:
            draw = self.next()
            if draw >= surplus:
                return draw % bound


# -------------------------------------------------------------------- points

# Bratley and Fox, Algorithm 659, ACM TOMS 14, 1988: the primitive polynomials
# as binary numbers, and the first direction numbers of each dimension.
POLYNOMIALS = [
    1, 3, 7, 11, 13, 19, 25, 37, 59, 47, 61, 55, 41, 67, 97, 91, 109, 103,
    115, 131, 193, 137, 145, 143, 241, 157, 185, 167, 229, 171, 213, 191, 253,
    203, 211, 239, 247, 285, 369, 299]
FIRST = [
    # from dimension 2, 3, 4, 6, 8, 14, 20 and 38 on
    (1, [1] * 39),
    (2, [1, 3, 1, 3, 1, 3, 3, 1, 3, 1, 3, 1, 3, 1, 1, 3, 1, 3, 1, 3, 1, 3, 3,
         1, 3, 1, 3, 1, 3, 1, 1, 3, 1, 3, 1, 3, 1, 3]),
    (3, [7, 5, 1, 3, 3, 7, 5, 5, 7, 7, 1, 3, 3, 7, 5, 1, 1, 5, 3, 3, 1, 7, 5,
         1, 3, 3, 7, 5, 1, 1, 5, 7, 7, 5, 1, 3, 3]),
    (5, [1, 7, 9, 13, 11, 1, 3, 7, 9, 5, 13, 13, 11, 3, 15, 5, 3, 15, 7, 9,
         13, 9, 1, 11, 7, 5, 15, 1, 15, 11, 5, 3, 1, 7, 9]),
    (7, [9, 3, 27, 15, 29, 21, 23, 19, 11, 25, 7, 13, 17, 1, 25, 29, 3, 31,
         11, 5, 23, 27, 19, 21, 5, 1, 17, 13, 7, 15, 9, 31, 9]),
    (13, [37, 33, 7, 5, 11, 39, 63, 27, 17, 15, 23, 29, 3, 21, 13, 31, 25, 9,
          49, 33, 19, 29, 11, 19, 27, 15, 25]),
    (19, [13, 33, 115, 41, 79, 17, 29, 119, 75, 73, 105, 7, 59, 65, 21, 3,
          113, 61, 89, 45, 107]),
    (37, [7, 23, 39])]
BITS = 30


def directions(dimension):
    """v_1 .. v_30 of one dimension (from 0), as multiples of 2^-30."""
    if dimension == 0:
        return [1 << (BITS - 1 - j) for j in range(BITS)]
    polynomial = POLYNOMIALS[dimension]
    degree = polynomial.bit_length() - 1
    m = [row[dimension - start] for start, row in FIRST if dimension >= start]
    assert len(m) >= degree
    m = m[:degree]
    for j in range(degree, BITS):
        value = m[j - degree] ^ (m[j - degree] << degree)
        for k in range(1, degree):
            if polynomial >> (degree - k) & 1:
                value ^= m[j - k] << k
        m.append(value)
    return [m[j] << (BITS - 1 - j) for j in range(BITS)]


def sobol(points, columns, seed):
    generator = SplitMix(seed)
    shifts = [generator.next() >> 34 for _ in range(columns)]
    tables = [directions(c) for c in range(columns)]
    state, rows = [0] * columns, []
    for i in range(points):
        if i > 0:       # Antonov and Saleev: the lowest zero digit of i - 1
            digit = (~(i - 1) & i).bit_length() - 1
            state = [s ^ t[digit] for s, t in zip(state, tables)]
        rows.append([(s ^ shift) / 2 ** BITS
                     for s, shift in zip(state, shifts)])
    return rows


def latin(points, columns, seed):
    generator = SplitMix(seed)
    rows = [[0.0] * columns for _ in range(points)]
    for c in range(columns):
        order = list(range(points))
        for i in range(points):
            j = i + generator.below(points - i)
            order[i], order[j] = order[j], order[i]
        for i in range(points):
            rows[i][c] = (order[i] + (generator.next() >> 32) / 2 ** 32) \
                / points
    return rows


def design(points, columns, seed=SEED):
    """(name, rows)"""
    if columns <= 40:
        return "sobol", sobol(points, columns, seed)
    return "latin_hypercube", latin(points, columns, seed)


# ---------------------------------------------------------------- estimator

def runs_of(function, rows, groups, count):
    """[[f(A), f(B), f(AB_0), …] of each row]"""
    results = []
    for row in rows:
        half = len(row) // 2
        a, b = row[:half], row[half:]
        results.append([function(a), function(b)] + [
            function([b[c] if groups[c] == g else a[c] for c in range(half)])
            for g in range(count)])
    return results


def indices(values):
    """(reason, mean, sd, [first], [total]) of runs_of."""
    everything = [v for row in values for v in row]
    count = len(values[0]) - 2
    nothing = [None] * count
    if None in everything:
        return "no_score", None, None, nothing, nothing
    base = [v for row in values for v in row[:2]]
    mean = math.fsum(base) / len(base)
    low, high = min(everything), max(everything)
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        return "no_variance", mean, 0.0, nothing, nothing
    variance = math.fsum((v - mean) ** 2 for v in base) / len(base)
    n = len(values)
    first = [math.fsum((row[1] - mean) * (row[2 + g] - row[0])
                       for row in values) / n / variance
             for g in range(count)]
    total = [math.fsum((row[0] - row[2 + g]) ** 2
                       for row in values) / (2 * n) / variance
             for g in range(count)]
    return None, mean, math.sqrt(variance), first, total


def percentile(numbers, share):
    """Straight between the two neighbours of (n - 1)·share."""
    if not numbers:
        return None
    numbers = sorted(numbers)
    place = (len(numbers) - 1) * share
    low = int(place)
    if low + 1 == len(numbers):
        return numbers[low]
    return numbers[low] + (place - low) * (numbers[low + 1] - numbers[low])


def spread(numbers):
    return {"p5": percentile(numbers, 0.05), "p50": percentile(numbers, 0.5),
            "p95": percentile(numbers, 0.95)}


# -------------------------------------------------------------------- a plan

def codes_of(plans):
    """Codes whose weights vary, in the order of the plans."""
    codes = []
    for plan in plans:
        for ind in plan["indicators"]:
            if ind["target"]["kind"] not in ("none", "text") \
                    and ind["code"] not in codes:
                codes.append(ind["code"])
    return codes


class Lab:
    """Runs of one plan in one place."""

    def __init__(self, plan, figures, run, codes):
        self.plan, self.figures, self.run = plan, figures, run
        self.codes = codes
        self.arithmetic = 0     # of the last run

    def once(self, point):
        """(score, grade) of one point."""
        method, mean, bands = point[:3]
        shift = -0.05 + 0.1 * bands
        rules = {
            "weights": {code: 0.75 + 0.5 * u
                        for code, u in zip(self.codes, point[3:])},
            "band_ahead": 1.10 + shift, "band_on_track": 0.90 + shift,
            "mean": "arithmetic" if mean < 0.5 else "geometric"}
        arguments = (self.plan, self.figures, self.run["year"],
                     self.run["stage"], methods.METHODS[int(4 * method)],
                     self.run["compare"], self.run["missing"])
        self.arithmetic = 0
        if mean >= 0.5:
            try:
                answer = methods.evaluate(*arguments, rules)
                return answer["score"], answer["grade"]
            except methods.Refused:
                rules["mean"] = "arithmetic"
                self.arithmetic = 1
        answer = methods.evaluate(*arguments, rules)
        return answer["score"], answer["grade"]


def study(labs, points, seed=SEED):
    """What the program prints, for plans or places that are asked together."""
    codes = labs[0].codes
    groups = [1, 2, 3] + [0] * len(codes)
    name, rows = design(points, 2 * len(groups), seed)
    answers, scores = [], []
    for lab in labs:
        counted = []

        def function(point, lab=lab, counted=counted):
            answer = lab.once(point)
            counted.append(lab.arithmetic)
            return answer
        runs = runs_of(function, rows, groups, len(FACTORS))
        answers.append(describe(runs, counted))
        scores.append([run[0] for row in runs for run in row[:2]])
    for answer, own in zip(answers, scores):
        answer["rank"] = None
        ranks = [1 + sum(1 for other in scores
                         if other[i] is not None and above(other[i], mine))
                 for i, mine in enumerate(own) if mine is not None]
        if len(labs) > 1 and ranks:
            answer["rank"] = spread(ranks)
    return {"design": name, "inputs": len(groups), "results": answers}


def above(a, b):
    return a - b > 1e-9 * max(abs(a), abs(b))


def describe(runs, counted):
    parts = len(FACTORS) + 2
    values = [[score for score, _ in row] for row in runs]
    grades = [[grade for _, grade in row] for row in runs]
    reason, mean, sd, first, total = indices(values)
    base = [v for row in values for v in row[:2] if v is not None]
    drawn = [g for row in grades for g in row[:2]]
    return {
        "distribution": dict(mean=mean, sd=sd, **spread(base)),
        "grade_shares": {(g or "none"): drawn.count(g) / len(drawn)
                         for g in methods.GRADES + (None,)},
        "factors": {
            factor: {"first": first[k], "total": total[k],
                     "grade_change": sum(row[0] != row[2 + k]
                                         for row in grades) / len(grades)}
            for k, factor in enumerate(FACTORS)},
        "indices_refused": reason, "scored_runs": len(base),
        "arithmetic_runs": sum(n for i, n in enumerate(counted)
                               if i % parts < 2)}


# ---------------------------------------------------------------- own checks

def ishigami(point):
    x = [math.pi * (2 * u - 1) for u in point]
    return math.sin(x[0]) + 7 * math.sin(x[1]) ** 2 \
        + 0.1 * x[2] ** 4 * math.sin(x[0])


def brute_first(function, dimension, fixed, n):
    """V(E(f | x_fixed))/V(f) by two loops over midpoints of intervals, the
    inner one over a lattice of the other inputs."""
    grid = [(i + 0.5) / n for i in range(n)]
    everything, means = [], []
    for value in grid:
        inner = []
        for i in range(n * n):
            others = [grid[i % n], grid[i // n]]
            point = others[:fixed] + [value] + others[fixed:]
            inner.append(function(point[:dimension]))
        means.append(math.fsum(inner) / len(inner))
        everything += inner
    mean = math.fsum(everything) / len(everything)
    variance = math.fsum((v - mean) ** 2 for v in everything) / len(everything)
    return math.fsum((m - mean) ** 2 for m in means) / n / variance


class Checks(unittest.TestCase):
    def test_first_points_of_the_sequence(self):
        rows = sobol(8, 3, SEED)
        plain = [[(int(u * 2 ** BITS) ^ int(z * 2 ** BITS)) / 2 ** BITS
                  for u, z in zip(row, rows[0])] for row in rows]
        self.assertEqual(plain[:4], [[0, 0, 0], [.5, .5, .5], [.75, .25, .75],
                                     [.25, .75, .25]])

    def test_every_interval_of_all_forty_columns_holds_one_point(self):
        for rows in (sobol(256, 40, 3), latin(256, 44, 3)):
            for column in zip(*rows):
                self.assertEqual(sorted(int(256 * u) for u in column),
                                 list(range(256)))

    def test_indices_of_ishigami(self):
        _, rows = design(4096, 6)
        reason, mean, _, first, total = indices(
            runs_of(ishigami, rows, [0, 1, 2], 3))
        self.assertIsNone(reason)
        self.assertAlmostEqual(mean, 3.5, 2)
        for got, known in zip(first, (0.3139, 0.4424, 0)):
            self.assertAlmostEqual(got, known, delta=0.01)
        for got, known in zip(total, (0.5576, 0.4424, 0.2437)):
            self.assertAlmostEqual(got, known, delta=0.01)

    def test_estimator_and_two_loops_agree(self):
        _, rows = design(4096, 6)
        first = indices(runs_of(ishigami, rows, [0, 1, 2], 3))[3]
        for k in range(3):
            self.assertAlmostEqual(
                brute_first(ishigami, 3, k, 32), first[k], delta=0.01)

    def test_reasons(self):
        self.assertEqual(indices([[1.5] * 6] * 4)[0], "no_variance")
        self.assertEqual(indices([[1.5, None, 2, 2, 2, 2]])[0], "no_score")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        for line in design(int(sys.argv[1]), int(sys.argv[2]))[1]:
            print(*line)
    else:
        unittest.main()
