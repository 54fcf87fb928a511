/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "base/text.h"
#include "data/quality/internal.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARGUMENTS = 9, TEXT_SIZE = 1600, FIRST_CAPACITY = 32 };

static const char nation[] = "100000";

/* A rule is about one figure, or about the sub-regions as a group, beside
 * the figure of the place that they make up. */
static const struct {
    fyp_rule *run;
    bool group;
} rules[FYP_RULE_COUNT] = {
    [FYP_RULE_RANGE] = {fyp_rule_range, false},
    [FYP_RULE_PART_OVER_WHOLE] = {fyp_rule_part_over_whole, false},
    [FYP_RULE_RATIO] = {fyp_rule_ratio, false},
    [FYP_RULE_JUMP] = {fyp_rule_jump, false},
    [FYP_RULE_UNIT_SLIP] = {fyp_rule_unit_slip, false},
    [FYP_RULE_SAME_VALUE] = {fyp_rule_same_value, false},
    [FYP_RULE_OUTLIER] = {fyp_rule_outlier, false},
    [FYP_RULE_SUM] = {fyp_rule_sum, true},
    [FYP_RULE_SUM_OFF_BY_PART] = {fyp_rule_sum_off_by_part, true},
    [FYP_RULE_TOTAL_FALLS] = {fyp_rule_total_falls, false},
    [FYP_RULE_REVISED] = {fyp_rule_revised, false},
    [FYP_RULE_NOT_WHOLE] = {fyp_rule_not_whole, false},
    [FYP_RULE_ALL_SAME] = {fyp_rule_all_same, true},
    [FYP_RULE_ROUND_DIGITS] = {fyp_rule_round_digits, true},
    [FYP_RULE_SMALL_DENOMINATOR] = {fyp_rule_small_denominator, false},
    [FYP_RULE_DENOMINATOR_BREAK] = {fyp_rule_denominator_break, false},
    [FYP_RULE_BOTH_LEVELS] = {fyp_rule_both_levels, true},
    [FYP_RULE_COVERAGE] = {fyp_rule_coverage, true},
    [FYP_RULE_MIXED_BASIS] = {fyp_rule_mixed_basis, false},
    [FYP_RULE_NEVER_CALCULATED] = {fyp_rule_never_calculated, false},
    [FYP_RULE_HIDDEN] = {fyp_rule_hidden, false},
    [FYP_RULE_EXTERNAL] = {fyp_rule_external, false},
};

struct run {
    const struct fyp_quality_checks *checks;
    const struct fyp_quality_scope *scope;
    struct fyp_quality_findings *out;
    const struct fyp_figure **peers; /* shape [plan->subregion_count] */
    double *scratch;                 /* the same */
    bool failed;                     /* out of memory */
};

/* --- telling --- */

static const char *place_name(const struct run *run, const char *code)
{
    const struct fyp_plan *plan = run->scope->plan;
    if (strcmp(code, nation) == 0) {
        return fyp_text(FYP_M_DATA_NATION);
    }
    if (plan && strcmp(code, plan->region.code) == 0) {
        return plan->region.name;
    }
    for (size_t i = 0; plan && i < plan->subregion_count; i++) {
        if (strcmp(code, plan->subregions[i].code) == 0) {
            return plan->subregions[i].name;
        }
    }
    return run->scope->regions ? fyp_regions_name(run->scope->regions, code)
                               : code;
}

/* Two decimals are enough to see how far beyond the threshold it lies. */
static void show_measure(double value, char out[FYP_DECIMAL_TEXT_SIZE])
{
    enum { SHOWN_DECIMALS = 2 };
    out[0] = '\0';
    if (isfinite(value)) {
        fyp_decimal_format(fyp_round_half_even(value, SHOWN_DECIMALS), 0, out);
    }
}

