/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tables/names.h"

#include "base/message.h"
#include "data/tables/grid.h"

#include <stdio.h>

enum { NAME_SIZE = 64, SHOWN_MAX = 8 };

void fyp_names_add(struct fyp_names *names, const char *name)
{
    names->count++;
    if (names->count > SHOWN_MAX) {
        return;
    }
    if (names->count > 1) {
        fyp_buffer_text(&names->joined, fyp_text(FYP_M_LIST_SEPARATOR));
    }
    fyp_buffer_text(&names->joined, names->count < SHOWN_MAX ? name : "…");
}

void fyp_names_add_cell(struct fyp_names *names, const char *cell, size_t index)
{
    if (!fyp_cell_is_blank(cell)) {
        fyp_names_add(names, cell);
        return;
    }
    char number[24], text[NAME_SIZE];
    (void)snprintf(number, sizeof number, "%zu", index + 1);
    (void)fyp_say(text, sizeof text, FYP_M_NAMELESS_COLUMN, number);
    fyp_names_add(names, text);
}

enum fyp_status fyp_names_refuse(
    struct fyp_names *names, enum fyp_status status, const char *known,
    struct fyp_error *err)
{
    enum fyp_status result = FYP_OK;
    if (names->joined.failed) {
        result = fyp_fail(err, FYP_E_MEMORY, NULL);
    } else if (names->count > 0) {
        result = fyp_fail(err, status, names->joined.data, known);
    }
    fyp_buffer_finish(&names->joined);
    return result;
}
