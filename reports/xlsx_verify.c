/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/xlsx_verify.h"

#include "base/message.h"
#include "reports/xlsx_safe.h"

#include <expat.h>
#include <minizip/unzip.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PARTS_MAX = 2000,
    PART_NAME_SIZE = 128,
    CHUNK = 65536,
    PART_BYTES_MAX = 256 * 1024 * 1024,
    STRINGS_MAX = 4 * 1024 * 1024,
    NUMBER_SIZE = 40,
    CELL_NAME_SIZE = 128
};

/* What stands in a cell, as its attribute t says. */
enum cell_type {
    CELL_NUMBER,
    CELL_SHARED, /* place of a shared string */
    CELL_RESULT, /* text of a formula */
    CELL_OTHER
};

/* What is being read. One part after the other goes through expat; the
   state below belongs to the part, the strings to the workbook. */
struct reading {
    const struct fyp_xlsx_sheet *sheets;
    size_t sheet_count;
    struct fyp_error *err;
    enum fyp_status status;
    XML_Parser parser;
    const char *part;

    uint64_t *strings; /* hashes, in the order of the shared strings */
    size_t string_count, string_capacity;
    uint64_t hash;
    bool in_text;

    size_t listed; /* sheets seen in the list of sheets */

    const struct fyp_xlsx_sheet *sheet; /* whose cells are read */
    size_t next;
    size_t tables, filters; /* that the sheet has */

    const struct fyp_xlsx_table *table; /* that is read */
    uint64_t headers;
    struct fyp_xlsx_cell cell;
    bool in_value, in_formula, has_value;
    enum cell_type type;
    uint64_t value_hash;
    char value[NUMBER_SIZE]; /* of a number or a place among the strings */
    size_t value_length;
};

static void
refuse(struct reading *reading, enum fyp_message reason, const char *detail)
{
    if (reading->status != FYP_OK) {
        return;
    }
    char text[256];
    const char *arguments[] = {detail ? detail : "", NULL};
    (void)fyp_expand(text, sizeof text, fyp_text(reason), arguments);
    reading->status = fyp_fail(reading->err, FYP_E_REPORT_VERIFY, text);
    if (reading->status == FYP_OK) {
        reading->status = FYP_E_REPORT_VERIFY;
    }
    if (reading->parser) {
        (void)XML_StopParser(reading->parser, XML_FALSE);
    }
}

static const char *attribute(const XML_Char **list, const char *name)
{
    for (size_t i = 0; list[i]; i += 2) {
        if (strcmp(list[i], name) == 0) {
            return list[i + 1];
        }
    }
    return NULL;
}

/* --- the shared strings --- */

static void add_string(struct reading *reading)
{
    if (reading->string_count == reading->string_capacity) {
        size_t capacity =
            reading->string_capacity ? 2 * reading->string_capacity : 1024;
        uint64_t *strings =
            capacity <= STRINGS_MAX
                ? realloc(reading->strings, capacity * sizeof *strings)
                : NULL;
        if (!strings) {
            refuse(reading, FYP_M_VERIFY_TOO_LARGE, reading->part);
            return;
        }
        reading->strings = strings;
        reading->string_capacity = capacity;
    }
    reading->strings[reading->string_count++] = reading->hash;
}

static void strings_start(struct reading *reading, const char *name)
{
    if (strcmp(name, "si") == 0) {
        reading->hash = FYP_XLSX_HASH_START;
    }
    reading->in_text = strcmp(name, "t") == 0;
}

static void strings_end(struct reading *reading, const char *name)
{
    reading->in_text = false;
    if (strcmp(name, "si") == 0) {
        add_string(reading);
    }
}

/* --- the list of sheets --- */

/* Every program hides the name that it gives to a filter. */
static bool is_filter_name(const char *name)
{
    return name && strcmp(name, "_xlnm._FilterDatabase") == 0;
}

