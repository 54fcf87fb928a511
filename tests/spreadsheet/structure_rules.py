# SPDX-License-Identifier: GPL-3.0-or-later
"""What every workbook must be, one rule a function: it takes a book.Book and
yields what is wrong, with sheet and cell. Read by test_structure.py.

Standard library only.
"""

import colorsys
import re
import xml.etree.ElementTree as tree

from book import BLACK, CHART, DRAW, MAIN, REL, WHITE, area_of, place_name

RULES = {}
WORDS = {}      # of base/messages.def: {name: (Chinese, English)}
COLOURS = set()     # of reports/xlsx_*.h and .c, which alone give any
FUNCTIONS = set()   # of reports/xlsx_formula.c

UNDEFINED = "—"
TEXT_MAX, NAME_MAX, SERIES_MAX, CONTRAST_LEAST = 32767, 31, 6, 4.5
# A font that holds Chinese characters; others are replaced without a word.
CHINESE_FONTS = {"微软雅黑", "等线", "宋体", "黑体", "仿宋", "楷体",
                 "Microsoft YaHei", "DengXian", "SimSun", "SimHei",
                 "Noto Sans CJK SC", "Source Han Sans SC"}
# Hues of Okabe and Ito's palette (degrees): orange, sky blue, bluish green,
# yellow, blue, vermillion, reddish purple.
OKABE_ITO = (41, 202, 164, 56, 202, 26, 327)
HUE_NEAR, GREY_BELOW = 16, 0.12
HEADS = {"0072B2", "7A4A00"}     # fills of the heads of columns
STATUS_SYMBOLS = "✔▲●▼○？—"
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")
TAIL = re.compile(r"-?\d+(?:\.\d+)?")


def rule(function):
    RULES[function.__name__] = function
    return function


def words(*names):
    return [text for name in names for text in WORDS[name]]


def load_words(root):
    """Texts, colours and functions, from the sources that the program has
    them from."""
    source = (root / "base/messages.def").read_text(encoding="utf-8")
    for name, zh, en in re.findall(
            r'FYP_MESSAGE\((\w+),\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)"',
            source):
        WORDS[name] = (zh, en)
    for path in (root / "reports").glob("xlsx_*.[ch]"):
        COLOURS.update(re.findall(r"0x([0-9A-F]{6})\b",
                                  path.read_text(encoding="utf-8")))
    table = (root / "reports/xlsx_formula.c").read_text(encoding="utf-8")
    table = table[table.index("functions[] = {"):]
    FUNCTIONS.update(re.findall(r'"([A-Z]+)"', table[:table.index("};")]))


# --- the file ---

@rule
def the_archive_is_sound(book):
    yield from book.flaws


@rule
def every_part_is_well_formed_xml(book):
    for name, data in book.parts.items():
        if not name.endswith((".xml", ".rels")):
            yield f"{name}: no XML"
            continue
        if b"<!DOCTYPE" in data:
            yield f"{name}: a document type"
        try:
            tree.fromstring(data)
        except tree.ParseError as problem:
            yield f"{name}: {problem}"


@rule
def there_are_no_macros(book):
    for name, data in book.parts.items():
        if re.search(r"vba|macrosheet|activeX|ctrlProps", name, re.I):
            yield f"{name}: a macro"
        if name == "[Content_Types].xml" and re.search(
                rb"macroEnabled|vbaProject|macrosheet", data):
            yield f"{name}: a type with macros"


@rule
def nothing_leads_outside(book):
    for name, data in book.parts.items():
        if "externalLink" in name or name.startswith("xl/connections"):
            yield f"{name}: a link"
        if name.endswith(".rels"):
            for node in tree.fromstring(data).iter(REL + "Relationship"):
                if node.get("TargetMode") not in (None, "Internal"):
                    yield f"{name}: {node.get('Target')}"
        # a link within the workbook has a place and no relation
        for what in (rb"<externalReference", rb"<hyperlink [^>]*r:id=",
                     rb"<a:hlinkClick [^>]*r:id="):
            if re.search(what, data):
                yield f"{name}: {what.decode()}"


