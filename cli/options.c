/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include "base/message.h"
#include "cli/seal_options.h"
#include "engine/design.h"

#include <assert.h>
#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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

static const struct word kinds[] = {
    {"level", FYP_KIND_LEVEL},
    {"cumulative", FYP_KIND_CUMULATIVE},
    {"growth", FYP_KIND_GROWTH},
    {NULL, 0},
};

static const struct word sections[] = {
    {"commitments", FYP_SECTION_COMMITMENTS},
    {"tasks", FYP_SECTION_TASKS},
    {"duties", FYP_SECTION_DUTIES},
    {"conflicts", FYP_SECTION_CONFLICTS},
    {NULL, 0},
};

/* How the argument of an option becomes a value. */
enum option_type {
    OPTION_FLAG,   /* bool: no argument */
    OPTION_TEXT,   /* const char *: as written */
    OPTION_YEAR,   /* int */
    OPTION_WORD,   /* an enum: one of words */
    OPTION_SPECIAL /* by a function of its own */
};

struct option_row {
    const char *name;
    char letter;    /* 0: long only */
    unsigned takes; /* 0: every command */
    enum option_type type;
    size_t offset;            /* of the value in struct fyp_options */
    const struct word *words; /* OPTION_WORD */
    enum fyp_status (*read)(  /* OPTION_SPECIAL */
                            const char *text, struct fyp_options *out,
                            struct fyp_error *err);
};

static enum fyp_status
read_method(const char *text, struct fyp_options *out, struct fyp_error *err);
static enum fyp_status
read_revise(const char *text, struct fyp_options *out, struct fyp_error *err);
static enum fyp_status
read_undo(const char *text, struct fyp_options *out, struct fyp_error *err);
static enum fyp_status
read_points(const char *text, struct fyp_options *out, struct fyp_error *err);
static enum fyp_status
read_targets(const char *text, struct fyp_options *out, struct fyp_error *err);

static enum fyp_status
read_by(const char *text, struct fyp_options *out, struct fyp_error *err);

static enum fyp_status
read_day(const char *text, struct fyp_options *out, struct fyp_error *err);

static enum fyp_status
read_jobs(const char *text, struct fyp_options *out, struct fyp_error *err);

#define AT(field) offsetof(struct fyp_options, field)

