/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/cleaning/number.h"
#include "data/cleaning/regions.h"
#include "tests/data/scene.h"

#include <criterion/criterion.h>
#include <string.h>

struct lookup {
    const char *text;
    const char *code; /* NULL: not known */
};

static const struct lookup lookups[] = {
    {"510604", "510604"},
    {"510604001", "510604001"},
    {"510604001002", "510604001002"},
    {"990000", "990000"}, /* a code need not be known */
    {"德阳市罗江区", "510604"},
    {"罗江区", "510604"},
    {"罗 江 区", "510604"},
    {"　罗江区　", "510604"},
    {"全国", "100000"},
    {"中国", "100000"},
    {"乐山市", "511100"},
    {"市中区", "511102"},
    {"乐山市市中区", "511102"},
    {"乐山市五通桥区", "511112"},
    {"德阳市罗江", "510604"},
    {"罗江", "510604"},
    {"四川省德阳市罗江区", "510604"},
    {"四川罗江区", "510604"},
    {"五通桥", "511112"},
    {"四川省", "510000"},
    {"四川", "510000"},
    {"北京", "110000"},
    {"北京市", "110000"},
    {"内蒙古", "150000"},
    {"新疆", "650000"},
    {"51", "510000"},
    {"5106", "510600"},
    {"５１０６０４", "510604"},
    {"51 06 04", "510604"},
    {"'510604", "510604"},
    {"510604.0", "510604"},
    {"510604000", "510604"},
    {"510604000000", "510604"},
    {"510604001000", "510604001"},
    {"510604001002000", "510604001002"},
    {"\xE2\x80\x8B"
     "510604",
     "510604"},
    {"德阳市", NULL},
    {"成都市罗江区", NULL},
    {"河南省罗江区", NULL},
    {"中区", NULL},
    {"罗江县", NULL},
    {"市辖区", NULL},
    {"66团", NULL},
    {"", NULL},
};

Test(regions, names_and_codes_are_resolved)
{
    struct fyp_regions *regions = scene_regions();
    for (size_t i = 0; i < sizeof lookups / sizeof *lookups; i++) {
        const struct lookup *row = &lookups[i];
        const char *code = NULL;
        struct fyp_error err = {.status = FYP_OK};
        enum fyp_status status =
            fyp_regions_resolve(regions, row->text, 0, &code, NULL, &err);
        if (row->code) {
            cr_expect_eq(status, FYP_OK, "%s: %s", row->text, err.text);
            cr_expect(
                code && strcmp(code, row->code) == 0, "%s gives %s", row->text,
                code ? code : "nothing");
        } else {
            cr_expect_eq(
                status, FYP_E_REGION_UNKNOWN, "\"%s\" is known", row->text);
            cr_expect_null(code);
            cr_expect_not_null(strstr(err.text, row->text));
        }
    }
    cr_expect_str_eq(fyp_regions_name(regions, "510604"), "德阳市罗江区");
    cr_expect_str_eq(fyp_regions_name(regions, "511102"), "市中区");
    cr_expect_str_eq(fyp_regions_name(regions, "100000"), "全国");
    cr_expect_str_eq(fyp_regions_name(regions, "990000"), "990000");
    fyp_regions_destroy(regions);
    fyp_regions_destroy(NULL);
}

struct cut {
    const char *code;
    const char *full;
    const char *rest;  /* the same region without its leading level */
    const char *never; /* what must not become a name of it; NULL: nothing */
};

struct refusal {
    const char *text;
    const char *message; /* what it must say, besides the text */
};

static const struct refusal refusals[] = {
    {"5", "有 1 位"},
    {"51060", "有 5 位"},
    {"5106040", "有 7 位"},
    {"5106040010020", "有 13 位"},
    {"51060400100200", "有 14 位"},
    {"510604001002003", "15 位代码不用"},
    {"51060400100200300", "17 位代码不用"},
    {"62010200100200100", "17 位代码不用"}, /* as a double leaves it */
    {"62010200100200000", "17 位代码不用"}, /* the end may be lost */
    {"510604001002003004", "有 18 位"},
    {"0510604", "不能以 0 开头"},
    {"051060", "不能以 0 开头"},
    {"51060A", "数字以外的字符"},
    {"5l0604", "数字以外的字符"},
    {"510604.5", "数字以外的字符"},
    {"3.301E+11", "科学记数"},
    {"5.10604e5", "科学记数"},
    {"1.23E+11", "科学记数"},
    {"-510604", NULL}, /* no code and no name */
};

