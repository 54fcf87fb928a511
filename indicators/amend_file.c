/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "base/sha256.h"
#include "base/text.h"
#include "base/yaml.h"
#include "indicators/amendment.h"
#include "indicators/plan_check.h"
#include "indicators/schema.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * Puts one amendment into a plan file. Nobody but the evaluator may change
 * what stands there, so nothing is written anew: bytes are put in at one
 * place, and the result is read like any plan before it takes the name.
 */

enum { PLAN_SIZE_MAX = 4 * 1024 * 1024, DEFAULT_INDENT = 2 };

static const char section_key[] = "修订";

static enum fyp_status
cannot_write(struct fyp_error *err, const char *path, const char *reason)
{
    fyp_fail(err, FYP_E_AMEND_WRITE, reason);
    fyp_error_at(err, "%s", path);
    return FYP_E_AMEND_WRITE;
}

/* --- the amendment as lines of YAML --- */

struct lines {
    struct fyp_buffer out;
    size_t indent;
    const char *line_end;
};

static void put_quoted(struct fyp_buffer *out, const char *text)
{
    fyp_buffer_text(out, "\"");
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '"':
            fyp_buffer_text(out, "\\\"");
            break;
        case '\\':
            fyp_buffer_text(out, "\\\\");
            break;
        case '\n':
            fyp_buffer_text(out, "\\n");
            break;
        case '\r':
            fyp_buffer_text(out, "\\r");
            break;
        case '\t':
            fyp_buffer_text(out, "\\t");
            break;
        default:
            fyp_buffer_bytes(out, text, 1);
            break;
        }
    }
    fyp_buffer_text(out, "\"");
}

static void start_line(struct lines *lines, const char *lead, const char *key)
{
    for (size_t i = 0; i < lines->indent; i++) {
        fyp_buffer_text(&lines->out, " ");
    }
    fyp_buffer_text(&lines->out, lead);
    fyp_buffer_text(&lines->out, key);
}

static void end_line(struct lines *lines)
{
    fyp_buffer_text(&lines->out, lines->line_end);
}

static void put_text(
    struct lines *lines, const char *lead, const char *key, const char *text)
{
    if (text != NULL) {
        start_line(lines, lead, key);
        put_quoted(&lines->out, text);
        end_line(lines);
    }
}

/* A pair of a map in braces; the first one has no comma before it. */
static void put_key(struct fyp_buffer *out, bool first, const char *key)
{
    fyp_buffer_format(out, "%s%s: ", first ? "" : ", ", key);
}

static void put_decimal(
    struct fyp_buffer *out, const char *key, const struct fyp_decimal *decimal)
{
    if (decimal->present) {
        char number[FYP_DECIMAL_TEXT_SIZE];
        fyp_decimal_format(decimal->value, decimal->decimals, number);
        put_key(out, false, key);
        fyp_buffer_text(out, number);
    }
}

static void
put_comparator(struct fyp_buffer *out, enum fyp_comparator comparator)
{
    if (comparator != FYP_COMPARE_NONE) {
        put_key(out, false, "比较");
        put_quoted(out, fyp_comparator_text(comparator));
    }
}

static void
put_citation(struct fyp_buffer *out, const struct fyp_citation *citation)
{
    fyp_buffer_text(out, "{");
    put_key(out, true, "章节");
    put_quoted(out, citation->section);
    if (citation->line > 0) {
        put_key(out, false, "行");
        fyp_buffer_format(out, "%d", citation->line);
    }
    put_key(out, false, "原文");
    put_quoted(out, citation->quote);
    fyp_buffer_text(out, "}");
}

static void
put_reference(struct fyp_buffer *out, const struct fyp_reference *reference)
{
    if (!reference->present) {
        return;
    }
    put_key(out, false, "参照");
    fyp_buffer_text(out, "{");
    put_key(out, true, "指标");
    put_quoted(out, reference->code);
    if (reference->region != NULL) {
        put_key(out, false, "地区");
        put_quoted(out, reference->region);
    }
    fyp_buffer_text(out, "}");
}

static void put_target(struct fyp_buffer *out, const struct fyp_target *target)
{
    fyp_buffer_text(out, "{");
    put_key(out, true, "原文");
    put_quoted(out, target->text);
    if (target->kind == FYP_TARGET_NONE || target->kind == FYP_TARGET_TEXT) {
        put_key(out, false, "类型");
        fyp_buffer_text(out, target->kind == FYP_TARGET_NONE ? "无" : "文字");
    }
    put_comparator(out, target->comparator);
    put_decimal(out, "数值", &target->value);
    if (target->inferred) {
        put_key(out, false, "推定");
        fyp_buffer_text(out, "是");
    }
    put_decimal(out, "小数位", &target->precision);
    put_reference(out, &target->reference);
    put_decimal(out, "容差", &target->tolerance);
    fyp_buffer_text(out, "}");
}

