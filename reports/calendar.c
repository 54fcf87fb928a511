/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/csv_row.h"
#include "reports/fieldwork.h"
#include "reports/sections.h"

/* What needs somebody comes first. */
static const enum fyp_duty_status order[] = {
    FYP_DUTY_OVERDUE, FYP_DUTY_DUE, FYP_DUTY_UNDATED, FYP_DUTY_DONE,
    FYP_DUTY_LATER};
enum { ORDERED = sizeof order / sizeof *order };

/* --- text --- */

static void
say_report(struct fyp_text_page *page, const struct fyp_duty_line *line)
{
    char day[FYP_DAY_TEXT_SIZE];
    if (line->report == NULL) {
        return;
    }
    fyp_day_text(line->report->day, day);
    fyp_page_say(
        page, line->late ? FYP_M_CALENDAR_DONE_LATE : FYP_M_CALENDAR_DONE, day,
        fyp_page_plain(page, line->report->evidence));
    if (line->report->note[0] != '\0') {
        fyp_page_say(
            page, FYP_M_LEDGER_NOTE, fyp_page_plain(page, line->report->note));
    }
}

static void
say_what(struct fyp_text_page *page, const struct fyp_duty_line *line)
{
    char due[FYP_DAY_TEXT_SIZE];
    if (line->year == 0) {
        fyp_page_say(
            page, FYP_M_CALENDAR_LINE_UNDATED,
            fyp_page_plain(page, line->duty->id),
            fyp_page_plain(page, line->duty->text));
        return;
    }
    fyp_day_text(line->due, due);
    fyp_page_say(
        page,
        line->due_inferred ? FYP_M_CALENDAR_LINE_INFERRED : FYP_M_CALENDAR_LINE,
        due, fyp_page_plain(page, line->duty->id),
        fyp_page_plain(page, line->duty->text));
}

static void
say_line(struct fyp_text_page *page, const struct fyp_duty_line *line)
{
    const struct fyp_duty *duty = line->duty;
    struct fyp_buffer units = {0};

    say_what(page, line);
    fyp_join_texts(
        duty->units, duty->unit_count, fyp_text(FYP_M_NAME_BETWEEN), &units);
    if (units.length > 0) {
        fyp_page_say(
            page, FYP_M_CALENDAR_UNITS, fyp_page_plain(page, units.data));
    }
    say_report(page, line);
    fyp_page_line_end(page);
    page->out->failed = page->out->failed || units.failed;
    fyp_buffer_finish(&units);
}

static void say_status(
    struct fyp_text_page *page, const struct fyp_calendar *calendar,
    enum fyp_duty_status status)
{
    if (calendar->counts[status] == 0) {
        return;
    }
    fyp_page_say(
        page, FYP_M_CALENDAR_GROUP, fyp_word_duty_status(status),
        fyp_page_number(page, (long long)calendar->counts[status]));
    fyp_page_line_end(page);
    for (size_t i = 0; i < calendar->count; i++) {
        if (calendar->lines[i].status == status) {
            say_line(page, &calendar->lines[i]);
        }
    }
}

static void write_text(
    const struct fyp_calendar *calendar, const struct fyp_done *done,
    struct fyp_buffer *out)
{
    struct fyp_text_page page = {.out = out};
    char on[FYP_DAY_TEXT_SIZE];

    fyp_day_text(calendar->on, on);
    fyp_page_say(
        &page, FYP_M_CALENDAR_TITLE,
        fyp_page_plain(&page, calendar->plan->title), on);
    fyp_page_line_end(&page);
    if (done != NULL) {
        fyp_field_say_file(&page, &done->file);
    } else {
        fyp_buffer_text(out, fyp_text(FYP_M_CALENDAR_NO_FILE));
        fyp_page_line_end(&page);
    }
    fyp_page_line_end(&page);
    for (size_t i = 0; i < ORDERED; i++) {
        say_status(&page, calendar, order[i]);
    }
    fyp_page_finish(&page);
}

/* --- JSON --- */

