"""What a cell's markup says besides its value: struck through, raised, in pieces, hidden.

Readers of values drop all of it: a count of 2 with a raised note mark 2 is 22 to them, an old value
struck through beside the new one is a number of twice the digits. So each such cell is marked here,
and refused where a count, a code or a label is read from it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from tasks.receive.reader.number_format import has_condition, shows_number, shows_text

# The text is of several runs, or is annotated (phonetic runs).
PIECES = "pieces"
STRUCK, RAISED = "struck", "raised"
# By its number format: not shown, or shown as another number.
HIDDEN = "hidden"
# A conditional format may do one of these.
CONDITIONAL = "conditional"
FORMULA, ERROR, MERGED = "formula", "error", "merged"

NUMBER, SHARED = "n", "s"
TEXTS = {SHARED, "str", "inlineStr"}
OFF = {"0", "false"}
# By number, of those that programs know without being told: percentages.
_BUILT_IN = {"9": "0%", "10": "0.00%"}
_A_COUNT = 1.0
# Compiled when one is met: most workbooks have none, and are read in less time than that takes.
_RANGE = r"\$?([A-Za-z]+)\$?(\d+)(?::\$?([A-Za-z]+)\$?(\d+))?"
_COLUMNS = r"\$?([A-Za-z]+):\$?([A-Za-z]+)"
_ROWS = r"\$?(\d+):\$?(\d+)"
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


class Mark(NamedTuple):
    """What is the matter with the cells of a rectangle, rows and columns from 1."""

    kind: str
    first_row: int
    last_row: int
    first_column: int
    last_column: int


class Format(NamedTuple):
    """How a style shows a cell: marks of its font, and its number format ('' if harmless)."""

    marks: frozenset[str]
    code: str


class Formats(NamedTuple):
    """What styles and shared texts are not plain, by their number."""

    styles: Mapping[int, Format]
    # Of the formats that conditions apply.
    conditional: frozenset[int]
    texts: Mapping[int, frozenset[str]]

    def marks(self, kind: str, style: str, value: str) -> frozenset[str]:
        """Return the marks of a cell that holds a value, from its type, style and value."""
        marks = frozenset[str]()
        if kind == SHARED and self.texts:
            marks |= self.texts.get(_whole(value), marks)
        if (shown := self.styles.get(_whole(style))) is None:
            return marks
        is_hidden = bool(shown.code) and not _is_shown(shown.code, kind, value)
        return marks | shown.marks | ({HIDDEN} if is_hidden else set())


PLAIN = Formats({}, frozenset(), {})


def formats_of(styles: Element | None, texts: Mapping[int, frozenset[str]]) -> Formats:
    """Return what is not plain in a workbook's style sheet, and in its shared texts."""
    if styles is None:
        return Formats({}, frozenset(), texts)
    codes = _BUILT_IN | {
        one.get("numFmtId", ""): one.get("formatCode", "")
        for one in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    fonts = [font_marks(font) for font in styles.iterfind("{*}fonts/{*}font")]
    named = styles.findall("{*}cellStyleXfs/{*}xf")
    cells = [
        Format(_font_of(one, named, fonts), _suspect(codes.get(one.get("numFmtId", ""), "")))
        for one in styles.iterfind("{*}cellXfs/{*}xf")
    ]
    return Formats(
        {number: one for number, one in enumerate(cells) if one.marks or one.code},
        frozenset(_conditional(styles)),
        texts,
    )


def font_marks(font: Element) -> frozenset[str]:
    """Return the marks of a font: struck through, raised or lowered."""
    return frozenset(
        mark for part in font if (mark := font_mark(_local(part.tag), part.get("val")))
    )


def font_mark(property_name: str, value: str | None) -> str:
    """Return the mark that a property of a font makes, or ''."""
    if property_name == "strike" and value not in OFF:
        return STRUCK
    if property_name == "vertAlign" and value != "baseline":
        return RAISED
    return ""


def hides_some_count(code: str) -> bool:
    """Say if a number format, applied by a condition, would not show a count as itself."""
    return not shows_number(code, _A_COUNT)


def rectangles(kind: str, ranges: str) -> Iterator[Mark]:
    """Return a mark for each of the ranges (``C6:E9 A1 B:C``) of a sheet."""
    for one in ranges.split():
        if found := re.fullmatch(_RANGE, one):
            rows = sorted((int(found[2]), int(found[4] or found[2])))
            columns = sorted((column_number(found[1]), column_number(found[3] or found[1])))
            yield Mark(kind, *rows, *columns)
        elif found := re.fullmatch(_COLUMNS, one):
            yield Mark(kind, 1, _LAST_ROW, column_number(found[1]), column_number(found[2]))
        elif found := re.fullmatch(_ROWS, one):
            yield Mark(kind, int(found[1]), int(found[2]), 1, _LAST_COLUMN)


def whole_sheet(kind: str) -> Mark:
    """Return a mark of every cell of a sheet."""
    return Mark(kind, 1, _LAST_ROW, 1, _LAST_COLUMN)


def column_number(letters: str) -> int:
    """Return the number of a column (A is 1) from its letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _font_of(style: Element, named: list[Element], fonts: list[frozenset[str]]) -> frozenset[str]:
    marks = _numbered(fonts, style.get("fontId", "0"))
    # Programs differ in whether the font of the named style shows where the cell's is not applied.
    base = _whole(style.get("xfId", ""))
    if style.get("applyFont") in OFF and 0 <= base < len(named):
        marks |= _numbered(fonts, named[base].get("fontId", "0"))
    return marks


def _numbered(fonts: list[frozenset[str]], number: str) -> frozenset[str]:
    return fonts[at] if 0 <= (at := _whole(number)) < len(fonts) else frozenset()


def _conditional(styles: Element) -> Iterator[int]:
    for number, one in enumerate(styles.iterfind("{*}dxfs/{*}dxf")):
        code = one.find("{*}numFmt")
        if any(map(font_marks, one.iterfind("{*}font"))) or (
            code is not None and hides_some_count(code.get("formatCode", ""))
        ):
            yield number


def _suspect(code: str) -> str:
    """Return a number format if it has to be asked about each cell, '' if it shows all of them."""
    if not code:
        return ""
    is_plain = not has_condition(code) and shows_text(code) and shows_number(code, 0)
    return "" if is_plain and shows_number(code, _A_COUNT) else code


def _is_shown(code: str, kind: str, value: str) -> bool:
    if kind in TEXTS:
        return shows_text(code)
    try:
        number = float(value)
    except ValueError:
        return True
    # A format that hides every count hides the zeros on purpose.
    return shows_number(code, number) and (number != 0 or shows_number(code, _A_COUNT))


def _whole(text: str) -> int:
    """Return a number that a style or text goes by, or -1."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() else -1


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
