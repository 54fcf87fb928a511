# SPDX-License-Identifier: GPL-3.0-or-later
"""Section 17 of docs/methods.md, computed again: every formula of the chains in
`fyp evaluate --format json`, by a calculator that knows only what a formula
may hold. Standard library only (written with Python 3.11.2).
"""

import re

FUNCTIONS = {"max": max, "min": min, "abs": abs}
TOKEN = re.compile(r"\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?)|([A-Za-z]\w*)|(.))")


class Calculator:
    """+ - * / ^ ( ) max min abs: what a reader types into a calculator, and
    all that a formula may hold."""

    def __init__(self, text, names=None):
        self.names = names or {}
        self.tokens = [m.groups() for m in TOKEN.finditer(text)]
        self.at = 0

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, symbol):
        token = self.peek()
        if token and token[2] == symbol:
            self.at += 1
            return True
        return False

    def expect(self, symbol):
        if not self.take(symbol):
            raise ValueError(f"{symbol} expected, found {self.peek()}")

    def result(self):
        value = self.sum()
        if self.peek():
            raise ValueError(f"{self.peek()} is left over")
        return value

    def sum(self):
        value = self.product()
        while True:
            if self.take("+"):
                value += self.product()
            elif self.take("-"):
                value -= self.product()
            else:
                return value

    def product(self):
        value = self.power()
        while True:
            if self.take("*"):
                value *= self.power()
            elif self.take("/"):
                value /= self.power()
            else:
                return value

    def power(self):
        value = self.atom()
        return value ** self.power() if self.take("^") else value

    def atom(self):
        if self.take("-"):
            return -self.atom()
        if self.take("("):
            value = self.sum()
            self.expect(")")
            return value
        token = self.peek()
        if token is None:
            raise ValueError("the formula ends too early")
        self.at += 1
        number, name, _ = token
        if number is not None:
            return float(number)
        if name in self.names:
            return self.names[name]
        return self.call(name)

    def call(self, name):
        self.expect("(")
        values = [self.sum()]
        while self.take(","):
            values.append(self.sum())
        self.expect(")")
        return FUNCTIONS[name](*values)


def same(got, expected, terms=()):
    """Within 1e-9; what 15 digits of the terms leave open when they nearly
    cancel, and 1e-11 for means, which are kept to 12 decimals."""
    slack = 1e-11 + 1e-13 * max(map(abs, terms), default=0.0)
    return abs(got - expected) <= slack + 1e-9 * max(abs(got), abs(expected))


def formula_complaints(step):
    """What is wrong with the formula of one step."""
    values = step["values"]
    terms = values if isinstance(values, list) else values.values()
    ways = {"formula": Calculator(step["formula"]).result()}
    if step["symbols"] is not None:
        ways["symbols"] = Calculator(step["symbols"], values).result()
    return [f"{step['rule']}: {way} {step[way]} gives {got!r}, "
            f"not {step['result']!r}"
            for way, got in ways.items()
            if not same(got, step["result"], terms)]


# Steps whose last number is that of the result, and its key there.
NUMBERS = {"value": "value", "expected_value": "expected_value",
           "pace": "pace", "progress": "progress", "expected": "expected",
           "lead": "lead", "score": "score"}


def complaints(indicator):
    """What a chain says that its own formulas or the result do not."""
    found = []
    last = {}
    for step in indicator["explanation"]:
        last[step["step"]] = step["result"]
        if not step["text"] or re.search(r"\{\d\}", step["text"]):
            found.append(f"{step['rule']}: text {step['text']!r}")
        if step["formula"] is not None:
            found += formula_complaints(step)
    zero = indicator["status"] == "no_data"     # with --missing zero
    for kind, key in NUMBERS.items():
        if last.get(kind) != indicator[key] and not (kind == "score" and zero):
            found.append(f"{kind}: {last.get(kind)!r}, "
                         f"result {indicator[key]!r}")
    flags = [s["flag"] for s in indicator["explanation"]
             if s["step"] == "flag"]
    if flags != indicator["flags"]:
        found.append(f"flags {flags}, result {indicator['flags']}")
    return found
