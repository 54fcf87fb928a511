/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/compound_file.h"

#include "base/message.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    HEAD_SIZE = 512,
    HEAD_TABLES = 109, /* numbers of FAT sectors in the head */
    SECTOR_MAX = 4096,
    NUMBER_SIZE = 4, /* bytes of the number of a sector */
    SMALL_SIZE = 64, /* a sector of a small stream */
    SMALL_BELOW = 4096,
    ENTRY_SIZE = 128,
    ENTRY_NAME = 64, /* bytes of the name */
    TYPE_STREAM = 2,
    TYPE_ROOT = 5,
    WINDOW_SIZE = 1 << 15,
    LIMIT_SIZE = 32
};

static const uint32_t LAST_SECTOR = 0xFFFFFFFA; /* above: none of its own */
static const uint32_t END_OF_CHAIN = 0xFFFFFFFE;
static const uint32_t FREE = 0xFFFFFFFF;
static const unsigned char signature[] = {0xD0, 0xCF, 0x11, 0xE0,
                                          0xA1, 0xB1, 0x1A, 0xE1};

/** Sectors in their order. */
struct chain {
    uint32_t *sectors;
    size_t count;
};

/** What follows on each sector; shape [count]. */
struct table {
    uint32_t *next;
    size_t count;
    unsigned char *taken; /* by a chain */
};

struct fyp_compound {
    const struct fyp_bytes *bytes;
    unsigned char head[HEAD_SIZE];
    size_t sector_size;
    struct table table, small_table;
    struct chain small; /* where the small sectors are */
    unsigned char *entries;
    size_t entry_count;
    uint32_t *top; /* entries of the root folder, shape [top_count] */
    size_t top_count;
};

struct fyp_stream {
    const struct fyp_compound *compound;
    uint32_t *units; /* where each piece begins in the file, in SMALL_SIZE */
    size_t unit_size, size;
    size_t window_start, window_end;
    unsigned char window[WINDOW_SIZE];
};

static unsigned read_16(const unsigned char *at)
{
    return (unsigned)(at[0] | at[1] << 8);
}

static uint32_t read_32(const unsigned char *at)
{
    return (uint32_t)read_16(at) | (uint32_t)read_16(at + 2) << 16;
}

static enum fyp_status damaged(struct fyp_error *err, enum fyp_message reason)
{
    return fyp_fail(err, FYP_E_XLSX_DAMAGED, fyp_text(reason));
}

static enum fyp_status too_large(struct fyp_error *err, long long size)
{
    char found[LIMIT_SIZE], limit[LIMIT_SIZE];
    (void)snprintf(found, sizeof found, "%lld MB", size / 1000000);
    (void)snprintf(
        limit, sizeof limit, "%d MB", FYP_COMPOUND_FILE_MAX / 1000000);
    return fyp_fail(err, FYP_E_FILE_TOO_LARGE, found, limit);
}

static enum fyp_status too_many_entries(struct fyp_error *err)
{
    char limit[LIMIT_SIZE];
    (void)snprintf(limit, sizeof limit, "%d", FYP_COMPOUND_ENTRIES_MAX);
    return fyp_fail(err, FYP_E_XLSX_LIMIT, fyp_text(FYP_M_OLE_ENTRIES), limit);
}

/* --- sectors and chains --- */

/** Place of a sector in the file. The head takes the room of one. */
static long long
sector_offset(const struct fyp_compound *compound, uint32_t sector)
{
    return ((long long)sector + 1) * (long long)compound->sector_size;
}

static enum fyp_status read_sector(
    const struct fyp_compound *compound, uint32_t sector, unsigned char *out,
    struct fyp_error *err)
{
    if (sector >= compound->table.count) {
        return damaged(err, FYP_M_OLE_OUTSIDE);
    }
    return fyp_bytes_read(
        compound->bytes, sector_offset(compound, sector), out,
        compound->sector_size, err);
}

static bool make_table(struct table *table, size_t count)
{
    table->next = malloc((count + 1) * sizeof *table->next);
    table->taken = calloc(count + 1, sizeof *table->taken);
    table->count = count;
    for (size_t i = 0; table->next && i < count; i++) {
        table->next[i] = FREE;
    }
    return table->next && table->taken;
}

static void finish_table(struct table *table)
{
    free(table->next);
    free(table->taken);
    *table = (struct table){0};
}

