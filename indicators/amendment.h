/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_INDICATORS_AMENDMENT_H
#define FYP_INDICATORS_AMENDMENT_H

#include "indicators/plan.h"

/*
 * Targets that are revised in mid-plan. The old target stays in the plan
 * file; each amendment makes one more version of the plan's targets:
 *
 *   version 1      as the plan was published
 *   version n + 1  after the first n amendments, in the order of the file
 *
 * Dates and effective years never fall in that order, so the version in
 * force in a year is one more than the number of amendments in force.
 *
 * An amendment replaces target and milestones together: a milestone is a
 * stage on the way to the target it was printed with. The baseline stays, so
 * the expected path of the new version runs from the baseline, through the
 * milestones of the amendment, to the new target.
 *
 * Source: docs/methods.md section 16 (house rules).
 */

/** Versions that there are, 1 or more. */
int fyp_plan_version_count(const struct fyp_plan *plan);

/** The version in force in a year. */
int fyp_plan_version_in_force(const struct fyp_plan *plan, int year);

/** The latest amendment of an indicator in a version; NULL where it has its
 *  first target still. */
const struct fyp_amendment *fyp_plan_amendment_of(
    const struct fyp_plan *plan, const char *code, int version);

/** The version that an amendment of the plan makes, 2 or more. */
int fyp_amendment_version(
    const struct fyp_plan *plan, const struct fyp_amendment *amendment);

/** An indicator as it stood in a version. */
const struct fyp_indicator *fyp_plan_indicator_at(
    const struct fyp_plan *plan, const struct fyp_indicator *indicator,
    int version);

/**
 * The plan with the targets of a version: the plan itself where those are
 * its own, else a copy that lives in arena and points into the plan. A copy
 * can be asked for other versions again.
 * @param version  1 .. fyp_plan_version_count.
 * @return NULL when out of memory.
 */
const struct fyp_plan *fyp_plan_at_version(
    const struct fyp_plan *plan, int version, struct fyp_arena *arena);

/** Same content, whatever its place in a file. */
bool fyp_amendment_equal(
    const struct fyp_amendment *a, const struct fyp_amendment *b);

/** Same target and milestones, as they are judged. */
bool fyp_targets_equal(
    const struct fyp_indicator *a, const struct fyp_indicator *b);

/**
 * Fills in what one amendment leaves open: the effective year, the kind of
 * target, the indicator before and after. Amendments before it are settled.
 * @return false when out of memory.
 */
bool fyp_amendment_settle(
    struct fyp_plan *plan, size_t index, struct fyp_arena *arena);

/* --- writing one into the plan file: amend_file.c --- */

/** What an amendment does or would do to a plan file. */
struct fyp_amended {
    struct fyp_plan *plan; /* with the amendment; the caller destroys it */
    size_t index;          /* of the amendment in it */
    bool was_there;        /* the same one: nothing was written */
    char *added;           /* bytes put in; NULL where it was there */
};

struct fyp_amend_request {
    const struct fyp_plan *plan; /* as read from its file */
    const struct fyp_catalogue *catalogue;
    const char *file; /* with the amendment */
    bool dry_run;
};

/**
 * Puts the amendment of a file under the key 修订 of the plan file, where
 * every other byte stays: written to a folder of its own beside the file,
 * read again and checked as any plan, synced, renamed.
 *
 * @param out       Zeroed on failure; release with fyp_amended_finish.
 * @param problems  Everything found in the amendment; may be NULL.
 * @retval other    The plan file is byte for byte what it was.
 */
enum fyp_status fyp_plan_amend(
    const struct fyp_amend_request *request, struct fyp_amended *out,
    struct fyp_problems *problems, struct fyp_error *err);
void fyp_amended_finish(struct fyp_amended *amended);

#endif
