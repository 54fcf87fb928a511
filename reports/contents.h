/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_CONTENTS_H
#define FYP_REPORTS_CONTENTS_H

#include "reports/sheets.h"

/*
 * The contents list of a workbook: the sheets that were really added, in the
 * order of their tabs, each with a few words of what it holds. It is made
 * from view->sheets, so a sheet that is not written is not listed, and a new
 * one is listed by itself, without words until it has a row in contents.c.
 */

struct fyp_contents_entry {
    const struct fyp_sheet *sheet;
    struct fyp_buffer text; /* "数据质量　3 处疑问"; terminated unless failed */
};

struct fyp_contents {
    struct fyp_contents_entry items[FYP_SHEET_COUNT];
    size_t count;
};

/** All sheets but the overview, which shows the list. */
void fyp_contents_init(const struct fyp_view *view, struct fyp_contents *out);
void fyp_contents_finish(struct fyp_contents *contents);

#endif
