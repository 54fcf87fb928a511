/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

/* A word of the command line and the enum that it means. */
struct word {
    const char *word;
    int value;
};

static const struct word formats[] = {
    {"text", FYP_FORMAT_TEXT},
    {"json", FYP_FORMAT_JSON},
    {"csv", FYP_FORMAT_CSV},
    {NULL, 0},
};
static const struct word stages[] = {
    {"annual", FYP_STAGE_ANNUAL},
    {"midterm", FYP_STAGE_MIDTERM},
    {"final", FYP_STAGE_FINAL},
    {NULL, 0},
};
static const struct word comparisons[] = {
    {"full", FYP_COMPARE_FULL},
    {"rounded", FYP_COMPARE_ROUNDED},
    {NULL, 0},
};
static const struct word missing_policies[] = {
    {"skip", FYP_MISSING_SKIP},
    {"zero", FYP_MISSING_ZERO},
    {NULL, 0},
};
static const struct word means[] = {
    {"arithmetic", FYP_MEAN_ARITHMETIC},
    {"geometric", FYP_MEAN_GEOMETRIC},
    {NULL, 0},
};

static enum fyp_status
read_db(const char *text, struct fyp_options *out, struct fyp_error *err);
static enum fyp_status
read_format(const char *text, struct fyp_options *out, struct fyp_error *err);
static enum fyp_status
read_year(const char *text, struct fyp_options *out, struct fyp_error *err);
static enum fyp_status
read_stage(const char *text, struct fyp_options *out, struct fyp_error *err);
static enum fyp_status
read_region(const char *text, struct fyp_options *out, struct fyp_error *err);
static enum fyp_status
read_method(const char *text, struct fyp_options *out, struct fyp_error *err);
static enum fyp_status
read_compare(const char *text, struct fyp_options *out, struct fyp_error *err);
static enum fyp_status
read_missing(const char *text, struct fyp_options *out, struct fyp_error *err);
static enum fyp_status
read_mean(const char *text, struct fyp_options *out, struct fyp_error *err);
static enum fyp_status
read_output(const char *text, struct fyp_options *out, struct fyp_error *err);
static enum fyp_status
read_all(const char *text, struct fyp_options *out, struct fyp_error *err);
static enum fyp_status
read_help(const char *text, struct fyp_options *out, struct fyp_error *err);

/* Every option of every command. */
static const struct option_row {
    const char *name;
    char letter; /* 0: long only */
    bool has_argument;
    unsigned takes; /* 0: every command */
    enum fyp_status (*read)(
        const char *text, struct fyp_options *out, struct fyp_error *err);
} option_rows[] = {
    {"db", 0, true, FYP_TAKES_DB, read_db},
    {"format", 0, true, FYP_TAKES_FORMAT, read_format},
    {"year", 0, true, FYP_TAKES_YEAR, read_year},
    {"stage", 0, true, FYP_TAKES_STAGE, read_stage},
    {"region", 0, true, FYP_TAKES_REGION, read_region},
    {"method", 0, true, FYP_TAKES_RULES, read_method},
    {"compare", 0, true, FYP_TAKES_RULES, read_compare},
    {"missing", 0, true, FYP_TAKES_RULES, read_missing},
    {"mean", 0, true, FYP_TAKES_RULES, read_mean},
    {"output", 'o', true, FYP_TAKES_OUTPUT, read_output},
    {"all", 0, false, FYP_TAKES_ALL, read_all},
    {"confidence", 0, true, FYP_TAKES_CONFIDENCE, fyp_fieldwork_confidence},
    {"margin", 0, true, FYP_TAKES_DESIGN, fyp_fieldwork_margin},
    {"share", 0, true, FYP_TAKES_DESIGN, fyp_fieldwork_share},
    {"seed", 0, true, FYP_TAKES_DESIGN, fyp_fieldwork_seed},
    {"sites", 0, true, FYP_TAKES_DESIGN, fyp_fieldwork_sites},
    {"sample", 0, true, FYP_TAKES_SAMPLE, fyp_fieldwork_sample},
    {"answers", 0, true, FYP_TAKES_ANSWERS, fyp_fieldwork_answers},
    {"scale", 0, true, FYP_TAKES_ANSWERS, fyp_fieldwork_scale},
    {"invited", 0, true, FYP_TAKES_ANSWERS, fyp_fieldwork_invited},
    {"help", 'h', false, 0, read_help},
};
enum { OPTION_ROWS = sizeof option_rows / sizeof *option_rows };

static enum fyp_status read_word(
    const char *option, const struct word *words, const char *text, int *value,
    struct fyp_error *err)
{
    char allowed[160] = "";

    for (; words->word != NULL; words++) {
        if (strcmp(words->word, text) == 0) {
            *value = words->value;
            return FYP_OK;
        }
        const size_t used = strlen(allowed);
        snprintf(
            allowed + used, sizeof allowed - used, "%s%s",
            used > 0 ? " | " : "", words->word);
    }
    return fyp_fail(err, FYP_E_USAGE_VALUE, option, text, allowed);
}

static enum fyp_status
read_db(const char *text, struct fyp_options *out, struct fyp_error *err)
{
    (void)err;
    out->db = text;
    return FYP_OK;
}

