/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/ruleset_file.h"
#include "engine/ruleset_words.h"

/*
 * A ruleset as the YAML text that reads back to it. Comments say what a line
 * means and where it comes from; they are part of the file format, which is
 * Chinese in both languages.
 */

static void put_number(struct fyp_buffer *out, double value)
{
    char text[FYP_DECIMAL_TEXT_SIZE];
    fyp_decimal_format(value, 0, text);
    fyp_buffer_text(out, text);
}

/* In double quotes; the reader refuses control characters in a file, so only
 * these two need an escape. */
static void put_text(struct fyp_buffer *out, const char *text)
{
    fyp_buffer_text(out, "\"");
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\') {
            fyp_buffer_text(out, "\\");
        }
        if (*c == '\n') {
            fyp_buffer_text(out, "\\n");
        } else {
            fyp_buffer_bytes(out, c, 1);
        }
    }
    fyp_buffer_text(out, "\"");
}

static void line_number(
    struct fyp_buffer *out, const char *key, double value, const char *comment)
{
    fyp_buffer_format(out, "%s: ", key);
    put_number(out, value);
    fyp_buffer_format(out, "%s%s\n", comment[0] == '\0' ? "" : "  # ", comment);
}

static void line_word(
    struct fyp_buffer *out, const char *key,
    const struct fyp_yaml_choice *words, int value)
{
    fyp_buffer_format(out, "%s: %s\n", key, fyp_ruleset_word(words, value));
}

static void
print_head(const struct fyp_ruleset *ruleset, struct fyp_buffer *out)
{
    fyp_buffer_text(
        out, "# 评估规则集。没有写的行用内置规则（house）的值；各行的算法见 "
             "docs/methods.md 所注的节。\n\n");
    fyp_buffer_format(out, "规则集: %s\n版本: ", ruleset->name);
    put_text(out, ruleset->version);
    fyp_buffer_text(out, "\n");
    if (ruleset->note_count > 0) {
        fyp_buffer_text(out, "说明:\n");
    }
    for (size_t i = 0; i < ruleset->note_count; i++) {
        fyp_buffer_text(out, "  - ");
        put_text(out, ruleset->notes[i]);
        fyp_buffer_text(out, "\n");
    }
}

static void
print_choices(const struct fyp_ruleset *ruleset, struct fyp_buffer *out)
{
    fyp_buffer_text(
        out,
        "\n# 怎样计分（第 8 节）：序时进度、目标完成度、实现程度、功效系数\n");
    line_word(out, "计分方法", fyp_ruleset_method_words, (int)ruleset->method);
    fyp_buffer_text(
        out, "# 怎样与目标比较（第 1 节，GB/T 8170-2008）：全数值、修约值\n");
    line_word(
        out, "比较方法", fyp_ruleset_comparison_words,
        (int)ruleset->comparison);
    fyp_buffer_text(out, "# 没有数据的指标（第 9 节）：不计分、按零分\n");
    line_word(out, "无数据", fyp_ruleset_missing_words, (int)ruleset->missing);
    fyp_buffer_text(out, "# 总分怎样平均（第 9 节）：算术、几何\n");
    line_word(out, "平均", fyp_ruleset_mean_words, (int)ruleset->mean);
}

static void
print_bands(const struct fyp_ruleset *ruleset, struct fyp_buffer *out)
{
    fyp_buffer_text(
        out,
        "\n# 序时比达到多少算快于预期、基本符合预期，更低为滞后（第 7 节；"
        "公开的中期评估\n# 没有印过界限，内置的 1.1 和 0.9 是本程序自定）\n"
        "分档:\n");
    line_number(out, "  快于预期", ruleset->band_ahead, "");
    line_number(out, "  基本符合预期", ruleset->band_on_track, "");
    fyp_buffer_text(
        out, "# 增速类：高出参照或目标多少个百分点算快于预期；尺度不小于几个"
             "百分点（第 5、7 节）\n增速分档:\n");
    line_number(out, "  快于预期", ruleset->growth_ahead, "");
    line_number(out, "  最小尺度", ruleset->least_growth, "");
    fyp_buffer_text(
        out, "# 欠多少与多大的尺度比：不小于目标值的这一份（第 4 "
             "节，自定）\n");
    line_number(out, "最小尺度", ruleset->least_scale, "0.02 即 2 %");
    fyp_buffer_text(out, "# 终期超出目标值的这一份，算超额完成（第 7 节）\n");
    line_number(out, "超额幅度", ruleset->exceeded_share, "0.01 即 1 %");
    fyp_buffer_text(
        out, "# 时间过了这一份的第一年，默认作中期评估（第 7 节）\n");
    line_number(out, "中期时间进度", ruleset->midterm_share, "");
}

