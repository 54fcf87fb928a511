/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/cleaning/number.h"
#include "tests/data/layout_scene.h"
#include "tests/data/scene.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* One table a row, and every figure that it holds. small_catalogue: share %,
 * counted 户, growing %; regions: 罗江区 510604, 乐山市 511100 with 市中区
 * 511102 and 五通桥区 511112, the nation. */
struct table {
    const char *name;
    const char *file;
    const char *text;
    const char *region;
    int year;
    const char *mapping;
    const char *expected; /* observations; NULL: refused */
    enum fyp_status status;
    const char *says;  /* in the message of the refusal */
    const char *notes; /* "line:number " of each warning */
};

#define LONG(text) "region,indicator,year,value,unit\n" text

static const struct table tables[] = {
    {.name = "long",
     .file = "a.csv",
     .text = LONG("510604,share,2023,91.46,%\n"),
     .expected = "2:0 510604||share|2023|91.46|%||\n"},
    {.name = "long under a title",
     .file = "a.csv",
     .text = "罗江区统计表,,,\n单位：%,,,\n地区,指标,年份,数值\n"
             "罗江区,参保率,2023,91.46\n注：年报数,,,\n",
     .expected = "4:0 罗江区||参保率|2023|91.46|%||\n"},
    {.name = "long, code and name",
     .file = "a.csv",
     .text = "地区,地区名称,指标,年份,数值\n510604,罗江区,share,2023,91.46\n",
     .expected = "2:0 510604|罗江区|share|2023|91.46|||\n"},
    {.name = "long, name only",
     .file = "a.csv",
     .text = "地区名称,指标,年份,数值\n罗江区,share,2023,91.46\n",
     .expected = "2:0 罗江区||share|2023|91.46|||\n"},
    {.name = "long, a unit line for rows without a unit",
     .file = "a.csv",
     .text = "单位：万户,,,,\n地区,指标,年份,数值,单位\n"
             "罗江区,counted,2023,0.0117,\n罗江区,counted,2022,93,户\n",
     .expected = "3:0 罗江区||counted|2023|0.0117|万户||\n"
                 "4:0 罗江区||counted|2022|93|户||\n"},
    {.name = "long, a line of two units",
     .file = "a.csv",
     .text = "单位：户、%,,,\n地区,指标,年份,数值\n罗江区,counted,2023,93\n",
     .status = FYP_E_LAYOUT_PLACE,
     .says = "单位"},
    {.name = "long, region and year in the file's name",
     .file = "罗江区2023年.csv",
     .text = "指标,数值\nshare,91.46\n",
     .expected = "2:0 510604||share|2023|91.46|||\n"},
    {.name = "long, region and year given",
     .file = "a.csv",
     .text = "指标,数值\nshare,91.46\n",
     .region = "罗江区",
     .year = 2022,
     .expected = "2:0 510604||share|2022|91.46|||\n"},
    {.name = "long, no year",
     .file = "a.csv",
     .text = "地区,指标,数值\n罗江区,share,91.46\n",
     .status = FYP_E_HEADER_MISSING,
     .says = "年份"},

    {.name = "years across",
     .file = "罗江区.csv",
     .text = "指标名称 Item,单位 Unit,2021年,2022年,2023年\n"
             "参保率,%,87.31,89.42,-\n改造户数,户,117,,163\n",
     .expected = "2:3 510604||share|2021|87.31|%||\n"
                 "2:4 510604||share|2022|89.42|%||\n"
                 "2:5 510604||share|2023|-|%||\n"
                 "3:3 510604||counted|2021|117|户||\n"
                 "3:4 510604||counted|2022||户||\n"
                 "3:5 510604||counted|2023|163|户||\n",
     .notes = "1:725 "},
    {.name = "years across, reversed, numbers before the names, no corner",
     .file = "a.csv",
     .text =
         "罗江区主要指标,,\n,２０２３,二〇二二年\n1.参保率（%）,91.46,89.42\n"
         "（二）改造户数,163,141\n",
     .expected = "3:2 510604||share|2023|91.46|%||\n"
                 "3:3 510604||share|2022|89.42|%||\n"
                 "4:2 510604||counted|2023|163|||\n"
                 "4:3 510604||counted|2022|141|||\n",
     .notes = "2:725 "},
    {.name = "years across, a year without 年, a date, an end of a plan",
     .file = "a.csv",
     .region = "510604",
     .text = "项目,2021.0,2022-01-01,“十三五”末\n参保率,87.31,89.42,85.17\n",
     .expected = "2:2 510604||share|2021|87.31|||\n"
                 "2:3 510604||share|2022|89.42|||\n"
                 "2:4 510604||share|2020|85.17|||\n"},
    {.name = "years across, an unknown row goes on",
     .file = "a.csv",
     .region = "510604",
     .text = "指标,单位,2022年,2023年\n一、养老,,,\n参保率,%,89.42,91.46\n"
             "无名率,%,1.17,1.19\n其中：女,%,88.3,90.2\n#农村,%,87.2,89.9\n",
     .expected = "3:3 510604||share|2022|89.42|%||\n"
                 "3:4 510604||share|2023|91.46|%||\n4:1 !324\n",
     .notes = "5:721 6:721 "},
    {.name = "years across, three parts a year",
     .file = "a.csv",
     .region = "510604",
     .text = "指标,2022年,,,2023年,,\n,分子,分母,数值,分子,分母,数值\n"
             "参保率,2873,3141,91.47,2911,3177,91.63\n",
     .expected = "3:4 510604||share|2022|91.47||2873|3141\n"
                 "3:7 510604||share|2023|91.63||2911|3177\n"},
    {.name = "one year, indicators down",
     .file = "a.csv",
     .text = "罗江区2023年完成情况,,\n指标名称,计量单位,数值\n"
             "参保率,%,91.46\n",
     .expected = "3:3 510604||share|2023|91.46|%||\n",
     .notes = "2:725 "},
    {.name = "years and regions down",
     .file = "a.csv",
     .text = "地区,指标名称,2022年,2023年\n罗江区,参保率,89.42,91.46\n"
             "市中区,参保率,87.2,88.1\n",
     .expected = "2:3 罗江区||share|2022|89.42|||\n"
                 "2:4 罗江区||share|2023|91.46|||\n"
                 "3:3 市中区||share|2022|87.2|||\n"
                 "3:4 市中区||share|2023|88.1|||\n"},
    {.name = "a gap between years, a year to come",
     .file = "a.csv",
     .region = "510604",
     .text = "指标,2021年,2023年,2095年\n参保率,87.3,91.4,\n",
     .expected = "2:2 510604||share|2021|87.3|||\n"
                 "2:3 510604||share|2023|91.4|||\n"
                 "2:4 510604||share|2095||||\n",
     .notes = "1:723 1:723 "},

    {.name = "regions down",
     .file = "a.csv",
     .text = "乐山市2023年残疾人事业统计表,,\n地区,参保率（%）,改造户数(户)\n"
             "市中区,91.46,117\n五通桥区,88.3,\n合计,90.17,163\n"
             "资料来源：市残联年报,,\n填表人：张三,,审核人：李四\n",
     .expected = "3:2 市中区||share|2023|91.46|%|| [市残联年报]\n"
                 "3:3 市中区||counted|2023|117|户|| [市残联年报]\n"
                 "4:2 五通桥区||share|2023|88.3|%|| [市残联年报]\n"
                 "4:3 五通桥区||counted|2023||户|| [市残联年报]\n"
                 "5:2 511100||share|2023|90.17|%|| [市残联年报]\n"
                 "5:3 511100||counted|2023|163|户|| [市残联年报]\n"},
    {.name = "regions down, code and name, a serial number, a remark",
     .file = "b.csv",
     .year = 2023,
     .text = "序号,行政区划代码,县（市、区）,参 保 率/%,备注\n"
             "1,511102,市中区,91.46,核实\n2,,五通桥区,88.3,\n",
     .expected = "2:4 511102|市中区|share|2023|91.46|%||\n"
                 "3:4 五通桥区||share|2023|88.3|%||\n"},
    {.name = "two-row header",
     .file = "乐山市2023.csv",
     .text = "地区,参保率,,,改造户数（户）\n,分子,分母,比例（%）,\n"
             "市中区,2873,3141,91.47,117\n",
     .expected = "3:4 市中区||share|2023|91.47|%|2873|3141\n"
                 "3:5 市中区||counted|2023|117|户||\n",
     .notes = "1:715 "},
    {.name = "years over indicators",
     .file = "a.csv",
     .text = ",2022年,,2023年,\n地区,参保率,改造户数,参保率,改造户数\n"
             "市中区,89.4,117,91.5,163\n",
     .expected = "3:2 市中区||share|2022|89.4|||\n"
                 "3:3 市中区||counted|2022|117|||\n"
                 "3:4 市中区||share|2023|91.5|||\n"
                 "3:5 市中区||counted|2023|163|||\n"},
    {.name = "indicators over years, years in the words, a row of units",
     .file = "a.csv",
     .text = "地区,参保率,,2023年改造户数\n,2022年,2023年,\n单位,%,%,户\n"
             "市中区,89.4,91.5,163\n",
     .expected = "4:2 市中区||share|2022|89.4|%||\n"
                 "4:3 市中区||share|2023|91.5|%||\n"
                 "4:4 市中区||counted|2023|163|户||\n"},
    {.name = "a column of years",
     .file = "a.csv",
     .text = "地区,年份,参保率\n市中区,2022,89.4\n市中区,2023,91.5\n",
     .expected = "2:3 市中区||share|2022|89.4|||\n"
                 "3:3 市中区||share|2023|91.5|||\n"},
    {.name = "blank first column, English line",
     .file = "a.csv",
     .year = 2023,
     .text = ",地区,参保率\n,Region,Coverage\n,市中区,91.5\n",
     .expected = "3:3 市中区||share|2023|91.5|||\n"},
    {.name = "totals of nobody, subtotals, parts",
     .file = "a.csv",
     .year = 2023,
     .text = "地区,参保率\n全 省,91.2\n小计,90.7\n合计,91.7\n市中区,91.5\n"
             "其中：城镇,92.3\n＃农村,88.1\n",
     .expected = "5:2 市中区||share|2023|91.5|||\n",
     .notes = "2:720 3:720 4:720 6:721 7:721 "},
    {.name = "全省 of a city is not its figure",
     .file = "a.csv",
     .year = 2023,
     .region = "511100",
     .text = "地区,参保率\n全省,91.2\n全市,90.7\n",
     .expected = "3:2 511100||share|2023|90.7|||\n",
     .notes = "2:720 "},
    {.name = "a unit line",
     .file = "a.csv",
     .year = 2023,
     .text = "改造情况,\n,单位：万户\n地区,改造户数\n市中区,0.0117\n",
     .expected = "4:2 市中区||counted|2023|0.0117|万户||\n"},
    {.name = "a unit line of two",
     .file = "a.csv",
     .year = 2023,
     .text = "情况（单位：户、%）,,\n地区,改造户数,参保率\n市中区,117,91.5\n",
     .expected = "3:2 市中区||counted|2023|117|户||\n"
                 "3:3 市中区||share|2023|91.5|%||\n"},
    {.name = "an office is no unit",
     .file = "a.csv",
     .year = 2023,
     .text = "填报单位：乐山市残联,\n地区,参保率\n合计,91.5\n",
     .expected = "3:2 511100||share|2023|91.5|||\n"},
    {.name = "a region that is not known is told once for its row",
     .file = "a.csv",
     .year = 2023,
     .text = "地区,参保率,改造户数\n沙湾区,91.5,117\n市中区,88.3,93\n",
     .expected = "2:1 !322\n3:2 市中区||share|2023|88.3|||\n"
                 "3:3 市中区||counted|2023|93|||\n"},
    {.name = "a row of another length",
     .file = "a.csv",
     .year = 2023,
     .text = "地区,参保率,改造户数\n市中区,91.5,1,170\n五通桥区,88.3,117\n",
     .expected = "2:0 !320\n3:2 五通桥区||share|2023|88.3|||\n"
                 "3:3 五通桥区||counted|2023|117|||\n"},

    {.name = "a category over the indicators, numbered columns",
     .file = "a.csv",
     .year = 2023,
     .text = "地区,一、社会保障,服务设施\n,参保率,改造户数\n甲,1,2\n"
             "市中区,91.5,117\n",
     .expected = "4:2 市中区||share|2023|91.5|||\n"
                 "4:3 市中区||counted|2023|117|||\n"},
    {.name = "年份 over the years, 实际完成数 over others",
     .file = "a.csv",
     .region = "510604",
     .text = "指标,年份,,实际完成数\n,2021年,2022年,2023年\n"
             "参保率,87.3,89.4,91.5\n",
     .expected = "3:2 510604||share|2021|87.3|||\n"
                 "3:3 510604||share|2022|89.4|||\n"
                 "3:4 510604||share|2023|91.5|||\n"},

    {.name = "a share of its parts alone has the catalogue's unit",
     .file = "a.csv",
     .year = 2023,
     .text = "单位：人,,\n地区,参保率,\n,分子（人）,分母（人）\n"
             "市中区,2873,3141\n",
     .expected = "4:2 市中区||share|2023|||2873|3141\n"},
    {.name = "parts in different units",
     .file = "a.csv",
     .year = 2023,
     .text = "地区,参保率,\n,分子（万人）,分母（人）\n市中区,0.2873,3141\n",
     .status = FYP_E_LAYOUT_PLACE,
     .says = "万人"},
    {.name = "nothing known",
     .file = "a.csv",
     .text = "甲,乙\n丙,丁\n",
     .status = FYP_E_LAYOUT_UNKNOWN,
     .says = "甲,乙"},
    {.name = "unknown columns",
     .file = "a.csv",
     .year = 2023,
     .text = "地区,参保率,比重,身高\n市中区,91.5,2,3\n",
     .status = FYP_E_LAYOUT_COLUMNS,
     .says = "比重、身高"},
    {.name = "figures under no name",
     .file = "a.csv",
     .year = 2023,
     .text = "地区,参保率,\n市中区,91.5,2\n",
     .status = FYP_E_LAYOUT_COLUMNS,
     .says = "第 3 列"},
    {.name = "two digits",
     .file = "a.csv",
     .region = "510604",
     .text = "指标,21,22\n参保率,87.3,89.4\n",
     .status = FYP_E_LAYOUT_COLUMNS,
     .says = "21、22"},
    {.name = "months",
     .file = "a.csv",
     .region = "510604",
     .text = "指标,2022年,2023年1-9月\n参保率,87.3,89.4\n",
     .status = FYP_E_LAYOUT_COLUMNS,
     .says = "2023年1-9月"},
    {.name = "targets",
     .file = "a.csv",
     .region = "510604",
     .text = "指标,2022年,2025年目标\n参保率,87.3,95\n",
     .status = FYP_E_LAYOUT_COLUMNS,
     .says = "2025年目标"},
    {.name = "one indicator under another",
     .file = "a.csv",
     .year = 2023,
     .text = "地区,城镇,\n,参保率,改造户数\n市中区,91.5,2\n",
     .status = FYP_E_LAYOUT_COLUMNS,
     .says = "城镇 / 参保率"},
    {.name = "a year twice",
     .file = "a.csv",
     .region = "510604",
     .text = "指标,2022年,2022年\n参保率,87.3,89.4\n",
     .status = FYP_E_LAYOUT_TWICE,
     .says = "2022年"},
    {.name = "two spellings of one column",
     .file = "a.csv",
     .year = 2023,
     .text = "地区,参保率（%）,参 保率(%)\n市中区,91.5,92\n",
     .status = FYP_E_LAYOUT_TWICE,
     .says = "参 保率(%)"},
    {.name = "side by side",
     .file = "a.csv",
     .year = 2023,
     .text = "地区,参保率,地区,参保率\n市中区,91.5,五通桥区,2\n",
     .status = FYP_E_LAYOUT_TWICE,
     .says = "地区"},
    {.name = "one below the other",
     .file = "a.csv",
     .year = 2023,
     .text = "地区,参保率\n市中区,91.5\n二、改造,\n地区,改造户数\n市中区,117\n",
     .status = FYP_E_LAYOUT_TABLES,
     .says = "第 4 行"},
    {.name = "figures below the notes",
     .file = "a.csv",
     .year = 2023,
     .text = "地区,参保率\n市中区,91.5\n注：年报数,\n五通桥区,88.3\n",
     .status = FYP_E_LAYOUT_TABLES,
     .says = "第 4 行"},
    {.name = "no year anywhere",
     .file = "a.csv",
     .text = "地区,参保率\n市中区,91.5\n",
     .status = FYP_E_LAYOUT_PLACE,
     .says = "年份"},
    {.name = "no region anywhere",
     .file = "a.csv",
     .text = "指标,2022年\n参保率,91.5\n",
     .status = FYP_E_LAYOUT_PLACE,
     .says = "地区"},
    {.name = "the title and the file's name disagree about the year",
     .file = "2022年.csv",
     .text = "2023年统计表,\n地区,参保率\n市中区,91.5\n",
     .status = FYP_E_LAYOUT_PLACE,
     .says = "文件名 2022"},
    {.name = "the option settles what they leave open",
     .file = "2022年.csv",
     .year = 2022,
     .text = "2023年统计表,\n地区,参保率\n市中区,91.5\n",
     .expected = "3:2 市中区||share|2022|91.5|||\n"},
    {.name = "the option is neither",
     .file = "2022年.csv",
     .year = 2021,
     .text = "2023年统计表,\n地区,参保率\n市中区,91.5\n",
     .status = FYP_E_LAYOUT_PLACE,
     .says = "命令行是 2021"},
    {.name = "the option is not among the columns",
     .file = "罗江区.csv",
     .year = 2021,
     .text = "指标,2022年\n参保率,91.5\n",
     .status = FYP_E_LAYOUT_PLACE,
     .says = "2021"},
    {.name = "title and file name disagree about the region",
     .file = "罗江区.csv",
     .text = "乐山市统计表,\n指标,2022年\n参保率,91.5\n",
     .status = FYP_E_LAYOUT_PLACE,
     .says = "511100"},
    {.name = "nine months in the title",
     .file = "a.csv",
     .text = "2023年1—9月统计表,\n地区,参保率\n市中区,91.5\n",
     .status = FYP_E_LAYOUT_PLACE,
     .says = "1—9月"},
    {.name = "the month in which a table was sent is not its year",
     .file = "2024年1月.csv",
     .text = "2023年统计表（2024年1月15日填报）,\n地区,参保率\n"
             "市中区,91.5\n",
     .expected = "3:2 市中区||share|2023|91.5|||\n"},
    {.name = "a document's number is not the year",
     .file = "a.csv",
     .text = "乐残联〔2024〕15号,\n地区,参保率\n市中区,91.5\n",
     .status = FYP_E_LAYOUT_PLACE,
     .says = "文号"},
    {.name = "targets in the title",
     .file = "a.csv",
     .year = 2024,
     .text = "2024年目标任务,\n地区,参保率\n市中区,91.5\n",
     .status = FYP_E_LAYOUT_PLACE,
     .says = "目标"},
    {.name = "targets in the title over years",
     .file = "a.csv",
     .region = "510604",
     .text = "“十四五”主要目标,,\n指标,2022年,2023年\n参保率,87.3,89.4\n",
     .status = FYP_E_LAYOUT_PLACE,
     .says = "目标"},
    {.name = "a mapping settles what a title says of targets",
     .file = "a.csv",
     .text = "2024年目标任务,\n地区,参保率\n市中区,91.5\n",
     .mapping = "布局: 地区纵列\n年份: 2024\n",
     .expected = "3:2 市中区||share|2024|91.5|||\n"},
    {.name = "totals to date of what is counted, a preliminary table",
     .file = "a.csv",
     .text = "2023年快报（累计）,,\n地区,参保率,改造户数\n"
             "市中区,91.5,117\n",
     .expected = "3:2 市中区||share|2023|91.5||| <状态 初步>\n"
                 "3:3 市中区||counted|2023|117||| <口径 累计> <状态 初步>\n",
     .notes = "2:714 "},
    {.name = "a column of bases says it itself",
     .file = "a.csv",
     .text = "2023年累计完成情况,,\n地区,口径,改造户数\n"
             "市中区,当年,117\n",
     .expected = "3:3 市中区||counted|2023|117||| <口径 当年>\n"},
    {.name = "a county's sheet under the title of the city",
     .file = "乐山市.csv",
     .text = "市中区统计表,\n指标,2023年\n参保率,91.5\n",
     .expected = "3:2 511102||share|2023|91.5|||\n",
     .notes = "2:725 "},
    {.name = "the city's title in a file named after a county",
     .file = "市中区.csv",
     .text = "乐山市统计表,\n指标,2023年\n参保率,91.5\n",
     .status = FYP_E_LAYOUT_PLACE,
     .says = "511102"},
    {.name = "an office of the nation is not the nation",
     .file = "a.csv",
     .text = "制定机关：中国残联,\n指标,2022年\n参保率,91.5\n",
     .status = FYP_E_LAYOUT_PLACE,
     .says = "地区"},
    {.name = "a range of years is not the year",
     .file = "2016-2020.csv",
     .text = "2016—2020年统计表,\n地区,参保率\n市中区,91.5\n",
     .status = FYP_E_LAYOUT_PLACE,
     .says = "年份"},
    {.name = "a unit line that is not understood",
     .file = "a.csv",
     .year = 2023,
     .text = "单位：亩,\n地区,参保率\n市中区,91.5\n",
     .status = FYP_E_LAYOUT_PLACE,
     .says = "亩"},
    {.name = "a unit line of persons and ten thousands",
     .file = "a.csv",
     .year = 2023,
     .text = "单位：户、万户,\n地区,改造户数\n市中区,91.5\n",
     .status = FYP_E_LAYOUT_PLACE,
     .says = "改造户数"},
    {.name = "rows that are all unknown",
     .file = "a.csv",
     .region = "510604",
     .text = "指标,2022年\n甲率,91.5\n乙率,3.7\n",
     .status = FYP_E_LAYOUT_COLUMNS,
     .says = "甲率、乙率"},
    {.name = "no indicator",
     .file = "a.csv",
     .text = "地区,2022年,2023年\n市中区,87.3,91.5\n",
     .status = FYP_E_LAYOUT_PLACE,
     .says = "指标"},

    {.name = "a mapping ignores a column",
     .file = "a.csv",
     .year = 2023,
     .text = "地区,参保率,比重\n市中区,91.5,2\n",
     .mapping = "布局: 地区纵列\n列:\n  - {列: 比重, 作用: 忽略}\n",
     .expected = "2:2 市中区||share|2023|91.5|||\n"},
    {.name = "a mapping by letters, lines, region, year and unit",
     .file = "2019.csv",
     .text = "甲表,,,\n城市,A项,B项,\n市中区,91.5,2,x\n五通桥区,88.3,3,x\n"
             "乙表,,,\n沙湾区,1,2,3\n",
     .mapping = "布局: 地区纵列\n表头行: [2, 2]\n数据行: [3, 4]\n年份: 2023\n"
                "列:\n  - {列: A, 作用: 地区名称}\n"
                "  - {列: B, 作用: 数值, 指标: share, 单位: \"%\"}\n"
                "  - {列: C, 作用: 数值, 指标: counted, 年份: 2021}\n"
                "  - {列: D, 作用: 忽略}\n",
     .expected = "3:2 市中区||share|2023|91.5|%||\n"
                 "3:3 市中区||counted|2021|2|||\n"
                 "4:2 五通桥区||share|2023|88.3|%||\n"
                 "4:3 五通桥区||counted|2021|3|||\n"},
    {.name = "a mapping names rows",
     .file = "a.csv",
     .text = "指标,2022年\n其中：女性参保率,91.5\n甲率,3.7\n",
     .mapping = "布局: 年份横排\n地区: 罗江区\n指标对照:\n"
                "  - {原文: \"其中：女性参保率\", 指标: share}\n",
     .expected = "2:2 510604||share|2022|91.5|||\n3:1 !324\n"},
    {.name = "a mapping of a long table",
     .file = "a.csv",
     .text = "县名,项,年度,数,经办\n罗江区,share,2023,91.46,张\n",
     .mapping = "布局: 长表\n表头行: [1, 1]\n列:\n"
                "  - {列: 县名, 作用: 地区名称}\n  - {列: 项, 作用: 指标}\n"
                "  - {列: 数, 作用: 数值}\n  - {列: 经办, 作用: 忽略}\n",
     .expected = "2:0 罗江区||share|2023|91.46|||\n"},
    {.name = "a mapping with a column that is not there",
     .file = "a.csv",
     .text = "地区,参保率\n市中区,91.5\n",
     .mapping = "布局: 地区纵列\n列:\n  - {列: 比重, 作用: 忽略}\n",
     .status = FYP_E_MAPPING_FIT,
     .says = "比重"},
    {.name = "a mapping with an indicator that is not there",
     .file = "a.csv",
     .text = "地区,参保率\n市中区,91.5\n",
     .mapping = "布局: 地区纵列\n列:\n  - {列: B, 作用: 数值, 指标: 身高}\n",
     .status = FYP_E_MAPPING_FIT,
     .says = "身高"},
};

