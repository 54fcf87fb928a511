/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/seal/json_file.h"
#include "reports/seal/third_party.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Only what the program writes is understood; the first thing that is wrong
 * is told and nothing of the file is used. The limits are those of the store.
 */

enum { MOST_FIELDWORK = 1000, MOST_YEAR = 2155, LEAST_YEAR = 1900 };

struct reading {
    struct fyp_fieldwork_set *set;
    const json_t *object; /* that is read */
    size_t item, row;     /* from 1; row 0: the head */
    char bad[64];         /* key of the first that is wrong; "": none */
    size_t bad_row;
    bool out_of_memory;
};

static void complain(struct reading *reading, const char *key)
{
    if (reading->bad[0] == '\0') {
        (void)snprintf(reading->bad, sizeof reading->bad, "%s", key);
        reading->bad_row = reading->row;
    }
}

/** A copy of a text; null, where it may be, is NULL. */
static const char *
text_of(struct reading *reading, const char *key, bool optional)
{
    const json_t *value = json_object_get(reading->object, key);
    const char *text = json_string_value(value);
    if (json_is_null(value) && optional) {
        return NULL;
    }
    if (text == NULL || strlen(text) != json_string_length(value)) {
        complain(reading, key);
        return "";
    }
    const char *kept = fyp_arena_text(&reading->set->arena, text, strlen(text));
    reading->out_of_memory |= kept == NULL;
    return kept != NULL ? kept : "";
}

static long long integer_of(
    struct reading *reading, const char *key, long long low, long long high)
{
    const json_t *value = json_object_get(reading->object, key);
    if (!json_is_integer(value) || json_integer_value(value) < low ||
        json_integer_value(value) > high) {
        complain(reading, key);
        return low;
    }
    return json_integer_value(value);
}

/** A number that stands as a text; null is absent. */
static struct fyp_decimal number_of(struct reading *reading, const char *key)
{
    const json_t *value = json_object_get(reading->object, key);
    const char *text = json_string_value(value);
    struct fyp_decimal out = {0};
    char *end = NULL;
    if (json_is_null(value)) {
        return out;
    }
    if (text == NULL || text[0] == '\0' ||
        text[strspn(text, "0123456789.e+-")] != '\0') {
        complain(reading, key);
        return out;
    }
    out.value = strtod(text, &end);
    out.present = *end == '\0' && isfinite(out.value);
    if (!out.present) {
        complain(reading, key);
        out.value = 0;
    }
    return out;
}

static double must_be_number(struct reading *reading, const char *key)
{
    const struct fyp_decimal number = number_of(reading, key);
    if (!number.present) {
        complain(reading, key);
    }
    return number.value;
}

static uint64_t seed_of(struct reading *reading, const char *key)
{
    const char *text = text_of(reading, key, false);
    char *end = NULL;
    errno = 0;
    const unsigned long long seed = strtoull(text, &end, 10);
    if (errno != 0 || text[0] == '\0' ||
        text[strspn(text, "0123456789")] != '\0') {
        complain(reading, key);
    }
    return seed;
}

static enum fyp_fieldwork_kind kind_of(struct reading *reading)
{
    const char *word = text_of(reading, "kind", false);
    for (int i = FYP_FIELDWORK_SITES; i < FYP_FIELDWORK_KINDS; i++) {
        const enum fyp_fieldwork_kind kind = (enum fyp_fieldwork_kind)i;
        if (strcmp(fyp_fieldwork_kind_name(kind), word) == 0) {
            return kind;
        }
    }
    complain(reading, "kind");
    return FYP_FIELDWORK_NONE;
}

static void read_kind(struct reading *reading, struct fyp_fieldwork *out)
{
    if (out->kind == FYP_FIELDWORK_SITES) {
        out->indicator = text_of(reading, "indicator", false);
        out->margin = must_be_number(reading, "margin");
        out->share = must_be_number(reading, "share");
        out->population = integer_of(reading, "population", 0, INT64_MAX);
        out->seed = seed_of(reading, "seed");
        out->generator = text_of(reading, "generator", false);
    } else if (out->kind == FYP_FIELDWORK_ANSWERS) {
        out->scale.low = (int)integer_of(reading, "scale_low", 0, 1000000);
        out->scale.high =
            (int)integer_of(reading, "scale_high", out->scale.low + 1, 1000001);
        out->invited = integer_of(reading, "invited", 0, INT64_MAX);
    }
}

static void read_head(struct reading *reading, struct fyp_fieldwork *out)
{
    *out = (struct fyp_fieldwork){
        .kind = kind_of(reading),
        .import_id = integer_of(reading, "import", 1, INT64_MAX),
        .by = text_of(reading, "by", false),
        .saved_at = text_of(reading, "saved_at", false),
        .file = text_of(reading, "file", false),
        .sheet = text_of(reading, "sheet", true),
        .sha256 = text_of(reading, "sha256", false),
        .plan = text_of(reading, "plan", false),
        .region = text_of(reading, "region", false),
        .year = (int)integer_of(reading, "year", LEAST_YEAR, MOST_YEAR),
        .confidence = must_be_number(reading, "confidence")};
    if (strlen(out->sha256) != 64 ||
        strspn(out->sha256, "0123456789abcdef") != 64) {
        complain(reading, "sha256");
    }
    if (!(out->confidence > 0 && out->confidence < 1)) {
        complain(reading, "confidence");
    }
    read_kind(reading, out);
}

/* --- rows --- */

