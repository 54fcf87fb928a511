/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Section 10 of docs/methods.md: the models, their intervals and
 * probabilities, the choice between them.
 *
 * The rows marked "oracle" were printed by tests/twin/outlook_twin.py
 * (Python 3.11.2, standard library only), which is written from the page:
 *
 *     tests/twin/outlook_twin.py SERIES TARGET END KIND
 */
#include "engine/outlook.h"
#include "scene.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

#define U NAN
#define ORACLE "tests/twin/outlook_twin.py, Python 3.11.2"

static struct fyp_year_series series_of(const char *text)
{
    struct fyp_year_series series;
    cr_assert_eq(fyp_series_text_read(text, &series, NULL), FYP_OK, "%s", text);
    return series;
}

/* As the command line would ask. */
static struct fyp_outlook
ask(const char *series, const char *target, int end, enum fyp_kind kind,
    enum fyp_rate rate)
{
    const struct fyp_year_series read = series_of(series);
    struct fyp_year_series points = read;
    struct fyp_asked_target asked;
    struct fyp_outlook outlook;

    cr_assert_eq(fyp_target_text_read(target, &asked, NULL), FYP_OK);
    if (kind == FYP_KIND_CUMULATIVE) {
        fyp_running_totals(&read, &points);
    }
    const struct fyp_outlook_question question = {
        .points = &points,
        .end_year = end,
        .kind = kind,
        .rate = rate,
        .comparator = asked.comparator,
        .target = asked.value.value,
        .decimals = asked.value.decimals,
    };
    fyp_outlook_compute(&question, &outlook);
    return outlook;
}

/* --- numbers of other people's programs --- */

static const struct {
    const char *name, *source;
    const char *series;
    int year;
    struct fyp_forecast_rule rule;
    double expected;
} peers[] = {
    {"logit line to 2025",
     "SDG-MENARO, progress_assessment_functions.R, reg()",
     "2018:80,2019:81.5,2020:83,2021:85,2022:86",
     2025,
     {FYP_SCALE_LOGIT, FYP_FIT_LINE, 0},
     89.6210357429},
    {"logit line to 2030",
     "SDG-MENARO, progress_assessment_functions.R, reg()",
     "2018:80,2019:81.5,2020:83,2021:85,2022:86",
     2030,
     {FYP_SCALE_LOGIT, FYP_FIT_LINE, 0},
     93.7654436708},
    {"mean logit step",
     "SDG-MENARO, progress_assessment_functions.R, cagr()",
     "2018:80,2019:81.5,2020:83,2021:85,2022:86",
     2025,
     {FYP_SCALE_LOGIT, FYP_FIT_STEP, 0},
     89.4451174523},
    {"annual rate of change of the latest year",
     "billionaiRe 0.8.1, test_aroc_scenarios.R",
     "2016:86,2017:87,2018:88",
     2025,
     {FYP_SCALE_LOG, FYP_FIT_STEP, 1},
     95.3293449649},
};

Test(outlook, forecasts_agree_with_programs_of_others)
{
    for (size_t i = 0; i < sizeof peers / sizeof *peers; i++) {
        const struct fyp_year_series points = series_of(peers[i].series);
        struct fyp_forecast forecast;
        cr_assert_eq(
            fyp_forecast_make(
                &peers[i].rule, points.points, points.count, peers[i].year,
                &forecast),
            FYP_REFUSED_NOT);
        scene_expect(
            peers[i].name, peers[i].source, "value",
            fyp_forecast_value(&forecast), peers[i].expected, 1e-11);
    }
}

/* --- numbers worked out by hand --- */

/* 80, 81.5, 83, 85, 86: mean 83.1, slope 15.5/10, residuals 0, -0.05, -0.1,
 * 0.35, -0.2, sum of squares 0.175; t(0.975; 3) = 3.182446305284263 and
 * t(0.9; 3) = 1.637744353696210 (Abramowitz and Stegun, table 26.10). */
Test(outlook, a_line_and_its_interval_are_those_worked_out_by_hand)
{
    const struct fyp_outlook outlook =
        ask("2018:80,2019:81.5,2020:83,2021:85,2022:86", ">=90", 2025,
            FYP_KIND_LEVEL, FYP_RATE_UNKNOWN);
    const struct fyp_model_result *line = &outlook.models[FYP_MODEL_LINEAR];
    const double error = sqrt(0.175 / 3 * (1 + 1.0 / 5 + 25.0 / 10));

    scene_expect("line", "hand", "value", line->value, 83.1 + 5 * 1.55, 1e-13);
    scene_expect(
        "line", "hand", "low95", line->low95, 90.85 - 3.182446305284263 * error,
        1e-13);
    scene_expect(
        "line", "hand", "high80", line->high80,
        90.85 + 1.637744353696210 * error, 1e-13);
    scene_expect(
        "line", "hand", "back-test", line->backtest_error,
        80 + 4 * 1.65 - 0.1 - 86, 1e-13);
    scene_expect("line", "hand", "needed", outlook.needed, 4.0 / 3, 1e-15);
}

/* Changes 1.5, 1.5, 2, 1: mean 1.5, s^2 = 0.5/3; three years ahead. */
Test(outlook, a_mean_change_and_its_interval_are_those_worked_out_by_hand)
{
    const struct fyp_outlook outlook =
        ask("2018:80,2019:81.5,2020:83,2021:85,2022:86", ">=90", 2025,
            FYP_KIND_LEVEL, FYP_RATE_UNKNOWN);
    const struct fyp_model_result *mean =
        &outlook.models[FYP_MODEL_MEAN_CHANGE];
    const double error = sqrt(0.5 / 3 * (3 + 9.0 / 4));

    scene_expect("mean", "hand", "value", mean->value, 90.5, 1e-13);
    scene_expect(
        "mean", "hand", "high95", mean->high95,
        90.5 + 3.182446305284263 * error, 1e-13);
}

