/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/home.h"

#include "base/message.h"
#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LEVELS_UP = 4, PATH_SIZE = PATH_MAX, PLANS_MAX = 100000 };

static const char catalogue_file[] = "indicators/catalogue.yaml";
static const char plan_folder[] = "indicators/plans";
static const char plan_suffix[] = ".yaml";

/** "folder/name"; false where it does not fit. */
static bool join(char out[PATH_SIZE], const char *folder, const char *name)
{
    int length = snprintf(out, PATH_SIZE, "%s/%s", folder, name);
    return length > 0 && length < PATH_SIZE;
}

static bool holds_catalogue(const char *folder)
{
    char path[PATH_SIZE];
    return join(path, folder, catalogue_file) && access(path, R_OK) == 0;
}

/** Cuts the last part off a path; false at the root. */
static bool go_up(char *path)
{
    char *slash = strrchr(path, '/');
    if (slash == NULL || slash == path) {
        return false;
    }
    *slash = '\0';
    return true;
}

/** The folder of the running program. */
static bool program_folder(char out[PATH_SIZE])
{
    ssize_t length = readlink("/proc/self/exe", out, PATH_SIZE - 1);
    if (length <= 0) {
        return false;
    }
    out[length] = '\0';
    return go_up(out);
}

/** A folder above the program (a build tree), or the installed one. */
static bool find_near_program(char out[PATH_SIZE], const char *program)
{
    snprintf(out, PATH_SIZE, "%s", program);
    bool more = true;
    for (int level = 0; more && level <= LEVELS_UP; level++) {
        if (holds_catalogue(out)) {
            return true;
        }
        more = go_up(out);
    }
    return join(out, program, "../share/fyp") && holds_catalogue(out);
}

static enum fyp_status find_folder(char out[PATH_SIZE], struct fyp_error *err)
{
    const char *given = getenv("FYP_HOME");
    if (given != NULL && given[0] != '\0') {
        if (strlen(given) < PATH_SIZE && holds_catalogue(given)) {
            snprintf(out, PATH_SIZE, "%s", given);
            return FYP_OK;
        }
        return fyp_fail(err, FYP_E_HOME_MISSING, given);
    }
    char program[PATH_SIZE] = ".";
    if (program_folder(program) && find_near_program(out, program)) {
        return FYP_OK;
    }
    char where[FYP_ERROR_TEXT_SIZE];
    fyp_say(where, sizeof where, FYP_M_HOME_NOT_ABOVE, program);
    return fyp_fail(err, FYP_E_HOME_MISSING, where);
}

