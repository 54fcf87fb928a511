/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/readers/xlsx_parts.h"

#include "base/message.h"
#include "base/text.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 2 * FYP_ZIP_NAME_MAX + 2, FIRST_ITEMS = 16 };

/* --- relationships --- */

struct relation {
    char *id;
    char *kind; /* last part of its type: worksheet, styles … */
    char *target;
    bool external;
};

struct relations {
    struct fyp_arena arena;
    struct relation *items;
    size_t count, capacity;
};

static void finish_relations(struct relations *relations)
{
    fyp_arena_finish(&relations->arena);
    free(relations->items);
    *relations = (struct relations){0};
}

static enum fyp_status
beyond(struct fyp_error *err, enum fyp_message what, int most)
{
    char limit[16];
    (void)snprintf(limit, sizeof limit, "%d", most);
    return fyp_fail(err, FYP_E_XLSX_LIMIT, fyp_text(what), limit);
}

static char *keep(struct fyp_arena *arena, const char *text)
{
    return fyp_arena_text(arena, text ? text : "", text ? strlen(text) : 0);
}

static enum fyp_status add_relation(
    struct relations *relations, const char **attributes, struct fyp_error *err)
{
    if (relations->count == FYP_XLSX_RELATIONS_MAX) {
        return beyond(err, FYP_M_XLSX_RELATIONS, FYP_XLSX_RELATIONS_MAX);
    }
    if (relations->count == relations->capacity) {
        size_t capacity =
            relations->capacity > 0 ? relations->capacity * 2 : FIRST_ITEMS;
        struct relation *items =
            realloc(relations->items, capacity * sizeof *items);
        if (!items) {
            return fyp_fail(err, FYP_E_MEMORY, NULL);
        }
        relations->items = items;
        relations->capacity = capacity;
    }
    const char *type = fyp_xml_attribute(attributes, "Type");
    const char *slash = type ? strrchr(type, '/') : NULL;
    const char *mode = fyp_xml_attribute(attributes, "TargetMode");
    struct relation relation = {
        .id = keep(&relations->arena, fyp_xml_attribute(attributes, "Id")),
        .kind = keep(&relations->arena, slash ? slash + 1 : type),
        .target =
            keep(&relations->arena, fyp_xml_attribute(attributes, "Target")),
        .external = mode && strcmp(mode, "External") == 0};
    if (!relation.id || !relation.kind || !relation.target) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    relations->items[relations->count++] = relation;
    return FYP_OK;
}

static void on_relation(
    struct fyp_xml *xml, void *context, const char *name,
    const char **attributes)
{
    int depth = fyp_xml_depth(xml);
    if (depth == 1) {
        fyp_xml_expect_root(xml, "Relationships", name);
    } else if (depth == 2 && strcmp(name, "Relationship") == 0) {
        fyp_xml_stop(
            xml, add_relation(context, attributes, fyp_xml_error(xml)));
    }
}

static enum fyp_status find_member(
    const struct fyp_zip *zip, const char *name,
    const struct fyp_zip_member **out, struct fyp_error *err)
{
    *out = fyp_zip_find(zip, name);
    return *out ? FYP_OK : fyp_fail(err, FYP_E_XLSX_PART_MISSING, name);
}

static enum fyp_status read_relations(
    const struct fyp_zip *zip, const char *part, struct relations *relations,
    struct fyp_error *err)
{
    const struct fyp_xml_handler handler = {
        .context = relations, .start = on_relation};
    const struct fyp_zip_member *member = NULL;
    enum fyp_status status = find_member(zip, part, &member, err);
    return status == FYP_OK ? fyp_xml_read_member(zip, member, &handler, err)
                            : status;
}

static bool has_parent_step(const char *path)
{
    for (const char *at = path; (at = strstr(at, "..")) != NULL; at += 2) {
        bool begins = at == path || at[-1] == '/';
        if (begins && (at[2] == '/' || at[2] == '\0')) {
            return true;
        }
    }
    return false;
}

/** The member that a relationship of the part base points to; what lies
 *  outside is never looked at. /xl/x.xml is absolute inside the package. */