/* One year ahead of three points the t distribution has one degree of
 * freedom, Cauchy's: P = 1/2 - atan(z)/pi. */
Test(outlook, a_probability_of_three_points_is_that_of_cauchy)
{
    const struct fyp_outlook outlook =
        ask("2021:27.3,2022:31.4,2023:33.1", ">=37.5", 2025, FYP_KIND_LEVEL,
            FYP_RATE_NO);
    /* mean 30.6, slope 2.9, residuals -0.4, 0.8, -0.4 */
    const double error = sqrt(0.96 * (1 + 1.0 / 3 + 9.0 / 2));
    const double z = (37.5 - (30.6 + 3 * 2.9)) / error;

    scene_expect(
        "three points", "hand", "P",
        outlook.models[FYP_MODEL_LINEAR].probability,
        0.5 - atan(z) / acos(-1.0), 1e-13);
}

/* --- numbers of the twin --- */

/* value, low80, high80, low95, high95, probability, back-test error */
struct numbers {
    double value, low80, high80, low95, high95, probability, backtest;
};
#define REFUSED                                                                \
    {                                                                          \
        U, U, U, U, U, U, U                                                    \
    }

static const struct {
    const char *name, *series, *target;
    int end;
    enum fyp_kind kind;
    struct numbers models[FYP_MODEL_COUNT];
    enum fyp_model chosen;
    double needed;
} rows[] = {
    {"5.81 on the way up, five years, no gap",
     "2018:5.81,2019:6.47,2020:6.93,2021:8.12,2022:8.77",
     ">=11.9",
     2025,
     FYP_KIND_LEVEL,
     {
         {11.005, 10.383644166448, 11.626355833552, 9.79758837174973,
          12.2124116282503, 0.0497448312371016, -0.0899999999999999},
         {11.9376958221351, 11.1486163724127, 12.7745951505745,
          10.4465475885545, 13.6093454645822, 0.527923464624964,
          0.0804557829411205},
         {10.99, 9.81247433770614, 12.1675256622939, 8.70184545079558,
          13.2781545492044, 0.147497403485384, 0.119999999999999},
         {11.9431033114336, 10.2543759356729, 13.9099363630086,
          8.88101577807345, 16.0609687305971, 0.514271595032194,
          0.308539653899626},
     },
     FYP_MODEL_LOGIT,
     1.04333333333333},
    {"27.74 on the way down, eight years: five changes count",
     "2016:27.74,2017:26.13,2018:25.91,2019:23.48,2020:21.35,2021:21.02,2022:"
     "18.86,2023:17.97",
     "<=15.2",
     2025,
     FYP_KIND_LEVEL,
     {
         {14.8495238095238, 13.7719186397241, 15.9271289793235,
          13.0180986765826, 16.680948942465, 0.671937361993615,
          -0.388571428571428},
         {15.6370554042811, 14.8301820124349, 16.479334657122, 14.2864180551591,
          17.0899227586702, 0.234685807853159, -0.0301446419286933},
         {14.794, 12.4287958739328, 17.1592041260672, 10.510910679456,
          19.077089320544, 0.597294907201127, -0.564},
         {15.8735569463002, 14.4597430584582, 17.4256077102315,
          13.5462765123145, 18.6006693351031, 0.264132838072268,
          -0.284626873200665},
     },
     FYP_MODEL_LOGIT,
     -1.385},
    {"two years missing, strict",
     "2015:61.37,2018:68.24,2019:69.95,2021:75.48",
     ">79.4",
     2025,
     FYP_KIND_LEVEL,
     {
         {84.4272, 82.7225253848011, 86.131874615199, 80.5374288146746,
          88.3169711853254, 0.984574958649863, -0.972307692307695},
         {82.2020651556476, 80.3328035311817, 83.9292055037569,
          77.7252315720549, 85.9418744701095, 0.94551759469797,
          -1.49064709626282},
         {84.8866666666667, 81.8759040792107, 87.8974292541226,
          78.0166297375515, 91.7567035957819, 0.962372976559604,
          -1.23999999999999},
         {86.6461101150716, 83.4073844770331, 90.0105961258188,
          79.4323191154036, 94.5150347072927, 0.975215451260656,
          -0.800136306318663},
     },
     FYP_MODEL_LOGIT,
     0.98},
    {"running totals from 134",
     "2021:134,2022:97,2023:158",
     ">=640",
     2025,
     FYP_KIND_CUMULATIVE,
     {
         {630.9, 566.823101753527, 694.976898246473, 484.68765529686,
          777.11234470314, 0.406975137212344, -36.3333333333333},
         REFUSED,
         {648.333333333333, 542.540617301311, 754.126049365356,
          406.932742998005, 889.733923668661, 0.552226335498267, -42.5},
         REFUSED,
     },
     FYP_MODEL_MEAN_CHANGE,
     125.5},
    {"from below zero",
     "2020:-3.17,2021:-1.82,2022:0.46,2023:1.93",
     ">=5.5",
     2025,
     FYP_KIND_LEVEL,
     {
         {5.503, 4.49333470892577, 6.51266529107423, 3.19911929395372,
          7.80688070604628, 0.501980838920311, 0.19},
         REFUSED,
         {5.33, 3.58848086749273, 7.07151913250727, 1.35615603005907,
          9.30384396994093, 0.435467022703127, 0.345},
         REFUSED,
     },
     FYP_MODEL_LINEAR,
     1.785},
    {"equal to a printed 0.02",
     "2020:0.0371,2021:0.0342,2022:0.0287",
     "=0.02",
     2025,
     FYP_KIND_LEVEL,
     {
         {0.0165333333333333, 0.00655311430444557, 0.0265135523622211,
          -0.0246699628344407, 0.0577366295011074, 0.524166232246642, 0.0026},
         {0.019834850521223, 0.0138297009772041, 0.0284468215174685,
          0.00447505949117062, 0.0878678788524309, 0.724423376986806,
          0.00282661314360659},
         {0.0161, 0.000604237790310559, 0.0315957622096894, -0.0478741951377183,
          0.0800741951377183, 0.404591882035484, 0.0026},
         {0.0195273754928917, 0.0111558079767756, 0.0341811542861103,
          0.00193566216273674, 0.196996356585934, 0.605797483376706,
          0.00282668463611861},
     },
     FYP_MODEL_LOGIT,
     -0.0029},
    {"two points give no interval",
     "2020:82.35,2023:86.19",
     ">=90.5",
     2025,
     FYP_KIND_LEVEL,
     {
         {88.75, U, U, U, U, U, U},
         {88.3408039220391, U, U, U, U, U, U},
         {88.75, U, U, U, U, U, U},
         {88.8489702714068, U, U, U, U, U, U},
     },
     FYP_MODEL_MEAN_CHANGE,
     2.155},
};
enum { ROWS = sizeof rows / sizeof *rows };

