# SPDX-License-Identifier: GPL-3.0-or-later
"""Delimited text as it is really sent: encodings, marks, delimiters, quotes,
line ends, limits, and what is no text file at all. Bytes are written here by
Python's codecs; what must arrive is said beside them."""

import codecs
import os

from case import DONE, REFUSED, REJECTED, Case, raw

REGION = "510604"  # 德阳市罗江区
HEAD = "地区,指标,年份,数值,来源\n"
RATE = "rehabilitation_coverage"
PEOPLE = "skills_training"
ROWS = ("罗江区,残疾人基本康复服务覆盖率,2022,87.92,区残联年报\n"
        "罗江区,残疾人基本康复服务覆盖率,2023,89.34,区残联年报\n"
        "罗江区,城乡残疾人职业技能培训人数,2023,1372,区残联台账\n")
TABLE = HEAD + ROWS
FIGURES = {(REGION, RATE, 2022): "87.92", (REGION, RATE, 2023): "89.34",
           (REGION, PEOPLE, 2023): "1372"}
# A table with no character beyond ASCII but those that a case adds.
PLAIN = ("region,indicator,year,value,source\n"
         "510604,rehabilitation_coverage,2022,87.92,{}\n"
         "510604,rehabilitation_coverage,2023,89.34,{}\n"
         "510604,skills_training,2023,1372,{}\n")


def taken(entry, name, content, codes=(), *, file="报表.csv", **more):
    """Bytes (or text, as UTF-8) of which every figure of TABLE arrives."""
    return one(entry, name, content, DONE, codes, FIGURES, file=file,
               **{"rejected": 0, **more})


def refused(entry, name, content, code, says=(), *, file="报表.csv", **more):
    """Bytes that are refused whole."""
    return one(entry, name, content, REFUSED, [code], None, file=file,
               says=says, **more)


def one(entry, name, content, exit, codes, figures, *, file, **more):
    if isinstance(content, str):
        content = content.encode()
    return Case(entry=entry, name=name, exit=exit, codes=codes,
                figures=figures,
                make=lambda folder: raw(folder, file, content), **more)


def built(entry, name, make, exit, codes, figures=None, **more):
    return Case(entry=entry, name=name, make=make, exit=exit, codes=codes,
                figures=figures, **more)


# --- 34 to 38: encodings ---

