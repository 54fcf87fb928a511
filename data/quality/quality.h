/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_QUALITY_QUALITY_H
#define FYP_DATA_QUALITY_QUALITY_H

#include "base/arena.h"
#include "data/cleaning/regions.h"
#include "data/figures.h"
#include "indicators/catalogue.h"
#include "indicators/plan.h"

/*
 * Figures that deserve a question. A figure that cannot be right is rejected
 * when it comes in; one that can be right and yet looks as if it were not is
 * used, and marked, and its sender is asked. Which checks there are, how
 * grave each is, where it starts and what it asks stands in
 * quality_checks.yaml (docs/quality.md), so that a committee may change it;
 * how each rule measures stands in the rules_….c.
 *
 *   checks.c         the file of checks
 *   run.c            which figures are held against which checks
 *   rules_figure.c   one figure, by itself and beside its own past
 *   rules_peers.c    a place beside its sub-regions, they among themselves
 *
 * A rule that is not defined for a figure (no year before, a denominator of
 * 0, no spread among the peers) finds nothing: no number is made up.
 */

/** What a check measures. */
enum fyp_quality_rule {
    FYP_RULE_RANGE,             /* outside of the natural range */
    FYP_RULE_PART_OVER_WHOLE,   /* numerator > denominator */
    FYP_RULE_RATIO,             /* value is not numerator / denominator */
    FYP_RULE_JUMP,              /* against the year before */
    FYP_RULE_UNIT_SLIP,         /* a factor near 10, 100, 10,000 */
    FYP_RULE_SAME_VALUE,        /* year after year */
    FYP_RULE_OUTLIER,           /* modified z among the peers */
    FYP_RULE_SUM,               /* total and sum of its parts */
    FYP_RULE_SUM_OFF_BY_PART,   /* … differ by exactly one part */
    FYP_RULE_TOTAL_FALLS,       /* a running total that decreases */
    FYP_RULE_REVISED,           /* a later version of a figure */
    FYP_RULE_NOT_WHOLE,         /* persons, households that are not whole */
    FYP_RULE_ALL_SAME,          /* all peers have the same figure */
    FYP_RULE_ROUND_DIGITS,      /* the last digits are all 0 or 5 */
    FYP_RULE_SMALL_DENOMINATOR, /* a rate of very few */
    FYP_RULE_DENOMINATOR_BREAK, /* another population than the year before */
    FYP_RULE_BOTH_LEVELS,       /* a place and its parts both report */
    FYP_RULE_COVERAGE,          /* some declared sub-regions are missing */
    FYP_RULE_MIXED_BASIS,       /* yearly figures and running totals */
    FYP_RULE_NEVER_CALCULATED,  /* marks of the cell */
    FYP_RULE_HIDDEN,
    FYP_RULE_EXTERNAL,
    FYP_RULE_COUNT
};

enum fyp_severity {
    FYP_SEVERITY_NOTE,     /* good to know; figures are not marked */
    FYP_SEVERITY_QUESTION, /* ask the sender */
    FYP_SEVERITY_SERIOUS   /* probably wrong: ask before using it */
};

struct fyp_quality_check {
    int code; /* 750 .. 779: FYP-750 …; enum fyp_status W_QUALITY_… */
    const char *name, *english_name;
    enum fyp_quality_rule rule;
    enum fyp_severity severity;
    struct fyp_decimal threshold; /* absent where the rule needs none */
    struct fyp_decimal least;     /* 最小差; absent: 0 */
    const char *question, *english_question; /* with {1} … {9} */
    int line;                                /* in the file */
};

struct fyp_quality_checks; /* opaque */

/**
 * Reads a file of checks.
 * @param out       NULL on failure; release with fyp_quality_checks_destroy.
 * @param problems  Everything found in the file; may be NULL.
 * @retval FYP_E_QUALITY_…  What is wrong between its fields.
 */
