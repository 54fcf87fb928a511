/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/fieldwork/answers.h"

#include "base/text.h"
#include "data/fieldwork/grow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RESPONDENT, QUESTION, GROUP, ANSWER, COLUMNS };
enum { WORD_SIZE = 64 };

static const struct fyp_field_column columns[COLUMNS] = {
    [RESPONDENT] =
        {"respondent",
         "受访者",
         {"respondent_id", "id", "编号", NULL},
         true,
         false},
    [QUESTION] = {"question", "问题", {"题目", "题号", NULL}, true, true},
    [GROUP] = {"group", "分组", {"组别", "类别", NULL}, false, true},
    [ANSWER] =
        {"answer", "回答", {"score", "答案", "评分", "打分"}, true, false},
};
static const struct fyp_field_form form = {columns, COLUMNS, false};

/* Words of five-point questionnaires. 基本满意 is none of them: it is the
 * middle of a three-point scale. */
static const struct {
    const char *word;
    int value;
} words[] = {
    {"非常满意", 5},   {"很满意", 5}, {"十分满意", 5}, {"满意", 4},
    {"比较满意", 4},   {"较满意", 4}, {"一般", 3},     {"不太满意", 2},
    {"较不满意", 2},   {"不满意", 2}, {"很不满意", 1}, {"非常不满意", 1},
    {"十分不满意", 1},
};

/* Asked, and did not say. */
static const char *const silences[] = {"",       "-",      "—",      "——",
                                       "/",      "未答",   "未回答", "拒答",
                                       "不清楚", "不知道", "na",     "n/a"};

static bool is_silence(const char *folded)
{
    for (size_t i = 0; i < sizeof silences / sizeof *silences; i++) {
        if (strcmp(silences[i], folded) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_five_points(const struct fyp_scale *scale)
{
    return scale->low == 1 && scale->high == 5;
}

static bool
read_value(const struct fyp_scale *scale, const char *folded, double *out)
{
    struct fyp_decimal number;

    if (fyp_decimal_parse(folded, &number)) {
        *out = number.value;
        return number.decimals == 0 && number.value >= scale->low &&
               number.value <= scale->high;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (is_five_points(scale) && strcmp(words[i].word, folded) == 0) {
            *out = words[i].value;
            return true;
        }
    }
    return false;
}

static enum fyp_status read_answer(
    const struct fyp_answers *answers, const struct fyp_field_row *row,
    struct fyp_answer *out, struct fyp_error *err)
{
    const struct fyp_scale *scale = &answers->scale;
    char folded[WORD_SIZE], low[16], high[16];

    fyp_text_fold(row->cells[ANSWER], folded, sizeof folded);
    if (is_silence(folded)) {
        return FYP_OK;
    }
    out->given = read_value(scale, folded, &out->value);
    if (out->given) {
        return FYP_OK;
    }
    snprintf(low, sizeof low, "%d", scale->low);
    snprintf(high, sizeof high, "%d", scale->high);
    return fyp_fail(err, FYP_E_FIELD_ANSWER, row->cells[ANSWER], low, high);
}

/* Index of a name, which is kept when it is new. */
static enum fyp_status find_name(
    struct fyp_arena *arena, const char **names, size_t *count,
    const char *name, int *out, struct fyp_error *err)
{
    char limit[16];
    size_t i = 0;

    while (i < *count && strcmp(names[i], name) != 0) {
        i++;
    }
    if (i == FYP_ANSWERS_NAMES_MAX) {
        snprintf(limit, sizeof limit, "%d", FYP_ANSWERS_NAMES_MAX);
        return fyp_fail(err, FYP_E_FIELD_TOO_MANY, limit);
    }
    if (i == *count) {
        names[i] = fyp_arena_text(arena, name, strlen(name));
        if (names[i] == NULL) {
            return fyp_fail(err, FYP_E_MEMORY, NULL);
        }
        (*count)++;
    }
    *out = (int)i;
    return FYP_OK;
}

static enum fyp_status read_names(
    struct fyp_answers *answers, const struct fyp_field_row *row,
    struct fyp_answer *out, struct fyp_error *err)
{
    const enum fyp_status status = find_name(
        &answers->arena, answers->questions, &answers->question_count,
        row->cells[QUESTION], &out->question, err);

    if (status != FYP_OK || row->cells[GROUP][0] == '\0') {
        return status;
    }
    return find_name(
        &answers->arena, answers->groups, &answers->group_count,
        row->cells[GROUP], &out->group, err);
}

/* Names are kept only for rows that can be used. */
static enum fyp_status understand(
    struct fyp_answers *answers, const struct fyp_field_row *row,
    struct fyp_answer *out, struct fyp_error *err)
{
    enum fyp_status status = fyp_field_need(row, RESPONDENT, err);

    if (status == FYP_OK) {
        status = fyp_field_need(row, QUESTION, err);
    }
    if (status == FYP_OK) {
        status = read_answer(answers, row, out, err);
    }
    if (status == FYP_OK) {
        status = fyp_field_once(
            &answers->seen, row->cells[QUESTION], row->cells[RESPONDENT],
            row->line, err);
    }
    if (status == FYP_OK) {
        status = read_names(answers, row, out, err);
    }
    return status;
}

static enum fyp_status
take(void *into, const struct fyp_field_row *row, struct fyp_error *err)
{
    struct fyp_answers *answers = into;
    struct fyp_answer answer = {.group = -1, .line = row->line};
    const enum fyp_status status = understand(answers, row, &answer, err);

    if (status != FYP_OK) {
        return status;
    }
    if (!fyp_field_grow(
            &answers->items, answers->count, &answers->capacity,
            sizeof answer)) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    answers->items[answers->count++] = answer;
    return FYP_OK;
}

enum fyp_status fyp_answers_read(
    const char *path, struct fyp_scale scale, struct fyp_answers *out,
    struct fyp_problems *problems, struct fyp_error *err)
{
    *out = (struct fyp_answers){.scale = scale};
    const enum fyp_status status = fyp_field_read(
        path, &form, (struct fyp_field_taker){take, out}, &out->file, problems,
        err);
    if (status != FYP_OK) {
        fyp_answers_finish(out);
    }
    return status;
}

void fyp_answers_finish(struct fyp_answers *answers)
{
    if (answers != NULL) {
        free(answers->items);
        fyp_field_seen_finish(&answers->seen);
        fyp_arena_finish(&answers->arena);
        *answers = (struct fyp_answers){0};
    }
}
