/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/parts.h"
#include "reports/quality.h"
#include "reports/text_page.h"

/* The list for a terminal: what there is to ask, the gravest first, each with
 * where its figure stands. */

struct page {
    const struct fyp_quality_report *report;
    struct fyp_text_page text;
};

static void say_head(struct page *page)
{
    const struct fyp_quality_report *report = page->report;
    struct fyp_text_page *text = &page->text;
    const char *region =
        report->region ? report->region : report->plan->region.code;
    fyp_buffer_text(text->out, fyp_page_plain(text, report->plan->title));
    fyp_page_line_end(text);
    fyp_page_say(
        text, FYP_M_QUALITY_PLACE,
        fyp_page_plain(text, fyp_plan_region_name(report->plan, region)),
        fyp_page_plain(text, region),
        fyp_page_number(text, report->plan->baseline_year),
        fyp_page_number(text, report->year));
    fyp_page_line_end(text);
}

static const char *count_text(struct page *page, enum fyp_severity severity)
{
    return fyp_page_number(
        &page->text,
        (long long)fyp_quality_count(page->report->findings, severity));
}

static void say_counts(struct page *page)
{
    struct fyp_text_page *text = &page->text;
    size_t count = page->report->findings->count;
    if (count == 0) {
        fyp_buffer_text(text->out, fyp_text(FYP_M_QUALITY_NOTHING));
    } else {
        fyp_page_say(
            text, FYP_M_QUALITY_COUNTS, fyp_page_number(text, (long long)count),
            count_text(page, FYP_SEVERITY_SERIOUS),
            count_text(page, FYP_SEVERITY_QUESTION),
            count_text(page, FYP_SEVERITY_NOTE));
    }
    fyp_page_line_end(text);
}

static void
say_finding(struct page *page, const struct fyp_quality_finding *finding)
{
    struct fyp_text_page *text = &page->text;
    char code[FYP_QUALITY_CODE_SIZE], place[FYP_FIGURE_PLACE_SIZE];
    fyp_quality_code(finding->check, code);
    fyp_page_say(
        text, FYP_M_QUALITY_LINE, code,
        fyp_word_severity(finding->check->severity),
        fyp_page_plain(text, finding->text));
    fyp_figure_place(finding->figure, place);
    if (place[0] != '\0') {
        fyp_page_say(text, FYP_M_QUALITY_WHERE, fyp_page_plain(text, place));
    }
    fyp_page_line_end(text);
}

void fyp_quality_text(
    const struct fyp_quality_report *report, struct fyp_buffer *out)
{
    struct page page = {.report = report, .text = {.out = out}};
    const struct fyp_quality_findings *findings = report->findings;
    say_head(&page);
    say_counts(&page);
    for (int severity = FYP_SEVERITY_SERIOUS; severity >= FYP_SEVERITY_NOTE;
         severity--) {
        if (fyp_quality_count(findings, (enum fyp_severity)severity) > 0) {
            fyp_page_line_end(&page.text);
        }
        for (size_t i = 0; i < findings->count; i++) {
            if ((int)findings->items[i].check->severity == severity) {
                say_finding(&page, &findings->items[i]);
            }
        }
    }
    fyp_page_finish(&page.text);
}
