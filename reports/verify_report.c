/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/csv_row.h"
#include "reports/fieldwork.h"
#include "reports/shown.h"
#include "reports/text_table.h"

#include <math.h>
#include <stdio.h>

static double reported_of(const struct fyp_verified *item)
{
    return item->figure == NULL ? NAN : item->figure->value.value;
}

static bool is_demonstration(const struct fyp_verified *item)
{
    return item->figure != NULL && item->figure->demonstration;
}

static bool any_demonstration(const struct fyp_verification *verification)
{
    for (size_t i = 0; i < verification->count; i++) {
        if (is_demonstration(&verification->items[i])) {
            return true;
        }
    }
    return false;
}

static const char *notice(bool demonstration)
{
    return demonstration ? fyp_text(FYP_M_DEMO_NOTICE) : NULL;
}

/* --- text --- */

const char *fyp_field_agreement_word(enum fyp_agreement agreement)
{
    static const enum fyp_message words[] = {
        [FYP_AGREEMENT_NONE] = FYP_M_AGREEMENT_NONE,
        [FYP_AGREEMENT_CONSISTENT] = FYP_M_AGREEMENT_CONSISTENT,
        [FYP_AGREEMENT_OVER_REPORTED] = FYP_M_AGREEMENT_OVER,
        [FYP_AGREEMENT_UNDER_REPORTED] = FYP_M_AGREEMENT_UNDER,
    };
    return fyp_text(words[agreement]);
}

static void
add_counted(struct fyp_text_table *table, const struct fyp_share *share)
{
    char k[24], n[24], cell[64];

    if (share->total == 0) {
        fyp_text_table_add(table, FYP_SHOWN_UNDEFINED);
        return;
    }
    snprintf(k, sizeof k, "%lld", share->hits);
    snprintf(n, sizeof n, "%lld", share->total);
    fyp_say(cell, sizeof cell, FYP_M_FIELD_COUNTED, k, n);
    fyp_text_table_add(table, cell);
}

int fyp_field_share_decimals(const struct fyp_verified *item)
{
    const double reported =
        item->agreement == FYP_AGREEMENT_NONE ? NAN : reported_of(item);
    const int low =
        fyp_field_decimals_apart(reported, 100.0 * item->share.low, 1);

    return fyp_field_decimals_apart(reported, 100.0 * item->share.high, low);
}

/* In per cent; a limit never looks like the figure that it is kept from. */
static void
add_share(struct fyp_text_table *table, const struct fyp_verified *item)
{
    const struct fyp_share *share = &item->share;
    const double numbers[3] = {
        100.0 * share->share, 100.0 * share->low, 100.0 * share->high};
    char cell[FYP_FIELD_CELL_SIZE];

    fyp_field_interval(numbers, fyp_field_share_decimals(item), cell);
    fyp_text_table_add(table, cell);
}

int fyp_field_factor_decimals(const struct fyp_verified *item)
{
    const double ratio = item->factor.ratio;
    const int low =
        fyp_field_decimals_apart(ratio, 1 - FYP_VERIFY_TOLERANCE, 3);

    return fyp_field_decimals_apart(ratio, 1 + FYP_VERIFY_TOLERANCE, low);
}

static void
add_factor(struct fyp_text_table *table, const struct fyp_verified *item)
{
    const struct fyp_ratio *factor = &item->factor;
    const double numbers[3] = {factor->ratio, factor->low, factor->high};
    char interval[FYP_FIELD_CELL_SIZE], cell[FYP_FIELD_CELL_SIZE + 4];

    fyp_field_interval(numbers, fyp_field_factor_decimals(item), interval);
    snprintf(
        cell, sizeof cell, "%s%s", interval, item->factor_flagged ? " *" : "");
    fyp_text_table_add(table, cell);
}

static void
add_row(struct fyp_text_table *table, const struct fyp_verified *item)
{
    const double reported = reported_of(item);
    char cell[FYP_DECIMAL_TEXT_SIZE] = FYP_SHOWN_UNDEFINED;

    fyp_text_table_add(table, item->indicator->number);
    fyp_text_table_add(table, item->indicator->name);
    fyp_text_table_add(table, item->indicator->unit);
    if (item->figure != NULL) {
        fyp_decimal_format(reported, item->figure->value.decimals, cell);
    }
    fyp_text_table_add(table, cell);
    add_counted(table, &item->share);
    add_share(table, item);
    fyp_text_table_add(table, fyp_field_agreement_word(item->agreement));
    add_factor(table, item);
    add_counted(table, &item->sites_off);
}

