/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/fieldwork/grow.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool fyp_field_grow(
    void *items, size_t count, size_t *capacity, size_t item_size)
{
    void *old;

    if (count < *capacity) {
        return true;
    }
    const size_t wanted = *capacity == 0 ? 64 : 2 * *capacity;
    if (wanted > SIZE_MAX / item_size) {
        return false;
    }
    /* the pointer's own type is not known here, its bytes are */
    memcpy(&old, items, sizeof old);
    void *larger = realloc(old, wanted * item_size);
    if (larger == NULL) {
        return false;
    }
    memcpy(items, &larger, sizeof larger);
    *capacity = wanted;
    return true;
}
