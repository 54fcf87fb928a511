/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/fieldwork.h"

#include "reports/shown.h"

#include <math.h>
#include <stdio.h>

void fyp_field_say_file(
    struct fyp_text_page *page, const struct fyp_field_file *file)
{
    fyp_page_say(
        page, FYP_M_FIELD_FILE, fyp_page_plain(page, file->path),
        fyp_page_number(page, (long long)file->taken),
        fyp_page_number(page, (long long)file->rejected), file->sha256);
    fyp_page_line_end(page);
}

void fyp_field_json_file(
    struct fyp_json *parent, const struct fyp_field_file *file)
{
    struct fyp_json json = fyp_json_object();

    fyp_json_text(&json, "path", file->path);
    fyp_json_text(&json, "sha256", file->sha256);
    fyp_json_integer(&json, "rows", (long long)file->taken);
    fyp_json_integer(&json, "rejected", (long long)file->rejected);
    fyp_json_put(parent, "file", &json);
}

void fyp_field_interval(
    const double numbers[3], int decimals, char out[FYP_FIELD_CELL_SIZE])
{
    char words[3][FYP_DECIMAL_TEXT_SIZE];

    for (int i = 0; i < 3; i++) {
        fyp_show_number(numbers[i], decimals, words[i]);
    }
    if (isnan(numbers[1]) || isnan(numbers[2])) {
        snprintf(out, FYP_FIELD_CELL_SIZE, "%s", words[0]);
        return;
    }
    fyp_say(
        out, FYP_FIELD_CELL_SIZE, FYP_M_FIELD_INTERVAL, words[0], words[1],
        words[2]);
}

int fyp_field_decimals_apart(double a, double b, int least)
{
    int decimals = least;

    if (isnan(a) || isnan(b) || fyp_equal(a, b)) {
        return least;
    }
    while (decimals < FYP_SHOWN_DECIMALS_MAX &&
           fyp_equal(
               fyp_round_half_even(a, decimals),
               fyp_round_half_even(b, decimals))) {
        decimals++;
    }
    return decimals;
}
