/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_INDICATORS_COMMITMENTS_H
#define FYP_INDICATORS_COMMITMENTS_H

#include "indicators/plan.h"

/*
 * What a document binds to beside its table of main indicators: commitments
 * with a number, a date or a recurrence; the tasks and who is in charge of
 * them; duties that recur; and the places where it contradicts itself.
 *
 * All of it stands in one file for a plan, commitments/<id>.yaml beside the
 * folder of the plan (docs/commitments-file.md, Chinese keys), because it is
 * many times longer than the plan file. A plan without such a file is sound
 * and has fyp_plan.commitments NULL. Strings and arrays belong to the plan.
 */

/** How strongly the document binds itself. */
enum fyp_force {
    FYP_FORCE_NONE,     /* never after reading */
    FYP_FORCE_HARD,     /* 硬性: 必须, 确保, 不低于 */
    FYP_FORCE_DECLARED, /* 声明: 实现, 完成 */
    FYP_FORCE_SOFT      /* 鼓励: 鼓励, 探索, 有条件的 */
};

/** A year step: a figure that is due then, or words. */
struct fyp_year_step {
    int year;
    enum fyp_comparator comparator; /* NONE where there is no figure */
    struct fyp_decimal value;
    const char *text; /* NULL: none */
    int line;         /* in the file; so in the structs below */
};

struct fyp_commitment {
    const char *id;
    const char *measure;
    enum fyp_comparator comparator; /* NONE: words, never a threshold */
    struct fyp_decimal value;
    const char *unit;          /* NULL: none */
    const char *population;    /* NULL: not told; so below */
    const char *deadline_text; /* as written */
    int year;                  /* 0: none */
    const char *recurrence;    /* as written: 每年 … */
    enum fyp_force force;
    bool cap; /* an upper limit in force all the time, not a target */
    struct fyp_year_step *steps;
    size_t step_count;
    const char *box;       /* 专栏2, 附表 … */
    const char *code;      /* of the catalogue, where figures can exist */
    const char *main_code; /* of the main indicator that is this very
                              commitment, scored there; NULL: none */
    enum fyp_kind kind;    /* NONE: the catalogue's */
    enum fyp_path path;
    struct fyp_decimal baseline; /* as the text gives it */
    const char **tasks;          /* printed numbers */
    size_t task_count;
    const char **notes;
    size_t note_count;
    struct fyp_citation source;
    const struct fyp_catalogue_entry *entry; /* NULL without code */
    int line;
};

/** Which unit of a task leads: what the document itself says about it. */
enum fyp_division {
    FYP_DIVISION_NONE,
    FYP_DIVISION_COMMA,    /* before the first full-width comma */
    FYP_DIVISION_FIRST,    /* the first one */
    FYP_DIVISION_COLUMNS,  /* 负责单位, 配合单位 */
    FYP_DIVISION_MARKED,   /* 牵头单位：…，参与单位：… */
    FYP_DIVISION_UNDIVIDED /* all of them alike */
};

struct fyp_task_rule {
    bool present;
    enum fyp_division division;
    struct fyp_citation source; /* where the document says so; quote NULL */
    int line;
};

/** Units as printed, one a name. */
struct fyp_units {
    const char **items;
    size_t count;
};

struct fyp_task {
    const char *number; /* as printed */
    const char *text;   /* word for word */
    const char *section;
    int text_line;                /* of the text file; 0: not told */
    const char *units_text;       /* as printed; in COLUMNS the first column */
    const char *cooperating_text; /* COLUMNS: the second; else NULL */
    int units_line;
    enum fyp_division division; /* NONE before reading: the file's rule */
    struct fyp_units lead;      /* UNDIVIDED: all of them */
    struct fyp_units cooperating;
    const char **notes;
    size_t note_count;
    int line;
};

struct fyp_alias {
    const char *name; /* as printed */
    const char *full;
    int line;
};

/** Tasks that an indicator of the table stands for. */
struct fyp_task_link {
    const char *code;
    const char **tasks;
    size_t task_count;
    int line;
};

enum fyp_recurrence {
    FYP_RECURRENCE_NONE, /* never after reading */
    FYP_YEARLY,
    FYP_MIDTERM,
    FYP_ONCE,
    FYP_UNWRITTEN /* 适时, 不定期, or no word on it: never due by a date */
};

struct fyp_duty {
    const char *id;
    const char *text;
    enum fyp_recurrence recurrence;
    const char *recurrence_text; /* as written; NULL: not told */
    const char *deadline_text;   /* as written; NULL: none */
    const char *due;             /* "12-20"; NULL: the end of the year */
    int month, day;              /* of it; 12, 31 without one */
    int from_year, to_year;      /* of the plan where the text gives none */
    const char **units;
    size_t unit_count;
    const char **notes;
    size_t note_count;
    struct fyp_citation source;
    int line;
};

enum fyp_conflict_kind {
    FYP_CONFLICT_NONE, /* never after reading */
    FYP_CONFLICT_TWO_FIGURES,
    FYP_CONFLICT_TWO_THRESHOLDS,
    FYP_CONFLICT_BELOW_BASELINE,
    FYP_CONFLICT_BASELINE,
    FYP_CONFLICT_STRICTNESS,
    FYP_CONFLICT_TWO_DEADLINES,
    FYP_CONFLICT_MISSING_NUMBER,
    FYP_CONFLICT_NO_REFERENCE,
    FYP_CONFLICT_OTHER
};

/** What another reader may take from the document; what is absent stays as
 *  the plan has it. */
struct fyp_other_reading {
    const char *code;
    enum fyp_comparator comparator; /* NONE: as in the plan */
    struct fyp_decimal value;       /* target */
    struct fyp_decimal baseline;
    int year; /* the target is due then, on a straight path, without the
                 plan's year steps; 0: as in the plan */
    int line;
};

struct fyp_conflict {
    const char *id;
    enum fyp_conflict_kind kind;
    const char *statement;
    struct fyp_citation *evidence;
    size_t evidence_count;
    const char *reading; /* that was chosen */
    const char *reason;
    const char **codes; /* of main indicators that it touches */
    size_t code_count;
    const char **commitments; /* ids */
    size_t commitment_count;
    struct fyp_other_reading *others;
    size_t other_count;
    int line;
};

struct fyp_commitments {
    const char *id; /* of the plan */
    struct fyp_commitment *items;
    size_t count;
    struct fyp_task_rule rule;
    struct fyp_task *tasks;
    size_t task_count;
    struct fyp_alias *aliases;
    size_t alias_count;
    struct fyp_task_link *links;
    size_t link_count;
    struct fyp_duty *duties;
    size_t duty_count;
    struct fyp_conflict *conflicts;
    size_t conflict_count;
    const char **notes;
    size_t note_count;
    const char *path;
    char sha256[65]; /* of the file, hexadecimal */
};

/** The task of a printed number, from *at on (0 to begin); NULL: no more.
 *  A document may print one number twice. */
const struct fyp_task *fyp_task_next(
    const struct fyp_commitments *commitments, const char *number, size_t *at);

/** Tasks of a main indicator; NULL: none are told. */
const struct fyp_task_link *
fyp_task_link_of(const struct fyp_commitments *commitments, const char *code);

/** The full name of a unit that has one, else the name itself. */
const char *
fyp_unit_full(const struct fyp_commitments *commitments, const char *name);

/* Words of the JSON contract. */
const char *fyp_force_name(enum fyp_force force);
const char *fyp_division_name(enum fyp_division division);
const char *fyp_recurrence_name(enum fyp_recurrence recurrence);
const char *fyp_conflict_name(enum fyp_conflict_kind kind);

#endif
