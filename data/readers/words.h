/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_WORDS_H
#define FYP_DATA_READERS_WORDS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Eight bytes of text at a time: most of a file is digits, codes and commas,
 * and looking at them one by one is what takes the time.
 *
 * Source: the exact form of "which byte of a word is zero" of H. S. Warren,
 *         Hacker's Delight, 2nd edition, section 6-1.
 */

#define FYP_WORD_ONES UINT64_C(0x0101010101010101)
#define FYP_WORD_LOW UINT64_C(0x7F7F7F7F7F7F7F7F)
#define FYP_WORD_TOPS UINT64_C(0x8080808080808080)

/** The first byte of text is the lowest of the word, on any machine. */
static inline uint64_t fyp_word_load(const char *text)
{
    uint64_t word;
    memcpy(&word, text, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static inline uint64_t fyp_word_of(char byte)
{
    return FYP_WORD_ONES * (unsigned char)byte;
}

/** The top bit of every byte that is zero, and no other bit. */
static inline uint64_t fyp_word_zeros(uint64_t word)
{
    return ~(((word & FYP_WORD_LOW) + FYP_WORD_LOW) | word | FYP_WORD_LOW);
}

/** Which byte the lowest bit of a word that is not 0 belongs to, from 0. */
static inline size_t fyp_word_first(uint64_t bits)
{
    return (size_t)__builtin_ctzll(bits) / 8;
}

#endif