@rule
def nothing_is_embedded(book):
    for name, data in book.parts.items():
        if re.search(r"embeddings|media/|\.bin$|\.ole$", name):
            yield f"{name}: embedded"
        if b"<oleObject" in data or b"<controls" in data:
            yield f"{name}: an object"


@rule
def nothing_is_hidden(book):
    for node in book.xml("xl/workbook.xml").iter(MAIN + "definedName"):
        # every program hides the name of a filter
        if node.get("hidden") and node.get("name") != "_xlnm._FilterDatabase":
            yield f"name {node.get('name')}"
    for sheet in book.sheets:
        if sheet.state:
            yield f"{sheet.name}: {sheet.state}"
        for node in sheet.root.iter(MAIN + "col"):
            if node.get("hidden") or float(node.get("width", "9")) == 0:
                yield f"{sheet.name}: column {node.get('min')}"
        for node in sheet.root.iter(MAIN + "row"):
            if node.get("hidden") or node.get("ht") in ("0", "0.0"):
                yield f"{sheet.name}: row {node.get('r')}"


@rule
def every_text_fits_its_cell(book):
    for sheet in book.sheets:
        for cell in sheet.filled.values():
            if (isinstance(cell.value, str) and
                    len(cell.value.encode("utf-16-le")) > 2 * TEXT_MAX):
                yield f"{sheet.name}!{cell.name}: {len(cell.value)} characters"


@rule
def sheet_names_are_short_single_and_meaningful(book):
    names = [sheet.name for sheet in book.sheets]
    for name in names:
        if not name.strip() or len(name.encode("utf-16-le")) > 2 * NAME_MAX:
            yield f"{name!r}: too short or too long"
        if re.fullmatch(r"(sheet|工作表|表)\s*\d*", name, re.I):
            yield f"{name}: says nothing"
        if re.search(r"[\[\]:*?/\\]", name):
            yield f"{name}: a character that Excel refuses"
        if names.count(name) > 1:
            yield f"{name}: twice"
    if not names:
        yield "no sheet"


@rule
def the_first_sheet_is_open_at_its_first_cell(book):
    for view in book.xml("xl/workbook.xml").iter(MAIN + "workbookView"):
        for key in ("activeTab", "firstSheet"):
            if view.get(key, "0") != "0":
                yield f"{key} is {view.get(key)}"
    for sheet in book.sheets:
        view = next(sheet.root.iter(MAIN + "sheetView"))
        if (view.get("tabSelected") == "1") != (sheet.index == 0):
            yield f"{sheet.name}: selected or not"
        if view.get("topLeftCell", "A1") != "A1":
            yield f"{sheet.name}: opens at {view.get('topLeftCell')}"
        pane = view.find(MAIN + "pane")
        corner = "A1" if pane is None else place_name(
            int(float(pane.get("ySplit", "0"))) + 1,
            int(float(pane.get("xSplit", "0"))) + 1)
        if pane is not None and pane.get("topLeftCell") != corner:
            yield f"{sheet.name}: scrolled to {pane.get('topLeftCell')}"
        _, row, column, _, _ = area_of(corner)
        # each part of a split sheet starts with its own
        first = {place_name(r, c) for r in (1, row) for c in (1, column)}
        for node in view.findall(MAIN + "selection"):
            if node.get("activeCell", "A1") not in first:
                yield f"{sheet.name}: {node.get('activeCell')} is selected"


@rule
def the_document_says_what_it_is_and_when(book):
    core = book.parts.get("docProps/core.xml", b"").decode()
    found = {}
    for name in ("dc:title", "dc:subject", "dc:creator", "dcterms:created",
                 "dcterms:modified"):
        match = re.search(rf"<{name}(?: [^>]*)?>([^<]+)</{name}>", core)
        if match and match[1].strip():
            found[name] = match[1]
        else:
            yield f"{name} is missing"
    created = found.get("dcterms:created", "")
    match = re.fullmatch(r"(\d{4})-12-31T00:00:00Z", created)
    said = " ".join(
        [found.get("dc:title", ""), found.get("dc:subject", "")] +
        [str(c.value) for s in book.sheets[:1] for c in s.filled.values()])
    if not match or match[1] not in said:
        yield f"created {created}: not the year that it is about"
    if found.get("dcterms:modified") != created:
        yield "modified by a clock"


