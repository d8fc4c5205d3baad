"""Look at a workbook's raw parts for what a reader of values does not show or survive.

A formula arrives as its last result and an error value as a blank, so either could pass as a
count; a cell in the farthest corner takes all memory. The XML is scanned as bytes: a parser would
take longer than reading the values.
"""

import posixpath
import re
import string
from collections import Counter
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree
from xml.parsers import expat

from tasks.receive.reader import limits, plain_rows
from tasks.receive.reader.structure import listed_sheets, require_plain
from tasks.receive.refusal import Reason

FORMULA = "A count must be a value, not a formula. Ask the sender for the workbook with values."
ERROR = "The cell holds an error value such as #N/A. Ask the sender for a corrected file."
FAR = (
    "A cell lies so far out that the sheet is larger than any delivered table. Ask the sender to "
    "delete the rows and columns around the tables."
)
HIDDEN = (
    "The sheet is hidden: it may hold what was not meant to be sent. Ask the sender for the "
    "workbook without hidden sheets."
)
NO_SHEET = "The sheet is a chart, dialog or macro, not a table. Ask the sender for tables alone."
MACROS = "The workbook holds macros. Ask the sender to save it as .xlsx without them."
OUTSIDE = (
    "The workbook takes data from outside it (links to other workbooks, queries or connections). "
    "Ask the sender to break the links and send values."
)
EMBEDDED = "The workbook holds an embedded file or control. Ask the sender for one without."
TWICE = (
    "A cell stands twice in the sheet, so programs would read it differently. Ask the sender for "
    "the workbook again, saved by Excel."
)
ENCODING = "A part of the workbook is not in UTF-8. Ask the sender for it again, saved by Excel."
# What is found in the name of a part, as Office names them.
UNWANTED = {
    "vbaproject": MACROS,
    "/macrosheets/": MACROS,
    "/externallinks/": OUTSIDE,
    "/querytables/": OUTSIDE,
    "xl/connections.xml": OUTSIDE,
    "/embeddings/": EMBEDDED,
    "/activex/": EMBEDDED,
    "/ctrlprops/": EMBEDDED,
}

