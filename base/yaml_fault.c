/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/yaml_fault.h"

#include "base/text.h"

#include <string.h>

/* What goes wrong, and which lines tell. */
enum fault {
    FAULT_COLON_MISSING, /* a key without ": " */
    FAULT_COLON_EXTRA,   /* ": " where no key can be */
    FAULT_SIGN,          /* a sign that cannot start a value */
    FAULT_DASH,          /* "- " out of place */
    FAULT_LINE_UP,       /* a line that belongs to nothing */
    FAULT_OUTSIDE,       /* the same, after the whole document */
    FAULT_BRACKET,
    FAULT_QUOTE,
    FAULT_ESCAPE,
    FAULT_CONTENT,
    FAULT_TAB,
    FAULT_OTHER
};

/* Words of libyaml 0.2's problem texts. The first row that is contained. */
static const struct {
    const char *words;
    enum fault fault;
} faults[] = {
    {"could not find expected ':'", FAULT_COLON_MISSING},
    {"mapping values are not allowed", FAULT_COLON_EXTRA},
    {"mapping keys are not allowed", FAULT_SIGN},
    {"cannot start any token", FAULT_SIGN},
    {"did not find expected comment or line break", FAULT_SIGN},
    {"indentation indicator", FAULT_SIGN},
    {"expected alphabetic or numeric character", FAULT_SIGN},
    {"expected tag URI", FAULT_SIGN},
    {"expected '!'", FAULT_SIGN},
    {"expected whitespace or line break", FAULT_SIGN},
    {"undefined tag handle", FAULT_SIGN},
    {"block sequence entries are not allowed", FAULT_DASH},
    {"did not find expected '-' indicator", FAULT_LINE_UP},
    {"did not find expected key", FAULT_LINE_UP},
    {"did not find expected <document start>", FAULT_OUTSIDE},
    {"did not find expected ',' or", FAULT_BRACKET},
    {"found unexpected end of stream", FAULT_QUOTE},
    {"found unexpected document indicator", FAULT_QUOTE},
    {"escape", FAULT_ESCAPE},
    {"hexdecimal", FAULT_ESCAPE},
    {"did not find expected node content", FAULT_CONTENT},
    {"tab character", FAULT_TAB}};

/* The complaint, and the text that it is about. */
struct scene {
    const char *text;
    size_t length;
    struct fyp_yaml_report *report;
    yaml_mark_t problem;
    yaml_mark_t context; /* where the unfinished thing began */
};

struct line {
    const char *start;
    size_t length; /* without its break */
};

/* Bytes of the line break at text; 0: none. The breaks of YAML 1.1. */
static size_t break_at(const char *text, size_t left)
{
    static const char *const breaks[] = {"\r\n",     "\n",     "\r",
                                         "\xC2\x85", "\u2028", "\u2029"};

    if (strchr("\r\n\xC2\xE2", text[0]) == NULL || text[0] == '\0') {
        return 0; /* most characters */
    }
    for (size_t i = 0; i < sizeof breaks / sizeof breaks[0]; i++) {
        const size_t n = strlen(breaks[i]);

        if (left >= n && memcmp(text, breaks[i], n) == 0) {
            return n;
        }
    }
    return 0;
}

/* Line by number from 0; empty beyond the end. */
static struct line line_at(const struct scene *scene, size_t number)
{
    size_t from = 0;
    size_t at = 0;

    while (at < scene->length) {
        const size_t n = break_at(scene->text + at, scene->length - at);

        if (n > 0 && number == 0) {
            break;
        }
        at += n > 0 ? n : 1;
        if (n > 0) {
            number--;
            from = at;
        }
    }
    if (number > 0) {
        from = at;
    }
    return (struct line){scene->text + from, at - from};
}

/* Byte offset of a column counted in characters from 0. */
static size_t offset_of(const struct line *line, size_t column)
{
    size_t at = 0;

    while (column > 0 && at < line->length) {
        uint32_t codepoint;
        const size_t n =
            fyp_utf8_decode(line->start + at, line->length - at, &codepoint);

        at += n > 0 ? n : 1;
        column--;
    }
    return at;
}

static size_t column_of(const struct line *line, size_t offset)
{
    size_t column = 0;

    for (size_t at = 0; at < offset; at++) {
        column += ((unsigned char)line->start[at] & 0xC0U) != 0x80U;
    }
    return column;
}

/* Offset of a text in a line from an offset on; the line's length: none. */
static size_t find(const struct line *line, size_t from, const char *text)
{
    const size_t n = strlen(text);

    for (size_t at = from; at + n <= line->length; at++) {
        if (memcmp(line->start + at, text, n) == 0) {
            return at;
        }
    }
    return line->length;
}

static size_t indentation(const struct line *line)
{
    size_t at = 0;

    while (at < line->length &&
           (line->start[at] == ' ' || line->start[at] == '\t')) {
        at++;
    }
    return at;
}