void fyp_field_verification_table(
    const struct fyp_verification *verification, struct fyp_buffer *out)
{
    const struct fyp_text_column columns[] = {
        {fyp_text(FYP_M_COLUMN_NUMBER), 6, true},
        {fyp_text(FYP_M_COLUMN_INDICATOR), 32, false},
        {fyp_text(FYP_M_COLUMN_UNIT), 10, false},
        {fyp_text(FYP_M_COLUMN_REPORTED), 12, true},
        {fyp_text(FYP_M_COLUMN_CONFIRMED), 14, true},
        {fyp_text(FYP_M_COLUMN_VERIFIED), 28, false},
        {fyp_text(FYP_M_COLUMN_AGREEMENT), 14, false},
        {fyp_text(FYP_M_COLUMN_FACTOR), 30, false},
        {fyp_text(FYP_M_COLUMN_SITES_OFF), 18, true},
    };
    struct fyp_text_table table;

    fyp_text_table_init(&table, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < verification->count; i++) {
        add_row(&table, &verification->items[i]);
    }
    fyp_text_table_print(&table, out);
    fyp_text_table_finish(&table);
}

static void write_text(
    const struct fyp_fieldwork_head *head,
    const struct fyp_verification *verification, struct fyp_buffer *out)
{
    struct fyp_text_page page = {.out = out};
    char confidence[FYP_DECIMAL_TEXT_SIZE];

    if (any_demonstration(verification)) {
        fyp_buffer_text(out, fyp_text(FYP_M_DEMO_NOTICE));
        fyp_page_line_end(&page);
    }
    fyp_decimal_format(100.0 * verification->confidence, 0, confidence);
    fyp_page_say(
        &page, FYP_M_VERIFY_TITLE, fyp_page_plain(&page, head->plan->title),
        fyp_page_number(&page, head->year), confidence);
    fyp_page_line_end(&page);
    fyp_field_say_file(&page, head->file);
    fyp_buffer_text(out, fyp_text(FYP_M_VERIFY_BESIDE));
    fyp_page_line_end(&page);
    fyp_page_line_end(&page);
    fyp_field_verification_table(verification, out);
    for (size_t i = 0; head->checks != NULL && i < verification->count; i++) {
        fyp_field_say_drawn(
            &page, verification->items[i].indicator, &head->checks[i]);
    }
    fyp_page_finish(&page);
}

/* --- JSON --- */

static void put_interval(struct fyp_json *json, double low, double high)
{
    fyp_json_number(json, "low", low);
    fyp_json_number(json, "high", high);
}

static void put_share(
    struct fyp_json *parent, const char *key, const char *const counts[2],
    const struct fyp_share *share)
{
    struct fyp_json json = fyp_json_object();

    if (share->total == 0) {
        fyp_json_put(parent, key, &json);
        return;
    }
    fyp_json_integer(&json, counts[0], share->hits);
    fyp_json_integer(&json, counts[1], share->total);
    fyp_json_number(&json, "share", share->share);
    put_interval(&json, share->low, share->high);
    fyp_json_put(parent, key, &json);
}

static void put_factor(struct fyp_json *parent, const struct fyp_verified *item)
{
    struct fyp_json json = fyp_json_object();

    fyp_json_integer(&json, "sites", (long long)item->factor.pairs);
    fyp_json_number(&json, "factor", item->factor.ratio);
    fyp_json_number(&json, "standard_error", item->factor.standard_error);
    put_interval(&json, item->factor.low, item->factor.high);
    fyp_json_boolean(&json, "flagged", item->factor_flagged);
    fyp_json_put(parent, "verification_factor", &json);
}

void fyp_field_json_verified(
    struct fyp_json *json, const struct fyp_verified *item)
{
    static const char *const cases[2] = {"confirmed", "checked"};
    static const char *const sites[2] = {"off", "sites"};

    fyp_json_text(json, "no", item->indicator->number);
    fyp_json_text(json, "code", item->indicator->code);
    fyp_json_text(json, "name", item->indicator->name);
    fyp_json_text(json, "unit", item->indicator->unit);
    fyp_json_number(json, "reported", reported_of(item));
    fyp_json_text(
        json, "reported_file", item->figure ? item->figure->file : NULL);
    fyp_json_positive(
        json, "reported_line", item->figure ? item->figure->line : 0);
    fyp_json_integer(json, "rows", (long long)item->rows);
    put_share(json, "verified_share", cases, &item->share);
    fyp_json_text(json, "verdict", fyp_agreement_name(item->agreement));
    put_factor(json, item);
    put_share(json, "sites_off", sites, &item->sites_off);
    fyp_json_boolean(json, "demonstration", is_demonstration(item));
}

