/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/seal/folder.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *fyp_seal_join(const char *folder, const char *name)
{
    const size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (path != NULL) {
        (void)snprintf(path, size, "%s/%s", folder, name);
    }
    return path;
}

static enum fyp_status
cannot_write(struct fyp_error *err, const char *path, int reason)
{
    (void)fyp_fail(err, FYP_E_SEAL_WRITE, fyp_reason_text(reason));
    (void)fyp_error_at(err, "%s", path);
    return FYP_E_SEAL_WRITE;
}

static enum fyp_status already_there(struct fyp_error *err, const char *path)
{
    (void)fyp_fail(err, FYP_E_SEAL_EXISTS, path);
    return FYP_E_SEAL_EXISTS;
}

/* A copy without the slashes at its end; "/" stays. */
static char *trimmed(const char *path)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/') {
        length--;
    }
    return strndup(path, length);
}

static enum fyp_status
make_temporary(struct fyp_seal_folder *folder, struct fyp_error *err)
{
    enum { ATTEMPTS = 100, SUFFIX = 40 };
    const size_t size = strlen(folder->target) + SUFFIX;
    int reason = EEXIST;
    char *name = malloc(size);
    if (name == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (int i = 0; i < ATTEMPTS && reason == EEXIST; i++) {
        (void)snprintf(
            name, size, "%s.tmp-%ld-%d", folder->target, (long)getpid(), i);
        if (mkdir(name, 0777) == 0) {
            folder->temporary = name;
            return FYP_OK;
        }
        reason = errno;
    }
    free(name);
    return cannot_write(err, folder->target, reason);
}

enum fyp_status fyp_seal_folder_init(
    const char *path, struct fyp_seal_folder *out, struct fyp_error *err)
{
    struct stat there;
    *out = (struct fyp_seal_folder){.target = trimmed(path)};
    if (out->target == NULL) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    enum fyp_status status = FYP_OK;
    if (out->target[0] == '\0') {
        status = cannot_write(err, path, ENOENT);
    } else if (lstat(out->target, &there) == 0) {
        status = already_there(err, out->target);
    } else {
        status = make_temporary(out, err);
    }
    if (status != FYP_OK) {
        fyp_seal_folder_finish(out);
    }
    return status;
}

/* 0, or why it could not be written. */
static int write_all(int file, const struct fyp_buffer *content)
{
    size_t done = 0;
    while (done < content->length) {
        const ssize_t n =
            write(file, content->data + done, content->length - done);
        if (n < 0 && errno != EINTR) {
            return errno;
        }
        done += n > 0 ? (size_t)n : 0;
    }
    return fsync(file) == 0 ? 0 : errno;
}

enum fyp_status fyp_seal_folder_write(
    const struct fyp_seal_folder *folder, const char *name,
    const struct fyp_buffer *content, struct fyp_error *err)
{
    char *path = fyp_seal_join(folder->temporary, name);
    if (path == NULL || content->failed) {
        free(path);
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    const int file =
        open(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0666);
    int reason = file >= 0 ? write_all(file, content) : errno;
    if (file >= 0 && close(file) != 0 && reason == 0) {
        reason = errno;
    }
    free(path);
    return reason == 0 ? FYP_OK : cannot_write(err, folder->target, reason);
}

/* A folder is synced, or a name in it may be lost with the power. */
static int sync_folder(const char *path)
{
    const int file = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) {
        return errno;
    }
    const int reason = fsync(file) == 0 ? 0 : errno;
    (void)close(file);
    return reason;
}

/* The folder around it; a file system that cannot sync a folder has still
 * renamed it. */
static void sync_parent(const char *path)
{
    char *copy = strdup(path);
    char *slash = copy != NULL ? strrchr(copy, '/') : NULL;
    if (slash != NULL) {
        slash[slash == copy ? 1 : 0] = '\0';
    }
    if (copy != NULL) {
        (void)sync_folder(slash != NULL ? copy : ".");
    }
    free(copy);
}

enum fyp_status
fyp_seal_folder_publish(struct fyp_seal_folder *folder, struct fyp_error *err)
{
    struct stat there;
    assert(!folder->published);
    if (lstat(folder->target, &there) == 0) {
        return already_there(err, folder->target);
    }
    int reason = sync_folder(folder->temporary);
    if (reason == 0 && rename(folder->temporary, folder->target) != 0) {
        reason = errno;
    }
    if (reason != 0) {
        return cannot_write(err, folder->target, reason);
    }
    folder->published = true;
    sync_parent(folder->target);
    return FYP_OK;
}

/* Only what fyp_seal_folder_write makes: there are no folders in it. */
static void remove_temporary(const char *path)
{
    DIR *folder = opendir(path);
    const struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 &&
            strcmp(entry->d_name, "..") != 0) {
            (void)unlinkat(dirfd(folder), entry->d_name, 0);
        }
    }
    if (folder != NULL) {
        (void)closedir(folder);
    }
    (void)rmdir(path);
}

void fyp_seal_folder_finish(struct fyp_seal_folder *folder)
{
    if (folder == NULL) {
        return;
    }
    if (folder->temporary != NULL && !folder->published) {
        remove_temporary(folder->temporary);
    }
    free(folder->temporary);
    free(folder->target);
    *folder = (struct fyp_seal_folder){0};
}
