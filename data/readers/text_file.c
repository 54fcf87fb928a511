/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/text_file.h"

#include "base/text.h"
#include "data/readers/digest.h"
#include "data/readers/text_survey.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct fyp_text_file {
    int file;
    struct stat seen;
    struct fyp_digest *digest;
    struct fyp_text_survey survey;
    struct fyp_decoder *decoder; /* NULL: UTF-8 */
    long long position;          /* without a decoder */
};

/** Opens only what has a size and stays where it is. */
static enum fyp_status
open_file(struct fyp_text_file *file, const char *path, struct fyp_error *err)
{
    file->file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file->file < 0 || fstat(file->file, &file->seen) != 0) {
        return fyp_fail(err, FYP_E_FILE_OPEN, fyp_reason_text(errno));
    }
    if (!S_ISREG(file->seen.st_mode)) {
        return fyp_fail(err, FYP_E_FILE_KIND, path);
    }
    if (file->seen.st_size > FYP_TEXT_FILE_MAX) {
        char size[32], limit[32];
        (void)snprintf(
            size, sizeof size, "%lld MB",
            (long long)file->seen.st_size / 1000000);
        (void)snprintf(
            limit, sizeof limit, "%lld MB", FYP_TEXT_FILE_MAX / 1000000);
        return fyp_fail(err, FYP_E_FILE_TOO_LARGE, size, limit);
    }
    /* advice only: read ahead further than usual */
    (void)posix_fadvise(file->file, 0, 0, POSIX_FADV_SEQUENTIAL);
    return FYP_OK;
}

enum fyp_status fyp_text_file_create(
    const char *path, struct fyp_text_file **out, struct fyp_error *err)
{
    *out = NULL;
    struct fyp_text_file *file = calloc(1, sizeof *file);
    if (!file) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    file->file = -1;
    enum fyp_status status = open_file(file, path, err);
    if (status == FYP_OK) {
        status = fyp_digest_create(
            file->file, (long long)file->seen.st_size, &file->digest, err);
    }
    if (status == FYP_OK) {
        status =
            fyp_text_survey(file->file, FYP_TEXT_FILE_MAX, &file->survey, err);
    }
    if (status == FYP_OK) {
        status = fyp_text_file_rewind(file, err);
    }
    if (status != FYP_OK) {
        fyp_text_file_destroy(file);
        return status;
    }
    *out = file;
    return FYP_OK;
}

void fyp_text_file_destroy(struct fyp_text_file *file)
{
    if (!file) {
        return;
    }
    fyp_digest_destroy(file->digest); /* before its descriptor goes */
    fyp_decoder_destroy(file->decoder);
    fyp_problems_finish(&file->survey.notes);
    if (file->file >= 0) {
        (void)close(file->file);
    }
    free(file);
}

enum fyp_status
fyp_text_file_rewind(struct fyp_text_file *file, struct fyp_error *err)
{
    int start = file->survey.mark_size;
    fyp_decoder_destroy(file->decoder);
    file->decoder = NULL;
    file->position = start;
    if (lseek(file->file, start, SEEK_SET) != start) {
        return fyp_fail(err, FYP_E_FILE_READ, fyp_reason_text(errno));
    }
    return file->survey.encoding == FYP_ENCODING_UTF8
               ? FYP_OK
               : fyp_decoder_create(
                     file->file, file->survey.encoding, start, &file->decoder,
                     err);
}

enum fyp_status
fyp_text_file_check(struct fyp_text_file *file, struct fyp_error *err)
{
    struct stat now;
    if (fstat(file->file, &now) != 0) {
        return fyp_fail(err, FYP_E_FILE_READ, fyp_reason_text(errno));
    }
    bool same = now.st_size == file->seen.st_size &&
                now.st_mtim.tv_sec == file->seen.st_mtim.tv_sec &&
                now.st_mtim.tv_nsec == file->seen.st_mtim.tv_nsec;
    return same ? fyp_digest_check(file->digest, err)
                : fyp_fail(err, FYP_E_CSV_CHANGED, NULL);
}

enum fyp_status fyp_text_file_read(
    struct fyp_text_file *file, char *data, size_t size, size_t *got,
    struct fyp_error *err)
{
    enum fyp_status status = FYP_OK;
    if (file->decoder) {
        status = fyp_decoder_read(file->decoder, data, size, got, err);
    } else {
        status = fyp_file_block(file->file, data, size, got, err);
        file->position += (long long)*got;
    }
    return status;
}

enum fyp_encoding fyp_text_file_encoding(const struct fyp_text_file *file)
{
    return file->survey.encoding;
}

long long fyp_text_file_size(const struct fyp_text_file *file)
{
    return (long long)file->seen.st_size;
}

long long fyp_text_file_position(const struct fyp_text_file *file)
{
    return file->decoder ? fyp_decoder_offset(file->decoder) : file->position;
}

const char *fyp_text_file_sha256(const struct fyp_text_file *file)
{
    return fyp_digest_text(file->digest);
}

struct fyp_problems *fyp_text_file_notes(struct fyp_text_file *file)
{
    return &file->survey.notes;
}
