"""Hold the XML of a sheet to what every spreadsheet program writes, by a strict parser.

The reader of values forgives: it takes what it knows and leaves the rest, so a row inside a row, a
value in pieces or one written as a reference (&#49;) would lose counts without a word. Cells are
plain here, or the workbook is refused. What a cell's markup says besides its value is marked.
"""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element
from xml.parsers import expat

from tasks.receive.reader.marks import (
    CONDITIONAL,
    ERROR,
    FORMULA,
    MERGED,
    PIECES,
    PLAIN,
    Formats,
    Mark,
    column_number,
    font_mark,
    hides_some_count,
    rectangles,
    whole_sheet,
)
from tasks.receive.reader.plain_text import plain

SPREADSHEETS = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_OF_TEXTS = {"t", "r", "rPh", "phoneticPr"}
# What stands in what.
INSIDE = {
    "worksheet": None,
    "sst": {"si", "extLst"},
    "extLst": {"ext"},
    "ext": None,
    "si": _OF_TEXTS,
    "t": set[str](),
    "r": {"rPr", "t"},
    "rPr": None,
    "rPh": {"t"},
    "sheetData": {"row"},
    "row": {"c"},
    "c": {"v", "is", "f"},
    "v": set[str](),
    "f": set[str](),
    "is": _OF_TEXTS,
}
VALUES = {"v", "is"}
INLINE, OWN_TEXT = "inlineStr", "str"
TYPES = {"n", "s", OWN_TEXT, INLINE, "b", "d", "e"}
ROOTS = {"worksheet", "sst"}
_MARKED = {"strike", "vertAlign", "conditionalFormatting", "cfRule", "mergeCell"}
# By the name that the parser gives them.
_LOCAL = {
    f"{namespace} {local}": local
    for namespace in SPREADSHEETS
    for local in _MARKED.union(INSIDE, *filter(None, INSIDE.values()))
}
# Conditional formats of Excel 2010 bring their own font and number format along.
_LATER_FORMAT = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main dxf"
_BREAK = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_PLACE = re.compile(r"([A-Za-z]+)(\d+)")


class MisshapenError(ValueError):
    """The XML is no sheet as any spreadsheet program writes it."""


def marks_of_sheet(xml: bytes, formats: Formats = PLAIN) -> list[Mark]:
    """Return the marks of a sheet whose cells are plain otherwise.

    Raises:
        MisshapenError: they are not.
        expat.ExpatError: it is no XML.
    """
    return _parsed(xml, formats).marks


def marks_of_texts(xml: bytes) -> Mapping[int, frozenset[str]]:
    """Return the marks of the texts that sheets share, by their number; plain ones are left out.

    Raises:
        MisshapenError: they are not as spreadsheet programs write them.
        expat.ExpatError: it is no XML.
    """
    return _parsed(xml, PLAIN).texts


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
    return bool(plain(name).strip()) and not _BREAK.search(name) and plain(name).isprintable()


def _parsed(xml: bytes, formats: Formats) -> "_Shape":
    parser = expat.ParserCreate(namespace_separator=" ")
    shape = _Shape(xml, parser, formats)
    parser.StartElementHandler = shape.start
    parser.EndElementHandler = shape.end
    # A value in pieces is read differently by each reader.
    parser.CommentHandler = parser.StartCdataSectionHandler = shape.interrupted
    parser.ProcessingInstructionHandler = shape.interrupted
    parser.Parse(xml, True)
    return shape