/** No sector belongs to two chains, nor twice to one. */
static enum fyp_status
take(struct table *table, uint32_t sector, struct fyp_error *err)
{
    if (sector >= table->count) {
        return damaged(err, FYP_M_OLE_OUTSIDE);
    }
    if (table->taken[sector] != 0) {
        return damaged(err, FYP_M_OLE_CIRCLE);
    }
    table->taken[sector] = 1;
    return FYP_OK;
}

/**
 * The first sectors of a chain.
 * @param wanted  How many; SIZE_MAX: until its end.
 * @param chain   sectors are the caller's to free, also after a failure.
 */
static enum fyp_status walk(
    struct table *table, uint32_t first, size_t wanted, struct chain *chain,
    struct fyp_error *err)
{
    size_t room = wanted < table->count ? wanted : table->count;
    *chain =
        (struct chain){.sectors = malloc((room + 1) * sizeof *chain->sectors)};
    if (!chain->sectors) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    uint32_t sector = first;
    while (chain->count < wanted && sector < LAST_SECTOR) {
        enum fyp_status status = take(table, sector, err);
        if (status != FYP_OK) {
            return status;
        }
        /* taken only once each: there is room for all that there are */
        chain->sectors[chain->count++] = sector;
        sector = table->next[sector];
    }
    bool short_of = wanted != SIZE_MAX && chain->count < wanted;
    bool broken = wanted == SIZE_MAX && sector != END_OF_CHAIN;
    return short_of || broken ? damaged(err, FYP_M_OLE_CHAIN) : FYP_OK;
}

/* --- the tables --- */

/** One sector of the FAT: what follows on which sector. */
static enum fyp_status take_table_sector(
    struct fyp_compound *compound, size_t *filled, uint32_t sector,
    struct fyp_error *err)
{
    unsigned char block[SECTOR_MAX] = {0};
    struct table *table = &compound->table;
    enum fyp_status status = take(table, sector, err);
    if (status == FYP_OK) {
        status = read_sector(compound, sector, block, err);
    }
    if (status != FYP_OK) {
        return status;
    }
    for (size_t at = 0; at < compound->sector_size; at += NUMBER_SIZE) {
        uint32_t next = read_32(block + at);
        if (*filled < table->count) {
            table->next[*filled] = next;
        } else if (next != FREE) {
            /* it speaks of a sector behind the end of the file */
            return damaged(err, FYP_M_OLE_CUT);
        }
        (*filled)++;
    }
    return FYP_OK;
}

/** A sector with numbers of FAT sectors; the last is the next of its kind. */
static enum fyp_status take_index_sector(
    struct fyp_compound *compound, size_t *filled, uint32_t *sector,
    struct fyp_error *err)
{
    unsigned char block[SECTOR_MAX] = {0};
    enum fyp_status status = take(&compound->table, *sector, err);
    if (status == FYP_OK) {
        status = read_sector(compound, *sector, block, err);
    }
    size_t last = compound->sector_size - NUMBER_SIZE;
    for (size_t at = 0; status == FYP_OK && at < last; at += NUMBER_SIZE) {
        uint32_t number = read_32(block + at);
        if (number < LAST_SECTOR) {
            status = take_table_sector(compound, filled, number, err);
        }
    }
    if (status == FYP_OK) {
        *sector = read_32(block + last);
    }
    return status;
}

static enum fyp_status
read_table(struct fyp_compound *compound, struct fyp_error *err)
{
    enum { FIRST = 76, MORE = 68 };
    size_t filled = 0;
    enum fyp_status status = FYP_OK;
    for (size_t i = 0; status == FYP_OK && i < HEAD_TABLES; i++) {
        uint32_t number = read_32(compound->head + FIRST + i * NUMBER_SIZE);
        if (number < LAST_SECTOR) {
            status = take_table_sector(compound, &filled, number, err);
        }
    }
    uint32_t sector = read_32(compound->head + MORE);
    while (status == FYP_OK && sector < LAST_SECTOR) {
        status = take_index_sector(compound, &filled, &sector, err);
    }
    if (status == FYP_OK && filled < compound->table.count) {
        /* sectors that no table speaks of; nothing can lead there */
        return filled == 0 ? damaged(err, FYP_M_OLE_HEAD) : FYP_OK;
    }
    return status;
}

