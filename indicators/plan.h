/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_INDICATORS_PLAN_H
#define FYP_INDICATORS_PLAN_H

#include "indicators/catalogue.h"

/*
 * What a plan promises, as printed and as understood.
 *
 * A plan is read from one YAML file (docs/plan-file.md, Chinese keys) by
 * indicators/plan_file.c and is constant afterwards: strings and arrays
 * belong to the plan and live until fyp_plan_destroy. Enums are 0 where the
 * document says nothing; nothing is guessed.
 */

enum fyp_attribute {
    FYP_ATTRIBUTE_NONE, /* not printed */
    FYP_BINDING,        /* 约束性 */
    FYP_ANTICIPATORY    /* 预期性 */
};

/** The three different blanks of a baseline cell. */
enum fyp_blank {
    FYP_BLANK_NONE,       /* a figure is printed */
    FYP_BLANK_DASH,       /* 横线 */
    FYP_BLANK_NO_COLUMN,  /* 无此列 */
    FYP_BLANK_NOT_ENTERED /* 未录入 */
};

enum fyp_target_kind {
    FYP_TARGET_VALUE,     /* a number with a comparator */
    FYP_TARGET_REFERENCE, /* against another series */
    FYP_TARGET_NONE,      /* followed, never judged */
    FYP_TARGET_TEXT       /* quoted, never judged */
};

enum fyp_path { FYP_PATH_LINEAR, FYP_PATH_STEP };

/** Where something stands in the document. */
struct fyp_citation {
    const char *section;
    int line; /* of the text file, from 1; 0: no text file */
    const char *quote;
};

struct fyp_region {
    const char *code; /* 6, 9 or 12 digits */
    const char *name;
    int line; /* in the plan file; so in the structs below */
};

struct fyp_milestone {
    int year; /* baseline_year < year < end_year */
    enum fyp_comparator comparator;
    struct fyp_decimal value;
    struct fyp_citation source;
    int line;
};

struct fyp_prose_baseline {
    bool present;
    enum fyp_comparator comparator; /* NONE: a plain figure; else a bound */
    struct fyp_decimal value;
    struct fyp_citation source;
    int line;
};

struct fyp_baseline {
    const char *text; /* the table's cell as printed; NULL: no such cell */
    enum fyp_comparator comparator; /* NONE: a plain figure; else a bound */
    struct fyp_decimal value;
    enum fyp_blank blank;
    struct fyp_prose_baseline prose;
    int line;
};

struct fyp_reference {
    bool present;
    const char *code;
    const char *region; /* NULL: the plan's own */
    int line;
};

struct fyp_target {
    const char *text; /* as printed */
    enum fyp_target_kind kind;
    enum fyp_comparator comparator; /* NONE for NONE and TEXT */
    bool inferred;                  /* a bare number, read as >= */
    struct fyp_decimal value;       /* VALUE only */
    struct fyp_decimal precision;   /* 小数位; absent: value.decimals */
    struct fyp_reference reference; /* REFERENCE only */
    struct fyp_decimal tolerance;   /* percentage points; absent: 0 */
    int line;
};

struct fyp_indicator {
    const char *number; /* as printed */
    const char *code;
    const char *name;
    const char *unit;         /* of the arithmetic; "" where it is 无 */
    const char *printed_unit; /* NULL: the same */
    const char *category;     /* NULL: none printed */
    enum fyp_attribute attribute;
    enum fyp_kind kind; /* never NONE after reading */
    enum fyp_path path;
    bool each_subregion;
    struct fyp_baseline baseline;
    struct fyp_target target;
    struct fyp_milestone *milestones; /* ascending years */
    size_t milestone_count;
    struct fyp_range range; /* the plan's, the catalogue's, or 0..100 */
    struct fyp_citation source;
    const char **notes;
    size_t note_count;
    int line;                                /* in the plan file */
    const struct fyp_catalogue_entry *entry; /* never NULL after reading */
};

