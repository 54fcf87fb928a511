/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_INDICATORS_PRINTED_H
#define FYP_INDICATORS_PRINTED_H

#include "base/decimal.h"

/*
 * What a printed cell or sentence says by itself: "＞８５％", "不低于55%",
 * "达到60%以上". A plan file enters its number and its comparator beside the
 * printed text; a slip between the two would change a verdict.
 *
 * Only what is beyond doubt is read. A text with several different numbers,
 * a number of something else ("至少安排1名" in an indicator in %), a change
 * ("提高5%") or words that contradict each other give no answer.
 *
 * Source: docs/methods.md section 1 (Civil Code art. 1259: 以上, 不低于, 达到
 * include the bound, 超过, 不足 do not).
 */

struct fyp_printed {
    struct fyp_decimal value; /* absent: not told by the text */
    /* What the text says of the value; of the whole text where it holds no
     * number. NONE: nothing, or no single thing. */
    enum fyp_comparator comparator;
    bool reach; /* 达, 达到 and no other sign: the bound is included */
    bool bare;  /* a number, perhaps with its unit, and nothing else */
};

/**
 * Reads a printed text.
 * @param unit  Of the number that is sought; "" where there is none.
 * @return false when out of memory; *out then tells nothing.
 */
bool fyp_printed_read(
    const char *text, const char *unit, struct fyp_printed *out);

#endif
