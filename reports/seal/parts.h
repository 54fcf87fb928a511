/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SEAL_PARTS_H
#define FYP_REPORTS_SEAL_PARTS_H

#include "base/message.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What a sealed evaluation consists of: one row a file. Further evidence (a
 * survey, a recount by a third party) is one more row with required false,
 * and whoever writes it; the manifest takes in whatever the folder holds, so
 * that older programs still check its fingerprint.
 *
 *   folder.c     written under a temporary name, synced, renamed
 *   manifest.c   SHA256SUMS, and what is wrong with a folder
 *   figures.c    figures with their origins: collected, written
 *   figures_read.c  and read back
 *   third_party.c  what third parties stored: written
 *   third_party_read.c  and read back
 *   record.c     seal.json: what was asked, and of which program
 *   render.c     the evaluation as it is sealed: JSON and page
 *   write.c      fyp seal
 *   opened.c     everything that a folder holds, read back
 *   check.c      fyp verify-seal: the folder, then the result again
 *   differences.c  value by value
 *   page.c       the page for people in the folder
 *   check_text.c, check_json.c  what verify-seal says
 */

enum fyp_seal_part {
    FYP_SEAL_README,
    FYP_SEAL_PAGE,
    FYP_SEAL_RESULT,
    FYP_SEAL_RECORD,
    FYP_SEAL_PLAN,
    FYP_SEAL_COMMITMENTS,
    FYP_SEAL_TEXT,
    FYP_SEAL_RULESET,
    FYP_SEAL_FIGURES,
    FYP_SEAL_ORIGINS,
    FYP_SEAL_THIRD_PARTY,
    FYP_SEAL_CATALOGUE,
    FYP_SEAL_CHECKS,
    FYP_SEAL_REGIONS,
    FYP_SEAL_REGION_CHANGES,
    FYP_SEAL_PARTS
};

struct fyp_seal_part_row {
    const char *name; /* of the file; NULL: the plan's own, <id>.yaml */
    bool required;    /* nothing can be recomputed without it */
    enum fyp_message what;
};

const struct fyp_seal_part_row *fyp_seal_part_at(enum fyp_seal_part part);

/** Name of the file. An id has no underscore, so that no other part can have
 *  the name of a plan's file. */
const char *fyp_seal_part_name(enum fyp_seal_part part, const char *plan_file);

/** The manifest, which lists all the others. */
#define FYP_SEAL_MANIFEST "SHA256SUMS"
/** Of the folder as a whole; another number: another program is needed. */
#define FYP_SEAL_FORMAT "fyp-seal/1"

enum {
    FYP_SEAL_FILE_MAX = 256 << 20,    /* bytes of any file */
    FYP_SEAL_FILES_MAX = 1000,        /* in a folder */
    FYP_SEAL_MANIFEST_MAX = 512 << 10 /* bytes */
};

#endif
