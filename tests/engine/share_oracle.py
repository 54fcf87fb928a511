#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Expected numbers of test_share.c, without any beta function: the limits of
Clopper and Pearson by bisection on exact binomial tails, all in whole numbers.

    /usr/bin/python3 tests/engine/share_oracle.py

Python 3.11, standard library only. Prints the rows of the table `oracle`;
whole numbers of 100,000 bits take it some minutes.
"""

from fractions import Fraction
from math import comb

BITS = 70  # the limit is known to 2^-70

CASES = [(0, 1, "0.95"), (1, 1, "0.95"), (0, 10, "0.95"), (10, 10, "0.95"),
         (3, 10, "0.95"), (1, 20, "0.9"), (7, 23, "0.8"), (46, 50, "0.95"),
         (91, 97, "0.99"), (136, 150, "0.95"), (385, 385, "0.95"),
         (362, 385, "0.95"), (1, 1497, "0.9"), (682, 925, "0.95"),
         (1371, 1500, "0.9999")]


def tail_at_least(k, n, numerator):
    """P(X >= k) for p = numerator / 2^BITS, as a Fraction."""
    rest = (1 << BITS) - numerator
    total = sum(comb(n, i) * numerator ** i * rest ** (n - i)
                for i in range(k, n + 1))
    return Fraction(total, 1 << (BITS * n))


def largest(holds):
    """The largest p (times 2^BITS) for which a falling condition holds."""
    low, high = 0, 1 << BITS
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            low = middle
        else:
            high = middle
    return low / (1 << BITS)


def limits(k, n, confidence):
    tail = (1 - Fraction(confidence)) / 2
    low = 0.0 if k == 0 else largest(
        lambda p: tail_at_least(k, n, p) < tail)
    high = 1.0 if k == n else largest(
        lambda p: 1 - tail_at_least(k + 1, n, p) > tail)
    return low, high


if __name__ == "__main__":
    for hits, total, level in CASES:
        low, high = limits(hits, total, level)
        print(f"    {{{hits}, {total}, {level}, {low!r}, {high!r}}},")