static void
expect_table(const struct table *row, const struct layout_read *read)
{
    const char *found = read->observations.data ? read->observations.data : "";
    cr_expect_eq(
        read->refused.status, row->status, "%s: expected %d, found %d: %s",
        row->name, (int)row->status, (int)read->refused.status,
        read->refused.text);
    cr_expect_str_eq(
        found, row->expected ? row->expected : "", "%s: found\n%s", row->name,
        found);
    cr_expect(
        !row->says || strstr(read->refused.text, row->says),
        "%s: \"%s\" not in \"%s\"", row->name, row->says, read->refused.text);
    cr_expect(
        row->expected || read->refused.place[0] != '\0', "%s: no place",
        row->name);
    const char *notes = read->notes.data ? read->notes.data : "";
    cr_expect_str_eq(
        notes, row->notes ? row->notes : "", "%s: notes %s", row->name, notes);
}

Test(layout, each_table_hands_out_the_figures_it_holds_or_says_why_not)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    struct fyp_regions *regions = scene_regions();
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        const struct table *row = &tables[i];
        const struct layout_table table = {
            .file = row->file,
            .text = row->text,
            .region = row->region,
            .year = row->year,
            .mapping = row->mapping};
        struct layout_read read =
            layout_read(&table, catalogue, regions, &folder);
        expect_table(row, &read);
        layout_read_finish(&read);
    }
    fyp_regions_destroy(regions);
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
}

