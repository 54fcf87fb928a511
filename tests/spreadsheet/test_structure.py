# SPDX-License-Identifier: GPL-3.0-or-later
"""The XML of every kind of workbook that the program makes, against the rules
of structure_rules.py.

    /usr/bin/python3 tests/spreadsheet/test_structure.py FYP SOURCE_ROOT

Each rule is a test, and each has workbooks that were damaged on purpose, of
which it must complain: no rule is one that cannot fail.

Standard library only.
"""

import concurrent.futures
import csv
import io
import json
import multiprocessing
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import structure_rules as rules  # noqa: E402
from book import Book, column_letters  # noqa: E402

FYP = ""
ROOT = pathlib.Path()
LANGUAGES = ("zh", "en")
AMENDMENT = """\
指标: rehabilitation_coverage
目标: {原文: "≥90", 比较: ">=", 数值: 90}
公布日期: 2024-03-15
机关: 区政府残工委
文号: 残工委〔2024〕3号
理由: 对象核定后基数变化
出处: {章节: 附件, 原文: "调整为90%以上"}
"""
RECOUNTS = [["指标", "抽样点", "上报数", "复核数", "抽查数", "属实数"],
            ["pension_insurance_coverage", "村1", "10", "9", "50", "31"],
            ["9", "村1", "7.5", "7.5", "80", "55"]]
ANSWERS = [["受访者", "问题", "分组", "回答"],
           ["a", "总体满意度", "城镇", "5"], ["b", "总体满意度", "农村", "4"],
           ["c", "态度", "农村", "2"], ["d", "总体满意度", "城镇", "1"]]
# rows to be rejected and asked about; a text that must not become a formula
FAULTS = [["region", "indicator", "year", "value", "source"],
          ["510604", "rehabilitation_coverage", "2021", "八十", "=1+1"],
          ["510604", "rehabilitation_coverage", "2022", "250", "x"],
          ["510604", "没有的指标", "2022", "1", "=HYPERLINK(\"http://x\")"]]


def fyp(*arguments):
    done = subprocess.run([FYP, *map(str, arguments)], capture_output=True,
                          encoding="utf-8", check=False)
    if done.returncode != 0:
        raise AssertionError(f"{arguments}: {done.stderr}")
    return done.stdout


# --- every kind of workbook ---