static void expect_numbers(
    const char *name, enum fyp_model model, const struct fyp_model_result *got,
    const struct numbers *expected)
{
    char what[64];
    const struct {
        const char *what;
        double got, expected;
    } pairs[] = {
        {"value", got->value, expected->value},
        {"low80", got->low80, expected->low80},
        {"high80", got->high80, expected->high80},
        {"low95", got->low95, expected->low95},
        {"high95", got->high95, expected->high95},
        {"probability", got->probability, expected->probability},
        {"back-test", got->backtest_error, expected->backtest},
    };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        snprintf(
            what, sizeof what, "%s %s", fyp_model_name(model), pairs[i].what);
        scene_expect(
            name, ORACLE, what, pairs[i].got, pairs[i].expected, 1e-11);
    }
}

Test(outlook, every_model_gives_the_numbers_of_the_twin)
{
    for (size_t i = 0; i < ROWS; i++) {
        const struct fyp_outlook outlook =
            ask(rows[i].series, rows[i].target, rows[i].end, rows[i].kind,
                FYP_RATE_UNKNOWN);
        for (int m = 0; m < FYP_MODEL_COUNT; m++) {
            expect_numbers(
                rows[i].name, (enum fyp_model)m, &outlook.models[m],
                &rows[i].models[m]);
        }
        cr_expect_eq(
            outlook.chosen, rows[i].chosen, "%s: chosen %d", rows[i].name,
            (int)outlook.chosen);
        scene_expect(
            rows[i].name, ORACLE, "needed", outlook.needed, rows[i].needed,
            1e-13);
    }
}

/* --- the choice --- */