static void show_number(
    double value, int decimals, const char *unit, char *out, size_t size)
{
    char number[FYP_DECIMAL_TEXT_SIZE];
    enum { MOST_DECIMALS = 4 };
    int shown = decimals > MOST_DECIMALS ? decimals : MOST_DECIMALS;
    out[0] = '\0';
    if (isfinite(value)) {
        fyp_decimal_format(fyp_round_half_even(value, shown), decimals, number);
        (void)snprintf(
            out, size, "%s%s%s", number, strcmp(unit, "%") == 0 ? "" : " ",
            unit);
        size_t length = strlen(out);
        while (length > 0 && out[length - 1] == ' ') {
            out[--length] = '\0';
        }
    }
}

/** The question with its arguments; "" when out of memory. */
static const char *tell(
    struct run *run, const struct fyp_trial *trial,
    const struct fyp_measure *measure, const struct fyp_quality_finding *to)
{
    enum { NUMBER_SIZE = 160 };
    char value[NUMBER_SIZE] = "", other[NUMBER_SIZE], year[16], before[16] = "";
    char measured[FYP_DECIMAL_TEXT_SIZE], threshold[FYP_DECIMAL_TEXT_SIZE];
    char text[TEXT_SIZE];
    if (trial->figure) {
        show_number(
            trial->figure->value.value, trial->figure->value.decimals,
            trial->unit, value, sizeof value);
    }
    show_number(
        measure->other, measure->other_decimals, trial->unit, other,
        sizeof other);
    show_measure(measure->measured, measured);
    show_measure(to->threshold, threshold);
    (void)snprintf(year, sizeof year, "%d", trial->year);
    if (measure->beside) {
        (void)snprintf(before, sizeof before, "%d", measure->beside->year);
    }
    const char *template = fyp_language_get() == FYP_LANGUAGE_EN
                               ? trial->check->english_question
                               : trial->check->question;
    const char *const arguments[ARGUMENTS + 1] = {
        to->place, year,      to->name,       value,  other,
        measured,  threshold, measure->extra, before, NULL};
    size_t length = fyp_expand(text, sizeof text, template, arguments);
    const char *kept = fyp_arena_text(&run->out->arena, text, length);
    run->failed |= kept == NULL;
    return kept ? kept : "";
}

static bool make_room(struct fyp_quality_findings *findings)
{
    if (findings->count < findings->capacity) {
        return true;
    }
    size_t capacity =
        findings->capacity > 0 ? 2 * findings->capacity : FIRST_CAPACITY;
    if (capacity > SIZE_MAX / sizeof *findings->items) {
        return false;
    }
    struct fyp_quality_finding *items =
        realloc(findings->items, capacity * sizeof *items);
    if (!items) {
        return false;
    }
    findings->items = items;
    findings->capacity = capacity;
    return true;
}

static void keep(
    struct run *run, const struct fyp_trial *trial,
    const struct fyp_measure *measure)
{
    assert(trial->figure || run->scope->plan);
    const char *region =
        trial->figure ? trial->figure->region : run->scope->plan->region.code;
    struct fyp_quality_finding finding = {
        .check = trial->check,
        .indicator = trial->entry->code,
        .name = trial->entry->name,
        .region = region,
        .place = trial->place ? trial->place : place_name(run, region),
        .year = trial->year,
        .basis = trial->basis,
        .figure = trial->figure,
        .beside = measure->beside,
        .measured = measure->measured,
        .threshold = trial->threshold};
    if (trial->plan) {
        const struct fyp_indicator *indicator =
            fyp_plan_indicator(trial->plan, trial->entry->code);
        finding.name = indicator ? indicator->name : finding.name;
    }
    finding.text = tell(run, trial, measure, &finding);
    if (!make_room(run->out)) {
        run->failed = true;
        return;
    }
    run->out->items[run->out->count++] = finding;
}

/* --- trying --- */

/** Is it the group's question, with no figure of its own to mark? */
static bool is_about_peers(enum fyp_quality_rule rule)
{
    return rule == FYP_RULE_ALL_SAME || rule == FYP_RULE_ROUND_DIGITS ||
           rule == FYP_RULE_COVERAGE;
}

