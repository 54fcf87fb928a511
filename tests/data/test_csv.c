/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "data/readers/csv.h"
#include "data/readers/digest.h"
#include "tests/data/scene.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Records are shown as "line:field|field;" with line ends as \r and \n. */
static void
show_record(const struct fyp_csv_record *record, struct fyp_buffer *out)
{
    fyp_buffer_format(out, "%d:", record->line);
    for (size_t i = 0; i < record->count; i++) {
        fyp_buffer_text(out, i > 0 ? "|" : "");
        const char *c = record->fields[i];
        while (*c != '\0') {
            size_t length = strcspn(c, "\r\n");
            fyp_buffer_bytes(out, c, length);
            c += length;
            if (*c != '\0') {
                fyp_buffer_text(out, *c++ == '\n' ? "\\n" : "\\r");
            }
        }
    }
    fyp_buffer_text(out, ";");
}

static enum fyp_status
read_path(const char *path, struct fyp_buffer *out, struct fyp_error *err)
{
    struct fyp_csv *csv = NULL;
    enum fyp_status status = fyp_csv_create(path, &csv, err);
    while (status == FYP_OK) {
        struct fyp_csv_record record;
        status = fyp_csv_next(csv, &record, err);
        if (status != FYP_OK || record.count == 0) {
            break;
        }
        show_record(&record, out);
    }
    fyp_csv_destroy(csv);
    return status;
}

static enum fyp_status read_bytes(
    const void *bytes, size_t size, struct fyp_buffer *out,
    struct fyp_error *err)
{
    struct scene scene = {.folder = folder_make()};
    enum fyp_status status =
        read_path(scene_file(&scene, "t.csv", bytes, size), out, err);
    folder_remove(&scene.folder);
    return status;
}

/* Sources: "rfc n" is RFC 4180 section 2 rule n; the rest stands in the
 * header of data/readers/csv.h as a deviation, or in docs/data-file.md. */
struct shape {
    const char *name;
    const char *text;
    const char *expected;
};

static const struct shape shapes[] = {
    {"rfc 1: CRLF", "aaa,bbb\r\nzzz,yyy\r\n", "1:aaa|bbb;2:zzz|yyy;"},
    {"rfc 2: no line end at the end", "aaa,bbb\r\nzzz,yyy",
     "1:aaa|bbb;2:zzz|yyy;"},
    {"rfc 4: blanks are kept", " a , b \n", "1: a | b ;"},
    {"rfc 5: quoted fields", "\"aaa\",\"bbb\"\nzzz", "1:aaa|bbb;2:zzz;"},
    {"rfc 6: comma and line end in quotes", "\"a,\r\nb\",c\r\nd,e",
     "1:a,\\r\\nb|c;3:d|e;"},
    {"rfc 7: doubled quote", "\"b\"\"bb\",c\n", "1:b\"bb|c;"},
    {"line feeds only", "a\nb\n\nc", "1:a;2:b;3:;4:c;"},
    {"carriage returns only", "a,b\rc,d\r", "1:a|b;2:c|d;"},
    {"mixed line ends", "a\rb\nc\r\nd", "1:a;2:b;3:c;4:d;"},
    {"mixed line ends inside quotes", "\"a\rb\nc\r\nd\",e\nf",
     "1:a\\rb\\nc\\r\\nd|e;5:f;"},
    {"empty fields", ",,\n\"\",\"\"\n", "1:||;2:|;"},
    {"quote inside a plain field", "5\",a\"b\n", "1:5\"|a\"b;"},
    {"quote behind a blank", " \"a\",b\n", "1: \"a\"|b;"},
    {"quoted field at the very end", "a,\"b\"", "1:a|b;"},
    {"only doubled quotes", "\"\"\"\"\"\"\n", "1:\"\";"},
    {"byte order mark", "\xEF\xBB\xBF地区,值\n甲,1\n", "1:地区|值;2:甲|1;"},
    {"trailing comma", "a,b,\n", "1:a|b|;"},
    {"control characters are text", "a\b,\f\v,\t\nc,,d\n",
     "1:a\b|\f\v|\t;2:c||d;"},
    {"the longest run without a mark", "abcdefghijklmnopqrstuvwxyz,é\nß,2\n",
     "1:abcdefghijklmnopqrstuvwxyz|é;2:ß|2;"},
    {"a line end the last byte of a quoted record", "\"a\"\r\n\"b\"\r",
     "1:a;2:b;"},
};

