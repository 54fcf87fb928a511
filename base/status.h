/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_BASE_STATUS_H
#define FYP_BASE_STATUS_H

/**
 * What a function that can fail returns. The table is base/status.def: one
 * row a status with its fixed number (printed as FYP-064, never reused), its
 * exit code, its text and its cure in Chinese and English.
 */
enum fyp_status {
#define FYP_STATUS(name, number, exit_code, zh, zh_cure, en, en_cure)          \
    FYP_##name = (number),
#include "base/status.def"
#undef FYP_STATUS
};

/* Exit codes of the program. */
enum fyp_exit {
    FYP_EXIT_DONE = 0,
    FYP_EXIT_INTERNAL = 1,
    FYP_EXIT_USAGE = 2,
    FYP_EXIT_INPUT_REFUSED = 3,
    FYP_EXIT_ROWS_REJECTED = 4,
    FYP_EXIT_STORE = 6,
    FYP_EXIT_CANNOT_WRITE = 7,
    FYP_EXIT_STOPPED = 130 /* Ctrl-C, as shells count it */
};

/** The exit code that belongs to a status. */
int fyp_status_exit_code(enum fyp_status status);

/** Text template of a status in the current language; "{1}" are arguments. */
const char *fyp_status_text(enum fyp_status status);

/** Template of what the user can do about it, in the current language; "" is
 *  possible, NULL is not. struct fyp_error holds it with its arguments. */
const char *fyp_status_cure(enum fyp_status status);

#endif
