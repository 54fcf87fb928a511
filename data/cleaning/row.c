/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/cleaning/row.h"

#include "base/message.h"
#include "base/text.h"
#include "data/cleaning/row_tally.h"
#include "data/readers/source.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { WORD_SIZE = 128, LIST_SIZE = 256 };

/* One row on its way from cells to a figure. */
struct reading {
    struct fyp_row_reader *reader;
    const struct fyp_observation *observation;
    char *const *cells; /* shape [FYP_COLUMN_COUNT] */
    const struct fyp_catalogue_entry *entry;
    struct fyp_store_row *out;
    enum fyp_missing_kind missing;
    enum fyp_number_suffix suffix; /* of the value; NONE: none, or no value */
    bool written;                  /* the value was not computed */
    struct fyp_problems *notes;
    struct fyp_error *err;
};

/* What stands in one of the cells of numbers. */
struct amount {
    struct fyp_number number;      /* value.present: there is one */
    enum fyp_missing_kind missing; /* of a mark; NONE: a number, a blank */
    bool blank;
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

/** A warning about the row; arguments that it does not have are NULL. */
static void remark(
    const struct reading *reading, enum fyp_status status, const char *first,
    const char *second, const char *third)
{
    const char *const arguments[] = {first, second, third, NULL};
    struct fyp_error note = {.status = FYP_OK};
    (void)fyp_error_set(&note, status, __FILE__, __LINE__, arguments);
    fyp_problems_add(reading->notes, &note);
}

static enum fyp_status
blank(const struct reading *reading, enum fyp_column column)
{
    return fyp_fail(reading->err, FYP_E_ROW_BLANK, fyp_column_name(column));
}

/** 2021 and 2021年 are as they should be. */
static bool is_plain_year(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    return digits == 4 &&
           (text[digits] == '\0' || strcmp(text + digits, "年") == 0);
}

/** Keeps a text to compare the next row with; false: too long for it. */
static bool memorise(char *memory, size_t size, const char *text)
{
    size_t length = strlen(text);
    if (length >= size) {
        return false;
    }
    memcpy(memory, text, length + 1);
    return true;
}

static enum fyp_status read_year(struct reading *reading)
{
    const char *text = cell(reading, FYP_COLUMN_YEAR);
    if (!given(reading, FYP_COLUMN_REGION) &&
        !given(reading, FYP_COLUMN_REGION_NAME)) {
        return blank(reading, FYP_COLUMN_REGION);
    }
    if (!given(reading, FYP_COLUMN_INDICATOR)) {
        return blank(reading, FYP_COLUMN_INDICATOR);
    }
    if (text[0] == '\0') {
        return blank(reading, FYP_COLUMN_YEAR);
    }
    struct fyp_row_memory *last = &reading->reader->last;
    if (last->year == 0 || strcmp(last->year_text, text) != 0) {
        last->year = 0;
        int year = fyp_year_read(text);
        if (year == 0) {
            return fyp_fail(reading->err, FYP_E_ROW_YEAR, text);
        }
        reading->out->figure.year = year;
        bool kept = memorise(last->year_text, sizeof last->year_text, text);
        last->year = kept ? year : 0;
    } else {
        reading->out->figure.year = last->year;
    }
    reading->out->normalised |= is_plain_year(text) ? 0U : FYP_NORMAL_YEAR;
    return FYP_OK;
}

static enum fyp_status
find_region(struct reading *reading, const char *text, const char *name)
{
    struct fyp_row_memory *last = &reading->reader->last;
    const struct fyp_regions *regions = reading->reader->regions;
    int year = reading->out->figure.year;
    const char *code = NULL;
    last->region_year = 0;
    last->region_normalised = 0;
    enum fyp_status status = fyp_regions_resolve(
        regions, text, year, &code, &last->region_normalised, reading->err);
    if (status == FYP_OK && name[0] != '\0') {
        status = fyp_regions_agree(regions, code, name, reading->err);
    }
    if (status != FYP_OK) {
        return status;
    }
    fyp_regions_remark(regions, text, name, year, reading->notes);
    (void)memorise(last->code, sizeof last->code, code);
    if (memorise(last->region, sizeof last->region, text) &&
        memorise(last->region_name, sizeof last->region_name, name)) {
        last->region_year = year;
    }
    return FYP_OK;
}

static enum fyp_status read_region(struct reading *reading)
{
    const struct fyp_row_memory *last = &reading->reader->last;
    const char *text = cell(reading, FYP_COLUMN_REGION);
    const char *name = cell(reading, FYP_COLUMN_REGION_NAME);
    enum fyp_status status = FYP_OK;
    if (text[0] == '\0') {
        text = name;
        name = "";
    }
    if (last->region_year != reading->out->figure.year ||
        strcmp(last->region, text) != 0 ||
        strcmp(last->region_name, name) != 0) {
        status = find_region(reading, text, name);
    }
    reading->out->figure.region = last->code;
    reading->out->normalised |= last->region_normalised;
    return status;
}

/** Names are compared without a bracketed unit; a unit that stands there
 *  ("培训人数（万人）") is a unit given all the same. */
static void find_bracket(const char *text, char *out, size_t size)
{
    char folded[LIST_SIZE];
    fyp_text_fold(text, folded, sizeof folded);
    const char *open = NULL;
    out[0] = '\0';
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '(' || strncmp(at, "（", strlen("（")) == 0) {
            open = at;
        }
    }
    if (!open || strchr(folded, '(')) {
        return;
    }
    open += *open == '(' ? 1 : strlen("（");
    size_t length = strcspn(open, ")");
    const char *wide = strstr(open, "）");
    if (wide && (size_t)(wide - open) < length) {
        length = (size_t)(wide - open);
    }
    (void)snprintf(out, size, "%.*s", (int)length, open);
}

