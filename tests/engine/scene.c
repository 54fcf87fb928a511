/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scene.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORD_SIZE = 64 };

struct fyp_decimal scene_decimal(const char *text)
{
    struct fyp_decimal decimal = {0};
    char *end = NULL;

    if (fyp_decimal_parse(text, &decimal)) {
        return decimal;
    }
    /* 1e300: no reader lets it in, the engine must bear it all the same */
    decimal =
        (struct fyp_decimal){.present = true, .value = strtod(text, &end)};
    cr_assert(end != text && *end == '\0', "not a number: %s", text);
    return decimal;
}

/* Splits ">=91.35" into the comparator and what follows. */
static enum fyp_comparator read_comparator(const char **text)
{
    static const struct {
        const char *text;
        enum fyp_comparator comparator;
    } words[] = {
        {">=", FYP_COMPARE_GE}, {"<=", FYP_COMPARE_LE}, {">", FYP_COMPARE_GT},
        {"<", FYP_COMPARE_LT},  {"=", FYP_COMPARE_EQ},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const size_t length = strlen(words[i].text);
        if (strncmp(*text, words[i].text, length) == 0) {
            *text += length;
            return words[i].comparator;
        }
    }
    return FYP_COMPARE_NONE;
}

/* The next word of a list separated by blanks; NULL at its end. */
static const char *next_word(const char *list, char word[WORD_SIZE])
{
    if (list == NULL) {
        return NULL;
    }
    list += strspn(list, " ");
    const size_t length = strcspn(list, " ");
    if (length == 0) {
        return NULL;
    }
    cr_assert(length < WORD_SIZE);
    memcpy(word, list, length);
    word[length] = '\0';
    return list + length;
}

static void add_figures(
    struct scene *scene, const char *region, const char *code, const char *list)
{
    char word[WORD_SIZE];

    while ((list = next_word(list, word)) != NULL) {
        char *separator = word + strcspn(word, ":~");
        const enum fyp_basis basis =
            *separator == '~' ? FYP_BASIS_TO_DATE : FYP_BASIS_YEAR;
        cr_assert(*separator != '\0', "not a figure: %s", word);
        *separator = '\0';
        const struct fyp_figure figure = {
            .region = region,
            .indicator = code,
            .year = atoi(word),
            .basis = basis,
            .value = scene_decimal(separator + 1),
        };
        cr_assert_eq(fyp_figures_add(scene->figures, &figure, NULL), FYP_OK);
    }
}

/* "511102=2023:61.4|511111=": the declared sub-regions with their figures;
 * all sketches of a scene that have some share them. */
static void
add_subregions(struct scene *scene, const char *code, const char *list)
{
    size_t n = 0;

    while (list != NULL && *list != '\0') {
        char figures[256];
        const size_t code_length = strcspn(list, "=");
        const size_t length = strcspn(list, "|");
        cr_assert(n < SCENE_REGIONS && code_length < 16);
        char *place = scene->subregion_codes[n];
        memcpy(place, list, code_length);
        place[code_length] = '\0';
        snprintf(
            figures, sizeof figures, "%.*s", (int)(length - code_length - 1),
            list + code_length + 1);
        scene->subregions[n++] =
            (struct fyp_region){.code = place, .name = place};
        add_figures(scene, place, code, figures);
        list += length + (list[length] == '|');
    }
    if (n > 0) {
        scene->plan.subregions = scene->subregions;
        scene->plan.subregion_count = n;
    }
}

static void read_target(
    const struct sketch *sketch, const char *reference_code,
    struct fyp_target *target)
{
    const char *text = sketch->target;