static void write_json(
    const struct fyp_fieldwork_head *head,
    const struct fyp_verification *verification, struct fyp_buffer *out)
{
    struct fyp_json root = fyp_json_object();
    struct fyp_json items = fyp_json_array();
    const bool demonstration = any_demonstration(verification);

    fyp_json_text(&root, "plan", head->plan->id);
    fyp_json_text(&root, "region", head->region);
    fyp_json_integer(&root, "year", head->year);
    fyp_json_number(&root, "confidence", verification->confidence);
    fyp_json_number(&root, "tolerance", FYP_VERIFY_TOLERANCE);
    fyp_field_json_file(&root, head->file);
    for (size_t i = 0; i < verification->count; i++) {
        struct fyp_json json = fyp_json_object();
        fyp_field_json_verified(&json, &verification->items[i]);
        fyp_field_json_drawn(&json, head->checks ? &head->checks[i] : NULL);
        fyp_json_put(&items, NULL, &json);
    }
    fyp_json_put(&root, "indicators", &items);
    fyp_json_boolean(&root, "demonstration", demonstration);
    fyp_json_text(&root, "data_notice", notice(demonstration));
    fyp_json_write(&root, out);
}

/* --- CSV --- */

static void
put_share_cells(struct fyp_csv_row *row, const struct fyp_share *share)
{
    fyp_csv_integer(row, share->hits);
    fyp_csv_integer(row, share->total);
    fyp_csv_number(row, share->share);
    fyp_csv_number(row, share->low);
    fyp_csv_number(row, share->high);
}

static void put_cells(
    struct fyp_csv_row *row, const struct fyp_fieldwork_head *head,
    const struct fyp_verified *item)
{
    fyp_csv_text(row, head->plan->id);
    fyp_csv_text(row, head->region);
    fyp_csv_integer(row, head->year);
    fyp_csv_text(row, item->indicator->number);
    fyp_csv_text(row, item->indicator->code);
    fyp_csv_text(row, item->indicator->name);
    fyp_csv_text(row, item->indicator->unit);
    fyp_csv_number(row, reported_of(item));
    put_share_cells(row, &item->share);
    fyp_csv_text(row, fyp_agreement_name(item->agreement));
    fyp_csv_number(row, item->factor.ratio);
    fyp_csv_number(row, item->factor.standard_error);
    fyp_csv_number(row, item->factor.low);
    fyp_csv_number(row, item->factor.high);
    fyp_csv_boolean(row, item->factor_flagged);
    put_share_cells(row, &item->sites_off);
    fyp_csv_boolean(row, is_demonstration(item));
    fyp_csv_text(row, notice(is_demonstration(item)));
    fyp_csv_end(row);
}

static void write_csv(
    const struct fyp_fieldwork_head *head,
    const struct fyp_verification *verification, struct fyp_buffer *out)
{
    static const char *const titles[] = {
        "plan",           "region",
        "year",           "no",
        "code",           "name",
        "unit",           "reported",
        "confirmed",      "checked",
        "verified_share", "verified_low",
        "verified_high",  "verdict",
        "factor",         "factor_se",
        "factor_low",     "factor_high",
        "factor_flagged", "sites_off",
        "sites",          "sites_off_share",
        "sites_off_low",  "sites_off_high",
        "demonstration",  "data_notice",
    };
    struct fyp_csv_row row = {.out = out};

    fyp_csv_texts(out, titles, sizeof titles / sizeof *titles);
    for (size_t i = 0; i < verification->count; i++) {
        put_cells(&row, head, &verification->items[i]);
    }
}

void fyp_report_verification(
    const struct fyp_fieldwork_head *head,
    const struct fyp_verification *verification, enum fyp_format format,
    struct fyp_buffer *out)
{
    switch (format) {
    case FYP_FORMAT_TEXT:
        write_text(head, verification, out);
        break;
    case FYP_FORMAT_JSON:
        write_json(head, verification, out);
        break;
    case FYP_FORMAT_CSV:
        write_csv(head, verification, out);
        break;
    }
}
