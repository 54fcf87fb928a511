/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_FIELDWORK_GROW_H
#define FYP_DATA_FIELDWORK_GROW_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Inside of data/fieldwork: room for one more item in a malloc'ed array.
 * @param items  The address of the array's pointer, such as &table->items.
 * @return false when out of memory; nothing is changed then.
 */
bool fyp_field_grow(
    void *items, size_t count, size_t *capacity, size_t item_size);

#endif
