# SPDX-License-Identifier: GPL-3.0-or-later
"""One file as an office sends it, and what the program must do with it.

A module cases_*.py holds a list CASES of these; run_intake.py runs each in a
folder and with a store of its own:

    CASES = [
        Case(entry=34, name="GBK without a byte order mark",
             make=lambda folder: text(folder, "甲.csv", ROWS, "gb18030"),
             exit=0, codes=["FYP-710"],
             figures={("510604", "minimum_wage", 2023): 2137}),
    ]

`text` below writes a text file; make_xlsx.py writes workbooks.
"""

import dataclasses
import pathlib
import typing

Make = typing.Callable[[pathlib.Path], typing.Union[pathlib.Path, str, bytes]]

DONE = 0
USAGE = 2
REFUSED = 3  # nothing of the file is stored
REJECTED = 4  # some of its rows are rejected


@dataclasses.dataclass(frozen=True)
class Step:
    """A command that follows the import. {db}, {file} and {folder} in its
    arguments are replaced, as in ("history", "--db", "{db}")."""

    arguments: typing.Sequence[str]
    exit: int = DONE
    codes: typing.Sequence[str] = ()
    says: typing.Sequence[str] = ()
    never: typing.Sequence[str] = ()


@dataclasses.dataclass(frozen=True)
class Case:
    # Number in the list of entries (entries.py), or several; 0: a clean file.
    entry: typing.Union[int, typing.Sequence[int]]
    name: str
    # Writes the file into the folder and returns its path (relative: to the
    # folder). It runs in a process of its own and may be as large as it likes.
    # The program runs in that folder, so that options may name other files.
    make: Make
    exit: int
    # Numbers that must be told. Those of errors (E_…) must be complete: one
    # that is told and not listed fails. Warnings may be left out. None: some
    # error is told, whichever.
    codes: typing.Optional[typing.Sequence[str]] = ()
    # All figures in the store at the end, or None: whatever they are.
    # (region, indicator, year) for figures of one year, and
    # (region, indicator, year, "to_date") for totals to date. A number must be
    # equal to the last bit; a text such as "96.50" asks for two decimals too.
    figures: typing.Optional[dict] = None
    options: typing.Sequence[str] = ()  # of import, before the file name
    # Rows that the import rejected, and figures it declared missing.
    rejected: typing.Optional[int] = None
    missing: typing.Optional[int] = None
    # Files taken in first, each of which must succeed: functions like make,
    # paths, or pairs (one of them, options).
    before: typing.Sequence = ()
    env: typing.Optional[dict] = None  # added to the environment
    says: typing.Sequence[str] = ()  # texts that import must print
    never: typing.Sequence[str] = ()  # texts that it must not
    after: typing.Sequence[Step] = ()  # figures are looked at after these
    again: bool = False  # the same file once more changes nothing
    count: typing.Optional[int] = None  # of figures, where they are too many
    seconds: float = 20
    megabytes: int = 150  # resident, at most

    def entries(self):
        """The numbers of the entries that this case is for."""
        return (self.entry,) if isinstance(self.entry, int) else self.entry


def text(folder, name, content, encoding="utf-8"):
    """Writes a text (or rows of cells, joined by commas) without touching
    its line ends."""
    if not isinstance(content, str):
        content = "".join(",".join(map(str, row)) + "\n" for row in content)
    path = pathlib.Path(folder) / name
    path.write_bytes(content.encode(encoding))
    return path


def raw(folder, name, content):
    """Writes bytes."""
    path = pathlib.Path(folder) / name
    path.write_bytes(content)
    return path
