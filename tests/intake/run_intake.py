#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the cases of this folder against the program itself.

    tests/intake/run_intake.py FYP SOURCE_ROOT [cases_x.py …] [--only TEXT]
    tests/intake/run_intake.py FYP SOURCE_ROOT --coverage

A case passes when the exit code is the expected one, the expected numbers
are told and no other error is, the figures in the store are the expected
ones to the last bit, and when in no way it took too long, too much memory,
crashed, or printed anything that a terminal would obey. A refused file must
leave the store as it was, byte for byte.

--coverage asks instead whether every entry of entries.py has a case. The
last line is "N passed, N failed". Standard library only.
"""

import argparse
import collections
import importlib.util
import os
import pathlib
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from case import REFUSED, REJECTED, Step  # noqa: E402
from entries import ENTRIES  # noqa: E402

ADDRESS_SPACE = 1_500_000_000  # bytes
NUMBER = re.compile(r"FYP-\d{3}")
STATUS = re.compile(r"^FYP_STATUS\((\w+), (\d+), (\w+),", re.M)
# What no message may hold, whatever stands in the file or its name.
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]")
CRASH = re.compile(r"Sanitizer|runtime error:|[Aa]ssertion|core dumped")
SEED = ("100000", "gdp_growth", 1951)
SEED_VALUE = 3.127
SEED_CSV = "地区,指标,年份,数值,来源\n100000,gdp_growth,1951,3.127,种子\n"

Ran = collections.namedtuple("Ran", "code out seconds megabytes command")


def figures(db):
    """What the store holds: place to (value, decimals)."""
    with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as store:
        rows = store.execute(
            "SELECT region, indicator, year, basis, value, decimals"
            " FROM figure").fetchall()
    store.close()
    return {(str(region), indicator, year)
            + (() if basis == "year" else (basis,)): (value, decimals)
            for region, indicator, year, basis, value, decimals in rows}


def sound(db):
    """What SQLite finds wrong with the store, and counts that do not add
    up: every row of a file is accounted for."""
    with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as store:
        for check in ("integrity_check", "foreign_key_check"):
            for row in store.execute("PRAGMA " + check):
                if row != ("ok",):
                    yield f"{check}: {row}"
        parts = [name for (name,) in store.execute(
            "SELECT name FROM pragma_table_info('import')") if name in
            ("added", "changed", "same", "missing", "rejected")]
        for row in store.execute(
                f"SELECT id, row_count, {' + '.join(parts)} FROM import"
                f" WHERE row_count <> {' + '.join(parts)}"):
            yield "import %d: %d rows, %d accounted for" % row
    store.close()


def last_import(db):
    """The counts of the latest import, by name; {} where there is none."""
    with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as store:
        store.row_factory = sqlite3.Row
        row = store.execute(
            "SELECT * FROM import ORDER BY id DESC LIMIT 1").fetchone()
    store.close()
    return dict(row) if row else {}


def in_a_process(make, folder):
    """make(folder) in a child, whose memory does not become the runner's:
    what a program is said to have used at most begins with its parent's."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reading)
            path = os.fsencode(make(folder))
            os.write(writing, path)
            status = 0
        except BaseException:  # the child must never go on as the runner
            traceback.print_exc(file=sys.stdout)
        finally:
            sys.stdout.flush()
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        path = pipe.read()
    if os.waitpid(child, 0)[1] != 0:
        raise RuntimeError("the file could not be made")
    return folder / os.fsdecode(path)


class Program:
    """The program under test, and what it is allowed to use."""

    def __init__(self, fyp, root):
        self.fyp = str(pathlib.Path(fyp).resolve())
        self.root = pathlib.Path(root).resolve()
        code = pathlib.Path(self.fyp).read_bytes()
        self.sanitized = b"__asan_" in code or b"__ubsan_" in code
        text = (self.root / "base/status.def").read_text(encoding="utf-8")
        self.errors = {f"FYP-{int(number):03d}"
                       for name, number, _ in STATUS.findall(text)
                       if name.startswith("E_")}
        self.known = {f"FYP-{int(number):03d}"
                      for _, number, _ in STATUS.findall(text)}

    def _limits(self):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if not self.sanitized:
            resource.setrlimit(
                resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))

    def run(self, arguments, folder, seconds, env=None):
        """Runs it to its end or to the time limit."""
        environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": str(folder), "LC_ALL": "C.UTF-8",
            "FYP_HOME": str(self.root), **(env or {})}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        limit = seconds * (8 if self.sanitized else 1)
        command = [self.fyp, *arguments]
        with tempfile.TemporaryFile() as out:
            began = time.monotonic()
            child = subprocess.Popen(
                command, cwd=folder, env=environment, stdout=out,
                stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                preexec_fn=self._limits)
            code, usage = _wait(child, began + limit)
            out.seek(0)
            text = out.read().decode("utf-8", "surrogateescape")
        return Ran(code, text, time.monotonic() - began,
                   usage.ru_maxrss / 1024, command)