/* The bundled catalogue, with the regions of a scene. */
static struct fyp_catalogue *bundled_catalogue(void)
{
    struct fyp_catalogue *catalogue = NULL;
    struct fyp_error err = {.status = FYP_OK};
    fyp_catalogue_create(
        FYP_TEST_HOME "/indicators/catalogue.yaml", &catalogue, NULL, &err);
    cr_assert_not_null(catalogue, "%s: %s", err.place, err.text);
    return catalogue;
}

static struct layout_read
read_bundled(const char *path, const char *file, const char *mapping_path)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = bundled_catalogue();
    struct fyp_regions *regions = scene_regions();
    const struct layout_table table = {
        .file = file, .path = path, .mapping_path = mapping_path};
    struct layout_read read = layout_read(&table, catalogue, regions, &folder);
    fyp_regions_destroy(regions);
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
    return read;
}

/* Codes of the catalogue in the order of the yearbook's rows. */
static const char *const yearbook_codes[] = {
    "targeted_rehabilitation_visual",
    "targeted_rehabilitation_hearing",
    "targeted_rehabilitation_speech",
    "targeted_rehabilitation_physical",
    "targeted_rehabilitation_intellectual",
    "targeted_rehabilitation_psychosocial",
    "targeted_rehabilitation_multiple",
    "assistive_device_supply",
    "rehabilitation_institution",
    "rehabilitation_institution_staff",
    "community_rehabilitation_county",
    "community_rehabilitation_coordinator",
    "preschool_lottery_aid",
    "preschool_other_aid",
    "special_senior_high_school"};

