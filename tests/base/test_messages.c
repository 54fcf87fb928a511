/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "base/status.h"
#include "base/text.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(messages);

static const struct {
    const char *name;
    int number;
    int exit_code;
    const char *zh, *zh_cure, *en, *en_cure;
} statuses[] = {
#define FYP_STATUS(name, number, exit_code, zh, zh_cure, en, en_cure)          \
    {#name, number, exit_code, zh, zh_cure, en, en_cure},
#include "base/status.def"
#undef FYP_STATUS
};

static const struct {
    const char *name;
    const char *zh, *en;
} messages[] = {
#define FYP_MESSAGE(name, zh, en) {#name, zh, en},
#include "base/messages.def"
#undef FYP_MESSAGE
};

enum {
    STATUS_COUNT = sizeof statuses / sizeof statuses[0],
    MESSAGE_COUNT = sizeof messages / sizeof messages[0]
};

/* The arguments that a template uses, one bit each. */
static unsigned arguments_of(const char *template)
{
    unsigned used = 0;

    for (const char *at = strchr(template, '{'); at != NULL;
         at = strchr(at + 1, '{')) {
        if (at[1] >= '1' && at[1] <= '9' && at[2] == '}') {
            used |= 1U << (unsigned)(at[1] - '0');
        }
    }
    return used;
}

/* {1} {2} … without a gap: arguments given but not shown are a mistake. */
static bool without_gap(unsigned used)
{
    return ((used >> 1) & ((used >> 1) + 1)) == 0;
}

static bool is_text(const char *text)
{
    return fyp_utf8_valid_prefix(text, strlen(text)) == strlen(text) &&
           strpbrk(text, "\t\r") == NULL;
}

Test(messages, every_status_says_the_same_in_both_languages)
{
    for (size_t i = 0; i < STATUS_COUNT; i++) {
        const char *name = statuses[i].name;
        const unsigned text = arguments_of(statuses[i].zh);
        const unsigned cure = arguments_of(statuses[i].zh_cure);

        cr_expect_neq(statuses[i].zh[0], '\0', "%s", name);
        cr_expect_neq(statuses[i].en[0], '\0', "%s", name);
        cr_expect_eq(
            statuses[i].zh_cure[0] == '\0', statuses[i].en_cure[0] == '\0',
            "%s: one cure", name);
        cr_expect_eq(text, arguments_of(statuses[i].en), "%s: {n}", name);
        cr_expect_eq(cure, arguments_of(statuses[i].en_cure), "%s: {n}", name);
        cr_expect(without_gap(text | cure), "%s: gap", name);
        cr_expect(
            is_text(statuses[i].zh) && is_text(statuses[i].en) &&
                is_text(statuses[i].zh_cure) && is_text(statuses[i].en_cure),
            "%s", name);
    }
}

Test(messages, every_message_says_the_same_in_both_languages)
{
    for (size_t i = 0; i < MESSAGE_COUNT; i++) {
        if (i == FYP_M_NOTHING) {
            continue; /* the empty word on purpose */
        }
        cr_expect_neq(messages[i].zh[0], '\0', "%s", messages[i].name);
        cr_expect_neq(messages[i].en[0], '\0', "%s", messages[i].name);
        cr_expect_eq(
            arguments_of(messages[i].zh), arguments_of(messages[i].en),
            "%s: other {n}", messages[i].name);
        cr_expect(
            is_text(messages[i].zh) && is_text(messages[i].en), "%s",
            messages[i].name);
    }
}

Test(messages, numbers_are_unique_and_print_with_three_digits)
{
    for (size_t i = 0; i < STATUS_COUNT; i++) {
        cr_assert(
            statuses[i].number >= 0 && statuses[i].number <= 999, "%s",
            statuses[i].name);
        for (size_t j = 0; j < i; j++) {
            cr_assert_neq(
                statuses[i].number, statuses[j].number, "%s and %s: %d",
                statuses[i].name, statuses[j].name, statuses[i].number);
        }
    }
}

/* Warnings, W_…, are reported and nothing is refused. */
Test(messages, only_success_and_warnings_exit_with_zero)
{
    for (size_t i = 0; i < STATUS_COUNT; i++) {
        const bool harmless = statuses[i].number == FYP_OK ||
                              strncmp(statuses[i].name, "W_", 2) == 0;

        cr_assert_eq(
            statuses[i].exit_code == FYP_EXIT_DONE, harmless, "%s",
            statuses[i].name);
    }
}

Test(messages, every_status_is_found_in_both_languages)
{
    for (size_t i = 0; i < STATUS_COUNT; i++) {
        const enum fyp_status status = (enum fyp_status)statuses[i].number;

        fyp_language_set(FYP_LANGUAGE_ZH);
        cr_assert_str_eq(fyp_status_text(status), statuses[i].zh);
        cr_assert_str_eq(fyp_status_cure(status), statuses[i].zh_cure);
        fyp_language_set(FYP_LANGUAGE_EN);
        cr_assert_str_eq(fyp_status_text(status), statuses[i].en);
        cr_assert_str_eq(fyp_status_cure(status), statuses[i].en_cure);
        cr_assert_eq(fyp_status_exit_code(status), statuses[i].exit_code);
    }
}

Test(messages, an_unknown_status_is_an_internal_error)
{
    const enum fyp_status unknown = (enum fyp_status)998;

    cr_assert_eq(fyp_status_exit_code(unknown), FYP_EXIT_INTERNAL);
    cr_assert_str_eq(fyp_status_text(unknown), fyp_status_text(FYP_E_INTERNAL));
}

Test(messages, every_message_is_found_in_both_languages)
{
    cr_assert_eq(fyp_language_get(), FYP_LANGUAGE_ZH);
    for (size_t i = 0; i < MESSAGE_COUNT; i++) {
        fyp_language_set(FYP_LANGUAGE_ZH);
        cr_assert_str_eq(fyp_text((enum fyp_message)i), messages[i].zh);
        fyp_language_set(FYP_LANGUAGE_EN);
        cr_assert_str_eq(fyp_text((enum fyp_message)i), messages[i].en);
    }
}

static const struct {
    const char *template;
    const char *arguments[4];
    const char *expected;
} templates[] = {
    {"{1} and {2}", {"a", "b"}, "a and b"},
    {"{2}{1}{2}", {"a", "b"}, "bab"},
    {"{1}", {"{2}", "b"}, "{2}"},
    {"{3} {2}", {"a", "b"}, "{3} b"},
    {"{", {"a"}, "{"},
    {"{1", {"a"}, "{1"},
    {"{{1}}", {"a"}, "{a}"},
    {"{x} {0}", {"a"}, "{x} {0}"},
    {"", {"a"}, ""},
    {"残{1}人", {"疾"}, "残疾人"},
};

Test(messages, templates_are_expanded_once)
{
    for (size_t i = 0; i < sizeof templates / sizeof templates[0]; i++) {
        char out[64];
        const size_t n = fyp_expand(
            out, sizeof out, templates[i].template, templates[i].arguments);

        cr_assert_str_eq(
            out, templates[i].expected, "\"%s\": \"%s\"", templates[i].template,
            out);
        cr_assert_eq(n, strlen(out), "\"%s\"", templates[i].template);
    }
}

Test(messages, what_does_not_fit_is_cut_between_characters)
{
    static const char *const arguments[] = {"残疾人", NULL};
    char full[32];
    const size_t length =
        fyp_expand(full, sizeof full, "x{1}事业{1}", arguments);

    for (size_t size = 1; size <= length + 1; size++) {
        char out[32];
        const size_t n = fyp_expand(out, size, "x{1}事业{1}", arguments);

        cr_assert_lt(n, size);
        cr_assert_eq(out[n], '\0');
        cr_assert_eq(strncmp(out, full, n), 0, "size %zu: \"%s\"", size, out);
        cr_assert_eq(fyp_utf8_valid_prefix(out, n), n, "size %zu", size);
        cr_assert_gt(n + 4, size < length + 1 ? size : length + 1);
    }
    cr_assert_eq(fyp_expand(full, 0, "x", arguments), 0);
    cr_assert_eq(fyp_expand(full, 8, "{1}", NULL), 3);
}