# --- charts ---

@rule
def charts_have_a_title_and_two_axis_titles(book):
    for chart in book.charts:
        if not chart.title.strip():
            yield f"{chart.label}: no title"
        if not chart.axis_title("catAx", "dateAx").strip():
            yield f"{chart.label}: no title of the categories"
        title = chart.axis_title("valAx")
        if not title.strip():
            yield f"{chart.label}: no title of the values"
            continue
        unit = unit_of(book, chart)
        if unit and unit not in title:
            yield f"{chart.label}: {title} without its unit {unit}"


def unit_of(book, chart):
    """As the data have it, in the row of the first series; of shares "%"."""
    if any("%" in node.get("formatCode", "")
           for node in chart.plot.iterfind(
               f"{CHART}valAx/{CHART}numFmt")):
        return "%"
    area = area_of(chart.series[0].values or "")
    sheet = book.sheet(area[0]) if area else None
    places = sheet.column_with(*words("COLUMN_UNIT")) if sheet else []
    if not places or places[0][0] != 1:
        return None
    unit = sheet.value(area[1], places[0][1])
    return None if unit in (UNDEFINED, "无", None) else unit


@rule
def charts_draw_at_most_six_series(book):
    for chart in book.charts:
        if not 1 <= len(chart.series) <= SERIES_MAX:
            yield f"{chart.label}: {len(chart.series)} series"


@rule
def series_differ_by_more_than_colour(book):
    for chart in book.charts:
        looks = {}
        for series in chart.series:
            if not series.is_drawn or is_edge(chart, series):
                continue
            marker, dash = series.look()
            if len(points_of(book, series)) < 2:
                dash = None     # a single point has no line
            if series.kind in ("lineChart", "scatterChart"):
                look = (marker, dash)
            else:
                look = (series.kind, pattern_of(series))
            if look in looks:
                yield (f"{chart.label}: {series.name} looks like "
                       f"{looks[look]}: {look}")
            if look == (None, None):
                yield f"{chart.label}: {series.name} cannot be seen"
            looks[look] = series.name


def is_edge(chart, series):
    """The second edge of a band, which has one entry in the legend."""
    place = series.node.find(CHART + "idx").get("val")
    return (next(chart.plot.iter(CHART + "upDownBars"), None) is not None and
            any(entry.find(CHART + "idx").get("val") == place and
                entry.find(CHART + "delete") is not None
                for entry in chart.root.iter(CHART + "legendEntry")))


def pattern_of(series):
    pattern = series.node.find(f"{CHART}spPr/{DRAW}pattFill")
    return "plain" if pattern is None else pattern.get("prst")


def cells_of(book, formula):
    """[value or None] of a range; None: there is no such range."""
    area = area_of(formula or "")
    sheet = book.sheet(area[0]) if area and area[0] else None
    if not sheet:
        return None
    return [sheet.value(r, c) for r in range(area[1], area[3] + 1)
            for c in range(area[2], area[4] + 1)]


def points_of(book, series):
    """{place: number} of what is drawn."""
    cells = cells_of(book, series.values) or []
    return {i: v for i, v in enumerate(cells) if isinstance(v, float)}


@rule
def charts_tell_their_finding(book):
    for chart in book.charts:
        if len(chart.told.strip()) < 12:
            yield f"{chart.label}: no alternative text"
            continue
        if "barChart" in chart.kinds:
            told = chart.told.lower()
            if not all(word in told for word in
                       chart.series[0].name.lower().split()):
                yield f"{chart.label}: does not say what is shown"
            continue
        points = points_of(book, judged_series(book, chart))
        if not points:
            continue
        for which, place in (("first", min(points)), ("last", max(points))):
            if not tells(chart.told, points[place]):
                yield (f"{chart.label}: {which} value {points[place]} is not "
                       f"told: {chart.told}")


def title_of(book, series):
    """Head of the column that a series is drawn from."""
    area = area_of(series.values or "")
    sheet = book.sheet(area[0]) if area else None
    return sheet.value(1, area[2]) if sheet else None


