/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_TESTS_REPORTS_PARTS_OF_H
#define FYP_TESTS_REPORTS_PARTS_OF_H

#include <stddef.h>

/* Looks into a workbook, for tests: its parts as text. */

/** A part of the zip, terminated; the caller frees it. NULL: none. */
char *part_text(const char *path, const char *part);

/** Place of a text among the shared strings, -1 where it is none of them. */
long string_index(const char *path, const char *text);

/** Length of a text in UTF-16 units, as Excel counts. */
size_t utf16_length(const char *text);

/** Where the compressed bytes of each part lie in the file. */
struct part_place {
    long offset, length;
};
/** @return how many parts; at most n are told. */
size_t part_places(const char *path, struct part_place *out, size_t n);

#endif
