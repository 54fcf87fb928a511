/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/yaml.h"

#include "base/decimal.h"
#include "base/message.h"
#include "base/text.h"
#include "base/yaml_tree.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FILE_MAX = 4 * 1024 * 1024,
    WORDS_MAX = 64, /* keys of one map, words of one choice */
    PATH_SIZE = 400,
    WORD_MAX = 32, /* characters compared when a word is suggested */
    YEAR_MIN = 1900
};

struct reader {
    struct fyp_yaml_report report;
    struct fyp_arena *arena;
    char path[PATH_SIZE]; /* of the field: 指标[6].目标 */
};

/* A list of words that are allowed, for messages. */
struct words {
    const char *word[WORDS_MAX];
    size_t n;
};

#define REFUSE(reader, node, status, ...)                                      \
    refuse(                                                                    \
        (reader), (node), (status), __LINE__,                                  \
        (const char *const[]){__VA_ARGS__, NULL})

static void refuse(
    struct reader *reader, const struct fyp_yaml_node *node,
    enum fyp_status status, int source_line, const char *const *arguments)
{
    struct fyp_error problem;

    (void)fyp_error_set(&problem, status, __FILE__, source_line, arguments);
    fyp_yaml_report_add(&reader->report, &problem, node->line, node->column);
}

/* --- where in the file --- */

static size_t push_key(struct reader *reader, const char *key)
{
    const size_t length = strlen(reader->path);

    (void)snprintf(
        reader->path + length, PATH_SIZE - length, "%s%s",
        length > 0 ? "." : "", key);
    return length;
}

static size_t push_index(struct reader *reader, size_t index)
{
    const size_t length = strlen(reader->path);

    (void)snprintf(
        reader->path + length, PATH_SIZE - length, "[%zu]", index + 1);
    return length;
}

static void pop(struct reader *reader, size_t length)
{
    reader->path[length] = '\0';
}

static const char *where(const struct reader *reader)
{
    return reader->path[0] != '\0' ? reader->path : fyp_text(FYP_M_YAML_TOP);
}

/* --- words that are allowed --- */

