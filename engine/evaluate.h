/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_EVALUATE_H
#define FYP_ENGINE_EVALUATE_H

#include "data/figures.h"
#include "data/quality/quality.h"
#include "engine/ruleset.h"
#include "engine/third_party.h"
#include "indicators/target.h"

/*
 * One plan, one year, one stage: what was promised against what was
 * measured. The steps, each with its own file, in the order of docs/methods.md:
 *
 *   observe.c   section 2, 3   the value x that is judged; baseline or proxy
 *   progress.c  section 4 - 6  expected value, scale, pace, progress, flags
 *   verdict.c   section 7      status
 *   method.c    section 8      score of one indicator
 *   weighing.c  section 18     where the weights come from
 *   score.c     section 9      score, attainment and grade of the plan
 *   third_party.c section 13   what others found, beside it
 *   questions.c section 14     which figures that went in are asked about
 *   evaluate.c                 runs them over the indicators
 *   explain.c                  all of it as a chain of steps
 *
 * In all results NAN means "not defined"; shares are fractions (0.6).
 */

struct fyp_judged_commitments; /* engine/commitments.h */

enum fyp_stage {
    FYP_STAGE_DEFAULT, /* chosen from the year */
    FYP_STAGE_ANNUAL,
    FYP_STAGE_MIDTERM,
    FYP_STAGE_FINAL
};

enum fyp_verdict {
    FYP_VERDICT_MONITOR,
    FYP_VERDICT_NOT_DUE,
    FYP_VERDICT_NO_DATA,
    FYP_VERDICT_NOT_ASSESSABLE,
    FYP_VERDICT_EXCEEDED,
    FYP_VERDICT_ACHIEVED,
    FYP_VERDICT_AHEAD,
    FYP_VERDICT_ON_TRACK,
    FYP_VERDICT_BEHIND,
    FYP_VERDICT_NOT_ACHIEVED,
    FYP_VERDICT_COUNT
};

/** Bits; the names of docs/methods.md, see fyp_flag_name. */
enum fyp_flag {
    FYP_FLAG_INFERRED = 1 << 0,      /* bare number read as >= */
    FYP_FLAG_BOUND = 1 << 1,         /* the baseline is a bound */
    FYP_FLAG_INCOMPLETE = 1 << 2,    /* a year of a sum or mean missing */
    FYP_FLAG_RETROSPECTIVE = 1 << 3, /* year before publication */
    FYP_FLAG_REGRESSED = 1 << 4,     /* worse than the baseline */
    FYP_FLAG_MAINTAINED = 1 << 5,
    FYP_FLAG_SLIPPING = 1 << 6,
    FYP_FLAG_RECOVERING = 1 << 7,
    FYP_FLAG_LOST = 1 << 8,
    FYP_FLAG_AT_THRESHOLD = 1 << 9, /* strict target, x = T */
    FYP_FLAG_MILESTONE_MISSED = 1 << 10,
    FYP_FLAG_PRICE_BASIS_MISMATCH = 1 << 11
};
enum { FYP_FLAG_COUNT = 12 };

enum fyp_baseline_source {
    FYP_BASELINE_NONE,
    FYP_BASELINE_TABLE,
    FYP_BASELINE_PROSE,
    FYP_BASELINE_OBSERVED,
    FYP_BASELINE_PROXY
};

/** Why an indicator is not_assessable; for reports. */
enum fyp_obstacle {
    FYP_OBSTACLE_NONE,
    FYP_OBSTACLE_NO_REFERENCE, /* the reference has no figure */
    FYP_OBSTACLE_NO_EXPECTED,  /* no e(t) in this year */
    FYP_OBSTACLE_INCOMPLETE_SUM,
    FYP_OBSTACLE_INCOMPLETE_GROWTH
};

/** Which rule of sections 4 and 5 gave e(t). */
enum fyp_expected_rule {
    FYP_EXPECTED_NONE,     /* there is no e(t) */
    FYP_EXPECTED_FINAL,    /* the target, in the final stage */
    FYP_EXPECTED_MAINTAIN, /* the target: to be kept in every year */
    FYP_EXPECTED_STEP,     /* the milestone in force, then the target */
    FYP_EXPECTED_LINE,     /* on the line of result.segment */
    FYP_EXPECTED_REFERENCE /* from what a growth or a level is held against */
};

