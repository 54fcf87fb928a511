/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/seal/render.h"

#include "base/message.h"
#include "reports/report.h"

#include <string.h>

static enum fyp_status
ask(const struct fyp_seal_question *question, struct fyp_request *request,
    struct fyp_quality_findings *findings, struct fyp_error *err)
{
    const char *own = question->plan->region.code;
    const bool elsewhere =
        question->region != NULL && strcmp(question->region, own) != 0;
    const struct fyp_quality_scope scope = {
        .catalogue = question->catalogue,
        .plan = question->plan,
        .regions = question->regions,
        .region = elsewhere ? question->region : NULL,
        .last_year = question->year};
    if (question->checks == NULL) {
        return FYP_OK;
    }
    const enum fyp_status status = fyp_quality_run(
        question->checks, question->figures, &scope, findings, err);
    request->quality = status == FYP_OK ? findings : NULL;
    return status;
}

/* As the store's: what was stored for another plan, place or year is left
 * out. */
static enum fyp_status add_third_party(
    const struct fyp_seal_question *question, struct fyp_request *request,
    struct fyp_third_party *out, struct fyp_error *err)
{
    const struct fyp_third_party_request asked = {
        .set = question->third_party,
        .plan = question->plan,
        .figures = question->figures,
        .region = question->region,
        .year = question->year};
    if (asked.set == NULL) {
        return FYP_OK;
    }
    const enum fyp_status status = fyp_third_party_create(&asked, out, err);
    if (status == FYP_OK && !fyp_third_party_is_empty(out)) {
        request->third_party = out;
    }
    return status;
}

static enum fyp_status evaluate(
    const struct fyp_seal_question *question, struct fyp_seal_result *out,
    struct fyp_error *err)
{
    struct fyp_request request = {
        .plan = question->plan,
        .figures = question->figures,
        .ruleset = question->ruleset,
        .region = question->region,
        .year = question->year,
        .stage = question->stage,
        .target_version = question->target_version};
    enum fyp_status status =
        add_third_party(question, &request, &out->third_party, err);
    if (status == FYP_OK) {
        status = ask(question, &request, &out->findings, err);
    }
    if (status == FYP_OK) {
        status = fyp_evaluate_whole(&request, &out->whole, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    fyp_report_evaluation(&out->whole.evaluation, FYP_FORMAT_JSON, &out->json);
    fyp_report_evaluation(&out->whole.evaluation, FYP_FORMAT_TEXT, &out->page);
    return out->json.failed || out->page.failed
               ? fyp_fail(err, FYP_E_MEMORY, NULL)
               : FYP_OK;
}

enum fyp_status fyp_seal_render(
    const struct fyp_seal_question *question, struct fyp_seal_result *out,
    struct fyp_error *err)
{
    const enum fyp_language before = fyp_language_get();
    *out = (struct fyp_seal_result){0};
    fyp_language_set(FYP_LANGUAGE_ZH);
    const enum fyp_status status = evaluate(question, out, err);
    fyp_language_set(before);
    if (status != FYP_OK) {
        fyp_seal_result_finish(out);
    }
    return status;
}

void fyp_seal_result_finish(struct fyp_seal_result *result)
{
    if (result != NULL) {
        fyp_whole_finish(&result->whole);
        fyp_third_party_finish(&result->third_party);
        fyp_quality_findings_finish(&result->findings);
        fyp_buffer_finish(&result->json);
        fyp_buffer_finish(&result->page);
        *result = (struct fyp_seal_result){0};
    }
}
