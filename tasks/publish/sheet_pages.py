"""How wide a sheet's columns are and on how many pages it prints, for both kinds of workbook.

Widths are digits of the body font and heights its lines, both at full size. A sheet prints one page
wide on A4, upright or across, on as few pages as small type allows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from tasks.publish import design
from tasks.publish.release_content import PlainSheet

TEXT_WIDTH, TITLE_WIDTH = 100.0, 120.0
NOTE_WIDTHS = (9.0, 80.0, 50.0)
PERIOD_WIDTH, FIGURE_WIDTH, SPARE_WIDTH = 9.0, 12.0, 10.0
PADDING = 1.5
# What a letter of the body and of the title takes, a tenth more than LibreOffice measures.
LETTER, TITLE_LETTER = 0.85, 1.0
DIGIT_POINTS = 6.8
# Margins in inches, and the type that a sheet is made smaller to for fewer pages, never below the
# least unless it is wide.
SIDE_MARGIN, END_MARGIN, HEADER_MARGIN = 0.4, 0.75, 0.3
SMALL_TYPE, LEAST_TYPE = 7 / design.BODY_POINTS, 6 / design.BODY_POINTS
A4_POINTS = (595.3, 841.9)


@dataclass(frozen=True)
class Printed:
    """How a sheet prints: across or upright, and on how many pages at most.

    Spare columns are empty: the texts above a narrow table reach over them.
    """

    is_across: bool
    pages: int
    spare_widths: Sequence[float]

    @property
    def orientation(self) -> str:
        """As spreadsheets call it."""
        return "landscape" if self.is_across else "portrait"


def column_widths(table: PlainSheet) -> list[float]:
    """Return the widths of a table's columns."""
    texts = zip(table.text_headers, *(row.texts for row in table.rows), strict=True)
    least = FIGURE_WIDTH if table.has_status else PERIOD_WIDTH
    return [
        *(max(map(len, column)) + PADDING for column in texts),
        *(max(least, *map(len, header.split())) + PADDING for header in table.figure_headers),
    ]


def printed(widths: Sequence[float], title: str, lines: Sequence[str], height: int) -> Printed:
    """Return how a sheet prints of these columns, this title, lines above and height in all."""
    texts = max([TITLE_LETTER * len(title), *(LETTER * len(line) for line in lines)])
    spare = [SPARE_WIDTH] * ceil(max(0, texts - sum(widths)) / SPARE_WIDTH)
    width = sum([*widths, *spare])
    across, upright = (_pages(width, height, is_across) for is_across in (True, False))
    is_across = across <= upright
    return Printed(is_across, (across if is_across else upright)[0], spare)


def _pages(width: float, height: int, is_across: bool) -> tuple[int, float]:
    """Return the number of pages, and how many times smaller the type is: the less the better."""
    short, long = A4_POINTS
    wide, high = (long, short) if is_across else (short, long)
    of_width = min(1.0, (wide - 144 * SIDE_MARGIN) / (width * DIGIT_POINTS))
    room = (high - 144 * END_MARGIN) / design.LINE_POINTS
    # Rows of one line, under the header row again on every page: two lines.
    pages = ceil(height / (room / min(of_width, SMALL_TYPE) - 2))
    of_height = (room * pages) / (height + 2 * pages)
    smaller = 1 / min(of_width, of_height)
    # Upright a wide table would be too small to read; across there is no other way.
    return (pages if is_across or of_width >= LEAST_TYPE else height, smaller)
