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

enum { COLUMNS_MAX = 12, LINE_HEIGHT = 16, LINE_PADDING = 5 };

struct column {
    enum fyp_message title;
    uint32_t width; /* pixels */
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
    table->columns = columns;
    table->column_count = count;
    for (uint32_t c = 0; c < count; c++) {
        fyp_sheet_column_width(table->sheet, c, c, columns[c].width);
        fyp_sheet_text(
            table->sheet, 0, c, FYP_STYLE_DATA_HEAD,
            fyp_text(columns[c].title));
    }
    fyp_sheet_row_height(table->sheet, 0, 38);
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
        uint32_t width = table->columns[c].width;
        int needed = fyp_text_lines(texts[c], 9, width - width / 6);
        lines = needed > lines ? needed : lines;
        fyp_sheet_text(
            table->sheet, table->row, c, FYP_STYLE_TEXT_SMALL, texts[c]);
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

static const char *or_blank(const char *text)
{
    return text == NULL ? "" : text;
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
    PLACE,
    QUOTE,
    PROMISE_COLUMNS
};

static const struct column promise_columns[PROMISE_COLUMNS] = {
    [ID] = {FYP_M_COLUMN_CHECK_CODE, 52},
    [MEASURE] = {FYP_M_COLUMN_MEASURE, 220},
    [BOUND] = {FYP_M_COLUMN_TARGET, 110},
    [POPULATION] = {FYP_M_COLUMN_POPULATION, 130},
    [DEADLINE] = {FYP_M_COLUMN_DEADLINE, 100},
    [FORCE] = {FYP_M_COLUMN_FORCE, 52},
    [STATUS] = {FYP_M_COLUMN_STATUS, 150},
    [FIGURE] = {FYP_M_COLUMN_JUDGED, 70},
    [PLACE] = {FYP_M_COLUMN_PLACE, 120},
    [QUOTE] = {FYP_M_COLUMN_QUOTE, 360}};

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
        fyp_comparator_sign(item->comparator), value, or_blank(item->unit));
}

static void
judged_text(const struct fyp_commitment_result *item, char *out, size_t size)
{
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
    snprintf(
        out, size, "%s %s%s%s", fyp_symbol_verdict(item->result.verdict),
        fyp_word_verdict(item->result.verdict, item->stage),
        item->result.demonstration ? fyp_text(FYP_M_LIST_BETWEEN) : "",
        item->result.demonstration ? fyp_text(FYP_M_DEMO_NOTICE) : "");
}

static void
status_text(const struct fyp_commitment_result *item, char *out, size_t size)
{
    char judged[192];
    const bool is_main = item->commitment->main_code != NULL;
    judged_text(item, judged, sizeof judged);
    snprintf(
        out, size, "%s%s%s", judged,
        is_main ? fyp_text(FYP_M_LIST_BETWEEN) : "",
        is_main ? fyp_text(FYP_M_COMMITMENT_MAIN) : "");
}

static void when_text(const struct fyp_commitment *item, char *out, size_t size)
{
    const bool both = item->deadline_text != NULL && item->recurrence != NULL;
    snprintf(
        out, size, "%s%s%s", or_blank(item->deadline_text),
        both ? fyp_text(FYP_M_LIST_BETWEEN) : "", or_blank(item->recurrence));
}

static void
add_promise(struct table *table, const struct fyp_commitment_result *item)
{
    const struct fyp_commitment *commitment = item->commitment;
    char bound[160], status[320], when[256], place[256], line[16];
    bound_text(commitment, bound);
    status_text(item, status, sizeof status);
    when_text(commitment, when, sizeof when);
    snprintf(line, sizeof line, "%d", commitment->source.line);
    fyp_say(
        place, sizeof place, FYP_M_SECTION_CITED, commitment->source.section,
        line);
    if (item->unjudged == FYP_JUDGED && !isnan(item->result.value)) {
        fyp_sheet_number(
            table->sheet, table->row, FIGURE, FYP_STYLE_DATA_NUMBER,
            (struct fyp_number){
                .value = item->result.value,
                .decimals = item->result.figure == NULL
                                ? commitment->value.decimals
                                : item->result.figure->value.decimals});
    }
    const char *const texts[PROMISE_COLUMNS] = {
        [ID] = commitment->id,
        [MEASURE] = commitment->measure,
        [BOUND] = bound,
        [POPULATION] = or_blank(commitment->population),
        [DEADLINE] = when,
        [FORCE] = fyp_word_force(commitment->force),
        [STATUS] = status,
        [PLACE] = place,
        [QUOTE] = commitment->source.quote};
    add_row(table, texts);
}

void fyp_sheet_commitments(const struct fyp_view *view)
{
    const struct fyp_judged_commitments *judged = view->evaluation->judged;
    struct table table = {.sheet = view->sheets[FYP_SHEET_COMMITMENTS]};
    start(&table, promise_columns, PROMISE_COLUMNS);
    for (size_t i = 0; i < judged->count; i++) {
        add_promise(&table, &judged->items[i]);
    }
    finish(view, &table);
}

/* --- 任务分工 --- */

enum task { NUMBER, TEXT, LEAD, COOPERATING, DIVISION, LINE, TASK_COLUMNS };

static const struct column task_columns[TASK_COLUMNS] = {
    [NUMBER] = {FYP_M_COLUMN_NUMBER, 52},
    [TEXT] = {FYP_M_COLUMN_TASK, 480},
    [LEAD] = {FYP_M_COLUMN_LEADS, 190},
    [COOPERATING] = {FYP_M_COLUMN_COOPERATES, 300},
    [DIVISION] = {FYP_M_COLUMN_DIVISION, 120},
    [LINE] = {FYP_M_COLUMN_TEXT_LINE, 52}};

bool fyp_has_sheet_tasks(const struct fyp_view *view)
{
    return entered(view) != NULL && entered(view)->task_count > 0;
}

static const char *
joined(struct fyp_buffer *text, const struct fyp_units *units)
{
    fyp_join_texts(
        units->items, units->count, fyp_text(FYP_M_NAME_BETWEEN), text);
    return text->length > 0 && !text->failed ? text->data : "";
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
            table.sheet, table.row, LINE, FYP_STYLE_DATA_NUMBER,
            (struct fyp_number){.value = task->text_line});
        const char *const texts[TASK_COLUMNS] = {
            [NUMBER] = task->number,
            [TEXT] = task->text,
            [LEAD] = joined(&lead, &task->lead),
            [COOPERATING] = joined(&others, &task->cooperating),
            [DIVISION] = fyp_word_division(task->division)};
        add_row(&table, texts);
        fyp_buffer_finish(&lead);
        fyp_buffer_finish(&others);
    }
    finish(view, &table);
}
