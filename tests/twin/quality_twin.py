#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks of docs/quality.md once more, written from that page and held
against `fyp quality --format json`: over the demonstration figures and over
random figures with slips made on purpose. Figures are read from the store
with SQL, behind the back of the program. Marks of cells (767 to 769) are not
among them: delimited text has none."""
import argparse
import json
import os
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
from fractions import Fraction
from statistics import median

ROOT = pathlib.Path(__file__).resolve().parents[2]
RUN = {}
NEVER = {755: {"county_support_institution",
               "supported_employment_institution"}}
NEVER[753] = NEVER[755]
WHOLE = {"人", "户", "人次", "户次", "名", "个", "家", "处", "所", "张", "床",
         "台", "辆", "件", "套", "次"}
EQUALITY = 1e-9


def equal(a, b):
    return abs(a - b) <= EQUALITY * max(abs(a), abs(b))


def more(a, b):
    return a > b and not equal(a, b)


def catalogue():
    """Kind, roll-up, unit and range of each code, by regular expressions:
    the standard library has no YAML."""
    entries = {}
    text = (ROOT / "indicators/catalogue.yaml").read_text(encoding="utf-8")
    for block in re.split(r"\n  - 代码: ", text)[1:]:
        def field(name):
            found = re.search(r"^    %s: *(.*?)(?: +#.*)?$" % name, block,
                              re.M)
            return found.group(1).strip('"') if found else None
        bounds = field("自然范围")
        low = high = None
        if bounds:
            low, high = (None if part.strip() in ("无上限", "无下限")
                         else float(part)
                         for part in bounds.strip("[]").split(","))
        unit = field("单位")
        entries[block.split()[0]] = {
            "kind": {"水平": "level", "累计": "cumulative", "增速": "growth",
                     "事项": "event"}[field("类型")],
            "sum": field("汇总") == "相加",
            "mean": field("汇总") == "加权平均", "low": low, "high": high,
            "unit": "" if unit == "无" else unit}
    return entries


class Store:
    def __init__(self, path):
        with sqlite3.connect(path) as db:
            rows = db.execute(
                "SELECT region, indicator, year, basis, value, decimals,"
                " numerator, denominator, version FROM figure").fetchall()
        names = ("value", "decimals", "n", "d", "version")
        self.figures = {row[:4]: dict(zip(names, row[4:])) for row in rows}

    def get(self, region, code, year, basis):
        return self.figures.get((region, code, year, basis))


class Subject:
    """One indicator of a plan, or a reference series."""

    def __init__(self, code, entry, indicator=None):
        self.code, self.entry = code, entry
        self.kind, self.unit = entry["kind"], entry["unit"]
        self.low, self.high = entry["low"], entry["high"]
        if indicator:
            self.kind, self.unit = indicator["kind"], indicator["unit"] or ""
            self.low, self.high = indicator["range"]
        self.judged = indicator is not None

    def at_bound(self, value):
        return any(bound is not None and equal(value, bound)
                   for bound in (self.low, self.high))


class Checks:
    def __init__(self, plan, store, entries, last):
        self.plan, self.store, self.last = plan, store, last
        self.entries = entries
        self.first = plan["baseline_year"]
        self.subregions = [r["region"] for r in plan["subregions"]]
        self.found = {}

    def ask(self, check, s, where, measured):
        """where: region or None for the group, year, basis."""
        if s.code in NEVER.get(check, ()):
            return
        key = ("FYP-%d" % check, s.code) + where
        assert key not in self.found, key
        self.found[key] = float(measured)

    def running(self, s, basis):
        return basis == "to_date" or (
            s.kind == "level" and s.entry["kind"] == "cumulative")

    def alone(self, s, where, f):
        x, n, d = f["value"], f["n"], f["d"]
        if s.low is not None and more(s.low, x) or \
                s.high is not None and more(x, s.high):
            self.ask(750, s, where, x)
        if n is not None and d is not None:
            if s.unit == "%" and s.high == 100 and more(n, d):
                self.ask(751, s, where, n)
            if d > 0:
                want = (100 if s.unit == "%" else 1) * n / d
                unit = 10.0 ** -f["decimals"]
                if more(x, want + 0.5 * unit) or more(want - 0.5 * unit, x):
                    self.ask(752, s, where, abs(x - want) / unit)
            if more(10, d):
                self.ask(763, s, where, d)
        if f["version"] > 1:
            self.ask(759, s, where, f["version"])
        if (s.unit in WHOLE and not s.entry["mean"]
                and not equal(x, round(x))):
            self.ask(760, s, where, abs(x - round(x)))

    def against_past(self, s, where, f):
        region, year, basis = where
        x = f["value"]
        before = self.store.get(region, s.code, year - 1, basis)
        running = self.running(s, basis)
        if before and s.kind != "event" and not running:
            p = before["value"]
            if s.kind == "growth":
                if more(abs(x - p), 30):
                    self.ask(753, s, where, x - p)
            elif not equal(p, 0) and more(100 * abs(x - p) / abs(p), 30) \
                    and (s.unit != "%" or more(abs(x - p), 5)):
                self.ask(753, s, where, 100 * (x - p) / abs(p))
        if before and before["d"] and f["d"] is not None:
            change = 100 * (f["d"] - before["d"]) / before["d"]
            if more(abs(change), 20):
                self.ask(771, s, where, change)
        if s.kind != "event" and not s.at_bound(x):
            years = 1
            while True:
                other = self.store.get(region, s.code, year - years, basis)
                if not other or not equal(other["value"], x):
                    break
                years += 1
            if years >= 3:
                self.ask(755, s, where, years)
        if running:
            for earlier in range(year - 1, self.first, -1):
                other = self.store.get(region, s.code, earlier, basis)
                if other:
                    if more(other["value"], x):
                        self.ask(758, s, where, x - other["value"])
                    break
        if basis == "to_date":
            yearly = sum(
                self.store.get(region, s.code, y, "year") is not None
                for y in range(self.first + 1, self.last + 1))
            if yearly:
                self.ask(766, s, where, yearly)

    def unit_slip(self, s, where, f, peers, is_peer):
        if s.kind in ("growth", "event"):
            return
        region, year, basis = where
        x = f["value"]
        others = []
        before = self.store.get(region, s.code, year - 1, basis)
        if before:
            others.append((before["value"],
                           100 if self.running(s, basis) else 10))
        if len(peers) >= 4 and (is_peer or not s.entry["sum"]):
            others.append((median(p["value"] for p in peers),
                           100 if s.entry["sum"] else 10))
        for other, least in others:
            if other == 0 or x * other <= 0:
                continue
            ratio = max(x / other, other / x)
            for factor in (10, 100, 10000):
                if factor >= least and not more(factor / 1.2, ratio) \
                        and not more(ratio, factor * 1.2):
                    self.ask(754, s, where, x / other)
                    return

    def outlier(self, s, where, f, peers):
        if s.kind == "event" or len(peers) < 4:
            return
        values = [Fraction(str(p["value"])) for p in peers]
        middle = median(values)
        spread = median(abs(v - middle) for v in values)
        if spread == 0:
            return
        z = Fraction(6745, 10000) * (Fraction(str(f["value"])) - middle)
        z /= spread
        if more(abs(float(z)), 3.5):
            self.ask(756, s, where, z)

    def group(self, s, year, basis):
        known = [(r, self.store.get(r, s.code, year, basis))
                 for r in self.subregions]
        known = [(r, f) for r, f in known if f]
        peers = [f for _, f in known]
        own = (self.plan["region"], year, basis)
        group = (None, year, basis)
        total = self.store.get(self.plan["region"], s.code, year, basis)
        if total and peers and s.entry["sum"]:
            self.ask(764, s, own, len(peers))
            self.total(s, own, total, peers)
        if basis == "year" and self.subregions:
            missing = [r for r in self.subregions
                       if not self.store.get(r, s.code, year, "year")
                       and not self.store.get(r, s.code, year, "to_date")]
            if 0 < len(missing) < len(self.subregions):
                self.ask(765, s, group, len(missing))
        if not peers or s.kind == "event":
            return
        first = peers[0]["value"]
        if all(equal(p["value"], first) for p in peers):
            if len(peers) >= 3 and not s.at_bound(first):
                self.ask(761, s, group, len(peers))
            return
        digits = [("%.*f" % (p["decimals"], p["value"]))[-1] for p in peers
                  if not s.at_bound(p["value"])]
        if len(digits) >= 5 and set(digits) <= {"0", "5"}:
            self.ask(762, s, group, len(digits))

    def total(self, s, own, total, peers):
        exact = [Fraction(str(p["value"])) for p in peers]
        gap = Fraction(str(total["value"])) - sum(exact)
        allowed = sum(
            Fraction(1, 2) / 10 ** min(p["decimals"], total["decimals"])
            for p in peers)
        complete = len(peers) == len(self.subregions)
        if not (gap < -allowed or (complete and gap > allowed)):
            return
        self.ask(757, s, own, gap)
        leeway = Fraction(1, 2) / 10 ** min(
            f["decimals"] for f in [total] + peers)
        if complete and any(part > leeway and abs(abs(gap) - part) <= leeway
                            for part in exact):
            self.ask(770, s, own, gap)

    def subject(self, s, regions):
        for year in range(self.first, self.last + 1):
            for basis in ("year", "to_date"):
                peers = [self.store.get(r, s.code, year, basis)
                         for r in self.subregions] if s.judged else []
                peers = [p for p in peers if p]
                for region in regions:
                    where = (region, year, basis)
                    f = self.store.get(region, s.code, year, basis)
                    if not f:
                        continue
                    is_peer = region in self.subregions
                    self.alone(s, where, f)
                    self.against_past(s, where, f)
                    self.unit_slip(s, where, f, peers, is_peer)
                    if is_peer and s.judged:
                        self.outlier(s, where, f, peers)
                if s.judged:
                    self.group(s, year, basis)

    def run(self):
        own = self.plan["region"]
        codes = {i["code"] for i in self.plan["indicators"]}
        tried = set()
        for i in self.plan["indicators"]:
            s = Subject(i["code"], self.entries[i["code"]], i)
            self.subject(s, [own] + self.subregions)
            reference = i["target"].get("reference")
            if not reference:
                continue
            region = i["target"].get("reference_region") or own
            if (reference, region) in tried or \
                    (region == own and reference in codes):
                continue
            tried.add((reference, region))
            self.subject(Subject(reference, self.entries[reference]),
                         [region])
        return self.found


def fyp(*arguments):
    done = subprocess.run(
        [RUN["fyp"], *map(str, arguments)], capture_output=True,
        encoding="utf-8", check=False,
        env=dict(os.environ, FYP_HOME=str(ROOT)))
    if done.returncode not in (0, 4):
        sys.exit("%s: %s" % (arguments, done.stderr))
    return done.stdout


def compare(db, plan, year):
    """How many questions there were; stops at the first difference."""
    expected = Checks(plan, Store(db), catalogue(), year).run()
    told = json.loads(fyp("quality", plan["id"], "--year", year, "--db", db,
                          "--format", "json"))["findings"]
    got = {(f["code"], f["indicator"],
            f["region"] if f["figure"] else None, f["year"], f["basis"]):
           f["measured"] for f in told}
    if len(got) != len(told):
        sys.exit("%s %d: a question twice" % (plan["id"], year))
    for key in sorted(set(got) | set(expected), key=str):
        if key not in got or key not in expected:
            sys.exit("%s %d: %s is found by the %s only" % (
                plan["id"], year, key,
                "program" if key in got else "twin"))
        if abs(got[key] - expected[key]) > 1e-7 * max(1, abs(got[key])):
            sys.exit("%s %d: %s: %r, the twin has %r" % (
                plan["id"], year, key, got[key], expected[key]))
    return [key[0] for key in got]


def random_value(rng, s, before):
    """Mostly near the year before; now and then a slip."""
    if s.kind == "event":
        return "%.1f" % rng.choice([0, 0.4, 1])
    base = before if before is not None else rng.uniform(20, 95)
    slip = rng.random()
    if slip < 0.06:
        base *= rng.choice([0.01, 0.1, 10, 100, 10000])
    elif slip < 0.16:
        base *= rng.uniform(0.3, 2.5)
    elif slip < 0.76:
        base *= rng.uniform(0.95, 1.06)
    if s.high is not None and rng.random() < 0.95:
        base = min(base, s.high)
    decimals = 0 if s.unit in WHOLE and rng.random() < 0.9 else 1
    if rng.random() < 0.2:
        base = 5 * round(base / 5)
    return "%.*f" % (decimals, base)


def random_rows(rng, plan, entries):
    regions = [plan["region"]] + [r["region"] for r in plan["subregions"]]
    for i in plan["indicators"]:
        s = Subject(i["code"], entries[i["code"]], i)
        same = rng.random() < 0.1
        for year in range(plan["baseline_year"], plan["end_year"] + 1):
            parts = 0.0
            shared = random_value(rng, s, None)
            rounded = rng.random() < 0.1
            for region in reversed(regions):
                if rng.random() < 0.04:
                    continue
                value = shared if same else random_value(
                    rng, s, RUN.get((region, s.code)))
                if rounded:
                    value = "%d" % (5 * round(float(value) / 5))
                if region == plan["region"] and s.entry["sum"] and parts \
                        and rng.random() < 0.8:
                    one = RUN.get((regions[1], s.code), 0)
                    value = "%.0f" % (parts + rng.choice(
                        [0, 5, 6, 29, -29, one, -one]))
                parts += float(value)
                RUN[(region, s.code)] = float(value)
                n = d = ""
                if s.unit == "%" and s.kind == "level" and \
                        rng.random() < 0.3:
                    d = rng.choice([7, 9, 10, 11, 137, 1637, 2411])
                    n = round(d * float(value) / 100)
                    value = "%.1f" % (100 * n / d)
                yield [region, s.code, year, value, n, d,
                       "to_date" if rng.random() < 0.08 else "year"]


def random_store(rng, folder, plan, name):
    csv = pathlib.Path(folder) / ("%s.csv" % name)
    db = pathlib.Path(folder) / ("%s.db" % name)
    for key in [k for k in RUN if isinstance(k, tuple)]:
        del RUN[key]
    lines = ["region,indicator,year,value,numerator,denominator,basis,source"]
    lines += [",".join(map(str, row)) + ",x"
              for row in random_rows(rng, plan, catalogue())]
    csv.write_text("\n".join(lines) + "\n", encoding="utf-8")
    fyp("import", "--db", db, csv)
    spoil(rng, db)
    return db


def spoil(rng, db):
    """What an import would not take in, as an older store may hold it."""
    with sqlite3.connect(db) as store:
        places = [row[0] for row in store.execute(
            "SELECT place FROM current_figure ORDER BY place")]
        for place in rng.sample(places, len(places) // 20):
            change = rng.choice([
                "value = value + 61.7", "value = -value", "version = 3",
                "numerator = 1 + 1.07 * denominator",
                "numerator = 0.999 * numerator"])
            store.execute(
                "UPDATE current_figure SET %s WHERE place = ?" % change,
                (place,))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fyp", required=True)
    parser.add_argument("--random", type=int, default=12)
    options = parser.parse_args()
    RUN["fyp"] = options.fyp
    seen = []
    plans = [json.loads(fyp("plan", "show", path.stem, "--format", "json"))
             for path in sorted((ROOT / "indicators/plans").glob("*.yaml"))]
    with tempfile.TemporaryDirectory() as folder:
        db = pathlib.Path(folder) / "demo.db"
        fyp("import", "--db", db,
            *sorted((ROOT / "data/samples").glob("*.csv")))
        for plan in plans:
            for year in range(plan["baseline_year"], plan["end_year"] + 1):
                seen += compare(db, plan, year)
        demo = len(seen)
        rng = random.Random(20231117)
        for k in range(options.random):
            for plan in plans:
                store = random_store(rng, folder, plan,
                                     "%s-%d" % (plan["id"], k))
                seen += compare(store, plan, plan["end_year"])
    counts = {code: seen.count(code) for code in sorted(set(seen))}
    print("%d questions about the demonstration figures, %d about random "
          "ones, each found twice: %s" % (demo, len(seen) - demo, counts))
    if options.random and len(counts) < 19:
        sys.exit("only %d of the checks were provoked" % len(counts))


if __name__ == "__main__":
    main()