    target->text = text;
    target->inferred = sketch->inferred;
    if (text == NULL || strcmp(text, "text") == 0) {
        target->kind = text == NULL ? FYP_TARGET_NONE : FYP_TARGET_TEXT;
        return;
    }
    target->comparator = read_comparator(&text);
    if (strcmp(text, "ref") == 0) {
        target->kind = FYP_TARGET_REFERENCE;
        target->reference = (struct fyp_reference){
            .present = true,
            .code = reference_code,
            .region = sketch->nation != NULL ? SCENE_NATION : NULL,
        };
        target->tolerance =
            (struct fyp_decimal){.present = true, .value = sketch->tolerance};
        return;
    }
    target->kind = FYP_TARGET_VALUE;
    target->value = scene_decimal(text);
    if (sketch->precision != NULL) {
        target->precision = scene_decimal(sketch->precision);
    }
}

static void
read_baseline(const struct sketch *sketch, struct fyp_baseline *baseline)
{
    const char *text = sketch->baseline;

    if (text != NULL) {
        baseline->text = text;
        baseline->comparator = read_comparator(&text);
        baseline->value = scene_decimal(text);
    } else {
        baseline->blank = FYP_BLANK_NO_COLUMN;
    }
    text = sketch->prose;
    if (text != NULL) {
        baseline->prose.present = true;
        baseline->prose.comparator = read_comparator(&text);
        baseline->prose.value = scene_decimal(text);
    }
}

static void read_milestones(
    const struct sketch *sketch, struct fyp_milestone *milestones,
    struct fyp_indicator *indicator)
{
    char word[WORD_SIZE];
    const char *list = sketch->milestones;

    while ((list = next_word(list, word)) != NULL) {
        char *separator = strchr(word, ':');
        cr_assert(separator != NULL, "not a milestone: %s", word);
        cr_assert(indicator->milestone_count < SCENE_MILESTONES);
        *separator = '\0';
        milestones[indicator->milestone_count++] = (struct fyp_milestone){
            .year = atoi(word),
            .comparator = indicator->target.comparator,
            .value = scene_decimal(separator + 1),
        };
    }
    indicator->milestones = milestones;
}

static struct fyp_range range_of(const struct sketch *sketch)
{
    struct fyp_range range = {0};
    if (sketch->range_high > sketch->range_low) {
        range.low = (struct fyp_decimal){true, sketch->range_low, 0};
        range.high = (struct fyp_decimal){true, sketch->range_high, 0};
    }
    return range;
}

static void
add_indicator(struct scene *scene, const struct sketch *sketch, size_t i)
{
    struct fyp_indicator *indicator = &scene->indicators[i];
    struct scene_indicator *inner = &scene->inner[i];

    snprintf(inner->code, sizeof inner->code, "c%zu", i);
    snprintf(inner->reference_code, sizeof inner->reference_code, "r%zu", i);
    *indicator = (struct fyp_indicator){
        .number = inner->code,
        .code = sketch->code != NULL ? sketch->code : inner->code,
        .name = inner->code,
        .unit = "",
        .category = sketch->category,
        .attribute = sketch->attribute,
        .kind = sketch->kind == FYP_KIND_NONE ? FYP_KIND_LEVEL : sketch->kind,
        .path = sketch->path,
        .each_subregion = sketch->subregions != NULL,
        .range = range_of(sketch),
    };
    read_target(sketch, inner->reference_code, &indicator->target);
    read_baseline(sketch, &indicator->baseline);
    read_milestones(sketch, inner->milestones, indicator);
    add_figures(scene, SCENE_REGION, indicator->code, sketch->figures);
    add_figures(scene, SCENE_REGION, inner->reference_code, sketch->reference);
    add_figures(scene, SCENE_NATION, inner->reference_code, sketch->nation);
    add_subregions(scene, indicator->code, sketch->subregions);
}

static struct fyp_ruleset rules_of(const struct setting *setting)
{
    struct fyp_ruleset ruleset = fyp_ruleset_builtin();
    ruleset.method = setting->method;
    ruleset.comparison = setting->comparison;
    ruleset.missing = setting->missing;
    ruleset.mean = setting->mean;
    ruleset.weights = setting->weights;
    ruleset.weight_count = setting->weight_count;
    if (setting->lift_caps) {
        ruleset.binding_cap = FYP_GRADE_NONE;
        ruleset.binding_cap_final = FYP_GRADE_NONE;
        ruleset.majority_cap = FYP_GRADE_NONE;
    }
    return ruleset;
}