enum {
    YEARBOOK_ROWS = sizeof yearbook_codes / sizeof *yearbook_codes,
    YEARBOOK_YEARS = 7,
    YEARBOOK_FIRST = 2014,
    YEARBOOK_HEADER_LINE = 2
};

/** The cells of one line behind its name, by hand: the last eight, since the
 *  name may hold a comma. */
static void cut_line(char *line, char *cells[YEARBOOK_YEARS + 1])
{
    line[strcspn(line, "\r\n")] = '\0';
    for (int i = YEARBOOK_YEARS; i >= 0; i--) {
        char *comma = strrchr(line, ',');
        cr_assert_not_null(comma);
        *comma = '\0';
        cells[i] = comma + 1;
    }
}

/* Source: data/README.md of the yearbook's table; every cell compared. */
Test(layout, a_real_yearbook_arrives_whole_and_cell_by_cell)
{
    static const char path[] =
        FYP_TEST_HOME "/tests/intake/files/yearbook_3-1_2014-2020.csv";
    struct layout_read read =
        read_bundled(path, "yearbook_3-1_2014-2020.csv", NULL);
    cr_assert_eq(read.refused.status, FYP_OK, "%s", read.refused.text);
    cr_expect_eq(read.kind, FYP_LAYOUT_YEARS_ACROSS);
    cr_expect_str_eq(read.notes.data, "2:725 ", "%s", read.notes.data);
    FILE *file = fopen(path, "r");
    cr_assert_not_null(file);
    struct fyp_buffer expected = {0};
    char line[512];
    for (int number = 1; fgets(line, sizeof line, file); number++) {
        int row = number - YEARBOOK_HEADER_LINE - 1;
        char *cells[YEARBOOK_YEARS + 1];
        if (row < 0 || row >= YEARBOOK_ROWS) {
            continue;
        }
        cut_line(line, cells);
        for (int i = 0; i < YEARBOOK_YEARS; i++) {
            fyp_buffer_format(
                &expected,
                "%d:%d 100000||%s|%d|%s|%s||"
                " [中国残疾人事业统计年鉴；\"-\" 表示该年无此项数据。]\n",
                number, i + 3, yearbook_codes[row], YEARBOOK_FIRST + i,
                cells[i + 1], cells[0]);
        }
    }
    cr_assert_eq(fclose(file), 0);
    cr_expect_str_eq(
        read.observations.data, expected.data, "found\n%s",
        read.observations.data);
    fyp_buffer_finish(&expected);
    layout_read_finish(&read);
}

