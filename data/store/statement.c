/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/internal.h"

#include "base/message.h"

#include <string.h>

/* Of one import, in the order of read_record in imports.c. */
#define IMPORT_COLUMNS "import.id, file, sha256, imported_at, reason, undone_at"
#define IMPORT_COUNTS                                                          \
    ", row_count, added, changed, same, missing, rejected,"                    \
    " (SELECT count(*) FROM finding WHERE import_id = import.id"               \
    " AND severity = 'blocking'),"                                             \
    " (SELECT count(*) FROM finding WHERE import_id = import.id"               \
    " AND severity = 'question'),"                                             \
    " (SELECT kind FROM fieldwork WHERE import_id = import.id) FROM import"

/* Of one figure, in the order of read_entry in trace.c. */
#define TRACE_COLUMNS                                                          \
    " line, column_no, value_text, note, sheet, unit, price_basis, status,"    \
    " source, marks, normalised, " IMPORT_COLUMNS
#define ITS_ORIGIN                                                             \
    " JOIN origin ON origin.id = origin_id"                                    \
    " JOIN import ON import.id = origin.import_id"
#define LOADED                                                                 \
    "SELECT place, value, decimals, origin_id, line, column_no, version,"      \
    " numerator, denominator FROM current_figure "
#define FIGURE                                                                 \
    "place, value, decimals, value_text, origin_id, line, column_no,"          \
    " version, numerator, denominator, note"
#define OF_IMPORT " IN (SELECT id FROM origin WHERE import_id = ?1)"
#define NEXT_VERSION                                                           \
    "(SELECT 1 + ifnull(max(version), 0) FROM earlier_figure"                  \
    " WHERE place = ?1)"

