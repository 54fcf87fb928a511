/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "data/readers/csv.h"
#include "reports/seal/figures.h"
#include "reports/trace.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * Nothing is cleaned here: what the program wrote is read as it stands, and
 * anything else is refused. The whole file is refused at its first bad row,
 * since a figure that is left out would change the result.
 */

enum {
    LEAST_YEAR = 1900, /* what a store can hold */
    LAST_YEAR = 2155,
    MOST_DECIMALS = 40,
    MOST_FIGURES = 2000000
};

/* One row on its way; the first thing that is wrong is kept. */
struct reading {
    char **cells;
    enum fyp_origin_column bad; /* FYP_ORIGIN_COLUMNS: nothing */
};

static void complain(struct reading *reading, enum fyp_origin_column column)
{
    if (reading->bad == FYP_ORIGIN_COLUMNS) {
        reading->bad = column;
    }
}

static const char *
text_of(const struct reading *reading, enum fyp_origin_column column)
{
    const char *cell = reading->cells[column];
    return cell[0] == '\'' ? cell + 1 : cell;
}

/* A blank cell says that nothing was given. */
static const char *
given(const struct reading *reading, enum fyp_origin_column column)
{
    const char *text = text_of(reading, column);
    return text[0] != '\0' ? text : NULL;
}

static const char *must_be_of(
    struct reading *reading, enum fyp_origin_column column, const char *allowed)
{
    const char *text = reading->cells[column];
    if (text[0] == '\0' || text[strspn(text, allowed)] != '\0') {
        complain(reading, column);
    }
    return text;
}

static long long integer(
    struct reading *reading, enum fyp_origin_column column, long long low,
    long long high)
{
    const char *text = must_be_of(reading, column, "0123456789");
    char *end = NULL;
    errno = 0;
    const long long number = strtoll(text, &end, 10);
    if (errno != 0 || *end != '\0' || number < low || number > high) {
        complain(reading, column);
        return low;
    }
    return number;
}

static struct fyp_decimal
number(struct reading *reading, enum fyp_origin_column column)
{
    const char *text = reading->cells[column];
    struct fyp_decimal out = {0};
    char *end = NULL;
    if (text[0] == '\0') {
        return out;
    }
    (void)must_be_of(reading, column, "0123456789.eE+-");
    out.value = strtod(text, &end);
    out.present = end != text && *end == '\0' && isfinite(out.value);
    if (!out.present) {
        complain(reading, column);
        out.value = 0;
    }
    return out;
}

/* One of the words, or blank for the first where that is NULL. */
static int word(
    struct reading *reading, enum fyp_origin_column column,
    const char *const *words, int count)
{
    const char *text = reading->cells[column];
    for (int i = 0; i < count; i++) {
        if (strcmp(words[i] != NULL ? words[i] : "", text) == 0) {
            return i;
        }
    }
    complain(reading, column);
    return 0;
}

static unsigned
bit_of(const char *text, size_t length, const char *(*code)(size_t))
{
    for (size_t i = 0; code(i) != NULL; i++) {
        if (strlen(code(i)) == length && strncmp(code(i), text, length) == 0) {
            return 1U << i;
        }
    }
    return 0;
}

/* "full_width;grouping" */
static unsigned bits(
    struct reading *reading, enum fyp_origin_column column,
    const char *(*code)(size_t))
{
    const char *at = reading->cells[column];
    unsigned out = 0;
    while (*at != '\0') {
        const size_t length = strcspn(at, ";");
        const unsigned bit = bit_of(at, length, code);
        if (bit == 0) {
            complain(reading, column);
            return 0;
        }
        out |= bit;
        at += length;
        at += *at == ';';
    }
    return out;
}

static void read_place(struct reading *reading, struct fyp_figure *out)
{
    static const char *const bases[] = {
        [FYP_BASIS_YEAR] = "year", [FYP_BASIS_TO_DATE] = "to_date"};
    out->region = must_be_of(reading, FYP_ORIGIN_REGION, "0123456789");
    const size_t digits = strlen(out->region);
    if (digits != 6 && digits != 9 && digits != 12) {
        complain(reading, FYP_ORIGIN_REGION);
    }
    out->indicator = must_be_of(
        reading, FYP_ORIGIN_CODE, "abcdefghijklmnopqrstuvwxyz0123456789_");
    out->year = (int)integer(reading, FYP_ORIGIN_YEAR, LEAST_YEAR, LAST_YEAR);
    out->basis = (enum fyp_basis)word(reading, FYP_ORIGIN_BASIS, bases, 2);
}

static void read_value(struct reading *reading, struct fyp_figure *out)
{
    static const char *const prices[] = {
        [FYP_PRICE_UNKNOWN] = NULL,
        [FYP_PRICE_NOMINAL] = "nominal",
        [FYP_PRICE_REAL] = "real"};
    out->value = number(reading, FYP_ORIGIN_VALUE);
    out->value.decimals =
        (int)integer(reading, FYP_ORIGIN_DECIMALS, 0, MOST_DECIMALS);
    if (!out->value.present) {
        complain(reading, FYP_ORIGIN_VALUE);
    }
    out->numerator = number(reading, FYP_ORIGIN_NUMERATOR);
    out->denominator = number(reading, FYP_ORIGIN_DENOMINATOR);
    out->price_basis =
        (enum fyp_price_basis)word(reading, FYP_ORIGIN_PRICE_BASIS, prices, 3);
    out->version = (int)integer(reading, FYP_ORIGIN_VERSION, 1, 1000000000);
}

