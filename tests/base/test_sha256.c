/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sha256.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(sha256);

/* published: FIPS 180-2, appendix B.1 and B.2, and the empty message and one
   million letters a of NIST's example values for SHA-256 */
static const struct {
    const char *message;
    size_t times;
    const char *expected;
} rows[] = {
    {"", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", 1,
     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"a", 1000000,
     "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
};

Test(sha256, published_messages_have_their_published_fingerprints)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[FYP_SHA256_TEXT_SIZE];
        struct fyp_sha256 sha256;
        fyp_sha256_begin(&sha256);
        for (size_t k = 0; k < rows[i].times; k++) {
            fyp_sha256_add(&sha256, rows[i].message, strlen(rows[i].message));
        }
        fyp_sha256_end(&sha256, text);
        cr_assert_str_eq(text, rows[i].expected, "row %zu", i);
    }
}

Test(sha256, all_at_once_is_the_same_as_in_parts)
{
    char text[FYP_SHA256_TEXT_SIZE];
    fyp_sha256_of(rows[2].message, strlen(rows[2].message), text);
    cr_assert_str_eq(text, rows[2].expected, "all at once");
}
