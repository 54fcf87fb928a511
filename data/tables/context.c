/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/tables/context.h"

#include "base/message.h"
#include "base/text.h"
#include "data/cleaning/number.h"
#include "data/tables/mapping_fields.h"
#include "data/tables/title.h"

#include <stdio.h>
#include <string.h>

enum {
    CODE_SIZE = 16,
    SCANNED_MAX = 256,    /* bytes of a title that are looked at */
    REGION_NAME_MAX = 48, /* bytes of a region's name */
    TITLE_CELLS_MAX = 64, /* of all titles together */
    SEEN_MAX = 16         /* things found; more are not listed */
};

#define NATION "100000"
/* words of the columns 口径 and 状态 */
#define TO_DATE "累计"
#define PRELIMINARY "初步"

/* A region or a year that was seen somewhere. */
struct seen {
    enum fyp_origin origin;
    char text[CODE_SIZE];
};

struct search {
    const struct fyp_layout *layout;
    struct seen regions[SEEN_MAX], years[SEEN_MAX];
    size_t region_count, year_count;
    char part[FYP_TITLE_WORD_SIZE]; /* the last of each; "" */
    char promise[FYP_TITLE_WORD_SIZE], passed[FYP_TITLE_WORD_SIZE];
    int part_year;
    bool to_date, preliminary;
};

const char *fyp_origin_text(enum fyp_origin origin)
{
    static const enum fyp_message words[] = {
        [FYP_FROM_MAPPING] = FYP_M_ORIGIN_MAPPING,
        [FYP_FROM_OPTION] = FYP_M_ORIGIN_OPTION,
        [FYP_FROM_TITLE] = FYP_M_ORIGIN_TITLE,
        [FYP_FROM_SHEET] = FYP_M_ORIGIN_SHEET,
        [FYP_FROM_FILE] = FYP_M_ORIGIN_FILE};
    return fyp_text(words[origin]);
}

static void add_seen(
    struct seen *list, size_t *count, enum fyp_origin origin, const char *text)
{
    for (size_t i = 0; i < *count; i++) {
        if (list[i].origin == origin && strcmp(list[i].text, text) == 0) {
            return;
        }
    }
    if (*count < SEEN_MAX) {
        list[*count].origin = origin;
        fyp_cell_copy(list[*count].text, CODE_SIZE, text);
        (*count)++;
    }
}

static size_t characters(const char *text, size_t length)
{
    size_t n = 0;
    for (size_t i = 0; i < length; i++) {
        n += ((unsigned char)text[i] & 0xC0U) != 0x80U;
    }
    return n;
}

/**
 * The region that text begins with, by the longest name. Names of two
 * characters are taken for those of provinces only: shorter names of counties
 * are words of the language as well.
 * @return bytes used; 0: none.
 */
static size_t region_at(
    const struct fyp_regions *regions, const char *text, size_t length,
    char code[CODE_SIZE])
{
    size_t most = fyp_text_cut(text, length, REGION_NAME_MAX);
    for (size_t n = most; n > 1; n = fyp_text_cut(text, n, n - 1)) {
        char name[REGION_NAME_MAX + 1];
        const char *found = NULL;
        (void)snprintf(name, sizeof name, "%.*s", (int)n, text);
        size_t count = characters(name, n);
        if (count < 2) {
            break;
        }
        if (fyp_cell_is_blank(name) || strpbrk(name, "0123456789") ||
            fyp_regions_resolve(regions, name, 0, &found, NULL, NULL) !=
                FYP_OK) {
            continue;
        }
        if (count > 2 || strcmp(found + 2, "0000") == 0) {
            fyp_cell_copy(code, CODE_SIZE, found);
            return n;
        }
    }
    return 0;
}

/** A run of six digits that is the code of a region we know. */
static bool code_at(
    const struct fyp_regions *regions, const char *digits, size_t length,
    char code[CODE_SIZE])
{
    if (length != 6 && length != 9 && length != 12) {
        return false;
    }
    (void)snprintf(code, CODE_SIZE, "%.*s", (int)length, digits);
    return fyp_regions_name(regions, code) != code;
}

