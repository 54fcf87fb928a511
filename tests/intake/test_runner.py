# SPDX-License-Identifier: GPL-3.0-or-later
"""The runner sees what it is there to see: a stand-in for the program
misbehaves in each way, and the case must fail for that reason.

    /usr/bin/python3 tests/intake/test_runner.py

Standard library only.
"""

import math
import pathlib
import random
import sqlite3
import tempfile
import unittest
from decimal import Decimal

import random_tables
import run_intake
from case import DONE, REFUSED, REJECTED, Case, Step, text

STATUS = """\
FYP_STATUS(E_BAD, 341, FYP_EXIT_INPUT_REFUSED, "", "", "", "")
FYP_STATUS(E_WORSE, 342, FYP_EXIT_INPUT_REFUSED, "", "", "", "")
FYP_STATUS(W_ODD, 741, FYP_EXIT_DONE, "", "", "", "")
"""
STORE = """
CREATE TABLE figure (region, indicator, year, basis, value, decimals);
CREATE TABLE import (id INTEGER PRIMARY KEY, row_count, added, changed, same,
    missing, rejected);
INSERT INTO import VALUES (1, 9, 4, 0, 0, 2, 3);
INSERT INTO figure VALUES ('510604', 'minimum_wage', 2023, 'year', 96.51, 2);
INSERT INTO figure VALUES ('510604', 'minimum_wage', 2022, 'to_date', 7.0, 0);
"""
FIGURES = {("510604", "minimum_wage", 2023): 96.51,
           ("510604", "minimum_wage", 2022, "to_date"): 7}


def case(**fields):
    return Case(**{"entry": 0, "name": "", "exit": DONE,
                   "make": lambda folder: text(folder, "a.csv", "甲\n"),
                   **fields})