static enum fyp_status resolve(
    const struct fyp_zip *zip, const char *base,
    const struct relation *relation, const struct fyp_zip_member **out,
    struct fyp_error *err)
{
    const char *target = relation->target;
    char path[PATH_SIZE];
    if (relation->external || strpbrk(target, ":\\") != NULL ||
        has_parent_step(target) || target[0] == '\0') {
        return fyp_fail(err, FYP_E_XLSX_TARGET, base, target);
    }
    const char *slash = strrchr(base, '/');
    int folder = slash ? (int)(slash - base) + 1 : 0;
    int length =
        target[0] == '/'
            ? snprintf(path, sizeof path, "%s", target + 1)
            : snprintf(path, sizeof path, "%.*s%s", folder, base, target);
    if (length < 0 || length >= (int)sizeof path) {
        return fyp_fail(err, FYP_E_XLSX_TARGET, base, target);
    }
    return find_member(zip, path, out, err);
}

static const struct relation *
find_relation(const struct relations *relations, const char *kind)
{
    for (size_t i = 0; i < relations->count; i++) {
        if (strcmp(relations->items[i].kind, kind) == 0) {
            return &relations->items[i];
        }
    }
    return NULL;
}

/* --- what kind of package --- */

struct content {
    bool word, slides, binary;
};

static void on_content_type(
    struct fyp_xml *xml, void *context, const char *name,
    const char **attributes)
{
    struct content *content = context;
    if (fyp_xml_depth(xml) == 1) {
        fyp_xml_expect_root(xml, "Types", name);
        return;
    }
    const char *part = fyp_xml_attribute(attributes, "PartName");
    const char *type = fyp_xml_attribute(attributes, "ContentType");
    if (part && type) {
        content->word |= strcmp(part, "/word/document.xml") == 0;
        content->slides |= strcmp(part, "/ppt/presentation.xml") == 0;
        content->binary |= strstr(type, "sheet.binary") != NULL;
    }
}

static enum fyp_status kind_of(struct fyp_error *err, enum fyp_message kind)
{
    return fyp_fail(err, FYP_E_SOURCE_KIND, fyp_text(kind));
}

/** A zip without [Content_Types].xml. */
static enum fyp_status
not_a_package(const struct fyp_zip *zip, struct fyp_error *err)
{
    if (fyp_zip_find(zip, "xl/workbook.xml")) {
        return fyp_fail(err, FYP_E_XLSX_PART_MISSING, "[Content_Types].xml");
    }
    if (fyp_zip_find(zip, "mimetype") && fyp_zip_find(zip, "content.xml")) {
        return kind_of(err, FYP_M_KIND_ODS);
    }
    if (fyp_zip_find(zip, "Index/Document.iwa") ||
        fyp_zip_find(zip, "Index.zip")) {
        return kind_of(err, FYP_M_KIND_NUMBERS);
    }
    return kind_of(err, FYP_M_KIND_ZIP);
}

static enum fyp_status
check_content(const struct fyp_zip *zip, struct fyp_error *err)
{
    struct content content = {.word = false};
    const struct fyp_xml_handler handler = {
        .context = &content, .start = on_content_type};
    const struct fyp_zip_member *member =
        fyp_zip_find(zip, "[Content_Types].xml");
    if (!member) {
        return not_a_package(zip, err);
    }
    enum fyp_status status = fyp_xml_read_member(zip, member, &handler, err);
    if (status != FYP_OK) {
        return status;
    }
    if (content.word) {
        return kind_of(err, FYP_M_KIND_WORD);
    }
    if (content.slides) {
        return kind_of(err, FYP_M_KIND_SLIDES);
    }
    return content.binary ? kind_of(err, FYP_M_KIND_XLSB) : FYP_OK;
}

