# SPDX-License-Identifier: GPL-3.0-or-later
"""`fyp seal` and `fyp verify-seal` from outside: what lies in a sealed folder,
that it is computed again from itself alone, and that nothing in it can be
altered, taken out or put in without being told.

    /usr/bin/python3 tests/cli/test_seal.py FYP SOURCE_ROOT

Standard library only.
"""

import csv
import hashlib
import io
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "../intake"))
import make_xlsx  # noqa: E402

FYP = ""
ROOT = pathlib.Path()
PLAN = "luojiang-2021"
MANIFEST = "SHA256SUMS"
PAGE = "评估结果.txt"
README = "说明.txt"
RULESETS = {
    "listed": """规则集: listed
版本: "2.1"
说明:
  - "权重：测试用。"
分档: {快于预期: 1.2, 基本符合预期: 0.85}
权重方法: 按代码
权重:
  - {指标: skills_training, 权重: 2.5}
  - {指标: medical_insurance_coverage, 权重: 0.75}
按指标:
  - {指标: skills_training, 快于预期: 1.3, 基本符合预期: 0.7}
""",
}
ALWAYS = {README, PAGE, "result.json", "seal.json", "ruleset_used.yaml",
          "figures.csv", "origins.csv", "catalogue_used.yaml",
          "quality_checks.yaml", "region_changes.yaml",
          "commitments_used.yaml", "document.txt"}


def run(*arguments, **options):
    return subprocess.run([FYP, *map(str, arguments)], capture_output=True,
                          encoding="utf-8", check=False, **options)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def codes(plan=PLAN):
    shown = json.loads(run("plan", "show", plan, "--format", "json").stdout)
    return [indicator["code"] for indicator in shown["indicators"]]


def judgements():
    """A consistent matrix of judgements over the indicators of the plan:
    every third one counts twice as much as the others."""
    importance = [2 if i % 3 == 0 else 1 for i in range(len(codes()))]
    words = {2.0: "2", 1.0: "1", 0.5: "1/2"}
    rows = ["    - {指标: %s, 判断: \"%s\"}\n" % (
        code, " ".join(words[mine / other] for other in importance))
        for code, mine in zip(codes(), importance)]
    return "".join(["规则集: judged\n版本: \"1\"\n权重方法: 判断矩阵\n",
                    "判断矩阵:\n  行:\n", *rows])


def renew(folder):
    """What a forger would do: the manifest follows the files."""
    lines = [f"{sha256(path.read_bytes())}  {path.name}\n"
             for path in sorted(folder.iterdir(),
                                key=lambda p: p.name.encode())
             if path.name != MANIFEST]
    (folder / MANIFEST).write_text("".join(lines), encoding="utf-8")


