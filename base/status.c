/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/status.h"

#include "base/message.h"

#include <stddef.h>

struct row {
    enum fyp_status status;
    int exit_code;
    const char *text[2]; /* by enum fyp_language */
    const char *cure[2];
};

static const struct row rows[] = {
#define FYP_STATUS(name, number, exit_code, zh, zh_cure, en, en_cure)          \
    {FYP_##name,                                                               \
     (exit_code),                                                              \
     {[FYP_LANGUAGE_ZH] = (zh), [FYP_LANGUAGE_EN] = (en)},                     \
     {[FYP_LANGUAGE_ZH] = (zh_cure), [FYP_LANGUAGE_EN] = (en_cure)}},
#include "base/status.def"
#undef FYP_STATUS
};

/* A number outside the table can only come from a fault in the program. */
static const struct row *find(enum fyp_status status)
{
    const struct row *internal = &rows[0];

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].status == status) {
            return &rows[i];
        }
        if (rows[i].status == FYP_E_INTERNAL) {
            internal = &rows[i];
        }
    }
    return internal;
}

int fyp_status_exit_code(enum fyp_status status)
{
    return find(status)->exit_code;
}

const char *fyp_status_text(enum fyp_status status)
{
    return find(status)->text[fyp_language_get()];
}

const char *fyp_status_cure(enum fyp_status status)
{
    return find(status)->cure[fyp_language_get()];
}
