/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_ENGINE_USED_H
#define FYP_ENGINE_USED_H

#include "engine/evaluate.h"

/*
 * Which figures went into an evaluation: the one answer for the list of
 * files and for the data sheet. Figures of other places, of other years and
 * of indicators that are not judged here lie in the same store and must not
 * be named as sources.
 */

enum fyp_use {
    FYP_USE_OWN,       /* of the evaluated place */
    FYP_USE_REFERENCE, /* of the series that a target is held against */
    FYP_USE_SUBREGION  /* of one sub-region of an each-subregion target */
};

struct fyp_used_figure {
    const struct fyp_figure *figure;
    const struct fyp_indicator_result *result; /* into which it went */
    enum fyp_use use;
};

/**
 * In the order of the indicators, within each own figures, references and
 * sub-regions, by year. A reference of two indicators comes twice.
 *
 * The baseline year counts only where its figure is the baseline; a growth
 * reference only in the years that both series have.
 *
 * @param out  Shape [count], or NULL to count.
 * @return how many there are.
 */
size_t fyp_used_figures(
    const struct fyp_evaluation *evaluation, const struct fyp_figures *figures,
    struct fyp_used_figure *out);

#endif
