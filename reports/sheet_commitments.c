/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/commitments.h"
#include "reports/sheets.h"
#include "reports/words.h"

#include <math.h>
#include <stdio.h>

/*
 * 承诺事项 and 任务分工: plain tables from A1 on, a row an entry, that can be
 * filtered and sent on. They are there only when the plan's file of
 * commitments has such entries.
 */

enum { LINE_HEIGHT = 16, HEAD_LINE_HEIGHT = 18, LINE_PADDING = 8 };

struct column {
    enum fyp_message title;
    uint32_t width;       /* pixels */
    enum fyp_style style; /* of its texts */
};

struct table {
    struct fyp_sheet *sheet;
    const struct column *columns;
    uint32_t column_count;
    uint32_t row;
};

static void
start(struct table *table, const struct column *columns, uint32_t count)
{
    int most = 1;
    table->columns = columns;
    table->column_count = count;
    for (uint32_t c = 0; c < count; c++) {
        const char *title = fyp_text(columns[c].title);
        const int lines = fyp_text_lines(title, 10, columns[c].width);
        most = lines > most ? lines : most;
        fyp_sheet_column_width(table->sheet, c, c, columns[c].width);
        fyp_sheet_text(table->sheet, 0, c, FYP_STYLE_DATA_HEAD, title);
    }
    fyp_sheet_row_height(
        table->sheet, 0, (uint32_t)(most * HEAD_LINE_HEIGHT + LINE_PADDING));
    table->row = 1;
}

/** NULL is a cell that somebody else writes. */
static void add_row(struct table *table, const char *const *texts)
{
    int lines = 1;
    for (uint32_t c = 0; c < table->column_count; c++) {
        if (texts[c] == NULL) {
            continue;
        }
        const struct column *column = &table->columns[c];
        uint32_t width = column->width;
        int needed = fyp_text_lines(texts[c], 9, width - width / 12);
        lines = needed > lines ? needed : lines;
        fyp_sheet_text(table->sheet, table->row, c, column->style, texts[c]);
    }
    fyp_sheet_row_height(
        table->sheet, table->row,
        (uint32_t)(lines * LINE_HEIGHT + LINE_PADDING));
    table->row++;
}

static void finish(const struct fyp_view *view, const struct table *table)
{
    fyp_sheet_freeze(table->sheet, 1, 0);
    struct fyp_page page = {
        .landscape = true,
        .area = fyp_area(0, 0, table->row - 1, table->column_count - 1),
        .repeat_first = 0,
        .repeat_last = 0,
        .notice = view->notice,
        .footer = view->footer};
    fyp_sheet_page(table->sheet, &page);
}

static const char *or_undefined(const char *text)
{
    return text == NULL || text[0] == '\0' ? FYP_SHOWN_UNDEFINED : text;
}

/* --- 承诺事项 --- */

enum promise {
    ID,
    MEASURE,
    BOUND,
    POPULATION,
    DEADLINE,
    FORCE,
    STATUS,
    FIGURE,
    MAIN,
    PLACE,
    LINE,
    QUOTE,
    PROMISE_COLUMNS
};

static const struct column promise_columns[PROMISE_COLUMNS] = {
    [ID] = {FYP_M_COLUMN_ENTRY, 44, FYP_STYLE_TEXT_SMALL},
    [MEASURE] = {FYP_M_COLUMN_MEASURE, 176, FYP_STYLE_TEXT_SMALL},
    [BOUND] = {FYP_M_COLUMN_TARGET, 96, FYP_STYLE_TEXT_SMALL},
    [POPULATION] = {FYP_M_COLUMN_POPULATION, 104, FYP_STYLE_TEXT_SMALL},
    [DEADLINE] = {FYP_M_COLUMN_DEADLINE, 86, FYP_STYLE_TEXT_SMALL},
    [FORCE] = {FYP_M_COLUMN_FORCE, 70, FYP_STYLE_CENTER},
    [STATUS] = {FYP_M_COLUMN_STATUS, 114, FYP_STYLE_TEXT_SMALL},
    [FIGURE] = {FYP_M_COLUMN_JUDGED, 66, FYP_STYLE_TEXT_SMALL},
    [MAIN] = {FYP_M_COLUMN_MAIN_NUMBER, 80, FYP_STYLE_CENTER},
    [PLACE] = {FYP_M_COLUMN_PLACE, 78, FYP_STYLE_TEXT_SMALL},
    [LINE] = {FYP_M_COLUMN_TEXT_LINE, 40, FYP_STYLE_TEXT_SMALL},
    [QUOTE] = {FYP_M_COLUMN_QUOTE, 206, FYP_STYLE_TEXT_SMALL}};