/** Macros, objects, links: said once each, never opened. */
static void tell_ignored(const struct fyp_zip *zip, struct fyp_problems *notes)
{
    static const struct {
        const char *prefix;
        enum fyp_message what;
    } rows[] = {
        {"xl/vbaProject", FYP_M_XLSX_MACROS},
        {"xl/macrosheets/", FYP_M_XLSX_MACROS},
        {"xl/embeddings/", FYP_M_XLSX_OBJECTS},
        {"xl/activeX/", FYP_M_XLSX_OBJECTS},
        {"xl/externalLinks/", FYP_M_XLSX_LINKS},
        {"xl/connections", FYP_M_XLSX_CONNECTIONS}};
    enum fyp_message told = FYP_M_NOTHING;
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        bool found = false;
        for (size_t i = 0; !found && i < fyp_zip_count(zip); i++) {
            found = strncmp(
                        fyp_zip_member(zip, i)->name, rows[r].prefix,
                        strlen(rows[r].prefix)) == 0;
        }
        if (found && rows[r].what != told) {
            struct fyp_error note = {.status = FYP_OK};
            (void)fyp_fail(&note, FYP_W_XLSX_IGNORED, fyp_text(rows[r].what));
            fyp_problems_add(notes, &note);
            told = rows[r].what;
        }
    }
}

/* --- workbook.xml --- */

struct listing {
    const struct fyp_zip *zip;
    const char *part; /* name of workbook.xml */
    const struct relations *relations;
    struct fyp_xlsx_parts *parts;
    bool in_sheets;
};

static bool is_known(
    const struct fyp_xlsx_parts *parts, const char *name,
    const struct fyp_zip_member *member)
{
    for (size_t i = 0; i < parts->sheet_count; i++) {
        if (strcmp(parts->sheets[i].name, name) == 0 ||
            parts->sheets[i].member == member) {
            return true;
        }
    }
    return false;
}

static enum fyp_status add_sheet(
    struct listing *listing, const struct relation *relation,
    const char **attributes, struct fyp_error *err)
{
    struct fyp_xlsx_parts *parts = listing->parts;
    const char *state = fyp_xml_attribute(attributes, "state");
    struct fyp_xlsx_sheet_part sheet = {
        .name = keep(&parts->arena, fyp_xml_attribute(attributes, "name")),
        .hidden = state && strcmp(state, "visible") != 0};
    if (!sheet.name) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    if (parts->sheet_count == FYP_XLSX_SHEETS_MAX) {
        return beyond(err, FYP_M_XLSX_SHEETS, FYP_XLSX_SHEETS_MAX);
    }
    enum fyp_status status =
        resolve(listing->zip, listing->part, relation, &sheet.member, err);
    if (status != FYP_OK) {
        return status;
    }
    if (sheet.name[0] == '\0' || is_known(parts, sheet.name, sheet.member)) {
        return fyp_fail(
            err, FYP_E_XLSX_PART_KIND, listing->part,
            fyp_text(FYP_M_XLSX_SAME_NAME), sheet.name);
    }
    parts->sheets[parts->sheet_count++] = sheet;
    return FYP_OK;
}

static enum fyp_status take_sheet(
    struct listing *listing, const char **attributes, struct fyp_error *err)
{
    const char *id = fyp_xml_attribute(attributes, "id");
    for (size_t i = 0; id && i < listing->relations->count; i++) {
        const struct relation *relation = &listing->relations->items[i];
        if (strcmp(relation->id, id) == 0) {
            /* charts and dialogs on sheets of their own hold no figures */
            return strcmp(relation->kind, "worksheet") == 0
                       ? add_sheet(listing, relation, attributes, err)
                       : FYP_OK;
        }
    }
    return fyp_fail(err, FYP_E_XLSX_PART_MISSING, id ? id : "r:id");
}

static void on_workbook(
    struct fyp_xml *xml, void *context, const char *name,
    const char **attributes)
{
    struct listing *listing = context;
    int depth = fyp_xml_depth(xml);
    if (depth == 1) {
        fyp_xml_expect_root(xml, "workbook", name);
    } else if (depth == 2) {
        listing->in_sheets = strcmp(name, "sheets") == 0;
        if (strcmp(name, "workbookPr") == 0) {
            listing->parts->from_1904 =
                fyp_xml_is_true(fyp_xml_attribute(attributes, "date1904"));
        }
        /* what libraries write; programs that calculate take it out */
        if (strcmp(name, "calcPr") == 0) {
            listing->parts->never_opened = fyp_xml_is_true(
                fyp_xml_attribute(attributes, "fullCalcOnLoad"));
        }
    } else if (depth == 3 && listing->in_sheets && strcmp(name, "sheet") == 0) {
        fyp_xml_stop(xml, take_sheet(listing, attributes, fyp_xml_error(xml)));
    }
}

