#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Expected numbers of test_weights.c: the principal eigenvector by powers of
the matrix and the entropies, both with 60 decimal digits.

    /usr/bin/python3 tests/engine/weights_oracle.py

Python 3.11, standard library only. Prints the tables `eigen_oracle` and
`entropy_oracle`.
"""

from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 60

MATRICES = {
    "three": ["1 3 5", "1/3 1 2", "1/5 1/2 1"],
    "two": ["1 7", "1/7 1"],
    "circle": ["1 9 1/9", "1/9 1 9", "9 1/9 1"],
    "four": ["1 2 4 3", "1/2 1 3 2", "1/4 1/3 1 1/5", "1/3 1/2 5 1"],
    "house": ["1 5 3 7 6 6 1/3 1/4", "1/5 1 1/3 5 3 3 1/5 1/7",
              "1/3 3 1 6 3 4 6 1/5", "1/7 1/5 1/6 1 1/3 1/4 1/7 1/8",
              "1/6 1/3 1/3 3 1 1/2 1/5 1/6", "1/6 1/3 1/4 4 2 1 1/5 1/6",
              "3 5 1/6 7 5 5 1 1/2", "4 7 5 8 6 6 2 1"],
}

TABLES = {  # direction of each column, then rows
    "three places": ([1, -1], [[61.4, 44.2], [72.8, 39.7], [66.1, 40.9]]),
    "negatives": ([1, 1, -1], [[-3.2, 0.4, 7], [1.9, 0.4, 5],
                               [-0.6, 0.4, 11], [4.7, 0.4, 6]]),
    "five years": ([1, 1], [[82.1, 1310], [83.9, 1375.5], [86.2, 1388],
                            [86.9, 1460.25], [90.3, 1502]]),
}


def decimal(text):
    fraction = Fraction(text)
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def eigen(rows):
    matrix = [[decimal(x) for x in row.split()] for row in rows]
    n = len(matrix)
    vector = [Decimal(1) / n] * n
    for _ in range(4000):
        image = [sum(a * b for a, b in zip(row, vector)) for row in matrix]
        largest = sum(image)
        vector = [x / largest for x in image]
    return vector, largest


def entropy(directions, rows):
    entropies = []
    for direction, column in zip(directions, zip(*rows)):
        column = [Decimal(str(x)) * direction for x in column]
        low, high = min(column), max(column)
        if low == high:
            entropies.append(Decimal(1))
            continue
        placed = [(x - low) / (high - low) for x in column]
        shares = [x / sum(placed) for x in placed]
        entropies.append(-sum(p * p.ln() for p in shares if p > 0)
                         / Decimal(len(column)).ln())
    rest = sum(1 - h for h in entropies)
    return entropies, [(1 - h) / rest for h in entropies]


def numbers(values):
    return ", ".join(repr(float(x)) for x in values)


if __name__ == "__main__":
    for name, rows in MATRICES.items():
        vector, largest = eigen(rows)
        print(f'{{"{name}", {float(largest)!r}, {{{numbers(vector)}}}}},')
    for name, (directions, rows) in TABLES.items():
        entropies, weights = entropy(directions, rows)
        print(f'{{"{name}", {{{numbers(entropies)}}}, {{{numbers(weights)}}}}},')
