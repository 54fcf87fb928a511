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
    FYP_TAKES_ANSWERS = 1 << 14, /* --answers, --scale, --invited */
    FYP_TAKES_SECTION = 1 << 20,
    FYP_TAKES_PROGRESS = 1 << 21, /* --progress, --unit */
    FYP_TAKES_DONE = 1 << 22      /* --on, --done */
};

struct fyp_options {
    const char *db; /* fyp.db where not given */
    enum fyp_format format;
    int year; /* 0: not given */
    enum fyp_stage stage;
    const char *region; /* as written; NULL: not given */
    struct fyp_ruleset ruleset;
    const char *output; /* NULL: not given */
    bool all;
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
    enum fyp_section section;
    const char *progress; /* path; NULL: not given; so done */
    const char *done;
    int on; /* of fyp_day_read; 0: not given */
    struct fyp_fieldwork_options fieldwork;
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

/** Ends in ".xlsx": a workbook under another name would not open, or not as
 *  what it is. */
bool fyp_options_workbook_name(const char *path);

#endif
