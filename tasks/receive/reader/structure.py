"""Hold the XML of a sheet to what every spreadsheet program writes, by a strict parser.

The reader of values forgives: it takes what it knows and leaves the rest, so a row inside a row, a
value in pieces or one written as a reference (&#49;) would lose counts without a word. Cells are
plain here, or the workbook is refused.
"""

import re
from xml.parsers import expat

SPREADSHEETS = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
# What stands in what; 'f' is refused by its own name.
INSIDE = {
    "worksheet": None,
    "sst": {"si", "extLst"},
    "si": {"t", "r", "rPh", "phoneticPr"},
    "t": set[str](),
    "sheetData": {"row"},
    "row": {"c"},
    "c": {"v", "is", "f"},
    "v": set[str](),
    "f": set[str](),
    "is": {"t", "r", "rPh", "phoneticPr"},
}
VALUES = {"v", "is"}
TYPES = {"n", "s", "str", "inlineStr", "b", "d", "e"}
ROOTS = {"worksheet", "sst"}
_REFERENCE_IN_VALUE = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^>]*)?>[^<]*&")


class MisshapenError(ValueError):
    """The XML is no sheet as any spreadsheet program writes it."""


def require_plain(xml: bytes) -> None:
    """Pass if a sheet's cells, or the texts that sheets share, are plain.

    Raises:
        MisshapenError: they are not.
        expat.ExpatError: it is no XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    shape = _Shape()
    parser.StartElementHandler = shape.start
    parser.EndElementHandler = shape.end
    # A value in pieces is read differently by each reader.
    parser.CommentHandler = parser.StartCdataSectionHandler = shape.interrupted
    parser.ProcessingInstructionHandler = shape.interrupted
    parser.Parse(xml, True)
    if _REFERENCE_IN_VALUE.search(xml):
        raise MisshapenError


class _Shape:
    def __init__(self) -> None:
        self.open: list[str] = []
        self.has_value = False
        self.sheets = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        local = local if namespace in SPREADSHEETS else name
        allowed = INSIDE.get(self.open[-1]) if self.open else ROOTS
        if allowed is not None and local not in allowed:
            raise MisshapenError
        if local == "c" and attributes.get("t", "n") not in TYPES:
            raise MisshapenError
        self._count(local)
        self.open.append(local)

    def _count(self, local: str) -> None:
        if local == "c":
            self.has_value = False
        elif local in VALUES:
            if self.has_value:
                raise MisshapenError
            self.has_value = True
        elif local == "sheetData":
            self.sheets += 1
            if self.sheets > 1 or self.open != ["worksheet"]:
                raise MisshapenError

    def end(self, _: str) -> None:
        self.open.pop()

    def interrupted(self, *_: object) -> None:
        if {"sheetData", "sst"} & {*self.open}:
            raise MisshapenError
