#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the corpus of a fuzz target and gives it to the target.

    run_corpus.py TARGET KIND                 replay all of it
    run_corpus.py TARGET KIND --seconds 60    then let libFuzzer go on
    run_corpus.py - KIND --keep FOLDER        only make the files

The corpus is what the cases in tests/intake send: whole files for zip, xls
and text, the sheets and the shared strings inside them for sheet and strings; a
few files are cut and damaged besides. Nothing is kept in the tree.
"""

import argparse
import csv
import importlib
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import zipfile
import zlib

INTAKE = pathlib.Path(__file__).resolve().parent.parent / "intake"
sys.path.insert(0, str(INTAKE))
FILE_MAX = 300_000  # bytes; large files are for the cases themselves
TOO_LARGE = {4, 6, 21, 42}  # entries whose files take long to make
SLOW = {"index_circle", "many_merges", "tall_merges", "wide_and_tall"}
NUMBERS = ["96.5", "９６．５％", "1,234.5", "12,34", "－３", "1e5", "0x10",
           "約95", "1万2千", "3亿", "965‰", "\u200b7\u00a0", "90-95", "١٢"]


def cases(module):
    """The files of the cases of one module, as bytes; made once each."""
    if not (INTAKE / (module + ".py")).exists():
        return
    for case in importlib.import_module(module).CASES:
        entry = case.entry if isinstance(case.entry, int) else case.entry[0]
        if entry in TOO_LARGE or case.make.__name__ in SLOW:
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / os.fsdecode(
                case.make(pathlib.Path(folder)))
            if path.is_file() and path.stat().st_size <= FILE_MAX:
                yield path.read_bytes()


def members(data, wanted):
    """Parts of a workbook, also of one that zipfile would not open."""
    try:
        with tempfile.TemporaryFile() as file:
            file.write(data)
            with zipfile.ZipFile(file) as archive:
                for name in archive.namelist():
                    info = archive.getinfo(name)
                    if wanted in name and info.file_size <= FILE_MAX:
                        yield archive.read(name)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError,
            ValueError, EOFError, zlib.error):
        return


def damaged(files):
    """The files, and a few of them with a byte changed or the end lost."""
    chance = random.Random(11)
    for data in files:
        yield data
        if data and chance.random() < 0.5:
            at = chance.randrange(len(data))
            yield data[:at]
            yield data[:at] + bytes([chance.randrange(256)]) + data[at + 1:]


def corpus(kind):
    if kind == "zip":
        yield from damaged(cases("cases_containers"))
    elif kind == "xls":
        yield from damaged(cases("cases_xls"))
    elif kind in ("sheet", "strings"):
        wanted = {"sheet": "worksheets/", "strings": "sharedStrings"}[kind]
        parts = {part for data in cases("cases_containers")
                 for part in members(data, wanted)}
        yield from damaged(sorted(parts))
    elif kind == "text":
        yield from damaged(cases("cases_text"))
        yield from damaged(["地区,指标,年份,数值\n\"罗江\n区\",x,2021,1\n".encode()])
    else:
        cells = {cell for data in cases("cases_numbers")
                 for row in csv.reader(data.decode("utf-8", "replace")
                                       .replace("\0", "").splitlines())
                 for cell in row}
        yield from damaged(text.encode()
                           for text in NUMBERS + sorted(cells))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("target")
    options.add_argument("kind")
    options.add_argument("--seconds", type=int, default=0)
    options.add_argument("--keep")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or scratch
        os.makedirs(folder, exist_ok=True)
        count = 0
        for count, data in enumerate(corpus(given.kind), 1):
            pathlib.Path(folder, "%04d" % count).write_bytes(data)
        if given.target == "-":
            return 0
        command = [given.target, folder]
        if given.seconds:
            command += ["-max_total_time=%d" % given.seconds,
                        "-timeout=20", "-rss_limit_mb=1024", "-max_len=65536",
                        "-artifact_prefix=%s/" % folder]
        ran = subprocess.run(command, check=False)
        good = ran.returncode == 0
        print("%s: %d files" % (given.kind, count))
        print("%d passed, %d failed" % (good, not good))
        return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
