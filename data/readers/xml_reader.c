/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/xml_reader.h"

#include <expat.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { BLOCK_SIZE = 1 << 15, NUMBER_SIZE = 24 };

struct fyp_xml {
    const struct fyp_xml_handler *handler;
    const struct fyp_xml_input *input;
    XML_Parser parser;
    int depth;
    long long fed; /* bytes */
    enum fyp_status status;
    struct fyp_error *err;
};

struct fyp_error *fyp_xml_error(struct fyp_xml *xml)
{
    return xml->err;
}

const char *fyp_xml_part(const struct fyp_xml *xml)
{
    return xml->input->part;
}

int fyp_xml_depth(const struct fyp_xml *xml)
{
    return xml->depth;
}

void fyp_xml_stop(struct fyp_xml *xml, enum fyp_status status)
{
    if (xml->status == FYP_OK && status != FYP_OK) {
        xml->status = status;
        (void)XML_StopParser(xml->parser, XML_FALSE);
    }
}

void fyp_xml_expect_root(
    struct fyp_xml *xml, const char *expected, const char *found)
{
    if (strcmp(expected, found) != 0) {
        fyp_xml_stop(
            xml, fyp_fail(
                     xml->err, FYP_E_XLSX_PART_KIND, xml->input->part, expected,
                     found));
    }
}

static const char *without_prefix(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *fyp_xml_attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2) {
        if (strcmp(without_prefix(attributes[0]), name) == 0) {
            return attributes[1];
        }
    }
    return NULL;
}

bool fyp_xml_is_true(const char *value)
{
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0 ||
                     strcmp(value, "on") == 0);
}

static void XMLCALL
on_start(void *data, const char *name, const char **attributes)
{
    struct fyp_xml *xml = data;
    if (xml->status != FYP_OK) {
        return;
    }
    if (++xml->depth > FYP_XML_DEPTH_MAX) {
        char limit[NUMBER_SIZE];
        (void)snprintf(limit, sizeof limit, "%d", (int)FYP_XML_DEPTH_MAX);
        fyp_xml_stop(
            xml,
            fyp_fail(xml->err, FYP_E_XLSX_XML_DEPTH, xml->input->part, limit));
    } else if (xml->handler->start) {
        xml->handler->start(
            xml, xml->handler->context, without_prefix(name), attributes);
    }
}

static void XMLCALL on_end(void *data, const char *name)
{
    struct fyp_xml *xml = data;
    if (xml->status == FYP_OK && xml->handler->end) {
        xml->handler->end(xml, xml->handler->context, without_prefix(name));
    }
    xml->depth--;
}

static void XMLCALL on_text(void *data, const char *text, int length)
{
    struct fyp_xml *xml = data;
    if (xml->status == FYP_OK && xml->handler->text) {
        xml->handler->text(xml, xml->handler->context, text, (size_t)length);
    }
}

static void XMLCALL on_doctype(
    void *data, const char *name, const char *system_id, const char *public_id,
    int internal)
{
    struct fyp_xml *xml = data;
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)internal;
    fyp_xml_stop(xml, fyp_fail(xml->err, FYP_E_XLSX_DOCTYPE, xml->input->part));
}

static enum fyp_status refuse_encoding(struct fyp_xml *xml, const char *found)
{
    return fyp_fail(xml->err, FYP_E_XLSX_XML_ENCODING, xml->input->part, found);
}

static void XMLCALL on_declaration(
    void *data, const char *version, const char *encoding, int standalone)
{
    struct fyp_xml *xml = data;
    (void)version;
    (void)standalone;
    if (encoding && strcasecmp(encoding, "UTF-8") != 0 &&
        strcasecmp(encoding, "UTF-16") != 0 &&
        strcasecmp(encoding, "US-ASCII") != 0) {
        fyp_xml_stop(xml, refuse_encoding(xml, encoding));
    }
}

static int XMLCALL
on_encoding(void *data, const char *name, XML_Encoding *encoding)
{
    struct fyp_xml *xml = data;
    (void)encoding;
    if (xml->status == FYP_OK) {
        xml->status = refuse_encoding(xml, name);
    }
    return XML_STATUS_ERROR;
}

/** UTF-16 without its mark: expat would guess. */
static enum fyp_status
check_start(struct fyp_xml *xml, const unsigned char *start, size_t length)
{
    if (length >= 2 && (start[0] == 0 || start[1] == 0)) {
        return refuse_encoding(xml, "UTF-16");
    }
    return FYP_OK;
}

