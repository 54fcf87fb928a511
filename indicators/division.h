/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_INDICATORS_DIVISION_H
#define FYP_INDICATORS_DIVISION_H

#include "indicators/commitments.h"

/*
 * "市民政局、市残联，市财政局、各县（市、区）人民政府": which unit leads, which
 * cooperate. Every document has a convention of its own and mostly states
 * it. Units are separated by 、 and ，; what stands in brackets separates
 * nothing, so 各县（市、区）人民政府 is one unit. A remark in full-width
 * brackets at the end of the whole text ("（逗号前为牵头单位，下同）") belongs
 * to the convention and to no unit; brackets inside a name stay.
 *
 *   COMMA      before the first ， lead, behind it cooperate; without one
 *              all lead
 *   FIRST      the first leads, the others cooperate
 *   COLUMNS    units_text leads, cooperating_text cooperates
 *   MARKED     牵头单位：(牵头：) … ，参与单位：(配合单位：) …
 *   UNDIVIDED  all alike; 责任单位： in front is taken off
 */

/**
 * Fills lead and cooperating of a task from its printed texts.
 * @param problem  What is wrong with the texts: a place in them; NULL: they
 *                 were understood.
 * @return false when out of memory.
 */
bool fyp_task_divide(
    struct fyp_task *task, struct fyp_arena *arena, const char **problem);

#endif
