"""Cell styles, columns and pages of the OpenDocument workbook."""

from odf.element import Element
from odf.namespaces import STYLENS
from odf.number import Number, NumberStyle
from odf.opendocument import OpenDocument
from odf.style import (
    FontFace,
    Footer,
    FooterStyle,
    Header,
    HeaderFooterProperties,
    HeaderStyle,
    MasterPage,
    PageLayout,
    PageLayoutProperties,
    ParagraphProperties,
    Style,
    TableCellProperties,
    TableColumnProperties,
    TableProperties,
    TableRowProperties,
    TextProperties,
)
from odf.text import P, PageCount, PageNumber

from tasks.publish import design
from tasks.publish.sheet_pages import HEADER_MARGIN, SIDE_MARGIN, Printed

# The built-in names of LibreOffice, so that headings stay headings.
HEADING_1, HEADING_2 = "Heading_20_1", "Heading_20_2"
TEXT, WRAPPED, FIGURE = "Text", "Text_20_wrapped", "Figure"
TEXT_HEADER, FIGURE_HEADER = "Text_20_header", "Figure_20_header"
CENTIMETRES = 0.24  # a digit of the body font
A4_CENTIMETRES = (21, 29.7)


class OdsStyles:
    """The styles of a document, made once."""

    def __init__(self, document: OpenDocument) -> None:
        self._document = document
        self._columns: dict[float, Element] = {}
        self._rows: dict[int, Element] = {}
        self._sheets: dict[tuple[bool, int], Element] = {}
        document.fontfacedecls.addElement(
            FontFace(name=design.FONT, fontfamily=design.FONT, fontfamilygeneric="swiss")
        )
        self._add_number_style()
        self._add_cell_styles()

    def column(self, digits: float) -> Element:
        """Return the style of a column as wide as that many digits."""
        if digits not in self._columns:
            style = Style(name=f"column{len(self._columns)}", family="table-column")
            width = f"{digits * CENTIMETRES:.2f}cm"
            style.addElement(TableColumnProperties(columnwidth=width))
            self._document.automaticstyles.addElement(style)
            self._columns[digits] = style
        return self._columns[digits]

    def row(self, lines: int) -> Element:
        """Return the style of a row as high as that many lines: not every program fits rows."""
        if lines not in self._rows:
            style = Style(name=f"row{lines}", family="table-row")
            height = f"{lines * design.LINE_POINTS:.0f}pt"
            style.addElement(TableRowProperties(rowheight=height, useoptimalrowheight="false"))
            self._document.automaticstyles.addElement(style)
            self._rows[lines] = style
        return self._rows[lines]

    def sheet(self, printed: Printed) -> Element:
        """Return the style of a sheet that prints so."""
        kind = (printed.is_across, printed.pages)
        if kind not in self._sheets:
            self._sheets[kind] = self._sheet_style(printed, str(len(self._sheets)))
        return self._sheets[kind]

    def _add_number_style(self) -> None:
        number = NumberStyle(name="whole")
        number.addElement(Number(decimalplaces="0", minintegerdigits="1", grouping="true"))
        self._document.styles.addElement(number)

    def _add_cell_styles(self) -> None:
        first, second = design.HEADING_POINTS
        self._add_cell_style("Default", wrapped=False)
        self._add_cell_style(HEADING_1, points=first, bold=True, wrapped=False)
        self._add_cell_style(HEADING_2, points=second, bold=True, wrapped=False)
        self._add_cell_style(TEXT, wrapped=False)
        self._add_cell_style(WRAPPED)
        self._add_cell_style(TEXT_HEADER, bold=True)
        self._add_cell_style(FIGURE_HEADER, bold=True, right=True)
        self._add_cell_style(FIGURE, right=True, wrapped=False, number="whole")

    def _add_cell_style(
        self,
        name: str,
        *,
        points: int = design.BODY_POINTS,
        bold: bool = False,
        right: bool = False,
        wrapped: bool = True,
        number: str | None = None,
    ) -> None:
        numbered = {"datastylename": number} if number else {}
        display = name.replace("_20_", " ")
        style = Style(name=name, displayname=display, family="table-cell", **numbered)
        wrap = {"wrapoption": "wrap"} if wrapped else {}
        style.addElement(TableCellProperties(verticalalign="top", **wrap))
        if right:
            style.addElement(ParagraphProperties(textalign="end"))
        language, country = design.LANGUAGE.split("-")
        style.addElement(
            TextProperties(
                fontname=design.FONT,
                fontsize=f"{points}pt",
                fontweight="bold" if bold else "normal",
                language=language,
                country=country,
            )
        )
        self._document.styles.addElement(style)

    def _sheet_style(self, printed: Printed, name: str) -> Element:
        layout = PageLayout(name=f"a4-{name}")
        width, height = A4_CENTIMETRES[:: -1 if printed.is_across else 1]
        page_size = PageLayoutProperties(
            pagewidth=f"{width}cm",
            pageheight=f"{height}cm",
            printorientation=printed.orientation,
            marginleft=f"{SIDE_MARGIN}in",
            marginright=f"{SIDE_MARGIN}in",
            margintop=f"{HEADER_MARGIN}in",
            marginbottom=f"{HEADER_MARGIN}in",
        )
        # One page wide; odfpy's list of attributes is older than these two.
        page_size.setAttrNS(STYLENS, "scale-to-X", "1")
        page_size.setAttrNS(STYLENS, "scale-to-Y", str(printed.pages))
        layout.addElement(page_size)
        for part in (HeaderStyle(), FooterStyle()):
            part.addElement(HeaderFooterProperties(minheight="0.75cm"))
            layout.addElement(part)
        self._document.automaticstyles.addElement(layout)
        page = MasterPage(name=f"marked-{name}", pagelayoutname=layout)
        header, footer = Header(), Footer()
        header.addElement(P(text=design.MARKING))
        said = P(text=f"{design.NOT_OFFICIAL}. Page ")
        said.addElement(PageNumber())
        said.addText(" of ")
        said.addElement(PageCount())
        footer.addElement(said)
        page.addElement(header)
        page.addElement(footer)
        self._document.masterstyles.addElement(page)
        style = Style(name=f"sheet-{name}", family="table", masterpagename=page)
        style.addElement(TableProperties(display="true"))
        self._document.automaticstyles.addElement(style)
        return style
