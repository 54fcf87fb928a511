# SPDX-License-Identifier: GPL-3.0-or-later
"""LibreOffice as a calculator: workbooks are loaded, every formula is
computed again, and the cells are read back.

LibreOffice keeps the results that stand in a file unless its profile says
"always recalculate"; without that nothing would be tested. Standard library
only.
"""

import os
import pathlib
import re
import subprocess
import tempfile
import xml.etree.ElementTree as tree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = ("{http://schemas.openxmlformats.org/officeDocument/2006/"
            "relationships}id")
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>{mode}</value></prop>
</item></oor:items>
"""
ALWAYS, NEVER = 0, 1


def recalculate(paths, folder, mode=ALWAYS):
    """Loads and saves workbooks; the new files, in the same order."""
    with tempfile.TemporaryDirectory(prefix="fyp-office.") as home:
        user = pathlib.Path(home, "profile", "user")
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(
            PROFILE.format(mode=mode), encoding="utf-8")
        subprocess.run(
            ["soffice", "--headless", "--norestore",
             f"-env:UserInstallation={user.parent.as_uri()}",
             "--convert-to", "xlsx:Calc MS Excel 2007 XML",
             "--outdir", str(folder), *map(str, paths)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=dict(os.environ, HOME=home), timeout=900)
    return [pathlib.Path(folder, pathlib.Path(path).name) for path in paths]


def _strings(archive):
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    root = tree.fromstring(archive.read("xl/sharedStrings.xml"))
    return ["".join(t.text or "" for t in item.iter(MAIN + "t"))
            for item in root.iter(MAIN + "si")]


def _value(cell, strings):
    kind = cell.get("t", "n")
    value = cell.find(MAIN + "v")
    if kind == "inlineStr":
        return "".join(t.text or "" for t in cell.iter(MAIN + "t"))
    if value is None or value.text is None:
        return "" if kind in ("s", "str") else None
    if kind == "s":
        return strings[int(value.text)]
    if kind in ("str", "e"):
        return value.text
    return float(value.text)


def parts(archive):
    """Names of the sheets and the parts that they are in."""
    relations = tree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {r.get("Id"): r.get("Target") for r in relations}
    book = tree.fromstring(archive.read("xl/workbook.xml"))
    return {sheet.get("name"): "xl/" + targets[sheet.get(RELATION)].lstrip("/")
            .removeprefix("xl/") for sheet in book.iter(MAIN + "sheet")}


def read(path):
    """{sheet: {place: (value, formula or None)}}; a blank has no entry."""
    with zipfile.ZipFile(path) as archive:
        strings = _strings(archive)
        book = {}
        for name, part in parts(archive).items():
            cells = book[name] = {}
            for cell in tree.fromstring(archive.read(part)).iter(MAIN + "c"):
                formula = cell.find(MAIN + "f")
                value = _value(cell, strings)
                if value is not None or formula is not None:
                    cells[cell.get("r")] = (
                        value, None if formula is None else formula.text)
        return book


def rewrite(path, target, sheet, changes):
    """A copy with other numbers in some cells of a sheet: {place: number or
    None for a blank}; formulas keep the results that they have. A cell with
    a style must be there for each."""
    with zipfile.ZipFile(path) as archive:
        part = parts(archive)[sheet]
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
            for info in archive.infolist():
                data = archive.read(info)
                if info.filename == part:
                    data = _changed(data.decode("utf-8"), changes).encode()
                copy.writestr(info.filename, data)


def spoil(path, target, sheet, place, number):
    """A copy in which a formula has a wrong result."""
    with zipfile.ZipFile(path) as archive:
        part = parts(archive)[sheet]
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
            for info in archive.infolist():
                data = archive.read(info).decode("utf-8")
                if info.filename == part:
                    data, count = re.subn(
                        rf'(<c r="{place}"[^>]*><f>[^<]*</f><v>)[^<]*',
                        rf"\g<1>{number!r}", data)
                    if count != 1:
                        raise KeyError(place)
                copy.writestr(info.filename, data)


def _changed(xml, changes):
    for place, number in changes.items():
        cell = re.compile(
            rf'<c r="{place}"((?: s="\d+")?)(?: t="\w+")?(?:/>|>.*?</c>)')
        inner = ("/>" if number is None else f"><v>{number!r}</v></c>")
        xml, count = cell.subn(rf'<c r="{place}"\1{inner}', xml)
        if count != 1:
            raise KeyError(place)
    return xml
