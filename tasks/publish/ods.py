"""The workbook again as OpenDocument: the same sheets, with their tables named."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import TextIO
from xml.sax.saxutils import escape

from odf import dc, meta
from odf.element import Element, Text
from odf.namespaces import nsdict
from odf.opendocument import OpenDocument, OpenDocumentSpreadsheet
from odf.table import (
    DatabaseRange,
    DatabaseRanges,
    Table,
    TableCell,
    TableColumn,
    TableHeaderRows,
    TableRow,
)
from odf.text import A, P
from openpyxl.utils import get_column_letter

from tasks.publish import design
from tasks.publish.notes import cover_sections
from tasks.publish.ods_styles import (
    FIGURE,
    FIGURE_HEADER,
    HEADING_1,
    HEADING_2,
    TEXT,
    TEXT_HEADER,
    WRAPPED,
    OdsStyles,
)
from tasks.publish.release_content import Content, PlainSheet, Row
from tasks.publish.reproducible_zip import stamped
from tasks.publish.sheet_notes import sheet_notes
from tasks.publish.sheet_pages import (
    NOTE_WIDTHS,
    PADDING,
    TEXT_WIDTH,
    TITLE_WIDTH,
    column_widths,
    printed,
)
from tasks.publish.sheet_words import (
    CONTENTS_HEADERS,
    LINKS,
    NO_TABLE,
    NOTE_HEADERS,
    ONE_TABLE,
    contents,
    sheet_lines,
    sheet_title,
    table_name,
    top_lines,
)
from tasks.publish.words import document_title, marked

CELL = (
    '<table:table-cell table:style-name="{style}" office:value-type="{kind}"{value}>'
    "<text:p>{text}</text:p></table:table-cell>"
)


def write_ods(content: Content, path: Path) -> None:
    """Write the workbook of a release as OpenDocument; the same release gives the same bytes.

    Raises:
        OSError: ``path`` cannot be written.
    """
    book, notes = _Book(content), sheet_notes(content)
    book.add_cover(document_title(content), cover_sections(content))
    book.add_texts(
        "Contents",
        marked(content, "Contents"),
        [ONE_TABLE, LINKS],
        CONTENTS_HEADERS,
        list(contents(content).items()),
    )
    book.add_texts("Notes", marked(content, "Notes"), [ONE_TABLE], NOTE_HEADERS, notes.rows)
    protection = content.protection
    book.add_figures(protection, marked(content, protection.title), top_lines(notes, protection))
    for sheet in content.sheets:
        title = marked(content, sheet_title(sheet))
        book.add_figures(sheet, title, sheet_lines(notes, content, sheet))
    book.save(path)


class _Rows(Text):  # type: ignore[misc]  # odfpy has no types
    """Rows of figures as XML: an object for each of 150,000 cells takes odfpy half a minute."""

    def toXml(self, level: int, file: TextIO) -> None:  # noqa: N802 - odfpy's name
        file.write(self.data)


class _Book:
    """A document that sheets are added to, each with at most one named table."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._document = OpenDocumentSpreadsheet()
        # odfpy names a namespace in a file once any document has used it: name all, always.
        Element.namespaces = dict(nsdict)
        self._styles = OdsStyles(self._document)
        self._ranges = DatabaseRanges()
        _set_properties(self._document, content)

    def add_cover(self, title: str, sections: dict[str, list[str]]) -> None:
        texts = [
            (text, style, len(wrap(text, int(TEXT_WIDTH))))
            for heading, lines in sections.items()
            for text, style in ((heading, HEADING_2), *((line, WRAPPED) for line in lines))
        ]
        height = sum(lines for _, _, lines in texts)
        sheet = self._sheet("Cover", [TEXT_WIDTH], title, [NO_TABLE], len(texts), height)
        for text, style, lines in texts:
            self._add_row(sheet, [text], style, lines)

    def add_texts(
        self,
        name: str,
        title: str,
        lines: Sequence[str],
        headers: Sequence[str],
        rows: Sequence[Sequence[str]],
    ) -> None:
        first = max(len(label) for label, *_ in rows) + PADDING
        widths = NOTE_WIDTHS if name == "Notes" else [first, TITLE_WIDTH]
        heights = [
            max(len(wrap(text, int(width))) for text, width in zip(row, widths, strict=True))
            for row in rows
        ]
        sheet = self._sheet(name, widths, title, lines, 1 + len(rows), 1 + sum(heights))
        self._open_table(sheet, name, headers, len(headers), len(lines) + 2, len(rows))
        for (label, *others), height in zip(rows, heights, strict=True):
            first_cell = _link(label) if name == "Contents" else label
            self._add_row(sheet, [first_cell, *others], WRAPPED, height)

    def add_figures(self, table: PlainSheet, title: str, lines: Sequence[str]) -> None:
        texts, headers = len(table.text_headers), [*table.text_headers, *table.figure_headers]
        rows = len(table.rows)
        # A header of several words takes two lines.
        sheet = self._sheet(table.name, column_widths(table), title, lines, 1 + rows, 2 + rows)
        self._open_table(sheet, table.name, headers, texts, len(lines) + 2, rows)
        sheet.appendChild(_Rows("".join(map(_row, table.rows))))

    def save(self, path: Path) -> None:
        self._document.spreadsheet.addElement(self._ranges)
        made = BytesIO()
        self._document.save(made)  # which closes the package; write leaves that to chance
        path.write_bytes(stamped(made.getvalue(), self._content.stamp))

    def _sheet(
        self,
        name: str,
        widths: Sequence[float],
        title: str,
        lines: Sequence[str],
        rows: int,
        height: int,
    ) -> Element:
        """Add a sheet with its title and lines, on a page for the rows and height below them."""
        page = printed(widths, title, lines, 1 + len(lines) + height)
        last = f"{get_column_letter(len(widths) + len(page.spare_widths))}{1 + len(lines) + rows}"
        sheet = Table(
            name=name,
            stylename=self._styles.sheet(page),
            printranges=f"'{name}'.A1:'{name}'.{last}",
        )
        for width in [*widths, *page.spare_widths]:
            sheet.addElement(TableColumn(stylename=self._styles.column(width)))
        self._document.spreadsheet.addElement(sheet)
        self._add_row(sheet, [title], HEADING_1)
        for line in lines:
            self._add_row(sheet, [line], TEXT)
        return sheet

    def _add_row(
        self, sheet: Element, texts: Sequence[str | Element], style: str, lines: int = 1
    ) -> None:
        row = TableRow(stylename=self._styles.row(lines))
        for text in texts:
            _add_cell(row, text, style)
        sheet.addElement(row)

    def _open_table(
        self, sheet: Element, name: str, headers: Sequence[str], texts: int, row: int, rows: int
    ) -> None:
        """Add the header row, which is row number ``row``, and name the table below it."""
        head, cells = TableHeaderRows(), TableRow()
        for number, header in enumerate(headers):
            _add_cell(cells, header, TEXT_HEADER if number < texts else FIGURE_HEADER)
        head.addElement(cells)
        sheet.addElement(head)
        corner = f"{get_column_letter(len(headers))}{row + rows}"
        address = f"'{name}'.A{row}:'{name}'.{corner}"
        named = DatabaseRange(name=table_name(name), targetrangeaddress=address)
        named.setAttribute("containsheader", "true")
        named.setAttribute("displayfilterbuttons", "false")
        self._ranges.addElement(named)


