/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/cleaning/row_reading.h"

#include "base/message.h"
#include "base/text.h"
#include "data/cleaning/row_tally.h"
#include "data/readers/source.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { RANGE_SIZE = 128 };

/* What stands in one of the cells of numbers. */
struct amount {
    struct fyp_read_number number; /* value.present: there is one */
    enum fyp_missing_kind missing; /* of a mark; NONE: a number, a blank */
    bool blank;
};

void fyp_reading_remark(
    const struct fyp_reading *reading, enum fyp_status status,
    const char *first, const char *second, const char *third)
{
    const char *const arguments[] = {first, second, third, NULL};
    struct fyp_error note = {.status = FYP_OK};
    (void)fyp_error_set(&note, status, __FILE__, __LINE__, arguments);
    fyp_problems_add(reading->notes, &note);
}

static bool is_per_cent(const struct fyp_reading *reading)
{
    return strcmp(reading->reader->last.own.dimension, "%") == 0;
}

/** Power of ten from the unit of the row to that of the catalogue. */
static int unit_exponent(const struct fyp_reading *reading)
{
    const struct fyp_row_memory *last = &reading->reader->last;
    return last->declared.exponent - last->target.exponent;
}

/** The first cell of numbers that is not blank, for a message. */
static const char *figure_text(const struct fyp_reading *reading)
{
    static const enum fyp_column columns[] = {
        FYP_COLUMN_VALUE, FYP_COLUMN_NUMERATOR, FYP_COLUMN_DENOMINATOR};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (fyp_reading_given(reading, columns[i])) {
            return fyp_reading_cell(reading, columns[i]);
        }
    }
    return "";
}

enum fyp_status fyp_reading_check_marks(struct fyp_reading *reading)
{
    static const struct {
        unsigned mark;
        enum fyp_message reason;
    } refused[] = {
        {FYP_CELL_BROKEN, FYP_M_CELL_BROKEN},
        {FYP_CELL_TWICE, FYP_M_CELL_TWICE},
        {FYP_CELL_DATE, FYP_M_CELL_DATE},
        {FYP_CELL_MERGED, FYP_M_CELL_MERGED}};
    static const struct {
        unsigned mark;
        enum fyp_status status;
    } told[] = {
        {FYP_CELL_NEVER_CALCULATED, FYP_W_ROW_NEVER_CALCULATED},
        {FYP_CELL_EXTERNAL, FYP_W_ROW_EXTERNAL},
        {FYP_CELL_HIDDEN, FYP_W_ROW_HIDDEN}};
    unsigned marks = reading->observation->marks;
    if (marks == 0) {
        return FYP_OK;
    }
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        if ((marks & refused[i].mark) != 0) {
            return fyp_fail(
                reading->err, FYP_E_ROW_CELL, fyp_text(refused[i].reason),
                figure_text(reading));
        }
    }
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        if ((marks & told[i].mark) != 0) {
            fyp_reading_remark(
                reading, told[i].status, figure_text(reading), NULL, NULL);
        }
    }
    return FYP_OK;
}

/** A number, or a mark in its place. */
static enum fyp_status read_amount(
    const struct fyp_reading *reading, enum fyp_column column,
    struct amount *out)
{
    const char *text = fyp_reading_cell(reading, column);
    *out = (struct amount){.blank = text[0] == '\0'};
    if (out->blank || fyp_number_read(text, &out->number)) {
        return FYP_OK;
    }
    out->missing = fyp_missing_find(reading->reader->marks, text);
    return out->missing != FYP_MISSING_NONE
               ? FYP_OK
               : fyp_fail(
                     reading->err, FYP_E_ROW_NUMBER, fyp_column_name(column),
                     text);
}

/** 万 and 亿 of a cell as a power of ten. */
static int suffix_exponent(enum fyp_number_suffix suffix)
{
    if (suffix == FYP_SUFFIX_TEN_THOUSAND) {
        return 4;
    }
    return suffix == FYP_SUFFIX_HUNDRED_MILLION ? 8 : 0;
}

/** Numerator and denominator are counts: 万 and 亿 scale them, % does not. */
static enum fyp_status read_part(
    struct fyp_reading *reading, enum fyp_column column, struct amount *amount,
    struct fyp_decimal *out)
{
    enum fyp_status status = read_amount(reading, column, amount);
    enum fyp_number_suffix suffix = amount->number.suffix;
    if (status != FYP_OK) {
        return status;
    }
    if (suffix == FYP_SUFFIX_PER_CENT || suffix == FYP_SUFFIX_PER_MILLE) {
        return fyp_fail(
            reading->err, FYP_E_ROW_NUMBER, fyp_column_name(column),
            fyp_reading_cell(reading, column));
    }
    *out = fyp_unit_shift(amount->number.value, suffix_exponent(suffix));
    reading->out->normalised |= amount->number.normalised;
    return FYP_OK;
}

