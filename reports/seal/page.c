/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/seal/page.h"

#include "reports/parts.h"
#include "reports/text_page.h"
#include "reports/words.h"

static void say_line(
    struct fyp_text_page *page, enum fyp_message message, const char *argument)
{
    fyp_page_say(page, message, argument);
    fyp_page_line_end(page);
}

static void
say_head(struct fyp_text_page *text, const struct fyp_seal_page *page)
{
    const struct fyp_evaluation *evaluation = page->evaluation;
    const struct fyp_seal_record *record = page->record;
    char year[16];
    (void)snprintf(year, sizeof year, "%d", evaluation->year);
    if (evaluation->demonstration) {
        say_line(text, FYP_M_DEMO_NOTICE, NULL);
    }
    say_line(
        text, FYP_M_SEAL_PAGE_TITLE,
        fyp_page_plain(text, evaluation->plan->title));
    fyp_page_say(
        text, FYP_M_SEAL_PAGE_PLACE,
        fyp_page_plain(
            text, fyp_plan_region_name(evaluation->plan, evaluation->region)),
        evaluation->region, year, fyp_word_stage(evaluation->stage));
    fyp_page_line_end(text);
    if (record->sealed_on[0] != '\0') {
        say_line(text, FYP_M_SEAL_PAGE_ON, record->sealed_on);
    }
    if (record->sealed_by[0] != '\0') {
        say_line(
            text, FYP_M_SEAL_PAGE_BY, fyp_page_plain(text, record->sealed_by));
    }
    say_line(text, FYP_M_SEAL_PAGE_PROGRAM, record->version);
}

static void
say_parts(struct fyp_text_page *text, const struct fyp_seal_page *page)
{
    fyp_page_line_end(text);
    say_line(text, FYP_M_SEAL_PAGE_PARTS, NULL);
    for (int i = 0; i < FYP_SEAL_PARTS; i++) {
        const enum fyp_seal_part part = (enum fyp_seal_part)i;
        const struct fyp_seal_part_row *row = fyp_seal_part_at(part);
        if (page->has(page->context, part)) {
            fyp_page_say(
                text, FYP_M_SEAL_PAGE_PART,
                fyp_seal_part_name(part, page->record->plan_file),
                fyp_text(row->what));
            fyp_page_line_end(text);
        }
    }
    fyp_page_say(
        text, FYP_M_SEAL_PAGE_PART, FYP_SEAL_MANIFEST,
        fyp_text(FYP_M_SEAL_PART_MANIFEST));
    fyp_page_line_end(text);
}

static void
say_sources(struct fyp_text_page *text, const struct fyp_seal_page *page)
{
    size_t count = 0;
    const struct fyp_seal_source *sources =
        fyp_seal_sources(&text->arena, page->figures, &count);
    fyp_page_line_end(text);
    say_line(
        text, FYP_M_SEAL_PAGE_SOURCES,
        fyp_page_number(text, (long long)page->figures->count));
    for (size_t i = 0; i < count; i++) {
        const struct fyp_sealed_figure *first = sources[i].first;
        fyp_page_say(
            text, FYP_M_SEAL_PAGE_SOURCE,
            fyp_page_number(text, first->figure.import_id),
            fyp_page_plain(text, first->figure.file),
            fyp_page_number(text, (long long)sources[i].figures),
            fyp_page_plain(text, first->imported_at),
            fyp_page_plain(text, first->sha256));
        fyp_page_line_end(text);
    }
    text->out->failed = text->out->failed || sources == NULL;
}

void fyp_seal_page_write(
    const struct fyp_seal_page *page, struct fyp_buffer *out)
{
    const enum fyp_language before = fyp_language_get();
    struct fyp_text_page text = {.out = out};
    fyp_language_set(FYP_LANGUAGE_ZH);
    say_head(&text, page);
    say_parts(&text, page);
    say_sources(&text, page);
    fyp_page_line_end(&text);
    fyp_buffer_text(out, fyp_text(FYP_M_SEAL_PAGE_HOW));
    fyp_page_finish(&text);
    fyp_language_set(before);
}