Test(csv, records_are_split_as_rfc_4180_says)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        const struct shape *row = &shapes[i];
        struct fyp_buffer found = {0};
        struct fyp_error err = {.status = FYP_OK};
        enum fyp_status status =
            read_bytes(row->text, strlen(row->text), &found, &err);
        cr_expect_eq(status, FYP_OK, "%s: %s", row->name, err.text);
        cr_expect(
            found.data && strcmp(found.data, row->expected) == 0,
            "%s: expected %s, found %s", row->name, row->expected,
            found.data ? found.data : "nothing");
        fyp_buffer_finish(&found);
    }
}

struct refusal {
    const char *name;
    const char *bytes;
    size_t size;
    enum fyp_status status;
    const char *text; /* what the message must hold */
};

#define BYTES(text) (text), sizeof(text) - 1

static const struct refusal refusals[] = {
    {"no bytes", BYTES(""), FYP_E_CSV_EMPTY, "空"},
    {"only a byte order mark", BYTES("\xEF\xBB\xBF"), FYP_E_CSV_EMPTY, "空"},
    {"quote never closed", BYTES("a\nb\n\"c,d\ne,f\n"), FYP_E_CSV_QUOTE_OPEN,
     "第 3 行"},
    {"quote never closed, second cell", BYTES("a,\"b\nc\nd"),
     FYP_E_CSV_QUOTE_OPEN, "第 1 行"},
    {"quote that opens in a record of lines", BYTES("a\n\"x\ny\",\"b\nc\nd"),
     FYP_E_CSV_QUOTE_OPEN, "第 3 行"},
    {"only a quote", BYTES("\""), FYP_E_CSV_QUOTE_OPEN, "第 1 行"},
    {"text behind a quote", BYTES("a\n\"b\"c,d\n"), FYP_E_CSV_QUOTE_TEXT,
     "“c”"},
    {"quote closed by the next quoted field", BYTES("a\n\"b,c\nd,\"e\",f\n"),
     FYP_E_CSV_QUOTE_TEXT, "第 2 行"},
};

Test(csv, what_is_no_sound_text_is_refused_and_named)
{
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const struct refusal *row = &refusals[i];
        struct fyp_buffer found = {0};
        struct fyp_error err = {.status = FYP_OK};
        enum fyp_status status =
            read_bytes(row->bytes, row->size, &found, &err);
        cr_expect_eq(
            status, row->status, "%s: expected %d, found %d (%s)", row->name,
            (int)row->status, (int)status, err.text);
        cr_expect_not_null(
            strstr(err.text, row->text), "%s: \"%s\" not in \"%s\"", row->name,
            row->text, err.text);
        fyp_buffer_finish(&found);
    }
}

/* Everything that can be cut in two by the end of a block, at every place
 * near the end of the first block of 256 KiB. */
Test(csv, a_block_may_end_anywhere)
{
    static const struct {
        const char *head, *tail;
    } files[] = {
        {"h,i\n", "罗江,\"x\"\"y\r\nz\",\"w\"\r\n\"\"\r最后,\"q\""},
        {"h，i\n", "罗江，\"x\"\"y\r\nz\"，\"w\"\r\n\"\"\r最后，\"q\""},
    };
    static const char expected[] = "3:罗江|x\"y\\r\\nz|w;5:;6:最后|q;";
    enum { BLOCK = 1 << 18, AROUND = 56 };
    static char text[BLOCK + AROUND];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        size_t length = strlen(files[i].tail);
        memset(text, 'a', sizeof text);
        memcpy(text, files[i].head, strlen(files[i].head));
        for (size_t start = BLOCK - AROUND; start <= BLOCK; start++) {
            text[start - 2] = 'a';
            text[start - 1] = '\n';
            memcpy(text + start, files[i].tail, length);
            struct fyp_buffer found = {0};
            struct fyp_error err = {.status = FYP_OK};
            enum fyp_status status =
                read_bytes(text, start + length, &found, &err);
            cr_assert_eq(status, FYP_OK, "start %zu: %s", start, err.text);
            const char *third = strstr(found.data, "a;") + 2;
            cr_assert_str_eq(third, expected, "start %zu", start);
            fyp_buffer_finish(&found);
        }
    }
}