static enum fyp_status
contradicts(const struct fyp_reading *reading, const char *text)
{
    const char *column = fyp_reading_cell(reading, FYP_COLUMN_UNIT);
    const struct fyp_row_memory *last = &reading->reader->last;
    const char *unit = column[0] != '\0' ? column : last->bracket;
    if (unit[0] == '\0') {
        unit = reading->entry->unit;
    }
    return fyp_fail(reading->err, FYP_E_ROW_UNITS, unit, text);
}

/** A percentage with or without sign, in the unit of the row. */
static enum fyp_status scale_percentage(
    struct fyp_reading *reading, const struct fyp_read_number *number,
    int *exponent)
{
    int unit = unit_exponent(reading);
    const char *text = fyp_reading_cell(reading, FYP_COLUMN_VALUE);
    switch (number->suffix) {
    case FYP_SUFFIX_NONE:
        *exponent = unit;
        reading->out->normalised |= unit == 2 ? FYP_NORMAL_SHARE : 0U;
        reading->out->normalised |= unit == -1 ? FYP_NORMAL_PER_MILLE : 0U;
        return FYP_OK;
    case FYP_SUFFIX_PER_CENT:
        *exponent = 0;
        return unit == 0 ? FYP_OK : contradicts(reading, text);
    case FYP_SUFFIX_PER_MILLE:
        *exponent = -1;
        return unit == 0 || unit == -1 ? FYP_OK : contradicts(reading, text);
    case FYP_SUFFIX_TEN_THOUSAND:
    case FYP_SUFFIX_HUNDRED_MILLION:
        break;
    }
    return fyp_fail(
        reading->err, FYP_E_ROW_NUMBER, fyp_column_name(FYP_COLUMN_VALUE),
        text);
}

/** Any other value: 3.2万 of 人, 3.2 of 万人, but not 3.2万 of 万人. */
static enum fyp_status scale_count(
    struct fyp_reading *reading, const struct fyp_read_number *number,
    int *exponent)
{
    const char *text = fyp_reading_cell(reading, FYP_COLUMN_VALUE);
    int suffix = suffix_exponent(number->suffix);
    if (number->suffix == FYP_SUFFIX_PER_CENT ||
        number->suffix == FYP_SUFFIX_PER_MILLE) {
        return fyp_fail(
            reading->err, FYP_E_ROW_NUMBER, fyp_column_name(FYP_COLUMN_VALUE),
            text);
    }
    if (suffix != 0 && reading->reader->last.declared.exponent != 0) {
        return contradicts(reading, text);
    }
    *exponent = suffix + unit_exponent(reading);
    reading->out->normalised |=
        unit_exponent(reading) != 0 ? FYP_NORMAL_UNIT : 0U;
    return FYP_OK;
}

/** The value in the catalogue's unit; its decimals may be below 0. */
static enum fyp_status
read_written(struct fyp_reading *reading, struct amount *amount)
{
    int exponent = 0;
    enum fyp_status status = read_amount(reading, FYP_COLUMN_VALUE, amount);
    if (status != FYP_OK || !amount->number.value.present) {
        return status;
    }
    reading->out->normalised |= amount->number.normalised;
    reading->suffix = amount->number.suffix;
    reading->written = true;
    bool percentage = strcmp(reading->reader->last.target.dimension, "%") == 0;
    status = percentage ? scale_percentage(reading, &amount->number, &exponent)
                        : scale_count(reading, &amount->number, &exponent);
    reading->out->figure.value = fyp_unit_shift(amount->number.value, exponent);
    return status;
}

/** The catalogue's range, else 0 to 100 for a level in per cent
 *  (docs/methods.md section 2). */
static struct fyp_range natural_range(const struct fyp_reading *reading)
{
    const struct fyp_catalogue_entry *entry = reading->entry;
    struct fyp_range range = {{0}, {0}};
    if (entry->has_range) {
        range = entry->range;
    } else if (entry->kind == FYP_KIND_LEVEL && is_per_cent(reading)) {
        range.low = (struct fyp_decimal){.present = true};
        range.high = (struct fyp_decimal){.present = true, .value = 100};
    }
    return range;
}

/** Whether the indicator is a part of a whole, in per cent. */
static bool is_part_of_whole(const struct fyp_reading *reading)
{
    struct fyp_range range = natural_range(reading);
    return is_per_cent(reading) && range.high.present &&
           fyp_equal(range.high.value, 100);
}

/** A share such as 0.92 without a sign and without numerator and denominator:
 *  a cell that Excel showed as 92 % arrives like this. Nothing is guessed:
 *  the unit says per cent, so it is 0.92 %, and the sender is asked. */
