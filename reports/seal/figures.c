/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/seal/figures.h"

#include "reports/csv_row.h"
#include "reports/trace.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const fyp_origin_columns[FYP_ORIGIN_COLUMNS] = {
    [FYP_ORIGIN_REGION] = "region",
    [FYP_ORIGIN_CODE] = "code",
    [FYP_ORIGIN_YEAR] = "year",
    [FYP_ORIGIN_BASIS] = "basis",
    [FYP_ORIGIN_VALUE] = "value",
    [FYP_ORIGIN_DECIMALS] = "decimals",
    [FYP_ORIGIN_NUMERATOR] = "numerator",
    [FYP_ORIGIN_DENOMINATOR] = "denominator",
    [FYP_ORIGIN_PRICE_BASIS] = "price_basis",
    [FYP_ORIGIN_VERSION] = "version",
    [FYP_ORIGIN_RAW] = "raw",
    [FYP_ORIGIN_UNIT] = "unit",
    [FYP_ORIGIN_STATUS] = "status",
    [FYP_ORIGIN_SOURCE] = "source",
    [FYP_ORIGIN_NOTE] = "note",
    [FYP_ORIGIN_NORMALISED] = "normalised",
    [FYP_ORIGIN_MARKS] = "marks",
    [FYP_ORIGIN_SHEET] = "sheet",
    [FYP_ORIGIN_LINE] = "line",
    [FYP_ORIGIN_COLUMN] = "column",
    [FYP_ORIGIN_CELL] = "cell",
    [FYP_ORIGIN_IMPORT] = "import",
    [FYP_ORIGIN_FILE] = "file",
    [FYP_ORIGIN_SHA256] = "sha256",
    [FYP_ORIGIN_IMPORTED_AT] = "imported_at",
    [FYP_ORIGIN_REASON] = "reason",
};

/* Spreadsheets take a text without it for one of their own encoding. */
static const char byte_order_mark[] = "\xEF\xBB\xBF";

/* --- the list --- */

void fyp_sealed_figures_finish(struct fyp_sealed_figures *figures)
{
    if (figures != NULL) {
        free(figures->items);
        fyp_arena_finish(&figures->arena);
        *figures = (struct fyp_sealed_figures){0};
    }
}

/* The copy of the figure before is used again: figures come in runs. */
static bool keep(struct fyp_arena *arena, const char **text, const char *before)
{
    if (*text == NULL) {
        return true;
    }
    *text = before != NULL && strcmp(*text, before) == 0
                ? before
                : fyp_arena_text(arena, *text, strlen(*text));
    return *text != NULL;
}

static bool keep_texts(
    struct fyp_arena *arena, struct fyp_sealed_figure *one,
    const struct fyp_sealed_figure *before)
{
    struct fyp_figure *figure = &one->figure;
    return keep(arena, &figure->region, before->figure.region) &&
           keep(arena, &figure->indicator, before->figure.indicator) &&
           keep(arena, &figure->source, before->figure.source) &&
           keep(arena, &figure->file, before->figure.file) &&
           keep(arena, &figure->sheet, before->figure.sheet) &&
           keep(arena, &one->raw, NULL) &&
           keep(arena, &one->unit, before->unit) &&
           keep(arena, &one->status, before->status) &&
           keep(arena, &one->note, before->note) &&
           keep(arena, &one->sha256, before->sha256) &&
           keep(arena, &one->imported_at, before->imported_at) &&
           keep(arena, &one->reason, before->reason);
}

enum fyp_status fyp_sealed_figures_add(
    struct fyp_sealed_figures *figures, const struct fyp_sealed_figure *figure,
    struct fyp_error *err)
{
    static const struct fyp_sealed_figure none = {0};
    if (figures->count == figures->capacity) {
        const size_t capacity =
            figures->capacity == 0 ? 64 : 2 * figures->capacity;
        struct fyp_sealed_figure *items =
            realloc(figures->items, capacity * sizeof *items);
        if (items == NULL) {
            return fyp_fail(err, FYP_E_MEMORY, NULL);
        }
        figures->items = items;
        figures->capacity = capacity;
    }
    struct fyp_sealed_figure *one = &figures->items[figures->count];
    *one = *figure;
    if (!keep_texts(
            &figures->arena, one, figures->count > 0 ? one - 1 : &none)) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    figures->count++;
    return FYP_OK;
}

enum fyp_status fyp_sealed_figures_load(
    const struct fyp_sealed_figures *figures, struct fyp_figures **out,
    struct fyp_error *err)
{
    enum fyp_status status = fyp_figures_create(out, err);
    for (size_t i = 0; status == FYP_OK && i < figures->count; i++) {
        status = fyp_figures_add(*out, &figures->items[i].figure, err);
    }
    if (status != FYP_OK) {
        fyp_figures_destroy(*out);
        *out = NULL;
        return status;
    }
    fyp_figures_index(*out);
    return FYP_OK;
}