/* The example of each layout in the documentation. */
static const struct {
    const char *name;
    enum fyp_layout_kind kind;
    const char *expected;
} examples[] = {
    {"long", FYP_LAYOUT_LONG,
     "2:0 罗江区||pension_insurance_coverage|2022|89.37|%||\n"
     "3:0 罗江区||pension_insurance_coverage|2023|91.46|%||\n"
     "4:0 罗江区||skills_training|2023|317|人||\n"},
    {"years", FYP_LAYOUT_YEARS_ACROSS,
     "5:3 510604||assistive_device_supply|2021|0.0412|万人||\n"
     "5:4 510604||assistive_device_supply|2022|0.0433|万人||\n"
     "5:5 510604||assistive_device_supply|2023|0.0471|万人||\n"
     "8:3 510604||skills_training|2021|0.0286|万人||\n"
     "8:4 510604||skills_training|2022|0.0295|万人||\n"
     "8:5 510604||skills_training|2023|0.0317|万人||\n"},
    {"regions", FYP_LAYOUT_REGIONS_DOWN,
     "4:4 市中区||pension_insurance_coverage|2023|91.47|%|2873|3141\n"
     "4:5 市中区||home_modification_households|2023|117|户||\n"
     "5:4 五通桥区||pension_insurance_coverage|2023|88.3|%|1842|2086\n"
     "5:5 五通桥区||home_modification_households|2023|93|户||\n"},
};

