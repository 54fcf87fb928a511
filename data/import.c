/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/import.h"

#include "base/message.h"
#include "base/text.h"
#include "data/cleaning/row.h"
#include "data/quality/quality.h"
#include "data/tables/layout.h"
#include "data/writer.h"

#include <stdio.h>
#include <string.h>

enum { FILE_NAME_SIZE = 1024, ROWS_BETWEEN_PROGRESS = 4096 };

/* One file on its way into the store. */
struct intake {
    struct fyp_store *store;
    const struct fyp_import_request *request;
    char file_name[FILE_NAME_SIZE];
    struct fyp_source *source;
    const char *sheet; /* being read; NULL: a text file */
    bool left_out;     /* rows of totals or parts */
    struct fyp_row_reader reader;
    struct fyp_writer *writer;
    struct fyp_import_result *result;
    struct fyp_error reason; /* why a row is rejected; zeroing one for each of
                                millions of rows would cost more than reading
                                them */
};

/** Keeps a finding of one row: the reason why it is rejected, or a warning. */
static enum fyp_status keep_finding(
    struct intake *intake, const struct fyp_observation *observation,
    const struct fyp_error *finding, struct fyp_error *err)
{
    const struct fyp_store_place place = {
        .sheet = intake->sheet,
        .line = observation->line,
        .column = observation->column};
    return fyp_writer_finding(
        intake->writer, &place, observation->raw, finding, err);
}

/** Keeps what was understood. */
static enum fyp_status keep_row(
    struct intake *intake, const struct fyp_observation *observation,
    const struct fyp_understood *understood, struct fyp_error *err)
{
    const struct fyp_store_place place = {
        .sheet = intake->sheet,
        .line = observation->line,
        .column = observation->column};
    return fyp_writer_row(
        intake->writer, understood, &place, observation->raw, err);
}

static enum fyp_status take_observation(
    struct intake *intake, struct fyp_observation *observation,
    struct fyp_error *err)
{
    struct fyp_understood understood;
    struct fyp_problems notes = {0};
    intake->result->counts.rows++;
    enum fyp_status status = fyp_row_understand(
        &intake->reader, observation, &understood, &notes, &intake->reason);
    if (status != FYP_OK) {
        status = keep_finding(intake, observation, &intake->reason, err);
        fyp_problems_finish(&notes);
        return status;
    }
    for (size_t i = 0; status == FYP_OK && i < notes.count; i++) {
        status = keep_finding(intake, observation, &notes.items[i], err);
    }
    fyp_problems_finish(&notes);
    if (status == FYP_OK) {
        status = keep_row(intake, observation, &understood, err);
    }
    return status;
}

static enum fyp_status
tell_progress(const struct intake *intake, struct fyp_error *err)
{
    const struct fyp_import_request *request = intake->request;
    if (request->progress &&
        intake->result->counts.rows % ROWS_BETWEEN_PROGRESS == 0 &&
        !request->progress(
            request->context, fyp_source_position(intake->source),
            fyp_source_size(intake->source))) {
        return fyp_fail(err, FYP_E_STOPPED, NULL);
    }
    return FYP_OK;
}

static enum fyp_status take_rows(
    struct intake *intake, struct fyp_layout *layout, struct fyp_error *err)
{
    enum fyp_status status = fyp_layout_begin(layout, err);
    bool done = false;
    while (status == FYP_OK) {
        struct fyp_observation observation;
        status = fyp_layout_next(layout, &observation, &done, &intake->reason);
        if (done) {
            break;
        }
        if (status == FYP_OK) {
            status = take_observation(intake, &observation, err);
        } else if (fyp_layout_is_of_row(status)) {
            intake->result->counts.rows++;
            status = keep_finding(intake, &observation, &intake->reason, err);
        } else if (err) {
            *err = intake->reason;
        }
        if (status == FYP_OK) {
            status = tell_progress(intake, err);
        }
    }
    return status;
}

/** Keeps warnings of the file or the sheet as a whole. */
static enum fyp_status keep_notes(
    struct intake *intake, const struct fyp_problems *notes,
    struct fyp_error *err)
{
    const struct fyp_store_place place = {.sheet = intake->sheet};
    enum fyp_status status = FYP_OK;
    for (size_t i = 0; status == FYP_OK && i < notes->count; i++) {
        status = fyp_writer_finding(
            intake->writer, &place, "", &notes->items[i], err);
    }
    return status;
}

