/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/sheet.h"

#include "base/message.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_CELLS = 256,
    FIRST_TEXTS = 4096,
    MERGE_WORK_MAX = 20 * 1000 * 1000, /* columns of all merged ranges */
    NUMBER_SIZE = 24,
    REASON_SIZE = 320,
    BITS = 64
};

/** A limit that the user meets: "{1}: more than {2}". */
static enum fyp_status beyond(
    struct fyp_error *err, enum fyp_message what, const char *name, size_t most)
{
    char text[REASON_SIZE], limit[NUMBER_SIZE];
    fyp_say(text, sizeof text, what, name ? name : "");
    (void)snprintf(limit, sizeof limit, "%zu", most);
    return fyp_fail(err, FYP_E_XLSX_LIMIT, text, limit);
}

/** Room for one more item; doubles, so that adding stays cheap. */
static bool
grow(void **items, size_t count, size_t *capacity, size_t size, size_t first)
{
    if (count < *capacity) {
        return true;
    }
    size_t wanted = *capacity > 0 ? *capacity * 2 : first;
    void *grown = realloc(*items, wanted * size);
    if (!grown) {
        return false;
    }
    *items = grown;
    *capacity = wanted;
    return true;
}

/* --- texts --- */

enum fyp_status fyp_text_pool_add(
    struct fyp_text_pool *pool, const char *text, size_t length,
    uint32_t *offset, struct fyp_error *err)
{
    if (length > FYP_SHEET_TEXT_MAX - 1 ||
        pool->length > FYP_SHEET_TEXT_MAX - 1 - length) {
        return beyond(err, FYP_M_XLSX_TEXTS, NULL, FYP_SHEET_TEXT_MAX);
    }
    size_t needed = pool->length + length + 1;
    if (needed > pool->capacity) {
        size_t capacity = pool->capacity * 2;
        capacity = capacity < FIRST_TEXTS ? FIRST_TEXTS : capacity;
        capacity = capacity < needed ? needed : capacity;
        char *data = realloc(pool->data, capacity);
        if (!data) {
            return fyp_fail(err, FYP_E_MEMORY, NULL);
        }
        pool->data = data;
        pool->capacity = capacity;
    }
    if (length > 0) {
        memcpy(pool->data + pool->length, text, length);
    }
    pool->data[pool->length + length] = '\0';
    *offset = (uint32_t)pool->length;
    pool->length = needed;
    return FYP_OK;
}

void fyp_text_pool_finish(struct fyp_text_pool *pool)
{
    free(pool->data);
    *pool = (struct fyp_text_pool){0};
}

static const char *
text_of(const struct fyp_sheet *sheet, const struct fyp_sheet_cell *cell)
{
    if ((cell->text & FYP_SHEET_SHARED) != 0) {
        return sheet->shared->data + (cell->text & ~FYP_SHEET_SHARED);
    }
    return sheet->pool.data + cell->text;
}

/* --- filling --- */

void fyp_sheet_finish(struct fyp_sheet *sheet)
{
    fyp_text_pool_finish(&sheet->pool);
    free(sheet->cells);
    free(sheet->merges);
    free(sheet->texts);
    free(sheet->marks);
    free(sheet->row);
    *sheet = (struct fyp_sheet){0};
}

static void note_order(
    struct fyp_sheet *sheet, const struct fyp_sheet_cell *last,
    const struct fyp_sheet_cell *cell)
{
    if (cell->row < last->row) {
        sheet->unordered = sheet->rows_unordered = true;
    } else if (cell->row == last->row && cell->column <= last->column) {
        sheet->unordered = true;
    }
}

enum fyp_status fyp_sheet_add_shared(
    struct fyp_sheet *sheet, struct fyp_sheet_cell cell, struct fyp_error *err)
{
    if (sheet->count == FYP_SHEET_CELLS_MAX) {
        return beyond(err, FYP_M_XLSX_CELLS, sheet->name, FYP_SHEET_CELLS_MAX);
    }
    void *cells = sheet->cells;
    if (!grow(
            &cells, sheet->count, &sheet->capacity, sizeof *sheet->cells,
            FIRST_CELLS)) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    sheet->cells = cells;
    if (sheet->count > 0) {
        note_order(sheet, &sheet->cells[sheet->count - 1], &cell);
    }
    sheet->cells[sheet->count++] = cell;
    return FYP_OK;
}

