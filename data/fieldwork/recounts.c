/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/fieldwork/recounts.h"

#include "base/text.h"
#include "data/fieldwork/grow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    INDICATOR,
    SITE,
    REPORTED,
    RECOUNTED,
    CHECKED,
    CONFIRMED,
    NOTE,
    COLUMNS
};
enum { NAME_SIZE = 256 };

static const struct fyp_field_column columns[COLUMNS] = {
    [INDICATOR] = {"indicator", "指标", {"code", "指标代码", NULL}, true, true},
    [SITE] = {"site", "抽样点", {"site_id", "id", "编号", "站点"}, true, false},
    [REPORTED] = {"reported", "上报数", {"上报值", NULL}, false, false},
    [RECOUNTED] =
        {"recounted",
         "复核数",
         {"recount", "verified", "核实数", "核查数"},
         false,
         false},
    [CHECKED] =
        {"checked", "抽查数", {"检查数", "抽查人数", NULL}, false, false},
    [CONFIRMED] = {"confirmed", "属实数", {"属实人数", NULL}, false, false},
    [NOTE] = {"note", "备注", {NULL}, false, true},
};
static const struct fyp_field_form form = {columns, COLUMNS, false};

/* Largest number of cases in one row; sums of all rows stay whole. */
#define CASES_MAX 1000000.0

const struct fyp_indicator *fyp_field_indicator(
    const struct fyp_plan *plan, const struct fyp_catalogue *catalogue,
    const char *text)
{
    char wanted[NAME_SIZE], name[NAME_SIZE];

    fyp_text_fold(text, wanted, sizeof wanted);
    for (size_t i = 0; i < plan->indicator_count; i++) {
        const struct fyp_indicator *indicator = &plan->indicators[i];
        fyp_text_fold(indicator->name, name, sizeof name);
        if (strcmp(indicator->number, text) == 0 || strcmp(name, wanted) == 0) {
            return indicator;
        }
    }
    const struct fyp_catalogue_entry *entry =
        fyp_catalogue_find(catalogue, text);
    return entry == NULL ? NULL : fyp_plan_indicator(plan, entry->code);
}

static enum fyp_status read_indicator(
    const struct fyp_recounts *recounts, const struct fyp_field_row *row,
    struct fyp_recount *out, struct fyp_error *err)
{
    const enum fyp_status status = fyp_field_need(row, INDICATOR, err);

    if (status != FYP_OK) {
        return status;
    }
    out->indicator = fyp_field_indicator(
        recounts->plan, recounts->catalogue, row->cells[INDICATOR]);
    if (out->indicator == NULL) {
        return fyp_fail(
            err, FYP_E_FIELD_ROW_INDICATOR, row->cells[INDICATOR],
            recounts->plan->id);
    }
    return FYP_OK;
}

/* Two numbers that only mean something together. */
static enum fyp_status read_pair(
    const struct fyp_field_row *row, size_t first, struct fyp_decimal out[2],
    struct fyp_error *err)
{
    for (size_t i = 0; i < 2; i++) {
        const enum fyp_status status =
            fyp_field_amount(row, first + i, &out[i], err);
        if (status != FYP_OK) {
            return status;
        }
    }
    if (out[0].present != out[1].present) {
        return fyp_fail(
            err, FYP_E_FIELD_PAIR, fyp_field_column_name(row->form, first),
            fyp_field_column_name(row->form, first + 1));
    }
    return FYP_OK;
}

static enum fyp_status read_amounts(
    const struct fyp_field_row *row, struct fyp_recount *out,
    struct fyp_error *err)
{
    struct fyp_decimal pair[2] = {{0}};
    const enum fyp_status status = read_pair(row, REPORTED, pair, err);

    if (status == FYP_OK) {
        out->reported = pair[0];
        out->recounted = pair[1];
    }
    return status;
}

static bool is_case_count(const struct fyp_decimal *number)
{
    return !fyp_less(floor(number->value), number->value) &&
           number->value <= CASES_MAX;
}

static enum fyp_status read_cases(
    const struct fyp_field_row *row, struct fyp_recount *out,
    struct fyp_error *err)
{
    struct fyp_decimal pair[2] = {{0}};
    const enum fyp_status status = read_pair(row, CHECKED, pair, err);

    if (status != FYP_OK || !pair[0].present) {
        return status;
    }
    for (size_t i = 0; i < 2; i++) {
        if (!is_case_count(&pair[i])) {
            return fyp_fail(
                err, FYP_E_FIELD_AMOUNT,
                fyp_field_column_name(row->form, CHECKED + i),
                row->cells[CHECKED + i]);
        }
    }
    if (fyp_more(pair[1].value, pair[0].value)) {
        return fyp_fail(
            err, FYP_E_FIELD_PART, row->cells[CONFIRMED], row->cells[CHECKED]);
    }
    out->checked = (long long)pair[0].value;
    out->confirmed = (long long)pair[1].value;
    return FYP_OK;
}

static enum fyp_status understand(
    const struct fyp_recounts *recounts, const struct fyp_field_row *row,
    struct fyp_recount *out, struct fyp_error *err)
{
    enum fyp_status status = read_indicator(recounts, row, out, err);

    if (status == FYP_OK) {
        status = fyp_field_need(row, SITE, err);
    }
    if (status == FYP_OK) {
        status = read_amounts(row, out, err);
    }
    if (status == FYP_OK) {
        status = read_cases(row, out, err);
    }
    if (status == FYP_OK && !out->reported.present && out->checked == 0) {
        status = fyp_field_need(row, RECOUNTED, err);
    }
    return status;
}

static enum fyp_status
take(void *into, const struct fyp_field_row *row, struct fyp_error *err)
{
    struct fyp_recounts *recounts = into;
    struct fyp_recount recount = {.line = row->line};
    const char *site = row->cells[SITE];
    enum fyp_status status = understand(recounts, row, &recount, err);

    if (status == FYP_OK) {
        status = fyp_field_once(
            &recounts->seen, recount.indicator->code, site, row->line, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    recount.site = fyp_arena_text(&recounts->arena, site, strlen(site));
    if (recount.site == NULL || !fyp_field_grow(
                                    &recounts->items, recounts->count,
                                    &recounts->capacity, sizeof recount)) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    recounts->items[recounts->count++] = recount;
    return FYP_OK;
}

enum fyp_status fyp_recounts_read(
    const char *path, const struct fyp_plan *plan,
    const struct fyp_catalogue *catalogue, struct fyp_recounts *out,
    struct fyp_problems *problems, struct fyp_error *err)
{
    *out = (struct fyp_recounts){.plan = plan, .catalogue = catalogue};
    const enum fyp_status status = fyp_field_read(
        path, &form, (struct fyp_field_taker){take, out}, &out->file, problems,
        err);
    if (status != FYP_OK) {
        fyp_recounts_finish(out);
    }
    return status;
}

void fyp_recounts_finish(struct fyp_recounts *recounts)
{
    if (recounts != NULL) {
        free(recounts->items);
        fyp_field_seen_finish(&recounts->seen);
        fyp_arena_finish(&recounts->arena);
        *recounts = (struct fyp_recounts){0};
    }
}
