/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include "base/message.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct range {
    uint32_t first, last;
};

/* East_Asian_Width W and F of Unicode 14 (EastAsianWidth.txt), neighbouring
 * blocks merged over unassigned characters. Ascending. */
static const struct range wide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},
    {0x23E9, 0x23EC},   {0x23F0, 0x23F0},   {0x23F3, 0x23F3},
    {0x25FD, 0x25FE},   {0x2614, 0x2615},   {0x2648, 0x2653},
    {0x267F, 0x267F},   {0x2693, 0x2693},   {0x26A1, 0x26A1},
    {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},
    {0x26CE, 0x26CE},   {0x26D4, 0x26D4},   {0x26EA, 0x26EA},
    {0x26F2, 0x26F3},   {0x26F5, 0x26F5},   {0x26FA, 0x26FA},
    {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},
    {0x2728, 0x2728},   {0x274C, 0x274C},   {0x274E, 0x274E},
    {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2795, 0x2797},
    {0x27B0, 0x27B0},   {0x27BF, 0x27BF},   {0x2B1B, 0x2B1C},
    {0x2B50, 0x2B50},   {0x2B55, 0x2B55},   {0x2E80, 0x303E},
    {0x3041, 0x3247},   {0x3250, 0x4DBF},   {0x4E00, 0xA4CF},
    {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE10, 0xFE1F},   {0xFE30, 0xFE6F},   {0xFF01, 0xFF60},
    {0xFFE0, 0xFFE6},   {0x16FE0, 0x1B2FF}, {0x1F004, 0x1F004},
    {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A},
    {0x1F200, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C},
    {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3},
    {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E},
    {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D},
    {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A},
    {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F},
    {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2},
    {0x1F6D5, 0x1F6DF}, {0x1F6EB, 0x1F6EF}, {0x1F6F4, 0x1F6FF},
    {0x1F7E0, 0x1F7FF}, {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945},
    {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD}};

/* Control characters, combining marks of the scripts that are met here, and
 * invisible format characters. Ascending. */
static const struct range without_width[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x0300, 0x036F},  {0x0483, 0x0489},
    {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F},  {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E},  {0x2060, 0x206F},
    {0x20D0, 0x20F0}, {0x302A, 0x302D}, {0x3099, 0x309A},  {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0001, 0xE01EF}};

/* What a terminal acts upon: C0, DEL, C1, and the marks that turn the
 * direction of writing. Ascending. */
static const struct range controls[] = {{0x0000, 0x001F}, {0x007F, 0x009F},
                                        {0x061C, 0x061C}, {0x200E, 0x200F},
                                        {0x2028, 0x202E}, {0x2066, 0x2069}};