static void read_origin(struct reading *reading, struct fyp_sealed_figure *out)
{
    struct fyp_figure *figure = &out->figure;
    out->raw = text_of(reading, FYP_ORIGIN_RAW);
    out->unit = given(reading, FYP_ORIGIN_UNIT);
    out->status = given(reading, FYP_ORIGIN_STATUS);
    out->note = given(reading, FYP_ORIGIN_NOTE);
    out->reason = given(reading, FYP_ORIGIN_REASON);
    out->normalised =
        bits(reading, FYP_ORIGIN_NORMALISED, fyp_normalisation_code);
    out->sha256 = must_be_of(reading, FYP_ORIGIN_SHA256, "0123456789abcdef");
    out->imported_at =
        must_be_of(reading, FYP_ORIGIN_IMPORTED_AT, "0123456789-:TZ");
    if (strlen(out->sha256) != 64) {
        complain(reading, FYP_ORIGIN_SHA256);
    }
    figure->source = text_of(reading, FYP_ORIGIN_SOURCE);
    figure->demonstration = strstr(figure->source, "示例数据") != NULL;
    figure->marks = bits(reading, FYP_ORIGIN_MARKS, fyp_cell_mark_code);
    figure->sheet = given(reading, FYP_ORIGIN_SHEET);
    figure->line = (int)integer(reading, FYP_ORIGIN_LINE, 0, 1000000000);
    figure->column = (int)integer(reading, FYP_ORIGIN_COLUMN, 0, 1000000000);
    figure->import_id = integer(reading, FYP_ORIGIN_IMPORT, 1, INT64_MAX);
    figure->file = text_of(reading, FYP_ORIGIN_FILE);
}

static int
compare_places(const struct fyp_figure *a, const struct fyp_figure *b)
{
    int order = strcmp(a->region, b->region);
    order = order != 0 ? order : strcmp(a->indicator, b->indicator);
    order = order != 0 ? order : a->year - b->year;
    return order != 0 ? order : (int)a->basis - (int)b->basis;
}

static enum fyp_status bad_cell(
    const struct fyp_csv_record *record, enum fyp_origin_column column,
    struct fyp_error *err)
{
    char shown[FYP_ERROR_TEXT_SIZE / 2];
    (void)fyp_say(
        shown, sizeof shown, FYP_M_SEAL_BAD_CELL, fyp_origin_columns[column],
        record->fields[column]);
    return fyp_fail(err, FYP_E_SEAL_FIGURES, shown);
}

static enum fyp_status bad_row(enum fyp_message what, struct fyp_error *err)
{
    return fyp_fail(err, FYP_E_SEAL_FIGURES, fyp_text(what));
}

static enum fyp_status take_row(
    struct fyp_sealed_figures *figures, const struct fyp_csv_record *record,
    struct fyp_error *err)
{
    struct fyp_sealed_figure one = {0};
    struct reading reading = {
        .cells = record->fields, .bad = FYP_ORIGIN_COLUMNS};
    if (record->count != FYP_ORIGIN_COLUMNS) {
        return bad_row(FYP_M_SEAL_BAD_COUNT, err);
    }
    read_place(&reading, &one.figure);
    read_value(&reading, &one.figure);
    read_origin(&reading, &one);
    if (reading.bad != FYP_ORIGIN_COLUMNS) {
        return bad_cell(record, reading.bad, err);
    }
    if (figures->count == MOST_FIGURES) {
        return bad_row(FYP_M_SEAL_TOO_MANY, err);
    }
    if (figures->count > 0 &&
        compare_places(
            &figures->items[figures->count - 1].figure, &one.figure) >= 0) {
        return bad_row(FYP_M_SEAL_BAD_ORDER, err);
    }
    return fyp_sealed_figures_add(figures, &one, err);
}

static enum fyp_status
check_header(const struct fyp_csv_record *record, struct fyp_error *err)
{
    if (record->count != FYP_ORIGIN_COLUMNS) {
        return bad_row(FYP_M_SEAL_BAD_HEADER, err);
    }
    for (size_t i = 0; i < FYP_ORIGIN_COLUMNS; i++) {
        if (strcmp(record->fields[i], fyp_origin_columns[i]) != 0) {
            return bad_row(FYP_M_SEAL_BAD_HEADER, err);
        }
    }
    return FYP_OK;
}

static enum fyp_status read_records(
    struct fyp_csv *csv, const char *path, struct fyp_sealed_figures *out,
    struct fyp_error *err)
{
    struct fyp_csv_record record = {0};
    bool header = true;
    enum fyp_status status = fyp_csv_next(csv, &record, err);
    while (status == FYP_OK && record.count > 0) {
        status =
            header ? check_header(&record, err) : take_row(out, &record, err);
        header = false;
        if (status != FYP_OK) {
            (void)fyp_error_at(err, "%s:%d", path, record.line);
            return status;
        }
        status = fyp_csv_next(csv, &record, err);
    }
    return status == FYP_OK && header ? bad_row(FYP_M_SEAL_BAD_HEADER, err)
                                      : status;
}

enum fyp_status fyp_sealed_figures_read(
    const char *path, struct fyp_sealed_figures *out, struct fyp_error *err)
{
    struct fyp_csv *csv = NULL;
    *out = (struct fyp_sealed_figures){0};
    enum fyp_status status = fyp_csv_create(path, &csv, err);
    if (status == FYP_OK && (fyp_csv_encoding(csv) != FYP_ENCODING_UTF8 ||
                             fyp_csv_delimiter(csv) != ',')) {
        status = bad_row(FYP_M_SEAL_BAD_HEADER, err);
    }
    if (status == FYP_OK) {
        status = read_records(csv, path, out, err);
    }
    fyp_csv_destroy(csv);
    if (status != FYP_OK) {
        (void)fyp_error_at(err, "%s", path);
        fyp_sealed_figures_finish(out);
    }
    return status;
}
