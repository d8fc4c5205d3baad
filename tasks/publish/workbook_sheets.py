"""The sheets of the workbook, to the rules for releasing statistics in spreadsheets.

One real table a sheet, from column A; no merged, blank or hidden cells, filter buttons, frozen
panes, fills or italics; built-in heading styles; sans serif of 12 points or more.
"""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, NamedStyle
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from tasks.publish import design
from tasks.publish.release_content import PlainSheet, Row
from tasks.publish.sheet_notes import SheetNotes
from tasks.publish.sheet_pages import (
    END_MARGIN,
    HEADER_MARGIN,
    NOTE_WIDTHS,
    PADDING,
    SIDE_MARGIN,
    TEXT_WIDTH,
    TITLE_WIDTH,
    Printed,
    column_widths,
    printed,
)
from tasks.publish.sheet_words import (
    CONTENTS_HEADERS,
    LINKS,
    NO_TABLE,
    NOTE_HEADERS,
    ONE_TABLE,
    table_name,
)

A4 = 9
SWISS = 2  # the font family of sans serif

HEADING_1, HEADING_2, NORMAL, LINK = "Heading 1", "Heading 2", "Normal", "Hyperlink"
TEXT, TEXT_HEADER, FIGURE_HEADER, FIGURE = "Text", "Text header", "Figure header", "Figure"
WRAPPED = {LINK, TEXT, TEXT_HEADER, FIGURE_HEADER}
StyledText = tuple[str, str]


def empty_workbook(title: str) -> Workbook:
    """Return a workbook with no sheet, the house's styles and its document properties."""
    workbook = Workbook(write_only=True)
    _set_body_font(workbook)
    for style in _styles():
        workbook.add_named_style(style)
    workbook.properties.title = title
    workbook.properties.creator = workbook.properties.lastModifiedBy = design.ORGANISATION
    workbook.properties.language = design.LANGUAGE
    workbook.properties.keywords = design.KEYWORDS
    workbook.properties.subject = f"{design.MARKING}. {design.NOT_OFFICIAL}."
    return workbook


def add_cover(workbook: Workbook, title: str, sections: dict[str, list[str]]) -> None:
    """Add the sheet Cover: lines of text under headings, no table."""
    texts = [[(title, HEADING_1)], [(NO_TABLE, TEXT)]]
    for heading, lines in sections.items():
        texts += [[(heading, HEADING_2)], *([(line, TEXT)] for line in lines)]
    _new_sheet(workbook, "Cover", [TEXT_WIDTH], texts)


def add_contents(workbook: Workbook, title: str, titles: dict[str, str]) -> None:
    """Add the sheet Contents: a link to every sheet of ``titles``, with its title."""
    widths = [max(map(len, titles)) + PADDING, TITLE_WIDTH]
    rows = [[(name, LINK), (shows, TEXT)] for name, shows in titles.items()]
    top = _top(title, [ONE_TABLE, LINKS], CONTENTS_HEADERS)
    sheet = _new_sheet(workbook, "Contents", widths, [*top, *rows])
    _add_table(sheet, CONTENTS_HEADERS, len(top), len(rows))


def add_notes(workbook: Workbook, title: str, notes: SheetNotes) -> None:
    """Add the sheet Notes: one numbered note a row, with the sheets that it is about."""
    rows = [[(text, TEXT) for text in row] for row in notes.rows]
    top = _top(title, [ONE_TABLE], NOTE_HEADERS)
    sheet = _new_sheet(workbook, "Notes", NOTE_WIDTHS, [*top, *rows])
    _add_table(sheet, NOTE_HEADERS, len(top), len(rows))


def add_table_sheet(
    workbook: Workbook, table: PlainSheet, title: str, lines: Sequence[str]
) -> None:
    """Add a sheet with a title, the lines on how to read its table, and the table."""
    top = _top(title, lines, table.text_headers, table.figure_headers)
    sheet = _new_sheet(workbook, table.name, column_widths(table), top, len(table.rows))
    figure = _cell(sheet, None, FIGURE)
    for row in table.rows:
        sheet.append(_row(row, figure))
    headers = [*table.text_headers, *table.figure_headers]
    _add_table(sheet, headers, len(top), len(table.rows))


def _row(row: Row, figure: Cell) -> Iterator[str | Cell]:
    # A cell is written before the next is asked for, so that one carries every figure in turn.
    yield from row.texts
    for shown in row.shown:
        figure.value = int(shown) if shown.isdigit() else shown
        yield figure


def _set_body_font(workbook: Workbook) -> None:
    # Cells of no style are in the workbook's first font, and column widths are measured in it.
    body = _font()
    workbook._fonts = IndexedList([body])
    workbook._named_styles[NORMAL].font = body