/** Whether one code is that of a region above the other. */
static bool is_above(const char *upper, const char *lower)
{
    size_t length = strlen(upper);
    while (length > 2 && length <= 6 && upper[length - 1] == '0' &&
           upper[length - 2] == '0') {
        length -= 2;
    }
    return strcmp(upper, NATION) == 0 || strncmp(upper, lower, length) == 0;
}

/** Whether text goes on behind its one region with a lower level that is not
 *  known: 德阳市旌阳区 is not about 德阳市. Nothing goes on behind 中国 but the
 *  name of an office (中国残联), which is not about the nation either. */
static bool
goes_on(const struct fyp_regions *regions, const char *text, const char *region)
{
    const char *code = NULL;
    if (strcmp(region, NATION) == 0) {
        return strstr(text, "中国残联") || strstr(text, "中国残疾人联合会");
    }
    return !fyp_regions_in_text(regions, text, &code);
}

/** Regions of one text, of which only the narrowest stay: 四川省德阳市罗江区
 *  names one place. */
static void
scan_regions(struct search *search, enum fyp_origin origin, const char *text)
{
    const struct fyp_regions *regions = search->layout->request.regions;
    struct seen found[SEEN_MAX];
    size_t count = 0;
    size_t length = fyp_text_cut(text, strlen(text), SCANNED_MAX);
    size_t at = 0;
    bool by_code = false;
    while (at < length) {
        char code[CODE_SIZE] = "";
        size_t used = strspn(text + at, "0123456789");
        bool hit = used > 0 && code_at(regions, text + at, used, code);
        by_code = by_code || hit;
        if (used == 0) {
            used = region_at(regions, text + at, length - at, code);
            hit = used > 0;
        }
        if (hit) {
            add_seen(found, &count, origin, code);
        }
        uint32_t codepoint = 0;
        size_t one = fyp_utf8_decode(text + at, length - at, &codepoint);
        at += used > 0 ? used : one > 0 ? one : 1;
    }
    if (count == 1 && !by_code && goes_on(regions, text, found[0].text)) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        bool narrowest = true;
        for (size_t j = 0; j < count; j++) {
            narrowest = narrowest &&
                        (i == j || !is_above(found[i].text, found[j].text));
        }
        if (narrowest) {
            add_seen(
                search->regions, &search->region_count, origin, found[i].text);
        }
    }
}

static void add_title(
    struct search *search, enum fyp_origin origin,
    const struct fyp_title *title)
{
    for (size_t i = 0; i < title->year_count; i++) {
        char year[CODE_SIZE];
        (void)snprintf(year, sizeof year, "%d", title->years[i]);
        add_seen(search->years, &search->year_count, origin, year);
    }
    if (title->part[0] != '\0') {
        fyp_cell_copy(search->part, sizeof search->part, title->part);
        search->part_year = title->part_year;
    }
    if (title->promise[0] != '\0') {
        fyp_cell_copy(search->promise, sizeof search->promise, title->promise);
    }
    if (title->passed[0] != '\0') {
        fyp_cell_copy(search->passed, sizeof search->passed, title->passed);
    }
    search->to_date = search->to_date || title->to_date;
    search->preliminary = search->preliminary || title->preliminary;
}

static void
scan(struct search *search, enum fyp_origin origin, const char *text)
{
    if (text) {
        struct fyp_title title;
        fyp_title_read(text, &title);
        scan_regions(search, origin, text);
        add_title(search, origin, &title);
    }
}

/** When the table was filled in is not the year of its figures. */
static bool is_date_line(const char *text)
{
    static const char *const words[] = {
        "日期",     "填报时间", "填表时间", "报送时间", "制表时间",
        "编制时间", "公布时间", "发布时间", "有效期",   "文号"};
    bool date = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        date = date || strstr(text, words[i]) != NULL;
    }
    return date;
}

/** Something like "残联" behind 单位: an office, not a unit. */
static bool is_office(const char *text)
{
    static const char *const words[] = {"联",   "局", "委", "厅", "院",
                                        "中心", "会", "府", "办", "省",
                                        "市",   "县", "区", "科", "部"};
    bool office = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        office = office || strstr(text, words[i]) != NULL;
    }
    return office;
}