static void write_field(struct fyp_buffer *out, const char *field, bool quoted)
{
    fyp_buffer_text(out, quoted ? "\"" : "");
    for (const char *c = field; *c != '\0'; c++) {
        fyp_buffer_bytes(out, c, 1);
        if (quoted && *c == '"') {
            fyp_buffer_text(out, "\"");
        }
    }
    fyp_buffer_text(out, quoted ? "\"" : "");
}

/* Property: what is written after RFC 4180 is read back. */
Test(csv, random_records_survive_writing_and_reading)
{
    static const char *const pieces[] = {"a",    "96.43",  "\"", ",",  "\n",
                                         "\r\n", "罗江区", " ",  "；", ""};
    static const char *const line_ends[] = {"\n", "\r\n", "\r"};
    uint64_t state = 20210714;
    for (int round = 0; round < 300; round++) {
        struct fyp_buffer text = {0}, expected = {0}, found = {0};
        int line = 1;
        uint32_t records = 1 + next_number(&state, 6);
        for (uint32_t r = 0; r < records; r++) {
            uint32_t count = 2 + next_number(&state, 4);
            char cells[6][128] = {""};
            char *fields[6];
            for (uint32_t f = 0; f < count; f++) {
                fields[f] = cells[f];
                for (uint32_t n = next_number(&state, 5); n > 0; n--) {
                    strcat(cells[f], pieces[next_number(&state, 10)]);
                }
                bool quoted = strpbrk(cells[f], "\",\r\n") != NULL ||
                              next_number(&state, 3) == 0;
                fyp_buffer_text(&text, f > 0 ? "," : "");
                write_field(&text, cells[f], quoted);
            }
            struct fyp_csv_record record = {
                .fields = fields, .count = count, .line = line};
            show_record(&record, &expected);
            for (uint32_t f = 0; f < count; f++) {
                for (const char *c = cells[f]; *c != '\0'; c++) {
                    line += *c == '\n';
                }
            }
            line++;
            fyp_buffer_text(&text, line_ends[next_number(&state, 3)]);
        }
        struct fyp_error err = {.status = FYP_OK};
        enum fyp_status status =
            read_bytes(text.data, text.length, &found, &err);
        cr_assert_eq(status, FYP_OK, "round %d: %s", round, err.text);
        cr_assert_str_eq(found.data, expected.data, "round %d", round);
        fyp_buffer_finish(&text);
        fyp_buffer_finish(&expected);
        fyp_buffer_finish(&found);
    }
}

/* The naive twin: one byte at a time, as the header says it. */
struct twin {
    const char *at;
    int line;
    char fields[96][96];
    size_t count;
};

static bool is_end(char c)
{
    return c == '\0' || c == ',' || c == '\n' || c == '\r';
}

static void twin_line_end(struct twin *twin)
{
    bool pair = twin->at[0] == '\r' && twin->at[1] == '\n';
    twin->line += *twin->at != '\0';
    twin->at += *twin->at == '\0' ? 0 : 1 + pair;
}

static enum fyp_status twin_quoted(struct twin *twin, char *out)
{
    for (twin->at++; *twin->at != '"' || twin->at[1] == '"'; twin->at++) {
        if (*twin->at == '\0') {
            return FYP_E_CSV_QUOTE_OPEN;
        }
        bool line_end =
            *twin->at == '\n' || (*twin->at == '\r' && twin->at[1] != '\n');
        twin->line += line_end;
        twin->at += *twin->at == '"';
        *out++ = *twin->at;
    }
    twin->at++;
    *out = '\0';
    return is_end(*twin->at) ? FYP_OK : FYP_E_CSV_QUOTE_TEXT;
}

static enum fyp_status twin_record(struct twin *twin)
{
    enum fyp_status status = FYP_OK;
    twin->count = 0;
    for (bool more = true; more && status == FYP_OK;) {
        char *out = twin->fields[twin->count++];
        if (*twin->at == '"') {
            status = twin_quoted(twin, out);
        } else {
            while (!is_end(*twin->at)) {
                *out++ = *twin->at++;
            }
            *out = '\0';
        }
        more = *twin->at == ',';
        twin->at += more;
    }
    return status;
}

