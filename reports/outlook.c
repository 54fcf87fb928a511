/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/outlook.h"

#include "base/message.h"
#include "reports/shown.h"

#include <math.h>
#include <stdio.h>

enum { LEAST_DECIMALS = 1, MOST_DECIMALS = 2 };

/* Below, at or above the bound, as comparisons see it. */
static int side_of(double value, double bound)
{
    return (int)fyp_more(value, bound) - (int)fyp_less(value, bound);
}

int fyp_forecast_decimals(int printed, double bound, double value)
{
    int decimals = printed < LEAST_DECIMALS ? LEAST_DECIMALS : printed;

    decimals = decimals > MOST_DECIMALS ? MOST_DECIMALS : decimals;
    while (!isnan(bound) && decimals < FYP_SHOWN_DECIMALS_MAX &&
           side_of(fyp_round_half_even(value, decimals), bound) !=
               side_of(value, bound)) {
        decimals++;
    }
    return decimals;
}

void fyp_show_interval(
    double low, double high, int decimals, char out[FYP_INTERVAL_TEXT_SIZE])
{
    char from[FYP_DECIMAL_TEXT_SIZE];
    char to[FYP_DECIMAL_TEXT_SIZE];

    if (isnan(low) || isnan(high)) {
        snprintf(out, FYP_INTERVAL_TEXT_SIZE, "%s", FYP_SHOWN_UNDEFINED);
        return;
    }
    fyp_show_number(low, decimals, from);
    fyp_show_number(high, decimals, to);
    fyp_say(out, FYP_INTERVAL_TEXT_SIZE, FYP_M_OUTLOOK_INTERVAL, from, to);
}

void fyp_report_outlook(
    const struct fyp_plan_outlook *outlook, enum fyp_format format,
    struct fyp_buffer *out)
{
    switch (format) {
    case FYP_FORMAT_TEXT:
        fyp_outlook_text(outlook, out);
        break;
    case FYP_FORMAT_JSON:
        fyp_outlook_json(outlook, out);
        break;
    case FYP_FORMAT_CSV:
        fyp_outlook_csv(outlook, out);
        break;
    }
}

void fyp_report_asked_outlook(
    const struct fyp_asked_outlook *asked, enum fyp_format format,
    struct fyp_buffer *out)
{
    switch (format) {
    case FYP_FORMAT_TEXT:
        fyp_asked_outlook_text(asked, out);
        break;
    case FYP_FORMAT_JSON:
        fyp_asked_outlook_json(asked, out);
        break;
    case FYP_FORMAT_CSV:
        fyp_asked_outlook_csv(asked, out);
        break;
    }
}

const char *fyp_word_model(enum fyp_model model)
{
    static const enum fyp_message words[] = {
        [FYP_MODEL_LINEAR] = FYP_M_MODEL_LINEAR,
        [FYP_MODEL_LOGIT] = FYP_M_MODEL_LOGIT,
        [FYP_MODEL_MEAN_CHANGE] = FYP_M_MODEL_MEAN_CHANGE,
        [FYP_MODEL_GEOMETRIC] = FYP_M_MODEL_GEOMETRIC,
        [FYP_MODEL_COUNT] = FYP_M_NOTHING,
    };

    return fyp_text(words[model]);
}

const char *fyp_word_refusal(enum fyp_refusal refusal)
{
    static const enum fyp_message words[] = {
        [FYP_REFUSED_NOT] = FYP_M_NOTHING,
        [FYP_REFUSED_KIND] = FYP_M_REFUSED_KIND,
        [FYP_REFUSED_TOO_SHORT] = FYP_M_REFUSED_TOO_SHORT,
        [FYP_REFUSED_NOT_RATE] = FYP_M_REFUSED_NOT_RATE,
        [FYP_REFUSED_RATE_ENDS] = FYP_M_REFUSED_RATE_ENDS,
        [FYP_REFUSED_ZERO] = FYP_M_REFUSED_ZERO,
        [FYP_REFUSED_NOT_FINITE] = FYP_M_REFUSED_NOT_FINITE,
    };

    return fyp_text(words[refusal]);
}

enum fyp_refusal fyp_outlook_refusal(const struct fyp_outlook *outlook)
{
    return outlook->chosen == FYP_MODEL_COUNT
               ? outlook->models[FYP_MODEL_LINEAR].refusal
               : FYP_REFUSED_NOT;
}

const struct fyp_model_result *
fyp_outlook_chosen(const struct fyp_outlook *outlook)
{
    return outlook->chosen == FYP_MODEL_COUNT
               ? NULL
               : &outlook->models[outlook->chosen];
}
