/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"

#include "base/text.h"

#include <assert.h>
#include <string.h>

static enum fyp_language language = FYP_LANGUAGE_ZH;

static const char *const texts[FYP_MESSAGE_COUNT][2] = {
#define FYP_MESSAGE(name, zh, en)                                              \
    [FYP_M_##name] = {[FYP_LANGUAGE_ZH] = (zh), [FYP_LANGUAGE_EN] = (en)},
#include "base/messages.def"
#undef FYP_MESSAGE
};

void fyp_language_set(enum fyp_language wanted)
{
    language = wanted;
}

enum fyp_language fyp_language_get(void)
{
    return language;
}

const char *fyp_text(enum fyp_message message)
{
    assert(message < FYP_MESSAGE_COUNT);
    return texts[message][language];
}

/* The argument that the template names at this point, or NULL. */
static const char *argument_at(const char *at, const char *const *arguments)
{
    if (at[0] != '{' || at[1] < '1' || at[1] > '9' || at[2] != '}' ||
        arguments == NULL) {
        return NULL;
    }
    for (int i = 0; arguments[i] != NULL; i++) {
        if (i == at[1] - '1') {
            return arguments[i];
        }
    }
    return NULL;
}

/* Appends what fits; false when something had to be left out. */
static bool
append(char *out, size_t size, size_t *used, const char *text, size_t length)
{
    const size_t room = size - 1 - *used;
    const size_t fits = fyp_text_cut(text, length, room);

    memcpy(out + *used, text, fits);
    *used += fits;
    return fits == length;
}

size_t fyp_expand(
    char *out, size_t size, const char *template, const char *const *arguments)
{
    size_t used = 0;
    bool fits = true;

    if (size == 0) {
        return 0;
    }
    while (fits && *template != '\0') {
        const char *argument = argument_at(template, arguments);

        if (argument != NULL) {
            fits = append(out, size, &used, argument, strlen(argument));
            template += 3;
        } else {
            const size_t run = 1 + strcspn(template + 1, "{");

            fits = append(out, size, &used, template, run);
            template += run;
        }
    }
    out[used] = '\0';
    return used;
}