enum fyp_status fyp_quality_checks_create(
    const char *path, const struct fyp_catalogue *catalogue,
    struct fyp_quality_checks **out, struct fyp_problems *problems,
    struct fyp_error *err);
void fyp_quality_checks_destroy(struct fyp_quality_checks *checks);

size_t fyp_quality_checks_count(const struct fyp_quality_checks *checks);
/** In order of their codes. */
const struct fyp_quality_check *
fyp_quality_checks_at(const struct fyp_quality_checks *checks, size_t index);

/** One question. */
struct fyp_quality_finding {
    const struct fyp_quality_check *check;
    const char *indicator; /* catalogue code */
    const char *name;      /* of the indicator */
    const char *region;    /* code */
    const char *place;     /* name of the region, or its code */
    int year;
    enum fyp_basis basis;
    const struct fyp_figure *figure; /* that is questioned; NULL: it is about
                                        the sub-regions as a group */
    const struct fyp_figure *beside; /* that it was held against, or NULL */
    double measured;                 /* in the terms of the rule */
    double threshold;                /* that was used; NAN: the rule has none */
    const char *text;                /* the question, current language */
};

struct fyp_quality_findings {
    struct fyp_quality_finding *items;
    size_t count, capacity;
    const struct fyp_figure **questioned; /* sorted by address; notes do not
                                             count */
    size_t questioned_count;
    struct fyp_arena arena;
};

/** What to look at. */
struct fyp_quality_scope {
    const struct fyp_catalogue *catalogue;
    const struct fyp_plan *plan;
    const struct fyp_regions *regions; /* names of places; may be NULL */
    const char *region; /* only its figures; NULL: the plan's own place, its
                           sub-regions and its references */
    int last_year;      /* figures from the baseline year to this one: all
                           that an evaluation of this year may rest on */
};

/**
 * Runs the checks over the figures of a plan.
 *
 * @param out  Zeroed on failure; release with fyp_quality_findings_finish.
 *             Points into checks, figures and scope. In the order of the
 *             plan's indicators, then year, basis, place, code.
 * Source: docs/methods.md section 14, docs/quality.md.
 */
enum fyp_status fyp_quality_run(
    const struct fyp_quality_checks *checks, const struct fyp_figures *figures,
    const struct fyp_quality_scope *scope, struct fyp_quality_findings *out,
    struct fyp_error *err);
void fyp_quality_findings_finish(struct fyp_quality_findings *findings);

/** How many have a severity. */
size_t fyp_quality_count(
    const struct fyp_quality_findings *findings, enum fyp_severity severity);

/** Is the figure asked about (notes do not count)? */
bool fyp_quality_is_questioned(
    const struct fyp_quality_findings *findings,
    const struct fyp_figure *figure);

/** Figures that have just come in. */
struct fyp_quality_intake {
    const struct fyp_catalogue *catalogue;
    const struct fyp_regions *regions; /* may be NULL */
    const char *path; /* of the file; the place becomes "path:14" or
                         "path!sheet!C7"; NULL: the figure's own file name */
    bool (*is_new)(void *context, const struct fyp_figure *figure);
    /* what is asked about a figure, with its place; not FYP_OK: stop */
    enum fyp_status (*ask)(
        void *context, const struct fyp_figure *figure,
        const struct fyp_error *question, struct fyp_error *err);
    void *context;
};

/**
 * The checks that need nothing but a place and its own past, for the figures
 * of an import; each question is a warning (FYP_W_QUALITY_…).
 * Running totals are taken to start in 2016, 2021, 2026 …
 */
enum fyp_status fyp_quality_new(
    const struct fyp_quality_checks *checks, const struct fyp_figures *figures,
    const struct fyp_quality_intake *intake, struct fyp_error *err);

/** "note", "question", "serious": the JSON contract. */
const char *fyp_severity_name(enum fyp_severity severity);

/** Name of a check in the current language. */
const char *fyp_quality_check_name(const struct fyp_quality_check *check);

#endif