Test(regions, what_is_made_of_digits_and_no_code_is_refused_as_such)
{
    struct fyp_regions *regions = scene_regions();
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const struct refusal *row = &refusals[i];
        const char *code = NULL;
        struct fyp_error err = {.status = FYP_OK};
        enum fyp_status status =
            fyp_regions_resolve(regions, row->text, 0, &code, NULL, &err);
        cr_expect_eq(
            status, row->message ? FYP_E_REGION_CODE : FYP_E_REGION_UNKNOWN,
            "%s: %d %s", row->text, (int)status, err.text);
        cr_expect_null(code);
        cr_expect_not_null(strstr(err.text, row->text), "%s", err.text);
        cr_expect(
            !row->message || strstr(err.text, row->message), "%s: %s",
            row->text, err.text);
    }
    fyp_regions_destroy(regions);
}

/* Source of the names: GB/T 2260-2007. */
static const struct cut cuts[] = {
    {"510604", "四川省德阳市罗江区", "罗江区", "江区"},
    {"140881", "运城市永济市", "永济市", NULL},
    {"232762", "大兴安岭地区呼中区", "呼中区", NULL},
    {"421002", "荆州市沙市区", "沙市区", "区"},
    {"430781", "常德市津市市", "津市市", "市"},
    {"152201", "内蒙古自治区兴安盟乌兰浩特市", "乌兰浩特市", NULL},
    {"513401", "凉山彝族自治州西昌市", "西昌市", NULL},
    {"440000", "广东省", "广东省", ""},
    {"511100", "乐山市", "乐山市", ""},
};

Test(regions, a_name_is_known_without_its_leading_level)
{
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        const struct cut *row = &cuts[i];
        struct fyp_plan plan = {
            .region = {.code = row->code, .name = row->full}};
        struct fyp_plan *const plans[] = {&plan};
        struct fyp_regions *regions = NULL;
        const char *code = NULL;
        cr_assert_eq(
            fyp_regions_create(plans, 1, NULL, &regions, NULL), FYP_OK);
        cr_expect_eq(
            fyp_regions_resolve(regions, row->rest, 0, &code, NULL, NULL),
            FYP_OK, "%s is not known as %s", row->full, row->rest);
        cr_expect_eq(
            fyp_regions_resolve(regions, row->full, 0, &code, NULL, NULL),
            FYP_OK);
        if (row->never) {
            cr_expect_neq(
                fyp_regions_resolve(regions, row->never, 0, &code, NULL, NULL),
                FYP_OK, "%s is known as \"%s\"", row->full, row->never);
        }
        fyp_regions_destroy(regions);
    }
}

Test(regions, a_name_of_two_regions_is_refused_with_both_codes)
{
    struct fyp_plan kaifeng = {
        .region = {.code = "410204", .name = "开封市鼓楼区"}};
    struct fyp_plan nanjing = {
        .region = {.code = "320106", .name = "南京市鼓楼区"}};
    struct fyp_plan again = {
        .region = {.code = "320106", .name = "南京市鼓楼区"}};
    struct fyp_plan *const plans[] = {&kaifeng, &nanjing, &again};
    struct fyp_regions *regions = NULL;
    const char *code = NULL;
    struct fyp_error err = {.status = FYP_OK};
    cr_assert_eq(fyp_regions_create(plans, 3, NULL, &regions, NULL), FYP_OK);
    cr_expect_eq(
        fyp_regions_resolve(regions, "鼓楼区", 0, &code, NULL, &err),
        FYP_E_REGION_AMBIGUOUS);
    cr_expect_not_null(strstr(err.text, "410204、320106"), "%s", err.text);
    cr_expect_eq(
        fyp_regions_resolve(regions, "南京市鼓楼区", 0, &code, NULL, &err),
        FYP_OK);
    cr_expect_str_eq(code, "320106");
    fyp_regions_destroy(regions);
}