Test(layout, the_example_of_each_mapping_reads_its_table)
{
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        char table[512], mapping[512];
        (void)snprintf(
            table, sizeof table, FYP_TEST_HOME "/data/tables/examples/%s.csv",
            examples[i].name);
        (void)snprintf(
            mapping, sizeof mapping,
            FYP_TEST_HOME "/data/tables/examples/%s.yaml", examples[i].name);
        struct layout_read read = read_bundled(table, "table.csv", mapping);
        cr_expect_eq(
            read.refused.status, FYP_OK, "%s: %s", examples[i].name,
            read.refused.text);
        cr_expect_eq(read.kind, (int)examples[i].kind, "%s", examples[i].name);
        cr_expect_str_eq(
            read.observations.data ? read.observations.data : "",
            examples[i].expected, "%s: found\n%s", examples[i].name,
            read.observations.data);
        layout_read_finish(&read);
    }
}

/* What --explain says of a table that uses most of what can be said. */
static const char *const explanations[] = {
    "编码：UTF-8；分隔符：逗号\n",
    "布局：一行一个地区，指标横排\n",
    "标题：第 1 行  乐山市2023年统计表,,,\n",
    "表头：第 2 至 3 行\n",
    "  列 1  “地区” → 地区\n",
    "  列 2  “参保率 / 分子” → 分子 share\n",
    "  列 4  “改造户数（户）” → 数值 counted 户\n",
    "地区：乐山市（取自标题）\n",
    "年份：2023（取自标题）\n",
    "来源：年报\n",
    "  第 4 行  合计,2873,3141,117 → 合计，作为本表地区的数\n",
    "  第 6 行  其中：城镇,1,2,3 → 其中的一部分，不收\n",
    "  第 7 行  资料来源：年报,,, → 注释或签署\n",
    "数据行：1 行\n",
};

