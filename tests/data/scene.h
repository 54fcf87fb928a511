/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_TESTS_DATA_SCENE_H
#define FYP_TESTS_DATA_SCENE_H

#include "data/import.h"
#include "tests/indicators/files.h"

#include <stdint.h>

/*
 * A folder with a small catalogue, three regions and one store in it, and
 * what the tests want to know of a store: asked with SQL over a connection
 * of their own, behind the back of the code under test.
 */

struct scene {
    struct folder folder;
    struct fyp_catalogue *catalogue; /* small_catalogue */
    struct fyp_regions *regions; /* 德阳市罗江区, 乐山市 with 市中区 */
    struct fyp_store *store;     /* open for writing */
    char db[128];
};

/** What became of one import. */
struct outcome {
    enum fyp_status status;
    struct fyp_import_result result;
    struct fyp_error err;
};

struct scene scene_make(void);
void scene_finish(struct scene *scene);

/** The regions of a scene, for tests without a store. */
struct fyp_regions *scene_regions(void);

/** Writes bytes to a file in the folder; its path is valid until the next
 *  call. */
const char *scene_file(
    const struct scene *scene, const char *name, const void *bytes,
    size_t size);

/** Imports text, as a file of that name. */
struct outcome
scene_import(struct scene *scene, const char *name, const char *text);
struct outcome scene_import_bytes(
    struct scene *scene, const char *name, const void *bytes, size_t size);
/** The same with --revise. */
struct outcome scene_revise(
    struct scene *scene, const char *name, const char *text,
    const char *reason);
void outcome_finish(struct outcome *outcome);

/** The number that a query gives for the store. */
long long scene_ask(const struct scene *scene, const char *sql);

/** The text that a query gives; "" for NULL. */
void scene_ask_text(
    const struct scene *scene, const char *sql, char *out, size_t size);

/** All figures, or a failed assertion. */
struct fyp_figures *scene_load(struct scene *scene);

/** Asserts that SQLite finds the store sound, foreign keys included. */
void scene_assert_sound(const struct scene *scene);

/** Whether the two hold the same figures; line, file and version aside. */
bool same_figures(const struct fyp_figures *a, const struct fyp_figures *b);

/** The next of a fixed sequence of numbers below limit. */
uint32_t next_number(uint64_t *state, uint32_t limit);

#endif