static const struct fyp_commitments *entered(const struct fyp_view *view)
{
    return view->evaluation->plan->commitments;
}

bool fyp_has_sheet_commitments(const struct fyp_view *view)
{
    const struct fyp_judged_commitments *judged = view->evaluation->judged;
    return judged != NULL && judged->count > 0;
}

static void bound_text(const struct fyp_commitment *item, char out[160])
{
    char value[FYP_DECIMAL_TEXT_SIZE];
    if (!item->value.present) {
        snprintf(out, 160, "%s", fyp_text(FYP_M_COMMITMENT_WORDS));
        return;
    }
    fyp_decimal_format(item->value.value, item->value.decimals, value);
    fyp_say(
        out, 160, item->cap ? FYP_M_COMMITMENT_CAP : FYP_M_COMMITMENT_BOUND,
        fyp_comparator_sign(item->comparator), value,
        item->unit == NULL ? "" : item->unit);
}

static void
status_text(const struct fyp_commitment_result *item, char *out, size_t size)
{
    const struct fyp_indicator_result *result = &item->result;

    if (item->unjudged != FYP_JUDGED) {
        char listed[160];
        fyp_say(
            listed, sizeof listed, FYP_M_COMMITMENT_LISTED,
            fyp_word_unjudged(item->unjudged));
        snprintf(
            out, size, "%s %s", fyp_symbol_verdict(FYP_VERDICT_MONITOR),
            listed);
        return;
    }
    fyp_say(
        out, size,
        result->demonstration ? FYP_M_COMMITMENT_STATUS_DEMO
                              : FYP_M_COMMITMENT_STATUS,
        fyp_symbol_verdict(result->verdict),
        fyp_word_verdict(result->verdict, item->stage));
}

/* The main indicator that is this very commitment and scored there. */
static const char *
main_number(const struct fyp_view *view, const struct fyp_commitment *item)
{
    const struct fyp_indicator *main =
        item->main_code != NULL
            ? fyp_plan_indicator(view->evaluation->plan, item->main_code)
            : NULL;
    return main != NULL ? main->number : FYP_SHOWN_UNDEFINED;
}

static void when_text(const struct fyp_commitment *item, char *out, size_t size)
{
    const bool both = item->deadline_text != NULL && item->recurrence != NULL;
    snprintf(
        out, size, "%s%s%s",
        item->deadline_text != NULL ? item->deadline_text : "",
        both ? fyp_text(FYP_M_LIST_BETWEEN) : "",
        item->recurrence != NULL ? item->recurrence : "");
}

/* Not defined where nothing was judged. */
static struct fyp_number judged_number(
    const struct fyp_view *view, const struct fyp_commitment_result *item)
{
    return item->unjudged == FYP_JUDGED
               ? fyp_value_number(view->evaluation, &item->result)
               : (struct fyp_number){.value = (double)NAN};
}

