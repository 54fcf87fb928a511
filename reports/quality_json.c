/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/json.h"
#include "reports/parts.h"
#include "reports/quality.h"

/* Keys are a contract, as in the other reports. */

static void
put_counts(struct fyp_json *root, const struct fyp_quality_findings *findings)
{
    struct fyp_json object = fyp_json_object();
    for (int severity = FYP_SEVERITY_SERIOUS; severity >= FYP_SEVERITY_NOTE;
         severity--) {
        fyp_json_integer(
            &object, fyp_severity_name((enum fyp_severity)severity),
            (long long)fyp_quality_count(
                findings, (enum fyp_severity)severity));
    }
    fyp_json_put(root, "counts", &object);
}

/* Where the figure stands; null where the question is about a group. */
static void put_figure(
    struct fyp_json *object, const char *key, const struct fyp_figure *figure)
{
    char place[FYP_FIGURE_PLACE_SIZE];
    if (!figure) {
        fyp_json_null(object, key);
        return;
    }
    struct fyp_json inner = fyp_json_object();
    fyp_figure_place(figure, place);
    fyp_json_text(&inner, "region", figure->region);
    fyp_json_positive(&inner, "year", figure->year);
    fyp_json_decimal(&inner, "value", &figure->value);
    fyp_json_decimal(&inner, "numerator", &figure->numerator);
    fyp_json_decimal(&inner, "denominator", &figure->denominator);
    fyp_json_text(&inner, "place", place);
    fyp_json_integer(&inner, "version", figure->version);
    fyp_json_put(object, key, &inner);
}

static void
put_finding(struct fyp_json *array, const struct fyp_quality_finding *finding)
{
    struct fyp_json object = fyp_json_object();
    char code[FYP_QUALITY_CODE_SIZE];
    fyp_quality_code(finding->check, code);
    fyp_json_text(&object, "code", code);
    fyp_json_text(
        &object, "severity", fyp_severity_name(finding->check->severity));
    fyp_json_text(&object, "check", fyp_quality_check_name(finding->check));
    fyp_json_text(&object, "indicator", finding->indicator);
    fyp_json_text(&object, "name", finding->name);
    fyp_json_text(&object, "region", finding->region);
    fyp_json_text(&object, "region_name", finding->place);
    fyp_json_positive(&object, "year", finding->year);
    fyp_json_text(
        &object, "basis",
        finding->basis == FYP_BASIS_TO_DATE ? "to_date" : "year");
    fyp_json_number(&object, "measured", finding->measured);
    fyp_json_number(&object, "threshold", finding->threshold);
    put_figure(&object, "figure", finding->figure);
    put_figure(&object, "beside", finding->beside);
    fyp_json_text(&object, "text", finding->text);
    fyp_json_put(array, NULL, &object);
}

void fyp_quality_json(
    const struct fyp_quality_report *report, struct fyp_buffer *out)
{
    struct fyp_json root = fyp_json_object();
    struct fyp_json findings = fyp_json_array();
    fyp_json_text(&root, "plan", report->plan->id);
    fyp_json_text(
        &root, "region",
        report->region ? report->region : report->plan->region.code);
    fyp_json_integer(&root, "first_year", report->plan->baseline_year);
    fyp_json_integer(&root, "year", report->year);
    put_counts(&root, report->findings);
    for (size_t i = 0; i < report->findings->count; i++) {
        put_finding(&findings, &report->findings->items[i]);
    }
    fyp_json_put(&root, "findings", &findings);
    fyp_json_write(&root, out);
}
