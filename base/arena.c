/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 32 * 1024 };

struct fyp_arena_block {
    struct fyp_arena_block *next;
    size_t used;
    size_t size;
    max_align_t data[];
};

static size_t aligned(size_t size)
{
    const size_t step = _Alignof(max_align_t);

    return (size + step - 1) / step * step;
}

static struct fyp_arena_block *add_block(struct fyp_arena *arena, size_t needed)
{
    const size_t size = needed > BLOCK_SIZE ? needed : BLOCK_SIZE;
    struct fyp_arena_block *block = calloc(1, sizeof *block + size);

    if (block == NULL) {
        return NULL;
    }
    block->size = size;
    block->next = arena->blocks;
    arena->blocks = block;
    return block;
}

void *fyp_arena_alloc(struct fyp_arena *arena, size_t count, size_t size)
{
    const size_t limit = SIZE_MAX / 2;
    struct fyp_arena_block *block = arena->blocks;
    size_t needed;
    void *memory;

    if (size != 0 && count > limit / size) {
        return NULL;
    }
    needed = aligned(count * size + (count * size == 0));
    if (block == NULL || block->size - block->used < needed) {
        block = add_block(arena, needed);
        if (block == NULL) {
            return NULL;
        }
    }
    memory = (char *)block->data + block->used;
    block->used += needed;
    return memory;
}

char *fyp_arena_text(struct fyp_arena *arena, const char *text, size_t length)
{
    char *copy;

    if (length == SIZE_MAX) {
        return NULL;
    }
    copy = fyp_arena_alloc(arena, length + 1, 1);
    if (copy != NULL && length > 0) {
        memcpy(copy, text, length);
    }
    return copy;
}

void fyp_arena_finish(struct fyp_arena *arena)
{
    struct fyp_arena_block *next;

    if (arena == NULL) {
        return;
    }
    for (struct fyp_arena_block *block = arena->blocks; block != NULL;
         block = next) {
        next = block->next;
        free(block);
    }
    arena->blocks = NULL;
}
