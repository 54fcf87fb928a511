/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/seal/record.h"

#include "data/fieldwork/progress.h"
#include "reports/json.h"
#include "reports/parts.h"
#include "reports/seal/json_file.h"
#include "reports/seal/parts.h"
#include "reports/seal/versions.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_VERSIONS = 1000 /* of targets that a plan can have */ };

/* --- the files that figures come from --- */

static int compare_sources(const void *a, const void *b)
{
    const struct fyp_seal_source *x = a;
    const struct fyp_seal_source *y = b;
    const long long left = x->first->figure.import_id;
    const long long right = y->first->figure.import_id;
    return (left > right) - (left < right);
}

struct fyp_seal_source *fyp_seal_sources(
    struct fyp_arena *arena, const struct fyp_sealed_figures *figures,
    size_t *count)
{
    struct fyp_seal_source *all =
        fyp_arena_alloc(arena, figures->count + 1, sizeof *all);
    *count = 0;
    if (all == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < figures->count; i++) {
        all[i].first = &figures->items[i];
    }
    if (figures->count > 1) {
        qsort(all, figures->count, sizeof *all, compare_sources);
    }
    for (size_t i = 0; i < figures->count; i++) {
        if (*count == 0 || compare_sources(&all[*count - 1], &all[i]) != 0) {
            all[*count] = (struct fyp_seal_source){.first = all[i].first};
            (*count)++;
        }
        all[*count - 1].figures++;
    }
    return all;
}

/* --- writing --- */

static void put_libraries(struct fyp_json *parent)
{
    struct fyp_json object = fyp_json_object();
    for (size_t i = 0; fyp_version_at(i).name != NULL; i++) {
        const struct fyp_version version = fyp_version_at(i);
        fyp_json_text(&object, version.name, version.version);
    }
    fyp_json_put(parent, "built_with", &object);
}

static void
put_sources(struct fyp_json *parent, const struct fyp_sealed_figures *figures)
{
    struct fyp_arena arena = {0};
    struct fyp_json array = fyp_json_array();
    size_t count = 0;
    const struct fyp_seal_source *sources =
        fyp_seal_sources(&arena, figures, &count);
    for (size_t i = 0; i < count; i++) {
        const struct fyp_sealed_figure *first = sources[i].first;
        struct fyp_json object = fyp_json_object();
        fyp_json_integer(&object, "import", first->figure.import_id);
        fyp_json_text(&object, "file", first->figure.file);
        fyp_json_text(&object, "sha256", first->sha256);
        fyp_json_text(&object, "imported_at", first->imported_at);
        fyp_json_text(&object, "reason", first->reason);
        fyp_json_integer(&object, "figures", (long long)sources[i].figures);
        fyp_json_put(&array, NULL, &object);
    }
    array.failed = array.failed || sources == NULL;
    fyp_json_put(parent, "sources", &array);
    fyp_arena_finish(&arena);
}

/* What the command line may choose against a ruleset, as its words. */
static void put_choices(struct fyp_json *root, const struct fyp_ruleset *rules)
{
    fyp_json_text(root, "ruleset", rules->name);
    fyp_json_text(root, "ruleset_version", rules->version);
    fyp_json_text(root, "method", fyp_method_name(rules->method));
    fyp_json_text(root, "comparison", fyp_comparison_key(rules->comparison));
    fyp_json_text(
        root, "missing", rules->missing == FYP_MISSING_ZERO ? "zero" : "skip");
    fyp_json_text(
        root, "mean",
        rules->mean == FYP_MEAN_GEOMETRIC ? "geometric" : "arithmetic");
}

static const char *or_null(const char *text)
{
    return text[0] != '\0' ? text : NULL;
}

void fyp_seal_record_write(
    const struct fyp_seal_record *record,
    const struct fyp_evaluation *evaluation,
    const struct fyp_sealed_figures *figures, struct fyp_buffer *out)
{
    const struct fyp_plan *plan = evaluation->plan;
    struct fyp_json root = fyp_json_object();
    fyp_json_text(&root, "format", FYP_SEAL_FORMAT);
    fyp_json_text(&root, "program", "fyp");
    fyp_json_text(&root, "version", record->version);
    put_libraries(&root);
    fyp_json_text(&root, "plan", plan->id);
    fyp_json_text(&root, "plan_file", record->plan_file);
    fyp_json_text(&root, "title", plan->title);
    fyp_json_text(&root, "plan_sha256", plan->sha256);
    fyp_json_text(&root, "region", record->region);
    fyp_json_integer(&root, "year", record->year);
    fyp_json_text(&root, "stage", fyp_stage_name(record->stage));
    fyp_json_integer(&root, "target_version", record->target_version);
    put_choices(&root, &evaluation->ruleset);
    fyp_json_boolean(&root, "demonstration", evaluation->demonstration);
    fyp_json_text(&root, "sealed_on", or_null(record->sealed_on));
    fyp_json_text(&root, "sealed_by", or_null(record->sealed_by));
    fyp_json_integer(&root, "figures", (long long)figures->count);
    put_sources(&root, figures);
    fyp_json_write(&root, out);
}

