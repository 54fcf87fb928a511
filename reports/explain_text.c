/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain.h"

#include "reports/parts.h"
#include "reports/targets.h"
#include "reports/words.h"

/* The page of `fyp explain`: what it is about, what it comes to, then the
 * chain in parts with headings, a sentence a line. */

void fyp_report_explanation(
    const struct fyp_explain_view *view, enum fyp_format format,
    struct fyp_buffer *out)
{
    if (format == FYP_FORMAT_JSON) {
        fyp_explain_json(view, out);
    } else {
        fyp_explain_text(view, out);
    }
}

bool fyp_explain_is_demonstration(const struct fyp_explanation *explanation)
{
    bool demonstration = explanation->result->demonstration;
    for (size_t i = 0; i < explanation->count; i++) {
        const struct fyp_figure *figure = explanation->steps[i].figure;
        demonstration |= figure != NULL && figure->demonstration;
    }
    return demonstration;
}

static void
say_head(const struct fyp_explanation *explanation, struct fyp_text_page *page)
{
    const struct fyp_evaluation *evaluation = explanation->evaluation;
    const struct fyp_indicator *indicator = explanation->result->indicator;

    if (fyp_explain_is_demonstration(explanation)) {
        fyp_buffer_text(page->out, fyp_text(FYP_M_DEMO_NOTICE));
        fyp_page_line_end(page);
    }
    fyp_page_head(page, evaluation);
    fyp_targets_say_version(evaluation, page);
    fyp_page_say(
        page, FYP_M_WHY_HEAD, fyp_page_plain(page, indicator->number),
        fyp_page_plain(page, indicator->name),
        fyp_word_attribute(indicator->attribute),
        fyp_word_kind(indicator->kind));
    fyp_page_line_end(page);
    fyp_explain_conclusion(explanation, page);
    fyp_page_line_end(page);
}

/* A heading wherever a part begins. */
static void
say_steps(const struct fyp_explain_view *view, struct fyp_text_page *page)
{
    const struct fyp_explanation *explanation = view->explanation;
    int told = FYP_PART_COUNT;
    int number = 0;

    for (size_t i = 0; i < explanation->count; i++) {
        const enum fyp_explain_part part =
            fyp_explain_part(&explanation->steps[i]);
        if ((int)part != told) {
            told = (int)part;
            fyp_page_line_end(page);
            fyp_page_say(
                page, FYP_M_WHY_PART_HEAD, fyp_page_number(page, ++number),
                fyp_explain_part_title(part));
            fyp_page_line_end(page);
        }
        fyp_buffer_text(page->out, "   ");
        fyp_explain_sentence(view, i, page);
        fyp_page_line_end(page);
    }
}

static void
say_rules(const struct fyp_explanation *explanation, struct fyp_text_page *page)
{
    const struct fyp_ruleset *ruleset = &explanation->evaluation->ruleset;

    fyp_page_line_end(page);
    fyp_page_say(
        page, FYP_M_NOTE_METHOD, fyp_word_method(ruleset->method),
        fyp_word_comparison(ruleset->comparison),
        fyp_page_plain(page, ruleset->name),
        fyp_page_plain(page, ruleset->version));
    fyp_page_line_end(page);
    fyp_buffer_text(page->out, fyp_text(FYP_M_WHY_HOW));
    fyp_page_line_end(page);
}

void fyp_explain_text(
    const struct fyp_explain_view *view, struct fyp_buffer *out)
{
    struct fyp_text_page page = {.out = out};
    say_head(view->explanation, &page);
    say_steps(view, &page);
    say_rules(view->explanation, &page);
    fyp_page_finish(&page);
}
