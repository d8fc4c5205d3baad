"""Look at a workbook's raw parts for what a reader of values does not show or survive.

A formula arrives as its last result, an error value as a blank and a number that is struck through
as a number, so each could pass as a count; a cell in the farthest corner takes all memory. Rows are
scanned as bytes: a parser would take longer than reading the values.
"""

import posixpath
import re
import string
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree
from xml.parsers import expat

from tasks.receive.reader import limits, plain_rows
from tasks.receive.reader.marks import Formats, Mark, column_number, formats_of
from tasks.receive.reader.sheet_name import quotable
from tasks.receive.reader.structure import (
    MisshapenError,
    listed_sheets,
    marks_of_sheet,
    marks_of_texts,
)
from tasks.receive.refusal import Reason, RefusedError

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
MACRO_TYPE = (
    "The workbook is of a type that may hold macros (.xlsm). Ask the sender to save it as .xlsx."
)
OUTSIDE = (
    "The workbook takes data from outside it (links to other workbooks, queries or connections). "
    "Ask the sender to break the links and send values."
)
EMBEDDED = "The workbook holds an embedded file or control. Ask the sender for one without."
TWICE = (
    "A cell stands twice in the sheet, so programs would read it differently. Ask the sender to "
    "copy the tables into a new workbook."
)
ENCODING = (
    "A part of the workbook is not in UTF-8. Ask the sender to copy the tables into a new workbook."
)
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
# Nothing is read from these: what other programs leave beside the workbook's own parts.
NOT_READ = ("customxml/", "docprops/")
WORKBOOK, TYPES = "xl/workbook.xml", "[Content_Types].xml"
# Where the parser looks for them, whatever the workbook says.
FIXED_PARTS = {"/styles": "xl/styles.xml", "/sharedStrings": "xl/sharedStrings.xml"}

SHEET_DATA = b"sheetData"
LETTERS, DIGITS = string.ascii_letters.encode(), string.digits.encode()
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*\d+)["']""")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*\bencoding\s*=\s*["']([^"']*)""")
_RELATION = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_UTF_8 = {b"utf-8", b"utf8", b"us-ascii"}


class GuardedSheet(NamedTuple):
    """A sheet that may be read.

    ``name`` is as the workbook spells it, ``label`` what messages call it; ``marks`` say what the
    markup of its cells does.
    """

    name: str
    label: str
    marks: list[Mark]


def guarded(parts: Mapping[str, bytes]) -> list[GuardedSheet]:
    """Return the sheets of a workbook, in its order, if it holds nothing that none may hold.

    Raises:
        RefusedError: it does: a reason for each thing, by sheet and cell.
        KeyError, ValueError, ElementTree.ParseError, expat.ExpatError: not an xlsx workbook.
    """
    xml = {name: content for name, content in parts.items() if _is_xml(name, content)}
    _require_none([*_unwanted_parts(parts), *_other_encodings(xml)])
    for text in xml.values():
        _require_well_formed(text)
    _require_none([*_types_with_macros(parts), *_unlike_tables(parts)])
    formats, sheets = _formats(parts), dict(_sheet_parts(parts))
    reasons: list[Reason] = []
    for part, content in parts.items():
        # Any part with cells: readers differ in where they look for a sheet.
        if part in sheets or SHEET_DATA in content:
            sheet = sheets.get(part, GuardedSheet("", "", []))
            reasons += _looked_through(sheet, content, formats)
    _require_none(reasons)
    return list(sheets.values())


def names_of_sheets(parts: Mapping[str, bytes]) -> list[str]:
    """Return the names of a workbook's sheets, in its order, as a strict parser reads them."""
    return [sheet.get("name", "") for sheet in listed_sheets(_xml(parts, WORKBOOK))]


def _require_none(reasons: list[Reason]) -> None:
    if reasons:
        raise RefusedError(reasons)


def _is_xml(name: str, content: bytes) -> bool:
    is_read = not name.lower().startswith(NOT_READ)
    return (is_read and name.lower().endswith((".xml", ".rels"))) or SHEET_DATA in content


def _unwanted_parts(parts: Mapping[str, bytes]) -> list[Reason]:
    told = {what for part in parts for mark, what in UNWANTED.items() if mark in f"/{part.lower()}"}
    return [Reason(what=what) for what in sorted(told)]


def _types_with_macros(parts: Mapping[str, bytes]) -> list[Reason]:
    """A type that no part is of says nothing: programs declare what they might have written."""
    types = _xml(parts, TYPES)
    by_ending = {
        one.get("Extension", "").lower(): one.get("ContentType", "")
        for one in types.iterfind("{*}Default")
    }
    by_name = {
        one.get("PartName", "").lower(): one.get("ContentType", "")
        for one in types.iterfind("{*}Override")
    }
    told = [
        by_name.get(f"/{part.lower()}", by_ending.get(part.lower().rpartition(".")[2], ""))
        for part in parts
    ]
    return [Reason(what=MACRO_TYPE)] if any("macroenabled" in one.lower() for one in told) else []


def _other_encodings(xml: Mapping[str, bytes]) -> list[Reason]:
    return [Reason(what=ENCODING)] if any(map(_is_not_utf_8, xml.values())) else []


def _is_not_utf_8(content: bytes) -> bool:
    declared = _ENCODING.search(content[:200])
    return b"\0" in content or bool(declared and declared[1].lower() not in _UTF_8)


def _formats(parts: Mapping[str, bytes]) -> Formats:
    """Read what the styles and the shared texts say, from the parts that the parser looks into."""
    _require_one_reading(parts)
    lower = {part.lower(): part for part in parts}
    styles, texts = (lower.get(part.lower()) for part in FIXED_PARTS.values())
    return formats_of(
        _xml(parts, styles) if styles else None, marks_of_texts(parts[texts]) if texts else {}
    )


def _require_one_reading(parts: Mapping[str, bytes]) -> None:
    """Pass if the package points where the parser looks: another program follows the pointers.

    Raises:
        MisshapenError: it does not.
    """
    (main,) = _targets(parts, "_rels/.rels", "", "/officeDocument")
    if main != WORKBOOK:
        raise MisshapenError
    present = {part.lower() for part in parts}
    for kind, part in FIXED_PARTS.items():
        said = [one.lower() for one in _targets(parts, "xl/_rels/workbook.xml.rels", "xl", kind)]
        # Some programs point to a part that they had nothing to write into.
        if said != [part.lower()] and (said or part.lower() in present):
            raise MisshapenError


def _targets(parts: Mapping[str, bytes], relations: str, folder: str, kind: str) -> list[str]:
    return [
        _target(folder, relation)
        for relation in _relations(parts, relations).values()
        if relation.get("Type", "").endswith(kind)
    ]


def _relations(parts: Mapping[str, bytes], name: str) -> dict[str | None, ElementTree.Element]:
    found = _xml(parts, name).findall(".//{*}Relationship")
    by_key = {relation.get("Id"): relation for relation in found}
    # Of two under one key each reader takes another.
    if len(by_key) < len(found):
        raise MisshapenError
    return by_key


def _target(folder: str, relation: ElementTree.Element) -> str:
    target = posixpath.join(f"/{folder}", relation.get("Target", ""))
    return posixpath.normpath(target).lstrip("/")


def _listed(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str, ElementTree.Element]]:
    """Return each sheet's name, whether it is shown, and its relation."""
    relations = _relations(parts, "xl/_rels/workbook.xml.rels")
    for sheet in listed_sheets(_xml(parts, WORKBOOK)):
        (key,) = (key for name in _RELATION if (key := sheet.get(name)))
        yield sheet.get("name", ""), sheet.get("state", "visible"), relations[key]