struct scene *scene_create(
    const struct sketch *sketches, size_t n, const struct setting *setting)
{
    struct scene *scene = calloc(1, sizeof *scene);

    cr_assert_not_null(scene);
    cr_assert(n <= SCENE_INDICATORS);
    scene->inner = calloc(n + 1, sizeof *scene->inner);
    scene->indicators = calloc(n + 1, sizeof *scene->indicators);
    cr_assert(scene->inner != NULL && scene->indicators != NULL);
    cr_assert_eq(fyp_figures_create(&scene->figures, NULL), FYP_OK);
    scene->plan = (struct fyp_plan){
        .id = "scene",
        .region = {.code = SCENE_REGION, .name = SCENE_REGION},
        .baseline_year =
            setting->baseline_year != 0 ? setting->baseline_year : 2020,
        .end_year = setting->end_year != 0 ? setting->end_year : 2025,
        .published = setting->published,
        .indicators = scene->indicators,
        .indicator_count = n,
    };
    for (size_t i = 0; i < n; i++) {
        add_indicator(scene, &sketches[i], i);
    }
    fyp_figures_index(scene->figures);
    scene->ruleset = rules_of(setting);
    const struct fyp_request request = {
        .plan = &scene->plan,
        .figures = scene->figures,
        .ruleset = &scene->ruleset,
        .year = setting->year != 0 ? setting->year : 2023,
        .stage = setting->stage,
        .region = setting->place,
    };
    scene->status = fyp_evaluate(&request, &scene->evaluation, NULL);
    return scene;
}

void scene_destroy(struct scene *scene)
{
    if (scene != NULL) {
        fyp_evaluation_finish(&scene->evaluation);
        fyp_figures_destroy(scene->figures);
        free(scene->inner);
        free(scene->indicators);
        free(scene);
    }
}

struct fyp_indicator_result
scene_judge(const struct sketch *sketch, const struct setting *setting)
{
    struct scene *scene = scene_create(sketch, 1, setting);

    cr_assert_eq(scene->status, FYP_OK, "status %d", (int)scene->status);
    struct fyp_indicator_result result = scene->evaluation.indicators[0];
    result.indicator = NULL;
    result.figure = NULL;
    scene_destroy(scene);
    return result;
}

const char *scene_flags(unsigned flags, char out[SCENE_FLAGS_SIZE])
{
    size_t length = 0;

    out[0] = '\0';
    for (int bit = 0; bit < FYP_FLAG_COUNT; bit++) {
        if ((flags & (1U << bit)) == 0) {
            continue;
        }
        length += (size_t)snprintf(
            out + length, SCENE_FLAGS_SIZE - length, "%s%s",
            length > 0 ? " " : "", fyp_flag_name(bit));
        cr_assert(length < SCENE_FLAGS_SIZE);
    }
    return out;
}

bool scene_near(double got, double expected, double tolerance)
{
    if (isnan(expected) || isnan(got)) {
        return isnan(expected) && isnan(got);
    }
    return fabs(got - expected) <=
           tolerance * fmax(1.0, fmax(fabs(got), fabs(expected)));
}

void scene_expect(
    const char *row, const char *source, const char *what, double got,
    double expected, double tolerance)
{
    if (fabs(expected - ANY) < 0.5) {
        return;
    }
    cr_assert(
        scene_near(got, expected, tolerance),
        "%s (%s): %s is %.12g, expected %.12g within %g", row, source, what,
        got, expected, tolerance);
}

void scene_expect_text(
    const char *row, const char *source, const char *what, const char *got,
    const char *expected)
{
    if (expected == NULL) {
        return;
    }
    cr_assert_str_eq(
        got, expected, "%s (%s): %s is \"%s\", expected \"%s\"", row, source,
        what, got, expected);
}
