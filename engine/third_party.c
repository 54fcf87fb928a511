/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/third_party.h"

#include "base/text.h"
#include "engine/judge.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- recounted and drawn --- */

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Texts in their order, to look others up in. */
struct sorted {
    const char **items;
    size_t count;
};

static bool has(const struct sorted *sorted, const char *text)
{
    return sorted->count > 0 &&
           bsearch(
               &text, sorted->items, sorted->count, sizeof *sorted->items,
               compare_texts) != NULL;
}

static void sort(struct sorted *sorted)
{
    if (sorted->count > 1) {
        qsort(
            sorted->items, sorted->count, sizeof *sorted->items, compare_texts);
    }
}

static const char *region_of(const struct fyp_third_party_request *request)
{
    return request->region != NULL ? request->region
                                   : request->plan->region.code;
}

static bool
is_asked(const struct fyp_third_party_request *request, size_t index)
{
    const struct fyp_fieldwork *fieldwork = &request->set->items[index];

    return strcmp(fieldwork->plan, request->plan->id) == 0 &&
           strcmp(fieldwork->region, region_of(request)) == 0 &&
           fieldwork->year == request->year;
}

static const struct fyp_fieldwork *sample_of(
    const struct fyp_third_party_request *request,
    const struct fyp_indicator *indicator)
{
    for (size_t i = request->set->count; i > 0; i--) {
        const struct fyp_fieldwork *fieldwork = &request->set->items[i - 1];
        if (fieldwork->kind == FYP_FIELDWORK_SITES &&
            is_asked(request, i - 1) &&
            strcmp(fieldwork->indicator, indicator->code) == 0) {
            return fieldwork;
        }
    }
    return NULL;
}

static void compare_sites(
    const struct fyp_recounts *recounts, const struct fyp_indicator *indicator,
    struct sorted lists[2], struct fyp_drawn_check *out)
{
    struct sorted *drawn = &lists[0], *counted = &lists[1];

    for (size_t i = 0; i < out->sample->count; i++) {
        drawn->items[drawn->count++] = out->sample->sites[i].site;
    }
    sort(drawn);
    for (size_t i = 0; i < recounts->count; i++) {
        const struct fyp_recount *row = &recounts->items[i];
        if (row->indicator != indicator) {
            continue;
        }
        counted->items[counted->count++] = row->site;
        if (!has(drawn, row->site)) {
            out->not_drawn[out->not_drawn_count++] = row->site;
        }
    }
    sort(counted);
    for (size_t i = 0; i < out->sample->count; i++) {
        const char *site = out->sample->sites[i].site;
        if (!has(counted, site)) {
            out->missing[out->missing_count++] = site;
        }
    }
}

enum fyp_status fyp_check_drawn(
    const struct fyp_third_party_request *request,
    const struct fyp_recounts *recounts, const struct fyp_indicator *indicator,
    struct fyp_arena *arena, struct fyp_drawn_check *out, struct fyp_error *err)
{
    *out = (struct fyp_drawn_check){.sample = sample_of(request, indicator)};
    if (out->sample == NULL) {
        return FYP_OK;
    }
    const size_t rooms[2] = {out->sample->count + 1, recounts->count + 1};
    struct sorted lists[2] = {{0}};
    for (int i = 0; i < 2; i++) {
        lists[i].items =
            fyp_arena_alloc(arena, rooms[i], sizeof *lists[i].items);
    }
    out->not_drawn = fyp_arena_alloc(arena, rooms[1], sizeof *out->not_drawn);
    out->missing = fyp_arena_alloc(arena, rooms[0], sizeof *out->missing);
    if (lists[0].items == NULL || lists[1].items == NULL ||
        out->not_drawn == NULL || out->missing == NULL) {
        *out = (struct fyp_drawn_check){0};
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    compare_sites(recounts, indicator, lists, out);
    return FYP_OK;
}

/* --- all that was stored --- */

static enum fyp_status check_items(
    const struct fyp_third_party_request *request,
    const struct fyp_recounts *recounts, struct fyp_third_party *all,
    struct fyp_third_verification *out, struct fyp_error *err)
{
    enum fyp_status status = FYP_OK;