static const char table[] =
    "代码变动:\n"
    "  - {旧代码: \"232324\", 新代码: \"231221\", 自: 1999-12, 种类: 改码,"
    " 来源: x}\n"
    "  - {旧代码: \"510626\", 新代码: \"510604\", 自: 2017-07, 种类: 升格,"
    " 旧名称: 罗江县, 来源: x}\n"
    "  - {旧代码: \"330101\", 新代码: \"330105\", 自: 2021-04, 种类: 撤并,"
    " 来源: x}\n"
    "  - {旧代码: \"330110\", 新代码: [\"330110001\", \"330113\"],"
    " 自: 2021-04, 种类: 拆分, 来源: x}\n"
    "  - {旧代码: \"910101\", 新代码: \"910102\", 自: 2001-01, 种类: 改码,"
    " 来源: x}\n"
    "  - {旧代码: \"910102\", 新代码: \"910101\", 自: 2002-01, 种类: 改码,"
    " 来源: x}\n"
    "增设代码:\n"
    "  - {代码: \"660000\", 名称: [新疆生产建设兵团, 兵团], 来源: x}\n"
    "其他名称:\n"
    "  - {代码: \"510604\", 名称: [羅江區], 来源: x}\n"
    "  - {代码: \"420600\", 名称: [襄阳市, 襄樊市], 来源: x}\n";

struct dated {
    const char *text;
    int year;
    const char *code; /* NULL: refused */
    enum fyp_status status;
    enum fyp_status remark; /* FYP_OK: none */
};

static const struct dated dated[] = {
    {"232324", 2023, "231221", FYP_OK, FYP_OK},
    {"232324", 1990, "231221", FYP_OK, FYP_OK}, /* the same place */
    {"232324", 0, "231221", FYP_OK, FYP_OK},
    {"231221", 1990, "231221", FYP_OK, FYP_OK},
    {"510626", 2012, "510604", FYP_OK, FYP_OK},
    {"罗江县", 2012, "510604", FYP_OK, FYP_OK},
    {"罗江县", 2023, "510604", FYP_OK, FYP_OK},
    {"330101", 2020, "330101", FYP_OK, FYP_OK},
    {"330101", 2021, "330105", FYP_OK, FYP_W_REGION_CHANGED},
    {"330101", 0, "330105", FYP_OK, FYP_W_REGION_CHANGED},
    {"330110", 2020, "330110", FYP_OK, FYP_OK},
    {"330110", 2021, NULL, FYP_E_REGION_DIVIDED, FYP_OK},
    {"910101", 2023, NULL, FYP_E_REGION_TABLE, FYP_OK}, /* a circle */
    {"新疆生产建设兵团", 2023, "660000", FYP_OK, FYP_OK},
    {"兵团", 2023, "660000", FYP_OK, FYP_OK},
    {"羅江區", 2023, "510604", FYP_OK, FYP_OK},
    {"襄樊市", 2008, "420600", FYP_OK, FYP_OK},
    {"湖北省襄阳市", 2023, "420600", FYP_OK, FYP_OK},
    {"110100", 2023, "110100", FYP_OK, FYP_W_REGION_AGGREGATE},
    {"500200", 2023, "500200", FYP_OK, FYP_W_REGION_AGGREGATE},
    {"510100", 2023, "510100", FYP_OK, FYP_OK}, /* 成都市 */
    {"110101", 2023, "110101", FYP_OK, FYP_OK}, /* 东城区 */
};

static struct fyp_regions *regions_with(const char *text)
{
    static struct fyp_plan luojiang = {
        .region = {.code = "510604", .name = "德阳市罗江区"}};
    struct fyp_plan *const plans[] = {&luojiang};
    struct folder folder = folder_make();
    struct fyp_regions *regions = NULL;
    struct fyp_error err = {.status = FYP_OK};
    folder_write(&folder, "changes.yaml", text);
    (void)fyp_regions_create(
        plans, 1, folder_file(&folder, "changes.yaml"), &regions, &err);
    folder_remove(&folder);
    cr_assert_not_null(regions, "%s: %s", err.place, err.text);
    return regions;
}

