/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_CLI_CONSOLE_H
#define FYP_CLI_CONSOLE_H

#include "base/error.h"
#include "base/text.h"

/*
 * What reaches the terminal: data on stdout, messages on stderr, each
 * message as "place: FYP-064 text (cure)". Text from files cannot steer the
 * terminal: control characters are shown escaped.
 */

/** One failure on stderr, with its cure. Returns the exit code for it. */
int fyp_console_error(const struct fyp_error *err);

/** A list of problems on a stream, one a line. */
void fyp_console_problems(FILE *stream, const struct fyp_problems *problems);

/** A message on stderr. */
void fyp_console_note(const char *text);

/**
 * Writes a finished buffer to stdout and releases it.
 * @return exit code: done, or cannot write (also when memory ran out).
 */
int fyp_console_print(struct fyp_buffer *buffer);

/** Progress "label 37 %" of one long piece of work; as below. */
void fyp_console_share(const char *label, long long done, long long total);

/** Progress "label 3/18" on stderr, only when that is a terminal; redrawn in
 *  place, cleared when done == total. */
void fyp_console_progress(const char *label, size_t done, size_t total);

#endif
