/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/csv_row.h"
#include "reports/json.h"
#include "reports/trace.h"

#include <string.h>

static const char *basis_code(enum fyp_basis basis)
{
    return basis == FYP_BASIS_TO_DATE ? "to_date" : "year";
}

static const char *price_code(enum fyp_price_basis price)
{
    static const char *const codes[] = {
        [FYP_PRICE_UNKNOWN] = NULL,
        [FYP_PRICE_NOMINAL] = "nominal",
        [FYP_PRICE_REAL] = "real"};
    return codes[price];
}

/* "C7" in a sheet; NULL in a text. */
static const char *
cell_of(const struct fyp_figure *figure, char out[FYP_CELL_NAME_SIZE])
{
    if (figure->sheet == NULL) {
        return NULL;
    }
    fyp_cell_name(figure->line, figure->column, out);
    return out;
}

/* --- JSON --- */

static void put_codes(
    struct fyp_json *parent, const char *key, unsigned bits,
    const char *(*code)(size_t))
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; code(i) != NULL; i++) {
        if ((bits >> i & 1U) != 0) {
            fyp_json_text(&array, NULL, code(i));
        }
    }
    fyp_json_put(parent, key, &array);
}

static void
put_import(struct fyp_json *parent, const struct fyp_import_record *record)
{
    struct fyp_json object = fyp_json_object();
    fyp_json_integer(&object, "id", record->id);
    fyp_json_text(&object, "file", record->file);
    fyp_json_text(&object, "sha256", record->sha256);
    fyp_json_text(&object, "imported_at", record->imported_at);
    fyp_json_text(&object, "reason", record->reason);
    fyp_json_text(&object, "undone_at", record->undone_at);
    fyp_json_put(parent, "import", &object);
}

static void
put_figure(struct fyp_json *object, const struct fyp_trace_entry *entry)
{
    const struct fyp_store_row *row = &entry->row;
    const struct fyp_figure *figure = &row->figure;
    char cell[FYP_CELL_NAME_SIZE];
    fyp_json_text(object, "basis", basis_code(figure->basis));
    fyp_json_text(object, "state", fyp_trace_kind_code(entry->kind));
    fyp_json_positive(object, "version", figure->version);
    fyp_json_decimal(object, "value", &figure->value);
    fyp_json_text(object, "raw", row->value_text);
    fyp_json_text(object, "missing", fyp_missing_code(entry->missing));
    fyp_json_decimal(object, "numerator", &row->numerator);
    fyp_json_decimal(object, "denominator", &row->denominator);
    fyp_json_text(object, "unit", row->unit);
    fyp_json_text(object, "price_basis", price_code(figure->price_basis));
    fyp_json_text(object, "status", row->status_text);
    fyp_json_text(object, "source", figure->source);
    fyp_json_text(object, "note", row->note);
    fyp_json_text(object, "sheet", figure->sheet);
    fyp_json_positive(object, "line", figure->line);
    fyp_json_text(object, "cell", cell_of(figure, cell));
    put_codes(object, "normalised", row->normalised, fyp_normalisation_code);
    put_codes(object, "marks", figure->marks, fyp_cell_mark_code);
    if (entry->replaced_by > 0) {
        fyp_json_integer(object, "replaced_by", entry->replaced_by);
    } else {
        fyp_json_null(object, "replaced_by");
    }
}

static enum fyp_status add_json(
    void *context, const struct fyp_trace_entry *entry, struct fyp_error *err)
{
    struct fyp_json object = fyp_json_object();
    (void)err;
    put_figure(&object, entry);
    put_import(&object, &entry->import);
    fyp_json_put(context, NULL, &object);
    return FYP_OK;
}

