/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_BASE_ERROR_H
#define FYP_BASE_ERROR_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * One failure, told once, where its cause is known, and passed up unchanged.
 *
 * A function that can fail takes a struct fyp_error * last; NULL is allowed.
 * The text is already in the user's language. The place ("stats.csv:14:3",
 * "表1!C7") is added by whoever knows it; the innermost place wins.
 */

enum {
    FYP_ERROR_PLACE_SIZE = 320,
    FYP_ERROR_TEXT_SIZE = 640,
    FYP_ERROR_CURE_SIZE = 320
};

struct fyp_error {
    enum fyp_status status;
    char place[FYP_ERROR_PLACE_SIZE];
    char text[FYP_ERROR_TEXT_SIZE];
    char cure[FYP_ERROR_CURE_SIZE]; /* what to do about it; may be empty */
    const char *source_file;        /* of this program, for maintainers */
    int source_line;
};

/**
 * Records a failure: text and cure of the status, {1}, {2} … replaced.
 *
 * @param arguments  NULL-terminated UTF-8 strings; long ones are cut between
 *                   characters, control characters are shown escaped.
 * @return status, so that a caller can write `return fyp_fail(…)`.
 */
enum fyp_status fyp_error_set(
    struct fyp_error *err, enum fyp_status status, const char *source_file,
    int source_line, const char *const *arguments);

/* fyp_fail(err, FYP_E_FILE_OPEN, reason); fyp_fail(err, FYP_E_MEMORY, NULL) */
#define fyp_fail(err, status, ...)                                             \
    fyp_error_set(                                                             \
        (err), (status), __FILE__, __LINE__,                                   \
        (const char *const[]){__VA_ARGS__, NULL})

/** Adds the place if none is set yet. Returns err->status (OK for NULL). */
enum fyp_status fyp_error_at(struct fyp_error *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** A warning: the thing is accepted, and somebody should look at it. */
bool fyp_problem_is_warning(const struct fyp_error *problem);

/**
 * A list of problems, for readers that report everything they find.
 * Zero-initialise; release with fyp_problems_finish.
 */
struct fyp_problems {
    struct fyp_error *items;
    size_t count;
    size_t capacity;
    size_t dropped; /* beyond FYP_PROBLEMS_MAX */
};

enum { FYP_PROBLEMS_MAX = 200 };

/** Copies one problem into the list. */
void fyp_problems_add(
    struct fyp_problems *problems, const struct fyp_error *problem);
void fyp_problems_finish(struct fyp_problems *problems);

#endif