static const struct {
    const char *name, *series, *target;
    enum fyp_kind kind;
    enum fyp_rate rate;
    enum fyp_model chosen;
    enum fyp_refusal refusals[FYP_MODEL_COUNT];
} choices[] = {
    {"a rate",
     "2021:61.3,2022:64.8,2023:66.1",
     ">=70",
     FYP_KIND_LEVEL,
     FYP_RATE_YES,
     FYP_MODEL_LOGIT,
     {FYP_REFUSED_NOT}},
    {"a rate that must reach 100",
     "2021:61.3,2022:64.8,2023:66.1",
     ">=100",
     FYP_KIND_LEVEL,
     FYP_RATE_YES,
     FYP_MODEL_LINEAR,
     {FYP_REFUSED_NOT}},
    {"a rate that must fall to 0",
     "2021:9.3,2022:6.8,2023:4.1",
     "<=0",
     FYP_KIND_LEVEL,
     FYP_RATE_YES,
     FYP_MODEL_LINEAR,
     {FYP_REFUSED_NOT}},
    {"a rate with a figure of 100",
     "2021:91.3,2022:100,2023:98.1",
     ">=95",
     FYP_KIND_LEVEL,
     FYP_RATE_YES,
     FYP_MODEL_LINEAR,
     {[FYP_MODEL_LOGIT] = FYP_REFUSED_RATE_ENDS}},
    {"a count below 100",
     "2021:61,2022:64,2023:66",
     ">=70",
     FYP_KIND_LEVEL,
     FYP_RATE_NO,
     FYP_MODEL_LINEAR,
     {[FYP_MODEL_LOGIT] = FYP_REFUSED_NOT_RATE}},
    {"no unit, all within 0 and 100",
     "2021:61,2022:64,2023:66",
     ">=70",
     FYP_KIND_LEVEL,
     FYP_RATE_UNKNOWN,
     FYP_MODEL_LOGIT,
     {FYP_REFUSED_NOT}},
    {"no unit, the target above 100",
     "2021:61,2022:64,2023:66",
     ">=170",
     FYP_KIND_LEVEL,
     FYP_RATE_UNKNOWN,
     FYP_MODEL_LINEAR,
     {FYP_REFUSED_NOT}},
    {"no unit, a figure above 100",
     "2021:61,2022:64,2023:166",
     ">=70",
     FYP_KIND_LEVEL,
     FYP_RATE_UNKNOWN,
     FYP_MODEL_LINEAR,
     {[FYP_MODEL_LOGIT] = FYP_REFUSED_RATE_ENDS}},
    {"two points",
     "2021:61.3,2023:66.1",
     ">=70",
     FYP_KIND_LEVEL,
     FYP_RATE_YES,
     FYP_MODEL_MEAN_CHANGE,
     {FYP_REFUSED_NOT}},
    {"one point",
     "2023:66.1",
     ">=70",
     FYP_KIND_LEVEL,
     FYP_RATE_YES,
     FYP_MODEL_COUNT,
     {FYP_REFUSED_TOO_SHORT, FYP_REFUSED_TOO_SHORT, FYP_REFUSED_TOO_SHORT,
      FYP_REFUSED_TOO_SHORT}},
    {"a sum",
     "2021:61,2022:64,2023:66",
     ">=370",
     FYP_KIND_CUMULATIVE,
     FYP_RATE_NO,
     FYP_MODEL_MEAN_CHANGE,
     {[FYP_MODEL_LOGIT] = FYP_REFUSED_NOT_RATE,
      [FYP_MODEL_GEOMETRIC] = FYP_REFUSED_ZERO}},
    {"a growth",
     "2021:6.1,2022:6.4,2023:5.6",
     ">=6",
     FYP_KIND_GROWTH,
     FYP_RATE_NO,
     FYP_MODEL_COUNT,
     {FYP_REFUSED_KIND, FYP_REFUSED_KIND, FYP_REFUSED_KIND, FYP_REFUSED_KIND}},
    {"an event",
     "2021:0,2022:0.4,2023:0.6",
     ">=1",
     FYP_KIND_EVENT,
     FYP_RATE_NO,
     FYP_MODEL_COUNT,
     {FYP_REFUSED_KIND, FYP_REFUSED_KIND, FYP_REFUSED_KIND, FYP_REFUSED_KIND}},
    {"a sign that changes",
     "2021:-6.1,2022:1.4,2023:5.6",
     ">=9",
     FYP_KIND_LEVEL,
     FYP_RATE_NO,
     FYP_MODEL_LINEAR,
     {[FYP_MODEL_LOGIT] = FYP_REFUSED_NOT_RATE,
      [FYP_MODEL_GEOMETRIC] = FYP_REFUSED_ZERO}},
};

Test(outlook, the_model_is_chosen_by_kind_unit_target_and_length)
{
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        const struct fyp_outlook outlook =
            ask(choices[i].series, choices[i].target, 2025, choices[i].kind,
                choices[i].rate);
        cr_expect_eq(
            outlook.chosen, choices[i].chosen, "%s: chosen %d", choices[i].name,
            (int)outlook.chosen);
        for (int m = 0; m < FYP_MODEL_COUNT; m++) {
            cr_expect_eq(
                outlook.models[m].refusal, choices[i].refusals[m],
                "%s: %s refused as %d", choices[i].name,
                fyp_model_name((enum fyp_model)m),
                (int)outlook.models[m].refusal);
        }
    }
}

/* --- what must hold --- */

Test(outlook, a_perfect_fit_has_no_width_and_is_flagged)
{
    static const struct {
        const char *target;
        double probability;
    } targets[] = {{">=88.4", 1}, {">88.4", 0},   {"<=88.4", 1},
                   {"<88.4", 0},  {"=88.4", 1},   {"=88.5", 0},
                   {">=88.5", 0}, {">=88.39", 1}, {"=88", 1}};

    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        const struct fyp_outlook outlook =
            ask("2020:82.4,2021:83.6,2022:84.8,2023:86", targets[i].target,
                2025, FYP_KIND_LEVEL, FYP_RATE_NO);
        for (int m = 0; m < FYP_MODEL_COUNT; m += FYP_MODEL_MEAN_CHANGE) {
            const struct fyp_model_result *result = &outlook.models[m];
            cr_expect(result->perfect);
            cr_expect(fyp_equal(result->low95, result->value));
            cr_expect(fyp_equal(result->high80, result->value));
            scene_expect(
                targets[i].target, "hand", "P", result->probability,
                targets[i].probability, 0);
        }
        cr_expect_not(outlook.models[FYP_MODEL_GEOMETRIC].perfect);
    }
}

Test(outlook, a_series_that_doubles_is_perfect_for_the_geometric_model_only)
{
    const struct fyp_outlook outlook =
        ask("2020:3,2021:6,2022:12,2023:24", ">=96", 2025, FYP_KIND_LEVEL,
            FYP_RATE_NO);

    cr_expect(outlook.models[FYP_MODEL_GEOMETRIC].perfect);
    cr_expect_not(outlook.models[FYP_MODEL_LINEAR].perfect);
    scene_expect(
        "doubling", "hand", "value", outlook.models[FYP_MODEL_GEOMETRIC].value,
        96, 1e-13);
    cr_expect(outlook.models[FYP_MODEL_GEOMETRIC].meets);
}

Test(outlook, opposite_comparators_share_the_whole_probability)
{
    const char *series = rows[0].series;
    const struct fyp_outlook more =
        ask(series, ">=11.3", 2025, FYP_KIND_LEVEL, FYP_RATE_YES);
    const struct fyp_outlook strictly =
        ask(series, ">11.3", 2025, FYP_KIND_LEVEL, FYP_RATE_YES);
    const struct fyp_outlook less =
        ask(series, "<11.3", 2025, FYP_KIND_LEVEL, FYP_RATE_YES);

    for (int m = 0; m < FYP_MODEL_COUNT; m++) {
        const double p = more.models[m].probability;
        scene_expect(
            "P", "property", ">", strictly.models[m].probability, p, 0);
        scene_expect(
            "P", "property", "<", less.models[m].probability, 1 - p, 1e-14);
    }
}

