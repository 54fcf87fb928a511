/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_JSON_H
#define FYP_REPORTS_JSON_H

#include "base/decimal.h"
#include "base/text.h"

#include <jansson.h>

/*
 * JSON as the contract wants it: keys in the order in which they are put,
 * null for what is not defined, numbers with 15 significant digits (0.6, not
 * 0.59999999999999998), whole ones without a point.
 *
 * A value is built with the put functions, moved into its parent with
 * fyp_json_put, and written once, at the root. A failure (no memory) is kept
 * and shows at the root. In an array the key is NULL.
 */

struct fyp_json {
    json_t *value;
    bool failed;
};

struct fyp_json fyp_json_object(void);
struct fyp_json fyp_json_array(void);

/** NULL is null; bytes that are not UTF-8 become U+FFFD. */
void fyp_json_text(struct fyp_json *parent, const char *key, const char *text);
/** NAN (and infinity) is null. */
void fyp_json_number(struct fyp_json *parent, const char *key, double number);
/** A decimal that is absent is null. */
void fyp_json_decimal(
    struct fyp_json *parent, const char *key,
    const struct fyp_decimal *decimal);
void fyp_json_integer(
    struct fyp_json *parent, const char *key, long long integer);
/** A year or a line; 0 is null. */
void fyp_json_positive(struct fyp_json *parent, const char *key, int number);
void fyp_json_boolean(struct fyp_json *parent, const char *key, bool truth);
void fyp_json_null(struct fyp_json *parent, const char *key);
/** ">=" or null where there is none. */
void fyp_json_comparator(
    struct fyp_json *parent, const char *key, enum fyp_comparator comparator);

/** Moves child into parent; child is empty afterwards. */
void fyp_json_put(
    struct fyp_json *parent, const char *key, struct fyp_json *child);

/** Appends the text of the root with a line end and releases it. */
void fyp_json_write(struct fyp_json *root, struct fyp_buffer *out);

#endif