enum fyp_status fyp_home_init(struct fyp_home *out, struct fyp_error *err)
{
    *out = (struct fyp_home){0};
    char folder[PATH_SIZE];
    char path[PATH_SIZE];
    enum fyp_status status = find_folder(folder, err);
    if (status != FYP_OK) {
        return status;
    }
    if (!join(path, folder, catalogue_file)) {
        return fyp_fail(err, FYP_E_HOME_MISSING, folder);
    }
    out->folder = strdup(folder);
    if (out->folder == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    status = fyp_catalogue_create(path, &out->catalogue, NULL, err);
    if (status != FYP_OK) {
        fyp_home_finish(out);
    }
    return status;
}

static void destroy_plans(struct fyp_home *home)
{
    for (size_t i = 0; i < home->plan_count; i++) {
        fyp_plan_destroy(home->plans[i]);
    }
    free(home->plans);
    home->plans = NULL;
    home->plan_count = 0;
}

void fyp_home_finish(struct fyp_home *home)
{
    if (home != NULL) {
        destroy_plans(home);
        fyp_catalogue_destroy(home->catalogue);
        free(home->folder);
        *home = (struct fyp_home){0};
    }
}

/** Ids of the plan files of a home, sorted. */
struct ids {
    char **items;
    size_t count;
    size_t capacity;
};

static void finish_ids(struct ids *ids)
{
    for (size_t i = 0; i < ids->count; i++) {
        free(ids->items[i]);
    }
    free(ids->items);
    *ids = (struct ids){0};
}

/** @return false when out of memory. */
static bool add_id(struct ids *ids, const char *id, size_t length)
{
    if (ids->count == ids->capacity) {
        size_t capacity = ids->capacity == 0 ? 16 : ids->capacity * 2;
        char **items = realloc(ids->items, capacity * sizeof *items);
        if (items == NULL) {
            return false;
        }
        ids->items = items;
        ids->capacity = capacity;
    }
    ids->items[ids->count] = strndup(id, length);
    if (ids->items[ids->count] == NULL) {
        return false;
    }
    ids->count++;
    return true;
}

/** Length of the id in a file name such as "luojiang-2021.yaml"; 0 for a
 *  hidden file and for anything else. */
static size_t id_length(const char *name)
{
    size_t length = strlen(name);
    size_t suffix = strlen(plan_suffix);
    if (name[0] == '.' || length <= suffix ||
        strcmp(name + length - suffix, plan_suffix) != 0) {
        return 0;
    }
    return length - suffix;
}

static int compare_ids(const void *a, const void *b)
{
    const char *const *x = a;
    const char *const *y = b;
    return strcmp(*x, *y);
}

static enum fyp_status
list_ids(const struct fyp_home *home, struct ids *ids, struct fyp_error *err)
{
    char path[PATH_SIZE];
    *ids = (struct ids){0};
    bool fits = join(path, home->folder, plan_folder);
    DIR *folder = fits ? opendir(path) : NULL;
    if (folder == NULL) {
        fyp_fail(
            err, FYP_E_HOME_PLANS,
            fyp_reason_text(fits ? errno : ENAMETOOLONG));
        fyp_error_at(err, "%s/%s", home->folder, plan_folder);
        return FYP_E_HOME_PLANS;
    }
    bool added = true;
    const struct dirent *file;
    while (added && ids->count < PLANS_MAX &&
           (file = readdir(folder)) != NULL) {
        size_t length = id_length(file->d_name);
        added = length == 0 || add_id(ids, file->d_name, length);
    }
    closedir(folder);
    if (!added) {
        finish_ids(ids);
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    if (ids->count > 1) {
        qsort(ids->items, ids->count, sizeof *ids->items, compare_ids);
    }
    return FYP_OK;
}

/** The plan of an id that has a file in this home. */
static enum fyp_status read_by_id(
    const struct fyp_home *home, const char *id, struct fyp_plan **out,
    struct fyp_problems *problems, struct fyp_error *err)
{
    char path[PATH_SIZE];
    int length = snprintf(
        path, sizeof path, "%s/%s/%s%s", home->folder, plan_folder, id,
        plan_suffix);
    if (length < 0 || length >= PATH_SIZE) {
        return fyp_fail(err, FYP_E_HOME_PLANS, fyp_reason_text(ENAMETOOLONG));
    }
    return fyp_plan_create(path, home->catalogue, out, problems, err);
}

enum fyp_status fyp_home_read_plans(
    struct fyp_home *home, struct fyp_problems *problems, struct fyp_error *err)
{
    struct ids ids;
    enum fyp_status status = list_ids(home, &ids, err);
    if (status != FYP_OK) {
        return status;
    }
    destroy_plans(home);
    home->plans = calloc(ids.count + 1, sizeof *home->plans);
    if (home->plans == NULL) {
        finish_ids(&ids);
        return fyp_fail(err, FYP_E_MEMORY, "");
    }
    for (size_t i = 0; i < ids.count; i++) {
        /* Go on after a bad file: all problems are wanted at once. */
        struct fyp_plan *plan = NULL;
        enum fyp_status read = read_by_id(
            home, ids.items[i], &plan, problems, status == FYP_OK ? err : NULL);
        if (read == FYP_OK) {
            home->plans[home->plan_count++] = plan;
        } else if (status == FYP_OK) {
            status = read;
        }
    }
    finish_ids(&ids);
    if (status != FYP_OK) {
        destroy_plans(home);
    }
    return status;
}

static enum fyp_status
unknown_plan(const struct ids *ids, const char *id, struct fyp_error *err)
{
    struct fyp_buffer known = {0};
    for (size_t i = 0; i < ids->count; i++) {
        fyp_buffer_text(&known, i == 0 ? "" : " ");
        fyp_buffer_text(&known, ids->items[i]);
    }
    enum fyp_status status = fyp_fail(
        err, FYP_E_PLAN_UNKNOWN, id,
        ids->count == 0 || known.failed ? fyp_text(FYP_M_CHECK_NONE_KNOWN)
                                        : known.data);
    fyp_buffer_finish(&known);
    return status;
}

static bool is_path(const char *text)
{
    return strchr(text, '/') != NULL || id_length(text) > 0;
}

enum fyp_status fyp_home_plan(
    const struct fyp_home *home, const char *id_or_path, struct fyp_plan **out,
    struct fyp_problems *problems, struct fyp_error *err)
{
    *out = NULL;
    if (is_path(id_or_path)) {
        return fyp_plan_create(id_or_path, home->catalogue, out, problems, err);
    }
    struct ids ids;
    enum fyp_status status = list_ids(home, &ids, err);
    if (status != FYP_OK) {
        return status;
    }
    size_t i = 0;
    while (i < ids.count && strcmp(ids.items[i], id_or_path) != 0) {
        i++;
    }
    status = i < ids.count ? read_by_id(home, id_or_path, out, problems, err)
                           : unknown_plan(&ids, id_or_path, err);
    finish_ids(&ids);
    return status;
}