static enum fyp_status
twin_read(const char *text, int line1, struct fyp_buffer *out)
{
    struct twin twin = {.at = text, .line = line1};
    while (*twin.at != '\0') {
        char *fields[96];
        int line = twin.line;
        enum fyp_status status = twin_record(&twin);
        if (status != FYP_OK) {
            return status;
        }
        for (size_t i = 0; i < twin.count; i++) {
            fields[i] = twin.fields[i];
        }
        struct fyp_csv_record record = {
            .fields = fields, .count = twin.count, .line = line};
        show_record(&record, out);
        twin_line_end(&twin);
    }
    return FYP_OK;
}

/* Any text at the start of a file, and across the end of the first block. */
Test(csv, any_text_is_split_as_by_the_naive_twin)
{
    static const char *const pieces[] = {",",  "\"", "\n",       "\r\n",
                                         "\r", "\"", ",",        "7",
                                         "罗", "\b", "12345678", ""};
    enum { BLOCK = 1 << 18, ROUNDS = 900, FAR = 12 };
    static char filler[BLOCK];
    uint64_t state = 4180;
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct fyp_buffer text = {0}, expected = {0}, found = {0};
        struct fyp_error err = {.status = FYP_OK};
        size_t start = 0;
        if (round % FAR == 0) {
            start = BLOCK - next_number(&state, 40);
            memset(filler, 'x', start - 1);
            fyp_buffer_bytes(&text, filler, start - 1);
            fyp_buffer_text(&text, "\n");
        }
        fyp_buffer_text(&text, "h");
        for (uint32_t n = 1 + next_number(&state, 40); n > 0; n--) {
            fyp_buffer_text(&text, pieces[next_number(&state, 12)]);
        }
        enum fyp_status wanted =
            twin_read(text.data + start, start > 0 ? 2 : 1, &expected);
        enum fyp_status status =
            read_bytes(text.data, text.length, &found, &err);
        cr_assert_eq(
            status, wanted, "round %d: expected %d, found %d (%s)", round,
            (int)wanted, (int)status, err.text);
        const char *shown = found.data ? found.data : "";
        const char *twin = expected.data ? expected.data : "";
        if (start > 0 && found.data) {
            shown = strchr(shown, ';') + 1; /* behind the filler */
        }
        cr_assert_str_eq(shown, twin, "round %d", round);
        refused += status != FYP_OK;
        fyp_buffer_finish(&text);
        fyp_buffer_finish(&expected);
        fyp_buffer_finish(&found);
    }
    cr_expect_gt(refused, ROUNDS / 10);
    cr_expect_lt(refused, ROUNDS * 9 / 10);
}

Test(csv, a_record_beyond_its_limits_is_refused_in_bounded_memory)
{
    enum { SIZE = 3 * FYP_CSV_RECORD_MAX };
    char *text = malloc(SIZE);
    cr_assert_not_null(text);
    struct fyp_buffer found = {0};
    struct fyp_error err = {.status = FYP_OK};

    memset(text, 'a', SIZE);
    cr_expect_eq(read_bytes(text, SIZE, &found, &err), FYP_E_CSV_LONG);
    memset(text, ',', SIZE);
    cr_expect_eq(read_bytes(text, SIZE, &found, &err), FYP_E_CSV_LONG);
    memset(text, ',', FYP_CSV_FIELDS_MAX);
    cr_expect_eq(
        read_bytes(text, FYP_CSV_FIELDS_MAX, &found, &err), FYP_E_CSV_LONG);
    cr_expect_eq(
        read_bytes(text, FYP_CSV_FIELDS_MAX - 1, &found, &err), FYP_OK);
    memset(text, '\n', SIZE);
    memcpy(text, "a,b\n\"c", 6);
    cr_expect_eq(read_bytes(text, SIZE, &found, &err), FYP_E_CSV_QUOTE_OPEN);
    cr_expect_not_null(strstr(err.text, "第 2 行"), "%s", err.text);
    fyp_buffer_finish(&found);
    free(text);
}