class Seal(unittest.TestCase):
    shared = None  # a folder with a store and one seal, made once

    @classmethod
    def setUpClass(cls):
        cls.shared = tempfile.TemporaryDirectory()
        base = pathlib.Path(cls.shared.name)
        cls.db = base / "fyp.db"
        done = run("import", "--db", cls.db,
                   *sorted((ROOT / "data/samples").glob("*.csv")))
        assert done.returncode == 0, done.stderr
        cls.original = base / "original"
        done = run("seal", PLAN, "--year", 2023, "--db", cls.db,
                   "-o", cls.original)
        assert done.returncode == 0, done.stderr
        cls.said = done.stdout

    @classmethod
    def tearDownClass(cls):
        cls.shared.cleanup()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def copy(self, name="copy"):
        out = self.folder / name
        shutil.copytree(self.original, out, symlinks=True)
        return out

    def seal(self, *arguments, out="seal"):
        folder = self.folder / out
        done = run("seal", *arguments, "--db", self.db, "-o", folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        return folder

    def verify(self, folder):
        """The answer as JSON, its exit code held against it; the text form
        must come to the same end."""
        done = run("verify-seal", folder, "--format", "json")
        self.assertIn(done.returncode, (0, 3), done.stderr)
        self.assertEqual(done.stderr, "")
        answer = json.loads(done.stdout)
        self.assertEqual(answer["equal"], done.returncode == 0)
        text = run("verify-seal", folder)
        self.assertEqual(text.returncode, done.returncode)
        self.assertIn("结论：相同。" if answer["equal"] else "结论：不相同",
                      text.stdout)
        return answer

    def refused(self, folder, number):
        for form in ("text", "json"):
            done = run("verify-seal", folder, "--format", form)
            self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
            self.assertEqual(done.stdout, "")
            self.assertIn(f"FYP-{number}", done.stderr)
        return done.stderr

    def fields(self, answer):
        return {(d["indicator"], d["field"]) for d in answer["differences"]}


class Writing(Seal):
    def test_a_folder_holds_every_part_and_nothing_else(self):
        names = {path.name for path in self.original.iterdir()}
        self.assertEqual(names, ALWAYS | {MANIFEST, f"{PLAN}.yaml"})

    def test_the_manifest_is_what_sha256sum_reads(self):
        lines = (self.original / MANIFEST).read_text(encoding="utf-8")
        listed = {}
        for line in lines.splitlines():
            self.assertRegex(line, r"^[0-9a-f]{64}  [^/\\]+$")
            listed[line[66:]] = line[:64]
        for path in self.original.iterdir():
            if path.name != MANIFEST:
                self.assertEqual(listed.pop(path.name),
                                 sha256(path.read_bytes()))
        self.assertEqual(listed, {})
        if shutil.which("sha256sum"):
            subprocess.run(["sha256sum", "--strict", "-c", MANIFEST],
                           cwd=self.original, check=True,
                           stdout=subprocess.DEVNULL)

    def test_the_fingerprint_is_that_of_the_manifest(self):
        mark = sha256((self.original / MANIFEST).read_bytes())
        self.assertIn(mark, self.said)
        self.assertEqual(self.verify(self.original)["fingerprint"], mark)

    def test_the_result_is_what_evaluate_prints(self):
        for form, name in (("json", "result.json"), ("text", PAGE)):
            done = run("evaluate", PLAN, "--year", 2023, "--db", self.db,
                       "--format", form)
            self.assertEqual((self.original / name).read_text(
                encoding="utf-8"), done.stdout)

    def test_plan_catalogue_and_checks_are_copied_byte_for_byte(self):
        for name, source in (
                (f"{PLAN}.yaml", f"indicators/plans/{PLAN}.yaml"),
                ("catalogue_used.yaml", "indicators/catalogue.yaml"),
                ("quality_checks.yaml", "data/quality/quality_checks.yaml"),
                ("region_changes.yaml",
                 "data/cleaning/region_changes.yaml"),
                ("commitments_used.yaml",
                 f"indicators/commitments/{PLAN}.yaml"),
                ("document.txt", f"indicators/texts/{PLAN}.txt")):
            self.assertEqual((self.original / name).read_bytes(),
                             (ROOT / source).read_bytes())

    def test_every_bundled_plan_and_stage_is_computed_again_the_same(self):
        plans = json.loads(run("plan", "list", "--format", "json").stdout)
        plans = plans["plans"] if isinstance(plans, dict) else plans
        sealed = 0
        for plan in plans:
            for stage, year in (("annual", plan["baseline_year"] + 1),
                                ("midterm", plan["end_year"] - 2),
                                ("final", plan["end_year"])):
                with self.subTest(plan=plan["id"], stage=stage):
                    folder = self.seal(
                        plan["id"], "--year", year, "--stage", stage,
                        out=f"{plan['id']}-{stage}")
                    answer = self.verify(folder)
                    self.assertTrue(answer["equal"], answer)
                    self.assertEqual(answer["year"], year)
                    self.assertEqual(answer["stage"], stage)
                    sealed += 1
        self.assertGreaterEqual(sealed, 15)

    def test_every_choice_of_the_command_line_is_sealed(self):
        choices = [("--method", "completion"), ("--method", "realisation"),
                   ("--method", "efficacy", "--compare", "rounded"),
                   ("--missing", "zero", "--mean", "arithmetic"),
                   ("--region", "510600"), ("--region", "乐山市"),
                   ]
        for name, text in {**RULESETS, "judged": judgements()}.items():
            path = self.folder / f"{name}.yaml"
            path.write_text(text, encoding="utf-8")
            choices += [("--ruleset", path),
                        ("--ruleset", path, "--method", "efficacy")]
        for number, chosen in enumerate(choices):
            with self.subTest(chosen=chosen):
                folder = self.seal(PLAN, "--year", 2024, *chosen,
                                   out=f"choice{number}")
                self.assertTrue(self.verify(folder)["equal"])
                done = run("evaluate", PLAN, "--year", 2024, "--db", self.db,
                           "--format", "json", *chosen)
                self.assertEqual((folder / "result.json").read_text(
                    encoding="utf-8"), done.stdout)

    def test_same_store_same_bytes_in_any_language_and_place(self):
        first = self.seal(PLAN, "--year", 2023, out="first")
        done = run("--lang", "en", "seal", PLAN, "--year", 2023, "--db",
                   self.db, "-o", "second", cwd=self.folder,
                   env={**os.environ, "LC_ALL": "de_DE.UTF-8", "TZ": "UTC-8"})
        self.assertEqual(done.returncode, 0, done.stderr)
        for path in self.original.iterdir():
            for folder in (first, self.folder / "second"):
                self.assertEqual((folder / path.name).read_bytes(),
                                 path.read_bytes(), path.name)

    def test_who_sealed_and_when_is_told_only_where_it_was_given(self):
        plain = json.loads((self.original / "seal.json").read_text())
        self.assertIsNone(plain["sealed_on"])
        self.assertIsNone(plain["sealed_by"])
        folder = self.seal(PLAN, "--year", 2023, "--sealed-on", "2024-02-29",
                           "--by", "某评估所 “甲” =1+1")
        told = json.loads((folder / "seal.json").read_text())
        self.assertEqual(told["sealed_on"], "2024-02-29")
        self.assertEqual(told["sealed_by"], "某评估所 “甲” =1+1")
        page = (folder / README).read_text(encoding="utf-8")
        self.assertIn("2024-02-29", page)
        self.assertIn("某评估所", page)
        self.assertTrue(self.verify(folder)["equal"])

    def test_the_page_says_what_it_is_and_that_figures_are_demonstrations(
            self):
        page = (self.original / README).read_text(encoding="utf-8")
        self.assertTrue(page.startswith(
            "示例数据，非真实统计\n封存的评估结果：德阳市罗江区"))
        self.assertIn("510604", page)
        self.assertIn("2023年", page)
        for name in ALWAYS | {MANIFEST, f"{PLAN}.yaml"}:
            self.assertIn(f"{name}：", page)
        self.assertIn("示例数据", run("verify-seal", self.original).stdout)

    def test_usage_is_told(self):
        for arguments in (["seal"], ["seal", PLAN, "--year", "2023"],
                          ["seal", PLAN, "-o", "x"],
                          ["seal", PLAN, "--year", "2023", "-o", "x",
                           "--sealed-on", "2023-02-29"],
                          ["seal", PLAN, "--year", "2023", "-o", "x",
                           "--sealed-on", "yesterday"],
                          ["seal", PLAN, "--year", "2023", "-o", "x",
                           "--by", ""],
                          ["seal", PLAN, "--year", "2023", "-o", "x",
                           "--by", "a\nb"],
                          ["seal", PLAN, "--year", "2023", "-o", "x",
                           "--targets", "both"],
                          ["verify-seal"], ["verify-seal", "a", "b"],
                          ["verify-seal", "a", "--format", "csv"]):
            done = run(*arguments, cwd=self.folder)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertIn("FYP-9", done.stderr)
            self.assertEqual(list(self.folder.iterdir()), [])


class Refusing(Seal):
    """What is there stays, and nothing half-done is left."""

    def write_fails(self, target, number, code=7, **options):
        before = sorted(os.listdir(self.folder))
        done = run("seal", PLAN, "--year", 2023, "--db", self.db, "-o",
                   target, **options)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn(f"FYP-{number}", done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(sorted(os.listdir(self.folder)), before)

    def test_what_has_the_name_already_is_left_alone(self):
        (self.folder / "file").write_text("mine")
        (self.folder / "empty").mkdir()
        (self.folder / "full").mkdir()
        (self.folder / "full" / "a").write_text("mine")
        (self.folder / "dangling").symlink_to("nowhere")
        for name in ("file", "empty", "full", "dangling", "full/", "empty//"):
            with self.subTest(name=name):
                self.write_fails(f"{self.folder}/{name}", 570)
        self.assertEqual((self.folder / "file").read_text(), "mine")
        self.assertEqual(os.listdir(self.folder / "empty"), [])
        self.assertEqual((self.folder / "full" / "a").read_text(), "mine")

    def test_a_folder_that_cannot_be_made_is_told(self):
        (self.folder / "file").write_text("mine")
        self.write_fails(self.folder / "no/such", 571)
        self.write_fails(self.folder / "file/x", 571)
        self.write_fails("", 571)
        self.write_fails(self.folder / ("长" * 100), 571)

    def test_a_full_disk_leaves_nothing(self):
        for size in (1, 1000, 5000, 12000, 20000):
            with self.subTest(size=size):
                self.write_fails(
                    self.folder / "seal", 571,
                    preexec_fn=lambda n=size: resource.setrlimit(
                        resource.RLIMIT_FSIZE, (n, n)))

    def test_a_year_outside_of_the_plan_leaves_nothing(self):
        done = run("seal", PLAN, "--year", 2031, "--db", self.db, "-o",
                   self.folder / "x")
        self.assertEqual(done.returncode, 2)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_a_missing_store_leaves_nothing(self):
        done = run("seal", PLAN, "--year", 2023, "--db",
                   self.folder / "no.db", "-o", self.folder / "x")
        self.assertEqual(done.returncode, 6, done.stderr)
        self.assertEqual(list(self.folder.iterdir()), [])


class Origins(Seal):
    """Where figures come from, with texts that a table must not obey."""

    NASTY = ['=cmd|"/C calc"!A0', "'=1+1", "''", "@x", "-", "-1+1",
             '逗号,引号"和\n换行', "\t前后有空 ", "示例数据 普通"]

    def setUp(self):
        super().setUp()
        self.own = self.folder / "own.db"

    def rows(self, folder, name="origins.csv"):
        text = (folder / name).read_text(encoding="utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def take_in(self, name, rows, *options):
        out = io.StringIO()
        header = ["region", "indicator", "year", "value", "numerator",
                  "denominator", "unit", "source", "note", "status",
                  "price_basis", "basis"]
        writer = csv.DictWriter(out, header)
        writer.writeheader()
        writer.writerows(rows)
        path = self.folder / name
        path.write_text(out.getvalue(), encoding="utf-8", newline="")
        done = run("import", "--db", self.own, *options, path)
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        return path

    def seal_own(self, out="own"):
        folder = self.folder / out
        done = run("seal", PLAN, "--year", 2023, "--db", self.own, "-o",
                   folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(self.verify(folder)["equal"])
        return folder

    def test_raw_text_file_and_line_are_told(self):
        path = self.take_in("一.csv", [
            {"region": "510604", "indicator": "medical_insurance_coverage",
             "year": 2023, "value": " ９７．５０％", "source": "年报"},
            {"region": "510604", "indicator": "home_modification_households",
             "year": 2022, "value": "1,171", "unit": "户", "status": "初步",
             "note": "备注"}])
        rows = {row["code"]: row for row in self.rows(self.seal_own())}
        one = rows["medical_insurance_coverage"]
        self.assertEqual((one["value"], one["decimals"], one["raw"].strip()),
                         ("97.5", "2", "９７．５０％"))
        self.assertEqual(one["line"], "2")
        self.assertEqual(one["file"], "一.csv")
        self.assertEqual(one["sha256"], sha256(path.read_bytes()))
        self.assertRegex(one["imported_at"], r"^\d{4}-\d\d-\d\dT[\d:]{8}Z$")
        self.assertIn("full_width", one["normalised"])
        two = rows["home_modification_households"]
        self.assertEqual((two["raw"], two["status"], two["note"]),
                         ("1,171", "初步", "备注"))

    def test_sheet_and_cell_of_a_workbook_are_told(self):
        path = self.folder / "二.xlsx"
        path.write_bytes(make_xlsx.workbook([("表1", [
            ["地区", "指标", "年份", "数值"],
            ["510604", "medical_insurance_coverage", 2023,
             make_xlsx.Cell(0.975, format="percent2", formula="1-0.025")]])]))
        done = run("import", "--db", self.own, path)
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        one, = self.rows(self.seal_own())
        self.assertEqual((one["sheet"], one["cell"], one["line"],
                          one["column"]), ("表1", "D2", "2", "4"))
        self.assertEqual(one["raw"], "97.5%")
        self.assertEqual(one["marks"], "number;per_cent;formula")
        self.assertEqual(one["file"], "二.xlsx")

    def test_a_revision_is_told_with_its_reason(self):
        row = {"region": "510604", "indicator": "medical_insurance_coverage",
               "year": 2023, "value": "97.5"}
        self.take_in("a.csv", [row])
        self.take_in("b.csv", [{**row, "value": "96.9"}], "--revise",
                     "年报更正")
        one, = self.rows(self.seal_own())
        self.assertEqual((one["value"], one["version"], one["reason"],
                          one["file"]), ("96.9", "2", "年报更正", "b.csv"))

    def test_texts_come_back_as_they_were(self):
        years = range(2015, 2015 + len(self.NASTY))
        self.take_in("n.csv", [
            {"region": "510604", "indicator": "medical_insurance_coverage",
             "year": year, "value": "97.5", "source": text, "note": text}
            for year, text in zip(years, self.NASTY)])
        folder = self.seal_own()
        for row, text in zip(self.rows(folder), self.NASTY):
            for cell in (row["source"], row["note"]):
                bare = cell[1:] if cell.startswith("'") else cell
                self.assertEqual(bare.strip(), text.strip())
                if cell.strip("-"):
                    self.assertNotIn(cell[0], "=+-@\t\r")

    def test_computed_figures_come_back_to_the_bit(self):
        self.take_in("c.csv", [
            {"region": "510604", "indicator": "medical_insurance_coverage",
             "year": year, "numerator": n, "denominator": d}
            for year, n, d in ((2021, 2873, 3141), (2022, 1, 3),
                               (2023, 2999, 3137))])
        folder = self.seal_own()
        for row, (n, d) in zip(self.rows(folder),
                               ((2873, 3141), (1, 3), (2999, 3137))):
            self.assertEqual(float(row["value"]), 100.0 * n / d)
            self.assertEqual((row["numerator"], row["denominator"]),
                             (str(n), str(d)))

    def test_figures_can_be_imported_elsewhere_with_the_same_result(self):
        for plan in (PLAN, "leshan-2023", "yongji-2021"):
            with self.subTest(plan=plan):
                folder = self.seal(plan, "--year", 2024, out=plan)
                other = self.folder / f"{plan}.db"
                done = run("import", "--db", other, folder / "figures.csv")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertNotIn("FYP-3", done.stdout)
                done = run("evaluate", folder / f"{plan}.yaml", "--year",
                           2024, "--db", other, "--format", "json")
                again = json.loads(done.stdout)
                sealed = json.loads((folder / "result.json").read_text())
                for result in (again, sealed):
                    self.without_places(result)
                self.assertEqual(again, sealed)

    def without_places(self, result):
        """What must be the same in another store, with the plan's file alone:
        no word of files, lines and imports (questions and the steps tell
        them), nothing that needs the file of the commitments or what third
        parties stored."""
        for key in ("commitments", "conflicts", "third_party", "score_parts"):
            result.pop(key, None)
        for indicator in result["indicators"]:
            self.assertGreater(len(indicator["explanation"]), 2)
            for step in indicator["explanation"]:
                for key in ("text", "origin"):
                    step.pop(key, None)
            for key in ("questions", "tasks"):
                indicator.pop(key, None)

    def test_computed_and_converted_figures_can_be_imported_elsewhere(self):
        self.take_in("d.csv", [
            {"region": "510604", "indicator": "medical_insurance_coverage",
             "year": 2023, "numerator": 2873, "denominator": 3141},
            {"region": "510604", "indicator": "home_modification_households",
             "year": 2022, "value": "0.0171", "unit": "万户"},
            {"region": "510604", "indicator": "income_growth", "year": 2022,
             "value": "-3.217", "price_basis": "实际"}])
        folder = self.seal_own()
        other = self.folder / "other.db"
        done = run("import", "--db", other, folder / "figures.csv")
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        first, second = (json.loads(run(
            "evaluate", PLAN, "--year", 2023, "--db", db, "--format",
            "json").stdout) for db in (self.own, other))
        self.assertEqual(first["score"], second["score"])
        self.assertEqual([i["value"] for i in first["indicators"]],
                         [i["value"] for i in second["indicators"]])

    def test_weights_that_come_from_the_figures_are_computed_again(self):
        self.take_in("f.csv", [
            {"region": "510604", "indicator": code, "year": year,
             "value": 61.25 + i + (3 + i % 4) * (year - 2021)}
            for i, code in enumerate([*codes(), "gdp_growth"])
            for year in (2021, 2022, 2023)])
        rules = self.folder / "entropy.yaml"
        rules.write_text("规则集: entropy\n版本: \"1\"\n权重方法: 熵权\n",
                         encoding="utf-8")
        folder = self.folder / "entropy"
        done = run("seal", PLAN, "--year", 2023, "--db", self.own,
                   "--ruleset", rules, "-o", folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(self.verify(folder)["equal"])

    def test_a_plan_without_figures_can_be_sealed(self):
        self.take_in("e.csv", [
            {"region": "999999", "indicator": "income_growth", "year": 2022,
             "value": "1"}])
        folder = self.seal_own()
        self.assertEqual(self.rows(folder), [])


class Beside(Seal):
    """What an evaluation depends on beside plan, rules and figures."""

    PENSION = "pension_insurance_coverage"

    def setUp(self):
        super().setUp()
        self.own = self.folder / "own.db"
        shutil.copy(self.db, self.own)

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def done(self, *arguments):
        done = run(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def store_all(self, by="某评估公司"):
        sites = self.file("点.csv", "抽样点,名称\n" + "".join(
            f"村{i},名{i}\n" for i in range(1, 31)))
        self.done("sample", PLAN, 6, "--sites", sites, "--seed",
                  2 ** 64 - 1, "--margin", "0.1", "--save", "--by", by,
                  "--db", self.own, "--year", 2023)
        recounts = self.file("核.csv", "指标,抽样点,上报数,复核数,抽查数,"
                             f"属实数\n{self.PENSION},村1,10.1,0.3,50,31\n"
                             f"{self.PENSION},村9,20,12.7,50,30\n")
        self.done("verify", PLAN, "--year", 2023, "--sample", recounts,
                  "--confidence", "0.9", "--save", "--by", by, "--db",
                  self.own)
        answers = self.file("卷.csv", "受访者,问题,分组,回答\n"
                            "a,总体满意度,城镇,5\nb,总体满意度,农村,4\n"
                            "c,总体满意度,农村,\na,态度,,3\n")
        self.done("survey", PLAN, "--year", 2023, "--answers", answers,
                  "--invited", 9, "--save", "--by", by, "--db", self.own)

    def seal_own(self, *arguments, out="own", plan=PLAN):
        folder = self.folder / out
        self.done("seal", plan, "--year", 2023, *arguments, "--db", self.own,
                  "-o", folder)
        self.assertTrue(self.verify(folder)["equal"])
        shown = self.done("evaluate", plan, "--year", 2023, *arguments,
                          "--db", self.own, "--format", "json")
        self.assertEqual((folder / "result.json").read_text(
            encoding="utf-8"), shown)
        return folder, json.loads(shown)

    def forge(self, folder, name, change):
        copy = self.folder / f"forged{len(list(self.folder.iterdir()))}"
        shutil.copytree(folder, copy)
        path = copy / name
        path.write_text(change(path.read_text(encoding="utf-8")),
                        encoding="utf-8", newline="")
        renew(copy)
        return self.verify(copy)

    def edit(self, folder, change):
        def rewrite(text):
            data = json.loads(text)
            change(data["fieldwork"])
            return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
        return self.forge(folder, "third_party.json", rewrite)

    def test_what_third_parties_stored_is_sealed_and_computed_again(self):
        self.store_all()
        folder, result = self.seal_own()
        kept = json.loads((folder / "third_party.json").read_text())
        sample, recounts, answers = kept["fieldwork"]
        self.assertEqual(sample["seed"], str(2 ** 64 - 1))
        self.assertEqual(recounts["confidence"], "0.9")
        self.assertEqual(recounts["rows"][0]["reported"], "10.1")
        self.assertEqual(answers["invited"], 9)
        self.assertEqual(len(answers["rows"]), 4)
        self.assertEqual(len(result["third_party"]["satisfaction"]), 4)
        self.assertEqual(
            result["third_party"]["verification"][0]["sample"] is None, False)
        self.assertIn("third_party.json", (folder / README).read_text())
        # of another year: not here
        other = self.folder / "other"
        self.done("seal", PLAN, "--year", 2022, "--db", self.own, "-o", other)
        self.assertFalse((other / "third_party.json").exists())

    def test_a_weight_of_satisfaction_is_computed_again(self):
        self.store_all()
        rules = self.file("s.yaml", "规则集: s\n版本: \"1\"\n"
                          "满意度权重: 0.2\n")
        folder, result = self.seal_own("--ruleset", rules)
        self.assertEqual(result["score_parts"]["satisfaction_weight"], 0.2)
        answer = self.edit(folder, lambda f: f[2]["rows"][0].update(answer=1))
        self.assertIn((None, "score"), self.fields(answer))

    def test_what_was_altered_of_third_parties_is_found(self):
        self.store_all()
        folder, _ = self.seal_own()
        changes = [lambda f: f[1]["rows"][0].update(confirmed=50),
                   lambda f: f[1].update(by="别人"), lambda f: f.pop(0),
                   lambda f: f[2]["rows"][0].update(people=2),
                   lambda f: f[0]["rows"].pop(), lambda f: f.clear(),
                   lambda f: f[1]["rows"][0].update(reported="10.10"),
                   lambda f: f[1].update(year=2022)]
        for number, change in enumerate(changes):
            with self.subTest(number=number):
                answer = self.edit(folder, change)
                self.assertTrue(answer["recomputed"])
                self.assertFalse(answer["equal"])

    def test_third_party_files_that_are_none_are_refused(self):
        self.store_all()
        folder, _ = self.seal_own()
        heads = {"kind": "guess", "import": 0, "by": None, "sha256": "AB",
                 "confidence": "1", "year": "2023", "rows": {}, "plan": 7,
                 "saved_at": [], "region": None}
        rows = {"people": 0, "answer": 6, "question": None, "group": 1,
                "line": -1}
        bad = [(f"fieldwork[3].{key}",
                lambda f, k=key, v=value: f[2].update({k: v}))
               for key, value in heads.items()]
        bad += [(f"fieldwork[3].rows[1].{key}",
                 lambda f, k=key, v=value: f[2]["rows"][0].update({k: v}))
                for key, value in rows.items()]
        bad += [(f"fieldwork[2].rows[2].{key}",
                 lambda f, k=key, v=value: f[1]["rows"][1].update({k: v}))
                for key, value in (("confirmed", 51), ("recounted", None),
                                   ("reported", "1e999"), ("checked", -1),
                                   ("reported", "nan"), ("reported", 3))]
        bad += [("fieldwork[1].seed", lambda f: f[0].update(seed="-1")),
                ("fieldwork[1].seed", lambda f: f[0].update(seed="9" * 30)),
                ("fieldwork[3].scale_high",
                 lambda f: f[2].update(scale_high=1)),
                ("fieldwork[3].rows[1].people",
                 lambda f: f[2]["rows"][0].update(people=10 ** 9))]
        for place, change in bad:
            with self.subTest(place=place):
                answer = self.edit(folder, change)
                self.assertFalse(answer["recomputed"])
                self.assertIn(place, answer["obstacle"])
                self.assertIn("third_party.json", answer["obstacle_place"])
        for text in ("", "[]", "{}", '{"fieldwork":[1]}', "[" * 9999,
                     '{"fieldwork":[[]]}', '{"fieldwork":{}}'):
            with self.subTest(text=text[:20]):
                answer = self.forge(folder, "third_party.json",
                                    lambda _, t=text: t)
                self.assertFalse(answer["recomputed"])

    def test_commitments_of_the_folder_count_and_no_others(self):
        folder, result = self.seal_own()
        self.assertGreater(len(result["commitments"]), 0)
        # a file where a plan outside of a seal would look for it
        (self.folder / "commitments").mkdir()
        (self.folder / "texts").mkdir()
        self.file(f"commitments/{PLAN}.yaml", "规划: other\n")
        self.file(f"texts/{PLAN}.txt", "another text\n")
        self.assertTrue(self.verify(folder)["equal"])
        answer = self.forge(folder, "document.txt", lambda _: "\n")
        self.assertFalse(answer["recomputed"])
        for name in ("commitments_used.yaml", "document.txt"):
            copy = self.folder / f"without-{name}"
            shutil.copytree(folder, copy)
            (copy / name).unlink()
            renew(copy)
            self.assertFalse(self.verify(copy)["equal"])

    def test_each_version_of_the_targets_can_be_sealed(self):
        plan = self.file(f"{PLAN}.yaml", (
            ROOT / f"indicators/plans/{PLAN}.yaml").read_text(
                encoding="utf-8"))
        self.done("plan", "amend", plan, self.file("a.yaml", """指标: skills_training
目标: {原文: "≥150", 比较: ">=", 数值: 150}
公布日期: 2023-03-15
机关: 测试
理由: 测试
出处: {章节: 附件, 原文: "≥150"}
"""))
        targets = {}
        for words in ((), ("--targets", "original"), ("--targets", "2")):
            folder, result = self.seal_own(
                *words, plan=plan, out="v" + "-".join(words))
            record = json.loads((folder / "seal.json").read_text())
            self.assertEqual(record["target_version"],
                             result["target_version"])
            targets[words] = next(i["target"] for i in result["indicators"]
                                  if i["code"] == "skills_training")
        self.assertEqual(list(targets.values()), [150, 200, 150])


class Verifying(Seal):
    def test_only_the_folder_is_needed(self):
        folder = self.copy()
        done = run("verify-seal", folder, cwd="/",
                   env={"FYP_HOME": "/nonexistent", "PATH": "/nonexistent"})
        self.assertEqual(done.returncode, 0, done.stderr)
        answer = self.verify(folder)
        self.assertTrue(answer["recomputed"])
        self.assertGreater(answer["values_compared"], 300)
        self.assertEqual(answer["plan"], PLAN)
        self.assertEqual(answer["files"]["listed"], 13)

    def test_one_changed_bit_anywhere_is_found_and_the_file_named(self):
        folder = self.copy()
        for path in sorted(folder.iterdir()):
            if path.name == MANIFEST:
                continue
            whole = path.read_bytes()
            for at in (0, len(whole) // 3, len(whole) - 1):
                with self.subTest(file=path.name, at=at):
                    path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) +
                                     whole[at + 1:])
                    answer = self.verify(folder)
                    self.assertFalse(answer["equal"])
                    self.assertEqual(answer["files"]["changed"], [path.name])
            path.write_bytes(whole)
        self.assertTrue(self.verify(folder)["equal"])

    def test_one_changed_bit_of_the_manifest_is_found(self):
        folder = self.copy()
        path = folder / MANIFEST
        whole = path.read_bytes()
        for at in range(0, len(whole), 13):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) +
                             whole[at + 1:])
            done = run("verify-seal", folder)
            self.assertEqual(done.returncode, 3, at)
            self.assertIn(MANIFEST, done.stdout + done.stderr)

    def test_a_missing_file_is_named(self):
        for name in sorted(ALWAYS | {f"{PLAN}.yaml"}):
            with self.subTest(name=name):
                folder = self.copy(f"without {name}")
                (folder / name).unlink()
                answer = self.verify(folder)
                self.assertEqual(answer["files"]["missing"], [name])
                self.assertFalse(answer["equal"])

    def test_an_additional_file_is_named(self):
        for name in ("另一个.txt", ".hidden", "plan.yaml.bak", "a\nb",
                     "\x1b[2J", "SHA256SUMS~"):
            with self.subTest(name=name):
                folder = self.copy(f"with {len(name)} {ord(name[0])}")
                (folder / name).write_text("x")
                answer = self.verify(folder)
                self.assertEqual(answer["files"]["additional"], [name])
                self.assertTrue(answer["recomputed"])
                self.assertNotIn("\x1b", run("verify-seal", folder).stdout)

    def test_evidence_that_the_manifest_lists_is_taken(self):
        folder = self.copy()
        (folder / "核查记录.csv").write_text("site,found\n1,2\n")
        renew(folder)
        answer = self.verify(folder)
        # the page that lists the parts does not know of it: nothing differs
        self.assertTrue(answer["equal"], answer)
        self.assertEqual(answer["files"]["listed"], 14)

    def test_links_pipes_folders_and_huge_files_are_not_opened(self):
        def link(path):
            path.symlink_to(self.original / path.name)

        def huge(path):
            with open(path, "wb") as file:
                file.truncate(300 << 20)

        for make in (link, lambda p: os.mkfifo(p), lambda p: p.mkdir(), huge):
            for name in ("origins.csv", f"{PLAN}.yaml", "result.json",
                         "quality_checks.yaml", README):
                folder = self.copy(f"{id(make)}-{name}")
                (folder / name).unlink()
                make(folder / name)
                with self.subTest(name=name):
                    answer = self.verify(folder)
                    self.assertEqual(answer["files"]["unusable"], [name])
                    self.assertFalse(answer["recomputed"])
                    self.assertIn(name, answer["obstacle"])
            folder = self.copy(f"{id(make)}-{MANIFEST}")
            (folder / MANIFEST).unlink()
            make(folder / MANIFEST)
            done = run("verify-seal", folder)
            self.assertEqual(done.returncode, 3)
            self.assertIn(MANIFEST, done.stderr)

    def test_what_is_no_sealed_folder_is_told(self):
        (self.folder / "empty").mkdir()
        (self.folder / "file").write_text("x")
        (self.folder / "crowd").mkdir()
        for number in range(1005):
            (self.folder / "crowd" / str(number)).touch()
        (self.folder / "crowd" / MANIFEST).write_text(
            f"{sha256(b'')}  1\n")
        for name in ("empty", "file", "crowd", "nowhere"):
            with self.subTest(name=name):
                self.refused(self.folder / name, 574)

    def test_a_manifest_that_leads_elsewhere_is_refused(self):
        mark = "0" * 64
        for line in ("../x", "/etc/passwd", "a/b", ".", "..", "", "a\\b",
                     "a\tb", "x" * 256, MANIFEST):
            with self.subTest(line=line):
                folder = self.folder / f"m{len(list(self.folder.iterdir()))}"
                folder.mkdir()
                (folder / MANIFEST).write_text(f"{mark}  {line}\n")
                self.refused(folder, 575)

    def test_a_manifest_of_another_form_is_refused(self):
        good = (self.original / MANIFEST).read_bytes()
        folder = self.copy()
        for number, bad in enumerate((
                good[:-1], good.upper(), good.replace(b"\n", b"\r\n"),
                good.replace(b"  ", b" *"), b"\xef\xbb\xbf" + good,
                good + good.splitlines(True)[0], good + b"\n", b"\0" + good,
                good.replace(b"figures", b"fig\0res"), b"\xff" * 70 + b"\n",
                good + b"0" * 64 + b"  \xff\xfe\n", b"x" * 100)):
            with self.subTest(number=number):
                (folder / MANIFEST).write_bytes(bad)
                self.refused(folder, 575)
        (folder / MANIFEST).write_bytes(b"")
        self.refused(folder, 574)
        (folder / MANIFEST).write_bytes(b"#" * (600 << 10))
        done = run("verify-seal", folder)
        self.assertEqual(done.returncode, 3)

    def test_texts_of_a_hostile_folder_cannot_steer_the_terminal(self):
        folder = self.copy("\x1b[31m红")
        done = run("verify-seal", folder)
        self.assertEqual(done.returncode, 0)
        self.assertNotIn("\x1b", done.stdout)


class Forging(Seal):
    """The files were altered and the manifest renewed: the fingerprint is
    another, and the result no longer follows."""

    def forged(self, name, change):
        folder = self.copy(f"forged{len(list(self.folder.iterdir()))}")
        path = folder / name
        before = path.read_text(encoding="utf-8")
        after = change(before)
        self.assertNotEqual(before, after)
        path.write_text(after, encoding="utf-8", newline="")
        renew(folder)
        answer = self.verify(folder)
        self.assertNotEqual(answer["fingerprint"],
                            sha256((self.original / MANIFEST).read_bytes()))
        for kind in ("missing", "additional", "changed", "unusable"):
            self.assertEqual(answer["files"][kind], [])
        return answer

    def swap(self, name, old, new, count=1):
        return self.forged(name, lambda text: text.replace(old, new, count))

    def edit(self, name, change):
        def rewrite(text):
            data = json.loads(text)
            change(data)
            return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
        return self.forged(name, rewrite)

    def test_a_better_score_is_found(self):
        def better(result):
            result["score"] += 1
            result["indicators"][0]["status"] = "achieved "
        answer = self.edit("result.json", better)
        self.assertFalse(answer["equal"])
        code = json.loads((self.original / "result.json").read_text())[
            "indicators"][0]["code"]
        self.assertEqual(self.fields(answer),
                         {(None, "score"), (code, "status")})
        told = {d["field"]: d for d in answer["differences"]}
        self.assertEqual(told["status"]["sealed"], '"achieved "')
        self.assertEqual(float(told["score"]["sealed"]) - 1,
                         float(told["score"]["recomputed"]))

    def test_every_value_of_the_result_is_held_against_what_follows(self):
        """Each leaf of the JSON in turn, all in one run of the program a
        leaf would take; so each indicator is altered in every key."""
        result = json.loads((self.original / "result.json").read_text())
        altered = json.loads(json.dumps(result))
        expected = set()
        for indicator in altered["indicators"]:
            code = indicator["code"]
            for key, value in indicator.items():
                if key in ("code", "flags", "questions") or isinstance(
                        value, (list, dict)):
                    continue
                if isinstance(value, bool):
                    indicator[key] = not value
                elif isinstance(value, (int, float)):
                    indicator[key] = value * (1 + 1e-12) + 1e-12
                elif value is None:
                    indicator[key] = 0
                else:
                    indicator[key] = value + "\u200b"
                expected.add((code, key))
        answer = self.forged("result.json", lambda _: json.dumps(altered))
        self.assertEqual(answer["difference_count"], len(expected))
        self.assertEqual(self.fields(answer), expected)

    def test_keys_that_are_added_or_taken_out_are_found(self):
        answer = self.edit("result.json", lambda r: r.pop("grade"))
        self.assertEqual(self.fields(answer), {(None, "grade")})
        answer = self.edit("result.json", lambda r: r.update(extra=1))
        self.assertEqual(self.fields(answer), {(None, "extra")})
        answer = self.edit("result.json", lambda r: r["indicators"].pop())
        self.assertEqual(answer["difference_count"], 1)

    def test_another_page_is_found(self):
        answer = self.swap(PAGE, "综合得分", "总得分")
        self.assertEqual([d["field"].split(":")[0]
                          for d in answer["differences"]], [PAGE])
        answer = self.swap(README, "封存", "封 存")
        self.assertEqual(answer["differences"][0]["field"], f"{README}:2")

    def test_another_figure_changes_the_result(self):
        rows = (self.original / "origins.csv").read_text(encoding="utf-8")
        row = next(line for line in rows.splitlines()
                   if "medical_insurance_coverage,2023" in line)
        cells = row.split(",")
        cells[4] = "12.34"
        answer = self.swap("origins.csv", row, ",".join(cells))
        fields = self.fields(answer)
        self.assertIn(("medical_insurance_coverage", "value"), fields)
        self.assertIn((None, "score"), fields)
        self.assertTrue(any(f.startswith("figures.csv:") for _, f in fields))

    def test_the_table_for_import_must_follow_from_the_origins(self):
        answer = self.swap("figures.csv", ",85.62,", ",95.62,")
        difference, = answer["differences"]
        self.assertEqual(difference["field"], "figures.csv:3")
        self.assertIn("95.62", difference["sealed"])
        self.assertIn("85.62", difference["recomputed"])

    def test_another_way_of_writing_the_origins_is_found(self):
        answer = self.swap("origins.csv", ",85.62,", ",8.562e1,")
        self.assertEqual(answer["differences"][0]["field"], "origins.csv:3")

    def test_another_target_band_or_stage_changes_the_result(self):
        # 200 persons trained; 2,000 would have been missed
        answer = self.swap(f"{PLAN}.yaml", "数值: 200, 推定", "数值: 2000, 推定")
        self.assertIn(("skills_training", "target"), self.fields(answer))
        self.assertIn(("skills_training", "pace"), self.fields(answer))
        # the house rules are known: others must have another name
        answer = self.swap("ruleset_used.yaml", " 0.02 ", " 0.5 ")
        self.assertFalse(answer["recomputed"])
        self.assertIn("ruleset_used.yaml", answer["obstacle_place"])
        answer = self.forged(
            "ruleset_used.yaml", lambda text: text.replace(
                " 0.02 ", " 0.5 ").replace("规则集: house", "规则集: ours"))
        self.assertTrue(any(f == "scale" for _, f in self.fields(answer)))
        answer = self.edit("seal.json", lambda s: s.update(stage="annual"))
        self.assertIn((None, "stage"), self.fields(answer))
        answer = self.edit("seal.json", lambda s: s.update(method="efficacy"))
        self.assertEqual(self.fields(answer), {(None, "seal.json.method")})
        answer = self.swap("ruleset_used.yaml", "计分方法: 序时进度",
                           "计分方法: 功效系数")
        self.assertIn((None, "method"), self.fields(answer))

    def test_other_sources_in_the_record_are_found(self):
        answer = self.edit("seal.json", lambda s: s["sources"][0].update(
            sha256="0" * 64))
        self.assertEqual(self.fields(answer),
                         {(None, "seal.json.sources.1.sha256")})
        answer = self.edit("seal.json", lambda s: s.update(
            plan_sha256="0" * 64))
        self.assertEqual(self.fields(answer),
                         {(None, "seal.json.plan_sha256")})

    def test_other_libraries_are_no_difference(self):
        answer = self.edit("seal.json", lambda s: s["built_with"].update(
            gsl="9.9"))
        self.assertTrue(answer["equal"], answer)

    def other_version(self, change):
        folder = self.copy(f"old{len(list(self.folder.iterdir()))}")
        record = folder / "seal.json"
        data = json.loads(record.read_text())
        data["version"] = "0.0.9"
        record.write_text(json.dumps(data, ensure_ascii=False))
        path = folder / "result.json"
        result = json.loads(path.read_text())
        change(result)
        path.write_text(json.dumps(result, ensure_ascii=False))
        (folder / PAGE).write_text("words of another version")
        renew(folder)
        return self.verify(folder)

    def test_numbers_of_another_version_may_differ_by_a_billionth(self):
        def times(factor):
            def change(result):
                for indicator in result["indicators"]:
                    for key in ("pace", "progress", "score", "value"):
                        if indicator[key] is not None:
                            indicator[key] *= factor
            return change
        self.assertTrue(self.other_version(times(1 + 5e-10))["equal"])
        self.assertTrue(self.other_version(times(1 - 5e-10))["equal"])
        answer = self.other_version(times(1 + 5e-9))
        self.assertFalse(answer["equal"])
        self.assertEqual(answer["sealed_version"], "0.0.9")

    def test_texts_and_statuses_of_another_version_may_not_differ(self):
        def status(result):
            result["indicators"][2]["status"] = "ahead of all"
        answer = self.other_version(status)
        self.assertEqual([f for _, f in self.fields(answer)], ["status"])

    def test_a_later_version_may_say_more(self):
        answer = self.other_version(lambda r: r.pop("consistency"))
        self.assertTrue(answer["equal"], answer)

    def test_an_older_version_that_said_more_differs(self):
        answer = self.other_version(lambda r: r.update(gone=1))
        self.assertEqual(self.fields(answer), {(None, "gone")})


class Hostile(Seal):
    """Files that are no files of this program; the manifest fits them."""

    def damaged(self, name, data):
        folder = self.copy(f"bad{len(list(self.folder.iterdir()))}")
        (folder / name).write_bytes(data)
        renew(folder)
        answer = self.verify(folder)
        self.assertFalse(answer["recomputed"])
        self.assertIsNotNone(answer["obstacle"])
        return answer

    def test_bad_rows_are_told_with_their_line(self):
        text = (self.original / "origins.csv").read_text(encoding="utf-8")
        lines = text.splitlines(True)
        row = lines[4].rstrip("\n").split(",")

        def with_cell(index, cell):
            return ",".join(row[:index] + [cell] + row[index + 1:]) + "\n"

        bad = {
            "region": with_cell(0, "51060A"), "digits": with_cell(0, "5106"),
            "code": with_cell(1, "../x"), "year": with_cell(2, "99999"),
            "basis": with_cell(3, "month"), "blank": with_cell(4, ""),
            "nan": with_cell(4, "nan"), "inf": with_cell(4, "inf"),
            "overflow": with_cell(4, "1e999"), "hex": with_cell(4, "0x1p3"),
            "blanks": with_cell(4, " 1"), "twice": with_cell(4, "1.2.3"),
            "decimals": with_cell(5, "-1"), "many": with_cell(5, "99"),
            "price": with_cell(8, "gold"), "version": with_cell(9, "0"),
            "mark": with_cell(16, "pretty"), "line": with_cell(18, "x"),
            "long": with_cell(18, "9" * 400), "import": with_cell(21, "0"),
            "hash": with_cell(23, "abc"), "time": with_cell(24, "gestern"),
            "short": ",".join(row[:-1]) + "\n",
            "more": ",".join(row + ["x"]) + "\n", "again": lines[3],
            "order": lines[1], "empty": "\n", "open": '"' + lines[4],
        }
        for name, line in bad.items():
            with self.subTest(name=name):
                data = "".join(lines[:4] + [line] + lines[5:])
                answer = self.damaged("origins.csv", data.encode())
                self.assertIn("origins.csv", answer["obstacle_place"])
                if name != "open":
                    self.assertTrue(
                        answer["obstacle_place"].endswith("origins.csv:5"),
                        answer["obstacle_place"])

    def test_other_tables_are_refused_whole(self):
        text = (self.original / "origins.csv").read_bytes()
        for data in (b"", b"\xef\xbb\xbf", b"x", text.replace(b",", b";"),
                     text.replace(b"region", b"regio", 1),
                     text.decode("utf-8-sig").encode("utf-16"),
                     text[3:].decode().encode("gb18030"), b"\0" * 100,
                     b"\xff\xfe" * 50, b"," * 100000, b"\n" * 1000,
                     b'"' * 999):
            with self.subTest(data=data[:20]):
                self.damaged("origins.csv", data)

    def test_json_that_is_none_is_told(self):
        for name in ("seal.json", "result.json"):
            for data in (b"", b"{", b"[" * 100000, b"\xff", b"null",
                         b'{"a":1,"a":2}', b'{"a":' * 3000 + b"1" +
                         b"}" * 3000, b"1e999", b'"\\ud800"', b"{}x"):
                if (name, data) == ("result.json", b"null"):
                    continue
                with self.subTest(name=name, data=data[:20]):
                    answer = self.damaged(name, data)
                    self.assertIn(name, answer["obstacle_place"])

    def test_a_result_of_another_shape_differs(self):
        for data in (b"[]", b"{}", b"[[[[]]]]", b'{"indicators":{}}',
                     b'{"indicators":[1,2,[3]]}',
                     b'{"x":' * 900 + b"1" + b"}" * 900):
            folder = self.copy(f"shape{len(list(self.folder.iterdir()))}")
            (folder / "result.json").write_bytes(data)
            renew(folder)
            answer = self.verify(folder)
            self.assertTrue(answer["recomputed"])
            self.assertGreater(answer["difference_count"], 0)

    def test_a_record_that_leads_elsewhere_is_refused(self):
        for change in ({"format": "fyp-seal/2"}, {"format": None},
                       {"version": 1}, {"version": "x" * 100},
                       {"plan_file": "../plans/luojiang-2021.yaml"},
                       {"plan_file": "/etc/passwd.yaml"},
                       {"plan_file": ".yaml"}, {"plan_file": "a.yaml\0b"},
                       {"plan_file": "other-plan.yaml"},
                       {"plan_file": "a" * 200 + ".yaml"},
                       {"region": "x"}, {"region": "5106041"}, {"year": "2023"},
                       {"target_version": 0}, {"target_version": None},
                       {"target_version": 2}, {"target_version": 2 ** 40},
                       {"year": 99}, {"year": 1e300}, {"year": 2 ** 40},
                       {"stage": "default"}, {"stage": "later"},
                       {"stage": ["final"]}, {"sealed_on": "2023-13-01"},
                       {"sealed_on": "2023-02-30"}, {"sealed_by": "x" * 300}):
            with self.subTest(change=change):
                record = json.loads((self.original / "seal.json").read_text())
                record.update(change)
                self.damaged("seal.json", json.dumps(record).encode())

    def test_plan_catalogue_rules_and_checks_are_read_as_their_files_are(
            self):
        for name in (f"{PLAN}.yaml", "catalogue_used.yaml",
                     "ruleset_used.yaml", "quality_checks.yaml",
                     "commitments_used.yaml"):
            for data in (b"", b"a: [", b"\xff\xff", b"? " * 5000,
                         b"x: &a [*a]\n", b"- 1\n"):
                with self.subTest(name=name, data=data[:20]):
                    answer = self.damaged(name, data)
                    self.assertIn(name, answer["obstacle_place"])

    def test_region_names_are_read_strictly(self):
        folder = self.seal(PLAN, "--year", 2023, "--region", "乐山市",
                           out="elsewhere")
        self.assertIn("乐山市", (folder / "regions.csv").read_text())
        for data in (b"", b"region;name\n", b"region,name\nx,y\n",
                     b"region,name\n510604\n", b"region,name\n510604,\n",
                     b"name,region\n", b'region,name\n510604,"x\n'):
            with self.subTest(data=data):
                (folder / "regions.csv").write_bytes(data)
                renew(folder)
                answer = self.verify(folder)
                self.assertFalse(answer["equal"])

    def test_random_bytes_in_any_file_never_crash_the_program(self):
        folder = self.copy()
        seed = 20260131
        for path in sorted(folder.iterdir()):
            whole = path.read_bytes()
            for _ in range(6):
                data = bytearray(whole)
                for _ in range(3):
                    seed = (seed * 6364136223846793005 +
                            1442695040888963407) % 2 ** 64
                    at = (seed >> 20) % len(data)
                    data[at] = (seed >> 56) & 0xFF
                path.write_bytes(data)
                if path.name != MANIFEST:
                    renew(folder)
                done = run("verify-seal", folder)
                self.assertIn(done.returncode, (0, 3), done.stderr)
            path.write_bytes(whole)
            renew(folder)


if __name__ == "__main__":
    FYP = os.path.abspath(sys.argv[1])
    ROOT = pathlib.Path(sys.argv[2]).resolve()
    unittest.main(argv=sys.argv[:1])