/* Every option of every command. */
static const struct option_row option_rows[] = {
    {"db", 0, FYP_TAKES_DB, OPTION_TEXT, AT(db), NULL, NULL},
    {"format", 0, FYP_TAKES_FORMAT, OPTION_WORD, AT(format), formats, NULL},
    {"year", 0, FYP_TAKES_YEAR, OPTION_YEAR, AT(year), NULL, NULL},
    {"stage", 0, FYP_TAKES_STAGE, OPTION_WORD, AT(stage), stages, NULL},
    {"region", 0, FYP_TAKES_REGION, OPTION_TEXT, AT(region), NULL, NULL},
    {"method", 0, FYP_TAKES_RULES, OPTION_SPECIAL, 0, NULL, read_method},
    {"compare", 0, FYP_TAKES_RULES | FYP_TAKES_COMPARISON, OPTION_WORD,
     AT(ruleset.comparison), comparisons, NULL},
    {"missing", 0, FYP_TAKES_RULES, OPTION_WORD, AT(ruleset.missing),
     missing_policies, NULL},
    {"mean", 0, FYP_TAKES_RULES, OPTION_WORD, AT(ruleset.mean), means, NULL},
    {"ruleset", 0, FYP_TAKES_RULES | FYP_TAKES_COMPARISON | FYP_TAKES_RULESET,
     OPTION_TEXT, AT(ruleset_name), NULL, NULL},
    {"output", 'o', FYP_TAKES_OUTPUT, OPTION_TEXT, AT(output), NULL, NULL},
    {"all", 0, FYP_TAKES_ALL, OPTION_FLAG, AT(all), NULL, NULL},
    {"brief", 0, FYP_TAKES_BATCH, OPTION_FLAG, AT(brief), NULL, NULL},
    {"jobs", 0, FYP_TAKES_BATCH, OPTION_SPECIAL, 0, NULL, read_jobs},
    {"mapping", 0, FYP_TAKES_INTAKE, OPTION_TEXT, AT(mapping), NULL, NULL},
    {"marks", 0, FYP_TAKES_INTAKE, OPTION_TEXT, AT(marks), NULL, NULL},
    {"revise", 0, FYP_TAKES_INTAKE, OPTION_SPECIAL, 0, NULL, read_revise},
    {"dry-run", 0, FYP_TAKES_INTAKE | FYP_TAKES_DRY_RUN, OPTION_FLAG,
     AT(dry_run), NULL, NULL},
    {"explain", 0, FYP_TAKES_INTAKE, OPTION_FLAG, AT(explain), NULL, NULL},
    {"undo", 0, FYP_TAKES_INTAKE, OPTION_SPECIAL, 0, NULL, read_undo},
    {"series", 0, FYP_TAKES_SERIES, OPTION_TEXT, AT(series), NULL, NULL},
    {"target", 0, FYP_TAKES_SERIES, OPTION_TEXT, AT(target), NULL, NULL},
    {"end", 0, FYP_TAKES_SERIES, OPTION_YEAR, AT(end_year), NULL, NULL},
    {"kind", 0, FYP_TAKES_SERIES, OPTION_WORD, AT(kind), kinds, NULL},
    {"unit", 0, FYP_TAKES_SERIES | FYP_TAKES_PROGRESS, OPTION_TEXT, AT(unit),
     NULL, NULL},
    {"section", 0, FYP_TAKES_SECTION, OPTION_WORD, AT(section), sections, NULL},
    {"progress", 0, FYP_TAKES_PROGRESS, OPTION_TEXT, AT(progress), NULL, NULL},
    {"done", 0, FYP_TAKES_DONE, OPTION_TEXT, AT(done), NULL, NULL},
    {"on", 0, FYP_TAKES_DONE, OPTION_SPECIAL, 0, NULL, read_day},
    {"confidence", 0, FYP_TAKES_CONFIDENCE, OPTION_SPECIAL, 0, NULL,
     fyp_fieldwork_confidence},
    {"margin", 0, FYP_TAKES_DESIGN, OPTION_SPECIAL, 0, NULL,
     fyp_fieldwork_margin},
    {"share", 0, FYP_TAKES_DESIGN, OPTION_SPECIAL, 0, NULL,
     fyp_fieldwork_share},
    {"seed", 0, FYP_TAKES_DESIGN | FYP_TAKES_SENSITIVITY, OPTION_SPECIAL, 0,
     NULL, fyp_fieldwork_seed},
    {"points", 0, FYP_TAKES_SENSITIVITY, OPTION_SPECIAL, 0, NULL, read_points},
    {"regions", 0, FYP_TAKES_SENSITIVITY, OPTION_FLAG, AT(regions), NULL, NULL},
    {"sites", 0, FYP_TAKES_DESIGN, OPTION_TEXT, AT(fieldwork.sites), NULL,
     NULL},
    {"sample", 0, FYP_TAKES_SAMPLE, OPTION_TEXT, AT(fieldwork.sample), NULL,
     NULL},
    {"answers", 0, FYP_TAKES_ANSWERS, OPTION_TEXT, AT(fieldwork.answers), NULL,
     NULL},
    {"scale", 0, FYP_TAKES_ANSWERS, OPTION_SPECIAL, 0, NULL,
     fyp_fieldwork_scale},
    {"invited", 0, FYP_TAKES_ANSWERS, OPTION_SPECIAL, 0, NULL,
     fyp_fieldwork_invited},
    {"targets", 0, FYP_TAKES_TARGETS, OPTION_SPECIAL, 0, NULL, read_targets},
    {"save", 0, FYP_TAKES_SAVE, OPTION_FLAG, AT(fieldwork.save), NULL, NULL},
    {"sealed-on", 0, FYP_TAKES_SEALER, OPTION_SPECIAL, 0, NULL,
     fyp_seal_option_date},
    {"by", 0, FYP_TAKES_SAVE | FYP_TAKES_SEALER, OPTION_SPECIAL, 0, NULL,
     read_by},
    {"help", 'h', 0, OPTION_FLAG, AT(help), NULL, NULL},
};
enum { OPTION_ROWS = sizeof option_rows / sizeof *option_rows };

