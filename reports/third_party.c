/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/third_party.h"

#include "reports/fieldwork.h"
#include "reports/parts.h"
#include "reports/shown.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What third parties stored, beside the committee's own figures. */

/* --- text --- */

static void confidence_text(
    const struct fyp_fieldwork *fieldwork, char out[FYP_DECIMAL_TEXT_SIZE])
{
    const double per_cent = 100.0 * fieldwork->confidence;
    int decimals = 0;

    while (decimals < 2 &&
           !fyp_equal(fyp_round_half_even(per_cent, decimals), per_cent)) {
        decimals++;
    }
    fyp_decimal_format(per_cent, decimals, out);
}

void fyp_third_party_record(
    const struct fyp_fieldwork *fieldwork, struct fyp_buffer *out)
{
    const bool survey = fieldwork->kind == FYP_FIELDWORK_ANSWERS;
    struct fyp_text_page page = {.out = out};
    char confidence[FYP_DECIMAL_TEXT_SIZE], low[16], high[16], what[64];

    confidence_text(fieldwork, confidence);
    snprintf(low, sizeof low, "%d", fieldwork->scale.low);
    snprintf(high, sizeof high, "%d", fieldwork->scale.high);
    if (survey) {
        fyp_say(what, sizeof what, FYP_M_THIRD_SCALE, low, high);
    } else {
        snprintf(low, sizeof low, "%zu", fieldwork->count);
        fyp_say(what, sizeof what, FYP_M_THIRD_ROWS, low);
    }
    fyp_page_say(
        &page, FYP_M_THIRD_RECORD,
        fyp_text(survey ? FYP_M_FIELDWORK_ANSWERS : FYP_M_FIELDWORK_RECOUNTS),
        fyp_page_number(&page, fieldwork->import_id),
        fyp_page_plain(&page, fieldwork->by), what,
        fyp_page_plain(&page, fieldwork->saved_at),
        fyp_page_plain(&page, fieldwork->file), fieldwork->sha256, confidence);
    fyp_page_finish(&page);
}

static void say_verification(
    struct fyp_text_page *page, const struct fyp_third_verification *one)
{
    fyp_third_party_record(one->fieldwork, page->out);
    fyp_page_line_end(page);
    fyp_field_verification_table(&one->result, page->out);
    for (size_t i = 0; i < one->result.count; i++) {
        fyp_field_say_drawn(
            page, one->result.items[i].indicator, &one->checks[i]);
    }
    if (one->unknown > 0) {
        fyp_page_say(
            page, FYP_M_THIRD_UNKNOWN,
            fyp_page_number(page, (long long)one->unknown));
        fyp_page_line_end(page);
    }
    fyp_page_line_end(page);
}

static void
say_title(struct fyp_text_page *page, const struct fyp_evaluation *evaluation)
{
    const double weight = evaluation->parts.weight;
    char share[FYP_DECIMAL_TEXT_SIZE];

    if (weight > 0.0) {
        fyp_show_share(weight, share);
        fyp_page_say(page, FYP_M_THIRD_TITLE_WEIGHED, share);
    } else {
        fyp_buffer_text(page->out, fyp_text(FYP_M_THIRD_TITLE));
    }
    fyp_page_line_end(page);
}

void fyp_third_party_text(
    const struct fyp_evaluation *evaluation, struct fyp_buffer *out)
{
    const struct fyp_third_party *all = evaluation->third_party;
    struct fyp_text_page page = {.out = out};

    if (fyp_third_party_is_empty(all)) {
        return;
    }
    fyp_page_line_end(&page);
    say_title(&page, evaluation);
    for (size_t i = 0; i < all->verification_count; i++) {
        say_verification(&page, &all->verifications[i]);
    }
    for (size_t i = 0; i < all->survey_count; i++) {
        fyp_third_party_record(all->surveys[i].fieldwork, out);
        fyp_page_line_end(&page);
        fyp_field_survey_table(&all->surveys[i].result, out);
        fyp_page_line_end(&page);
    }
    fyp_page_finish(&page);
}