static enum fyp_status
read_format(const char *text, struct fyp_options *out, struct fyp_error *err)
{
    int value = 0;
    const enum fyp_status status =
        read_word("--format", formats, text, &value, err);
    out->format = (enum fyp_format)value;
    return status;
}

static enum fyp_status
read_year(const char *text, struct fyp_options *out, struct fyp_error *err)
{
    int year = 0;
    const size_t length = strlen(text);

    for (size_t i = 0; i < length && length == 4; i++) {
        if (text[i] < '0' || text[i] > '9') {
            year = 0;
            break;
        }
        year = 10 * year + (text[i] - '0');
    }
    if (year < 1949 || year > 2100) {
        return fyp_fail(err, FYP_E_USAGE_VALUE, "--year", text, "1949 .. 2100");
    }
    out->year = year;
    return FYP_OK;
}

static enum fyp_status
read_stage(const char *text, struct fyp_options *out, struct fyp_error *err)
{
    int value = 0;
    const enum fyp_status status =
        read_word("--stage", stages, text, &value, err);
    out->stage = (enum fyp_stage)value;
    return status;
}

static enum fyp_status
read_region(const char *text, struct fyp_options *out, struct fyp_error *err)
{
    (void)err;
    out->region = text;
    return FYP_OK;
}

static enum fyp_status
read_method(const char *text, struct fyp_options *out, struct fyp_error *err)
{
    struct word methods[FYP_METHOD_COUNT + 1] = {{0}};
    int value = 0;

    for (int i = 0; i < FYP_METHOD_COUNT; i++) {
        methods[i] = (struct word){fyp_method_name((enum fyp_method)i), i};
    }
    const enum fyp_status status =
        read_word("--method", methods, text, &value, err);
    out->ruleset.method = (enum fyp_method)value;
    return status;
}

static enum fyp_status
read_compare(const char *text, struct fyp_options *out, struct fyp_error *err)
{
    int value = 0;
    const enum fyp_status status =
        read_word("--compare", comparisons, text, &value, err);
    out->ruleset.comparison = (enum fyp_comparison)value;
    return status;
}

static enum fyp_status
read_missing(const char *text, struct fyp_options *out, struct fyp_error *err)
{
    int value = 0;
    const enum fyp_status status =
        read_word("--missing", missing_policies, text, &value, err);
    out->ruleset.missing = (enum fyp_missing)value;
    return status;
}

static enum fyp_status
read_mean(const char *text, struct fyp_options *out, struct fyp_error *err)
{
    int value = 0;
    const enum fyp_status status =
        read_word("--mean", means, text, &value, err);
    out->ruleset.mean = (enum fyp_mean)value;
    return status;
}

static enum fyp_status
read_output(const char *text, struct fyp_options *out, struct fyp_error *err)
{
    (void)err;
    out->output = text;
    return FYP_OK;
}

static enum fyp_status
read_all(const char *text, struct fyp_options *out, struct fyp_error *err)
{
    (void)text;
    (void)err;
    out->all = true;
    return FYP_OK;
}

static enum fyp_status
read_help(const char *text, struct fyp_options *out, struct fyp_error *err)
{
    (void)text;
    (void)err;
    out->help = true;
    return FYP_OK;
}

/* getopt's own table: long options give 256 + row. */
static void fill_getopt(unsigned takes, struct option *longs, char *shorts)
{
    size_t n = 0;

    *shorts++ = ':'; /* missing arguments are told apart */
    for (int i = 0; i < OPTION_ROWS; i++) {
        const struct option_row *row = &option_rows[i];
        if (row->takes != 0 && (row->takes & takes) == 0) {
            continue;
        }
        longs[n++] = (struct option){
            row->name, row->has_argument ? required_argument : no_argument,
            NULL, 256 + i};
        if (row->letter != 0) {
            *shorts++ = row->letter;
            if (row->has_argument) {
                *shorts++ = ':';
            }
        }
    }
    longs[n] = (struct option){0};
    *shorts = '\0';
}

static const struct option_row *row_of(int code)
{
    if (code >= 256 && code < 256 + OPTION_ROWS) {
        return &option_rows[code - 256];
    }
    for (int i = 0; i < OPTION_ROWS; i++) {
        if (option_rows[i].letter != 0 && option_rows[i].letter == code) {
            return &option_rows[i];
        }
    }
    return NULL;
}

enum fyp_status fyp_options_read(
    unsigned takes, int argc, char **argv, struct fyp_options *out,
    struct fyp_error *err)
{
    struct option longs[OPTION_ROWS + 1];
    char shorts[3 * OPTION_ROWS + 2];
    int code;

    *out = (struct fyp_options){
        .db = "fyp.db",
        .ruleset = fyp_ruleset_builtin(),
        .fieldwork = fyp_fieldwork_defaults()};
    fill_getopt(takes, longs, shorts);
    opterr = 0;
    optind = 0;
    while ((code = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
        const char *word = argv[optind - 1];
        if (code == ':') {
            return fyp_fail(err, FYP_E_USAGE_ARGUMENT, word);
        }
        const struct option_row *row = row_of(code);
        if (row == NULL) {
            return fyp_fail(err, FYP_E_USAGE_OPTION, word);
        }
        const enum fyp_status status = row->read(optarg, out, err);
        if (status != FYP_OK) {
            return status;
        }
    }
    out->arguments = argv + optind;
    out->argument_count = argc - optind;
    return FYP_OK;
}