static void list_start(
    struct reading *reading, const char *name, const XML_Char **attributes)
{
    if (strcmp(name, "sheet") == 0) {
        const char *sheet = attribute(attributes, "name");
        if (attribute(attributes, "state")) {
            refuse(reading, FYP_M_VERIFY_HIDDEN, sheet);
        } else if (
            reading->listed == reading->sheet_count || !sheet ||
            strcmp(sheet, reading->sheets[reading->listed].name) != 0) {
            refuse(reading, FYP_M_VERIFY_SHEETS, sheet);
        }
        reading->listed++;
    } else if (strcmp(name, "workbookView") == 0) {
        const char *active = attribute(attributes, "activeTab");
        if (active && strcmp(active, "0") != 0) {
            refuse(reading, FYP_M_VERIFY_ACTIVE, active);
        }
    } else if (
        strcmp(name, "definedName") == 0 && attribute(attributes, "hidden") &&
        !is_filter_name(attribute(attributes, "name"))) {
        refuse(reading, FYP_M_VERIFY_HIDDEN, attribute(attributes, "name"));
    } else if (strcmp(name, "externalReference") == 0) {
        refuse(reading, FYP_M_VERIFY_EXTERNAL, reading->part);
    }
}

/* --- the cells of a sheet --- */

static void cell_name(const struct reading *reading, char out[CELL_NAME_SIZE])
{
    char letters[8];
    size_t n = sizeof letters;
    letters[--n] = '\0';
    for (uint32_t c = reading->cell.column + 1; c > 0 && n > 0;
         c = (c - 1) / 26) {
        letters[--n] = (char)('A' + (c - 1) % 26);
    }
    (void)snprintf(
        out, CELL_NAME_SIZE, "%s!%s%lu", reading->sheet->name, letters + n,
        (unsigned long)reading->cell.row + 1);
}

static void refuse_cell(struct reading *reading, enum fyp_message reason)
{
    char name[CELL_NAME_SIZE];
    cell_name(reading, name);
    refuse(reading, reason, name);
}

/* "AB12" to column and row; false for anything else. */
static bool read_place(const char *text, struct fyp_xlsx_cell *cell)
{
    uint32_t column = 0, row = 0;
    const char *c = text;
    for (; *c >= 'A' && *c <= 'Z' && column < 20000; c++) {
        column = column * 26 + (uint32_t)(*c - 'A') + 1;
    }
    for (; *c >= '0' && *c <= '9' && row < 2000000; c++) {
        row = row * 10 + (uint32_t)(*c - '0');
    }
    if (*c != '\0' || column == 0 || row == 0) {
        return false;
    }
    *cell = (struct fyp_xlsx_cell){.row = row - 1, .column = column - 1};
    return true;
}

/* --- tables and filters --- */

/* "A1:Q76"; true where it is what was meant. */
static bool is_range(const char *text, const struct fyp_xlsx_range *meant)
{
    struct fyp_xlsx_cell first, last;
    char corner[NUMBER_SIZE];
    const char *between = text ? strchr(text, ':') : NULL;
    const size_t length = between ? (size_t)(between - text) : 0;
    if (!meant || length == 0 || length >= sizeof corner) {
        return false;
    }
    memcpy(corner, text, length);
    corner[length] = '\0';
    return read_place(corner, &first) && read_place(between + 1, &last) &&
           first.row == meant->first_row &&
           first.column == meant->first_column && last.row == meant->last_row &&
           last.column == meant->last_column;
}

static void table_start(
    struct reading *reading, const char *name, const XML_Char **attributes)
{
    if (strcmp(name, "table") == 0 || strcmp(name, "autoFilter") == 0) {
        if (!is_range(attribute(attributes, "ref"), &reading->table->range)) {
            refuse(reading, FYP_M_VERIFY_TABLE, reading->part);
        }
    } else if (strcmp(name, "tableColumn") == 0) {
        const char *header = attribute(attributes, "name");
        reading->headers = fyp_xlsx_hash(
            reading->headers, header ? header : "",
            header ? strlen(header) : 0);
        reading->headers = fyp_xlsx_hash(reading->headers, "\n", 1);
    }
}

static void table_end(struct reading *reading, const char *name)
{
    if (strcmp(name, "table") == 0 &&
        reading->headers != reading->table->headers) {
        refuse(reading, FYP_M_VERIFY_TABLE, reading->part);
    }
}

/* Called behind the last cell of a sheet. */
static void check_ranges(struct reading *reading)
{
    const struct fyp_xlsx_sheet *sheet = reading->sheet;
    if (reading->tables != (sheet->table != NULL) ||
        reading->filters != (sheet->filter != NULL)) {
        refuse(reading, FYP_M_VERIFY_TABLE, sheet->name);
    }
}