static void
put_milestones(struct lines *lines, const struct fyp_amendment *amendment)
{
    struct fyp_buffer *out = &lines->out;
    if (amendment->milestone_count == 0) {
        return;
    }
    start_line(lines, "  ", "节点:");
    end_line(lines);
    for (size_t i = 0; i < amendment->milestone_count; i++) {
        const struct fyp_milestone *milestone = &amendment->milestones[i];
        start_line(lines, "    ", "- {年份: ");
        fyp_buffer_format(out, "%d", milestone->year);
        put_comparator(out, milestone->comparator);
        put_decimal(out, "数值", &milestone->value);
        put_key(out, false, "出处");
        put_citation(out, &milestone->source);
        fyp_buffer_text(out, "}");
        end_line(lines);
    }
}

static void
put_amendment(struct lines *lines, const struct fyp_amendment *amendment)
{
    struct fyp_buffer *out = &lines->out;
    put_text(lines, "- ", "指标: ", amendment->code);
    start_line(lines, "  ", "目标: ");
    put_target(out, &amendment->target);
    end_line(lines);
    put_milestones(lines, amendment);
    start_line(lines, "  ", "公布日期: ");
    fyp_buffer_text(out, amendment->published);
    end_line(lines);
    start_line(lines, "  ", "生效年: ");
    fyp_buffer_format(out, "%d", amendment->effective_year);
    end_line(lines);
    put_text(lines, "  ", "机关: ", amendment->authority);
    put_text(lines, "  ", "文号: ", amendment->document_number);
    put_text(lines, "  ", "理由: ", amendment->reason);
    start_line(lines, "  ", "出处: ");
    put_citation(out, &amendment->source);
    end_line(lines);
}

/* --- where it goes --- */

/* The bytes of a plan file and where the amendment is put in. */
struct place {
    size_t offset;
    size_t indent;
    bool has_section;
};

static size_t line_length(const char *text)
{
    const char *end = strchr(text, '\n');
    return end == NULL ? strlen(text) : (size_t)(end - text) + 1;
}

static bool starts_section(const char *line)
{
    line += strspn(line, "\xEF\xBB\xBF\"'");
    size_t length = sizeof section_key - 1;
    return strncmp(line, section_key, length) == 0 &&
           strchr("\"' :", line[length]) != NULL && line[length] != '\0';
}

static bool is_item(const char *line, size_t *indent)
{
    *indent = strspn(line, " ");
    return line[*indent] == '-' && line[*indent + 1] == ' ';
}

static bool is_blank_or_comment(const char *line)
{
    size_t blanks = strspn(line, " \t");
    return strchr("#\r\n", line[blanks]) != NULL;
}

static struct place find_place(const char *text)
{
    struct place place = {.offset = strlen(text), .indent = DEFAULT_INDENT};
    bool item_seen = false;
    size_t end = 0; /* of the last line that belongs to the section */
    for (size_t at = 0; text[at] != '\0'; at += line_length(text + at)) {
        const char *line = text + at;
        size_t indent = 0;
        bool item = is_item(line, &indent);
        if (!place.has_section) {
            place.has_section = starts_section(line);
            end = at + line_length(line);
            continue;
        }
        if (item && !item_seen) {
            place.indent = indent;
            item_seen = true;
        }
        if (!item && !is_blank_or_comment(line) && line[0] != ' ') {
            place.offset = end; /* the next key */
            return place;
        }
        if (!is_blank_or_comment(line)) {
            end = at + line_length(line);
        }
    }
    return place;
}

static void compose(
    const char *text, const struct fyp_amendment *amendment,
    struct fyp_buffer *out, struct fyp_buffer *added)
{
    const struct place place = find_place(text);
    const char *first_end = strchr(text, '\n');
    const bool returns =
        first_end != NULL && first_end > text && first_end[-1] == '\r';
    struct lines lines = {
        .indent = place.indent, .line_end = returns ? "\r\n" : "\n"};

    if (place.offset > 0 && text[place.offset - 1] != '\n') {
        end_line(&lines);
    }
    if (!place.has_section) {
        fyp_buffer_format(&lines.out, "%s:%s", section_key, lines.line_end);
    }
    put_amendment(&lines, amendment);
    fyp_buffer_bytes(out, text, place.offset);
    fyp_buffer_bytes(out, lines.out.data, lines.out.length);
    fyp_buffer_text(out, text + place.offset);
    out->failed = out->failed || lines.out.failed;
    *added = lines.out;
}

/* --- the new file --- */

/* A folder of its own beside the plan, because a plan is known by the name
 * of its file. */
struct beside {
    char folder[PATH_MAX];
    char file[PATH_MAX + 256];
};

