/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_TEXT_PAGE_H
#define FYP_REPORTS_TEXT_PAGE_H

#include "base/arena.h"
#include "base/message.h"
#include "base/text.h"

/*
 * A page of sentences for a terminal: templates of messages.def with what
 * stands in plans and figures put in. What comes from files cannot steer the
 * terminal: control characters are shown as \xNN.
 *
 * Zero-initialise with out set; release with fyp_page_finish.
 */

struct fyp_text_page {
    struct fyp_buffer *out;
    struct fyp_arena arena; /* sentences, harmless copies of texts */
};

/**
 * A copy of text with control characters shown as \xNN.
 * @return NULL when out of memory.
 */
const char *fyp_text_harmless(struct fyp_arena *arena, const char *text);

/** A harmless copy of a text from a file; "" for NULL. */
const char *fyp_page_plain(struct fyp_text_page *page, const char *text);

/** One message with arguments, without a line end; nothing is cut. */
void fyp_page_expand(
    struct fyp_text_page *page, enum fyp_message message,
    const char *const *arguments);

/* fyp_page_say(&page, FYP_M_X, a, b) */
#define fyp_page_say(page, message, ...)                                       \
    fyp_page_expand((page), (message), (const char *const[]){__VA_ARGS__, NULL})

void fyp_page_line_end(struct fyp_text_page *page);
void fyp_page_finish(struct fyp_text_page *page);

/** Number as text for an argument; belongs to the page. */
const char *fyp_page_number(struct fyp_text_page *page, long long number);

#endif
