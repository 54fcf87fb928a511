/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/writer.h"

#include "base/text.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BATCHES = 4, BATCH_SIZE = 1 << 18 };

/* One queued row or finding; the strings follow it. */
struct item {
    size_t size; /* of all of it, a multiple of the alignment */
    struct fyp_store_place place;
    const char *raw;
    bool is_finding;
};

struct row_item {
    struct item item;
    struct fyp_understood understood;
};

struct finding_item {
    struct item item;
    struct fyp_error finding;
};

struct batch {
    char *data;
    size_t used, capacity;
};

/* Batches go round: filled by the reader, emptied by the thread. */
struct fyp_writer {
    struct fyp_store *store;
    long long import_id;
    const char *path;
    struct fyp_import_result *result;
    struct batch batches[BATCHES];
    struct fyp_error reason; /* of one row; not zeroed for each of millions */
    pthread_t thread;
    bool has_thread;
    pthread_mutex_t mutex; /* of all below */
    pthread_cond_t changed;
    size_t filled, emptied; /* batches, ever */
    bool done;              /* no more will be filled */
    enum fyp_status status; /* of storing; the first failure */
    struct fyp_error err;
};

/** Adds "stats.csv:14" or "a.xlsx!表1!C7" where a problem has no place. */
static void set_place(
    const struct fyp_writer *writer, const struct fyp_store_place *place,
    struct fyp_error *e)
{
    char cell[FYP_CELL_NAME_SIZE];
    fyp_cell_name(place->line, place->column, cell);
    if (place->line == 0) {
        (void)fyp_error_at(
            e, "%s%s%s", writer->path, place->sheet ? "!" : "",
            place->sheet ? place->sheet : "");
    } else if (place->sheet) {
        (void)fyp_error_at(e, "%s!%s!%s", writer->path, place->sheet, cell);
    } else {
        (void)fyp_error_at(e, "%s:%d", writer->path, place->line);
    }
}

static enum fyp_status store_finding(
    struct fyp_writer *writer, const struct item *item,
    struct fyp_error *finding, struct fyp_error *err)
{
    struct fyp_import_result *result = writer->result;
    set_place(writer, &item->place, finding);
    fyp_problems_add(&result->findings, finding);
    result->counts.rejected += !fyp_problem_is_warning(finding);
    return fyp_store_finding(
        writer->store, writer->import_id, &item->place, item->raw, finding,
        err);
}

static enum fyp_status store_row(
    struct fyp_writer *writer, const struct item *item,
    const struct fyp_understood *understood, struct fyp_error *err)
{
    struct fyp_import_counts *counts = &writer->result->counts;
    if (understood->missing != FYP_MISSING_NONE) {
        counts->missing++;
        return fyp_store_put_missing(
            writer->store, writer->import_id, &understood->row,
            (int)understood->missing, err);
    }
    struct fyp_error *reason = &writer->reason;
    enum fyp_stored what = FYP_STORED_SAME;
    enum fyp_status status = fyp_store_put(
        writer->store, writer->import_id, &understood->row, &what, reason);
    if (status == FYP_E_ROW_TWICE || status == FYP_E_ROW_REVISION) {
        return store_finding(writer, item, reason, err);
    }
    if (status != FYP_OK) {
        *err = *reason;
        return status;
    }
    counts->added += what == FYP_STORED_NEW;
    counts->changed += what == FYP_STORED_CHANGED;
    counts->same += what == FYP_STORED_SAME;
    return FYP_OK;
}

/* Rows of a batch that follow each other, to be stored together. */
struct group {
    const struct row_item *items[FYP_STORE_GROUP];
    size_t count;
};

static enum fyp_status store_group(
    struct fyp_writer *writer, struct group *group, struct fyp_error *err)
{
    bool stored = false;
    enum fyp_status status = FYP_OK;
    if (group->count == FYP_STORE_GROUP) {
        const struct fyp_store_row *rows[FYP_STORE_GROUP];
        for (size_t i = 0; i < group->count; i++) {
            rows[i] = &group->items[i]->understood.row;
        }
        status = fyp_store_put_new(
            writer->store, writer->import_id, rows, &stored, err);
        writer->result->counts.added += stored ? FYP_STORE_GROUP : 0;
    }
    for (size_t i = 0; status == FYP_OK && !stored && i < group->count; i++) {
        const struct row_item *it = group->items[i];
        status = store_row(writer, &it->item, &it->understood, err);
    }
    group->count = 0;
    return status;
}