/* --- from the store --- */

struct collecting {
    struct fyp_sealed_figures *out;
    const struct fyp_figure *wanted; /* as the evaluation saw it */
    bool found;
};

static enum fyp_status collect_entry(
    void *context, const struct fyp_trace_entry *entry, struct fyp_error *err)
{
    struct collecting *collecting = context;
    const struct fyp_figure *wanted = collecting->wanted;
    const struct fyp_figure *figure = &entry->row.figure;
    if (entry->kind != FYP_TRACE_CURRENT || figure->basis != wanted->basis ||
        figure->version != wanted->version ||
        entry->import.id != wanted->import_id) {
        return FYP_OK;
    }
    const struct fyp_sealed_figure one = {
        .figure = *wanted,
        .raw = entry->row.value_text,
        .unit = entry->row.unit,
        .status = entry->row.status_text,
        .note = entry->row.note,
        .normalised = entry->row.normalised,
        .sha256 = entry->import.sha256,
        .imported_at = entry->import.imported_at,
        .reason = entry->import.reason};
    collecting->found = true;
    return fyp_sealed_figures_add(collecting->out, &one, err);
}

enum fyp_status fyp_sealed_figures_collect(
    struct fyp_store *store, const struct fyp_figures *figures,
    struct fyp_sealed_figures *out, struct fyp_error *err)
{
    enum fyp_status status = FYP_OK;
    *out = (struct fyp_sealed_figures){0};
    for (size_t i = 0; status == FYP_OK && i < fyp_figures_count(figures);
         i++) {
        struct collecting collecting = {
            .out = out, .wanted = fyp_figures_at(figures, i)};
        status = fyp_store_trace(
            store, collecting.wanted, collect_entry, &collecting, err);
        if (status == FYP_OK && !collecting.found) {
            status = fyp_fail(err, FYP_E_SEAL_STORE_CHANGED, NULL);
        }
    }
    if (status != FYP_OK) {
        fyp_sealed_figures_finish(out);
    }
    return status;
}

/* --- origins.csv --- */

/* Read back, the first apostrophe is taken off; so a text of its own gets
 * one more. */
static void put_text(struct fyp_csv_row *row, const char *text)
{
    struct fyp_buffer marked = {0};
    if (text == NULL || text[0] != '\'') {
        fyp_csv_text(row, text);
        return;
    }
    fyp_buffer_format(&marked, "'%s", text);
    fyp_csv_text(row, marked.failed ? NULL : marked.data);
    row->out->failed = row->out->failed || marked.failed;
    fyp_buffer_finish(&marked);
}

void fyp_seal_number_text(double number, char out[FYP_SEAL_NUMBER_SIZE])
{
    bool same = false;
    for (int digits = 15; !same && digits <= 17; digits++) {
        (void)snprintf(out, FYP_SEAL_NUMBER_SIZE, "%.*g", digits, number);
        const double back = strtod(out, NULL);
        /* the same double, and the same zero of the two */
        same = back <= number && back >= number &&
               signbit(back) == signbit(number);
    }
}

static void
put_exactly(struct fyp_csv_row *row, const struct fyp_decimal *number)
{
    char text[FYP_SEAL_NUMBER_SIZE] = "";
    if (number->present) {
        fyp_seal_number_text(number->value, text);
    }
    /* a number, not a text that starts a formula */
    fyp_csv_text(row, NULL);
    fyp_buffer_text(row->out, text);
}

static void
put_bits(struct fyp_csv_row *row, unsigned bits, const char *(*code)(size_t))
{
    struct fyp_buffer text = {0};
    for (size_t i = 0; code(i) != NULL; i++) {
        if ((bits >> i & 1U) != 0) {
            fyp_buffer_text(&text, text.length > 0 ? ";" : "");
            fyp_buffer_text(&text, code(i));
        }
    }
    fyp_csv_text(row, text.data);
    row->out->failed = row->out->failed || text.failed;
    fyp_buffer_finish(&text);
}

static const char *price_word(enum fyp_price_basis price)
{
    static const char *const words[] = {
        [FYP_PRICE_UNKNOWN] = NULL,
        [FYP_PRICE_NOMINAL] = "nominal",
        [FYP_PRICE_REAL] = "real"};
    return words[price];
}

static void
put_value(struct fyp_csv_row *row, const struct fyp_sealed_figure *one)
{
    const struct fyp_figure *figure = &one->figure;
    fyp_csv_text(row, figure->region);
    fyp_csv_text(row, figure->indicator);
    fyp_csv_integer(row, figure->year);
    fyp_csv_text(row, figure->basis == FYP_BASIS_TO_DATE ? "to_date" : "year");
    put_exactly(row, &figure->value);
    fyp_csv_integer(row, figure->value.decimals);
    put_exactly(row, &figure->numerator);
    put_exactly(row, &figure->denominator);
    fyp_csv_text(row, price_word(figure->price_basis));
    fyp_csv_integer(row, figure->version);
}