static void add_unit(struct fyp_context *out, const char *text)
{
    if (!fyp_text_is_unit(text)) {
        if (!is_office(text)) {
            fyp_cell_copy(out->bad_unit, sizeof out->bad_unit, text);
        }
    } else if (out->unit_count < FYP_CONTEXT_UNITS_MAX) {
        fyp_cell_copy(out->units[out->unit_count], FYP_UNIT_SIZE, text);
        out->unit_count++;
    }
}

/** "单位：万人", "（单位：人、%）", also behind a title. */
static void scan_unit(struct fyp_context *out, int line, const char *text)
{
    char folded[SCANNED_MAX];
    fyp_text_fold(text, folded, sizeof folded);
    char *at = strstr(folded, "单位:");
    if (!at || (at > folded && strstr(text, "填"))) {
        return;
    }
    at += strlen("单位:");
    at[strcspn(at, ")")] = '\0';
    for (char *rest = at; rest && *rest != '\0';) {
        char *next = strstr(rest, "、");
        size_t skip = strlen("、");
        char *comma = strpbrk(rest, ",;");
        if (comma && (!next || comma < next)) {
            next = comma;
            skip = 1;
        }
        if (next) {
            *next = '\0';
            next += skip;
        }
        add_unit(out, rest);
        rest = next;
    }
    out->unit_line = line;
}

static void scan_cell(struct search *search, const char *text)
{
    if (is_date_line(text)) {
        scan_regions(search, FYP_FROM_TITLE, text);
    } else {
        scan(search, FYP_FROM_TITLE, text);
    }
}

static void
scan_titles(struct search *search, size_t title_rows, struct fyp_context *out)
{
    const struct fyp_grid *grid = &search->layout->grid;
    size_t looked = 0;
    for (size_t i = 0; i < title_rows && i < grid->count; i++) {
        const struct fyp_grid_row *row = &grid->rows[i];
        for (size_t c = 0; c < row->count && looked < TITLE_CELLS_MAX; c++) {
            if ((fyp_grid_marks(row, c) & FYP_CELL_MERGED) ||
                fyp_cell_is_blank(row->cells[c])) {
                continue;
            }
            looked++;
            scan_cell(search, row->cells[c]);
            scan_unit(out, row->line, row->cells[c]);
        }
    }
}

/** "标题“510604 罗江区”；文件名“…”" */
static void list_seen(
    const struct fyp_layout *layout, const struct seen *seen, size_t count,
    char *out, size_t size)
{
    out[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(out);
        const char *name =
            fyp_regions_name(layout->request.regions, seen[i].text);
        (void)snprintf(
            out + length, size - length, "%s%s %s%s%s",
            i > 0 ? fyp_text(FYP_M_LIST_SEPARATOR) : "",
            fyp_origin_text(seen[i].origin), seen[i].text,
            name == seen[i].text ? "" : " ", name == seen[i].text ? "" : name);
    }
}

/** One thing, if everything seen agrees; given (NULL: nothing) settles it
 *  when it is among what was seen, or nothing was. */
static void settle(
    const struct fyp_layout *layout, const struct seen *seen, size_t count,
    const char *given, struct fyp_context_item *out)
{
    bool among = count == 0;
    bool same = true;
    for (size_t i = 0; i < count; i++) {
        among = among || (given && strcmp(seen[i].text, given) == 0);
        same = same && strcmp(seen[i].text, seen[0].text) == 0;
    }
    out->found = given ? among : count > 0 && same;
    if (out->found) {
        out->origin = given ? FYP_FROM_OPTION : seen[0].origin;
        fyp_cell_copy(
            out->text, sizeof out->text, given ? given : seen[0].text);
        return;
    }
    char list[FYP_CONTEXT_WHY_SIZE / 2];
    list_seen(layout, seen, count, list, sizeof list);
    if (count == 0) {
        fyp_cell_copy(out->why, sizeof out->why, fyp_text(FYP_M_PLACE_NOWHERE));
    } else if (given) {
        (void)fyp_say(
            out->why, sizeof out->why, FYP_M_PLACE_OPTION, given, list);
    } else {
        (void)fyp_say(out->why, sizeof out->why, FYP_M_PLACE_SEVERAL, list);
    }
}

/** Leaves out regions above others: the sheet 沙湾区 of 乐山市各县指标.xlsx is
 *  about 沙湾区. The name of the file is the weakest: a county may send the
 *  city's table under its own name. */