/* Where the first word of a line starts, after "- ". */
static size_t word_start(const struct line *line)
{
    size_t at = indentation(line);

    while (at + 1 < line->length && line->start[at] == '-' &&
           line->start[at + 1] == ' ') {
        at += 2;
        while (at < line->length && line->start[at] == ' ') {
            at++;
        }
    }
    return at;
}

static bool has_tab(const struct line *line)
{
    return memchr(line->start, '\t', indentation(line)) != NULL;
}

static bool is_blank_or_comment(const struct line *line)
{
    const size_t at = indentation(line);

    return at == line->length || line->start[at] == '#';
}

/* A piece of a line as an argument: trimmed, cut between characters. */
static void
copy_piece(const struct line *line, size_t from, size_t to, char out[96])
{
    const size_t room = 92;
    size_t length = fyp_text_cut(line->start + from, to - from, room);

    memcpy(out, line->start + from, length);
    out[length] = '\0';
    (void)fyp_text_trim(out);
    if (length < to - from) {
        memcpy(out + strlen(out), "…", sizeof "…");
    }
}

static void report(
    const struct scene *scene, size_t line, size_t column,
    enum fyp_status status, const char *argument)
{
    struct fyp_error problem;

    (void)fyp_fail(&problem, status, argument);
    fyp_yaml_report_add(scene->report, &problem, line + 1, column + 1);
}

static void report_mark(
    const struct scene *scene, const yaml_mark_t *mark, enum fyp_status status,
    const char *argument)
{
    report(scene, mark->line, mark->column, status, argument);
}

/* "标题：某某" and "标题:某某" are texts to YAML, not keys. */
static bool report_bad_colon(const struct scene *scene, size_t number)
{
    const struct line line = line_at(scene, number);
    const size_t from = word_start(&line);
    const size_t good = find(&line, from, ": ");
    const size_t full = find(&line, from, "：");
    const size_t tight = find(&line, from, ":");
    char piece[96];

    if (from < line.length && strchr("\"'#", line.start[from]) != NULL) {
        return false;
    }
    if (full < good && full > from) {
        copy_piece(&line, from, full + strlen("："), piece);
        report(
            scene, number, column_of(&line, full), FYP_E_YAML_COLON_FULLWIDTH,
            piece);
        return true;
    }
    if (tight < good && tight > from && tight + 1 < line.length) {
        copy_piece(&line, from, tight + 1, piece);
        report(
            scene, number, column_of(&line, tight), FYP_E_YAML_COLON_SPACE,
            piece);
        return true;
    }
    return false;
}

/* The full-width sign at an offset, or NULL. */
static const char *full_width_at(const struct line *line, size_t at)
{
    static const char *const signs[] = {"，", "｛", "｝", "［", "］", "＂"};

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        const size_t n = strlen(signs[i]);

        if (line->length - at >= n &&
            memcmp(line->start + at, signs[i], n) == 0) {
            return signs[i];
        }
    }
    return NULL;
}

/* Full-width punctuation outside quotation marks, where brackets fail. */
static bool
report_full_width(const struct scene *scene, const yaml_mark_t *mark)
{
    const struct line line = line_at(scene, mark->line);
    char quote = '\0';

    for (size_t at = offset_of(&line, mark->column); at < line.length; at++) {
        const char c = line.start[at];
        const char *sign = full_width_at(&line, at);

        if (c == quote) {
            quote = '\0';
        } else if (quote == '\0' && (c == '"' || c == '\'')) {
            quote = c;
        } else if (quote == '\0' && sign != NULL) {
            report(
                scene, mark->line, column_of(&line, at),
                FYP_E_YAML_COMMA_FULLWIDTH, sign);
            return true;
        }
    }
    return false;
}

/* 原文: "甲"和"乙": the value ends with the second mark. */
static bool report_after_quote(const struct scene *scene)
{
    const struct line line = line_at(scene, scene->problem.line);
    const size_t from = offset_of(&line, scene->problem.column);
    size_t at = from;
    char piece[96];

    while (at > 0 && line.start[at - 1] == ' ') {
        at--;
    }
    if (at == 0 || from == line.length ||
        (line.start[at - 1] != '"' && line.start[at - 1] != '\'')) {
        return false;
    }
    copy_piece(&line, from, line.length, piece);
    report_mark(scene, &scene->problem, FYP_E_YAML_AFTER_QUOTE, piece);
    return true;
}

static void report_colon_missing(const struct scene *scene)
{
    const struct line line = line_at(scene, scene->context.line);
    char piece[96];

    if (report_bad_colon(scene, scene->context.line)) {
        return;
    }
    copy_piece(
        &line, offset_of(&line, scene->context.column), line.length, piece);
    report_mark(scene, &scene->context, FYP_E_YAML_COLON_MISSING, piece);
}

/* The same for the last line before this one that is no comment. */
static bool report_bad_colon_above(const struct scene *scene, size_t number)
{
    while (number > 0) {
        const struct line line = line_at(scene, --number);

        if (!is_blank_or_comment(&line)) {
            return report_bad_colon(scene, number);
        }
    }
    return false;
}