/* A figure is bound the same way in all of them: bind_row in put.c. */
static const char *const statement_texts[FYP_STATEMENT_COUNT] = {
    [FYP_STATEMENT_FIND_IMPORT] =
        "SELECT id FROM import WHERE sha256 = ?1 AND undone_at IS NULL"
        " AND (?2 IS NULL OR reason IS NOT NULL OR rejected = 0)"
        " AND id NOT IN (SELECT import_id FROM fieldwork)"
        " ORDER BY id DESC LIMIT 1",
    [FYP_STATEMENT_BEGIN_IMPORT] =
        "INSERT INTO import (file, sha256, imported_at, reason)"
        " VALUES (?1, ?2, ?3, ?4)",
    [FYP_STATEMENT_COUNTS] =
        "UPDATE import SET row_count = ?2, added = ?3, changed = ?4,"
        " same = ?5, missing = ?6, rejected = ?7 WHERE id = ?1",
    [FYP_STATEMENT_ANY_UNDONE] =
        "SELECT 1 FROM import WHERE undone_at IS NOT NULL LIMIT 1",
    [FYP_STATEMENT_INDICATORS] = "SELECT id, code FROM indicator ORDER BY id",
    [FYP_STATEMENT_ADD_INDICATOR] = "INSERT INTO indicator VALUES (?1, ?2)",
    [FYP_STATEMENT_ADD_ORIGIN] =
        "INSERT INTO origin (import_id, sheet, unit, price_basis, status,"
        " source, marks, normalised) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [FYP_STATEMENT_READ_ORIGIN] =
        "SELECT sheet, price_basis, source, marks, import_id, file, sha256"
        " FROM origin JOIN import ON import.id = import_id"
        " WHERE origin.id = ?1",
    [FYP_STATEMENT_INSERT] =
        "INSERT INTO current_figure VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1,"
        " ?8, ?9, ?10) ON CONFLICT DO NOTHING",
    [FYP_STATEMENT_INSERT_GROUP] = NULL, /* write_group */
    [FYP_STATEMENT_INSERT_AGAIN] =
        "INSERT INTO current_figure VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
        "?7," NEXT_VERSION ", ?8, ?9, ?10) ON CONFLICT DO NOTHING",
    [FYP_STATEMENT_CURRENT] =
        "SELECT value, decimals, numerator, denominator, line, column_no,"
        " version, note, sheet, unit, price_basis, status, source,"
        " import.id, file FROM current_figure" ITS_ORIGIN " WHERE place = ?1",
    [FYP_STATEMENT_CONFIRM] =
        "INSERT INTO confirmation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [FYP_STATEMENT_CONFIRMED] =
        "SELECT line, column_no, sheet FROM confirmation"
        " JOIN origin ON origin.id = origin_id"
        " WHERE place = ?1 AND confirmation.import_id = ?2",
    [FYP_STATEMENT_KEEP_OLD] =
        "INSERT INTO earlier_figure SELECT " FIGURE ", ?2 FROM current_figure"
        " WHERE place = ?1",
    [FYP_STATEMENT_REPLACE] =
        "UPDATE current_figure SET value = ?2, decimals = ?3, value_text = ?4,"
        " origin_id = ?5, line = ?6, column_no = ?7, numerator = ?8,"
        " denominator = ?9, note = ?10, version = " NEXT_VERSION
        " WHERE place = ?1",
    [FYP_STATEMENT_ADD_GAP] =
        "INSERT INTO gap VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        " ON CONFLICT DO NOTHING",
    [FYP_STATEMENT_ADD_FINDING] =
        "INSERT INTO finding VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    [FYP_STATEMENT_FINDINGS] =
        "WITH sheets AS (SELECT sheet AS name, min(number) AS first"
        " FROM finding WHERE import_id = ?1 GROUP BY sheet)"
        " SELECT severity, sheet, line, column_no, raw, status, text, cure"
        " FROM finding JOIN sheets ON name IS sheet WHERE import_id = ?1"
        " ORDER BY severity, first, line, column_no, number",
    [FYP_STATEMENT_HISTORY] =
        "SELECT " IMPORT_COLUMNS IMPORT_COUNTS " ORDER BY import.id",
    [FYP_STATEMENT_IMPORT_RECORD] =
        "SELECT " IMPORT_COLUMNS IMPORT_COUNTS " WHERE import.id = ?1",
    /* Whoever was taken back replaces and confirms nothing any more: the
     * figures that it replaced are current again. */
    [FYP_STATEMENT_BUILT_ON] =
        "SELECT max(later) FROM ("
        "SELECT max(replaced_by) AS later FROM earlier_figure"
        " WHERE origin_id" OF_IMPORT " UNION ALL "
        "SELECT max(confirmation.import_id) FROM confirmation"
        " JOIN current_figure USING (place, version)"
        " JOIN import ON import.id = import_id AND undone_at IS NULL"
        " WHERE current_figure.origin_id" OF_IMPORT ")",
    [FYP_STATEMENT_UNDO_KEEP] =
        "INSERT INTO earlier_figure SELECT " FIGURE ", NULL"
        " FROM current_figure WHERE origin_id" OF_IMPORT,
    [FYP_STATEMENT_UNDO_REMOVE] =
        "DELETE FROM current_figure WHERE origin_id" OF_IMPORT,
    [FYP_STATEMENT_UNDO_RESTORE] =
        "INSERT INTO current_figure SELECT " FIGURE
        " FROM earlier_figure WHERE replaced_by = ?1",
    [FYP_STATEMENT_UNDO_RESTORED] =
        "DELETE FROM earlier_figure WHERE replaced_by = ?1",
    [FYP_STATEMENT_UNDO_MARK] =
        "UPDATE import SET undone_at = ?2 WHERE id = ?1",
    [FYP_STATEMENT_TRACE_VERSIONS] =
        "SELECT version, replaced_by, is_current, 0, value, decimals, "
        "numerator,"
        " denominator," TRACE_COLUMNS
        " FROM (SELECT *, NULL AS replaced_by, 1 AS is_current FROM"
        " current_figure WHERE place = ?1 UNION ALL SELECT " FIGURE
        ", replaced_by, 0 FROM earlier_figure WHERE place = ?1)" ITS_ORIGIN
        " ORDER BY version DESC",
    [FYP_STATEMENT_TRACE_CONFIRMED] =
        "SELECT version, NULL, 0, 0, NULL, 0, NULL, NULL," TRACE_COLUMNS
        " FROM confirmation" ITS_ORIGIN " WHERE place = ?1 ORDER BY import.id",
    [FYP_STATEMENT_TRACE_GAPS] =
        "SELECT 0, NULL, 0, kind, NULL, 0, NULL, NULL," TRACE_COLUMNS
        " FROM gap" ITS_ORIGIN " WHERE place = ?1 ORDER BY import.id",
    [FYP_STATEMENT_LOAD_ALL] = LOADED "ORDER BY place",
    [FYP_STATEMENT_LOAD_REGION] =
        LOADED "WHERE place BETWEEN ?1 AND ?2 ORDER BY place",
    [FYP_STATEMENT_NEXT_PLACE] =
        "SELECT place FROM current_figure WHERE place >= ?1"
        " ORDER BY place LIMIT 1",
    [FYP_STATEMENT_TOUCHED] =
        "SELECT place FROM current_figure WHERE origin_id IN"
        " (SELECT id FROM origin WHERE import_id = ?1)",
    /* Numbers of parameters as in bind_head of fieldwork.c. */
    [FYP_STATEMENT_FIND_FIELDWORK] =
        "SELECT import_id, by_whom = ?6 AND sheet IS ?7 AND confidence = ?8"
        " AND margin IS ?10 AND expected_share IS ?11 AND scale_low IS ?15"
        " AND scale_high IS ?16 AND invited IS ?17 AS same FROM fieldwork"
        " JOIN import ON import.id = import_id WHERE undone_at IS NULL"
        " AND sha256 = ?1 AND kind = ?2 AND plan = ?3 AND region = ?4"
        " AND year = ?5 AND indicator IS ?9 AND population IS ?12"
        " AND seed IS ?13 AND generator IS ?14"
        " ORDER BY same DESC, import_id DESC LIMIT 1",
    [FYP_STATEMENT_ADD_FIELDWORK] =
        "INSERT INTO fieldwork VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
        " ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
    [FYP_STATEMENT_ADD_DRAWN] =
        "INSERT INTO drawn_site VALUES (?1, ?2, ?3, ?4, ?5)",
    [FYP_STATEMENT_ADD_RECOUNT] =
        "INSERT INTO recount VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [FYP_STATEMENT_ADD_ANSWERS] =
        "INSERT INTO answer_count VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [FYP_STATEMENT_FIELDWORK] =
        "SELECT import_id, kind, plan, region, year, by_whom, sheet,"
        " confidence, indicator, margin, expected_share, population, seed,"
        " generator, scale_low, scale_high, invited, file, sha256, imported_at"
        " FROM fieldwork JOIN import ON import.id = import_id"
        " WHERE undone_at IS NULL ORDER BY import_id",
    [FYP_STATEMENT_DRAWN] =
        "SELECT site, name, line FROM drawn_site WHERE import_id = ?1"
        " ORDER BY draw",
    [FYP_STATEMENT_RECOUNTS] =
        "SELECT indicator, site, reported, recounted, checked, confirmed,"
        " line FROM recount WHERE import_id = ?1 ORDER BY number",
    [FYP_STATEMENT_ANSWERS] =
        "SELECT question, respondent_group, answer, people, line"
        " FROM answer_count WHERE import_id = ?1 ORDER BY number",
};