    out->checks = fyp_arena_alloc(
        &all->arena, out->result.count + 1, sizeof *out->checks);
    if (out->checks == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t i = 0; status == FYP_OK && i < out->result.count; i++) {
        status = fyp_check_drawn(
            request, recounts, out->result.items[i].indicator, &all->arena,
            &out->checks[i], err);
    }
    return status;
}

static enum fyp_status verify_again(
    const struct fyp_third_party_request *request,
    const struct fyp_fieldwork *fieldwork, struct fyp_third_party *all,
    struct fyp_error *err)
{
    struct fyp_recounts recounts;
    assert(all->verifications);
    struct fyp_third_verification *out =
        &all->verifications[all->verification_count];

    *out = (struct fyp_third_verification){.fieldwork = fieldwork};
    enum fyp_status status = fyp_kept_recounts(
        fieldwork, request->plan, &recounts, &out->unknown, err);
    if (status != FYP_OK) {
        return status;
    }
    const struct fyp_verification_request asked = {
        .plan = request->plan,
        .figures = request->figures,
        .recounts = &recounts,
        .region = region_of(request),
        .year = request->year,
        .confidence = fieldwork->confidence,
    };
    status = fyp_verify(&asked, &out->result, err);
    if (status == FYP_OK) {
        all->verification_count++;
        status = check_items(request, &recounts, all, out, err);
    }
    fyp_recounts_finish(&recounts);
    return status;
}

static enum fyp_status summarise_again(
    const struct fyp_fieldwork *fieldwork, struct fyp_third_party *all,
    struct fyp_error *err)
{
    struct fyp_answers answers;
    assert(all->surveys);
    struct fyp_third_survey *out = &all->surveys[all->survey_count];

    *out = (struct fyp_third_survey){.fieldwork = fieldwork};
    enum fyp_status status = fyp_kept_answers(fieldwork, &answers, err);
    if (status != FYP_OK) {
        return status;
    }
    const struct fyp_survey_request asked = {
        .answers = &answers,
        .scale = fieldwork->scale,
        .invited = fieldwork->invited,
        .confidence = fieldwork->confidence,
    };
    status = fyp_survey_summarise(&asked, &out->result, err);
    all->survey_count += status == FYP_OK;
    fyp_answers_finish(&answers);
    return status;
}

static bool is_demonstration(const struct fyp_fieldwork *fieldwork)
{
    return strstr(fieldwork->file, "示例数据") != NULL;
}

enum fyp_status fyp_third_party_create(
    const struct fyp_third_party_request *request, struct fyp_third_party *out,
    struct fyp_error *err)
{
    const size_t room = request->set->count + 1;
    enum fyp_status status = FYP_OK;

    *out = (struct fyp_third_party){0};
    out->verifications =
        fyp_arena_alloc(&out->arena, room, sizeof *out->verifications);
    out->surveys = fyp_arena_alloc(&out->arena, room, sizeof *out->surveys);
    if (out->verifications == NULL || out->surveys == NULL) {
        status = fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t i = 0; status == FYP_OK && i < request->set->count; i++) {
        const struct fyp_fieldwork *fieldwork = &request->set->items[i];
        if (!is_asked(request, i) || fieldwork->kind == FYP_FIELDWORK_SITES) {
            continue;
        }
        out->demonstration |= is_demonstration(fieldwork);
        status = fieldwork->kind == FYP_FIELDWORK_RECOUNTS
                     ? verify_again(request, fieldwork, out, err)
                     : summarise_again(fieldwork, out, err);
    }
    if (status != FYP_OK) {
        fyp_third_party_finish(out);
    }
    return status;
}

void fyp_third_party_finish(struct fyp_third_party *third_party)
{
    if (third_party == NULL) {
        return;
    }
    for (size_t i = 0; i < third_party->verification_count; i++) {
        fyp_verification_finish(&third_party->verifications[i].result);
    }
    for (size_t i = 0; i < third_party->survey_count; i++) {
        fyp_survey_finish(&third_party->surveys[i].result);
    }
    fyp_arena_finish(&third_party->arena);
    *third_party = (struct fyp_third_party){0};
}

bool fyp_third_party_is_empty(const struct fyp_third_party *third_party)
{
    return third_party == NULL || (third_party->verification_count == 0 &&
                                   third_party->survey_count == 0);
}

/* --- beside an evaluation --- */

static void
mark(struct fyp_evaluation *evaluation, const char *code, long long import_id)
{
    for (size_t i = 0; i < evaluation->indicator_count; i++) {
        struct fyp_indicator_result *result = &evaluation->indicators[i];
        if (strcmp(result->indicator->code, code) == 0) {
            result->over_reported = import_id;
        }
    }
}

void fyp_attach_third_party(struct fyp_evaluation *evaluation)
{
    const struct fyp_third_party *all = evaluation->third_party;

    evaluation->demonstration |= all->demonstration;
    for (size_t i = 0; i < all->verification_count; i++) {
        const struct fyp_third_verification *one = &all->verifications[i];
        for (size_t k = 0; k < one->result.count; k++) {
            const struct fyp_verified *item = &one->result.items[k];
            if (item->agreement == FYP_AGREEMENT_OVER_REPORTED) {
                mark(
                    evaluation, item->indicator->code,
                    one->fieldwork->import_id);
            }
        }
    }
}

/* --- the weight of satisfaction --- */

size_t fyp_survey_questions(const struct fyp_survey *survey)
{
    size_t count = 0;

    for (size_t i = 0; i < survey->count; i++) {
        count += survey->items[i].group == NULL;
    }
    return count;
}

static bool is_overall(const char *question)
{
    char folded[64];

    fyp_text_fold(question, folded, sizeof folded);
    return strcmp(folded, "总体满意度") == 0 ||
           strcmp(folded, "overallsatisfaction") == 0;
}

const struct fyp_satisfaction *
fyp_overall_satisfaction(const struct fyp_survey *survey)
{
    const bool only = fyp_survey_questions(survey) == 1;

    for (size_t i = 0; i < survey->count; i++) {
        const struct fyp_satisfaction *item = &survey->items[i];
        if (item->group == NULL && (only || is_overall(item->question))) {
            return item;
        }
    }
    return NULL;
}

static enum fyp_status refuse_weight(
    enum fyp_status why, double weight, int year, struct fyp_error *err)
{
    char number[FYP_DECIMAL_TEXT_SIZE], shown[16];

