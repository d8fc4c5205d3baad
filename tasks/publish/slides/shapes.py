"""Blocks as native shapes: text, key figures, tiles, tables."""

from collections.abc import Sequence

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Emu, Inches, Pt

from tasks.publish import design
from tasks.publish.slides.page import Figure, Table, Text, Tile, TileMap
from tasks.publish.slides.typography import (
    AFTER,
    BODY_POINTS,
    CAPTION_POINTS,
    FIGURE_POINTS,
    LABEL_POINTS,
    fitting,
)

Place = tuple[float, float, float, float]  # left, top, width, height, in inches
DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
    ' val="1"/></a:ext></a:extLst>'
)
GAP = 0.04  # between tiles, in inches
LONG_NAME = 16  # letters that a tile holds on one line
KEY_HEIGHT, SHORT_KEY = 0.3, 3


def fit(text: Text, place: Place) -> int:
    """Return the largest type in which a text fits, in points."""
    if text.is_caption:
        return CAPTION_POINTS
    sizes = BODY_POINTS[1:] if text.heading else BODY_POINTS
    return fitting(text.paragraphs, sizes, place[2], place[3])


def add_text(slide: Slide, text: Text, place: Place, points: int) -> None:
    """Add paragraphs, a heading in bold."""
    frame = add_box(slide, text.heading or "Text", place)
    ink = design.GREY if text.is_caption else design.INK
    for number, line in enumerate(text.paragraphs):
        is_heading = bool(text.heading) and number == 0
        write(paragraph(frame, number), line, points, bold=is_heading, ink=ink)


def add_figure(slide: Slide, figure: Figure, place: Place) -> None:
    """Add a key figure under a rule."""
    left, top, width, height = place
    add_rule(slide, (left, top, width, 0.04))
    frame = add_box(slide, figure.label, (left, top + 0.1, width, height - 0.1))
    value = paragraph(frame, 0)
    write(value, figure.shown, FIGURE_POINTS, bold=True, ink=design.DARK_BLUE)
    if figure.status:
        write(value, f"  {figure.status}", LABEL_POINTS, ink=design.GREY)
    write(paragraph(frame, 1), figure.label, LABEL_POINTS)
    if figure.remark:
        write(paragraph(frame, 2), figure.remark, CAPTION_POINTS, ink=design.GREY)
    for one in frame.paragraphs:
        one.space_after = Pt(0)


def add_rule(slide: Slide, place: Place, colour: str = design.DARK_BLUE) -> None:
    """Add a line that says nothing."""
    rule = _add_rectangle(slide, place)
    rule.name = "Rule"
    _paint(rule, colour)
    rule._element.nvSpPr.cNvPr.append(parse_xml(DECORATIVE))


def add_tiles(slide: Slide, tiles: TileMap, place: Place) -> None:
    """Add the forces as one group with one alternative text, then the key of its colours."""
    left, top, width, height = place
    rows = max(tile.row for tile in tiles.tiles)
    first, last = (chosen(tile.column for tile in tiles.tiles) for chosen in (min, max))
    across, down = width / (last - first + 1), height / rows
    shapes = []
    for tile in sorted(tiles.tiles, key=lambda one: (one.row, one.column)):
        at = left + (tile.column - first) * across, top + (tile.row - 1) * down
        shapes.append(_add_rectangle(slide, (*at, across - GAP, down - GAP)))
        _write_tile(shapes[-1], tile)
    describe(slide.shapes.add_group_shape(shapes), "Map of forces", tiles.text)
    # Above Norfolk two columns are free in two rows, and one in four.
    wide = (1 if len(tiles.key) > SHORT_KEY else 2) * across
    _add_key(slide, tiles, (left + width - wide, top, wide - GAP, KEY_HEIGHT))


def add_table(slide: Slide, table: Table, place: Place) -> None:
    """Add a table whose first row is its header."""
    columns = len(table.headers)
    frame = slide.shapes.add_table(len(table.rows) + 1, columns, *_emus(place))
    describe(frame, "Table", f"Table: {', '.join(table.headers)}.")
    for column, share in zip(frame.table.columns, table.widths, strict=True):
        column.width = Inches(place[2] * share)
    height = min(0.4, place[3] / (len(table.rows) + 1))
    for number, cells in enumerate([table.headers, *table.rows]):
        frame.table.rows[number].height = Inches(height)
        for cell, text in zip(frame.table.rows[number].cells, cells, strict=True):
            cell.margin_top = cell.margin_bottom = Inches(0.03)
            cell.fill.solid()
            cell.fill.fore_color.rgb = colour(design.PAPER if number else design.DARK_BLUE)
            ink = design.INK if number else design.PAPER
            write(cell.text_frame.paragraphs[0], text, CAPTION_POINTS, bold=number == 0, ink=ink)


