/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_CLI_OPTIONS_H
#define FYP_CLI_OPTIONS_H

#include "cli/fieldwork_options.h"
#include "engine/evaluate.h"
#include "reports/commitments.h"
#include "reports/report.h"

/*
 * Arguments of one command: which options it takes (one table in options.c
 * for all commands), read into one struct.
 */

/* Bits: the options that a command takes. */
enum fyp_option_set {
    FYP_TAKES_DB = 1 << 0,
    FYP_TAKES_FORMAT = 1 << 1,
    FYP_TAKES_YEAR = 1 << 2,
    FYP_TAKES_STAGE = 1 << 3,
    FYP_TAKES_REGION = 1 << 4,
    FYP_TAKES_RULES = 1 << 5, /* --method, --compare, --missing, --mean */
    FYP_TAKES_OUTPUT = 1 << 6,
    FYP_TAKES_ALL = 1 << 7,
    FYP_TAKES_INTAKE = 1 << 8, /* --mapping, --marks, --revise, --dry-run,
                                  --explain, --undo */
    FYP_TAKES_SERIES = 1 << 9, /* --series, --target, --end, --kind, --unit */
    FYP_TAKES_COMPARISON = 1 << 10, /* --compare alone */
    FYP_TAKES_CONFIDENCE = 1 << 11,
    FYP_TAKES_DESIGN = 1 << 12, /* --sites, --margin, --share, --seed */
    FYP_TAKES_SAMPLE = 1 << 13,
    FYP_TAKES_ANSWERS = 1 << 14,     /* --answers, --scale, --invited */
    FYP_TAKES_SENSITIVITY = 1 << 15, /* --points, --regions, --seed */
    FYP_TAKES_TARGETS = 1 << 16,
    FYP_TAKES_DRY_RUN = 1 << 17, /* --dry-run alone */
    FYP_TAKES_RULESET = 1 << 18, /* --ruleset; comes with RULES as well */
    FYP_TAKES_SAVE = 1 << 19,    /* --save, --by */
    FYP_TAKES_SEALER = 1 << 20,  /* --sealed-on, --by */
    FYP_TAKES_SECTION = 1 << 21,
    FYP_TAKES_PROGRESS = 1 << 22, /* --progress, --unit */
    FYP_TAKES_DONE = 1 << 23,     /* --on, --done */
    FYP_TAKES_BATCH = 1 << 24     /* --brief, --jobs */
};

/* Bits: what the command line chooses, whatever a ruleset says. */
enum fyp_rule_given {
    FYP_GIVEN_METHOD = 1 << 0,
    FYP_GIVEN_COMPARISON = 1 << 1,
    FYP_GIVEN_MISSING = 1 << 2,
    FYP_GIVEN_MEAN = 1 << 3
};

enum { FYP_TARGETS_BOTH = -1 };

struct fyp_options {
    const char *db; /* fyp.db where not given */
    enum fyp_format format;
    int year; /* 0: not given */
    enum fyp_stage stage;
    const char *region;         /* as written; NULL: not given */
    const char *ruleset_name;   /* or path; NULL: not given */
    struct fyp_ruleset ruleset; /* house rules with what was given */
    unsigned rules_given;       /* of enum fyp_rule_given */
    const char *output;         /* NULL: not given */
    bool all;
    bool brief;
    size_t jobs;         /* 0: not given */
    const char *mapping; /* path; NULL: not given */
    const char *marks;   /* source whose missing marks apply; or NULL */
    const char *revise;  /* reason; NULL: not given */
    bool dry_run;
    bool explain;
    long long undo;     /* number of an import; 0: not given */
    const char *series; /* as written; so target; NULL: not given */
    const char *target;
    int end_year;       /* 0: not given */
    enum fyp_kind kind; /* NONE: not given */
    const char *unit;   /* NULL: not given */
    int target_version; /* 0: not given; FYP_TARGETS_BOTH */
    enum fyp_section section;
    const char *progress; /* path; NULL: not given; so done */
    const char *done;
    int on; /* of fyp_day_read; 0: not given */
    struct fyp_fieldwork_options fieldwork;
    size_t points; /* 0: not given */
    bool regions;
    const char *sealed_on; /* 2026-01-31; NULL: not given */
    const char *by;        /* who signs; NULL: not given */
    bool help;
    char **arguments; /* what is not an option, shape [argument_count] */
    int argument_count;
};

/**
 * Reads the options of a command.
 * @param takes  Of enum fyp_option_set; others are refused.
 * @param argv   argv[0] is the command's name; reordered by getopt_long.
 */
enum fyp_status fyp_options_read(
    unsigned takes, int argc, char **argv, struct fyp_options *out,
    struct fyp_error *err);

/** Puts what the command line chose into the rules of a file. */
void fyp_options_overrule(
    const struct fyp_options *options, struct fyp_ruleset *rules);

/** Ends in ".xlsx": a workbook under another name would not open, or not as
 *  what it is. */
bool fyp_options_workbook_name(const char *path);

#endif
