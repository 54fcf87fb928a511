/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/csv_row.h"
#include "reports/json.h"
#include "reports/text_page.h"
#include "reports/text_table.h"
#include "reports/trace.h"

/* --- text --- */

static void add_number(struct fyp_text_table *table, long long number)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%lld", number);
    fyp_text_table_add(table, text);
}

static const char *content(enum fyp_fieldwork_kind kind)
{
    static const enum fyp_message words[FYP_FIELDWORK_KINDS] = {
        [FYP_FIELDWORK_NONE] = FYP_M_FIELDWORK_FIGURES,
        [FYP_FIELDWORK_SITES] = FYP_M_FIELDWORK_SITES,
        [FYP_FIELDWORK_RECOUNTS] = FYP_M_FIELDWORK_RECOUNTS,
        [FYP_FIELDWORK_ANSWERS] = FYP_M_FIELDWORK_ANSWERS,
    };
    return fyp_text(words[kind]);
}

/** "figures", or what a third party brought. */
static const char *content_key(enum fyp_fieldwork_kind kind)
{
    const char *key = fyp_fieldwork_kind_name(kind);
    return key ? key : "figures";
}

static enum fyp_status add_line(
    void *context, const struct fyp_import_record *record,
    struct fyp_error *err)
{
    struct fyp_text_table *table = context;
    const struct fyp_import_counts *counts = &record->counts;
    (void)err;
    add_number(table, record->id);
    fyp_text_table_add(table, record->imported_at);
    fyp_text_table_add(table, record->file);
    fyp_text_table_add(table, content(record->kind));
    add_number(table, counts->rows);
    add_number(table, counts->added);
    add_number(table, counts->changed);
    add_number(table, counts->same);
    add_number(table, counts->missing);
    add_number(table, counts->rejected);
    add_number(table, record->questions);
    fyp_text_table_add(table, record->reason ? record->reason : "");
    fyp_text_table_add(table, record->undone_at ? record->undone_at : "");
    return FYP_OK;
}

static enum fyp_status history_text(
    struct fyp_store *store, struct fyp_buffer *out, struct fyp_error *err)
{
    const struct fyp_text_column columns[] = {
        {fyp_text(FYP_M_HISTORY_NUMBER), 8, true},
        {fyp_text(FYP_M_HISTORY_TIME), 20, false},
        {fyp_text(FYP_M_HISTORY_FILE), 32, false},
        {fyp_text(FYP_M_HISTORY_CONTENT), 12, false},
        {fyp_text(FYP_M_HISTORY_ROWS), 9, true},
        {fyp_text(FYP_M_HISTORY_ADDED), 9, true},
        {fyp_text(FYP_M_HISTORY_CHANGED), 9, true},
        {fyp_text(FYP_M_HISTORY_SAME), 9, true},
        {fyp_text(FYP_M_HISTORY_MISSING), 9, true},
        {fyp_text(FYP_M_HISTORY_REJECTED), 9, true},
        {fyp_text(FYP_M_HISTORY_QUESTIONS), 9, true},
        {fyp_text(FYP_M_HISTORY_REASON), 24, false},
        {fyp_text(FYP_M_HISTORY_UNDONE), 20, false},
    };
    struct fyp_text_table table;
    fyp_text_table_init(&table, columns, sizeof columns / sizeof *columns);
    const enum fyp_status status =
        fyp_store_history(store, add_line, &table, err);
    fyp_text_table_print(&table, out);
    fyp_text_table_finish(&table);
    return status;
}

/* --- JSON --- */

static enum fyp_status add_object(
    void *context, const struct fyp_import_record *record,
    struct fyp_error *err)
{
    const struct fyp_import_counts *counts = &record->counts;
    struct fyp_json object = fyp_json_object();
    (void)err;
    fyp_json_integer(&object, "id", record->id);
    fyp_json_text(&object, "file", record->file);
    fyp_json_text(&object, "sha256", record->sha256);
    fyp_json_text(&object, "imported_at", record->imported_at);
    fyp_json_integer(&object, "rows", counts->rows);
    fyp_json_integer(&object, "added", counts->added);
    fyp_json_integer(&object, "changed", counts->changed);
    fyp_json_integer(&object, "same", counts->same);
    fyp_json_integer(&object, "missing", counts->missing);
    fyp_json_integer(&object, "rejected", counts->rejected);
    fyp_json_integer(&object, "questions", record->questions);
    fyp_json_text(&object, "reason", record->reason);
    fyp_json_text(&object, "undone_at", record->undone_at);
    fyp_json_text(&object, "content", content_key(record->kind));
    fyp_json_put(context, NULL, &object);
    return FYP_OK;
}

static enum fyp_status history_json(
    struct fyp_store *store, struct fyp_buffer *out, struct fyp_error *err)
{
    struct fyp_json root = fyp_json_object();
    struct fyp_json imports = fyp_json_array();
    const enum fyp_status status =
        fyp_store_history(store, add_object, &imports, err);
    fyp_json_put(&root, "imports", &imports);
    fyp_json_write(&root, out);
    return status;
}

/* --- CSV --- */

static const char *const header[] = {
    "id",        "file",    "sha256",    "imported_at", "rows",
    "added",     "changed", "same",      "missing",     "rejected",
    "questions", "reason",  "undone_at", "content"};

static enum fyp_status add_row(
    void *context, const struct fyp_import_record *record,
    struct fyp_error *err)
{
    const struct fyp_import_counts *counts = &record->counts;
    struct fyp_csv_row row = {.out = context};
    (void)err;
    fyp_csv_integer(&row, record->id);
    fyp_csv_text(&row, record->file);
    fyp_csv_text(&row, record->sha256);
    fyp_csv_text(&row, record->imported_at);
    fyp_csv_integer(&row, counts->rows);
    fyp_csv_integer(&row, counts->added);
    fyp_csv_integer(&row, counts->changed);
    fyp_csv_integer(&row, counts->same);
    fyp_csv_integer(&row, counts->missing);
    fyp_csv_integer(&row, counts->rejected);
    fyp_csv_integer(&row, record->questions);
    fyp_csv_text(&row, record->reason);
    fyp_csv_text(&row, record->undone_at);
    fyp_csv_text(&row, content_key(record->kind));
    fyp_csv_end(&row);
    return FYP_OK;
}

enum fyp_status fyp_report_history(
    struct fyp_store *store, enum fyp_format format, struct fyp_buffer *out,
    struct fyp_error *err)
{
    switch (format) {
    case FYP_FORMAT_JSON:
        return history_json(store, out, err);
    case FYP_FORMAT_CSV:
        fyp_csv_texts(out, header, sizeof header / sizeof *header);
        return fyp_store_history(store, add_row, out, err);
    case FYP_FORMAT_TEXT:
    default:
        return history_text(store, out, err);
    }
}
