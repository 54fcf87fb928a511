/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/seal/check.h"

#include "base/message.h"
#include "reports/seal/folder.h"
#include "reports/seal/json_file.h"
#include "reports/seal/page.h"
#include "reports/seal/parts.h"
#include "reports/seal/regions.h"
#include "reports/seal/third_party.h"

#include <stdlib.h>
#include <string.h>

/* --- may it be read? --- */

static const struct fyp_seal_damage *
damage_of(const struct fyp_seal_damages *damages, const char *name)
{
    for (size_t i = 0; i < damages->count; i++) {
        if (strcmp(damages->items[i].name, name) == 0) {
            return &damages->items[i];
        }
    }
    return NULL;
}

/* No part is opened that is a link or a pipe, or is not listed. */
static enum fyp_status check_part(
    const struct fyp_seal_check *check, enum fyp_seal_part part,
    const char *plan_file, struct fyp_error *err)
{
    const char *name = fyp_seal_part_name(part, plan_file);
    const struct fyp_seal_damage *damage = damage_of(&check->damages, name);
    const bool listed = fyp_seal_manifest_lists(&check->manifest, name);
    if (!listed && fyp_seal_part_at(part)->required) {
        return fyp_fail(
            err, FYP_E_SEAL_ENTRY, name, fyp_text(FYP_M_SEAL_NOT_LISTED));
    }
    if (listed && damage != NULL && damage->kind != FYP_SEAL_CHANGED) {
        return fyp_fail(
            err, FYP_E_SEAL_ENTRY, name,
            damage->reason != NULL ? damage->reason
                                   : fyp_text(FYP_M_SEAL_MISSING));
    }
    return FYP_OK;
}

