"""Hold the XML of a sheet to what every spreadsheet program writes, by a strict parser.

The reader of values forgives: it takes what it knows and leaves the rest, so a row inside a row, a
value in pieces or one written as a reference (&#49;) would lose counts without a word. Cells are
plain here, or the workbook is refused.
"""

import re
from xml.etree.ElementTree import Element
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
INLINE = "inlineStr"
TYPES = {"n", "s", "str", INLINE, "b", "d", "e"}
ROOTS = {"worksheet", "sst"}
# By the name that the parser gives them.
_LOCAL = {
    f"{namespace} {local}": local
    for namespace in SPREADSHEETS
    for local in set[str]().union(INSIDE, *filter(None, INSIDE.values()))
}
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


def listed_sheets(workbook: Element) -> list[Element]:
    """Return the sheets that a workbook lists, in its order.

    Raises:
        MisshapenError: its list holds something else, or a name that is not one line or stands
            twice: readers would leave out different sheets.
    """
    lists = [part for part in workbook.iter() if _local(part) == "sheets"]
    if len(lists) != 1 or lists[0] not in list(workbook):
        raise MisshapenError
    sheets = list(lists[0])
    names = [sheet.get("name", "") for sheet in sheets]
    if not all(_local(sheet) == "sheet" for sheet in sheets) or not all(map(_is_line, names)):
        raise MisshapenError
    if len({name.lower() for name in names}) < len(names):
        raise MisshapenError
    return sheets


def _local(element: Element) -> str:
    namespace, _, local = element.tag.lstrip("{").rpartition("}")
    return local if namespace in SPREADSHEETS else element.tag


def _is_line(name: str) -> bool:
    return bool(name.strip()) and name.isprintable()


class _Shape:
    def __init__(self) -> None:
        self.open: list[str] = []
        self.has_value = False
        self.is_inline = False
        self.sheets = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = _LOCAL.get(name, name)
        allowed = INSIDE.get(self.open[-1]) if self.open else ROOTS
        if allowed is not None and local not in allowed:
            raise MisshapenError
        if local == "c":
            self._start_cell(attributes.get("t", "n"))
        elif local in VALUES:
            self._start_value(local)
        elif local == "sheetData":
            self._start_rows()
        self.open.append(local)

    def _start_cell(self, kind: str) -> None:
        if kind not in TYPES:
            raise MisshapenError
        self.has_value, self.is_inline = False, kind == INLINE

    def _start_value(self, local: str) -> None:
        # A text of its own under another type is a blank to some readers.
        if self.has_value or (local == "is") != self.is_inline:
            raise MisshapenError
        self.has_value = True

    def _start_rows(self) -> None:
        self.sheets += 1
        if self.sheets > 1 or self.open != ["worksheet"]:
            raise MisshapenError

    def end(self, _: str) -> None:
        self.open.pop()

    def interrupted(self, *_: object) -> None:
        if {"sheetData", "sst"} & {*self.open}:
            raise MisshapenError
