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

/* Reserves "path.<process>-<n>.tmp" in the folder of path, with the rights
 * that a new file has. */
static enum fyp_status
reserve_name(const char *path, char **out, struct fyp_error *err)
{
    enum { ATTEMPTS = 100, SUFFIX = 40 };
    size_t size = strlen(path) + SUFFIX;
    char *name = malloc(size);
    *out = NULL;
    if (!name) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    int reason = EEXIST;
    for (int i = 0; i < ATTEMPTS && reason == EEXIST; i++) {
        (void)snprintf(name, size, "%s.%ld-%d.tmp", path, (long)getpid(), i);
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
static void sync_folder(const char *path)
{
    char *folder = strdup(path);
    char *slash = folder ? strrchr(folder, '/') : NULL;
    if (slash) {
        slash[slash == folder ? 1 : 0] = '\0';
    }
    if (folder) {
        (void)sync_path(slash ? folder : ".", O_RDONLY | O_DIRECTORY);
    }
    free(folder);
}

static enum fyp_status
publish(const char *temporary, const char *path, struct fyp_error *err)
{
    int reason = sync_path(temporary, O_RDONLY);
    if (reason == 0 && rename(temporary, path) != 0) {
        reason = errno;
    }
    if (reason != 0) {
        return cannot_write(err, path, reason);
    }
    sync_folder(path);
    return FYP_OK;
}

enum fyp_status fyp_publish(
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
