/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/feedback.h"

#include "base/message.h"
#include "base/text.h"
#include "reports/publish.h"
#include "reports/sheets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TEXT_SIZE = 1024,
    SHOWN_MAX = 5000, /* places; nobody mends more by hand */
    STOOD_MAX = 600,  /* bytes of a row that is shown whole */
    LINE_PIXELS = 18,
    ROW_PIXELS = 10,
    HIGHEST = 540 /* Excel shows at most 546 pixels of a row */
};

enum column {
    COLUMN_NUMBER,
    COLUMN_SEVERITY,
    COLUMN_PLACE,
    COLUMN_STOOD,
    COLUMN_WRONG,
    COLUMN_CURE,
    COLUMN_CODE,
    COLUMN_ANSWER,
    COLUMNS
};

static const struct {
    enum fyp_message title;
    uint32_t width;
    enum fyp_style style;
} columns[COLUMNS] = {
    [COLUMN_NUMBER] = {FYP_M_COLUMN_NUMBER, 44, FYP_STYLE_CENTER},
    [COLUMN_SEVERITY] = {FYP_M_FEEDBACK_SEVERITY, 92, FYP_STYLE_CENTER},
    [COLUMN_PLACE] = {FYP_M_FEEDBACK_PLACE, 104, FYP_STYLE_CENTER},
    [COLUMN_STOOD] = {FYP_M_FEEDBACK_STOOD, 220, FYP_STYLE_TEXT_SMALL},
    [COLUMN_WRONG] = {FYP_M_FEEDBACK_WRONG, 250, FYP_STYLE_TEXT},
    [COLUMN_CURE] = {FYP_M_FEEDBACK_CURE, 230, FYP_STYLE_TEXT},
    [COLUMN_CODE] = {FYP_M_FEEDBACK_CODE, 74, FYP_STYLE_CENTER},
    [COLUMN_ANSWER] = {FYP_M_FEEDBACK_ANSWER, 150, FYP_STYLE_INPUT_TEXT},
};

struct feedback {
    struct fyp_store *store;
    long long import_id;
    struct fyp_import_record record; /* counts; its strings are below */
    char file[TEXT_SIZE], imported_at[64], undone_at[64];
    struct fyp_sheet *sheet;
    uint32_t next; /* free row */
    long shown;
    bool grouped[FYP_FINDING_QUESTION + 1]; /* has its heading */
};

static void number_text(long long number, char out[24])
{
    (void)snprintf(out, 24, "%lld", number);
}

/* --- one finding --- */

/** "表1!C7", "第 14 行", or that all of it is meant. */
static void
say_place(const struct fyp_store_place *place, char *out, size_t size)
{
    const char *sheet = place->sheet;
    char cell[FYP_CELL_NAME_SIZE], line[24];
    number_text(place->line, line);
    if (place->line == 0 && !sheet) {
        (void)fyp_say(out, size, FYP_M_FEEDBACK_FILE, NULL);
    } else if (place->line == 0) {
        (void)fyp_say(out, size, FYP_M_FEEDBACK_WHOLE, sheet);
    } else if (!sheet) {
        (void)fyp_say(out, size, FYP_M_FEEDBACK_LINE, line);
    } else if (place->column == 0) {
        (void)fyp_say(out, size, FYP_M_FEEDBACK_ROW, line, sheet);
    } else {
        fyp_cell_name(place->line, place->column, cell);
        (void)snprintf(out, size, "%s!%s", sheet, cell);
    }
}

/* A row of a sheet with a bar between the cells that hold something. */
static void show_row(char *text)
{
    char *to = text;
    for (const char *from = text; *from != '\0'; from++) {
        const bool between = *from == '\t';
        if (between && (to == text || to[-1] == '|')) {
            continue;
        }
        *to++ = (char)(between ? '|' : *from);
    }
    *to = '\0';
}

/* The cell of a sheet, whose raw row has tabs between its cells; else the
 * whole row. */
static void say_stood(
    const struct fyp_store_finding_record *finding, char *out, size_t size)
{
    const char *cell = finding->raw;
    const bool is_cell = finding->place.sheet && finding->place.column > 0;
    for (int i = 1; cell && is_cell && i < finding->place.column; i++) {
        cell = strchr(cell, '\t');
        cell += cell != NULL;
    }
    const size_t length = cell && is_cell ? strcspn(cell, "\t") : 0;
    const char *shown = length > 0 ? cell : finding->raw;
    (void)snprintf(
        out, size, "%.*s", length > 0 ? (int)length : STOOD_MAX, shown);
    out[fyp_utf8_valid_prefix(out, strlen(out))] = '\0';
    if (finding->place.sheet) {
        show_row(out);
    }
}

