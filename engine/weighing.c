/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/weighing.h"

#include "base/message.h"
#include "base/text.h"
#include "engine/weights.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Followed only: it has no score, and so no weight. */
static bool is_judged(const struct fyp_indicator *indicator)
{
    return indicator->target.kind == FYP_TARGET_VALUE ||
           indicator->target.kind == FYP_TARGET_REFERENCE;
}

static bool has_weight(const struct fyp_ruleset *ruleset, const char *code)
{
    for (size_t i = 0; i < ruleset->weight_count; i++) {
        if (strcmp(ruleset->weights[i].code, code) == 0) {
            return true;
        }
    }
    return false;
}

static void add_name(struct fyp_buffer *names, const char *name)
{
    fyp_buffer_text(
        names, names->length > 0 ? fyp_text(FYP_M_LIST_SEPARATOR) : "");
    fyp_buffer_text(names, name);
}

/* Judged indicators of the plan that the ruleset does not list. */
static void list_unlisted(
    const struct fyp_plan *plan, const struct fyp_ruleset *ruleset,
    struct fyp_buffer *names)
{
    for (size_t i = 0; i < plan->indicator_count; i++) {
        const struct fyp_indicator *indicator = &plan->indicators[i];
        if (is_judged(indicator) && !has_weight(ruleset, indicator->code)) {
            add_name(names, indicator->name);
        }
    }
}

/* Weights that are parts of one whole: none can be left out. */
static bool is_closed(const struct fyp_ruleset *ruleset)
{
    return ruleset->weighting == FYP_WEIGHTING_AHP ||
           (ruleset->weighting == FYP_WEIGHTING_LISTED &&
            ruleset->weight_total > 0.0);
}

static enum fyp_status
check_cover(const struct fyp_evaluation *evaluation, struct fyp_error *err)
{
    struct fyp_buffer names = {0};
    char reason[FYP_ERROR_TEXT_SIZE];
    enum fyp_status status = FYP_OK;

    list_unlisted(evaluation->plan, &evaluation->ruleset, &names);
    if (names.failed) {
        status = fyp_fail(err, FYP_E_MEMORY, "");
    } else if (names.length > 0) {
        (void)fyp_say(
            reason, sizeof reason, FYP_M_WEIGHTS_NOT_COVERED,
            evaluation->ruleset.name, names.data);
        status = fyp_fail(err, FYP_E_RULESET_WEIGHTING, reason);
    }
    fyp_buffer_finish(&names);
    return status;
}

/* --- entropy --- */

/* The table that the entropy is taken from: rows are the plan's sub-regions
 * in the evaluated year, or the years of one place. */
struct source {
    const struct fyp_evaluation *evaluation;
    const struct fyp_figures *figures;
    enum fyp_entropy_rows kind;
    size_t rows;
};

static const struct fyp_figure *find_cell(
    const struct source *source, const char *code, size_t row,
    enum fyp_basis basis)
{
    const struct fyp_evaluation *evaluation = source->evaluation;
    const struct fyp_plan *plan = evaluation->plan;

    if (source->kind == FYP_ENTROPY_SUBREGIONS) {
        return fyp_figures_find(
            source->figures, plan->subregions[row].code, code, evaluation->year,
            basis);
    }
    return fyp_figures_find(
        source->figures, evaluation->region, code,
        plan->baseline_year + 1 + (int)row, basis);
}

/* One column is of one kind: figures of the year, or, where no row has one,
 * figures to date. */
static enum fyp_basis basis_of(const struct source *source, const char *code)
{
    for (size_t r = 0; r < source->rows; r++) {
        if (find_cell(source, code, r, FYP_BASIS_YEAR) != NULL) {
            return FYP_BASIS_YEAR;
        }
    }
    return FYP_BASIS_TO_DATE;
}

static bool any_figure(const struct source *source)
{
    const struct fyp_plan *plan = source->evaluation->plan;
    for (size_t i = 0; i < plan->indicator_count; i++) {
        const char *code = plan->indicators[i].code;
        const enum fyp_basis basis = basis_of(source, code);
        for (size_t r = 0; r < source->rows && is_judged(&plan->indicators[i]);
             r++) {
            if (find_cell(source, code, r, basis) != NULL) {
                return true;
            }
        }
    }
    return false;
}