def _wait(child, until):
    """Exit code (negative: the signal; None: out of time) and usage."""
    late = False
    while True:
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        if pid:
            child.returncode = os.waitstatus_to_exitcode(status)
            return (None if late else child.returncode), usage
        if time.monotonic() > until and not late:
            late = True
            child.send_signal(signal.SIGKILL)
        time.sleep(0.005)


def _told(program, ran, codes, says, never):
    """What is wrong with the words of one run."""
    numbers = set(NUMBER.findall(ran.out))
    if codes is None:
        codes = numbers
        if not numbers & program.errors:
            yield "no error is told"
    for code in codes:
        if code not in numbers:
            yield f"{code} is not told"
        if code not in program.known:
            yield f"{code} is not in base/status.def"
    for code in sorted((numbers & program.errors) - set(codes)):
        yield f"{code} is told, and not expected"
    for text in says:
        if text not in ran.out:
            yield f"does not say {text!r}"
    for text in never:
        if text in ran.out:
            yield f"says {text!r}"
    if OBEYED.search(ran.out):
        yield "prints control characters"
    if any("\udc80" <= c <= "\udcff" for c in ran.out):
        yield "prints what is not UTF-8"


def _behaved(program, ran, expected, limits):
    """What is wrong with the run itself."""
    seconds, megabytes = limits
    if ran.code is None:
        yield f"did not end within {seconds:g} s"
    elif ran.code < 0:
        yield f"killed by signal {-ran.code}"
    elif ran.code != expected:
        yield f"exit code {ran.code}, expected {expected}"
    if CRASH.search(ran.out):
        yield "crashed: " + CRASH.search(ran.out).group()
    if not program.sanitized and ran.megabytes > megabytes:
        yield f"used {ran.megabytes:.0f} MB, at most {megabytes} allowed"


def _places(program, ran, name):
    """Each rejected row is told with its file and its line or cell."""
    place = re.compile(r"(:\d+|!.+![A-Z]*\d+)$")
    for line in ran.out.splitlines():
        found = NUMBER.search(line)
        if found and found.group() in program.errors:
            before = line[:found.start()].rstrip(": ")
            named = name in before or not name.isprintable()
            if not named or not place.search(before):
                yield f"told without its place: {line[:200]!r}"


def _differences(stored, expected):
    """Cell by cell, in both directions."""
    for place in sorted(set(stored) | set(expected), key=repr):
        if place not in stored:
            yield f"{place}: {expected[place]!r} is not stored"
        elif place not in expected:
            yield f"{place}: {stored[place][0]!r} is stored, unexpected"
        else:
            value, decimals = stored[place]
            wanted = expected[place]
            if value != float(wanted):
                yield f"{place}: {value!r} is stored, expected {wanted!r}"
            elif isinstance(wanted, str):
                asked = len(wanted.partition(".")[2])
                if decimals != asked:
                    yield (f"{place}: {decimals} decimals, "
                           f"expected {asked} ({wanted})")


