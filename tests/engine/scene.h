/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_TESTS_ENGINE_SCENE_H
#define FYP_TESTS_ENGINE_SCENE_H

#include "engine/evaluate.h"

/*
 * Plans and figures in memory, written in a few words:
 *
 *     {.target = ">=91.35", .baseline = "84.6", .milestones = "2022:87.1",
 *      .figures = "2021:85.2 2023~86.4", .path = FYP_PATH_STEP}
 *
 * A figure is year:value, or year~value for one "to date"; a milestone is
 * year:value. The plan runs from 2020 to 2025 unless the setting says
 * otherwise; its place is 510604.
 */

#define SCENE_REGION "510604"
#define SCENE_NATION "100000"

/** One indicator; what is not said is absent. */
struct sketch {
    enum fyp_kind kind; /* NONE: level */
    const char *target; /* comparator and number; ">=ref" against the
                           reference; NULL: no target; "text" */
    bool inferred;
    const char *precision; /* decimals of the target, "-2"; else as written */
    const char *baseline;  /* ">84.6" is a bound */
    const char *prose;     /* baseline from the prose */
    enum fyp_path path;
    const char *milestones;
    const char *figures;
    const char *reference;        /* figures of the reference */
    const char *nation;           /* the same, but of the nation */
    double tolerance;             /* of the reference */
    const char *subregions;       /* "511102=2023:61.4|511111=|511123=2023:7" */
    double range_low, range_high; /* both 0: no range */
    enum fyp_attribute attribute;
    const char *category;
    const char *code; /* NULL: "c0", "c1" … in order */
};

/** What is asked; 0 is the default everywhere. */
struct setting {
    int baseline_year, end_year; /* 2020, 2025 */
    const char *published;
    int year;          /* 2023 */
    const char *place; /* NULL: the plan's own */
    enum fyp_stage stage;
    enum fyp_method method;
    enum fyp_comparison comparison;
    enum fyp_missing missing;
    enum fyp_mean mean;
    const struct fyp_weight *weights;
    size_t weight_count;
    bool lift_caps;
};

enum { SCENE_INDICATORS = 100, SCENE_MILESTONES = 8, SCENE_REGIONS = 16 };

struct scene_indicator {
    struct fyp_milestone milestones[SCENE_MILESTONES];
    char code[8], reference_code[8];
};

struct scene {
    struct fyp_plan plan;
    struct scene_indicator *inner; /* shape [n]: what indicators point to */
    struct fyp_indicator *indicators;
    struct fyp_region subregions[SCENE_REGIONS];
    char subregion_codes[SCENE_REGIONS][16];
    struct fyp_figures *figures;
    struct fyp_ruleset ruleset;
    struct fyp_evaluation evaluation;
    enum fyp_status status;
};

/**
 * Builds and evaluates; scene->status says how it went.
 * @param sketches  Shape [n], n <= SCENE_INDICATORS.
 */
struct scene *scene_create(
    const struct sketch *sketches, size_t n, const struct setting *setting);
void scene_destroy(struct scene *scene);

/** One indicator, evaluated; asserts that it went well. The result must not
 *  be used for its indicator or figure, which are gone. */
struct fyp_indicator_result
scene_judge(const struct sketch *sketch, const struct setting *setting);

enum { SCENE_FLAGS_SIZE = 160 };

/** "bound regressed", in the order of enum fyp_flag; "" for none. */
const char *scene_flags(unsigned flags, char out[SCENE_FLAGS_SIZE]);

/** A decimal from text, as a reader would make it; asserts on nonsense. */
struct fyp_decimal scene_decimal(const char *text);

/** An expected "not defined"; NAN would do, but reads worse in a table. */
#define UNDEFINED NAN

/** What a row need not say. */
#define ANY 123456789.0

/** Both undefined, or closer than tolerance of the larger (absolute below
 *  1). True for an expected ANY. */
bool scene_near(double got, double expected, double tolerance);

/** Fails the test, naming row, source, what, got and expected. */
void scene_expect(
    const char *row, const char *source, const char *what, double got,
    double expected, double tolerance);
void scene_expect_text(
    const char *row, const char *source, const char *what, const char *got,
    const char *expected);

#endif