static void try_all(struct run *run, struct fyp_trial *trial, bool group)
{
    const struct fyp_figure *figure = trial->figure;
    for (size_t i = 0; i < fyp_quality_checks_count(run->checks); i++) {
        const struct fyp_quality_check *check =
            fyp_quality_checks_at(run->checks, i);
        struct fyp_measure measure = {.measured = NAN, .other = NAN};
        trial->check = check;
        if (rules[check->rule].group != group ||
            !fyp_quality_threshold(
                run->checks, check, trial->entry->code, &trial->threshold)) {
            continue;
        }
        if (rules[check->rule].run(trial, &measure)) {
            trial->figure = is_about_peers(check->rule) ? NULL : figure;
            keep(run, trial, &measure);
            trial->figure = figure;
        }
    }
}

static void
try_figure(struct run *run, struct fyp_trial *trial, const char *region)
{
    trial->figure = fyp_figures_find(
        trial->figures, region, trial->entry->code, trial->year, trial->basis);
    if (trial->figure) {
        try_all(run, trial, false);
    }
}

/** Is the scope about this place? */
static bool is_wanted(const struct run *run, const char *region)
{
    return !run->scope->region || strcmp(run->scope->region, region) == 0;
}

static bool is_own_place(const struct run *run)
{
    return is_wanted(run, run->scope->plan->region.code);
}

static void find_peers(struct run *run, struct fyp_trial *trial)
{
    const struct fyp_plan *plan = trial->plan;
    for (size_t i = 0; i < plan->subregion_count; i++) {
        run->peers[i] = fyp_figures_find(
            trial->figures, plan->subregions[i].code, trial->entry->code,
            trial->year, trial->basis);
    }
    trial->peers = run->peers;
    trial->peer_count = plan->subregion_count;
    trial->spread = fyp_spread_of(run->peers, trial->peer_count, run->scratch);
}

/** One indicator in one year and basis: the place, its sub-regions, they as
 *  a group. */
static void try_places(struct run *run, struct fyp_trial *trial)
{
    const struct fyp_plan *plan = trial->plan;
    bool is_subregion = false;
    find_peers(run, trial);
    trial->is_peer = false;
    if (is_own_place(run)) {
        try_figure(run, trial, plan->region.code);
        if (trial->peer_count > 0) {
            try_all(run, trial, true);
        }
    }
    trial->is_peer = true;
    for (size_t i = 0; i < plan->subregion_count; i++) {
        if (is_wanted(run, plan->subregions[i].code)) {
            is_subregion = true;
            trial->place = plan->subregions[i].name; /* there may be many */
            try_figure(run, trial, plan->subregions[i].code);
        }
    }
    trial->is_peer = false;
    trial->place = NULL;
    if (!is_subregion && !is_own_place(run)) {
        trial->peer_count = 0;
        try_figure(run, trial, run->scope->region);
    }
}

static void
try_years(struct run *run, struct fyp_trial *trial, const char *only_region)
{
    const struct fyp_quality_scope *scope = run->scope;
    for (int year = scope->plan->baseline_year; year <= scope->last_year;
         year++) {
        for (int basis = FYP_BASIS_YEAR; basis <= FYP_BASIS_TO_DATE; basis++) {
            trial->year = year;
            trial->basis = (enum fyp_basis)basis;
            if (only_region) {
                try_figure(run, trial, only_region);
            } else {
                try_places(run, trial);
            }
        }
    }
}

static struct fyp_trial new_trial(
    const struct run *run, const struct fyp_figures *figures,
    const struct fyp_catalogue_entry *entry)
{
    return (struct fyp_trial){
        .checks = run->checks,
        .figures = figures,
        .entry = entry,
        .kind = entry->kind,
        .unit = entry->unit,
        .range = entry->range,
        .plan = run->scope->plan,
        .spread = {.median = NAN, .deviation = NAN}};
}

