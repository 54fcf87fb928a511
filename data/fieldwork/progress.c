/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/fieldwork/progress.h"

#include "base/text.h"
#include "data/fieldwork/grow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORD_SIZE = 64, YEAR_DIGITS = 4 };

/* --- what both tables share --- */

/** Four digits; 0 for anything else. */
static int read_year(const char *text)
{
    return strspn(text, "0123456789") == YEAR_DIGITS &&
                   text[YEAR_DIGITS] == '\0'
               ? (int)strtol(text, NULL, 10)
               : 0;
}

static enum fyp_status
check_year(const char *text, int year, int from, int to, struct fyp_error *err)
{
    char first[16], last[16];
    if (year >= from && year <= to) {
        return FYP_OK;
    }
    snprintf(first, sizeof first, "%d", from);
    snprintf(last, sizeof last, "%d", to);
    return fyp_fail(err, FYP_E_PROGRESS_YEAR, text, first, last);
}

static enum fyp_status keep(
    struct fyp_arena *arena, const char *text, const char **out,
    struct fyp_error *err)
{
    *out = fyp_arena_text(arena, text, strlen(text));
    return *out == NULL ? fyp_fail(err, FYP_E_MEMORY, NULL) : FYP_OK;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int fyp_day_read(const char *text)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = 0, month = 0, day = 0;
    char rest = '\0';
    if (strlen(text) != strlen("2024-01-31") ||
        strspn(text, "0123456789-") != strlen(text) ||
        sscanf(text, "%4d-%2d-%2d%c", &year, &month, &day, &rest) != 3 ||
        year < 1949 || month < 1 || month > 12 || day < 1) {
        return 0;
    }
    int last = days[month - 1] + (month == 2 && is_leap(year));
    return day > last ? 0 : year * 10000 + month * 100 + day;
}

/* --- tasks --- */

enum { TASK, YEAR, STATUS, NOTE, EVIDENCE, COLUMNS };

static const struct fyp_field_column columns[COLUMNS] = {
    [TASK] = {"task", "任务", {"序号", "任务序号", NULL}, true, false},
    [YEAR] = {"year", "年份", {"年度", NULL}, true, false},
    [STATUS] = {"status", "状态", {"进展", NULL}, true, false},
    [NOTE] = {"note", "说明", {"备注", NULL}, false, false},
    [EVIDENCE] = {"evidence", "佐证", {"佐证材料", "证据", NULL}, false, false},
};
static const struct fyp_field_form form = {columns, COLUMNS, false};

static const struct {
    const char *word;
    enum fyp_task_status status;
} status_words[] = {
    {"done", FYP_TASK_DONE},           {"完成", FYP_TASK_DONE},
    {"已完成", FYP_TASK_DONE},         {"under_way", FYP_TASK_UNDER_WAY},
    {"under way", FYP_TASK_UNDER_WAY}, {"进行中", FYP_TASK_UNDER_WAY},
    {"推进中", FYP_TASK_UNDER_WAY},    {"正在推进", FYP_TASK_UNDER_WAY},
    {"late", FYP_TASK_LATE},           {"滞后", FYP_TASK_LATE},
    {"未按期", FYP_TASK_LATE},
};

const char *fyp_task_status_name(enum fyp_task_status status)
{
    static const char *const names[FYP_TASK_STATUS_COUNT] = {
        [FYP_TASK_NOT_REPORTED] = "not_reported",
        [FYP_TASK_DONE] = "done",
        [FYP_TASK_UNDER_WAY] = "under_way",
        [FYP_TASK_LATE] = "late"};
    return names[status];
}

static enum fyp_status
read_status(const char *text, enum fyp_task_status *out, struct fyp_error *err)
{
    char folded[WORD_SIZE];
    char plain[WORD_SIZE];
    fyp_text_fold(text, folded, sizeof folded);
    for (size_t i = 0; i < sizeof status_words / sizeof *status_words; i++) {
        fyp_text_fold(status_words[i].word, plain, sizeof plain);
        if (strcmp(plain, folded) == 0) {
            *out = status_words[i].status;
            return FYP_OK;
        }
    }
    return fyp_fail(err, FYP_E_PROGRESS_STATUS, text);
}

static enum fyp_status find_task(
    const struct fyp_plan *plan, const char *number, struct fyp_error *err)
{
    size_t at = 0;
    return fyp_task_next(plan->commitments, number, &at) != NULL
               ? FYP_OK
               : fyp_fail(err, FYP_E_PROGRESS_TASK, number);
}

static enum fyp_status understand(
    struct fyp_progress *progress, const struct fyp_field_row *row,
    struct fyp_task_report *out, struct fyp_error *err)
{
    const struct fyp_plan *plan = progress->plan;
    enum fyp_status status = fyp_field_need(row, TASK, err);
    out->year = read_year(row->cells[YEAR]);
    if (status == FYP_OK) {
        status = find_task(plan, row->cells[TASK], err);
    }
    if (status == FYP_OK) {
        status = check_year(
            row->cells[YEAR], out->year, plan->baseline_year + 1,
            plan->end_year, err);
    }
    if (status == FYP_OK) {
        status = read_status(row->cells[STATUS], &out->status, err);
    }
    if (status == FYP_OK) {
        status = fyp_field_once(
            &progress->seen, row->cells[TASK], row->cells[YEAR], row->line,
            err);
    }
    return status;
}

