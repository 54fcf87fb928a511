/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(text);

/* --- UTF-8 --- */

/* Source: The Unicode Standard 14.0, section 3.9, table 3-7 (well-formed
 * byte sequences): both ends of every row, and what lies just outside. */
static const struct {
    const char *name;
    const char *bytes;
    size_t length;
    size_t used; /* 0: not valid */
    uint32_t codepoint;
} sequences[] = {
    {"nul", "\0", 1, 1, 0},
    {"ascii", "a", 1, 1, 'a'},
    {"last of one byte", "\x7F", 1, 1, 0x7F},
    {"first of two", "\xC2\x80", 2, 2, 0x80},
    {"last of two", "\xDF\xBF", 2, 2, 0x7FF},
    {"first of three", "\xE0\xA0\x80", 3, 3, 0x800},
    {"before the surrogates", "\xED\x9F\xBF", 3, 3, 0xD7FF},
    {"after the surrogates", "\xEE\x80\x80", 3, 3, 0xE000},
    {"last of three", "\xEF\xBF\xBF", 3, 3, 0xFFFF},
    {"first of four", "\xF0\x90\x80\x80", 4, 4, 0x10000},
    {"last of all", "\xF4\x8F\xBF\xBF", 4, 4, 0x10FFFF},
    {"nothing", "", 0, 0, 0},
    {"continuation alone", "\x80", 1, 0, 0},
    {"overlong slash of two", "\xC0\xAF", 2, 0, 0},
    {"overlong of two", "\xC1\xBF", 2, 0, 0},
    {"overlong of three", "\xE0\x9F\xBF", 3, 0, 0},
    {"overlong of four", "\xF0\x8F\xBF\xBF", 4, 0, 0},
    {"first surrogate", "\xED\xA0\x80", 3, 0, 0},
    {"last surrogate", "\xED\xBF\xBF", 3, 0, 0},
    {"beyond the last", "\xF4\x90\x80\x80", 4, 0, 0},
    {"never a first byte", "\xF5\x80\x80\x80", 4, 0, 0},
    {"never in UTF-8", "\xFF", 1, 0, 0},
    {"two cut to one", "\xC2\x80", 1, 0, 0},
    {"three cut to two", "\xE6\xAE\x8B", 2, 0, 0},
    {"four cut to three", "\xF0\xA0\xAE\xB7", 3, 0, 0},
    {"second byte is ascii",
     "\xE6"
     "a\x8B",
     3, 0, 0},
    {"third byte is a first", "\xE6\xAE\xE6", 3, 0, 0},
};

Test(text, only_well_formed_utf8_is_decoded)
{
    for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++) {
        uint32_t codepoint = 0x2385;
        const size_t used = fyp_utf8_decode(
            sequences[i].bytes, sequences[i].length, &codepoint);

        cr_assert_eq(
            used, sequences[i].used, "%s: %zu", sequences[i].name, used);
        cr_assert_eq(
            codepoint, used ? sequences[i].codepoint : 0x2385, "%s: U+%04X",
            sequences[i].name, (unsigned)codepoint);
    }
}

Test(text, the_valid_prefix_ends_at_the_first_broken_byte)
{
    cr_assert_eq(fyp_utf8_valid_prefix("残疾人", 9), 9);
    cr_assert_eq(fyp_utf8_valid_prefix("残疾人", 8), 6);
    cr_assert_eq(fyp_utf8_valid_prefix("a\xB2\xD0", 3), 1);
    cr_assert_eq(fyp_utf8_valid_prefix("", 0), 0);
    cr_assert_eq(fyp_utf8_valid_prefix("a\0b", 3), 3);
}

Test(text, a_cut_never_splits_a_character)
{
    static const char sample[] = "a残𠮷é";

    for (size_t size = 0; size <= sizeof sample; size++) {
        const size_t n = fyp_text_cut(sample, sizeof sample - 1, size);

        cr_assert_leq(n, size);
        cr_assert_eq(fyp_utf8_valid_prefix(sample, n), n, "size %zu", size);
        cr_assert_gt(n + 4, size < sizeof sample ? size : sizeof sample - 1);
    }
    cr_assert_eq(fyp_text_cut("\x80\x80\x80\x80\x80\x80", 6, 5), 5);
}