static enum fyp_status read_indicator(struct reading *reading)
{
    struct fyp_row_memory *last = &reading->reader->last;
    const char *text = cell(reading, FYP_COLUMN_INDICATOR);
    if (!last->entry || strcmp(text, last->indicator) != 0) {
        const struct fyp_catalogue_entry *entry =
            fyp_catalogue_find(reading->reader->catalogue, text);
        last->entry = NULL;
        last->unit_known = false;
        if (!entry) {
            return fyp_fail(reading->err, FYP_E_ROW_INDICATOR, text);
        }
        find_bracket(text, last->bracket, sizeof last->bracket);
        last->own = fyp_unit_read(entry->unit ? entry->unit : "");
        reading->entry = entry;
        if (memorise(last->indicator, sizeof last->indicator, text)) {
            last->entry = entry;
        }
    } else {
        reading->entry = last->entry;
    }
    reading->out->figure.indicator = reading->entry->code;
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
    const char *text = cell(reading, column);
    char folded[WORD_SIZE] = "";
    if (text[0] != '\0') {
        fyp_text_fold(text, folded, sizeof folded);
    }
    for (const struct word *word = words; word->text; word++) {
        if (strcmp(folded, word->text) == 0) {
            *out = word->value;
            return FYP_OK;
        }
    }
    char allowed[WORD_SIZE];
    join_words(words, allowed);
    return fyp_fail(
        reading->err, FYP_E_ROW_WORD, fyp_column_name(column), text, allowed);
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
    reading->out->figure.basis = (enum fyp_basis)basis;
    reading->out->figure.price_basis = (enum fyp_price_basis)price;
    return status;
}

/** The units of an indicator for a message; the catalogue keeps no word
 *  where there is none. */
static void list_units(const struct fyp_catalogue_entry *entry, char *out)
{
    bool any = entry->unit && entry->unit[0] != '\0';
    (void)snprintf(out, LIST_SIZE, "%s", any ? entry->unit : "无");
    for (size_t i = 0; i < entry->other_unit_count; i++) {
        size_t length = strlen(out);
        (void)snprintf(
            out + length, LIST_SIZE - length, "%s%s",
            fyp_text(FYP_M_LIST_SEPARATOR), entry->other_units[i]);
    }
}

/** Finds the unit of the catalogue, or one of those under which plans print
 *  the indicator, of the dimension that was declared. */
static enum fyp_status
find_target(const struct reading *reading, const char *text)
{
    struct fyp_row_memory *last = &reading->reader->last;
    const struct fyp_catalogue_entry *entry = reading->entry;
    int exponent = 0;
    last->target = last->own;
    bool found = fyp_unit_between(&last->declared, &last->own, &exponent);
    for (size_t i = 0; !found && i < entry->other_unit_count; i++) {
        last->target = fyp_unit_read(entry->other_units[i]);
        found = fyp_unit_between(&last->declared, &last->target, &exponent);
    }
    if (found) {
        return FYP_OK;
    }
    char known[LIST_SIZE];
    list_units(entry, known);
    return fyp_fail(reading->err, FYP_E_ROW_UNIT, text, entry->name, known);
}