Test(outlook, a_logit_never_meets_100_and_always_stays_below_it)
{
    static const struct {
        const char *target;
        double probability;
    } targets[] = {{">=100", 0}, {"<100", 1},  {">0", 1},
                   {"<=0", 0},   {">=130", 0}, {"<=130.5", 1}};

    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        const struct fyp_outlook outlook =
            ask("2021:27.3,2022:31.4,2023:33.1", targets[i].target, 2025,
                FYP_KIND_LEVEL, FYP_RATE_YES);
        scene_expect(
            targets[i].target, "property", "P",
            outlook.models[FYP_MODEL_LOGIT].probability, targets[i].probability,
            0.03);
    }
}

/* Another unit changes the numbers by its factor and no probability; the
 * factor is no power of two, so nothing is equal by accident. */
Test(outlook, another_unit_changes_no_probability)
{
    const struct fyp_outlook in_units =
        ask("2019:581.1,2020:633.7,2021:702.9,2022:741.3", ">=850", 2025,
            FYP_KIND_LEVEL, FYP_RATE_NO);
    const struct fyp_outlook in_thousands =
        ask("2019:0.5811,2020:0.6337,2021:0.7029,2022:0.7413", ">=0.85", 2025,
            FYP_KIND_LEVEL, FYP_RATE_NO);

    for (int m = 0; m < FYP_MODEL_COUNT; m++) {
        const struct fyp_model_result *a = &in_units.models[m];
        const struct fyp_model_result *b = &in_thousands.models[m];
        scene_expect(
            "unit", "property", "value", a->value, 1000 * b->value, 1e-12);
        scene_expect(
            "unit", "property", "low95", a->low95, 1000 * b->low95, 1e-11);
        scene_expect(
            "unit", "property", "P", a->probability, b->probability, 1e-11);
    }
}

Test(outlook, what_growth_needs_brings_the_mean_to_the_target)
{
    const struct fyp_outlook outlook =
        ask("2021:5.3,2022:7.1,2023:4.2", ">=6", 2025, FYP_KIND_GROWTH,
            FYP_RATE_NO);
    const double needed = 1 + outlook.needed / 100;

    scene_expect(
        "growth", "hand", "mean of five years",
        pow(1.053 * 1.071 * 1.042 * needed * needed, 0.2), 1.06, 1e-13);
    cr_expect(isnan(
        ask("2021:5.3,2023:4.2", ">=6", 2025, FYP_KIND_GROWTH, FYP_RATE_NO)
            .needed));
}

/* --- everything else: nothing, one, zeros, NaN, 1e300 --- */

static const struct fyp_year_series extremes[] = {
    {.count = 0},
    {.points = {{2023, 41.3}}, .count = 1},
    {.points = {{2020, 41.3}, {2023, 44.9}}, .count = 2},
    {.points = {{2021, 0}, {2022, 0}, {2023, 0}}, .count = 3},
    {.points = {{2021, 0}, {2023, 0}}, .count = 2},
    {.points = {{2021, -12.7}, {2022, -13.1}, {2023, -9.9}}, .count = 3},
    {.points = {{2021, 100}, {2022, 100}, {2023, 100}}, .count = 3},
    {.points = {{2021, 41.3}, {2022, NAN}, {2023, 44.9}}, .count = 3},
    {.points = {{2021, NAN}, {2022, NAN}, {2023, NAN}}, .count = 3},
    {.points = {{2021, INFINITY}, {2022, 1}, {2023, 2}}, .count = 3},
    {.points = {{2021, 1e300}, {2022, 1.1e300}, {2023, 0.7e300}}, .count = 3},
    {.points = {{2021, 1e308}, {2022, 1.7e308}, {2023, -1e308}}, .count = 3},
    {.points = {{2021, -1e308}, {2022, 1e308}}, .count = 2},
    {.points = {{2021, 1e-300}, {2022, 1e300}, {2023, 1e-300}}, .count = 3},
    {.points = {{2021, 5e-324}, {2022, 1e-320}, {2023, 5e-324}}, .count = 3},
    {.points = {{2021, 5e-324}, {2022, 99.999999999999986}, {2023, 50}},
     .count = 3},
    {.points = {{1900, 1}, {1901, 3}, {2199, 4}}, .count = 3},
};

/* An interval that leaves the doubles has an infinite end, not a NaN. */
static void expect_sound(size_t row, const struct fyp_model_result *result)
{
    if (result->refusal != FYP_REFUSED_NOT) {
        cr_expect(isnan(result->value) && isnan(result->probability));
        return;
    }
    cr_expect(isfinite(result->value), "row %zu", row);
    if (isnan(result->low80)) {
        cr_expect(isnan(result->high95) && isnan(result->probability));
        return;
    }
    cr_expect(
        result->low95 <= result->low80 && result->low80 <= result->value &&
            result->value <= result->high80 && result->high80 <= result->high95,
        "row %zu: %g %g %g %g %g", row, result->low95, result->low80,
        result->value, result->high80, result->high95);
    cr_expect(
        isnan(result->probability) ||
            (result->probability >= 0 && result->probability <= 1),
        "row %zu: P %g", row, result->probability);
}

