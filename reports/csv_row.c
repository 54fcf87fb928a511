/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/csv_row.h"

#include <math.h>
#include <string.h>

static void separate(struct fyp_csv_row *row)
{
    if (row->started) {
        fyp_buffer_bytes(row->out, ",", 1);
    }
    row->started = true;
}

static bool starts_formula(const char *text)
{
    /* A cell of dashes says "none"; behind a sign there must be something. */
    return text[strspn(text, "-")] != '\0' &&
           strchr("=+-@\t\r", text[0]) != NULL;
}

void fyp_csv_text(struct fyp_csv_row *row, const char *text)
{
    separate(row);
    if (text == NULL) {
        return;
    }
    const char *mark = starts_formula(text) ? "'" : "";
    if (strpbrk(text, ",\"\r\n") == NULL) {
        fyp_buffer_text(row->out, mark);
        fyp_buffer_text(row->out, text);
        return;
    }
    fyp_buffer_text(row->out, "\"");
    fyp_buffer_text(row->out, mark);
    for (const char *at = text; *at != '\0'; at++) {
        fyp_buffer_bytes(row->out, at, 1);
        if (*at == '"') {
            fyp_buffer_bytes(row->out, at, 1);
        }
    }
    fyp_buffer_text(row->out, "\"");
}

void fyp_csv_number(struct fyp_csv_row *row, double number)
{
    char text[FYP_DECIMAL_TEXT_SIZE];
    separate(row);
    if (isfinite(number)) {
        fyp_decimal_format(number, 0, text);
        fyp_buffer_text(row->out, text);
    }
}

void fyp_csv_decimal(struct fyp_csv_row *row, const struct fyp_decimal *decimal)
{
    fyp_csv_number(row, decimal->present ? decimal->value : NAN);
}

void fyp_csv_integer(struct fyp_csv_row *row, long long integer)
{
    separate(row);
    fyp_buffer_format(row->out, "%lld", integer);
}

void fyp_csv_positive(struct fyp_csv_row *row, int number)
{
    if (number > 0) {
        fyp_csv_integer(row, number);
    } else {
        fyp_csv_text(row, NULL);
    }
}

void fyp_csv_boolean(struct fyp_csv_row *row, bool truth)
{
    separate(row);
    fyp_buffer_text(row->out, truth ? "true" : "false");
}

void fyp_csv_comparator(struct fyp_csv_row *row, enum fyp_comparator comparator)
{
    separate(row);
    fyp_buffer_text(row->out, fyp_comparator_text(comparator));
}

void fyp_csv_end(struct fyp_csv_row *row)
{
    fyp_buffer_text(row->out, "\n");
    row->started = false;
}

void fyp_csv_texts(
    struct fyp_buffer *out, const char *const *texts, size_t count)
{
    struct fyp_csv_row row = {.out = out};
    for (size_t i = 0; i < count; i++) {
        fyp_csv_text(&row, texts[i]);
    }
    fyp_csv_end(&row);
}
