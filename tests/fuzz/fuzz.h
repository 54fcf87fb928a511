/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_TESTS_FUZZ_FUZZ_H
#define FYP_TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/** One input, whatever it is; 0. libFuzzer's name for it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