class Maker:
    """Writes them into a folder, two at a time."""

    def __init__(self, folder):
        self.folder, self.wanted = folder, []
        self.db = folder / "fyp.db"
        fyp("import", "--db", self.db,
            *sorted((ROOT / "data/samples").glob("*.csv")))

    def table(self, name, rows):
        path = self.folder / name
        with open(path, "w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)
        return path

    def want(self, name, command, *arguments, db=None):
        path = self.folder / "books" / f"{name}.xlsx"
        self.wanted.append(
            (command, *arguments, "--db", db or self.db, "-o", path))

    def stages(self):
        """Every bundled plan in every stage, and whether it is the last."""
        for plan in json.loads(fyp("plan", "list", "--format", "json")):
            first, last = plan["baseline_year"], plan["end_year"]
            midterm = next(y for y in range(first + 1, last + 1)
                           if 2 * (y - first) >= last - first)
            for year in sorted({first + 1, midterm, last}):
                yield plan["id"], year

    def reports(self):
        for language in LANGUAGES:
            for plan, year in self.stages():
                self.want(f"{plan}-{year}-{language}", "report", plan,
                          "--year", year, "--lang", language)

    def others(self):
        plan = self.folder / "luojiang-2021.yaml"
        shutil.copy(ROOT / "indicators/plans/luojiang-2021.yaml", plan)
        amendment = self.folder / "amendment.yaml"
        amendment.write_text(AMENDMENT, encoding="utf-8")
        fyp("plan", "amend", plan, amendment)
        own = self.folder / "own.yaml"
        own.write_text(fyp("ruleset", "show").replace(
            "规则集: house", "规则集: own-rules", 1), encoding="utf-8")
        visited = self.folder / "visited.db"
        shutil.copy(self.db, visited)
        fyp("verify", "luojiang-2021", "--year", 2023, "--db", visited,
            "--sample", self.table("recounts.csv", RECOUNTS), "--save",
            "--by", "某评估公司")
        fyp("survey", "luojiang-2021", "--year", 2023, "--db", visited,
            "--answers", self.table("answers.csv", ANSWERS), "--save",
            "--by", "某评估公司")
        empty = self.folder / "empty.db"
        subprocess.run([FYP, "import", "--db", empty,
                        self.table("faults.csv", FAULTS)],
                       capture_output=True, check=False)
        for language in LANGUAGES:
            more = ("--lang", language)
            self.want(f"amended-{language}", "report", plan, "--year", 2024,
                      *more)
            self.want(f"rules-{language}", "report", "yongji-2021", "--year",
                      2023, "--ruleset", own, "--method", "realisation",
                      "--compare", "rounded", "--missing", "zero", *more)
            self.want(f"visited-{language}", "report", "luojiang-2021",
                      "--year", 2023, *more, db=visited)
            self.want(f"nothing-{language}", "report", "luojiang-2021",
                      "--year", 2023, *more, db=empty)
            self.want(f"feedback-{language}", "feedback", 1, *more, db=empty)
            self.want(f"feedback-good-{language}", "feedback", 1, *more)
        self.want("part", "report", "leshan-2023", "--year", 2024, "--region",
                  "511102")

    def forms(self):
        for plan, year in (("luojiang-2021", 2023), ("leshan-2023", 2025),
                           ("huzhong-2021", 2021), ("nanning-2011", 2012)):
            for language in LANGUAGES:
                self.want(f"form-{plan}-{language}", "template", plan,
                          "--year", year, "--lang", language)

    def folders(self):
        """All plans at once, with whatever else is put beside them."""
        self.wanted += [
            ("report", "--all", "--year", 2023, "--lang", language, "--db",
             self.db, "-o", self.folder / f"all-{language}")
            for language in LANGUAGES]
        if "--brief" in fyp("--help"):
            self.wanted.append(("report", "--all", "--brief", "--year", 2024,
                                "--db", self.db, "-o",
                                self.folder / "all-brief"))

    def make(self):
        (self.folder / "books").mkdir()
        self.reports()
        self.others()
        self.forms()
        self.folders()
        for arguments in self.wanted:
            if "--all" in arguments:
                arguments[-1].mkdir()
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda a: fyp(*a), self.wanted))
        return sorted(self.folder.rglob("*.xlsx"))


def complaints_of(path):
    """{rule: [complaint]} of a file."""
    label = f"{path.parent.name}/{path.name}"
    book = Book(label, path.read_bytes())
    found = {}
    for name, rule in rules.RULES.items():
        if book.flaws and rule is not rules.the_archive_is_sound:
            continue
        found[name] = [f"{label}: {text}" for text in rule(book)]
    return found


class EveryWorkbook(unittest.TestCase):
    """One test a rule, added below."""
    found = {}

    @classmethod
    def setUpClass(cls):
        holder = tempfile.TemporaryDirectory(prefix="fyp-structure.")
        cls.addClassCleanup(holder.cleanup)
        paths = Maker(pathlib.Path(holder.name)).make()
        with multiprocessing.get_context("fork").Pool(2) as pool:
            for found in pool.imap_unordered(complaints_of, paths):
                for name, texts in found.items():
                    cls.found.setdefault(name, []).extend(texts)
        print(f"{len(rules.RULES)} rules, {len(paths)} workbooks",
              file=sys.stderr)


def hold(name):
    def test(self):
        found = self.found[name]
        self.assertEqual(found[:20], [], f"{len(found)} complaints")
    return test


# --- damage ---

