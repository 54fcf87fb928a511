# SPDX-License-Identifier: GPL-3.0-or-later
"""Third parties' files from outside: out of workbooks as out of text, into the
store and out of it, beside an evaluation and in its workbook.

    /usr/bin/python3 tests/cli/test_third_party.py FYP SOURCE_ROOT

Standard library only: workbooks are made and read with zipfile.
"""

import csv
import json
import pathlib
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile
from xml.etree import ElementTree
from xml.sax.saxutils import escape

FYP = ""
ROOT = pathlib.Path()
PLAN = "luojiang-2021"
PENSION = "pension_insurance_coverage"  # 6, anticipatory, 97.14 in 2023
REHABILITATION = "9"  # binding, a level in %, 89.34 in 2023
BY = "某评估公司"
HEAD = ["指标", "抽样点", "上报数", "复核数", "抽查数", "属实数"]
ROWS = [[PENSION, "村1", "10", "9", "50", "31"],
        [PENSION, "村9", "20", "12", "50", "30"],
        [REHABILITATION, "村1", "7.5", "7.5", "80", "55"]]
ANSWERS = [["受访者", "问题", "分组", "回答"],
           ["a", "总体满意度", "城镇", "5"], ["b", "总体满意度", "农村", "4"],
           ["c", "总体满意度", "农村", ""], ["a", "态度", "城镇", "3"],
           ["d", "总体满意度", "城镇", "2"], ["e", "态度", "", "5"]]
NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def run(*arguments):
    return subprocess.run([FYP, *map(str, arguments)], capture_output=True,
                          encoding="utf-8", check=False)


# --- workbooks ---

class Raw(str):
    """A cell as XML, {ref} being its name."""


def cell(column, row, value):
    ref = f"{chr(65 + column)}{row}"
    if isinstance(value, Raw):
        return value.replace("{ref}", ref)
    if isinstance(value, (int, float)):
        return f'<c r="{ref}"><v>{value}</v></c>'
    return (f'<c r="{ref}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
            if value != "" else "")


def sheet_xml(rows, merges=(), hidden=()):
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(cell(c, number, v) for c, v in enumerate(row))
        shy = ' hidden="1"' if number in hidden else ""
        lines.append(f'<row r="{number}"{shy}>{cells}</row>')
    joined = "".join(f'<mergeCell ref="{m}"/>' for m in merges)
    if joined:
        joined = f"<mergeCells>{joined}</mergeCells>"
    return (f'<worksheet xmlns="{NS[1:-1]}"><sheetData>{"".join(lines)}'
            f"</sheetData>{joined}</worksheet>")


def write_xlsx(path, sheets):
    """sheets: name -> (xml, state)"""
    relation = ("http://schemas.openxmlformats.org/officeDocument/2006/"
                "relationships")
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    names, targets, types = "", "", ""
    for i, (name, (_, state)) in enumerate(sheets.items(), 1):
        names += (f'<sheet name="{escape(name)}" sheetId="{i}" '
                  f'state="{state}" r:id="rId{i}"/>')
        targets += (f'<Relationship Id="rId{i}" Type="{relation}/worksheet" '
                    f'Target="worksheets/sheet{i}.xml"/>')
        types += (f'<Override PartName="/xl/worksheets/sheet{i}.xml" '
                  f'ContentType="{main}.worksheet+xml"/>')
    styles = (f'<styleSheet xmlns="{NS[1:-1]}"><cellXfs>'
              '<xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/>'
              '<xf numFmtId="9" applyNumberFormat="1"/>'
              "</cellXfs></styleSheet>")
    parts = {
        "[Content_Types].xml":
            f'<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/'
            'vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" '
            f'ContentType="{main}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" '
            f'ContentType="{main}.styles+xml"/>{types}</Types>',
        "_rels/.rels":
            f'<Relationships xmlns="{package}/relationships"><Relationship '
            f'Id="rId1" Type="{relation}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml":
            f'<workbook xmlns="{NS[1:-1]}" xmlns:r="{relation}">'
            f"<sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels":
            f'<Relationships xmlns="{package}/relationships">{targets}'
            f'<Relationship Id="rIdS" Type="{relation}/styles" '
            'Target="styles.xml"/></Relationships>',
        "xl/styles.xml": styles,
    }
    for i, (xml, _) in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{i}.xml"] = xml
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in parts.items():
            book.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' +
                          text)
    return path


