/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/text_page.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

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

/* Room enough: every brace may stand for the longest argument. */
static size_t expanded_size(const char *template, const char *const *arguments)
{
    size_t longest = 0;
    size_t braces = 0;
    for (size_t i = 0; arguments[i] != NULL; i++) {
        const size_t length = strlen(arguments[i]);
        longest = length > longest ? length : longest;
    }
    for (const char *at = template; *at != '\0'; at++) {
        braces += *at == '{';
    }
    return strlen(template) + braces * longest + 1;
}

void fyp_page_expand(
    struct fyp_text_page *page, enum fyp_message message,
    const char *const *arguments)
{
    const char *template = fyp_text(message);
    const size_t size = expanded_size(template, arguments);
    char *sentence = fyp_arena_alloc(&page->arena, size, 1);

    if (sentence == NULL) {
        page->out->failed = true;
        return;
    }
    fyp_expand(sentence, size, template, arguments);
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
