/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/text_page.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { SENTENCE_SIZE = 2048 };

static bool is_control(uint32_t codepoint)
{
    return codepoint < 0x20 || (codepoint >= 0x7F && codepoint < 0xA0);
}

/* Writes one character, or its escaped bytes; at most 4 for each byte. */
static size_t copy_character(const char *from, size_t n, bool escaped, char *to)
{
    static const char digits[] = "0123456789ABCDEF";
    if (!escaped) {
        memcpy(to, from, n);
        return n;
    }
    for (size_t i = 0; i < n; i++) {
        const unsigned char byte = (unsigned char)from[i];
        to[4 * i] = '\\';
        to[4 * i + 1] = 'x';
        to[4 * i + 2] = digits[byte >> 4];
        to[4 * i + 3] = digits[byte & 15];
    }
    return 4 * n;
}

const char *fyp_text_harmless(struct fyp_arena *arena, const char *text)
{
    const size_t length = strlen(text);
    char *copy = fyp_arena_alloc(arena, length + 1, 4);
    size_t used = 0;
    size_t at = 0;

    while (copy != NULL && at < length) {
        uint32_t codepoint = 0;
        size_t n = fyp_utf8_decode(text + at, length - at, &codepoint);
        const bool escaped = n == 0 || is_control(codepoint);
        n = n == 0 ? 1 : n;
        used += copy_character(text + at, n, escaped, copy + used);
        at += n;
    }
    return copy;
}

const char *fyp_page_plain(struct fyp_text_page *page, const char *text)
{
    const char *copy =
        text == NULL ? "" : fyp_text_harmless(&page->arena, text);
    if (copy == NULL) {
        page->out->failed = true;
        return "";
    }
    return copy;
}

void fyp_page_expand(
    struct fyp_text_page *page, enum fyp_message message,
    const char *const *arguments)
{
    char sentence[SENTENCE_SIZE];
    fyp_expand(sentence, sizeof sentence, fyp_text(message), arguments);
    fyp_buffer_text(page->out, sentence);
}

void fyp_page_line_end(struct fyp_text_page *page)
{
    fyp_buffer_text(page->out, "\n");
}

const char *fyp_page_number(struct fyp_text_page *page, long long number)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", number);
    return fyp_page_plain(page, text);
}

void fyp_page_finish(struct fyp_text_page *page)
{
    if (page != NULL) {
        fyp_arena_finish(&page->arena);
    }
}
