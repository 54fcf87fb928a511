/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/xlsx_safe.h"

#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */
static const char ellipsis[] = "\xE2\x80\xA6";    /* U+2026 */

static bool is_printable(uint32_t c)
{
    bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    bool noncharacter = (c & 0xFFFE) == 0xFFFE;
    return c == '\n' || (!control && !noncharacter);
}

/* "_x" four hexadecimal digits "_": Excel shows the character instead. */
static bool is_escape(const char *text)
{
    if (text[0] != '_' || text[1] != 'x') {
        return false;
    }
    for (int i = 2; i < 6; i++) {
        if (!isxdigit((unsigned char)text[i])) {
            return false;
        }
    }
    return text[6] == '_';
}

/* Appends one character of the source; its length in UTF-16 units. */
static size_t add_character(
    struct fyp_buffer *out, const char *text, size_t length, size_t *used)
{
    uint32_t c = 0;
    *used = fyp_utf8_decode(text, length, &c);
    if (*used == 0) {
        *used = 1;
        fyp_buffer_text(out, replacement);
        return 1;
    }
    if (c == '\r') {
        if (length > 1 && text[1] == '\n') {
            return 0;
        }
        c = '\n';
    }
    if (c == '\t' || c == '\n') {
        fyp_buffer_text(out, c == '\t' ? " " : "\n");
        return 1;
    }
    if (!is_printable(c)) {
        fyp_buffer_text(out, replacement);
        return 1;
    }
    if (is_escape(text)) {
        fyp_buffer_text(out, "_x005F");
        fyp_buffer_bytes(out, text, *used);
        return 7;
    }
    fyp_buffer_bytes(out, text, *used);
    return c > 0xFFFF ? 2 : 1;
}

char *fyp_xlsx_safe_text(const char *text)
{
    struct fyp_buffer out = {0};
    size_t length = strlen(text), units = 0, used = 0;
    /* One unit is kept for the ellipsis; an escape may take seven. */
    for (size_t i = 0; i < length; i += used) {
        if (units > FYP_XLSX_TEXT_MAX - 8) {
            fyp_buffer_text(&out, ellipsis);
            break;
        }
        units += add_character(&out, text + i, length - i, &used);
    }
    fyp_buffer_bytes(&out, "", 1);
    if (out.failed) {
        fyp_buffer_finish(&out);
        return NULL;
    }
    return out.data;
}

char *fyp_xlsx_safe_label(const char *text)
{
    char *safe = fyp_xlsx_safe_text(text);
    if (!safe || safe[0] != '=') {
        return safe;
    }
    struct fyp_buffer out = {0};
    fyp_buffer_text(&out, "\xEF\xBC\x9D"); /* ＝ */
    fyp_buffer_bytes(&out, safe + 1, strlen(safe));
    free(safe);
    if (out.failed) {
        fyp_buffer_finish(&out);
        return NULL;
    }
    return out.data;
}

double fyp_xlsx_number(double value)
{
    char text[32];
    (void)snprintf(text, sizeof text, "%.15g", value);
    return strtod(text, NULL) + 0.0; /* -0 becomes 0 */
}

uint64_t fyp_xlsx_hash(uint64_t hash, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
    }
    return hash;
}
