/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_TEXT_SURVEY_H
#define FYP_DATA_READERS_TEXT_SURVEY_H

#include "data/readers/encoding.h"

/*
 * What encoding a file of text is in, decided once for the whole file, never
 * by line or cell, after reading all of it:
 *
 *   1. a byte order mark says it, and the file must then keep to it;
 *   2. all of it is strict UTF-8: no overlong forms, no surrogates;
 *   3. its NUL bytes are those of UTF-16 without a mark;
 *   4. all of it is GB18030, and no line of it is UTF-8;
 *   5. otherwise the file is refused with the offset of the first bad byte.
 *
 * The order matters: Chinese text in UTF-8 often is GB18030 as well (of other
 * characters), but the bytes of a Chinese text in GB18030 hardly ever are
 * UTF-8. Where they are (一 省 女 alone), the user is shown both readings.
 */

struct fyp_text_survey {
    enum fyp_encoding encoding;
    int mark_size;             /* bytes of the byte order marks at the start */
    struct fyp_problems notes; /* FYP_W_TEXT_FILE_…; the caller releases */
};

/**
 * @param file  At its start; where it stands afterwards is undefined.
 * @param max_size  A file that turns out larger has changed.
 * @param out   Zeroed on failure.
 * @retval FYP_E_CSV_ENCODING      Neither UTF-8 nor GB18030.
 * @retval FYP_E_CSV_EMPTY         No bytes, or only byte order marks.
 * @retval FYP_E_TEXT_FILE_MIXED   Lines in two encodings.
 * @retval FYP_E_TEXT_FILE_NUL     NUL bytes, but not UTF-16.
 * @retval FYP_E_TEXT_FILE_MARK    A byte order mark inside the file.
 * @retval FYP_E_TEXT_FILE_BROKEN  Not what its byte order mark says.
 * @retval FYP_E_TEXT_FILE_END     A control character 1A at its end.
 */
enum fyp_status fyp_text_survey(
    int file, long long max_size, struct fyp_text_survey *out,
    struct fyp_error *err);

#endif