static bool has_left_out(const struct fyp_problems *notes)
{
    bool found = false;
    for (size_t i = 0; i < notes->count; i++) {
        enum fyp_status status = notes->items[i].status;
        found = found || status == FYP_W_LAYOUT_TOTAL ||
                status == FYP_W_LAYOUT_PART;
    }
    return found;
}

static enum fyp_status
take_table(struct intake *intake, size_t index, struct fyp_error *err)
{
    const struct fyp_import_request *request = intake->request;
    const struct fyp_layout_request wanted = {
        .catalogue = request->catalogue,
        .regions = request->regions,
        .path = request->path,
        .file_name = intake->file_name,
        .region = request->region,
        .year = request->year,
        .mapping = request->mapping,
        .plans = request->plans,
        .plan_count = request->plan_count};
    struct fyp_layout *layout = NULL;
    intake->sheet = fyp_source_table(intake->source, index)->sheet;
    enum fyp_status status =
        fyp_layout_find(intake->source, index, &wanted, &layout, err);
    if (status == FYP_OK && layout) {
        const struct fyp_problems *notes = fyp_layout_notes(layout);
        intake->left_out = intake->left_out || has_left_out(notes);
        status = keep_notes(intake, notes, err);
        if (request->explain) {
            fyp_layout_explain(layout, request->explain);
        }
        if (status == FYP_OK) {
            status = take_rows(intake, layout, err);
        }
        struct fyp_problems columns = {0};
        fyp_row_finish(&intake->reader, &columns);
        if (status == FYP_OK) {
            status = keep_notes(intake, &columns, err);
        }
        fyp_problems_finish(&columns);
    }
    if (status != FYP_OK && intake->sheet) {
        (void)fyp_error_at(err, "%s!%s", request->path, intake->sheet);
    }
    fyp_layout_destroy(layout);
    return status;
}

/** Not one figure: a header alone, or which sheets were passed over. */
static enum fyp_status
refuse_nothing(const struct intake *intake, struct fyp_error *err)
{
    size_t count = fyp_source_table_count(intake->source);
    char list[FYP_ERROR_TEXT_SIZE / 2] = "";
    if (count == 1 && !fyp_source_table(intake->source, 0)->hidden) {
        return intake->left_out
                   ? fyp_fail(
                         err, FYP_E_NO_FIGURES, fyp_text(FYP_M_PASSED_ROWS))
                   : fyp_fail(err, FYP_E_CSV_NO_ROWS, NULL);
    }
    for (size_t i = 0; i < count; i++) {
        const struct fyp_table_info *table =
            fyp_source_table(intake->source, i);
        char one[FYP_ERROR_TEXT_SIZE / 4];
        (void)fyp_say(
            one, sizeof one,
            table->hidden ? FYP_M_PASSED_HIDDEN : FYP_M_PASSED_SHEET,
            table->sheet ? table->sheet : "");
        size_t length = strlen(list);
        if (length + strlen(one) + 8 < sizeof list) {
            (void)snprintf(
                list + length, sizeof list - length, "%s%s",
                length > 0 ? fyp_text(FYP_M_LIST_SEPARATOR) : "", one);
        }
    }
    return fyp_fail(err, FYP_E_NO_FIGURES, list);
}

static enum fyp_status take_tables(struct intake *intake, struct fyp_error *err)
{
    size_t count = fyp_source_table_count(intake->source);
    enum fyp_status status =
        keep_notes(intake, fyp_source_notes(intake->source), err);
    for (size_t i = 0; status == FYP_OK && i < count; i++) {
        if (!fyp_source_table(intake->source, i)->hidden) {
            status = take_table(intake, i, err);
        }
    }
    if (status == FYP_OK && intake->result->counts.rows == 0) {
        status = refuse_nothing(intake, err);
    }
    return status;
}

static bool is_of_import(void *context, const struct fyp_figure *figure)
{
    const struct intake *intake = context;
    return figure->import_id == intake->result->import_id;
}