/* Sub-regions where there are enough and anything is known of them. */
static struct source choose_source(
    const struct fyp_evaluation *evaluation, const struct fyp_figures *figures)
{
    const struct fyp_plan *plan = evaluation->plan;
    struct source source = {
        .evaluation = evaluation,
        .figures = figures,
        .kind = FYP_ENTROPY_SUBREGIONS,
        .rows = plan->subregion_count};

    if (source.rows < FYP_ENTROPY_ROWS_MIN || !any_figure(&source)) {
        source.kind = FYP_ENTROPY_YEARS;
        source.rows = (size_t)(evaluation->year - plan->baseline_year);
    }
    return source;
}

/* The figure as it enters the table: for "=" how near it is to the target. */
static double cell_value(const struct fyp_indicator *indicator, double value)
{
    return indicator->target.kind == FYP_TARGET_VALUE &&
                   indicator->target.comparator == FYP_COMPARE_EQ
               ? -fabs(value - indicator->target.value.value)
               : value;
}

static int column_direction(const struct fyp_indicator *indicator)
{
    const enum fyp_comparator comparator = indicator->target.comparator;
    const bool lower =
        comparator == FYP_COMPARE_LT || comparator == FYP_COMPARE_LE;
    return lower && indicator->kind != FYP_KIND_EVENT ? -1 : 1;
}

struct gaps {
    size_t count;
    char first[256];
};

static void note_gap(
    const struct source *source, const struct fyp_indicator *indicator,
    size_t row, struct gaps *gaps)
{
    const struct fyp_plan *plan = source->evaluation->plan;
    const bool places = source->kind == FYP_ENTROPY_SUBREGIONS;
    const int year =
        places ? source->evaluation->year : plan->baseline_year + 1 + (int)row;
    char number[16];

    if (gaps->count++ == 0) {
        (void)snprintf(number, sizeof number, "%d", year);
        (void)fyp_say(
            gaps->first, sizeof gaps->first, FYP_M_ENTROPY_MISSING_CELL, number,
            places ? plan->subregions[row].name
                   : fyp_plan_region_name(plan, source->evaluation->region),
            indicator->name);
    }
}

/* Fills one column of the table. */
static void fill_column(
    const struct source *source, const struct fyp_indicator *indicator,
    double *cells, size_t columns, struct gaps *gaps)
{
    const enum fyp_basis basis = basis_of(source, indicator->code);
    for (size_t r = 0; r < source->rows; r++) {
        const struct fyp_figure *figure =
            find_cell(source, indicator->code, r, basis);
        if (figure == NULL) {
            note_gap(source, indicator, r, gaps);
            cells[r * columns] = NAN;
        } else {
            cells[r * columns] = cell_value(indicator, figure->value.value);
        }
    }
}

static enum fyp_status refuse_gaps(
    const struct source *source, const struct gaps *gaps, struct fyp_error *err)
{
    char count[32];
    char reason[FYP_ERROR_TEXT_SIZE];

    (void)snprintf(count, sizeof count, "%zu", gaps->count);
    (void)fyp_say(
        reason, sizeof reason, FYP_M_ENTROPY_MISSING,
        fyp_text(
            source->kind == FYP_ENTROPY_SUBREGIONS ? FYP_M_ENTROPY_SUBREGION
                                                   : FYP_M_ENTROPY_YEAR),
        count, gaps->first);
    return fyp_fail(err, FYP_E_RULESET_WEIGHTING, reason);
}

/* Memory of the computation; columns are the judged indicators. */
struct table {
    double *values;
    int *directions;
    double *weights;
    struct fyp_weight *listed;
    size_t columns;
};

static bool init_table(
    struct table *table, const struct source *source, struct fyp_arena *arena)
{
    const struct fyp_plan *plan = source->evaluation->plan;
    for (size_t i = 0; i < plan->indicator_count; i++) {
        table->columns += is_judged(&plan->indicators[i]);
    }
    /* One more of each: nothing to judge is told later, not taken for a lack
       of memory. */
    const size_t n = table->columns + 1;
    table->values = fyp_arena_alloc(arena, n * source->rows, sizeof(double));
    table->directions = fyp_arena_alloc(arena, n, sizeof(int));
    table->weights = fyp_arena_alloc(arena, n, sizeof(double));
    table->listed = fyp_arena_alloc(
        arena, plan->indicator_count + 1, sizeof *table->listed);
    return table->values != NULL && table->directions != NULL &&
           table->weights != NULL && table->listed != NULL;
}