def _row(row: Row) -> str:
    cells = [*map(_text_cell, row.texts), *map(_figure_cell, row.shown)]
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


@cache
def _text_cell(text: str) -> str:
    return CELL.format(style=TEXT, kind="string", value="", text=escape(text))


@cache
def _figure_cell(shown: str) -> str:
    if not shown.isdigit():
        return CELL.format(style=FIGURE, kind="string", value="", text=escape(shown))
    value = f' office:value="{shown}"'
    return CELL.format(style=FIGURE, kind="float", value=value, text=f"{int(shown):,}")


def _set_properties(document: OpenDocument, content: Content) -> None:
    noon = f"{content.stamp:%Y-%m-%dT%H:%M:%S}"
    for element, text in (
        (dc.Title, document_title(content)),
        (dc.Creator, design.ORGANISATION),
        (meta.InitialCreator, design.ORGANISATION),
        (dc.Subject, f"{design.MARKING}. {design.NOT_OFFICIAL}."),
        (dc.Language, design.LANGUAGE),
        (dc.Date, noon),
        (meta.CreationDate, noon),
    ):
        document.meta.addElement(element(text=text))
    for keyword in design.KEYWORDS.split(", "):
        document.meta.addElement(meta.Keyword(text=keyword))


def _add_cell(row: Element, text: str | Element, style: str) -> None:
    cell = TableCell(valuetype="string", stylename=style)
    _add_text(cell, text)
    row.addElement(cell)


def _add_text(cell: Element, text: str | Element) -> None:
    paragraph = P()
    if isinstance(text, str):
        paragraph.addText(text)
    else:
        paragraph.addElement(text)
    cell.addElement(paragraph)


def _link(sheet: str) -> Element:
    return A(href=f"#'{sheet}'.A1", type="simple", text=sheet)
