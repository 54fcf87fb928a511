/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/seal/manifest.h"

#include "base/message.h"
#include "data/readers/digest.h"
#include "reports/seal/folder.h"
#include "reports/seal/parts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HASH_LENGTH = 64, NAME_MAX_BYTES = 255 };

static int compare_entries(const void *a, const void *b)
{
    const struct fyp_seal_entry *x = a;
    const struct fyp_seal_entry *y = b;
    return strcmp(x->name, y->name);
}

static void sort_entries(struct fyp_seal_manifest *manifest)
{
    if (manifest->count > 1) {
        qsort(
            manifest->items, manifest->count, sizeof *manifest->items,
            compare_entries);
    }
}

/* Room for as many as a folder may hold. */
static enum fyp_status
make_room(struct fyp_seal_manifest *manifest, struct fyp_error *err)
{
    *manifest = (struct fyp_seal_manifest){0};
    manifest->items = fyp_arena_alloc(
        &manifest->arena, FYP_SEAL_FILES_MAX, sizeof *manifest->items);
    return manifest->items != NULL ? FYP_OK : fyp_fail(err, FYP_E_MEMORY, NULL);
}

static enum fyp_status
not_a_seal(struct fyp_error *err, const char *folder, enum fyp_message reason)
{
    (void)fyp_fail(err, FYP_E_SEAL_FOLDER, fyp_text(reason));
    (void)fyp_error_at(err, "%s", folder);
    return FYP_E_SEAL_FOLDER;
}

/* --- files of a folder --- */

/** Why a file cannot be used; NULL: sha256 is its fingerprint. */
static const char *hash_open_file(int file, char sha256[65])
{
    struct stat info;
    struct fyp_digest *digest = NULL;
    if (fstat(file, &info) != 0) {
        return fyp_reason_text(errno);
    }
    if (!S_ISREG(info.st_mode)) {
        return fyp_text(FYP_M_SEAL_NOT_REGULAR);
    }
    if (info.st_size > FYP_SEAL_FILE_MAX) {
        return fyp_text(FYP_M_SEAL_TOO_BIG);
    }
    if (fyp_digest_create(file, (long long)info.st_size, &digest, NULL) !=
        FYP_OK) {
        return fyp_reason_text(ENOMEM);
    }
    (void)snprintf(sha256, 65, "%s", fyp_digest_text(digest));
    const bool sound = fyp_digest_check(digest, NULL) == FYP_OK;
    fyp_digest_destroy(digest);
    return sound ? NULL : fyp_reason_text(EIO);
}

/** Links are not followed; without O_NONBLOCK a pipe would hold us here. */
static const char *hash_file(int folder, const char *name, char sha256[65])
{
    const int file =
        openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    sha256[0] = '\0';
    if (file < 0) {
        return errno == ELOOP ? fyp_text(FYP_M_SEAL_NOT_REGULAR)
                              : fyp_reason_text(errno);
    }
    const char *reason = hash_open_file(file, sha256);
    (void)close(file);
    return reason;
}

static bool is_content(const char *name)
{
    return strcmp(name, ".") != 0 && strcmp(name, "..") != 0 &&
           strcmp(name, FYP_SEAL_MANIFEST) != 0;
}

/** Names of what a folder holds, without the manifest. */
static enum fyp_status list_folder(
    DIR *folder, const char *path, struct fyp_seal_manifest *out,
    struct fyp_error *err)
{
    const struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        if (!is_content(entry->d_name)) {
            continue;
        }
        if (out->count == FYP_SEAL_FILES_MAX) {
            return not_a_seal(err, path, FYP_M_SEAL_TOO_MANY);
        }
        struct fyp_seal_entry *item = &out->items[out->count];
        item->name =
            fyp_arena_text(&out->arena, entry->d_name, strlen(entry->d_name));
        if (item->name == NULL) {
            return fyp_fail(err, FYP_E_MEMORY, NULL);
        }
        out->count++;
    }
    sort_entries(out);
    return FYP_OK;
}

static enum fyp_status
open_folder(const char *path, DIR **out, struct fyp_error *err)
{
    *out = opendir(path);
    if (*out == NULL) {
        (void)fyp_fail(err, FYP_E_SEAL_FOLDER, fyp_reason_text(errno));
        (void)fyp_error_at(err, "%s", path);
        return FYP_E_SEAL_FOLDER;
    }
    return FYP_OK;
}

/** Lists the folder; *folder is open on success only. */
static enum fyp_status list_path(
    const char *path, DIR **folder, struct fyp_seal_manifest *out,
    struct fyp_error *err)
{
    *folder = NULL;
    enum fyp_status status = make_room(out, err);
    if (status == FYP_OK) {
        status = open_folder(path, folder, err);
    }
    if (status == FYP_OK) {
        status = list_folder(*folder, path, out, err);
    }
    if (status != FYP_OK) {
        fyp_seal_manifest_finish(out);
        if (*folder != NULL) {
            (void)closedir(*folder);
            *folder = NULL;
        }
    }
    return status;
}

