/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_PUBLISH_H
#define FYP_REPORTS_PUBLISH_H

#include "base/error.h"

#include <time.h>

/*
 * How a workbook gets its name: written under a temporary name in the folder
 * where it will stay, read again and compared (xlsx_verify.h), synced,
 * renamed. Until the rename an older file of that name is untouched; after a
 * failure nothing is left behind.
 */

/** Writes the whole file to path and verifies it. */
typedef enum fyp_status
fyp_file_writer(void *context, const char *path, struct fyp_error *err);

/**
 * @retval FYP_E_REPORT_WRITE  The folder or the disk does not allow it.
 * @retval other               What write returned.
 */
enum fyp_status fyp_publish(
    const char *path, fyp_file_writer *write, void *context,
    struct fyp_error *err);

/**
 * The same for one of many files of a folder. Its content is on the disk
 * before it gets its name, as above; that the name is there after the power
 * failed is seen to once for all, by fyp_publish_finish.
 */
enum fyp_status fyp_publish_in_batch(
    const char *path, fyp_file_writer *write, void *context,
    struct fyp_error *err);
void fyp_publish_finish(const char *folder);

/** Takes away what a process that died left of a file it was writing. */
void fyp_publish_clean(const char *path, long process);

/**
 * Makes a folder and those above it, where they are absent.
 * @retval FYP_E_REPORT_FOLDER  It is something else, or cannot be made, or
 *                              nothing may be written into it.
 */
enum fyp_status fyp_publish_folder(const char *path, struct fyp_error *err);

/** The last day of a year, for the properties of a workbook: from the data,
 *  so that the same input gives the same bytes on any day. */
time_t fyp_created_at(int year);

#endif
