/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_FIELDWORK_ANSWERS_H
#define FYP_DATA_FIELDWORK_ANSWERS_H

#include "data/fieldwork/table.h"

/*
 * A satisfaction survey, one row a person and question. A blank answer is a
 * person who was asked and did not answer.
 */

/** The scale that answers were given on; the high end is the best. */
struct fyp_scale {
    int low, high;
};

struct fyp_answer {
    int question; /* index */
    int group;    /* index; -1 where none is given */
    bool given;   /* false: asked, no answer */
    double value;
    int line;
};

enum { FYP_ANSWERS_NAMES_MAX = 200 }; /* questions, and groups */

struct fyp_answers {
    struct fyp_answer *items;
    size_t count;
    size_t capacity;
    const char *questions[FYP_ANSWERS_NAMES_MAX]; /* as they first appear */
    size_t question_count;
    const char *groups[FYP_ANSWERS_NAMES_MAX];
    size_t group_count;
    struct fyp_scale scale;
    struct fyp_field_file file;
    struct fyp_field_seen seen;
    struct fyp_arena arena;
};

/**
 * Reads answers: whole numbers of the scale, and on the scale of 1 to 5 also
 * the words of the questionnaires (很满意, 不满意 …).
 * @param out  Zeroed on failure; release with fyp_answers_finish.
 */
enum fyp_status fyp_answers_read(
    const char *path, struct fyp_scale scale, struct fyp_answers *out,
    struct fyp_problems *problems, struct fyp_error *err);
void fyp_answers_finish(struct fyp_answers *answers);

#endif