Test(csv, the_raw_text_is_what_stands_in_the_file)
{
    static const char text[] = "甲,\"b\"\"c\", 7 \r\n\"x\ny\",z\r\rlast";
    static const char *const raws[] = {
        "甲,\"b\"\"c\", 7 ", "\"x\ny\",z", "", "last"};
    struct scene scene = {.folder = folder_make()};
    struct fyp_csv *csv = NULL;
    struct fyp_csv_record record;
    const char *path = scene_file(&scene, "t.csv", text, strlen(text));
    cr_assert_eq(fyp_csv_create(path, &csv, NULL), FYP_OK);
    for (int pass = 0; pass < 2; pass++) { /* the second after going back */
        for (size_t i = 0; i < sizeof raws / sizeof *raws; i++) {
            cr_assert_eq(fyp_csv_next(csv, &record, NULL), FYP_OK);
            for (size_t f = 0; f < record.count; f++) {
                (void)fyp_text_trim(record.fields[f]); /* as readers do */
            }
            cr_expect_str_eq(record.raw, raws[i]);
        }
        cr_assert_eq(fyp_csv_next(csv, &record, NULL), FYP_OK);
        cr_expect_eq(record.count, 0);
        cr_assert_eq(fyp_csv_rewind(csv, NULL), FYP_OK);
    }
    fyp_csv_destroy(csv);
    folder_remove(&scene.folder);
}

Test(csv, only_a_regular_file_is_read)
{
    struct folder folder = folder_make();
    struct fyp_buffer found = {0};
    struct fyp_error err = {.status = FYP_OK};
    cr_expect_eq(
        read_path(folder_file(&folder, "none.csv"), &found, &err),
        FYP_E_FILE_OPEN);
    cr_expect_eq(read_path(folder.path, &found, &err), FYP_E_FILE_KIND);
    cr_assert_eq(mkfifo(folder_file(&folder, "pipe"), 0600), 0);
    cr_expect_eq(
        read_path(folder_file(&folder, "pipe"), &found, &err), FYP_E_FILE_KIND);
    cr_expect_eq(read_path("/dev/zero", &found, &err), FYP_E_FILE_KIND);
    cr_assert_eq(symlink("loop", folder_file(&folder, "loop")), 0);
    cr_expect_eq(
        read_path(folder_file(&folder, "loop"), &found, &err), FYP_E_FILE_OPEN);
    folder_remove(&folder);
}

Test(csv, a_file_that_changes_while_it_is_read_is_refused)
{
    struct folder folder = folder_make();
    folder_write(&folder, "t.csv", "a,b\nc,d\n");
    struct fyp_csv *csv = NULL;
    struct fyp_csv_record record;
    struct fyp_error err = {.status = FYP_OK};
    cr_assert_eq(
        fyp_csv_create(folder_file(&folder, "t.csv"), &csv, &err), FYP_OK);
    cr_assert_eq(fyp_csv_next(csv, &record, &err), FYP_OK);
    cr_assert_eq(fyp_csv_next(csv, &record, &err), FYP_OK);
    folder_write(&folder, "t.csv", "a,b\nc,d\ne,f\n");
    enum fyp_status status;
    do {
        status = fyp_csv_next(csv, &record, &err);
    } while (status == FYP_OK && record.count > 0);
    cr_expect_eq(status, FYP_E_CSV_CHANGED, "%d", (int)status);
    fyp_csv_destroy(csv);
    folder_remove(&folder);
}

/* Source: FIPS 180-4, examples "abc" and one million "a"; the second is long
 * enough for a thread of its own. */
Test(csv, the_fingerprint_is_sha_256)
{
    enum { MILLION = 1000000 };
    static char text[MILLION];
    static const struct {
        const char *text;
        size_t size;
        const char *sha256;
    } files[] = {
        {"abc", 3,
         "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {text, MILLION,
         "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    };
    cr_assert_geq(MILLION, FYP_DIGEST_SMALL);
    memset(text, 'a', sizeof text);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct scene scene = {.folder = folder_make()};
        struct fyp_csv *csv = NULL;
        const char *path =
            scene_file(&scene, "t.csv", files[i].text, files[i].size);
        cr_assert_eq(fyp_csv_create(path, &csv, NULL), FYP_OK);
        cr_expect_str_eq(fyp_csv_sha256(csv), files[i].sha256);
        fyp_csv_destroy(csv);
        folder_remove(&scene.folder);
    }
}