    snprintf(number, sizeof number, "%g", weight);
    snprintf(shown, sizeof shown, "%d", year);
    return fyp_fail(err, why, number, shown);
}

static enum fyp_status refuse_survey(
    enum fyp_status why, long long id, long long more, const char *question,
    struct fyp_error *err)
{
    char first[24], second[24];

    snprintf(first, sizeof first, "%lld", id);
    snprintf(second, sizeof second, "%lld", more);
    return fyp_fail(err, why, first, question != NULL ? question : second);
}

/* The one number of the one survey that a ruleset can mean. */
static enum fyp_status find_satisfaction(
    const struct fyp_evaluation *evaluation, struct fyp_score_parts *parts,
    struct fyp_error *err)
{
    const struct fyp_third_party *all = evaluation->third_party;
    const size_t count = all != NULL ? all->survey_count : 0;

    if (count == 0) {
        return refuse_weight(
            FYP_E_SATISFACTION_NONE, parts->weight, evaluation->year, err);
    }
    const long long id = all->surveys[0].fieldwork->import_id;
    if (count > 1) {
        return refuse_survey(
            FYP_E_SATISFACTION_SEVERAL, id,
            all->surveys[1].fieldwork->import_id, NULL, err);
    }
    const struct fyp_survey *survey = &all->surveys[0].result;
    const struct fyp_satisfaction *overall = fyp_overall_satisfaction(survey);
    if (overall == NULL) {
        return refuse_survey(
            FYP_E_SATISFACTION_QUESTION, id,
            (long long)fyp_survey_questions(survey), NULL, err);
    }
    if (isnan(overall->mean)) {
        return refuse_survey(
            FYP_E_SATISFACTION_ANSWERS, id, 0, overall->question, err);
    }
    parts->satisfaction = overall->mean;
    parts->question = overall->question;
    parts->import_id = id;
    return FYP_OK;
}

enum fyp_status
fyp_weigh_satisfaction(struct fyp_evaluation *evaluation, struct fyp_error *err)
{
    const double weight = evaluation->ruleset.satisfaction_weight;
    struct fyp_score_parts *parts = &evaluation->parts;

    *parts = (struct fyp_score_parts){
        .targets = evaluation->score, .satisfaction = NAN, .weight = weight};
    if (!(weight >= 0.0 && weight < 1.0)) {
        return refuse_weight(
            FYP_E_SATISFACTION_WEIGHT, weight, evaluation->year, err);
    }
    if (!(weight > 0.0)) {
        return FYP_OK;
    }
    const enum fyp_status status = find_satisfaction(evaluation, parts, err);
    if (status == FYP_OK) {
        evaluation->score =
            (1.0 - weight) * parts->targets + weight * parts->satisfaction;
    }
    return status;
}
