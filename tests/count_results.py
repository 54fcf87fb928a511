#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the test cases of one meson test run.

    tests/count_results.py build/meson-logs/testlog.json

A test that ends with "N passed, N failed" (Criterion programs through
run_criterion.sh, the comparing scripts) or with the lines of Python's unittest
counts its cases; any other test is one case. The output of failed tests goes
to stderr. Prints "PASSED FAILED".
"""

import json
import re
import sys

CLOSING = re.compile(r"^(\d+) passed, (\d+) failed(?:, \d+ skipped)?$", re.M)
UNITTEST = re.compile(r"^Ran (\d+) tests? in ", re.M)
UNITTEST_BAD = re.compile(r"(?:failures|errors)=(\d+)")


def count(test):
    """Passed and failed cases of one test."""
    output = test.get("stdout", "") + "\n" + test.get("stderr", "")
    closing = CLOSING.findall(output)
    ran = UNITTEST.findall(output)
    if closing:
        passed, failed = (int(number) for number in closing[-1])
    elif ran:
        failed = sum(int(n) for n in UNITTEST_BAD.findall(output))
        passed = int(ran[-1]) - failed
    else:
        passed, failed = 1, 0
    if test["result"] == "OK":
        return (passed, failed)
    # Whatever it printed, it did not pass.
    return (passed if closing or ran else 0, max(failed, 1))


def without_successes(output):
    """What a reader of a failure wants to see."""
    return "\n".join(line for line in output.splitlines()
                     if not line.startswith(("ok ", "#")))


def main():
    passed = failed = 0
    with open(sys.argv[1], encoding="utf-8") as log:
        for line in log:
            test = json.loads(line)
            good, bad = count(test)
            passed += good
            failed += bad
            if bad:
                print(f"--- {test['name']}: {test['result']}", file=sys.stderr)
                print(without_successes(test.get("stdout", "")), file=sys.stderr)
                print(test.get("stderr", ""), file=sys.stderr)
    print(passed, failed)


if __name__ == "__main__":
    main()