static bool is_true(const char *value)
{
    return value && strcmp(value, "0") != 0 && strcmp(value, "false") != 0;
}

static enum cell_type type_of(const char *name)
{
    if (!name || strcmp(name, "n") == 0) {
        return CELL_NUMBER;
    }
    if (strcmp(name, "s") == 0) {
        return CELL_SHARED;
    }
    return strcmp(name, "str") == 0 ? CELL_RESULT : CELL_OTHER;
}

static void cell_start(struct reading *reading, const XML_Char **attributes)
{
    const char *place = attribute(attributes, "r");
    if (!place || !read_place(place, &reading->cell)) {
        refuse(reading, FYP_M_VERIFY_XML, reading->part);
        return;
    }
    reading->type = type_of(attribute(attributes, "t"));
    reading->has_value = false;
    reading->value_length = 0;
    reading->value_hash = FYP_XLSX_HASH_START;
}

/* A formula of this cell alone: none that is shared or spills. */
static void formula_start(struct reading *reading, const XML_Char **attributes)
{
    reading->in_formula = true;
    reading->cell.is_formula = true;
    reading->cell.formula = FYP_XLSX_HASH_START;
    if (attributes[0]) {
        refuse_cell(reading, FYP_M_VERIFY_FORMULA);
    }
}

static void sheet_start(
    struct reading *reading, const char *name, const XML_Char **attributes)
{
    if (strcmp(name, "c") == 0) {
        cell_start(reading, attributes);
    } else if (strcmp(name, "v") == 0) {
        reading->in_value = true;
        reading->has_value = true;
    } else if (strcmp(name, "f") == 0) {
        formula_start(reading, attributes);
    } else if (
        (strcmp(name, "row") == 0 || strcmp(name, "col") == 0) &&
        is_true(attribute(attributes, "hidden"))) {
        refuse(reading, FYP_M_VERIFY_HIDDEN, reading->sheet->name);
    } else if (strcmp(name, "tablePart") == 0) {
        reading->tables++;
    } else if (strcmp(name, "autoFilter") == 0) {
        reading->filters++;
        if (!is_range(attribute(attributes, "ref"), reading->sheet->filter)) {
            refuse(reading, FYP_M_VERIFY_TABLE, reading->sheet->name);
        }
    }
}

/* Digits, sign, point, exponent: "nan", "inf" and "1,5" are not numbers. */
static bool read_number(const char *text, double *out)
{
    char *end = NULL;
    if (text[0] == '\0' || text[strspn(text, "0123456789+-.eE")] != '\0') {
        return false;
    }
    *out = strtod(text, &end);
    return *end == '\0';
}

static bool read_text_hash(const struct reading *reading, uint64_t *out)
{
    char *end = NULL;
    if (reading->value[0] < '0' || reading->value[0] > '9') {
        return false;
    }
    unsigned long index = strtoul(reading->value, &end, 10);
    if (*end != '\0' || index >= reading->string_count) {
        return false;
    }
    *out = reading->strings[index];
    return true;
}

static bool
same_place(const struct fyp_xlsx_cell *a, const struct fyp_xlsx_cell *b)
{
    return a->row == b->row && a->column == b->column;
}

