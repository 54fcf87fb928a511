/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/publish.h"

#include "base/text.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Days since 1970 by the civil calendar. */
time_t fyp_created_at(int year)
{
    long days = 365L * (year - 1969) + (year - 1968) / 4 - (year - 1900) / 100 +
                (year - 1600) / 400;
    return (time_t)(days - 1) * 86400;
}

static enum fyp_status
cannot_write(struct fyp_error *err, const char *path, int reason)
{
    (void)fyp_fail(err, FYP_E_REPORT_WRITE, fyp_reason_text(reason));
    (void)fyp_error_at(err, "%s", path);
    return FYP_E_REPORT_WRITE;
}

enum { ATTEMPTS = 100, SUFFIX = 40 };

static void temporary_name(
    char *out, size_t size, const char *path, long process, int attempt)
{
    (void)snprintf(out, size, "%s.%ld-%d.tmp", path, process, attempt);
}

/* Reserves "path.<process>-<n>.tmp" in the folder of path, with the rights
 * that a new file has. */
static enum fyp_status
reserve_name(const char *path, char **out, struct fyp_error *err)
{
    size_t size = strlen(path) + SUFFIX;
    char *name = malloc(size);
    *out = NULL;
    if (!name) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    int reason = EEXIST;
    for (int i = 0; i < ATTEMPTS && reason == EEXIST; i++) {
        temporary_name(name, size, path, (long)getpid(), i);
        int file = open(name, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
        if (file >= 0) {
            (void)close(file);
            *out = name;
            return FYP_OK;
        }
        reason = errno;
    }
    free(name);
    return cannot_write(err, path, reason);
}

static int sync_path(const char *path, int flags)
{
    int file = open(path, flags | O_CLOEXEC);
    if (file < 0) {
        return errno;
    }
    int reason = fsync(file) == 0 ? 0 : errno;
    (void)close(file);
    return reason;
}

/* The folder is synced too, or the new name may be lost with the power. A
 * file system that cannot do that has still renamed the file. */
static void sync_folder_of(const char *path)
{
    char *folder = strdup(path);
    char *slash = folder ? strrchr(folder, '/') : NULL;
    if (slash) {
        slash[slash == folder ? 1 : 0] = '\0';
    }
    if (folder) {
        fyp_publish_finish(slash ? folder : ".");
    }
    free(folder);
}

void fyp_publish_finish(const char *folder)
{
    (void)sync_path(folder, O_RDONLY | O_DIRECTORY);
}

static enum fyp_status
publish(const char *temporary, const char *path, struct fyp_error *err)
{
    int reason = sync_path(temporary, O_RDONLY);
    if (reason == 0 && rename(temporary, path) != 0) {
        reason = errno;
    }
    return reason == 0 ? FYP_OK : cannot_write(err, path, reason);
}

enum fyp_status fyp_publish_in_batch(
    const char *path, fyp_file_writer *write, void *context,
    struct fyp_error *err)
{
    char *temporary = NULL;
    enum fyp_status status = reserve_name(path, &temporary, err);
    if (status != FYP_OK) {
        return status;
    }
    assert(temporary);
    status = write(context, temporary, err);
    if (status == FYP_OK) {
        status = publish(temporary, path, err);
    }
    if (status != FYP_OK) {
        (void)unlink(temporary);
        (void)fyp_error_at(err, "%s", path);
    }
    free(temporary);
    return status;
}

enum fyp_status fyp_publish(
    const char *path, fyp_file_writer *write, void *context,
    struct fyp_error *err)
{
    const enum fyp_status status =
        fyp_publish_in_batch(path, write, context, err);
    if (status == FYP_OK) {
        sync_folder_of(path);
    }
    return status;
}

void fyp_publish_clean(const char *path, long process)
{
    size_t size = strlen(path) + SUFFIX;
    char *name = malloc(size);
    for (int i = 0; name && i < ATTEMPTS; i++) {
        temporary_name(name, size, path, process, i);
        (void)unlink(name);
    }
    free(name);
}

/* --- folders --- */

static enum fyp_status
cannot_make(struct fyp_error *err, const char *path, int reason)
{
    return fyp_fail(err, FYP_E_REPORT_FOLDER, path, fyp_reason_text(reason));
}

/* Cuts the path behind each of its parts, one after the other. */
static enum fyp_status make_all(char *path, struct fyp_error *err)
{
    for (char *at = path + 1; *at != '\0'; at++) {
        if (*at != '/') {
            continue;
        }
        *at = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST) {
            return cannot_make(err, path, errno);
        }
        *at = '/';
    }
    return mkdir(path, 0777) == 0 || errno == EEXIST
               ? FYP_OK
               : cannot_make(err, path, errno);
}

enum fyp_status fyp_publish_folder(const char *path, struct fyp_error *err)
{
    struct stat there;
    if (path[0] == '\0') {
        return cannot_make(err, path, ENOENT);
    }
    if (stat(path, &there) != 0) {
        char *copy = strdup(path);
        enum fyp_status status =
            copy ? make_all(copy, err) : fyp_fail(err, FYP_E_MEMORY, NULL);
        free(copy);
        if (status != FYP_OK) {
            return status;
        }
    } else if (!S_ISDIR(there.st_mode)) {
        return cannot_make(err, path, ENOTDIR);
    }
    return access(path, W_OK | X_OK) == 0 ? FYP_OK
                                          : cannot_make(err, path, errno);
}