enum fyp_status fyp_sheet_add(
    struct fyp_sheet *sheet, struct fyp_sheet_cell cell, const char *text,
    size_t length, struct fyp_error *err)
{
    enum fyp_status status =
        fyp_text_pool_add(&sheet->pool, text, length, &cell.text, err);
    return status == FYP_OK ? fyp_sheet_add_shared(sheet, cell, err) : status;
}

enum fyp_status fyp_sheet_merge(
    struct fyp_sheet *sheet, struct fyp_sheet_range range,
    struct fyp_error *err)
{
    if (sheet->merge_count == FYP_SHEET_MERGES_MAX) {
        return beyond(
            err, FYP_M_XLSX_MERGED, sheet->name, FYP_SHEET_MERGES_MAX);
    }
    void *merges = sheet->merges;
    if (!grow(
            &merges, sheet->merge_count, &sheet->merge_capacity,
            sizeof *sheet->merges, FIRST_CELLS)) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    sheet->merges = merges;
    sheet->merges[sheet->merge_count++] = range;
    return FYP_OK;
}

void fyp_sheet_hide_columns(
    struct fyp_sheet *sheet, uint32_t first, uint32_t last)
{
    for (uint32_t c = first; c <= last && c < FYP_SHEET_COLUMNS; c++) {
        sheet->hidden_columns[c / BITS] |= UINT64_C(1) << (c % BITS);
    }
}

/* --- settling: order and cells given twice --- */

static int by_place(const void *a, const void *b)
{
    const struct fyp_sheet_cell *x = a;
    const struct fyp_sheet_cell *y = b;
    if (x->row != y->row) {
        return x->row < y->row ? -1 : 1;
    }
    if (x->column != y->column) {
        return x->column < y->column ? -1 : 1;
    }
    return (x->text > y->text) - (x->text < y->text);
}

static void sort_cells(struct fyp_sheet *sheet)
{
    if (sheet->count > 1) {
        qsort(sheet->cells, sheet->count, sizeof *sheet->cells, by_place);
    }
}

static size_t row_end(const struct fyp_sheet *sheet, size_t start)
{
    size_t end = start;
    while (end < sheet->count &&
           sheet->cells[end].row == sheet->cells[start].row) {
        end++;
    }
    return end;
}

/** A row that the file gives twice is doubtful as a whole. */
static void spread_twice(struct fyp_sheet *sheet)
{
    for (size_t start = 0; start < sheet->count;) {
        size_t end = row_end(sheet, start);
        unsigned marks = 0;
        for (size_t i = start; i < end; i++) {
            marks |= sheet->cells[i].marks;
        }
        for (size_t i = start; i < end && (marks & FYP_CELL_TWICE) != 0; i++) {
            sheet->cells[i].marks |= FYP_CELL_TWICE;
        }
        start = end;
    }
}

static enum fyp_status join_texts(
    struct fyp_sheet *sheet, struct fyp_sheet_cell *cell,
    const struct fyp_sheet_cell *other, struct fyp_error *err)
{
    struct fyp_buffer both = {0};
    if (strcmp(text_of(sheet, cell), text_of(sheet, other)) == 0) {
        return FYP_OK;
    }
    fyp_buffer_text(&both, text_of(sheet, cell));
    fyp_buffer_text(&both, " | ");
    fyp_buffer_text(&both, text_of(sheet, other));
    enum fyp_status status = both.failed ? fyp_fail(err, FYP_E_MEMORY, NULL)
                                         : fyp_text_pool_add(
                                               &sheet->pool, both.data,
                                               both.length, &cell->text, err);
    fyp_buffer_finish(&both);
    return status;
}

/** Of cells in one place the first stays, with the texts of two of them. */
static enum fyp_status
join_twice(struct fyp_sheet *sheet, struct fyp_error *err)
{
    size_t kept = 0;
    enum fyp_status status = FYP_OK;
    for (size_t i = 0; status == FYP_OK && i < sheet->count; i++) {
        struct fyp_sheet_cell *last = kept > 0 ? &sheet->cells[kept - 1] : NULL;
        const struct fyp_sheet_cell *cell = &sheet->cells[i];
        if (!last || last->row != cell->row || last->column != cell->column) {
            sheet->cells[kept++] = *cell;
            continue;
        }
        /* only once, or a thousand equal cells would make a long text */
        bool first = i > 0 && last == &sheet->cells[i - 1];
        last->marks |= (uint16_t)(cell->marks | FYP_CELL_TWICE);
        if (first) {
            status = join_texts(sheet, last, cell, err);
        }
    }
    sheet->count = status == FYP_OK ? kept : sheet->count;
    return status;
}