static void ask_about_fraction(const struct fyp_reading *reading)
{
    char times_100[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(100 * reading->out->figure.value.value, 0, times_100);
    fyp_reading_remark(
        reading, FYP_W_ROW_FRACTION,
        fyp_reading_cell(reading, FYP_COLUMN_VALUE), times_100, NULL);
}

/** numerator / denominator in the catalogue's unit. */
static double ratio(const struct fyp_reading *reading)
{
    int exponent = is_per_cent(reading) ? 2 : unit_exponent(reading);
    struct fyp_decimal numerator =
        fyp_unit_shift(reading->out->numerator, exponent);
    return numerator.value / reading->out->denominator.value;
}

/** Half a unit of the value's last digit, and what doubles may do to it. */
static bool agrees(struct fyp_decimal value, double computed)
{
    double half_unit = 0.5 * pow(10, -value.decimals);
    double largest = fmax(fabs(value.value), fabs(computed));
    return fabs(value.value - computed) <= half_unit + FYP_EQUALITY * largest;
}

static enum fyp_status
disagrees(const struct fyp_reading *reading, double computed)
{
    char shown[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(computed, 0, shown);
    return fyp_fail(
        reading->err, FYP_E_ROW_DISAGREES,
        fyp_reading_cell(reading, FYP_COLUMN_VALUE),
        fyp_reading_cell(reading, FYP_COLUMN_NUMERATOR),
        fyp_reading_cell(reading, FYP_COLUMN_DENOMINATOR), shown);
}

/** The value of a row that gives none, beside a mark or a blank. */
static void take_computed(
    struct fyp_reading *reading, double computed, const struct amount *value)
{
    reading->out->figure.value =
        (struct fyp_decimal){.present = true, .value = computed};
    reading->out->normalised |= FYP_NORMAL_COMPUTED;
    if (!value->blank) {
        char shown[FYP_DECIMAL_TEXT_SIZE];
        fyp_decimal_format(computed, 0, shown);
        fyp_reading_remark(
            reading, FYP_W_ROW_MARK_COMPUTED,
            fyp_reading_cell(reading, FYP_COLUMN_VALUE), shown, NULL);
    }
}

/** The ratio itself, and the value beside it or computed from it. */
static enum fyp_status
check_ratio(struct fyp_reading *reading, const struct amount *value)
{
    const struct fyp_store_row *out = reading->out;
    const char *numerator = fyp_reading_cell(reading, FYP_COLUMN_NUMERATOR);
    const char *denominator = fyp_reading_cell(reading, FYP_COLUMN_DENOMINATOR);
    if (!fyp_more(out->denominator.value, 0)) {
        return fyp_fail(reading->err, FYP_E_ROW_DENOMINATOR, denominator);
    }
    if (is_part_of_whole(reading) &&
        fyp_more(out->numerator.value, out->denominator.value)) {
        return fyp_fail(
            reading->err, FYP_E_ROW_PART_OVER_WHOLE, numerator, denominator,
            reading->entry->name);
    }
    double computed = ratio(reading);
    if (out->figure.value.present && !agrees(out->figure.value, computed)) {
        return disagrees(reading, computed);
    }
    if (!out->figure.value.present) {
        take_computed(reading, computed, value);
    }
    return FYP_OK;
}

/** Which of the three says that there is no figure, and how. */
static void declare_missing(
    struct fyp_reading *reading, const struct amount *value,
    const struct amount *numerator, const struct amount *denominator)
{
    const struct amount *said = value;
    enum fyp_column column = FYP_COLUMN_VALUE;
    if (value->blank && numerator->missing) {
        said = numerator;
        column = FYP_COLUMN_NUMERATOR;
    } else if (value->blank && denominator->missing) {
        said = denominator;
        column = FYP_COLUMN_DENOMINATOR;
    }
    reading->missing = said->blank
                           ? fyp_missing_find(reading->reader->marks, "")
                           : said->missing;
    reading->out->value_text = fyp_reading_cell(reading, column);
    reading->out->numerator = (struct fyp_decimal){.present = false};
    reading->out->denominator = (struct fyp_decimal){.present = false};
}

/** A number on one side and a blank on the other. */
static bool is_half(const struct amount *one, const struct amount *other)
{
    return one->number.value.present && !other->number.value.present;
}

/** What the three cells of numbers say together. */
static enum fyp_status settle(
    struct fyp_reading *reading, const struct amount *value,
    const struct amount *numerator, const struct amount *denominator)
{
    bool present = value->number.value.present;
    bool half =
        is_half(numerator, denominator) || is_half(denominator, numerator);
    bool marked = numerator->missing || denominator->missing;
    if (half && (present || !marked)) {
        return fyp_fail(reading->err, FYP_E_ROW_HALF_RATIO, NULL);
    }
    if (!half && numerator->number.value.present) {
        return check_ratio(reading, value);
    }
    if (!present) {
        declare_missing(reading, value, numerator, denominator);
    }
    return FYP_OK;
}

enum fyp_status fyp_reading_read_value(struct fyp_reading *reading)
{
    struct fyp_store_row *out = reading->out;
    struct amount value, numerator, denominator;
    out->value_text = fyp_reading_cell(reading, FYP_COLUMN_VALUE);
    enum fyp_status status = read_written(reading, &value);
    if (status == FYP_OK) {
        status = read_part(
            reading, FYP_COLUMN_NUMERATOR, &numerator, &out->numerator);
    }
    if (status == FYP_OK) {
        status = read_part(
            reading, FYP_COLUMN_DENOMINATOR, &denominator, &out->denominator);
    }
    if (status == FYP_OK) {
        status = settle(reading, &value, &numerator, &denominator);
    }
    return status;
}

static void
describe_range(const struct fyp_range *range, char *text, size_t size)
{
    char low[FYP_DECIMAL_TEXT_SIZE], high[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(range->low.value, 0, low);
    fyp_decimal_format(range->high.value, 0, high);
    if (range->low.present && range->high.present) {
        (void)fyp_say(text, size, FYP_M_RANGE_BETWEEN, low, high);
    } else if (range->low.present) {
        (void)fyp_say(text, size, FYP_M_RANGE_LEAST, low);
    } else {
        (void)fyp_say(text, size, FYP_M_RANGE_MOST, high);
    }
}

static enum fyp_status
out_of_range(const struct fyp_reading *reading, const struct fyp_range *range)
{
    char value[FYP_DECIMAL_TEXT_SIZE], text[RANGE_SIZE];
    double number = reading->out->figure.value.value;
    if ((reading->observation->marks & FYP_CELL_PER_CENT) != 0 &&
        is_per_cent(reading) && !reading->out->numerator.present) {
        fyp_decimal_format(number / 100, 0, value);
        return fyp_fail(
            reading->err, FYP_E_ROW_SHOWN_PER_CENT,
            fyp_reading_cell(reading, FYP_COLUMN_VALUE), reading->entry->name,
            value);
    }
    fyp_decimal_format(number, 0, value);
    describe_range(range, text, sizeof text);
    return fyp_fail(
        reading->err, FYP_E_ROW_RANGE, value, reading->entry->name, text);
}

/** 12.5 persons; an average over a denominator may be anything. */
static void ask_about_halves(const struct fyp_reading *reading)
{
    char shown[FYP_DECIMAL_TEXT_SIZE];
    double value = reading->out->figure.value.value;
    const struct fyp_unit *unit = &reading->reader->last.target;
    if (unit->whole && !reading->out->denominator.present &&
        !fyp_equal(value, round(value))) {
        fyp_decimal_format(value, 0, shown);
        fyp_reading_remark(
            reading, FYP_W_ROW_NOT_WHOLE, reading->entry->name, unit->dimension,
            shown);
    }
}

enum fyp_status fyp_reading_check_range(struct fyp_reading *reading)
{
    if (reading->missing != FYP_MISSING_NONE) {
        return FYP_OK;
    }
    struct fyp_range range = natural_range(reading);
    struct fyp_decimal *value = &reading->out->figure.value;
    bool below = range.low.present && fyp_less(value->value, range.low.value);
    bool above = range.high.present && fyp_more(value->value, range.high.value);
    if (below || above) {
        return out_of_range(reading, &range);
    }
    value->decimals = value->decimals < 0 ? 0 : value->decimals;
    ask_about_halves(reading);
    return FYP_OK;
}

enum fyp_status fyp_reading_tally(struct fyp_reading *reading)
{
    if (!is_per_cent(reading) || !reading->written) {
        return FYP_OK;
    }
    bool with_sign = reading->suffix != FYP_SUFFIX_NONE;
    const struct fyp_row_percentage percentage = {
        .entry = reading->entry,
        .text = fyp_reading_cell(reading, FYP_COLUMN_VALUE),
        .line = reading->observation->line,
        .column = reading->observation->column,
        .value = reading->out->figure.value.value,
        .with_sign = with_sign,
        .bare_level = !with_sign && unit_exponent(reading) == 0 &&
                      reading->entry->kind == FYP_KIND_LEVEL &&
                      is_part_of_whole(reading) &&
                      !reading->out->denominator.present};
    bool ask = false;
    enum fyp_status status =
        fyp_row_tally_add(reading->reader, &percentage, &ask, reading->err);
    if (ask) {
        ask_about_fraction(reading);
    }
    return status;
}
