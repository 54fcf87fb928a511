/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tables/form_words.h"

#include "base/message.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * What is the same in a form when it is written and when it is read: the
 * identity, and the words of headings, in both languages.
 */

/* --- words --- */

struct word {
    const char *chinese, *english;
};

/* Written with the year behind some of them: a heading is known by its
 * beginning. */
static const struct word headings[FYP_FORM_COLUMNS] = {
    [FYP_FORM_NUMBER] = {"序号", "No."},
    [FYP_FORM_NAME] = {"指标名称", "Indicator"},
    [FYP_FORM_DEFINITION] = {"指标解释", "Definition"},
    [FYP_FORM_UNIT] = {"单位", "Unit"},
    [FYP_FORM_LAST_YEAR] = {"上年数", "Last year"},
    [FYP_FORM_BASIS] = {"口径", "Basis"},
    [FYP_FORM_VALUE] = {"数值", "Value"},
    [FYP_FORM_NUMERATOR] = {"分子", "Numerator"},
    [FYP_FORM_DENOMINATOR] = {"分母", "Denominator"},
    [FYP_FORM_SOURCE] = {"数据来源", "Source"},
    [FYP_FORM_NOTE] = {"备注", "Remark"},
    [FYP_FORM_CODE] = {"代码", "Code"},
};

static const struct word lines[FYP_FORM_LINES] = {
    [FYP_FORM_OFFICE] = {"填报单位", "Office"},
    [FYP_FORM_CLERK] = {"填表人", "Filled in by"},
    [FYP_FORM_CHECKER] = {"审核人", "Checked by"},
    [FYP_FORM_PHONE] = {"联系电话", "Telephone"},
    [FYP_FORM_DATE] = {"填报日期", "Date"},
};

static const struct word identity_label = {"表单标识", "Form identity"};
static const struct word example_word = {"示例", "Example"};

static const char *in_language(const struct word *word)
{
    return fyp_language_get() == FYP_LANGUAGE_EN ? word->english
                                                 : word->chinese;
}

const char *fyp_form_heading(enum fyp_form_column column)
{
    return in_language(&headings[column]);
}

const char *fyp_form_line_label(enum fyp_form_line line)
{
    return in_language(&lines[line]);
}

const char *fyp_form_identity_label(void)
{
    return in_language(&identity_label);
}

const char *fyp_form_example_word(void)
{
    return in_language(&example_word);
}

static bool begins_with_word(const char *text, const struct word *word)
{
    char folded[FYP_FORM_IDENTITY_SIZE], start[FYP_FORM_IDENTITY_SIZE];
    fyp_text_fold(text, folded, sizeof folded);
    fyp_text_fold(word->english, start, sizeof start);
    return strncmp(folded, word->chinese, strlen(word->chinese)) == 0 ||
           strncmp(folded, start, strlen(start)) == 0;
}

int fyp_form_column_of(const char *text)
{
    int i = 0;
    while (i < FYP_FORM_COLUMNS && !begins_with_word(text, &headings[i])) {
        i++;
    }
    return i;
}

int fyp_form_line_of(const char *text)
{
    int i = 0;
    while (i < FYP_FORM_LINES && !begins_with_word(text, &lines[i])) {
        i++;
    }
    return i;
}

bool fyp_form_is_example(const char *text)
{
    return begins_with_word(text, &example_word);
}

/* --- identity --- */

static const char mark[] = "fyp-form/";
enum { FORM_VERSION = 1 };

/** FNV-1a with 32 bits. */
static uint32_t checksum(const char *text)
{
    uint32_t hash = 2166136261U;
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        hash = (hash ^ *c) * 16777619U;
    }
    return hash;
}

void fyp_form_identity_write(
    const struct fyp_form_identity *identity, char out[FYP_FORM_IDENTITY_SIZE])
{
    int length = snprintf(
        out, FYP_FORM_IDENTITY_SIZE, "%s%d plan=%s year=%d region=%s sha=%s",
        mark, FORM_VERSION, identity->plan, identity->year, identity->region,
        identity->hash);
    const uint32_t check = checksum(out);
    (void)snprintf(
        out + length, (size_t)(FYP_FORM_IDENTITY_SIZE - length),
        " check=%08" PRIx32, check);
}

/** Copies the word after key, up to a blank. */
static bool
read_field(const char *text, const char *key, char *out, size_t size)
{
    const char *at = strstr(text, key);
    if (!at) {
        return false;
    }
    at += strlen(key);
    const size_t length = strspn(at, "abcdefghijklmnopqrstuvwxyz0123456789-");
    if (length == 0 || length >= size) {
        return false;
    }
    memcpy(out, at, length);
    out[length] = '\0';
    return true;
}

bool fyp_form_identity_marked(const char *text)
{
    return strstr(text, mark) != NULL;
}

bool fyp_form_identity_read(const char *text, struct fyp_form_identity *out)
{
    struct fyp_form_identity read = {.year = 0};
    char year[8], again[FYP_FORM_IDENTITY_SIZE];
    const char *at = strstr(text, mark);
    *out = read;
    if (!at || !read_field(at, " plan=", read.plan, sizeof read.plan) ||
        !read_field(at, " year=", year, sizeof year) ||
        !read_field(at, " region=", read.region, sizeof read.region) ||
        !read_field(at, " sha=", read.hash, sizeof read.hash)) {
        return false;
    }
    read.year = (int)strtol(year, NULL, 10);
    /* whatever differs, differs in the text that it should have been */
    fyp_form_identity_write(&read, again);
    if (strncmp(at, again, strlen(again)) != 0) {
        return false;
    }
    *out = read;
    return true;
}