static void remove_beside(const struct beside *beside)
{
    if (beside->file[0] != '\0') {
        (void)unlink(beside->file);
    }
    if (beside->folder[0] != '\0') {
        (void)rmdir(beside->folder);
    }
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static int write_all(int file, const char *data, size_t length)
{
    while (length > 0) {
        ssize_t written = write(file, data, length);
        if (written < 0 && errno != EINTR) {
            return errno;
        }
        if (written > 0) {
            data += written;
            length -= (size_t)written;
        }
    }
    return 0;
}

/** @return 0 or an errno. */
static int write_beside(
    struct beside *beside, const char *path, const struct fyp_buffer *text)
{
    struct stat old;
    int length = snprintf(
        beside->folder, sizeof beside->folder, "%.*s.fyp-amend-XXXXXX",
        (int)(name_of(path) - path), path);
    if (length < 0 || (size_t)length >= sizeof beside->folder) {
        beside->folder[0] = '\0';
        return ENAMETOOLONG;
    }
    if (stat(path, &old) != 0 || mkdtemp(beside->folder) == NULL) {
        beside->folder[0] = '\0';
        return errno;
    }
    const int named = snprintf(
        beside->file, sizeof beside->file, "%s/%s", beside->folder,
        name_of(path));
    if (named < 0 || (size_t)named >= sizeof beside->file) {
        beside->file[0] = '\0';
        return ENAMETOOLONG;
    }
    int file =
        open(beside->file, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0) {
        return errno;
    }
    int reason = write_all(file, text->data, text->length);
    if (reason == 0 &&
        (fchmod(file, old.st_mode & 07777) != 0 || fsync(file) != 0)) {
        reason = errno;
    }
    if (close(file) != 0 && reason == 0) {
        reason = errno;
    }
    return reason;
}

/* The folder is synced too, or the new name may be lost with the power. */
static int take_place(const struct beside *beside, const char *path)
{
    char folder[PATH_MAX] = ".";
    if (rename(beside->file, path) != 0) {
        return errno;
    }
    const size_t length = (size_t)(name_of(path) - path);
    if (length > 0 && length < sizeof folder) {
        memcpy(folder, path, length);
        folder[length] = '\0';
    }
    int directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory >= 0) {
        (void)fsync(directory);
        (void)close(directory);
    }
    return 0;
}

/** Read again, it must hold what it held, and the amendment behind. */
static enum fyp_status check_beside(
    const struct fyp_amend_request *request, const struct beside *beside,
    const struct fyp_amendment *amendment, struct fyp_plan **out,
    struct fyp_error *err)
{
    const struct fyp_plan *old = request->plan;
    struct fyp_error failure = {.status = FYP_OK};
    enum fyp_status status =
        fyp_plan_create(beside->file, request->catalogue, out, NULL, &failure);
    if (status != FYP_OK) {
        return fyp_fail(err, FYP_E_AMEND_LAYOUT, failure.text);
    }
    const struct fyp_plan *plan = *out;
    const size_t last = old->amendment_count;
    if (plan->amendment_count != last + 1 ||
        plan->indicator_count != old->indicator_count ||
        !fyp_amendment_equal(&plan->amendments[last], amendment)) {
        fyp_plan_destroy(*out);
        *out = NULL;
        return fyp_fail(err, FYP_E_AMEND_LAYOUT, fyp_text(FYP_M_AMEND_LAYOUT));
    }
    return FYP_OK;
}

/* --- all of it --- */

/** The plan with the amendment as its last one, in arena. */
static enum fyp_status make_trial(
    const struct fyp_amend_request *request, struct fyp_arena *arena,
    struct fyp_plan *trial, struct fyp_problems *problems,
    struct fyp_error *err)
{
    const struct fyp_plan *plan = request->plan;
    const size_t count = plan->amendment_count;
    struct fyp_problems read = {0};
    struct fyp_findings findings = {
        .path = request->file, .problems = problems};