static void
expect_all_sound(size_t row, enum fyp_kind kind, double target, int comparator)
{
    struct fyp_outlook outlook;
    const struct fyp_outlook_question question = {
        .points = &extremes[row],
        .end_year =
            2025 + 200 * (row + 1 == sizeof extremes / sizeof *extremes),
        .kind = kind,
        .comparator = (enum fyp_comparator)comparator,
        .target = target,
    };

    fyp_outlook_compute(&question, &outlook);
    for (int m = 0; m < FYP_MODEL_COUNT; m++) {
        expect_sound(row, &outlook.models[m]);
    }
    cr_expect(
        outlook.chosen == FYP_MODEL_COUNT ||
        outlook.models[outlook.chosen].refusal == FYP_REFUSED_NOT);
}

Test(outlook, every_model_bears_everything)
{
    static const double targets[] = {NAN, 0, 100, 41.3, -7.7, 1e300, -1e300};
    static const enum fyp_kind kinds[] = {
        FYP_KIND_LEVEL, FYP_KIND_CUMULATIVE, FYP_KIND_GROWTH, FYP_KIND_EVENT};

    for (size_t row = 0; row < sizeof extremes / sizeof *extremes; row++) {
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
            for (size_t t = 0; t < sizeof targets / sizeof *targets; t++) {
                for (int c = FYP_COMPARE_NONE; c <= FYP_COMPARE_EQ; c++) {
                    expect_all_sound(row, kinds[k], targets[t], c);
                }
            }
        }
    }
}

Test(outlook, missing_and_infinite_figures_are_refused)
{
    for (size_t row = 7; row < 10; row++) {
        struct fyp_outlook outlook;
        const struct fyp_outlook_question question = {
            .points = &extremes[row],
            .end_year = 2025,
            .kind = FYP_KIND_LEVEL,
            .target = NAN,
        };
        fyp_outlook_compute(&question, &outlook);
        cr_expect_eq(outlook.chosen, FYP_MODEL_COUNT);
        cr_expect_eq(
            outlook.models[FYP_MODEL_LINEAR].refusal, FYP_REFUSED_NOT_FINITE);
    }
}

Test(outlook, running_totals_end_at_the_first_gap)
{
    const struct fyp_year_series flows = series_of("2021:134,2022:97,2024:58");
    struct fyp_year_series totals;

    cr_expect_not(fyp_running_totals(&flows, &totals));
    cr_assert_eq(totals.count, 3);
    cr_expect_eq(totals.points[0].year, 2020);
    scene_expect("start", "hand", "X", totals.points[0].value, 0, 0);
    scene_expect("2022", "hand", "X", totals.points[2].value, 231, 0);
}

/* --- the points of a plan --- */

static const struct {
    const char *name;
    struct sketch sketch;
    struct setting setting;
    const char *points; /* as a series; NULL: none */
    double needed;
} plans[] = {
    {"the baseline and every year to t",
     {.target = ">=91.35",
      .baseline = "84.6",
      .figures = "2021:85.2 2022:86.3 2023:87.42 2024:99"},
     {0},
     "2020:84.6,2021:85.2,2022:86.3,2023:87.42",
     3.93 / 2},
    {"the baseline is observed",
     {.target = ">=91.35", .figures = "2020:84.1 2022:86.3"},
     {0},
     "2020:84.1,2022:86.3",
     5.05 / 3},
    {"a proxy is a figure like any other",
     {.target = ">=91.35", .figures = "2022:86.3 2023:87.42"},
     {0},
     "2022:86.3,2023:87.42",
     3.93 / 2},
    {"a bound counts as its number",
     {.target = ">=97.5", .baseline = ">95", .figures = "2023:96.2"},
     {0},
     "2020:95,2023:96.2",
     0.65},
    {"the start of steps is a point",
     {.target = ">=91.35",
      .baseline = "84.6",
      .path = FYP_PATH_STEP,
      .milestones = "2022:86",
      .figures = "2023:87.42"},
     {0},
     "2020:84.6,2023:87.42",
     3.93 / 2},
    {"a sum runs from nothing at the start",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=640",
      .baseline = "55",
      .figures = "2021:134 2022:97 2023:158"},
     {0},
     "2020:0,2021:134,2022:231,2023:389",
     125.5},
    {"a total with a gap is no point, until a total to date closes it",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=640",
      .figures = "2021:134 2023:58 2024~402"},
     {.year = 2024},
     "2020:0,2021:134,2024:402",
     238},
    {"a total behind a gap is left out",
     {.kind = FYP_KIND_CUMULATIVE,
      .target = ">=640",
      .figures = "2021:134 2023:58"},
     {0},
     "2020:0,2021:134",
     NAN},
    {"a share of sub-regions, complete years only",
     {.target = ">=50",
      .subregions = "511102=2021:61.4 2022:60 2023:70|"
                    "511111=2021:12.5 2022:61 2023:71|511123=2022:1 2023:51"},
     {0},
     "2022:66.66666666666667,2023:100",
     0},
    {"the printed baseline is not that of another place",
     {.target = ">=91.35", .baseline = "84.6", .figures = "2023:87.42"},
     {.place = "510681"},
     NULL,
     U},
    {"nothing at all", {.target = ">=91.35"}, {0}, NULL, U},
};

static void expect_points(
    const char *name, const struct fyp_year_series *got, const char *expected)
{
    const struct fyp_year_series wanted =
        expected == NULL ? (struct fyp_year_series){.count = 0}
                         : series_of(expected);

    cr_assert_eq(got->count, wanted.count, "%s: %zu points", name, got->count);
    for (size_t i = 0; i < wanted.count; i++) {
        cr_expect_eq(got->points[i].year, wanted.points[i].year, "%s", name);
        scene_expect(
            name, "hand", "point", got->points[i].value, wanted.points[i].value,
            1e-14);
    }
}