/** Keeps a question about a figure that was stored. */
static enum fyp_status keep_question(
    void *context, const struct fyp_figure *figure,
    const struct fyp_error *question, struct fyp_error *err)
{
    struct intake *intake = context;
    const struct fyp_store_place place = {
        .sheet = figure->sheet, .line = figure->line, .column = figure->column};
    char value[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(figure->value.value, figure->value.decimals, value);
    fyp_problems_add(&intake->result->findings, question);
    return fyp_store_finding(
        intake->store, intake->result->import_id, &place, value, question, err);
}

/** Asks about what has come in, beside what was known of its places. */
static enum fyp_status
ask_questions(struct intake *intake, struct fyp_error *err)
{
    const struct fyp_import_request *request = intake->request;
    const struct fyp_quality_intake asked = {
        .catalogue = request->catalogue,
        .regions = request->regions,
        .path = request->path,
        .is_new = is_of_import,
        .ask = keep_question,
        .context = intake};
    struct fyp_figures *figures = NULL;
    if (!request->checks) {
        return FYP_OK;
    }
    enum fyp_status status = fyp_store_load_touched(
        intake->store, intake->result->import_id, FYP_IMPORT_ASKED, &figures,
        err);
    if (status == FYP_OK && figures) {
        status = fyp_quality_new(request->checks, figures, &asked, err);
    }
    fyp_figures_destroy(figures);
    return status;
}

/** Everything of the file in one transaction, or nothing. */
static enum fyp_status take_file(
    struct intake *intake, const struct fyp_import_file *file,
    struct fyp_error *err)
{
    enum fyp_status status =
        fyp_store_begin(intake->store, file, &intake->result->import_id, err);
    if (status != FYP_OK) {
        return status;
    }
    status = fyp_writer_create(
        intake->store, intake->result->import_id, intake->request->path,
        intake->result, &intake->writer, err);
    if (status == FYP_OK) {
        status = take_tables(intake, err);
    }
    status = fyp_writer_finish(intake->writer, status, err);
    if (status == FYP_OK) {
        status = ask_questions(intake, err);
    }
    if (status == FYP_OK && !intake->request->dry_run) {
        status = fyp_store_commit(
            intake->store, intake->result->import_id, &intake->result->counts,
            err);
    }
    if (status != FYP_OK || intake->request->dry_run) {
        fyp_store_rollback(intake->store);
    }
    return status;
}

static void name_file(struct intake *intake)
{
    /* a name of the disk need not be UTF-8 */
    const char *slash = strrchr(intake->request->path, '/');
    (void)fyp_text_escape(
        slash ? slash + 1 : intake->request->path, intake->file_name,
        sizeof intake->file_name);
}

enum fyp_status fyp_import(
    struct fyp_store *store, const struct fyp_import_request *request,
    struct fyp_import_result *result, struct fyp_error *err)
{
    *result = (struct fyp_import_result){0};
    struct intake intake = {
        .store = store,
        .request = request,
        .reader =
            {.catalogue = request->catalogue,
             .regions = request->regions,
             .marks = request->marks},
        .result = result};
    long long earlier = 0;
    name_file(&intake);
    struct fyp_import_file file = {
        .name = intake.file_name, .revise_reason = request->revise_reason};
    enum fyp_status status =
        fyp_source_open(request->path, &intake.source, err);
    if (status == FYP_OK) {
        (void)snprintf(
            file.sha256, sizeof file.sha256, "%s",
            fyp_source_sha256(intake.source));
        status = fyp_store_find_import(store, &file, &earlier, err);
    }
    if (status == FYP_OK && request->dry_run) {
        /* to be rolled back, so the same bytes may have come before: they
         * are told apart by a fingerprint that no file has */
        memset(file.sha256, '0', sizeof file.sha256 - 1);
        earlier = 0;
    }
    if (status == FYP_OK && earlier > 0) {
        result->import_id = earlier;
        result->already_imported = true;
    } else if (status == FYP_OK) {
        status = take_file(&intake, &file, err);
    }
    fyp_source_close(intake.source);
    if (status != FYP_OK) {
        fyp_problems_finish(&result->findings);
        *result = (struct fyp_import_result){0};
        (void)fyp_error_at(err, "%s", request->path);
    }
    return status;
}
