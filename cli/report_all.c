/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/report_all.h"

#include "base/message.h"
#include "cli/batch.h"
#include "cli/console.h"
#include "cli/workbook.h"
#include "cli/workers.h"
#include "reports/index.h"
#include "reports/publish.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The workbooks of one command. */
struct job {
    const struct fyp_options *options;
    struct fyp_batch batch;
    struct fyp_workers_result result;
    size_t done;
    struct fyp_summary summary;
    struct fyp_index *index;
};

/* --- names --- */

static void
append_folder(const struct fyp_options *options, struct fyp_buffer *out)
{
    const char *folder = options->output;
    size_t length = strlen(folder);

    while (length > 1 && folder[length - 1] == '/') {
        length--;
    }
    fyp_buffer_bytes(out, folder, length);
    if (folder[length - 1] != '/') {
        fyp_buffer_text(out, "/");
    }
}

/* <plan>-<year>-<stage>.xlsx, <plan>-<region>-<year>-<stage>.xlsx */
static void
append_name(const struct fyp_batch_item *item, struct fyp_buffer *out)
{
    fyp_buffer_format(
        out, "%s%s%s-%d-%s.xlsx", item->plan->id,
        item->region != NULL ? "-" : "",
        item->region != NULL ? item->region : "", item->year,
        fyp_stage_name(item->stage));
}

static void path_of(const struct job *job, size_t index, struct fyp_buffer *out)
{
    append_folder(job->options, out);
    append_name(&job->batch.items[index], out);
}

/* --- one workbook --- */

static enum fyp_status
write_one(void *context, size_t index, struct fyp_error *err)
{
    const struct job *job = context;
    struct fyp_batch_ready ready;
    struct fyp_buffer path = {0};

    path_of(job, index, &path);
    if (path.failed) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    enum fyp_status status = fyp_batch_prepare(&job->batch, index, &ready, err);
    if (status == FYP_OK) {
        const struct fyp_workbook_wish wish = {
            .path = path.data, .brief = job->options->brief, .batch = true};
        status = fyp_workbook_write(&ready.request, &wish, NULL, err);
        fyp_batch_release(&ready);
    }
    fyp_buffer_finish(&path);
    return status;
}

static void show_done(void *context, size_t index)
{
    struct job *job = context;

    job->done++;
    fyp_console_progress(
        job->batch.items[index].plan->id, job->done, job->batch.count);
}

static void clean_up(void *context, size_t index, long process)
{
    struct fyp_buffer path = {0};

    path_of(context, index, &path);
    if (!path.failed) {
        fyp_publish_clean(path.data, process);
    }
    fyp_buffer_finish(&path);
}

/* Every workbook takes and gives back the same few megabytes. Kept, instead of
 * handed to the system and asked for again, they cost 2,500 page faults for
 * 100 workbooks and not 6,600, and a fifth less time in the kernel. */
static void keep_memory(void)
{
    enum { KEPT = 16 * 1024 * 1024 };

    (void)mallopt(M_TOP_PAD, KEPT);
    (void)mallopt(M_TRIM_THRESHOLD, 4 * KEPT);
}

static enum fyp_status write_all(struct job *job, struct fyp_error *err)
{
    const size_t asked = job->options->jobs;
    const struct fyp_workers workers = {
        .count = job->batch.count,
        .processes = asked > 0 ? asked : fyp_workers_processors(),
        .context = job,
        .work = write_one,
        .done = show_done,
        .clean = clean_up};
    enum fyp_status status = fyp_publish_folder(job->options->output, err);

    keep_memory();
    if (status == FYP_OK) {
        fyp_console_progress("", 0, job->batch.count);
        status = fyp_workers_run(&workers, &job->result, err);
        fyp_console_progress("", 1, 1);
        fyp_publish_finish(job->options->output);
    }
    return status;
}

/* --- what became of them --- */

/* In the order of the batch, whoever found them first. */
static int print_failures(const struct job *job)
{
    int code = FYP_EXIT_DONE;

    for (size_t i = 0; i < job->result.count; i++) {
        const struct fyp_batch_item *item = &job->batch.items[i];
        struct fyp_buffer path = {0};
        if (job->result.failures[i] == NULL) {
            continue;
        }
        struct fyp_error failure = *job->result.failures[i];
        path_of(job, i, &path);
        if (!path.failed && strstr(failure.place, path.data) == NULL) {
            char inner[FYP_ERROR_PLACE_SIZE];
            memcpy(inner, failure.place, sizeof inner);
            failure.place[0] = '\0';
            fyp_error_at(
                &failure, "%s%s%s", path.data, inner[0] != '\0' ? " " : "",
                inner);
        }
        if (path.failed) {
            fyp_error_at(&failure, "%s %d", item->plan->id, item->year);
        }
        fyp_buffer_finish(&path);
        code = fyp_console_error(&failure);
    }
    return code;
}

