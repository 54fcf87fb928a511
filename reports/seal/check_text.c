/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/parts.h"
#include "reports/seal/check.h"
#include "reports/seal/parts.h"
#include "reports/text_page.h"
#include "reports/text_table.h"
#include "reports/words.h"

enum { MOST_SHOWN = 40 };

static void
say_line(struct fyp_text_page *page, enum fyp_message message, const char *text)
{
    fyp_page_say(page, message, text);
    fyp_page_line_end(page);
}

/* Plan, place, year, stage: known where the folder could be read. */
static void
say_head(struct fyp_text_page *page, const struct fyp_seal_check *check)
{
    const struct fyp_seal_record *record = &check->opened.record;
    char year[16];
    if (check->recomputed && check->result.whole.evaluation.demonstration) {
        say_line(page, FYP_M_DEMO_NOTICE, NULL);
    }
    say_line(page, FYP_M_SEAL_CHECK_TITLE, fyp_page_plain(page, check->folder));
    if (check->opened_it) {
        const struct fyp_plan *plan = check->opened.plan;
        (void)snprintf(year, sizeof year, "%d", record->year);
        fyp_page_say(
            page, FYP_M_SEAL_CHECK_PLAN, fyp_page_plain(page, plan->title),
            fyp_page_plain(page, fyp_plan_region_name(plan, record->region)),
            record->region, year, fyp_word_stage(record->stage));
        fyp_page_line_end(page);
    }
    if (check->opened_it) {
        fyp_page_say(
            page,
            check->same_version ? FYP_M_SEAL_CHECK_SAME_VERSION
                                : FYP_M_SEAL_CHECK_OTHER_VERSION,
            fyp_page_plain(page, record->version), FYP_VERSION);
        fyp_page_line_end(page);
    }
    say_line(page, FYP_M_SEAL_CHECK_FINGERPRINT, check->manifest.sha256);
}

static void
say_files(struct fyp_text_page *page, const struct fyp_seal_check *check)
{
    static const enum fyp_message kinds[FYP_SEAL_DAMAGE_KINDS] = {
        [FYP_SEAL_MISSING] = FYP_M_SEAL_DAMAGE_MISSING,
        [FYP_SEAL_ADDITIONAL] = FYP_M_SEAL_DAMAGE_ADDITIONAL,
        [FYP_SEAL_CHANGED] = FYP_M_SEAL_DAMAGE_CHANGED,
        [FYP_SEAL_UNUSABLE] = FYP_M_SEAL_DAMAGE_UNUSABLE};
    const char *listed =
        fyp_page_number(page, (long long)check->manifest.count);
    fyp_page_line_end(page);
    fyp_page_say(
        page,
        check->damages.count == 0 ? FYP_M_SEAL_CHECK_FILES_SOUND
                                  : FYP_M_SEAL_CHECK_FILES_DAMAGED,
        listed, fyp_page_number(page, (long long)check->damages.count));
    fyp_page_line_end(page);
    for (size_t i = 0; i < check->damages.count; i++) {
        const struct fyp_seal_damage *damage = &check->damages.items[i];
        fyp_page_say(
            page, kinds[damage->kind], fyp_page_plain(page, damage->name),
            fyp_page_plain(page, damage->reason));
        fyp_page_line_end(page);
    }
}

static const char *or_dash(const char *text)
{
    return text != NULL ? text : FYP_SHOWN_UNDEFINED;
}

static void
print_differences(const struct fyp_seal_check *check, struct fyp_buffer *out)
{
    const struct fyp_text_column columns[] = {
        {fyp_text(FYP_M_SEAL_COLUMN_INDICATOR), 40, false},
        {fyp_text(FYP_M_SEAL_COLUMN_FIELD), 32, false},
        {fyp_text(FYP_M_SEAL_COLUMN_SEALED), 40, false},
        {fyp_text(FYP_M_SEAL_COLUMN_RECOMPUTED), 40, false}};
    struct fyp_text_table table;
    fyp_text_table_init(&table, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < check->differences.kept && i < MOST_SHOWN; i++) {
        const struct fyp_seal_difference *item = &check->differences.items[i];
        fyp_text_table_add(&table, or_dash(item->indicator));
        fyp_text_table_add(&table, or_dash(item->field));
        fyp_text_table_add(&table, or_dash(item->sealed));
        fyp_text_table_add(&table, or_dash(item->recomputed));
    }
    fyp_text_table_print(&table, out);
    fyp_text_table_finish(&table);
}

static void
say_obstacle(struct fyp_text_page *page, const struct fyp_error *obstacle)
{
    char number[16];
    (void)snprintf(number, sizeof number, "FYP-%03d", (int)obstacle->status);
    fyp_page_say(
        page,
        obstacle->place[0] != '\0' ? FYP_M_SEAL_CHECK_OBSTACLE_AT
                                   : FYP_M_SEAL_CHECK_OBSTACLE,
        number, fyp_page_plain(page, obstacle->text),
        fyp_page_plain(page, obstacle->place));
    fyp_page_line_end(page);
}

static void
say_result(struct fyp_text_page *page, const struct fyp_seal_check *check)
{
    const struct fyp_seal_differences *differences = &check->differences;
    if (!check->recomputed) {
        say_obstacle(page, &check->obstacle);
        return;
    }
    fyp_page_say(
        page,
        differences->found == 0 ? FYP_M_SEAL_CHECK_RESULT_SAME
                                : FYP_M_SEAL_CHECK_RESULT_OTHER,
        fyp_page_number(page, (long long)differences->compared),
        fyp_page_number(page, (long long)differences->found));
    fyp_page_line_end(page);
    if (differences->found == 0) {
        return;
    }
    print_differences(check, page->out);
    if (differences->found > MOST_SHOWN) {
        say_line(
            page, FYP_M_MORE_PROBLEMS,
            fyp_page_number(
                page, (long long)(differences->found - MOST_SHOWN)));
    }
}

void fyp_seal_check_text(
    const struct fyp_seal_check *check, struct fyp_buffer *out)
{
    struct fyp_text_page page = {.out = out};
    say_head(&page, check);
    say_files(&page, check);
    say_result(&page, check);
    fyp_page_line_end(&page);
    fyp_buffer_text(
        out, fyp_text(
                 check->equal ? FYP_M_SEAL_CHECK_EQUAL
                              : FYP_M_SEAL_CHECK_NOT_EQUAL));
    fyp_page_line_end(&page);
    fyp_page_finish(&page);
}
