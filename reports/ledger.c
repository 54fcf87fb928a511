/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/csv_row.h"
#include "reports/fieldwork.h"
#include "reports/sections.h"
#include "reports/text_table.h"

#include <string.h>

/* --- text --- */

static void
say_report(struct fyp_text_page *page, const struct fyp_task_report *report)
{
    if (report->note[0] != '\0') {
        fyp_page_say(
            page, FYP_M_LEDGER_NOTE, fyp_page_plain(page, report->note));
    }
    if (report->evidence[0] != '\0') {
        fyp_page_say(
            page, FYP_M_LEDGER_EVIDENCE,
            fyp_page_plain(page, report->evidence));
    } else if (report->status == FYP_TASK_DONE) {
        fyp_buffer_text(page->out, fyp_text(FYP_M_LEDGER_NO_EVIDENCE));
    }
}

static void say_line(
    struct fyp_text_page *page, const struct fyp_ledger *ledger,
    const struct fyp_task_line *line)
{
    const struct fyp_task_report *report = line->report;
    fyp_page_say(
        page, FYP_M_LEDGER_LINE, fyp_word_task_status(line->status),
        fyp_page_plain(page, line->task->number),
        fyp_page_plain(page, line->task->text));
    fyp_page_line_end(page);
    fyp_buffer_text(page->out, "    ");
    fyp_say_units(page, line->task);
    if (report != NULL && report->year != ledger->year) {
        fyp_page_say(
            page, FYP_M_LEDGER_EARLIER, fyp_page_number(page, report->year));
    }
    if (report != NULL) {
        say_report(page, report);
    }
    if (line->last != NULL) {
        fyp_page_say(
            page, FYP_M_LEDGER_LAST, fyp_page_number(page, line->last->year),
            fyp_word_task_status(line->last->status));
    }
    fyp_page_line_end(page);
}

static void add_count(struct fyp_text_table *table, size_t count)
{
    char cell[24];
    snprintf(cell, sizeof cell, "%zu", count);
    fyp_text_table_add(table, cell);
}

static void print_units(const struct fyp_ledger *ledger, struct fyp_buffer *out)
{
    const struct fyp_text_column columns[] = {
        {fyp_text(FYP_M_COLUMN_IN_CHARGE), 40, false},
        {fyp_text(FYP_M_COLUMN_LEADS), 10, true},
        {fyp_text(FYP_M_TASK_DONE), 10, true},
        {fyp_text(FYP_M_TASK_UNDER_WAY), 10, true},
        {fyp_text(FYP_M_TASK_LATE), 10, true},
        {fyp_text(FYP_M_TASK_NOT_REPORTED), 14, true},
        {fyp_text(FYP_M_COLUMN_COOPERATES), 10, true},
    };
    struct fyp_text_table table;

    fyp_text_table_init(&table, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < ledger->unit_count; i++) {
        const struct fyp_unit_line *unit = &ledger->units[i];
        fyp_text_table_add(&table, unit->unit);
        add_count(&table, unit->lead);
        add_count(&table, unit->lead_counts[FYP_TASK_DONE]);
        add_count(&table, unit->lead_counts[FYP_TASK_UNDER_WAY]);
        add_count(&table, unit->lead_counts[FYP_TASK_LATE]);
        add_count(&table, unit->lead_counts[FYP_TASK_NOT_REPORTED]);
        add_count(&table, unit->cooperating);
    }
    fyp_text_table_print(&table, out);
    fyp_text_table_finish(&table);
}

static void
say_counts(struct fyp_text_page *page, const struct fyp_ledger *ledger)
{
    fyp_page_say(
        page, FYP_M_LEDGER_COUNTS,
        fyp_page_number(page, (long long)ledger->count),
        fyp_page_number(page, (long long)ledger->counts[FYP_TASK_DONE]),
        fyp_page_number(page, (long long)ledger->counts[FYP_TASK_UNDER_WAY]),
        fyp_page_number(page, (long long)ledger->counts[FYP_TASK_LATE]),
        fyp_page_number(
            page, (long long)ledger->counts[FYP_TASK_NOT_REPORTED]));
    fyp_page_line_end(page);
}

static void write_text(
    const struct fyp_ledger *ledger, const struct fyp_progress *progress,
    struct fyp_buffer *out)
{
    struct fyp_text_page page = {.out = out};

    fyp_page_say(
        &page, FYP_M_LEDGER_TITLE, fyp_page_plain(&page, ledger->plan->title),
        fyp_page_number(&page, ledger->year));
    if (ledger->unit != NULL) {
        fyp_page_say(
            &page, FYP_M_LEDGER_OF_UNIT, fyp_page_plain(&page, ledger->unit));
    }
    fyp_page_line_end(&page);
    if (progress != NULL) {
        fyp_field_say_file(&page, &progress->file);
    } else {
        fyp_buffer_text(out, fyp_text(FYP_M_LEDGER_NO_FILE));
        fyp_page_line_end(&page);
    }
    say_counts(&page, ledger);
    fyp_page_line_end(&page);
    for (size_t i = 0; i < ledger->count; i++) {
        say_line(&page, ledger, &ledger->lines[i]);
    }
    fyp_page_line_end(&page);
    print_units(ledger, out);
    fyp_page_finish(&page);
}

/* --- JSON --- */

