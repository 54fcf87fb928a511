/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/form.h"

#include "base/message.h"
#include "base/text.h"
#include "data/tables/form.h"
#include "reports/parts.h"
#include "reports/publish.h"
#include "reports/sheets.h"
#include "reports/xlsx_input.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    LINE_PIXELS = 19,
    SMALL_PIXELS = 16,
    ROW_PIXELS = 8,
    ROW_LEAST = 34,
    TEXT_SIZE = 640
};

static const uint32_t widths[FYP_FORM_COLUMNS] = {
    [FYP_FORM_NUMBER] = 42,       [FYP_FORM_NAME] = 184,
    [FYP_FORM_DEFINITION] = 222,  [FYP_FORM_UNIT] = 54,
    [FYP_FORM_LAST_YEAR] = 80,    [FYP_FORM_BASIS] = 58,
    [FYP_FORM_VALUE] = 88,        [FYP_FORM_NUMERATOR] = 94,
    [FYP_FORM_DENOMINATOR] = 104, [FYP_FORM_SOURCE] = 140,
    [FYP_FORM_NOTE] = 120,        [FYP_FORM_CODE] = 148,
};
enum { LAST_COLUMN = FYP_FORM_COLUMNS - 1 };

/* One row to be filled in. */
struct form_row {
    const char *number, *name;
    const struct fyp_catalogue_entry *entry;
    const struct fyp_indicator *indicator; /* NULL: a reference */
    const struct fyp_region *part;         /* NULL: the form's own region */
    bool again; /* the same indicator as in the row above */
};

struct form {
    const struct fyp_form_request *request;
    struct fyp_arena arena;
    struct form_row *rows;
    size_t count;
    struct fyp_sheet *sheet;
    char identity[FYP_FORM_IDENTITY_SIZE];
    uint32_t next; /* free row of the sheet */
    uint32_t head; /* first row of the heading */
    bool demonstration;
};

/* --- which rows --- */

static bool is_own_region(const struct fyp_form_request *request)
{
    return strcmp(request->region, request->plan->region.code) == 0;
}

static void
add_indicator(struct form *form, const struct fyp_indicator *indicator)
{
    const struct fyp_plan *plan = form->request->plan;
    struct form_row row = {
        .number = indicator->number,
        .name = indicator->name,
        .entry = indicator->entry,
        .indicator = indicator};
    if (!indicator->each_subregion || plan->subregion_count == 0 ||
        !is_own_region(form->request)) {
        form->rows[form->count++] = row;
        return;
    }
    for (size_t i = 0; i < plan->subregion_count; i++) {
        row.part = &plan->subregions[i];
        row.again = i > 0;
        form->rows[form->count++] = row;
    }
}

static bool is_listed(const struct form *form, const char *code)
{
    for (size_t i = 0; i < form->count; i++) {
        if (strcmp(form->rows[i].entry->code, code) == 0) {
            return true;
        }
    }
    return false;
}

/* A series that a target refers to is asked for where it is the office's
 * own: the growth of another place is not theirs to report. */
static void
add_reference(struct form *form, const struct fyp_reference *reference)
{
    const struct fyp_form_request *request = form->request;
    if (!reference->present || !is_own_region(request) ||
        (reference->region &&
         strcmp(reference->region, request->region) != 0) ||
        is_listed(form, reference->code)) {
        return;
    }
    const struct fyp_catalogue_entry *entry =
        fyp_catalogue_by_code(request->catalogue, reference->code);
    if (entry) {
        form->rows[form->count++] = (struct form_row){
            .number = fyp_text(FYP_M_FORM_REFERENCE),
            .name = entry->name,
            .entry = entry};
    }
}

