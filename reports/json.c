/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Up to here a double holds every whole number. */
#define WHOLE_MAX 9e15

struct fyp_json fyp_json_object(void)
{
    json_t *value = json_object();
    return (struct fyp_json){.value = value, .failed = value == NULL};
}

struct fyp_json fyp_json_array(void)
{
    json_t *value = json_array();
    return (struct fyp_json){.value = value, .failed = value == NULL};
}

/* Takes over value, also when it fails. */
static void take(struct fyp_json *parent, const char *key, json_t *value)
{
    const int failure = key == NULL
                            ? json_array_append_new(parent->value, value)
                            : json_object_set_new(parent->value, key, value);
    parent->failed = parent->failed || failure != 0;
}

static json_t *repaired(const char *text, size_t length)
{
    struct fyp_buffer clean = {0};
    size_t start = 0;
    while (start < length) {
        const size_t good = fyp_utf8_valid_prefix(text + start, length - start);
        fyp_buffer_bytes(&clean, text + start, good);
        start += good;
        if (start < length) {
            fyp_buffer_text(&clean, "\xEF\xBF\xBD");
            start++;
        }
    }
    json_t *value = clean.failed ? NULL : json_string(clean.data);
    fyp_buffer_finish(&clean);
    return value;
}

void fyp_json_text(struct fyp_json *parent, const char *key, const char *text)
{
    if (text == NULL) {
        take(parent, key, json_null());
        return;
    }
    const size_t length = strlen(text);
    const bool valid = fyp_utf8_valid_prefix(text, length) == length;
    take(parent, key, valid ? json_string(text) : repaired(text, length));
}

void fyp_json_number(struct fyp_json *parent, const char *key, double number)
{
    if (!isfinite(number)) {
        take(parent, key, json_null());
    } else if (fabs(number) < WHOLE_MAX && floor(number) >= number) {
        take(parent, key, json_integer((json_int_t)number));
    } else {
        take(parent, key, json_real(number));
    }
}

void fyp_json_decimal(
    struct fyp_json *parent, const char *key, const struct fyp_decimal *decimal)
{
    fyp_json_number(parent, key, decimal->present ? decimal->value : NAN);
}

void fyp_json_integer(
    struct fyp_json *parent, const char *key, long long integer)
{
    take(parent, key, json_integer(integer));
}

void fyp_json_positive(struct fyp_json *parent, const char *key, int number)
{
    take(parent, key, number > 0 ? json_integer(number) : json_null());
}

void fyp_json_boolean(struct fyp_json *parent, const char *key, bool truth)
{
    take(parent, key, json_boolean(truth));
}

void fyp_json_null(struct fyp_json *parent, const char *key)
{
    take(parent, key, json_null());
}

void fyp_json_comparator(
    struct fyp_json *parent, const char *key, enum fyp_comparator comparator)
{
    fyp_json_text(
        parent, key,
        comparator == FYP_COMPARE_NONE ? NULL
                                       : fyp_comparator_text(comparator));
}

void fyp_json_put(
    struct fyp_json *parent, const char *key, struct fyp_json *child)
{
    take(parent, key, child->value);
    parent->failed = parent->failed || child->failed;
    *child = (struct fyp_json){0};
}

void fyp_json_write(struct fyp_json *root, struct fyp_buffer *out)
{
    char *text =
        root->failed
            ? NULL
            : json_dumps(root->value, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    if (text == NULL) {
        out->failed = true;
    } else {
        fyp_buffer_text(out, text);
        fyp_buffer_text(out, "\n");
    }
    free(text);
    json_decref(root->value);
    *root = (struct fyp_json){0};
}