class _Shape:
    def __init__(self, xml: bytes, parser: expat.XMLParserType, formats: Formats) -> None:
        self.xml, self.parser, self.formats = xml, parser, formats
        self.open: list[str] = []
        self.sheets = 0
        self.marks: list[Mark] = []
        self.texts: dict[int, frozenset[str]] = {}
        self.text_number = -1
        self.row = self.column = 0
        self.ranges = ""
        self._start_cell({})
        self._start_text()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = _LOCAL.get(name, name)
        allowed = INSIDE.get(self.open[-1]) if self.open else ROOTS
        if allowed is not None and local not in allowed:
            raise MisshapenError
        match local:
            case "row":
                self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            case "c":
                self._start_cell(attributes)
            case "v" | "is":
                self._start_value(local)
            case "f":
                self._start_formula()
            case "sheetData":
                self._start_rows()
            case "t" | "r" | "rPh" | "si":
                self._start_in_text(local)
            case "strike" | "vertAlign":
                self._start_in_font(font_mark(local, attributes.get("val")))
            case _:
                self._start_beside_cells(local, attributes)
        self.open.append(local)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.kind = attributes.get("t", "n")
        if self.kind not in TYPES:
            raise MisshapenError
        self.style = attributes.get("s", "0")
        # Some readers count a style below 0 from the last one.
        if not (self.style.isascii() and self.style.isdigit()):
            raise MisshapenError
        self.value, self.has_value = "", False
        if place := _PLACE.fullmatch(attributes.get("r", "")):
            self.row, self.column = int(place[2]), column_number(place[1])
        else:
            self.column += 1

    def _start_value(self, local: str) -> None:
        # A text of its own under another type is a blank to some readers.
        if self.has_value or (local == "is") != (self.kind == INLINE):
            raise MisshapenError
        self.has_value = True
        self.value_start = self.parser.CurrentByteIndex
        self._start_text()

    def _start_formula(self) -> None:
        # After its value it is none to some readers, and the value another one.
        if self.has_value:
            raise MisshapenError
        self._mark({FORMULA})

    def _start_text(self) -> None:
        self.runs = self.whole_texts = 0
        self.text_marks = set[str]()

    def _start_in_text(self, local: str) -> None:
        if local == "si":
            self.text_number += 1
            self._start_text()
        elif local == "r":
            self.runs += 1
        elif local == "rPh":
            self.text_marks.add(PIECES)
        elif local == "t" and self.open[-1] in {"si", "is"}:
            self.whole_texts += 1

    def _start_in_font(self, mark: str) -> None:
        if mark and self.open[-1] == "rPr":
            self.text_marks.add(mark)
        elif mark and _LATER_FORMAT in self.open:
            # Which cells it is for is said later on.
            self.marks.append(whole_sheet(CONDITIONAL))

    def _start_rows(self) -> None:
        self.sheets += 1
        if self.sheets > 1 or self.open != ["worksheet"]:
            raise MisshapenError

    def _start_beside_cells(self, local: str, attributes: dict[str, str]) -> None:
        if local == "mergeCell":
            self.marks += rectangles(MERGED, attributes.get("ref", ""))
        elif local == "conditionalFormatting":
            self.ranges = attributes.get("sqref", "")
        elif local == "cfRule" and self._is_conditional(attributes.get("dxfId", "")):
            self.marks += rectangles(CONDITIONAL, self.ranges)
        elif _LATER_FORMAT in self.open and hides_some_count(attributes.get("formatCode", "0")):
            self.marks.append(whole_sheet(CONDITIONAL))

    def _is_conditional(self, number: str) -> bool:
        return number.isdigit() and int(number) in self.formats.conditional

    def end(self, _: str) -> None:
        match self.open.pop():
            case "v":
                self._end_value()
            case "is":
                self._mark(self._end_text())
            case "si" if marks := self._end_text():
                self.texts[self.text_number] = frozenset(marks)
            case "c":
                self._end_cell()

    def _end_value(self) -> None:
        written = self.xml[self.value_start : self.parser.CurrentByteIndex]
        # References are read alike in a text, not in a number.
        if b"&" in written and self.kind != OWN_TEXT:
            raise MisshapenError
        self.value = written.rpartition(b">")[2].decode("utf-8", "replace")

    def _end_text(self) -> set[str]:
        # A text beside another, or beside runs, is left out by some readers.
        if self.whole_texts > 1 or (self.whole_texts and self.runs):
            raise MisshapenError
        return self.text_marks | ({PIECES} if self.runs > 1 else set())

    def _end_cell(self) -> None:
        if self.kind == "e":
            self._mark({ERROR})
        if self.has_value:
            self._mark(self.formats.marks(self.kind, self.style, self.value))

    def _mark(self, kinds: set[str] | frozenset[str]) -> None:
        self.marks += (
            Mark(kind, self.row, self.row, self.column, self.column) for kind in sorted(kinds)
        )

    def interrupted(self, *_: object) -> None:
        if {"sheetData", "sst"} & {*self.open}:
            raise MisshapenError
