/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/delimiter.h"

#include <string.h>
#include <strings.h>

enum { RECORDS_MAX = 50, CANDIDATES = 5 };

/* In the order of preference where nothing else decides. */
static const struct fyp_delimiter candidates[CANDIDATES] = {
    {.name = ',', .bytes = ",", .size = 1},
    {.name = '\t', .bytes = "\t", .size = 1},
    {.name = ';', .bytes = ";", .size = 1},
    {.name = '|', .bytes = "|", .size = 1},
    {.name = 'F', .bytes = "\xEF\xBC\x8C", .size = 3},
};

/* A text on its way through one reading with one delimiter. */
struct walk {
    const char *at, *end;
    const struct fyp_delimiter *delimiter;
};

/* What one delimiter makes of the first records. */
struct division {
    int cells[RECORDS_MAX]; /* of each record that is not blank */
    int count;
    int alike; /* records of the most frequent number of cells, > 1 */
    int usual; /* that number */
    int first; /* the first record that has it */
};

static bool is_at_delimiter(const struct walk *walk)
{
    size_t left = (size_t)(walk->end - walk->at);
    size_t size = walk->delimiter->size;
    return left >= size && memcmp(walk->at, walk->delimiter->bytes, size) == 0;
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/** Steps behind a quoted cell; false: its end is not there. */
static bool skip_quoted(struct walk *walk)
{
    walk->at++;
    while (walk->at < walk->end) {
        const char *quote =
            memchr(walk->at, '"', (size_t)(walk->end - walk->at));
        if (!quote) {
            break;
        }
        walk->at = quote + 1;
        if (walk->at == walk->end || *walk->at != '"') {
            return true;
        }
        walk->at++;
    }
    walk->at = walk->end;
    return false;
}

/** Steps to what ends the cell; false: the record is no sound one. *blank
 *  stays true while nothing but blanks is seen. */
static bool skip_cell(struct walk *walk, bool *blank)
{
    if (walk->at < walk->end && *walk->at == '"') {
        *blank = false;
        return skip_quoted(walk) &&
               (walk->at == walk->end || is_line_end(*walk->at) ||
                is_at_delimiter(walk));
    }
    while (walk->at < walk->end && !is_line_end(*walk->at) &&
           !is_at_delimiter(walk)) {
        *blank = *blank && (*walk->at == ' ' || *walk->at == '\t');
        walk->at++;
    }
    return true;
}

/** Counts the cells of the next record, 0 for a blank one; false: it does not
 *  end, or its quotes are not those of this delimiter. */
static bool count_cells(struct walk *walk, bool whole, int *cells)
{
    bool blank = true;
    *cells = 0;
    for (;;) {
        if (!skip_cell(walk, &blank)) {
            return false;
        }
        ++*cells;
        if (!is_at_delimiter(walk)) {
            break;
        }
        walk->at += walk->delimiter->size;
    }
    if (walk->at == walk->end && !whole) {
        return false;
    }
    if (blank) {
        *cells = 0;
    }
    if (walk->at < walk->end) {
        bool pair = *walk->at == '\r' && walk->at + 1 < walk->end &&
                    walk->at[1] == '\n';
        walk->at += pair ? 2 : 1;
    }
    return true;
}

/** The number of cells that most records have. */
static void find_usual(struct division *division)
{
    for (int i = 0; i < division->count; i++) {
        int alike = 0;
        for (int j = 0; j < division->count; j++) {
            alike += division->cells[j] == division->cells[i];
        }
        if (division->cells[i] > 1 && alike > division->alike) {
            division->alike = alike;
            division->usual = division->cells[i];
            division->first = i;
        }
    }
}

static struct division divide(
    const char *text, size_t length, bool whole,
    const struct fyp_delimiter *delimiter)
{
    struct division division = {.first = RECORDS_MAX};
    struct walk walk = {text, text + length, delimiter};
    while (walk.at < walk.end && division.count < RECORDS_MAX) {
        int cells = 0;
        if (!count_cells(&walk, whole, &cells)) {
            break;
        }
        if (cells > 0) {
            division.cells[division.count++] = cells;
        }
    }
    find_usual(&division);
    return division;
}

/** Whether a explains the text better than b. */
static bool is_better(const struct division *a, const struct division *b)
{
    bool a_most = a->alike > 0 && 2 * a->alike >= a->count;
    bool b_most = b->alike > 0 && 2 * b->alike >= b->count;
    if (a_most != b_most) {
        return a_most;
    }
    if (a_most && a->first != b->first) {
        return a->first < b->first;
    }
    if (a->alike != b->alike) {
        return a->alike > b->alike;
    }
    return a->usual > b->usual;
}

/** The line "sep=X" that Excel understands and some programs write. */
static bool is_declared(
    const char *text, size_t length, const struct fyp_delimiter *delimiter,
    size_t *skip)
{
    enum { KEY_SIZE = 4 };
    size_t end = KEY_SIZE + delimiter->size;
    bool named =
        length >= end && strncasecmp(text, "sep=", KEY_SIZE) == 0 &&
        memcmp(text + KEY_SIZE, delimiter->bytes, delimiter->size) == 0;
    if (!named || (end < length && !is_line_end(text[end]))) {
        return false;
    }
    bool pair = end + 1 < length && text[end] == '\r' && text[end + 1] == '\n';
    *skip = end + (end < length) + pair;
    return true;
}

struct fyp_delimiter
fyp_delimiter_find(const char *text, size_t length, bool whole)
{
    struct fyp_delimiter best = candidates[0];
    struct division best_division = {0};
    for (int i = 0; i < CANDIDATES; i++) {
        size_t skip = 0;
        if (is_declared(text, length, &candidates[i], &skip)) {
            best = candidates[i];
            best.declared = true;
            best.skip = skip;
            return best;
        }
        struct division division = divide(text, length, whole, &candidates[i]);
        if (is_better(&division, &best_division)) {
            best = candidates[i];
            best_division = division;
        }
    }
    return best;
}
