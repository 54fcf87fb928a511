/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/cleaning/missing.h"

#include "base/message.h"
#include "base/text.h"
#include "base/yaml.h"
#include "data/cleaning/number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MARK_SIZE = 64, LIST_SIZE = 320 };

#define USUAL "通用"

/* Marks of one meaning. */
struct meaning {
    const char **marks;
    size_t mark_count;
    int kind;
    int line;
};

/* The table of one source. */
struct table {
    const char *source;
    const char *origin; /* where the source says so; for people */
    const char *note;
    int blank;
    struct meaning *meanings;
    size_t meaning_count;
    int line;
};

struct fyp_missing_marks {
    struct fyp_arena arena;
    struct table *tables;
    size_t table_count;
    const struct table *own;   /* of the source that was asked for */
    const struct table *usual; /* NULL: the file has none */
};

static const struct fyp_yaml_choice kinds[] = {
    {"不详", FYP_MISSING_UNKNOWN},
    {"不适用", FYP_MISSING_NOT_APPLICABLE},
    {"不足最小单位", FYP_MISSING_BELOW_UNIT},
    {"不公开", FYP_MISSING_SUPPRESSED},
    {"尚无", FYP_MISSING_NOT_YET},
    {NULL, 0}};

static const struct fyp_yaml_field meaning_fields[] = {
    {.key = "写法",
     .type = FYP_YAML_TEXTS,
     .required = true,
     .offset = offsetof(struct meaning, marks),
     .count_offset = offsetof(struct meaning, mark_count)},
    {.key = "含义",
     .type = FYP_YAML_CHOICE,
     .required = true,
     .offset = offsetof(struct meaning, kind),
     .choices = kinds},
    {.key = NULL}};

static const struct fyp_yaml_field table_fields[] = {
    {.key = "来源",
     .type = FYP_YAML_TEXT,
     .required = true,
     .offset = offsetof(struct table, source)},
    {.key = "出处",
     .type = FYP_YAML_TEXT,
     .offset = offsetof(struct table, origin)},
    {.key = "说明",
     .type = FYP_YAML_TEXT,
     .offset = offsetof(struct table, note)},
    {.key = "空白",
     .type = FYP_YAML_CHOICE,
     .offset = offsetof(struct table, blank),
     .choices = kinds},
    {.key = "标记",
     .type = FYP_YAML_MAPS,
     .offset = offsetof(struct table, meanings),
     .count_offset = offsetof(struct table, meaning_count),
     .fields = meaning_fields,
     .item_size = sizeof(struct meaning),
     .line_offset_plus_one = offsetof(struct meaning, line) + 1},
    {.key = NULL}};

static const struct fyp_yaml_field file_fields[] = {
    {.key = "缺失标记",
     .type = FYP_YAML_MAPS,
     .required = true,
     .offset = offsetof(struct fyp_missing_marks, tables),
     .count_offset = offsetof(struct fyp_missing_marks, table_count),
     .fields = table_fields,
     .item_size = sizeof(struct table),
     .line_offset_plus_one = offsetof(struct table, line) + 1},
    {.key = NULL}};

/* The usual marks, for a caller without a file; a test holds them to what
 * missing_marks.yaml says. Folded. */
static const struct {
    const char *mark;
    enum fyp_missing_kind kind;
} built_in[] = {
    {"-", FYP_MISSING_UNKNOWN},
    {"--", FYP_MISSING_UNKNOWN},
    {"---", FYP_MISSING_UNKNOWN},
    {"–", FYP_MISSING_UNKNOWN},
    {"—", FYP_MISSING_UNKNOWN},
    {"——", FYP_MISSING_UNKNOWN},
    {"―", FYP_MISSING_UNKNOWN},
    {"…", FYP_MISSING_UNKNOWN},
    {"……", FYP_MISSING_UNKNOWN},
    {"...", FYP_MISSING_UNKNOWN},
    {".", FYP_MISSING_UNKNOWN},
    {"/", FYP_MISSING_UNKNOWN},
    {"\\", FYP_MISSING_UNKNOWN},
    {"×", FYP_MISSING_UNKNOWN},
    {"*", FYP_MISSING_UNKNOWN},
    {"?", FYP_MISSING_UNKNOWN},
    {"空", FYP_MISSING_UNKNOWN},
    {"无", FYP_MISSING_UNKNOWN},
    {"缺", FYP_MISSING_UNKNOWN},
    {"缺失", FYP_MISSING_UNKNOWN},
    {"不详", FYP_MISSING_UNKNOWN},
    {"未知", FYP_MISSING_UNKNOWN},
    {"未统计", FYP_MISSING_UNKNOWN},
    {"n/a", FYP_MISSING_UNKNOWN},
    {"#n/a", FYP_MISSING_UNKNOWN},
    {"na", FYP_MISSING_UNKNOWN},
    {"null", FYP_MISSING_UNKNOWN},
    {"none", FYP_MISSING_UNKNOWN},
    {"不适用", FYP_MISSING_NOT_APPLICABLE},
    {"保密", FYP_MISSING_SUPPRESSED},
    {"不公开", FYP_MISSING_SUPPRESSED},
    {"暂无", FYP_MISSING_NOT_YET},
    {"尚无", FYP_MISSING_NOT_YET},
    {"未公布", FYP_MISSING_NOT_YET},
    {"待统计", FYP_MISSING_NOT_YET}};

static enum fyp_missing_kind find_built_in(const char *folded)
{
    for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++) {
        if (strcmp(built_in[i].mark, folded) == 0) {
            return built_in[i].kind;
        }
    }
    return FYP_MISSING_NONE;
}