static void put_counts(
    struct fyp_json *parent, const char *key,
    const size_t counts[FYP_TASK_STATUS_COUNT])
{
    static const enum fyp_task_status order[] = {
        FYP_TASK_DONE, FYP_TASK_UNDER_WAY, FYP_TASK_LATE,
        FYP_TASK_NOT_REPORTED};
    struct fyp_json object = fyp_json_object();
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        fyp_json_integer(
            &object, fyp_task_status_name(order[i]),
            (long long)counts[order[i]]);
    }
    fyp_json_put(parent, key, &object);
}

/** A blank cell of a report is nothing. */
static const char *or_null(const char *text)
{
    return text[0] == '\0' ? NULL : text;
}

static void put_line(struct fyp_json *array, const struct fyp_task_line *line)
{
    const struct fyp_task_report *report = line->report;
    struct fyp_json object = fyp_json_object();

    fyp_json_task(&object, line->task);
    fyp_json_text(&object, "status", fyp_task_status_name(line->status));
    fyp_json_positive(
        &object, "reported_year", report == NULL ? 0 : report->year);
    fyp_json_text(
        &object, "note", report == NULL ? NULL : or_null(report->note));
    fyp_json_text(
        &object, "evidence", report == NULL ? NULL : or_null(report->evidence));
    fyp_json_text(
        &object, "last_status",
        line->last == NULL ? NULL : fyp_task_status_name(line->last->status));
    fyp_json_positive(
        &object, "last_year", line->last == NULL ? 0 : line->last->year);
    fyp_json_put(array, NULL, &object);
}

static void write_json(
    const struct fyp_ledger *ledger, const struct fyp_progress *progress,
    struct fyp_buffer *out)
{
    struct fyp_json root = fyp_json_object();
    struct fyp_json tasks = fyp_json_array();
    struct fyp_json units = fyp_json_array();

    fyp_json_text(&root, "plan", ledger->plan->id);
    fyp_json_text(&root, "title", ledger->plan->title);
    fyp_json_integer(&root, "year", ledger->year);
    fyp_json_text(&root, "unit", ledger->unit);
    if (progress != NULL) {
        fyp_field_json_file(&root, &progress->file);
    } else {
        fyp_json_null(&root, "file");
    }
    put_counts(&root, "counts", ledger->counts);
    for (size_t i = 0; i < ledger->count; i++) {
        put_line(&tasks, &ledger->lines[i]);
    }
    fyp_json_put(&root, "tasks", &tasks);
    for (size_t i = 0; i < ledger->unit_count; i++) {
        const struct fyp_unit_line *unit = &ledger->units[i];
        struct fyp_json object = fyp_json_object();
        fyp_json_text(&object, "unit", unit->unit);
        fyp_json_integer(&object, "lead", (long long)unit->lead);
        put_counts(&object, "lead_counts", unit->lead_counts);
        fyp_json_integer(&object, "cooperating", (long long)unit->cooperating);
        fyp_json_put(&units, NULL, &object);
    }
    fyp_json_put(&root, "units", &units);
    fyp_json_write(&root, out);
}

/* --- CSV --- */

static void put_units(struct fyp_csv_row *row, const struct fyp_units *units)
{
    struct fyp_buffer text = {0};
    fyp_join_texts(units->items, units->count, ";", &text);
    fyp_csv_text(row, text.length > 0 ? text.data : NULL);
    row->out->failed = row->out->failed || text.failed;
    fyp_buffer_finish(&text);
}

static void write_csv(const struct fyp_ledger *ledger, struct fyp_buffer *out)
{
    static const char *const titles[] = {
        "plan",        "year",        "no",       "text",          "lead",
        "cooperating", "line",        "status",   "reported_year", "note",
        "evidence",    "last_status", "last_year"};
    fyp_csv_texts(out, titles, sizeof titles / sizeof *titles);
    for (size_t i = 0; i < ledger->count; i++) {
        const struct fyp_task_line *line = &ledger->lines[i];
        const struct fyp_task_report *report = line->report;
        const struct fyp_task_report *last = line->last;
        struct fyp_csv_row row = {.out = out};
        fyp_csv_text(&row, ledger->plan->id);
        fyp_csv_integer(&row, ledger->year);
        fyp_csv_text(&row, line->task->number);
        fyp_csv_text(&row, line->task->text);
        put_units(&row, &line->task->lead);
        put_units(&row, &line->task->cooperating);
        fyp_csv_positive(&row, line->task->text_line);
        fyp_csv_text(&row, fyp_task_status_name(line->status));
        fyp_csv_positive(&row, report == NULL ? 0 : report->year);
        fyp_csv_text(&row, report == NULL ? NULL : report->note);
        fyp_csv_text(&row, report == NULL ? NULL : report->evidence);
        fyp_csv_text(
            &row, last == NULL ? NULL : fyp_task_status_name(last->status));
        fyp_csv_positive(&row, last == NULL ? 0 : last->year);
        fyp_csv_end(&row);
    }
}

void fyp_report_ledger(
    const struct fyp_ledger *ledger, const struct fyp_progress *progress,
    enum fyp_format format, struct fyp_buffer *out)
{
    switch (format) {
    case FYP_FORMAT_TEXT:
        write_text(ledger, progress, out);
        break;
    case FYP_FORMAT_JSON:
        write_json(ledger, progress, out);
        break;
    case FYP_FORMAT_CSV:
        write_csv(ledger, out);
        break;
    }
}
