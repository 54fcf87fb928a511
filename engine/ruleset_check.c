/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "engine/ruleset_raw.h"
#include "engine/ruleset_words.h"
#include "engine/weights.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What must hold between the fields of a ruleset file. */

enum { NAME_MAX_LENGTH = 60, WEIGHT_MAX = 1000000 };

/* Line of a key at the top of the file; 1 where it is not written. */
static int line_of(const struct fyp_ruleset_check *check, const char *key)
{
    const size_t length = strlen(key);
    const char *start = check->text;
    int line = 1;

    while (start != NULL) {
        start += strspn(start, "\xEF\xBB\xBF\"' ");
        if (strncmp(start, key, length) == 0 && start[length] != '\0' &&
            strchr("\"' :", start[length]) != NULL) {
            return line;
        }
        start = strchr(start, '\n');
        start = start == NULL ? NULL : start + 1;
        line++;
    }
    return 1;
}

/* --- numbers --- */

/* What a number may be; the words for it are the same in both languages. */
struct limits {
    const char *key;
    const char *allowed;
    double low, high;
    bool low_open, high_open; /* the end itself is not allowed */
};

static const struct limits least_scale = {"最小尺度", "0 < x ≤ 1", 0.0,
                                          1.0,        true,        false};
static const struct limits exceeded = {"超额幅度", "0 ≤ x ≤ 1", 0.0,
                                       1.0,        false,       false};
static const struct limits midterm = {"中期时间进度", "0 < x ≤ 1", 0.0, 1.0,
                                      true,           false};
static const struct limits satisfaction = {"满意度权重", "0 ≤ x < 1", 0.0,
                                           1.0,          false,       true};
static const struct limits total_limits = {
    "权重合计", "0 < x ≤ 1000000", 0.0, WEIGHT_MAX, true, false};
static const struct limits ahead_limits = {"快于预期", "1 ≤ x ≤ 10", 1.0,
                                           10.0,       false,        false};
static const struct limits on_track_limits = {
    "基本符合预期", "0 < x ≤ 1", 0.0, 1.0, true, false};
static const struct limits growth_ahead = {
    "增速分档.快于预期", "0 ≤ x ≤ 100", 0.0, 100.0, false, false};
static const struct limits growth_least = {
    "增速分档.最小尺度", "0 < x ≤ 100", 0.0, 100.0, true, false};
static const struct limits grade_limits = {"等级", "0 < x ≤ 100", 0.0,
                                           100.0,  true,          false};
static const struct limits weight_limits = {
    "权重", "0 ≤ x ≤ 1000000", 0.0, WEIGHT_MAX, false, false};

static bool within(const struct limits *limits, double value)
{
    return (limits->low_open ? value > limits->low : value >= limits->low) &&
           (limits->high_open ? value < limits->high : value <= limits->high);
}

/* Takes a number that is written over into *out, or finds fault with it. */
static void take(
    const struct fyp_ruleset_check *check, const struct limits *limits,
    const struct fyp_decimal *written, int line, double *out)
{
    char found[FYP_DECIMAL_TEXT_SIZE];

    if (!written->present) {
        return;
    }
    if (within(limits, written->value)) {
        *out = written->value;
        return;
    }
    fyp_decimal_format(written->value, written->decimals, found);
    fyp_found(
        check->findings, line > 0 ? line : line_of(check, limits->key),
        FYP_E_RULESET_VALUE, limits->key, found, limits->allowed);
}

/* more must be above less. */
static void check_order(
    const struct fyp_ruleset_check *check, int line, const char *more_key,
    const char *less_key, const double values[2])
{
    char more[FYP_DECIMAL_TEXT_SIZE];
    char less[FYP_DECIMAL_TEXT_SIZE];

    if (!fyp_more(values[0], values[1])) {
        fyp_decimal_format(values[0], 0, more);
        fyp_decimal_format(values[1], 0, less);
        fyp_found(
            check->findings, line, FYP_E_RULESET_ORDER, more_key, more,
            less_key, less);
    }
}

static void check_bands(
    const struct fyp_ruleset_check *check, const struct fyp_raw_bands *raw,
    struct fyp_bands *bands)
{
    take(check, &ahead_limits, &raw->ahead, raw->line, &bands->ahead);
    take(check, &on_track_limits, &raw->on_track, raw->line, &bands->on_track);
    check_order(
        check, raw->line, ahead_limits.key, on_track_limits.key,
        (const double[2]){bands->ahead, bands->on_track});
}