static enum fyp_status list_rows(struct form *form, struct fyp_error *err)
{
    const struct fyp_plan *plan = form->request->plan;
    const size_t most = plan->indicator_count * (plan->subregion_count + 2) + 1;
    form->rows = fyp_arena_alloc(&form->arena, most, sizeof *form->rows);
    if (!form->rows) {
        return fyp_fail(err, FYP_E_MEMORY, NULL);
    }
    for (size_t i = 0; i < plan->indicator_count; i++) {
        add_indicator(form, &plan->indicators[i]);
    }
    for (size_t i = 0; i < plan->indicator_count; i++) {
        add_reference(form, &plan->indicators[i].target.reference);
    }
    return FYP_OK;
}

/* --- what is known of a row --- */

static enum fyp_kind kind_of(const struct form_row *row)
{
    return row->indicator ? row->indicator->kind : row->entry->kind;
}

static const char *unit_of(const struct form_row *row)
{
    return row->indicator ? row->indicator->unit : row->entry->unit;
}

static bool is_per_cent(const struct form_row *row)
{
    return strcmp(unit_of(row), "%") == 0;
}

static bool asks_for_parts(const struct form_row *row)
{
    return row->entry->rollup == FYP_ROLLUP_RATIO ||
           (is_per_cent(row) && kind_of(row) == FYP_KIND_LEVEL);
}

static const struct fyp_range *range_of(const struct form_row *row)
{
    return row->entry->has_range || !row->indicator ? &row->entry->range
                                                    : &row->indicator->range;
}

