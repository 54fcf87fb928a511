/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/division.h"

#include "base/text.h"

#include <string.h>

enum { UNITS_MAX = 200 };

static const char *const openings[] = {"（", "(", "[", "［", "〔", NULL};
static const char *const closings[] = {"）", ")", "]", "］", "〕", NULL};
static const char *const commas[] = {"，", ",", NULL};
static const char *const separators[] = {"、", "，", ",", "；", ";", NULL};

/* In front of the units that lead, and of those that cooperate. */
static const char *const lead_marks[] = {
    "牵头单位：", "牵头单位:",  "牵头部门：", "牵头：", "责任单位：",
    "责任单位:",  "负责单位：", "负责：",     NULL};
static const char *const cooperating_marks[] = {
    "参与单位：", "参与单位:", "配合单位：", "配合单位:",
    "参与：",     "配合：",    NULL};

struct piece {
    const char *start;
    size_t length;
};

static size_t begins_with(const char *text, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strncmp(text, *words, strlen(*words)) == 0) {
            return strlen(*words);
        }
    }
    return 0;
}

static bool is_blank(const char *at, size_t n)
{
    return (n == 1 && (unsigned char)*at <= ' ') ||
           (n == 3 && memcmp(at, "　", 3) == 0);
}

/** Bytes of the character at a place. */
static size_t character(const char *at)
{
    uint32_t c = 0;
    size_t n = fyp_utf8_decode(at, strlen(at), &c);
    return n == 0 ? 1 : n;
}

static struct piece trimmed(struct piece piece)
{
    while (piece.length > 0 && is_blank(piece.start, character(piece.start))) {
        size_t n = character(piece.start);
        piece.start += n;
        piece.length -= n;
    }
    while (piece.length > 0 &&
           (unsigned char)piece.start[piece.length - 1] <= ' ') {
        piece.length--;
    }
    while (piece.length >= 3 && is_blank(piece.start + piece.length - 3, 3)) {
        piece.length -= 3;
    }
    return piece;
}

/** Length of text up to the first of words outside of brackets. */
static size_t
up_to(struct piece text, const char *const *words, bool *open_bracket)
{
    int depth = 0;
    size_t at = 0;
    while (at < text.length) {
        const char *here = text.start + at;
        size_t n = character(here);
        if (depth == 0 && begins_with(here, words) > 0) {
            return at;
        }
        depth += begins_with(here, openings) > 0;
        depth -= depth > 0 && begins_with(here, closings) > 0;
        at += n;
    }
    *open_bracket = *open_bracket || depth > 0;
    return text.length;
}

/** Does it speak of the convention, and is no part of a name? */
static bool is_remark(const char *text, size_t length)
{
    char inside[256];
    if (length >= sizeof inside) {
        return false;
    }
    memcpy(inside, text, length);
    inside[length] = '\0';
    return strstr(inside, "牵头") != NULL || strstr(inside, "下同") != NULL;
}

/** Without the remark about the convention at the end. */
static struct piece without_remark(struct piece text)
{
    static const char *const bracket[] = {"（", NULL};
    bool open = false;
    text = trimmed(text);
    if (text.length < 3 || memcmp(text.start + text.length - 3, "）", 3) != 0) {
        return text;
    }
    size_t from = 0;
    while (from < text.length) {
        struct piece rest = {text.start + from, text.length - from};
        size_t at = from + up_to(rest, bracket, &open);
        struct piece tail = {text.start + at, text.length - at};
        static const char *const close[] = {"）", NULL};
        struct piece inner = {tail.start + 3, tail.length - 3};
        if (at >= text.length) {
            return text;
        }
        size_t length = up_to(inner, close, &open);
        if (3 + length + 3 == tail.length && is_remark(inner.start, length)) {
            return trimmed((struct piece){text.start, at});
        }
        from = at + 3 + length + 3;
    }
    return text;
}

struct divider {
    struct fyp_arena *arena;
    const char **problem;
    bool failed; /* out of memory */
};

static void complain(const struct divider *divider, const char *text)
{
    if (*divider->problem == NULL) {
        *divider->problem = text;
    }
}