/* --- docProps --- */

enum { VALUE_MAX = 65536 };

struct document {
    struct fyp_xlsx_parts *parts;
    struct fyp_buffer value;
    char *name; /* of the property being read */
    bool wanted;
};

static void on_document_text(
    struct fyp_xml *xml, void *context, const char *text, size_t length)
{
    struct document *document = context;
    (void)xml;
    if (document->wanted && document->value.length < VALUE_MAX) {
        fyp_buffer_bytes(&document->value, text, length);
    }
}

static void on_application(
    struct fyp_xml *xml, void *context, const char *name,
    const char **attributes)
{
    struct document *document = context;
    (void)attributes;
    document->wanted =
        fyp_xml_depth(xml) == 2 && strcmp(name, "Application") == 0;
}

static void
on_application_end(struct fyp_xml *xml, void *context, const char *name)
{
    struct document *document = context;
    (void)xml;
    (void)name;
    document->wanted = false;
}

/** Programs that calculate what they save. */
static bool calculates(const char *application)
{
    static const char *const names[] = {
        "Microsoft Excel",
        "Microsoft Macintosh Excel",
        "WPS",
        "Kingsoft",
        "LibreOffice",
        "OpenOffice",
        "ONLYOFFICE"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strncmp(application, names[i], strlen(names[i])) == 0) {
            return true;
        }
    }
    return false;
}

static enum fyp_status read_application(
    const struct fyp_zip *zip, const struct fyp_zip_member *member,
    struct fyp_xlsx_parts *parts, struct fyp_error *err)
{
    struct document document = {.parts = parts};
    const struct fyp_xml_handler handler = {
        .context = &document,
        .start = on_application,
        .end = on_application_end,
        .text = on_document_text};
    enum fyp_status status = fyp_xml_read_member(zip, member, &handler, err);
    if (document.value.length == 0 || !calculates(document.value.data)) {
        parts->never_opened = true;
    }
    fyp_buffer_finish(&document.value);
    return status;
}

static void on_property(
    struct fyp_xml *xml, void *context, const char *name,
    const char **attributes)
{
    struct document *document = context;
    int depth = fyp_xml_depth(xml);
    if (depth == 1) {
        fyp_xml_expect_root(xml, "Properties", name);
    } else if (depth == 2) {
        document->value.length = 0;
        document->name = keep(
            &document->parts->arena, fyp_xml_attribute(attributes, "name"));
    }
    document->wanted = depth == 3;
}

static enum fyp_status
add_property(struct document *document, struct fyp_error *err)
{
    struct fyp_xlsx_parts *parts = document->parts;
    if (parts->property_count == FYP_XLSX_PROPERTIES_MAX) {
        return beyond(err, FYP_M_XLSX_PROPERTIES, FYP_XLSX_PROPERTIES_MAX);
    }
    struct fyp_xlsx_property property = {
        .name = document->name,
        .value = fyp_arena_text(
            &parts->arena, document->value.data, document->value.length)};
    if (!property.name || !property.value || document->value.failed) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    parts->properties[parts->property_count++] = property;
    return FYP_OK;
}

static void
on_property_end(struct fyp_xml *xml, void *context, const char *name)
{
    struct document *document = context;
    (void)name;
    document->wanted = false;
    if (fyp_xml_depth(xml) == 2) {
        fyp_xml_stop(xml, add_property(document, fyp_xml_error(xml)));
    }
}

static enum fyp_status read_properties(
    const struct fyp_zip *zip, const struct fyp_zip_member *member,
    struct fyp_xlsx_parts *parts, struct fyp_error *err)
{
    struct document document = {.parts = parts};
    const struct fyp_xml_handler handler = {
        .context = &document,
        .start = on_property,
        .end = on_property_end,
        .text = on_document_text};
    parts->properties = fyp_arena_alloc(
        &parts->arena, FYP_XLSX_PROPERTIES_MAX, sizeof *parts->properties);
    if (!parts->properties) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    enum fyp_status status = fyp_xml_read_member(zip, member, &handler, err);
    fyp_buffer_finish(&document.value);
    return status;
}