static uint64_t bits_of(double number)
{
    uint64_t bits = 0;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

static enum cell_type type_meant(const struct fyp_xlsx_cell *meant)
{
    if (!meant->is_text) {
        return CELL_NUMBER;
    }
    return meant->is_formula ? CELL_RESULT : CELL_SHARED;
}

static void compare_cell(struct reading *reading)
{
    const struct fyp_xlsx_sheet *sheet = reading->sheet;
    const struct fyp_xlsx_cell *meant =
        reading->next < sheet->count ? &sheet->cells[reading->next] : NULL;
    if (!meant || !same_place(meant, &reading->cell) ||
        type_meant(meant) != reading->type) {
        refuse_cell(reading, FYP_M_VERIFY_CELL);
        return;
    }
    reading->next++;
    if (meant->is_formula != reading->cell.is_formula ||
        meant->formula != reading->cell.formula) {
        refuse_cell(reading, FYP_M_VERIFY_FORMULA);
        return;
    }
    if (meant->is_text) {
        uint64_t hash = reading->value_hash;
        if ((reading->type == CELL_SHARED && !read_text_hash(reading, &hash)) ||
            hash != meant->hash) {
            refuse_cell(reading, FYP_M_VERIFY_TEXT);
        }
        return;
    }
    double number = 0.0;
    bool read = read_number(reading->value, &number);
    /* Both have 15 digits: the very same double, not a near one. */
    if (!read || bits_of(number) != bits_of(meant->number)) {
        refuse_cell(reading, FYP_M_VERIFY_NUMBER);
    }
}

static void sheet_end(struct reading *reading, const char *name)
{
    if (strcmp(name, "v") == 0) {
        reading->in_value = false;
    } else if (strcmp(name, "f") == 0) {
        reading->in_formula = false;
    } else if (
        strcmp(name, "c") == 0 &&
        (reading->has_value || reading->cell.is_formula)) {
        reading->value[reading->value_length] = '\0';
        compare_cell(reading);
    }
}

/* --- any part --- */

static bool is_strings(const struct reading *reading)
{
    return strcmp(reading->part, "xl/sharedStrings.xml") == 0;
}

static bool is_list(const struct reading *reading)
{
    return strcmp(reading->part, "xl/workbook.xml") == 0;
}

static void XMLCALL
on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    struct reading *reading = data;
    if (reading->sheet) {
        sheet_start(reading, name, attributes);
    } else if (reading->table) {
        table_start(reading, name, attributes);
    } else if (is_strings(reading)) {
        strings_start(reading, name);
    } else if (is_list(reading)) {
        list_start(reading, name, attributes);
    } else if (
        strcmp(name, "Relationship") == 0 &&
        attribute(attributes, "TargetMode")) {
        refuse(reading, FYP_M_VERIFY_EXTERNAL, reading->part);
    }
}

static void XMLCALL on_end(void *data, const XML_Char *name)
{
    struct reading *reading = data;
    if (reading->sheet) {
        sheet_end(reading, name);
    } else if (reading->table) {
        table_end(reading, name);
    } else if (is_strings(reading)) {
        strings_end(reading, name);
    }
}

static void XMLCALL on_text(void *data, const XML_Char *text, int length)
{
    struct reading *reading = data;
    size_t n = (size_t)length;
    if (reading->in_text) {
        reading->hash = fyp_xlsx_hash(reading->hash, text, n);
    }
    if (reading->in_formula) {
        reading->cell.formula = fyp_xlsx_hash(reading->cell.formula, text, n);
    }
    if (reading->in_value && reading->type == CELL_RESULT) {
        reading->value_hash = fyp_xlsx_hash(reading->value_hash, text, n);
    } else if (reading->in_value) {
        if (reading->value_length + n >= sizeof reading->value) {
            refuse_cell(reading, FYP_M_VERIFY_NUMBER);
            return;
        }
        memcpy(reading->value + reading->value_length, text, n);
        reading->value_length += n;
    }
}

static void XMLCALL on_doctype(
    void *data, const XML_Char *name, const XML_Char *system_id,
    const XML_Char *public_id, int internal)
{
    struct reading *reading = data;
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)internal;
    refuse(reading, FYP_M_VERIFY_XML, reading->part);
}

/* --- the zip --- */

static bool feed(struct reading *reading, unzFile zip)
{
    size_t total = 0;
    for (;;) {
        void *chunk = XML_GetBuffer(reading->parser, CHUNK);
        int n = chunk ? unzReadCurrentFile(zip, chunk, CHUNK) : -1;
        if (n < 0 || (total += (size_t)n) > PART_BYTES_MAX) {
            refuse(reading, FYP_M_VERIFY_ZIP, reading->part);
            return false;
        }
        if (XML_ParseBuffer(reading->parser, n, n == 0) != XML_STATUS_OK) {
            refuse(reading, FYP_M_VERIFY_XML, reading->part);
            return false;
        }
        if (n == 0) {
            return true;
        }
    }
}

/* Reads the current part of the zip through expat; the checksum of the zip
   is compared when the part is closed. */