/* --- settling: merged ranges --- */

/* The rows that hold something, to find them without walking the cells. */
struct row_index {
    size_t *starts; /* shape [count + 1]: first cell of each row */
    size_t count;
    uint32_t columns; /* used: 1 + the last column of any cell */
};

static bool index_rows(const struct fyp_sheet *sheet, struct row_index *index)
{
    *index = (struct row_index){0};
    for (size_t i = 0; i < sheet->count; i = row_end(sheet, i)) {
        index->count++;
    }
    index->starts = calloc(index->count + 1, sizeof *index->starts);
    if (!index->starts) {
        return false;
    }
    size_t row = 0;
    for (size_t i = 0; i < sheet->count; i = row_end(sheet, i)) {
        index->starts[row++] = i;
    }
    index->starts[row] = sheet->count;
    for (size_t i = 0; i < sheet->count; i++) {
        uint32_t columns = sheet->cells[i].column + 1U;
        index->columns = columns > index->columns ? columns : index->columns;
    }
    return true;
}

/** Position of the first row that is not before row. */
static size_t find_row(
    const struct fyp_sheet *sheet, const struct row_index *index, uint32_t row)
{
    size_t low = 0, high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sheet->cells[index->starts[middle]].row < row) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/** Index of the cell in that column, or of the one behind. */
static size_t find_cell(
    const struct fyp_sheet *sheet, size_t from, size_t end, uint32_t column)
{
    while (from < end) {
        size_t middle = from + (end - from) / 2;
        if (sheet->cells[middle].column < column) {
            from = middle + 1;
        } else {
            end = middle;
        }
    }
    return from;
}

static int by_first_row(const void *a, const void *b)
{
    const struct fyp_sheet_range *x = a;
    const struct fyp_sheet_range *y = b;
    if (x->row != y->row) {
        return x->row < y->row ? -1 : 1;
    }
    return (x->column > y->column) - (x->column < y->column);
}

/** Last column of a range that is in use, plus one. */
static uint32_t
range_end(const struct fyp_sheet_range *range, const struct row_index *index)
{
    uint32_t end = range->last_column + 1U;
    return end < index->columns ? end : index->columns;
}

static enum fyp_status overlapping(
    const struct fyp_sheet *sheet, const struct fyp_sheet_range *range,
    struct fyp_error *err)
{
    char name[FYP_CELL_NAME_SIZE];
    fyp_cell_name((int)range->row + 1, range->column + 1, name);
    return fyp_fail(err, FYP_E_XLSX_MERGES, sheet->name, name);
}

/** Goes through the ranges from top to bottom and remembers for each column
 *  where the last range in it ended. */
static enum fyp_status check_merges(
    const struct fyp_sheet *sheet, const struct row_index *index,
    struct fyp_error *err)
{
    uint32_t *busy = calloc(FYP_SHEET_COLUMNS, sizeof *busy);
    if (!busy) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    enum fyp_status status = FYP_OK;
    size_t work = 0;
    for (size_t i = 0; status == FYP_OK && i < sheet->merge_count; i++) {
        const struct fyp_sheet_range *range = &sheet->merges[i];
        uint32_t end = range_end(range, index);
        for (uint32_t c = range->column; status == FYP_OK && c < end; c++) {
            status =
                busy[c] > range->row ? overlapping(sheet, range, err) : FYP_OK;
            busy[c] = range->last_row + 1;
            work++;
        }
        if (work > MERGE_WORK_MAX) {
            status =
                beyond(err, FYP_M_XLSX_MERGED, sheet->name, MERGE_WORK_MAX);
        }
    }
    free(busy);
    return status;
}

/** Gives one row of a range the text of its first cell. */
static enum fyp_status spread_row(
    struct fyp_sheet *sheet, const struct row_index *index, size_t row,
    const struct fyp_sheet_range *range, const struct fyp_sheet_cell *first,
    struct fyp_error *err)
{
    size_t at = index->starts[row];
    size_t end = index->starts[row + 1];
    uint32_t number = sheet->cells[at].row;
    uint16_t hidden = sheet->cells[at].marks & FYP_CELL_HIDDEN;
    uint32_t last = range_end(range, index);
    enum fyp_status status = FYP_OK;
    at = find_cell(sheet, at, end, range->column);
    for (uint32_t c = range->column; status == FYP_OK && c < last; c++) {
        bool is_there = at < end && sheet->cells[at].column == c;
        bool is_first = number == range->row && c == range->column;
        struct fyp_sheet_cell cell = *first;
        cell.row = number;
        cell.column = (uint16_t)c;
        cell.marks =
            (uint16_t)((first->marks & ~FYP_CELL_HIDDEN) | hidden | FYP_CELL_MERGED);
        if (!is_first && is_there) {
            sheet->cells[at] = cell;
        } else if (!is_first) {
            status = fyp_sheet_add_shared(sheet, cell, err);
        }
        at += is_there;
    }
    return status;
}