static const struct {
    const char *text;
    size_t width;
} widths[] = {
    {"", 0},         {"abc", 3},    {"残疾人", 6},  {"（%）", 5},
    {"＞９６", 6},   {"“残”", 4},   {"…—", 2},      {"e\u0301", 1},
    {"𠮷", 2},       {"한국", 4},   {"ﾊﾝ", 2},      {"がが", 4},
    {"カ\u3099", 2}, {"😀", 2},      {"\u200Ba", 1}, {"\uFEFF", 0},
    {"\xFF\xFE", 2}, {"a\tb\n", 2}, {"≥96", 3},     {"ⅠⅡ", 2},
    {"①", 1},        {"㎡", 2},     {"℃", 1},       {"\u3000", 2},
    {"\u00A0", 1},   {"，。、", 6}, {"·", 1},       {"￥", 2},
};

Test(text, width_counts_columns)
{
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
        const size_t width = fyp_text_width(widths[i].text);

        cr_assert_eq(
            width, widths[i].width, "\"%s\": %zu, expected %zu", widths[i].text,
            width, widths[i].width);
    }
}

/* --- folding and trimming --- */

static const struct {
    const char *text, *expected;
} folded[] = {
    {"残疾人 基本 康复服务覆盖率", "残疾人基本康复服务覆盖率"},
    {"ＧＤＰ增长", "gdp增长"},
    {"GDP", "gdp"},
    {"覆盖率（%）", "覆盖率"},
    {"覆盖率(%)", "覆盖率"},
    {"覆盖率 ( ％ ) ", "覆盖率"},
    {"培训（万人次）", "培训"},
    {"补贴（元/人月）", "补贴"},
    {"补贴（元/人·月）", "补贴"},
    {"机构（所/县）", "机构"},
    {"改造（户）", "改造"},
    {"培训（16岁以上）", "培训(16岁以上)"},
    {"覆盖率（乡镇）（%）", "覆盖率(乡镇)"},
    {"覆盖率（男/女）", "覆盖率(男/女)"},
    {"（%）", "(%)"},
    {"覆盖率（）", "覆盖率()"},
    {"覆盖率%)", "覆盖率%)"},
    {"覆盖率（%", "覆盖率(%"},
    {"\u3000名\u00A0称\u200B\t", "名称"},
    {"\uFEFF名称", "名称"},
    {"ÄÖ", "ÄÖ"},
    {"a\xFFz", "a\xFFz"},
    {"", ""},
    {" \u3000", ""},
};

Test(text, folding_removes_what_names_differ_in_by_accident)
{
    for (size_t i = 0; i < sizeof folded / sizeof folded[0]; i++) {
        char out[96];

        fyp_text_fold(folded[i].text, out, sizeof out);
        cr_assert_str_eq(
            out, folded[i].expected, "\"%s\": \"%s\"", folded[i].text, out);
    }
}

Test(text, folding_twice_changes_only_what_a_second_unit_would)
{
    for (size_t i = 0; i < sizeof folded / sizeof folded[0]; i++) {
        char once[96];
        char twice[96];

        fyp_text_fold(folded[i].text, once, sizeof once);
        fyp_text_fold(once, twice, sizeof twice);
        cr_assert_str_eq(twice, once, "\"%s\"", folded[i].text);
    }
}

Test(text, folding_is_cut_between_characters)
{
    for (size_t size = 0; size < 16; size++) {
        char out[16] = "..............";

        fyp_text_fold("残疾人事业", out, size);
        cr_assert(size == 0 || strlen(out) < size, "size %zu", size);
        cr_assert_eq(strlen(out) % (size == 0 ? 14 : 3), 0, "size %zu", size);
    }
}

static const struct {
    const char *text, *expected;
} trimmed[] = {
    {" a b ", "a b"},
    {"\t\r\na\v\f", "a"},
    {"\u3000残\u3000", "残"},
    {"\u00A0 x\u00A0", "x"},
    {"   ", ""},
    {"", ""},
    {"\u3000\u3000", ""},
    {"a", "a"},
    {"a\u3000b", "a\u3000b"},
    {"\xC2", "\xC2"},
    {"\xE3\x80", "\xE3\x80"},
};