static size_t characters(const char *text, uint32_t out[WORD_MAX])
{
    size_t left = strlen(text);
    size_t n = 0;

    while (left > 0 && n < WORD_MAX) {
        const size_t used = fyp_utf8_decode(text, left, &out[n]);

        if (used == 0) {
            break;
        }
        text += used;
        left -= used;
        n++;
    }
    return n;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edits (insert, delete, replace, swap neighbours) between two words. */
static size_t distance(const uint32_t *a, size_t m, const uint32_t *b, size_t n)
{
    size_t d[WORD_MAX + 1][WORD_MAX + 1];

    for (size_t j = 0; j <= n; j++) {
        d[0][j] = j;
    }
    for (size_t i = 1; i <= m; i++) {
        d[i][0] = i;
        for (size_t j = 1; j <= n; j++) {
            const size_t cost = a[i - 1] != b[j - 1];

            d[i][j] = least(
                least(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
                a[i - 2] == b[j - 1]) {
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
    }
    return d[m][n];
}

/* The allowed word that is near enough to be meant, or NULL. */
static const char *nearest(const struct words *words, const char *found)
{
    char folded[8 * WORD_MAX];
    uint32_t a[WORD_MAX];
    size_t best = WORD_MAX;
    const char *word = NULL;
    size_t m;

    fyp_text_fold(found, folded, sizeof folded);
    m = characters(folded, a);
    for (size_t i = 0; m > 0 && i < words->n; i++) {
        uint32_t b[WORD_MAX];
        size_t n;
        size_t edits;

        fyp_text_fold(words->word[i], folded, sizeof folded);
        n = characters(folded, b);
        edits = distance(a, m, b, n);
        if (edits < best && edits <= 1 + n / 4 && edits < n) {
            best = edits;
            word = words->word[i];
        }
    }
    return word;
}

static void
suggest(const struct words *words, const char *found, char *out, size_t size)
{
    const char *word = nearest(words, found);

    out[0] = '\0';
    if (word != NULL) {
        (void)fyp_say(out, size, FYP_M_YAML_DID_YOU_MEAN, word);
    }
}

static void join(const struct words *words, char *out, size_t size)
{
    size_t used = 0;

    out[0] = '\0';
    for (size_t i = 0; i < words->n; i++) {
        const char *const pieces[] = {
            i > 0 ? fyp_text(FYP_M_YAML_LIST_SEPARATOR) : "", words->word[i],
            NULL};

        used += fyp_expand(out + used, size - used, "{1}{2}", pieces);
    }
}

/* --- single values --- */

static void store(void *base, size_t offset, const void *value, size_t size)
{
    memcpy((char *)base + offset, value, size);
}

/* Nothing was written: "key:" or "key: ~". */
static bool is_null(const struct fyp_yaml_node *node)
{
    return node->kind == FYP_YAML_SCALAR && node->plain &&
           (node->text[0] == '\0' || strcmp(node->text, "~") == 0);
}

static void describe(const struct fyp_yaml_node *node, char *out, size_t size)
{
    if (node->kind == FYP_YAML_LIST) {
        (void)fyp_say(out, size, FYP_M_YAML_IS_LIST, NULL);
    } else if (node->kind == FYP_YAML_PAIRS) {
        (void)fyp_say(out, size, FYP_M_YAML_IS_MAP, NULL);
    } else if (node->text[0] == '\0' || is_null(node)) {
        (void)fyp_say(out, size, FYP_M_YAML_IS_NOTHING, NULL);
    } else {
        (void)fyp_say(out, size, FYP_M_YAML_IS_TEXT, node->text);
    }
}

static const char *wanted(enum fyp_yaml_type type)
{
    static const enum fyp_message messages[] = {
        [FYP_YAML_TEXT] = FYP_M_YAML_WANTS_TEXT,
        [FYP_YAML_INTEGER] = FYP_M_YAML_WANTS_INTEGER,
        [FYP_YAML_DECIMAL] = FYP_M_YAML_WANTS_DECIMAL,
        [FYP_YAML_BOUND] = FYP_M_YAML_WANTS_BOUND,
        [FYP_YAML_BOOLEAN] = FYP_M_YAML_WANTS_BOOLEAN,
        [FYP_YAML_CHOICE] = FYP_M_YAML_WANTS_CHOICE,
        [FYP_YAML_DATE] = FYP_M_YAML_WANTS_DATE,
        [FYP_YAML_TEXTS] = FYP_M_YAML_WANTS_TEXTS,
        [FYP_YAML_MAP] = FYP_M_YAML_WANTS_MAP,
        [FYP_YAML_MAPS] = FYP_M_YAML_WANTS_MAPS,
        [FYP_YAML_RANGE] = FYP_M_YAML_WANTS_RANGE};

    return fyp_text(messages[type]);
}

/* A text where keys were wanted is nearly always "键：值". */
static void refuse_kind(
    struct reader *reader, const struct fyp_yaml_node *node,
    enum fyp_yaml_type type)
{
    char found[160];

    if ((type == FYP_YAML_MAP || type == FYP_YAML_MAPS) &&
        node->kind == FYP_YAML_SCALAR && node->plain &&
        strstr(node->text, "：") != NULL) {
        REFUSE(reader, node, FYP_E_YAML_COLON_FULLWIDTH, node->text);
        return;
    }
    describe(node, found, sizeof found);
    REFUSE(reader, node, FYP_E_YAML_KIND, where(reader), wanted(type), found);
}

/* Up to nine digits with a sign; false for anything else. */
static bool parse_integer(const char *text, int *out)
{
    const char *digits = text + (text[0] == '-');
    const size_t n = strspn(digits, "0123456789");

    if (n == 0 || n > 9 || digits[n] != '\0') {
        return false;
    }
    *out = (int)strtol(text, NULL, 10);
    return true;
}

static void read_integer(
    struct reader *reader, const struct fyp_yaml_field *field,
    const struct fyp_yaml_node *node, void *base)
{
    int value;
    char low[16];
    char high[16];

    if (!parse_integer(node->text, &value)) {
        REFUSE(reader, node, FYP_E_YAML_INTEGER, where(reader), node->text);
        return;
    }
    if (field->low < field->high &&
        (value < field->low || value > field->high)) {
        (void)snprintf(low, sizeof low, "%d", field->low);
        (void)snprintf(high, sizeof high, "%d", field->high);
        REFUSE(
            reader, node, FYP_E_YAML_INTEGER_RANGE, where(reader), node->text,
            low, high);
        return;
    }
    store(base, field->offset, &value, sizeof value);
}

static void read_decimal(
    struct reader *reader, const struct fyp_yaml_field *field,
    const struct fyp_yaml_node *node, void *base)
{
    struct fyp_decimal value;

    if (!fyp_decimal_parse(node->text, &value)) {
        REFUSE(reader, node, FYP_E_YAML_DECIMAL, where(reader), node->text);
        return;
    }
    store(base, field->offset, &value, sizeof value);
}

/* A number, or in words that there is no bound; false: reported. */
static bool parse_bound(
    struct reader *reader, const struct fyp_yaml_node *node,
    struct fyp_decimal *out)
{
    *out = (struct fyp_decimal){0};
    if (node->kind == FYP_YAML_SCALAR && (strcmp(node->text, "无上限") == 0 ||
                                          strcmp(node->text, "无下限") == 0 ||
                                          fyp_decimal_parse(node->text, out))) {
        return true;
    }
    if (node->refused) {
        return false;
    }
    if (node->kind != FYP_YAML_SCALAR || is_null(node)) {
        refuse_kind(reader, node, FYP_YAML_BOUND);
    } else {
        REFUSE(reader, node, FYP_E_YAML_BOUND, where(reader), node->text);
    }
    return false;
}

static void read_bound(
    struct reader *reader, const struct fyp_yaml_field *field,
    const struct fyp_yaml_node *node, void *base)
{
    struct fyp_decimal value;

    if (parse_bound(reader, node, &value)) {
        store(base, field->offset, &value, sizeof value);
    }
}

static void read_range(
    struct reader *reader, const struct fyp_yaml_field *field,
    const struct fyp_yaml_node *node, void *base)
{
    struct fyp_decimal ends[2];
    char number[24];

    if (node->count != 2) {
        (void)snprintf(number, sizeof number, "%zu", node->count);
        REFUSE(reader, node, FYP_E_YAML_RANGE, where(reader), number);
        return;
    }
    if (!parse_bound(reader, node->first, &ends[0]) ||
        !parse_bound(reader, node->last, &ends[1])) {
        return;
    }
    if (ends[0].present && ends[1].present &&
        fyp_more(ends[0].value, ends[1].value)) {
        REFUSE(
            reader, node, FYP_E_YAML_RANGE_ORDER, where(reader),
            node->first->text, node->last->text);
        return;
    }
    store(base, field->offset, ends, sizeof ends);
}

static void read_boolean(
    struct reader *reader, const struct fyp_yaml_field *field,
    const struct fyp_yaml_node *node, void *base)
{
    const bool yes = strcmp(node->text, "是") == 0;

    if (!yes && strcmp(node->text, "否") != 0) {
        REFUSE(reader, node, FYP_E_YAML_BOOLEAN, where(reader), node->text);
        return;
    }
    store(base, field->offset, &yes, sizeof yes);
}

/* The words that a field may hold, joined for a message. */
static void allowed_words(
    const struct fyp_yaml_field *field, struct words *words, char *out,
    size_t size)
{
    for (const struct fyp_yaml_choice *c = field->choices; c->word != NULL;
         c++) {
        assert(words->n < WORDS_MAX);
        words->word[words->n++] = c->word;
    }
    join(words, out, size);
}

/* A required field that is not there, with what it may hold. */
static void refuse_missing(
    struct reader *reader, const struct fyp_yaml_field *field,
    const struct fyp_yaml_node *node)
{
    struct words words = {.n = 0};
    char allowed[600];

    if (field->type == FYP_YAML_CHOICE) {
        allowed_words(field, &words, allowed, sizeof allowed);
        REFUSE(reader, node, FYP_E_YAML_MISSING, where(reader), allowed);
    } else {
        REFUSE(
            reader, node, FYP_E_YAML_MISSING, where(reader),
            wanted(field->type));
    }
}

static void read_choice(
    struct reader *reader, const struct fyp_yaml_field *field,
    const struct fyp_yaml_node *node, void *base)
{
    struct words words = {.n = 0};
    char near[160];
    char allowed[600];

    for (const struct fyp_yaml_choice *c = field->choices; c->word != NULL;
         c++) {
        if (strcmp(c->word, node->text) == 0) {
            store(base, field->offset, &c->value, sizeof c->value);
            return;
        }
    }
    allowed_words(field, &words, allowed, sizeof allowed);
    suggest(&words, node->text, near, sizeof near);
    REFUSE(
        reader, node, FYP_E_YAML_CHOICE, where(reader), node->text, near,
        allowed);
}

/* --- dates --- */

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

/* YYYY-MM or YYYY-MM-DD of the calendar, from YEAR_MIN on. */
static bool is_date(const char *text)
{
    static const char pattern[] = "dddd-dd-dd";
    const size_t length = strlen(text);
    int year;
    int month;

    if (length != 7 && length != 10) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        const bool digit = text[i] >= '0' && text[i] <= '9';

        if (pattern[i] == 'd' ? !digit : text[i] != pattern[i]) {
            return false;
        }
    }
    year = (int)strtol(text, NULL, 10);
    month = (int)strtol(text + 5, NULL, 10);
    if (year < YEAR_MIN || month < 1 || month > 12) {
        return false;
    }
    if (length == 10) {
        const int day = (int)strtol(text + 8, NULL, 10);

        return day >= 1 && day <= days_in_month(year, month);
    }
    return true;
}

/* --- texts; nodes and their texts live in the arena already --- */

static void read_text(
    const struct fyp_yaml_field *field, const struct fyp_yaml_node *node,
    void *base)
{
    store(base, field->offset, &node->text, sizeof node->text);
}

static void read_date(
    struct reader *reader, const struct fyp_yaml_field *field,
    const struct fyp_yaml_node *node, void *base)
{
    if (is_date(node->text)) {
        read_text(field, node, base);
    } else {
        REFUSE(reader, node, FYP_E_YAML_DATE, where(reader), node->text);
    }
}

/* Memory for the items of a list; NULL: reported. */
static void *new_items(
    struct reader *reader, const struct fyp_yaml_node *node, size_t count,
    size_t size)
{
    void *items = fyp_arena_alloc(reader->arena, count, size);

    if (items == NULL) {
        REFUSE(reader, node, FYP_E_MEMORY, NULL);
    }
    return items;
}

static void store_items(
    const struct fyp_yaml_field *field, void *base, void *items, size_t count)
{
    store(base, field->offset, &items, sizeof items);
    store(base, field->count_offset, &count, sizeof count);
}

static void read_texts(
    struct reader *reader, const struct fyp_yaml_field *field,
    const struct fyp_yaml_node *node, void *base)
{
    const bool list = node->kind == FYP_YAML_LIST;
    const struct fyp_yaml_node *item = list ? node->first : node;
    const size_t count = list ? node->count : 1;
    const char **texts = new_items(reader, node, count, sizeof *texts);

    if (texts == NULL) {
        return;
    }
    for (size_t i = 0; i < count; i++, item = item->next) {
        texts[i] = item->text;
        if (item->refused) {
            continue;
        }
        if (item->kind != FYP_YAML_SCALAR || is_null(item)) {
            const size_t length = push_index(reader, i);

            refuse_kind(reader, item, FYP_YAML_TEXT);
            pop(reader, length);
        }
    }
    store_items(field, base, texts, count);
}

/* --- maps --- */

static void read_map(
    struct reader *reader, const struct fyp_yaml_field *schema,
    const struct fyp_yaml_node *node, void *base);

static void read_inner_map(
    struct reader *reader, const struct fyp_yaml_field *field,
    const struct fyp_yaml_node *node, void *inner)
{
    const int line = (int)node->line;
    const bool present = true;

    if (field->line_offset_plus_one > 0) {
        store(inner, field->line_offset_plus_one - 1, &line, sizeof line);
    }
    if (field->type == FYP_YAML_MAP && field->present_offset_plus_one > 0) {
        store(
            inner, field->present_offset_plus_one - 1, &present,
            sizeof present);
    }
    read_map(reader, field->fields, node, inner);
}

static void read_maps(
    struct reader *reader, const struct fyp_yaml_field *field,
    const struct fyp_yaml_node *node, void *base)
{
    const struct fyp_yaml_node *item = node->first;
    char *items = new_items(reader, node, node->count, field->item_size);

    if (items == NULL) {
        return;
    }
    for (size_t i = 0; item != NULL; i++, item = item->next) {
        const size_t length = push_index(reader, i);

        if (item->kind == FYP_YAML_PAIRS) {
            read_inner_map(reader, field, item, items + i * field->item_size);
        } else if (!item->refused) {
            refuse_kind(reader, item, FYP_YAML_MAP);
        }
        pop(reader, length);
    }
    store_items(field, base, items, node->count);
}

static bool kind_fits(enum fyp_yaml_type type, enum fyp_yaml_kind kind)
{
    switch (type) {
    case FYP_YAML_MAP:
        return kind == FYP_YAML_PAIRS;
    case FYP_YAML_MAPS:
    case FYP_YAML_RANGE:
        return kind == FYP_YAML_LIST;
    case FYP_YAML_TEXTS:
        return kind != FYP_YAML_PAIRS;
    default:
        return kind == FYP_YAML_SCALAR;
    }
}

static void read_value(
    struct reader *reader, const struct fyp_yaml_field *field,
    const struct fyp_yaml_node *node, void *base)
{
    switch (field->type) {
    case FYP_YAML_TEXT:
        read_text(field, node, base);
        break;
    case FYP_YAML_INTEGER:
        read_integer(reader, field, node, base);
        break;
    case FYP_YAML_DECIMAL:
        read_decimal(reader, field, node, base);
        break;
    case FYP_YAML_BOUND:
        read_bound(reader, field, node, base);
        break;
    case FYP_YAML_BOOLEAN:
        read_boolean(reader, field, node, base);
        break;
    case FYP_YAML_CHOICE:
        read_choice(reader, field, node, base);
        break;
    case FYP_YAML_DATE:
        read_date(reader, field, node, base);
        break;
    case FYP_YAML_TEXTS:
        read_texts(reader, field, node, base);
        break;
    case FYP_YAML_MAP:
        read_inner_map(reader, field, node, (char *)base + field->offset);
        break;
    case FYP_YAML_MAPS:
        read_maps(reader, field, node, base);
        break;
    case FYP_YAML_RANGE:
        read_range(reader, field, node, base);
        break;
    }
}

/* Is this what a required field must not be? */
static bool is_empty(const struct fyp_yaml_node *node)
{
    return is_null(node) ||
           (node->kind == FYP_YAML_SCALAR && node->text[0] == '\0') ||
           (node->kind == FYP_YAML_LIST && node->count == 0);
}

static void read_field(
    struct reader *reader, const struct fyp_yaml_field *field,
    const struct fyp_yaml_node *key, const struct fyp_yaml_node *node,
    void *base)
{
    if (node->refused) {
        return;
    }
    if (field->required && is_empty(node)) {
        refuse_missing(reader, field, key);
        return;
    }
    if (is_null(node)) {
        return;
    }
    if (!kind_fits(field->type, node->kind)) {
        refuse_kind(reader, node, field->type);
        return;
    }
    read_value(reader, field, node, base);
}

/* "代码：x" and "代码:x" inside brackets are keys without a value. The field
 * that is meant counts as given. */
static bool refuse_bad_colon(
    struct reader *reader, const struct fyp_yaml_field *schema,
    const struct fyp_yaml_node *key, size_t seen[WORDS_MAX])
{
    const bool full = strstr(key->text, "：") != NULL;

    if (!key->plain || (!full && strchr(key->text, ':') == NULL)) {
        return false;
    }
    for (size_t i = 0; schema[i].key != NULL; i++) {
        const size_t n = strlen(schema[i].key);

        if (strncmp(key->text, schema[i].key, n) == 0 &&
            (key->text[n] == ':' || strncmp(key->text + n, "：", 3) == 0)) {
            seen[i] = key->line;
        }
    }
    REFUSE(
        reader, key, full ? FYP_E_YAML_COLON_FULLWIDTH : FYP_E_YAML_COLON_SPACE,
        key->text);
    return true;
}

static void refuse_unknown_key(
    struct reader *reader, const struct fyp_yaml_field *schema,
    const struct fyp_yaml_node *key)
{
    struct words words = {.n = 0};
    char near[160];
    char allowed[600];

    for (; schema->key != NULL; schema++) {
        words.word[words.n++] = schema->key;
    }
    suggest(&words, key->text, near, sizeof near);
    join(&words, allowed, sizeof allowed);
    REFUSE(
        reader, key, FYP_E_YAML_UNKNOWN_KEY, where(reader), key->text, near,
        allowed);
}

static void refuse_second(
    struct reader *reader, const struct fyp_yaml_node *key, size_t first_line)
{
    char line[24];

    (void)snprintf(line, sizeof line, "%zu", first_line);
    REFUSE(reader, key, FYP_E_YAML_DUPLICATE_KEY, where(reader), line);
}

/* Index of the field in the schema, or of its end. */
static size_t find_field(const struct fyp_yaml_field *schema, const char *key)
{
    size_t i = 0;

    while (schema[i].key != NULL && strcmp(schema[i].key, key) != 0) {
        i++;
    }
    return i;
}

/* One key and its value; seen holds the line of each field, 0: not yet. */
static void read_pair(
    struct reader *reader, const struct fyp_yaml_field *schema,
    const struct fyp_yaml_node *key, void *base, size_t seen[WORDS_MAX])
{
    char found[160];
    size_t length;
    size_t i;

    if (key->refused) {
        return;
    }
    if (key->kind != FYP_YAML_SCALAR || key->text[0] == '\0') {
        describe(key, found, sizeof found);
        REFUSE(reader, key, FYP_E_YAML_KEY, found);
        return;
    }
    i = find_field(schema, key->text);
    if (schema[i].key == NULL) {
        if (!refuse_bad_colon(reader, schema, key, seen)) {
            refuse_unknown_key(reader, schema, key);
        }
        return;
    }
    length = push_key(reader, key->text);
    if (seen[i] > 0) {
        refuse_second(reader, key, seen[i]);
    } else {
        seen[i] = key->line;
        read_field(reader, &schema[i], key, key->next, base);
    }
    pop(reader, length);
}

static void read_map(
    struct reader *reader, const struct fyp_yaml_field *schema,
    const struct fyp_yaml_node *node, void *base)
{
    size_t seen[WORDS_MAX] = {0};

    assert(find_field(schema, "") <= WORDS_MAX);
    for (const struct fyp_yaml_node *key = node->first; key != NULL;
         key = key->next->next) {
        read_pair(reader, schema, key, base, seen);
    }
    for (size_t i = 0; schema[i].key != NULL; i++) {
        if (schema[i].required && seen[i] == 0) {
            const size_t length = push_key(reader, schema[i].key);

            refuse_missing(reader, &schema[i], node);
            pop(reader, length);
        }
    }
}

enum fyp_status fyp_yaml_read(
    const char *path, const struct fyp_yaml_field *schema, void *out,
    struct fyp_arena *arena, struct fyp_problems *problems)
{
    struct reader reader = {
        .report = {.path = path, .problems = problems}, .arena = arena};
    const struct fyp_yaml_node *root;
    struct fyp_error problem = {0};
    char *text;
    size_t length;

    if (fyp_file_read(path, FILE_MAX, &text, &length, &problem) != FYP_OK) {
        fyp_problems_add(problems, &problem);
        return problem.status;
    }
    root = fyp_yaml_parse(text, length, arena, &reader.report);
    free(text);
    if (root == NULL) {
        return reader.report.first;
    }
    if (root->kind != FYP_YAML_PAIRS) {
        refuse_kind(&reader, root, FYP_YAML_MAP);
    } else {
        read_map(&reader, schema, root, out);
    }
    return reader.report.first;
}