static enum fyp_status
take(void *into, const struct fyp_field_row *row, struct fyp_error *err)
{
    struct fyp_progress *progress = into;
    struct fyp_task_report report = {.line = row->line};
    enum fyp_status status = understand(progress, row, &report, err);
    if (status == FYP_OK) {
        status = keep(&progress->arena, row->cells[TASK], &report.task, err);
    }
    if (status == FYP_OK) {
        status = keep(&progress->arena, row->cells[NOTE], &report.note, err);
    }
    if (status == FYP_OK) {
        status =
            keep(&progress->arena, row->cells[EVIDENCE], &report.evidence, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    if (!fyp_field_grow(
            &progress->items, progress->count, &progress->capacity,
            sizeof report)) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    progress->items[progress->count++] = report;
    return FYP_OK;
}

enum fyp_status fyp_progress_read(
    const char *path, const struct fyp_plan *plan, struct fyp_progress *out,
    struct fyp_problems *problems, struct fyp_error *err)
{
    *out = (struct fyp_progress){.plan = plan};
    const enum fyp_status status = fyp_field_read(
        path, &form, (struct fyp_field_taker){take, out}, &out->file, problems,
        err);
    if (status != FYP_OK) {
        fyp_progress_finish(out);
    }
    return status;
}

void fyp_progress_finish(struct fyp_progress *progress)
{
    if (progress != NULL) {
        free(progress->items);
        fyp_field_seen_finish(&progress->seen);
        fyp_arena_finish(&progress->arena);
        *progress = (struct fyp_progress){0};
    }
}

/* --- duties --- */

enum { DUTY, DAY, PROOF, OF_YEAR, REMARK, DONE_COLUMNS };

static const struct fyp_field_column done_columns[DONE_COLUMNS] = {
    [DUTY] = {"duty", "事项", {"编号", "事项编号", NULL}, true, false},
    [DAY] = {"date", "日期", {"完成日期", NULL}, true, false},
    [PROOF] = {"evidence", "佐证", {"佐证材料", "证据", NULL}, true, false},
    [OF_YEAR] = {"year", "年份", {"年度", NULL}, false, false},
    [REMARK] = {"note", "说明", {"备注", NULL}, false, false},
};
static const struct fyp_field_form done_form = {
    done_columns, DONE_COLUMNS, false};

static const struct fyp_duty *
find_duty(const struct fyp_plan *plan, const char *id)
{
    const struct fyp_commitments *all = plan->commitments;
    for (size_t i = 0; i < all->duty_count; i++) {
        if (strcmp(all->duties[i].id, id) == 0) {
            return &all->duties[i];
        }
    }
    return NULL;
}

static enum fyp_status read_when(
    const struct fyp_field_row *row, const struct fyp_duty *duty,
    struct fyp_done_report *out, struct fyp_error *err)
{
    const char *year = row->cells[OF_YEAR];
    out->day = fyp_day_read(row->cells[DAY]);
    if (out->day == 0) {
        return fyp_fail(err, FYP_E_DONE_DAY, row->cells[DAY]);
    }
    out->year = year[0] == '\0' ? out->day / 10000 : read_year(year);
    return check_year(
        year[0] == '\0' ? row->cells[DAY] : year, out->year, duty->from_year,
        duty->to_year, err);
}

static enum fyp_status understand_done(
    struct fyp_done *done, const struct fyp_field_row *row,
    struct fyp_done_report *out, struct fyp_error *err)
{
    const struct fyp_duty *duty = find_duty(done->plan, row->cells[DUTY]);
    enum fyp_status status = fyp_field_need(row, DUTY, err);
    if (status == FYP_OK && duty == NULL) {
        status = fyp_fail(err, FYP_E_DONE_DUTY, row->cells[DUTY]);
    }
    if (status == FYP_OK) {
        status = fyp_field_need(row, DAY, err);
    }
    if (status == FYP_OK) {
        status = fyp_field_need(row, PROOF, err);
    }
    if (status == FYP_OK) {
        status = read_when(row, duty, out, err);
    }
    if (status == FYP_OK) {
        char year[16];
        snprintf(year, sizeof year, "%d", out->year);
        status =
            fyp_field_once(&done->seen, row->cells[DUTY], year, row->line, err);
    }
    return status;
}

static enum fyp_status
take_done(void *into, const struct fyp_field_row *row, struct fyp_error *err)
{
    struct fyp_done *done = into;
    struct fyp_done_report report = {.line = row->line};
    enum fyp_status status = understand_done(done, row, &report, err);
    if (status == FYP_OK) {
        status = keep(&done->arena, row->cells[DUTY], &report.duty, err);
    }
    if (status == FYP_OK) {
        status = keep(&done->arena, row->cells[PROOF], &report.evidence, err);
    }
    if (status == FYP_OK) {
        status = keep(&done->arena, row->cells[REMARK], &report.note, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    if (!fyp_field_grow(
            &done->items, done->count, &done->capacity, sizeof report)) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    done->items[done->count++] = report;
    return FYP_OK;
}

enum fyp_status fyp_done_read(
    const char *path, const struct fyp_plan *plan, struct fyp_done *out,
    struct fyp_problems *problems, struct fyp_error *err)
{
    *out = (struct fyp_done){.plan = plan};
    const enum fyp_status status = fyp_field_read(
        path, &done_form, (struct fyp_field_taker){take_done, out}, &out->file,
        problems, err);
    if (status != FYP_OK) {
        fyp_done_finish(out);
    }
    return status;
}

void fyp_done_finish(struct fyp_done *done)
{
    if (done != NULL) {
        free(done->items);
        fyp_field_seen_finish(&done->seen);
        fyp_arena_finish(&done->arena);
        *done = (struct fyp_done){0};
    }
}