static enum fyp_status read_chain(
    const struct fyp_compound *compound, const struct chain *chain,
    unsigned char *out, struct fyp_error *err)
{
    enum fyp_status status = FYP_OK;
    for (size_t i = 0; status == FYP_OK && i < chain->count; i++) {
        status = read_sector(
            compound, chain->sectors[i], out + i * compound->sector_size, err);
    }
    return status;
}

/** All of a chain in memory; the caller frees *out. */
static enum fyp_status read_whole(
    struct fyp_compound *compound, uint32_t first, unsigned char **out,
    size_t *length, struct fyp_error *err)
{
    struct chain chain;
    *out = NULL;
    *length = 0;
    enum fyp_status status =
        walk(&compound->table, first, SIZE_MAX, &chain, err);
    if (status == FYP_OK) {
        *length = chain.count * compound->sector_size;
        *out = calloc(*length + 1, 1);
        status = *out ? read_chain(compound, &chain, *out, err)
                      : fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    free(chain.sectors);
    return status;
}

/** The table of the small sectors, which lie in the stream of the root. */
static enum fyp_status
read_small_table(struct fyp_compound *compound, struct fyp_error *err)
{
    enum { FIRST = 60, ROOT_FIRST = 116 };
    unsigned char *data = NULL;
    size_t length = 0;
    uint32_t first = read_32(compound->head + FIRST);
    if (first >= LAST_SECTOR) {
        return FYP_OK; /* there are no small streams */
    }
    enum fyp_status status = walk(
        &compound->table, read_32(compound->entries + ROOT_FIRST), SIZE_MAX,
        &compound->small, err);
    if (status == FYP_OK) {
        status = read_whole(compound, first, &data, &length, err);
    }
    size_t most = compound->small.count * compound->sector_size / SMALL_SIZE;
    size_t count = length / NUMBER_SIZE < most ? length / NUMBER_SIZE : most;
    if (status == FYP_OK && !make_table(&compound->small_table, count)) {
        status = fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t i = 0; status == FYP_OK && i < count; i++) {
        compound->small_table.next[i] = read_32(data + i * NUMBER_SIZE);
    }
    free(data);
    return status;
}

/* --- the directory --- */

static const unsigned char *
entry_of(const struct fyp_compound *compound, size_t index)
{
    return compound->entries + index * ENTRY_SIZE;
}

/** Puts one entry on the list of those to be looked at, once. */
static void push(
    struct fyp_compound *compound, unsigned char *seen, uint32_t index,
    size_t *count)
{
    if (index < compound->entry_count && seen[index] == 0) {
        seen[index] = 1;
        compound->top[(*count)++] = index;
    }
}

/** The entries of the root folder: its child, and all that hang on it to the
 *  left and to the right. Folders inside, such as embedded workbooks, are
 *  not entered. */
static enum fyp_status
find_top(struct fyp_compound *compound, struct fyp_error *err)
{
    enum { LEFT = 68, RIGHT = 72, CHILD = 76 };
    unsigned char *seen = calloc(compound->entry_count + 1, sizeof *seen);
    compound->top = calloc(compound->entry_count + 1, sizeof *compound->top);
    if (!seen || !compound->top) {
        free(seen);
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    seen[0] = 1;
    push(
        compound, seen, read_32(entry_of(compound, 0) + CHILD),
        &compound->top_count);
    for (size_t i = 0; i < compound->top_count; i++) {
        const unsigned char *entry = entry_of(compound, compound->top[i]);
        push(compound, seen, read_32(entry + LEFT), &compound->top_count);
        push(compound, seen, read_32(entry + RIGHT), &compound->top_count);
    }
    free(seen);
    return FYP_OK;
}

static enum fyp_status
read_directory(struct fyp_compound *compound, struct fyp_error *err)
{
    enum { FIRST = 48, TYPE = 66 };
    size_t length = 0;
    enum fyp_status status = read_whole(
        compound, read_32(compound->head + FIRST), &compound->entries, &length,
        err);
    if (status != FYP_OK) {
        return status;
    }
    compound->entry_count = length / ENTRY_SIZE;
    if (compound->entry_count > FYP_COMPOUND_ENTRIES_MAX) {
        return too_many_entries(err);
    }
    assert(compound->entries);
    if (compound->entry_count == 0 || compound->entries[TYPE] != TYPE_ROOT) {
        return damaged(err, FYP_M_OLE_DIRECTORY);
    }
    return find_top(compound, err);
}

static char lower(unsigned c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/** Does the name of an entry begin like that? *whole: and end there? */
static bool
begins_like(const unsigned char *entry, const char *start, bool *whole)
{
    size_t size = read_16(entry + ENTRY_NAME);
    size_t length = strlen(start);
    assert(length <= FYP_COMPOUND_NAME_MAX);
    if (size > ENTRY_NAME || size < 2 * (length + 1)) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        unsigned unit = read_16(entry + 2 * i);
        if (unit > 0x7F || lower(unit) != lower((unsigned char)start[i])) {
            return false;
        }
    }
    *whole = size == 2 * (length + 1);
    return true;
}

bool fyp_compound_holds(const struct fyp_compound *compound, const char *start)
{
    bool whole = false;
    for (size_t i = 0; i < compound->top_count; i++) {
        if (begins_like(entry_of(compound, compound->top[i]), start, &whole)) {
            return true;
        }
    }
    return false;
}

/* --- opening --- */

static enum fyp_status
read_head(struct fyp_compound *compound, struct fyp_error *err)
{
    enum {
        ORDER = 28,
        SHIFT = 30,
        SMALL_SHIFT = 32,
        VERSION = 26,
        CUTOFF = 56
    };
    const unsigned char *head = compound->head;
    long long size = compound->bytes->size;
    if (size < HEAD_SIZE) {
        return damaged(err, FYP_M_OLE_CUT);
    }
    if (size > FYP_COMPOUND_FILE_MAX) {
        return too_large(err, size);
    }
    enum fyp_status status =
        fyp_bytes_read(compound->bytes, 0, compound->head, HEAD_SIZE, err);
    if (status != FYP_OK) {
        return status;
    }
    unsigned shift = read_16(head + SHIFT);
    bool known = (read_16(head + VERSION) == 3 && shift == 9) ||
                 (read_16(head + VERSION) == 4 && shift == 12);
    if (memcmp(head, signature, sizeof signature) != 0 || !known ||
        read_16(head + ORDER) != 0xFFFE || read_16(head + SMALL_SHIFT) != 6 ||
        read_32(head + CUTOFF) != SMALL_BELOW) {
        return damaged(err, FYP_M_OLE_HEAD);
    }
    compound->sector_size = (size_t)1 << shift;
    /* a piece of a sector at the end, such as the line end that web servers
       leave there, is nobody's; the tables tell whether it should be whole */
    size_t sectors = (size_t)size / compound->sector_size;
    sectors = sectors > 0 ? sectors - 1 : 0;
    return make_table(&compound->table, sectors)
               ? FYP_OK
               : fyp_fail(err, FYP_E_MEMORY, NULL);
}

enum fyp_status fyp_compound_open(
    const struct fyp_bytes *bytes, struct fyp_compound **out,
    struct fyp_error *err)
{
    *out = NULL;
    struct fyp_compound *compound = calloc(1, sizeof *compound);
    if (!compound) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    compound->bytes = bytes;
    enum fyp_status status = read_head(compound, err);
    if (status == FYP_OK) {
        status = read_table(compound, err);
    }
    if (status == FYP_OK) {
        status = read_directory(compound, err);
    }
    if (status == FYP_OK) {
        status = read_small_table(compound, err);
    }
    if (status != FYP_OK) {
        fyp_compound_close(compound);
        return status;
    }
    *out = compound;
    return FYP_OK;
}

void fyp_compound_close(struct fyp_compound *compound)
{
    if (compound) {
        finish_table(&compound->table);
        finish_table(&compound->small_table);
        free(compound->small.sectors);
        free(compound->entries);
        free(compound->top);
        free(compound);
    }
}

/* --- streams --- */

static const unsigned char *
find_stream(const struct fyp_compound *compound, const char *name)
{
    enum { TYPE = 66 };
    bool whole = false;
    for (size_t i = 0; i < compound->top_count; i++) {
        const unsigned char *entry = entry_of(compound, compound->top[i]);
        if (entry[TYPE] == TYPE_STREAM && begins_like(entry, name, &whole) &&
            whole) {
            return entry;
        }
    }
    return NULL;
}

/** Place of a sector or small sector in the file, in SMALL_SIZE. */
static uint32_t
unit_place(const struct fyp_compound *compound, uint32_t sector, bool small)
{
    size_t each = compound->sector_size / SMALL_SIZE;
    if (!small) {
        return (uint32_t)((sector + (size_t)1) * each);
    }
    /* the table is not longer than the stream of the small sectors */
    size_t outer = compound->small.sectors[sector / each];
    return (uint32_t)((outer + 1) * each + sector % each);
}

static enum fyp_status walk_stream(
    struct fyp_compound *compound, struct fyp_stream *stream, uint32_t first,
    struct fyp_error *err)
{
    bool small = stream->size < SMALL_BELOW;
    struct table *table = small ? &compound->small_table : &compound->table;
    struct chain chain;
    stream->unit_size = small ? SMALL_SIZE : compound->sector_size;
    size_t wanted = (stream->size + stream->unit_size - 1) / stream->unit_size;
    if (wanted > table->count) {
        return damaged(err, FYP_M_OLE_CUT);
    }
    enum fyp_status status = walk(table, first, wanted, &chain, err);
    for (size_t i = 0; status == FYP_OK && i < chain.count; i++) {
        chain.sectors[i] = unit_place(compound, chain.sectors[i], small);
    }
    stream->units = chain.sectors;
    return status;
}

enum fyp_status fyp_stream_open(
    struct fyp_compound *compound, const char *name, struct fyp_stream **out,
    struct fyp_error *err)
{
    enum { FIRST = 116, SIZE = 120 };
    *out = NULL;
    const unsigned char *entry = find_stream(compound, name);
    if (!entry) {
        return FYP_OK;
    }
    struct fyp_stream *stream = calloc(1, sizeof *stream);
    if (!stream) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    /* the upper half of the size is rubbish in files of version 3, and no
       file that is read is as large */
    stream->compound = compound;
    stream->size = read_32(entry + SIZE);
    enum fyp_status status =
        walk_stream(compound, stream, read_32(entry + FIRST), err);
    if (status != FYP_OK) {
        fyp_stream_close(stream);
        return status;
    }
    *out = stream;
    return FYP_OK;
}

void fyp_stream_close(struct fyp_stream *stream)
{
    if (stream) {
        free(stream->units);
        free(stream);
    }
}

size_t fyp_stream_size(const struct fyp_stream *stream)
{
    return stream->size;
}

/** How many pieces from one on lie behind each other, at most so many. */
static size_t
run_length(const struct fyp_stream *stream, size_t from, size_t most)
{
    uint32_t step = (uint32_t)(stream->unit_size / SMALL_SIZE);
    size_t count = 1;
    while (count < most && stream->units[from + count] ==
                               stream->units[from + count - 1] + step) {
        count++;
    }
    return count;
}

/** Fills the window with the pieces from that of offset on. */
static enum fyp_status
fill(struct fyp_stream *stream, size_t offset, struct fyp_error *err)
{
    size_t first = offset / stream->unit_size;
    size_t all =
        (stream->size + stream->unit_size - 1) / stream->unit_size - first;
    size_t most = WINDOW_SIZE / stream->unit_size;
    size_t wanted = all < most ? all : most;
    enum fyp_status status = FYP_OK;
    stream->window_start = stream->window_end = first * stream->unit_size;
    for (size_t done = 0; status == FYP_OK && done < wanted;) {
        size_t run = run_length(stream, first + done, wanted - done);
        status = fyp_bytes_read(
            stream->compound->bytes,
            (long long)stream->units[first + done] * SMALL_SIZE,
            stream->window + done * stream->unit_size, run * stream->unit_size,
            err);
        done += run;
        stream->window_end = stream->window_start + done * stream->unit_size;
    }
    if (status != FYP_OK) {
        stream->window_end = stream->window_start;
    }
    return status;
}

enum fyp_status fyp_stream_read(
    struct fyp_stream *stream, size_t offset, void *out, size_t length,
    struct fyp_error *err)
{
    unsigned char *to = out;
    assert(offset <= stream->size && length <= stream->size - offset);
    while (length > 0) {
        if (offset < stream->window_start || offset >= stream->window_end) {
            enum fyp_status status = fill(stream, offset, err);
            if (status != FYP_OK) {
                return status;
            }
        }
        size_t left = stream->window_end - offset;
        size_t n = length < left ? length : left;
        memcpy(to, stream->window + (offset - stream->window_start), n);
        to += n;
        offset += n;
        length -= n;
    }
    return FYP_OK;
}