static void check_grades(const struct fyp_ruleset_check *check)
{
    const struct fyp_raw_grades *raw = &check->raw->grades;
    double *limits = check->file->rules.grade_limits;

    take(check, &grade_limits, &raw->pass, raw->line, &limits[FYP_GRADE_PASS]);
    take(check, &grade_limits, &raw->good, raw->line, &limits[FYP_GRADE_GOOD]);
    take(
        check, &grade_limits, &raw->excellent, raw->line,
        &limits[FYP_GRADE_EXCELLENT]);
    check_order(
        check, raw->line, "良好", "合格",
        (const double[2]){limits[FYP_GRADE_GOOD], limits[FYP_GRADE_PASS]});
    check_order(
        check, raw->line, "优秀", "良好",
        (const double[2]){limits[FYP_GRADE_EXCELLENT], limits[FYP_GRADE_GOOD]});
}

static void check_numbers(const struct fyp_ruleset_check *check)
{
    const struct fyp_raw_ruleset *raw = check->raw;
    struct fyp_ruleset *rules = &check->file->rules;
    struct fyp_bands bands = {
        .ahead = rules->band_ahead, .on_track = rules->band_on_track};

    check_bands(check, &raw->bands, &bands);
    rules->band_ahead = bands.ahead;
    rules->band_on_track = bands.on_track;
    take(
        check, &growth_ahead, &raw->growth.ahead, raw->growth.line,
        &rules->growth_ahead);
    take(
        check, &growth_least, &raw->growth.least, raw->growth.line,
        &rules->least_growth);
    take(check, &least_scale, &raw->least_scale, 0, &rules->least_scale);
    take(check, &exceeded, &raw->exceeded, 0, &rules->exceeded_share);
    take(check, &midterm, &raw->midterm, 0, &rules->midterm_share);
    take(
        check, &satisfaction, &raw->satisfaction, 0,
        &rules->satisfaction_weight);
    take(check, &total_limits, &raw->total, 0, &rules->weight_total);
    check_grades(check);
}

/* --- codes --- */

static bool
check_code(const struct fyp_ruleset_check *check, const char *code, int line)
{
    char close[256] = "";
    if (fyp_catalogue_by_code(check->catalogue, code) != NULL) {
        return true;
    }
    const struct fyp_catalogue_entry *entry =
        fyp_catalogue_closest(check->catalogue, code);
    if (entry != NULL) {
        (void)fyp_say(close, sizeof close, FYP_M_RULESET_CLOSE, entry->code);
    }
    fyp_found(check->findings, line, FYP_E_RULESET_CODE, code, close);
    return false;
}

static void found_twice(
    const struct fyp_ruleset_check *check, const char *field, const char *code,
    int line)
{
    fyp_found(check->findings, line, FYP_E_RULESET_CODE_TWICE, field, code);
}

static void *
room_for(const struct fyp_ruleset_check *check, size_t count, size_t size)
{
    struct fyp_error failure = {.status = FYP_OK};
    void *items = fyp_arena_alloc(&check->file->arena, count, size);
    if (items == NULL) {
        fyp_fail(&failure, FYP_E_MEMORY, "");
        fyp_findings_add(check->findings, &failure);
    }
    return items;
}

static void check_own_bands(const struct fyp_ruleset_check *check)
{
    const struct fyp_raw_ruleset *raw = check->raw;
    struct fyp_ruleset *rules = &check->file->rules;
    struct fyp_bands *bands =
        raw->own_count == 0 ? NULL
                            : room_for(check, raw->own_count, sizeof *bands);

    for (size_t i = 0; bands != NULL && i < raw->own_count; i++) {
        bands[i] = (struct fyp_bands){
            .code = raw->own[i].code,
            .ahead = rules->band_ahead,
            .on_track = rules->band_on_track};
        check_code(check, raw->own[i].code, raw->own[i].line);
        check_bands(check, &raw->own[i], &bands[i]);
        for (size_t k = 0; k < i; k++) {
            if (strcmp(bands[k].code, bands[i].code) == 0) {
                found_twice(check, "按指标", bands[i].code, raw->own[i].line);
                break;
            }
        }
    }
    rules->bands = bands;
    rules->band_count = bands == NULL ? 0 : raw->own_count;
}

/* --- weights --- */

static void check_sum(
    const struct fyp_ruleset_check *check, const struct fyp_weight *weights)
{
    const double total = check->file->rules.weight_total;
    double sum = 0.0;
    char found[FYP_DECIMAL_TEXT_SIZE];
    char expected[FYP_DECIMAL_TEXT_SIZE] = "> 0";

    for (size_t i = 0; i < check->raw->weight_count; i++) {
        sum += weights[i].weight;
    }
    if (total > 0.0 ? fyp_equal(sum, total) : sum > 0.0) {
        return;
    }
    fyp_decimal_format(sum, 0, found);
    if (total > 0.0) {
        fyp_decimal_format(total, 0, expected);
    }
    fyp_found(
        check->findings, line_of(check, total > 0.0 ? "权重合计" : "权重"),
        FYP_E_RULESET_WEIGHTS, found, expected);
}