static enum fyp_status store_item(
    struct fyp_writer *writer, struct item *item, struct group *group,
    struct fyp_error *err)
{
    const struct row_item *row = (const struct row_item *)item;
    bool grouped =
        !item->is_finding && row->understood.missing == FYP_MISSING_NONE;
    enum fyp_status status = FYP_OK;
    if (!grouped || group->count == FYP_STORE_GROUP) {
        status = store_group(writer, group, err);
    }
    if (grouped) {
        group->items[group->count++] = row;
    } else if (status == FYP_OK && item->is_finding) {
        struct finding_item *it = (struct finding_item *)item;
        status = store_finding(writer, item, &it->finding, err);
    } else if (status == FYP_OK) {
        status = store_row(writer, item, &row->understood, err);
    }
    return status;
}

static enum fyp_status empty_batch(
    struct fyp_writer *writer, struct batch *batch, struct fyp_error *err)
{
    enum fyp_status status = FYP_OK;
    struct group group = {.count = 0};
    for (size_t at = 0; status == FYP_OK && at < batch->used;) {
        struct item *item = (void *)(batch->data + at);
        status = store_item(writer, item, &group, err);
        at += item->size;
    }
    if (status == FYP_OK) {
        status = store_group(writer, &group, err);
    }
    batch->used = 0;
    return status;
}

/** The next batch to be emptied; NULL at the end. */
static struct batch *wait_for_batch(struct fyp_writer *writer, bool *wanted)
{
    struct batch *batch = NULL;
    (void)pthread_mutex_lock(&writer->mutex);
    while (writer->filled == writer->emptied && !writer->done) {
        (void)pthread_cond_wait(&writer->changed, &writer->mutex);
    }
    if (writer->filled > writer->emptied) {
        batch = &writer->batches[writer->emptied % BATCHES];
    }
    *wanted = writer->status == FYP_OK;
    (void)pthread_mutex_unlock(&writer->mutex);
    return batch;
}

/** After a failure batches are still taken, so that nobody waits for ever. */
static void *empty_batches(void *context)
{
    struct fyp_writer *writer = context;
    bool wanted = true;
    struct batch *batch;
    while ((batch = wait_for_batch(writer, &wanted)) != NULL) {
        struct fyp_error err = {0};
        enum fyp_status status = FYP_OK;
        if (wanted) {
            status = empty_batch(writer, batch, &err);
        }
        batch->used = 0;
        (void)pthread_mutex_lock(&writer->mutex);
        writer->emptied++;
        if (status != FYP_OK && writer->status == FYP_OK) {
            writer->status = status;
            writer->err = err;
        }
        (void)pthread_cond_signal(&writer->changed);
        (void)pthread_mutex_unlock(&writer->mutex);
    }
    return NULL;
}

/** Signals are for the thread that reads. */
static void start_thread(struct fyp_writer *writer)
{
    sigset_t all, before;
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    writer->has_thread =
        pthread_create(&writer->thread, NULL, empty_batches, writer) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
}

enum fyp_status fyp_writer_create(
    struct fyp_store *store, long long import_id, const char *path,
    struct fyp_import_result *result, struct fyp_writer **out,
    struct fyp_error *err)
{
    struct fyp_writer *writer = calloc(1, sizeof *writer);
    *out = writer;
    if (!writer) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    writer->store = store;
    writer->import_id = import_id;
    writer->path = path;
    writer->result = result;
    (void)pthread_mutex_init(&writer->mutex, NULL);
    (void)pthread_cond_init(&writer->changed, NULL);
    return FYP_OK;
}

/** The batch that is being filled; waits until it has been emptied. */
static enum fyp_status
filling(struct fyp_writer *writer, struct batch **batch, struct fyp_error *err)
{
    (void)pthread_mutex_lock(&writer->mutex);
    while (writer->filled - writer->emptied == BATCHES) {
        (void)pthread_cond_wait(&writer->changed, &writer->mutex);
    }
    *batch = &writer->batches[writer->filled % BATCHES];
    enum fyp_status status = writer->status;
    if (status != FYP_OK && err) {
        *err = writer->err;
    }
    (void)pthread_mutex_unlock(&writer->mutex);
    return status;
}

/** Gives a full batch to the thread; where there is none, does its work. */
static enum fyp_status
hand_over(struct fyp_writer *writer, struct fyp_error *err)
{
    if (!writer->has_thread) {
        start_thread(writer);
    }
    if (!writer->has_thread) {
        struct fyp_error reason = {0};
        enum fyp_status status = empty_batch(
            writer, &writer->batches[writer->filled % BATCHES], &reason);
        if (status != FYP_OK && err) {
            *err = reason;
        }
        return status;
    }
    (void)pthread_mutex_lock(&writer->mutex);
    writer->filled++;
    (void)pthread_cond_signal(&writer->changed);
    (void)pthread_mutex_unlock(&writer->mutex);
    return FYP_OK;
}