/* --- reading --- */

static enum fyp_status bad_record(const char *what, struct fyp_error *err)
{
    return fyp_fail(err, FYP_E_SEAL_RECORD, what);
}

static bool is_code(const char *text)
{
    const size_t digits = strspn(text, "0123456789");
    return text[digits] == '\0' && (digits == 6 || digits == 9 || digits == 12);
}

bool fyp_seal_is_date(const char *text)
{
    return fyp_day_read(text) != 0;
}

/* A text that fits; null and absent are "" where it may be. */
static bool take_text(
    const json_t *root, const char *key, bool required, char *out, size_t size)
{
    const json_t *value = json_object_get(root, key);
    out[0] = '\0';
    if (value == NULL || json_is_null(value)) {
        return !required;
    }
    const char *text = json_string_value(value);
    if (text == NULL || strlen(text) >= size ||
        strlen(text) != json_string_length(value)) {
        return false;
    }
    (void)snprintf(out, size, "%s", text);
    return true;
}

static bool take_stage(const json_t *root, enum fyp_stage *out)
{
    char text[32];
    if (!take_text(root, "stage", true, text, sizeof text)) {
        return false;
    }
    for (int i = FYP_STAGE_ANNUAL; i <= FYP_STAGE_FINAL; i++) {
        if (strcmp(text, fyp_stage_name((enum fyp_stage)i)) == 0) {
            *out = (enum fyp_stage)i;
            return true;
        }
    }
    return false;
}

/* "luojiang-2021.yaml": stays in the folder, and is no other part. */
static bool is_plan_file(const char *text)
{
    static const char ending[] = ".yaml";
    const size_t id = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return id > 0 && strcmp(text + id, ending) == 0;
}

static enum fyp_status take_sealer(
    const json_t *root, struct fyp_seal_record *out, struct fyp_error *err)
{
    if (!take_text(
            root, "sealed_on", false, out->sealed_on, sizeof out->sealed_on) ||
        (out->sealed_on[0] != '\0' && !fyp_seal_is_date(out->sealed_on))) {
        return bad_record("sealed_on", err);
    }
    return take_text(
               root, "sealed_by", false, out->sealed_by, sizeof out->sealed_by)
               ? FYP_OK
               : bad_record("sealed_by", err);
}

static enum fyp_status take_record(
    const json_t *root, struct fyp_seal_record *out, struct fyp_error *err)
{
    char format[64];
    const json_t *year = json_object_get(root, "year");
    if (!take_text(root, "format", true, format, sizeof format) ||
        strcmp(format, FYP_SEAL_FORMAT) != 0) {
        return bad_record("format", err);
    }
    if (!take_text(root, "version", true, out->version, sizeof out->version)) {
        return bad_record("version", err);
    }
    if (!take_text(
            root, "plan_file", true, out->plan_file, sizeof out->plan_file) ||
        !is_plan_file(out->plan_file)) {
        return bad_record("plan_file", err);
    }
    if (!take_text(root, "region", true, out->region, sizeof out->region) ||
        !is_code(out->region)) {
        return bad_record("region", err);
    }
    if (!json_is_integer(year) || json_integer_value(year) < 1949 ||
        json_integer_value(year) > 2100) {
        return bad_record("year", err);
    }
    out->year = (int)json_integer_value(year);
    if (!take_stage(root, &out->stage)) {
        return bad_record("stage", err);
    }
    const json_t *version = json_object_get(root, "target_version");
    if (!json_is_integer(version) || json_integer_value(version) < 1 ||
        json_integer_value(version) > MOST_VERSIONS) {
        return bad_record("target_version", err);
    }
    out->target_version = (int)json_integer_value(version);
    return take_sealer(root, out, err);
}

enum fyp_status fyp_seal_record_read(
    const char *path, struct fyp_seal_record *out, struct fyp_error *err)
{
    json_t *root = NULL;
    *out = (struct fyp_seal_record){0};
    enum fyp_status status = fyp_seal_json_read(path, &root, err);
    if (status == FYP_OK) {
        status = json_is_object(root) ? take_record(root, out, err)
                                      : bad_record("{", err);
    }
    json_decref(root);
    if (status != FYP_OK) {
        (void)fyp_error_at(err, "%s", path);
        *out = (struct fyp_seal_record){0};
    }
    return status;
}
