/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/amendment.h"

#include "indicators/schema.h"

#include <stdlib.h>
#include <string.h>

int fyp_plan_version_count(const struct fyp_plan *plan)
{
    return (int)plan->amendment_count + 1;
}

int fyp_plan_version_in_force(const struct fyp_plan *plan, int year)
{
    int version = 1;
    for (size_t i = 0; i < plan->amendment_count; i++) {
        if (plan->amendments[i].effective_year <= year) {
            version = (int)i + 2;
        }
    }
    return version;
}

int fyp_amendment_version(
    const struct fyp_plan *plan, const struct fyp_amendment *amendment)
{
    return (int)(amendment - plan->amendments) + 2;
}

static size_t amendments_in(const struct fyp_plan *plan, int version)
{
    size_t count = version > 1 ? (size_t)version - 1 : 0;
    return count < plan->amendment_count ? count : plan->amendment_count;
}

const struct fyp_amendment *fyp_plan_amendment_of(
    const struct fyp_plan *plan, const char *code, int version)
{
    for (size_t i = amendments_in(plan, version); i > 0; i--) {
        if (strcmp(plan->amendments[i - 1].code, code) == 0) {
            return &plan->amendments[i - 1];
        }
    }
    return NULL;
}

/** The first amendment of all holds what was there before any. */
static const struct fyp_indicator *
original(const struct fyp_plan *plan, const struct fyp_indicator *indicator)
{
    for (size_t i = 0; i < plan->amendment_count; i++) {
        if (plan->amendments[i].before != NULL &&
            strcmp(plan->amendments[i].code, indicator->code) == 0) {
            return plan->amendments[i].before;
        }
    }
    return indicator;
}

const struct fyp_indicator *fyp_plan_indicator_at(
    const struct fyp_plan *plan, const struct fyp_indicator *indicator,
    int version)
{
    const struct fyp_amendment *amendment =
        fyp_plan_amendment_of(plan, indicator->code, version);
    return amendment != NULL && amendment->after != NULL
               ? amendment->after
               : original(plan, indicator);
}

/** A copy made here stands at one version and can be asked for another. */
static bool stands_at(const struct fyp_plan *plan, int version)
{
    for (size_t i = 0; i < plan->indicator_count; i++) {
        const struct fyp_indicator *row = &plan->indicators[i];
        if (fyp_plan_indicator_at(plan, row, version) != row) {
            return false;
        }
    }
    return true;
}

const struct fyp_plan *fyp_plan_at_version(
    const struct fyp_plan *plan, int version, struct fyp_arena *arena)
{
    if (stands_at(plan, version)) {
        return plan;
    }
    struct fyp_plan *copy = fyp_arena_alloc(arena, 1, sizeof *copy);
    struct fyp_indicator *indicators =
        fyp_arena_alloc(arena, plan->indicator_count, sizeof *indicators);
    if (copy == NULL || indicators == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < plan->indicator_count; i++) {
        indicators[i] =
            *fyp_plan_indicator_at(plan, &plan->indicators[i], version);
    }
    *copy = *plan;
    copy->indicators = indicators;
    copy->arena = (struct fyp_arena){0};
    return copy;
}

/* --- equality --- */

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool
same_decimal(const struct fyp_decimal *a, const struct fyp_decimal *b)
{
    return a->present == b->present &&
           (!a->present ||
            (a->decimals == b->decimals && fyp_equal(a->value, b->value)));
}

static bool
same_citation(const struct fyp_citation *a, const struct fyp_citation *b)
{
    return a->line == b->line && same_text(a->section, b->section) &&
           same_text(a->quote, b->quote);
}

/** What a target asks for, whatever its wording. */
static bool same_demand(const struct fyp_target *a, const struct fyp_target *b)
{
    return a->kind == b->kind && a->comparator == b->comparator &&
           same_decimal(&a->value, &b->value) &&
           same_decimal(&a->precision, &b->precision) &&
           same_decimal(&a->tolerance, &b->tolerance) &&
           a->reference.present == b->reference.present &&
           same_text(a->reference.code, b->reference.code) &&
           same_text(a->reference.region, b->reference.region) &&
           (a->kind != FYP_TARGET_TEXT || same_text(a->text, b->text));
}

static bool same_milestones(
    const struct fyp_milestone *a, size_t n, const struct fyp_milestone *b,
    size_t m)
{
    if (n != m) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (a[i].year != b[i].year || a[i].comparator != b[i].comparator ||
            !same_decimal(&a[i].value, &b[i].value)) {
            return false;
        }
    }
    return true;
}

bool fyp_targets_equal(
    const struct fyp_indicator *a, const struct fyp_indicator *b)
{
    return same_demand(&a->target, &b->target) &&
           same_milestones(
               a->milestones, a->milestone_count, b->milestones,
               b->milestone_count);
}

static bool same_milestone_sources(
    const struct fyp_amendment *a, const struct fyp_amendment *b)
{
    for (size_t i = 0; i < a->milestone_count; i++) {
        if (!same_citation(
                &a->milestones[i].source, &b->milestones[i].source)) {
            return false;
        }
    }
    return true;
}

bool fyp_amendment_equal(
    const struct fyp_amendment *a, const struct fyp_amendment *b)
{
    return same_text(a->code, b->code) && same_demand(&a->target, &b->target) &&
           same_text(a->target.text, b->target.text) &&
           a->target.inferred == b->target.inferred &&
           same_milestones(
               a->milestones, a->milestone_count, b->milestones,
               b->milestone_count) &&
           same_milestone_sources(a, b) &&
           same_text(a->published, b->published) &&
           a->effective_year == b->effective_year &&
           same_text(a->authority, b->authority) &&
           same_text(a->document_number, b->document_number) &&
           same_text(a->reason, b->reason) &&
           same_citation(&a->source, &b->source);
}

/* --- settling --- */

bool fyp_amendment_settle(
    struct fyp_plan *plan, size_t index, struct fyp_arena *arena)
{
    struct fyp_amendment *amendment = &plan->amendments[index];
    const struct fyp_indicator *row = fyp_plan_indicator(plan, amendment->code);

    fyp_target_settle(&amendment->target);
    if (amendment->effective_year == 0 && amendment->published != NULL) {
        amendment->effective_year = (int)strtol(amendment->published, NULL, 10);
    }
    if (row == NULL) {
        return true; /* fyp_amendment_check says so */
    }
    amendment->before = fyp_plan_indicator_at(plan, row, (int)index + 1);
    struct fyp_indicator *after = fyp_arena_alloc(arena, 1, sizeof *after);
    if (after == NULL) {
        return false;
    }
    *after = *amendment->before;
    after->target = amendment->target;
    after->milestones = amendment->milestones;
    after->milestone_count = amendment->milestone_count;
    after->line = amendment->line;
    amendment->after = after;
    return true;
}