def judged_series(book, chart):
    """What the chart is about; beside it stand paths, targets, forecasts."""
    return next((s for s in chart.series
                 if title_of(book, s) in words("DATA_JUDGED")),
                chart.series[0])


def tells(text, value):
    """Is the number in the text, with some of its decimals?"""
    for found in TAIL.findall(text):
        decimals = len(found.partition(".")[2])
        if abs(float(found) - value) <= 0.5 * 10.0 ** -decimals + 1e-9:
            return True
    return False


@rule
def charts_draw_cells_that_are_there(book):
    for chart in book.charts:
        if not chart.series:
            yield f"{chart.label}: nothing"
        for series in chart.series:
            values = cells_of(book, series.values)
            names = cells_of(book, series.categories)
            if not values or not names:
                yield f"{chart.label}: {series.name} has no cells"
                continue
            if len(values) != len(names):
                yield f"{chart.label}: {series.name}: not as many names"
            if not any(isinstance(v, float) for v in values):
                yield f"{chart.label}: {series.name} has no number"
            for i, (name, value) in enumerate(zip(names, values)):
                if (name is None and isinstance(value, float) and
                        series.is_drawn):
                    yield f"{chart.label}: {series.name}: point {i}, no name"


@rule
def charts_keep_the_points_of_their_cells(book):
    """What a preview shows that does not read the cells."""
    for chart in book.charts:
        for series in chart.series:
            kept = {i: float(v) for i, v in series.cached("val").items()}
            drawn = points_of(book, series)
            for i in sorted(kept.keys() | drawn.keys()):
                a, b = kept.get(i), drawn.get(i)
                if a is None or b is None or abs(a - b) > 1e-9 * max(
                        1.0, abs(b)):
                    yield (f"{chart.label}: {series.name}: point {i} is "
                           f"{b}, kept is {a}")


# --- colours and fonts ---

def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    parts = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4
             for p in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(ink, fill):
    """WCAG 2.1, 1.4.3."""
    a, b = sorted((luminance(ink), luminance(fill)))
    return (b + 0.05) / (a + 0.05)


def chart_inks(chart):
    for tag in ("defRPr", "rPr"):
        for node in chart.root.iter(DRAW + tag):
            colour = node.find(f"{DRAW}solidFill/{DRAW}srgbClr")
            yield colour.get("val").upper() if colour is not None else BLACK


@rule
def text_stands_out_from_its_fill(book):
    for sheet in book.sheets:
        for cell in sheet.filled.values():
            look = book.looks[cell.style]
            inks = [ink for ink, _ in cell.runs] if cell.runs else [look.ink]
            for ink in inks:
                if contrast(ink, look.fill) < CONTRAST_LEAST:
                    yield (f"{sheet.name}!{cell.name}: {ink} on {look.fill}: "
                           f"{contrast(ink, look.fill):.2f}")
        for node in sheet.root.iter(MAIN + "cfRule"):
            if node.get("dxfId") is None:
                continue
            ink, fill = book.rule_looks[int(node.get("dxfId"))]
            if contrast(ink or BLACK, fill or WHITE) < CONTRAST_LEAST:
                yield f"{sheet.name}: a rule gives {ink} on {fill}"
    for chart in book.charts:
        for ink in set(chart_inks(chart)):
            if contrast(ink, WHITE) < CONTRAST_LEAST:
                yield f"{chart.label}: {ink} on white"


@rule
def colours_are_those_of_the_styles(book):
    for sheet in book.sheets:
        for cell in sheet.filled.values():
            look = book.looks[cell.style]
            for colour in {look.ink, look.fill} - COLOURS - {BLACK, WHITE}:
                yield f"{sheet.name}!{cell.name}: {colour}"
    for chart in book.charts:
        for node in chart.root.iter(DRAW + "srgbClr"):
            colour = node.get("val").upper()
            if colour not in COLOURS and colour not in (BLACK, WHITE):
                yield f"{chart.label}: {colour}"


