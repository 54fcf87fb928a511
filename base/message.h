/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_BASE_MESSAGE_H
#define FYP_BASE_MESSAGE_H

#include <stddef.h>

/*
 * Every word that the program shows to a person, in both languages, stands
 * in base/messages.def (labels, sentences) or base/status.def (numbered
 * messages). The language is chosen once, at the start of the program.
 */

enum fyp_language { FYP_LANGUAGE_ZH, FYP_LANGUAGE_EN };

enum fyp_message {
#define FYP_MESSAGE(name, zh, en) FYP_M_##name,
#include "base/messages.def"
#undef FYP_MESSAGE
    FYP_MESSAGE_COUNT
};

void fyp_language_set(enum fyp_language wanted);
enum fyp_language fyp_language_get(void);

/** The text of a message in the current language. Static storage. */
const char *fyp_text(enum fyp_message message);

/**
 * Writes a template with {1}, {2} … replaced into out, cut between
 * characters where it does not fit; always terminated.
 * @param arguments  NULL-terminated; a "{n}" without argument stays as it is.
 * @return bytes written, without the terminator.
 */
size_t fyp_expand(
    char *out, size_t size, const char *template, const char *const *arguments);

/* fyp_say(buffer, sizeof buffer, FYP_M_X, a, b) */
#define fyp_say(out, size, message, ...)                                       \
    fyp_expand(                                                                \
        (out), (size), fyp_text(message),                                      \
        (const char *const[]){__VA_ARGS__, NULL})

#endif
