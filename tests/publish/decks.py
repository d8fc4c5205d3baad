"""Releases whose slides are written, and what the slides hold."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from pptx.presentation import Presentation as Slides
from pptx.shapes.base import BaseShape
from pptx.slide import Slide

from tasks.publish.measures import Evidence, Measures, read_measures
from tasks.publish.release_content import Content, read_content
from tasks.publish.slides import write_slides
from tasks.store.folders import DataFolder
from tasks.store.stores import release_store
from tests.publish.invented import MONTH


def read(data: DataFolder) -> tuple[Content, Measures]:
    with release_store(data) as connection:
        return read_content(connection, MONTH, 1), read_measures(connection, MONTH, 1)


def written(data: DataFolder, path: Path) -> None:
    write_slides(*read(data), path)


def needing_attention(measures: Measures, forces: int) -> Measures:
    """The measures with forces of the longest names that changed in every way there is."""
    longest = sorted(measures.forces, key=lambda force: (-len(force.name), force.code))[:forces]
    evidence = [
        Evidence(cause, kind, "2023-12", cause == "X99", 123)
        for cause in ("X99", "X92-Y09")
        for kind in ("rolling_year", "three months")
    ]
    of_one = next(wholes for series, wholes in measures.wholes.items() if series[1][:3] == "E23")
    return replace(
        measures,
        wholes={
            **measures.wholes,
            **{("X99", force.code, "All ages"): of_one for force in longest},
        },
        attention={force.code: evidence for force in longest},
        tested={"X99": 43, "X92-Y09": 43},
    )


def shapes_of(slides: Slides) -> Iterator[tuple[Slide, BaseShape]]:
    for slide in slides.slides:
        for shape in slide.shapes:
            yield slide, shape


def charts_of(slides: Slides) -> list[BaseShape]:
    return [shape for _, shape in shapes_of(slides) if shape.has_chart]


def text_of(slide: Slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def workbook_values(shape: BaseShape) -> list[float]:
    """The values in the workbook of a chart, without its categories."""
    (sheet,) = load_workbook(BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob)).worksheets
    cells = [cell.value for row in sheet.iter_rows(min_row=2, min_col=2) for cell in row]
    return [value for value in cells if value is not None]


def everything_told(slide: Slide) -> str:
    """All that a slide tells: its shapes, groups and tables, its alternative texts, its notes."""
    paragraphs = [
        *slide._element.xpath(".//a:p"),
        *slide.notes_slide.notes_text_frame._txBody.xpath("./a:p"),
    ]
    texts = ["".join(text.text for text in one.xpath(".//a:t")) for one in paragraphs]
    return "\n".join([*texts, *slide._element.xpath(".//p:cNvPr/@descr")])