static enum fyp_status spread_range(
    struct fyp_sheet *sheet, const struct row_index *index,
    const struct fyp_sheet_range *range, uint32_t nothing,
    struct fyp_error *err)
{
    struct fyp_sheet_cell first = {.text = nothing};
    size_t row = find_row(sheet, index, range->row);
    if (row < index->count &&
        sheet->cells[index->starts[row]].row == range->row) {
        size_t end = index->starts[row + 1];
        size_t at = find_cell(sheet, index->starts[row], end, range->column);
        if (at < end && sheet->cells[at].column == range->column) {
            first = sheet->cells[at];
        }
    }
    enum fyp_status status = FYP_OK;
    while (status == FYP_OK && row < index->count &&
           sheet->cells[index->starts[row]].row <= range->last_row) {
        status = spread_row(sheet, index, row, range, &first, err);
        row++;
    }
    return status;
}

static enum fyp_status
spread_merges(struct fyp_sheet *sheet, struct fyp_error *err)
{
    struct row_index index;
    uint32_t nothing = 0;
    if (sheet->merge_count == 0 || sheet->count == 0) {
        return FYP_OK;
    }
    enum fyp_status status =
        fyp_text_pool_add(&sheet->pool, "", 0, &nothing, err);
    if (status == FYP_OK && !index_rows(sheet, &index)) {
        status = fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    if (status != FYP_OK) {
        return status;
    }
    qsort(
        sheet->merges, sheet->merge_count, sizeof *sheet->merges, by_first_row);
    status = check_merges(sheet, &index, err);
    bool rows_unordered = sheet->rows_unordered;
    for (size_t i = 0; status == FYP_OK && i < sheet->merge_count; i++) {
        status = spread_range(sheet, &index, &sheet->merges[i], nothing, err);
    }
    free(index.starts);
    sort_cells(sheet);
    sheet->rows_unordered = rows_unordered; /* of the file, not of copies */
    return status;
}

/* --- settling: what somebody should know --- */

static bool is_hidden_column(const struct fyp_sheet *sheet, uint16_t column)
{
    return (sheet->hidden_columns[column / BITS] >> (column % BITS) & 1) != 0;
}

/** How many cells carry a mark, and where the first of them is. */
struct tally {
    size_t count;
    char first[FYP_CELL_NAME_SIZE];
};

static void count_mark(
    struct tally *tally, const struct fyp_sheet_cell *cell, unsigned mark)
{
    /* merged copies are not cells of their own */
    if ((cell->marks & mark) == 0 || (cell->marks & FYP_CELL_MERGED) != 0) {
        return;
    }
    if (tally->count++ == 0) {
        fyp_cell_name((int)cell->row + 1, cell->column + 1, tally->first);
    }
}

static void add_note(
    const struct fyp_sheet *sheet, struct fyp_problems *notes,
    enum fyp_status status, const struct tally *tally)
{
    struct fyp_error note = {.status = FYP_OK};
    char number[NUMBER_SIZE];
    if (tally->count > 0) {
        (void)snprintf(number, sizeof number, "%zu", tally->count);
        (void)fyp_fail(&note, status, sheet->name, number, tally->first);
        fyp_problems_add(notes, &note);
    }
}

static void
tell_marks(const struct fyp_sheet *sheet, struct fyp_problems *notes)
{
    static const struct {
        enum fyp_cell_mark mark;
        enum fyp_status status;
    } rows[] = {
        {FYP_CELL_HIDDEN, FYP_W_XLSX_HIDDEN_CELLS},
        {FYP_CELL_TWICE, FYP_W_XLSX_TWICE}};
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        struct tally tally = {0};
        for (size_t i = 0; i < sheet->count; i++) {
            count_mark(&tally, &sheet->cells[i], rows[r].mark);
        }
        add_note(sheet, notes, rows[r].status, &tally);
    }
    struct tally order = {.count = sheet->rows_unordered};
    add_note(sheet, notes, FYP_W_XLSX_ROWS_ORDER, &order);
}