/** FYP_STATEMENT_INSERT for many rows: one statement for them costs a third
 *  less than one for each. */
static void write_group(struct fyp_buffer *sql)
{
    fyp_buffer_text(sql, "INSERT INTO current_figure VALUES");
    for (int i = 0; i < FYP_STORE_GROUP; i++) {
        const int p = FYP_FIGURE_PARAMETERS * i;
        fyp_buffer_format(
            sql, "%s (?%d, ?%d, ?%d, ?%d, ?%d, ?%d, ?%d, 1, ?%d, ?%d, ?%d)",
            i > 0 ? "," : "", p + 1, p + 2, p + 3, p + 4, p + 5, p + 6, p + 7,
            p + 8, p + 9, p + 10);
    }
}

static enum fyp_status compile(
    struct fyp_store *store, enum fyp_store_statement which,
    struct fyp_error *err)
{
    struct fyp_buffer group = {0};
    const char *text = statement_texts[which];
    if (!text) {
        write_group(&group);
        text = group.failed ? NULL : group.data;
    }
    int rc = SQLITE_NOMEM;
    if (text) {
        rc = sqlite3_prepare_v3(
            store->db, text, -1, SQLITE_PREPARE_PERSISTENT,
            &store->statements[which], NULL);
    }
    fyp_buffer_finish(&group);
    return rc == SQLITE_OK ? FYP_OK : fyp_store_failed(store, rc, err);
}