static struct fyp_request
request_of(const struct scene *scene, const struct setting *setting)
{
    return (struct fyp_request){
        .plan = &scene->plan,
        .figures = scene->figures,
        .ruleset = &scene->ruleset,
        .year = setting->year != 0 ? setting->year : 2023,
        .region = setting->place,
    };
}

Test(outlook, the_points_of_a_plan_are_its_baseline_and_every_year)
{
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
        struct scene *scene =
            scene_create(&plans[i].sketch, 1, &plans[i].setting);
        const struct fyp_request request = request_of(scene, &plans[i].setting);
        struct fyp_plan_outlook outlook;

        cr_assert_eq(fyp_outlook_plan(&request, &outlook, NULL), FYP_OK);
        cr_assert_eq(outlook.indicator_count, 1);
        expect_points(
            plans[i].name, &outlook.indicators[0].points, plans[i].points);
        scene_expect(
            plans[i].name, "hand", "needed",
            outlook.indicators[0].outlook.needed, plans[i].needed, 1e-12);
        fyp_plan_outlook_finish(&outlook);
        scene_destroy(scene);
    }
}

Test(outlook, in_the_target_year_nothing_is_left_to_look_ahead_to)
{
    const struct sketch sketch = {.target = ">=91", .figures = "2025:88"};
    const struct setting setting = {.year = 2025};
    struct scene *scene = scene_create(&sketch, 1, &setting);
    const struct fyp_request request = request_of(scene, &setting);
    struct fyp_plan_outlook outlook;

    cr_expect_eq(fyp_outlook_plan(&request, &outlook, NULL), FYP_E_OUTLOOK_END);
    cr_expect_null(outlook.indicators);
    fyp_plan_outlook_finish(&outlook);
    fyp_plan_outlook_finish(NULL);
    scene_destroy(scene);
}

Test(outlook, a_year_outside_the_plan_is_refused)
{
    const struct sketch sketch = {.target = ">=91", .figures = "2023:88"};
    const struct setting setting = {0};
    struct scene *scene = scene_create(&sketch, 1, &setting);
    struct fyp_request request = request_of(scene, &setting);
    struct fyp_plan_outlook outlook;

    request.year = 2027;
    cr_expect_eq(
        fyp_outlook_plan(&request, &outlook, NULL), FYP_E_EVALUATE_YEAR);
    scene_destroy(scene);
}

/* --- the years on the way --- */

enum { PATH_MOST = 16 };

/* One row a kind of path; years from first to end. */
static const struct {
    const char *name, *series, *target;
    int first, end;
    enum fyp_kind kind;
    enum fyp_rate rate;
    enum fyp_model model;
    enum fyp_refusal refusal;
} paths[] = {
    {"a rate", "2020:81.4,2021:83.9,2022:84.3,2023:87.2", ">=91.35", 2024, 2030,
     FYP_KIND_LEVEL, FYP_RATE_YES, FYP_MODEL_LOGIT, FYP_REFUSED_NOT},
    {"a rate near 100", "2020:99.31,2021:99.87,2022:99.92", ">=99.5", 2023,
     2030, FYP_KIND_LEVEL, FYP_RATE_YES, FYP_MODEL_LOGIT, FYP_REFUSED_NOT},
    {"a rate at 100", "2020:99.31,2021:100,2022:99.92", ">=99.5", 2023, 2030,
     FYP_KIND_LEVEL, FYP_RATE_YES, FYP_MODEL_LINEAR, FYP_REFUSED_NOT},
    {"a sum", "2021:134,2022:97,2023:158", ">=640", 2024, 2027,
     FYP_KIND_CUMULATIVE, FYP_RATE_NO, FYP_MODEL_MEAN_CHANGE, FYP_REFUSED_NOT},
    {"figures older than the year asked from", "2020:71,2021:73.5,2022:72.2",
     ">=80", 2025, 2026, FYP_KIND_LEVEL, FYP_RATE_NO, FYP_MODEL_LINEAR,
     FYP_REFUSED_NOT},
    {"two points", "2020:71.3,2023:75.9", ">=80", 2024, 2026, FYP_KIND_LEVEL,
     FYP_RATE_NO, FYP_MODEL_MEAN_CHANGE, FYP_REFUSED_NOT},
    {"one point", "2023:75.9", ">=80", 2024, 2026, FYP_KIND_LEVEL, FYP_RATE_YES,
     FYP_MODEL_COUNT, FYP_REFUSED_TOO_SHORT},
    {"growth", "2021:5.4,2022:6.1,2023:4.9", ">=5", 2024, 2026, FYP_KIND_GROWTH,
     FYP_RATE_NO, FYP_MODEL_COUNT, FYP_REFUSED_KIND},
    {"large at the end", "2020:1e300,2021:1e305,2022:1e306", ">=1", 2023, 2034,
     FYP_KIND_LEVEL, FYP_RATE_NO, FYP_MODEL_LINEAR, FYP_REFUSED_NOT},
    {"beyond any number", "2020:1e300,2021:1e305,2022:1e308", ">=1", 2023, 2034,
     FYP_KIND_LEVEL, FYP_RATE_NO, FYP_MODEL_COUNT, FYP_REFUSED_NOT_FINITE},
    {"perfect", "2020:82,2021:84,2022:86", ">=92", 2023, 2025, FYP_KIND_LEVEL,
     FYP_RATE_NO, FYP_MODEL_LINEAR, FYP_REFUSED_NOT},
    {"one year left", "2020:82,2021:84.4,2022:86", ">=92", 2023, 2023,
     FYP_KIND_LEVEL, FYP_RATE_NO, FYP_MODEL_LINEAR, FYP_REFUSED_NOT},
};

