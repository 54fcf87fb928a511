/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/cleaning/row.h"

#include "base/message.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_YEAR = 1949, LAST_YEAR = 2100, WORD_SIZE = 128 };

/* One row on its way from cells to a figure. */
struct reading {
    struct fyp_row_reader *reader;
    char *const *cells; /* shape [FYP_COLUMN_COUNT] */
    const struct fyp_catalogue_entry *entry;
    struct fyp_store_row *out;
    struct fyp_problems *notes;
    struct fyp_error *err;
};

struct word {
    const char *text; /* folded */
    int value;
};

static const struct word basis_words[] = {
    {"", FYP_BASIS_YEAR},
    {"year", FYP_BASIS_YEAR},
    {"当年", FYP_BASIS_YEAR},
    {"to_date", FYP_BASIS_TO_DATE},
    {"累计", FYP_BASIS_TO_DATE},
    {"截至当年", FYP_BASIS_TO_DATE},
    {NULL, 0},
};

static const struct word price_words[] = {
    {"", FYP_PRICE_UNKNOWN},
    {"nominal", FYP_PRICE_NOMINAL},
    {"名义", FYP_PRICE_NOMINAL},
    {"现价", FYP_PRICE_NOMINAL},
    {"real", FYP_PRICE_REAL},
    {"实际", FYP_PRICE_REAL},
    {"可比价", FYP_PRICE_REAL},
    {"不变价", FYP_PRICE_REAL},
    {NULL, 0},
};

/** The cell of a column, "" where the table has no such column. */
static const char *cell(const struct reading *reading, enum fyp_column column)
{
    return reading->cells[column];
}

/** The cell, NULL where nothing is in it. */
static const char *given(const struct reading *reading, enum fyp_column column)
{
    const char *text = cell(reading, column);
    return text[0] != '\0' ? text : NULL;
}

static enum fyp_status
need(const struct reading *reading, enum fyp_column column)
{
    return given(reading, column)
               ? FYP_OK
               : fyp_fail(
                     reading->err, FYP_E_ROW_BLANK, fyp_column_name(column));
}

static enum fyp_status read_region(struct reading *reading)
{
    enum fyp_status status = need(reading, FYP_COLUMN_REGION);
    if (status != FYP_OK) {
        return status;
    }
    return fyp_regions_resolve(
        reading->reader->regions, cell(reading, FYP_COLUMN_REGION),
        &reading->out->figure.region, reading->err);
}

/** The catalogue keeps no word where there is no unit; a file may. */
static const char *unit_of(const struct fyp_catalogue_entry *entry)
{
    return entry->unit && entry->unit[0] != '\0' ? entry->unit : "无";
}

/** "%" is also written ％ or 百分比. */
static bool is_same_unit(const char *text, const char *unit)
{
    if (strcmp(text, unit) == 0) {
        return true;
    }
    char a[WORD_SIZE], b[WORD_SIZE];
    fyp_text_fold(text, a, sizeof a);
    fyp_text_fold(unit, b, sizeof b);
    return strcmp(a, b) == 0 ||
           (strcmp(a, "百分比") == 0 && strcmp(b, "%") == 0);
}

/** The unit itself, or another one under which plans print the indicator;
 *  nothing is converted. */
static enum fyp_status
check_unit(const struct reading *reading, const char *text)
{
    const struct fyp_catalogue_entry *entry = reading->entry;
    if (is_same_unit(text, unit_of(entry))) {
        return FYP_OK;
    }
    char known[WORD_SIZE];
    (void)snprintf(known, sizeof known, "%s", unit_of(entry));
    for (size_t i = 0; i < entry->other_unit_count; i++) {
        if (is_same_unit(text, entry->other_units[i])) {
            return FYP_OK;
        }
        size_t length = strlen(known);
        (void)snprintf(
            known + length, sizeof known - length, "%s%s",
            fyp_text(FYP_M_LIST_SEPARATOR), entry->other_units[i]);
    }
    return fyp_fail(reading->err, FYP_E_ROW_UNIT, text, entry->name, known);
}

/** Names are compared without a bracketed unit; a unit that stands there
 *  ("培训人数（万人）") is a unit given all the same. */
static enum fyp_status
check_bracketed_unit(const struct reading *reading, const char *text)
{
    char folded[WORD_SIZE];
    fyp_text_fold(text, folded, sizeof folded);
    const char *open = NULL;
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '(' || strncmp(at, "（", strlen("（")) == 0) {
            open = at;
        }
    }
    if (!open || strchr(folded, '(')) {
        return FYP_OK;
    }
    open += *open == '(' ? 1 : strlen("（");
    size_t length = strcspn(open, ")");
    const char *wide = strstr(open, "）");
    if (wide && (size_t)(wide - open) < length) {
        length = (size_t)(wide - open);
    }
    char unit[WORD_SIZE];
    (void)snprintf(unit, sizeof unit, "%.*s", (int)length, open);
    return check_unit(reading, unit);
}