static void
add_unit(struct divider *divider, struct fyp_units *units, struct piece piece)
{
    piece = trimmed(piece);
    if (piece.length == 0 || units->count == UNITS_MAX) {
        complain(divider, piece.start);
        return;
    }
    if (units->items == NULL) {
        units->items =
            fyp_arena_alloc(divider->arena, UNITS_MAX, sizeof *units->items);
    }
    char *copy = fyp_arena_text(divider->arena, piece.start, piece.length);
    divider->failed = divider->failed || units->items == NULL || copy == NULL;
    if (!divider->failed) {
        units->items[units->count++] = copy;
    }
}

static void
add_units(struct divider *divider, struct fyp_units *units, struct piece text)
{
    bool open = false;
    text = trimmed(text);
    while (text.length > 0 && !divider->failed) {
        size_t length = up_to(text, separators, &open);
        add_unit(divider, units, (struct piece){text.start, length});
        size_t gap = length < text.length
                         ? begins_with(text.start + length, separators)
                         : 0;
        if (length + gap == text.length && gap > 0) {
            complain(divider, text.start + length); /* ends with a comma */
        }
        text.start += length + gap;
        text.length -= length + gap;
    }
    if (open) {
        complain(divider, text.start);
    }
}

static struct piece whole(const char *text)
{
    return without_remark((struct piece){text, strlen(text)});
}

static struct piece behind(struct piece text, size_t length)
{
    return (struct piece){text.start + length, text.length - length};
}

static void divide_at_comma(struct divider *divider, struct fyp_task *task)
{
    bool open = false;
    struct piece text = whole(task->units_text);
    size_t length = up_to(text, commas, &open);
    add_units(divider, &task->lead, (struct piece){text.start, length});
    if (length < text.length) {
        size_t comma = begins_with(text.start + length, commas);
        add_units(divider, &task->cooperating, behind(text, length + comma));
    }
}

static void divide_first(struct divider *divider, struct fyp_task *task)
{
    bool open = false;
    struct piece text = whole(task->units_text);
    size_t length = up_to(text, separators, &open);
    add_unit(divider, &task->lead, (struct piece){text.start, length});
    if (length < text.length) {
        size_t gap = begins_with(text.start + length, separators);
        add_units(divider, &task->cooperating, behind(text, length + gap));
    }
}

static void divide_columns(struct divider *divider, struct fyp_task *task)
{
    add_units(divider, &task->lead, whole(task->units_text));
    if (task->cooperating_text != NULL) {
        add_units(divider, &task->cooperating, whole(task->cooperating_text));
    }
}

/** 牵头单位：甲、乙，参与单位：丙: each mark holds until the next one. */
static void divide_marked(struct divider *divider, struct fyp_task *task)
{
    bool open = false;
    struct piece text = whole(task->units_text);
    size_t mark = begins_with(text.start, lead_marks);
    size_t length;
    if (mark == 0) {
        complain(divider, text.start);
    }
    text = behind(text, mark);
    length = up_to(text, cooperating_marks, &open);
    struct piece lead = trimmed((struct piece){text.start, length});
    /* the comma before the second mark */
    for (const char *const *s = separators; *s != NULL; s++) {
        size_t n = strlen(*s);
        if (length < text.length && lead.length > n &&
            memcmp(lead.start + lead.length - n, *s, n) == 0) {
            lead.length -= n;
            break;
        }
    }
    add_units(divider, &task->lead, lead);
    if (length < text.length) {
        mark = begins_with(text.start + length, cooperating_marks);
        add_units(divider, &task->cooperating, behind(text, length + mark));
    }
}

static void divide_not(struct divider *divider, struct fyp_task *task)
{
    struct piece text = whole(task->units_text);
    size_t mark = begins_with(text.start, lead_marks);
    add_units(divider, &task->lead, behind(text, mark));
}

bool fyp_task_divide(
    struct fyp_task *task, struct fyp_arena *arena, const char **problem)
{
    static void (*const ways[])(struct divider *, struct fyp_task *) = {
        [FYP_DIVISION_NONE] = NULL,
        [FYP_DIVISION_COMMA] = divide_at_comma,
        [FYP_DIVISION_FIRST] = divide_first,
        [FYP_DIVISION_COLUMNS] = divide_columns,
        [FYP_DIVISION_MARKED] = divide_marked,
        [FYP_DIVISION_UNDIVIDED] = divide_not};
    struct divider divider = {.arena = arena, .problem = problem};
    *problem = NULL;
    if (task->units_text != NULL && ways[task->division] != NULL) {
        ways[task->division](&divider, task);
    }
    return !divider.failed;
}
