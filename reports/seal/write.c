/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/seal/write.h"

#include "base/message.h"
#include "indicators/commitments.h"
#include "reports/seal/check.h"
#include "reports/seal/folder.h"
#include "reports/seal/page.h"
#include "reports/seal/parts.h"
#include "reports/seal/regions.h"
#include "reports/seal/third_party.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* A seal in the making. */
struct sealing {
    const struct fyp_seal_request *request;
    struct fyp_seal_result result;
    struct fyp_sealed_figures figures;
    struct fyp_seal_record record;
    struct fyp_buffer parts[FYP_SEAL_PARTS];
    bool has[FYP_SEAL_PARTS];
    struct fyp_seal_folder folder;
};

static void finish_sealing(struct sealing *sealing)
{
    for (int i = 0; i < FYP_SEAL_PARTS; i++) {
        fyp_buffer_finish(&sealing->parts[i]);
    }
    fyp_seal_folder_finish(&sealing->folder);
    fyp_sealed_figures_finish(&sealing->figures);
    fyp_seal_result_finish(&sealing->result);
}

/* The file as it is on the disk now; where it is no longer the one that was
 * used, the seal will not reproduce its result. */
static enum fyp_status copy_file(
    struct sealing *sealing, enum fyp_seal_part part, const char *path,
    struct fyp_error *err)
{
    char *text = NULL;
    size_t length = 0;
    if (path == NULL) {
        return FYP_OK;
    }
    const enum fyp_status status =
        fyp_file_read(path, FYP_SEAL_FILE_MAX, &text, &length, err);
    if (status == FYP_OK) {
        fyp_buffer_bytes(&sealing->parts[part], text, length);
        sealing->has[part] = true;
    }
    free(text);
    return status;
}

static enum fyp_status
copy_files(struct sealing *sealing, struct fyp_error *err)
{
    const struct fyp_seal_request *request = sealing->request;
    const struct fyp_plan *plan = request->question.plan;
    char document[PATH_MAX];
    const bool has_document =
        fyp_plan_document(plan, document, sizeof document);
    const struct {
        enum fyp_seal_part part;
        const char *path;
    } files[] = {
        {FYP_SEAL_PLAN, plan->path},
        {FYP_SEAL_COMMITMENTS,
         plan->commitments != NULL ? plan->commitments->path : NULL},
        {FYP_SEAL_TEXT, has_document ? document : NULL},
        {FYP_SEAL_CATALOGUE, request->catalogue_path},
        {FYP_SEAL_CHECKS, request->checks_path},
        {FYP_SEAL_REGION_CHANGES, request->region_changes_path}};
    enum fyp_status status = FYP_OK;
    for (size_t i = 0; status == FYP_OK && i < sizeof files / sizeof *files;
         i++) {
        status = copy_file(sealing, files[i].part, files[i].path, err);
    }
    return status;
}

static bool has_part(const void *context, enum fyp_seal_part part)
{
    const struct sealing *sealing = context;
    return sealing->has[part];
}

static void fill_record(struct sealing *sealing)
{
    const struct fyp_seal_request *request = sealing->request;
    const struct fyp_evaluation *evaluation = &sealing->result.whole.evaluation;
    struct fyp_seal_record *record = &sealing->record;
    *record = (struct fyp_seal_record){
        .version = FYP_VERSION,
        .year = evaluation->year,
        .stage = evaluation->stage,
        .target_version = evaluation->target_version};
    (void)snprintf(
        record->plan_file, sizeof record->plan_file, "%s.yaml",
        evaluation->plan->id);
    (void)snprintf(
        record->region, sizeof record->region, "%s", evaluation->region);
    (void)snprintf(
        record->sealed_on, sizeof record->sealed_on, "%s",
        request->sealed_on != NULL ? request->sealed_on : "");
    (void)snprintf(
        record->sealed_by, sizeof record->sealed_by, "%s",
        request->sealed_by != NULL ? request->sealed_by : "");
}

/* One of the parts that the program writes itself. */
static struct fyp_buffer *
begin_part(struct sealing *sealing, enum fyp_seal_part part)
{
    sealing->has[part] = true;
    return &sealing->parts[part];
}

static void write_third_party(struct sealing *sealing)
{
    const struct fyp_seal_third_party stored = {
        .set = sealing->request->question.third_party,
        .plan = sealing->request->question.plan->id,
        .region = sealing->record.region,
        .year = sealing->record.year};
    if (fyp_seal_third_party_count(&stored) > 0) {
        fyp_seal_third_party_write(
            &stored, begin_part(sealing, FYP_SEAL_THIRD_PARTY));
    }
}

