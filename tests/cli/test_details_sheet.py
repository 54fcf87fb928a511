# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet 指标详情 and the forecasts on the sheet 数据, read again: a block
an indicator with chart, finding and chain on pages that cut none of them;
forecasts that are those of `fyp outlook` and come only after the evaluated
year.

    /usr/bin/python3 tests/cli/test_details_sheet.py FYP SOURCE_ROOT

Standard library only.
"""

import json
import pathlib
import posixpath
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

FYP = ""
ROOT = pathlib.Path()
BOOK = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = ("{http://schemas.openxmlformats.org/drawingml/2006/"
           "spreadsheetDrawing}")
TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LINK = ("{http://schemas.openxmlformats.org/officeDocument/2006/"
        "relationships}")
DETAILS, DATA = "指标详情", "数据"
FORECAST, LOW, HIGH = "预测值", "预测下限（80%）", "预测上限（80%）"
NEVER_SCORED = "只作参考，不计入得分"
# plan, year: a first year, two figures, mid-term, a year before the last
# one, the last one, a plan without figures
REPORTS = [("luojiang-2021", 2021), ("luojiang-2021", 2023),
           ("luojiang-2021", 2025), ("huzhong-2021", 2022),
           ("yongji-2021", 2024), ("yangjiang-2021", 2023),
           ("leshan-2023", 2024), ("guangdong-2016", 2018)]


def run(*arguments):
    return subprocess.run([FYP, *map(str, arguments)], capture_output=True,
                          encoding="utf-8", check=False)


def place(reference):
    letters, row = re.fullmatch("([A-Z]+)([0-9]+)", reference).groups()
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return int(row) - 1, number - 1


class Workbook:
    """Cells, breaks and charts of a workbook, by the name of the sheet."""

    def __init__(self, path):
        self.book = zipfile.ZipFile(path)
        self.strings = [
            "".join(t.text or "" for t in item.iter(BOOK + "t"))
            for item in self.xml("xl/sharedStrings.xml").iter(BOOK + "si")]
        self.names = [s.get("name") for s in
                      self.xml("xl/workbook.xml").iter(BOOK + "sheet")]

    def xml(self, part):
        return ElementTree.fromstring(self.book.read(part))

    def sheet(self, name):
        return f"xl/worksheets/sheet{self.names.index(name) + 1}.xml"

    def cells(self, name):
        found = {}
        for cell in self.xml(self.sheet(name)).iter(BOOK + "c"):
            value = cell.find(BOOK + "v")
            if value is not None:
                found[place(cell.get("r"))] = (
                    self.strings[int(value.text)] if cell.get("t") == "s"
                    else value.text if cell.get("t") == "str"
                    else float(value.text))
        return found

    def breaks(self, name):
        """Rows that begin a page, from 0."""
        return [int(b.get("id")) for b in
                self.xml(self.sheet(name)).iter(BOOK + "brk")]

    def targets(self, part):
        folder, file = posixpath.split(part)
        links = f"{folder}/_rels/{file}.rels"
        if links not in self.book.namelist():
            return {}
        return {r.get("Id"): posixpath.normpath(
            posixpath.join(folder, r.get("Target")))
            for r in self.xml(links) if r.get("TargetMode") != "External"}

    def charts(self, name):
        """Row of each chart from 0, last row, alternative text, XML."""
        found = []
        for drawing in self.targets(self.sheet(name)).values():
            if "/drawings/" not in drawing:
                continue
            targets = self.targets(drawing)
            for anchor in self.xml(drawing).iter(DRAWING + "twoCellAnchor"):
                rows = [int(anchor.find(f"{DRAWING}{end}/{DRAWING}row").text)
                        for end in ("from", "to")]
                told = anchor.find(f".//{DRAWING}cNvPr").get("descr")
                link = anchor.find(f".//{CHART}chart").get(LINK + "id")
                found.append((rows[0], rows[1], told,
                              self.xml(targets[link])))
        return sorted(found, key=lambda chart: chart[0])


def rich(element):
    return "".join(t.text or "" for t in element.iter(TEXT + "t"))


class DetailsSheet(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.kept.cleanup)
        cls.folder = pathlib.Path(cls.kept.name)
        cls.db = cls.folder / "fyp.db"
        done = run("import", "--db", cls.db,
                   *sorted((ROOT / "data/samples").glob("*.csv")))
        assert done.returncode == 0, done.stderr
        cls.books = {}
        for plan, year in REPORTS:
            path = cls.folder / f"{plan}-{year}.xlsx"
            done = run("report", plan, "--year", year, "--db", cls.db,
                       "-o", path)
            assert done.returncode == 0, done.stderr
            cls.books[plan, year] = Workbook(path)

    def json(self, *arguments):
        done = run(*arguments, "--db", self.db, "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def evaluated(self, plan, year):
        return self.json("evaluate", plan, "--year", year)["indicators"]

    def data_rows(self, plan, year):
        """[{header: value}] of the sheet of the data; nothing for "—"."""
        cells = self.books[plan, year].cells(DATA)
        heads = {c: v for (r, c), v in cells.items() if r == 0}
        rows = {}
        for (row, column), value in cells.items():
            if row > 0 and value != "—":
                rows.setdefault(row, {})[heads[column]] = value
        return [rows[r] for r in sorted(rows)]

    # --- forecasts ---

    def test_forecasts_of_the_last_year_are_those_of_outlook(self):
        compared = 0
        for plan, year in REPORTS:
            rows = self.data_rows(plan, year)
            if year == max(int(r["年度"]) for r in rows):
                self.assertFalse(any(FORECAST in r for r in rows))
                continue
            said = self.json("outlook", plan, "--year", year)
            last = {r["代码"]: r for r in rows
                    if r["年度"] == said["end"] and "参照" not in r["指标"]}
            for indicator in said["indicators"]:
                row = last[indicator["code"]]
                if indicator["chosen"] is None:
                    self.assertNotIn(FORECAST, row)
                    continue
                model = indicator["models"][indicator["chosen"]]
                for head, key in ((FORECAST, "value"), (LOW, "low80"),
                                  (HIGH, "high80")):
                    if model[key] is None:
                        self.assertNotIn(head, row)
                    else:
                        self.assertAlmostEqual(
                            row[head], model[key],
                            delta=1e-12 * max(1, abs(model[key])))
                        compared += 1
        self.assertGreater(compared, 100)

    def test_a_forecast_lies_within_its_interval_in_later_years_only(self):
        for plan, year in REPORTS:
            for row in self.data_rows(plan, year):
                if FORECAST not in row:
                    self.assertNotIn(LOW, row)
                    self.assertNotIn(HIGH, row)
                    continue
                self.assertGreater(row["年度"], year)
                self.assertNotIn("当年数值", row)
                self.assertNotIn("评估值", row)
                self.assertIn("预测", row["数据情况"])
                self.assertEqual(LOW in row, HIGH in row)
                if LOW in row:
                    self.assertLessEqual(row[LOW], row[FORECAST])
                    self.assertGreaterEqual(row[HIGH], row[FORECAST])

    def test_a_forecast_of_made_up_figures_is_called_so(self):
        rows = self.data_rows("luojiang-2021", 2023)
        states = {r["数据情况"] for r in rows if FORECAST in r}
        self.assertEqual(states, {"评估年以后，只有据示例数据的预测"})

    def test_later_figures_change_no_forecast(self):
        path = self.folder / "later.csv"
        path.write_text(
            "地区,指标,年份,数值,单位,来源\n"
            + "".join(f"510604,rehabilitation_coverage,{y},{v},%,x\n"
                      for y, v in ((2021, 86.1), (2022, 86.9), (2023, 88.2))),
            encoding="utf-8")
        more = self.folder / "more.csv"
        more.write_text("地区,指标,年份,数值,单位,来源\n"
                        "510604,rehabilitation_coverage,2024,31.7,%,x\n",
                        encoding="utf-8")
        found = []
        for name, files in (("before", [path]), ("after", [path, more])):
            db = self.folder / f"{name}.db"
            out = self.folder / f"{name}.xlsx"
            run("import", "--db", db, *files)
            self.assertEqual(run("report", "luojiang-2021", "--year", 2023,
                                 "--db", db, "-o", out).returncode, 0)
            self.books["luojiang-2021", name] = Workbook(out)
            found.append([r for r in self.data_rows("luojiang-2021", name)
                          if FORECAST in r])
        self.assertEqual(found[0], found[1])
        states = {r["数据情况"] for r in found[0]
                  if r["代码"] == "rehabilitation_coverage"}
        self.assertEqual(states, {"评估年以后，只有预测"})

    # --- blocks ---

    def heads(self, plan, year):
        """{row: number and name} of the blocks."""
        cells = self.books[plan, year].cells(DETAILS)
        return {row: text for (row, column), text in cells.items()
                if column == 0 and (row, 4) in cells}

    def test_every_indicator_has_its_block_with_status_and_score(self):
        for plan, year in REPORTS:
            book = self.books[plan, year]
            self.assertNotIn("趋势", book.names)
            cells = book.cells(DETAILS)
            heads = self.heads(plan, year)
            items = self.evaluated(plan, year)
            self.assertEqual(len(heads), len(items))
            for (row, text), item in zip(sorted(heads.items()), items):
                self.assertTrue(
                    text.startswith(f"{item['no']} {item['name']}"), text)
                self.assertRegex(cells[row, 3], "^[✔▲●▼○—？] ")
                self.assertEqual("没有得分" in cells[row, 4],
                                 item["score"] is None)

    def test_a_block_goes_from_chart_and_finding_to_the_chain(self):
        for plan, year in REPORTS:
            book = self.books[plan, year]
            cells = book.cells(DETAILS)
            heads = sorted(self.heads(plan, year))
            charts = {c[0]: c for c in book.charts(DETAILS)}
            for row, end in zip(heads, heads[1:] + [10 ** 6]):
                finding = row + 2 if row + 1 in charts else row + 1
                self.assertIn("目标", cells[finding, 0])
                if row + 1 in charts:
                    self.assertIn(cells[finding, 0], charts[row + 1][2])
                else:
                    self.assertIn("没有任何数据", cells[finding, 0])
                parts = [cells.get((r, 0)) for r in range(finding + 1, end)
                         if (r, 1) in cells]
                self.assertEqual(parts[0], "用到的数")
                self.assertIn("状态", parts)
                self.assertIn("得分", parts)
            self.assertEqual(
                len(charts), len([r for r in heads if r + 1 in charts]))

    def test_no_page_ends_inside_of_a_head_or_a_chart(self):
        for plan, year in REPORTS:
            book = self.books[plan, year]
            breaks = set(book.breaks(DETAILS))
            self.assertEqual(len(breaks), len(book.breaks(DETAILS)))
            for first, last, _, _ in book.charts(DETAILS):
                self.assertEqual(first, last)   # all of it in one row
                for row in (first, first + 1):
                    self.assertNotIn(row, breaks)

    # --- charts ---

    def columns(self, plan, year):
        cells = self.books[plan, year].cells(DATA)
        return {c: v for (r, c), v in cells.items() if r == 0}

    def series(self, plan, year, chart):
        """Header of the column, dash, marker of each series."""
        heads = self.columns(plan, year)
        found = []
        for one in chart.iter(CHART + "ser"):
            formula = one.find(f"{CHART}val//{CHART}f").text
            column = place(formula.split("!")[1].split(":")[0]
                           .replace("$", ""))[1]
            line = one.find(CHART + "spPr/" + TEXT + "ln")
            dash = line.find(TEXT + "prstDash")
            symbol = one.find(f"{CHART}marker/{CHART}symbol")
            found.append((
                heads[column],
                "none" if line.find(TEXT + "noFill") is not None
                else "solid" if dash is None else dash.get("val"),
                "none" if symbol is None else symbol.get("val")))
        return found

    def test_charts_are_labelled_and_no_two_lines_look_alike(self):
        seen = set()
        for plan, year in REPORTS:
            book = self.books[plan, year]
            for _, _, told, chart in book.charts(DETAILS):
                lines = self.series(plan, year, chart)
                self.assertLessEqual(len(lines), 6)
                looks = [l[1:] for l in lines if l[0] != LOW]
                self.assertEqual(len(looks), len(set(looks)), lines)
                seen.update(line[0] for line in lines)
                axes = [rich(t) for a in ("catAx", "valAx")
                        for t in chart.iter(CHART + a)]
                self.assertEqual(axes[0], "年份")
                self.assertRegex(axes[1], "^(数值|规划期累计|各年平均)")
                self.assertTrue(told.strip())
                self.assertIsNotNone(chart.find(f".//{CHART}title"))
        self.assertLessEqual({FORECAST, LOW, HIGH, "应达值", "目标值",
                              "评估值", "参照值"}, seen)

    def test_a_band_lies_between_the_first_and_the_last_series(self):
        bands = 0
        for plan, year in REPORTS:
            for _, _, told, chart in self.books[plan, year].charts(DETAILS):
                names = [l[0] for l in self.series(plan, year, chart)]
                bars = chart.find(f".//{CHART}upDownBars")
                self.assertEqual(bars is not None, LOW in names)
                if bars is None:
                    self.assertNotIn(HIGH, names)
                    continue
                bands += 1
                self.assertEqual((names[0], names[-1]), (LOW, HIGH))
                hidden = chart.find(
                    f".//{CHART}legendEntry/{CHART}idx").get("val")
                self.assertEqual(hidden, "0")
                self.assertIn("80%区间", told)
                self.assertIn(NEVER_SCORED, told)
        self.assertGreater(bands, 30)

    def test_a_chart_says_its_first_and_last_value_and_the_forecast(self):
        charts = self.books["luojiang-2021", 2023].charts(DETAILS)
        told = next(c[2] for c in charts if c[2].startswith("9 "))
        for words in ("2020年 85 → 2023年 89.34", "目标 ＞85", "S形趋势",
                      "2025年约 91.5", "80%区间 91.3～91.7", NEVER_SCORED):
            self.assertIn(words, told)
        growth = next(c[2] for c in charts if c[2].startswith("1 "))
        self.assertIn("不作预测：增速和事项不作趋势外推", growth)
        early = self.books["luojiang-2021", 2021].charts(DETAILS)
        told = next(c[2] for c in early if c[2].startswith("9 "))
        self.assertIn("只有两年数据，没有区间", told)
        self.assertNotIn("80%区间", told)
        for _, _, told, _ in self.books["luojiang-2021", 2025].charts(
                DETAILS):
            self.assertNotIn("外推", told)
            self.assertNotIn("不作预测", told)


if __name__ == "__main__":
    FYP, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