Test(regions, an_old_code_is_the_region_that_it_is_in_that_year)
{
    struct fyp_regions *regions = regions_with(table);
    for (size_t i = 0; i < sizeof dated / sizeof *dated; i++) {
        const struct dated *row = &dated[i];
        const char *code = NULL;
        unsigned normalised = 0;
        struct fyp_problems notes = {0};
        struct fyp_error err = {.status = FYP_OK};
        enum fyp_status status = fyp_regions_resolve(
            regions, row->text, row->year, &code, &normalised, &err);
        cr_expect_eq(
            status, row->status, "%s in %d: %d %s", row->text, row->year,
            (int)status, err.text);
        cr_expect(
            row->code ? code && strcmp(code, row->code) == 0 : !code,
            "%s in %d is %s", row->text, row->year, code ? code : "nothing");
        bool by_name = (unsigned char)row->text[0] >= 0x80;
        bool same = row->code && strcmp(row->text, row->code) == 0;
        cr_expect_eq(
            (normalised & FYP_NORMAL_REGION_NAME) != 0, by_name && row->code,
            "%s", row->text);
        cr_expect(
            by_name || !row->code ||
                ((normalised & FYP_NORMAL_REGION_CODE) != 0) != same,
            "%s: %#x", row->text, normalised);
        fyp_regions_remark(regions, row->text, "", row->year, &notes);
        cr_expect_eq(
            notes.count > 0 ? notes.items[0].status : FYP_OK, row->remark,
            "%s in %d", row->text, row->year);
        fyp_problems_finish(&notes);
    }
    fyp_regions_destroy(regions);
}

Test(regions, the_districts_of_a_city_together_are_a_sum)
{
    struct fyp_regions *regions = regions_with(table);
    struct fyp_problems notes = {0};
    fyp_regions_remark(regions, "510101", "市 辖区", 2023, &notes);
    cr_assert_eq(notes.count, 1);
    cr_expect_eq(notes.items[0].status, FYP_W_REGION_AGGREGATE);
    fyp_regions_remark(regions, "510102", "市辖区", 2023, &notes);
    cr_expect_eq(notes.count, 1);
    fyp_problems_finish(&notes);
    fyp_regions_destroy(regions);
}

struct bad_table {
    const char *text;
    const char *message;
};

static const struct bad_table bad_tables[] = {
    {"代码变动:\n  - {旧代码: \"23232\", 新代码: \"231221\", 自: 1999-12,"
     " 种类: 改码, 来源: x}\n",
     "23232"},
    {"代码变动:\n  - {旧代码: \"232324\", 新代码: \"望奎\", 自: 1999-12,"
     " 种类: 改码, 来源: x}\n",
     "望奎"},
    {"代码变动:\n  - {旧代码: \"232324\", 新代码: \"232324\", 自: 1999-12,"
     " 种类: 改码, 来源: x}\n",
     "232324"},
    {"代码变动:\n"
     "  - {旧代码: \"232324\", 新代码: \"231221\", 自: 1999-12, 种类: 改码,"
     " 来源: x}\n"
     "  - {旧代码: \"232324\", 新代码: \"231222\", 自: 1999-12, 种类: 改码,"
     " 来源: x}\n",
     "232324"},
    {"增设代码:\n  - {代码: \"66\", 名称: 兵团, 来源: x}\n", "66"},
    {"其他名称:\n  - {代码: \"4206001\", 名称: 襄樊, 来源: x}\n", "4206001"},
    {"代码变动:\n  - {旧代码: \"232324\", 新代码: \"231221\", 自: 前年,"
     " 种类: 改码, 来源: x}\n",
     "前年"},
    {"代码变更: []\n", "代码变更"},
};

Test(regions, a_table_of_changes_that_cannot_be_used_is_refused_with_its_place)
{
    for (size_t i = 0; i < sizeof bad_tables / sizeof *bad_tables; i++) {
        struct folder folder = folder_make();
        struct fyp_regions *regions = NULL;
        struct fyp_error err = {.status = FYP_OK};
        folder_write(&folder, "changes.yaml", bad_tables[i].text);
        enum fyp_status status = fyp_regions_create(
            NULL, 0, folder_file(&folder, "changes.yaml"), &regions, &err);
        folder_remove(&folder);
        cr_expect_neq(status, FYP_OK, "%s", bad_tables[i].text);
        cr_expect_null(regions);
        cr_expect_not_null(
            strstr(err.text, bad_tables[i].message), "%s: %s",
            bad_tables[i].message, err.text);
        cr_expect_not_null(strstr(err.place, "changes.yaml:"), "%s", err.place);
    }
}

Test(regions, the_table_that_comes_with_the_program_can_be_read)
{
    struct fyp_regions *regions = NULL;
    struct fyp_error err = {.status = FYP_OK};
    const char *code = NULL;
    (void)fyp_regions_create(
        NULL, 0, FYP_TEST_HOME "/data/cleaning/region_changes.yaml", &regions,
        &err);
    cr_assert_not_null(regions, "%s: %s", err.place, err.text);
    cr_expect_eq(
        fyp_regions_resolve(regions, "232324", 2023, &code, NULL, NULL),
        FYP_OK);
    cr_expect_str_eq(code, "231221");
    cr_expect_eq(
        fyp_regions_resolve(regions, "襄樊", 2008, &code, NULL, NULL), FYP_OK);
    cr_expect_str_eq(code, "420600");
    fyp_regions_destroy(regions);
}

