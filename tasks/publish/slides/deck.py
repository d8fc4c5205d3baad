"""Slides as shapes: 16:9, one look, an alternative text for every chart."""

from collections.abc import Sequence
from typing import IO

from pptx import Presentation
from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.chart.series import _BaseSeries as Series
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import MSO_AUTO_SIZE, PP_ALIGN
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

from tasks.publish import design
from tasks.publish.headlines import KeyFigure
from tasks.publish.release_content import Content
from tasks.publish.slides.pages import Chart, Page
from tasks.publish.words import NOT_OFFICIAL, UNTIL_CLEARED, document_title

TITLE_ONLY = 5  # layout of python-pptx's own template
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
EDGE, TOP, FOOT = Inches(0.5), Inches(1.5), Inches(6.9)
TITLE_POINTS, BODY_POINTS, FIGURE_POINTS, SMALL_POINTS = 26, 16, 28, 12
LONG, LONG_POINTS = 100, 22  # a title of that many characters, and its type
SERIES_COLOURS = (design.DARK_BLUE, design.ORANGE)


class Deck:
    """A presentation that slides are added to."""

    def __init__(self, content: Content) -> None:
        self._made = Presentation()
        self._made.slide_width, self._made.slide_height = WIDTH, HEIGHT
        self._title = document_title(content)
        self._set_properties(content)

    def add(self, page: Page) -> None:
        """Add a slide."""
        slide = self._made.slides.add_slide(self._made.slide_layouts[TITLE_ONLY])
        _add_title(slide, page.title)
        wide = page.chart is None
        text_width = WIDTH - 2 * EDGE if wide else Inches(4.6)
        _add_text(slide, page.figures, page.lines, text_width)
        if page.chart:
            left = EDGE + text_width + Inches(0.2)
            _add_chart(slide, page.chart, left, WIDTH - EDGE - left)
        self._add_footer(slide)

    def save(self, file: IO[bytes]) -> None:
        """Write the presentation."""
        self._made.save(file)

    def _set_properties(self, content: Content) -> None:
        properties = self._made.core_properties
        properties.title = self._title
        properties.author = properties.last_modified_by = design.ORGANISATION
        properties.subject = f"{design.MARKING}. {design.NOT_OFFICIAL}."
        properties.keywords = design.KEYWORDS
        properties.language = design.LANGUAGE
        properties.created = properties.modified = content.stamp
        properties.revision = content.revision

    def _add_footer(self, slide: Slide) -> None:
        box = slide.shapes.add_textbox(EDGE, FOOT, WIDTH - 2 * EDGE, Inches(0.4))
        box.name = "Marking"
        _write(box.text_frame, [(f"{UNTIL_CLEARED} {NOT_OFFICIAL} {self._title}.", SMALL_POINTS)])


def _add_title(slide: Slide, text: str) -> None:
    title = slide.shapes.title
    title.left, title.top = EDGE, Inches(0.3)
    title.width, title.height = WIDTH - 2 * EDGE, Inches(1.1)
    title.text_frame.auto_size = MSO_AUTO_SIZE.NONE
    _write(title.text_frame, [(text, TITLE_POINTS if len(text) < LONG else LONG_POINTS)], bold=True)
    title.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT


def _add_text(slide: Slide, figures: Sequence[KeyFigure], lines: Sequence[str], width: Emu) -> None:
    box = slide.shapes.add_textbox(EDGE, TOP, width, FOOT - TOP)
    box.name = "Text"
    texts: list[tuple[str, int]] = []
    for figure in figures:
        texts += [(figure.label, SMALL_POINTS + 2), (figure.shown, FIGURE_POINTS)]
        texts += [(figure.remark, SMALL_POINTS)]
    _write(box.text_frame, [*texts, *((line, BODY_POINTS) for line in lines)])


def _write(frame: TextFrame, texts: Sequence[tuple[str, int]], *, bold: bool = False) -> None:
    frame.word_wrap = True
    for number, (text, points) in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(4)
        run = paragraph.add_run()
        run.text = text
        run.font.name, run.font.size = design.FONT, Pt(points)
        run.font.bold = bold or points == FIGURE_POINTS
        run.font.color.rgb = _colour(design.INK)
        run._r.get_or_add_rPr().set("lang", design.LANGUAGE)


def _add_chart(slide: Slide, chart: Chart, left: Emu, width: Emu) -> None:
    data = CategoryChartData(number_format="#,##0")
    data.categories = chart.categories
    for name, values in chart.series.items():
        data.add_series(name, values)
    kind = XL_CHART_TYPE.BAR_CLUSTERED if chart.is_bars else XL_CHART_TYPE.LINE_MARKERS
    frame = slide.shapes.add_chart(kind, left, TOP, width, FOOT - TOP, data)
    _describe(frame, chart.text)
    _style(frame.chart, chart)


def _describe(frame: BaseShape, text: str) -> None:
    properties = frame._element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0]
    properties.set("descr", text)
    properties.set("name", "Chart")


def _style(native: NativeChart, chart: Chart) -> None:
    native.font.name, native.font.size = design.FONT, Pt(SMALL_POINTS)
    native.has_title = True
    title = native.chart_title.text_frame
    _write(title, [(chart.text.partition(". ")[2], SMALL_POINTS)], bold=True)
    native.has_legend = len(chart.series) > 1
    if native.has_legend:
        native.legend.position = XL_LEGEND_POSITION.BOTTOM
        native.legend.include_in_layout = False
    native.value_axis.minimum_scale = 0
    native.value_axis.major_gridlines.format.line.color.rgb = _colour(design.LINE)
    for series, colour in zip(native.plots[0].series, SERIES_COLOURS, strict=False):
        _colour_series(series, colour, chart)
    if chart.is_bars:
        native.category_axis.reverse_order = True
        native.plots[0].gap_width = 40
        native.plots[0].has_data_labels = True


def _colour_series(series: Series, colour: str, chart: Chart) -> None:
    if chart.is_bars:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = _colour(colour)
        return
    series.smooth = False
    series.format.line.color.rgb = _colour(colour)
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = _colour(colour)


def _colour(code: str) -> RGBColor:
    return RGBColor.from_string(code.lstrip("#").upper())
