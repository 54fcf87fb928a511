/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/yaml_tree.h"

#include "base/text.h"
#include "base/yaml_fault.h"

#include <stdio.h>
#include <string.h>
#include <yaml.h>

struct builder {
    struct fyp_arena *arena;
    struct fyp_yaml_report *report;
    struct fyp_yaml_node *root;
    struct fyp_yaml_node *open[FYP_YAML_DEPTH_MAX];
    size_t depth;
    size_t nodes;
    size_t documents;
};

#define REPORT(builder, mark, status, ...)                                     \
    report_at(                                                                 \
        (builder)->report, (mark).line + 1, (mark).column + 1, (status),       \
        __LINE__, (const char *const[]){__VA_ARGS__, NULL})

static void report_at(
    struct fyp_yaml_report *report, size_t line, size_t column,
    enum fyp_status status, int source_line, const char *const *arguments)
{
    struct fyp_error problem;

    (void)fyp_error_set(&problem, status, __FILE__, source_line, arguments);
    fyp_yaml_report_add(report, &problem, line, column);
}

void fyp_yaml_report_add(
    struct fyp_yaml_report *report, struct fyp_error *problem, size_t line,
    size_t column)
{
    if (report->first == FYP_OK) {
        report->first = problem->status;
    }
    (void)fyp_error_at(problem, "%s:%zu:%zu", report->path, line, column);
    fyp_problems_add(report->problems, problem);
}

/* The characters that YAML itself forbids, a later byte order mark too. */
static bool is_forbidden(uint32_t codepoint)
{
    if (codepoint < 0x20) {
        return codepoint != '\t' && codepoint != '\n' && codepoint != '\r';
    }
    return (codepoint >= 0x7F && codepoint <= 0x9F && codepoint != 0x85) ||
           codepoint == 0xFEFF || codepoint == 0xFFFE || codepoint == 0xFFFF;
}

static void name_character(uint32_t codepoint, char out[16])
{
    (void)snprintf(out, 16, "U+%04X", (unsigned)codepoint);
}

/* Strict UTF-8 without control characters? Reports the first offence. */
static bool check_characters(
    const char *text, size_t length, struct fyp_yaml_report *report)
{
    size_t line = 1;
    size_t column = 1;
    char name[16];

    for (size_t at = 0; at < length;) {
        uint32_t codepoint;
        const size_t n = fyp_utf8_decode(text + at, length - at, &codepoint);

        if (n == 0) {
            (void)snprintf(
                name, sizeof name, "0x%02X", (unsigned)(unsigned char)text[at]);
            report_at(
                report, line, column, FYP_E_TEXT_NOT_UTF8, __LINE__,
                (const char *const[]){name, NULL});
            return false;
        }
        if (is_forbidden(codepoint)) {
            name_character(codepoint, name);
            report_at(
                report, line, column, FYP_E_TEXT_CONTROL, __LINE__,
                (const char *const[]){name, NULL});
            return false;
        }
        column = codepoint == '\n' ? 1 : column + 1;
        line += codepoint == '\n';
        at += n;
    }
    return true;
}

/* An escape such as "\0" brings in what the file itself may not hold. */
static bool holds_control(const char *text, size_t length, char name[16])
{
    for (size_t at = 0; at < length;) {
        uint32_t codepoint;
        const size_t n = fyp_utf8_decode(text + at, length - at, &codepoint);

        if (n == 0 || is_forbidden(codepoint)) {
            name_character(n == 0 ? 0xFFFD : codepoint, name);
            return true;
        }
        at += n;
    }
    return false;
}

static bool
refuse_too_many(struct builder *b, const yaml_mark_t *mark, int limit)
{
    char number[16];

    (void)snprintf(number, sizeof number, "%d", limit);
    REPORT(b, *mark, FYP_E_YAML_TOO_MANY, number);
    return false;
}

/* Appends a child; false when its parent is too long. */
static bool
append(struct builder *b, struct fyp_yaml_node *node, const yaml_mark_t *mark)
{
    struct fyp_yaml_node *parent;
    size_t limit;

    if (b->depth == 0) {
        b->root = node;
        return true;
    }
    parent = b->open[b->depth - 1];
    limit = parent->kind == FYP_YAML_PAIRS ? (size_t)FYP_YAML_LIST_MAX * 2
                                           : (size_t)FYP_YAML_LIST_MAX;
    if (parent->count >= limit) {
        return refuse_too_many(b, mark, FYP_YAML_LIST_MAX);
    }
    if (parent->last == NULL) {
        parent->first = node;
    } else {
        parent->last->next = node;
    }
    parent->last = node;
    parent->count++;
    return true;
}

static struct fyp_yaml_node *
add_node(struct builder *b, const yaml_event_t *event, enum fyp_yaml_kind kind)
{
    struct fyp_yaml_node *node;

    if (b->nodes == FYP_YAML_NODES_MAX) {
        (void)refuse_too_many(b, &event->start_mark, FYP_YAML_NODES_MAX);
        return NULL;
    }
    node = fyp_arena_alloc(b->arena, 1, sizeof *node);
    if (node == NULL) {
        REPORT(b, event->start_mark, FYP_E_MEMORY, NULL);
        return NULL;
    }
    b->nodes++;
    node->kind = kind;
    node->line = event->start_mark.line + 1;
    node->column = event->start_mark.column + 1;
    return append(b, node, &event->start_mark) ? node : NULL;
}

/* Shown as it was written: libyaml expands "!!" to this prefix. */
static void name_tag(const char *tag, char out[128])
{
    static const char prefix[] = "tag:yaml.org,2002:";
    const size_t n = sizeof prefix - 1;

    if (strncmp(tag, prefix, n) == 0) {
        (void)snprintf(out, 128, "!!%.100s", tag + n);
    } else {
        (void)snprintf(out, 128, "%.100s", tag);
    }
}