@rule
def chart_colours_are_of_the_okabe_ito_family(book):
    for chart in book.charts:
        for colour in {node.get("val").upper()
                       for node in chart.root.iter(DRAW + "srgbClr")}:
            parts = [int(colour[i:i + 2], 16) / 255 for i in (0, 2, 4)]
            if max(parts) - min(parts) < GREY_BELOW:
                continue
            hue = 360 * colorsys.rgb_to_hsv(*parts)[0]
            if all(min(abs(hue - h), 360 - abs(hue - h)) > HUE_NEAR
                   for h in OKABE_ITO):
                yield f"{chart.label}: {colour}"


@rule
def fonts_hold_chinese(book):
    for sheet in book.sheets:
        for cell in sheet.filled.values():
            fonts = {book.looks[cell.style].font}
            if cell.runs:
                fonts = {font for _, font in cell.runs}
            for font in fonts - CHINESE_FONTS:
                yield f"{sheet.name}!{cell.name}: {font}"
    for chart in book.charts:
        for tag in ("defRPr", "rPr"):
            for node in chart.root.iter(DRAW + tag):
                font = node.find(DRAW + "latin")
                font = None if font is None else font.get("typeface")
                if font not in CHINESE_FONTS:
                    yield f"{chart.label}: {font}"


# --- tables ---

@rule
def plain_data_are_tables(book):
    for sheet in book.sheets:
        if sheet.name in words("SHEET_DATA", "SHEET_QUALITY"):
            if len(sheet.tables) != 1:
                yield f"{sheet.name}: {len(sheet.tables)} tables"
        for table in sheet.tables:
            yield from flaws_of_table(sheet, table)
    names = [table.get(key) for sheet in book.sheets for table in sheet.tables
             for key in ("id", "displayName")]
    for name in names:
        if names.count(name) > 1:
            yield f"two tables {name}"
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*|\d+", name):
            yield f"table {name}: a name that not every program takes"


def flaws_of_table(sheet, table):
    _, top, left, bottom, right = area_of(table.get("ref"))
    used = sheet.filled
    if (top, left) != (1, 1):
        yield f"{sheet.name}: the table starts at {place_name(top, left)}"
    if (bottom, right) != (max(r for r, _ in used), max(c for _, c in used)):
        yield f"{sheet.name}: the table covers {table.get('ref')} only"
    titles = [c.get("name") for c in table.iter(MAIN + "tableColumn")]
    if titles != [sheet.value(top, c) for c in range(left, right + 1)]:
        yield f"{sheet.name}: headers differ from their cells: {titles}"
    if len(set(titles)) < len(titles) or not all(
            t.strip() and "\n" not in t for t in titles):
        yield f"{sheet.name}: blank, equal or broken headers: {titles}"
    if sheet.merges:
        yield f"{sheet.name}: merged cells {sheet.merges[0]}"
    if sheet.root.find(MAIN + "autoFilter") is not None:
        yield f"{sheet.name}: a filter beside the table"
    style = table.find(MAIN + "tableStyleInfo")
    if style is not None and style.get("name"):
        yield f"{sheet.name}: colours of {style.get('name')}"
    for row in range(top + 1, bottom + 1):
        if not any((row, c) in used for c in range(left, right + 1)):
            yield f"{sheet.name}: row {row} is blank"
    for column in range(left, right + 1):
        if not any((r, column) in used for r in range(top + 1, bottom + 1)):
            yield f"{sheet.name}: column {titles[column - left]} is blank"


@rule
def blanks_are_explained(book):
    """In the columns of lines and formulas, where a symbol would be a 0."""
    for sheet in book.sheets:
        for table in sheet.tables:
            _, top, left, bottom, right = area_of(table.get("ref"))
            for column in range(left, right + 1):
                drawn = (sheet.name in words("SHEET_DATA") and
                         sheet.value(top, column) in drawn_titles())
                for row in range(top + 1, bottom + 1):
                    if sheet.value(row, column) is not None:
                        continue
                    if not drawn:
                        yield (f"{sheet.name}!{place_name(row, column)}: "
                               "blank in a column that nothing is drawn from")
                    elif not explains(sheet, top, row, column):
                        yield (f"{sheet.name}!{place_name(row, column)}: "
                               "blank without a reason")


def drawn_titles():
    return words("DATA_REPORTED", "DATA_JUDGED", "DATA_EXPECTED",
                 "DATA_TARGET", "DATA_REFERENCE",
                 *(n for n in WORDS if n.startswith("DATA_FORECAST")))


