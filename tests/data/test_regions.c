/* SPDX-License-Identifier: GPL-3.0-or-later */
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
    {"罗江", NULL},
    {"德阳市", NULL},
    {"中区", NULL},
    {"5106", NULL},
    {"51060", NULL},
    {"5106040", NULL},
    {"51060A", NULL},
    {"5106040010020", NULL},
    {"５１０６０４", NULL}, /* codes are ASCII digits */
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
    const char *full;
    const char *rest;  /* the same region without its leading level */
    const char *never; /* what must not become a name of it; NULL: nothing */
};

/* Source of the names: GB/T 2260-2007. */
static const struct cut cuts[] = {
    {"四川省德阳市罗江区", "罗江区", "江区"},
    {"运城市永济市", "永济市", NULL},
    {"大兴安岭地区呼中区", "呼中区", NULL},
    {"荆州市沙市区", "沙市区", "区"},
    {"常德市津市市", "津市市", "市"},
    {"内蒙古自治区兴安盟乌兰浩特市", "乌兰浩特市", NULL},
    {"凉山彝族自治州西昌市", "西昌市", NULL},
    {"广东省", "广东省", ""},
    {"乐山市", "乐山市", ""},
};

Test(regions, a_name_is_known_without_its_leading_level)
{
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        const struct cut *row = &cuts[i];
        struct fyp_plan plan = {
            .region = {.code = "123456", .name = row->full}};
        struct fyp_plan *const plans[] = {&plan};
        struct fyp_regions *regions = NULL;
        const char *code = NULL;
        cr_assert_eq(fyp_regions_create(plans, 1, NULL, &regions, NULL), FYP_OK);
        cr_expect_eq(
            fyp_regions_resolve(regions, row->rest, 0, &code, NULL, NULL), FYP_OK,
            "%s is not known as %s", row->full, row->rest);
        cr_expect_eq(
            fyp_regions_resolve(regions, row->full, 0, &code, NULL, NULL), FYP_OK);
        if (row->never) {
            cr_expect_neq(
                fyp_regions_resolve(regions, row->never, 0, &code, NULL, NULL), FYP_OK,
                "%s is known as \"%s\"", row->full, row->never);
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
        fyp_regions_resolve(regions, "南京市鼓楼区", 0, &code, NULL, &err), FYP_OK);
    cr_expect_str_eq(code, "320106");
    fyp_regions_destroy(regions);
}
