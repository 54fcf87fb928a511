/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/fieldwork.h"

#include "reports/shown.h"

#include <math.h>
#include <stdio.h>

void fyp_field_say_file(
    struct fyp_text_page *page, const struct fyp_field_file *file)
{
    const char *taken = fyp_page_number(page, (long long)file->taken);
    const char *rejected = fyp_page_number(page, (long long)file->rejected);

    if (file->sheet[0] != '\0') {
        fyp_page_say(
            page, FYP_M_FIELD_FILE_SHEET, fyp_page_plain(page, file->path),
            fyp_page_plain(page, file->sheet), taken, rejected, file->sha256);
    } else {
        fyp_page_say(
            page, FYP_M_FIELD_FILE, fyp_page_plain(page, file->path), taken,
            rejected, file->sha256);
    }
    fyp_page_line_end(page);
}

void fyp_field_json_file(
    struct fyp_json *parent, const struct fyp_field_file *file)
{
    struct fyp_json json = fyp_json_object();

    fyp_json_text(&json, "path", file->path);
    fyp_json_text(&json, "sheet", file->sheet[0] != '\0' ? file->sheet : NULL);
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

static void put_sites(
    struct fyp_json *parent, const char *key, const char *const *sites,
    size_t count)
{
    struct fyp_json array = fyp_json_array();

    for (size_t i = 0; i < count; i++) {
        fyp_json_text(&array, NULL, sites[i]);
    }
    fyp_json_put(parent, key, &array);
}

void fyp_field_json_drawn(
    struct fyp_json *parent, const struct fyp_drawn_check *check)
{
    if (check == NULL || check->sample == NULL) {
        fyp_json_null(parent, "sample");
        return;
    }
    struct fyp_json json = fyp_json_object();
    fyp_json_integer(&json, "import", check->sample->import_id);
    fyp_json_text(&json, "file", check->sample->file);
    fyp_json_text(&json, "sha256", check->sample->sha256);
    fyp_json_integer(&json, "drawn", (long long)check->sample->count);
    put_sites(&json, "not_drawn", check->not_drawn, check->not_drawn_count);
    put_sites(&json, "not_recounted", check->missing, check->missing_count);
    fyp_json_put(parent, "sample", &json);
}

void fyp_field_say_drawn(
    struct fyp_text_page *page, const struct fyp_indicator *indicator,
    const struct fyp_drawn_check *check)
{
    const enum fyp_message words[2] = {
        FYP_M_THIRD_NOT_DRAWN, FYP_M_THIRD_NOT_RECOUNTED};

    if (check == NULL || check->sample == NULL) {
        return;
    }
    const size_t counts[2] = {check->not_drawn_count, check->missing_count};
    for (int i = 0; i < 2; i++) {
        if (counts[i] > 0) {
            fyp_page_say(
                page, words[i], fyp_page_plain(page, indicator->number),
                fyp_page_number(page, (long long)counts[i]),
                fyp_page_number(page, check->sample->import_id));
            fyp_page_line_end(page);
        }
    }
}