/* Blanks that folding removes. Ascending. */
static const struct range blanks[] = {
    {0x0009, 0x000D}, {0x0020, 0x0020}, {0x0085, 0x0085}, {0x00A0, 0x00A0},
    {0x1680, 0x1680}, {0x2000, 0x200F}, {0x2028, 0x202F}, {0x205F, 0x2060},
    {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};

#define IN(table, codepoint)                                                   \
    in_ranges((table), sizeof(table) / sizeof((table)[0]), (codepoint))

static bool in_ranges(const struct range *ranges, size_t n, uint32_t codepoint)
{
    size_t low = 0;

    while (low < n) {
        const size_t middle = low + (n - low) / 2;

        if (codepoint > ranges[middle].last) {
            low = middle + 1;
        } else if (codepoint < ranges[middle].first) {
            n = middle;
        } else {
            return true;
        }
    }
    return false;
}

/* Length that the first byte announces, and the least character for which
 * that length is allowed. */
static size_t announced(unsigned char first, uint32_t *bits, uint32_t *least)
{
    if (first < 0x80) {
        *bits = first;
        *least = 0;
        return 1;
    }
    if (first >= 0xC2 && first <= 0xDF) {
        *bits = first & 0x1FU;
        *least = 0x80;
        return 2;
    }
    if (first >= 0xE0 && first <= 0xEF) {
        *bits = first & 0x0FU;
        *least = 0x800;
        return 3;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        *bits = first & 0x07U;
        *least = 0x10000;
        return 4;
    }
    return 0;
}

size_t fyp_utf8_decode(const char *text, size_t length, uint32_t *codepoint)
{
    uint32_t bits = 0;
    uint32_t least = 0;
    size_t n;

    if (length == 0) {
        return 0;
    }
    n = announced((unsigned char)text[0], &bits, &least);
    if (n == 0 || n > length) {
        return 0;
    }
    for (size_t i = 1; i < n; i++) {
        const unsigned char byte = (unsigned char)text[i];

        if ((byte & 0xC0U) != 0x80U) {
            return 0;
        }
        bits = bits << 6 | (byte & 0x3FU);
    }
    if (bits < least || bits > 0x10FFFF || (bits >= 0xD800 && bits <= 0xDFFF)) {
        return 0;
    }
    *codepoint = bits;
    return n;
}

size_t fyp_utf8_valid_prefix(const char *text, size_t length)
{
    size_t at = 0;

    while (at < length) {
        uint32_t codepoint;
        const size_t n = fyp_utf8_decode(text + at, length - at, &codepoint);

        if (n == 0) {
            break;
        }
        at += n;
    }
    return at;
}

size_t fyp_text_width(const char *text)
{
    size_t left = strlen(text);
    size_t width = 0;

    while (left > 0) {
        uint32_t codepoint = 0;
        size_t n = fyp_utf8_decode(text, left, &codepoint);

        if (n == 0) {
            n = 1;
            width++;
        } else if (!IN(without_width, codepoint)) {
            width += IN(wide, codepoint) ? 2 : 1;
        }
        text += n;
        left -= n;
    }
    return width;
}

size_t fyp_text_cut(const char *text, size_t length, size_t size)
{
    if (length <= size) {
        return length;
    }
    /* Bytes that are no UTF-8 at all must not lose more than one character. */
    for (size_t back = 0; back < 4 && back <= size; back++) {
        if (((unsigned char)text[size - back] & 0xC0U) != 0x80U) {
            return size - back;
        }
    }
    return size;
}

/* One character, or one byte of a broken one, as it may be shown. */
static size_t
escape_one(const char *text, size_t length, char out[20], size_t *used)
{
    uint32_t codepoint = 0;
    size_t n = fyp_utf8_decode(text, length, &codepoint);
    char *at = out;

    if (n > 0 && !IN(controls, codepoint)) {
        memcpy(out, text, n);
        *used = n;
        return n;
    }
    n = n == 0 ? 1 : n;
    for (size_t i = 0; i < n; i++) {
        at += snprintf(at, 5, "\\x%02X", (unsigned)(unsigned char)text[i]);
    }
    *used = (size_t)(at - out);
    return n;
}

bool fyp_text_escape(const char *text, char *out, size_t size)
{
    size_t left = strlen(text);
    size_t at = 0;

    if (size == 0) {
        return false;
    }
    while (left > 0) {
        char shown[20];
        size_t used;
        const size_t n = escape_one(text, left, shown, &used);

        if (used >= size - at) {
            break;
        }
        memcpy(out + at, shown, used);
        at += used;
        text += n;
        left -= n;
    }
    out[at] = '\0';
    return left == 0;
}

/* The folded form of one character: its bytes, 0 for what is removed. */
static size_t
fold_one(uint32_t codepoint, const char *text, size_t n, char out[4])
{
    if (IN(blanks, codepoint)) {
        return 0;
    }
    if (codepoint >= 0xFF01 && codepoint <= 0xFF5E) {
        codepoint -= 0xFEE0;
    }
    if (codepoint < 0x80) {
        const bool upper = codepoint >= 'A' && codepoint <= 'Z';

        out[0] = (char)(upper ? codepoint + ('a' - 'A') : codepoint);
        return 1;
    }
    memcpy(out, text, n);
    return n;
}

/* Is this character one that units are made of? */
static bool is_unit_character(const char *text, size_t n)
{
    static const char units[] =
        "%‰万亿千百十人户次元角个名所年月周天日时件张套台辆间床位家处项次例"
        "篇场期份分点平方米公里吨克升㎡每";

    for (const char *at = units; *at != '\0';) {
        uint32_t codepoint;
        const size_t m = fyp_utf8_decode(at, strlen(at), &codepoint);

        if (m == n && memcmp(at, text, n) == 0) {
            return true;
        }
        at += m;
    }
    return false;
}

/* "%", "万人次", "元/人月": unit characters, then perhaps a slash and any
 * few characters ("所/县"); "小数" where 0.92 stands for 92 %. */
static bool is_unit(const char *text, size_t length)
{
    enum { AFTER_SLASH_MAX = 16 };
    static const char share[] = "小数";
    size_t at = 0;

    if (length == sizeof share - 1 && memcmp(text, share, length) == 0) {
        return true;
    }

    while (at < length && text[at] != '/') {
        uint32_t codepoint;
        const size_t n = fyp_utf8_decode(text + at, length - at, &codepoint);

        if (n == 0 || !is_unit_character(text + at, n)) {
            return false;
        }
        at += n;
    }
    return at > 0 && length - at <= AFTER_SLASH_MAX;
}

static void strip_unit(char *text, size_t length)
{
    const char *open = strrchr(text, '(');

    if (open == NULL || open == text || text[length - 1] != ')') {
        return;
    }
    if (is_unit(open + 1, (size_t)(text + length - 1 - (open + 1)))) {
        text[open - text] = '\0';
    }
}

void fyp_text_fold(const char *text, char *out, size_t size)
{
    size_t left = strlen(text);
    size_t used = 0;

    if (size == 0) {
        return;
    }
    while (left > 0) {
        char folded[4];
        uint32_t codepoint = 0;
        size_t n = fyp_utf8_decode(text, left, &codepoint);
        size_t m;

        if (n == 0) { /* a broken byte stands for itself */
            n = 1;
            codepoint = 0xFFFD;
        }
        m = fold_one(codepoint, text, n, folded);
        if (m >= size - used) {
            break;
        }
        memcpy(out + used, folded, m);
        used += m;
        text += n;
        left -= n;
    }
    out[used] = '\0';
    if (left == 0) {
        strip_unit(out, used);
    }
}

/* Bytes of the blank that text starts with; 0: none. */
static size_t blank_at(const char *text)
{
    if (strchr(" \t\n\v\f\r", text[0]) != NULL) {
        return text[0] != '\0';
    }
    if (strncmp(text, "\u3000", 3) == 0) {
        return 3;
    }
    return strncmp(text, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

char *fyp_text_trim(char *text)
{
    const char *start = text;
    size_t end = 0;

    while (blank_at(start) > 0) {
        start += blank_at(start);
    }
    memmove(text, start, strlen(start) + 1);
    for (size_t at = 0; text[at] != '\0';) {
        const size_t n = blank_at(text + at);

        at += n > 0 ? n : 1;
        if (n == 0) {
            end = at;
        }
    }
    text[end] = '\0';
    return text;
}

static bool reserve(struct fyp_buffer *buffer, size_t more)
{
    size_t capacity = buffer->capacity > 0 ? buffer->capacity : 256;
    char *data;

    if (buffer->failed || more >= SIZE_MAX / 4 - buffer->length) {
        buffer->failed = true;
        return false;
    }
    while (capacity <= buffer->length + more) {
        capacity *= 2;
    }
    if (capacity == buffer->capacity) {
        return true;
    }
    data = realloc(buffer->data, capacity);
    if (data == NULL) {
        buffer->failed = true;
        return false;
    }
    buffer->data = data;
    buffer->capacity = capacity;
    return true;
}

void fyp_cell_name(int row, int column, char out[FYP_CELL_NAME_SIZE])
{
    char letters[8];
    size_t at = sizeof letters - 1;
    letters[at] = '\0';
    for (int rest = column; rest > 0 && at > 0; rest = (rest - 1) / 26) {
        letters[--at] = (char)('A' + (rest - 1) % 26);
    }
    (void)snprintf(out, FYP_CELL_NAME_SIZE, "%s%d", letters + at, row);
}

void fyp_buffer_bytes(struct fyp_buffer *buffer, const char *data, size_t n)
{
    if (!reserve(buffer, n)) {
        return;
    }
    if (n > 0) {
        memcpy(buffer->data + buffer->length, data, n);
    }
    buffer->length += n;
    buffer->data[buffer->length] = '\0';
}

void fyp_buffer_text(struct fyp_buffer *buffer, const char *text)
{
    fyp_buffer_bytes(buffer, text, strlen(text));
}

void fyp_buffer_format(struct fyp_buffer *buffer, const char *format, ...)
{
    va_list list;
    int length;

    va_start(list, format);
    length = vsnprintf(NULL, 0, format, list);
    va_end(list);
    if (length < 0) {
        buffer->failed = true;
        return;
    }
    if (!reserve(buffer, (size_t)length)) {
        return;
    }
    va_start(list, format);
    (void)vsnprintf(
        buffer->data + buffer->length, (size_t)length + 1, format, list);
    va_end(list);
    buffer->length += (size_t)length;
}

void fyp_buffer_padded(struct fyp_buffer *buffer, const char *text, int columns)
{
    const size_t width = fyp_text_width(text);
    const size_t wanted =
        columns < 0 ? (size_t)(-(long)columns) : (size_t)columns;

    if (columns > 0) {
        fyp_buffer_text(buffer, text);
    }
    for (size_t i = width; i < wanted; i++) {
        fyp_buffer_bytes(buffer, " ", 1);
    }
    if (columns <= 0) {
        fyp_buffer_text(buffer, text);
    }
}

void fyp_buffer_finish(struct fyp_buffer *buffer)
{
    if (buffer == NULL) {
        return;
    }
    free(buffer->data);
    memset(buffer, 0, sizeof *buffer);
}

void fyp_print_safe(FILE *stream, const char *text)
{
    size_t left = strlen(text);

    while (left > 0) {
        char shown[20];
        size_t used;
        const size_t n = escape_one(text, left, shown, &used);

        (void)fwrite(shown, 1, used, stream);
        text += n;
        left -= n;
    }
}

const char *fyp_reason_text(int error)
{
    switch (error) {
    case ENOENT:
        return fyp_text(FYP_M_FILE_MISSING);
    case ENOTDIR:
        return fyp_text(FYP_M_FILE_NOT_FOLDER);
    case EACCES:
    case EPERM:
        return fyp_text(FYP_M_FILE_FORBIDDEN);
    case EISDIR:
        return fyp_text(FYP_M_FILE_IS_FOLDER);
    case ENOSPC:
    case EDQUOT:
        return fyp_text(FYP_M_FILE_NO_SPACE);
    case EROFS:
        return fyp_text(FYP_M_FILE_READ_ONLY);
    case ENAMETOOLONG:
        return fyp_text(FYP_M_FILE_LONG_NAME);
    default:
        return strerror(error); /* rare, and the words can be looked up */
    }
}

/* "4.1 MB", rounded up so that a size beyond a limit never looks like it. */
static void show_size(size_t bytes, char out[32])
{
    const uintmax_t megabyte = UINTMAX_C(1024) * 1024;
    const uintmax_t tenths = ((uintmax_t)bytes * 10 + megabyte - 1) / megabyte;

    if (bytes < megabyte) {
        (void)snprintf(
            out, 32, "%zu %s", bytes, fyp_text(FYP_M_FILE_SIZE_BYTES));
    } else {
        (void)snprintf(out, 32, "%ju.%ju MB", tenths / 10, tenths % 10);
    }
}

static enum fyp_status
fail_too_large(size_t size, size_t max_size, struct fyp_error *err)
{
    char found[32];
    char allowed[32];

    show_size(size, found);
    show_size(max_size, allowed);
    return fyp_fail(err, FYP_E_FILE_TOO_LARGE, found, allowed);
}

/* The size in the directory is only a first check: files grow, and those
 * under /proc say 0. */
static enum fyp_status read_all(
    int file, size_t max_size, struct fyp_buffer *buffer, struct fyp_error *err)
{
    char chunk[16384];

    fyp_buffer_bytes(buffer, "", 0);
    while (!buffer->failed) {
        const ssize_t n = read(file, chunk, sizeof chunk);

        if (n == 0) {
            return FYP_OK;
        }
        if (n < 0 && errno != EINTR) {
            return fyp_fail(err, FYP_E_FILE_READ, fyp_reason_text(errno));
        }
        if (n > 0) {
            fyp_buffer_bytes(buffer, chunk, (size_t)n);
        }
        if (buffer->length > max_size) {
            return fail_too_large(buffer->length, max_size, err);
        }
    }
    return fyp_fail(err, FYP_E_MEMORY, NULL);
}

static enum fyp_status read_open_file(
    int file, size_t max_size, struct fyp_buffer *buffer, struct fyp_error *err)
{
    struct stat info;

    if (fstat(file, &info) != 0) {
        return fyp_fail(err, FYP_E_FILE_READ, fyp_reason_text(errno));
    }
    if (!S_ISREG(info.st_mode)) {
        return fyp_fail(
            err, FYP_E_FILE_KIND,
            fyp_text(
                S_ISDIR(info.st_mode) ? FYP_M_FILE_IS_FOLDER
                                      : FYP_M_FILE_IS_SPECIAL));
    }
    if ((uintmax_t)info.st_size > max_size) {
        return fail_too_large((size_t)info.st_size, max_size, err);
    }
    return read_all(file, max_size, buffer, err);
}

enum fyp_status fyp_file_read(
    const char *path, size_t max_size, char **out, size_t *out_length,
    struct fyp_error *err)
{
    struct fyp_buffer buffer = {0};
    enum fyp_status status;
    /* Without O_NONBLOCK a named pipe would hold the program here. */
    const int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    *out = NULL;
    *out_length = 0;
    if (file < 0) {
        status = fyp_fail(err, FYP_E_FILE_OPEN, fyp_reason_text(errno));
    } else {
        status = read_open_file(file, max_size, &buffer, err);
        (void)close(file);
    }
    if (status != FYP_OK) {
        fyp_buffer_finish(&buffer);
        (void)fyp_error_at(err, "%s", path);
        return status;
    }
    *out = buffer.data;
    *out_length = buffer.length;
    return FYP_OK;
}
