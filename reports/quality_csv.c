/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/csv_row.h"
#include "reports/parts.h"
#include "reports/quality.h"

/* One row a question, under the keys of the JSON. */

static const char *const header[] = {
    "plan",  "code",     "severity",    "check",        "indicator",
    "name",  "region",   "region_name", "year",         "basis",
    "value", "measured", "threshold",   "beside_value", "beside_year",
    "place", "text",
};

static void
put_figures(struct fyp_csv_row *row, const struct fyp_quality_finding *finding)
{
    static const struct fyp_decimal none = {0};
    const struct fyp_figure *beside = finding->beside;
    fyp_csv_decimal(row, finding->figure ? &finding->figure->value : &none);
    fyp_csv_number(row, finding->measured);
    fyp_csv_number(row, finding->threshold);
    fyp_csv_decimal(row, beside ? &beside->value : &none);
    fyp_csv_positive(row, beside ? beside->year : 0);
}

void fyp_quality_csv(
    const struct fyp_quality_report *report, struct fyp_buffer *out)
{
    fyp_csv_texts(out, header, sizeof header / sizeof header[0]);
    for (size_t i = 0; i < report->findings->count; i++) {
        const struct fyp_quality_finding *finding = &report->findings->items[i];
        struct fyp_csv_row row = {.out = out};
        char code[FYP_QUALITY_CODE_SIZE], place[FYP_FIGURE_PLACE_SIZE];
        fyp_quality_code(finding->check, code);
        fyp_figure_place(finding->figure, place);
        fyp_csv_text(&row, report->plan->id);
        fyp_csv_text(&row, code);
        fyp_csv_text(&row, fyp_severity_name(finding->check->severity));
        fyp_csv_text(&row, fyp_quality_check_name(finding->check));
        fyp_csv_text(&row, finding->indicator);
        fyp_csv_text(&row, finding->name);
        fyp_csv_text(&row, finding->region);
        fyp_csv_text(&row, finding->place);
        fyp_csv_integer(&row, finding->year);
        fyp_csv_text(
            &row, finding->basis == FYP_BASIS_TO_DATE ? "to_date" : "year");
        put_figures(&row, finding);
        fyp_csv_text(&row, place);
        fyp_csv_text(&row, finding->text);
        fyp_csv_end(&row);
    }
}
