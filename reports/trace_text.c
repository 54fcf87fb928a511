/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/text_page.h"
#include "reports/trace.h"

#include <string.h>

enum { WORDS_SIZE = 640 };

/* In the order of the bits of enum fyp_normalisation. */
static const enum fyp_message normalisation_words[] = {
    FYP_M_NORMAL_FULL_WIDTH,   FYP_M_NORMAL_INVISIBLE,
    FYP_M_NORMAL_GROUPING,     FYP_M_NORMAL_PER_CENT,
    FYP_M_NORMAL_PER_MILLE,    FYP_M_NORMAL_SHARE,
    FYP_M_NORMAL_TEN_THOUSAND, FYP_M_NORMAL_HUNDRED_MILLION,
    FYP_M_NORMAL_UNIT,         FYP_M_NORMAL_COMPUTED,
    FYP_M_NORMAL_BINARY_TAIL,  FYP_M_NORMAL_PLUS,
    FYP_M_NORMAL_REGION_NAME,  FYP_M_NORMAL_REGION_CODE,
    FYP_M_NORMAL_YEAR};

/* In the order of the bits of enum fyp_cell_mark. */
static const enum fyp_message mark_words[] = {
    FYP_M_MARK_NUMBER,
    FYP_M_MARK_PER_CENT,
    FYP_M_MARK_DATE,
    FYP_M_MARK_FORMULA,
    FYP_M_MARK_NEVER_CALCULATED,
    FYP_M_MARK_EXTERNAL,
    FYP_M_MARK_BROKEN,
    FYP_M_MARK_TWICE,
    FYP_M_MARK_HIDDEN,
    FYP_M_MARK_MERGED};

static const char *
word_at(const enum fyp_message *words, size_t count, size_t index)
{
    return index < count ? fyp_text(words[index]) : NULL;
}

const char *fyp_word_normalisation(size_t index)
{
    return word_at(
        normalisation_words,
        sizeof normalisation_words / sizeof *normalisation_words, index);
}

const char *fyp_word_cell_mark(size_t index)
{
    return word_at(mark_words, sizeof mark_words / sizeof *mark_words, index);
}

static const enum fyp_message missing_words[] = {
    FYP_M_NOTHING,        FYP_M_GAP_UNKNOWN,    FYP_M_GAP_NOT_APPLICABLE,
    FYP_M_GAP_BELOW_UNIT, FYP_M_GAP_SUPPRESSED, FYP_M_GAP_NOT_YET};

static const enum fyp_message price_words[] = {
    [FYP_PRICE_UNKNOWN] = FYP_M_NOTHING,
    [FYP_PRICE_NOMINAL] = FYP_M_PRICE_NOMINAL,
    [FYP_PRICE_REAL] = FYP_M_PRICE_REAL};

/* What goes on while the entries come in. */
struct telling {
    struct fyp_text_page page;
    int basis; /* of the entry before; -1: none yet */
};

static void
say_line(struct fyp_text_page *page, enum fyp_message label, const char *text)
{
    if (text == NULL || text[0] == '\0') {
        return;
    }
    fyp_buffer_text(page->out, "    ");
    fyp_buffer_padded(page->out, fyp_text(label), 14);
    fyp_buffer_text(page->out, fyp_page_plain(page, text));
    fyp_page_line_end(page);
}

static void say_bits(
    struct fyp_text_page *page, enum fyp_message label, unsigned bits,
    const enum fyp_message *words, size_t count)
{
    char text[WORDS_SIZE] = "";
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if ((bits >> i & 1U) != 0 && used < sizeof text) {
            (void)snprintf(
                text + used, sizeof text - used, "%s%s",
                used > 0 ? fyp_text(FYP_M_LIST_SEPARATOR) : "",
                fyp_text(words[i]));
            used = strlen(text);
        }
    }
    say_line(page, label, text);
}

static void say_number(
    struct fyp_text_page *page, enum fyp_message label,
    const struct fyp_decimal *number)
{
    char text[FYP_DECIMAL_TEXT_SIZE];
    if (number->present) {
        fyp_decimal_format(number->value, number->decimals, text);
        say_line(page, label, text);
    }
}