static enum fyp_status find_unit(struct reading *reading)
{
    struct fyp_row_memory *last = &reading->reader->last;
    const char *column = cell(reading, FYP_COLUMN_UNIT);
    const char *text = column[0] != '\0' ? column : last->bracket;
    last->unit_given = text[0] != '\0';
    last->declared = last->unit_given ? fyp_unit_read(text) : last->own;
    if (column[0] != '\0' && last->bracket[0] != '\0') {
        struct fyp_unit bracket = fyp_unit_read(last->bracket);
        if (!fyp_unit_same(&last->declared, &bracket)) {
            return fyp_fail(
                reading->err, FYP_E_ROW_UNITS, last->bracket, column);
        }
    }
    return find_target(reading, text);
}

static enum fyp_status read_unit(struct reading *reading)
{
    struct fyp_row_memory *last = &reading->reader->last;
    const char *column = cell(reading, FYP_COLUMN_UNIT);
    if (last->unit_known && strcmp(last->unit, column) == 0) {
        return FYP_OK;
    }
    enum fyp_status status = find_unit(reading);
    last->unit_known = status == FYP_OK && last->entry &&
                       memorise(last->unit, sizeof last->unit, column);
    return status;
}

static bool is_per_cent(const struct reading *reading)
{
    return strcmp(reading->reader->last.own.dimension, "%") == 0;
}

/** Power of ten from the unit of the row to that of the catalogue. */
static int unit_exponent(const struct reading *reading)
{
    const struct fyp_row_memory *last = &reading->reader->last;
    return last->declared.exponent - last->target.exponent;
}

/** The first cell of numbers that is not blank, for a message. */
static const char *figure_text(const struct reading *reading)
{
    static const enum fyp_column columns[] = {
        FYP_COLUMN_VALUE, FYP_COLUMN_NUMERATOR, FYP_COLUMN_DENOMINATOR};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (given(reading, columns[i])) {
            return cell(reading, columns[i]);
        }
    }
    return "";
}

/** What the workbook says of the cells besides their text. */
static enum fyp_status check_marks(struct reading *reading)
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
            remark(reading, told[i].status, figure_text(reading), NULL, NULL);
        }
    }
    return FYP_OK;
}

/** A number, or a mark in its place. */
static enum fyp_status read_amount(
    const struct reading *reading, enum fyp_column column, struct amount *out)
{
    const char *text = cell(reading, column);
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
    struct reading *reading, enum fyp_column column, struct amount *amount,
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
            cell(reading, column));
    }
    *out = fyp_unit_shift(amount->number.value, suffix_exponent(suffix));
    reading->out->normalised |= amount->number.normalised;
    return FYP_OK;
}

static enum fyp_status
contradicts(const struct reading *reading, const char *text)
{
    const char *column = cell(reading, FYP_COLUMN_UNIT);
    const struct fyp_row_memory *last = &reading->reader->last;
    const char *unit = column[0] != '\0' ? column : last->bracket;
    if (unit[0] == '\0') {
        unit = reading->entry->unit;
    }
    return fyp_fail(reading->err, FYP_E_ROW_UNITS, unit, text);
}