def again(book):
    """The archive that a book would be."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in book.parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def flipped(book):
    data = bytearray(again(book))
    data[len(data) // 3] ^= 0x10
    return Book(book.label, bytes(data))


def in_zip64(book):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in book.parts.items():
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(data)
    return Book(book.label, out.getvalue())


def sheet_part(name):
    def find(book):
        return book.sheet(*rules.words(name)).part.replace(".", r"\.")
    return find


DATA, TABLE = sheet_part("SHEET_DATA"), sheet_part("SHEET_INDICATORS")
SCORING = sheet_part("SHEET_SCORING")
CORE, BOOK, STYLES = "docProps/core.xml", "xl/workbook.xml", "xl/styles.xml"
STRINGS, FIRST = "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"
LINES, BARS = r"xl/charts/chart([2-9]|\d\d)\.xml", r"xl/charts/chart1\.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
TABLES = r"xl/tables/table\d+\.xml"


def swap(part, pattern, text, count=1):
    """part: a regular expression, or what finds it in a book."""
    def damage(book):
        name = part(book) if callable(part) else part
        return book.changed(name, pattern, text, count)
    return damage


def adds(name, data=b"<x/>"):
    return lambda book: book.with_part(name, data)


def cell(part, place, inner, kind=""):
    """Another content for a cell that is there."""
    return swap(part, rf'<c r="{place}"( s="\d+")?[^>]*?(/>|>.*?</c>)',
                rf'<c r="{place}"\1{kind}>{inner}</c>')


def text(part, place, words):
    return cell(part, place, f"<v>{words}</v>", ' t="str"')


def blank(part, place):
    return swap(part, rf'<c r="{place}"( s="\d+")?[^>]*?>.*?</c>',
                rf'<c r="{place}"\1/>')


def head_of(sheet, title, rows=1):
    """Place of the cell below a head."""
    def find(book):
        page = book.sheet(*rules.words(sheet))
        row, column = page.column_with(*rules.words(title))[0]
        return page.cells[row + rows, column].name
    return find


def below(sheet, title, what):
    """Damages the cell below a head; what: a text, or None for a blank."""
    def damage(book):
        part = sheet_part(sheet)(book)
        place = head_of(sheet, title)(book)
        return (blank(part, place) if what is None
                else text(part, place, what))(book)
    return damage


def letters_of(book, title):
    """Of a column of the data sheet."""
    page = book.sheet(*rules.words("SHEET_DATA"))
    return column_letters(page.column_with(*rules.words(title))[0][1])


def without_state(book):
    return swap(DATA, rf'(<c r="{letters_of(book, "DATA_STATE")}(?!1")\d+"'
                r"[^>]*?)>.*?</c>", r"\1/>", 0)(book)


def from_elapsed(book):
    column = letters_of(book, "DATA_ELAPSED")
    return swap(LINES, r"(<c:val>.*?<c:f>'[^']+'!)\$[A-Z]+(\$\d+:)\$[A-Z]+",
                rf"\1${column}\2${column}")(book)


def both(*damages):
    def damage(book):
        for one in damages:
            book = one(book)
        return book
    return damage


DAMAGE = {
    "the_archive_is_sound": [flipped, in_zip64],
    "every_part_is_well_formed_xml": [
        swap(STYLES, "</fonts>", "</font>"),
        swap(CORE, "<cp:core", "<!DOCTYPE x><cp:core"),
        adds("xl/notes.txt")],
    "there_are_no_macros": [
        adds("xl/vbaProject.bin"),
        swap(r"\[Content_Types\]\.xml", r"sheet\.main\+xml",
             "sheet.macroEnabled.main+xml")],
    "nothing_leads_outside": [
        swap(RELATIONS, "<Relationship ",
             '<Relationship TargetMode="External" '),
        swap(FIRST, "</sheetData>",
             '</sheetData><hyperlinks><hyperlink ref="A1" r:id="x"/>'
             "</hyperlinks>"),
        adds("xl/externalLinks/externalLink1.xml")],
    "nothing_is_embedded": [
        adds("xl/embeddings/oleObject1.bin"),
        swap(FIRST, "</worksheet>", "<oleObjects><oleObject/></oleObjects>"
             "</worksheet>")],
    "nothing_is_hidden": [
        swap(BOOK, "<sheet ", '<sheet state="veryHidden" '),
        swap(DATA, "<col ", '<col hidden="1" '),
        swap(DATA, "<row ", '<row hidden="1" '),
        swap(DATA, '<col min="2" max="2" width="[0-9.]+"',
             '<col min="2" max="2" width="0"'),
        swap(BOOK, '<definedName name="_xlnm.Print_Area"',
             '<definedName hidden="1" name="_xlnm.Print_Area"')],
    "every_text_fits_its_cell": [text(FIRST, "A1", "残" * 32768)],
    "sheet_names_are_short_single_and_meaningful": [
        swap(BOOK, '<sheet name="[^"]+"', f'<sheet name="{name}"')
        for name in ("Sheet1", "工作表 3", "长" * 32, "数据", "a/b", " ")],
    "the_first_sheet_is_open_at_its_first_cell": [
        swap(BOOK, "<workbookView ", '<workbookView activeTab="1" '),
        swap(FIRST, ' tabSelected="1"', ""),
        swap(DATA, "<sheetView ", '<sheetView tabSelected="1" '),
        swap(FIRST, "<sheetView ", '<sheetView topLeftCell="A9" '),
        swap(DATA, 'topLeftCell="A2"', 'topLeftCell="A30"'),
        swap(FIRST, r'(<sheetView [^>]*)/>',
             r'\1><selection activeCell="C7" sqref="C7"/></sheetView>')],
    "the_document_says_what_it_is_and_when": [
        swap(CORE, "<dc:title>[^<]+<", "<dc:title><"),
        swap(CORE, "<dc:subject>[^<]+<", "<dc:subject> <"),
        swap(CORE, "<dc:creator>.*?</dc:creator>", ""),
        swap(CORE, r"\d{4}-12-31T00:00:00Z", "2026-11-22T17:00:03Z", 0),
        swap(CORE, r"\d{4}-12-31", "1999-12-31", 0),
        swap(CORE, r"(<dcterms:modified[^>]*>)\d{4}", r"\g<1>2041")],
    "charts_have_a_title_and_two_axis_titles": [
        swap(LINES, "<c:title>.*?</c:title>", ""),
        swap(BARS, "<c:title>.*?</c:title>", ""),
        swap(LINES, "(<c:catAx>.*?)<c:title>.*?</c:title>", r"\1"),
        swap(LINES, "(<c:valAx>.*?)<c:title>.*?</c:title>", r"\1"),
        swap(LINES, "(<c:valAx>.*?<a:t>)[^<]*", r"\1x"),
        swap(BARS, "(<c:valAx>.*?<a:t>)[^<]*", r"\1x")],
    "charts_draw_at_most_six_series": [
        swap(LINES, "(<c:ser>.*?</c:ser>)", r"\1" * 7),
        swap(LINES, "<c:ser>.*</c:ser>", "")],
    "series_differ_by_more_than_colour": [
        swap(LINES, "(.*)(<c:ser>.*?</c:ser>)", r"\1\2\2"),
        swap(LINES, "(<c:ser>.*?</c:spPr>)<c:marker>.*?</c:marker>(.*?)"
             "(<c:ser>.*?<c:spPr>).*?</c:marker>",
             r'\1<c:marker><c:symbol val="none"/></c:marker>\2\3</c:spPr>'
             '<c:marker><c:symbol val="none"/></c:marker>')],
    "charts_tell_their_finding": [
        swap(r"xl/drawings/drawing2\.xml", 'descr="[^"]*"', 'descr=""'),
        swap(r"xl/drawings/drawing2\.xml", r'(descr="[^"]*?)[\d.]+ →',
             r"\1 →"),
        swap(r"xl/drawings/drawing2\.xml", r'descr="[^"]*"',
             'descr="这张图里画的是各年的数值和目标"'),
        swap(r"xl/drawings/drawing1\.xml", 'descr="[^"]*"',
             'descr="这是一张说明不了什么的图"')],
    "charts_draw_cells_that_are_there": [
        swap(LINES, "(<c:val>.*?<c:f>)'[^']+'", r"\1'没有'"),
        swap(LINES, r"(<c:val>.*?<c:f>'[^']+'!)\$[A-Z]+\$\d+:\$[A-Z]+\$\d+",
             r"\1$AX$3:$AX$7"),
        swap(LINES, r"(<c:cat>.*?\$F\$)\d+", r"\g<1>90")],
    "charts_keep_the_points_of_their_cells": [
        swap(LINES, "(<c:val>.*?<c:pt [^>]*><c:v>)[^<]+", r"\g<1>0"),
        swap(LINES, "(<c:val>.*?)<c:pt .*?</c:pt>", r"\1")],
    "text_stands_out_from_its_fill": [
        swap(STYLES, 'rgb="FF262626"', 'rgb="FFB0B0B0"', 0),
        swap(STYLES, '(<dxf><font><color rgb=")FF[0-9A-F]{6}',
             r"\1FFF2F2F2", 0),
        swap(LINES, 'srgbClr val="595959"', 'srgbClr val="A0A0A0"'),
        swap(STRINGS, '(<rPr>.*?<color rgb=")FF[0-9A-F]{6}', r"\1FFEEEEEE")],
    "colours_are_those_of_the_styles": [
        swap(STYLES, 'rgb="FF262626"', 'rgb="FF262627"', 0),
        swap(LINES, 'srgbClr val="0072B2"', 'srgbClr val="0072B3"')],
    "chart_colours_are_of_the_okabe_ito_family": [
        swap(LINES, 'srgbClr val="0072B2"', 'srgbClr val="00B050"'),
        swap(LINES, 'srgbClr val="0072B2"', 'srgbClr val="FF0000"')],
    "fonts_hold_chinese": [
        swap(STYLES, 'name val="微软雅黑"', 'name val="Calibri"', 0),
        swap(LINES, 'typeface="微软雅黑"', 'typeface="Arial"'),
        swap(LINES, '<a:latin typeface="微软雅黑"/>', ""),
        swap(STRINGS, 'rFont val="微软雅黑"', 'rFont val="Calibri"')],
    "plain_data_are_tables": [
        swap(DATA, "<tableParts.*?</tableParts>", ""),
        swap(TABLES, ' ref="A1:', ' ref="A2:', 0),
        swap(TABLES, r' ref="A1:([A-Z]+)\d+"', r' ref="A1:\g<1>3"', 0),
        swap(TABLES, '(<tableColumn id="2" name=)"[^"]*"', r'\1"别的"'),
        swap(TABLES, ' displayName="[^"]*"', ' displayName="表 一"'),
        swap(TABLES, "<tableStyleInfo ",
             '<tableStyleInfo name="TableStyleMedium9" '),
        swap(DATA, "</sheetData>", '</sheetData><mergeCells count="1">'
             '<mergeCell ref="A5:A6"/></mergeCells>'),
        swap(DATA, "</sheetData>", '</sheetData><autoFilter ref="A1:B9"/>'),
        swap(DATA, '(<row r="3"[^>]*>).*?</row>', r"\1</row>"),
        swap(DATA, r'(<c r="B(?!1")\d+"[^>]*?)>.*?</c>', r"\1/>", 0),
        both(swap(TABLES, '(<tableColumn id="2" name=)"[^"]*"', r'\1"序号"'),
             text(DATA, "B1", "序号"))],
    "blanks_are_explained": [
        blank(DATA, "B3"), below("SHEET_DATA", "COLUMN_FILE", None),
        without_state],
    "lines_are_drawn_from_the_data_sheet": [
        swap(LINES, "(<c:val>.*?<c:f>)'[^']+'", r"\1'总览'"),
        from_elapsed],
    "the_symbol_for_nothing_is_declared": [
        swap(STRINGS, "“—”", "“-”", 0)],
    "the_indicators_can_be_filtered_and_keep_their_heads": [
        swap(TABLE, "<autoFilter [^>]*/>", ""),
        swap(TABLE, '(<autoFilter ref="A5:[A-Z]+)17', r"\g<1>16"),
        swap(TABLE, "<pane [^>]*/>", ""),
        swap(BOOK, r"('指标进度'!)\$5:\$5", r"\g<1>$1:$4"),
        swap(TABLE, "<mergeCells([^>]*)>",
             r'<mergeCells\1><mergeCell ref="B7:C7"/>'),
        blank(TABLE, "D5")],
    "a_status_has_a_word_and_a_symbol": [
        below("SHEET_INDICATORS", "COLUMN_STATUS", "▲"),
        below("SHEET_INDICATORS", "COLUMN_STATUS", "快于预期"),
        below("SHEET_OVERVIEW", "COLUMN_STATUS", "A 快于预期")],
    "numbers_are_stored_as_numbers": [
        below("SHEET_DATA", "COLUMN_YEAR", "2020"),
        below("SHEET_INDICATORS", "COLUMN_SCORE", "87.4")],
    "formulas_are_the_programs_own": [
        cell(DATA, "G3", "<f>1+1</f><v>2</v>"),
        cell(SCORING, "H7", "<f>HYPERLINK(\"x\")</f><v>2</v>"),
        cell(SCORING, "H7", "<f>IFS(1,2)</f><v>2</v>"),
        cell(SCORING, "H7", "<f>SUM([1]a!A1)</f><v>2</v>"),
        cell(SCORING, "H7", "<f>SUM(A1)</f>"),
        cell(SCORING, "H7", '<f t="array" ref="H7">SUM(A1)</f><v>0</v>')],
    "every_page_is_set_up_for_a4": [
        swap(DATA, 'paperSize="9"', 'paperSize="1"'),
        swap(DATA, ' orientation="landscape"', ""),
        swap(DATA, "<oddFooter>.*?</oddFooter>", ""),
        swap(DATA, "<pageSetup ", '<pageSetup fitToWidth="2" '),
        swap(DATA, '<pageSetUpPr fitToPage="1"/>', ""),
        swap(BOOK, r"('数据'!\$A\$1:\$)[A-Z]+", r"\g<1>C"),
        swap(BOOK, r"('总览'!\$A\$1:\$[A-Z]+\$)\d+", r"\g<1>14")],
}


class Damaged(unittest.TestCase):
    """One test a rule, added below."""

    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory(prefix="fyp-damaged.") as folder:
            db = pathlib.Path(folder, "fyp.db")
            path = pathlib.Path(folder, "whole.xlsx")
            fyp("import", "--db", db,
                *sorted((ROOT / "data/samples").glob("示*luojiang*.csv")))
            fyp("report", "luojiang-2021", "--year", 2023, "--db", db, "-o",
                path)
            cls.whole = Book("whole", path.read_bytes())

    def test_every_rule_is_seen_to_complain(self):
        self.assertEqual(set(DAMAGE), set(rules.RULES))


def spoil(name):
    def test(self):
        rule = rules.RULES[name]
        self.assertEqual(list(rule(self.whole)), [])
        for number, damage in enumerate(DAMAGE[name]):
            with self.subTest(damage=number):
                self.assertNotEqual(list(rule(damage(self.whole))), [])
    return test


for each in rules.RULES:
    setattr(EveryWorkbook, f"test_{each}", hold(each))
for each in DAMAGE:
    setattr(Damaged, f"test_{each}", spoil(each))

if __name__ == "__main__":
    FYP = os.path.abspath(sys.argv[1])
    ROOT = pathlib.Path(sys.argv[2]).resolve()
    os.environ["FYP_HOME"] = str(ROOT)
    rules.load_words(ROOT)
    unittest.main(argv=[sys.argv[0], "-v"] + sys.argv[3:])
