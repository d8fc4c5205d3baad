"""Native charts: their workbooks hold what is drawn, and nothing else."""

from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.chart.series import _BaseSeries as Series
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.slide import Slide
from pptx.util import Inches, Pt

from tasks.publish import design
from tasks.publish.slides.page import Chart, Drawn
from tasks.publish.slides.shapes import Place, add_box, colour, describe, paragraph, write
from tasks.publish.slides.typography import CAPTION_POINTS

MONTHS = "mmm yyyy"
KINDS = {
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "dots": XL_CHART_TYPE.LINE_MARKERS,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
}
# Symbol and size of the looks that have points. Hollow points lie on those of the line: programs
# differ in what they make of a point with a marker of its own.
MARKERS = {
    "line": (XL_MARKER_STYLE.CIRCLE, 7),
    "hollow": (XL_MARKER_STYLE.CIRCLE, 5),
    "points": (XL_MARKER_STYLE.CIRCLE, 7),
    "diamonds": (XL_MARKER_STYLE.DIAMOND, 11),
}
MANY = 50  # points of a line that stand close to each other
CAPTION, FOOT_HEIGHT = 0.3, 0.34  # heights of a caption and of an axis' labels, in inches
NAMES_HEIGHT = 1.75  # of names of forces that stand upright
AXIS_WIDTH, NAMES_WIDTH, LABEL_WIDTH = 0.6, 1.7, 1.5


def add_chart(slide: Slide, chart: Chart, place: Place) -> None:
    """Add a chart with its caption, direct labels and alternative text."""
    data = CategoryChartData(number_format=chart.number_format)
    data.categories = chart.categories
    data.categories.number_format = MONTHS
    for one in chart.series:
        data.add_series(one.name, one.values)
    _add_caption(slide, chart.caption, place)
    left, top, width, height = place
    at = [Inches(inches) for inches in (left, top + CAPTION, width, height - CAPTION)]
    frame = slide.shapes.add_chart(KINDS[chart.kind], *at, data)
    describe(frame, "Chart", chart.text)
    native = frame.chart
    native.font.name, native.font.size = design.FONT, Pt(CAPTION_POINTS)
    native.has_legend = native.has_title = False
    _lay_out(native, chart, width, height - CAPTION)
    _style_axes(native, chart)
    for series, one in zip(native.plots[0].series, chart.series, strict=True):
        _style(series, one, chart)


def _add_caption(slide: Slide, caption: str, place: Place) -> None:
    left, top, width, _ = place
    frame = add_box(slide, "Caption", (left, top, width, CAPTION))
    first, _, more = caption.partition(". ")
    write(paragraph(frame, 0), first, CAPTION_POINTS, bold=True)
    if more:
        write(frame.paragraphs[0], f". {more}", CAPTION_POINTS, ink=design.GREY)


def _lay_out(native: NativeChart, chart: Chart, width: float, height: float) -> None:
    """Place the axes by hand: captions, labels and names keep their room in every program."""
    left = NAMES_WIDTH if chart.kind == "bars" else AXIS_WIDTH
    right = LABEL_WIDTH if any(one.label for one in chart.series) else 0.15
    foot = {"dots": NAMES_HEIGHT, "bars": 0.05}.get(chart.kind, FOOT_HEIGHT)
    top = 0.12
    area = native._chartSpace.xpath("./c:chart/c:plotArea")[0]
    for layout in area.xpath("./c:layout"):
        area.remove(layout)
    parts = {
        "x": left / width,
        "y": top / height,
        "w": (width - left - right) / width,
        "h": (height - top - foot) / height,
    }
    values = "".join(f'<c:{part} val="{value:.4f}"/>' for part, value in parts.items())
    area.insert(
        0,
        parse_xml(
            f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>'
            f'<c:xMode val="edge"/><c:yMode val="edge"/>{values}</c:manualLayout></c:layout>'
        ),
    )


