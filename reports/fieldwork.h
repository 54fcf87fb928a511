/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_FIELDWORK_H
#define FYP_REPORTS_FIELDWORK_H

#include "data/fieldwork/sites.h"
#include "engine/sampling.h"
#include "engine/satisfaction.h"
#include "engine/third_party.h"
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
    /* of a verification, shape [its count]; NULL: no sample was looked for */
    const struct fyp_drawn_check *checks;
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

/** The table of a verification, and that of a survey, as text. */
void fyp_field_verification_table(
    const struct fyp_verification *verification, struct fyp_buffer *out);
void fyp_field_survey_table(
    const struct fyp_survey *survey, struct fyp_buffer *out);

/** The keys of one verified indicator, and of one question and group. */
void fyp_field_json_verified(
    struct fyp_json *json, const struct fyp_verified *item);
void fyp_field_json_satisfaction(
    struct fyp_json *json, const struct fyp_satisfaction *item);

/** "sample": {…}: who was recounted and not drawn, and the other way round;
 *  null where no sample is stored. */
void fyp_field_json_drawn(
    struct fyp_json *parent, const struct fyp_drawn_check *check);
/** The same in words, a line each; nothing where the lists agree. */
void fyp_field_say_drawn(
    struct fyp_text_page *page, const struct fyp_indicator *indicator,
    const struct fyp_drawn_check *check);

/** "相符", "上报偏高" … */
const char *fyp_field_agreement_word(enum fyp_agreement agreement);

/** Decimals of a verified share in per cent, such that neither limit looks
 *  like the figure that it is kept from. */
int fyp_field_share_decimals(const struct fyp_verified *item);
/** Decimals of a factor that keep it on its side of 0.90 and 1.10. */
int fyp_field_factor_decimals(const struct fyp_verified *item);

/** Decimals, from a least number on, that keep a apart from b in print
 *  unless they are equal. */
int fyp_field_decimals_apart(double a, double b, int least);

#endif
