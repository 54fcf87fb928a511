/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/indicators/files.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* FYP_TEST_HOME is the root of the source tree, set by meson.build. */
static const char bundled[] = FYP_TEST_HOME "/indicators/catalogue.yaml";

static struct fyp_catalogue *read_bundled(void)
{
    struct fyp_catalogue *catalogue = NULL;
    struct fyp_problems problems = {0};
    struct fyp_error err = {.status = FYP_OK};
    enum fyp_status status =
        fyp_catalogue_create(bundled, &catalogue, &problems, &err);
    cr_assert_eq(
        status, FYP_OK, "%s: FYP-%03d %s", err.place, (int)status, err.text);
    cr_expect_eq(problems.count, 0, "%zu problems", problems.count);
    fyp_problems_finish(&problems);
    return catalogue;
}

Test(catalogue, the_bundled_catalogue_has_the_codes_that_plans_are_promised)
{
    static const char *const codes[] = {
        "income_growth",
        "gdp_growth",
        "skills_training",
        "subsistence_allowance_coverage",
        "living_subsidy_coverage",
        "nursing_subsidy_coverage",
        "pension_insurance_coverage",
        "medical_insurance_coverage",
        "compulsory_education_enrolment",
        "compulsory_education_retention",
        "rehabilitation_coverage",
        "assistive_device_coverage",
        "home_modification_households",
        "home_modification_coverage",
        "village_association_coverage",
        "minimum_wage",
        "home_teaching_share"};
    struct fyp_catalogue *catalogue = read_bundled();
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        const struct fyp_catalogue_entry *entry =
            fyp_catalogue_by_code(catalogue, codes[i]);
        cr_assert_not_null(entry, "no %s", codes[i]);
        cr_expect_str_eq(entry->code, codes[i]);
    }
    fyp_catalogue_destroy(catalogue);
}

Test(catalogue, every_entry_is_found_by_its_code_its_name_and_its_aliases)
{
    struct fyp_catalogue *catalogue = read_bundled();
    size_t count = fyp_catalogue_count(catalogue);
    size_t aliases = 0;
    cr_assert_gt(count, 17);
    for (size_t i = 0; i < count; i++) {
        const struct fyp_catalogue_entry *entry =
            fyp_catalogue_at(catalogue, i);
        cr_expect_eq(fyp_catalogue_by_code(catalogue, entry->code), entry);
        cr_expect_eq(fyp_catalogue_find(catalogue, entry->code), entry);
        cr_expect_eq(
            fyp_catalogue_find(catalogue, entry->name), entry, "%s",
            entry->name);
        for (size_t k = 0; k < entry->alias_count; k++, aliases++) {
            cr_expect_eq(
                fyp_catalogue_find(catalogue, entry->aliases[k]), entry, "%s",
                entry->aliases[k]);
        }
        cr_expect_neq(entry->kind, FYP_KIND_NONE, "%s", entry->code);
        cr_expect_neq(entry->direction, FYP_DIRECTION_NONE, "%s", entry->code);
        cr_expect_gt(entry->line, 0, "%s", entry->code);
    }
    cr_expect_gt(aliases, 17);
    cr_expect_null(fyp_catalogue_at(catalogue, count));
    fyp_catalogue_destroy(catalogue);
}

struct lookup {
    const char *text;
    const char *find;    /* code found by code, name or alias; NULL: none */
    const char *closest; /* code suggested; NULL: none */
};

static const struct lookup lookups[] = {
    {"share", "share", "share"},
    {"SHARE", "share", "share"},
    {" 参 保 率 ", "share", "share"},
    {"参保率（%）", "share", "share"},
    {"养老参保率(%)", "share", "share"},
    {"参保率（１６岁以上）", NULL, NULL},
    {"gpd", NULL, NULL},
    {"shortfal", NULL, "shortfall"},
    {"short_fall", NULL, "shortfall"},
    {"coutned", NULL, "counted"},
    {"shxxxfall", NULL, "shortfall"},
    {"shxxxxall", NULL, NULL},
    {"grow", NULL, NULL},
    {"", NULL, NULL},
    {"something_else_entirely", NULL, NULL},
};

static void expect_entry(
    const char *text, const char *how, const struct fyp_catalogue_entry *entry,
    const char *expected)
{
    const char *code = entry == NULL ? "nothing" : entry->code;
    const char *wanted = expected == NULL ? "nothing" : expected;
    cr_expect_str_eq(
        code, wanted, "\"%s\", %s: %s, expected %s", text, how, code, wanted);
}

Test(catalogue, names_are_found_folded_and_slips_are_suggested)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    for (size_t i = 0; i < sizeof lookups / sizeof *lookups; i++) {
        const struct lookup *row = &lookups[i];
        expect_entry(
            row->text, "found", fyp_catalogue_find(catalogue, row->text),
            row->find);
        expect_entry(
            row->text, "closest", fyp_catalogue_closest(catalogue, row->text),
            row->closest);
    }
    cr_expect_null(fyp_catalogue_by_code(catalogue, "参保率"));
    cr_expect_null(fyp_catalogue_by_code(catalogue, "SHARE"));
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
}

Test(catalogue, a_text_longer_than_any_name_is_not_found)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    char text[5000];
    memset(text, 's', sizeof text);
    for (size_t length = 100; length < sizeof text; length += 97) {
        text[length] = '\0';
        cr_expect_null(fyp_catalogue_find(catalogue, text));
        cr_expect_null(fyp_catalogue_closest(catalogue, text));
        text[length] = 's';
    }
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
}