static void
fill_table(struct table *table, const struct source *source, struct gaps *gaps)
{
    const struct fyp_plan *plan = source->evaluation->plan;
    size_t c = 0;
    for (size_t i = 0; i < plan->indicator_count; i++) {
        const struct fyp_indicator *indicator = &plan->indicators[i];
        if (is_judged(indicator)) {
            table->directions[c] = column_direction(indicator);
            fill_column(
                source, indicator, table->values + c, table->columns, gaps);
            c++;
        }
    }
}

static void take_weights(
    const struct table *table, const struct source *source,
    struct fyp_evaluation *out)
{
    const struct fyp_plan *plan = source->evaluation->plan;
    size_t c = 0;
    for (size_t i = 0; i < plan->indicator_count; i++) {
        table->listed[i].code = plan->indicators[i].code;
        table->listed[i].weight =
            is_judged(&plan->indicators[i]) ? table->weights[c++] : 0.0;
    }
    out->ruleset.weights = table->listed;
    out->ruleset.weight_count = plan->indicator_count;
    out->weighing.rows = source->kind;
    out->weighing.row_count = source->rows;
}

static enum fyp_status weigh_by_entropy(
    const struct fyp_figures *figures, struct fyp_evaluation *out,
    struct fyp_error *err)
{
    const struct source source = choose_source(out, figures);
    struct table table = {0};
    struct gaps gaps = {0};

    if (!init_table(&table, &source, &out->arena)) {
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    fill_table(&table, &source, &gaps);
    if (gaps.count > 0 && source.rows >= FYP_ENTROPY_ROWS_MIN) {
        return refuse_gaps(&source, &gaps, err);
    }
    const struct fyp_entropy_table input = {
        .values = table.values,
        .rows = source.rows,
        .columns = table.columns,
        .directions = table.directions};
    const enum fyp_status status =
        fyp_entropy_weights(&input, table.weights, NULL, err);
    if (status == FYP_OK) {
        take_weights(&table, &source, out);
    }
    return status;
}

enum fyp_status fyp_weigh(
    const struct fyp_figures *figures, struct fyp_evaluation *out,
    struct fyp_error *err)
{
    if (out->ruleset.weighting == FYP_WEIGHTING_ENTROPY) {
        return weigh_by_entropy(figures, out, err);
    }
    return is_closed(&out->ruleset) ? check_cover(out, err) : FYP_OK;
}

/* --- notes --- */

static void add_note(
    enum fyp_status status, const struct fyp_ruleset *ruleset,
    const struct fyp_buffer *names, struct fyp_problems *notes)
{
    struct fyp_error note = {.status = FYP_OK};
    if (names->length > 0 && !names->failed) {
        fyp_fail(&note, status, ruleset->name, names->data);
        fyp_problems_add(notes, &note);
    }
}

void fyp_weighing_notes(
    const struct fyp_plan *plan, const struct fyp_ruleset *ruleset,
    struct fyp_problems *notes)
{
    struct fyp_buffer unlisted = {0};
    struct fyp_buffer unused = {0};

    if (ruleset->weighting != FYP_WEIGHTING_LISTED &&
        ruleset->weighting != FYP_WEIGHTING_AHP) {
        return;
    }
    if (!is_closed(ruleset)) {
        list_unlisted(plan, ruleset, &unlisted);
    }
    for (size_t i = 0; i < ruleset->weight_count; i++) {
        if (fyp_plan_indicator(plan, ruleset->weights[i].code) == NULL) {
            add_name(&unused, ruleset->weights[i].code);
        }
    }
    add_note(FYP_W_RULESET_UNLISTED, ruleset, &unlisted, notes);
    add_note(FYP_W_RULESET_UNUSED, ruleset, &unused, notes);
    fyp_buffer_finish(&unlisted);
    fyp_buffer_finish(&unused);
}
