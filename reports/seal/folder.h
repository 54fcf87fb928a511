/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SEAL_FOLDER_H
#define FYP_REPORTS_SEAL_FOLDER_H

#include "base/text.h"

/*
 * A folder that is there whole or not at all: files are written into a
 * folder of another name beside it, synced, and that is renamed. What is
 * there already is never touched.
 */

struct fyp_seal_folder {
    char *target;    /* without slashes at its end */
    char *temporary; /* where the files are until publishing */
    bool published;
};

/**
 * Makes the temporary folder.
 * @param out  Zeroed on failure; release with fyp_seal_folder_finish.
 * @retval FYP_E_SEAL_EXISTS  Something of that name is there.
 * @retval FYP_E_SEAL_WRITE   It cannot be made.
 */
enum fyp_status fyp_seal_folder_init(
    const char *path, struct fyp_seal_folder *out, struct fyp_error *err);

/** Writes and syncs one file, which must not be there yet. */
enum fyp_status fyp_seal_folder_write(
    const struct fyp_seal_folder *folder, const char *name,
    const struct fyp_buffer *content, struct fyp_error *err);

/** Gives the folder its name. */
enum fyp_status
fyp_seal_folder_publish(struct fyp_seal_folder *folder, struct fyp_error *err);

/** Removes the temporary folder with all in it where it was not published. */
void fyp_seal_folder_finish(struct fyp_seal_folder *folder);

/** "folder/name"; NULL when out of memory. The caller frees it. */
char *fyp_seal_join(const char *folder, const char *name);

#endif