/** Which row of section 7 decided the status. */
enum fyp_verdict_rule {
    FYP_DECIDED_MONITOR,
    FYP_DECIDED_NOT_DUE,
    FYP_DECIDED_NO_DATA,
    FYP_DECIDED_OBSTACLE, /* not assessable: result.obstacle says why */
    FYP_DECIDED_FINAL_MISSED,
    FYP_DECIDED_FINAL_EXCEEDED,
    FYP_DECIDED_FINAL_MET,
    FYP_DECIDED_EVENT_DONE,
    FYP_DECIDED_EVENT_LATE,
    FYP_DECIDED_TARGET_MET,         /* before its time */
    FYP_DECIDED_REQUIREMENT_MET,    /* maintain, step, level reference */
    FYP_DECIDED_REQUIREMENT_MISSED, /* the same, though the pace is high */
    FYP_DECIDED_PACE_AHEAD,
    FYP_DECIDED_PACE_ON_TRACK,
    FYP_DECIDED_PACE_BEHIND,
    FYP_DECIDED_GROWTH_AHEAD,
    FYP_DECIDED_GROWTH_MET,
    FYP_DECIDED_GROWTH_AT_THRESHOLD,
    FYP_DECIDED_GROWTH_MISSED,
    FYP_DECIDED_MILESTONE_MISSED, /* whatever the pace */
    FYP_DECIDED_COUNT
};

struct fyp_indicator_result {
    const struct fyp_indicator *indicator;
    const struct fyp_figure *figure; /* of the year, NULL where none */
    double value;                    /* x that is judged */
    int value_year; /* year of the latest figure in x; 0 where none */
    enum fyp_comparator comparator; /* with which x is judged */
    double target;    /* number that x is judged against at the end:
                         T, 100 for each-subregion, NAN for a reference */
    double reference; /* g_r or ref_t; NAN where none */
    double baseline;  /* b as shown: for cumulative the printed one */
    enum fyp_baseline_source baseline_source;
    int baseline_year;     /* y0, or f of a proxy; 0 where none */
    double expected_value; /* e(t), in the unit */
    enum fyp_expected_rule expected_rule;
    struct fyp_path_segment segment; /* FYP_EXPECTED_LINE only */
    double due_distance; /* |e - b| in the scale, 0 where it counts as none */
    double scale;
    double pace;
    double progress;        /* p */
    double expected;        /* q */
    double lead;            /* p - q */
    bool target_met;        /* the target's number is met by x */
    bool met;               /* its requirement is: growth, step and reference
                               have their own, else the target itself */
    bool maintain;          /* the maintain rule is in force */
    bool demonstration;     /* a demonstration figure went in */
    bool growth_lacks_year; /* growth: no figure for the year itself */
    unsigned flags;
    enum fyp_verdict verdict;
    enum fyp_verdict_rule verdict_rule;
    enum fyp_obstacle obstacle;
    enum fyp_method method; /* used for the score */
    bool method_fell_back;  /* the method asked for is not defined here */
    double method_score;    /* before "met is 100" and the ceiling */
    double score;           /* 0..100 */
    double plan_score;      /* that enters the plan's; NAN: stays out */
    double weight;
    double weight_share;  /* of the weights in the plan's score */
    double contribution;  /* points of it; NAN for a geometric mean */
    bool binding_caps;    /* a 约束性 one in a state that caps the grade */
    bool caps_as_binding; /* … and did lower it */
    bool caps_in_majority;
    size_t subregions_met; /* each-subregion: of the declared ones */
    size_t subregions_known;
    /* about figures that went in; notes are not among them */
    const struct fyp_quality_finding **questions;
    size_t question_count;
    long long over_reported; /* import of recounts that say so; 0: none */
};

struct fyp_attainment {
    int met, with_target, due, assessable;
};

/** Figures as third-party evaluations of national plans print them. */
struct fyp_consistency {
    int completed; /* achieved, exceeded ones included */
    int exceeded;
    int not_completed; /* not_achieved; 0 before the final stage */
    int with_target;   /* the denominator of all three */
};

struct fyp_category_score {
    const char *category; /* NULL: none printed */
    double score;         /* NAN where nothing is scored */
    int indicators, scored;
};

/** Which figures gave the weights by entropy. */
enum fyp_entropy_rows {
    FYP_ENTROPY_NONE, /* the weights have another origin */
    FYP_ENTROPY_SUBREGIONS,
    FYP_ENTROPY_YEARS
};

struct fyp_weighing {
    enum fyp_entropy_rows rows;
    size_t row_count;
};

struct fyp_stage_answers; /* of engine/stages.h */

/** What the score consists of, where a ruleset weighs satisfaction. */
struct fyp_score_parts {
    double targets;       /* the score of section 9 */
    double satisfaction;  /* 0..100; NAN where the weight is 0 */
    double weight;        /* of satisfaction, 0 <= w < 1 */
    const char *question; /* that counts; NULL where the weight is 0 */
    long long import_id;  /* of its survey */
};

