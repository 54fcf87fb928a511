/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_TEXT_MIXTURE_H
#define FYP_DATA_READERS_TEXT_MIXTURE_H

#include "base/error.h"

#include <stddef.h>

/*
 * Two files in one: the header saved by one program, the rows pasted from
 * another. A text of which not all is UTF-8 is looked at line by line. A line
 * speaks for UTF-8 when all of it is, and it has at least two characters of
 * three bytes, as Chinese has them; such a line hardly ever comes of GB18030
 * (of 548,822 pieces of up to 12 characters of the bundled documents 746 were
 * UTF-8 as well, all of them in characters of two bytes). A line that is no
 * UTF-8 speaks against it. A file with both is refused: read as GB18030 it
 * would give other characters without a word.
 */

/**
 * @param file   At its start.
 * @param block  Working space of size bytes; longer lines are judged in
 *               parts.
 * @retval FYP_E_TEXT_FILE_MIXED  Names the offset and the line where the
 *                                second encoding begins, and both.
 */
enum fyp_status fyp_text_check_mixture(
    int file, char *block, size_t size, struct fyp_error *err);

#endif
