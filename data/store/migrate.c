/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/store/internal.h"

#include "data/store/schema.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/*
 * From version 2 to version 3: tables for what third parties brought back.
 *
 * From version 1 to version 2: places and origins instead of words, gaps,
 * confirmations, findings with severity and cure. Nothing is lost and nothing
 * is made up: rejected rows of version 1 have no sheet, column or cure.
 */

#define COUNT_OF(statements) (sizeof(statements) / sizeof *(statements))

const char *const *fyp_store_schema(int version, size_t *count)
{
    static const struct {
        const char *const *statements;
        size_t count;
    } schemas[FYP_STORE_VERSION] = {
        {schema_v1_statements, COUNT_OF(schema_v1_statements)},
        {schema_v2_statements, COUNT_OF(schema_v2_statements)},
        {schema_statements, COUNT_OF(schema_statements)},
    };
    assert(version >= 1 && version <= FYP_STORE_VERSION);
    *count = schemas[version - 1].count;
    return schemas[version - 1].statements;
}

static const char set_aside[] =
    "ALTER TABLE rejected_row RENAME TO v1_rejected_row;"
    "ALTER TABLE figure_history RENAME TO v1_figure_history;"
    "ALTER TABLE figure RENAME TO v1_figure;"
    "ALTER TABLE import RENAME TO v1_import;";

/* The bits of place.c. */
#define PLACE_OF_V1                                                            \
    "(indicator.id << 49) | ((year - 1900) << 41)"                             \
    " | ((CASE length(region) WHEN 6 THEN 1000000000000"                       \
    " WHEN 9 THEN 1000001000000 ELSE 0 END + CAST(region AS INTEGER)) << 1)"   \
    " | (basis = 'to_date')"
#define FIGURE_OF_V1(table, more)                                              \
    "SELECT " PLACE_OF_V1 ", value, decimals, value_text, origin.id, line, 0," \
    " version, numerator, denominator, note" more " FROM " table " AS old"     \
    " JOIN indicator ON code = indicator"                                      \
    " JOIN origin ON origin.import_id = old.import_id"                         \
    " AND origin.source = old.source AND origin.unit IS old.unit"              \
    " AND origin.status IS old.status"                                         \
    " AND origin.price_basis IS old.price_basis ORDER BY 1"

static const char *const copy_over[] = {
    "INSERT INTO import SELECT id, file, sha256, imported_at, NULL, NULL,"
    " row_count, added, changed, same, 0, rejected FROM v1_import",
    "INSERT INTO indicator SELECT row_number() OVER (ORDER BY indicator),"
    " indicator FROM (SELECT indicator FROM v1_figure"
    " UNION SELECT indicator FROM v1_figure_history)",
    "INSERT INTO origin (import_id, unit, price_basis, status, source, marks,"
    " normalised) SELECT import_id, unit, price_basis, status, source, 0, 0"
    " FROM v1_figure UNION SELECT import_id, unit, price_basis, status,"
    " source, 0, 0 FROM v1_figure_history",
    "CREATE INDEX v1_origin ON origin (import_id, source, unit, status,"
    " price_basis)",
    "INSERT INTO current_figure " FIGURE_OF_V1("v1_figure", ""),
    "INSERT INTO earlier_figure " FIGURE_OF_V1(
        "v1_figure_history", ", replaced_by"),
    "DROP INDEX v1_origin",
    "INSERT INTO finding SELECT import_id,"
    " row_number() OVER (PARTITION BY import_id ORDER BY line), 'blocking',"
    " NULL, line, 0, raw, status, reason, '' FROM v1_rejected_row",
    "DROP TABLE v1_rejected_row; DROP TABLE v1_figure_history;"
    "DROP TABLE v1_figure; DROP TABLE v1_import",
};

/** Every figure has arrived as it was; a damaged store may hold some that
 *  cannot. */
static enum fyp_status
check_complete(struct fyp_store *store, struct fyp_error *err)
{
    static const char sql[] =
        "SELECT (SELECT count(*) FROM v1_figure) ="
        " (SELECT count(*) FROM current_figure) AND"
        " (SELECT count(*) FROM v1_figure_history) ="
        " (SELECT count(*) FROM earlier_figure) AND NOT EXISTS (SELECT 1 FROM"
        " (SELECT region, year, import_id FROM v1_figure UNION ALL"
        " SELECT region, year, import_id FROM v1_figure_history)"
        " WHERE region GLOB '*[^0-9]*' OR length(region) NOT IN (6, 9, 12)"
        " OR year NOT BETWEEN 1949 AND 2100"
        " OR import_id NOT IN (SELECT id FROM import))";
    sqlite3_stmt *statement = NULL;
    int rc = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(statement);
    }
    bool complete = rc == SQLITE_ROW && sqlite3_column_int(statement, 0) != 0;
    (void)sqlite3_finalize(statement);
    if (rc != SQLITE_ROW) {
        return fyp_store_failed(store, rc, err);
    }
    return complete ? FYP_OK : fyp_store_damaged(store, err);
}

/** Runs the statements of today's schema from one on. */
static enum fyp_status
create_from(struct fyp_store *store, size_t first, struct fyp_error *err)
{
    enum fyp_status status = FYP_OK;
    for (size_t i = first; status == FYP_OK && i < COUNT_OF(schema_statements);
         i++) {
        status = fyp_store_run(store, schema_statements[i], err);
    }
    return status;
}

static enum fyp_status
migrate_version_1(struct fyp_store *store, struct fyp_error *err)
{
    enum fyp_status status = fyp_store_run(store, set_aside, err);
    if (status == FYP_OK) {
        status = create_from(store, 0, err);
    }
    size_t n = COUNT_OF(copy_over);
    for (size_t i = 0; status == FYP_OK && i < n; i++) {
        if (i == n - 1) {
            status = check_complete(store, err);
        }
        if (status == FYP_OK) {
            status = fyp_store_run(store, copy_over[i], err);
        }
    }
    return status;
}

enum fyp_status
fyp_store_migrate(struct fyp_store *store, int version, struct fyp_error *err)
{
    enum fyp_status status =
        version == 1 ? migrate_version_1(store, err)
                     : create_from(store, COUNT_OF(schema_v2_statements), err);
    if (status == FYP_OK) {
        status = fyp_store_run(store, "PRAGMA user_version = 3", err);
    }
    return status;
}

enum fyp_status
fyp_store_lend_tables(struct fyp_store *store, struct fyp_error *err)
{
    static const char create[] = "CREATE TABLE";
    enum fyp_status status =
        fyp_store_run(store, "PRAGMA temp_store = MEMORY", err);
    for (size_t i = COUNT_OF(schema_v2_statements);
         status == FYP_OK && i < COUNT_OF(schema_statements); i++) {
        struct fyp_buffer sql = {0};
        fyp_buffer_format(
            &sql, "CREATE TEMP TABLE%s", schema_statements[i] + strlen(create));
        status = sql.failed ? fyp_fail(err, FYP_E_MEMORY, NULL)
                            : fyp_store_run(store, sql.data, err);
        fyp_buffer_finish(&sql);
    }
    return status;
}