static enum fyp_status read_indicator(struct reading *reading)
{
    enum fyp_status status = need(reading, FYP_COLUMN_INDICATOR);
    if (status != FYP_OK) {
        return status;
    }
    struct fyp_row_reader *reader = reading->reader;
    const char *text = cell(reading, FYP_COLUMN_INDICATOR);
    if (!reader->last_entry || strcmp(text, reader->last_text) != 0) {
        reading->entry = fyp_catalogue_find(reader->catalogue, text);
        if (!reading->entry) {
            return fyp_fail(reading->err, FYP_E_ROW_INDICATOR, text);
        }
        status = check_bracketed_unit(reading, text);
        if (status != FYP_OK) {
            return status;
        }
        bool fits = strlen(text) < sizeof reader->last_text;
        reader->last_entry = fits ? reading->entry : NULL;
        (void)snprintf(reader->last_text, sizeof reader->last_text, "%s", text);
    } else {
        reading->entry = reader->last_entry;
    }
    reading->out->figure.indicator = reading->entry->code;
    return FYP_OK;
}

/** Four ASCII digits, perhaps followed by 年. */
static enum fyp_status read_year(struct reading *reading)
{
    enum fyp_status status = need(reading, FYP_COLUMN_YEAR);
    if (status != FYP_OK) {
        return status;
    }
    const char *text = cell(reading, FYP_COLUMN_YEAR);
    int year = 0;
    size_t n = 0;
    while (n < 4 && text[n] >= '0' && text[n] <= '9') {
        year = 10 * year + (text[n++] - '0');
    }
    bool ends = text[n] == '\0' || strcmp(text + n, "年") == 0;
    if (n < 4 || !ends || year < FIRST_YEAR || year > LAST_YEAR) {
        return fyp_fail(reading->err, FYP_E_ROW_YEAR, text);
    }
    reading->out->figure.year = year;
    return FYP_OK;
}

/** The words of a column for a message: "year、当年、…". */
static void join_words(const struct word *words, char out[WORD_SIZE])
{
    out[0] = '\0';
    for (const struct word *word = words; word->text; word++) {
        if (word->text[0] == '\0') {
            continue;
        }
        size_t length = strlen(out);
        (void)snprintf(
            out + length, WORD_SIZE - length, "%s%s",
            length > 0 ? fyp_text(FYP_M_LIST_SEPARATOR) : "", word->text);
    }
}

static enum fyp_status read_word(
    const struct reading *reading, enum fyp_column column,
    const struct word *words, int *out)
{
    char folded[WORD_SIZE];
    fyp_text_fold(cell(reading, column), folded, sizeof folded);
    for (const struct word *word = words; word->text; word++) {
        if (strcmp(folded, word->text) == 0) {
            *out = word->value;
            return FYP_OK;
        }
    }
    char allowed[WORD_SIZE];
    join_words(words, allowed);
    return fyp_fail(
        reading->err, FYP_E_ROW_WORD, fyp_column_name(column),
        cell(reading, column), allowed);
}

static enum fyp_status read_words(struct reading *reading)
{
    int basis = FYP_BASIS_YEAR;
    int price = FYP_PRICE_UNKNOWN;
    enum fyp_status status =
        read_word(reading, FYP_COLUMN_BASIS, basis_words, &basis);
    if (status == FYP_OK) {
        status =
            read_word(reading, FYP_COLUMN_PRICE_BASIS, price_words, &price);
    }
    if (status != FYP_OK) {
        return status;
    }
    reading->out->figure.basis = (enum fyp_basis)basis;
    reading->out->figure.price_basis = (enum fyp_price_basis)price;
    const char *unit = given(reading, FYP_COLUMN_UNIT);
    return unit ? check_unit(reading, unit) : FYP_OK;
}

/** What people write where they have no figure. */
static bool says_unknown(const char *text)
{
    static const char *const words[] = {
        "-",   "--",  "—",    "——",   "–",    "－",   "―",  "/",    "…",
        "……",  "...", "无",   "暂无", "不详", "未知", "缺", "缺失", "未统计",
        "n/a", "na",  "null", "none", "空",   "?",    "*",  NULL};
    char folded[WORD_SIZE];
    fyp_text_fold(text, folded, sizeof folded);
    size_t i = 0;
    while (words[i] && strcmp(folded, words[i]) != 0) {
        i++;
    }
    return words[i] != NULL;
}

