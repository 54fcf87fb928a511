#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast a big file is taken in, beside sqlite3's own .import.

    meson test -C build --benchmark -v
    tests/bench/import_speed.py FYP ROOT [ROWS [ROUNDS]]

Writes a long-form CSV in key order (2.4 million rows unless told otherwise),
then lets both take it in, alternately, in the same run: `fyp import`, which
checks every row, and `sqlite3 .import` into a table with the same key, which
checks none. Prints medians, rows a second, the ratio and the peak memory of
fyp; nothing is asserted, because the machine decides. Without the sqlite3
program only fyp is measured.
"""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

# code, unit, lowest, highest, decimals
INDICATORS = [
    ("assistive_device_coverage", "%", 2, 100, 2),
    ("home_modification_households", "户", 0, 9000, 0),
    ("medical_insurance_coverage", "%", 2, 100, 2),
    ("pension_insurance_coverage", "%", 2, 100, 2),
    ("rehabilitation_coverage", "%", 2, 100, 2),
    ("skills_training", "人次", 0, 9000, 0),
]
YEARS = range(2016, 2026)
SQL = """CREATE TABLE figure(region TEXT, indicator TEXT, year INTEGER,
value REAL, unit TEXT, source TEXT, PRIMARY KEY(indicator, year, region))
WITHOUT ROWID;
.mode csv
.import --skip 1 long.csv figure
"""


def known(root):
    """Those of the indicators above that the catalogue still has."""
    text = (root / "indicators/catalogue.yaml").read_text(encoding="utf-8")
    return [row for row in INDICATORS if f"代码: {row[0]}\n" in text]


def write_file(path, indicators, rows):
    """A fixed sequence of numbers, so that every run has the same file."""
    regions = -(-rows // (len(indicators) * len(YEARS)))
    state, written = 1, 0
    with open(path, "w", encoding="utf-8") as out:
        out.write("region,indicator,year,value,unit,source\n")
        for code, unit, low, high, decimals in indicators:
            for year in YEARS:
                for region in range(regions):
                    state = (state * 6364136223846793005
                             + 1442695040888963407) % 2 ** 64
                    value = low + (state >> 33) / 2 ** 31 * (high - low)
                    out.write(f"{510000000000 + 7 * region},{code},{year},"
                              f"{value:.{decimals}f},{unit},bench\n")
                    written += 1
    return written


def timed(arguments, folder, env, text=None):
    """Seconds of a command, of its processors, and its peak megabytes."""
    begin = time.monotonic()
    child = subprocess.Popen(
        arguments, cwd=folder, env=env, text=True, stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with child.stdin:
        child.stdin.write(text or "")
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{arguments[0]} ended with {child.returncode}")
    seconds = time.monotonic() - begin
    return (seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def show(name, runs, rows):
    median = statistics.median(run[0] for run in runs)
    each = " ".join(f"{run[0]:.2f}" for run in runs)
    print(f"{name:<15} median {median:6.2f} s  {rows / median:9.0f} rows/s"
          f"  ({each})  processor {statistics.median(r[1] for r in runs):.2f} s"
          f"  peak memory {max(run[2] for run in runs):.0f} MB")
    return median


def measure(fyp, root, rows, rounds, folder):
    env = dict(os.environ, FYP_HOME=str(root))
    rows = write_file(folder / "long.csv", known(root), rows)
    size = (folder / "long.csv").stat().st_size / 1e6
    print(f"{rows} rows, {size:.0f} MB, {rounds} rounds")
    sqlite3 = shutil.which("sqlite3")
    ours, theirs = [], []
    for _ in range(rounds):
        for name in ("ours.db", "theirs.db"):
            (folder / name).unlink(missing_ok=True)
        if sqlite3:
            theirs.append(timed([sqlite3, "theirs.db"], folder, env, SQL))
        ours.append(timed(
            [fyp, "import", "--db", "ours.db", "long.csv"], folder, env))
    median = show("fyp import", ours, rows)
    if theirs:
        print(f"ratio {show('sqlite3 .import', theirs, rows) / median:.2f}")
    else:
        print("no sqlite3 program here to compare with")


def main():
    fyp, root = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    rows = int(sys.argv[3]) if len(sys.argv) > 3 else 2_400_000
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 3
    with tempfile.TemporaryDirectory(prefix="fyp-bench.") as folder:
        measure(fyp, pathlib.Path(root).resolve(), rows, rounds,
                pathlib.Path(folder))


if __name__ == "__main__":
    main()
