#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The slow and plain way of third-party work: selection, verified share,
ratio estimator and satisfaction by the formulas of docs/methods.md section 13.
Python 3.11, standard library only.

    /usr/bin/python3 tests/engine/fieldwork_twin.py

prints the numbers that stand in the tests of tests/engine/; the comparison of
the program with this twin is tests/cli/test_fieldwork.py.
"""

import math
from fractions import Fraction

MASK = (1 << 64) - 1


def splitmix64(seed):
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def select(seed, count, needed):
    """Positions from 0, in the order of drawing."""
    numbers = splitmix64(seed)
    rest = list(range(count))
    for i in range(needed):
        bound = count - i
        draw = next(numbers)
        while draw < (1 << 64) % bound:
            draw = next(numbers)
        j = i + draw % bound
        rest[i], rest[j] = rest[j], rest[i]
    return rest[:needed]


def normal_quantile(p):
    low, high = -40.0, 40.0
    for _ in range(200):
        middle = (low + high) / 2
        if 0.5 * math.erfc(-middle / math.sqrt(2)) < p:
            low = middle
        else:
            high = middle
    return low


def sample_size(population, confidence=0.95, margin=0.05, share=0.5):
    z = normal_quantile(1 - (1 - confidence) / 2)
    n0 = z * z * share * (1 - share) / margin ** 2
    return math.ceil(n0 / (1 + (n0 - 1) / population) - 1e-9)


def t_cdf(t, nu):
    """Abramowitz and Stegun 26.7.3 and 26.7.4, whole degrees of freedom."""
    angle = math.atan(t / math.sqrt(nu))
    total, term = 0.0, 1.0
    if nu % 2 == 1:
        term = math.cos(angle)
        for i in range(1, (nu - 1) // 2 + 1):
            total += term
            term *= math.cos(angle) ** 2 * 2 * i / (2 * i + 1)
        inside = 2 / math.pi * (angle + math.sin(angle) * total)
    else:
        for i in range(1, nu // 2 + 1):
            total += term
            term *= math.cos(angle) ** 2 * (2 * i - 1) / (2 * i)
        inside = math.sin(angle) * total
    return 0.5 + inside / 2


def t_quantile(p, nu):
    low, high = 0.0, 1e6
    for _ in range(200):
        middle = (low + high) / 2
        if t_cdf(middle, nu) < p:
            low = middle
        else:
            high = middle
    return low


def root(square):
    """Square root of a Fraction, rounded once."""
    scale = 1 << 200
    return math.isqrt(square.numerator * scale // square.denominator) / (
        1 << 100)


def ratio(pairs, population=None, confidence=0.95):
    """Ratio, standard error, low, high; pairs of texts."""
    x = [Fraction(a) for a, _ in pairs]
    y = [Fraction(b) for _, b in pairs]
    n = len(pairs)
    if n == 0 or sum(x) == 0:
        return None, None, None, None
    r = sum(y) / sum(x)
    if n < 2:
        return float(r), None, None, None
    left = 1 - Fraction(n, population) if population else 1
    variance = sum((b - r * a) ** 2 for a, b in zip(x, y)) / (n - 1)
    error = root(left * variance / n / (sum(x) / n) ** 2)
    t = t_quantile(1 - (1 - confidence) / 2, n - 1)
    return float(r), error, float(r) - t * error, float(r) + t * error


def log_binomial(k, n, p):
    return (math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
            + k * math.log(p) + (n - k) * math.log1p(-p))


def share_limits(k, n, confidence=0.95):
    """Clopper and Pearson, by sums in floating point: good to 1e-9."""
    tail = (1 - confidence) / 2

    def limit(first, last, falling):
        low, high = 0.0, 1.0
        for _ in range(100):
            middle = (low + high) / 2
            mass = math.fsum(math.exp(log_binomial(i, n, middle))
                             for i in range(first, last + 1))
            if (mass > tail) == falling:
                low = middle
            else:
                high = middle
        return low
    return (0.0 if k == 0 else limit(k, n, False),
            1.0 if k == n else limit(0, k, True))


def mean_limits(values, confidence=0.95):
    """Mean with its interval, cut to 0 .. 100."""
    n = len(values)
    if n == 0:
        return None, None, None
    exact = [Fraction(v) for v in values]
    mean = sum(exact) / n
    if n < 2:
        return float(mean), None, None
    error = root(sum((v - mean) ** 2 for v in exact) / (n - 1) / n)
    error *= t_quantile(1 - (1 - confidence) / 2, n - 1)
    return (float(mean), max(0.0, float(mean) - error),
            min(100.0, float(mean) + error))


if __name__ == "__main__":
    print("select", select(20231, 60, 9))
    print("ratio", ratio(
        [("23.85", "22.1"), ("41.2", "41.2"), ("17", "12.4"),
         ("30.6", "31.9"), ("0", "1.5"), ("52.75", "44.05"),
         ("11.3", "11.3")], 64))
    print("mean", mean_limits(
        [Fraction(100 * (a - 1), 4) for a in (5, 4, 4, 3, 5, 2, 4, 1, 5)]))