static enum fyp_status not_xml(struct fyp_xml *xml)
{
    char line[NUMBER_SIZE];
    enum XML_Error code = XML_GetErrorCode(xml->parser);
    if (code == XML_ERROR_NO_MEMORY) {
        return fyp_fail(xml->err, FYP_E_MEMORY, NULL);
    }
    if (code == XML_ERROR_INCORRECT_ENCODING) {
        return refuse_encoding(xml, "UTF-16");
    }
    (void)snprintf(
        line, sizeof line, "%lu",
        (unsigned long)XML_GetCurrentLineNumber(xml->parser));
    return fyp_fail(xml->err, FYP_E_XLSX_XML, xml->input->part, line);
}

/** A token that does not end is read again with every block: cut it off
 *  before that costs time. */
static enum fyp_status check_token(struct fyp_xml *xml)
{
    long long begun = (long long)XML_GetCurrentByteIndex(xml->parser);
    if (xml->fed - begun <= FYP_XML_TOKEN_MAX) {
        return FYP_OK;
    }
    char limit[NUMBER_SIZE];
    (void)snprintf(limit, sizeof limit, "%d", FYP_XML_TOKEN_MAX / 1024);
    return fyp_fail(xml->err, FYP_E_XLSX_XML_TOKEN, xml->input->part, limit);
}

static enum fyp_status feed(struct fyp_xml *xml)
{
    size_t got = 1;
    while (got > 0) {
        void *block = XML_GetBuffer(xml->parser, BLOCK_SIZE);
        if (!block) {
            return fyp_fail(xml->err, FYP_E_MEMORY, NULL);
        }
        enum fyp_status status = xml->input->read(
            xml->input->context, block, BLOCK_SIZE, &got, xml->err);
        if (status == FYP_OK && xml->fed == 0) {
            status = check_start(xml, block, got);
        }
        if (status != FYP_OK) {
            return status;
        }
        xml->fed += (long long)got;
        enum XML_Status parsed =
            XML_ParseBuffer(xml->parser, (int)got, got == 0);
        if (xml->status != FYP_OK) {
            return xml->status;
        }
        status = parsed == XML_STATUS_OK ? check_token(xml) : not_xml(xml);
        if (status != FYP_OK) {
            return status;
        }
    }
    return FYP_OK;
}

enum fyp_status fyp_xml_read(
    const struct fyp_xml_input *input, const struct fyp_xml_handler *handler,
    struct fyp_error *err)
{
    struct fyp_error own = {.status = FYP_OK};
    struct fyp_xml xml = {
        .handler = handler, .input = input, .err = err ? err : &own};
    xml.parser = XML_ParserCreate(NULL);
    if (!xml.parser) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    XML_SetUserData(xml.parser, &xml);
    XML_SetElementHandler(xml.parser, on_start, on_end);
    XML_SetCharacterDataHandler(xml.parser, on_text);
    XML_SetStartDoctypeDeclHandler(xml.parser, on_doctype);
    XML_SetXmlDeclHandler(xml.parser, on_declaration);
    XML_SetUnknownEncodingHandler(xml.parser, on_encoding, &xml);
    enum fyp_status status = feed(&xml);
    XML_ParserFree(xml.parser);
    return status;
}

static enum fyp_status read_stream(
    void *context, void *out, size_t size, size_t *got, struct fyp_error *err)
{
    return fyp_zip_stream_read(context, out, size, got, err);
}

enum fyp_status fyp_xml_read_member(
    const struct fyp_zip *zip, const struct fyp_zip_member *member,
    const struct fyp_xml_handler *handler, struct fyp_error *err)
{
    struct fyp_zip_stream *stream = NULL;
    enum fyp_status status = fyp_zip_stream_open(zip, member, &stream, err);
    if (status == FYP_OK) {
        struct fyp_xml_input input = {
            .part = member->name, .context = stream, .read = read_stream};
        status = fyp_xml_read(&input, handler, err);
    }
    fyp_zip_stream_close(stream);
    return status;
}

struct memory {
    const char *at;
    size_t left;
};

static enum fyp_status read_memory(
    void *context, void *out, size_t size, size_t *got, struct fyp_error *err)
{
    struct memory *memory = context;
    (void)err;
    *got = memory->left < size ? memory->left : size;
    if (*got > 0) {
        memcpy(out, memory->at, *got);
    }
    memory->at += *got;
    memory->left -= *got;
    return FYP_OK;
}

enum fyp_status fyp_xml_read_memory(
    const void *memory, size_t size, const char *part,
    const struct fyp_xml_handler *handler, struct fyp_error *err)
{
    struct memory state = {.at = memory, .left = size};
    struct fyp_xml_input input = {
        .part = part, .context = &state, .read = read_memory};
    return fyp_xml_read(&input, handler, err);
}