static void check_listed(const struct fyp_ruleset_check *check)
{
    const struct fyp_raw_ruleset *raw = check->raw;
    struct fyp_weight *weights =
        room_for(check, raw->weight_count, sizeof *weights);
    bool sound = weights != NULL;

    for (size_t i = 0; weights != NULL && i < raw->weight_count; i++) {
        const struct fyp_raw_weight *row = &raw->weights[i];
        weights[i] = (struct fyp_weight){.code = row->code, .weight = -1.0};
        take(
            check, &weight_limits, &row->weight, row->line, &weights[i].weight);
        sound = sound && weights[i].weight >= 0.0;
        sound = check_code(check, row->code, row->line) && sound;
        for (size_t k = 0; k < i; k++) {
            if (strcmp(weights[k].code, row->code) == 0) {
                found_twice(check, "权重", row->code, row->line);
                sound = false;
                break;
            }
        }
    }
    if (sound) {
        check_sum(check, weights);
    }
    check->file->rules.weights = weights;
    check->file->rules.weight_count = weights == NULL ? 0 : raw->weight_count;
}

/* Copies the rows; false where a code cannot be used. */
static bool
take_rows(const struct fyp_ruleset_check *check, struct fyp_judgement *rows)
{
    const struct fyp_raw_matrix *raw = &check->raw->matrix;
    bool sound = true;

    for (size_t i = 0; i < raw->count; i++) {
        rows[i] = (struct fyp_judgement){
            .code = raw->rows[i].code, .text = raw->rows[i].text};
        sound = check_code(check, rows[i].code, raw->rows[i].line) && sound;
        for (size_t k = 0; k < i; k++) {
            if (strcmp(rows[k].code, rows[i].code) == 0) {
                found_twice(check, "判断矩阵", rows[i].code, raw->rows[i].line);
                sound = false;
                break;
            }
        }
    }
    return sound;
}

/* Four digits; all of them where four would tell another side of 0.10. */
static void ratio_text(double ratio, char out[FYP_DECIMAL_TEXT_SIZE])
{
    if (fyp_more(fyp_round_half_even(ratio, 4), FYP_AHP_RATIO_MAX)) {
        fyp_decimal_format_fixed(ratio, 4, out);
    } else {
        fyp_decimal_format(ratio, 4, out);
    }
}

static void check_consistency(const struct fyp_ruleset_check *check)
{
    const struct fyp_ahp *ahp = &check->file->rules.ahp;
    char ratio[FYP_DECIMAL_TEXT_SIZE];

    if (fyp_more(ahp->consistency_ratio, FYP_AHP_RATIO_MAX)) {
        ratio_text(ahp->consistency_ratio, ratio);
        fyp_found(
            check->findings, check->raw->matrix.line,
            ahp->accept_inconsistent ? FYP_W_RULESET_INCONSISTENT
                                     : FYP_E_RULESET_CONSISTENCY,
            ratio);
    }
}

/* Weights out of the rows, which have sound codes. */
static void weigh(const struct fyp_ruleset_check *check)
{
    const struct fyp_raw_matrix *raw = &check->raw->matrix;
    struct fyp_ruleset *rules = &check->file->rules;
    double matrix[FYP_AHP_MAX * FYP_AHP_MAX];
    double values[FYP_AHP_MAX];
    struct fyp_error failure = {.status = FYP_OK};
    size_t row = 0;

    if (fyp_ahp_matrix(&rules->ahp, matrix, &row, &failure) != FYP_OK ||
        fyp_ahp_weights(matrix, raw->count, values, &rules->ahp, &failure) !=
            FYP_OK) {
        fyp_error_at(
            &failure, "%s:%d", check->findings->path, raw->rows[row].line);
        fyp_findings_add(check->findings, &failure);
        return;
    }
    struct fyp_weight *weights = room_for(check, raw->count, sizeof *weights);
    for (size_t i = 0; weights != NULL && i < raw->count; i++) {
        weights[i] = (struct fyp_weight){
            .code = rules->ahp.rows[i].code, .weight = values[i]};
    }
    rules->weights = weights;
    rules->weight_count = weights == NULL ? 0 : raw->count;
    check_consistency(check);
}

static void check_matrix(const struct fyp_ruleset_check *check)
{
    const struct fyp_raw_matrix *raw = &check->raw->matrix;
    struct fyp_judgement *rows = room_for(check, raw->count, sizeof *rows);

    if (rows != NULL && take_rows(check, rows)) {
        check->file->rules.ahp = (struct fyp_ahp){
            .rows = rows,
            .count = raw->count,
            .accept_inconsistent = raw->accept};
        weigh(check);
    }
}