static void write_across(
    struct feedback *feedback, enum fyp_style style, uint32_t pixels,
    const char *text)
{
    fyp_sheet_merged(
        feedback->sheet,
        fyp_area(feedback->next, 0, feedback->next, COLUMNS - 1), style, text);
    fyp_sheet_row_height(feedback->sheet, feedback->next, pixels);
    feedback->next++;
}

/* The first finding of each severity has a heading above it. */
static void
write_group(struct feedback *feedback, enum fyp_finding_kind severity)
{
    const bool blocking = severity == FYP_FINDING_BLOCKING;
    char count[24], text[TEXT_SIZE];
    if (feedback->grouped[severity]) {
        return;
    }
    feedback->grouped[severity] = true;
    number_text(
        blocking ? feedback->record.blocking : feedback->record.questions,
        count);
    (void)fyp_say(
        text, sizeof text,
        blocking ? FYP_M_FEEDBACK_GROUP_BLOCKING
                 : FYP_M_FEEDBACK_GROUP_QUESTION,
        count);
    write_across(feedback, FYP_STYLE_GROUP, 28, text);
}

static void write_cells(
    struct feedback *feedback, const char *const texts[COLUMNS], bool blocking)
{
    const uint32_t y = feedback->next++;
    int most = 1;
    for (uint32_t i = 0; i < COLUMNS; i++) {
        const bool chip = i == COLUMN_SEVERITY && blocking;
        const enum fyp_style style =
            chip ? FYP_STYLE_CHIP_BEHIND : columns[i].style;
        const int lines = fyp_text_lines(
            texts[i], fyp_style_row(style)->size, columns[i].width);
        most = lines > most ? lines : most;
        if (i == COLUMN_NUMBER) {
            fyp_sheet_number_or_text(feedback->sheet, y, i, style, texts[i]);
        } else {
            fyp_sheet_text(feedback->sheet, y, i, style, texts[i]);
        }
    }
    const int high = most * LINE_PIXELS + ROW_PIXELS;
    fyp_sheet_row_height(
        feedback->sheet, y, (uint32_t)(high < HIGHEST ? high : HIGHEST));
}

static enum fyp_status write_finding(
    void *context, const struct fyp_store_finding_record *finding,
    struct fyp_error *err)
{
    struct feedback *feedback = context;
    const bool blocking = finding->severity == FYP_FINDING_BLOCKING;
    char number[24], place[TEXT_SIZE], stood[TEXT_SIZE], code[24];
    (void)err;
    if (feedback->shown == SHOWN_MAX) {
        return FYP_OK;
    }
    write_group(feedback, finding->severity);
    number_text(++feedback->shown, number);
    say_place(&finding->place, place, sizeof place);
    say_stood(finding, stood, sizeof stood);
    (void)snprintf(code, sizeof code, "FYP-%03d", finding->status);
    const char *const texts[COLUMNS] = {
        [COLUMN_NUMBER] = number,
        [COLUMN_SEVERITY] = fyp_text(
            blocking ? FYP_M_FEEDBACK_BLOCKING : FYP_M_FEEDBACK_QUESTION),
        [COLUMN_PLACE] = place,
        [COLUMN_STOOD] = stood,
        [COLUMN_WRONG] = finding->text,
        [COLUMN_CURE] = finding->cure,
        [COLUMN_CODE] = code,
        [COLUMN_ANSWER] = "",
    };
    write_cells(feedback, texts, blocking);
    return FYP_OK;
}

/* --- the sheet --- */

static void write_head(struct feedback *feedback)
{
    const struct fyp_import_counts *counts = &feedback->record.counts;
    char text[TEXT_SIZE], id[24], rows[24], taken[24], rejected[24];
    char missing[24];
    number_text(feedback->import_id, id);
    number_text(counts->rows, rows);
    number_text(counts->added + counts->changed + counts->same, taken);
    number_text(counts->missing, missing);
    number_text(counts->rejected, rejected);
    (void)fyp_say(text, sizeof text, FYP_M_FEEDBACK_TITLE, feedback->file);
    write_across(feedback, FYP_STYLE_TITLE, 40, text);
    (void)fyp_say(
        text, sizeof text, FYP_M_FEEDBACK_IMPORT, id, feedback->imported_at);
    write_across(feedback, FYP_STYLE_SUBTITLE, 22, text);
    (void)fyp_say(
        text, sizeof text, FYP_M_FEEDBACK_COUNTS, rows, taken, missing,
        rejected);
    write_across(feedback, FYP_STYLE_SENTENCE, 28, text);
    if (feedback->undone_at[0] != '\0') {
        (void)fyp_say(
            text, sizeof text, FYP_M_FEEDBACK_UNDONE, feedback->undone_at);
        write_across(feedback, FYP_STYLE_NOTICE, 26, text);
    }
    write_across(feedback, FYP_STYLE_BODY, 22, fyp_text(FYP_M_FEEDBACK_HOW));
}