/** Has an indicator before this one the same series as reference? */
static bool is_tried(const struct fyp_plan *plan, size_t indicator)
{
    const struct fyp_reference *mine =
        &plan->indicators[indicator].target.reference;
    const char *own = plan->region.code;
    const char *place = mine->region ? mine->region : own;
    if (strcmp(place, own) == 0 && fyp_plan_indicator(plan, mine->code)) {
        return true;
    }
    for (size_t i = 0; i < indicator; i++) {
        const struct fyp_reference *other =
            &plan->indicators[i].target.reference;
        if (other->present && strcmp(other->code, mine->code) == 0 &&
            strcmp(other->region ? other->region : own, place) == 0) {
            return true;
        }
    }
    return false;
}

/* The series that a target is held against is a figure like any other. */
static void try_reference(
    struct run *run, const struct fyp_figures *figures, size_t indicator)
{
    const struct fyp_plan *plan = run->scope->plan;
    const struct fyp_reference *reference =
        &plan->indicators[indicator].target.reference;
    if (!reference->present || is_tried(plan, indicator)) {
        return;
    }
    const struct fyp_catalogue_entry *entry =
        fyp_catalogue_by_code(run->scope->catalogue, reference->code);
    const char *own =
        run->scope->region ? run->scope->region : plan->region.code;
    if (entry) {
        struct fyp_trial trial = new_trial(run, figures, entry);
        trial.first_year = plan->baseline_year + 1;
        trial.last_year = run->scope->last_year;
        try_years(run, &trial, reference->region ? reference->region : own);
    }
}

static void
try_indicator(struct run *run, const struct fyp_figures *figures, size_t index)
{
    const struct fyp_plan *plan = run->scope->plan;
    const struct fyp_indicator *indicator = &plan->indicators[index];
    struct fyp_trial trial = new_trial(run, figures, indicator->entry);
    trial.kind = indicator->kind;
    trial.unit = indicator->unit;
    trial.range = indicator->range;
    trial.first_year = plan->baseline_year + 1;
    trial.last_year = run->scope->last_year;
    try_years(run, &trial, NULL);
    try_reference(run, figures, index);
}

/* --- the API --- */

static int compare_addresses(const void *left, const void *right)
{
    const uintptr_t a = (uintptr_t) * (const struct fyp_figure *const *)left;
    const uintptr_t b = (uintptr_t) * (const struct fyp_figure *const *)right;
    return (a > b) - (a < b);
}

/** Reports ask about every figure that they show. */
static bool index_figures(struct fyp_quality_findings *findings)
{
    findings->questioned = fyp_arena_alloc(
        &findings->arena, findings->count + 1, sizeof *findings->questioned);
    if (!findings->questioned) {
        return false;
    }
    for (size_t i = 0; i < findings->count; i++) {
        const struct fyp_quality_finding *finding = &findings->items[i];
        if (finding->figure && finding->check->severity != FYP_SEVERITY_NOTE) {
            findings->questioned[findings->questioned_count++] =
                finding->figure;
        }
    }
    qsort(
        findings->questioned, findings->questioned_count,
        sizeof(*findings->questioned), compare_addresses);
    return true;
}

enum fyp_status fyp_quality_run(
    const struct fyp_quality_checks *checks, const struct fyp_figures *figures,
    const struct fyp_quality_scope *scope, struct fyp_quality_findings *out,
    struct fyp_error *err)
{
    const struct fyp_plan *plan = scope->plan;
    *out = (struct fyp_quality_findings){0};
    struct fyp_arena room = {0};
    struct run run = {.checks = checks, .scope = scope, .out = out};
    size_t n = plan->subregion_count + 1;
    run.peers = fyp_arena_alloc(&room, n, sizeof *run.peers);
    run.scratch = fyp_arena_alloc(&room, n, sizeof *run.scratch);
    run.failed = !run.peers || !run.scratch;
    for (size_t i = 0; !run.failed && i < plan->indicator_count; i++) {
        try_indicator(&run, figures, i);
    }
    fyp_arena_finish(&room);
    if (run.failed || !index_figures(out)) {
        fyp_quality_findings_finish(out);
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    return FYP_OK;
}

void fyp_quality_findings_finish(struct fyp_quality_findings *findings)
{
    if (findings) {
        free(findings->items);
        fyp_arena_finish(&findings->arena);
        *findings = (struct fyp_quality_findings){0};
    }
}

size_t fyp_quality_count(
    const struct fyp_quality_findings *findings, enum fyp_severity severity)
{
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++) {
        count += findings->items[i].check->severity == severity;
    }
    return count;
}

