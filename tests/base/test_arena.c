/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

TestSuite(arena);

Test(arena, memory_is_zeroed_aligned_and_apart)
{
    static const size_t sizes[] = {1, 7, 64, 1000, 40000, 3, 70000, 2};
    enum { N = sizeof sizes / sizeof sizes[0] };
    struct fyp_arena arena = {0};
    unsigned char *pieces[N];

    for (size_t i = 0; i < N; i++) {
        pieces[i] = fyp_arena_alloc(&arena, sizes[i], 1);
        cr_assert_not_null(pieces[i], "%zu bytes", sizes[i]);
        cr_assert_eq(
            (uintptr_t)pieces[i] % _Alignof(max_align_t), 0, "%zu bytes",
            sizes[i]);
        for (size_t j = 0; j < sizes[i]; j++) {
            cr_assert_eq(pieces[i][j], 0, "byte %zu of %zu", j, sizes[i]);
        }
        memset(pieces[i], (int)i + 1, sizes[i]);
    }
    for (size_t i = 0; i < N; i++) {
        cr_assert_eq(pieces[i][0], i + 1, "start of piece %zu", i);
        cr_assert_eq(pieces[i][sizes[i] - 1], i + 1, "end of piece %zu", i);
    }
    fyp_arena_finish(&arena);
}

Test(arena, a_product_that_overflows_is_refused)
{
    struct fyp_arena arena = {0};

    cr_assert_null(fyp_arena_alloc(&arena, SIZE_MAX / 2, 3));
    cr_assert_null(fyp_arena_alloc(&arena, SIZE_MAX, SIZE_MAX));
    cr_assert_null(fyp_arena_text(&arena, "x", SIZE_MAX));
    fyp_arena_finish(&arena);
}

Test(arena, a_text_is_copied_up_to_its_length_and_terminated)
{
    struct fyp_arena arena = {0};
    const char *part = fyp_arena_text(&arena, "残疾人", 6);
    const char *nothing = fyp_arena_text(&arena, NULL, 0);

    cr_assert_str_eq(part, "残疾");
    cr_assert_str_eq(nothing, "");
    fyp_arena_finish(&arena);
}

Test(arena, no_items_still_have_an_address)
{
    struct fyp_arena arena = {0};

    cr_assert_not_null(fyp_arena_alloc(&arena, 0, 16));
    cr_assert_not_null(fyp_arena_alloc(&arena, 16, 0));
    fyp_arena_finish(&arena);
}

Test(arena, finishing_accepts_null_zeroed_and_finished_ones)
{
    struct fyp_arena arena = {0};

    fyp_arena_finish(NULL);
    fyp_arena_finish(&arena);
    cr_assert_not_null(fyp_arena_alloc(&arena, 5, 5));
    fyp_arena_finish(&arena);
    cr_assert_null(arena.blocks);
    fyp_arena_finish(&arena);
}