/* Anchors and tags; either may be NULL. */
static void refuse_marks(
    struct builder *b, const yaml_event_t *event, const yaml_char_t *anchor,
    const yaml_char_t *tag)
{
    char shown[128];

    if (anchor != NULL) {
        (void)snprintf(shown, sizeof shown, "&%.100s", (const char *)anchor);
        REPORT(b, event->start_mark, FYP_E_YAML_REFERENCE, shown);
    }
    if (tag != NULL) {
        name_tag((const char *)tag, shown);
        REPORT(b, event->start_mark, FYP_E_YAML_REFERENCE, shown);
    }
}

/* ">" and "|" alone start a block of text; nearly always a comparator that
 * lacks its quotation marks. */
static bool is_lone_sign(const yaml_event_t *event)
{
    const yaml_scalar_style_t style = event->data.scalar.style;

    return event->data.scalar.length == 0 &&
           (style == YAML_FOLDED_SCALAR_STYLE ||
            style == YAML_LITERAL_SCALAR_STYLE);
}

static bool add_scalar(struct builder *b, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    const size_t length = event->data.scalar.length;
    struct fyp_yaml_node *node = add_node(b, event, FYP_YAML_SCALAR);
    char name[16];

    if (node == NULL) {
        return false;
    }
    refuse_marks(b, event, event->data.scalar.anchor, event->data.scalar.tag);
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (is_lone_sign(event)) {
        const bool folded =
            event->data.scalar.style == YAML_FOLDED_SCALAR_STYLE;

        REPORT(
            b, event->start_mark, FYP_E_YAML_NEEDS_QUOTES, folded ? ">" : "|");
        node->refused = true;
    }
    if (holds_control(text, length, name)) {
        REPORT(b, event->start_mark, FYP_E_TEXT_CONTROL, name);
        node->refused = true;
    }
    node->text = fyp_arena_text(b->arena, text, length);
    if (node->text == NULL) {
        REPORT(b, event->start_mark, FYP_E_MEMORY, NULL);
    }
    return node->text != NULL;
}

/* Stands in, so that keys and values stay in step. */
static bool add_alias(struct builder *b, const yaml_event_t *event)
{
    struct fyp_yaml_node *node = add_node(b, event, FYP_YAML_SCALAR);
    char shown[128];

    if (node == NULL) {
        return false;
    }
    (void)snprintf(
        shown, sizeof shown, "*%.100s", (const char *)event->data.alias.anchor);
    REPORT(b, event->start_mark, FYP_E_YAML_REFERENCE, shown);
    node->text = "";
    node->refused = true;
    return true;
}

static bool
open_node(struct builder *b, const yaml_event_t *event, enum fyp_yaml_kind kind)
{
    struct fyp_yaml_node *node;
    char number[16];

    if (b->depth == FYP_YAML_DEPTH_MAX) {
        (void)snprintf(number, sizeof number, "%d", FYP_YAML_DEPTH_MAX);
        REPORT(b, event->start_mark, FYP_E_YAML_DEPTH, number);
        return false;
    }
    node = add_node(b, event, kind);
    if (node == NULL) {
        return false;
    }
    if (kind == FYP_YAML_LIST) {
        refuse_marks(
            b, event, event->data.sequence_start.anchor,
            event->data.sequence_start.tag);
    } else {
        refuse_marks(
            b, event, event->data.mapping_start.anchor,
            event->data.mapping_start.tag);
    }
    b->open[b->depth++] = node;
    return true;
}

static bool start_document(struct builder *b, const yaml_event_t *event)
{
    b->documents++;
    if (b->documents > 1) {
        REPORT(b, event->start_mark, FYP_E_YAML_DOCUMENTS, NULL);
        return false;
    }
    return true;
}

/* false: stop, something was reported. */
static bool take_event(struct builder *b, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return start_document(b, event);
    case YAML_SCALAR_EVENT:
        return add_scalar(b, event);
    case YAML_ALIAS_EVENT:
        return add_alias(b, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_node(b, event, FYP_YAML_LIST);
    case YAML_MAPPING_START_EVENT:
        return open_node(b, event, FYP_YAML_PAIRS);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        b->depth--;
        return true;
    default:
        return true;
    }
}

static bool
build(struct builder *b, yaml_parser_t *parser, const char *text, size_t length)
{
    bool going = true;
    bool ended = false;

    while (going && !ended) {
        yaml_event_t event;

        if (!yaml_parser_parse(parser, &event)) {
            fyp_yaml_fault(parser, text, length, b->report);
            return false;
        }
        ended = event.type == YAML_STREAM_END_EVENT;
        going = take_event(b, &event);
        yaml_event_delete(&event);
    }
    return going;
}

struct fyp_yaml_node *fyp_yaml_parse(
    const char *text, size_t length, struct fyp_arena *arena,
    struct fyp_yaml_report *report)
{
    struct builder b = {.arena = arena, .report = report};
    yaml_parser_t parser;
    bool built;

    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        length -= 3;
    }
    if (!check_characters(text, length, report)) {
        return NULL;
    }
    if (!yaml_parser_initialize(&parser)) {
        report_at(report, 1, 1, FYP_E_MEMORY, __LINE__, NULL);
        return NULL;
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
    built = build(&b, &parser, text, length);
    yaml_parser_delete(&parser);
    if (built && b.root == NULL) {
        report_at(report, 1, 1, FYP_E_YAML_EMPTY, __LINE__, NULL);
    }
    return built ? b.root : NULL;
}