static void add_promise(
    const struct fyp_view *view, struct table *table,
    const struct fyp_commitment_result *item)
{
    const struct fyp_commitment *commitment = item->commitment;
    char bound[160], status[320], when[256];
    bound_text(commitment, bound);
    status_text(item, status, sizeof status);
    when_text(commitment, when, sizeof when);
    fyp_sheet_number(
        table->sheet, table->row, FIGURE, FYP_STYLE_DATA_NUMBER,
        judged_number(view, item));
    fyp_sheet_number(
        table->sheet, table->row, LINE, FYP_STYLE_CENTER,
        (struct fyp_number){.value = commitment->source.line});
    const char *const texts[PROMISE_COLUMNS] = {
        [ID] = commitment->id,
        [MEASURE] = commitment->measure,
        [BOUND] = bound,
        [POPULATION] = or_undefined(commitment->population),
        [DEADLINE] = or_undefined(when),
        [FORCE] = fyp_word_force(commitment->force),
        [STATUS] = status,
        [MAIN] = main_number(view, commitment),
        [PLACE] = commitment->source.section,
        [QUOTE] = commitment->source.quote};
    add_row(table, texts);
}

void fyp_sheet_commitments(const struct fyp_view *view)
{
    const struct fyp_judged_commitments *judged = view->evaluation->judged;
    struct table table = {.sheet = view->sheets[FYP_SHEET_COMMITMENTS]};
    start(&table, promise_columns, PROMISE_COLUMNS);
    for (size_t i = 0; i < judged->count; i++) {
        add_promise(view, &table, &judged->items[i]);
    }
    finish(view, &table);
}

/* --- 任务分工 --- */

enum task {
    NUMBER,
    TEXT,
    LEAD,
    COOPERATING,
    DIVISION,
    TASK_LINE,
    TASK_COLUMNS
};

static const struct column task_columns[TASK_COLUMNS] = {
    [NUMBER] = {FYP_M_COLUMN_NUMBER, 76, FYP_STYLE_TEXT_SMALL},
    [TEXT] = {FYP_M_COLUMN_TASK, 318, FYP_STYLE_TEXT_SMALL},
    [LEAD] = {FYP_M_COLUMN_LEADS, 190, FYP_STYLE_TEXT_SMALL},
    [COOPERATING] = {FYP_M_COLUMN_COOPERATES, 390, FYP_STYLE_TEXT_SMALL},
    [DIVISION] = {FYP_M_COLUMN_DIVISION, 130, FYP_STYLE_TEXT_SMALL},
    [TASK_LINE] = {FYP_M_COLUMN_TEXT_LINE, 50, FYP_STYLE_TEXT_SMALL}};

bool fyp_has_sheet_tasks(const struct fyp_view *view)
{
    return entered(view) != NULL && entered(view)->task_count > 0;
}

static const char *joined(
    const struct table *table, struct fyp_buffer *text,
    const struct fyp_units *units)
{
    fyp_join_texts(
        units->items, units->count, fyp_text(FYP_M_NAME_BETWEEN), text);
    if (text->failed) {
        fyp_sheet_fail_memory(table->sheet);
        return NULL;
    }
    return or_undefined(text->data);
}

void fyp_sheet_tasks(const struct fyp_view *view)
{
    const struct fyp_commitments *all = entered(view);
    struct table table = {.sheet = view->sheets[FYP_SHEET_TASKS]};
    start(&table, task_columns, TASK_COLUMNS);
    for (size_t i = 0; i < all->task_count; i++) {
        const struct fyp_task *task = &all->tasks[i];
        struct fyp_buffer lead = {0}, others = {0};
        fyp_sheet_number(
            table.sheet, table.row, TASK_LINE, FYP_STYLE_CENTER,
            (struct fyp_number){.value = task->text_line});
        const char *const texts[TASK_COLUMNS] = {
            [NUMBER] = task->number,
            [TEXT] = task->text,
            [LEAD] = joined(&table, &lead, &task->lead),
            [COOPERATING] = joined(&table, &others, &task->cooperating),
            [DIVISION] = fyp_word_division(task->division)};
        add_row(&table, texts);
        fyp_buffer_finish(&lead);
        fyp_buffer_finish(&others);
    }
    finish(view, &table);
}
