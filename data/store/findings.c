/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/internal.h"

#include <string.h>

enum { RAW_MAX = 2000 };

const char *const fyp_store_severity_words[] = {
    [FYP_FINDING_BLOCKING] = "blocking", [FYP_FINDING_QUESTION] = "question"};

enum fyp_status fyp_store_finding(
    struct fyp_store *store, long long import_id,
    const struct fyp_store_place *place, const char *raw,
    const struct fyp_error *finding, struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status = fyp_store_prepare_for(
        store, FYP_STATEMENT_ADD_FINDING, import_id, &statement, err);
    if (status != FYP_OK) {
        return status;
    }
    enum fyp_finding_kind severity = fyp_problem_is_warning(finding)
                                         ? FYP_FINDING_QUESTION
                                         : FYP_FINDING_BLOCKING;
    const char *stood = raw ? raw : "";
    size_t length = fyp_text_cut(stood, strlen(stood), RAW_MAX);
    (void)sqlite3_bind_int64(statement, 2, ++store->finding_count);
    fyp_store_bind_text(statement, 3, fyp_store_severity_words[severity]);
    fyp_store_bind_text(statement, 4, place->sheet);
    (void)sqlite3_bind_int(statement, 5, place->line);
    (void)sqlite3_bind_int(statement, 6, place->column);
    (void)sqlite3_bind_text(statement, 7, stood, (int)length, SQLITE_STATIC);
    (void)sqlite3_bind_int(statement, 8, (int)finding->status);
    fyp_store_bind_text(statement, 9, finding->text);
    fyp_store_bind_text(statement, 10, finding->cure);
    return fyp_store_execute(store, statement, err);
}

static bool
read_finding(sqlite3_stmt *row, struct fyp_store_finding_record *out)
{
    const char *severity = fyp_store_text(row, 0);
    *out = (struct fyp_store_finding_record){
        .severity = FYP_FINDING_BLOCKING,
        .place =
            {.sheet = fyp_store_text(row, 1),
             .line = sqlite3_column_int(row, 2),
             .column = sqlite3_column_int(row, 3)},
        .raw = fyp_store_text(row, 4),
        .status = sqlite3_column_int(row, 5),
        .text = fyp_store_text(row, 6),
        .cure = fyp_store_text(row, 7)};
    if (!severity || !fyp_store_is_text(out->raw) ||
        !fyp_store_is_text(out->text) || !fyp_store_is_text(out->cure) ||
        (out->place.sheet && !fyp_store_is_text(out->place.sheet))) {
        return false;
    }
    if (strcmp(severity, fyp_store_severity_words[FYP_FINDING_QUESTION]) == 0) {
        out->severity = FYP_FINDING_QUESTION;
    }
    return true;
}

enum fyp_status fyp_store_findings(
    struct fyp_store *store, long long import_id, fyp_finding_visit visit,
    void *context, struct fyp_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum fyp_status status = fyp_store_prepare_for(
        store, FYP_STATEMENT_FINDINGS, import_id, &statement, err);
    bool row = true;
    while (status == FYP_OK && row) {
        struct fyp_store_finding_record finding;
        status = fyp_store_step(store, statement, &row, err);
        if (status == FYP_OK && row) {
            status = read_finding(statement, &finding)
                         ? visit(context, &finding, err)
                         : fyp_store_damaged(store, err);
        }
    }
    if (statement) {
        (void)sqlite3_reset(statement);
    }
    return status;
}
