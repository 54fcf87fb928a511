# SPDX-License-Identifier: GPL-3.0-or-later
"""One table saved in two formats says the same: LibreOffice saves clean .xlsx
files as .xls, and every cell that the reader of .xls gives, with its row, its
column and its marks, is held against what the reader of .xlsx gives of the
file that it came from.

    /usr/bin/python3 tests/cli/test_xls.py SHOW_CELLS SOURCE_ROOT

Without LibreOffice all of it is skipped. Standard library only.
"""

import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

SHOW_CELLS = ""
OFFICE = shutil.which("soffice")


def cells(path):
    """What a reader gives: one line a cell."""
    ran = subprocess.run([SHOW_CELLS, str(path)], capture_output=True,
                         encoding="utf-8", check=False, timeout=60)
    if ran.returncode != 0:
        raise AssertionError(f"{path.name}: {ran.stderr}")
    return ran.stdout.splitlines()


def convert(files, folder):
    subprocess.run(
        [OFFICE, f"-env:UserInstallation=file://{folder}/profile",
         "--headless", "--convert-to", "xls:MS Excel 97", "--outdir",
         str(folder), *map(str, files)], capture_output=True, check=True,
        timeout=300)


def number(chance):
    """A number as tables hold them: whole, of few decimals, or any."""
    value = chance.choice([
        lambda: chance.randrange(-10**6, 10**10),
        lambda: round(chance.uniform(-1000, 1000), chance.randrange(5)),
        lambda: chance.uniform(-1, 1) * 10.0 ** chance.randrange(-12, 13),
        lambda: chance.choice([0, 0.1, -0.5, 536870911, 536870912,
                               -536870912, -536870913, 5368709.11, 1e15])])()
    return value if value != 0 else 0


def word(chance):
    return "".join(chance.choices("ab é罗江区　\U00020BB7·%，", k=chance.choice(
        [1, 3, 9, 40, 300, 9000 if chance.random() < 0.02 else 12]))).strip(
        ) or "x"


def random_sheets(seed, made):
    """Sheets of numbers, texts, dates, shares, formulas, hidden and merged
    cells; LibreOffice does not calculate the formulas again."""
    chance = random.Random(seed)
    sheets = []
    for index in range(chance.randrange(1, 4)):
        rows = []
        for _ in range(chance.randrange(1, 120)):
            row = [one_cell(chance, made)
                   for _ in range(chance.randrange(1, 30))]
            rows.append(made.Row(row, hidden=chance.random() < 0.1))
        sheets.append(made.Sheet(
            f"表{index}", rows, merges=["AF1:AG2", "A130:C131"],
            hidden_columns=[3] if chance.random() < 0.5 else [],
            state="hidden" if index == 2 else None))
    return sheets


def one_cell(chance, made):
    kind = chance.randrange(9)
    if kind < 3:
        return number(chance)
    if kind < 5:
        return word(chance)
    if kind == 5:
        return made.Cell(chance.randrange(1, 10**5) / 10**4,
                         chance.choice(["percent", "percent2",
                                        "custom_percent"]))
    if kind == 6:
        return made.Cell(chance.randrange(61, 73000),
                         chance.choice(["date", "chinese_date"]))
    if kind == 7:
        value = chance.randrange(1, 10**5) / 4
        return made.Cell(value, formula=f"{value!r}+0")
    # no truth values: LibreOffice saves them as formulas, =TRUE()
    return chance.choice([None, made.Cell("#DIV/0!", formula="1/0",
                                          type="e")])


class Xls(unittest.TestCase):
    """All files are saved in one run of LibreOffice."""

    @classmethod
    def setUpClass(cls):
        import clean_tables
        import cases_clean
        import make_xlsx
        cls.scratch = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.scratch.name)
        files = []
        for index, table in enumerate(clean_tables.TABLES):
            table.file = f"table{index}"
            files.append(clean_tables.as_workbook(table, cls.folder))
        for index in range(12):
            files.append(make_xlsx.workbook(
                random_sheets(index, make_xlsx), folder=cls.folder,
                name=f"random{index}.xlsx", date1904=index == 5))
        files.append(cases_clean.two_sheets(cls.folder))
        files.append(cases_clean.long_sheet()(cls.folder))
        cls.files = [pathlib.Path(file) for file in files]
        convert(cls.files, cls.folder)

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def test_every_cell_is_the_same_in_both_formats(self):
        compared = 0
        for file in self.files:
            with self.subTest(file=file.name):
                expected = cells(file)
                found = cells(file.with_suffix(".xls"))
                compared += len(expected)
                for number, (a, b) in enumerate(zip(expected, found)):
                    self.assertEqual(a, b, f"{file.name}, line {number}")
                self.assertEqual(len(expected), len(found))
        self.assertGreater(compared, 5000)

    def test_the_files_are_of_the_old_format(self):
        for file in self.files:
            head = file.with_suffix(".xls").read_bytes()[:8]
            self.assertEqual(head.hex(), "d0cf11e0a1b11ae1", file.name)


if __name__ == "__main__":
    SHOW_CELLS = sys.argv[1]
    sys.path.insert(0, str(pathlib.Path(sys.argv[2]) / "tests" / "intake"))
    del sys.argv[1:3]
    if OFFICE is None:
        print("soffice is not installed")
        sys.exit(77)  # meson: skipped
    unittest.main()