Test(text, blanks_at_both_ends_are_trimmed_in_place)
{
    for (size_t i = 0; i < sizeof trimmed / sizeof trimmed[0]; i++) {
        char text[32];
        const char *result;

        strcpy(text, trimmed[i].text);
        result = fyp_text_trim(text);
        cr_assert_eq(result, text);
        cr_assert_str_eq(text, trimmed[i].expected, "row %zu: \"%s\"", i, text);
    }
}

/* --- showing --- */

static const struct {
    const char *text, *expected;
} escaped[] = {
    {"残疾人 96%", "残疾人 96%"},
    {"\x1b]0;x\x07", "\\x1B]0;x\\x07"},
    {"a\nb\tc\x7F", "a\\x0Ab\\x09c\\x7F"},
    {"\xC2\x9B"
     "31m",
     "\\xC2\\x9B31m"},
    {"a\u202Eb", "a\\xE2\\x80\\xAEb"},
    {"\xFF", "\\xFF"},
    {"\xE6\xAE", "\\xE6\\xAE"},
    {"\\x41", "\\x41"},
    {"", ""},
};

Test(text, what_could_steer_a_terminal_is_shown_as_bytes)
{
    for (size_t i = 0; i < sizeof escaped / sizeof escaped[0]; i++) {
        char out[64];
        char printed[64] = "";
        FILE *stream = tmpfile();

        cr_assert(fyp_text_escape(escaped[i].text, out, sizeof out));
        cr_assert_str_eq(out, escaped[i].expected, "row %zu", i);
        fyp_print_safe(stream, escaped[i].text);
        rewind(stream);
        (void)!fread(printed, 1, sizeof printed - 1, stream);
        (void)fclose(stream);
        cr_assert_str_eq(printed, escaped[i].expected, "row %zu", i);
    }
}

Test(text, escaping_says_when_the_room_does_not_suffice)
{
    char out[8];

    cr_assert_not(fyp_text_escape("残a\x01", out, sizeof out));
    cr_assert_str_eq(out, "残a");
    cr_assert(fyp_text_escape("残疾x", out, sizeof out));
    cr_assert_not(fyp_text_escape("残疾人", out, sizeof out));
    cr_assert_str_eq(out, "残疾");
    cr_assert_not(fyp_text_escape("", out, 0));
}

/* --- buffers --- */

Test(text, a_buffer_grows_and_stays_terminated)
{
    struct fyp_buffer buffer = {0};

    for (int i = 0; i < 10000; i++) {
        fyp_buffer_text(&buffer, "残");
        fyp_buffer_format(&buffer, "%d", i % 10);
    }
    cr_assert_not(buffer.failed);
    cr_assert_eq(buffer.length, 40000);
    cr_assert_eq(strlen(buffer.data), 40000);
    cr_assert_str_eq(buffer.data + 39996, "残9");
    fyp_buffer_finish(&buffer);
    cr_assert_null(buffer.data);
    fyp_buffer_finish(&buffer);
    fyp_buffer_finish(NULL);
}

Test(text, a_buffer_keeps_nul_bytes_and_long_formats)
{
    struct fyp_buffer buffer = {0};

    fyp_buffer_bytes(&buffer, "a\0b", 3);
    fyp_buffer_format(&buffer, "%5000d", 7);
    cr_assert_eq(buffer.length, 5003);
    cr_assert_eq(memcmp(buffer.data, "a\0b ", 4), 0);
    cr_assert_eq(buffer.data[5002], '7');
    fyp_buffer_finish(&buffer);
}

Test(text, a_failed_buffer_ignores_what_follows)
{
    struct fyp_buffer buffer = {0};

    fyp_buffer_text(&buffer, "a");
    fyp_buffer_bytes(&buffer, "b", SIZE_MAX / 2);
    cr_assert(buffer.failed);
    fyp_buffer_text(&buffer, "c");
    fyp_buffer_format(&buffer, "%s", "d");
    fyp_buffer_padded(&buffer, "e", 4);
    cr_assert_str_eq(buffer.data, "a");
    fyp_buffer_finish(&buffer);
}

