# SPDX-License-Identifier: GPL-3.0-or-later
"""Every quotation of a bundled plan stands in the plan's text, beginning on
the line that the plan file names.

    /usr/bin/python3 tests/cli/check_quotations.py FYP SOURCE_ROOT

What is printed in a table is one cell a line in the texts, so blanks and
line ends do not count. Standard library only.
"""

import json
import pathlib
import re
import subprocess
import sys
import unittest

FYP = ""
ROOT = pathlib.Path()


def squeeze(text):
    return re.sub(r"\s+", "", text)


def plan(name):
    done = subprocess.run([FYP, "plan", "show", name, "--format", "json"],
                          capture_output=True, encoding="utf-8", check=True)
    return json.loads(done.stdout)


def entered(name, section):
    """What the file of commitments has; empty lists without such a file."""
    done = subprocess.run([FYP, "plan", "show", name, "--section", section,
                           "--format", "json"],
                          capture_output=True, encoding="utf-8", check=True)
    return json.loads(done.stdout)[section]


def commitment_citations(name):
    """(what, source) of every commitment, task, duty and contradiction."""
    for section in ("commitments", "tasks", "duties", "conflicts"):
        for entry in entered(name, section):
            what = f"{section} {entry.get('id', entry.get('no'))}"
            for place in entry.get("evidence", [entry]):
                yield what, {"line": place["line"],
                             "quote": place.get("quote", entry.get("text"))}


def citations(shown):
    """(what, source) of everything in a plan that cites the text."""
    yield "出处", shown["source"]
    for indicator in shown["indicators"]:
        name = f"{indicator['no']} {indicator['name']}"
        yield name, indicator["source"]
        prose = indicator["baseline"]["prose"]
        if prose is not None:
            yield name + " 正文基期", prose["source"]
        for milestone in indicator["milestones"]:
            yield f"{name} 节点 {milestone['year']}", milestone["source"]


class Quotations(unittest.TestCase):
    def test_each_stands_where_the_plan_says(self):
        checked = 0
        for text in sorted((ROOT / "indicators/texts").glob("*.txt")):
            lines = text.read_text(encoding="utf-8").split("\n")
            for what, source in [*citations(plan(text.stem)),
                                 *commitment_citations(text.stem)]:
                with self.subTest(plan=text.stem, what=what):
                    if source is None or source["quote"] is None:
                        continue
                    first = source["line"]
                    quote = squeeze(source["quote"])
                    self.assertGreater(first, 0)
                    self.assertNotEqual(quote, "")
                    after = squeeze("".join(lines[first - 1:]))
                    here = len(squeeze(lines[first - 1]))
                    start = after.find(quote)
                    self.assertGreaterEqual(start, 0, source)
                    self.assertLess(start, here, source)
                    checked += 1
        # 12 + 11 + 11 + 11 rows of the four tables and Leshan's thirty.
        self.assertGreaterEqual(checked, 75)

    def test_what_is_printed_is_in_the_quotation(self):
        for name in ("luojiang-2021", "yongji-2021", "yangjiang-2021",
                     "huzhong-2021"):
            for indicator in plan(name)["indicators"]:
                quote = squeeze(indicator["source"]["quote"])
                with self.subTest(plan=name, no=indicator["no"]):
                    for cell in (indicator["name"],
                                 indicator["baseline"]["text"],
                                 indicator["target"]["text"],
                                 {"binding": "约束性",
                                  "anticipatory": "预期性"}
                                 [indicator["attribute"]]):
                        if cell is not None:
                            self.assertIn(squeeze(cell), quote)


if __name__ == "__main__":
    FYP, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
