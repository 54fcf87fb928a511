/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_ATTENTION_H
#define FYP_REPORTS_ATTENTION_H

#include "base/text.h"
#include "engine/evaluate.h"

/*
 * What needs attention, worst first: targets missed or behind, then without
 * a figure, then not assessable, then not kept (met at the start, on track,
 * but not met now), then exactly at a strict target, then binding ones that a
 * third party calls over-reported, then those whose figures deserve a
 * question. Within each the binding ones come first, then the lowest score.
 */

/**
 * @param out  Shape [evaluation->indicator_count].
 * @return how many of the indicators are in the list.
 */
size_t fyp_attention_list(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result **out);

/** Why it is in the list: figure, what was due, the gap, what else is known. */
void fyp_attention_reason(
    const struct fyp_evaluation *evaluation,
    const struct fyp_indicator_result *result, struct fyp_buffer *out);

#endif
