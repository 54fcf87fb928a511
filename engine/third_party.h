/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_THIRD_PARTY_H
#define FYP_ENGINE_THIRD_PARTY_H

#include "data/store/store.h"
#include "engine/satisfaction.h"
#include "engine/verification.h"

/*
 * What third parties stored for a plan, place and year, computed again from
 * what was kept, with the figures that are reported now. It stands beside an
 * evaluation: it changes no value, no status and no score, but for the one
 * weight that a ruleset may give to satisfaction. Every file is a result of
 * its own; nothing is merged, neither with figures nor with another file.
 *
 * Source: docs/methods.md section 13.
 */

/** The sites that were recounted, held against the sample that was drawn. */
struct fyp_drawn_check {
    const struct fyp_fieldwork *sample; /* NULL: none is stored */
    const char **not_drawn;             /* recounted, in the file's order */
    size_t not_drawn_count;
    const char **missing; /* drawn, not recounted, in order of drawing */
    size_t missing_count;
};

struct fyp_third_verification {
    const struct fyp_fieldwork *fieldwork;
    struct fyp_verification result;
    struct fyp_drawn_check *checks; /* shape [result.count] */
    size_t unknown; /* rows of indicators that the plan has no more */
};

struct fyp_third_survey {
    const struct fyp_fieldwork *fieldwork;
    struct fyp_survey result;
};

struct fyp_third_party {
    struct fyp_third_verification *verifications; /* in order of storing */
    size_t verification_count;
    struct fyp_third_survey *surveys;
    size_t survey_count;
    bool demonstration; /* a file that says 示例数据 in its name */
    struct fyp_arena arena;
};

struct fyp_third_party_request {
    const struct fyp_fieldwork_set *set;
    const struct fyp_plan *plan;
    const struct fyp_figures *figures;
    const char *region; /* NULL: the plan's own */
    int year;
};

/**
 * @param out  Empty where nothing is stored; zeroed on failure; release with
 *             fyp_third_party_finish. Points into all of the request.
 */
enum fyp_status fyp_third_party_create(
    const struct fyp_third_party_request *request, struct fyp_third_party *out,
    struct fyp_error *err);
void fyp_third_party_finish(struct fyp_third_party *third_party);

/** Whether there is anything to report. */
bool fyp_third_party_is_empty(const struct fyp_third_party *third_party);

/**
 * The latest sample that was stored for an indicator, and who is in only one
 * of the two lists. Sites are compared as they are written.
 * @param arena  Holds the lists.
 */
enum fyp_status fyp_check_drawn(
    const struct fyp_third_party_request *request,
    const struct fyp_recounts *recounts, const struct fyp_indicator *indicator,
    struct fyp_arena *arena, struct fyp_drawn_check *out,
    struct fyp_error *err);

/**
 * The question that stands for all of a survey: the only one, or the one
 * called 总体满意度 or overall satisfaction.
 * @return its item for all who answered; NULL where there is none.
 */
const struct fyp_satisfaction *
fyp_overall_satisfaction(const struct fyp_survey *survey);

/** How many questions a survey has. */
size_t fyp_survey_questions(const struct fyp_survey *survey);

#endif