static void put_line(struct fyp_json *array, const struct fyp_duty_line *line)
{
    struct fyp_json object = fyp_json_object();
    struct fyp_json units = fyp_json_array();
    char day[FYP_DAY_TEXT_SIZE];

    fyp_json_text(&object, "id", line->duty->id);
    fyp_json_text(&object, "text", line->duty->text);
    fyp_json_positive(&object, "year", line->year);
    fyp_day_text(line->due, day);
    fyp_json_text(&object, "due", line->year == 0 ? NULL : day);
    fyp_json_boolean(&object, "due_inferred", line->due_inferred);
    fyp_json_text(&object, "status", fyp_duty_status_name(line->status));
    if (line->report != NULL) {
        fyp_day_text(line->report->day, day);
        fyp_json_text(&object, "date", day);
        fyp_json_text(&object, "evidence", line->report->evidence);
        fyp_json_boolean(&object, "late", line->late);
    } else {
        fyp_json_null(&object, "date");
        fyp_json_null(&object, "evidence");
        fyp_json_null(&object, "late");
    }
    for (size_t i = 0; i < line->duty->unit_count; i++) {
        fyp_json_text(&units, NULL, line->duty->units[i]);
    }
    fyp_json_put(&object, "units", &units);
    fyp_json_text(
        &object, "recurrence", fyp_recurrence_name(line->duty->recurrence));
    fyp_json_integer(&object, "line", line->duty->source.line);
    fyp_json_text(&object, "quote", line->duty->source.quote);
    fyp_json_put(array, NULL, &object);
}

static void write_json(
    const struct fyp_calendar *calendar, const struct fyp_done *done,
    struct fyp_buffer *out)
{
    struct fyp_json root = fyp_json_object();
    struct fyp_json counts = fyp_json_object();
    struct fyp_json duties = fyp_json_array();
    char on[FYP_DAY_TEXT_SIZE];

    fyp_json_text(&root, "plan", calendar->plan->id);
    fyp_json_text(&root, "title", calendar->plan->title);
    fyp_day_text(calendar->on, on);
    fyp_json_text(&root, "on", on);
    if (done != NULL) {
        fyp_field_json_file(&root, &done->file);
    } else {
        fyp_json_null(&root, "file");
    }
    for (size_t i = 0; i < ORDERED; i++) {
        fyp_json_integer(
            &counts, fyp_duty_status_name(order[i]),
            (long long)calendar->counts[order[i]]);
    }
    fyp_json_put(&root, "counts", &counts);
    for (size_t i = 0; i < calendar->count; i++) {
        put_line(&duties, &calendar->lines[i]);
    }
    fyp_json_put(&root, "duties", &duties);
    fyp_json_write(&root, out);
}

/* --- CSV --- */

static void
write_csv(const struct fyp_calendar *calendar, struct fyp_buffer *out)
{
    static const char *const titles[] = {
        "plan",   "id",   "text",     "year", "due",  "due_inferred",
        "status", "date", "evidence", "late", "units"};
    fyp_csv_texts(out, titles, sizeof titles / sizeof *titles);
    for (size_t i = 0; i < calendar->count; i++) {
        const struct fyp_duty_line *line = &calendar->lines[i];
        struct fyp_csv_row row = {.out = out};
        struct fyp_buffer units = {0};
        char due[FYP_DAY_TEXT_SIZE], day[FYP_DAY_TEXT_SIZE] = "";
        fyp_day_text(line->due, due);
        if (line->report != NULL) {
            fyp_day_text(line->report->day, day);
        }
        fyp_csv_text(&row, calendar->plan->id);
        fyp_csv_text(&row, line->duty->id);
        fyp_csv_text(&row, line->duty->text);
        fyp_csv_positive(&row, line->year);
        fyp_csv_text(&row, line->year == 0 ? NULL : due);
        fyp_csv_boolean(&row, line->due_inferred);
        fyp_csv_text(&row, fyp_duty_status_name(line->status));
        fyp_csv_text(&row, day);
        fyp_csv_text(
            &row, line->report == NULL ? NULL : line->report->evidence);
        fyp_csv_boolean(&row, line->late);
        fyp_join_texts(line->duty->units, line->duty->unit_count, ";", &units);
        fyp_csv_text(&row, units.length > 0 ? units.data : NULL);
        fyp_csv_end(&row);
        out->failed = out->failed || units.failed;
        fyp_buffer_finish(&units);
    }
}

void fyp_report_calendar(
    const struct fyp_calendar *calendar, const struct fyp_done *done,
    enum fyp_format format, struct fyp_buffer *out)
{
    switch (format) {
    case FYP_FORMAT_TEXT:
        write_text(calendar, done, out);
        break;
    case FYP_FORMAT_JSON:
        write_json(calendar, done, out);
        break;
    case FYP_FORMAT_CSV:
        write_csv(calendar, out);
        break;
    }
}