static void
say_head(struct telling *telling, const struct fyp_trace_entry *entry)
{
    static const enum fyp_message heads[] = {
        [FYP_TRACE_CURRENT] = FYP_M_TRACE_CURRENT,
        [FYP_TRACE_REPLACED] = FYP_M_TRACE_REPLACED,
        [FYP_TRACE_UNDONE] = FYP_M_TRACE_UNDONE,
        [FYP_TRACE_CONFIRMED] = FYP_M_TRACE_CONFIRMED,
        [FYP_TRACE_MISSING] = FYP_M_TRACE_MISSING};
    struct fyp_text_page *page = &telling->page;
    const struct fyp_figure *figure = &entry->row.figure;
    char value[FYP_DECIMAL_TEXT_SIZE] = "";
    if (telling->basis != (int)figure->basis) {
        telling->basis = (int)figure->basis;
        fyp_buffer_text(
            page->out,
            fyp_text(
                figure->basis == FYP_BASIS_TO_DATE ? FYP_M_TRACE_TO_DATE
                                                   : FYP_M_TRACE_YEAR));
        fyp_page_line_end(page);
    }
    if (figure->value.present) {
        fyp_decimal_format(figure->value.value, figure->value.decimals, value);
    }
    const char *what = entry->kind == FYP_TRACE_MISSING && entry->missing > 0 &&
                               fyp_missing_code(entry->missing) != NULL
                           ? fyp_text(missing_words[entry->missing])
                           : value;
    fyp_buffer_text(page->out, "  ");
    fyp_page_say(
        page, heads[entry->kind], fyp_page_number(page, figure->version), what,
        fyp_page_number(page, entry->replaced_by));
    fyp_page_line_end(page);
}

static void
say_import(struct fyp_text_page *page, const struct fyp_trace_entry *entry)
{
    const struct fyp_figure *figure = &entry->row.figure;
    const struct fyp_import_record *record = &entry->import;
    char cell[FYP_CELL_NAME_SIZE];
    char place[512];
    fyp_cell_name(figure->line, figure->column, cell);
    if (figure->sheet != NULL) {
        (void)snprintf(
            place, sizeof place, "%s!%s!%s", record->file, figure->sheet, cell);
    } else {
        (void)snprintf(
            place, sizeof place, "%s:%d", record->file, figure->line);
    }
    say_line(page, FYP_M_TRACE_PLACE, place);
    say_line(page, FYP_M_TRACE_SHA, record->sha256);
    (void)fyp_say(
        place, sizeof place, FYP_M_TRACE_IMPORTED,
        fyp_page_number(page, record->id), record->imported_at);
    say_line(page, FYP_M_TRACE_IMPORT, place);
    say_line(page, FYP_M_TRACE_REASON, record->reason);
    say_line(page, FYP_M_TRACE_UNDONE_AT, record->undone_at);
}

static enum fyp_status say_entry(
    void *context, const struct fyp_trace_entry *entry, struct fyp_error *err)
{
    struct telling *telling = context;
    struct fyp_text_page *page = &telling->page;
    const struct fyp_store_row *row = &entry->row;
    (void)err;
    say_head(telling, entry);
    say_line(page, FYP_M_TRACE_RAW, row->value_text);
    say_bits(
        page, FYP_M_TRACE_NORMALISED, row->normalised, normalisation_words,
        sizeof normalisation_words / sizeof *normalisation_words);
    say_bits(
        page, FYP_M_TRACE_MARKS, row->figure.marks, mark_words,
        sizeof mark_words / sizeof *mark_words);
    say_line(page, FYP_M_TRACE_UNIT, row->unit);
    say_number(page, FYP_M_TRACE_NUMERATOR, &row->numerator);
    say_number(page, FYP_M_TRACE_DENOMINATOR, &row->denominator);
    say_line(
        page, FYP_M_TRACE_PRICES,
        fyp_text(price_words[row->figure.price_basis]));
    say_line(page, FYP_M_TRACE_STATUS, row->status_text);
    say_line(page, FYP_M_TRACE_SOURCE, row->figure.source);
    say_line(page, FYP_M_TRACE_NOTE, row->note);
    say_import(page, entry);
    return FYP_OK;
}

enum fyp_status fyp_trace_text(
    struct fyp_store *store, const struct fyp_trace_request *request,
    struct fyp_buffer *out, struct fyp_error *err)
{
    const struct fyp_figure place = {
        .region = request->region,
        .indicator = request->indicator->code,
        .year = request->year};
    struct telling telling = {.page = {.out = out}, .basis = -1};
    struct fyp_text_page *page = &telling.page;
    fyp_page_say(
        page, FYP_M_TRACE_TITLE, fyp_page_plain(page, request->indicator->name),
        request->indicator->code, fyp_page_plain(page, request->region_name),
        request->region, fyp_page_number(page, request->year));
    fyp_page_line_end(page);
    const enum fyp_status status =
        fyp_store_trace(store, &place, say_entry, &telling, err);
    if (telling.basis < 0) {
        fyp_buffer_text(out, fyp_text(FYP_M_TRACE_NOTHING));
        fyp_page_line_end(page);
    }
    fyp_page_finish(page);
    return status;
}
