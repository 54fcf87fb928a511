/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/quotation.h"

#include "indicators/plan_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Texts print a table one cell a line, so blanks and line ends do not count:
 * text and quotation are compared without them.
 */

enum { TEXT_SIZE_MAX = 4 * 1024 * 1024 };

static bool is_blank(uint32_t c)
{
    return c <= ' ' || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

/** Appends from without its blanks; where lines begin goes to starts. */
static void squeeze(
    const char *from, size_t length, struct fyp_buffer *out,
    struct fyp_buffer *starts)
{
    fyp_buffer_text(out, "");
    while (length > 0) {
        uint32_t c = 0;
        size_t n = fyp_utf8_decode(from, length, &c);
        if (n == 0) {
            n = 1;
            c = UINT32_MAX;
        }
        if (!is_blank(c)) {
            fyp_buffer_bytes(out, from, n);
        } else if (c == '\n' && starts != NULL) {
            fyp_buffer_bytes(
                starts, (const char *)&out->length, sizeof out->length);
        }
        from += n;
        length -= n;
    }
}

/** indicators/plans/x.yaml cites indicators/texts/x.txt. */
bool fyp_plan_document(const struct fyp_plan *plan, char *out, size_t size)
{
    if (plan->beside != NULL) {
        const char *given = plan->beside->text;
        return given != NULL && strlen(given) < size &&
               snprintf(out, size, "%s", given) > 0;
    }
    const char *slash = strrchr(plan->path, '/');
    size_t folder = slash == NULL ? 0 : (size_t)(slash - plan->path) + 1;
    if (plan->id[strspn(plan->id, "abcdefghijklmnopqrstuvwxyz0123456789-")] !=
        '\0') {
        return false;
    }
    int length = snprintf(
        out, size, "%.*s../texts/%s.txt", (int)folder, plan->path, plan->id);
    return length > 0 && (size_t)length < size && access(out, F_OK) == 0;
}

static bool read_text(struct fyp_findings *findings, struct fyp_document *text)
{
    char *bytes = NULL;
    size_t length = 0;
    size_t start = 0;
    struct fyp_error failure = {.status = FYP_OK};
    if (fyp_file_read(text->name, TEXT_SIZE_MAX, &bytes, &length, &failure) !=
        FYP_OK) {
        fyp_findings_add(findings, &failure);
        return false;
    }
    fyp_buffer_bytes(&text->starts, (const char *)&start, sizeof start);
    squeeze(bytes, length, &text->squeezed, &text->starts);
    fyp_buffer_bytes(
        &text->starts, (const char *)&text->squeezed.length,
        sizeof text->squeezed.length);
    free(bytes);
    return !text->squeezed.failed && !text->starts.failed;
}

/** Does the quotation begin on this line, from 1? */
static bool begins_on(
    const struct fyp_document *text, size_t line,
    const struct fyp_buffer *quote)
{
    size_t from = 0;
    size_t to = 0;
    if (line + 1 > text->starts.length / sizeof from) {
        return false;
    }
    memcpy(&from, text->starts.data + (line - 1) * sizeof from, sizeof from);
    memcpy(&to, text->starts.data + line * sizeof to, sizeof to);
    for (; from < to; from++) {
        if (strncmp(text->squeezed.data + from, quote->data, quote->length) ==
            0) {
            return true;
        }
    }
    return false;
}

bool fyp_document_open(
    const struct fyp_plan *plan, struct fyp_findings *findings,
    struct fyp_document *out)
{
    *out = (struct fyp_document){.findings = findings};
    return fyp_plan_document(plan, out->name, sizeof out->name) &&
           read_text(findings, out);
}

void fyp_document_close(struct fyp_document *document)
{
    fyp_buffer_finish(&document->squeezed);
    fyp_buffer_finish(&document->starts);
}

void fyp_document_check(
    const struct fyp_document *document, const char *quotation, int text_line,
    int line)
{
    if (quotation == NULL || text_line == 0) {
        return;
    }
    struct fyp_buffer quote = {0};
    squeeze(quotation, strlen(quotation), &quote, NULL);
    if (!quote.failed && !begins_on(document, (size_t)text_line, &quote)) {
        char number[16];
        snprintf(number, sizeof number, "%d", text_line);
        fyp_found(
            document->findings, line, FYP_E_PLAN_QUOTATION, quotation,
            strrchr(document->name, '/') + 1, number);
    }
    fyp_buffer_finish(&quote);
}

static void check_one(
    const struct fyp_document *text, const struct fyp_citation *source,
    int line)
{
    fyp_document_check(text, source->quote, source->line, line);
}

static void check_indicator(
    const struct fyp_document *text, const struct fyp_indicator *indicator)
{
    const struct fyp_prose_baseline *prose = &indicator->baseline.prose;
    check_one(text, &indicator->source, indicator->line);
    if (prose->present) {
        check_one(text, &prose->source, prose->line);
    }
    for (size_t i = 0; i < indicator->milestone_count; i++) {
        const struct fyp_milestone *milestone = &indicator->milestones[i];
        check_one(text, &milestone->source, milestone->line);
    }
}

void fyp_quotations_check(const struct fyp_plan_check *check)
{
    const struct fyp_plan *plan = check->plan;
    struct fyp_document text;
    if (fyp_document_open(plan, check->findings, &text)) {
        check_one(&text, &plan->source, fyp_plan_key_line(check, "出处"));
        for (size_t i = 0; i < plan->indicator_count; i++) {
            check_indicator(&text, &plan->indicators[i]);
        }
    }
    fyp_document_close(&text);
}
