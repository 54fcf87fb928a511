/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/csv_row.h"
#include "reports/fieldwork.h"
#include "reports/shown.h"
#include "reports/text_table.h"

#include <inttypes.h>
#include <stdio.h>

static const struct fyp_site *
site_at(const struct fyp_selection *selection, size_t draw)
{
    return &selection->sites->items[selection->drawn[draw]];
}

static size_t drawn_count(const struct fyp_selection *selection)
{
    return (size_t)selection->size.needed;
}

static void
say_design(struct fyp_text_page *page, const struct fyp_selection *selection)
{
    const double shares[3] = {
        selection->design.confidence, selection->design.margin,
        selection->design.share};
    char words[3][FYP_DECIMAL_TEXT_SIZE], unlimited[FYP_DECIMAL_TEXT_SIZE];

    for (int i = 0; i < 3; i++) {
        fyp_decimal_format(100.0 * shares[i], 0, words[i]);
    }
    fyp_show_number(selection->size.unlimited, 1, unlimited);
    fyp_page_say(
        page, FYP_M_SAMPLE_SIZE, words[0], words[1], words[2], unlimited,
        fyp_page_number(page, selection->design.population),
        fyp_page_number(page, selection->size.needed));
    fyp_page_line_end(page);
}

static void
print_sites(const struct fyp_selection *selection, struct fyp_buffer *out)
{
    const struct fyp_text_column columns[] = {
        {fyp_text(FYP_M_COLUMN_DRAW), 8, true},
        {fyp_text(FYP_M_COLUMN_SITE), 32, false},
        {fyp_text(FYP_M_COLUMN_SITE_NAME), 40, false},
        {fyp_text(FYP_M_COLUMN_FILE_LINE), 8, true},
    };
    struct fyp_text_table table;
    char number[24];

    fyp_text_table_init(&table, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < drawn_count(selection); i++) {
        const struct fyp_site *site = site_at(selection, i);
        snprintf(number, sizeof number, "%zu", i + 1);
        fyp_text_table_add(&table, number);
        fyp_text_table_add(&table, site->id);
        fyp_text_table_add(&table, site->name);
        snprintf(number, sizeof number, "%d", site->line);
        fyp_text_table_add(&table, number);
    }
    fyp_text_table_print(&table, out);
    fyp_text_table_finish(&table);
}

static void
write_text(const struct fyp_selection *selection, struct fyp_buffer *out)
{
    struct fyp_text_page page = {.out = out};
    char seed[24];

    fyp_page_say(
        &page, FYP_M_SAMPLE_TITLE,
        fyp_page_plain(&page, selection->plan->title),
        fyp_page_plain(&page, selection->indicator->number),
        fyp_page_plain(&page, selection->indicator->name));
    fyp_page_line_end(&page);
    say_design(&page, selection);
    snprintf(seed, sizeof seed, "%" PRIu64, selection->seed);
    fyp_page_say(&page, FYP_M_SAMPLE_SEED, seed, FYP_SAMPLE_GENERATOR);
    fyp_page_line_end(&page);
    fyp_field_say_file(&page, &selection->sites->file);
    fyp_page_line_end(&page);
    print_sites(selection, out);
    fyp_page_finish(&page);
}

static void
put_sites(struct fyp_json *parent, const struct fyp_selection *selection)
{
    struct fyp_json sites = fyp_json_array();

    for (size_t i = 0; i < drawn_count(selection); i++) {
        const struct fyp_site *site = site_at(selection, i);
        struct fyp_json json = fyp_json_object();
        fyp_json_integer(&json, "draw", (long long)i + 1);
        fyp_json_text(&json, "site", site->id);
        fyp_json_text(&json, "name", site->name);
        fyp_json_integer(&json, "line", site->line);
        fyp_json_put(&sites, NULL, &json);
    }
    fyp_json_put(parent, "sites", &sites);
}

static void
write_json(const struct fyp_selection *selection, struct fyp_buffer *out)
{
    struct fyp_json root = fyp_json_object();
    char seed[24];

    snprintf(seed, sizeof seed, "%" PRIu64, selection->seed);
    fyp_json_text(&root, "plan", selection->plan->id);
    fyp_json_text(&root, "no", selection->indicator->number);
    fyp_json_text(&root, "code", selection->indicator->code);
    fyp_json_text(&root, "name", selection->indicator->name);
    fyp_json_number(&root, "confidence", selection->design.confidence);
    fyp_json_number(&root, "margin", selection->design.margin);
    fyp_json_number(&root, "expected_share", selection->design.share);
    fyp_json_number(&root, "z", selection->size.z);
    fyp_json_number(&root, "n0", selection->size.unlimited);
    fyp_json_integer(&root, "population", selection->design.population);
    fyp_json_integer(&root, "size", selection->size.needed);
    /* 64 bits: a text, because readers of JSON keep 53 of a number */
    fyp_json_text(&root, "seed", seed);
    fyp_json_text(&root, "generator", FYP_SAMPLE_GENERATOR);
    fyp_field_json_file(&root, &selection->sites->file);
    put_sites(&root, selection);
    fyp_json_write(&root, out);
}

static void
write_csv(const struct fyp_selection *selection, struct fyp_buffer *out)
{
    static const char *const titles[] = {"draw", "site", "name", "line"};
    struct fyp_csv_row row = {.out = out};

    fyp_csv_texts(out, titles, sizeof titles / sizeof *titles);
    for (size_t i = 0; i < drawn_count(selection); i++) {
        const struct fyp_site *site = site_at(selection, i);
        fyp_csv_integer(&row, (long long)i + 1);
        fyp_csv_text(&row, site->id);
        fyp_csv_text(&row, site->name);
        fyp_csv_integer(&row, site->line);
        fyp_csv_end(&row);
    }
}

void fyp_report_selection(
    const struct fyp_selection *selection, enum fyp_format format,
    struct fyp_buffer *out)
{
    switch (format) {
    case FYP_FORMAT_TEXT:
        write_text(selection, out);
        break;
    case FYP_FORMAT_JSON:
        write_json(selection, out);
        break;
    case FYP_FORMAT_CSV:
        write_csv(selection, out);
        break;
    }
}