bool fyp_quality_is_questioned(
    const struct fyp_quality_findings *findings,
    const struct fyp_figure *figure)
{
    return findings && figure &&
           bsearch(
               &figure, findings->questioned, findings->questioned_count,
               sizeof(*findings->questioned), compare_addresses) != NULL;
}

/* --- at import --- */

/** The five-year plans begin in years that end in 1 and 6. */
static int first_year_of_period(int year)
{
    enum { YEARS = 5 };
    return year - (year - 1) % YEARS;
}

static void try_new(
    struct run *run, const struct fyp_figures *figures,
    const struct fyp_figure *figure)
{
    const struct fyp_catalogue_entry *entry =
        fyp_catalogue_by_code(run->scope->catalogue, figure->indicator);
    if (!entry) {
        return;
    }
    struct fyp_trial trial = new_trial(run, figures, entry);
    trial.first_year = first_year_of_period(figure->year);
    trial.last_year = trial.first_year + 4;
    trial.year = figure->year;
    trial.basis = figure->basis;
    trial.figure = figure;
    try_all(run, &trial, false);
}

static void set_place(
    const struct fyp_quality_intake *intake, const struct fyp_figure *figure,
    struct fyp_error *problem)
{
    const char *path = intake->path ? intake->path : figure->file;
    if (figure->sheet) {
        char cell[FYP_CELL_NAME_SIZE];
        fyp_cell_name(figure->line, figure->column, cell);
        (void)fyp_error_at(problem, "%s!%s!%s", path, figure->sheet, cell);
    } else {
        (void)fyp_error_at(problem, "%s:%d", path, figure->line);
    }
}

/** A question as a warning; enum fyp_status has a row for every code that a
 *  file of checks may use. */
static enum fyp_status
ask(const struct fyp_quality_intake *intake,
    const struct fyp_quality_finding *finding, struct fyp_error *err)
{
    struct fyp_error problem = {.status = FYP_OK};
    fyp_fail(&problem, (enum fyp_status)finding->check->code, "");
    /* a question may be longer than an argument */
    (void)fyp_text_escape(finding->text, problem.text, sizeof problem.text);
    set_place(intake, finding->figure, &problem);
    return intake->ask(intake->context, finding->figure, &problem, err);
}

enum fyp_status fyp_quality_new(
    const struct fyp_quality_checks *checks, const struct fyp_figures *figures,
    const struct fyp_quality_intake *intake, struct fyp_error *err)
{
    const struct fyp_quality_scope scope = {
        .catalogue = intake->catalogue, .regions = intake->regions};
    struct fyp_quality_findings findings = {0};
    struct run run = {.checks = checks, .scope = &scope, .out = &findings};
    for (size_t i = 0; !run.failed && i < fyp_figures_count(figures); i++) {
        const struct fyp_figure *figure = fyp_figures_at(figures, i);
        if (intake->is_new(intake->context, figure)) {
            try_new(&run, figures, figure);
        }
    }
    enum fyp_status status =
        run.failed ? fyp_fail(err, FYP_E_MEMORY, NULL) : FYP_OK;
    for (size_t i = 0; status == FYP_OK && i < findings.count; i++) {
        status = ask(intake, &findings.items[i], err);
    }
    fyp_quality_findings_finish(&findings);
    return status;
}