struct pair {
    const char *code, *name;
    bool conflict;
};

static const struct pair pairs[] = {
    {"510604", "", false},
    {"510604", "罗江区", false},
    {"510604", "罗江", false},
    {"510604", "四川省德阳市罗江区", false},
    {"510604", "德阳市 罗江区", false},
    {"510604", "罗江县", false}, /* its name before the change */
    {"510604", "羅江區", false},
    {"510604", "510604", false},
    {"510604", "全区", false},
    {"510604", "合计", false},
    {"510604", "旌阳区", true},
    {"510604", "罗江区本级", true}, /* the office alone, not the place */
    {"510604", "510603", true},
    {"510604", "德阳市", true},
    {"510604", "襄阳市", true},
    {"510000", "四川", false},
    {"510000", "四川省", false},
    {"510000", "湖北省", true},
    {"990000", "四川省", true},
    {"990000", "旌阳区", false}, /* neither is known */
    {"350102", "罗江区", false}, /* another 罗江区 may be there */
    {"350102", "德阳市罗江区", true},
};

Test(regions, a_code_and_a_name_of_different_regions_are_a_conflict)
{
    struct fyp_regions *regions = regions_with(table);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const struct pair *row = &pairs[i];
        struct fyp_error err = {.status = FYP_OK};
        enum fyp_status status =
            fyp_regions_agree(regions, row->code, row->name, &err);
        cr_expect_eq(
            status, row->conflict ? FYP_E_REGION_CONFLICT : FYP_OK,
            "%s and %s: %d", row->code, row->name, (int)status);
        cr_expect(!row->conflict || strstr(err.text, row->name));
    }
    fyp_regions_destroy(regions);
}

struct title {
    const char *text;
    const char *code; /* NULL: not found */
};

static const struct title titles[] = {
    {"德阳市罗江区2023年残疾人事业统计表", "510604"},
    {"四川省德阳市罗江区2023年统计表", "510604"},
    {"四川省残疾人事业统计", "510000"},
    {"罗江区.xlsx", "510604"},
    {"罗江区2021年", "510604"},
    {"乐山市市中区2023年", "511102"},
    {"2023年乐山市残疾人参保情况", "511100"},
    {"乐山市各县区2023年统计表", "511100"},
    {"乐 山 市 2023", "511100"},
    {"乐山市沐川县2023年统计表", NULL}, /* a county that is not known */
    {"四川省德阳市旌阳区2023年", NULL},
    {"乐山市、德阳市罗江区对比", NULL}, /* two of them */
    {"市中区和五通桥区", NULL},
    {"全国残疾人事业统计", "100000"},
    {"中国残疾人事业统计年鉴", NULL},
    {"残疾人事业统计表", NULL},
    {"罗江2023", NULL}, /* short names may be any word */
    {"", NULL},
};

Test(regions, a_title_is_about_the_one_region_that_it_names)
{
    struct fyp_regions *regions = scene_regions();
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        const struct title *row = &titles[i];
        const char *code = NULL;
        bool found = fyp_regions_in_text(regions, row->text, &code);
        cr_expect_eq(found, row->code != NULL, "%s: %s", row->text, code);
        cr_expect(
            !row->code || (code && strcmp(code, row->code) == 0), "%s: %s",
            row->text, code ? code : "nothing");
        cr_expect(row->code || !code, "%s leaves %s", row->text, code);
    }
    fyp_regions_destroy(regions);
}

Test(regions, totals_are_no_regions)
{
    static const char *const totals[] = {"合计",   "总计",     "合 计", "小计",
                                         "全省",   "全市",     "全区",  "全县",
                                         "合计：", "　全　市", "总 计:"};
    static const char *const others[] = {
        "", "全国", "其中", "市中区", "全椒县", "合计数据", "罗江区"};
    for (size_t i = 0; i < sizeof totals / sizeof *totals; i++) {
        cr_expect(fyp_regions_is_total(totals[i]), "%s", totals[i]);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        cr_expect_not(fyp_regions_is_total(others[i]), "%s", others[i]);
    }
}
