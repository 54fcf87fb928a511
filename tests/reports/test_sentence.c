/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "reports/report.h"
#include "sample.h"

#include <criterion/criterion.h>
#include <string.h>

/* The first row is the sentence of a published mid-term review as quoted in
 * the requirements; groups without members are left out. */

struct sentence_row {
    const char *name;
    int stage;
    int counts[FYP_VERDICT_COUNT];
    const char *zh, *en;
};

static const struct sentence_row rows[] = {
    {"mid-term",
     FYP_STAGE_MIDTERM,
     {[FYP_VERDICT_ACHIEVED] = 1,
      [FYP_VERDICT_AHEAD] = 4,
      [FYP_VERDICT_ON_TRACK] = 4,
      [FYP_VERDICT_BEHIND] = 2,
      [FYP_VERDICT_NO_DATA] = 1},
     "12项主要指标中，1项提前实现、4项快于预期、4项基本符合预期、"
     "2项滞后于预期、1项无数据。",
     "Of 12 main indicators: 1 achieved early, 4 ahead, 4 on track, "
     "2 behind, 1 no data."},
    {"final",
     FYP_STAGE_FINAL,
     {[FYP_VERDICT_EXCEEDED] = 3,
      [FYP_VERDICT_ACHIEVED] = 5,
      [FYP_VERDICT_NOT_ACHIEVED] = 2,
      [FYP_VERDICT_NOT_ASSESSABLE] = 1},
     "11项主要指标中，3项超额完成、5项完成、2项未完成、1项不可判。",
     "Of 11 main indicators: 3 exceeded, 5 achieved, 2 not achieved, "
     "1 not assessable."},
    {"one group",
     FYP_STAGE_ANNUAL,
     {[FYP_VERDICT_MONITOR] = 7},
     "7项主要指标中，7项仅监测。",
     "Of 7 main indicators: 7 followed only."},
};

static char *sentence(const struct sentence_row *row, struct fyp_buffer *out)
{
    struct fyp_evaluation evaluation = {.stage = (enum fyp_stage)row->stage};
    for (int i = 0; i < FYP_VERDICT_COUNT; i++) {
        evaluation.counts[i] = row->counts[i];
        evaluation.indicator_count += (size_t)row->counts[i];
    }
    fyp_report_sentence(&evaluation, out);
    cr_assert_not(out->failed);
    return out->data;
}

Test(sentence, every_group_is_told_once_and_empty_ones_are_left_out)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fyp_buffer zh = {0};
        struct fyp_buffer en = {0};
        fyp_language_set(FYP_LANGUAGE_ZH);
        cr_expect_str_eq(
            sentence(&rows[i], &zh), rows[i].zh, "%s: %s", rows[i].name,
            zh.data);
        fyp_language_set(FYP_LANGUAGE_EN);
        cr_expect_str_eq(
            sentence(&rows[i], &en), rows[i].en, "%s: %s", rows[i].name,
            en.data);
        fyp_buffer_finish(&zh);
        fyp_buffer_finish(&en);
    }
}

/* Each status alone must be told: none may be forgotten in the list. */
Test(sentence, every_status_can_be_told)
{
    for (int verdict = 0; verdict < FYP_VERDICT_COUNT; verdict++) {
        struct sentence_row row = {"single", FYP_STAGE_MIDTERM, {0}, "", ""};
        struct fyp_buffer out = {0};
        row.counts[verdict] = 3;
        sentence(&row, &out);
        cr_expect_not_null(
            strstr(out.data, "，3项"), "verdict %d: %s", verdict, out.data);
        fyp_buffer_finish(&out);
    }
}
