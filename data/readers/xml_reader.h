/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FYP_DATA_READERS_XML_READER_H
#define FYP_DATA_READERS_XML_READER_H

#include "data/readers/zip_container.h"

#include <stdbool.h>

/*
 * One XML part of a workbook, element by element, with everything refused
 * that a workbook has no use for: a DOCTYPE (and with it every entity), any
 * encoding but UTF-8 and UTF-16 with its mark, more than a few levels of
 * nesting, a tag longer than a limit. Nothing outside the part is opened.
 *
 * Prefixes are taken off the names of elements: some programs write
 * x:worksheet, and the strict form of the format has other namespaces but
 * the same names.
 *
 * Source: XML 1.0 fifth edition; ISO/IEC 29500-2 section 9.1.7 (no DOCTYPE).
 */

enum {
    FYP_XML_DEPTH_MAX = 64,
    FYP_XML_TOKEN_MAX = 256 * 1024 /* bytes of a tag with its attributes */
};

struct fyp_xml; /* the part being read; opaque */

/** What to call; any may be NULL. depth is 1 for the root element. */
struct fyp_xml_handler {
    void *context;
    void (*start)(
        struct fyp_xml *xml, void *context, const char *name,
        const char **attributes);
    void (*end)(struct fyp_xml *xml, void *context, const char *name);
    /* in pieces of any length */
    void (*text)(
        struct fyp_xml *xml, void *context, const char *text, size_t length);
};

/** Where the bytes come from; the same contract as fyp_zip_stream_read. */
struct fyp_xml_input {
    const char *part; /* its name, for messages */
    void *context;
    enum fyp_status (*read)(
        void *context, void *out, size_t size, size_t *got,
        struct fyp_error *err);
};

/**
 * Reads a part from beginning to end.
 * @retval FYP_E_XLSX_DOCTYPE, _XML, _XML_ENCODING, _XML_DEPTH, _XML_TOKEN
 * @retval other  What a handler gave to fyp_xml_stop, or the input failed.
 */
enum fyp_status fyp_xml_read(
    const struct fyp_xml_input *input, const struct fyp_xml_handler *handler,
    struct fyp_error *err);

/** Reads a member of a zip. */
enum fyp_status fyp_xml_read_member(
    const struct fyp_zip *zip, const struct fyp_zip_member *member,
    const struct fyp_xml_handler *handler, struct fyp_error *err);

/** Reads memory, for tests and fuzzers. */
enum fyp_status fyp_xml_read_memory(
    const void *memory, size_t size, const char *part,
    const struct fyp_xml_handler *handler, struct fyp_error *err);

/** For handlers: where to put a failure, and the name of the part. */
struct fyp_error *fyp_xml_error(struct fyp_xml *xml);
const char *fyp_xml_part(const struct fyp_xml *xml);
/** For handlers: stops reading with a status; the first one counts. */
void fyp_xml_stop(struct fyp_xml *xml, enum fyp_status status);
/** For handlers: depth of the current element, 1 for the root. */
int fyp_xml_depth(const struct fyp_xml *xml);
/** For the start handler: fails unless the root has this name. */
void fyp_xml_expect_root(
    struct fyp_xml *xml, const char *expected, const char *found);

/** Value of an attribute, with or without prefix; NULL: not there. */
const char *fyp_xml_attribute(const char **attributes, const char *name);
/** "1", "true" or "on". */
bool fyp_xml_is_true(const char *value);

#endif