def read_sheet(path, name):
    """Rows of values (str or float), {} where blank; None: no such sheet."""
    with zipfile.ZipFile(path) as book:
        root = ElementTree.fromstring(book.read("xl/workbook.xml"))
        names = [s.get("name") for s in root.iter(NS + "sheet")]
        if name not in names:
            return None
        shared = [
            "".join(t.text or "" for t in item.iter(NS + "t"))
            for item in ElementTree.fromstring(
                book.read("xl/sharedStrings.xml")).iter(NS + "si")]
        part = f"xl/worksheets/sheet{names.index(name) + 1}.xml"
        rows = []
        for row in ElementTree.fromstring(book.read(part)).iter(NS + "row"):
            values = {}
            for c in row.iter(NS + "c"):
                value = c.find(NS + "v")
                if value is None:
                    continue
                column = re.match("[A-Z]+", c.get("r")).group()
                values[column] = (shared[int(value.text)]
                                  if c.get("t") == "s" else float(value.text))
            rows.append(values)
        return rows


class Scene(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.db = self.folder / "fyp.db"
        done = run("import", "--db", self.db, ROOT / "data" / "samples" /
                   f"示例数据_{PLAN}.csv")
        self.assertEqual(done.returncode, 0, done.stderr)

    def table(self, rows, name="t.csv"):
        path = self.folder / name
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    def book(self, rows, name="t.xlsx", more=None, **layout):
        sheets = {"表1": (sheet_xml(rows, **layout), "visible")}
        return write_xlsx(self.folder / name, {**sheets, **(more or {})})

    def answer(self, *arguments, code=0):
        done = run(*arguments, "--db", self.db, "--format", "json")
        self.assertEqual(done.returncode, code, done.stderr)
        return json.loads(done.stdout) if done.stdout else None

    def verify(self, path, *more, code=0, year=2023):
        return self.answer("verify", PLAN, "--year", year, "--sample", path,
                           *more, code=code)

    def survey(self, path, *more, code=0):
        return self.answer("survey", PLAN, "--year", 2023, "--answers", path,
                           *more, code=code)

    def evaluate(self, *more):
        return self.answer("evaluate", PLAN, "--year", 2023, *more)

    def history(self):
        return [(i["content"], i["undone_at"] is not None)
                for i in self.answer("history")["imports"]]

    def store(self):
        db = sqlite3.connect(self.db)
        dump = "\n".join(db.iterdump())
        self.assertEqual(
            db.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        self.assertEqual(
            db.execute("PRAGMA foreign_key_check").fetchall(), [])
        db.close()
        return dump

    SAVE = ("--save", "--by", BY)


class Workbooks(Scene):
    def told(self, done, number, place, code=4):
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn(f"{place}: FYP-{number:03d}", done.stderr)

    def test_a_workbook_gives_what_the_text_gives(self):
        numbers = [[float(v) if re.fullmatch(r"[\d.]+", v) else v
                    for v in row] for row in ROWS]
        numbers[2][0] = 9
        a = self.verify(self.table([HEAD] + ROWS))
        b = self.verify(self.book([HEAD] + numbers))
        self.assertEqual(a["indicators"], b["indicators"])
        self.assertEqual(b["file"]["sheet"], "表1")
        self.assertIsNone(a["file"]["sheet"])
        a = self.survey(self.table(ANSWERS))
        b = self.survey(self.book(ANSWERS))
        self.assertEqual(a["results"], b["results"])

    def test_a_sample_of_a_workbook_is_that_of_the_text(self):
        rows = [["抽样点", "名称"]] + [[f"v{i}", ""] for i in range(40)]
        drawn = [
            [site["site"] for site in self.answer(
                "sample", PLAN, 6, "--sites", path, "--seed", 7)["sites"]]
            for path in (self.table(rows), self.book(rows))]
        self.assertEqual(*drawn)

    def test_titles_may_stand_above_the_header(self):
        title = ["2023 年核查表"]
        path = self.book([title, [""], ["单位：某区残联"], HEAD] + ROWS,
                         merges=["A1:F1"])
        self.assertEqual(len(self.verify(path)["indicators"]), 2)
        path = self.table([title, HEAD] + ROWS)
        self.assertEqual(len(self.verify(path)["indicators"]), 2)

    def test_one_merged_cell_may_name_the_indicator_of_several_rows(self):
        rows = [row[:] for row in ROWS]
        rows[1][0] = ""
        got = self.verify(self.book([HEAD] + rows, merges=["A2:A3"]))
        self.assertEqual(got["indicators"][0]["rows"], 2)

    def test_the_sheet_with_the_header_is_found(self):
        other = {"说明": (sheet_xml([["请先看这里"]]), "visible"),
                 "旧": (sheet_xml([HEAD] + ROWS), "hidden")}
        got = self.verify(self.book([HEAD] + ROWS, more=other))
        self.assertEqual(got["file"]["sheet"], "表1")

    def test_two_sheets_with_the_header_are_refused(self):
        more = {"表2": (sheet_xml([HEAD] + ROWS), "visible")}
        done = run("verify", PLAN, "--db", self.db, "--year", 2023,
                   "--sample", self.book([HEAD] + ROWS, more=more))
        self.told(done, 581, "t.xlsx", 3)
        self.assertIn("表2", done.stderr)

    def test_no_sheet_with_the_header_is_refused(self):
        for rows, number in (([["随便"], ["x"]], 310), ([], 301)):
            done = run("verify", PLAN, "--db", self.db, "--year", 2023,
                       "--sample", self.book(rows))
            self.told(done, number, "t.xlsx", 3)

    def test_cells_that_nobody_wrote_reject_their_row(self):
        bad = {
            "an error": (3, Raw('<c r="{ref}" t="e"><v>#DIV/0!</v></c>')),
            "never calculated": (3, Raw('<c r="{ref}"><f>1+1</f></c>')),
            "a date for a site": (1, Raw('<c r="{ref}" s="1"><v>44927</v></c>')),
        }
        for name, (column, value) in bad.items():
            with self.subTest(name):
                row = [PENSION, "村2", "1", "1", "", ""]
                row[column] = value
                done = run("verify", PLAN, "--db", self.db, "--year", 2023,
                           "--sample", self.book([HEAD] + ROWS + [row]))
                self.told(done, 580, "t.xlsx!表1!5")
        row = [PENSION, "村2", "", "1", "", ""]
        done = run("verify", PLAN, "--db", self.db, "--year", 2023, "--sample",
                   self.book([HEAD] + ROWS + [row], merges=["C4:C5"]))
        self.told(done, 580, "t.xlsx!表1!5")
        row = [PENSION, "村2", Raw('<c r="{ref}" s="2"><v>0.5</v></c>'), "1",
               "", ""]
        done = run("verify", PLAN, "--db", self.db, "--year", 2023, "--sample",
                   self.book([HEAD] + ROWS + [row]))
        self.told(done, 535, "t.xlsx!表1!5")

    def test_more_cells_than_the_header_has_reject_the_row(self):
        done = run("verify", PLAN, "--db", self.db, "--year", 2023, "--sample",
                   self.book([HEAD] + ROWS + [ROWS[0] + ["x"]]))
        self.told(done, 320, "t.xlsx!表1!5")

    def test_hidden_rows_are_taken_and_told(self):
        path = self.book([HEAD] + ROWS, hidden=[3])
        done = run("verify", PLAN, "--db", self.db, "--year", 2023,
                   "--sample", path, "--format", "json")
        self.told(done, 798, "t.xlsx!表1", 0)
        self.assertEqual(json.loads(done.stdout)["indicators"][0]["rows"], 2)

    def test_what_is_no_workbook_is_refused(self):
        whole = self.book([HEAD] + ROWS).read_bytes()
        for size in (0, 1, 4, 100, len(whole) // 2, len(whole) - 1):
            path = self.folder / "cut.xlsx"
            path.write_bytes(whole[:size])
            done = run("verify", PLAN, "--db", self.db, "--year", 2023,
                       "--sample", path, *self.SAVE)
            self.assertEqual(done.returncode, 3, (size, done.stderr))
            self.assertEqual(done.stdout, "")
        self.assertEqual(self.history(), [("figures", False)])


class Stored(Scene):
    def test_an_evaluation_tells_what_was_stored_and_nothing_else_changes(self):
        before = self.evaluate()
        self.assertIsNone(before["third_party"])
        self.assertIsNone(before["score_parts"])
        verified = self.verify(self.table([HEAD] + ROWS), *self.SAVE)
        asked = self.survey(self.table(ANSWERS, "s.csv"), "--invited", 9,
                            *self.SAVE)
        after = self.evaluate()
        third = after.pop("third_party")
        before.pop("third_party")
        self.assertEqual(before, after)
        for got, direct in ((third["verification"], verified["indicators"]),
                            (third["satisfaction"], asked["results"])):
            self.assertEqual(len(got), len(direct))
            for a, b in zip(got, direct):
                self.assertEqual({key: a[key] for key in b}, b)
                self.assertEqual(a["by"], BY)
        self.assertEqual(third["verification"][0]["sha256"],
                         verified["file"]["sha256"])
        self.assertEqual(third["verification"][0]["verdict"], "over_reported")
        self.assertEqual([v["import"] for v in third["verification"]], [2, 2])
        self.assertEqual(third["satisfaction"][0]["invited"], 9)

    def test_words_say_it_beside_the_table(self):
        text = ("evaluate", PLAN, "--year", 2023, "--db", self.db)
        self.assertNotIn("第三方", run(*text).stdout)
        self.verify(self.table([HEAD] + ROWS), *self.SAVE)
        got = run(*text).stdout
        self.assertIn("不改动数据、状态和得分", got)
        self.assertIn(BY, got)
        # binding ones at the top, others in the notes only
        self.assertRegex(got, "约束性指标 9 .*上报偏高")
        self.assertNotRegex(got, "约束性指标 6 ")
        self.assertRegex(got, "(?m)^6 .*第三方核查：上报偏高")
        english = run(*text, "--lang", "en").stdout
        self.assertIn("over-reported according to", english)

    def test_what_is_compared_is_what_is_reported_now(self):
        self.verify(self.table([HEAD] + ROWS), *self.SAVE)
        revised = self.table([["region", "indicator", "year", "value"],
                              ["510604", PENSION, "2023", "61"]], "r.csv")
        done = run("import", "--db", self.db, "--revise", "更正", revised)
        self.assertEqual(done.returncode, 0, done.stderr)
        got = self.evaluate()["third_party"]["verification"][0]
        self.assertEqual(got["reported"], 61)
        self.assertEqual(got["verdict"], "consistent")

    def test_every_file_is_a_result_of_its_own(self):
        self.verify(self.table([HEAD] + ROWS[:2]), *self.SAVE)
        self.verify(self.table([HEAD] + ROWS[1:]), "--save", "--by", "乙公司")
        got = self.evaluate()["third_party"]["verification"]
        self.assertEqual([(v["import"], v["no"], v["rows"]) for v in got],
                         [(2, "6", 2), (3, "6", 1), (3, "9", 1)])

    def test_the_same_file_changes_nothing(self):
        path = self.table([HEAD] + ROWS)
        self.verify(path, *self.SAVE)
        before = self.db.read_bytes()
        self.verify(path, *self.SAVE)
        self.assertEqual(self.db.read_bytes(), before)
        done = run("verify", PLAN, "--db", self.db, "--year", 2023,
                   "--sample", path, "--save", "--by", "乙公司")
        self.assertEqual(done.returncode, 2)
        self.assertIn("FYP-588", done.stderr)
        self.assertEqual(self.db.read_bytes(), before)

    def test_an_import_is_taken_back_and_comes_again(self):
        path = self.table([HEAD] + ROWS)
        self.verify(path, *self.SAVE)
        self.assertEqual(self.history(),
                         [("figures", False), ("recounts", False)])
        done = run("import", "--db", self.db, "--undo", 2)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIsNone(self.evaluate()["third_party"])
        self.verify(path, *self.SAVE)
        self.assertEqual(self.history(),
                         [("figures", False), ("recounts", True),
                          ("recounts", False)])
        self.assertEqual(
            self.evaluate()["third_party"]["verification"][0]["import"], 3)
        self.store()

    def test_sites_are_held_against_the_sample_that_was_drawn(self):
        sites = self.table([["抽样点"]] + [[f"村{i}"] for i in range(1, 9)],
                           "sites.csv")
        drawn = self.answer("sample", PLAN, 6, "--sites", sites, "--seed", 5,
                            "--margin", "0.3", "--year", 2023, *self.SAVE)
        names = [site["site"] for site in drawn["sites"]]
        path = self.table([HEAD] + ROWS)
        done = run("verify", PLAN, "--db", self.db, "--year", 2023,
                   "--sample", path, "--format", "json", *self.SAVE)
        self.assertIn("FYP-796", done.stderr)
        self.assertIn("FYP-797", done.stderr)
        direct = json.loads(done.stdout)["indicators"][0]["sample"]
        stored = self.evaluate()["third_party"]["verification"]
        self.assertEqual(direct, stored[0]["sample"])
        self.assertIsNone(stored[1]["sample"])
        self.assertEqual(direct["drawn"], len(names))
        self.assertEqual(direct["not_recounted"],
                         [name for name in names if name != "村1"])
        self.assertIn("村9", direct["not_drawn"])

    def test_an_invented_file_says_so(self):
        done = run("import", "--db", self.db,
                   *(ROOT / "data" / "samples").glob("guangdong*.csv"))
        self.assertEqual(done.returncode, 0, done.stderr)
        asked = ("evaluate", "guangdong-2016", "--year", 2020)
        self.assertIsNone(self.answer(*asked)["data_notice"])
        path = self.table(ANSWERS, "示例数据_满意度.csv")
        self.answer("survey", "guangdong-2016", "--year", 2020, "--answers",
                    path, *self.SAVE)
        self.assertEqual(self.answer(*asked)["data_notice"],
                         "示例数据，非真实统计")

    def test_another_place_has_its_own(self):
        path = self.table([HEAD] + ROWS)
        self.verify(path, "--region", "511102", *self.SAVE)
        self.assertIsNone(self.evaluate()["third_party"])
        got = self.evaluate("--region", "511102")["third_party"]
        self.assertEqual(len(got["verification"]), 2)

    def test_a_row_that_is_rejected_keeps_the_file_out(self):
        before = self.db.read_bytes()
        path = self.table([HEAD] + ROWS + [["没有", "x", "1", "1", "", ""]])
        done = run("verify", PLAN, "--db", self.db, "--year", 2023,
                   "--sample", path, *self.SAVE)
        self.assertEqual(done.returncode, 4)
        self.assertIn("FYP-582", done.stderr)
        self.assertIn("t.csv:5: FYP-538", done.stderr)
        path = self.table(ANSWERS + [["z", "q", "", "9"]])
        done = run("survey", PLAN, "--db", self.db, "--year", 2023,
                   "--answers", path, *self.SAVE)
        self.assertEqual(done.returncode, 4)
        self.assertEqual(self.db.read_bytes(), before)

    def test_points_go_to_the_score_of_the_targets_beside_satisfaction(self):
        self.survey(self.table(ANSWERS), *self.SAVE)
        rules = self.folder / "s.yaml"
        rules.write_text('规则集: s\n版本: "1"\n满意度权重: 0.3\n',
                         encoding="utf-8")
        for more, rule in (((), "contribution"),
                           (("--ruleset", rules), "contribution_to_targets")):
            chain = self.answer("explain", PLAN, REHABILITATION, "--year",
                                2023, *more)["explanation"]
            told = [s for s in chain if s["step"] == "contribution"]
            self.assertEqual([s["rule"] for s in told], [rule])
            self.assertEqual("满意度" in told[0]["text"], bool(more))

    def test_a_result_is_signed(self):
        path = self.table([HEAD] + ROWS)
        verify = ("verify", PLAN, "--db", self.db, "--year", 2023, "--sample",
                  path)
        survey = ("survey", PLAN, "--db", self.db, "--year", 2023, "--answers",
                  self.table(ANSWERS, "s.csv"))
        sample = ("sample", PLAN, 6, "--db", self.db, "--sites",
                  self.table([["抽样点"], ["x"]], "n.csv"), "--seed", 1)
        before = self.db.read_bytes()
        for arguments, number in (
                ((*verify, "--save"), 904), ((*verify, "--by", BY), 904),
                ((*survey, "--save"), 904), ((*survey, "--by", BY), 904),
                ((*sample, "--save", "--by", BY), 904),
                ((*sample, "--year", 2023, "--save"), 904),
                ((*verify, "--save", "--by", " "), 903),
                ((*sample, "--year", 2019, *self.SAVE), 501)):
            done = run(*arguments)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(f"FYP-{number}", done.stderr)
        self.assertEqual(self.db.read_bytes(), before)

    def test_a_busy_store_is_left_as_it_is(self):
        path = self.table(ANSWERS)
        other = sqlite3.connect(self.db)
        other.execute("BEGIN EXCLUSIVE")
        done = run("survey", PLAN, "--db", self.db, "--year", 2023,
                   "--answers", path, *self.SAVE)
        other.rollback()
        other.close()
        self.assertEqual(done.returncode, 6, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(self.history(), [("figures", False)])

    def test_stopped_at_any_moment_it_is_there_whole_or_not_at_all(self):
        rows = [["编号", "问题", "回答"]] + [
            [f"r{i}", f"q{i % 150}", str(1 + i % 5)] for i in range(30000)]
        path = self.table(rows)
        for how in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            for delay in (0.01, 0.05, 0.09, 0.13):
                process = subprocess.Popen(
                    [FYP, "survey", PLAN, "--db", str(self.db), "--year",
                     "2023", "--answers", str(path), *self.SAVE],
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(delay)
                process.send_signal(how)
                process.wait()
                kinds = [kind for kind, undone in self.history()[1:]
                         if not undone]
                self.assertIn(kinds, ([], ["answers"]))
                third = self.evaluate()["third_party"]
                if kinds:
                    items = [item for item in third["satisfaction"]
                             if item["group"] is None]
                    self.assertEqual(sum(item["n"] for item in items), 30000)
                    number = len(self.history())
                    run("import", "--db", self.db, "--undo", number)
                else:
                    self.assertIsNone(third)
        self.store()


class Workbook(Scene):
    def report(self, *more):
        path = self.folder / "out.xlsx"
        done = run("report", PLAN, "--db", self.db, "--year", 2023, "-o", path,
                   *more)
        self.assertEqual(done.returncode, 0, done.stderr)
        return path

    def test_there_is_no_sheet_where_nothing_is_stored(self):
        self.assertIsNone(read_sheet(self.report(), "核查与满意度"))

    def test_the_sheet_holds_what_the_evaluation_says(self):
        self.verify(self.table([HEAD] + ROWS), *self.SAVE)
        self.survey(self.table(ANSWERS, "s.csv"), *self.SAVE)
        third = self.evaluate()["third_party"]
        rows = read_sheet(self.report(), "核查与满意度")
        self.assertIsNotNone(rows)
        for item in third["verification"]:
            row = next(r for r in rows if r.get("B") == item["name"])
            share, factor = item["verified_share"], item["verification_factor"]
            for column, value, places in (
                    ("E", item["reported"], 9), ("F", share["confirmed"], 9),
                    ("G", share["checked"], 9), ("H", 100 * share["share"], 1),
                    ("I", 100 * share["low"], 1),
                    ("J", 100 * share["high"], 1),
                    ("L", factor["factor"], 3)):
                self.assertAlmostEqual(row[column], value,
                                       delta=0.51 * 10 ** -places)
            self.assertEqual(row["K"], "上报偏高")
            self.assertEqual(row["O"], "—" if factor["factor"] is None else
                             "是" if factor["flagged"] else "否")
            self.assertEqual(row["A"], f"第 {item['import']} 次")
        for item in third["satisfaction"]:
            row = next(r for r in rows if r.get("B") == item["question"] and
                       r.get("C") == (item["group"] or "全部"))
            self.assertEqual(row["D"], item["asked"])
            self.assertEqual(row["E"], item["n"])
            self.assertAlmostEqual(row["G"], item["mean"], delta=0.051)
            self.assertAlmostEqual(row["J"], 100 * item["satisfied"]["share"],
                                   delta=0.051)
        told = [text for row in rows for text in row.values()
                if isinstance(text, str)]
        for item in third["verification"][:1] + third["satisfaction"][:1]:
            self.assertTrue(any(
                text.find(f"第 {item['import']} 次：{BY}") >= 0 and
                item["sha256"] in text for text in told), told)

    def test_what_is_over_reported_and_binding_needs_attention(self):
        self.verify(self.table([HEAD] + ROWS), *self.SAVE)
        texts = [text for row in read_sheet(self.report(), "总览")
                 for text in row.values() if isinstance(text, str)]
        named = [text for text in texts if "第三方核查：上报偏高" in text]
        self.assertEqual(len(named), 1, texts)

    def test_all_reports_have_it_where_it_belongs(self):
        self.verify(self.table([HEAD] + ROWS), *self.SAVE)
        out = self.folder / "all"
        out.mkdir()
        done = run("report", "--all", "--db", self.db, "-o", out)
        self.assertEqual(done.returncode, 0, done.stderr)
        having = [path.name for path in sorted(out.iterdir())
                  if read_sheet(path, "核查与满意度") is not None]
        self.assertEqual(having, [f"{PLAN}-2023-midterm.xlsx"])

    def test_a_name_is_never_a_formula(self):
        self.verify(self.table([HEAD] + ROWS), "--save", "--by",
                    '=HYPERLINK("http://x","y")')
        path = self.report()
        with zipfile.ZipFile(path) as book:
            for name in book.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    for formula in book.read(name).split(b"<f>")[1:]:
                        self.assertNotIn(b"HYPERLINK",
                                         formula.split(b"</f>")[0])
        self.assertIsNotNone(read_sheet(path, "核查与满意度"))


if __name__ == "__main__":
    FYP, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