SHEET_DATA = b"sheetData"
LETTERS, DIGITS = string.ascii_letters.encode(), string.digits.encode()
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_ERROR = re.compile(rb"""<(?:[\w.-]+:)?c\b[^>]*\bt\s*=\s*["']e["']""")
_CELL = re.compile(rb"""<(?:[\w.-]+:)?c\s[^>]*?\br\s*=\s*["']([A-Za-z]+)(\d+)["']""")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*\d+)["']""")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*\bencoding\s*=\s*["']([^"']*)""")
_RELATION = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_UTF_8 = {b"utf-8", b"utf8", b"us-ascii"}


def reasons_to_refuse(parts: Mapping[str, bytes]) -> list[Reason]:
    """Return a reason for each thing that no delivered workbook may hold, by sheet and cell.

    Raises:
        KeyError, ValueError, ElementTree.ParseError, expat.ExpatError: not an xlsx workbook.
    """
    xml = [content for name, content in parts.items() if _is_xml(name, content)]
    reasons = [*_unwanted_parts(parts), *_other_encodings(xml)]
    if reasons:
        return reasons
    for text in xml:
        _require_well_formed(text)
    names = dict(_sheet_names(parts, reasons))
    for part, content in parts.items():
        # Any part with cells: readers differ in where they look for a sheet.
        if part in names or SHEET_DATA in content:
            reasons += _suspects(names.get(part, ""), content)
        elif b"<sst" in content or b":sst" in content:
            require_plain(content)
    return reasons


def names_of_sheets(parts: Mapping[str, bytes]) -> list[str]:
    """Return the names of a workbook's sheets, in its order, as a strict parser reads them."""
    return [sheet.get("name", "") for sheet in listed_sheets(_xml(parts, "xl/workbook.xml"))]


def _is_xml(name: str, content: bytes) -> bool:
    return name.lower().endswith((".xml", ".rels")) or SHEET_DATA in content


def _unwanted_parts(parts: Mapping[str, bytes]) -> list[Reason]:
    told = {what for part in parts for mark, what in UNWANTED.items() if mark in f"/{part.lower()}"}
    if b"macroEnabled" in parts.get("[Content_Types].xml", b""):
        told.add(MACROS)
    return [Reason(what=what) for what in sorted(told)]


def _other_encodings(xml: list[bytes]) -> list[Reason]:
    return [Reason(what=ENCODING)] if any(map(_is_not_utf_8, xml)) else []


def _is_not_utf_8(content: bytes) -> bool:
    declared = _ENCODING.search(content[:200])
    return b"\0" in content or bool(declared and declared[1].lower() not in _UTF_8)


def _sheet_names(parts: Mapping[str, bytes], reasons: list[Reason]) -> Iterator[tuple[str, str]]:
    relations = {
        relation.get("Id"): relation
        for relation in _xml(parts, "xl/_rels/workbook.xml.rels").iterfind(".//{*}Relationship")
    }
    for sheet in listed_sheets(_xml(parts, "xl/workbook.xml")):
        (key,) = (key for name in _RELATION if (key := sheet.get(name)))
        name, relation = sheet.get("name", ""), relations[key]
        if sheet.get("state", "visible") != "visible":
            reasons.append(Reason(name, what=HIDDEN))
        if not relation.get("Type", "").endswith("/worksheet"):
            reasons.append(Reason(name, what=NO_SHEET))
        target = posixpath.join("/xl", relation.get("Target", ""))
        part = posixpath.normpath(target).lstrip("/")
        # One that is there in other letters only is found by some readers, and blank to others.
        if part not in parts:
            raise KeyError(part)
        yield part, name


def _require_well_formed(xml: bytes) -> None:
    """Pass if a strict parser gets through: the one that reads values forgives too much."""
    # No workbook declares entities; refusing them closes the door to their expansion.
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise ValueError("a workbook declares no entities")
    # Of its prefixes too: plain rows are not looked at again.
    expat.ParserCreate(namespace_separator=" ").Parse(xml, True)


def _xml(parts: Mapping[str, bytes], name: str) -> ElementTree.Element:
    return ElementTree.fromstring(parts[name])  # noqa: S314


def _suspects(sheet: str, content: bytes) -> Iterator[Reason]:
    rows, rest = plain_rows.apart(content)
    require_plain(rest)
    for pattern, what in ((_FORMULA, FORMULA), (_ERROR, ERROR)):
        for found in pattern.finditer(rest):
            yield Reason(sheet, *_cell_at(rest, found.end()), what)
    places = plain_rows.places(rows) + _PLACE.findall(rest)
    apart = set(places)
    if far := _far_cell(apart):
        yield Reason(sheet, *far, FAR)
    # A cell may leave its place out; it is then the next one.
    if content.count(b"<c>") + content.count(b"<c/>") > limits.CELLS:
        yield Reason(sheet, what=FAR)
    if len(apart) < len(places):
        yield Reason(sheet, *_first_repeated(places), TWICE)


def _cell_at(content: bytes, end: int) -> tuple[int, str]:
    """Return row and column of the cell that ``end`` lies in; (0, '') if it says neither."""
    start = max(content.rfind(b"<c ", 0, end), content.rfind(b":c ", 0, end) - 50, 0)
    cells = _CELL.findall(content, start, content.find(b">", end) + 1 or len(content))
    return (int(cells[-1][1]), cells[-1][0].decode()) if cells else (0, "")


def _far_cell(places: set[bytes]) -> tuple[int, str] | None:
    """Return the farthest row and column if the rectangle up to them is too large."""
    # Of all places at once: a hundred thousand of them are no rarity.
    together = b" ".join(places)
    row = max(map(int, {*together.translate(None, LETTERS).split()}), default=0)
    column = max({*together.translate(None, DIGITS).split()}, key=_number, default=b"")
    if row * _number(column) <= limits.CELLS and row <= limits.CELLS:
        return None
    return row, column.decode().upper()


def _first_repeated(places: list[bytes]) -> tuple[int, str]:
    place = next(place for place, number in Counter(places).items() if number > 1)
    return int(place.lstrip(LETTERS)), place.rstrip(DIGITS).decode()


def _number(column: bytes) -> int:
    number = 0
    for letter in column.upper():
        number = number * 26 + letter - 64
    return number