static struct fyp_kept_site read_site(struct reading *reading)
{
    return (struct fyp_kept_site){
        .site = text_of(reading, "site", false),
        .name = text_of(reading, "name", false),
        .line = (int)integer_of(reading, "line", 0, INT_MAX)};
}

static struct fyp_kept_recount read_recount(struct reading *reading)
{
    const struct fyp_kept_recount out = {
        .indicator = text_of(reading, "indicator", false),
        .site = text_of(reading, "site", false),
        .reported = number_of(reading, "reported"),
        .recounted = number_of(reading, "recounted"),
        .checked = integer_of(reading, "checked", 0, INT64_MAX),
        .confirmed = integer_of(reading, "confirmed", 0, INT64_MAX),
        .line = (int)integer_of(reading, "line", 0, INT_MAX)};
    if (out.reported.present != out.recounted.present) {
        complain(reading, "recounted");
    }
    if (out.confirmed > out.checked) {
        complain(reading, "confirmed");
    }
    return out;
}

static struct fyp_kept_answers
read_answers(struct reading *reading, const struct fyp_scale *scale)
{
    const bool given =
        !json_is_null(json_object_get(reading->object, "answer"));
    return (struct fyp_kept_answers){
        .question = text_of(reading, "question", false),
        .group = text_of(reading, "group", true),
        .given = given,
        .value =
            given ? (int)integer_of(reading, "answer", scale->low, scale->high)
                  : 0,
        .people = integer_of(reading, "people", 1, FYP_FIELD_ROWS_MAX),
        .line = (int)integer_of(reading, "line", 0, INT_MAX)};
}

static bool make_room(struct reading *reading, struct fyp_fieldwork *out)
{
    struct fyp_arena *arena = &reading->set->arena;
    const size_t room = out->count + 1;
    if (out->kind == FYP_FIELDWORK_SITES) {
        out->sites = fyp_arena_alloc(arena, room, sizeof *out->sites);
        return out->sites != NULL;
    }
    if (out->kind == FYP_FIELDWORK_RECOUNTS) {
        out->recounts = fyp_arena_alloc(arena, room, sizeof *out->recounts);
        return out->recounts != NULL;
    }
    out->answers = fyp_arena_alloc(arena, room, sizeof *out->answers);
    return out->answers != NULL;
}

static void read_row(struct reading *reading, struct fyp_fieldwork *out)
{
    const size_t at = reading->row - 1;
    if (out->kind == FYP_FIELDWORK_SITES) {
        out->sites[at] = read_site(reading);
    } else if (out->kind == FYP_FIELDWORK_RECOUNTS) {
        out->recounts[at] = read_recount(reading);
    } else {
        out->answers[at] = read_answers(reading, &out->scale);
    }
}

static void read_rows(struct reading *reading, struct fyp_fieldwork *out)
{
    const json_t *rows = json_object_get(reading->object, "rows");
    const size_t count = json_array_size(rows);
    if (!json_is_array(rows) || count > FYP_FIELD_ROWS_MAX) {
        complain(reading, "rows");
        return;
    }
    out->count = count;
    if (!make_room(reading, out)) {
        reading->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < count && reading->bad[0] == '\0'; i++) {
        reading->row = i + 1;
        reading->object = json_array_get(rows, i);
        read_row(reading, out);
    }
}

/* --- the file --- */

static enum fyp_status
failure_of(const struct reading *reading, struct fyp_error *err)
{
    char what[128];
    if (reading->out_of_memory) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    if (reading->bad[0] == '\0') {
        return FYP_OK;
    }
    if (reading->bad_row > 0) {
        (void)snprintf(
            what, sizeof what, "fieldwork[%zu].rows[%zu].%s", reading->item,
            reading->bad_row, reading->bad);
    } else {
        (void)snprintf(
            what, sizeof what, "fieldwork[%zu].%s", reading->item,
            reading->bad);
    }
    return fyp_fail(err, FYP_E_SEAL_RECORD, what);
}

static enum fyp_status
read_list(const json_t *root, struct reading *reading, struct fyp_error *err)
{
    const json_t *list = json_object_get(root, "fieldwork");
    const size_t count = json_array_size(list);
    struct fyp_fieldwork_set *set = reading->set;
    if (!json_is_array(list) || count > MOST_FIELDWORK) {
        return fyp_fail(err, FYP_E_SEAL_RECORD, "fieldwork");
    }
    set->items = fyp_arena_alloc(&set->arena, count + 1, sizeof *set->items);
    if (set->items == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    enum fyp_status status = FYP_OK;
    for (size_t i = 0; status == FYP_OK && i < count; i++) {
        reading->item = i + 1;
        reading->row = 0;
        reading->object = json_array_get(list, i);
        read_head(reading, &set->items[i]);
        if (reading->bad[0] == '\0') {
            read_rows(reading, &set->items[i]);
        }
        set->count = i + 1;
        status = failure_of(reading, err);
    }
    return status;
}

enum fyp_status fyp_seal_third_party_read(
    const char *path, struct fyp_fieldwork_set *out, struct fyp_error *err)
{
    struct reading reading = {.set = out};
    json_t *root = NULL;
    *out = (struct fyp_fieldwork_set){0};
    enum fyp_status status = fyp_seal_json_read(path, &root, err);
    if (status == FYP_OK) {
        status = read_list(root, &reading, err);
    }
    json_decref(root);
    if (status != FYP_OK) {
        (void)fyp_error_at(err, "%s", path);
        fyp_fieldwork_set_finish(out);
    }
    return status;
}