enum fyp_status fyp_store_prepare(
    struct fyp_store *store, enum fyp_store_statement which, sqlite3_stmt **out,
    struct fyp_error *err)
{
    if (!store->statements[which]) {
        enum fyp_status status = compile(store, which, err);
        if (status != FYP_OK) {
            return status;
        }
    }
    *out = store->statements[which];
    return FYP_OK;
}

enum fyp_status fyp_store_prepare_for(
    struct fyp_store *store, enum fyp_store_statement which, long long number,
    sqlite3_stmt **out, struct fyp_error *err)
{
    enum fyp_status status = fyp_store_prepare(store, which, out, err);
    if (status == FYP_OK) {
        (void)sqlite3_bind_int64(*out, 1, number);
    }
    return status;
}

enum fyp_status fyp_store_step(
    struct fyp_store *store, sqlite3_stmt *statement, bool *row,
    struct fyp_error *err)
{
    int rc = sqlite3_step(statement);
    *row = rc == SQLITE_ROW;
    if (*row) {
        return FYP_OK;
    }
    enum fyp_status status =
        rc == SQLITE_DONE ? FYP_OK : fyp_store_failed(store, rc, err);
    (void)sqlite3_reset(statement);
    return status;
}

enum fyp_status fyp_store_execute(
    struct fyp_store *store, sqlite3_stmt *statement, struct fyp_error *err)
{
    int rc = sqlite3_step(statement);
    enum fyp_status status =
        rc == SQLITE_DONE ? FYP_OK : fyp_store_failed(store, rc, err);
    (void)sqlite3_reset(statement);
    return status;
}

void fyp_store_bind_text(sqlite3_stmt *statement, int index, const char *text)
{
    (void)sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);
}

void fyp_store_bind_number(
    sqlite3_stmt *statement, int index, struct fyp_decimal number)
{
    if (number.present) {
        (void)sqlite3_bind_double(statement, index, number.value);
    } else {
        (void)sqlite3_bind_null(statement, index);
    }
}

const char *fyp_store_text(sqlite3_stmt *row, int index)
{
    return (const char *)sqlite3_column_text(row, index);
}

struct fyp_decimal fyp_store_number(sqlite3_stmt *row, int index)
{
    if (sqlite3_column_type(row, index) == SQLITE_NULL) {
        return (struct fyp_decimal){0};
    }
    return (struct fyp_decimal){
        .present = true, .value = sqlite3_column_double(row, index)};
}

bool fyp_store_is_text(const char *text)
{
    size_t length = text ? strlen(text) : 0;
    return text && fyp_utf8_valid_prefix(text, length) == length;
}

enum fyp_status
fyp_store_damaged(const struct fyp_store *store, struct fyp_error *err)
{
    (void)fyp_fail(err, FYP_E_STORE_DAMAGED, fyp_text(FYP_M_STORE_BAD_ROW));
    (void)fyp_error_at(err, "%s", store->path);
    return FYP_E_STORE_DAMAGED;
}

enum fyp_status
fyp_store_run(struct fyp_store *store, const char *sql, struct fyp_error *err)
{
    int rc = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? FYP_OK : fyp_store_failed(store, rc, err);
}