static void narrow(struct search *search)
{
    struct seen *list = search->regions;
    size_t kept = 0;
    bool above[SEEN_MAX] = {false};
    for (size_t i = 0; i < search->region_count; i++) {
        for (size_t j = 0; j < search->region_count; j++) {
            above[i] = above[i] || (list[j].origin != FYP_FROM_FILE &&
                                    strcmp(list[i].text, list[j].text) != 0 &&
                                    is_above(list[i].text, list[j].text));
        }
    }
    for (size_t i = 0; i < search->region_count; i++) {
        if (!above[i]) {
            list[kept] = list[i];
            kept++;
        }
    }
    search->region_count = kept;
}

/** What the user gave may be a name. */
static void settle_region(struct search *search, struct fyp_context_item *out)
{
    const struct fyp_layout_request *request = &search->layout->request;
    const char *mapped = request->mapping ? request->mapping->region : NULL;
    const char *given = mapped ? mapped : request->region;
    const char *code = given;
    struct fyp_error error = {0};
    if (given &&
        fyp_regions_resolve(request->regions, given, 0, &code, NULL, &error) !=
            FYP_OK) {
        fyp_cell_copy(out->why, sizeof out->why, error.text);
        return;
    }
    settle(
        search->layout, search->regions, mapped ? 0 : search->region_count,
        code, out);
    out->origin = mapped ? FYP_FROM_MAPPING : out->origin;
}

/** Whether the figures are of a part of the year. A month behind the year of
 *  the figures is that in which they were sent: 2023年度 in the title, 2024年
 *  1月 in the name of the file. */
static bool is_partial(const struct search *search)
{
    bool later = false;
    for (size_t i = 0; i < search->year_count; i++) {
        later =
            later || fyp_year_read(search->years[i].text) < search->part_year;
    }
    return search->part[0] != '\0' && !later;
}

static void settle_year(struct search *search, struct fyp_context_item *out)
{
    const struct fyp_layout_request *request = &search->layout->request;
    int mapped = request->mapping ? request->mapping->year : 0;
    int given = mapped > 0 ? mapped : request->year;
    char text[16];
    (void)snprintf(text, sizeof text, "%d", given);
    settle(
        search->layout, search->years, mapped > 0 ? 0 : search->year_count,
        given > 0 ? text : NULL, out);
    if (mapped > 0) {
        out->origin = FYP_FROM_MAPPING;
    } else if (is_partial(search)) {
        out->found = false;
        (void)fyp_say(
            out->why, sizeof out->why, FYP_M_PLACE_PARTIAL, search->part);
    } else if (search->promise[0] != '\0') {
        out->found = false;
        (void)fyp_say(
            out->why, sizeof out->why, FYP_M_PLACE_PROMISE, search->promise);
    } else if (!out->found && search->year_count == 0 && search->passed[0]) {
        (void)fyp_say(
            out->why, sizeof out->why, FYP_M_PLACE_PASSED, search->passed);
    }
}

void fyp_context_find(
    const struct fyp_layout *layout, size_t title_rows, struct fyp_context *out)
{
    *out = (struct fyp_context){.unit_line = 0};
    struct search search = {.layout = layout};
    scan_titles(&search, title_rows, out);
    if (!layout->request.mapping &&
        (is_partial(&search) || search.promise[0])) {
        (void)fyp_say(
            out->doubt, sizeof out->doubt,
            is_partial(&search) ? FYP_M_PLACE_PARTIAL : FYP_M_PLACE_PROMISE,
            is_partial(&search) ? search.part : search.promise);
    }
    scan(&search, FYP_FROM_SHEET, layout->sheet);
    scan(&search, FYP_FROM_FILE, layout->request.file_name);
    narrow(&search);
    settle_region(&search, &out->region);
    settle_year(&search, &out->year);
    out->to_date = search.to_date;
    out->preliminary = search.preliminary;
    const struct fyp_mapping *mapping = layout->request.mapping;
    if (mapping && mapping->unit) {
        out->bad_unit[0] = '\0';
        out->unit_count = 1;
        fyp_cell_copy(out->units[0], FYP_UNIT_SIZE, mapping->unit);
    }
}