typedef enum fyp_status document_reader(
    const struct fyp_zip *zip, const struct fyp_zip_member *member,
    struct fyp_xlsx_parts *parts, struct fyp_error *err);

/** The strict form of the format writes extendedProperties. */
static const struct relation *find_either(
    const struct relations *relations, const char *kind, const char *strict)
{
    const struct relation *relation = find_relation(relations, kind);
    return relation ? relation : find_relation(relations, strict);
}

/** A part that a workbook may lack, even where a relationship names it. */
static enum fyp_status read_document(
    const struct fyp_zip *zip, const struct relation *relation,
    document_reader *reader, struct fyp_xlsx_parts *parts,
    struct fyp_error *err)
{
    const struct fyp_zip_member *member = NULL;
    if (!relation || resolve(zip, "", relation, &member, NULL) != FYP_OK) {
        return FYP_OK;
    }
    return reader(zip, member, parts, err);
}

/* --- styles --- */

enum { FORMAT_IDS = 65536, NO_CUSTOM = 0xFF };

struct styles {
    unsigned char *custom; /* shape [FORMAT_IDS]: formats by their number */
    uint16_t *ids;         /* shape [FYP_XLSX_STYLES_MAX] */
    size_t count;
    bool in_formats, in_cells;
};

/** A format number; what is none counts as 0, the general format. */
static uint16_t format_id(const char *text)
{
    char *end = NULL;
    unsigned long id = text ? strtoul(text, &end, 10) : 0;
    return text && *end == '\0' && id < FORMAT_IDS ? (uint16_t)id : 0;
}

static void on_style(
    struct fyp_xml *xml, void *context, const char *name,
    const char **attributes)
{
    struct styles *styles = context;
    int depth = fyp_xml_depth(xml);
    if (depth == 1) {
        fyp_xml_expect_root(xml, "styleSheet", name);
    } else if (depth == 2) {
        styles->in_formats = strcmp(name, "numFmts") == 0;
        styles->in_cells = strcmp(name, "cellXfs") == 0;
    } else if (depth == 3 && (styles->in_formats || styles->in_cells)) {
        const char *id = fyp_xml_attribute(attributes, "numFmtId");
        const char *code = fyp_xml_attribute(attributes, "formatCode");
        if (styles->in_formats && code) {
            styles->custom[format_id(id)] =
                (unsigned char)fyp_format_of_code(code);
        } else if (styles->in_cells && styles->count == FYP_XLSX_STYLES_MAX) {
            fyp_xml_stop(
                xml, beyond(
                         fyp_xml_error(xml), FYP_M_XLSX_STYLES,
                         FYP_XLSX_STYLES_MAX));
        } else if (styles->in_cells) {
            styles->ids[styles->count++] = format_id(id);
        }
    }
}

static enum fyp_status keep_formats(
    const struct styles *styles, struct fyp_xlsx_parts *parts,
    struct fyp_error *err)
{
    parts->formats =
        fyp_arena_alloc(&parts->arena, styles->count + 1, sizeof(char));
    if (!parts->formats) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t i = 0; i < styles->count; i++) {
        unsigned char custom = styles->custom[styles->ids[i]];
        parts->formats[i] =
            custom != NO_CUSTOM
                ? custom
                : (unsigned char)fyp_format_of_id(styles->ids[i]);
    }
    parts->format_count = styles->count;
    return FYP_OK;
}

static enum fyp_status read_styles(
    const struct fyp_zip *zip, struct fyp_xlsx_parts *parts,
    struct fyp_error *err)
{
    struct styles styles = {
        .custom = malloc(FORMAT_IDS),
        .ids = calloc(FYP_XLSX_STYLES_MAX, sizeof *styles.ids)};
    const struct fyp_xml_handler handler = {
        .context = &styles, .start = on_style};
    enum fyp_status status = FYP_OK;
    if (!styles.custom || !styles.ids) {
        status = fyp_fail(err, FYP_E_MEMORY, NULL);
    } else {
        memset(styles.custom, NO_CUSTOM, FORMAT_IDS);
        status = fyp_xml_read_member(zip, parts->styles, &handler, err);
    }
    if (status == FYP_OK) {
        status = keep_formats(&styles, parts, err);
    }
    free(styles.custom);
    free(styles.ids);
    return status;
}