/* 权重 and 判断矩阵 say of themselves which way is meant; a word that says
 * another one is a slip, so is a word without what belongs to it. */
static enum fyp_weighting weighting_of(const struct fyp_raw_ruleset *raw)
{
    if (raw->weights != NULL) {
        return FYP_WEIGHTING_LISTED;
    }
    if (raw->matrix.present) {
        return FYP_WEIGHTING_AHP;
    }
    return raw->weighting == FYP_WEIGHTING_ENTROPY ? FYP_WEIGHTING_ENTROPY
                                                   : FYP_WEIGHTING_EQUAL;
}

static void refuse_word(
    const struct fyp_ruleset_check *check, const char *key, const char *found,
    const char *allowed)
{
    fyp_found(
        check->findings, line_of(check, key), FYP_E_RULESET_VALUE, key, found,
        allowed);
}

static void check_weights(const struct fyp_ruleset_check *check)
{
    const struct fyp_raw_ruleset *raw = check->raw;
    const enum fyp_weighting meant = weighting_of(raw);
    const char *word =
        fyp_ruleset_word(fyp_ruleset_weighting_words, (int)meant);

    check->file->rules.weighting = meant;
    if (raw->weights != NULL && raw->matrix.present) {
        refuse_word(check, "判断矩阵", "权重 + 判断矩阵", "权重 | 判断矩阵");
        return;
    }
    if (raw->weighting >= 0 && raw->weighting != (int)meant) {
        refuse_word(
            check, "权重方法",
            fyp_ruleset_word(fyp_ruleset_weighting_words, raw->weighting),
            word);
        return;
    }
    if (raw->total.present && meant != FYP_WEIGHTING_LISTED) {
        refuse_word(check, "权重合计", word, "权重方法: 按代码");
        return;
    }
    if (meant == FYP_WEIGHTING_LISTED) {
        check_listed(check);
    } else if (meant == FYP_WEIGHTING_AHP) {
        check_matrix(check);
    }
}

/* --- the whole --- */

/* Nothing in it differs from the house rules but what the command line may
 * choose, which every report tells beside the name. */
static bool is_house(const struct fyp_ruleset *written)
{
    struct fyp_buffer own = {0};
    struct fyp_buffer house = {0};
    const struct fyp_ruleset builtin = fyp_ruleset_builtin();
    struct fyp_ruleset rules = *written;

    rules.method = builtin.method;
    rules.comparison = builtin.comparison;
    rules.missing = builtin.missing;
    rules.mean = builtin.mean;
    fyp_ruleset_print(&rules, &own);
    fyp_ruleset_print(&builtin, &house);
    const bool same = own.failed || house.failed ||
                      (own.length == house.length &&
                       memcmp(own.data, house.data, own.length) == 0);
    fyp_buffer_finish(&own);
    fyp_buffer_finish(&house);
    return same;
}

static void check_name(const struct fyp_ruleset_check *check)
{
    const struct fyp_ruleset *rules = &check->file->rules;
    const size_t length =
        strspn(rules->name, "abcdefghijklmnopqrstuvwxyz0123456789-");
    enum fyp_message reason = FYP_M_NOTHING;

    if (length == 0 || length > NAME_MAX_LENGTH ||
        rules->name[length] != '\0') {
        reason = FYP_M_RULESET_NAME_LETTERS;
    } else if (
        strcmp(rules->name, fyp_ruleset_builtin().name) == 0 &&
        !is_house(rules)) {
        reason = FYP_M_RULESET_NAME_HOUSE;
    } else {
        return;
    }
    fyp_found(
        check->findings, line_of(check, "规则集"), FYP_E_RULESET_NAME,
        rules->name, fyp_text(reason));
}

void fyp_ruleset_check_run(const struct fyp_ruleset_check *check)
{
    const struct fyp_raw_ruleset *raw = check->raw;
    struct fyp_ruleset *rules = &check->file->rules;

    rules->name = raw->name;
    rules->version = raw->version;
    rules->notes = raw->notes;
    rules->note_count = raw->note_count;
    rules->method = (enum fyp_method)raw->method;
    rules->comparison = (enum fyp_comparison)raw->comparison;
    rules->missing = (enum fyp_missing)raw->missing;
    rules->mean = (enum fyp_mean)raw->mean;
    rules->binding_cap = (enum fyp_grade)raw->caps.binding;
    rules->binding_cap_final = (enum fyp_grade)raw->caps.binding_final;
    rules->majority_cap = (enum fyp_grade)raw->caps.majority;
    check_numbers(check);
    check_own_bands(check);
    check_weights(check);
    if (check->findings->first.status == FYP_OK) {
        check_name(check);
    }
}
