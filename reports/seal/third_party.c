/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/seal/third_party.h"

#include "reports/json.h"
#include "reports/seal/figures.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool is_sealed(
    const struct fyp_seal_third_party *stored,
    const struct fyp_fieldwork *fieldwork)
{
    return strcmp(fieldwork->plan, stored->plan) == 0 &&
           strcmp(fieldwork->region, stored->region) == 0 &&
           fieldwork->year == stored->year;
}

size_t fyp_seal_third_party_count(const struct fyp_seal_third_party *stored)
{
    size_t count = 0;
    for (size_t i = 0; stored->set != NULL && i < stored->set->count; i++) {
        count += is_sealed(stored, &stored->set->items[i]);
    }
    return count;
}

static void put_exact(struct fyp_json *object, const char *key, double number)
{
    char text[FYP_SEAL_NUMBER_SIZE];
    fyp_seal_number_text(number, text);
    fyp_json_text(object, key, text);
}

static void put_decimal(
    struct fyp_json *object, const char *key, const struct fyp_decimal *decimal)
{
    if (decimal->present) {
        put_exact(object, key, decimal->value);
    } else {
        fyp_json_null(object, key);
    }
}

static void put_site(struct fyp_json *row, const struct fyp_kept_site *site)
{
    fyp_json_text(row, "site", site->site);
    fyp_json_text(row, "name", site->name);
    fyp_json_integer(row, "line", site->line);
}

static void
put_recount(struct fyp_json *row, const struct fyp_kept_recount *recount)
{
    fyp_json_text(row, "indicator", recount->indicator);
    fyp_json_text(row, "site", recount->site);
    put_decimal(row, "reported", &recount->reported);
    put_decimal(row, "recounted", &recount->recounted);
    fyp_json_integer(row, "checked", recount->checked);
    fyp_json_integer(row, "confirmed", recount->confirmed);
    fyp_json_integer(row, "line", recount->line);
}

static void
put_answers(struct fyp_json *row, const struct fyp_kept_answers *answers)
{
    fyp_json_text(row, "question", answers->question);
    fyp_json_text(row, "group", answers->group);
    if (answers->given) {
        fyp_json_integer(row, "answer", answers->value);
    } else {
        fyp_json_null(row, "answer");
    }
    fyp_json_integer(row, "people", answers->people);
    fyp_json_integer(row, "line", answers->line);
}

static void
put_rows(struct fyp_json *parent, const struct fyp_fieldwork *fieldwork)
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; i < fieldwork->count; i++) {
        struct fyp_json row = fyp_json_object();
        if (fieldwork->kind == FYP_FIELDWORK_SITES) {
            put_site(&row, &fieldwork->sites[i]);
        } else if (fieldwork->kind == FYP_FIELDWORK_RECOUNTS) {
            put_recount(&row, &fieldwork->recounts[i]);
        } else {
            put_answers(&row, &fieldwork->answers[i]);
        }
        fyp_json_put(&array, NULL, &row);
    }
    fyp_json_put(parent, "rows", &array);
}

/* What only one kind has. */
static void
put_kind(struct fyp_json *object, const struct fyp_fieldwork *fieldwork)
{
    if (fieldwork->kind == FYP_FIELDWORK_SITES) {
        char seed[24];
        (void)snprintf(seed, sizeof seed, "%" PRIu64, fieldwork->seed);
        fyp_json_text(object, "indicator", fieldwork->indicator);
        put_exact(object, "margin", fieldwork->margin);
        put_exact(object, "share", fieldwork->share);
        fyp_json_integer(object, "population", fieldwork->population);
        fyp_json_text(object, "seed", seed);
        fyp_json_text(object, "generator", fieldwork->generator);
    } else if (fieldwork->kind == FYP_FIELDWORK_ANSWERS) {
        fyp_json_integer(object, "scale_low", fieldwork->scale.low);
        fyp_json_integer(object, "scale_high", fieldwork->scale.high);
        fyp_json_integer(object, "invited", fieldwork->invited);
    }
}

static void
put_fieldwork(struct fyp_json *array, const struct fyp_fieldwork *fieldwork)
{
    struct fyp_json object = fyp_json_object();
    fyp_json_text(&object, "kind", fyp_fieldwork_kind_name(fieldwork->kind));
    fyp_json_integer(&object, "import", fieldwork->import_id);
    fyp_json_text(&object, "by", fieldwork->by);
    fyp_json_text(&object, "saved_at", fieldwork->saved_at);
    fyp_json_text(&object, "file", fieldwork->file);
    fyp_json_text(&object, "sheet", fieldwork->sheet);
    fyp_json_text(&object, "sha256", fieldwork->sha256);
    fyp_json_text(&object, "plan", fieldwork->plan);
    fyp_json_text(&object, "region", fieldwork->region);
    fyp_json_integer(&object, "year", fieldwork->year);
    put_exact(&object, "confidence", fieldwork->confidence);
    put_kind(&object, fieldwork);
    put_rows(&object, fieldwork);
    fyp_json_put(array, NULL, &object);
}

void fyp_seal_third_party_write(
    const struct fyp_seal_third_party *stored, struct fyp_buffer *out)
{
    struct fyp_json root = fyp_json_object();
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; stored->set != NULL && i < stored->set->count; i++) {
        if (is_sealed(stored, &stored->set->items[i])) {
            put_fieldwork(&array, &stored->set->items[i]);
        }
    }
    fyp_json_put(&root, "fieldwork", &array);
    fyp_json_write(&root, out);
}
