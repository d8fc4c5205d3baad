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

from tasks.publish import design
from tasks.publish.notes import cover_sections, notes
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
from tasks.publish.sheet_words import (
    LINKS,
    NO_TABLE,
    ONE_TABLE,
    contents,
    protection_lines,
    sheet_lines,
    sheet_title,
    table_name,
)
from tasks.publish.words import document_title, marked

CELL = (
    '<table:table-cell table:style-name="{style}" office:value-type="{kind}"{value}>'
    "<text:p>{text}</text:p></table:table-cell>"
)
TEXT_WIDTH, PADDING = 100.0, 1.5  # digits


def write_ods(content: Content, path: Path) -> None:
    """Write the workbook of a release as OpenDocument; the same release gives the same bytes.

    Raises:
        OSError: ``path`` cannot be written.
    """
    book = _Book(content)
    book.add_cover(document_title(content), cover_sections(content))
    book.add_texts(
        "Contents",
        marked(content, "Contents"),
        [ONE_TABLE, LINKS],
        ("Sheet", "What it shows"),
        contents(content),
    )
    numbered = {f"Note {number}": note for number, note in enumerate(notes(content), 1)}
    book.add_texts(
        "Notes", marked(content, "Notes"), [ONE_TABLE], ("Note", "What it says"), numbered
    )
    protection = content.protection
    book.add_figures(protection, marked(content, protection.title), protection_lines(content))
    for sheet in content.sheets:
        book.add_figures(sheet, marked(content, sheet_title(sheet)), sheet_lines(content, sheet))
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
        sheet = self._sheet("Cover", [TEXT_WIDTH])
        self._add_lines(sheet, title, [NO_TABLE])
        for heading, lines in sections.items():
            self._add_row(sheet, [heading], HEADING_2)
            for line in lines:
                self._add_row(sheet, [line], WRAPPED, len(wrap(line, int(TEXT_WIDTH))))

    def add_texts(
        self,
        name: str,
        title: str,
        lines: Sequence[str],
        headers: Sequence[str],
        rows: dict[str, str],
    ) -> None:
        sheet = self._sheet(name, [max(map(len, rows)) + PADDING, TEXT_WIDTH])
        self._add_lines(sheet, title, lines)
        self._open_table(sheet, name, headers, len(headers), len(lines) + 2, len(rows))
        for label, text in rows.items():
            first = _link(label) if name == "Contents" else label
            self._add_row(sheet, [first, text], WRAPPED, len(wrap(text, int(TEXT_WIDTH))))

    def add_figures(self, table: PlainSheet, title: str, lines: Sequence[str]) -> None:
        texts, headers = len(table.text_headers), [*table.text_headers, *table.figure_headers]
        sheet = self._sheet(table.name, _widths(table))
        self._add_lines(sheet, title, lines)
        self._open_table(sheet, table.name, headers, texts, len(lines) + 2, len(table.rows))
        sheet.appendChild(_Rows("".join(map(_row, table.rows))))

    def save(self, path: Path) -> None:
        self._document.spreadsheet.addElement(self._ranges)
        made = BytesIO()
        self._document.save(made)  # which closes the package; write leaves that to chance
        path.write_bytes(stamped(made.getvalue(), self._content.stamp))

    def _sheet(self, name: str, widths: Sequence[float]) -> Element:
        sheet = Table(name=name, stylename=self._styles.sheet)
        for width in widths:
            sheet.addElement(TableColumn(stylename=self._styles.column(width)))
        self._document.spreadsheet.addElement(sheet)
        return sheet

    def _add_lines(self, sheet: Element, title: str, lines: Sequence[str]) -> None:
        self._add_row(sheet, [title], HEADING_1)
        for line in lines:
            self._add_row(sheet, [line], TEXT)

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
        corner = f"{_column(len(headers))}{row + rows}"
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


def _widths(table: PlainSheet) -> list[float]:
    texts = zip(table.text_headers, *(row.texts for row in table.rows), strict=True)
    return [
        *(max(map(len, column)) + PADDING for column in texts),
        *(max(9.0, *map(len, header.split())) + PADDING for header in table.figure_headers),
    ]


def _column(number: int) -> str:
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