/** What may be typed, in words. */
static void say_range(const struct form_row *row, char *out, size_t size)
{
    const struct fyp_range *range = range_of(row);
    char low[FYP_DECIMAL_TEXT_SIZE], high[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(range->low.value, 0, low);
    fyp_decimal_format(range->high.value, 0, high);
    if (range->low.present && range->high.present) {
        (void)fyp_say(out, size, FYP_M_RANGE_BETWEEN, low, high);
    } else if (range->low.present) {
        (void)fyp_say(out, size, FYP_M_RANGE_LEAST, low);
    } else if (range->high.present) {
        (void)fyp_say(out, size, FYP_M_RANGE_MOST, high);
    } else {
        (void)fyp_say(out, size, FYP_M_FORM_RANGE_ANY, NULL);
    }
}

static const struct fyp_figure *
last_year(const struct form *form, const struct form_row *row)
{
    const struct fyp_form_request *request = form->request;
    const char *region = row->part ? row->part->code : request->region;
    const struct fyp_figure *figure = NULL;
    for (int basis = FYP_BASIS_YEAR;
         request->figures && !figure && basis <= FYP_BASIS_TO_DATE; basis++) {
        figure = fyp_figures_find(
            request->figures, region, row->entry->code, request->year - 1,
            (enum fyp_basis)basis);
    }
    return figure;
}

/* --- the cells of a row --- */

/* What may be typed, and what the cell says. */
struct input {
    double low, high; /* NAN: no bound */
    struct fyp_input_words words;
};

static void write_number_input(
    struct form *form, uint32_t y, enum fyp_form_column column,
    const struct input *input)
{
    fyp_sheet_text(form->sheet, y, column, FYP_STYLE_INPUT_NUMBER, "");
    fyp_sheet_input_number(
        form->sheet, y, column, input->low, input->high, &input->words);
}

static void
write_value(struct form *form, uint32_t y, const struct form_row *row)
{
    const struct fyp_range *range = range_of(row);
    const char *unit =
        unit_of(row)[0] != '\0' ? unit_of(row) : fyp_text(FYP_M_FORM_NO_UNIT);
    char allowed[TEXT_SIZE], title[TEXT_SIZE], prompt[TEXT_SIZE];
    char wrong[TEXT_SIZE];
    say_range(row, allowed, sizeof allowed);
    (void)fyp_say(
        title, sizeof title, FYP_M_FORM_CELL_TITLE,
        fyp_form_heading(FYP_FORM_VALUE), unit);
    (void)fyp_say(
        prompt, sizeof prompt,
        is_per_cent(row) ? FYP_M_FORM_PROMPT_PER_CENT : FYP_M_FORM_PROMPT,
        allowed);
    (void)fyp_say(
        wrong, sizeof wrong, FYP_M_FORM_WRONG, row->name, allowed, unit);
    const struct input input = {
        .low = range->low.present ? range->low.value : NAN,
        .high = range->high.present ? range->high.value : NAN,
        .words = {
            .title = title,
            .prompt = prompt,
            .wrong_title = fyp_text(FYP_M_FORM_WRONG_TITLE),
            .wrong = wrong}};
    write_number_input(form, y, FYP_FORM_VALUE, &input);
}

static void write_part(
    struct form *form, uint32_t y, enum fyp_form_column column,
    const struct form_row *row)
{
    /* "greater than 0" cannot be said between two bounds */
    static const double above_zero = 1e-6;
    char allowed[TEXT_SIZE], wrong[TEXT_SIZE];
    if (!asks_for_parts(row)) {
        fyp_sheet_text(
            form->sheet, y, column, FYP_STYLE_NOT_ASKED, FYP_FORM_NOT_ASKED);
        return;
    }
    (void)fyp_say(allowed, sizeof allowed, FYP_M_RANGE_LEAST, "0");
    (void)fyp_say(
        wrong, sizeof wrong, FYP_M_FORM_WRONG_PART, fyp_form_heading(column),
        allowed);
    const struct input input = {
        .low = column == FYP_FORM_DENOMINATOR ? above_zero : 0.0,
        .high = NAN,
        .words = {
            .title = fyp_form_heading(column),
            .prompt = fyp_text(FYP_M_FORM_PROMPT_PART),
            .wrong_title = fyp_text(FYP_M_FORM_WRONG_TITLE),
            .wrong = wrong}};
    write_number_input(form, y, column, &input);
}

static void
write_basis(struct form *form, uint32_t y, const struct form_row *row)
{
    const char *const choices[] = {
        fyp_text(FYP_M_FORM_BASIS_YEAR), fyp_text(FYP_M_FORM_BASIS_TO_DATE),
        NULL};
    char wrong[TEXT_SIZE];
    if (kind_of(row) != FYP_KIND_CUMULATIVE) {
        fyp_sheet_text(
            form->sheet, y, FYP_FORM_BASIS, FYP_STYLE_CENTER, choices[0]);
        return;
    }
    (void)fyp_say(
        wrong, sizeof wrong, FYP_M_FORM_WRONG_CHOICE, choices[0], choices[1]);
    fyp_sheet_text(
        form->sheet, y, FYP_FORM_BASIS, FYP_STYLE_INPUT_CENTER, choices[0]);
    fyp_sheet_input_choice(
        form->sheet, y, FYP_FORM_BASIS, choices,
        &(struct fyp_input_words){
            .title = fyp_form_heading(FYP_FORM_BASIS),
            .prompt = fyp_text(FYP_M_FORM_PROMPT_BASIS),
            .wrong_title = fyp_text(FYP_M_FORM_WRONG_TITLE),
            .wrong = wrong});
}

static void
write_last_year(struct form *form, uint32_t y, const struct form_row *row)
{
    const struct fyp_figure *figure = last_year(form, row);
    struct fyp_number number = {.value = NAN, .blank_if_undefined = true};
    if (figure) {
        number.value = figure->value.value;
        number.decimals = figure->value.decimals;
        number.form = figure->basis == FYP_BASIS_TO_DATE ? FYP_NUMBER_TO_DATE
                                                         : FYP_NUMBER_PLAIN;
    }
    fyp_sheet_number(
        form->sheet, y, FYP_FORM_LAST_YEAR, FYP_STYLE_NUMBER, number);
}

static void write_code(
    struct form *form, uint32_t y, const struct form_row *row, char *code,
    size_t size)
{
    (void)snprintf(
        code, size, "%s%s%s", row->entry->code, row->part ? "@" : "",
        row->part ? row->part->code : "");
    fyp_sheet_text(form->sheet, y, FYP_FORM_CODE, FYP_STYLE_TEXT_SMALL, code);
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* As high as the longest of its texts. */
static void set_height(
    struct form *form, uint32_t y, const char *name, const char *text,
    const char *code)
{
    const int names = fyp_text_lines(name, 10.5, widths[FYP_FORM_NAME]);
    const int lines = fyp_text_lines(text, 9, widths[FYP_FORM_DEFINITION]);
    const int codes = fyp_text_lines(code, 9, widths[FYP_FORM_CODE]);
    const int most =
        larger(names * LINE_PIXELS, larger(lines, codes) * SMALL_PIXELS);
    fyp_sheet_row_height(
        form->sheet, y, (uint32_t)larger(ROW_LEAST, most + ROW_PIXELS));
}

/* Name, definition, unit and code. */
static void
write_given(struct form *form, uint32_t y, const struct form_row *row)
{
    struct fyp_sheet *sheet = form->sheet;
    const char *unit = unit_of(row);
    const char *definition =
        row->again ? fyp_text(FYP_M_FORM_DITTO) : row->entry->definition;
    char name[TEXT_SIZE], code[TEXT_SIZE];
    (void)snprintf(name, sizeof name, "%s", row->name);
    if (row->part) {
        (void)fyp_say(
            name, sizeof name, FYP_M_FORM_NAME_OF_REGION, row->part->name,
            row->name);
    }
    fyp_sheet_number_or_text(
        sheet, y, FYP_FORM_NUMBER, FYP_STYLE_CENTER, row->number);
    fyp_sheet_text(sheet, y, FYP_FORM_NAME, FYP_STYLE_TEXT, name);
    fyp_sheet_text(
        sheet, y, FYP_FORM_DEFINITION, FYP_STYLE_TEXT_SMALL, definition);
    fyp_sheet_text(
        sheet, y, FYP_FORM_UNIT, FYP_STYLE_CENTER,
        unit[0] != '\0' ? unit : FYP_FORM_NOT_ASKED);
    write_code(form, y, row, code, sizeof code);
    set_height(form, y, name, definition ? definition : "", code);
}

static void write_row(struct form *form, const struct form_row *row)
{
    const uint32_t y = form->next++;
    write_given(form, y, row);
    write_last_year(form, y, row);
    write_basis(form, y, row);
    write_value(form, y, row);
    write_part(form, y, FYP_FORM_NUMERATOR, row);
    write_part(form, y, FYP_FORM_DENOMINATOR, row);
    fyp_sheet_text(form->sheet, y, FYP_FORM_SOURCE, FYP_STYLE_INPUT_TEXT, "");
    fyp_sheet_text(form->sheet, y, FYP_FORM_NOTE, FYP_STYLE_INPUT_TEXT, "");
}

/* All of it is open, so that the row can be cleared or deleted. */
static void write_example(struct form *form)
{
    const char *const texts[FYP_FORM_COLUMNS] = {
        [FYP_FORM_NUMBER] = fyp_text(FYP_M_FORM_EXAMPLE_NUMBER),
        [FYP_FORM_NAME] = fyp_text(FYP_M_FORM_EXAMPLE_NAME),
        [FYP_FORM_DEFINITION] = fyp_text(FYP_M_FORM_EXAMPLE_RULE),
        [FYP_FORM_UNIT] = "%",
        [FYP_FORM_BASIS] = fyp_text(FYP_M_FORM_BASIS_YEAR),
        [FYP_FORM_SOURCE] = fyp_text(FYP_M_FORM_EXAMPLE_SOURCE),
        [FYP_FORM_NOTE] = fyp_text(FYP_M_FORM_EXAMPLE_NOTE),
        [FYP_FORM_CODE] = fyp_form_example_word(),
    };
    static const double numbers[FYP_FORM_COLUMNS] = {
        [FYP_FORM_LAST_YEAR] = 90.15,
        [FYP_FORM_VALUE] = 92.38, /* 4617 of 4998 */
        [FYP_FORM_NUMERATOR] = 4617,
        [FYP_FORM_DENOMINATOR] = 4998,
    };
    const uint32_t y = form->next++;
    for (uint32_t i = 0; i < FYP_FORM_COLUMNS; i++) {
        if (texts[i]) {
            fyp_sheet_text(form->sheet, y, i, FYP_STYLE_EXAMPLE_TEXT, texts[i]);
        } else {
            fyp_sheet_number(
                form->sheet, y, i, FYP_STYLE_EXAMPLE_NUMBER,
                (struct fyp_number){.value = numbers[i]});
        }
    }
    set_height(
        form, y, texts[FYP_FORM_NAME], texts[FYP_FORM_DEFINITION],
        texts[FYP_FORM_CODE]);
}

/* --- above and below --- */

static void write_across(
    struct form *form, enum fyp_style style, uint32_t pixels, const char *text)
{
    fyp_sheet_merged(
        form->sheet, fyp_area(form->next, 0, form->next, LAST_COLUMN), style,
        text);
    fyp_sheet_row_height(form->sheet, form->next, pixels);
    form->next++;
}

static void write_title(struct form *form)
{
    const struct fyp_form_request *request = form->request;
    const struct fyp_plan *plan = request->plan;
    char year[16], first[16], last[16], text[TEXT_SIZE];
    (void)snprintf(year, sizeof year, "%d", request->year);
    (void)snprintf(first, sizeof first, "%d", plan->baseline_year + 1);
    (void)snprintf(last, sizeof last, "%d", plan->end_year);
    (void)fyp_say(text, sizeof text, FYP_M_FORM_TITLE, plan->title, year);
    write_across(form, FYP_STYLE_TITLE, 40, text);
    (void)fyp_say(
        text, sizeof text, FYP_M_FORM_PLACE, request->region_name,
        request->region, year, first, last);
    write_across(form, FYP_STYLE_SUBTITLE, 22, text);
    (void)fyp_say(
        text, sizeof text, FYP_M_FORM_LINE_WITH, fyp_form_identity_label(),
        form->identity);
    write_across(form, FYP_STYLE_NOTE, 18, text);
    write_across(form, FYP_STYLE_CAPTION, 26, fyp_text(FYP_M_FORM_STEPS));
    if (form->demonstration) {
        write_across(form, FYP_STYLE_NOTICE, 24, fyp_text(FYP_M_FORM_DEMO));
    }
}

static void write_groups(struct form *form)
{
    struct fyp_sheet *sheet = form->sheet;
    const uint32_t y = form->next++;
    fyp_sheet_merged(
        sheet, fyp_area(y, 0, y, FYP_FORM_LAST_YEAR), FYP_STYLE_HEAD,
        fyp_text(FYP_M_FORM_GIVEN));
    fyp_sheet_merged(
        sheet, fyp_area(y, FYP_FORM_BASIS, y, FYP_FORM_NOTE),
        FYP_STYLE_INPUT_HEAD, fyp_text(FYP_M_FORM_ASKED));
    fyp_sheet_text(
        sheet, y, FYP_FORM_CODE, FYP_STYLE_HEAD, fyp_text(FYP_M_FORM_KEEP));
    fyp_sheet_row_height(sheet, y, 24);
}

static void write_headings(struct form *form)
{
    const uint32_t y = form->next++;
    for (int i = 0; i < FYP_FORM_COLUMNS; i++) {
        const char *heading = fyp_form_heading((enum fyp_form_column)i);
        const bool asked = i >= FYP_FORM_BASIS && i <= FYP_FORM_NOTE;
        const bool dated = i == FYP_FORM_LAST_YEAR || i == FYP_FORM_VALUE;
        char text[TEXT_SIZE], year[16];
        (void)snprintf(text, sizeof text, "%s", heading);
        if (dated) {
            (void)snprintf(
                year, sizeof year, "%d",
                form->request->year - (i == FYP_FORM_LAST_YEAR));
            (void)fyp_say(
                text, sizeof text, FYP_M_FORM_HEAD_YEAR, heading, year);
        }
        fyp_sheet_text(
            form->sheet, y, (uint32_t)i,
            asked ? FYP_STYLE_INPUT_HEAD : FYP_STYLE_HEAD, text);
    }
    fyp_sheet_row_height(form->sheet, y, 46);
}

/* Where the label of a line stands, and the cells to fill in behind it. */
static const struct {
    uint32_t row, first, last, input_first, input_last;
} line_places[FYP_FORM_LINES] = {
    [FYP_FORM_OFFICE] =
        {0, FYP_FORM_NUMBER, FYP_FORM_NAME, FYP_FORM_DEFINITION,
         FYP_FORM_DEFINITION},
    [FYP_FORM_CLERK] =
        {0, FYP_FORM_UNIT, FYP_FORM_LAST_YEAR, FYP_FORM_BASIS, FYP_FORM_VALUE},
    [FYP_FORM_CHECKER] =
        {0, FYP_FORM_NUMERATOR, FYP_FORM_DENOMINATOR, FYP_FORM_SOURCE,
         FYP_FORM_SOURCE},
    [FYP_FORM_PHONE] =
        {1, FYP_FORM_NUMBER, FYP_FORM_NAME, FYP_FORM_DEFINITION,
         FYP_FORM_DEFINITION},
    [FYP_FORM_DATE] =
        {1, FYP_FORM_UNIT, FYP_FORM_LAST_YEAR, FYP_FORM_BASIS, FYP_FORM_VALUE},
};

static void write_lines(struct form *form)
{
    const uint32_t top = form->next + 1;
    fyp_sheet_row_height(form->sheet, form->next, 10);
    for (int i = 0; i < FYP_FORM_LINES; i++) {
        char text[TEXT_SIZE];
        const uint32_t y = top + line_places[i].row;
        (void)fyp_say(
            text, sizeof text,
            i == FYP_FORM_OFFICE ? FYP_M_FORM_SEAL : FYP_M_FORM_LINE,
            fyp_form_line_label((enum fyp_form_line)i));
        fyp_sheet_merged(
            form->sheet,
            fyp_area(y, line_places[i].first, y, line_places[i].last),
            FYP_STYLE_LINE_LABEL, text);
        fyp_sheet_merged(
            form->sheet,
            fyp_area(
                y, line_places[i].input_first, y, line_places[i].input_last),
            FYP_STYLE_INPUT_LINE, "");
        fyp_sheet_row_height(form->sheet, y, 30);
    }
    form->next = top + 2;
}

static void write_help(struct form *form)
{
    static const enum fyp_message lines[] = {
        FYP_M_FORM_HELP_INPUT, FYP_M_FORM_HELP_NUMBER, FYP_M_FORM_HELP_RATIO,
        FYP_M_FORM_HELP_BASIS, FYP_M_FORM_HELP_BLANK,  FYP_M_FORM_HELP_KEEP};
    uint32_t width = 0;
    for (int i = 0; i < FYP_FORM_COLUMNS; i++) {
        width += widths[i];
    }
    fyp_sheet_row_height(form->sheet, form->next++, 12);
    write_across(form, FYP_STYLE_CAPTION, 24, fyp_text(FYP_M_FORM_HELP_TITLE));
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const char *text = fyp_text(lines[i]);
        const int count = fyp_text_lines(text, 10.5, width);
        write_across(
            form, FYP_STYLE_BODY, (uint32_t)(count * LINE_PIXELS + 2), text);
    }
}

/* --- the workbook --- */

static void set_page(struct form *form, const char *footer)
{
    for (uint32_t i = 0; i < FYP_FORM_COLUMNS; i++) {
        fyp_sheet_column_width(form->sheet, i, i, widths[i]);
    }
    fyp_sheet_freeze(form->sheet, form->head + 2, FYP_FORM_DEFINITION);
    const struct fyp_page page = {
        .landscape = true,
        .area = fyp_area(0, 0, form->next - 1, LAST_COLUMN),
        .repeat_first = (int)form->head,
        .repeat_last = (int)form->head + 1,
        .footer = footer};
    fyp_sheet_page(form->sheet, &page);
    fyp_sheet_protect(form->sheet);
}

static void write_sheet(struct form *form, const char *footer)
{
    write_title(form);
    form->head = form->next;
    write_groups(form);
    write_headings(form);
    write_example(form);
    for (size_t i = 0; i < form->count; i++) {
        write_row(form, &form->rows[i]);
    }
    write_lines(form);
    write_help(form);
    set_page(form, footer);
}

static enum fyp_status
write_book(void *context, const char *path, struct fyp_error *err)
{
    struct form *form = context;
    const struct fyp_form_request *request = form->request;
    struct fyp_book *book = NULL;
    char year[16], footer[TEXT_SIZE];
    (void)snprintf(year, sizeof year, "%d", request->year);
    (void)fyp_say(
        footer, sizeof footer, FYP_M_FORM_FOOTER, request->plan->title, year,
        request->region_name);
    const struct fyp_book_properties properties = {
        .title = footer,
        .subject = form->identity,
        .author = "fyp " FYP_VERSION,
        .created = fyp_created_at(request->year)};
    enum fyp_status status = fyp_book_create(path, &properties, &book, err);
    if (status != FYP_OK) {
        return status;
    }
    fyp_book_property(book, FYP_FORM_PROPERTY, form->identity);
    form->sheet = fyp_book_sheet(book, fyp_text(FYP_M_FORM_SHEET));
    write_sheet(form, footer);
    return fyp_book_close(book, err);
}

static void set_identity(struct form *form)
{
    const struct fyp_form_request *request = form->request;
    struct fyp_form_identity identity = {.year = request->year};
    (void)snprintf(
        identity.plan, sizeof identity.plan, "%s", request->plan->id);
    (void)snprintf(
        identity.region, sizeof identity.region, "%s", request->region);
    (void)snprintf(
        identity.hash, sizeof identity.hash, "%.12s", request->plan->sha256);
    fyp_form_identity_write(&identity, form->identity);
    for (size_t i = 0; i < form->count; i++) {
        const struct fyp_figure *figure = last_year(form, &form->rows[i]);
        form->demonstration |= figure && figure->demonstration;
    }
}

static enum fyp_status
check_year(const struct fyp_form_request *request, struct fyp_error *err)
{
    const struct fyp_plan *plan = request->plan;
    char year[16], first[16], last[16];
    if (request->year >= plan->baseline_year &&
        request->year <= plan->end_year) {
        return FYP_OK;
    }
    (void)snprintf(year, sizeof year, "%d", request->year);
    (void)snprintf(first, sizeof first, "%d", plan->baseline_year);
    (void)snprintf(last, sizeof last, "%d", plan->end_year);
    return fyp_fail(err, FYP_E_EVALUATE_YEAR, year, first, last);
}

enum fyp_status fyp_report_form(
    const struct fyp_form_request *request, const char *path, size_t *rows,
    struct fyp_error *err)
{
    struct form form = {.request = request};
    enum fyp_status status = check_year(request, err);
    if (status == FYP_OK && access(path, F_OK) == 0) {
        status = fyp_fail(err, FYP_E_FORM_EXISTS, path);
    }
    if (status == FYP_OK) {
        status = list_rows(&form, err);
    }
    if (status == FYP_OK) {
        set_identity(&form);
        status = fyp_publish(path, write_book, &form, err);
    }
    if (status == FYP_OK && rows) {
        *rows = form.count;
    }
    fyp_arena_finish(&form.arena);
    return status;
}
