"""Cut the rows out of a sheet's XML if all of them are as spreadsheet programs write them.

Nearly all bytes of a sheet are such rows. A pattern runs through them some fifteen times as fast
as a parser that calls back for each cell; what it does not know is left to the parser.
"""

import re
from collections.abc import Iterator

from tasks.receive.reader.marks import NUMBER, Formats, Mark, column_number

_VALUE = rb"<v>[^<&]*+</v>"
_TEXT = rb'<is><t(?: xml:space="preserve")?+>[^<]*+</t></is>'
_PLACE_AND_STYLE = rb'(?: r="[A-Z]++[0-9]++"| s="[0-9]++")*+'
# A value has none of the types of an error or of a text of its own.
_CELL = b"|".join(
    (
        rb'<c(?: r="[A-Z]++[0-9]++"| s="[0-9]++"| t="(?:n|s|str|b)")*+>(?:' + _VALUE + rb")?+</c>",
        b"<c" + _PLACE_AND_STYLE + b" ?+/>",
        b"<c" + _PLACE_AND_STYLE + rb' t="inlineStr">' + _TEXT + b"</c>",
    )
)
_ABOUT_ROW = rb"r|spans|s|ht|hidden|customFormat|customHeight|thickBot|thickTop|x14ac:dyDescent"
_ROW = rb"<row(?: (?:" + _ABOUT_ROW + rb')="[\w.: -]*+")*+(?: ?+/>|>(?:' + _CELL + rb")*+</row>)"
_ROWS = re.compile(rb"<sheetData>\s*+(?:" + _ROW + rb"\s*+)*+</sheetData>")
# As the rows above write it, and no other way.
_PLACE = re.compile(rb' r="([A-Z]*+[0-9]++)"')
_TYPE, _STYLE = re.compile(rb' t="([^"]*)"'), re.compile(rb' s="([^"]*)"')
_FULL_PLACE = re.compile(rb' r="([A-Z]+)([0-9]+)"')
NO_ROWS = b"<sheetData/>"


class NoPlaceError(Exception):
    """A cell does not say where it is: it is the next one."""


def apart(xml: bytes) -> tuple[bytes, bytes]:
    """Return the rows of a sheet if all are plain, and the XML without them; else nothing, and all.

    What is cut out holds no formula, no error value and no entity, and every cell at most one
    value. The rest is plain if and only if the whole is.
    """
    found = _ROWS.search(xml)
    if not found:
        return b"", xml
    return found[0], xml[: found.start()] + NO_ROWS + xml[found.end() :]


def places(rows: bytes) -> list[bytes]:
    """Return where the cells of plain rows say that they are (B7), and the rows (7)."""
    return _PLACE.findall(rows)


def marks(rows: bytes, formats: Formats) -> Iterator[Mark]:
    """Return the marks of plain rows.

    Raises:
        NoPlaceError: a cell that is marked does not say where it is.
    """
    if not formats.styles and not formats.texts:
        return
    for attributes, value, text in _may_be_marked(formats).findall(rows):
        kind, style = _TYPE.search(attributes), _STYLE.search(attributes)
        kinds = formats.marks(
            kind[1].decode() if kind else NUMBER,
            style[1].decode() if style else "0",
            (value or text).decode("utf-8", "replace"),
        )
        if not kinds:
            continue
        if not (place := _FULL_PLACE.search(attributes)):
            raise NoPlaceError
        row, column = int(place[2]), column_number(place[1].decode())
        yield from (Mark(kind, row, row, column, column) for kind in sorted(kinds))


def _may_be_marked(formats: Formats) -> re.Pattern[bytes]:
    """Find cells with a value whose style, or whose shared text, is not plain."""
    wanted = [b' t="s"'] if formats.texts else []
    if 0 in formats.styles:
        # The style of a cell that names none.
        wanted = [b""]
    elif formats.styles:
        wanted.append(b' s="0*+(?:%s)"' % "|".join(map(str, formats.styles)).encode())
    return re.compile(
        rb"<c((?=[^>]*(?:%s))[^>]*)>(?:<v>([^<]*)</v>|<is><t[^>]*>([^<]*)</t>)" % b"|".join(wanted)
    )
