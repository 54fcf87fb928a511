/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"

#include "base/message.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Nine arguments of this size leave the template readable when one of them
 * is a whole cell or a long path. */
enum { ARGUMENTS_MAX = 9, ARGUMENT_SIZE = 320 };

static const char ellipsis[] = "…";

/* Escaped; a long one is cut between characters and ends in an ellipsis. */
static void copy_argument(const char *argument, char out[ARGUMENT_SIZE])
{
    const size_t room = ARGUMENT_SIZE - (sizeof ellipsis - 1);

    if (fyp_text_escape(argument, out, ARGUMENT_SIZE)) {
        return;
    }
    (void)fyp_text_escape(argument, out, room);
    memcpy(out + strlen(out), ellipsis, sizeof ellipsis);
}

enum fyp_status fyp_error_set(
    struct fyp_error *err, enum fyp_status status, const char *source_file,
    int source_line, const char *const *arguments)
{
    char copies[ARGUMENTS_MAX][ARGUMENT_SIZE];
    const char *pointers[ARGUMENTS_MAX + 1] = {NULL};

    if (err == NULL) {
        return status;
    }
    for (int i = 0; arguments != NULL && i < ARGUMENTS_MAX; i++) {
        if (arguments[i] == NULL) {
            break;
        }
        copy_argument(arguments[i], copies[i]);
        pointers[i] = copies[i];
    }
    memset(err, 0, sizeof *err);
    err->status = status;
    err->source_file = source_file;
    err->source_line = source_line;
    (void)fyp_expand(
        err->text, sizeof err->text, fyp_status_text(status), pointers);
    (void)fyp_expand(
        err->cure, sizeof err->cure, fyp_status_cure(status), pointers);
    return status;
}

/* The end of a place (file name, line, column) says more than its start. */
static void set_place(char place[FYP_ERROR_PLACE_SIZE], const char *full)
{
    const size_t length = strlen(full);
    const size_t room = FYP_ERROR_PLACE_SIZE - sizeof ellipsis;
    size_t from;

    if (length < FYP_ERROR_PLACE_SIZE) {
        memcpy(place, full, length + 1);
        return;
    }
    from = length - room;
    while (((unsigned char)full[from] & 0xC0U) == 0x80U) {
        from++;
    }
    memcpy(place, ellipsis, sizeof ellipsis);
    memcpy(place + sizeof ellipsis - 1, full + from, length - from + 1);
}

bool fyp_problem_is_warning(const struct fyp_error *problem)
{
    return problem->status != FYP_OK &&
           fyp_status_exit_code(problem->status) == FYP_EXIT_DONE;
}

enum fyp_status fyp_error_at(struct fyp_error *err, const char *format, ...)
{
    char raw[4608]; /* a path of PATH_MAX and a position */
    char full[4 * sizeof raw];
    va_list list;

    if (err == NULL) {
        return FYP_OK;
    }
    if (err->place[0] != '\0') {
        return err->status;
    }
    va_start(list, format);
    (void)vsnprintf(raw, sizeof raw, format, list);
    va_end(list);
    (void)fyp_text_escape(raw, full, sizeof full);
    set_place(err->place, full);
    return err->status;
}

static bool grow(struct fyp_problems *problems)
{
    const size_t capacity = problems->capacity ? 2 * problems->capacity : 8;
    struct fyp_error *items =
        realloc(problems->items, capacity * sizeof *items);

    if (items == NULL) {
        return false;
    }
    problems->items = items;
    problems->capacity = capacity;
    return true;
}

void fyp_problems_add(
    struct fyp_problems *problems, const struct fyp_error *problem)
{
    if (problems == NULL) {
        return;
    }
    if (problems->count >= FYP_PROBLEMS_MAX ||
        (problems->count == problems->capacity && !grow(problems))) {
        problems->dropped++;
        return;
    }
    problems->items[problems->count++] = *problem;
}

void fyp_problems_finish(struct fyp_problems *problems)
{
    if (problems == NULL) {
        return;
    }
    free(problems->items);
    memset(problems, 0, sizeof *problems);
}
