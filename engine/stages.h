/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_STAGES_H
#define FYP_ENGINE_STAGES_H

#include "engine/outlook.h"

/*
 * What an evaluation answers because of its stage.
 *
 * Mid-term: which targets will be missed at this pace, and which binding ones
 * need a warning now. Final: what the same forecast had said at mid-term, and
 * how far off it was.
 *
 * Answers stand beside status and score and change neither. The look back is
 * made from the figures of today, under the targets of the evaluation: a past
 * figure that was revised after the mid-term counts as revised.
 *
 * Source: docs/methods.md section 16 (house rules on top of section 10).
 */

/** How the value of the target year was found. */
enum fyp_stage_basis {
    FYP_BASIS_OF_NOTHING,   /* it was not */
    FYP_BASIS_OF_MODEL,     /* the model that the outlook chose */
    FYP_BASIS_OF_PACE,      /* what was done so far goes on as fast */
    FYP_BASIS_OF_STANDING,  /* stands to its reference as it does now */
    FYP_BASIS_OF_COMPLETION /* done, and stays done */
};

/** Is the target met in the target year? */
enum fyp_foresight {
    FYP_FORESIGHT_UNKNOWN,
    FYP_FORESIGHT_MEETS,
    FYP_FORESIGHT_MISSES
};

/** Bits: why a binding target needs a warning. */
enum fyp_warning {
    FYP_WARNING_BEHIND = 1 << 0,  /* its status is behind already */
    FYP_WARNING_MISSES = 1 << 1,  /* missed at this pace */
    FYP_WARNING_UNKNOWN = 1 << 2, /* no figure, or it cannot be judged */
    FYP_WARNING_ALL = (1 << 3) - 1
};
enum { FYP_WARNING_COUNT = 3 };

/** What became of a forecast. */
enum fyp_outcome {
    FYP_OUTCOME_UNKNOWN, /* nothing was said, or nothing can be judged */
    FYP_OUTCOME_RIGHT,
    FYP_OUTCOME_FALSE_ALARM, /* said to be missed, and met */
    FYP_OUTCOME_SURPRISE     /* said to be met, and missed */
};

enum fyp_inside { FYP_INSIDE_UNDEFINED, FYP_INSIDE_YES, FYP_INSIDE_NO };

struct fyp_stage_item {
    const struct fyp_indicator_result *result; /* of the evaluation */
    /* As seen from the mid-term. NAN: not defined. */
    enum fyp_stage_basis basis;
    enum fyp_model model;     /* COUNT unless the basis is a model */
    enum fyp_refusal refusal; /* why there is no model */
    double value, low80, high80, low95, high95;
    double probability; /* of meeting the target; from three points on */
    bool at_least;      /* a sum with a gap: value is a lower limit */
    bool perfect, outside_range;
    size_t points;                 /* that the model was fitted to */
    int last_year;                 /* of the last point; 0: none */
    double needed;                 /* a year, from the last point to the end */
    double seen;                   /* the judged value then */
    enum fyp_verdict verdict_then; /* where looked is true */
    bool looked;                   /* there was a year to look from */
    enum fyp_foresight foresight;
    unsigned warnings; /* mid-term, binding; 0: none */
    /* Final only. */
    double error; /* value - what came */
    enum fyp_inside inside80, inside95;
    enum fyp_foresight happened;
    enum fyp_outcome outcome;
};

struct fyp_stage_answers {
    enum fyp_stage stage; /* MIDTERM or FINAL */
    int seen_from;        /* year of the forecast; 0: the plan has no
                             mid-term before its last year */
    int end_year;
    struct fyp_stage_item *items; /* those with a target, as in the plan */
    size_t count;
    int meets, misses, unknown; /* forecasts */
    int warned;                 /* mid-term: binding ones with a warning */
    /* final: forecasts that can be held against what came */
    int right, false_alarms, surprises;
    int with80, within80, with95, within95; /* of those with an interval */
    size_t revised; /* figures up to seen_from that are no first version */
    bool demonstration;
};

/**
 * Answers for a mid-term or final evaluation and hangs them into it.
 *
 * Nothing is done for an annual one, nor for a mid-term one of the last year:
 * nothing lies ahead of it.
 *
 * @param request  That the evaluation was made from.
 * @retval FYP_OK  evaluation->stages is set where there are answers; they
 *                 belong to the evaluation.
 */
enum fyp_status fyp_stages_answer(
    const struct fyp_request *request, struct fyp_evaluation *evaluation,
    struct fyp_error *err);

/** The mid-term year: the first that by default is one, before the last year;
 *  0 where there is none. */
int fyp_midterm_year(
    const struct fyp_plan *plan, const struct fyp_ruleset *ruleset);

/* Words of the JSON contract. */
const char *fyp_stage_basis_name(enum fyp_stage_basis basis); /* NULL: none */
const char *fyp_foresight_name(enum fyp_foresight foresight); /* or NULL */
const char *fyp_warning_name(int bit); /* 0 .. FYP_WARNING_COUNT - 1 */
const char *fyp_outcome_name(enum fyp_outcome outcome); /* NULL: unknown */

#endif