    *trial = *plan;
    trial->amendments =
        fyp_arena_alloc(arena, count + 1, sizeof *trial->amendments);
    if (trial->amendments == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    for (size_t i = 0; i < count; i++) {
        trial->amendments[i] = plan->amendments[i];
    }
    trial->amendment_count = count + 1;
    const enum fyp_status status = fyp_yaml_read(
        request->file, fyp_amendment_fields, &trial->amendments[count], arena,
        &read);
    trial->amendments[count].line = 1;
    fyp_findings_take(&findings, &read, status);
    fyp_problems_finish(&read);
    return fyp_findings_end(&findings, err);
}

static enum fyp_status check_trial(
    const struct fyp_amend_request *request, const struct fyp_plan *trial,
    struct fyp_problems *problems, struct fyp_error *err)
{
    struct fyp_findings findings = {
        .path = request->file, .problems = problems};
    fyp_amendment_check(
        &(struct fyp_plan_check){
            .plan = trial,
            .catalogue = request->catalogue,
            .text = "",
            .findings = &findings},
        trial->amendment_count - 1);
    return fyp_findings_end(&findings, err);
}

static bool find_same(const struct fyp_plan *trial, size_t *index)
{
    const size_t last = trial->amendment_count - 1;
    for (size_t i = 0; i < last; i++) {
        if (fyp_amendment_equal(
                &trial->amendments[i], &trial->amendments[last])) {
            *index = i;
            return true;
        }
    }
    return false;
}

/** The file as it was read, and one that may be written. */
static enum fyp_status read_current(
    const struct fyp_plan *plan, const char *path, char **text,
    struct fyp_error *err)
{
    struct stat state;
    size_t length = 0;
    if (stat(path, &state) != 0) {
        return cannot_write(err, path, fyp_reason_text(errno));
    }
    if ((state.st_mode & 0222) == 0 || access(path, W_OK) != 0) {
        return cannot_write(err, path, fyp_reason_text(EACCES));
    }
    enum fyp_status status =
        fyp_file_read(path, PLAN_SIZE_MAX, text, &length, err);
    if (status != FYP_OK) {
        return status;
    }
    char hash[sizeof plan->sha256];
    fyp_sha256_of(*text, length, hash);
    if (strcmp(hash, plan->sha256) != 0) {
        free(*text);
        *text = NULL;
        return cannot_write(err, path, fyp_text(FYP_M_AMEND_MEANWHILE));
    }
    return FYP_OK;
}

static enum fyp_status replace_file(
    const struct fyp_amend_request *request, const char *path,
    const struct fyp_buffer *text, const struct fyp_amendment *amendment,
    struct fyp_amended *out, struct fyp_error *err)
{
    struct beside beside = {.folder = ""};
    enum fyp_status status = FYP_OK;
    int reason = write_beside(&beside, path, text);
    if (reason == 0) {
        status = check_beside(request, &beside, amendment, &out->plan, err);
    }
    if (reason == 0 && status == FYP_OK && !request->dry_run) {
        reason = take_place(&beside, path);
    }
    remove_beside(&beside);
    if (reason != 0) {
        status = cannot_write(err, path, fyp_reason_text(reason));
    }
    if (status == FYP_OK) {
        assert(out->plan);
        out->plan->path = fyp_arena_text(&out->plan->arena, path, strlen(path));
        out->index = request->plan->amendment_count;
    }
    return status;
}

static enum fyp_status put_in(
    const struct fyp_amend_request *request,
    const struct fyp_amendment *amendment, struct fyp_amended *out,
    struct fyp_error *err)
{
    char path[PATH_MAX]; /* where a link leads: the link stays */
    char *text = NULL;
    struct fyp_buffer changed = {0};
    struct fyp_buffer added = {0};
    if (realpath(request->plan->path, path) == NULL) {
        return cannot_write(err, request->plan->path, fyp_reason_text(errno));
    }
    enum fyp_status status = read_current(request->plan, path, &text, err);
    if (status != FYP_OK) {
        return status;
    }
    compose(text, amendment, &changed, &added);
    free(text);
    status = changed.failed || added.failed
                 ? fyp_fail(err, FYP_E_MEMORY, "")
                 : replace_file(request, path, &changed, amendment, out, err);
    fyp_buffer_finish(&changed);
    if (status == FYP_OK) {
        out->added = added.data;
    } else {
        fyp_buffer_finish(&added);
    }
    return status;
}

enum fyp_status fyp_plan_amend(
    const struct fyp_amend_request *request, struct fyp_amended *out,
    struct fyp_problems *problems, struct fyp_error *err)
{
    struct fyp_arena arena = {0};
    struct fyp_plan trial;
    *out = (struct fyp_amended){0};
    enum fyp_status status = make_trial(request, &arena, &trial, problems, err);
    const size_t last = trial.amendment_count - 1;
    if (status == FYP_OK && !fyp_amendment_settle(&trial, last, &arena)) {
        status = fyp_fail(err, FYP_E_MEMORY, "");
    }
    if (status == FYP_OK && find_same(&trial, &out->index)) {
        out->was_there = true;
        status = fyp_plan_create(
            request->plan->path, request->catalogue, &out->plan, NULL, err);
    } else if (status == FYP_OK) {
        status = check_trial(request, &trial, problems, err);
        if (status == FYP_OK) {
            status = put_in(request, &trial.amendments[last], out, err);
        }
    }
    fyp_arena_finish(&arena);
    if (status != FYP_OK) {
        fyp_amended_finish(out);
    }
    return status;
}

void fyp_amended_finish(struct fyp_amended *amended)
{
    if (amended != NULL) {
        fyp_plan_destroy(amended->plan);
        free(amended->added);
        *amended = (struct fyp_amended){0};
    }
}