enum fyp_status fyp_seal_manifest_of(
    const char *folder, struct fyp_seal_manifest *out, struct fyp_error *err)
{
    DIR *open = NULL;
    enum fyp_status status = list_path(folder, &open, out, err);
    if (status != FYP_OK) {
        return status;
    }
    for (size_t i = 0; status == FYP_OK && i < out->count; i++) {
        struct fyp_seal_entry *item = &out->items[i];
        const char *reason = hash_file(dirfd(open), item->name, item->sha256);
        if (reason != NULL) {
            status = fyp_fail(err, FYP_E_SEAL_ENTRY, item->name, reason);
        }
    }
    (void)closedir(open);
    if (status != FYP_OK) {
        fyp_seal_manifest_finish(out);
    }
    return status;
}

void fyp_seal_manifest_text(
    const struct fyp_seal_manifest *manifest, struct fyp_buffer *out)
{
    for (size_t i = 0; i < manifest->count; i++) {
        const struct fyp_seal_entry *item = &manifest->items[i];
        fyp_buffer_format(out, "%s  %s\n", item->sha256, item->name);
    }
}

void fyp_seal_manifest_finish(struct fyp_seal_manifest *manifest)
{
    if (manifest != NULL) {
        fyp_arena_finish(&manifest->arena);
        *manifest = (struct fyp_seal_manifest){0};
    }
}

/* --- reading it back --- */

/** A name that stays in this folder and can be printed. */
static bool is_name(const char *name)
{
    const size_t length = strlen(name);
    if (length == 0 || length > NAME_MAX_BYTES || !is_content(name) ||
        fyp_utf8_valid_prefix(name, length) != length) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        const unsigned char c = (unsigned char)name[i];
        if (c < 0x20 || c == 0x7F || c == '/' || c == '\\') {
            return false;
        }
    }
    return true;
}

static bool is_hash(const char *text)
{
    return strspn(text, "0123456789abcdef") == HASH_LENGTH &&
           strncmp(text + HASH_LENGTH, "  ", 2) == 0;
}

