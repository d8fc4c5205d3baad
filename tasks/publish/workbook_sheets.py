"""The sheets of the workbook, to the rules for releasing statistics in spreadsheets.

One real table a sheet, from column A; no merged, blank or hidden cells, filter buttons, frozen
panes, fills or italics; built-in heading styles; sans serif of 12 points or more.
"""

from collections.abc import Iterable, Iterator, Sequence
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
from tasks.publish.sheet_words import LINKS, NO_TABLE, ONE_TABLE, table_name

A4 = 9
SWISS = 2  # the font family of sans serif
MARGIN = 0.4  # inches
# Column widths, in digits of the body font.
TEXT_WIDTH = 100.0
NOTE_WIDTH = 10.0
PERIOD_WIDTH = 9.0
FIGURE_WIDTH = 12.0
PADDING = 1.5

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
    sheet = _new_sheet(workbook, "Cover", [TEXT_WIDTH])
    texts = [[(title, HEADING_1)], [(NO_TABLE, TEXT)]]
    for heading, lines in sections.items():
        texts += [[(heading, HEADING_2)], *([(line, TEXT)] for line in lines)]
    _write(sheet, texts)


def add_contents(workbook: Workbook, title: str, titles: dict[str, str]) -> None:
    """Add the sheet Contents: a link to every sheet of ``titles``, with its title."""
    headers = ("Sheet", "What it shows")
    lines = [ONE_TABLE, LINKS]
    sheet = _new_sheet(workbook, "Contents", [max(map(len, titles)) + PADDING, TEXT_WIDTH])
    top = [*_top(title, lines), [(header, TEXT_HEADER) for header in headers]]
    _write(sheet, [*top, *([(name, LINK), (shows, TEXT)] for name, shows in titles.items())])
    _add_table(sheet, "contents", headers, len(top), len(titles))


def add_notes(workbook: Workbook, title: str, notes: Sequence[str]) -> None:
    """Add the sheet Notes: one numbered note a row."""
    headers = ("Note", "What it says")
    sheet = _new_sheet(workbook, "Notes", [NOTE_WIDTH, TEXT_WIDTH])
    lines = [ONE_TABLE]
    top = [*_top(title, lines), [(header, TEXT_HEADER) for header in headers]]
    numbered = enumerate(notes, 1)
    _write(sheet, [*top, *([(f"Note {number}", TEXT), (note, TEXT)] for number, note in numbered)])
    _add_table(sheet, "notes", headers, len(top), len(notes))


def add_table_sheet(
    workbook: Workbook, table: PlainSheet, title: str, lines: Sequence[str]
) -> None:
    """Add a sheet with a title, the lines on how to read its table, and the table."""
    sheet = _new_sheet(workbook, table.name, _widths(table))
    header = [
        *((text, TEXT_HEADER) for text in table.text_headers),
        *((text, FIGURE_HEADER) for text in table.figure_headers),
    ]
    top = [*_top(title, lines), header]
    _write(sheet, top)
    figure = _cell(sheet, None, FIGURE)
    for row in table.rows:
        sheet.append(_row(row, figure))
    headers = [text for text, _ in header]
    _add_table(sheet, table_name(table.name), headers, len(top), len(table.rows))


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


def _new_sheet(workbook: Workbook, name: str, widths: Sequence[float]) -> WriteOnlyWorksheet:
    sheet = workbook.create_sheet(name)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.sheet_format.defaultRowHeight = design.LINE_POINTS
    sheet.sheet_format.customHeight = True
    _set_page(sheet)
    return sheet


def _set_page(sheet: WriteOnlyWorksheet) -> None:
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins = PageMargins(left=MARGIN, right=MARGIN)
    for part, text in (
        (sheet.oddHeader.center, design.MARKING),
        (sheet.oddFooter.left, design.NOT_OFFICIAL),
        (sheet.oddFooter.right, "Page &P of &N"),
    ):
        part.text, part.font, part.size = text, f"{design.FONT},Regular", design.BODY_POINTS


def _top(title: str, lines: Sequence[str]) -> list[list[StyledText]]:
    return [[(title, HEADING_1)], *([(line, NORMAL)] for line in lines)]


def _write(sheet: WriteOnlyWorksheet, rows: Iterable[Sequence[StyledText]]) -> None:
    """Write the first rows of a sheet, each as high as its text."""
    for number, row in enumerate(rows, 1):
        # Not every application fits the height of a row when it opens a file.
        sheet.row_dimensions[number].height = _height(sheet, row)
        sheet.append([_cell(sheet, text, style) for text, style in row])


def _height(sheet: WriteOnlyWorksheet, row: Sequence[StyledText]) -> float:
    columns = sheet.column_dimensions
    return design.LINE_POINTS * max(
        len(wrap(text, int(columns[get_column_letter(number)].width))) if style in WRAPPED else 1
        for number, (text, style) in enumerate(row, 1)
    )


def _cell(sheet: WriteOnlyWorksheet, text: str | None, style: str) -> Cell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.style = style
    if style == LINK:
        cell.hyperlink = Hyperlink(ref="", location=f"'{text}'!A1", display=text)
    return cell


def _add_table(
    sheet: WriteOnlyWorksheet, name: str, headers: Sequence[str], header_row: int, rows: int
) -> None:
    """Declare the table; openpyxl adds filter buttons only to a table without named columns."""
    last = f"{get_column_letter(len(headers))}{header_row + rows}"
    columns = [TableColumn(id=number, name=header) for number, header in enumerate(headers, 1)]
    style = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.tables.add(
        Table(
            displayName=name,
            ref=f"A{header_row}:{last}",
            tableColumns=columns,
            tableStyleInfo=style,
        )
    )
    sheet.print_title_rows = f"{header_row}:{header_row}"


def _widths(table: PlainSheet) -> list[float]:
    texts = zip(table.text_headers, *(row.texts for row in table.rows), strict=True)
    least = FIGURE_WIDTH if table.has_status else PERIOD_WIDTH
    return [
        *(max(map(len, column)) + PADDING for column in texts),
        *(max(least, *map(len, header.split())) + PADDING for header in table.figure_headers),
    ]
