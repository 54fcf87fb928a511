/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/import.h"

#include "base/text.h"
#include "data/cleaning/row.h"
#include "data/tables/layout.h"

#include <stdio.h>
#include <string.h>

enum { FILE_NAME_SIZE = 1024, ROWS_BETWEEN_PROGRESS = 4096 };

/* One file on its way into the store. */
struct intake {
    struct fyp_store *store;
    const struct fyp_import_request *request;
    char file_name[FILE_NAME_SIZE];
    struct fyp_source *source;
    const char *sheet; /* being read; NULL: a text file */
    struct fyp_row_reader reader;
    struct fyp_import_result *result;
};

/** Adds "stats.csv:14" or "a.xlsx!表1!C7" where a problem has no place. */
static void set_place(
    const struct intake *intake, int line, int column, struct fyp_error *e)
{
    const char *path = intake->request->path;
    char cell[FYP_CELL_NAME_SIZE];
    if (intake->sheet) {
        fyp_cell_name(line, column, cell);
        (void)fyp_error_at(e, "%s!%s!%s", path, intake->sheet, cell);
    } else {
        (void)fyp_error_at(e, "%s:%d", path, line);
    }
}

/** Keeps a finding of one row, here and in the store. */
static enum fyp_status keep_finding(
    struct intake *intake, const struct fyp_observation *observation,
    struct fyp_error *finding, struct fyp_error *err)
{
    const struct fyp_store_place place = {
        .sheet = intake->sheet,
        .line = observation->line,
        .column = observation->column};
    set_place(intake, observation->line, observation->column, finding);
    fyp_problems_add(&intake->result->findings, finding);
    return fyp_store_finding(
        intake->store, intake->result->import_id, &place, observation->raw,
        finding, err);
}

static enum fyp_status reject(
    struct intake *intake, const struct fyp_observation *observation,
    struct fyp_error *reason, struct fyp_error *err)
{
    intake->result->counts.rejected++;
    return keep_finding(intake, observation, reason, err);
}

/** Stores what was understood. */
static enum fyp_status keep_figure(
    struct intake *intake, const struct fyp_observation *observation,
    struct fyp_understood *understood, struct fyp_error *err)
{
    struct fyp_import_counts *counts = &intake->result->counts;
    struct fyp_error reason = {0};
    understood->row.figure.sheet = intake->sheet;
    if (understood->missing != FYP_MISSING_NONE) {
        counts->missing++;
        return fyp_store_put_missing(
            intake->store, intake->result->import_id, &understood->row,
            (int)understood->missing, err);
    }
    enum fyp_stored what = FYP_STORED_SAME;
    enum fyp_status status = fyp_store_put(
        intake->store, intake->result->import_id, &understood->row, &what,
        &reason);
    if (status == FYP_E_ROW_TWICE || status == FYP_E_ROW_REVISION) {
        return reject(intake, observation, &reason, err);
    }
    if (status != FYP_OK) {
        if (err) {
            *err = reason;
        }
        return status;
    }
    counts->added += what == FYP_STORED_NEW;
    counts->changed += what == FYP_STORED_CHANGED;
    counts->same += what == FYP_STORED_SAME;
    return FYP_OK;
}

static enum fyp_status take_observation(
    struct intake *intake, struct fyp_observation *observation,
    struct fyp_error *err)
{
    struct fyp_understood understood;
    struct fyp_problems notes = {0};
    struct fyp_error reason = {0};
    intake->result->counts.rows++;
    enum fyp_status status = fyp_row_understand(
        &intake->reader, observation, &understood, &notes, &reason);
    if (status != FYP_OK) {
        status = reject(intake, observation, &reason, err);
        fyp_problems_finish(&notes);
        return status;
    }
    for (size_t i = 0; status == FYP_OK && i < notes.count; i++) {
        status = keep_finding(intake, observation, &notes.items[i], err);
    }
    fyp_problems_finish(&notes);
    if (status == FYP_OK) {
        status = keep_figure(intake, observation, &understood, err);
    }
    return status;
}

static enum fyp_status
tell_progress(const struct intake *intake, struct fyp_error *err)
{
    const struct fyp_import_request *request = intake->request;
    if (request->progress &&
        intake->result->counts.rows % ROWS_BETWEEN_PROGRESS == 0 &&
        !request->progress(
            request->context, fyp_source_position(intake->source),
            fyp_source_size(intake->source))) {
        return fyp_fail(err, FYP_E_STOPPED, NULL);
    }
    return FYP_OK;
}

static enum fyp_status take_rows(
    struct intake *intake, struct fyp_layout *layout, struct fyp_error *err)
{
    enum fyp_status status = fyp_layout_begin(layout, err);
    bool done = false;
    while (status == FYP_OK) {
        struct fyp_observation observation;
        struct fyp_error reason = {0};
        status = fyp_layout_next(layout, &observation, &done, &reason);
        if (done) {
            break;
        }
        if (status == FYP_OK) {
            status = take_observation(intake, &observation, err);
        } else if (fyp_status_exit_code(status) == FYP_EXIT_ROWS_REJECTED) {
            intake->result->counts.rows++;
            status = reject(intake, &observation, &reason, err);
        } else if (err) {
            *err = reason;
        }
        if (status == FYP_OK) {
            status = tell_progress(intake, err);
        }
    }
    return status;
}