struct fyp_evaluation {
    const struct fyp_plan *plan; /* with the targets of target_version; lives
                                    in arena where they were revised */
    int target_version;          /* 1: as published */
    int target_versions;         /* that the plan has */
    const struct fyp_figures *figures; /* as in the request */
    struct fyp_ruleset ruleset;        /* with its weights as resolved */
    struct fyp_weighing weighing;
    const char *region; /* code of the place evaluated */
    int year;
    enum fyp_stage stage; /* never DEFAULT */
    double elapsed;
    double score; /* NAN where nothing is scored */
    struct fyp_score_parts parts;
    enum fyp_grade grade;
    enum fyp_grade uncapped_grade;
    const char **capped_by; /* codes; empty where nothing lowered the grade */
    size_t capped_by_count;
    bool capped_by_majority; /* > half of the scored weight behind */
    double assessed_weight;  /* share of the weight of all with a target */
    double scored_weight;    /* sum of the weights in the score */
    int counts[FYP_VERDICT_COUNT];
    int behind_count; /* targets missed or behind */
    struct fyp_attainment attainment;
    struct fyp_attainment binding; /* of the 约束性 ones */
    struct fyp_consistency consistency;
    struct fyp_category_score *categories; /* in order of first appearance */
    size_t category_count;
    bool demonstration; /* a demonstration figure went in anywhere */
    struct fyp_indicator_result *indicators; /* as in the plan */
    size_t indicator_count;
    const struct fyp_quality_findings *quality; /* as in the request */
    const struct fyp_stage_answers *stages;     /* NULL: not asked */
    const struct fyp_third_party *third_party;  /* so, too */
    /* of engine/commitments.h, set by whoever judged them; NULL: nobody */
    const struct fyp_judged_commitments *judged;
    struct fyp_arena arena;
};

struct fyp_request {
    const struct fyp_plan *plan;
    const struct fyp_figures *figures;
    const struct fyp_ruleset *ruleset; /* NULL: built-in */
    const char *region;                /* NULL: the plan's own */
    int year;
    enum fyp_stage stage;
    int target_version; /* 0: the one in force in the year */
    /* Found in these very figures; they never change a result, only mark it.
       NULL: nothing was checked. Must outlive the evaluation. */
    const struct fyp_quality_findings *quality;
    /* Stored for this plan, place and year; reported beside the results and
       never merged with them. NULL: nothing. Must outlive the evaluation. */
    const struct fyp_third_party *third_party;
};

/**
 * Evaluates one plan for one year.
 *
 * @param out  Zeroed on failure; release with fyp_evaluation_finish. Points
 *             into plan and figures, which must outlive it.
 * @retval FYP_E_EVALUATE_YEAR   Year outside the plan.
 * @retval FYP_E_EVALUATE_FINAL  final asked for a year before the last.
 * @retval FYP_E_TARGETS_VERSION The plan has no such version of its targets.
 * @retval FYP_E_EVALUATE_GEOMETRIC_ZERO  Geometric mean with a zero score.
 * @retval FYP_E_RULESET_WEIGHTING  The ruleset's weights do not cover the plan,
 *                              or the entropy lacks figures.
 * @retval FYP_E_EVALUATE_WEIGHTS  Weights of the scored indicators add to 0.
 * @retval FYP_E_SATISFACTION_…  The ruleset weighs satisfaction, and there is
 *                               not the one number that it could mean.
 * Source: docs/methods.md sections 1 to 9.
 */
enum fyp_status fyp_evaluate(
    const struct fyp_request *request, struct fyp_evaluation *out,
    struct fyp_error *err);
void fyp_evaluation_finish(struct fyp_evaluation *evaluation);

/** More than half of the scored weight is missed. */
bool fyp_majority_missed(const struct fyp_evaluation *evaluation);

/** annual, midterm or final by default: final in the target year, midterm
 *  in the first year with an elapsed share of at least one half. */
enum fyp_stage fyp_default_stage(
    const struct fyp_plan *plan, const struct fyp_ruleset *ruleset, int year);

double fyp_elapsed_share(const struct fyp_plan *plan, int year);

/* Words of the JSON contract: "on_track", "binding", "final", … */
const char *fyp_verdict_name(enum fyp_verdict verdict);
const char *fyp_stage_name(enum fyp_stage stage);
const char *fyp_grade_name(enum fyp_grade grade); /* NULL for NONE */
const char *fyp_flag_name(int bit);               /* 0 .. FYP_FLAG_COUNT - 1 */
const char *fyp_method_name(enum fyp_method method);
const char *fyp_baseline_source_name(enum fyp_baseline_source source);
const char *fyp_kind_name(enum fyp_kind kind);

/**
 * Whole percentages of parts that add to 100 (largest remainder; ties go to
 * the earlier part). All zeros when the sum is 0.
 * @param parts  Counts >= 0, shape [n], n <= 64.
 * Source: docs/methods.md section 9.
 */
void fyp_whole_shares(const int *parts, size_t n, int *out);

#endif
