/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/batch.h"

#include "cli/console.h"
#include "engine/subregions.h"

#include <stdlib.h>
#include <string.h>

static int failed(struct fyp_error *err)
{
    return fyp_console_error(err);
}

static int out_of_memory(void)
{
    struct fyp_error err = {0};
    fyp_fail(&err, FYP_E_MEMORY, NULL);
    return failed(&err);
}

static bool add(struct fyp_batch *batch, const struct fyp_batch_item *item)
{
    if (batch->count == batch->capacity) {
        const size_t capacity = batch->capacity == 0 ? 64 : 2 * batch->capacity;
        struct fyp_batch_item *items =
            realloc(batch->items, capacity * sizeof *items);
        if (items == NULL) {
            return false;
        }
        batch->items = items;
        batch->capacity = capacity;
    }
    batch->items[batch->count++] = *item;
    return true;
}

/* --- which years --- */

static bool has_own_figure(
    const struct fyp_figures *figures, const char *region, const char *code,
    int year)
{
    for (int basis = FYP_BASIS_YEAR; basis <= FYP_BASIS_TO_DATE; basis++) {
        if (fyp_figures_find(
                figures, region, code, year, (enum fyp_basis)basis) != NULL) {
            return true;
        }
    }
    return false;
}

/* For the plan's own place those of its sub-regions will do. */
static bool
has_figure(const struct fyp_batch_item *item, const char *code, int year)
{
    const struct fyp_plan *plan = item->plan;

    if (item->region != NULL) {
        return has_own_figure(item->figures, item->region, code, year);
    }
    for (size_t i = 0; i < plan->subregion_count; i++) {
        if (fyp_figures_find(
                item->figures, plan->subregions[i].code, code, year,
                FYP_BASIS_YEAR) != NULL) {
            return true;
        }
    }
    return has_own_figure(item->figures, plan->region.code, code, year);
}

/* A year applies when anything was measured for the plan in it. */
static bool year_applies(const struct fyp_batch_item *item, int year)
{
    for (size_t i = 0; i < item->plan->indicator_count; i++) {
        if (has_figure(item, item->plan->indicators[i].code, year)) {
            return true;
        }
    }
    return false;
}

static bool is_asked(const struct fyp_options *options, int year)
{
    return options->year == 0 || options->year == year;
}

/* One item for the year, where it applies. */
static bool add_year(
    struct fyp_batch *batch, const struct fyp_batch_item *subject, int year)
{
    struct fyp_batch_item item = *subject;

    if (!year_applies(subject, year)) {
        return true;
    }
    item.year = year;
    item.stage = batch->options->stage != FYP_STAGE_DEFAULT
                     ? batch->options->stage
                     : fyp_default_stage(item.plan, item.ruleset, year);
    return add(batch, &item);
}

/* --- all plans --- */

static int add_plan(struct fyp_batch *batch, const struct fyp_plan *plan)
{
    struct fyp_batch_item subject = {
        .plan = plan,
        .figures = batch->session->figures,
        .name = plan->region.name};
    const int code = fyp_session_ruleset(
        batch->session, batch->options, plan, &subject.ruleset);

    if (code != FYP_EXIT_DONE) {
        return code;
    }
    for (int year = plan->baseline_year + 1; year <= plan->end_year; year++) {
        if (is_asked(batch->options, year) &&
            !add_year(batch, &subject, year)) {
            return out_of_memory();
        }
    }
    return code;
}

int fyp_batch_plans(
    const struct fyp_options *options, struct fyp_session *session,
    struct fyp_batch *out)
{
    const struct fyp_home *home = &session->home;
    int code = fyp_session_plans(session);

    *out = (struct fyp_batch){.session = session, .options = options};
    if (code == FYP_EXIT_DONE) {
        code = fyp_session_figures(
            session, options->db, home->plans, home->plan_count, NULL);
    }
    if (code != FYP_EXIT_DONE) {
        return code;
    }
    for (size_t i = 0; i < home->plan_count; i++) {
        const int plan_code = add_plan(out, home->plans[i]);
        code = plan_code != FYP_EXIT_DONE ? plan_code : code;
    }
    return code;
}

/* --- the places of one plan --- */

/* Does an evaluation of the plan, in its own place or in one more, read the
 * figures of a place? */
static bool
is_read(const struct fyp_plan *plan, const char *region, const char *more)
{
    bool found = strcmp(region, plan->region.code) == 0 ||
                 (more != NULL && strcmp(region, more) == 0);

    for (size_t i = 0; !found && i < plan->subregion_count; i++) {
        found = strcmp(region, plan->subregions[i].code) == 0;
    }
    for (size_t i = 0; !found && i < plan->indicator_count; i++) {
        const struct fyp_reference *reference =
            &plan->indicators[i].target.reference;
        found = reference->present && reference->region != NULL &&
                strcmp(region, reference->region) == 0;
    }
    return found;
}

static enum fyp_status copy_figures(
    const struct fyp_batch *batch, const char *more, struct fyp_figures *out,
    struct fyp_error *err)
{
    const struct fyp_figures *all = batch->session->figures;
    const size_t count = fyp_figures_count(all);
    enum fyp_status status = FYP_OK;

    for (size_t i = 0; status == FYP_OK && i < count; i++) {
        const struct fyp_figure *figure = fyp_figures_at(all, i);
        if (is_read(batch->session->plan, figure->region, more)) {
            status = fyp_figures_add(out, figure, err);
        }
    }
    fyp_figures_index(out);
    return status;
}