static enum fyp_status read_record(
    const struct fyp_seal_check *check, struct fyp_seal_record *out,
    struct fyp_error *err)
{
    enum fyp_status status = check_part(check, FYP_SEAL_RECORD, "", err);
    char *path =
        fyp_seal_join(check->folder, fyp_seal_part_name(FYP_SEAL_RECORD, ""));
    if (status == FYP_OK) {
        status = path != NULL ? fyp_seal_record_read(path, out, err)
                              : fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    free(path);
    return status;
}

static enum fyp_status
open_folder(struct fyp_seal_check *check, struct fyp_error *err)
{
    struct fyp_seal_record record = {0};
    enum fyp_status status = read_record(check, &record, err);
    for (int i = 0; status == FYP_OK && i < FYP_SEAL_PARTS; i++) {
        status =
            check_part(check, (enum fyp_seal_part)i, record.plan_file, err);
    }
    if (status == FYP_OK) {
        status = fyp_seal_open(
            check->folder, &check->manifest, &record, &check->opened, err);
    }
    check->opened_it = status == FYP_OK;
    return status;
}

/* --- what should stand in the files --- */

static enum fyp_status compare_file(
    struct fyp_seal_check *check, enum fyp_seal_part part,
    struct fyp_buffer *expected, struct fyp_error *err)
{
    const char *name = fyp_seal_part_at(part)->name;
    char *path = NULL, *text = NULL;
    size_t length = 0;
    enum fyp_status status = FYP_OK;
    if (fyp_seal_manifest_lists(&check->manifest, name)) {
        path = fyp_seal_join(check->folder, name);
        status =
            path != NULL && !expected->failed
                ? fyp_file_read(path, FYP_SEAL_FILE_MAX, &text, &length, err)
                : fyp_fail(err, FYP_E_MEMORY, NULL);
        if (status == FYP_OK) {
            fyp_seal_compare_texts(
                name, text, length, expected, &check->differences);
        }
    }
    free(text);
    free(path);
    fyp_buffer_finish(expected);
    return status;
}

static enum fyp_status compare_json(
    struct fyp_seal_check *check, enum fyp_seal_part part,
    const struct fyp_buffer *expected, struct fyp_error *err)
{
    const char *name = fyp_seal_part_at(part)->name;
    char *path = fyp_seal_join(check->folder, name);
    json_t *sealed = NULL;
    json_t *recomputed =
        expected->failed
            ? NULL
            : json_loadb(expected->data, expected->length, 0, NULL);
    enum fyp_status status = path == NULL || recomputed == NULL
                                 ? fyp_fail(err, FYP_E_MEMORY, NULL)
                                 : fyp_seal_json_read(path, &sealed, err);
    if (status == FYP_OK) {
        const bool record = part == FYP_SEAL_RECORD;
        if (record) {
            /* what it was built with may differ from place to place */
            (void)json_object_del(sealed, "built_with");
            (void)json_object_del(recomputed, "built_with");
        }
        fyp_seal_compare_results(
            record ? name : NULL, sealed, recomputed, check->same_version,
            &check->differences);
    }
    json_decref(sealed);
    json_decref(recomputed);
    free(path);
    return status;
}

/* What follows from other parts is held against them: an alteration whose
 * fingerprint was renewed shows here. */
/* Nothing where the manifest does not list it. */
static enum fyp_status
compare_third_party(struct fyp_seal_check *check, struct fyp_error *err)
{
    const struct fyp_seal_opened *opened = &check->opened;
    const struct fyp_seal_third_party stored = {
        .set = &opened->third_party,
        .plan = opened->plan->id,
        .region = opened->record.region,
        .year = opened->record.year};
    struct fyp_buffer text = {0};
    fyp_seal_third_party_write(&stored, &text);
    return compare_file(check, FYP_SEAL_THIRD_PARTY, &text, err);
}

static enum fyp_status
compare_data(struct fyp_seal_check *check, struct fyp_error *err)
{
    const struct fyp_seal_opened *opened = &check->opened;
    struct fyp_buffer text = {0};
    fyp_sealed_figures_origins(&opened->sealed, &text);
    enum fyp_status status = compare_file(check, FYP_SEAL_ORIGINS, &text, err);
    if (status == FYP_OK) {
        fyp_sealed_figures_csv(&opened->sealed, opened->catalogue, &text);
        status = compare_file(check, FYP_SEAL_FIGURES, &text, err);
    }
    if (status == FYP_OK) {
        status = compare_third_party(check, err);
    }
    if (status == FYP_OK && opened->regions != NULL) {
        fyp_seal_regions_write(
            opened->regions, &opened->sealed, opened->record.region, &text);
        status = compare_file(check, FYP_SEAL_REGIONS, &text, err);
    }
    if (status == FYP_OK) {
        fyp_seal_record_write(
            &opened->record, &check->result.whole.evaluation, &opened->sealed,
            &text);
        status = compare_json(check, FYP_SEAL_RECORD, &text, err);
        fyp_buffer_finish(&text);
    }
    return status;
}

static bool is_listed(const void *context, enum fyp_seal_part part)
{
    const struct fyp_seal_check *check = context;
    return fyp_seal_manifest_lists(
        &check->manifest,
        fyp_seal_part_name(part, check->opened.record.plan_file));
}

/* The words of another version may be others: only results count then. */
static enum fyp_status
compare_pages(struct fyp_seal_check *check, struct fyp_error *err)
{
    struct fyp_buffer text = {0};
    fyp_buffer_bytes(&text, check->result.page.data, check->result.page.length);
    enum fyp_status status = compare_file(check, FYP_SEAL_PAGE, &text, err);
    if (status == FYP_OK) {
        const struct fyp_seal_page page = {
            .record = &check->opened.record,
            .evaluation = &check->result.whole.evaluation,
            .figures = &check->opened.sealed,
            .has = is_listed,
            .context = check};
        fyp_seal_page_write(&page, &text);
        status = compare_file(check, FYP_SEAL_README, &text, err);
    }
    return status;
}

static enum fyp_status
recompute(struct fyp_seal_check *check, struct fyp_error *err)
{
    enum fyp_status status = open_folder(check, err);
    if (status != FYP_OK) {
        return status;
    }
    check->same_version =
        strcmp(check->opened.record.version, FYP_VERSION) == 0;
    const struct fyp_seal_question question =
        fyp_seal_question_of(&check->opened);
    status = fyp_seal_render(&question, &check->result, err);
    if (status == FYP_OK) {
        status = compare_json(check, FYP_SEAL_RESULT, &check->result.json, err);
    }
    if (status == FYP_OK) {
        status = compare_data(check, err);
    }
    if (status == FYP_OK && check->same_version) {
        status = compare_pages(check, err);
    }
    check->recomputed = status == FYP_OK;
    return status;
}

enum fyp_status fyp_seal_check_folder(
    const char *folder, struct fyp_seal_check *out, struct fyp_error *err)
{
    *out = (struct fyp_seal_check){.folder = folder};
    enum fyp_status status =
        fyp_seal_manifest_read(folder, &out->manifest, err);
    if (status == FYP_OK) {
        status =
            fyp_seal_manifest_check(folder, &out->manifest, &out->damages, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    status = recompute(out, &out->obstacle);
    if (status == FYP_E_MEMORY || out->differences.failed) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    out->equal = out->recomputed && out->damages.count == 0 &&
                 out->differences.found == 0;
    return FYP_OK;
}

void fyp_seal_check_finish(struct fyp_seal_check *check)
{
    if (check != NULL) {
        fyp_seal_result_finish(&check->result);
        fyp_seal_opened_finish(&check->opened);
        fyp_seal_differences_finish(&check->differences);
        fyp_seal_damages_finish(&check->damages);
        fyp_seal_manifest_finish(&check->manifest);
        *check = (struct fyp_seal_check){0};
    }
}

void fyp_report_seal_check(
    const struct fyp_seal_check *check, enum fyp_format format,
    struct fyp_buffer *out)
{
    if (format == FYP_FORMAT_JSON) {
        fyp_seal_check_json(check, out);
    } else {
        fyp_seal_check_text(check, out);
    }
}