def add_box(slide: Slide, name: str, place: Place) -> TextFrame:
    """Add an empty text box without insets, so that text stands on the grid."""
    box = slide.shapes.add_textbox(*_emus(place))
    box.name = name
    plain(box.text_frame)
    return box.text_frame


def plain(frame: TextFrame) -> None:
    """Let text wrap in its own size, without insets."""
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def paragraph(frame: TextFrame, number: int) -> _Paragraph:
    """Return the paragraph of that number; each is asked for in its order."""
    found = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
    found.space_after = Pt(AFTER)
    return found


def write(
    to: _Paragraph, text: str, points: int, *, bold: bool = False, ink: str = design.INK
) -> None:
    """Write a run of text."""
    # A run at once: made property by property, runs took most of the time of a deck.
    run = parse_xml(
        f'<a:r {nsdecls("a")}><a:rPr lang="{design.LANGUAGE}" sz="{points * 100}" b="{bold:d}">'
        f'<a:solidFill><a:srgbClr val="{colour(ink)}"/></a:solidFill>'
        f'<a:latin typeface="{design.FONT}"/></a:rPr><a:t/></a:r>'
    )
    run.t.text = text
    to._p.append(run)


def describe(shape: BaseShape, name: str, text: str) -> None:
    """Name a shape and give it an alternative text."""
    (properties,) = shape._element.xpath("./*/p:cNvPr")
    properties.set("name", name)
    properties.set("descr", text)


def colour(code: str) -> RGBColor:
    """Return a colour of the design as python-pptx has it."""
    return RGBColor.from_string(code.lstrip("#").upper())


def _write_tile(shape: Shape, tile: Tile) -> None:
    shape.name = tile.name
    _paint(shape, tile.paper, has_edge=tile.paper == design.PAPER)
    plain(shape.text_frame)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    *before, last = tile.name.rsplit(" ", 1) if len(tile.name) > LONG_NAME else (tile.name, "")
    lines = [*before, f"{last} "] if last else before
    for number, line in enumerate(lines if last else [*lines, ""]):
        to = paragraph(shape.text_frame, number)
        to.alignment, to.space_after = PP_ALIGN.CENTER, Pt(0)
        if line:
            write(to, line, CAPTION_POINTS, ink=tile.ink)
    write(to, tile.value, CAPTION_POINTS, bold=True, ink=tile.ink)


def _add_key(slide: Slide, tiles: TileMap, place: Place) -> None:
    left, top, width, height = place
    frame = add_box(slide, "England", (left, top, width, height))
    write(paragraph(frame, 0), tiles.beside, LABEL_POINTS, bold=True)
    for number, (paper, ink, words) in enumerate(tiles.key, 1):
        at = (left, top + number * height * 0.8, width, height * 0.8 - GAP / 2)
        swatch = _add_rectangle(slide, at)
        swatch.name = f"Key: {words}"
        _paint(swatch, paper, has_edge=paper == design.PAPER)
        plain(swatch.text_frame)
        swatch.text_frame.margin_left = Inches(0.06)
        swatch.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        to = paragraph(swatch.text_frame, 0)
        to.alignment, to.space_after = PP_ALIGN.LEFT, Pt(0)
        write(to, words, CAPTION_POINTS, ink=ink)


def _paint(shape: Shape, paper: str, *, has_edge: bool = False) -> None:
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(paper)
    if has_edge:
        shape.line.color.rgb, shape.line.width = colour(design.LINE), Pt(0.75)
    else:
        shape.line.fill.background()


def _add_rectangle(slide: Slide, place: Sequence[float]) -> Shape:
    """Add a flat shape: the template's style has a shadow."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *_emus(place))
    (style,) = shape._element.xpath("./p:style")
    shape._element.remove(style)
    return shape


def _emus(place: Sequence[float]) -> list[Emu]:
    return [Inches(inches) for inches in place]