/* The very figures that `report PLAN`, or `report PLAN --region more`, reads:
 * a check of the data may look at all that there are. */
static enum fyp_status figures_of(
    struct fyp_batch *batch, const char *more, const struct fyp_figures **out,
    struct fyp_error *err)
{
    struct fyp_figures **list =
        realloc(batch->figures, (batch->figures_count + 1) * sizeof(*list));

    if (list == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    batch->figures = list;
    const enum fyp_status status =
        fyp_figures_create(&list[batch->figures_count], err);
    if (status != FYP_OK) {
        return status;
    }
    *out = list[batch->figures_count];
    return copy_figures(batch, more, list[batch->figures_count++], err);
}

static enum fyp_status init_parts(
    struct fyp_batch *batch, const struct fyp_request *whole,
    struct fyp_error *err)
{
    const struct fyp_request part =
        fyp_part_request(whole, NULL, &batch->part_rules);

    return fyp_plan_of_parts(
        part.plan, &batch->arena, &batch->parts, NULL, err);
}

/* The place itself, then the places in it, by code; shape [1 + children]. */
static enum fyp_status list_subjects(
    struct fyp_batch *batch, const struct fyp_request *whole,
    struct fyp_batch_item **out, size_t *count, struct fyp_error *err)
{
    struct fyp_region_tree tree;
    enum fyp_status status = fyp_region_tree_build(
        whole->plan, whole->figures, batch->session->regions, &batch->arena,
        &tree, err);

    if (status != FYP_OK) {
        return status;
    }
    const struct fyp_region_node *top = &tree.nodes[0];
    struct fyp_batch_item *items =
        fyp_arena_alloc(&batch->arena, top->child_count + 1, sizeof *items);
    if (items == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    items[0] = (struct fyp_batch_item){
        .plan = whole->plan,
        .ruleset = whole->ruleset,
        .name = whole->plan->region.name};
    status = figures_of(batch, NULL, &items[0].figures, err);
    for (size_t i = 0; status == FYP_OK && i < top->child_count; i++) {
        const struct fyp_region_node *node =
            &tree.nodes[tree.children[top->first_child + i]];
        items[i + 1] = (struct fyp_batch_item){
            .plan = &batch->parts,
            .figures = items[0].figures,
            .ruleset = &batch->part_rules,
            .region = node->code,
            .name = node->name,
            .ranked = node->counts};
        if (!node->declared) {
            status = figures_of(batch, node->code, &items[i + 1].figures, err);
        }
    }
    *out = items;
    *count = top->child_count + 1;
    return status;
}

static enum fyp_status add_places(
    struct fyp_batch *batch, const struct fyp_request *whole,
    struct fyp_error *err)
{
    const struct fyp_plan *plan = whole->plan;
    struct fyp_batch_item *subjects = NULL;
    size_t count = 0;
    enum fyp_status status = init_parts(batch, whole, err);

    if (status == FYP_OK) {
        status = list_subjects(batch, whole, &subjects, &count, err);
    }
    for (int year = plan->baseline_year + 1;
         status == FYP_OK && year <= plan->end_year; year++) {
        bool added = true;
        for (size_t i = 0; added && is_asked(batch->options, year) && i < count;
             i++) {
            added = add_year(batch, &subjects[i], year);
        }
        status = added ? FYP_OK : fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    return status;
}

int fyp_batch_regions(
    const struct fyp_options *options, struct fyp_session *session,
    struct fyp_batch *out)
{
    struct fyp_request whole;
    struct fyp_error err = {0};

    *out = (struct fyp_batch){.session = session, .options = options};
    const int code = fyp_session_whole_place(session, options, &whole);
    if (code != FYP_EXIT_DONE) {
        return code;
    }
    return add_places(out, &whole, &err) == FYP_OK ? code : failed(&err);
}

void fyp_batch_finish(struct fyp_batch *batch)
{
    for (size_t i = 0; i < batch->figures_count; i++) {
        fyp_figures_destroy(batch->figures[i]);
    }
    free(batch->figures);
    free(batch->items);
    fyp_arena_finish(&batch->arena);
    *batch = (struct fyp_batch){0};
}

/* --- one of them --- */

enum fyp_status fyp_batch_prepare(
    const struct fyp_batch *batch, size_t index, struct fyp_batch_ready *out,
    struct fyp_error *err)
{
    const struct fyp_batch_item *item = &batch->items[index];
    const int version = batch->options->target_version;
    struct fyp_session names = *batch->session;

    *out = (struct fyp_batch_ready){
        .request = {
            .plan = item->plan,
            .figures = item->figures,
            .ruleset = item->ruleset,
            .region = item->region,
            .year = item->year,
            .target_version = version > 0 ? version : 0,
            .stage = item->stage}};
    enum fyp_status status =
        fyp_session_third_party(batch->session, &out->request, err);
    if (status == FYP_OK) {
        /* As in a report of one place, whose own names are the plan's. */
        names.regions = item->region != NULL ? names.regions : NULL;
        status =
            fyp_session_question(&names, &out->request, &out->findings, err);
    }
    if (status != FYP_OK) {
        fyp_batch_release(out);
    }
    return status;
}

void fyp_batch_release(struct fyp_batch_ready *ready)
{
    fyp_quality_findings_finish(&ready->findings);
    *ready = (struct fyp_batch_ready){0};
}
