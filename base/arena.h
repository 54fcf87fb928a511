/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_BASE_ARENA_H
#define FYP_BASE_ARENA_H

#include <stddef.h>

/*
 * Memory that lives and dies together: a plan file, one evaluation. Nothing
 * is freed singly. Zero-initialise, allocate, finish once.
 */

struct fyp_arena_block;

struct fyp_arena {
    struct fyp_arena_block *blocks;
};

/**
 * Zeroed memory for count items of size bytes, aligned for any type.
 * @return NULL when memory is exhausted or count * size overflows.
 */
void *fyp_arena_alloc(struct fyp_arena *arena, size_t count, size_t size);

/** A terminated copy of length bytes of text; NULL when out of memory. */
char *fyp_arena_text(struct fyp_arena *arena, const char *text, size_t length);

/** Releases everything; accepts NULL and a zeroed arena. */
void fyp_arena_finish(struct fyp_arena *arena);

#endif