static void read_part(struct reading *reading, unzFile zip, const char *name)
{
    if (unzOpenCurrentFile(zip) != UNZ_OK) {
        refuse(reading, FYP_M_VERIFY_ZIP, name);
        return;
    }
    /* The sizes of ZIP64 stand in an extra field of the local header. */
    if (unzGetLocalExtrafield(zip, NULL, 0) > 0) {
        refuse(reading, FYP_M_VERIFY_ZIP64, name);
        (void)unzCloseCurrentFile(zip);
        return;
    }
    reading->part = name;
    reading->in_text = false;
    reading->in_value = false;
    reading->in_formula = false;
    reading->next = 0;
    reading->tables = 0;
    reading->filters = 0;
    reading->headers = FYP_XLSX_HASH_START;
    reading->parser = XML_ParserCreate("UTF-8");
    if (!reading->parser) {
        reading->part = "";
        refuse(reading, FYP_M_VERIFY_TOO_LARGE, name);
        (void)unzCloseCurrentFile(zip);
        return;
    }
    XML_SetUserData(reading->parser, reading);
    XML_SetElementHandler(reading->parser, on_start, on_end);
    XML_SetCharacterDataHandler(reading->parser, on_text);
    XML_SetStartDoctypeDeclHandler(reading->parser, on_doctype);
    (void)feed(reading, zip);
    XML_ParserFree(reading->parser);
    reading->parser = NULL;
    reading->part = "";
    if (unzCloseCurrentFile(zip) != UNZ_OK) {
        refuse(reading, FYP_M_VERIFY_ZIP, name);
    }
}

static bool ends_with(const char *text, const char *ending)
{
    size_t n = strlen(text), m = strlen(ending);
    return n >= m && strcmp(text + n - m, ending) == 0;
}

/* Position of a part, xl/worksheets/sheet3.xml: 2; else -1. */
static long part_index(const char *name, const char *stem)
{
    char *end = NULL;
    const size_t length = strlen(stem);
    if (strncmp(name, stem, length) != 0) {
        return -1;
    }
    long number = strtol(name + length, &end, 10);
    return strcmp(end, ".xml") == 0 && number > 0 ? number - 1 : -1;
}

/* Tables are numbered in the order of their sheets; NULL: none so far. */
static const struct fyp_xlsx_table *
table_meant(const struct reading *reading, long index)
{
    for (size_t i = 0; i < reading->sheet_count; i++) {
        if (reading->sheets[i].table && index-- == 0) {
            return reading->sheets[i].table;
        }
    }
    return NULL;
}

/* Parts that were seen, to notice one that comes twice. */
struct names {
    char (*items)[PART_NAME_SIZE];
    size_t count;
};

static bool is_new(struct names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++) {
        if (strcmp(names->items[i], name) == 0) {
            return false;
        }
    }
    if (names->count == PARTS_MAX) {
        return false;
    }
    (void)snprintf(names->items[names->count++], PART_NAME_SIZE, "%s", name);
    return true;
}

static bool
check_entry(struct reading *reading, unzFile zip, char *name, size_t size)
{
    unz_file_info64 info;
    if (unzGetCurrentFileInfo64(zip, &info, name, size, NULL, 0, NULL, 0) !=
        UNZ_OK) {
        refuse(reading, FYP_M_VERIFY_ZIP, "");
        return false;
    }
    enum { VERSION_ZIP64 = 45, ENCRYPTED = 1 };
    if (info.version_needed >= VERSION_ZIP64 || info.size_file_extra > 0) {
        refuse(reading, FYP_M_VERIFY_ZIP64, name);
    } else if (
        info.size_filename >= size || (info.flag & ENCRYPTED) != 0 ||
        !(ends_with(name, ".xml") || ends_with(name, ".rels"))) {
        refuse(reading, FYP_M_VERIFY_PART, name);
    }
    return reading->status == FYP_OK;
}

static void read_named(struct reading *reading, unzFile zip, const char *name)
{
    if (unzLocateFile(zip, name, 1) != UNZ_OK) {
        refuse(reading, FYP_M_VERIFY_MISSING, name);
        return;
    }
    read_part(reading, zip, name);
}