static enum fyp_status take_line(
    struct fyp_seal_manifest *manifest, const char *line, struct fyp_error *err)
{
    if (!is_hash(line) || !is_name(line + HASH_LENGTH + 2)) {
        return fyp_fail(err, FYP_E_SEAL_MANIFEST, line);
    }
    const char *name = line + HASH_LENGTH + 2;
    if (manifest->count == FYP_SEAL_FILES_MAX) {
        return fyp_fail(err, FYP_E_SEAL_MANIFEST, line);
    }
    for (size_t i = 0; i < manifest->count; i++) {
        if (strcmp(manifest->items[i].name, name) == 0) {
            return fyp_fail(err, FYP_E_SEAL_MANIFEST, line);
        }
    }
    struct fyp_seal_entry *item = &manifest->items[manifest->count];
    (void)snprintf(item->sha256, sizeof item->sha256, "%.64s", line);
    item->name = fyp_arena_text(&manifest->arena, name, strlen(name));
    if (item->name == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    manifest->count++;
    return FYP_OK;
}

/** Every line ends in a line feed; text is cut up. */
static enum fyp_status take_lines(
    struct fyp_seal_manifest *manifest, const char *path, char *text,
    size_t length, struct fyp_error *err)
{
    enum fyp_status status = FYP_OK;
    char *at = text;
    for (int line = 1; status == FYP_OK && at < text + length; line++) {
        char *end = memchr(at, '\n', (size_t)(text + length - at));
        const bool whole = end != NULL;
        end = whole ? end : text + length;
        const bool no_nul = memchr(at, '\0', (size_t)(end - at)) == NULL;
        *end = '\0'; /* the text is terminated: there is room */
        status = whole && no_nul ? take_line(manifest, at, err)
                                 : fyp_fail(err, FYP_E_SEAL_MANIFEST, at);
        if (status == FYP_E_SEAL_MANIFEST) {
            (void)fyp_error_at(err, "%s:%d", path, line);
        }
        at = end + 1;
    }
    return status;
}

static enum fyp_status read_file(
    const char *folder, const char *path, struct fyp_seal_manifest *out,
    struct fyp_error *err)
{
    struct stat info;
    char *text = NULL;
    size_t length = 0;
    DIR *open = NULL;
    enum fyp_status status = open_folder(folder, &open, err);
    if (status != FYP_OK) {
        return status;
    }
    if (fstatat(dirfd(open), FYP_SEAL_MANIFEST, &info, AT_SYMLINK_NOFOLLOW) !=
        0) {
        status = not_a_seal(err, folder, FYP_M_SEAL_NO_MANIFEST);
    } else if (!S_ISREG(info.st_mode)) {
        status = fyp_fail(
            err, FYP_E_SEAL_ENTRY, FYP_SEAL_MANIFEST,
            fyp_text(FYP_M_SEAL_NOT_REGULAR));
    } else {
        const char *reason =
            hash_file(dirfd(open), FYP_SEAL_MANIFEST, out->sha256);
        status =
            reason == NULL
                ? fyp_file_read(
                      path, FYP_SEAL_MANIFEST_MAX, &text, &length, err)
                : fyp_fail(err, FYP_E_SEAL_ENTRY, FYP_SEAL_MANIFEST, reason);
    }
    (void)closedir(open);
    if (status == FYP_OK) {
        status = take_lines(out, path, text, length, err);
    }
    free(text);
    return status;
}

enum fyp_status fyp_seal_manifest_read(
    const char *folder, struct fyp_seal_manifest *out, struct fyp_error *err)
{
    char *path = fyp_seal_join(folder, FYP_SEAL_MANIFEST);
    enum fyp_status status = make_room(out, err);
    if (status == FYP_OK && path == NULL) {
        status = fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    if (status == FYP_OK) {
        status = read_file(folder, path, out, err);
    }
    if (status == FYP_OK && out->count == 0) {
        status = not_a_seal(err, folder, FYP_M_SEAL_NO_MANIFEST);
    }
    sort_entries(out);
    free(path);
    if (status != FYP_OK) {
        fyp_seal_manifest_finish(out);
    }
    return status;
}

bool fyp_seal_manifest_lists(
    const struct fyp_seal_manifest *manifest, const char *name)
{
    const struct fyp_seal_entry key = {.name = name};
    return manifest->count > 0 &&
           bsearch(
               &key, manifest->items, manifest->count, sizeof *manifest->items,
               compare_entries) != NULL;
}

/* --- comparing --- */

static enum fyp_status add_damage(
    struct fyp_seal_damages *damages, enum fyp_seal_damage_kind kind,
    const char *name, const char *reason, struct fyp_error *err)
{
    struct fyp_seal_damage *item = &damages->items[damages->count];
    *item = (struct fyp_seal_damage){
        .kind = kind,
        .name = fyp_arena_text(&damages->arena, name, strlen(name)),
        .reason = reason};
    if (item->name == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    damages->count++;
    return FYP_OK;
}

static enum fyp_status compare_file(
    int folder, const struct fyp_seal_entry *listed,
    struct fyp_seal_damages *out, struct fyp_error *err)
{
    char sha256[65];
    const char *reason = hash_file(folder, listed->name, sha256);
    if (reason != NULL) {
        return add_damage(out, FYP_SEAL_UNUSABLE, listed->name, reason, err);
    }
    return strcmp(sha256, listed->sha256) == 0
               ? FYP_OK
               : add_damage(out, FYP_SEAL_CHANGED, listed->name, NULL, err);
}

/* Both lists are sorted by name. */
static enum fyp_status compare_lists(
    int folder, const struct fyp_seal_manifest *listed,
    const struct fyp_seal_manifest *found, struct fyp_seal_damages *out,
    struct fyp_error *err)
{
    size_t i = 0, k = 0;
    enum fyp_status status = FYP_OK;
    while (status == FYP_OK && (i < listed->count || k < found->count)) {
        int order = i == listed->count ? 1 : -1;
        if (i < listed->count && k < found->count) {
            order = strcmp(listed->items[i].name, found->items[k].name);
        }
        if (order < 0) {
            status = add_damage(
                out, FYP_SEAL_MISSING, listed->items[i].name, NULL, err);
        } else if (order > 0) {
            status = add_damage(
                out, FYP_SEAL_ADDITIONAL, found->items[k].name, NULL, err);
        } else {
            status = compare_file(folder, &listed->items[i], out, err);
        }
        i += order <= 0;
        k += order >= 0;
    }
    return status;
}

enum fyp_status fyp_seal_manifest_check(
    const char *folder, const struct fyp_seal_manifest *manifest,
    struct fyp_seal_damages *out, struct fyp_error *err)
{
    struct fyp_seal_manifest found;
    DIR *open = NULL;
    *out = (struct fyp_seal_damages){0};
    enum fyp_status status = list_path(folder, &open, &found, err);
    if (status != FYP_OK) {
        return status;
    }
    out->items = fyp_arena_alloc(
        &out->arena, 2 * (size_t)FYP_SEAL_FILES_MAX, sizeof *out->items);
    status = out->items != NULL
                 ? compare_lists(dirfd(open), manifest, &found, out, err)
                 : fyp_fail(err, FYP_E_MEMORY, NULL);
    (void)closedir(open);
    fyp_seal_manifest_finish(&found);
    if (status != FYP_OK) {
        fyp_seal_damages_finish(out);
    }
    return status;
}

void fyp_seal_damages_finish(struct fyp_seal_damages *damages)
{
    if (damages != NULL) {
        fyp_arena_finish(&damages->arena);
        *damages = (struct fyp_seal_damages){0};
    }
}
