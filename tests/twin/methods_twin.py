#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Naive twin of the evaluation engine, written from METHODS.md alone.

Slow and obvious on purpose. Numbers are exact fractions; the only roots
(geometric means) are taken with 60 digits and rounded to 45, so that a mean
of equal rates is that rate. "section N" is a section of METHODS.md;
"reading N" is an entry of READINGS.md beside this file: a place where the
page left a choice.

    evaluate(plan, figures, year, ...) -> dict      the one public function
    whole_shares(counts) -> list                    largest remainder, section 9
"""
from decimal import Decimal, localcontext
from fractions import Fraction
from types import SimpleNamespace

STATUSES = ("monitor", "not_due", "no_data", "not_assessable", "achieved",
            "exceeded", "ahead", "on_track", "behind", "not_achieved")
UNSCORED = ("monitor", "not_due", "no_data", "not_assessable")
FLAGS = ("regressed", "maintained", "slipping", "recovering", "lost",
         "at_threshold", "milestone_missed", "incomplete", "bound",
         "retrospective", "inferred")
METHODS = ("pace", "completion", "realisation", "efficacy")
GRADES = ("excellent", "good", "pass", "fail")        # best first
DEFAULTS = {"weights": {}, "least_scale": 0.02, "band_ahead": 1.10,
            "band_on_track": 0.90, "grade_limits": [90, 80, 60],
            "mean": "arithmetic", "cap": True}


class Refused(ValueError):
    """The page refuses this input or calls it an error."""


# ---------------------------------------------------------------- numbers

def number(text):
    """Decimal text (or a short number) as an exact fraction, section 1."""
    return None if text is None else Fraction(Decimal(str(text)))


def equal(a, b):
    """Section 1: equal within 1e-9 of the larger absolute value.

    The only equality in this file; every comparison goes through it."""
    return abs(a - b) <= Fraction(1, 10**9) * max(abs(a), abs(b))


def more(a, b):
    return a > b and not equal(a, b)


def at_least(a, b):
    return a > b or equal(a, b)


def meets(x, comparator, bound):
    """Section 1, the five comparators."""
    if comparator == ">":
        return more(x, bound)
    if comparator == ">=":
        return at_least(x, bound)
    if comparator == "<":
        return more(bound, x)
    if comparator == "<=":
        return at_least(bound, x)
    if comparator == "=":
        return equal(x, bound)
    raise Refused(f"unknown comparator {comparator!r}")


def round_half_even(x, decimals):
    """Section 1, 修约: half to even; decimals may be negative."""
    unit = Fraction(10) ** -decimals
    return round(x / unit) * unit      # round(Fraction) is half to even


def decimals_of(text):
    """Number of decimals of a printed number: "90.50" has 2."""
    return -Decimal(str(text)).as_tuple().exponent


def root(x, n):
    """n-th root of a fraction >= 0, to 45 digits; exact for n = 1."""
    if n == 1 or x == 0:
        return x
    with localcontext() as ctx:
        ctx.prec = 60
        ctx.Emax, ctx.Emin = 999999999, -999999999
        d = Decimal(x.numerator) / Decimal(x.denominator)
        r = d ** (Decimal(1) / Decimal(n))
        ctx.prec = 45
        return Fraction(+r)


def mean_growth(rates):
    """Section 2: geometric mean of yearly changes in %, None if undefined
    (a change below -100 %, reading 9)."""
    product = Fraction(1)
    for g in rates:
        factor = 1 + g / 100
        if factor < 0:
            return None
        product *= factor
    return (root(product, len(rates)) - 1) * 100


def mean_of(pairs, kind):
    """Section 9: weighted mean of (weight, score); None without weight."""
    if kind == "geometric" and any(score == 0 for _, score in pairs):
        raise Refused("geometric mean: a score is zero")       # section 9
    total = sum((w for w, _ in pairs), Fraction(0))
    if total == 0:
        return None
    if kind == "arithmetic":
        return sum((w * s for w, s in pairs), Fraction(0)) / total
    if kind != "geometric":
        raise Refused(f"unknown mean {kind!r}")
    with localcontext() as ctx:
        ctx.prec = 60
        logs = Decimal(0)
        for w, s in pairs:
            share = w / total
            logs += (Decimal(share.numerator) / Decimal(share.denominator)
                     * (Decimal(s.numerator) / Decimal(s.denominator)).ln())
        result = logs.exp()
        ctx.prec = 45
        return Fraction(+result)


def clamp(x, low, high):
    return max(low, min(high, x))


def whole_shares(counts):
    """Section 9: whole per cents that add to 100, largest remainder.

    Equal remainders: the earlier entry gets the point (reading 44)."""
    total = sum(counts)
    if total == 0:
        return [0 for _ in counts]
    exact = [Fraction(100 * n) / total for n in counts]
    whole = [int(e) for e in exact]
    order = sorted(range(len(counts)), key=lambda i: (whole[i] - exact[i], i))
    for i in order[:100 - sum(whole)]:
        whole[i] += 1
    return whole


# ---------------------------------------------------------------- figures

def read_figures(figures):
    return {(f["region"], f["indicator"], f["year"], f["basis"]):
            number(f["value"]) for f in figures}


def figure(book, region, code, year):
    """One year's figure. "to date" means something in a sum only; elsewhere
    it is a figure like any other, "year" first (reading 7)."""
    value = book.get((region, code, year, "year"))
    if value is None:
        value = book.get((region, code, year, "to_date"))
    return value


def sum_since_start(book, region, code, y0, t):
    """Section 2, `cumulative`: (X_t or None, incomplete)."""
    start, total, found, incomplete = y0, Fraction(0), False, False
    for year in range(y0 + 1, t + 1):            # the last "to date" wins
        value = book.get((region, code, year, "to_date"))
        if value is not None:
            start, total, found = year, value, True
    for year in range(start + 1, t + 1):         # later years are added
        value = book.get((region, code, year, "year"))
        if value is None:
            incomplete = True
        else:
            total, found = total + value, True
    return (total, incomplete) if found else (None, False)


def latest_event(book, region, code, y0, t):
    """Section 2, `event`: the latest figure; once done it stays done."""
    latest, done = None, None
    for year in range(y0 + 1, t + 1):
        value = figure(book, region, code, year)
        if value is not None:
            latest = value
            if at_least(value, Fraction(1)):
                done = value
    return latest if done is None else done


def growth_view(book, region, ind, y0, t):
    """Sections 2 and 5: what a growth indicator looks like at t."""
    v = SimpleNamespace(x=None, g_r=None, any_figure=False, has_t=False,
                        incomplete=False, common=True)
    years = range(y0 + 1, t + 1)
    target = ind["target"]
    own = {y: figure(book, region, ind["code"], y) for y in years}
    own = {y: g for y, g in own.items() if g is not None}
    v.any_figure = bool(own)
    if not own:
        return v
    if target["kind"] != "reference":
        v.x = mean_growth(list(own.values()))
        v.has_t = t in own
        v.incomplete = len(own) < len(years)
        return v
    place = target.get("reference_region") or region
    ref = {y: figure(book, place, target["reference"], y) for y in own}
    ref = {y: g for y, g in ref.items() if g is not None}
    v.common = bool(ref)
    v.has_t = t in ref
    if not v.common:                    # section 5: value = mean of its own
        v.x = mean_growth(list(own.values()))
        v.incomplete = len(own) < len(years)                  # reading 11
        return v
    v.x = mean_growth([own[y] for y in ref])
    v.g_r = mean_growth(list(ref.values()))
    v.incomplete = len(ref) < len(years)
    return v


# ------------------------------------------------------------- sub-regions

def own_value_meets(book, place, ind, y0, year, sees):
    """Section 2, `each_subregion`: (meets: bool or None for no figure,
    incomplete) for one sub-region and one year."""
    target, kind = ind["target"], ind["kind"]
    comparator = target.get("comparator") or ">="
    if kind == "growth":
        v = growth_view(book, place, ind, y0, year)
        if v.x is None or not v.common or not v.has_t:
            return None, False
        if target["kind"] == "reference":
            if v.g_r is None:
                return None, False
            e = v.g_r - (number(target.get("tolerance")) or 0)
            return at_least(v.x, e), v.incomplete
        return (meets(sees(v.x), comparator, number(target["value"])),
                v.incomplete)
    if kind == "cumulative":
        x, incomplete = sum_since_start(book, place, ind["code"], y0, year)
    elif kind == "event":
        x, incomplete = latest_event(book, place, ind["code"], y0, year), False
        return (None if x is None else at_least(x, Fraction(1))), False
    else:
        x, incomplete = figure(book, place, ind["code"], year), False
    if x is None:
        return None, False
    if target["kind"] == "reference":
        other = target.get("reference_region") or place
        ref = figure(book, other, target["reference"], year)
        return (None if ref is None else meets(x, comparator, ref)), incomplete
    return meets(sees(x), comparator, number(target["value"])), incomplete


def share_of_subregions(book, plan, ind, year, sees):
    """(share in % or None, incomplete) over the DECLARED sub-regions."""
    y0 = plan["baseline_year"]
    places = plan.get("subregions") or []
    verdicts = [own_value_meets(book, p, ind, y0, year, sees) for p in places]
    if all(met is None for met, _ in verdicts):
        return None, False
    meeting = sum(1 for met, _ in verdicts if met)
    incomplete = any(met is None or gap for met, gap in verdicts)
    return Fraction(100 * meeting, len(places)), incomplete


# ---------------------------------------------------------- one indicator

def printed_milestones(ind, y0, y1):
    """Section 4: those with y0 < y_k < y1, in order of year."""
    marks = [SimpleNamespace(year=m["year"], value=number(m["value"]),
                             decimals=decimals_of(m["value"]))
             for m in ind.get("milestones") or [] if y0 < m["year"] < y1]
    marks.sort(key=lambda m: m.year)
    if len({m.year for m in marks}) < len(marks):
        raise Refused("two milestones in one year")
    return marks


def check(ind):
    """What the page refuses."""
    target, kind = ind["target"], ind["kind"]
    if kind not in ("level", "cumulative", "growth", "event"):
        raise Refused(f"unknown kind {kind!r}")
    if target["kind"] not in ("value", "reference", "none", "text"):
        raise Refused(f"unknown target kind {target['kind']!r}")
    if kind == "cumulative" and target["kind"] in ("value", "reference"):
        if (target["kind"] == "reference"                      # reading 3
                or (target.get("comparator") or ">=") not in (">", ">=")):
            raise Refused("cumulative: targets > or >= only")   # section 2
    if kind == "event" and target["kind"] == "reference":
        raise Refused("event: no reference")                    # reading 3


def read_indicator(ind, plan, t, book, compare):
    """The facts of one indicator: x, T, comparator, series, milestones."""
    check(ind)
    y0, y1 = plan["baseline_year"], plan["end_year"]
    target, code, region = ind["target"], ind["code"], plan["region"]
    c = SimpleNamespace(y0=y0, y1=y1, t=t, kind=ind["kind"], x=None, T=None,
                        ref=None, growth=None, incomplete=False, series={},
                        any_figure=False)
    c.monitor = target["kind"] in ("none", "text")              # section 2
    c.reference = target["kind"] == "reference"
    c.comparator = target.get("comparator")
    c.inferred = target["kind"] == "value" and c.comparator is None
    if c.comparator is None and not c.monitor:
        c.comparator = ">="                                     # section 1
    if target["kind"] == "value":
        c.T = number(target["value"])
    c.decimals = None
    if c.T is not None:
        c.decimals = target.get("decimals")
        if c.decimals is None:
            c.decimals = decimals_of(target["value"])

    def sees(x, decimals=c.decimals):
        """The value that a comparison with a printed number sees."""
        if compare == "rounded" and decimals is not None:
            return round_half_even(x, decimals)
        return x
    c.sees = sees
    c.tolerance = number(target.get("tolerance")) or Fraction(0)  # reading 12
    c.step = (ind.get("path") == "step" and c.kind in ("level", "cumulative")
              and target["kind"] == "value")                     # reading 20
    c.range = ind.get("range")
    if c.range is None and c.kind == "level" and ind["unit"] in ("%", "％"):
        c.range = ["0", "100"]                                   # section 2
    c.marks = printed_milestones(ind, y0, y1)
    c.all_milestone_years = sorted(m["year"]
                                   for m in ind.get("milestones") or [])

    if ind.get("each_subregion"):
        # Section 2: the share is judged, as a level in %, ">= 100".
        c.kind, c.reference, c.range = "level", False, ["0", "100"]
        c.step = ind.get("path") == "step"
        if c.monitor:
            return c
        c.comparator, c.T = ">=", Fraction(100)
        own_sees = c.sees
        c.sees = lambda x, decimals=None: x                      # reading 6
        for year in range(y0, t + 1):
            share, gap = share_of_subregions(book, plan, ind, year, own_sees)
            if share is not None:
                c.series[year] = share
                if year == t:
                    c.incomplete = gap
        c.x = c.series.get(t)
        c.any_figure = c.x is not None
    elif c.kind == "level":
        for year in range(y0, t + 1):
            value = figure(book, region, code, year)
            if value is not None:
                c.series[year] = value
        c.x = c.series.get(t)
        c.any_figure = c.x is not None
        if c.reference:                                          # section 5
            place = target.get("reference_region") or region
            c.ref = figure(book, place, target["reference"], t)
    elif c.kind == "cumulative":
        c.x, c.incomplete = sum_since_start(book, region, code, y0, t)
        c.any_figure = c.x is not None
    elif c.kind == "event":
        c.x = latest_event(book, region, code, y0, t)
        c.any_figure = c.x is not None
    else:
        c.growth = growth_view(book, region, ind, y0, t)
        c.x, c.incomplete = c.growth.x, c.growth.incomplete
        c.any_figure = c.growth.any_figure
    return c


def find_baseline(c, ind):
    """Section 3: c.b (formulas), c.shown and c.source (result), c.bound."""
    c.b, c.shown, c.source, c.bound, c.proxy_year = None, None, "none", False, None
    base = ind.get("baseline") or {}
    printed = number(base.get("value"))
    if base.get("source") not in ("table", "prose"):
        printed = None
    if c.kind == "cumulative":              # b = 0; a printed one only shown
        c.b = Fraction(0)
        if printed is not None:
            c.shown, c.source = printed, base["source"]
        return
    if c.kind in ("growth", "event") or c.step:
        return                                                  # none
    if printed is not None:
        c.b, c.source = printed, base["source"]
        c.bound = base.get("comparator") in (">", ">=", "<", "<=")
    elif c.y0 in c.series:
        c.b, c.source = c.series[c.y0], "observed"
    else:
        later = [year for year in sorted(c.series) if year > c.y0]
        if later and not any(m.year <= later[0] for m in c.marks):
            c.proxy_year = later[0]
            c.b, c.source = c.series[later[0]], "proxy"
    c.shown = c.b


def direction(c):
    """Section 4: s = +1, or -1 where lower is better."""
    if c.monitor:
        return None
    if c.kind == "growth" and c.reference:
        return 1                       # section 5: met when g >= e; reading 14
    if c.comparator in (">", ">="):
        return 1
    if c.comparator in ("<", "<="):
        return -1
    goal = c.ref if c.reference else c.T                        # reading 21
    if c.b is None or goal is None:
        return 1
    return -1 if more(c.b, goal) else 1


def worse(c, a, b):
    """a is worse than b, in the better direction of this indicator."""
    return more(b, a) if c.s > 0 else more(a, b)


def line(points, t):
    """Value at t of the straight lines through the sorted points."""
    for (ya, va), (yb, vb) in zip(points, points[1:]):
        if ya <= t <= yb:
            return va + (vb - va) * Fraction(t - ya, yb - ya)
    return points[-1][1] if points and t == points[-1][0] else None


def expected_value(c, final):
    """Sections 4 and 5: e(t), or None."""
    if c.monitor or c.kind == "event":
        return None
    if c.kind == "growth":
        if not c.reference:
            return c.T
        return None if c.growth.g_r is None else c.growth.g_r - c.tolerance
    if c.reference:
        return c.ref
    if final or c.maintain:
        return c.T
    if c.step:
        if c.t >= c.y1:
            return c.T
        return None if c.in_force is None else c.in_force.value
    ahead_of_us = [(m.year, m.value) for m in c.marks] + [(c.y1, c.T)]
    if c.kind == "cumulative":
        return line([(c.y0, Fraction(0))] + ahead_of_us, c.t)
    if c.proxy_year is not None:
        if c.t <= c.proxy_year:
            return None                      # in year f itself there is no e
        return line([(c.proxy_year, c.b)] + ahead_of_us, c.t)
    if c.b is not None:
        return line([(c.y0, c.b)] + ahead_of_us, c.t)
    if c.marks and c.t >= c.marks[0].year:   # the first milestone, once reached
        return line(ahead_of_us, c.t)
    return None


def short_of(c, mark):
    """Section 4: x falls short of a milestone; x = m_k is enough."""
    return worse(c, c.sees(c.x, mark.decimals), mark.value)     # reading 5


def target_itself_met(c):
    return meets(c.sees(c.x), c.comparator, c.T)


def requirement_met(c):
    """Section 9: "met" = the target itself is met by x; for growth, step and
    reference their requirement. None where there is nothing to compare."""
    if c.monitor or c.x is None:
        return None
    if c.kind == "event":
        return at_least(c.x, Fraction(1))                       # section 6
    if c.kind == "growth" and c.reference:
        return None if c.e is None else at_least(c.x, c.e)      # section 5
    if c.reference:
        return None if c.ref is None else meets(c.x, c.comparator, c.ref)
    if c.step and c.t < c.y1:
        return None if c.in_force is None else not short_of(c, c.in_force)
    return target_itself_met(c)


def scale_at(c, e, k):
    """Sections 4 and 5."""
    if c.kind == "growth":
        return max(abs(c.growth.g_r if c.reference else c.T), Fraction(2))
    if c.reference:
        return k * abs(c.ref)
    distance = Fraction(0)
    if not c.maintain and not c.step and c.b is not None:
        distance = abs(e - c.b)
    return max(distance, k * abs(c.T))


def pace_at(c, e, k):
    """Section 4: pace = 1 + s (x - e) / scale."""
    scale = scale_at(c, e, k)
    if scale == 0:
        return Fraction(1 if c.met else 0)
    return 1 + c.s * (c.x - e) / scale


def flags_of(c, plan):
    """Section 4 and the marks of sections 1 to 3."""
    flags = set()
    if not c.monitor and c.x is not None:
        if c.b is not None and worse(c, c.x, c.b):
            flags.add("regressed")
        if c.maintain:
            earlier = [y for y in c.series if c.y0 < y < c.t]
            before = c.series[max(earlier)] if earlier else c.b
            if c.met:
                flags.add("slipping" if worse(c, c.x, before) else "maintained")
            else:
                flags.add("recovering" if worse(c, before, c.x) else "lost")
        goal = c.ref if c.reference else c.T                    # reading 22
        if (c.comparator in (">", "<") and goal is not None
                and c.kind != "event"
                and not (c.kind == "growth" and c.reference)):
            seen = c.x if c.reference else c.sees(c.x)
            if equal(seen, goal):
                flags.add("at_threshold")
        if c.kind in ("level", "cumulative"):
            if any(m.year <= c.t and short_of(c, m) for m in c.marks):
                flags.add("milestone_missed")
    if c.incomplete:
        flags.add("incomplete")
    if c.bound:
        flags.add("bound")
    published = plan.get("published_year")
    if published is not None and c.t < published:
        flags.add("retrospective")                              # section 2
    if c.inferred:
        flags.add("inferred")                                   # section 1
    return flags


def first_three_rows(c):
    """Section 7, the rows that both stages share."""
    if c.monitor:
        return "monitor"
    if c.step and c.t < c.y1 and c.in_force is None:
        return "not_due"
    if c.kind == "event" and c.t < c.deadline and not c.met:
        return "not_due"                                        # section 6
    if not c.any_figure:
        return "no_data"
    return None


def no_reference(c):
    """Section 7, "no reference"; a mean that cannot be formed joins it."""
    if c.kind == "growth":
        return not c.growth.common or c.x is None or c.e is None
    return c.reference and c.ref is None


def status_before_final(c, rules):
    """Section 7, the table, top to bottom."""
    early = first_three_rows(c)
    if early:
        return early
    if no_reference(c):
        return "not_assessable"
    if c.kind in ("level", "cumulative") and c.e is None:
        return "not_assessable"
    if c.kind == "growth" and not c.growth.has_t:
        return "not_assessable"
    status = assessed_row(c, rules)
    if "milestone_missed" in c.flags:                           # sections 4, 7
        status = "behind"
    if c.kind == "cumulative" and c.incomplete and status == "behind":
        return "not_assessable"                                 # reading 28
    return status


def assessed_row(c, rules):
    """Section 7, from `achieved` down."""
    if c.kind == "event":
        return "achieved" if c.met else "behind"
    if c.kind == "growth":
        centre = c.growth.g_r if c.reference else c.T
        if at_least(c.s * (c.x - centre), Fraction(1, 2)):
            return "ahead"
        if c.met or "at_threshold" in c.flags:
            return "on_track"
        return "behind"
    if c.kind == "cumulative" and target_itself_met(c):
        return "achieved"
    plain_level = c.kind == "level" and not c.step and not c.reference
    if plain_level and c.b is not None and not c.maintain and c.met:
        return "achieved"                                       # reading 27
    if (c.maintain or c.step or c.reference) and c.met:
        return "on_track"
    never_ahead = c.maintain or c.step or c.reference
    if at_least(c.pace, rules.ahead) and not never_ahead:
        return "ahead"
    if at_least(c.pace, rules.on_track) and more(rules.ahead, c.pace):
        return "on_track"
    return "behind"


def status_final(c):
    """Section 7, the paragraph "Final stage"."""
    early = first_three_rows(c)
    if early:
        return early
    if no_reference(c):
        return "not_assessable"
    if c.kind == "growth" and c.incomplete:
        return "not_assessable"
    if c.kind == "cumulative" and c.incomplete and not c.met:
        return "not_assessable"
    if not c.met:
        return "not_achieved"
    return "exceeded" if exceeds(c) else "achieved"


def exceeds(c):
    if c.kind in ("growth", "event") or c.comparator == "=":
        return False
    goal = c.ref if c.reference else c.T
    if c.range is not None:
        best = number(c.range[1] if c.s > 0 else c.range[0])
        if best is not None and equal(goal, best):
            return False
    seen = c.x if c.reference else c.sees(c.x)                  # reading 4
    if equal(seen, goal):
        return False
    if not at_least(c.s * (seen - goal), abs(goal) / 100):
        return False
    return c.b is None or not worse(c, c.x, c.b)


def score_of(c, method, final, k):
    """Section 8: (score, name of the method that was used)."""
    if c.status in UNSCORED:
        return None, None
    if c.kind == "event":                   # section 6: a share done; reading 34
        score, used = 100 * clamp(c.x, Fraction(0), Fraction(1)), "pace"
    else:
        score, used = method_score(c, method, k), method
        if score is None:
            score, used = method_score(c, "pace", k), "pace"
    if c.met:
        return Fraction(100), used
    if final or c.maintain:
        score = min(score, Fraction(99))
    return score, used


def method_score(c, method, k):
    """Section 8, the table; None where the method is not defined."""
    zero, one = Fraction(0), Fraction(1)
    if method == "pace":
        return 100 * clamp(c.pace, zero, one)
    if method == "completion":
        # growth, step and reference keep their own e (reading 35)
        own = c.kind == "growth" or c.step or c.reference
        return 100 * clamp(pace_at(c, c.e if own else c.T, k), zero, one)
    if c.T is None:
        return None                                             # reading 36
    if method == "realisation":
        if c.T == 0 or (c.s < 0 and c.x == 0):
            return None
        ratio = c.x / c.T if c.s > 0 else c.T / c.x
        return None if ratio < 0 else 100 * min(one, ratio)
    assert method == "efficacy", method
    # Under maintain b may lie beyond T, and a fall through the target would
    # then score 100: not defined there (reading 37).
    if c.b is None or equal(c.T, c.b) or c.maintain:
        return None
    return clamp(60 + 40 * (c.x - c.b) / (c.T - c.b), zero, Fraction(100))


def judge(ind, plan, t, final, book, compare, method, rules):
    c = read_indicator(ind, plan, t, book, compare)
    find_baseline(c, ind)
    c.s = direction(c)
    c.deadline = (c.all_milestone_years or [c.y1])[0]           # section 6
    due = [m for m in c.marks if m.year <= t]
    c.in_force = due[-1] if c.step and due else None
    # Section 4, maintain: `level` with a b that meets the target or equals T.
    c.maintain = False
    if c.kind == "level" and c.T is not None and c.b is not None:
        seen = c.sees(c.b)
        c.maintain = meets(seen, c.comparator, c.T) or equal(seen, c.T)
    c.e = expected_value(c, final)
    c.met = requirement_met(c)
    c.pace = None
    if c.e is not None and c.x is not None:
        c.pace = pace_at(c, c.e, rules.k)
    # Section 4, reported besides: only with a distance to cover.
    p = q = None
    if (c.T is not None and c.e is not None and c.b is not None
            and c.kind in ("level", "cumulative")
            and not c.maintain and not c.step and not equal(c.T, c.b)):
        q = (c.e - c.b) / (c.T - c.b)
        if c.x is not None:
            p = (c.x - c.b) / (c.T - c.b)
    c.flags = flags_of(c, plan)
    c.status = status_final(c) if final else status_before_final(c, rules)
    score, used = score_of(c, method, final, rules.k)
    met = c.met
    if score is None:
        met = None                                              # reading 39
    return {
        "no": ind.get("no"), "code": ind["code"], "name": ind.get("name"),
        "unit": ind.get("unit"), "attribute": ind.get("attribute"),
        "kind": ind["kind"], "comparator": c.comparator, "target": c.T,
        "baseline": c.shown, "baseline_source": c.source, "value": c.x,
        "progress": p, "expected": q, "pace": c.pace,
        "lead": None if p is None else p - q, "status": c.status,
        "flags": [f for f in FLAGS if f in c.flags], "method": used,
        "score": score, "weight": rules.weight(ind["code"]),
        "expected_value": c.e, "met": met, "_category": ind.get("category")}


# ------------------------------------------------------------------ plan

def default_stage(y0, y1, t):
    """Section 7: final at y1, mid-term the first year with tau >= 0.5."""
    if t == y1:
        return "final"
    half = [y for y in range(y0 + 1, y1 + 1) if 2 * (y - y0) >= y1 - y0]
    return "midterm" if t == half[0] else "annual"


def read_rules(ruleset):
    given = dict(DEFAULTS, **(ruleset or {}))
    weights = {code: number(w) for code, w in given["weights"].items()}
    return SimpleNamespace(
        k=number(given["least_scale"]), ahead=number(given["band_ahead"]),
        on_track=number(given["band_on_track"]),
        limits=[number(x) for x in given["grade_limits"]],
        mean=given["mean"], cap=given["cap"],
        weight=lambda code: weights.get(code, Fraction(1)))


def grade_of(score, limits):
    for name, limit in zip(GRADES, limits):
        if at_least(score, limit):
            return name
    return "fail"


def caps_of(rows, scored, final):
    """Section 9: [(cap, code)] of everything that could lower the grade."""
    caps = []
    for r in rows:
        if r["attribute"] != "binding":
            continue
        missed = r["status"] in ("behind", "not_achieved")
        mere_threshold = (r["status"] == "not_achieved"
                          and "at_threshold" in r["flags"])     # reading 41
        unknown = (r["status"] == "no_data"
                   or r["status"] == "not_assessable"
                   and "incomplete" in r["flags"])
        if missed and not mere_threshold or unknown:
            caps.append(("pass" if final else "good", r["code"]))
    bad = [r for r in scored if r["status"] in ("behind", "not_achieved")]
    total = sum((r["weight"] for r in scored), Fraction(0))
    if more(2 * sum((r["weight"] for r in bad), Fraction(0)), total):
        caps += [("pass", r["code"]) for r in bad if r["weight"] > 0]
    return caps


def as_float(value):
    if not isinstance(value, Fraction):
        return value
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def evaluate(plan, figures, year, stage=None, method="pace", compare="full",
             missing="skip", ruleset=None):
    """Judge one plan for one year. Numbers come back as floats, undefined
    ones as None; refused input raises Refused."""
    y0, y1, t = plan["baseline_year"], plan["end_year"], year
    if not y0 < t <= y1:
        raise Refused("the year lies outside the plan")
    if stage is None:
        stage = default_stage(y0, y1, t)
    if stage not in ("annual", "midterm", "final"):
        raise Refused(f"unknown stage {stage!r}")
    if stage == "final" and t != y1:
        raise Refused("final is for the last year only")        # section 7
    if (method not in METHODS or compare not in ("full", "rounded")
            or missing not in ("skip", "zero")):
        raise Refused("unknown option")
    final = stage == "final"
    rules = read_rules(ruleset)
    book = read_figures(figures)
    rows = [judge(ind, plan, t, final, book, compare, method, rules)
            for ind in plan["indicators"]]

    # Section 9: what enters the score.
    def counted(row):
        if row["status"] == "no_data" and missing == "zero":
            return Fraction(0)
        return row["score"]
    scored = [r for r in rows if counted(r) is not None]
    with_target = [r for r in rows if r["status"] != "monitor"]
    due = [r for r in with_target if r["status"] != "not_due"]
    assessable = [r for r in due
                  if r["status"] not in ("no_data", "not_assessable")]
    score = mean_of([(r["weight"], counted(r)) for r in scored], rules.mean)
    weight_all = sum((r["weight"] for r in with_target), Fraction(0))
    weight_scored = sum((r["weight"] for r in scored), Fraction(0))
    categories = {}
    for name in [r["_category"] for r in rows]:
        if name is not None and name not in categories:
            categories[name] = mean_of(
                [(r["weight"], counted(r)) for r in scored
                 if r["_category"] == name], rules.mean)

    # Section 9: grade and what lowered it.
    grade, capped_by = None, []
    if score is not None:
        uncapped = grade = grade_of(score, rules.limits)
        if rules.cap:
            for cap, code in caps_of(rows, scored, final):
                if GRADES.index(cap) > GRADES.index(uncapped):
                    if code not in capped_by:
                        capped_by.append(code)
                    if GRADES.index(cap) > GRADES.index(grade):
                        grade = cap
        order = [r["code"] for r in rows]
        capped_by.sort(key=order.index)

    counts = {s: sum(1 for r in rows if r["status"] == s) for s in STATUSES}

    def share(n):
        return Fraction(n, len(with_target)) if with_target else None
    consistency = {
        "completed": share(counts["achieved"] + counts["exceeded"]),
        "exceeded": share(counts["exceeded"]),
        "not_completed": share(counts["not_achieved"])}          # reading 43
    for r in rows:
        del r["_category"]
    return {
        "plan": plan["id"], "region": plan["region"], "year": t,
        "stage": stage, "elapsed": as_float(Fraction(t - y0, y1 - y0)),
        "score": as_float(score), "grade": grade,
        "grade_capped_by": capped_by,
        "assessed_weight": as_float(weight_scored / weight_all
                                    if weight_all else None),
        "counts": counts,
        "attainment": {"met": sum(1 for r in rows if r["met"]),
                       "with_target": len(with_target), "due": len(due),
                       "assessable": len(assessable)},
        "categories": {n: as_float(s) for n, s in categories.items()},
        "consistency": {n: as_float(s) for n, s in consistency.items()},
        "indicators": [{n: as_float(v) for n, v in r.items()} for r in rows]}