/* What a sheet should have had, and it had not. */
static void end_part(struct reading *reading)
{
    if (reading->sheet && reading->next < reading->sheet->count) {
        refuse(reading, FYP_M_VERIFY_CELL_MISSING, reading->sheet->name);
    } else if (reading->sheet) {
        check_ranges(reading);
    }
    reading->sheet = NULL;
    reading->table = NULL;
}

/* Everything but the parts that were read first. */
static void
read_others(struct reading *reading, unzFile zip, struct names *names)
{
    size_t sheets = 0;
    int code = unzGoToFirstFile(zip);
    for (; code == UNZ_OK && reading->status == FYP_OK;
         code = unzGoToNextFile(zip)) {
        char name[PART_NAME_SIZE] = "";
        if (!check_entry(reading, zip, name, sizeof name)) {
            return;
        }
        if (!is_new(names, name)) {
            refuse(reading, FYP_M_VERIFY_PART, name);
            return;
        }
        long index = part_index(name, "xl/worksheets/sheet");
        long table = part_index(name, "xl/tables/table");
        if (index >= (long)reading->sheet_count) {
            refuse(reading, FYP_M_VERIFY_SHEETS, name);
            return;
        }
        if (strcmp(name, "xl/sharedStrings.xml") == 0 ||
            strcmp(name, "xl/workbook.xml") == 0) {
            continue;
        }
        reading->sheet = index >= 0 ? &reading->sheets[index] : NULL;
        reading->table = table >= 0 ? table_meant(reading, table) : NULL;
        if (table >= 0 && !reading->table) {
            refuse(reading, FYP_M_VERIFY_TABLE, name);
            return;
        }
        read_part(reading, zip, name);
        end_part(reading);
        sheets += index >= 0;
    }
    if (code != UNZ_END_OF_LIST_OF_FILE) {
        refuse(reading, FYP_M_VERIFY_ZIP, "");
    } else if (sheets != reading->sheet_count) {
        refuse(reading, FYP_M_VERIFY_MISSING, "xl/worksheets");
    }
}

/* The end record of a zip without comment is its last 22 bytes; the locator
   of a ZIP64 record would stand in the 20 bytes before it. */
static void check_ending(struct reading *reading, const char *path)
{
    enum { END = 22, LOCATOR = 20 };
    unsigned char tail[END + LOCATOR];
    FILE *file = fopen(path, "rb");
    bool read = file && fseek(file, -(long)sizeof tail, SEEK_END) == 0 &&
                fread(tail, 1, sizeof tail, file) == sizeof tail;
    if (file) {
        (void)fclose(file);
    }
    if (!read || memcmp(tail + LOCATOR, "PK\5\6", 4) != 0) {
        refuse(reading, FYP_M_VERIFY_ZIP, "");
    } else if (memcmp(tail, "PK\6\7", 4) == 0) {
        refuse(reading, FYP_M_VERIFY_ZIP64, "");
    }
}

static void
read_workbook(struct reading *reading, const char *path, struct names *names)
{
    check_ending(reading, path);
    unzFile zip = reading->status == FYP_OK ? unzOpen64(path) : NULL;
    if (!zip) {
        refuse(reading, FYP_M_VERIFY_ZIP, "");
        return;
    }
    read_named(reading, zip, "xl/workbook.xml");
    if (reading->status == FYP_OK && reading->listed != reading->sheet_count) {
        refuse(reading, FYP_M_VERIFY_SHEETS, "");
    }
    /* A workbook without any text has no such part. */
    if (reading->status == FYP_OK &&
        unzLocateFile(zip, "xl/sharedStrings.xml", 1) == UNZ_OK) {
        read_part(reading, zip, "xl/sharedStrings.xml");
    }
    if (reading->status == FYP_OK) {
        read_others(reading, zip, names);
    }
    (void)unzClose(zip);
}

enum fyp_status fyp_xlsx_verify(
    const char *path, const struct fyp_xlsx_sheet *sheets, size_t count,
    struct fyp_error *err)
{
    struct reading reading = {
        .sheets = sheets, .sheet_count = count, .err = err};
    struct names names = {.items = calloc(PARTS_MAX, PART_NAME_SIZE)};
    if (!names.items) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    read_workbook(&reading, path, &names);
    free(names.items);
    free(reading.strings);
    return reading.status;
}
