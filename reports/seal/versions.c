/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/seal/versions.h"

#include <expat.h>
#include <gsl/gsl_version.h>
#include <jansson.h>
#include <sqlite3.h>
#include <yaml.h>
#include <zlib.h>

#ifdef __clang__
#define COMPILER "clang"
#else
#define COMPILER "gcc"
#endif

/* Expat's comes with its name: "expat_2.5.0". */
struct fyp_version fyp_version_at(size_t index)
{
    const struct fyp_version versions[] = {
        {COMPILER, __VERSION__},
        {"expat", XML_ExpatVersion()},
        {"gsl", gsl_version},
        {"jansson", JANSSON_VERSION},
        {"libyaml", yaml_get_version_string()},
        {"sqlite", sqlite3_libversion()},
        {"zlib", zlibVersion()}};
    const size_t count = sizeof versions / sizeof *versions;
    return index < count ? versions[index] : (struct fyp_version){0};
}
