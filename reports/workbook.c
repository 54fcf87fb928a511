/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "base/text.h"
#include "engine/subregions.h"
#include "reports/commitments.h"
#include "reports/parts.h"
#include "reports/publish.h"
#include "reports/report.h"
#include "reports/sheets.h"
#include "reports/words.h"

#include <stdio.h>

/* The workbook from its table of sheets. */

struct sheet_row {
    enum fyp_message name;
    void (*write)(const struct fyp_view *view);
    bool (*wanted)(const struct fyp_view *view); /* NULL: always */
    bool brief; /* in a brief workbook, too, which has no sheet of the
                   scoring: what it would compute stands in the others */
};

/* In the order of the tabs. */
static const struct sheet_row sheets[FYP_SHEET_COUNT] = {
    [FYP_SHEET_OVERVIEW] =
        {FYP_M_SHEET_OVERVIEW, fyp_sheet_overview, NULL, true},
    [FYP_SHEET_INDICATORS] =
        {FYP_M_SHEET_INDICATORS, fyp_sheet_indicators, NULL, true},
    [FYP_SHEET_DETAILS] = {FYP_M_SHEET_DETAILS, fyp_sheet_details, NULL, true},
    [FYP_SHEET_SCORING] =
        {FYP_M_SHEET_SCORING, fyp_sheet_scoring, fyp_has_sheet_scoring, false},
    [FYP_SHEET_DATA] = {FYP_M_SHEET_DATA, fyp_sheet_data, NULL, true},
    [FYP_SHEET_QUALITY] =
        {FYP_M_SHEET_QUALITY, fyp_sheet_quality, fyp_has_sheet_quality, false},
    [FYP_SHEET_MIDTERM] =
        {FYP_M_SHEET_MIDTERM, fyp_sheet_midterm, fyp_has_sheet_midterm, false},
    [FYP_SHEET_FINAL] =
        {FYP_M_SHEET_FINAL, fyp_sheet_final, fyp_has_sheet_final, false},
    [FYP_SHEET_REGIONS] =
        {FYP_M_SHEET_REGIONS, fyp_sheet_regions, fyp_has_sheet_regions, false},
    [FYP_SHEET_COMPARE] =
        {FYP_M_SHEET_COMPARE, fyp_sheet_compare, fyp_has_sheet_compare, false},
    [FYP_SHEET_SENSITIVITY] =
        {FYP_M_SHEET_SENSITIVITY, fyp_sheet_sensitivity,
         fyp_has_sheet_sensitivity, false},
    [FYP_SHEET_FIELDWORK] =
        {FYP_M_SHEET_FIELDWORK, fyp_sheet_fieldwork, fyp_has_sheet_fieldwork,
         false},
    [FYP_SHEET_COMMITMENTS] =
        {FYP_M_SECTION_COMMITMENTS, fyp_sheet_commitments,
         fyp_has_sheet_commitments, false},
    [FYP_SHEET_TASKS] =
        {FYP_M_SECTION_TASKS, fyp_sheet_tasks, fyp_has_sheet_tasks, false},
    [FYP_SHEET_METHOD] = {FYP_M_SHEET_METHOD, fyp_sheet_method, NULL, true},
};

/* --- what goes in --- */

static void init_view(
    const struct fyp_evaluation *evaluation, const struct fyp_figures *figures,
    const struct fyp_series_set *series,
    const struct fyp_workbook_extras *extras, struct fyp_view *view)
{
    char year[16], share[FYP_DECIMAL_TEXT_SIZE];
    const struct fyp_plan *plan = evaluation->plan;
    *view = (struct fyp_view){
        .evaluation = evaluation,
        .figures = figures,
        .series = series,
        .extras = *extras};
    bool demonstration = evaluation->demonstration;
    for (size_t i = 0; i < series->count; i++) {
        for (size_t k = 0; k < series->year_count; k++) {
            const struct fyp_series_year *shown = &series->items[i].years[k];
            demonstration |= shown->demonstration;
        }
    }
    for (size_t i = 0; i < series->used_count; i++) {
        demonstration |= series->used[i].figure->demonstration;
    }
    if (evaluation->judged != NULL) {
        demonstration |= evaluation->judged->demonstration;
    }
    if (extras->subregions != NULL) {
        demonstration |= extras->subregions->demonstration;
    }
    view->notice = demonstration ? fyp_text(FYP_M_DEMO_NOTICE) : NULL;
    (void)snprintf(year, sizeof year, "%d", evaluation->year);
    fyp_show_share(evaluation->elapsed, share);
    (void)fyp_say(
        view->subtitle, sizeof view->subtitle, FYP_M_HEAD_PLACE,
        fyp_plan_region_name(plan, evaluation->region), evaluation->region,
        year, fyp_word_stage(evaluation->stage), share);
    (void)fyp_say(
        view->footer, sizeof view->footer, FYP_M_WORKBOOK_FOOTER, plan->title,
        year, fyp_word_stage(evaluation->stage));
}

static bool is_wanted(const struct fyp_view *view, size_t sheet)
{
    return (sheets[sheet].brief || !view->extras.brief) &&
           (!sheets[sheet].wanted || sheets[sheet].wanted(view));
}

static enum fyp_status
write_sheets(void *context, const char *path, struct fyp_error *err)
{
    struct fyp_view *view = context;
    struct fyp_book *book = NULL;
    struct fyp_book_properties properties = {
        .title = view->footer,
        .subject = view->notice ? view->notice : view->subtitle,
        .author = "fyp " FYP_VERSION,
        .created = fyp_created_at(view->evaluation->year),
        .values_only = view->extras.brief};
    enum fyp_status status = fyp_book_create(path, &properties, &book, err);
    if (status != FYP_OK) {
        return status;
    }
    for (size_t i = 0; i < FYP_SHEET_COUNT; i++) {
        if (is_wanted(view, i)) {
            view->sheets[i] = fyp_book_sheet(book, fyp_text(sheets[i].name));
        }
    }
    for (size_t i = 0; i < FYP_SHEET_COUNT; i++) {
        if (is_wanted(view, i)) {
            sheets[i].write(view);
        }
    }
    return fyp_book_close(book, err);
}

enum fyp_status fyp_report_workbook(
    const struct fyp_evaluation *evaluation, const struct fyp_figures *figures,
    const char *path, struct fyp_error *err)
{
    static const struct fyp_workbook_extras none = {.beside = NULL};
    return fyp_report_workbook_with(evaluation, figures, &none, path, err);
}

enum fyp_status fyp_report_workbook_with(
    const struct fyp_evaluation *evaluation, const struct fyp_figures *figures,
    const struct fyp_workbook_extras *extras, const char *path,
    struct fyp_error *err)
{
    struct fyp_series_set series;
    struct fyp_view view;
    enum fyp_status status = fyp_series_init(evaluation, figures, &series, err);
    if (status != FYP_OK) {
        return status;
    }
    init_view(evaluation, figures, &series, extras, &view);
    status = extras->batch
                 ? fyp_publish_in_batch(path, write_sheets, &view, err)
                 : fyp_publish(path, write_sheets, &view, err);
    fyp_series_finish(&series);
    return status;
}