/** Room for an item, in this batch or in the next. */
static enum fyp_status make_room(
    struct fyp_writer *writer, size_t size, struct item **out,
    struct fyp_error *err)
{
    struct batch *batch = NULL;
    enum fyp_status status = filling(writer, &batch, err);
    if (status == FYP_OK && batch->used > 0 &&
        batch->capacity - batch->used < size) {
        status = hand_over(writer, err);
        if (status == FYP_OK) {
            status = filling(writer, &batch, err);
        }
    }
    if (status != FYP_OK) {
        return status;
    }
    if (batch->capacity < size || !batch->data) {
        size_t capacity = size > BATCH_SIZE ? size : BATCH_SIZE;
        free(batch->data); /* nothing is in it */
        *batch = (struct batch){.data = malloc(capacity)};
        if (!batch->data) {
            return fyp_fail(err, FYP_E_MEMORY, NULL);
        }
        batch->capacity = capacity;
    }
    *out = (void *)(batch->data + batch->used);
    batch->used += size;
    return FYP_OK;
}

static size_t whole_size(size_t size, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size += texts[i] ? strlen(texts[i]) + 1 : 0;
    }
    const size_t unit = alignof(max_align_t);
    return (size + unit - 1) / unit * unit;
}

/** A copy of text behind the item; to is moved on. */
static const char *copy(char **to, const char *text)
{
    if (!text) {
        return NULL;
    }
    size_t size = strlen(text) + 1;
    char *start = memcpy(*to, text, size);
    *to += size;
    return start;
}

enum fyp_status fyp_writer_row(
    struct fyp_writer *writer, const struct fyp_understood *understood,
    const struct fyp_store_place *place, const char *raw, struct fyp_error *err)
{
    const struct fyp_store_row *row = &understood->row;
    const char *const texts[] = {
        raw,       row->figure.region, row->figure.source, row->value_text,
        row->unit, row->status_text,   row->note};
    size_t size = whole_size(
        sizeof(struct row_item), texts, sizeof texts / sizeof *texts);
    struct item *item = NULL;
    enum fyp_status status = make_room(writer, size, &item, err);
    if (status != FYP_OK) {
        return status;
    }
    assert(item);
    struct row_item *it = (struct row_item *)item;
    char *to = (char *)(it + 1);
    *it = (struct row_item){
        .item = {.size = size, .place = *place, .raw = copy(&to, raw)},
        .understood = *understood};
    struct fyp_store_row *kept = &it->understood.row;
    kept->figure.sheet = place->sheet;
    kept->figure.region = copy(&to, row->figure.region);
    kept->figure.source = copy(&to, row->figure.source);
    kept->value_text = copy(&to, row->value_text);
    kept->unit = copy(&to, row->unit);
    kept->status_text = copy(&to, row->status_text);
    kept->note = copy(&to, row->note);
    return FYP_OK;
}

enum fyp_status fyp_writer_finding(
    struct fyp_writer *writer, const struct fyp_store_place *place,
    const char *raw, const struct fyp_error *finding, struct fyp_error *err)
{
    size_t size = whole_size(sizeof(struct finding_item), &raw, 1);
    struct item *item = NULL;
    enum fyp_status status = make_room(writer, size, &item, err);
    if (status != FYP_OK) {
        return status;
    }
    assert(item);
    struct finding_item *it = (struct finding_item *)item;
    char *to = (char *)(it + 1);
    *it = (struct finding_item){
        .item =
            {.size = size,
             .place = *place,
             .raw = copy(&to, raw),
             .is_finding = true},
        .finding = *finding};
    return FYP_OK;
}

/** Lets the thread come to its end, and empties what it was not given. */
static enum fyp_status
drain(struct fyp_writer *writer, enum fyp_status status, struct fyp_error *err)
{
    if (writer->has_thread) {
        (void)pthread_mutex_lock(&writer->mutex);
        writer->done = true;
        if (writer->status == FYP_OK && status != FYP_OK) {
            writer->status = status; /* the rest is not wanted */
            if (err) {
                writer->err = *err;
            }
        }
        (void)pthread_cond_signal(&writer->changed);
        (void)pthread_mutex_unlock(&writer->mutex);
        (void)pthread_join(writer->thread, NULL);
    }
    if (writer->status == FYP_OK && status == FYP_OK) {
        writer->status = empty_batch(
            writer, &writer->batches[writer->filled % BATCHES], &writer->err);
    }
    if (status == FYP_OK && writer->status != FYP_OK) {
        status = writer->status;
        if (err) {
            *err = writer->err;
        }
    }
    return status;
}

enum fyp_status fyp_writer_finish(
    struct fyp_writer *writer, enum fyp_status status, struct fyp_error *err)
{
    if (!writer) {
        return status;
    }
    status = drain(writer, status, err);
    for (size_t i = 0; i < BATCHES; i++) {
        free(writer->batches[i].data);
    }
    (void)pthread_cond_destroy(&writer->changed);
    (void)pthread_mutex_destroy(&writer->mutex);
    free(writer);
    return status;
}
