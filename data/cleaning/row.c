/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/cleaning/row.h"

#include "base/message.h"
#include "base/text.h"
#include "data/cleaning/row_reading.h"

#include <stdio.h>
#include <string.h>

enum { WORD_SIZE = 128, LIST_SIZE = 256 };

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

static enum fyp_status
blank(const struct fyp_reading *reading, enum fyp_column column)
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

static enum fyp_status read_year(struct fyp_reading *reading)
{
    const char *text = fyp_reading_cell(reading, FYP_COLUMN_YEAR);
    if (!fyp_reading_given(reading, FYP_COLUMN_REGION) &&
        !fyp_reading_given(reading, FYP_COLUMN_REGION_NAME)) {
        return blank(reading, FYP_COLUMN_REGION);
    }
    if (!fyp_reading_given(reading, FYP_COLUMN_INDICATOR)) {
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
        last->year_normalised = is_plain_year(text) ? 0U : FYP_NORMAL_YEAR;
        bool kept = memorise(last->year_text, sizeof last->year_text, text);
        last->year = kept ? year : 0;
    } else {
        reading->out->figure.year = last->year;
    }
    reading->out->normalised |= last->year_normalised;
    return FYP_OK;
}

static enum fyp_status
find_region(struct fyp_reading *reading, const char *text, const char *name)
{
    struct fyp_row_memory *last = &reading->reader->last;
    const struct fyp_regions *regions = reading->reader->regions;
    int year = reading->out->figure.year;
    const char *code = NULL;
    last->region_year = 0;
    last->region_normalised = 0;
    if (name[0] == '\0' && fyp_regions_is_plain(regions, text)) {
        /* in files of a whole country every row has another one */
        (void)memorise(last->code, sizeof last->code, text);
        return FYP_OK;
    }
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

static enum fyp_status read_region(struct fyp_reading *reading)
{
    const struct fyp_row_memory *last = &reading->reader->last;
    const char *text = fyp_reading_cell(reading, FYP_COLUMN_REGION);
    const char *name = fyp_reading_cell(reading, FYP_COLUMN_REGION_NAME);
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

static enum fyp_status read_indicator(struct fyp_reading *reading)
{
    struct fyp_row_memory *last = &reading->reader->last;
    const char *text = fyp_reading_cell(reading, FYP_COLUMN_INDICATOR);
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
    const struct fyp_reading *reading, enum fyp_column column,
    const struct word *words, int *out)
{
    const char *text = fyp_reading_cell(reading, column);
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

static enum fyp_status read_words(struct fyp_reading *reading)
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
find_target(const struct fyp_reading *reading, const char *text)
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

static enum fyp_status find_unit(struct fyp_reading *reading)
{
    struct fyp_row_memory *last = &reading->reader->last;
    const char *column = fyp_reading_cell(reading, FYP_COLUMN_UNIT);
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

static enum fyp_status read_unit(struct fyp_reading *reading)
{
    struct fyp_row_memory *last = &reading->reader->last;
    const char *column = fyp_reading_cell(reading, FYP_COLUMN_UNIT);
    if (last->unit_known && strcmp(last->unit, column) == 0) {
        return FYP_OK;
    }
    enum fyp_status status = find_unit(reading);
    last->unit_known = status == FYP_OK && last->entry &&
                       memorise(last->unit, sizeof last->unit, column);
    return status;
}

/** First or last byte of an ASCII blank, of U+00A0 or of U+3000. */
static bool may_be_blank(char byte)
{
    unsigned char b = (unsigned char)byte;
    return b <= ' ' || b == 0xC2 || b == 0xE3 || b == 0x80 || b == 0xA0;
}

/** fyp_text_trim for a cell that needs it; few do, and there are millions. */
static void trim(char *cell)
{
    if (cell[0] != '\0' &&
        (may_be_blank(cell[0]) || may_be_blank(cell[strlen(cell) - 1]))) {
        (void)fyp_text_trim(cell);
    }
}

/** What is stored as it is written. */
static void
keep_texts(const struct fyp_reading *reading, struct fyp_understood *out)
{
    const struct fyp_observation *observation = reading->observation;
    const char *bracket = reading->reader->last.bracket;
    out->missing = reading->missing;
    out->row.figure.line = observation->line;
    out->row.figure.column = observation->column;
    out->row.figure.marks = observation->marks;
    out->row.figure.source = fyp_reading_cell(reading, FYP_COLUMN_SOURCE);
    out->row.unit = fyp_reading_given(reading, FYP_COLUMN_UNIT);
    if (!out->row.unit && bracket[0] != '\0') {
        out->row.unit = bracket;
    }
    out->row.status_text = fyp_reading_given(reading, FYP_COLUMN_STATUS);
    out->row.note = fyp_reading_given(reading, FYP_COLUMN_NOTE);
}

enum fyp_status fyp_row_understand(
    struct fyp_row_reader *reader, struct fyp_observation *observation,
    struct fyp_understood *out, struct fyp_problems *notes,
    struct fyp_error *err)
{
    static enum fyp_status (*const steps[])(struct fyp_reading *) = {
        read_year,
        read_region,
        read_indicator,
        read_words,
        read_unit,
        fyp_reading_check_marks,
        fyp_reading_read_value,
        fyp_reading_check_range,
        fyp_reading_tally};
    *out = (struct fyp_understood){.missing = FYP_MISSING_NONE};
    struct fyp_reading reading = {
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