static void write_headings(struct feedback *feedback)
{
    const uint32_t y = feedback->next++;
    for (uint32_t i = 0; i < COLUMNS; i++) {
        fyp_sheet_text(
            feedback->sheet, y, i,
            i == COLUMN_ANSWER ? FYP_STYLE_INPUT_HEAD : FYP_STYLE_HEAD,
            fyp_text(columns[i].title));
        fyp_sheet_column_width(feedback->sheet, i, i, columns[i].width);
    }
    fyp_sheet_row_height(feedback->sheet, y, 30);
}

/* What stands where there is nothing to mend, or too much to list. */
static void write_end(struct feedback *feedback)
{
    const long all = feedback->record.blocking + feedback->record.questions;
    char count[24], text[TEXT_SIZE];
    if (all == 0) {
        write_across(
            feedback, FYP_STYLE_CAPTION, 30, fyp_text(FYP_M_FEEDBACK_NONE));
    } else if (all > feedback->shown) {
        number_text(all - feedback->shown, count);
        (void)fyp_say(text, sizeof text, FYP_M_FEEDBACK_MORE, count);
        write_across(feedback, FYP_STYLE_CAPTION, 30, text);
    }
}

static enum fyp_status
write_sheet(struct feedback *feedback, struct fyp_error *err)
{
    write_head(feedback);
    const uint32_t head = feedback->next;
    write_headings(feedback);
    const enum fyp_status status = fyp_store_findings(
        feedback->store, feedback->import_id, write_finding, feedback, err);
    write_end(feedback);
    fyp_sheet_freeze(feedback->sheet, head + 1, 0);
    const struct fyp_page page = {
        .landscape = true,
        .area = fyp_area(0, 0, feedback->next - 1, COLUMNS - 1),
        .repeat_first = (int)head,
        .repeat_last = (int)head,
        .footer = feedback->file};
    fyp_sheet_page(feedback->sheet, &page);
    return status;
}

static enum fyp_status
write_book(void *context, const char *path, struct fyp_error *err)
{
    struct feedback *feedback = context;
    struct fyp_book *book = NULL;
    const struct fyp_book_properties properties = {
        .title = fyp_text(FYP_M_FEEDBACK_SHEET),
        .subject = feedback->file,
        .author = "fyp " FYP_VERSION,
        .created =
            fyp_created_at((int)strtol(feedback->imported_at, NULL, 10))};
    enum fyp_status status = fyp_book_create(path, &properties, &book, err);
    if (status != FYP_OK) {
        return status;
    }
    feedback->sheet = fyp_book_sheet(book, fyp_text(FYP_M_FEEDBACK_SHEET));
    status = write_sheet(feedback, err);
    if (status != FYP_OK) {
        fyp_book_discard(book);
        return status;
    }
    return fyp_book_close(book, err);
}

/* "2026-01-31T08:15:00Z" to "2026-01-31 08:15". */
static void show_time(const char *stored, char *out, size_t size)
{
    enum { TO_THE_MINUTE = 16 };
    (void)snprintf(out, size, "%.*s", TO_THE_MINUTE, stored ? stored : "");
    char *between = strchr(out, 'T');
    if (between) {
        *between = ' ';
    }
}

enum fyp_status fyp_report_feedback(
    struct fyp_store *store, long long import_id, const char *path,
    long *findings, struct fyp_error *err)
{
    struct feedback feedback = {.store = store, .import_id = import_id};
    struct fyp_import_record *record = &feedback.record;
    enum fyp_status status =
        fyp_store_import_record(store, import_id, record, err);
    if (status != FYP_OK) {
        return status;
    }
    (void)snprintf(feedback.file, sizeof feedback.file, "%s", record->file);
    show_time(
        record->imported_at, feedback.imported_at, sizeof feedback.imported_at);
    show_time(record->undone_at, feedback.undone_at, sizeof feedback.undone_at);
    status = fyp_publish(path, write_book, &feedback, err);
    if (status == FYP_OK && findings) {
        *findings = record->blocking + record->questions;
    }
    return status;
}
