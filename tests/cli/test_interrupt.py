# SPDX-License-Identifier: GPL-3.0-or-later
"""An import that is interrupted leaves the store as it was.

    /usr/bin/python3 tests/cli/test_interrupt.py FYP SOURCE_ROOT

The program runs on a terminal of its own, as a person would have it: the
progress bar is seen, then Ctrl-C is typed, once or twice, or the program is
told to end, or killed. Standard library only.
"""

import os
import pathlib
import pty
import select
import signal
import sqlite3
import sys
import tempfile
import time
import unittest

FYP = ""
ROOT = pathlib.Path()
PUBLISHED = "data/samples/guangdong_2016-2020_published.csv"
ROWS = 400_000
PATIENCE = 120  # seconds without a word: something hangs


def write_big(path):
    with open(path, "w", encoding="utf-8") as out:
        out.write("region,indicator,year,value,unit,source\n")
        for number in range(ROWS):
            out.write(f"{510000000000 + number},skills_training,2021,"
                      f"{number % 9000},人次,test\n")


class Terminal:
    """One run of the program on a terminal."""

    def __init__(self, *arguments):
        self.text = ""
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.execv(FYP, [FYP, *map(str, arguments)])

    def read(self):
        """What has been written since; None at the end."""
        if not select.select([self.terminal], [], [], PATIENCE)[0]:
            raise TimeoutError(self.text)
        try:
            got = os.read(self.terminal, 65536)
        except OSError:  # the other side is closed
            return None
        self.text += got.decode(errors="replace")
        return got or None

    def until(self, words):
        while words not in self.text:
            if self.read() is None:
                raise AssertionError(f"ended before {words!r}: {self.text}")

    def end(self):
        while self.read() is not None:
            pass
        os.close(self.terminal)
        status = os.waitpid(self.pid, 0)[1]
        return os.waitstatus_to_exitcode(status)


class Interrupt(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="fyp-interrupt.")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.big = self.folder / "big.csv"
        self.store = self.folder / "store.db"
        write_big(self.big)
        first = Terminal("import", "--db", self.store, ROOT / PUBLISHED)
        self.assertEqual(first.end(), 0, first.text)
        self.before = self.store.read_bytes()

    def start(self):
        """An import whose first rows are on their way."""
        run = Terminal("import", "--db", self.store, self.big)
        run.until("% ")
        return run

    def assert_untouched(self):
        self.assertEqual(self.store.read_bytes(), self.before)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()),
                         ["big.csv", "store.db"])

    def test_ctrl_c_stops_with_130_and_changes_nothing(self):
        run = self.start()
        os.write(run.terminal, b"\x03")
        self.assertEqual(run.end(), 130, run.text)
        self.assertIn("FYP-014", run.text)
        self.assert_untouched()

    def test_what_was_stopped_can_be_done_again(self):
        run = self.start()
        os.write(run.terminal, b"\x03")
        self.assertEqual(run.end(), 130, run.text)
        again = Terminal("import", "--db", self.store, self.big)
        self.assertEqual(again.end(), 0, again.text)
        with sqlite3.connect(self.store) as db:
            stored, = db.execute(
                "SELECT count(*) FROM current_figure").fetchone()
        self.assertGreater(stored, ROWS)

    def test_told_to_end_it_stops_with_143_and_changes_nothing(self):
        run = self.start()
        os.kill(run.pid, signal.SIGTERM)
        self.assertEqual(run.end(), 143, run.text)
        self.assertIn("FYP-014", run.text)
        self.assert_untouched()

    def assert_sound_after(self, *strokes):
        """Ended at once: SQLite undoes the rest when next asked."""
        run = self.start()
        for stroke in strokes:
            stroke(run)
            time.sleep(0.01)
        self.assertIn(run.end(), (130, -signal.SIGINT, -signal.SIGKILL))
        with sqlite3.connect(self.store) as db:
            self.assertEqual(
                db.execute("PRAGMA integrity_check").fetchone(), ("ok",))
            self.assertEqual(
                db.execute("SELECT count(*) FROM import").fetchone(), (1,))

    def test_ctrl_c_twice_leaves_a_sound_store(self):
        self.assert_sound_after(lambda run: os.write(run.terminal, b"\x03"),
                                lambda run: os.write(run.terminal, b"\x03"))

    def test_killed_it_leaves_a_sound_store(self):
        self.assert_sound_after(lambda run: os.kill(run.pid, signal.SIGKILL))


if __name__ == "__main__":
    FYP = os.path.abspath(sys.argv[1])
    ROOT = pathlib.Path(sys.argv[2]).resolve()
    unittest.main(argv=[sys.argv[0], "-v"])
