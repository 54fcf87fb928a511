/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_QUALITY_INTERNAL_H
#define FYP_DATA_QUALITY_INTERNAL_H

#include "data/quality/quality.h"

/*
 * Inside of data/quality/. A trial is one check on one figure, or on the
 * sub-regions of a plan as a group; a rule says whether there is something to
 * ask, and what it measured.
 */

/** The middle of the peers and how far they lie from it; NAN where they are
 *  too few. */
struct fyp_spread {
    double median, deviation; /* median absolute deviation */
    int decimals;             /* the most that a peer is printed with */
};

/** What is the same for all trials of one indicator in one year. */
struct fyp_trial {
    const struct fyp_quality_check *check;
    double threshold; /* of the indicator, else of the check; NAN: none */
    const struct fyp_quality_checks *checks;
    const struct fyp_figures *figures;
    const struct fyp_catalogue_entry *entry;
    enum fyp_kind kind;
    const char *unit;
    struct fyp_range range;
    int first_year, last_year; /* over which a running total runs */
    int year;
    enum fyp_basis basis;
    const struct fyp_figure *figure; /* NULL: a group whose place has none */
    const char *place;               /* name of its region; NULL: look it up */
    bool is_peer;                    /* figure is one of peers */
    const struct fyp_plan *plan;     /* NULL: no peers are known */
    const struct fyp_figure *const *peers; /* as plan->subregions; NULL where
                                              one has none */
    size_t peer_count;                     /* 0: no peers are known */
    struct fyp_spread spread;              /* of peers */
};

enum { FYP_EXTRA_SIZE = 300 };

struct fyp_measure {
    double measured;
    const struct fyp_figure *beside;
    double other;       /* the value held against; NAN: none */
    int other_decimals; /* as it is printed */
    char extra[FYP_EXTRA_SIZE];
};

/** @return true: there is something to ask, and *out is filled. */
typedef bool fyp_rule(const struct fyp_trial *trial, struct fyp_measure *out);

/* rules_figure.c */
fyp_rule fyp_rule_range;
fyp_rule fyp_rule_part_over_whole;
fyp_rule fyp_rule_ratio;
fyp_rule fyp_rule_jump;
fyp_rule fyp_rule_same_value;
fyp_rule fyp_rule_total_falls;
fyp_rule fyp_rule_revised;
fyp_rule fyp_rule_not_whole;
fyp_rule fyp_rule_small_denominator;
fyp_rule fyp_rule_denominator_break;
fyp_rule fyp_rule_mixed_basis;
fyp_rule fyp_rule_never_calculated;
fyp_rule fyp_rule_hidden;
fyp_rule fyp_rule_external;

/* rules_peers.c */
fyp_rule fyp_rule_unit_slip;
fyp_rule fyp_rule_outlier;
fyp_rule fyp_rule_sum;
fyp_rule fyp_rule_sum_off_by_part;
fyp_rule fyp_rule_all_same;
fyp_rule fyp_rule_round_digits;
fyp_rule fyp_rule_both_levels;
fyp_rule fyp_rule_coverage;

/** @param scratch  Shape [n]; its content is lost. */
struct fyp_spread
fyp_spread_of(const struct fyp_figure *const *peers, size_t n, double *scratch);

/** The figure of the year before, same place and basis; NULL: none. */
const struct fyp_figure *fyp_year_before(const struct fyp_trial *trial);

/** Grows by its nature: a figure "to date", or a plan's level of something
 *  that the catalogue counts by the year. */
bool fyp_is_running_total(const struct fyp_trial *trial);

/** At an end of the natural range, where figures rightly stay. */
bool fyp_is_at_bound(const struct fyp_trial *trial, double value);

/** Is a unit counted in whole numbers (整数单位)? */
bool fyp_quality_is_whole_unit(
    const struct fyp_quality_checks *checks, const char *unit);

/**
 * Threshold of a check for an indicator.
 * @return false: the check is off for it. *threshold NAN: it has none.
 */
bool fyp_quality_threshold(
    const struct fyp_quality_checks *checks,
    const struct fyp_quality_check *check, const char *indicator,
    double *threshold);

/** Needs a threshold? */
bool fyp_quality_rule_has_threshold(enum fyp_quality_rule rule);

#endif