static void
put_origin(struct fyp_csv_row *row, const struct fyp_sealed_figure *one)
{
    const struct fyp_figure *figure = &one->figure;
    char cell[FYP_CELL_NAME_SIZE] = "";
    if (figure->sheet != NULL) {
        fyp_cell_name(figure->line, figure->column, cell);
    }
    put_text(row, one->raw);
    put_text(row, one->unit);
    put_text(row, one->status);
    put_text(row, figure->source);
    put_text(row, one->note);
    put_bits(row, one->normalised, fyp_normalisation_code);
    put_bits(row, figure->marks, fyp_cell_mark_code);
    put_text(row, figure->sheet);
    fyp_csv_integer(row, figure->line);
    fyp_csv_integer(row, figure->column);
    fyp_csv_text(row, cell);
    fyp_csv_integer(row, figure->import_id);
    put_text(row, figure->file);
    fyp_csv_text(row, one->sha256);
    fyp_csv_text(row, one->imported_at);
    put_text(row, one->reason);
}

void fyp_sealed_figures_origins(
    const struct fyp_sealed_figures *figures, struct fyp_buffer *out)
{
    fyp_buffer_text(out, byte_order_mark);
    fyp_csv_texts(out, fyp_origin_columns, FYP_ORIGIN_COLUMNS);
    for (size_t i = 0; i < figures->count; i++) {
        struct fyp_csv_row row = {.out = out};
        put_value(&row, &figures->items[i]);
        put_origin(&row, &figures->items[i]);
        fyp_csv_end(&row);
    }
}

/* --- figures.csv --- */

/* Numerator and denominator are imported only where they make the value: of
 * a converted figure they are in another unit, and stand in origins.csv. */
static bool parts_make_value(const struct fyp_figure *figure, const char *unit)
{
    const struct fyp_decimal *value = &figure->value;
    if (!figure->numerator.present || !figure->denominator.present ||
        !fyp_more(figure->denominator.value, 0)) {
        return false;
    }
    const double computed = (strcmp(unit, "%") == 0 ? 100.0 : 1.0) *
                            figure->numerator.value / figure->denominator.value;
    return fabs(value->value - computed) <=
           FYP_EQUALITY * fmax(fabs(value->value), fabs(computed)) +
               0.5 * pow(10, -value->decimals);
}

static void put_decimal(struct fyp_csv_row *row, const struct fyp_decimal *it)
{
    char text[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(it->value, it->decimals, text);
    fyp_csv_text(row, NULL); /* a number is never marked */
    fyp_buffer_text(row->out, text);
}

static void put_import_row(
    struct fyp_csv_row *row, const struct fyp_sealed_figure *one,
    const struct fyp_catalogue_entry *entry)
{
    static const char *const prices[] = {
        [FYP_PRICE_UNKNOWN] = NULL,
        [FYP_PRICE_NOMINAL] = "名义",
        [FYP_PRICE_REAL] = "实际"};
    const struct fyp_figure *figure = &one->figure;
    const char *unit = entry != NULL ? entry->unit : "";
    const bool parts = parts_make_value(figure, unit);
    fyp_csv_text(row, figure->region);
    fyp_csv_text(row, figure->indicator);
    fyp_csv_integer(row, figure->year);
    put_decimal(row, &figure->value);
    fyp_csv_text(row, unit);
    fyp_csv_text(row, figure->basis == FYP_BASIS_TO_DATE ? "累计" : "当年");
    fyp_csv_number(row, parts ? figure->numerator.value : NAN);
    fyp_csv_number(row, parts ? figure->denominator.value : NAN);
    fyp_csv_text(row, one->status);
    fyp_csv_text(row, figure->source);
    fyp_csv_text(row, one->note);
    fyp_csv_text(row, prices[figure->price_basis]);
    fyp_csv_end(row);
}

void fyp_sealed_figures_csv(
    const struct fyp_sealed_figures *figures,
    const struct fyp_catalogue *catalogue, struct fyp_buffer *out)
{
    static const char *const header[] = {"地区", "指标", "年份", "数值",
                                         "单位", "口径", "分子", "分母",
                                         "状态", "来源", "备注", "价格口径"};
    fyp_buffer_text(out, byte_order_mark);
    fyp_csv_texts(out, header, sizeof header / sizeof *header);
    for (size_t i = 0; i < figures->count; i++) {
        const struct fyp_sealed_figure *one = &figures->items[i];
        struct fyp_csv_row row = {.out = out};
        put_import_row(
            &row, one, fyp_catalogue_by_code(catalogue, one->figure.indicator));
    }
}
