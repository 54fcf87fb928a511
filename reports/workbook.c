/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "base/text.h"
#include "reports/parts.h"
#include "reports/report.h"
#include "reports/sheets.h"
#include "reports/words.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/*
 * The workbook from its table of sheets, and how it gets its name: written
 * under a temporary name in the folder where it will stay, read again and
 * compared (xlsx_verify.h), synced, renamed. Until the rename an older file
 * of that name is untouched; after a failure nothing is left behind.
 */

struct sheet_row {
    enum fyp_message name;
    void (*write)(const struct fyp_view *view);
    bool (*wanted)(const struct fyp_view *view); /* NULL: always */
};

/* In the order of the tabs. */
static const struct sheet_row sheets[FYP_SHEET_COUNT] = {
    [FYP_SHEET_OVERVIEW] = {FYP_M_SHEET_OVERVIEW, fyp_sheet_overview, NULL},
    [FYP_SHEET_INDICATORS] =
        {FYP_M_SHEET_INDICATORS, fyp_sheet_indicators, NULL},
    [FYP_SHEET_TRENDS] = {FYP_M_SHEET_TRENDS, fyp_sheet_trends, NULL},
    [FYP_SHEET_DATA] = {FYP_M_SHEET_DATA, fyp_sheet_data, NULL},
    [FYP_SHEET_QUALITY] =
        {FYP_M_SHEET_QUALITY, fyp_sheet_quality, fyp_has_sheet_quality},
    [FYP_SHEET_METHOD] = {FYP_M_SHEET_METHOD, fyp_sheet_method, NULL},
};

/* --- what goes in --- */

static void init_view(
    const struct fyp_evaluation *evaluation, const struct fyp_figures *figures,
    const struct fyp_series_set *series, struct fyp_view *view)
{
    char year[16], share[FYP_DECIMAL_TEXT_SIZE];
    const struct fyp_plan *plan = evaluation->plan;
    *view = (struct fyp_view){
        .evaluation = evaluation, .figures = figures, .series = series};
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

/* The last day of the evaluated year: from the data, so that the same input
 * gives the same bytes on any day. Days since 1970 by the civil calendar. */
static time_t created_at(int year)
{
    long days = 365L * (year - 1969) + (year - 1968) / 4 - (year - 1900) / 100 +
                (year - 1600) / 400;
    return (time_t)(days - 1) * 86400;
}

static bool is_wanted(const struct fyp_view *view, size_t sheet)
{
    return !sheets[sheet].wanted || sheets[sheet].wanted(view);
}

static enum fyp_status
write_sheets(struct fyp_view *view, const char *path, struct fyp_error *err)
{
    struct fyp_book *book = NULL;
    struct fyp_book_properties properties = {
        .title = view->footer,
        .subject = view->notice ? view->notice : view->subtitle,
        .author = "fyp " FYP_VERSION,
        .created = created_at(view->evaluation->year)};
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

/* --- names on the disk --- */

static enum fyp_status
cannot_write(struct fyp_error *err, const char *path, int reason)
{
    (void)fyp_fail(err, FYP_E_REPORT_WRITE, fyp_reason_text(reason));
    (void)fyp_error_at(err, "%s", path);
    return FYP_E_REPORT_WRITE;
}

/* Reserves "path.<process>-<n>.tmp" in the folder of path, with the rights
 * that a new file has. */
static enum fyp_status
reserve_name(const char *path, char **out, struct fyp_error *err)
{
    enum { ATTEMPTS = 100, SUFFIX = 40 };
    size_t size = strlen(path) + SUFFIX;
    char *name = malloc(size);
    *out = NULL;
    if (!name) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    int reason = EEXIST;
    for (int i = 0; i < ATTEMPTS && reason == EEXIST; i++) {
        (void)snprintf(name, size, "%s.%ld-%d.tmp", path, (long)getpid(), i);
        int file = open(name, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
        if (file >= 0) {
            (void)close(file);
            *out = name;
            return FYP_OK;
        }
        reason = errno;
    }
    free(name);
    return cannot_write(err, path, reason);
}

static int sync_path(const char *path, int flags)
{
    int file = open(path, flags | O_CLOEXEC);
    if (file < 0) {
        return errno;
    }
    int reason = fsync(file) == 0 ? 0 : errno;
    (void)close(file);
    return reason;
}

/* The folder is synced too, or the new name may be lost with the power. A
 * file system that cannot do that has still renamed the file. */
static void sync_folder(const char *path)
{
    char *folder = strdup(path);
    char *slash = folder ? strrchr(folder, '/') : NULL;
    if (slash) {
        slash[slash == folder ? 1 : 0] = '\0';
    }
    if (folder) {
        (void)sync_path(slash ? folder : ".", O_RDONLY | O_DIRECTORY);
    }
    free(folder);
}

static enum fyp_status
publish(const char *temporary, const char *path, struct fyp_error *err)
{
    int reason = sync_path(temporary, O_RDONLY);
    if (reason == 0 && rename(temporary, path) != 0) {
        reason = errno;
    }
    if (reason != 0) {
        return cannot_write(err, path, reason);
    }
    sync_folder(path);
    return FYP_OK;
}

enum fyp_status fyp_report_workbook(
    const struct fyp_evaluation *evaluation, const struct fyp_figures *figures,
    const char *path, struct fyp_error *err)
{
    struct fyp_series_set series;
    struct fyp_view view;
    char *temporary = NULL;
    enum fyp_status status = fyp_series_init(evaluation, figures, &series, err);
    if (status != FYP_OK) {
        return status;
    }
    init_view(evaluation, figures, &series, &view);
    status = reserve_name(path, &temporary, err);
    if (temporary != NULL) {
        status = write_sheets(&view, temporary, err);
        if (status == FYP_OK) {
            status = publish(temporary, path, err);
        }
        if (status != FYP_OK) {
            (void)unlink(temporary);
            (void)fyp_error_at(err, "%s", path);
        }
        free(temporary);
    }
    fyp_series_finish(&series);
    return status;
}