class Runner(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        (self.folder / "base").mkdir()
        (self.folder / "base/status.def").write_text(STATUS)
        self.seed = self.folder / "seed.db"
        with sqlite3.connect(self.seed) as store:
            store.executescript(STORE)
        store.close()

    def wrong(self, script, **fields):
        """What the runner holds against a program that is this script; $3 is
        the store."""
        fyp = self.folder / "fyp"
        fyp.write_text("#!/bin/sh\n" + script)
        fyp.chmod(0o755)
        room = self.folder / "room"
        room.mkdir()
        if fields.get("exit", DONE) != REFUSED:
            (room / "fyp.db").write_bytes(self.seed.read_bytes())
        running = run_intake.Running(
            run_intake.Program(fyp, self.folder), case(**fields), room)
        return "; ".join(running.all(self.seed))

    def holds(self, reason, script, **fields):
        self.assertRegex(self.wrong(script, **fields), reason)

    def test_what_is_as_expected_passes(self):
        self.assertEqual(
            self.wrong("echo FYP-341 FYP-741 好", codes=["FYP-341"],
                       figures=FIGURES, says=["好"], never=["坏"], rejected=3,
                       missing=2, count=2, again=True,
                       after=[Step(("history", "{db}"), codes=["FYP-341"])]),
            "")

    def test_a_refused_file_that_changes_nothing_passes(self):
        self.assertEqual(
            self.wrong("echo FYP-342; exit 3", exit=REFUSED,
                       codes=["FYP-342"]), "")

    def test_another_exit_code(self):
        self.holds("exit code 4, expected 0", "exit 4")

    def test_a_crash(self):
        self.holds("killed by signal 11", "kill -SEGV $$")

    def test_a_report_of_a_sanitizer(self):
        self.holds("crashed", "echo 'a.c:1: runtime error: shift'")

    def test_a_program_that_does_not_end(self):
        self.holds("did not end", "exec sleep 20", seconds=0.3)

    def test_too_much_memory(self):
        self.holds("used .* at most",
                   "exec /usr/bin/python3 -c 'b = bytearray(90 << 20)'",
                   megabytes=60)

    def test_a_number_that_is_not_told(self):
        self.holds("FYP-741 is not told", "true", codes=["FYP-741"])

    def test_an_error_that_is_not_expected(self):
        self.holds("FYP-342 is told, and not", "echo FYP-341 FYP-342",
                   codes=["FYP-341"])

    def test_no_number_where_some_error_is_asked_for(self):
        self.holds("no error is told", "echo FYP-741", codes=None)

    def test_a_number_that_nobody_knows(self):
        self.holds("FYP-399 is not in", "echo FYP-399", codes=["FYP-399"])

    def test_words_that_miss_or_should(self):
        self.holds("does not say '好'.*says '坏'", "echo 坏", says=["好"],
                   never=["坏"])

    def test_control_characters(self):
        self.holds("control characters", r"printf '\033[2J'")

    def test_bytes_that_are_not_utf_8(self):
        self.holds("not UTF-8", r"printf '\261\261'")

    def test_the_last_bit_of_a_figure(self):
        place = ("510604", "minimum_wage", 2023)
        self.holds("96.51 is stored", "true",
                   figures={**FIGURES, place: math.nextafter(96.51, 97)})

    def test_the_decimals_of_a_figure(self):
        place = ("510604", "minimum_wage", 2023)
        self.holds("2 decimals, expected 3", "true",
                   figures={**FIGURES, place: "96.510"})

    def test_a_figure_that_misses_and_one_too_many(self):
        self.holds("2023.*unexpected.*2024.*not stored", "true", figures={
            ("510604", "minimum_wage", 2024): 3,
            ("510604", "minimum_wage", 2022, "to_date"): 7})

    def test_counts(self):
        self.holds("2 figures, expected 5.*rejected: 3, expected 4.*"
                   "missing: 2, expected 1", "true", count=5, rejected=4,
                   missing=1)

    def test_a_refused_file_that_leaves_a_trace(self):
        self.holds("the store has changed", 'printf x >> "$3"; exit 3',
                   exit=REFUSED)

    def test_a_row_that_is_told_without_its_place(self):
        self.holds("without its place",
                   "echo a.csv:3: FYP-341; echo a.csv: FYP-341; exit 4",
                   exit=REJECTED, codes=["FYP-341"])

    def test_rows_that_are_told_with_their_places(self):
        self.assertEqual(
            self.wrong("echo /x/a.csv:3: FYP-341 甲; echo 'a.csv!表 1!C7: FYP-341'"
                       "; exit 4", exit=REJECTED, codes=["FYP-341"]), "")

    def test_counts_that_do_not_add_up(self):
        with sqlite3.connect(self.seed) as store:
            store.execute("UPDATE import SET same = 1")
        store.close()
        self.holds("9 rows, 10 accounted for", "true")

    def test_a_damaged_store(self):
        data = bytearray(self.seed.read_bytes())
        data[4096:4200] = bytes(104)
        self.seed.write_bytes(data)
        self.holds("integrity_check|DatabaseError", "true")

    def test_a_journal_left_behind(self):
        self.holds("journal", 'touch "$3-journal"')

    def test_a_second_time_that_is_refused(self):
        self.holds("taken in again: exit code 4",
                   "test -e seen && exit 4; touch seen", again=True)

    def test_a_step_that_fails(self):
        self.holds("trace: exit code 3, expected 0",
                   'test "$1" = trace && exit 3; true',
                   after=[Step(("trace", "x"))])

    def test_a_file_before_that_is_refused(self):
        self.holds(r"before\[0\]: exit code 3",
                   'case "$4" in *before0*) exit 3;; esac',
                   before=[lambda folder: text(folder, "b.csv", "乙\n")])

    def test_a_maker_that_fails(self):
        self.holds("could not be made", "true", make=lambda folder: 1 / 0)


class RandomTables(unittest.TestCase):
    """random_tables.judge, on figures that were read wrongly."""

    def wrong(self, stored, code=0, clean=True):
        scene = random_tables.Scene(random.Random(7))
        scene.truth = {("511111", "skills_training", 2024): Decimal("117")}
        scene.clean = clean
        ran = run_intake.Ran(code, "", 0, 0, [])
        return "; ".join(random_tables.judge(scene, ran, stored))

    def test_what_stands_in_the_table_passes(self):
        stored = {("511111", "skills_training", 2024): (117.0, 0)}
        self.assertEqual(self.wrong(stored), "")

    def test_a_refusal_passes_where_there_is_a_stumbling_block(self):
        self.assertEqual(self.wrong({}, code=3, clean=False), "")

    def test_a_refusal_of_a_table_without_one(self):
        self.assertIn("exit code 3, 0 of 1", self.wrong({}, code=3))

    def test_another_value(self):
        stored = {("511111", "skills_training", 2024): (118.0, 0)}
        self.assertIn("118.0 is stored, 117 stands", self.wrong(stored))

    def test_another_place(self):
        stored = {("511100", "skills_training", 2024): (117.0, 0)}
        self.assertIn("None stands", self.wrong(stored, clean=False))

    def test_a_crash(self):
        self.assertIn("exit code -11", self.wrong({}, code=-11, clean=False))


if __name__ == "__main__":
    unittest.main()