/* When the colon is the first of its line, the line before is to blame. */
static void report_colon_extra(const struct scene *scene)
{
    const struct line line = line_at(scene, scene->problem.line);
    const size_t from = word_start(&line);
    const size_t colon = offset_of(&line, scene->problem.column);
    yaml_mark_t start = {.line = scene->problem.line};

    if (report_bad_colon(scene, scene->problem.line) ||
        report_full_width(scene, &start)) {
        return;
    }
    if (find(&line, from, ":") < colon) {
        report_mark(scene, &scene->problem, FYP_E_YAML_COLON, NULL);
        return;
    }
    if (!report_bad_colon_above(scene, scene->problem.line)) {
        report(
            scene, scene->problem.line, column_of(&line, from),
            FYP_E_YAML_INDENT, NULL);
    }
}

/* The sign, up to the next blank or bracket: ">=", "%". */
static void report_sign(const struct scene *scene, const yaml_mark_t *mark)
{
    const struct line line = line_at(scene, mark->line);
    const size_t from = offset_of(&line, mark->column);
    size_t to = from;
    char piece[96];

    while (to < line.length && to - from < 24 &&
           strchr(" ,]}\t", line.start[to]) == NULL) {
        to++;
    }
    copy_piece(&line, from, to > from ? to : line.length, piece);
    report_mark(scene, mark, FYP_E_YAML_NEEDS_QUOTES, piece);
}

static void report_dash(const struct scene *scene)
{
    const struct line line = line_at(scene, scene->problem.line);
    const size_t at = offset_of(&line, scene->problem.column);

    if (at > indentation(&line)) {
        report_mark(scene, &scene->problem, FYP_E_YAML_NEEDS_QUOTES, "-");
    } else {
        report_mark(scene, &scene->problem, FYP_E_YAML_INDENT, NULL);
    }
}

static void report_line_up(const struct scene *scene)
{
    if (!report_after_quote(scene)) {
        report_mark(scene, &scene->problem, FYP_E_YAML_INDENT, NULL);
    }
}

static void report_bracket(const struct scene *scene)
{
    if (report_full_width(scene, &scene->context) ||
        report_after_quote(scene)) {
        return;
    }
    report_mark(scene, &scene->context, FYP_E_YAML_BRACKET, NULL);
}

static bool report_tab(const struct scene *scene, const yaml_mark_t *mark)
{
    const struct line line = line_at(scene, mark->line);

    if (!has_tab(&line)) {
        return false;
    }
    report(scene, mark->line, find(&line, 0, "\t"), FYP_E_YAML_TAB, NULL);
    return true;
}

static void report_fault(
    const struct scene *scene, enum fault fault, const char *libyaml_text)
{
    switch (fault) {
    case FAULT_COLON_MISSING:
        report_colon_missing(scene);
        break;
    case FAULT_COLON_EXTRA:
        report_colon_extra(scene);
        break;
    case FAULT_SIGN:
        report_sign(scene, &scene->context);
        break;
    case FAULT_DASH:
        report_dash(scene);
        break;
    case FAULT_OUTSIDE:
        if (!report_bad_colon_above(scene, scene->problem.line)) {
            report_line_up(scene);
        }
        break;
    case FAULT_LINE_UP:
        report_line_up(scene);
        break;
    case FAULT_BRACKET:
        report_bracket(scene);
        break;
    case FAULT_QUOTE:
        report_mark(scene, &scene->context, FYP_E_YAML_QUOTE, NULL);
        break;
    case FAULT_ESCAPE:
        report_mark(scene, &scene->problem, FYP_E_YAML_ESCAPE, NULL);
        break;
    case FAULT_CONTENT:
        report_mark(scene, &scene->problem, FYP_E_YAML_CONTENT, NULL);
        break;
    case FAULT_TAB:
        report_mark(scene, &scene->problem, FYP_E_YAML_TAB, NULL);
        break;
    case FAULT_OTHER:
        report_mark(scene, &scene->problem, FYP_E_YAML_SYNTAX, libyaml_text);
        break;
    }
}

static enum fault fault_of(const char *libyaml_text)
{
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        if (strstr(libyaml_text, faults[i].words) != NULL) {
            return faults[i].fault;
        }
    }
    return FAULT_OTHER;
}

void fyp_yaml_fault(
    const yaml_parser_t *parser, const char *text, size_t length,
    struct fyp_yaml_report *into)
{
    const char *words = parser->problem != NULL ? parser->problem : "?";
    const struct scene scene = {
        .text = text,
        .length = length,
        .report = into,
        .problem = parser->problem_mark,
        .context = parser->context != NULL ? parser->context_mark
                                           : parser->problem_mark};

    if (parser->error == YAML_MEMORY_ERROR) {
        report(&scene, 0, 0, FYP_E_MEMORY, NULL);
        return;
    }
    if (report_tab(&scene, &scene.problem) ||
        report_tab(&scene, &scene.context)) {
        return;
    }
    report_fault(&scene, fault_of(words), words);
}