@rule
def lines_are_drawn_from_the_data_sheet(book):
    """So that who reads the table has every number of every line."""
    for chart in book.charts:
        for series in chart.series if "barChart" not in chart.kinds else ():
            area = area_of(series.values or "")
            if not area or area[0] not in words("SHEET_DATA"):
                yield f"{chart.label}: {series.name}: {series.values}"
            elif title_of(book, series) not in drawn_titles():
                yield f"{chart.label}: {series.name}: column {area[2]}"


def explains(sheet, top, row, column):
    """Does the state of the row say why the cell is blank?"""
    places = [p for p in sheet.column_with(*words("DATA_STATE"))
              if p[0] == top]
    if not places:
        return False
    state = sheet.value(row, places[0][1]) or ""
    title = sheet.value(top, column)
    if title in state or any(w in state for w in words("DATA_LATER")):
        return True
    if title in words("DATA_REPORTED", "DATA_JUDGED"):
        return any(w in state for w in words(
            "DATA_MISSING", "DATA_COMPUTED", "DATA_BASELINE", "DATA_START",
            *(n for n in WORDS if n.startswith("DATA_FORECAST_"))))
    # forecasts are there for later years only
    return title in words(*(n for n in WORDS if n.startswith("DATA_FORECAST")))


@rule
def the_symbol_for_nothing_is_declared(book):
    symbol = [f"{s.name}!{c.name}" for s in book.sheets
              for c in s.filled.values() if c.value == UNDEFINED]
    told = [c for s in book.sheets for c in s.filled.values()
            if isinstance(c.value, str) and len(c.value) > 8 and
            re.search(r"[“\"]?—[”\"]?.{0,6}?(不|为|没有|not|is|means)", c.value)]
    if symbol and not told:
        yield f"{symbol[0]}: — is explained nowhere"
    method = book.sheet(*words("SHEET_METHOD"))
    if symbol and method and not any(
            c.value in [t.value for t in told]
            for c in method.filled.values()):
        yield f"{method.name}: does not explain —"


@rule
def the_indicators_can_be_filtered_and_keep_their_heads(book):
    sheet = book.sheet(*words("SHEET_INDICATORS"))
    if not sheet:
        return
    places = sheet.column_with(*words("COLUMN_STATUS"))
    if not places:
        yield f"{sheet.name}: no column of the status"
        return
    head, status = places[0]
    area = sheet.root.find(MAIN + "autoFilter")
    area = area_of(area.get("ref")) if area is not None else None
    for table in sheet.tables:
        area = area_of(table.get("ref"))
    rows = [c.row for c in sheet.rows_below(head, status)]
    if not area:
        yield f"{sheet.name}: no filter"
    elif area[1] != head or area[3] != rows[-1]:
        yield f"{sheet.name}: the filter covers rows {area[1]} to {area[3]}"
    else:
        titles = [sheet.value(head, c) for c in range(area[2], area[4] + 1)]
        if None in titles or len(set(titles)) < len(titles):
            yield f"{sheet.name}: blank or equal headers {titles}"
        for r1, c1, r2, c2 in sheet.merges:
            if r1 <= rows[-1] and r2 >= head:
                yield f"{sheet.name}: merged {place_name(r1, c1)} in the way"
    repeated = re.search(r"\$(\d+):\$(\d+)$",
                         sheet.defined("_xlnm.Print_Titles") or "")
    if not repeated or not int(repeated[1]) <= head <= int(repeated[2]):
        yield f"{sheet.name}: the header is not repeated in print"
    pane = next(sheet.root.iter(MAIN + "pane"), None)
    if (pane is None or pane.get("state") != "frozen" or
            float(pane.get("ySplit", "0")) != head):
        yield f"{sheet.name}: the header does not stay"


