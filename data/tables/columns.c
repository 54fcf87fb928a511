/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tables/columns.h"

#include "base/message.h"
#include "base/text.h"
#include "data/tables/names.h"

#include <stdio.h>
#include <string.h>

enum { NAME_SIZE = 64 };

static const struct {
    const char *english, *chinese;
    bool required;
} columns[FYP_COLUMN_COUNT] = {
    [FYP_COLUMN_REGION] = {"region", "地区", true},
    [FYP_COLUMN_INDICATOR] = {"indicator", "指标", true},
    [FYP_COLUMN_YEAR] = {"year", "年份", true},
    [FYP_COLUMN_VALUE] = {"value", "数值", true},
    [FYP_COLUMN_UNIT] = {"unit", "单位", false},
    [FYP_COLUMN_BASIS] = {"basis", "口径", false},
    [FYP_COLUMN_NUMERATOR] = {"numerator", "分子", false},
    [FYP_COLUMN_DENOMINATOR] = {"denominator", "分母", false},
    [FYP_COLUMN_STATUS] = {"status", "状态", false},
    [FYP_COLUMN_SOURCE] = {"source", "来源", false},
    [FYP_COLUMN_NOTE] = {"note", "备注", false},
    [FYP_COLUMN_PRICE_BASIS] = {"price_basis", "价格口径", false},
    [FYP_COLUMN_REGION_NAME] = {"region_name", "地区名称", false},
};

const char *fyp_column_name(enum fyp_column column)
{
    return fyp_language_get() == FYP_LANGUAGE_EN ? columns[column].english
                                                 : columns[column].chinese;
}

/* Folding removes a bracketed unit; a header that carries one ("数值（万人）")
 * says something about the figures and is not to be passed over. */
static bool has_bracket(const char *text)
{
    return strchr(text, '(') != NULL || strstr(text, "（") != NULL;
}

/** FYP_COLUMN_COUNT where no column has that name. */
static int column_of(const char *text)
{
    if (has_bracket(text)) {
        return FYP_COLUMN_COUNT;
    }
    char folded[NAME_SIZE];
    fyp_text_fold(text, folded, sizeof folded);
    int i = 0;
    while (i < FYP_COLUMN_COUNT && strcmp(folded, columns[i].english) != 0 &&
           strcmp(folded, columns[i].chinese) != 0) {
        i++;
    }
    return i;
}

/** Another separator after the first name: the file is no CSV with commas. */
static enum fyp_status
check_separator(const struct fyp_table_row *header, struct fyp_error *err)
{
    static const struct {
        const char *text;
        enum fyp_message name;
    } separators[] = {
        {"\t", FYP_M_SEPARATOR_TAB},
        {";", FYP_M_SEPARATOR_SEMICOLON},
        {"；", FYP_M_SEPARATOR_SEMICOLON},
        {"，", FYP_M_SEPARATOR_WIDE_COMMA},
    };
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        const char *cell = header->cells[0];
        const char *at = strstr(cell, separators[i].text);
        char first[NAME_SIZE];
        if (header->count > 1 || !at || at - cell >= NAME_SIZE) {
            continue;
        }
        (void)snprintf(first, sizeof first, "%.*s", (int)(at - cell), cell);
        if (column_of(first) != FYP_COLUMN_COUNT) {
            return fyp_fail(
                err, FYP_E_HEADER_SEPARATOR, fyp_text(separators[i].name));
        }
    }
    return FYP_OK;
}

static enum fyp_status
check_unknown(const struct fyp_table_row *header, struct fyp_error *err)
{
    struct fyp_names unknown = {0};
    for (size_t i = 0; i < header->count; i++) {
        if (column_of(header->cells[i]) == FYP_COLUMN_COUNT) {
            fyp_names_add_cell(&unknown, header->cells[i], i);
        }
    }
    char known[256] = "";
    for (int i = 0; i < FYP_COLUMN_COUNT && unknown.count > 0; i++) {
        size_t length = strlen(known);
        (void)snprintf(
            known + length, sizeof known - length, "%s%s", i > 0 ? "," : "",
            fyp_column_name((enum fyp_column)i));
    }
    return fyp_names_refuse(&unknown, FYP_E_HEADER_UNKNOWN, known, err);
}

static enum fyp_status
check_twice(const struct fyp_table_row *header, struct fyp_error *err)
{
    int seen[FYP_COLUMN_COUNT] = {0};
    struct fyp_names twice = {0};
    for (size_t i = 0; i < header->count; i++) {
        if (++seen[column_of(header->cells[i])] == 2) {
            fyp_names_add_cell(&twice, header->cells[i], i);
        }
    }
    return fyp_names_refuse(&twice, FYP_E_HEADER_TWICE, NULL, err);
}

enum fyp_status fyp_columns_need(
    const struct fyp_columns *found, const struct fyp_columns_given *given,
    struct fyp_error *err)
{
    struct fyp_names missing = {0};
    for (int i = 0; i < FYP_COLUMN_COUNT; i++) {
        bool known = (i == FYP_COLUMN_REGION && given->region) ||
                     (i == FYP_COLUMN_YEAR && given->year);
        if (columns[i].required && found->position[i] < 0 && !known) {
            fyp_names_add(&missing, fyp_column_name((enum fyp_column)i));
        }
    }
    return fyp_names_refuse(&missing, FYP_E_HEADER_MISSING, NULL, err);
}

bool fyp_columns_is_header(const struct fyp_table_row *row)
{
    bool seen[FYP_COLUMN_COUNT + 1] = {false};
    for (size_t i = 0; i < row->count; i++) {
        seen[column_of(row->cells[i])] = true;
    }
    bool region = seen[FYP_COLUMN_REGION] || seen[FYP_COLUMN_REGION_NAME];
    bool indicator = seen[FYP_COLUMN_INDICATOR];
    bool year = seen[FYP_COLUMN_YEAR];
    bool value = seen[FYP_COLUMN_VALUE];
    return (indicator && (value || (region && year))) ||
           (value && region && year) || check_separator(row, NULL) != FYP_OK;
}

enum fyp_status fyp_columns_find(
    const struct fyp_table_row *header, struct fyp_columns *out,
    struct fyp_error *err)
{
    enum fyp_status status = check_separator(header, err);
    if (status == FYP_OK) {
        status = check_unknown(header, err);
    }
    if (status == FYP_OK) {
        status = check_twice(header, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    struct fyp_columns found = {.count = header->count};
    for (int i = 0; i < FYP_COLUMN_COUNT; i++) {
        found.position[i] = -1;
    }
    for (size_t i = 0; i < header->count; i++) {
        found.position[column_of(header->cells[i])] = (int)i;
    }
    /* a name alone serves as the region: it may be a code or a name */
    if (found.position[FYP_COLUMN_REGION] < 0) {
        found.position[FYP_COLUMN_REGION] =
            found.position[FYP_COLUMN_REGION_NAME];
        found.position[FYP_COLUMN_REGION_NAME] = -1;
    }
    *out = found;
    return FYP_OK;
}
