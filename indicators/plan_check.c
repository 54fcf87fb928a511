/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/plan_check.h"

#include "base/text.h"
#include "indicators/sequence.h"

#include <stdio.h>
#include <string.h>

enum { FIRST_YEAR = 1949, LAST_YEAR = 2100, LONGEST_PERIOD = 15 };

static int key_line(const char *text, const char *key)
{
    size_t length = strlen(key);
    int line = 1;
    const char *start = text;
    while (start != NULL) {
        start += strspn(start, "\xEF\xBB\xBF\"' ");
        if (strncmp(start, key, length) == 0 &&
            strchr("\"' :", start[length]) != NULL && start[length] != '\0') {
            return line;
        }
        start = strchr(start, '\n');
        start = start == NULL ? NULL : start + 1;
        line++;
    }
    return 1;
}

int fyp_plan_key_line(const struct fyp_plan_check *check, const char *key)
{
    return key_line(check->text, key);
}

static void check_id(const struct fyp_plan_check *check)
{
    const char *id = check->plan->id;
    int line = fyp_plan_key_line(check, "规划");
    size_t length = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-");
    if (id[length] != '\0') {
        fyp_found(check->findings, line, FYP_E_PLAN_ID, id);
        return;
    }
    const char *slash = strrchr(check->plan->path, '/');
    const char *name = slash == NULL ? check->plan->path : slash + 1;
    if (strncmp(name, id, length) != 0 || strcmp(name + length, ".yaml") != 0) {
        fyp_found(check->findings, line, FYP_E_PLAN_ID_FILE, id, name);
    }
}

void fyp_region_code_check(
    const struct fyp_plan_check *check, const char *code, const char *field,
    int line)
{
    size_t length = strspn(code, "0123456789");
    if (code[length] != '\0' || (length != 6 && length != 9 && length != 12)) {
        fyp_found(check->findings, line, FYP_E_PLAN_REGION, field, code);
    }
}

static void check_years(const struct fyp_plan_check *check)
{
    int from = check->plan->baseline_year;
    int to = check->plan->end_year;
    if (from >= to || from < FIRST_YEAR || to > LAST_YEAR ||
        to - from > LONGEST_PERIOD) {
        char first[16];
        char last[16];
        snprintf(first, sizeof first, "%d", from);
        snprintf(last, sizeof last, "%d", to);
        fyp_found(
            check->findings, fyp_plan_key_line(check, "目标年"),
            FYP_E_PLAN_YEARS, first, last);
    }
}

static void check_regions(const struct fyp_plan_check *check)
{
    const struct fyp_plan *plan = check->plan;
    fyp_region_code_check(
        check, plan->region.code, "地区.代码", plan->region.line);
    for (size_t i = 0; i < plan->subregion_count; i++) {
        const struct fyp_region *region = &plan->subregions[i];
        char text[64];
        snprintf(text, sizeof text, "下级地区[%zu].代码", i + 1);
        fyp_region_code_check(check, region->code, text, region->line);
        for (size_t k = 0; k < i; k++) {
            if (strcmp(plan->subregions[k].code, region->code) == 0) {
                snprintf(text, sizeof text, "%d", plan->subregions[k].line);
                fyp_found(
                    check->findings, region->line, FYP_E_PLAN_SUBREGION_TWICE,
                    region->code, text);
                break;
            }
        }
    }
}

static void check_sequence(const struct fyp_plan_check *check)
{
    const struct fyp_plan *plan = check->plan;
    struct fyp_sequence sequence = {.broken = false};
    struct fyp_buffer missing = {0};
    for (size_t i = 0; i < plan->indicator_count; i++) {
        fyp_sequence_add(&sequence, plan->indicators[i].number);
    }
    if (fyp_sequence_missing(&sequence, &missing)) {
        fyp_found(
            check->findings, fyp_plan_key_line(check, "指标"),
            FYP_E_PLAN_NUMBER_MISSING, missing.data);
    }
    fyp_buffer_finish(&missing);
}

/** An earlier row with the same number or the same code. */
static void check_twice(
    const struct fyp_plan_check *check, const struct fyp_indicator *indicator)
{
    bool same_number = false;
    bool same_code = false;
    const struct fyp_indicator *earlier = check->plan->indicators;
    for (; earlier < indicator; earlier++) {
        char line[16];
        snprintf(line, sizeof line, "%d", earlier->line);
        if (!same_number && strcmp(earlier->number, indicator->number) == 0) {
            same_number = true;
            fyp_found(
                check->findings, indicator->line, FYP_E_PLAN_NUMBER_TWICE,
                indicator->number, line);
        }
        if (!same_code && strcmp(earlier->code, indicator->code) == 0) {
            same_code = true;
            fyp_found(
                check->findings, indicator->line, FYP_E_PLAN_CODE_TWICE,
                indicator->number, indicator->code, line);
        }
    }
}

void fyp_plan_check(const struct fyp_plan_check *check)
{
    const struct fyp_plan *plan = check->plan;
    check_id(check);
    check_years(check);
    check_regions(check);
    check_sequence(check);
    for (size_t i = 0; i < plan->indicator_count; i++) {
        check_twice(check, &plan->indicators[i]);
        fyp_indicator_check(check, &plan->indicators[i]);
    }
    for (size_t i = 0; i < plan->amendment_count; i++) {
        fyp_amendment_check(check, i);
    }
    fyp_quotations_check(check);
}