/** Keeps what is to be known of a whole file or sheet. */
static enum fyp_status keep_notes(
    struct intake *intake, const struct fyp_problems *notes,
    struct fyp_error *err)
{
    const struct fyp_store_place place = {.sheet = intake->sheet};
    enum fyp_status status = FYP_OK;
    for (size_t i = 0; status == FYP_OK && i < notes->count; i++) {
        struct fyp_error note = notes->items[i];
        (void)fyp_error_at(&note, "%s", intake->request->path);
        fyp_problems_add(&intake->result->findings, &note);
        status = fyp_store_finding(
            intake->store, intake->result->import_id, &place, "", &note, err);
    }
    return status;
}

static enum fyp_status
take_table(struct intake *intake, size_t index, struct fyp_error *err)
{
    const struct fyp_import_request *request = intake->request;
    const struct fyp_layout_request wanted = {
        .catalogue = request->catalogue,
        .regions = request->regions,
        .path = request->path,
        .file_name = intake->file_name,
        .region = request->region,
        .year = request->year,
        .mapping = request->mapping,
        .plans = request->plans,
        .plan_count = request->plan_count};
    struct fyp_layout *layout = NULL;
    intake->sheet = fyp_source_table(intake->source, index)->sheet;
    enum fyp_status status =
        fyp_layout_find(intake->source, index, &wanted, &layout, err);
    if (status == FYP_OK && layout) {
        if (request->explain) {
            fyp_layout_explain(layout, request->explain);
        }
        status = keep_notes(intake, fyp_layout_notes(layout), err);
    }
    if (status == FYP_OK && layout) {
        status = take_rows(intake, layout, err);
    }
    if (status != FYP_OK && intake->sheet) {
        (void)fyp_error_at(err, "%s!%s", request->path, intake->sheet);
    }
    fyp_layout_destroy(layout);
    return status;
}

static enum fyp_status take_tables(struct intake *intake, struct fyp_error *err)
{
    size_t count = fyp_source_table_count(intake->source);
    enum fyp_status status =
        keep_notes(intake, fyp_source_notes(intake->source), err);
    for (size_t i = 0; status == FYP_OK && i < count; i++) {
        if (!fyp_source_table(intake->source, i)->hidden) {
            status = take_table(intake, i, err);
        }
    }
    if (status == FYP_OK && intake->result->counts.rows == 0) {
        status = fyp_fail(err, FYP_E_CSV_NO_ROWS, NULL);
    }
    return status;
}

/** Everything of the file in one transaction, or nothing. */
static enum fyp_status take_file(struct intake *intake, struct fyp_error *err)
{
    struct fyp_import_file file = {
        .name = intake->file_name,
        .revise_reason = intake->request->revise_reason};
    (void)snprintf(
        file.sha256, sizeof file.sha256, "%s",
        fyp_source_sha256(intake->source));
    enum fyp_status status =
        fyp_store_begin(intake->store, &file, &intake->result->import_id, err);
    if (status != FYP_OK) {
        return status;
    }
    status = take_tables(intake, err);
    if (status == FYP_OK && !intake->request->dry_run) {
        status = fyp_store_commit(
            intake->store, intake->result->import_id, &intake->result->counts,
            err);
    }
    if (status != FYP_OK || intake->request->dry_run) {
        fyp_store_rollback(intake->store);
    }
    return status;
}

static void name_file(struct intake *intake)
{
    /* a name of the disk need not be UTF-8 */
    const char *slash = strrchr(intake->request->path, '/');
    (void)fyp_text_escape(
        slash ? slash + 1 : intake->request->path, intake->file_name,
        sizeof intake->file_name);
}

enum fyp_status fyp_import(
    struct fyp_store *store, const struct fyp_import_request *request,
    struct fyp_import_result *result, struct fyp_error *err)
{
    *result = (struct fyp_import_result){0};
    struct intake intake = {
        .store = store,
        .request = request,
        .reader =
            {.catalogue = request->catalogue,
             .regions = request->regions,
             .marks = request->marks},
        .result = result};
    long long earlier = 0;
    name_file(&intake);
    enum fyp_status status =
        fyp_source_open(request->path, &intake.source, err);
    if (status == FYP_OK) {
        status = fyp_store_find_import(
            store, fyp_source_sha256(intake.source), &earlier, err);
    }
    if (status == FYP_OK && earlier > 0 && !request->explain) {
        result->import_id = earlier;
        result->already_imported = true;
    } else if (status == FYP_OK) {
        status = take_file(&intake, err);
    }
    fyp_source_close(intake.source);
    if (status != FYP_OK) {
        fyp_problems_finish(&result->findings);
        *result = (struct fyp_import_result){0};
        (void)fyp_error_at(err, "%s", request->path);
    }
    return status;
}
