/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_OUTLOOK_H
#define FYP_REPORTS_OUTLOOK_H

#include "engine/outlook.h"
#include "reports/report.h"

/*
 * Outlooks as people and programs read them: text with the chosen model,
 * JSON with all models and CSV with one row an indicator.
 */

/** One series that was asked about without a plan. */
struct fyp_asked_outlook {
    struct fyp_outlook_question question;
    struct fyp_outlook outlook;
    bool inferred;   /* the target was a bare number */
    bool incomplete; /* a year is missing: later flows were left out */
};

void fyp_report_outlook(
    const struct fyp_plan_outlook *outlook, enum fyp_format format,
    struct fyp_buffer *out);
void fyp_report_asked_outlook(
    const struct fyp_asked_outlook *asked, enum fyp_format format,
    struct fyp_buffer *out);

/* --- inside of reports --- */

void fyp_outlook_text(
    const struct fyp_plan_outlook *outlook, struct fyp_buffer *out);
void fyp_outlook_json(
    const struct fyp_plan_outlook *outlook, struct fyp_buffer *out);
void fyp_outlook_csv(
    const struct fyp_plan_outlook *outlook, struct fyp_buffer *out);
void fyp_asked_outlook_text(
    const struct fyp_asked_outlook *asked, struct fyp_buffer *out);
void fyp_asked_outlook_json(
    const struct fyp_asked_outlook *asked, struct fyp_buffer *out);
void fyp_asked_outlook_csv(
    const struct fyp_asked_outlook *asked, struct fyp_buffer *out);

/** Words in the current language; "" for COUNT and NOT. */
const char *fyp_word_model(enum fyp_model model);
const char *fyp_word_refusal(enum fyp_refusal refusal);

/** The first reason why no model is chosen. */
enum fyp_refusal fyp_outlook_refusal(const struct fyp_outlook *outlook);

/** The result of the chosen model; NULL where none is. */
const struct fyp_model_result *
fyp_outlook_chosen(const struct fyp_outlook *outlook);

/** Decimals with which a forecast is shown: more than the printed ones where
 *  rounding would put it on the other side of the bound. */
int fyp_forecast_decimals(int printed, double bound, double value);

enum { FYP_INTERVAL_TEXT_SIZE = 2 * FYP_DECIMAL_TEXT_SIZE + 64 };

/** "89.6～92.3"; the symbol of what is not defined for NAN. */
void fyp_show_interval(
    double low, double high, int decimals, char out[FYP_INTERVAL_TEXT_SIZE]);

#endif
