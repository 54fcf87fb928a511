/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_TABLES_TITLE_H
#define FYP_DATA_TABLES_TITLE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What a title, the name of a sheet or of a file says of the time of the
 * figures below it.
 *
 * A year is the year of the figures where it stands alone or with the end of
 * the year (2024年, 2024年度, 截至2024年12月31日, 二〇二四年). Passed over are
 * the year of a date (2024年1月15日填报, 2025年1月制), of the number of a
 * document (〔2024〕15号) and both ends of a range (2021—2025年). A month or a
 * day that the figures reach to (2024年1-9月, 截至2024年6月30日, 2024年9月末)
 * makes them less than a year's, and words such as 目标, 计划 or 预计 no
 * results at all; not 目标任务完成情况 (a result), 行动计划 (a name).
 */

enum { FYP_TITLE_YEARS_MAX = 8, FYP_TITLE_WORD_SIZE = 64 };

struct fyp_title {
    int years[FYP_TITLE_YEARS_MAX]; /* of the figures */
    size_t year_count;
    char part[FYP_TITLE_WORD_SIZE];    /* "2024年1-9月": not a year; "" */
    int part_year;                     /* its year; 0: none is said */
    char promise[FYP_TITLE_WORD_SIZE]; /* "目标": not a result; "" */
    char passed[FYP_TITLE_WORD_SIZE];  /* a date or number passed over; "" */
    bool to_date;                      /* 累计, of more than the year */
    bool preliminary;                  /* 快报, 初步 */
};

void fyp_title_read(const char *text, struct fyp_title *out);

#endif