/** A target that was revised in mid-plan; the old one is kept. */
struct fyp_amendment {
    const char *code;                 /* of the indicator */
    struct fyp_target target;         /* the new one, as printed */
    struct fyp_milestone *milestones; /* with the new target; ascending */
    size_t milestone_count;
    const char *published; /* as in struct fyp_plan; never NULL */
    int effective_year;    /* first year judged by it */
    const char *authority;
    const char *document_number; /* NULL: none */
    const char *reason;
    struct fyp_citation source; /* in the document that amends */
    int line;                   /* in the plan file */
    /* The indicator as it stood before and as it stands with this amendment;
       NULL where the plan has no indicator of that code. */
    const struct fyp_indicator *before, *after;
};

struct fyp_commitments; /* indicators/commitments.h */

/** The files that belong to a plan, where they do not lie beside its folder.
 *  NULL: there is none. */
struct fyp_plan_beside {
    const char *commitments; /* instead of commitments/<id>.yaml */
    const char *text;        /* instead of texts/<id>.txt */
};

struct fyp_plan {
    const char *id;
    const char *title;
    struct fyp_region region;
    int baseline_year;
    int end_year;
    const char *published; /* "2022-06-14" or "2022-06"; NULL: not printed */
    const char *document_number;
    const char *origin;  /* where the text comes from */
    const char *ruleset; /* by which it is evaluated; NULL: the house's */
    struct fyp_citation source;
    struct fyp_region *subregions;
    size_t subregion_count;
    const char **notes;
    size_t note_count;
    struct fyp_indicator *indicators; /* of this version */
    size_t indicator_count;
    struct fyp_amendment *amendments; /* in the order of the file */
    size_t amendment_count;
    struct fyp_commitments *commitments;  /* NULL: no file of them */
    const char *path;                     /* of the file */
    const struct fyp_plan_beside *beside; /* while it is read; NULL: the
                                             folders beside the plan's own */
    char sha256[65];                      /* of the file, hexadecimal */
    char catalogue_sha256[65];            /* of the catalogue's file */
    struct fyp_arena arena;               /* owns all of the above */
};

/**
 * Reads and checks a plan file: the schema first, then what must hold
 * between fields (known codes, years inside the period, duplicate or missing
 * numbers, comparators that the kind allows …, see plan_check.c). Then the
 * file of its commitments, where there is one (indicators/commitments.h).
 *
 * @param out       NULL on failure; release with fyp_plan_destroy.
 * @param problems  Every problem, with file and line; may be NULL. Some are
 *                  mere warnings (fyp_problem_is_warning), such as a target
 *                  worse than its own baseline: they do not fail the plan.
 * @retval FYP_OK   The plan is usable.
 * @retval other    Status of the first problem that is no warning; *err too.
 */
enum fyp_status fyp_plan_create(
    const char *path, const struct fyp_catalogue *catalogue,
    struct fyp_plan **out, struct fyp_problems *problems,
    struct fyp_error *err);
/** The same with files that lie elsewhere; nothing beside the plan's folder
 *  is looked for. */
enum fyp_status fyp_plan_create_beside(
    const char *path, const struct fyp_plan_beside *beside,
    const struct fyp_catalogue *catalogue, struct fyp_plan **out,
    struct fyp_problems *problems, struct fyp_error *err);
void fyp_plan_destroy(struct fyp_plan *plan);

/** Path of the text of the document, texts/<id>.txt beside the folder of the
 *  plan; false where there is none. */
bool fyp_plan_document(const struct fyp_plan *plan, char *out, size_t size);

/** NULL when the plan has no indicator of that code. */
const struct fyp_indicator *
fyp_plan_indicator(const struct fyp_plan *plan, const char *code);

/** Year of publication, 0 where the text gives none. */
int fyp_plan_published_year(const struct fyp_plan *plan);

/** Decimals of the target as printed, for the rounded comparison. */
int fyp_target_decimals(const struct fyp_target *target);

/** Name of a region or sub-region of the plan; the code where none fits. */
const char *fyp_plan_region_name(const struct fyp_plan *plan, const char *code);

#endif
