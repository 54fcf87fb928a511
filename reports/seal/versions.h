/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_REPORTS_SEAL_VERSIONS_H
#define FYP_REPORTS_SEAL_VERSIONS_H

#include <stddef.h>

/* With what the program was built and runs: libraries that read or compute,
 * and the compiler. */

struct fyp_version {
    const char *name; /* NULL: no more */
    const char *version;
};

struct fyp_version fyp_version_at(size_t index);

#endif