/** An empty cell leaves out absent. */
static enum fyp_status read_number(
    const struct reading *reading, enum fyp_column column, const char *text,
    struct fyp_decimal *out)
{
    if (text[0] != '\0' && !fyp_decimal_parse(text, out)) {
        return fyp_fail(
            reading->err,
            says_unknown(text) ? FYP_E_ROW_UNKNOWN : FYP_E_ROW_NUMBER,
            fyp_column_name(column), cell(reading, column));
    }
    return FYP_OK;
}

static bool is_per_cent(const struct reading *reading)
{
    return is_same_unit("%", unit_of(reading->entry));
}

/** Bytes of the text without a per cent sign at its end. */
static size_t before_per_cent(const char *text)
{
    static const char *const signs[] = {"%", "％"};
    size_t length = strlen(text);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t sign = strlen(signs[i]);
        if (length > sign && strcmp(text + length - sign, signs[i]) == 0) {
            return length - sign;
        }
    }
    return length;
}

static struct fyp_range natural_range(const struct reading *reading);

/** A share such as 0.92 without a sign and without numerator and denominator:
 *  a cell that Excel showed as 92 % arrives like this. Nothing is guessed:
 *  the unit says per cent, so it is 0.92 %, and the sender is asked. */
static void ask_about_fraction(const struct reading *reading)
{
    double value = reading->out->figure.value.value;
    struct fyp_range range = natural_range(reading);
    if (reading->entry->kind != FYP_KIND_LEVEL || !is_per_cent(reading) ||
        !range.high.present || !fyp_equal(range.high.value, 100) ||
        value <= 0 || value >= 1) {
        return;
    }
    char times_100[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(100 * value, 0, times_100);
    struct fyp_error note = {0};
    (void)fyp_fail(
        &note, FYP_W_ROW_FRACTION, cell(reading, FYP_COLUMN_VALUE), times_100);
    fyp_problems_add(reading->notes, &note);
}

/** The value as written; of an indicator in % also with the sign. */
static enum fyp_status read_written(const struct reading *reading)
{
    const char *text = cell(reading, FYP_COLUMN_VALUE);
    size_t length = is_per_cent(reading) ? before_per_cent(text) : strlen(text);
    bool sign = text[length] != '\0';
    char number[WORD_SIZE];
    if (sign && length < sizeof number) {
        (void)snprintf(number, sizeof number, "%.*s", (int)length, text);
        text = fyp_text_trim(number);
    }
    struct fyp_decimal *value = &reading->out->figure.value;
    enum fyp_status status =
        read_number(reading, FYP_COLUMN_VALUE, text, value);
    bool bare = value->present && !sign &&
                !given(reading, FYP_COLUMN_NUMERATOR) &&
                !given(reading, FYP_COLUMN_DENOMINATOR);
    if (status == FYP_OK && bare) {
        ask_about_fraction(reading);
    }
    return status;
}

/** The catalogue's range, else 0 to 100 for a level in per cent
 *  (docs/methods.md section 2). */
static struct fyp_range natural_range(const struct reading *reading)
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

static double ratio(const struct reading *reading)
{
    double numerator = reading->out->numerator.value;
    double denominator = reading->out->denominator.value;
    return is_per_cent(reading) ? 100 * numerator / denominator
                                : numerator / denominator;
}

/** Half a unit of the value's last digit, and what doubles may do to it. */
static bool agrees(struct fyp_decimal value, double computed)
{
    double half_unit = 0.5 * pow(10, -value.decimals);
    double largest = fmax(fabs(value.value), fabs(computed));
    return fabs(value.value - computed) <= half_unit + FYP_EQUALITY * largest;
}

static enum fyp_status disagrees(const struct reading *reading, double computed)
{
    char shown[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(computed, 0, shown);
    return fyp_fail(
        reading->err, FYP_E_ROW_DISAGREES, cell(reading, FYP_COLUMN_VALUE),
        cell(reading, FYP_COLUMN_NUMERATOR),
        cell(reading, FYP_COLUMN_DENOMINATOR), shown);
}

/** The ratio itself, and the value beside it or computed from it. */
static enum fyp_status check_ratio(struct reading *reading)
{
    const char *numerator = cell(reading, FYP_COLUMN_NUMERATOR);
    const char *denominator = cell(reading, FYP_COLUMN_DENOMINATOR);
    if (!fyp_more(reading->out->denominator.value, 0)) {
        return fyp_fail(reading->err, FYP_E_ROW_DENOMINATOR, denominator);
    }
    struct fyp_range range = natural_range(reading);
    if (is_per_cent(reading) && range.high.present &&
        fyp_equal(range.high.value, 100) &&
        fyp_more(
            reading->out->numerator.value, reading->out->denominator.value)) {
        return fyp_fail(
            reading->err, FYP_E_ROW_PART_OVER_WHOLE, numerator, denominator,
            reading->entry->name);
    }
    double computed = ratio(reading);
    struct fyp_decimal *value = &reading->out->figure.value;
    if (value->present) {
        return agrees(*value, computed) ? FYP_OK : disagrees(reading, computed);
    }
    *value = (struct fyp_decimal){.present = true, .value = computed};
    return FYP_OK;
}

static enum fyp_status read_value(struct reading *reading)
{
    struct fyp_store_row *out = reading->out;
    out->value_text = cell(reading, FYP_COLUMN_VALUE);
    enum fyp_status status = read_written(reading);
    if (status == FYP_OK) {
        status = read_number(
            reading, FYP_COLUMN_NUMERATOR, cell(reading, FYP_COLUMN_NUMERATOR),
            &out->numerator);
    }
    if (status == FYP_OK) {
        status = read_number(
            reading, FYP_COLUMN_DENOMINATOR,
            cell(reading, FYP_COLUMN_DENOMINATOR), &out->denominator);
    }
    if (status != FYP_OK) {
        return status;
    }
    if (out->numerator.present != out->denominator.present) {
        return fyp_fail(reading->err, FYP_E_ROW_HALF_RATIO, NULL);
    }
    if (out->numerator.present) {
        return check_ratio(reading);
    }
    return out->figure.value.present
               ? FYP_OK
               : fyp_fail(reading->err, FYP_E_ROW_NO_FIGURE, NULL);
}

static enum fyp_status
out_of_range(const struct reading *reading, struct fyp_range range)
{
    char value[FYP_DECIMAL_TEXT_SIZE], text[WORD_SIZE];
    char low[FYP_DECIMAL_TEXT_SIZE], high[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(reading->out->figure.value.value, 0, value);
    fyp_decimal_format(range.low.value, 0, low);
    fyp_decimal_format(range.high.value, 0, high);
    if (range.low.present && range.high.present) {
        (void)fyp_say(text, sizeof text, FYP_M_RANGE_BETWEEN, low, high);
    } else if (range.low.present) {
        (void)fyp_say(text, sizeof text, FYP_M_RANGE_LEAST, low);
    } else {
        (void)fyp_say(text, sizeof text, FYP_M_RANGE_MOST, high);
    }
    return fyp_fail(
        reading->err, FYP_E_ROW_RANGE, value, reading->entry->name, text);
}

static enum fyp_status check_range(struct reading *reading)
{
    struct fyp_range range = natural_range(reading);
    double value = reading->out->figure.value.value;
    bool below = range.low.present && fyp_less(value, range.low.value);
    bool above = range.high.present && fyp_more(value, range.high.value);
    return below || above ? out_of_range(reading, range) : FYP_OK;
}

/** First or last byte of an ASCII blank, of U+00A0 or of U+3000. */
static bool may_be_blank(char byte)
{
    return (byte >= 0 && byte <= ' ') ||
           strchr("\xC2\xE3\x80\xA0", byte) != NULL;
}

/** fyp_text_trim for a cell that needs it; few do, and there are millions. */
static void trim(char *cell)
{
    size_t length = strlen(cell);
    if (length > 0 &&
        (may_be_blank(cell[0]) || may_be_blank(cell[length - 1]))) {
        (void)fyp_text_trim(cell);
    }
}

enum fyp_status fyp_row_understand(
    struct fyp_row_reader *reader, struct fyp_observation *observation,
    struct fyp_understood *out, struct fyp_problems *notes,
    struct fyp_error *err)
{
    static enum fyp_status (*const steps[])(struct reading *) = {
        read_region, read_indicator, read_year,
        read_words,  read_value,     check_range};
    *out = (struct fyp_understood){0};
    struct reading reading = {
        .reader = reader,
        .cells = observation->cells,
        .out = &out->row,
        .notes = notes,
        .err = err};
    for (int i = 0; i < FYP_COLUMN_COUNT; i++) {
        trim(observation->cells[i]);
    }
    enum fyp_status status = FYP_OK;
    for (size_t i = 0; status == FYP_OK && i < sizeof steps / sizeof *steps;
         i++) {
        status = steps[i](&reading);
    }
    if (status != FYP_OK) {
        *out = (struct fyp_understood){0};
        return status;
    }
    out->row.figure.line = observation->line;
    out->row.figure.column = observation->column;
    out->row.figure.marks = observation->marks;
    out->row.figure.source = cell(&reading, FYP_COLUMN_SOURCE);
    out->row.unit = given(&reading, FYP_COLUMN_UNIT);
    out->row.status_text = given(&reading, FYP_COLUMN_STATUS);
    out->row.note = given(&reading, FYP_COLUMN_NOTE);
    return FYP_OK;
}
