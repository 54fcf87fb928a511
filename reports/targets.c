/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/targets.h"

#include "indicators/amendment.h"
#include "reports/parts.h"
#include "reports/words.h"

#include <math.h>

/* --- words --- */

void fyp_targets_say_version(
    const struct fyp_evaluation *evaluation, struct fyp_text_page *page)
{
    if (evaluation->target_versions <= 1) {
        return;
    }
    fyp_page_say(
        page, FYP_M_TARGETS_VERSION,
        fyp_page_number(page, evaluation->target_version),
        fyp_page_number(page, evaluation->target_versions),
        fyp_page_number(page, evaluation->year),
        fyp_page_number(
            page,
            fyp_plan_version_in_force(evaluation->plan, evaluation->year)));
    fyp_page_line_end(page);
}

static void
say_authority(const struct fyp_amendment *amendment, struct fyp_text_page *page)
{
    const char *authority = fyp_page_plain(page, amendment->authority);

    if (amendment->document_number == NULL) {
        fyp_page_say(page, FYP_M_TARGETS_AUTHORITY, authority);
    } else {
        fyp_page_say(
            page, FYP_M_TARGETS_AUTHORITY_NUMBER, authority,
            fyp_page_plain(page, amendment->document_number));
    }
}

static void say_milestones(
    const struct fyp_amendment *amendment, struct fyp_text_page *page)
{
    if (amendment->milestone_count == 0 &&
        amendment->before->milestone_count > 0) {
        fyp_buffer_text(page->out, fyp_text(FYP_M_TARGETS_NO_MILESTONES));
    }
    for (size_t i = 0; i < amendment->milestone_count; i++) {
        const struct fyp_milestone *milestone = &amendment->milestones[i];
        char value[FYP_DECIMAL_TEXT_SIZE];
        fyp_decimal_format(
            milestone->value.value, milestone->value.decimals, value);
        fyp_page_say(
            page, FYP_M_TARGETS_MILESTONE,
            fyp_page_number(page, milestone->year),
            fyp_comparator_sign(milestone->comparator), value);
    }
}

void fyp_amendment_say(
    const struct fyp_plan *plan, const struct fyp_amendment *amendment,
    struct fyp_text_page *page)
{
    char before[FYP_SHOWN_TARGET_SIZE];
    char after[FYP_SHOWN_TARGET_SIZE];
    struct fyp_buffer authority = {0};
    struct fyp_buffer change = {0};
    struct fyp_text_page parts = {.out = &authority};

    fyp_show_target(amendment->before, before);
    fyp_show_target(amendment->after, after);
    say_authority(amendment, &parts);
    parts.out = &change;
    fyp_buffer_text(&change, fyp_page_plain(&parts, after));
    say_milestones(amendment, &parts);
    fyp_page_say(
        page, FYP_M_TARGETS_LINE,
        fyp_page_number(page, fyp_amendment_version(plan, amendment)),
        fyp_page_plain(page, amendment->published),
        authority.data == NULL ? "" : authority.data,
        fyp_page_plain(page, amendment->after->name),
        fyp_page_plain(page, before), change.data == NULL ? "" : change.data,
        fyp_page_number(page, amendment->effective_year),
        fyp_page_plain(page, amendment->reason));
    page->out->failed = page->out->failed || authority.failed || change.failed;
    fyp_page_finish(&parts);
    fyp_buffer_finish(&authority);
    fyp_buffer_finish(&change);
}

void fyp_targets_say(const struct fyp_plan *plan, struct fyp_text_page *page)
{
    if (plan->amendment_count == 0) {
        return;
    }
    fyp_page_line_end(page);
    fyp_page_say(
        page, FYP_M_TARGETS_TITLE,
        fyp_page_number(page, (long long)plan->amendment_count));
    fyp_page_line_end(page);
    for (size_t i = 0; i < plan->amendment_count; i++) {
        fyp_amendment_say(plan, &plan->amendments[i], page);
        fyp_page_line_end(page);
    }
}

/* --- JSON --- */

static void put_target(
    struct fyp_json *parent, const char *key,
    const struct fyp_indicator *indicator)
{
    const struct fyp_target *target = &indicator->target;
    struct fyp_json object = fyp_json_object();
    struct fyp_json milestones = fyp_json_array();

    fyp_json_text(&object, "text", target->text);
    fyp_json_text(&object, "kind", fyp_target_kind_key(target->kind));
    fyp_json_comparator(&object, "comparator", target->comparator);
    fyp_json_decimal(&object, "value", &target->value);
    for (size_t i = 0; i < indicator->milestone_count; i++) {
        const struct fyp_milestone *milestone = &indicator->milestones[i];
        struct fyp_json item = fyp_json_object();
        fyp_json_integer(&item, "year", milestone->year);
        fyp_json_comparator(&item, "comparator", milestone->comparator);
        fyp_json_decimal(&item, "value", &milestone->value);
        fyp_json_put(&milestones, NULL, &item);
    }
    fyp_json_put(&object, "milestones", &milestones);
    fyp_json_put(parent, key, &object);
}

static void put_amendment(
    struct fyp_json *parent, const char *key, const struct fyp_plan *plan,
    const struct fyp_amendment *amendment)
{
    struct fyp_json object = fyp_json_object();
    struct fyp_json source = fyp_json_object();

    fyp_json_integer(
        &object, "version", fyp_amendment_version(plan, amendment));
    fyp_json_text(&object, "code", amendment->code);
    put_target(&object, "old_target", amendment->before);
    put_target(&object, "new_target", amendment->after);
    fyp_json_text(&object, "published", amendment->published);
    fyp_json_integer(&object, "effective_year", amendment->effective_year);
    fyp_json_text(&object, "authority", amendment->authority);
    fyp_json_text(&object, "document_number", amendment->document_number);
    fyp_json_text(&object, "reason", amendment->reason);
    fyp_json_text(&source, "section", amendment->source.section);
    fyp_json_positive(&source, "line", amendment->source.line);
    fyp_json_text(&source, "quote", amendment->source.quote);
    fyp_json_put(&object, "source", &source);
    fyp_json_put(parent, key, &object);
}

void fyp_targets_json(struct fyp_json *root, const struct fyp_plan *plan)
{
    struct fyp_json array = fyp_json_array();
    for (size_t i = 0; i < plan->amendment_count; i++) {
        put_amendment(&array, NULL, plan, &plan->amendments[i]);
    }
    fyp_json_put(root, "amendments", &array);
}

void fyp_amended_json(
    struct fyp_json *object, const struct fyp_plan *plan,
    const struct fyp_indicator *indicator, int version)
{
    const struct fyp_amendment *amendment =
        fyp_plan_amendment_of(plan, indicator->code, version);

    if (amendment == NULL) {
        fyp_json_null(object, "amended");
    } else {
        put_amendment(object, "amended", plan, amendment);
    }
}
