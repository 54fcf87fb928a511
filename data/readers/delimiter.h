/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_DELIMITER_H
#define FYP_DATA_READERS_DELIMITER_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What stands between the cells of a text: comma, tab, semicolon, vertical
 * bar or the full-width comma. Found from the first records, as the one that
 * divides most of them into the same number of cells, and the earliest of
 * them, which is the header: a full-width comma inside remarks or a comma
 * inside 1,234 divides rows, but no header, and not always alike.
 */

struct fyp_delimiter {
    char name;     /* ',', '\t', ';', '|', or 'F' for ， */
    char bytes[4]; /* as it stands in the text, terminated */
    size_t size;   /* of bytes */
    bool declared; /* a first line "sep=;" says so, as Excel writes it */
    size_t skip;   /* bytes of that line with its line end */
};

/**
 * @param text    The start of the file in UTF-8, without a byte order mark.
 * @param whole   Nothing follows behind text.
 */
struct fyp_delimiter
fyp_delimiter_find(const char *text, size_t length, bool whole);

#endif