def _font(size: int = design.BODY_POINTS, **more: str | bool) -> Font:
    return Font(name=design.FONT, family=SWISS, size=size, **more)


def _styles() -> list[NamedStyle]:
    body, bold = _font(), _font(bold=True)
    link = _font(underline="single", color="FF0000EE")
    heading_1, heading_2 = (_font(size=points, bold=True) for points in design.HEADING_POINTS)
    wrapped = Alignment(vertical="top", wrap_text=True)
    right = Alignment(horizontal="right")
    right_wrapped = Alignment(horizontal="right", vertical="top", wrap_text=True)
    return [
        NamedStyle(HEADING_1, font=heading_1, builtinId=16),
        NamedStyle(HEADING_2, font=heading_2, builtinId=17),
        NamedStyle(LINK, font=link, alignment=wrapped, builtinId=8),
        NamedStyle(TEXT, font=body, alignment=wrapped),
        NamedStyle(TEXT_HEADER, font=bold, alignment=wrapped),
        NamedStyle(FIGURE_HEADER, font=bold, alignment=right_wrapped),
        NamedStyle(FIGURE, font=body, alignment=right, number_format="#,##0"),
    ]


def _new_sheet(
    workbook: Workbook,
    name: str,
    widths: Sequence[float],
    texts: Sequence[Sequence[StyledText]],
    below: int = 0,
) -> WriteOnlyWorksheet:
    """Add a sheet with its first rows, its title first; ``below`` them stand as many lines."""
    heights = [_lines(widths, row) for row in texts]
    loose = [text for row in texts for text, style in row if style == NORMAL]
    page = printed(widths, texts[0][0][0], loose, sum(heights) + below)
    sheet = workbook.create_sheet(name)
    for number, width in enumerate([*widths, *page.spare_widths], 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.sheet_format.defaultRowHeight = design.LINE_POINTS
    sheet.sheet_format.customHeight = True
    _set_page(sheet, page, len(widths), len(texts) + below)
    for number, (row, lines) in enumerate(zip(texts, heights, strict=True), 1):
        # Not every application fits the height of a row when it opens a file.
        sheet.row_dimensions[number].height = design.LINE_POINTS * lines
        sheet.append([_cell(sheet, text, style) for text, style in row])
    return sheet


def _set_page(sheet: WriteOnlyWorksheet, page: Printed, columns: int, rows: int) -> None:
    sheet.print_area = f"A1:{get_column_letter(columns + len(page.spare_widths))}{rows}"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = page.orientation
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, page.pages
    sheet.page_margins = PageMargins(
        *(SIDE_MARGIN, SIDE_MARGIN), *(END_MARGIN, END_MARGIN), *(HEADER_MARGIN, HEADER_MARGIN)
    )
    for part, text in (
        (sheet.oddHeader.center, design.MARKING),
        (sheet.oddFooter.left, design.NOT_OFFICIAL),
        (sheet.oddFooter.right, "Page &P of &N"),
    ):
        part.text, part.font, part.size = text, f"{design.FONT},Regular", design.BODY_POINTS


def _top(
    title: str, lines: Sequence[str], texts: Sequence[str], figures: Sequence[str] = ()
) -> list[list[StyledText]]:
    return [
        [(title, HEADING_1)],
        *([(line, NORMAL)] for line in lines),
        [*((text, TEXT_HEADER) for text in texts), *((text, FIGURE_HEADER) for text in figures)],
    ]


def _lines(widths: Sequence[float], row: Sequence[StyledText]) -> int:
    return max(
        len(wrap(text, int(width))) if style in WRAPPED else 1
        for (text, style), width in zip(row, widths, strict=False)
    )


def _cell(sheet: WriteOnlyWorksheet, text: str | None, style: str) -> Cell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.style = style
    if style == LINK:
        cell.hyperlink = Hyperlink(ref="", location=f"'{text}'!A1", display=text)
    return cell


def _add_table(
    sheet: WriteOnlyWorksheet, headers: Sequence[str], header_row: int, rows: int
) -> None:
    """Declare the table; openpyxl adds filter buttons only to a table without named columns."""
    last = f"{get_column_letter(len(headers))}{header_row + rows}"
    columns = [TableColumn(id=number, name=header) for number, header in enumerate(headers, 1)]
    style = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.tables.add(
        Table(
            displayName=table_name(sheet.title),
            ref=f"A{header_row}:{last}",
            tableColumns=columns,
            tableStyleInfo=style,
        )
    )
    sheet.print_title_rows = f"{header_row}:{header_row}"