class Running:
    """One case, in its folder."""

    def __init__(self, program, case, folder):
        self.program, self.case, self.folder = program, case, folder
        self.db = folder / "fyp.db"
        self.runs = []
        self.file = None

    def command(self, arguments, folder, env=None):
        ran = self.program.run(arguments, folder, self.case.seconds, env)
        self.runs.append(ran)
        return ran

    def take_in(self, path, options, folder, env=None):
        return self.command(
            ["import", "--db", str(self.db), *options, str(path)], folder, env)

    def before(self):
        for number, item in enumerate(self.case.before):
            item, options = item if isinstance(item, tuple) else (item, ())
            room = self.folder / f"before{number}"
            room.mkdir()
            path = in_a_process(item, room) if callable(item) else item
            ran = self.take_in(path, options, room)
            if ran.code not in (0, 4):
                yield f"before[{number}]: exit code {ran.code}"

    def the_import(self):
        case = self.case
        room = self.folder / "sent"
        room.mkdir()
        self.file = in_a_process(case.make, room)
        was = self.db.read_bytes() if self.db.exists() else None
        ran = self.take_in(self.file, case.options, room, case.env)
        yield from _behaved(self.program, ran, case.exit,
                            (case.seconds, case.megabytes))
        yield from _told(self.program, ran, case.codes, case.says, case.never)
        if case.exit == REJECTED:
            shown = os.path.basename(os.fsdecode(self.file))
            yield from _places(self.program, ran, shown)
        if case.exit == REFUSED and self.db.read_bytes() != was:
            yield "the file was refused, and yet the store has changed"
        if case.again:
            yield from self._again(room)

    def _again(self, room):
        was = figures(self.db)
        ran = self.take_in(self.file, self.case.options, room, self.case.env)
        if ran.code != 0 or figures(self.db) != was:
            yield f"taken in again: exit code {ran.code}, or other figures"

    def after(self):
        words = {"db": str(self.db), "file": str(self.file),
                 "folder": str(self.folder)}
        for step in self.case.after:
            assert isinstance(step, Step)
            arguments = [re.sub(r"\{(db|file|folder)\}",
                                lambda m: words[m.group(1)], str(a))
                         for a in step.arguments]
            ran = self.command(arguments, self.folder, self.case.env)
            what = arguments[0]
            for wrong in _behaved(self.program, ran, step.exit,
                                  (self.case.seconds, self.case.megabytes)):
                yield f"{what}: {wrong}"
            for wrong in _told(self.program, ran, step.codes, step.says,
                               step.never):
                yield f"{what}: {wrong}"

    def store(self):
        case = self.case
        if pathlib.Path(f"{self.db}-journal").exists():
            yield "a journal is left beside the store"
        if not self.db.exists():
            if case.figures or case.count:
                yield "there is no store"
            return
        yield from sound(self.db)
        stored = figures(self.db)
        if stored.pop(SEED, None) and self.seeded is False:
            yield "holds the seed"
        if case.figures is not None:
            yield from _differences(stored, case.figures)
        if case.count is not None and len(stored) != case.count:
            yield f"{len(stored)} figures, expected {case.count}"
        if case.exit != REFUSED:
            yield from self._counts()

    def _counts(self):
        counts = last_import(self.db)
        for name in ("rejected", "missing"):
            wanted = getattr(self.case, name)
            if wanted is not None and counts.get(name) != wanted:
                yield f"{name}: {counts.get(name)}, expected {wanted}"

    def all(self, seed):
        """Everything that is wrong with this case."""
        self.seeded = self.case.exit == REFUSED and not self.case.before
        if self.seeded:
            shutil.copy(seed, self.db)
        try:
            for part in (self.before, self.the_import, self.after, self.store):
                yield from part()
        except (RuntimeError, OSError, sqlite3.Error, ValueError) as reason:
            yield f"{type(reason).__name__}: {reason}"


def modules(names):
    """The modules of cases, loaded."""
    paths = [HERE / pathlib.Path(name).name for name in names] or sorted(
        HERE.glob("cases_*.py"))
    for path in paths:
        spec = importlib.util.spec_from_file_location(path.stem, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield module


def show(text, lines=12):
    for line in text.splitlines()[:lines]:
        # a failing program may print anything; the log stays readable
        print("    | " + line.encode("utf-8", "backslashreplace").decode()[:300])


def seed_store(program, folder):
    """A store with one figure: what a refused file must leave as it is."""
    path = folder / "seed.csv"
    path.write_text(SEED_CSV, encoding="utf-8")
    db = folder / "seed.db"
    ran = program.run(["import", "--db", str(db), str(path)], folder, 20)
    if ran.code != 0 or figures(db)[SEED][0] != SEED_VALUE:
        sys.exit(f"the program takes in nothing at all:\n{ran.out}")
    return db


def run_cases(program, found, only):
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="intake-") as top:
        seed = seed_store(program, pathlib.Path(top))
        for module, case in found:
            label = f"{module} {'/'.join(map(str, case.entries()))} {case.name}"
            if only and only not in label:
                continue
            folder = pathlib.Path(top) / "case"
            folder.mkdir()
            running = Running(program, case, folder)
            wrong = list(running.all(seed))
            passed, failed = passed + (not wrong), failed + bool(wrong)
            print("ok" if not wrong else "not ok", passed + failed, label)
            for line in wrong[:8]:
                print("  # " + line)
            if wrong:
                for ran in running.runs[len(case.before):]:
                    show(" ".join(["fyp", *ran.command[1:]]))
                    show(ran.out)
            _remove(folder)
            sys.stdout.flush()
    return passed, failed


def _remove(folder):
    """Also folders that a case has made unreadable."""
    for path, folders, _ in os.walk(folder):
        for name in folders:
            if not os.path.islink(os.path.join(path, name)):
                os.chmod(os.path.join(path, name), 0o700)
    shutil.rmtree(folder)


def coverage(found):
    """Every entry has a case."""
    covered = {entry for _, case in found for entry in case.entries()}
    passed = failed = 0
    for entry, words in ENTRIES.items():
        good = entry in covered
        passed, failed = passed + good, failed + (not good)
        print("ok" if good else "not ok", entry, words)
    for entry in sorted(covered - set(ENTRIES) - {0}):
        failed += 1
        print("not ok", entry, "is the entry of a case, and not in the list")
    return passed, failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("fyp")
    parser.add_argument("root")
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--only", help="cases whose name holds this text")
    parser.add_argument("--coverage", action="store_true")
    arguments = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    found = [(module.__name__.removeprefix("cases_"), case)
             for module in modules(arguments.modules)
             for case in module.CASES]
    if arguments.coverage:
        passed, failed = coverage(found)
    else:
        passed, failed = run_cases(
            Program(arguments.fyp, arguments.root), found, arguments.only)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
