/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/xls_parts.h"

/*
 * A formula is kept as tokens. Only their lengths are of interest here, to
 * come from one to the next, and those that name another workbook.
 *
 * Source: [MS-XLS] revision 9, section 2.5.198.
 */

enum {
    TEXT = 0x17,
    ATTRIBUTE = 0x19,
    ATTRIBUTE_CHOOSE = 0x04,
    CLASSED = 0x20, /* from here on three classes of the same tokens */
    CLASSED_MASK = 0x1F,
    NAME_OUTSIDE = 0x39,
    AREA_BROKEN = 0x3D,
    TOKENS = 0x40
};

/* Bytes of each token with its first; 0: unknown, or reckoned below. */
static const unsigned char sizes[TOKENS] = {
    [0x01] = 5, [0x02] = 5, [0x03] = 1,  [0x04] = 1, [0x05] = 1, [0x06] = 1,
    [0x07] = 1, [0x08] = 1, [0x09] = 1,  [0x0A] = 1, [0x0B] = 1, [0x0C] = 1,
    [0x0D] = 1, [0x0E] = 1, [0x0F] = 1,  [0x10] = 1, [0x11] = 1, [0x12] = 1,
    [0x13] = 1, [0x14] = 1, [0x15] = 1,  [0x16] = 1, [0x1C] = 2, [0x1D] = 2,
    [0x1E] = 3, [0x1F] = 9, [0x20] = 8,  [0x21] = 3, [0x22] = 4, [0x23] = 5,
    [0x24] = 5, [0x25] = 9, [0x26] = 7,  [0x27] = 7, [0x28] = 7, [0x29] = 3,
    [0x2A] = 5, [0x2B] = 9, [0x2C] = 5,  [0x2D] = 9, [0x2E] = 3, [0x2F] = 3,
    [0x39] = 7, [0x3A] = 7, [0x3B] = 11, [0x3C] = 7, [0x3D] = 11};

/** Bytes of a token whose length stands in it; 0: it is cut off. */
static size_t size_of(const unsigned char *token, size_t left)
{
    if (token[0] == TEXT && left >= 3) {
        return 3 + (size_t)token[1] * ((token[2] & 1) != 0 ? 2 : 1);
    }
    if (token[0] == ATTRIBUTE && left >= 4) {
        size_t jumps = (token[1] & ATTRIBUTE_CHOOSE) != 0
                           ? fyp_xls_16(token + 2) + (size_t)1
                           : 0;
        return 4 + 2 * jumps;
    }
    return 0;
}

bool fyp_xls_is_external(
    const struct fyp_xls_book *book, const unsigned char *tokens, size_t size)
{
    size_t at = 0;
    while (at < size) {
        unsigned token = tokens[at];
        if (token >= TOKENS) {
            token = CLASSED + (token & CLASSED_MASK);
        }
        size_t length = sizes[token];
        if (length == 0) {
            length = size_of(tokens + at, size - at);
        }
        if (length == 0 || length > size - at) {
            return false;
        }
        if (token >= NAME_OUTSIDE && token <= AREA_BROKEN &&
            book->external[fyp_xls_16(tokens + at + 1)] != 0) {
            return true;
        }
        at += length;
    }
    return false;
}
