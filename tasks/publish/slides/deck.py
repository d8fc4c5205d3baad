"""The deck: 16:9, a grid of 12 columns, one look."""

from typing import IO

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Inches

from tasks.publish import design
from tasks.publish.release_content import Content
from tasks.publish.slides.native import add_chart
from tasks.publish.slides.page import Block, Box, Chart, Figure, Page, Table, Text, TileMap
from tasks.publish.slides.shapes import (
    Place,
    add_box,
    add_figure,
    add_rule,
    add_table,
    add_text,
    add_tiles,
    fit,
    paragraph,
    plain,
    write,
)
from tasks.publish.slides.typography import BODY_POINTS, CAPTION_POINTS, TITLE_POINTS, fitting
from tasks.publish.words import NOT_OFFICIAL, UNTIL_CLEARED, document_title, marked, release_name

TITLE_ONLY = 5  # layout of python-pptx's own template
WIDTH, HEIGHT = 13.333, 7.5  # inches, as all lengths here
EDGE, GUTTER, COLUMNS = 0.5, 0.2, 12
COLUMN = (WIDTH - 2 * EDGE - (COLUMNS - 1) * GUTTER) / COLUMNS
TITLE = (EDGE, 0.4, WIDTH - 2 * EDGE, 1.1)
FOOT = 7.05


class Deck:
    """A presentation that slides are added to."""

    def __init__(self, content: Content) -> None:
        self._made = Presentation()
        self._made.slide_width, self._made.slide_height = Inches(WIDTH), Inches(HEIGHT)
        self._release = marked(content, release_name(content))
        self._set_properties(content)

    def add(self, page: Page) -> None:
        """Add a slide: its title, its blocks in reading order, the marking, the notes."""
        slide = self._made.slides.add_slide(self._made.slide_layouts[TITLE_ONLY])
        _add_title(slide, page.title)
        add_rule(slide, (0, 0, WIDTH, 0.12))
        points = _points(page)
        for box, block in page.blocks:
            _add(slide, block, place_of(box), points)
        self._add_footer(slide)
        _add_notes(slide, page)

    def save(self, file: IO[bytes]) -> None:
        """Write the presentation."""
        self._made.save(file)

    def _set_properties(self, content: Content) -> None:
        properties = self._made.core_properties
        properties.title = document_title(content)
        properties.author = properties.last_modified_by = design.ORGANISATION
        properties.subject = f"{design.MARKING}. {design.NOT_OFFICIAL}."
        properties.keywords = design.KEYWORDS
        properties.language = design.LANGUAGE
        properties.created = properties.modified = content.stamp
        properties.revision = content.revision

    def _add_footer(self, slide: Slide) -> None:
        marking = add_box(slide, "Marking", (EDGE, FOOT, WIDTH - 3 * EDGE, 0.25))
        words = f" {NOT_OFFICIAL} {self._release}."
        write(paragraph(marking, 0), UNTIL_CLEARED, CAPTION_POINTS, bold=True)
        write(marking.paragraphs[0], words, CAPTION_POINTS, ink=design.GREY)
        number = add_box(slide, "Slide number", (WIDTH - 2 * EDGE, FOOT, EDGE, 0.25))
        write(paragraph(number, 0), str(len(self._made.slides)), CAPTION_POINTS, ink=design.GREY)
        number.paragraphs[0].alignment = PP_ALIGN.RIGHT


def place_of(box: Box) -> Place:
    """Return where a box stands, in inches: left, top, width, height."""
    left = EDGE + (box.column - 1) * (COLUMN + GUTTER)
    return left, box.top, box.columns * COLUMN + (box.columns - 1) * GUTTER, box.height


def _points(page: Page) -> int:
    """Return the one type of the texts under headings: they stand side by side."""
    texts = [(box, block) for box, block in page.blocks if isinstance(block, Text)]
    fits = (fit(text, place_of(box)) for box, text in texts if text.heading)
    return min(fits, default=BODY_POINTS[0])


def _add(slide: Slide, block: Block, place: Place, points: int) -> None:
    match block:
        case Text():
            add_text(slide, block, place, points if block.heading else fit(block, place))
        case Figure():
            add_figure(slide, block, place)
        case Chart():
            add_chart(slide, block, place)
        case TileMap():
            add_tiles(slide, block, place)
        case Table():
            add_table(slide, block, place)


def _add_title(slide: Slide, text: str) -> None:
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = map(Inches, TITLE)
    plain(title.text_frame)
    title.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    points = fitting([text], TITLE_POINTS, TITLE[2], TITLE[3], bold=True)
    write(paragraph(title.text_frame, 0), text, points, bold=True)
    title.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT


def _add_notes(slide: Slide, page: Page) -> None:
    frame = slide.notes_slide.notes_text_frame
    for number, line in enumerate(page.notes):
        write(paragraph(frame, number), line, CAPTION_POINTS)