Test(text, padding_counts_columns_not_bytes)
{
    struct fyp_buffer buffer = {0};

    fyp_buffer_padded(&buffer, "残疾", 6);
    fyp_buffer_padded(&buffer, "残", -6);
    fyp_buffer_padded(&buffer, "残疾人", 4);
    fyp_buffer_padded(&buffer, "x", 0);
    fyp_buffer_padded(&buffer, "", 2);
    cr_assert_str_eq(buffer.data, "残疾      残残疾人x  ");
    fyp_buffer_finish(&buffer);
}

/* --- files --- */

static void write_bytes(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");

    cr_assert_not_null(file, "%s", path);
    cr_assert_eq(fwrite(bytes, 1, length, file), length);
    cr_assert_eq(fclose(file), 0);
}

Test(text, a_file_is_read_whole_with_its_nul_bytes)
{
    char path[] = "/tmp/fyp-text-XXXXXX";
    struct fyp_error err = {0};
    char *out;
    size_t length;

    cr_assert_geq(close(mkstemp(path)), 0);
    write_bytes(path, "a\0残", 5);
    cr_assert_eq(fyp_file_read(path, 5, &out, &length, &err), FYP_OK);
    cr_assert_eq(length, 5);
    cr_assert_eq(memcmp(out, "a\0残", 6), 0);
    free(out);
    write_bytes(path, "", 0);
    cr_assert_eq(fyp_file_read(path, 5, &out, &length, &err), FYP_OK);
    cr_assert_eq(length, 0);
    cr_assert_str_eq(out, "");
    free(out);
    (void)unlink(path);
}

Test(text, a_file_beyond_the_limit_is_refused_with_both_sizes)
{
    char path[] = "/tmp/fyp-text-XXXXXX";
    static char bytes[2 * 1024 * 1024 + 1];
    struct fyp_error err = {0};
    char *out = path;
    size_t length;

    cr_assert_geq(close(mkstemp(path)), 0);
    write_bytes(path, bytes, sizeof bytes);
    cr_assert_eq(
        fyp_file_read(path, sizeof bytes - 1, &out, &length, &err),
        FYP_E_FILE_TOO_LARGE);
    cr_assert_null(out);
    cr_assert_str_eq(err.place, path);
    cr_assert_str_eq(err.text, "文件太大：2.1 MB，上限 2.0 MB");
    cr_assert_eq(
        fyp_file_read(path, 10, &out, &length, &err), FYP_E_FILE_TOO_LARGE);
    cr_assert_not_null(strstr(err.text, "上限 10 字节"), "%s", err.text);
    (void)unlink(path);
}

Test(text, a_file_without_a_size_is_still_limited)
{
    char *out;
    size_t length;

    cr_assert_eq(
        fyp_file_read("/proc/self/maps", 8, &out, &length, NULL),
        FYP_E_FILE_TOO_LARGE);
    cr_assert_null(out);
}

Test(text, what_is_no_regular_file_is_refused)
{
    char path[] = "/tmp/fyp-text-XXXXXX";
    struct fyp_error err = {0};
    char *out;
    size_t length;

    cr_assert_not_null(mkdtemp(path));
    cr_assert_eq(fyp_file_read(path, 9, &out, &length, &err), FYP_E_FILE_KIND);
    cr_assert_str_eq(err.text, "不是可读的文件：这是一个文件夹");
    (void)rmdir(path);
    cr_assert_eq(fyp_file_read(path, 9, &out, &length, &err), FYP_E_FILE_OPEN);
    cr_assert_str_eq(err.text, "打不开文件：没有这个文件或文件夹");
    cr_assert_str_eq(err.place, path);
    cr_assert_eq(mkfifo(path, 0600), 0);
    cr_assert_eq(fyp_file_read(path, 9, &out, &length, &err), FYP_E_FILE_KIND);
    cr_assert_null(out);
    (void)unlink(path);
}