def _unlike_tables(parts: Mapping[str, bytes]) -> list[Reason]:
    reasons = []
    for number, (name, state, relation) in enumerate(_listed(parts), 1):
        if state != "visible":
            reasons.append(Reason(quotable(name, number), what=HIDDEN))
        if not relation.get("Type", "").endswith("/worksheet"):
            reasons.append(Reason(quotable(name, number), what=NO_SHEET))
    return reasons


def _sheet_parts(parts: Mapping[str, bytes]) -> Iterator[tuple[str, GuardedSheet]]:
    seen = set()
    for number, (name, _, relation) in enumerate(_listed(parts), 1):
        part = _target("xl", relation)
        # One that is there in other letters only is found by some readers, and blank to others.
        if part not in parts or part in seen or part.lower().startswith(NOT_READ):
            raise MisshapenError
        seen.add(part)
        yield part, GuardedSheet(name, quotable(name, number), [])


def _require_well_formed(xml: bytes) -> None:
    """Pass if a strict parser gets through: the one that reads values forgives too much."""
    # No workbook declares entities; refusing them closes the door to their expansion.
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise ValueError("a workbook declares no entities")
    # Of its prefixes too: plain rows are not looked at again.
    expat.ParserCreate(namespace_separator=" ").Parse(xml, True)


def _xml(parts: Mapping[str, bytes], name: str) -> ElementTree.Element:
    return ElementTree.fromstring(parts[name])  # noqa: S314


def _looked_through(sheet: GuardedSheet, content: bytes, formats: Formats) -> Iterator[Reason]:
    """Mark a sheet's cells, and return the reasons to refuse it."""
    rows, rest = plain_rows.apart(content)
    try:
        sheet.marks.extend(plain_rows.marks(rows, formats))
        sheet.marks.extend(marks_of_sheet(rest, formats))
    except plain_rows.NoPlaceError:
        sheet.marks.extend(marks_of_sheet(content, formats))
    places = plain_rows.places(rows) + _PLACE.findall(rest)
    apart = set(places)
    if far := _far_cell(apart):
        yield Reason(sheet.label, *far, FAR)
    # A cell may leave its place out; it is then the next one. The shortest takes four bytes.
    if (
        len(content) > 4 * limits.CELLS
        and content.count(b"<c>") + content.count(b"<c/>") > limits.CELLS
    ):
        yield Reason(sheet.label, what=FAR)
    if len(apart) < len(places):
        yield Reason(sheet.label, *_first_repeated(places), TWICE)


def _far_cell(places: set[bytes]) -> tuple[int, str] | None:
    """Return the farthest row and column if the rectangle up to them is too large."""
    # Of all places at once: a hundred thousand of them are no rarity.
    together = b" ".join(places)
    row = max(map(int, {*together.translate(None, LETTERS).split()}), default=0)
    letters = {*together.translate(None, DIGITS).decode().split()}
    column = max(letters, key=column_number, default="")
    if row * column_number(column) <= limits.CELLS and row <= limits.CELLS:
        return None
    return row, column.upper()


def _first_repeated(places: list[bytes]) -> tuple[int, str]:
    place = next(place for place, number in Counter(places).items() if number > 1)
    return int(place.lstrip(LETTERS)), place.rstrip(DIGITS).decode()