@rule
def a_status_has_a_word_and_a_symbol(book):
    for sheet in book.sheets:
        for row, column in sheet.column_with(*words(
                "COLUMN_STATUS", "COLUMN_STATUS_ORIGINAL",
                "COLUMN_STATUS_AMENDED")):
            # the head of a column, or the head of a line
            head = book.looks[sheet.cells[row, column].style].fill in HEADS
            beside = sheet.cells.get((row, column + 1))
            for cell in sheet.rows_below(row, column) if head else [beside]:
                if cell and not (isinstance(cell.value, str) and re.match(
                        rf"[{STATUS_SYMBOLS}] \w", cell.value)):
                    yield f"{sheet.name}!{cell.name}: {cell.value!r}"


# --- numbers and formulas ---

@rule
def numbers_are_stored_as_numbers(book):
    for sheet in book.sheets:
        numeric = {c for (_, c), cell in sheet.filled.items()
                   if isinstance(cell.value, float)}
        for (_, column), cell in sheet.filled.items():
            if (column in numeric and isinstance(cell.value, str) and
                    NUMBER.fullmatch(cell.value.strip())):
                yield f"{sheet.name}!{cell.name}: {cell.value!r}"


@rule
def formulas_are_the_programs_own(book):
    allowed = words("SHEET_SCORING", "SHEET_INDICATORS")
    for sheet in book.sheets:
        for cell in sheet.cells.values():
            if cell.formula is None:
                continue
            name = f"{sheet.name}!{cell.name}"
            text, about = cell.formula
            if sheet.name not in allowed:
                yield f"{name}: a formula on a sheet without"
            if about:
                yield f"{name}: shared or an array"
            if cell.value is None:
                yield f"{name}: no result"
            bare = re.sub(r'"[^"]*"|\'[^\']*\'', "", text)
            for function in re.findall(r"([A-Za-z0-9_.]+)\(", bare):
                if function not in FUNCTIONS:
                    yield f"{name}: {function}"
            if re.search(r"[\[\]#{}]", bare):
                yield f"{name}: {text[:60]}"


# --- paper ---

@rule
def every_page_is_set_up_for_a4(book):
    for sheet in book.sheets:
        setup = sheet.root.find(MAIN + "pageSetup")
        if setup is None or setup.get("paperSize") != "9":
            yield f"{sheet.name}: not A4"
            continue
        if setup.get("orientation") not in ("landscape", "portrait"):
            yield f"{sheet.name}: no orientation"
        footer = next(sheet.root.iter(MAIN + "oddFooter"), None)
        if footer is None or "&P" not in (footer.text or ""):
            yield f"{sheet.name}: no page number"
        area = area_of(sheet.defined("_xlnm.Print_Area") or "")
        if not area:
            yield f"{sheet.name}: no print area"
            continue
        yield from flaws_of_width(sheet, setup, area)
        for (row, column), cell in sheet.filled.items():
            if not (area[1] <= row <= area[3] and
                    area[2] <= column <= area[4]):
                yield f"{sheet.name}!{cell.name}: is not printed"
        for chart in sheet.charts:
            if chart.last_row - 1 > area[3] or chart.last_column > area[4] + 1:
                yield f"{chart.label}: is not printed whole"


def flaws_of_width(sheet, setup, area):
    """Fitted to one page's width, or scaled so that it fits; a table of more
    pages repeats the columns that say what a row is."""
    if re.search(r"\$[A-Z]+:\$[A-Z]+",
                 sheet.defined("_xlnm.Print_Titles") or ""):
        return
    fit = next(sheet.root.iter(MAIN + "pageSetUpPr"), None)
    if fit is not None and fit.get("fitToPage") == "1":
        if setup.get("fitToWidth", "1") != "1":
            yield f"{sheet.name}: {setup.get('fitToWidth')} pages wide"
        return
    margins = sheet.root.find(MAIN + "pageMargins")
    inches = 11.69 if setup.get("orientation") == "landscape" else 8.27
    inches -= float(margins.get("left")) + float(margins.get("right"))
    widths = {}
    for node in sheet.root.iter(MAIN + "col"):
        for column in range(int(node.get("min")), int(node.get("max")) + 1):
            widths[column] = float(node.get("width"))
    pixels = sum(7 * widths.get(c, 9.14) for c in
                 range(area[2], area[4] + 1))
    printed = pixels / 96 * int(setup.get("scale", "100")) / 100
    if printed > inches:
        yield f"{sheet.name}: {printed:.1f} of {inches:.1f} inches wide"