static enum fyp_status
check_area(const struct fyp_sheet *sheet, struct fyp_error *err)
{
    size_t area = 0;
    for (size_t i = 0; i < sheet->count; i++) {
        bool ends_row = i + 1 == sheet->count ||
                        sheet->cells[i + 1].row != sheet->cells[i].row;
        area += ends_row ? sheet->cells[i].column + 1U : 0;
    }
    return area <= FYP_SHEET_AREA_MAX
               ? FYP_OK
               : beyond(err, FYP_M_XLSX_CELLS, sheet->name, FYP_SHEET_AREA_MAX);
}

static enum fyp_status
settle_cells(struct fyp_sheet *sheet, struct fyp_error *err)
{
    if (sheet->unordered) {
        sort_cells(sheet);
    }
    spread_twice(sheet);
    enum fyp_status status = sheet->unordered ? join_twice(sheet, err) : FYP_OK;
    if (status == FYP_OK) {
        status = spread_merges(sheet, err);
    }
    if (status == FYP_OK) {
        status = check_area(sheet, err);
    }
    for (size_t i = 0; i < sheet->count; i++) {
        if (sheet->hidden || is_hidden_column(sheet, sheet->cells[i].column)) {
            sheet->cells[i].marks |= FYP_CELL_HIDDEN;
        }
    }
    return status;
}

enum fyp_status fyp_sheet_settle(
    struct fyp_sheet *sheet, struct fyp_problems *notes, struct fyp_error *err)
{
    enum fyp_status status = settle_cells(sheet, err);
    if (status != FYP_OK) {
        return status;
    }
    if (notes && sheet->count > 0) {
        tell_marks(sheet, notes);
    }
    sheet->texts = calloc(FYP_SHEET_COLUMNS, sizeof *sheet->texts);
    sheet->marks = calloc(FYP_SHEET_COLUMNS, sizeof *sheet->marks);
    return sheet->texts && sheet->marks ? FYP_OK
                                        : fyp_fail(err, FYP_E_MEMORY, NULL);
}

/* --- reading --- */

void fyp_sheet_rewind(struct fyp_sheet *sheet)
{
    sheet->next = 0;
}

/** Room for the texts of a row twice: singly, and in one line with tabs. */
static bool
fit_row(struct fyp_sheet *sheet, size_t start, size_t end, size_t count)
{
    size_t size = 2 * (count + 1);
    for (size_t i = start; i < end; i++) {
        size += 2 * strlen(text_of(sheet, &sheet->cells[i]));
    }
    if (size <= sheet->row_capacity) {
        return true;
    }
    free(sheet->row);
    sheet->row = malloc(size * 2);
    sheet->row_capacity = sheet->row ? size * 2 : 0;
    return sheet->row != NULL;
}

/** Copies the texts, so that whoever gets them may write to them. */
static char *fill_row(struct fyp_sheet *sheet, size_t start, size_t count)
{
    char *out = sheet->row;
    size_t at = start;
    for (size_t c = 0; c < count; c++) {
        sheet->texts[c] = out;
        sheet->marks[c] = 0;
        if (sheet->cells[at].column == c) {
            const char *text = text_of(sheet, &sheet->cells[at]);
            size_t length = strlen(text);
            memcpy(out, text, length);
            out += length;
            sheet->marks[c] = sheet->cells[at].marks;
            at++;
        }
        *out++ = '\0';
    }
    return out;
}

static const char *join_row(const struct fyp_sheet *sheet, char *raw, char *end)
{
    memcpy(raw, sheet->row, (size_t)(end - sheet->row));
    char *last = raw + (end - sheet->row) - 1;
    for (char *c = raw; c < last; c++) {
        *c = (char)(*c == '\0' ? '\t' : *c);
    }
    return raw;
}

enum fyp_status fyp_sheet_next(
    struct fyp_sheet *sheet, struct fyp_table_row *row, struct fyp_error *err)
{
    *row = (struct fyp_table_row){0};
    if (sheet->next >= sheet->count) {
        return FYP_OK;
    }
    size_t start = sheet->next;
    size_t end = row_end(sheet, start);
    size_t count = sheet->cells[end - 1].column + 1U;
    if (!fit_row(sheet, start, end, count)) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    char *filled = fill_row(sheet, start, count);
    row->raw = join_row(sheet, filled, filled);
    row->cells = sheet->texts;
    row->marks = sheet->marks;
    row->count = count;
    row->line = (int)sheet->cells[start].row + 1;
    sheet->next = end;
    return FYP_OK;
}