/** A percentage with or without sign, in the unit of the row. */
static enum fyp_status scale_percentage(
    struct reading *reading, const struct fyp_number *number, int *exponent)
{
    int unit = unit_exponent(reading);
    const char *text = cell(reading, FYP_COLUMN_VALUE);
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
    struct reading *reading, const struct fyp_number *number, int *exponent)
{
    const char *text = cell(reading, FYP_COLUMN_VALUE);
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
read_written(struct reading *reading, struct amount *amount)
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

/** Whether the indicator is a part of a whole, in per cent. */
static bool is_part_of_whole(const struct reading *reading)
{
    struct fyp_range range = natural_range(reading);
    return is_per_cent(reading) && range.high.present &&
           fyp_equal(range.high.value, 100);
}

/** A share such as 0.92 without a sign and without numerator and denominator:
 *  a cell that Excel showed as 92 % arrives like this. Nothing is guessed:
 *  the unit says per cent, so it is 0.92 %, and the sender is asked. */
static void ask_about_fraction(const struct reading *reading)
{
    char times_100[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(100 * reading->out->figure.value.value, 0, times_100);
    remark(
        reading, FYP_W_ROW_FRACTION, cell(reading, FYP_COLUMN_VALUE), times_100,
        NULL);
}

/** numerator / denominator in the catalogue's unit. */
static double ratio(const struct reading *reading)
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

static enum fyp_status disagrees(const struct reading *reading, double computed)
{
    char shown[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(computed, 0, shown);
    return fyp_fail(
        reading->err, FYP_E_ROW_DISAGREES, cell(reading, FYP_COLUMN_VALUE),
        cell(reading, FYP_COLUMN_NUMERATOR),
        cell(reading, FYP_COLUMN_DENOMINATOR), shown);
}

/** The value of a row that gives none, beside a mark or a blank. */
static void take_computed(
    struct reading *reading, double computed, const struct amount *value)
{
    reading->out->figure.value =
        (struct fyp_decimal){.present = true, .value = computed};
    reading->out->normalised |= FYP_NORMAL_COMPUTED;
    if (!value->blank) {
        char shown[FYP_DECIMAL_TEXT_SIZE];
        fyp_decimal_format(computed, 0, shown);
        remark(
            reading, FYP_W_ROW_MARK_COMPUTED, cell(reading, FYP_COLUMN_VALUE),
            shown, NULL);
    }
}

/** The ratio itself, and the value beside it or computed from it. */
static enum fyp_status
check_ratio(struct reading *reading, const struct amount *value)
{
    const struct fyp_store_row *out = reading->out;
    const char *numerator = cell(reading, FYP_COLUMN_NUMERATOR);
    const char *denominator = cell(reading, FYP_COLUMN_DENOMINATOR);
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
    struct reading *reading, const struct amount *value,
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
    reading->out->value_text = cell(reading, column);
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
    struct reading *reading, const struct amount *value,
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

static enum fyp_status read_value(struct reading *reading)
{
    struct fyp_store_row *out = reading->out;
    struct amount value, numerator, denominator;
    out->value_text = cell(reading, FYP_COLUMN_VALUE);
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
out_of_range(const struct reading *reading, const struct fyp_range *range)
{
    char value[FYP_DECIMAL_TEXT_SIZE], text[WORD_SIZE];
    double number = reading->out->figure.value.value;
    if ((reading->observation->marks & FYP_CELL_PER_CENT) != 0 &&
        is_per_cent(reading) && !reading->out->numerator.present) {
        fyp_decimal_format(number / 100, 0, value);
        return fyp_fail(
            reading->err, FYP_E_ROW_SHOWN_PER_CENT,
            cell(reading, FYP_COLUMN_VALUE), reading->entry->name, value);
    }
    fyp_decimal_format(number, 0, value);
    describe_range(range, text, sizeof text);
    return fyp_fail(
        reading->err, FYP_E_ROW_RANGE, value, reading->entry->name, text);
}

/** 12.5 persons; an average over a denominator may be anything. */
static void ask_about_halves(const struct reading *reading)
{
    char shown[FYP_DECIMAL_TEXT_SIZE];
    double value = reading->out->figure.value.value;
    const struct fyp_unit *unit = &reading->reader->last.target;
    if (unit->whole && !reading->out->denominator.present &&
        !fyp_equal(value, round(value))) {
        fyp_decimal_format(value, 0, shown);
        remark(
            reading, FYP_W_ROW_NOT_WHOLE, reading->entry->name, unit->dimension,
            shown);
    }
}

static enum fyp_status check_range(struct reading *reading)
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

/** Counts how percentages are written, when all else is settled. */
static enum fyp_status tally(struct reading *reading)
{
    if (!is_per_cent(reading) || !reading->written) {
        return FYP_OK;
    }
    bool with_sign = reading->suffix != FYP_SUFFIX_NONE;
    const struct fyp_row_percentage percentage = {
        .entry = reading->entry,
        .text = cell(reading, FYP_COLUMN_VALUE),
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

/** What is stored as it is written. */
static void
keep_texts(const struct reading *reading, struct fyp_understood *out)
{
    const struct fyp_observation *observation = reading->observation;
    const char *bracket = reading->reader->last.bracket;
    out->missing = reading->missing;
    out->row.figure.line = observation->line;
    out->row.figure.column = observation->column;
    out->row.figure.marks = observation->marks;
    out->row.figure.source = cell(reading, FYP_COLUMN_SOURCE);
    out->row.unit = given(reading, FYP_COLUMN_UNIT);
    if (!out->row.unit && bracket[0] != '\0') {
        out->row.unit = bracket;
    }
    out->row.status_text = given(reading, FYP_COLUMN_STATUS);
    out->row.note = given(reading, FYP_COLUMN_NOTE);
}

enum fyp_status fyp_row_understand(
    struct fyp_row_reader *reader, struct fyp_observation *observation,
    struct fyp_understood *out, struct fyp_problems *notes,
    struct fyp_error *err)
{
    static enum fyp_status (*const steps[])(struct reading *) = {
        read_year,   read_region, read_indicator, read_words, read_unit,
        check_marks, read_value,  check_range,    tally};
    *out = (struct fyp_understood){.missing = FYP_MISSING_NONE};
    struct reading reading = {
        .reader = reader,
        .observation = observation,
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
    if (status == FYP_OK) {
        keep_texts(&reading, out);
    } else {
        *out = (struct fyp_understood){.missing = FYP_MISSING_NONE};
    }
    return status;
}