Test(layout, what_was_recognised_is_told_in_words)
{
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    struct fyp_regions *regions = scene_regions();
    const struct layout_table table = {
        .file = "a.csv",
        .text = "乐山市2023年统计表,,,\n地区,参保率,,改造户数（户）\n"
                ",分子,分母,\n合计,2873,3141,117\n市中区,1286,1381,59\n"
                "其中：城镇,1,2,3\n资料来源：年报,,,\n"};
    struct layout_read read = layout_read(&table, catalogue, regions, &folder);
    cr_assert_eq(read.refused.status, FYP_OK, "%s", read.refused.text);
    for (size_t i = 0; i < sizeof explanations / sizeof *explanations; i++) {
        cr_expect(
            strstr(read.explained.data, explanations[i]), "\"%s\" not in\n%s",
            explanations[i], read.explained.data);
    }
    layout_read_finish(&read);
    fyp_regions_destroy(regions);
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
}

/* Source: docs/data-file.md. */
static const struct {
    const char *text;
    int year;
} years[] = {
    {"2021", 2021},
    {"2021年", 2021},
    {"２０２１", 2021},
    {"２０２１年", 2021},
    {"二〇二一年", 2021},
    {"二零二一年", 2021},
    {"二〇二一", 2021},
    {"2021.0", 2021},
    {"2021-01-01", 2021},
    {"2021-12-31", 2021},
    {" 2021 年 ", 2021},
    {"2021年末", 2021},
    {"2021年底", 2021},
    {"2021年度", 2021},
    {"2021年（万人）", 2021},
    {"“十四五”末", 2025},
    {"\"十三五\"末", 2020},
    {"十五五期末", 2030},
    {"2025年末", 2025},
    {"1949", 1949},
    {"2100", 2100},
    {"1948", 0},
    {"2101", 0},
    {"21", 0},
    {"21年", 0},
    {"1-9月", 0},
    {"2021年1-9月", 0},
    {"2021-2025", 0},
    {"2021—2025年", 0},
    {"2021-06-30", 0},
    {"202101", 0},
    {"20210", 0},
    {"2021.5", 0},
    {"2021年目标", 0},
    {"十四五", 0},
    {"", 0},
    {"二〇二年", 0},
    {"2,021", 0},
    {"-2021", 0},
    {"2021\xFF", 0},
    {"年", 0},
};