static int tell_stopped(const struct job *job)
{
    struct fyp_error err = {0};
    char done[24], all[24];

    snprintf(done, sizeof done, "%zu", job->done);
    snprintf(all, sizeof all, "%zu", job->batch.count);
    fyp_fail(&err, FYP_E_REPORT_STOPPED, done, all);
    fyp_console_error(&err);
    return 128 + job->result.signal; /* as shells count it */
}

/* Evaluated once more: it takes a fraction of what the workbook took, and
 * nothing but a status has to come back from another process. */
static enum fyp_status
add_one(struct job *job, size_t index, struct fyp_error *err)
{
    const struct fyp_batch_item *item = &job->batch.items[index];
    struct fyp_evaluation evaluation;
    struct fyp_batch_ready ready;
    struct fyp_buffer path = {0}, name = {0};
    enum fyp_status status = fyp_batch_prepare(&job->batch, index, &ready, err);

    if (status != FYP_OK) {
        return status;
    }
    path_of(job, index, &path);
    append_name(item, &name);
    status = path.failed || name.failed
                 ? fyp_fail(err, FYP_E_MEMORY, NULL)
                 : fyp_evaluate(&ready.request, &evaluation, err);
    if (status == FYP_OK) {
        const struct fyp_index_place place = {
            .name = item->name,
            .file = name.data,
            .part = item->region != NULL,
            .ranked = item->ranked};
        fyp_summary_add(&job->summary, &evaluation, path.data);
        status = fyp_index_add(job->index, &evaluation, &place, err);
        fyp_evaluation_finish(&evaluation);
    }
    fyp_buffer_finish(&path);
    fyp_buffer_finish(&name);
    fyp_batch_release(&ready);
    return status;
}

static enum fyp_status
write_index(struct job *job, char **out, struct fyp_error *err)
{
    struct fyp_buffer path = {0};
    enum fyp_status status = FYP_OK;

    append_folder(job->options, &path);
    fyp_buffer_text(&path, "index.xlsx");
    for (size_t i = 0; status == FYP_OK && i < job->batch.count; i++) {
        if (job->result.failures[i] == NULL) {
            status = add_one(job, i, err);
        }
    }
    if (status == FYP_OK) {
        status = path.failed ? fyp_fail(err, FYP_E_MEMORY, NULL)
                             : fyp_index_write(job->index, path.data, err);
    }
    *out = path.data;
    return status;
}

static int print_summary(const struct job *job, const char *index)
{
    struct fyp_buffer out = {0};

    fyp_summary_report(&job->summary, job->options->format, &out);
    if (job->options->format == FYP_FORMAT_TEXT) {
        fyp_summary_close(&job->summary, index, &out);
    }
    return fyp_console_print(&out);
}

static int finish_job(struct job *job, int code)
{
    struct fyp_error err = {0};
    char *index = NULL;
    const int failure = print_failures(job);

    code = failure != FYP_EXIT_DONE ? failure : code;
    if (job->result.signal != 0) {
        return tell_stopped(job);
    }
    if (job->done == 0) {
        return code;
    }
    const bool written = write_index(job, &index, &err) == FYP_OK;
    if (!written) {
        code = fyp_console_error(&err);
    }
    const int printed = print_summary(job, written ? index : NULL);
    free(index);
    return code != FYP_EXIT_DONE ? code : printed;
}

/* --- the command --- */

static int tell_nothing(const struct fyp_options *options)
{
    struct fyp_error err = {0};
    char year[16];

    snprintf(year, sizeof year, "%d", options->year);
    fyp_fail(
        &err, FYP_E_REPORT_NOTHING,
        options->argument_count > 0 ? options->arguments[0]
                                    : fyp_text(FYP_M_INDEX_EVERY_PLAN),
        options->year != 0 ? year : fyp_text(FYP_M_INDEX_ANY_YEAR));
    return fyp_console_error(&err);
}

static int run_job(struct job *job, int code)
{
    struct fyp_error err = {0};
    const bool regions = job->options->argument_count > 0;

    if (job->batch.count == 0) {
        return code != FYP_EXIT_DONE ? code : tell_nothing(job->options);
    }
    enum fyp_status status = fyp_index_create(regions, &job->index, &err);
    if (status == FYP_OK) {
        status = write_all(job, &err);
    }
    return status == FYP_OK ? finish_job(job, code) : fyp_console_error(&err);
}

int fyp_report_all(
    const struct fyp_options *options, struct fyp_session *session)
{
    struct job job = {.options = options};
    const bool regions = options->argument_count > 0;
    int code = regions ? fyp_batch_regions(options, session, &job.batch)
                       : fyp_batch_plans(options, session, &job.batch);

    if (code == FYP_EXIT_DONE || !regions) {
        code = run_job(&job, code);
    }
    fyp_workers_finish(&job.result);
    fyp_index_destroy(job.index);
    fyp_summary_finish(&job.summary);
    fyp_batch_finish(&job.batch);
    return code;
}