static void
print_grades(const struct fyp_ruleset *ruleset, struct fyp_buffer *out)
{
    const double *limits = ruleset->grade_limits;

    fyp_buffer_text(out, "\n# 总分达到多少是什么等级（第 9 节）\n等级:\n");
    line_number(out, "  优秀", limits[FYP_GRADE_EXCELLENT], "");
    line_number(out, "  良好", limits[FYP_GRADE_GOOD], "");
    line_number(out, "  合格", limits[FYP_GRADE_PASS], "");
    fyp_buffer_text(
        out, "# 出现下列情形时，等级最高到哪一级（第 9 节，自定）：良好、合格、"
             "不合格、不封顶\n封顶:\n");
    line_word(
        out, "  约束性指标滞后", fyp_ruleset_cap_words,
        (int)ruleset->binding_cap);
    line_word(
        out, "  终期约束性指标滞后", fyp_ruleset_cap_words,
        (int)ruleset->binding_cap_final);
    line_word(
        out, "  过半权重滞后", fyp_ruleset_cap_words,
        (int)ruleset->majority_cap);
}

static void
print_listed(const struct fyp_ruleset *ruleset, struct fyp_buffer *out)
{
    fyp_buffer_text(out, "权重:\n");
    for (size_t i = 0; i < ruleset->weight_count; i++) {
        fyp_buffer_format(
            out, "  - {指标: %s, 权重: ", ruleset->weights[i].code);
        put_number(out, ruleset->weights[i].weight);
        fyp_buffer_text(out, "}\n");
    }
    if (ruleset->weight_total > 0.0) {
        line_number(
            out, "权重合计", ruleset->weight_total,
            "写了就要正好相等，规划的指标也要都有权重");
    }
}

static void
print_matrix(const struct fyp_ruleset *ruleset, struct fyp_buffer *out)
{
    const struct fyp_ahp *ahp = &ruleset->ahp;

    fyp_buffer_text(
        out, "# 1 同等重要，3 稍重要，5 明显重要，7 强烈重要，9 极端重要；"
             "倒数相反（Saaty 1980）\n");
    fyp_buffer_text(out, "# 算得：最大特征根 ");
    put_number(out, ahp->lambda_max);
    fyp_buffer_text(out, "，一致性比率 CR ");
    put_number(out, ahp->consistency_ratio);
    fyp_buffer_format(
        out, "\n判断矩阵:\n  接受不一致: %s\n  行:\n",
        ahp->accept_inconsistent ? "是" : "否");
    for (size_t i = 0; i < ahp->count; i++) {
        fyp_buffer_format(out, "    - {指标: %s, 判断: ", ahp->rows[i].code);
        put_text(out, ahp->rows[i].text);
        fyp_buffer_text(out, "}");
        if (i < ruleset->weight_count) {
            fyp_buffer_text(out, "  # 权重 ");
            put_number(out, ruleset->weights[i].weight);
        }
        fyp_buffer_text(out, "\n");
    }
}

static void
print_weights(const struct fyp_ruleset *ruleset, struct fyp_buffer *out)
{
    fyp_buffer_text(
        out, "\n# 各指标的权重怎样来（第 9、18 节）：等权、按代码、判断矩阵"
             "（层次分析法）、熵权\n");
    line_word(
        out, "权重方法", fyp_ruleset_weighting_words, (int)ruleset->weighting);
    if (ruleset->weighting == FYP_WEIGHTING_LISTED) {
        print_listed(ruleset, out);
    } else if (ruleset->weighting == FYP_WEIGHTING_AHP) {
        print_matrix(ruleset, out);
    }
    fyp_buffer_text(out, "# 满意度调查占总分的一份，0 为不占（第 13 节）\n");
    line_number(out, "满意度权重", ruleset->satisfaction_weight, "");
}

static void
print_own_bands(const struct fyp_ruleset *ruleset, struct fyp_buffer *out)
{
    if (ruleset->band_count > 0) {
        fyp_buffer_text(out, "\n# 另有界限的指标\n按指标:\n");
    }
    for (size_t i = 0; i < ruleset->band_count; i++) {
        fyp_buffer_format(
            out, "  - {指标: %s, 快于预期: ", ruleset->bands[i].code);
        put_number(out, ruleset->bands[i].ahead);
        fyp_buffer_text(out, ", 基本符合预期: ");
        put_number(out, ruleset->bands[i].on_track);
        fyp_buffer_text(out, "}\n");
    }
}

void fyp_ruleset_print(
    const struct fyp_ruleset *ruleset, struct fyp_buffer *out)
{
    print_head(ruleset, out);
    print_choices(ruleset, out);
    print_bands(ruleset, out);
    print_grades(ruleset, out);
    print_weights(ruleset, out);
    print_own_bands(ruleset, out);
}