Test(layout, a_year_is_read_as_headers_write_it)
{
    for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
        int found = fyp_year_read(years[i].text);
        cr_expect_eq(
            found, years[i].year, "\"%s\": expected %d, found %d",
            years[i].text, years[i].year, found);
    }
}

/** Whether every observation names a region, an indicator and a year. */
static bool is_complete(const char *observations)
{
    for (const char *line = observations; *line != '\0';) {
        const char *end = strchr(line, '\n');
        const char *bar = strchr(line, '|');
        const char *text = strchr(line, ' ') + 1;
        bool rejected = *text == '!';
        if (!rejected && (!bar || bar > end || strstr(text, "||||") == text)) {
            return false;
        }
        line = end + 1;
    }
    return true;
}

/* Cut anywhere, even inside a character, a table is still read or refused
 * with its place; never half of a figure without its indicator. */
Test(layout, a_table_cut_at_any_length_is_read_or_refused)
{
    enum { CUTS = 12 };
    struct folder folder = folder_make();
    struct fyp_catalogue *catalogue = small_catalogue_read(&folder);
    struct fyp_regions *regions = scene_regions();
    size_t outcomes[2] = {0};
    for (size_t i = 0; i < sizeof tables / sizeof *tables * CUTS; i++) {
        const struct table *row = &tables[i / CUTS];
        size_t length = strlen(row->text) * (i % CUTS) / CUTS;
        char text[1024];
        (void)snprintf(text, sizeof text, "%.*s", (int)length, row->text);
        const struct layout_table table = {
            .file = row->file,
            .text = text,
            .region = row->region,
            .year = row->year,
            .mapping = row->mapping};
        struct layout_read read =
            layout_read(&table, catalogue, regions, &folder);
        bool refused = read.refused.status != FYP_OK;
        outcomes[refused]++;
        cr_expect_neq(refused, read.kind >= 0, "%s at %zu", row->name, length);
        cr_expect(
            !read.observations.data || is_complete(read.observations.data),
            "%s at %zu: %s", row->name, length, read.observations.data);
        layout_read_finish(&read);
    }
    cr_expect_gt(outcomes[0], 100);
    cr_expect_gt(outcomes[1], 100);
    fyp_regions_destroy(regions);
    fyp_catalogue_destroy(catalogue);
    folder_remove(&folder);
}

static const struct {
    const char *name, *text;
    enum fyp_status status;
    const char *place;
} mappings[] = {
    {"no layout", "年份: 2023\n", FYP_E_YAML_MISSING, "bad.yaml"},
    {"an unknown key", "布局: 长表\n表头: 3\n", FYP_E_YAML_UNKNOWN_KEY,
     "bad.yaml:2"},
    {"an unknown layout", "布局: 横表\n", FYP_E_YAML_CHOICE, "bad.yaml:1"},
    {"an unknown role", "布局: 长表\n列:\n  - {列: A, 作用: 排名}\n",
     FYP_E_YAML_CHOICE, "bad.yaml:3"},
    {"a year of two digits", "布局: 长表\n年份: 23\n", FYP_E_YAML_INTEGER_RANGE,
     "bad.yaml:2"},
    {"lines in the wrong order", "布局: 长表\n数据行: [9, 4]\n",
     FYP_E_YAML_RANGE_ORDER, "bad.yaml:2"},
};

Test(layout, a_mapping_file_that_is_wrong_is_refused_with_its_line)
{
    struct folder folder = folder_make();
    for (size_t i = 0; i < sizeof mappings / sizeof *mappings; i++) {
        struct fyp_mapping *mapping = NULL;
        struct fyp_error err = {.status = FYP_OK};
        folder_write(&folder, "bad.yaml", mappings[i].text);
        enum fyp_status status = fyp_mapping_create(
            folder_file(&folder, "bad.yaml"), &mapping, NULL, &err);
        cr_expect_eq(
            status, mappings[i].status, "%s: found %d %s", mappings[i].name,
            (int)status, err.text);
        cr_expect_null(mapping);
        cr_expect(
            strstr(err.place, mappings[i].place), "%s: place %s",
            mappings[i].name, err.place);
        cr_expect(
            status != FYP_E_YAML_MISSING || strstr(err.text, "年份横排"),
            "%s: the words are not listed in %s", mappings[i].name, err.text);
    }
    folder_remove(&folder);
}

Test(layout, a_mapping_tells_whose_missing_marks_apply)
{
    struct folder folder = folder_make();
    struct fyp_mapping *mapping = NULL;
    folder_write(&folder, "m.yaml", "布局: 长表\n缺失标记: 成都统计年鉴\n");
    fyp_mapping_create(folder_file(&folder, "m.yaml"), &mapping, NULL, NULL);
    cr_assert_not_null(mapping);
    cr_expect_str_eq(fyp_mapping_marks_of(mapping), "成都统计年鉴");
    fyp_mapping_destroy(mapping);
    folder_remove(&folder);
}