def _style_axes(native: NativeChart, chart: Chart) -> None:
    values, categories = native.value_axis, native.category_axis
    values.minimum_scale = 0
    values.major_gridlines.format.line.color.rgb = colour(design.LINE)
    values.major_gridlines.format.line.width = Pt(0.5)
    values.format.line.fill.background()
    values.major_tick_mark = XL_TICK_MARK.NONE
    values.tick_labels.number_format = "#,##0"
    values.tick_labels.number_format_is_linked = False
    categories.format.line.color.rgb = colour(design.GREY)
    categories.major_tick_mark = XL_TICK_MARK.NONE
    categories.tick_labels.font.size = Pt(CAPTION_POINTS)
    turned = -5_400_000 if chart.kind == "dots" else 0
    categories._element.xpath("./c:txPr/a:bodyPr")[0].set("rot", str(turned))
    _space_labels(categories._element, chart.every)
    if chart.kind == "bars":
        categories.reverse_order = True
        values.visible = False
        values.has_major_gridlines = False
    if chart.kind in {"bars", "columns"}:
        _label_bars(native, chart)


def _space_labels(axis: BaseOxmlElement, every: int) -> None:
    for base in axis.xpath("./c:baseTimeUnit"):
        base.set("val", "months")
        for part, value in (("majorTimeUnit", "months"), ("majorUnit", every)):
            base.addnext(parse_xml(f'<c:{part} {nsdecls("c")} val="{value}"/>'))
    for last in axis.xpath("./c:noMultiLvlLbl"):
        last.addprevious(parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="{every}"/>'))


def _label_bars(native: NativeChart, chart: Chart) -> None:
    plot = native.plots[0]
    plot.gap_width = 40
    plot.has_data_labels = True
    plot.data_labels.number_format = chart.number_format
    plot.data_labels.number_format_is_linked = False
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END


def _style(series: Series, drawn: Drawn, chart: Chart) -> None:
    if chart.kind in {"bars", "columns"}:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour(drawn.colour)
        for number, code in drawn.marked.items():
            series.points[number].format.fill.solid()
            series.points[number].format.fill.fore_color.rgb = colour(code)
        return
    series.smooth = False
    _style_line(series, drawn)
    _style_marker(series, drawn)
    _label(series, drawn)
    if drawn.intervals:
        (before,) = series._element.xpath("./c:cat")
        before.addprevious(_error_bars(drawn))


def _style_line(series: Series, drawn: Drawn) -> None:
    line = series.format.line
    if drawn.look in MARKERS and drawn.look != "line":
        line.fill.background()
        return
    line.color.rgb = colour(drawn.colour)
    line.width = Pt(2.25 if drawn.look == "line" else 1.5)
    line.dash_style = MSO_LINE.DASH if drawn.look == "limit" else MSO_LINE.SOLID


def _style_marker(series: Series, drawn: Drawn) -> None:
    if drawn.look not in MARKERS:
        series.marker.style = XL_MARKER_STYLE.NONE
        return
    series.marker.style, size = MARKERS[drawn.look]
    series.marker.size = size if len(drawn.values) <= MANY else size - 2
    paper = design.PAPER if drawn.look == "hollow" else drawn.colour
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour(paper)
    edge = design.INK if drawn.look == "diamonds" else drawn.colour
    series.marker.format.line.color.rgb = colour(edge)


def _label(series: Series, drawn: Drawn) -> None:
    shown = [n for n, value in enumerate(drawn.values) if value is not None]
    if not shown:
        return
    ends = (
        (shown[0], drawn.event, XL_LABEL_POSITION.ABOVE),
        (shown[-1], drawn.label, XL_LABEL_POSITION.RIGHT),
    )
    for point, text, position in ends:
        if text:
            label = series.points[point].data_label
            to = label.text_frame.paragraphs[0]
            write(to, text, CAPTION_POINTS, bold=drawn.look == "line")
            label.position = position


def _error_bars(drawn: Drawn) -> BaseOxmlElement:
    ends = [
        (n, upper - value, value - lower)
        for n, (value, limits) in enumerate(zip(drawn.values, drawn.intervals, strict=True))
        if value is not None and limits is not None
        for lower, upper in [limits]
    ]
    sides = "".join(
        f"<c:{side}><c:numLit><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(drawn.values)}"/>'
        + "".join(f'<c:pt idx="{n}"><c:v>{by[at]:.1f}</c:v></c:pt>' for n, *by in ends)
        + f"</c:numLit></c:{side}>"
        for at, side in enumerate(("plus", "minus"))
    )
    fill = f'<a:solidFill><a:srgbClr val="{colour(design.GREY)}"/></a:solidFill>'
    return parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errDir val="y"/><c:errBarType val="both"/>'
        f'<c:errValType val="cust"/><c:noEndCap val="1"/>{sides}'
        f'<c:spPr><a:ln w="28575">{fill}</a:ln></c:spPr></c:errBars>'
    )