Test(catalogue, an_entry_is_read_as_written)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    const struct fyp_catalogue_entry *share =
        fyp_catalogue_by_code(catalogue, "share");
    cr_expect_str_eq(share->name, "参保率");
    cr_expect_str_eq(share->english_name, "Share");
    cr_expect_str_eq(share->unit, "%");
    cr_expect_str_eq(share->definition, "甲占乙");
    cr_expect_eq(share->kind, FYP_KIND_LEVEL);
    cr_expect_eq(share->rollup, FYP_ROLLUP_RATIO);
    cr_expect_eq(share->line, 2);
    cr_expect(share->has_range && share->range.high.present);
    cr_expect(fyp_equal(share->range.high.value, 100));
    const struct fyp_catalogue_entry *counted =
        fyp_catalogue_by_code(catalogue, "counted");
    cr_expect(counted->has_range && counted->range.low.present);
    cr_expect_not(counted->range.high.present);
    cr_expect_not(fyp_catalogue_by_code(catalogue, "growing")->has_range);
    cr_expect_eq(
        fyp_catalogue_by_code(catalogue, "shortfall")->direction,
        FYP_LOWER_IS_BETTER);
    cr_expect_str_eq(
        fyp_catalogue_by_code(catalogue, "done")->unit, "",
        "无 means that there is no unit");
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
}

struct fault {
    const char *name;
    const char *from, *to;
    const char *at; /* its line is the place */
    enum fyp_status status;
};

static const struct fault faults[] = {
    {"a code with a capital", "代码: gdp", "代码: Gdp", "Gdp",
     FYP_E_CATALOGUE_CODE},
    {"a code that begins with a digit", "代码: gdp", "代码: 2gdp", "2gdp",
     FYP_E_CATALOGUE_CODE},
    {"a code with a hyphen", "代码: gdp", "代码: g-dp", "g-dp",
     FYP_E_CATALOGUE_CODE},
    {"a code twice", "代码: gdp", "代码: share", "生产总值增速",
     FYP_E_CATALOGUE_TWICE},
    {"a name that is an alias", "名称: 改造户数", "名称: 养老 参保率（%）",
     "代码: counted", FYP_E_CATALOGUE_TWICE},
    {"an alias like its own name", "别名: [养老参保率]", "别名: [参保率]",
     "代码: share", FYP_E_CATALOGUE_TWICE},
    {"a weight that is no indicator", "汇总: 加权平均",
     "汇总: 加权平均, 权数: people", "代码: growing", FYP_E_CATALOGUE_WEIGHT},
    {"a weight that does not add up", "汇总: 加权平均",
     "汇总: 加权平均, 权数: share", "代码: growing", FYP_E_CATALOGUE_WEIGHT},
    {"a weight for what adds up", "汇总: 相加, 定义: 建成",
     "汇总: 相加, 权数: counted, 定义: 建成", "代码: done",
     FYP_E_CATALOGUE_WEIGHT},
    {"an unknown roll-up", "汇总: 不汇总", "汇总: 平均", "汇总: 平均",
     FYP_E_YAML_CHOICE},
    {"a range turned round", "[0, 100]", "[100, 0]", "[100, 0]",
     FYP_E_YAML_RANGE_ORDER},
    {"no definition", ", 定义: 比上年}\n  - {代码: done", "}\n  - {代码: done",
     "代码: gdp", FYP_E_YAML_MISSING},
};

Test(catalogue, every_fault_is_reported_with_its_number_and_its_line)
{
    struct folder folder = folder_make();
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        const struct fault *row = &faults[i];
        char *text = replaced(small_catalogue, row->from, row->to);
        char place[64];
        struct fyp_catalogue *catalogue = NULL;
        struct fyp_problems problems = {0};
        struct fyp_error err = {.status = FYP_OK};
        folder_write(&folder, "c.yaml", text);
        enum fyp_status status = fyp_catalogue_create(
            folder_file(&folder, "c.yaml"), &catalogue, &problems, &err);
        snprintf(place, sizeof place, "/c.yaml:%d", line_of(text, row->at));
        cr_expect_eq(
            status, row->status, "%s: FYP-%03d %s", row->name, (int)status,
            err.text);
        cr_expect_null(catalogue, "%s", row->name);
        cr_expect_eq(problems.count, 1, "%s: %zu", row->name, problems.count);
        cr_expect_not_null(
            strstr(err.place, place), "%s: %s, expected %s", row->name,
            err.place, place);
        fyp_problems_finish(&problems);
        free(text);
    }
    folder_remove(&folder);
}

Test(catalogue, all_faults_are_reported_at_once)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = NULL;
    struct fyp_problems problems = {0};
    char *one = replaced(small_catalogue, "代码: gdp", "代码: Gdp");
    char *two = replaced(one, "名称: 改造户数", "名称: 参保率");
    folder_write(&folder, "c.yaml", two);
    enum fyp_status status = fyp_catalogue_create(
        folder_file(&folder, "c.yaml"), &catalogue, &problems, NULL);
    cr_expect_eq(status, FYP_E_CATALOGUE_CODE);
    cr_assert_eq(problems.count, 2);
    cr_expect_eq(problems.items[1].status, FYP_E_CATALOGUE_TWICE);
    fyp_problems_finish(&problems);
    free(one);
    free(two);
    folder_remove(&folder);
}

Test(catalogue, a_missing_catalogue_is_refused)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = NULL;
    struct fyp_error err = {.status = FYP_OK};
    enum fyp_status status = fyp_catalogue_create(
        folder_file(&folder, "none.yaml"), &catalogue, NULL, &err);
    cr_expect_eq(status, FYP_E_FILE_OPEN, "FYP-%03d", (int)status);
    cr_expect_null(catalogue);
    cr_expect_not_null(strstr(err.place, "none.yaml"));
    fyp_catalogue_destroy(NULL);
    folder_remove(&folder);
}
