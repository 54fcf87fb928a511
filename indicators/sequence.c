/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/sequence.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN = 10, DIGITS = 4 };

void fyp_sequence_add(struct fyp_sequence *sequence, const char *number)
{
    const size_t length = strspn(number, "0123456789");

    if (length == 0 || length > DIGITS || number[length] != '\0') {
        sequence->broken = true;
        return;
    }
    const int value = (int)strtol(number, NULL, 10);
    sequence->seen[value] = true;
    sequence->largest = value > sequence->largest ? value : sequence->largest;
}

bool fyp_sequence_missing(
    const struct fyp_sequence *sequence, struct fyp_buffer *out)
{
    const int last = sequence->broken ? 0 : sequence->largest;
    int count = 0;

    for (int number = 1; number <= last; number++) {
        if (!sequence->seen[number] && count++ < SHOWN) {
            fyp_buffer_format(out, "%s%d", count > 1 ? " " : "", number);
        }
    }
    if (count > SHOWN) {
        fyp_buffer_text(out, " …");
    }
    return count > 0 && !out->failed;
}
