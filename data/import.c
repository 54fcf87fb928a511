/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/import.h"

#include "base/text.h"
#include "data/row.h"

#include <string.h>

enum { FILE_NAME_SIZE = 1024 };

/* One file on its way into the store. */
struct intake {
    struct fyp_store *store;
    const char *path;
    struct fyp_csv *csv;
    struct fyp_row_reader reader;
    struct fyp_import_result *result;
};

/** Nothing but commas and blanks: Excel leaves such lines behind. */
static bool is_blank(const struct fyp_csv_record *record)
{
    for (size_t i = 0; i < record->count; i++) {
        if (fyp_text_trim(record->fields[i])[0] != '\0') {
            return false;
        }
    }
    return true;
}

/** The next record that is not blank; count 0 at the end. */
static enum fyp_status next_record(
    struct intake *intake, struct fyp_csv_record *record, struct fyp_error *err)
{
    enum fyp_status status;
    do {
        status = fyp_csv_next(intake->csv, record, err);
    } while (status == FYP_OK && record->count > 0 && is_blank(record));
    return status;
}

static enum fyp_status read_header(struct intake *intake, struct fyp_error *err)
{
    struct fyp_csv_record header;
    enum fyp_status status = next_record(intake, &header, err);
    if (status != FYP_OK) {
        return status;
    }
    if (header.count == 0) {
        return fyp_fail(err, FYP_E_CSV_EMPTY, NULL);
    }
    status = fyp_columns_find(&header, &intake->reader.columns, err);
    if (status != FYP_OK) {
        (void)fyp_error_at(err, "%s:%d", intake->path, header.line);
    }
    return status;
}

/** Keeps a row that cannot be used, here and in the store. */
static enum fyp_status reject(
    struct intake *intake, const struct fyp_csv_record *record,
    struct fyp_error *reason, struct fyp_error *err)
{
    intake->result->counts.rejected++;
    (void)fyp_error_at(reason, "%s:%d", intake->path, record->line);
    fyp_problems_add(&intake->result->rejected, reason);
    return fyp_store_reject(
        intake->store, intake->result->import_id, record->line, record->raw,
        reason, err);
}

static enum fyp_status take_row(
    struct intake *intake, const struct fyp_csv_record *record,
    struct fyp_error *err)
{
    struct fyp_import_counts *counts = &intake->result->counts;
    struct fyp_store_row row;
    struct fyp_error reason = {0};
    counts->rows++;
    enum fyp_status status =
        fyp_row_understand(&intake->reader, record, &row, &reason);
    if (status != FYP_OK) {
        return reject(intake, record, &reason, err);
    }
    if (reason.status == FYP_W_ROW_FRACTION) {
        (void)fyp_error_at(&reason, "%s:%d", intake->path, record->line);
        fyp_problems_add(&intake->result->rejected, &reason);
        reason = (struct fyp_error){0};
    }
    enum fyp_stored what = FYP_STORED_SAME;
    status = fyp_store_put(
        intake->store, intake->result->import_id, &row, &what, &reason);
    if (status == FYP_E_ROW_TWICE) {
        return reject(intake, record, &reason, err);
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

static enum fyp_status take_rows(struct intake *intake, struct fyp_error *err)
{
    for (;;) {
        struct fyp_csv_record record;
        enum fyp_status status = next_record(intake, &record, err);
        if (status == FYP_OK && record.count == 0) {
            return intake->result->counts.rows > 0
                       ? FYP_OK
                       : fyp_fail(err, FYP_E_CSV_NO_ROWS, NULL);
        }
        if (status == FYP_OK) {
            status = take_row(intake, &record, err);
        }
        if (status != FYP_OK) {
            return status;
        }
    }
}

/** Everything of the file in one transaction, or nothing. */
static enum fyp_status take_file(struct intake *intake, struct fyp_error *err)
{
    enum fyp_status status = read_header(intake, err);
    if (status != FYP_OK) {
        return status;
    }
    const char *slash = strrchr(intake->path, '/');
    char name[FILE_NAME_SIZE]; /* a name of the disk need not be UTF-8 */
    (void)fyp_text_escape(slash ? slash + 1 : intake->path, name, sizeof name);
    struct fyp_import_file file = {.name = name};
    memcpy(file.sha256, fyp_csv_sha256(intake->csv), sizeof file.sha256);
    status =
        fyp_store_begin(intake->store, &file, &intake->result->import_id, err);
    if (status != FYP_OK) {
        return status;
    }
    status = take_rows(intake, err);
    if (status == FYP_OK) {
        status = fyp_store_commit(
            intake->store, intake->result->import_id, &intake->result->counts,
            err);
    }
    if (status != FYP_OK) {
        fyp_store_rollback(intake->store);
    }
    return status;
}

enum fyp_status fyp_import_csv(
    struct fyp_store *store, const char *path,
    const struct fyp_catalogue *catalogue, const struct fyp_regions *regions,
    struct fyp_import_result *result, struct fyp_error *err)
{
    *result = (struct fyp_import_result){0};
    struct intake intake = {
        .store = store,
        .path = path,
        .reader = {.catalogue = catalogue, .regions = regions},
        .result = result};
    long long earlier = 0;
    enum fyp_status status = fyp_csv_create(path, &intake.csv, err);
    if (status == FYP_OK) {
        status = fyp_store_find_import(
            store, fyp_csv_sha256(intake.csv), &earlier, err);
    }
    if (status == FYP_OK && earlier > 0) {
        result->import_id = earlier;
        result->already_imported = true;
    } else if (status == FYP_OK) {
        status = take_file(&intake, err);
    }
    fyp_csv_destroy(intake.csv);
    if (status != FYP_OK) {
        fyp_problems_finish(&result->rejected);
        *result = (struct fyp_import_result){0};
        (void)fyp_error_at(err, "%s", path);
    }
    return status;
}