static enum fyp_status read_word(
    const char *option, const struct word *words, const char *text, int *value,
    struct fyp_error *err)
{
    char name[32], allowed[160] = "";

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
    snprintf(name, sizeof name, "--%s", option);
    return fyp_fail(err, FYP_E_USAGE_VALUE, name, text, allowed);
}

static enum fyp_status
read_year(const char *option, const char *text, int *out, struct fyp_error *err)
{
    char name[32];
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
        snprintf(name, sizeof name, "--%s", option);
        return fyp_fail(err, FYP_E_USAGE_VALUE, name, text, "1949 .. 2100");
    }
    *out = year;
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
        read_word("method", methods, text, &value, err);
    out->ruleset.method = (enum fyp_method)value;
    return status;
}

/* A reason that says something: who reads the history wants to know. */
static enum fyp_status
read_revise(const char *text, struct fyp_options *out, struct fyp_error *err)
{
    const size_t length = strlen(text);
    if (text[strspn(text, " \t\r\n")] == '\0' ||
        fyp_utf8_valid_prefix(text, length) != length) {
        return fyp_fail(
            err, FYP_E_USAGE_VALUE, "--revise", text,
            fyp_text(FYP_M_REVISE_WANTS));
    }
    out->revise = text;
    return FYP_OK;
}

static enum fyp_status
read_undo(const char *text, struct fyp_options *out, struct fyp_error *err)
{
    const size_t length = strlen(text);
    long long number = 0;
    for (size_t i = 0; i < length && length <= 18; i++) {
        if (text[i] < '0' || text[i] > '9') {
            number = 0;
            break;
        }
        number = 10 * number + (text[i] - '0');
    }
    if (number == 0) {
        return fyp_fail(err, FYP_E_USAGE_VALUE, "--undo", text, "1, 2, 3 …");
    }
    out->undo = number;
    return FYP_OK;
}

static enum fyp_status
read_points(const char *text, struct fyp_options *out, struct fyp_error *err)
{
    char number[24];

    for (size_t points = FYP_DESIGN_POINTS_LEAST;
         points <= FYP_DESIGN_POINTS_MOST; points *= 2) {
        snprintf(number, sizeof number, "%zu", points);
        if (strcmp(text, number) == 0) {
            out->points = points;
            return FYP_OK;
        }
    }
    return fyp_fail(
        err, FYP_E_USAGE_VALUE, "--points", text,
        "64 | 128 | 256 | 512 | 1024 | 2048 | 4096 | 8192 | 16384");
}

/* Who signs: one line that says something. */
static enum fyp_status
read_by(const char *text, struct fyp_options *out, struct fyp_error *err)
{
    enum { LONGEST = 200 };
    const size_t length = strlen(text);
    bool good = text[strspn(text, " ")] != '\0' && length <= LONGEST &&
                fyp_utf8_valid_prefix(text, length) == length;
    for (size_t i = 0; i < length; i++) {
        const unsigned char c = (unsigned char)text[i];
        good = good && c >= 0x20 && c != 0x7F;
    }
    if (!good) {
        return fyp_fail(
            err, FYP_E_USAGE_VALUE, "--by", text, fyp_text(FYP_M_BY_WANTS));
    }
    out->by = text;
    return FYP_OK;
}

/* original, both, or the number of a version. */
static enum fyp_status
read_targets(const char *text, struct fyp_options *out, struct fyp_error *err)
{
    const size_t length = strlen(text);
    int version = 0;

    if (strcmp(text, "both") == 0) {
        version = FYP_TARGETS_BOTH;
    } else if (strcmp(text, "original") == 0) {
        version = 1;
    } else if (length <= 5 && strspn(text, "0123456789") == length) {
        version = (int)strtol(text, NULL, 10);
    }
    if (version == 0) {
        return fyp_fail(
            err, FYP_E_USAGE_VALUE, "--targets", text,
            "original | both | 1, 2, 3 …");
    }
    out->target_version = version;
    return FYP_OK;
}