void fyp_score_parts_text(
    const struct fyp_evaluation *evaluation, struct fyp_buffer *out)
{
    const struct fyp_score_parts *parts = &evaluation->parts;
    const double numbers[4] = {
        parts->targets, 1.0 - parts->weight, parts->satisfaction,
        parts->weight};
    struct fyp_text_page page = {.out = out};
    char words[4][FYP_DECIMAL_TEXT_SIZE];

    if (!(parts->weight > 0.0)) {
        return;
    }
    for (int i = 0; i < 4; i++) {
        /* weights as they are written, scores as scores are shown */
        if (i % 2 == 0) {
            fyp_show_score(numbers[i], &evaluation->ruleset, words[i]);
        } else {
            snprintf(words[i], sizeof words[i], "%g", numbers[i]);
        }
    }
    fyp_page_say(
        &page, FYP_M_SCORE_PARTS, words[0], words[1], words[2], words[3],
        fyp_page_number(&page, parts->import_id),
        fyp_page_plain(&page, parts->question));
    fyp_page_finish(&page);
}

/* --- JSON --- */

/* What the result is traced back to. */
static void
put_record(struct fyp_json *json, const struct fyp_fieldwork *fieldwork)
{
    fyp_json_integer(json, "import", fieldwork->import_id);
    fyp_json_text(json, "by", fieldwork->by);
    fyp_json_text(json, "saved_at", fieldwork->saved_at);
    fyp_json_text(json, "file", fieldwork->file);
    fyp_json_text(json, "sheet", fieldwork->sheet);
    fyp_json_text(json, "sha256", fieldwork->sha256);
    fyp_json_number(json, "confidence", fieldwork->confidence);
}

static void
put_verifications(struct fyp_json *parent, const struct fyp_third_party *all)
{
    struct fyp_json array = fyp_json_array();

    for (size_t i = 0; i < all->verification_count; i++) {
        const struct fyp_third_verification *one = &all->verifications[i];
        for (size_t k = 0; k < one->result.count; k++) {
            struct fyp_json json = fyp_json_object();
            fyp_field_json_verified(&json, &one->result.items[k]);
            fyp_field_json_drawn(&json, &one->checks[k]);
            put_record(&json, one->fieldwork);
            fyp_json_put(&array, NULL, &json);
        }
    }
    fyp_json_put(parent, "verification", &array);
}

static void
put_surveys(struct fyp_json *parent, const struct fyp_third_party *all)
{
    struct fyp_json array = fyp_json_array();

    for (size_t i = 0; i < all->survey_count; i++) {
        const struct fyp_third_survey *one = &all->surveys[i];
        for (size_t k = 0; k < one->result.count; k++) {
            struct fyp_json json = fyp_json_object();
            struct fyp_json scale = fyp_json_object();
            fyp_field_json_satisfaction(&json, &one->result.items[k]);
            fyp_json_integer(&scale, "low", one->fieldwork->scale.low);
            fyp_json_integer(&scale, "high", one->fieldwork->scale.high);
            fyp_json_put(&json, "scale", &scale);
            fyp_json_number(
                &json, "invited",
                one->fieldwork->invited > 0 ? (double)one->fieldwork->invited
                                            : NAN);
            put_record(&json, one->fieldwork);
            fyp_json_put(&array, NULL, &json);
        }
    }
    fyp_json_put(parent, "satisfaction", &array);
}

static void
put_parts(struct fyp_json *root, const struct fyp_score_parts *parts)
{
    if (!(parts->weight > 0.0)) {
        fyp_json_null(root, "score_parts");
        return;
    }
    struct fyp_json json = fyp_json_object();
    fyp_json_number(&json, "targets", parts->targets);
    fyp_json_number(&json, "satisfaction", parts->satisfaction);
    fyp_json_number(&json, "satisfaction_weight", parts->weight);
    fyp_json_text(&json, "question", parts->question);
    fyp_json_integer(&json, "import", parts->import_id);
    fyp_json_put(root, "score_parts", &json);
}

void fyp_third_party_json(
    struct fyp_json *root, const struct fyp_evaluation *evaluation)
{
    const struct fyp_third_party *all = evaluation->third_party;

    put_parts(root, &evaluation->parts);
    if (fyp_third_party_is_empty(all)) {
        fyp_json_null(root, "third_party");
        return;
    }
    struct fyp_json json = fyp_json_object();
    put_verifications(&json, all);
    put_surveys(&json, all);
    fyp_json_put(root, "third_party", &json);
}
