/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/seal/differences.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 256, SHOWN_SIZE = 400 };

/* Where the comparison is. */
struct place {
    struct fyp_seal_differences *out;
    bool exactly;
    const char *indicator;
    char path[PATH_SIZE];
};

static const char *
kept_text(struct fyp_seal_differences *out, const char *text, size_t length)
{
    if (text == NULL) {
        return NULL;
    }
    const char *copy = fyp_arena_text(
        &out->arena, text, fyp_text_cut(text, length, SHOWN_SIZE));
    out->failed = out->failed || copy == NULL;
    return copy;
}

/* As it stands in the file; NULL where it is not there. */
static const char *shown(struct fyp_seal_differences *out, const json_t *value)
{
    if (value == NULL) {
        return NULL;
    }
    char *text = json_dumps(
        value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(17));
    const char *kept = text != NULL ? kept_text(out, text, strlen(text)) : NULL;
    out->failed = out->failed || text == NULL;
    free(text);
    return kept;
}

static void
tell(const struct place *place, const json_t *sealed, const json_t *recomputed)
{
    struct fyp_seal_differences *out = place->out;
    out->found++;
    if (out->kept == FYP_SEAL_DIFFERENCES_MAX) {
        return;
    }
    struct fyp_seal_difference *item = &out->items[out->kept];
    item->indicator =
        place->indicator != NULL
            ? kept_text(out, place->indicator, strlen(place->indicator))
            : NULL;
    item->field = kept_text(out, place->path, strlen(place->path));
    item->sealed = shown(out, sealed);
    item->recomputed = shown(out, recomputed);
    out->kept++;
}

static bool
same_number(const json_t *sealed, const json_t *recomputed, bool exactly)
{
    const double a = json_number_value(sealed);
    const double b = json_number_value(recomputed);
    const double tolerance = exactly ? 0.0 : FYP_SEAL_TOLERANCE;
    return fabs(a - b) <= tolerance * fmax(fabs(a), fabs(b));
}

static bool
same_value(const json_t *sealed, const json_t *recomputed, bool exactly)
{
    if (json_is_number(sealed) && json_is_number(recomputed)) {
        return same_number(sealed, recomputed, exactly);
    }
    return json_equal(sealed, recomputed);
}

static void compare(
    const struct place *place, const json_t *sealed, const json_t *recomputed);

static struct place below(const struct place *place, const char *key)
{
    struct place inner = *place;
    const size_t used = strlen(place->path);
    (void)snprintf(
        inner.path + used, PATH_SIZE - used, "%s%s", used > 0 ? "." : "", key);
    /* a key of any length must not leave half a character */
    inner.path[fyp_text_cut(inner.path, strlen(inner.path), PATH_SIZE - 1)] =
        '\0';
    return inner;
}

/* Every key that both have, then those that only one has; a later version
 * may have learnt to say more. */
static void
compare_objects(const struct place *place, json_t *sealed, json_t *recomputed)
{
    const char *key;
    json_t *value;
    json_object_foreach(sealed, key, value)
    {
        const struct place inner = below(place, key);
        compare(&inner, value, json_object_get(recomputed, key));
    }
    json_object_foreach(recomputed, key, value)
    {
        if (place->exactly && json_object_get(sealed, key) == NULL) {
            const struct place inner = below(place, key);
            compare(&inner, NULL, value);
        }
    }
}

static const char *code_of(const json_t *item)
{
    return json_string_value(json_object_get(item, "code"));
}

/* Indicators go by their code; other lists by their number. */
static void compare_arrays(
    const struct place *place, const json_t *sealed, const json_t *recomputed)
{
    const size_t n = json_array_size(sealed), m = json_array_size(recomputed);
    const bool indicators = strcmp(place->path, "indicators") == 0;
    for (size_t i = 0; i < n || i < m; i++) {
        const json_t *left = json_array_get(sealed, i);
        const json_t *right = json_array_get(recomputed, i);
        struct place inner = *place;
        const char *code = code_of(right != NULL ? right : left);
        if (indicators && code != NULL) {
            inner.indicator = code;
            inner.path[0] = '\0';
        } else {
            char number[32];
            (void)snprintf(number, sizeof number, "%zu", i + 1);
            inner = below(place, number);
        }
        compare(&inner, left, right);
    }
}

static void compare(
    const struct place *place, const json_t *sealed, const json_t *recomputed)
{
    if (json_is_object(sealed) && json_is_object(recomputed)) {
        /* the iterators of jansson take no const */
        compare_objects(place, (json_t *)sealed, (json_t *)recomputed);
    } else if (json_is_array(sealed) && json_is_array(recomputed)) {
        compare_arrays(place, sealed, recomputed);
    } else {
        place->out->compared++;
        if (!same_value(sealed, recomputed, place->exactly)) {
            tell(place, sealed, recomputed);
        }
    }
}

void fyp_seal_compare_results(
    const char *name, const json_t *sealed, const json_t *recomputed,
    bool exactly, struct fyp_seal_differences *out)
{
    struct place place = {.out = out, .exactly = exactly};
    (void)snprintf(place.path, PATH_SIZE, "%s", name != NULL ? name : "");
    compare(&place, sealed, recomputed);
}

/* --- texts --- */

struct line {
    const char *text; /* NULL: behind the end */
    size_t length;
};

static struct line next_line(const char **at, const char *end)
{
    struct line line = {0};
    if (*at < end) {
        const char *stop = memchr(*at, '\n', (size_t)(end - *at));
        line.text = *at;
        line.length = (size_t)((stop != NULL ? stop : end) - *at);
        *at = stop != NULL ? stop + 1 : end;
    }
    return line;
}

static bool same_line(struct line a, struct line b)
{
    return (a.text == NULL) == (b.text == NULL) && a.length == b.length &&
           (a.text == NULL || memcmp(a.text, b.text, a.length) == 0);
}

static void tell_line(
    const char *name, size_t number, struct line sealed, struct line recomputed,
    struct fyp_seal_differences *out)
{
    char field[PATH_SIZE];
    out->found++;
    if (out->kept == FYP_SEAL_DIFFERENCES_MAX) {
        return;
    }
    (void)snprintf(field, sizeof field, "%s:%zu", name, number);
    struct fyp_seal_difference *item = &out->items[out->kept];
    item->indicator = NULL;
    item->field = kept_text(out, field, strlen(field));
    item->sealed = kept_text(out, sealed.text, sealed.length);
    item->recomputed = kept_text(out, recomputed.text, recomputed.length);
    out->kept++;
}

void fyp_seal_compare_texts(
    const char *name, const char *sealed, size_t sealed_length,
    const struct fyp_buffer *recomputed, struct fyp_seal_differences *out)
{
    const char *left = sealed != NULL ? sealed : "";
    const char *right = recomputed->data != NULL ? recomputed->data : "";
    const char *left_end = left + sealed_length;
    const char *right_end = right + recomputed->length;
    const bool same = sealed_length == recomputed->length &&
                      memcmp(left, right, sealed_length) == 0;
    size_t number = 0;
    out->compared++;
    while (!same) {
        const struct line a = next_line(&left, left_end);
        const struct line b = next_line(&right, right_end);
        number++;
        /* the ends may differ by a line feed alone */
        if (!same_line(a, b) || a.text == NULL) {
            tell_line(name, number, a, b, out);
            return;
        }
    }
}

void fyp_seal_differences_finish(struct fyp_seal_differences *differences)
{
    if (differences != NULL) {
        fyp_arena_finish(&differences->arena);
        differences->kept = 0;
    }
}