/* A day of the calendar. */
static enum fyp_status
read_day(const char *text, struct fyp_options *out, struct fyp_error *err)
{
    out->on = fyp_day_read(text);
    if (out->on == 0) {
        return fyp_fail(
            err, FYP_E_USAGE_VALUE, "--on", text, "YYYY-MM-DD (2024-12-20)");
    }
    return FYP_OK;
}

/* Processes that share the work. */
static enum fyp_status
read_jobs(const char *text, struct fyp_options *out, struct fyp_error *err)
{
    enum { MOST = 256 };
    const size_t length = strlen(text);
    size_t jobs = 0;

    if (length <= 3 && strspn(text, "0123456789") == length) {
        jobs = (size_t)strtoul(text, NULL, 10);
    }
    if (jobs < 1 || jobs > MOST) {
        return fyp_fail(err, FYP_E_USAGE_VALUE, "--jobs", text, "1 .. 256");
    }
    out->jobs = jobs;
    return FYP_OK;
}

/* An enum holds the value of a word: it is as wide as an int. */
static_assert(
    sizeof(enum fyp_format) == sizeof(int) &&
        sizeof(enum fyp_kind) == sizeof(int),
    "enums are read as int");

static enum fyp_status read_option(
    const struct option_row *row, const char *text, struct fyp_options *out,
    struct fyp_error *err)
{
    void *field = (char *)out + row->offset;
    enum fyp_status status = FYP_OK;
    int number = 0;

    switch (row->type) {
    case OPTION_FLAG:
        *(bool *)field = true;
        break;
    case OPTION_TEXT:
        *(const char **)field = text;
        break;
    case OPTION_YEAR:
        status = read_year(row->name, text, field, err);
        break;
    case OPTION_WORD:
        status = read_word(row->name, row->words, text, &number, err);
        memcpy(field, &number, sizeof number);
        break;
    case OPTION_SPECIAL:
        status = row->read(text, out, err);
        break;
    }
    return status;
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
            row->name,
            row->type != OPTION_FLAG ? required_argument : no_argument, NULL,
            256 + i};
        if (row->letter != 0) {
            *shorts++ = row->letter;
            if (row->type != OPTION_FLAG) {
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

static unsigned rule_given(const char *option)
{
    static const struct word rules[] = {
        {"method", FYP_GIVEN_METHOD},
        {"compare", FYP_GIVEN_COMPARISON},
        {"missing", FYP_GIVEN_MISSING},
        {"mean", FYP_GIVEN_MEAN},
        {NULL, 0},
    };
    const struct word *rule = rules;
    while (rule->word != NULL && strcmp(rule->word, option) != 0) {
        rule++;
    }
    return (unsigned)rule->value;
}

void fyp_options_overrule(
    const struct fyp_options *options, struct fyp_ruleset *rules)
{
    if ((options->rules_given & FYP_GIVEN_METHOD) != 0) {
        rules->method = options->ruleset.method;
    }
    if ((options->rules_given & FYP_GIVEN_COMPARISON) != 0) {
        rules->comparison = options->ruleset.comparison;
    }
    if ((options->rules_given & FYP_GIVEN_MISSING) != 0) {
        rules->missing = options->ruleset.missing;
    }
    if ((options->rules_given & FYP_GIVEN_MEAN) != 0) {
        rules->mean = options->ruleset.mean;
    }
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
        const enum fyp_status status = read_option(row, optarg, out, err);
        if (status != FYP_OK) {
            return status;
        }
        out->rules_given |= rule_given(row->name);
    }
    out->arguments = argv + optind;
    out->argument_count = argc - optind;
    return FYP_OK;
}

bool fyp_options_workbook_name(const char *path)
{
    static const char ending[] = ".xlsx";
    const size_t length = strlen(path), n = sizeof ending - 1;
    return length > n && strcasecmp(path + length - n, ending) == 0;
}