RARE = TABLE.replace("台账", "台账㙍𬭚䶮€㐂𠮷")
GBK = TABLE.encode("gbk")
ENCODINGS = [
    taken(34, "GBK, as Excel saves CSV in China", GBK, ["FYP-710"],
          says=["GB18030"], never=["偏移"]),
    taken(34, "GB18030 with characters of four bytes and the euro sign",
          RARE.encode("gb18030"), ["FYP-710"]),
    taken(34, "GB18030 with its own mark",
          codecs.BOM_UTF8.decode().encode("gb18030") + GBK, ["FYP-710"]),
    taken(34, "GBK, two bytes the second of which is a vertical bar",
          TABLE.replace("台账", "台账" + b"\x81\x7c".decode("gbk"))
          .encode("gbk"), ["FYP-710"], never=["FYP-713"]),
    taken(35, "UTF-8 without a mark", TABLE, never=["FYP-71"]),
    taken(35, "UTF-8 with a mark", codecs.BOM_UTF8 + TABLE.encode(),
          never=["FYP-71"]),
    taken(35, "UTF-8 with the mark twice", 2 * codecs.BOM_UTF8
          + TABLE.encode(), ["FYP-712"]),
    refused(35, "two files of UTF-8 with marks joined",
            2 * (codecs.BOM_UTF8 + TABLE.encode()), "FYP-372",
            [f"偏移 {3 + len(TABLE.encode())} 字节"]),
    refused(35, "two files joined, no line end between them",
            codecs.BOM_UTF8 + TABLE.encode()[:-1] + codecs.BOM_UTF8
            + TABLE.encode(), "FYP-372",
            [f"偏移 {2 + len(TABLE.encode())} 字节"]),
    taken(35, "UTF-16LE with a mark, tabs: Excel's Unicode text",
          codecs.BOM_UTF16_LE + TABLE.replace(",", "\t").replace("\n", "\r\n")
          .encode("utf-16-le"), ["FYP-710", "FYP-713"], file="报表.txt"),
    taken(35, "UTF-16BE with a mark",
          codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"), ["FYP-710"]),
    taken(35, "UTF-16LE without a mark", TABLE.encode("utf-16-le"),
          ["FYP-710"], says=["UTF-16LE"]),
    taken(35, "UTF-16BE without a mark, 一 among the text",
          TABLE.replace("台账", "台账一").encode("utf-16-be"), ["FYP-710"],
          says=["UTF-16BE"]),
    taken(35, "UTF-16LE with characters of two units",
          codecs.BOM_UTF16_LE + RARE.encode("utf-16-le"), ["FYP-710"]),
    refused(35, "UTF-16LE cut in the middle of a unit",
            (codecs.BOM_UTF16_LE + TABLE.encode("utf-16-le"))[:-1],
            "FYP-373", ["UTF-16LE"]),
    refused(35, "a mark of UTF-8 before GBK", codecs.BOM_UTF8 + GBK,
            "FYP-373", ["偏移 3 字节"]),
    refused(35, "UTF-16LE, the mark again in the middle",
            2 * (codecs.BOM_UTF16_LE + TABLE.encode("utf-16-le")),
            "FYP-372"),
    taken(36, "一省女 in GBK alone", PLAIN.format(*"一省女").encode("gbk"),
          ["FYP-711"], says=["“一”"]),
    taken(36, "the 22 x 31 characters of level 1 that are UTF-8 as well",
          PLAIN.format(*3 * [bytes(
              byte for lead in range(0xC2, 0xD8)
              for trail in range(0xA1, 0xC0)
              for byte in (lead, trail)).decode("gbk")]).encode("gbk"),
          ["FYP-711"]),
    taken(36, "一省女 in UTF-8 are no doubt", PLAIN.format(*"一省女"),
          never=["FYP-71"]),
    taken(36, "GBK with one character that is not UTF-8",
          PLAIN.format("一", "省", "罗").encode("gbk"), ["FYP-710"]),
    refused(37, "header in GBK, rows in UTF-8",
            HEAD.encode("gbk") + ROWS.encode(), "FYP-370",
            [f"偏移 {len(HEAD.encode('gbk'))} 字节（第 2 行）起是UTF-8"]),
    refused(37, "header in UTF-8, rows in GBK",
            HEAD.encode() + ROWS.encode("gbk"), "FYP-370",
            [f"偏移 {len(HEAD.encode())} 字节（第 2 行）"]),
    refused(37, "a row in UTF-8 at the end of 20,000 in GBK",
            HEAD.encode("gbk") + 20000 * ROWS.encode("gbk") + ROWS.encode(),
            "FYP-370", ["第 60002 行"]),
]

DAMAGED = [
    refused(38, f"{name} among Chinese",
            TABLE.encode().replace("台账".encode(), "台".encode() + bad),
            "FYP-370",
            [f"偏移 {TABLE.encode().index('台账'.encode()) + 3} 字节（第 4 行）"])
    for name, bad in (("an overlong form", b"\xC0\xAF"),
                      ("a surrogate", b"\xED\xA0\x80"),
                      ("a character beyond U+10FFFF", b"\xF4\x90\x80\x80"),
                      ("a lone byte", b"\x80"))
] + [
    refused(38, f"{name} among ASCII", PLAIN.format("", "", "").encode()
            .replace(b"1372,", b"1372," + bad), "FYP-300",
            [f"偏移 {len(PLAIN.format('', '', '')) - 1} 字节"])
    for name, bad in (("a surrogate", b"\xED\xA0\x80"),
                      ("a character beyond U+10FFFF", b"\xF4\x90\x80\x80"),
                      ("the byte FF", b"\xFF"))
] + [
    refused(38, "the last character cut",
            TABLE.encode().rstrip(b"\n")[:-1], "FYP-370", ["第 4 行"]),
    refused(38, "the last character cut, the only one",
            PLAIN.format("", "", "罗").encode().rstrip(b"\n")[:-1],
            "FYP-300"),
    refused(38, "a NUL in a number",
            TABLE.encode().replace(b"1372", b"13\x0072"), "FYP-371",
            [f"偏移 {TABLE.encode().index(b'1372') + 2} 字节"]),
    refused(38, "a NUL in GBK", GBK.replace(b"1372", b"13\x0072"),
            "FYP-371"),
    refused(38, "NUL bytes to the end of the block",
            TABLE.encode() + bytes(512), "FYP-371",
            [f"偏移 {len(TABLE.encode())} 字节"]),
    refused(38, "1A at the end", TABLE.encode() + b"\x1a", "FYP-374",
            [f"偏移 {len(TABLE.encode())} 字节"]),
    refused(38, "1A at the end of GBK", GBK + b"\x1a\r\n", "FYP-374"),
]

# --- 39 to 43: delimiters, lines, quotes ---

DELIMITERS = [
    taken(39, f"{name}", TABLE.replace(",", delimiter), ["FYP-713"],
          file=file)
    for name, delimiter, file in (
        ("semicolons", ";", "报表.csv"), ("tabs, under the name .csv", "\t",
                                       "报表.csv"),
        ("full-width commas", "，", "报表.csv"), ("bars", "|", "报表.txt"))
] + [
    taken(39, "commas, under the name .tsv", TABLE, file="报表.tsv",
          never=["FYP-713"]),
    taken(39, "full-width commas in GBK",
          TABLE.replace(",", "，").encode("gbk"), ["FYP-710", "FYP-713"]),
    taken(39, "commas, and remarks full of full-width ones",
          TABLE.replace("年报", "年报，卷一，表三，第七页，注二，附"),
          never=["FYP-713"]),
    taken(39, "sep=; as Excel writes it", "sep=;\r\n" + TABLE.replace(",", ";")
          .replace("\n", "\r\n"), ["FYP-713"]),
    taken(39, "sep=, and a mark", codecs.BOM_UTF8 + b"sep=,\n"
          + TABLE.encode(), never=["FYP-713"]),
]

LINES = [
    taken(40, "carriage returns", TABLE.replace("\n", "\r")),
    taken(40, "CRLF", TABLE.replace("\n", "\r\n")),
    taken(40, "three kinds of line ends",
          TABLE.replace("\n", "\r\n", 1).replace("报\n", "报\r", 1)),
    taken(40, "no line end at the end", TABLE.rstrip("\n")),
    taken(40, "3,000 blank lines at the end", TABLE + 3000 * "\r\n"),
    taken(40, "lines of nothing but commas",
          ",,,,\n" + TABLE.replace("\n", "\n,,,,\n") + 200 * ",,,,\n"),
]


def long_table(rows, broken_line, broken):
    """Many rows, one of them (line from 1) with another remark."""
    lines = ["region,indicator,year,value,source"]
    for i in range(rows):
        lines.append(f"{100000 + i},skills_training,2023,{i},r{i}")
    lines[broken_line - 1] = broken
    return "\n".join(lines) + "\n"


QUOTES = [
    refused(41, "a quote never closed on line 2 of 50,000",
            long_table(50000, 2, '510604,skills_training,2023,7,"年报'),
            "FYP-303", ["第 2 行"]),
    refused(41, "a stray quote on line 2, closed by another on line 400",
            long_table(50000, 2, '510604,skills_training,2023,7,"年报')
            .replace("r398\n", 'r398"\n'), "FYP-303", ["第 2 行"]),
    refused(41, "a quote never closed on the last line",
            TABLE.rstrip("\n").replace("区残联台账", '"区残联台账'),
            "FYP-303", ["第 4 行"]),
    refused(41, "text behind a closing quote",
            TABLE.replace("区残联台账", '"区残联"台账'), "FYP-304",
            ["第 4 行", "台账"]),
    taken(41, "empty quotes, doubled quotes, line ends inside quotes",
          HEAD + '"罗江区",残疾人基本康复服务覆盖率,2022,"87.92",""\n'
          '罗江区,"残疾人基本康复服务覆盖率",2023,89.34,"年报""第三版"""\n'
          '罗江区,城乡残疾人职业技能培训人数,2023,1372,"一\r\n二\n三,四"\n'),
    taken(41, "quotes inside a cell that is not quoted",
          TABLE.replace("年报", '年"报"').replace("台账", '台账"')),
]


def huge_line(folder):
    path = folder / "大.csv"
    with path.open("wb") as file:
        file.write(HEAD.encode())
        for _ in range(200):
            file.write(b"7" * 1_000_000)
    return path


def huge_quoted_line(folder):
    path = folder / "大.csv"
    with path.open("wb") as file:
        file.write(HEAD.encode() + b'"')
        for _ in range(200):
            file.write(b"7" * 1_000_000)
    return path


def many_columns(folder):
    return raw(folder, "宽.csv", b"7," * 1_000_000 + b"7\n")


def many_lines(folder):
    path = folder / "长.csv"
    with path.open("wb") as file:
        file.write(TABLE.encode())
        for _ in range(1000):
            file.write(b",,,,\n" * 10_000)
    return path


def huge_file(folder):
    path = folder / "极大.csv"
    with path.open("wb") as file:
        file.write(TABLE.encode())
        file.truncate(2_000_000_001)
    return path


LIMITS = [
    built(42, "a line of 200 MB", huge_line, REFUSED, ["FYP-305"],
          says=["第 2 行"]),
    built(42, "a line of 200 MB in quotes", huge_quoted_line, REFUSED,
          ["FYP-303"], says=["第 2 行"]),
    built(42, "1,000,001 columns", many_columns, REFUSED, ["FYP-305"]),
    built(42, "more than 10,000,000 lines", many_lines, REFUSED,
          ["FYP-375"], seconds=40),
    built(42, "a file of more than 2 GB", huge_file, REFUSED, ["FYP-012"]),
]

RAGGED = [
    one(43, "a row with a cell less, a row with one more", HEAD
        + "罗江区,残疾人基本康复服务覆盖率,2022,87.92\n"
        "罗江区,残疾人基本康复服务覆盖率,2023,89.34,区残联年报\n"
        "罗江区,城乡残疾人职业技能培训人数,2023,1372,台账,7\n", REJECTED,
        ["FYP-320"], {(REGION, RATE, 2023): "89.34"}, file="报表.csv",
        rejected=2, says=["报表.csv:2", "报表.csv:4"]),
    one(43, "1,372 without quotes", TABLE.replace("1372", "1,372"), REJECTED,
        ["FYP-320"], {place: value for place, value in FIGURES.items()
                      if place[1] == RATE}, file="报表.csv", rejected=1,
        says=["报表.csv:4"]),
]


# --- 44: what is no regular file; names of all kinds ---

def fifo(folder):
    os.mkfifo(folder / "管道.csv")
    return folder / "管道.csv"


def loop(folder):
    os.symlink("环.csv", folder / "环.csv")
    return folder / "环.csv"


def directory(folder):
    (folder / "夹.csv").mkdir()
    return folder / "夹.csv"


def link(folder):
    raw(folder, "真.csv", TABLE.encode())
    os.symlink("真.csv", folder / "链.csv")
    return folder / "链.csv"


def unreadable(folder):
    inner = folder / "锁"
    inner.mkdir()
    path = raw(inner, "报表.csv", TABLE.encode())
    path.chmod(0)
    return path


def named(name):
    def make(folder):
        path = os.path.join(os.fsencode(folder), os.fsencode(name))
        with open(path, "wb") as file:
            file.write(TABLE.encode())
        return path
    return make


KINDS = [
    built(44, "a pipe", fifo, REFUSED, ["FYP-013"]),
    built(44, "a folder", directory, REFUSED, ["FYP-013"]),
    built(44, "/dev/zero", lambda folder: "/dev/zero", REFUSED, ["FYP-013"]),
    built(44, "a link to itself", loop, REFUSED, ["FYP-010"]),
    built(44, "no such file", lambda folder: folder / "无.csv", REFUSED,
          ["FYP-010"]),
    built(44, "a link to a file", link, DONE, (), FIGURES),
] + ([] if os.geteuid() == 0 else [  # root may read everything
    built(44, "an unreadable file", unreadable, REFUSED, ["FYP-010"]),
]) + [
    built(44, f"a name with {what}", named(name), DONE, (), FIGURES)
    for what, name in (
        ("a line end", "报\n表.csv"), ("an emoji", "报表😀.csv"),
        ("bytes of GBK", "报表".encode("gbk") + b".csv"),
        ("a minus in front", "-rf"), ("an escape sequence", "\x1b[31m.csv"),
        ("directions for printf", "%n%s%100000d.csv"),
        ("quotes and a semicolon", "'; DROP TABLE figure; --.csv"),
        ("blanks", " 报 表 .csv"), ("no extension", "报表"),
        ("the extension of a workbook", "报表.xlsx"))
]

# --- 67: another locale changes nothing ---

LOCALES = [
    taken((65, 67), f"under LC_ALL={locale}", GBK, ["FYP-710"],
          env={"LC_ALL": locale})
    for locale in ("C", "POSIX", "de_DE.UTF-8", "zh_CN.GB18030", "")
]

CASES = (ENCODINGS + DAMAGED + DELIMITERS + LINES + QUOTES + LIMITS + RAGGED
         + KINDS + LOCALES)