void fyp_context_complete(
    const struct fyp_context *context, const struct fyp_context_own *own,
    const struct fyp_catalogue_entry *entry, struct fyp_observation *out)
{
    bool rate = entry && entry->unit && strcmp(entry->unit, "%") == 0;
    if (context->to_date && !own->basis && !rate) {
        out->cells[FYP_COLUMN_BASIS] = fyp_cell_shared(TO_DATE);
    }
    if (context->preliminary && !own->status) {
        out->cells[FYP_COLUMN_STATUS] = fyp_cell_shared(PRELIMINARY);
    }
}

void fyp_context_note(
    struct fyp_layout *layout, const struct fyp_context *context,
    const struct fyp_context_own *own, int line)
{
    if (context->to_date && !own->basis) {
        struct fyp_error note = {.status = FYP_OK};
        (void)fyp_fail(&note, FYP_W_LAYOUT_TO_DATE, NULL);
        fyp_layout_note(layout, line, 0, &note);
    }
}

void fyp_context_explain(
    const struct fyp_context *context, const struct fyp_context_own *own,
    struct fyp_buffer *out)
{
    if (context->to_date && !own->basis) {
        fyp_buffer_text(out, fyp_text(FYP_M_EXPLAIN_TO_DATE));
        fyp_buffer_text(out, "\n");
    }
    if (context->preliminary && !own->status) {
        fyp_buffer_text(out, fyp_text(FYP_M_EXPLAIN_PRELIMINARY));
        fyp_buffer_text(out, "\n");
    }
}

enum fyp_status fyp_context_need_region(
    const struct fyp_context *context, struct fyp_error *err)
{
    return context->region.found
               ? FYP_OK
               : fyp_fail(
                     err, FYP_E_LAYOUT_PLACE, fyp_text(FYP_M_PLACE_REGION),
                     context->region.why);
}

enum fyp_status
fyp_context_need_year(const struct fyp_context *context, struct fyp_error *err)
{
    return context->year.found
               ? FYP_OK
               : fyp_fail(
                     err, FYP_E_LAYOUT_PLACE, fyp_text(FYP_M_PLACE_YEAR),
                     context->year.why);
}

static bool
is_unit_of(const struct fyp_catalogue_entry *entry, const char *unit)
{
    char a[FYP_UNIT_SIZE], b[FYP_UNIT_SIZE];
    fyp_text_fold(unit, a, sizeof a);
    fyp_text_fold(entry->unit ? entry->unit : "", b, sizeof b);
    bool same = strcmp(a, b) == 0;
    for (size_t i = 0; !same && i < entry->other_unit_count; i++) {
        fyp_text_fold(entry->other_units[i], b, sizeof b);
        same = strcmp(a, b) == 0;
    }
    return same;
}

/** 万人 beside 人: either could be meant. */
static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text);
    size_t m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

enum fyp_status fyp_context_unit(
    const struct fyp_context *context, const struct fyp_catalogue_entry *entry,
    const char **unit, struct fyp_error *err)
{
    *unit = "";
    const char *fits = NULL;
    if (context->bad_unit[0] != '\0') {
        return fyp_fail(
            err, FYP_E_LAYOUT_PLACE, fyp_text(FYP_M_PLACE_UNIT),
            context->bad_unit);
    }
    if (context->unit_count <= 1) {
        *unit = context->unit_count == 1 ? context->units[0] : "";
        return FYP_OK;
    }
    for (size_t i = 0; entry && i < context->unit_count; i++) {
        fits = is_unit_of(entry, context->units[i]) ? context->units[i] : fits;
    }
    for (size_t i = 0; fits && i < context->unit_count; i++) {
        const char *other = context->units[i];
        if (strcmp(other, fits) != 0 && ends_with(other, fits)) {
            fits = NULL;
        }
    }
    if (!fits) {
        char why[FYP_CONTEXT_WHY_SIZE];
        (void)fyp_say(
            why, sizeof why, FYP_M_PLACE_UNITS,
            entry ? entry->name : fyp_text(FYP_M_NOTHING));
        return fyp_fail(
            err, FYP_E_LAYOUT_PLACE, fyp_text(FYP_M_PLACE_UNIT), why);
    }
    *unit = fits;
    return FYP_OK;
}
