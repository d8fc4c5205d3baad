"""Look at a workbook's raw XML for what a reader of values does not show.

A formula arrives as its last result and an error value as a blank, so either could pass as a
count. The XML is scanned as bytes: a parser would take longer than reading the values.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

from tasks.receive.refusal import Reason

FORMULA = "A count must be a value, not a formula. Ask the sender for the workbook with values."
ERROR = "The cell holds an error value such as #N/A. Ask the sender for a corrected file."

_SUSPECT = re.compile(
    rb"<(?:\w+:)?c\b(?P<attributes>[^>]*)>(?:\s*<(?:\w+:)?(?P<formula>f)\b)?", re.DOTALL
)
_REFERENCE = re.compile(rb"""\br=["']([A-Z]+)(\d+)["']""")
_ERROR = re.compile(rb"""\bt=["']e["']""")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"


def cells_without_a_value(content: bytes) -> list[Reason]:
    """Return a reason for each cell of a workbook that holds a formula or an error value.

    Raises:
        zipfile.BadZipFile, KeyError, ElementTree.ParseError: not an xlsx workbook.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return [
                reason
                for name, part in _sheet_parts(archive)
                for reason in _suspects(name, archive.read(part))
            ]
    except zipfile.BadZipFile as error:
        raise ValueError("not a zip file") from error


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in _xml(archive, "xl/_rels/workbook.xml.rels").iter(f"{_PACKAGE}Relationship")
    }
    for sheet in _xml(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet"):
        target = targets[sheet.get(_RELATION)]
        part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        yield sheet.get("name", ""), part


def _xml(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    content = archive.read(part)
    # No workbook declares entities; refusing them closes the door to their expansion.
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError("a workbook declares no entities")
    return ElementTree.fromstring(content)  # noqa: S314


def _suspects(sheet: str, content: bytes) -> Iterator[Reason]:
    # Most sheets have neither, which two searches tell faster than a walk over every cell.
    if b"<f" not in content and b":f" not in content and not _ERROR.search(content):
        return
    for cell in _SUSPECT.finditer(content):
        attributes = cell["attributes"]
        if cell["formula"] or _ERROR.search(attributes):
            place = _REFERENCE.search(attributes)
            column, row = (place[1].decode(), int(place[2])) if place else ("", 0)
            yield Reason(sheet, row, column, FORMULA if cell["formula"] else ERROR)
