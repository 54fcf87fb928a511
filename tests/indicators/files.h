/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_TESTS_INDICATORS_FILES_H
#define FYP_TESTS_INDICATORS_FILES_H

#include "indicators/plan.h"

/*
 * Small files written to a folder of their own, a catalogue for them, and a
 * sound plan whose text the tests damage in one place at a time.
 */

struct folder {
    char path[64];
};

struct folder folder_make(void);
void folder_remove(struct folder *folder);

/** Writes text to name in folder; sub-folders in name must exist. */
void folder_write(
    const struct folder *folder, const char *name, const char *text);
void folder_make_inner(const struct folder *folder, const char *name);

/** A path in static storage, valid until the next call. */
const char *folder_file(const struct folder *folder, const char *name);

/** Six indicators: share, counted, growing, gdp, done, shortfall. */
extern const char small_catalogue[];

/** A sound plan "t" of that catalogue that uses every field. */
extern const char small_plan[];

/** Reads small_catalogue from folder. */
struct fyp_catalogue *small_catalogue_read(const struct folder *folder);

/**
 * A copy of text with the only occurrence of one piece replaced; asserts
 * that there is exactly one. The caller frees it.
 */
char *replaced(const char *text, const char *from, const char *to);

/** Line, from 1, of the first occurrence of piece in text. */
int line_of(const char *text, const char *piece);

#endif
