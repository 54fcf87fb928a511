/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_FIELDWORK_H
#define FYP_REPORTS_FIELDWORK_H

#include "data/fieldwork/sites.h"
#include "engine/sampling.h"
#include "engine/satisfaction.h"
#include "engine/verification.h"
#include "reports/json.h"
#include "reports/report.h"
#include "reports/text_page.h"

/*
 * What a third party is given and what it found, as text, JSON and CSV. Each
 * names the file that it rests on with its hash, so that a result can be
 * traced back and, with the seed, made again.
 */

/** A selection: what was asked for, how many, which. */
struct fyp_selection {
    const struct fyp_plan *plan;
    const struct fyp_indicator *indicator;
    struct fyp_sample_design design;
    struct fyp_sample_size size;
    uint64_t seed;
    const struct fyp_sites *sites;
    const size_t *drawn; /* positions in sites, shape [size.needed] */
};

/** What a result of one plan and year rests on. */
struct fyp_fieldwork_head {
    const struct fyp_plan *plan;
    const char *region; /* code of the place */
    int year;
    const struct fyp_field_file *file;
};

void fyp_report_selection(
    const struct fyp_selection *selection, enum fyp_format format,
    struct fyp_buffer *out);
void fyp_report_verification(
    const struct fyp_fieldwork_head *head,
    const struct fyp_verification *verification, enum fyp_format format,
    struct fyp_buffer *out);
void fyp_report_survey(
    const struct fyp_fieldwork_head *head,
    const struct fyp_survey_request *request, const struct fyp_survey *survey,
    enum fyp_format format, struct fyp_buffer *out);

/* --- inside of the three reports --- */

/** The file with its hash, as a line of its own. */
void fyp_field_say_file(
    struct fyp_text_page *page, const struct fyp_field_file *file);
/** "file": {…} */
void fyp_field_json_file(
    struct fyp_json *parent, const struct fyp_field_file *file);

enum { FYP_FIELD_CELL_SIZE = 4 * FYP_DECIMAL_TEXT_SIZE };

/**
 * A number with its interval, such as "93.1（88.2 至 96.4）";
 * FYP_SHOWN_UNDEFINED without a number, alone without an interval.
 */
void fyp_field_interval(
    const double numbers[3], int decimals, char out[FYP_FIELD_CELL_SIZE]);

/** Decimals, from a least number on, that keep a apart from b in print
 *  unless they are equal. */
int fyp_field_decimals_apart(double a, double b, int least);

#endif