static enum fyp_missing_kind
find_in_table(const struct table *table, const char *folded)
{
    char mark[MARK_SIZE];
    if (folded[0] == '\0') {
        return (enum fyp_missing_kind)table->blank;
    }
    for (size_t i = 0; i < table->meaning_count; i++) {
        const struct meaning *meaning = &table->meanings[i];
        for (size_t k = 0; k < meaning->mark_count; k++) {
            fyp_text_fold(meaning->marks[k], mark, sizeof mark);
            if (strcmp(mark, folded) == 0) {
                return (enum fyp_missing_kind)meaning->kind;
            }
        }
    }
    return FYP_MISSING_NONE;
}

enum fyp_missing_kind
fyp_missing_find(const struct fyp_missing_marks *marks, const char *text)
{
    char folded[MARK_SIZE];
    enum fyp_missing_kind kind = FYP_MISSING_NONE;
    if (strlen(text) >= sizeof folded) {
        return FYP_MISSING_NONE;
    }
    fyp_text_fold(text, folded, sizeof folded);
    if (!marks) {
        kind = find_built_in(folded);
    } else {
        kind = find_in_table(marks->own, folded);
        if (kind == FYP_MISSING_NONE && marks->usual) {
            kind = find_in_table(marks->usual, folded);
        }
    }
    bool plain_blank = kind == FYP_MISSING_NONE && folded[0] == '\0';
    return plain_blank ? FYP_MISSING_UNKNOWN : kind;
}

static const struct table *
find_source(const struct fyp_missing_marks *marks, const char *source)
{
    char wanted[LIST_SIZE], name[LIST_SIZE];
    fyp_text_fold(source, wanted, sizeof wanted);
    for (size_t i = 0; i < marks->table_count; i++) {
        fyp_text_fold(marks->tables[i].source, name, sizeof name);
        if (strcmp(name, wanted) == 0) {
            return &marks->tables[i];
        }
    }
    return NULL;
}

static enum fyp_status no_such_source(
    const struct fyp_missing_marks *marks, const char *source,
    struct fyp_error *err)
{
    char list[LIST_SIZE] = "";
    for (size_t i = 0; i < marks->table_count; i++) {
        size_t length = strlen(list);
        (void)snprintf(
            list + length, sizeof list - length, "%s%s",
            i > 0 ? fyp_text(FYP_M_LIST_SEPARATOR) : "",
            marks->tables[i].source);
    }
    return fyp_fail(err, FYP_E_MISSING_SOURCE, source, list);
}

/** A mark must not read as a number, nor mean two things. */
static enum fyp_status check_mark(
    const struct table *table, const struct meaning *meaning, const char *mark,
    struct fyp_error *err)
{
    struct fyp_read_number number;
    char folded[MARK_SIZE];
    fyp_text_fold(mark, folded, sizeof folded);
    if (fyp_number_read(folded, &number) ||
        (folded[0] != '\0' &&
         (int)find_in_table(table, folded) != meaning->kind) ||
        folded[0] == '\0' || strlen(mark) >= sizeof folded) {
        return fyp_fail(err, FYP_E_MISSING_MARK, table->source, mark);
    }
    return FYP_OK;
}

static enum fyp_status
check_table(const struct table *table, const char *path, struct fyp_error *err)
{
    for (size_t i = 0; i < table->meaning_count; i++) {
        const struct meaning *meaning = &table->meanings[i];
        for (size_t k = 0; k < meaning->mark_count; k++) {
            if (check_mark(table, meaning, meaning->marks[k], err) != FYP_OK) {
                return fyp_error_at(err, "%s:%d", path, meaning->line);
            }
        }
    }
    return FYP_OK;
}

static enum fyp_status settle(
    struct fyp_missing_marks *marks, const char *path, const char *source,
    struct fyp_error *err)
{
    struct fyp_error local = {.status = FYP_OK};
    struct fyp_error *failure = err ? err : &local;
    marks->usual = find_source(marks, USUAL);
    marks->own = find_source(marks, source ? source : USUAL);
    if (!marks->own) {
        return no_such_source(marks, source ? source : USUAL, failure);
    }
    enum fyp_status status = FYP_OK;
    for (size_t i = 0; status == FYP_OK && i < marks->table_count; i++) {
        status = check_table(&marks->tables[i], path, failure);
    }
    return status;
}

static enum fyp_status read_file(
    struct fyp_missing_marks *marks, const char *path,
    struct fyp_problems *problems, struct fyp_error *err)
{
    struct fyp_problems own = {0};
    enum fyp_status status =
        fyp_yaml_read(path, file_fields, marks, &marks->arena, &own);
    for (size_t i = 0; problems && i < own.count; i++) {
        fyp_problems_add(problems, &own.items[i]);
    }
    if (status != FYP_OK && err && own.count > 0) {
        *err = own.items[0];
    }
    fyp_problems_finish(&own);
    return status;
}

enum fyp_status fyp_missing_marks_create(
    const char *path, const char *source, struct fyp_missing_marks **out,
    struct fyp_problems *problems, struct fyp_error *err)
{
    *out = NULL;
    struct fyp_missing_marks *marks = calloc(1, sizeof *marks);
    if (!marks) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    enum fyp_status status = read_file(marks, path, problems, err);
    if (status == FYP_OK) {
        status = settle(marks, path, source, err);
    }
    if (status != FYP_OK) {
        fyp_missing_marks_destroy(marks);
        return status;
    }
    *out = marks;
    return FYP_OK;
}

void fyp_missing_marks_destroy(struct fyp_missing_marks *marks)
{
    if (marks) {
        fyp_arena_finish(&marks->arena);
        free(marks);
    }
}