/* What the model that is chosen for the end says about a year on the way,
 * asked for on its own. */
static void
expect_year(size_t row, const struct fyp_outlook_year *got, int year)
{
    const struct fyp_outlook outlook =
        ask(paths[row].series, paths[row].target, year, paths[row].kind,
            paths[row].rate);
    const struct fyp_model_result *wanted = &outlook.models[paths[row].model];
    const char *name = paths[row].name;

    scene_expect(name, "alone", "value", got->value, wanted->value, 0);
    scene_expect(name, "alone", "low80", got->low80, wanted->low80, 0);
    scene_expect(name, "alone", "high80", got->high80, wanted->high80, 0);
    if (!isnan(got->low80)) {
        cr_expect_leq(got->low80, got->value, "%s", name);
        cr_expect_geq(got->high80, got->value, "%s", name);
    }
}

static void expect_path(
    size_t row, const struct fyp_outlook_path *path,
    const struct fyp_outlook_year *years)
{
    cr_assert_eq(path->model, paths[row].model, "%s", paths[row].name);
    cr_expect_eq(path->refusal, paths[row].refusal, "%s", paths[row].name);
    for (int year = paths[row].first; year <= paths[row].end; year++) {
        const struct fyp_outlook_year *got = &years[year - paths[row].first];
        if (path->model == FYP_MODEL_COUNT) {
            cr_expect(isnan(got->value) && isnan(got->low80));
        } else {
            expect_year(row, got, year);
        }
    }
}

Test(outlook, each_year_on_the_way_has_the_numbers_of_an_outlook_for_it)
{
    for (size_t row = 0; row < sizeof paths / sizeof *paths; row++) {
        const struct fyp_year_series read = series_of(paths[row].series);
        struct fyp_year_series points = read;
        struct fyp_asked_target target;
        struct fyp_outlook_path path;
        struct fyp_outlook_year years[PATH_MOST];

        cr_assert_eq(
            fyp_target_text_read(paths[row].target, &target, NULL), FYP_OK);
        if (paths[row].kind == FYP_KIND_CUMULATIVE) {
            fyp_running_totals(&read, &points);
        }
        const struct fyp_outlook_question question = {
            .points = &points,
            .end_year = paths[row].end,
            .kind = paths[row].kind,
            .rate = paths[row].rate,
            .comparator = target.comparator,
            .target = target.value.value};
        fyp_outlook_path(&question, paths[row].first, &path, years);
        expect_path(row, &path, years);
    }
}

static void expect_same_end(
    const char *name, const struct fyp_request *request,
    const struct fyp_plan_outlook *outlook)
{
    const struct fyp_outlook *wanted = &outlook->indicators[0].outlook;
    struct fyp_indicator_outlook asked;
    struct fyp_outlook_path path;
    struct fyp_outlook_year years[PATH_MOST];

    fyp_outlook_ask(
        &outlook->evaluation, request->figures,
        &outlook->evaluation.indicators[0], &asked);
    fyp_outlook_path(&asked.question, request->year + 1, &path, years);
    cr_assert_eq(path.model, wanted->chosen, "%s", name);
    if (path.model != FYP_MODEL_COUNT) {
        const struct fyp_model_result *end = &wanted->models[path.model];
        const struct fyp_outlook_year *last =
            &years[asked.question.end_year - request->year - 1];
        scene_expect(name, "same", "value", last->value, end->value, 0);
        scene_expect(name, "same", "low80", last->low80, end->low80, 0);
        scene_expect(name, "same", "high80", last->high80, end->high80, 0);
        cr_expect_eq(path.outside_range, end->outside_range, "%s", name);
    }
}

Test(outlook, the_path_of_a_plan_ends_where_its_outlook_does)
{
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
        struct scene *scene =
            scene_create(&plans[i].sketch, 1, &plans[i].setting);
        const struct fyp_request request = request_of(scene, &plans[i].setting);
        struct fyp_plan_outlook outlook;

        cr_assert_eq(fyp_outlook_plan(&request, &outlook, NULL), FYP_OK);
        expect_same_end(plans[i].name, &request, &outlook);
        fyp_plan_outlook_finish(&outlook);
        scene_destroy(scene);
    }
}

/* 0, 1 and 2 of 3 places: the line comes to 4 of 3. */
Test(outlook, more_than_all_places_is_outside_of_the_range)
{
    const struct sketch sketch = {
        .target = ">=50",
        .subregions = "511102=2021:12 2022:60 2023:70|"
                      "511111=2021:12.5 2022:13 2023:71|"
                      "511123=2021:1 2022:1 2023:1"};
    const struct setting setting = {0};
    struct scene *scene = scene_create(&sketch, 1, &setting);
    const struct fyp_request request = request_of(scene, &setting);
    struct fyp_plan_outlook outlook;

    cr_assert_eq(fyp_outlook_plan(&request, &outlook, NULL), FYP_OK);
    const struct fyp_model_result *line =
        &outlook.indicators[0].outlook.models[FYP_MODEL_LINEAR];
    scene_expect("places", "hand", "2025", line->value, 400.0 / 3.0, 1e-12);
    cr_expect(line->outside_range);
    fyp_plan_outlook_finish(&outlook);
    scene_destroy(scene);
}