/* --- all of them --- */

/** Sheets, strings and styles by the relationships of the workbook. */
static enum fyp_status read_workbook(
    const struct fyp_zip *zip, const struct fyp_zip_member *workbook,
    struct relations *inner, struct fyp_xlsx_parts *parts,
    struct fyp_error *err)
{
    char path[PATH_SIZE];
    assert(workbook);
    const char *slash = strrchr(workbook->name, '/');
    int folder = slash ? (int)(slash - workbook->name) + 1 : 0;
    (void)snprintf(
        path, sizeof path, "%.*s_rels/%s.rels", folder, workbook->name,
        workbook->name + folder);
    enum fyp_status status = read_relations(zip, path, inner, err);
    if (status != FYP_OK) {
        return status;
    }
    const struct relation *strings = find_relation(inner, "sharedStrings");
    const struct relation *styles = find_relation(inner, "styles");
    if (strings) {
        status = resolve(zip, workbook->name, strings, &parts->strings, err);
    }
    if (status == FYP_OK && styles) {
        status = resolve(zip, workbook->name, styles, &parts->styles, err);
    }
    struct listing listing = {
        .zip = zip, .part = workbook->name, .relations = inner, .parts = parts};
    const struct fyp_xml_handler handler = {
        .context = &listing, .start = on_workbook};
    if (status == FYP_OK) {
        status = fyp_xml_read_member(zip, workbook, &handler, err);
    }
    if (status == FYP_OK && parts->sheet_count == 0) {
        status = fyp_fail(err, FYP_E_XLSX_NO_SHEET, NULL);
    }
    return status == FYP_OK && styles ? read_styles(zip, parts, err) : status;
}

static enum fyp_status find_workbook(
    const struct fyp_zip *zip, const struct relations *root,
    const struct fyp_zip_member **out, struct fyp_error *err)
{
    const struct relation *relation = find_relation(root, "officeDocument");
    return relation ? resolve(zip, "", relation, out, err)
                    : fyp_fail(err, FYP_E_XLSX_PART_MISSING, "xl/workbook.xml");
}

static enum fyp_status find_all(
    const struct fyp_zip *zip, struct fyp_xlsx_parts *parts,
    struct relations *root, struct relations *inner, struct fyp_error *err)
{
    const struct fyp_zip_member *workbook = NULL;
    enum fyp_status status = check_content(zip, err);
    if (status == FYP_OK) {
        status = read_relations(zip, "_rels/.rels", root, err);
    }
    if (status == FYP_OK) {
        status = find_workbook(zip, root, &workbook, err);
    }
    if (status == FYP_OK) {
        status = read_workbook(zip, workbook, inner, parts, err);
    }
    const struct relation *application =
        find_either(root, "extended-properties", "extendedProperties");
    const struct relation *properties =
        find_either(root, "custom-properties", "customProperties");
    parts->never_opened |= !application;
    if (status == FYP_OK) {
        status = read_document(zip, application, read_application, parts, err);
    }
    if (status == FYP_OK) {
        status = read_document(zip, properties, read_properties, parts, err);
    }
    return status;
}

enum fyp_status fyp_xlsx_parts_find(
    const struct fyp_zip *zip, struct fyp_xlsx_parts *parts,
    struct fyp_problems *notes, struct fyp_error *err)
{
    struct relations root = {.count = 0};
    struct relations inner = {.count = 0};
    parts->sheets = fyp_arena_alloc(
        &parts->arena, FYP_XLSX_SHEETS_MAX, sizeof *parts->sheets);
    enum fyp_status status = parts->sheets
                                 ? find_all(zip, parts, &root, &inner, err)
                                 : fyp_fail(err, FYP_E_MEMORY, NULL);
    finish_relations(&root);
    finish_relations(&inner);
    if (status == FYP_OK) {
        tell_ignored(zip, notes);
    }
    return status;
}

void fyp_xlsx_parts_finish(struct fyp_xlsx_parts *parts)
{
    fyp_arena_finish(&parts->arena);
    *parts = (struct fyp_xlsx_parts){0};
}