enum fyp_status fyp_trace_json(
    struct fyp_store *store, const struct fyp_trace_request *request,
    struct fyp_buffer *out, struct fyp_error *err)
{
    const struct fyp_figure place = {
        .region = request->region,
        .indicator = request->indicator->code,
        .year = request->year};
    struct fyp_json root = fyp_json_object();
    struct fyp_json entries = fyp_json_array();
    fyp_json_text(&root, "plan", request->plan->id);
    fyp_json_text(&root, "code", request->indicator->code);
    fyp_json_text(&root, "name", request->indicator->name);
    fyp_json_text(&root, "region", request->region);
    fyp_json_text(&root, "region_name", request->region_name);
    fyp_json_integer(&root, "year", request->year);
    const enum fyp_status status =
        fyp_store_trace(store, &place, add_json, &entries, err);
    fyp_json_put(&root, "entries", &entries);
    fyp_json_write(&root, out);
    return status;
}

/* --- CSV --- */

static const char *const header[] = {
    "region",      "code",        "year",        "basis",   "state",
    "version",     "value",       "raw",         "missing", "numerator",
    "denominator", "unit",        "price_basis", "status",  "source",
    "note",        "sheet",       "line",        "cell",    "normalised",
    "marks",       "replaced_by", "import",      "file",    "sha256",
    "imported_at", "reason",      "undone_at"};

/* "full_width;grouping" */
static void put_code_list(
    struct fyp_csv_row *row, unsigned bits, const char *(*code)(size_t))
{
    char text[256] = "";
    size_t used = 0;
    for (size_t i = 0; code(i) != NULL && used < sizeof text; i++) {
        if ((bits >> i & 1U) != 0) {
            (void)snprintf(
                text + used, sizeof text - used, "%s%s", used > 0 ? ";" : "",
                code(i));
            used = strlen(text);
        }
    }
    fyp_csv_text(row, text);
}

static void
put_csv_figure(struct fyp_csv_row *row, const struct fyp_trace_entry *entry)
{
    const struct fyp_store_row *said = &entry->row;
    const struct fyp_figure *figure = &said->figure;
    fyp_csv_text(row, figure->region);
    fyp_csv_text(row, figure->indicator);
    fyp_csv_positive(row, figure->year);
    fyp_csv_text(row, basis_code(figure->basis));
    fyp_csv_text(row, fyp_trace_kind_code(entry->kind));
    fyp_csv_positive(row, figure->version);
    fyp_csv_decimal(row, &figure->value);
    fyp_csv_text(row, said->value_text);
    fyp_csv_text(row, fyp_missing_code(entry->missing));
    fyp_csv_decimal(row, &said->numerator);
    fyp_csv_decimal(row, &said->denominator);
    fyp_csv_text(row, said->unit);
    fyp_csv_text(row, price_code(figure->price_basis));
    fyp_csv_text(row, said->status_text);
    fyp_csv_text(row, figure->source);
    fyp_csv_text(row, said->note);
}

static enum fyp_status add_csv(
    void *context, const struct fyp_trace_entry *entry, struct fyp_error *err)
{
    struct fyp_csv_row row = {.out = context};
    const struct fyp_figure *figure = &entry->row.figure;
    char cell[FYP_CELL_NAME_SIZE];
    (void)err;
    put_csv_figure(&row, entry);
    fyp_csv_text(&row, figure->sheet);
    fyp_csv_positive(&row, figure->line);
    fyp_csv_text(&row, cell_of(figure, cell));
    put_code_list(&row, entry->row.normalised, fyp_normalisation_code);
    put_code_list(&row, figure->marks, fyp_cell_mark_code);
    fyp_csv_positive(&row, (int)entry->replaced_by);
    fyp_csv_integer(&row, entry->import.id);
    fyp_csv_text(&row, entry->import.file);
    fyp_csv_text(&row, entry->import.sha256);
    fyp_csv_text(&row, entry->import.imported_at);
    fyp_csv_text(&row, entry->import.reason);
    fyp_csv_text(&row, entry->import.undone_at);
    fyp_csv_end(&row);
    return FYP_OK;
}

enum fyp_status fyp_trace_csv(
    struct fyp_store *store, const struct fyp_trace_request *request,
    struct fyp_buffer *out, struct fyp_error *err)
{
    const struct fyp_figure place = {
        .region = request->region,
        .indicator = request->indicator->code,
        .year = request->year};
    fyp_csv_texts(out, header, sizeof header / sizeof *header);
    return fyp_store_trace(store, &place, add_csv, out, err);
}