static void write_parts(struct sealing *sealing)
{
    const struct fyp_seal_question *question = &sealing->request->question;
    const struct fyp_evaluation *evaluation = &sealing->result.whole.evaluation;
    const struct fyp_seal_result *result = &sealing->result;
    fyp_buffer_bytes(
        begin_part(sealing, FYP_SEAL_RESULT), result->json.data,
        result->json.length);
    fyp_buffer_bytes(
        begin_part(sealing, FYP_SEAL_PAGE), result->page.data,
        result->page.length);
    fyp_ruleset_print(question->ruleset, begin_part(sealing, FYP_SEAL_RULESET));
    fyp_sealed_figures_origins(
        &sealing->figures, begin_part(sealing, FYP_SEAL_ORIGINS));
    fyp_sealed_figures_csv(
        &sealing->figures, question->catalogue,
        begin_part(sealing, FYP_SEAL_FIGURES));
    write_third_party(sealing);
    if (question->regions != NULL) {
        fyp_seal_regions_write(
            question->regions, &sealing->figures, evaluation->region,
            begin_part(sealing, FYP_SEAL_REGIONS));
    }
    fyp_seal_record_write(
        &sealing->record, evaluation, &sealing->figures,
        begin_part(sealing, FYP_SEAL_RECORD));
    const struct fyp_seal_page page = {
        .record = &sealing->record,
        .evaluation = evaluation,
        .figures = &sealing->figures,
        .has = has_part,
        .context = sealing};
    fyp_seal_page_write(&page, begin_part(sealing, FYP_SEAL_README));
}

static enum fyp_status prepare(struct sealing *sealing, struct fyp_error *err)
{
    const struct fyp_seal_request *request = sealing->request;
    enum fyp_status status =
        fyp_seal_render(&request->question, &sealing->result, err);
    if (status == FYP_OK) {
        status = fyp_sealed_figures_collect(
            request->store, request->question.figures, &sealing->figures, err);
    }
    if (status == FYP_OK) {
        status = copy_files(sealing, err);
    }
    if (status == FYP_OK) {
        fill_record(sealing);
        write_parts(sealing);
    }
    return status;
}

static enum fyp_status
write_files(struct sealing *sealing, struct fyp_error *err)
{
    enum fyp_status status = FYP_OK;
    for (int i = 0; status == FYP_OK && i < FYP_SEAL_PARTS; i++) {
        if (sealing->has[i]) {
            status = fyp_seal_folder_write(
                &sealing->folder,
                fyp_seal_part_name(
                    (enum fyp_seal_part)i, sealing->record.plan_file),
                &sealing->parts[i], err);
        }
    }
    return status;
}

static enum fyp_status
write_manifest(struct sealing *sealing, struct fyp_error *err)
{
    struct fyp_seal_manifest manifest;
    struct fyp_buffer text = {0};
    enum fyp_status status =
        fyp_seal_manifest_of(sealing->folder.temporary, &manifest, err);
    if (status == FYP_OK) {
        fyp_seal_manifest_text(&manifest, &text);
        status = fyp_seal_folder_write(
            &sealing->folder, FYP_SEAL_MANIFEST, &text, err);
    }
    fyp_buffer_finish(&text);
    fyp_seal_manifest_finish(&manifest);
    return status;
}

static enum fyp_status
not_reproduced(const struct fyp_seal_check *check, struct fyp_error *err)
{
    const char *reason = check->obstacle.text;
    if (check->damages.count > 0) {
        reason = check->damages.items[0].name;
    } else if (check->differences.kept > 0) {
        reason = check->differences.items[0].field;
    }
    return fyp_fail(err, FYP_E_SEAL_NOT_REPRODUCED, reason);
}

/* As fyp verify-seal will. */
static enum fyp_status verify(
    const struct sealing *sealing, struct fyp_seal_written *out,
    struct fyp_error *err)
{
    struct fyp_seal_check *check = malloc(sizeof *check);
    if (check == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    enum fyp_status status =
        fyp_seal_check_folder(sealing->folder.temporary, check, err);
    if (status == FYP_OK && !check->equal) {
        status = not_reproduced(check, err);
    }
    if (status == FYP_OK) {
        *out = (struct fyp_seal_written){
            .files = check->manifest.count + 1,
            .figures = sealing->figures.count};
        memcpy(
            out->fingerprint, check->manifest.sha256, sizeof out->fingerprint);
    }
    fyp_seal_check_finish(check);
    free(check);
    return status;
}

enum fyp_status fyp_seal_write(
    const struct fyp_seal_request *request, const char *folder,
    struct fyp_seal_written *out, struct fyp_error *err)
{
    struct sealing sealing = {.request = request};
    *out = (struct fyp_seal_written){0};
    enum fyp_status status = prepare(&sealing, err);
    if (status == FYP_OK) {
        status = fyp_seal_folder_init(folder, &sealing.folder, err);
    }
    if (status == FYP_OK) {
        status = write_files(&sealing, err);
    }
    if (status == FYP_OK) {
        status = write_manifest(&sealing, err);
    }
    if (status == FYP_OK) {
        status = verify(&sealing, out, err);
    }
    if (status == FYP_OK) {
        status = fyp_seal_folder_publish(&sealing.folder, err);
    }
    finish_sealing(&sealing);
    if (status != FYP_OK) {
        *out = (struct fyp_seal_written){0};
    }
    return status;
}
