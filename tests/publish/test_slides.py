"""The slides: native charts with a text of their own, and workbooks of shown figures only."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.presentation import Presentation as Slides

from tasks.publish.measures import read_measures
from tasks.publish.release_content import read_content
from tasks.publish.slides import write_slides
from tasks.store.folders import DataFolder
from tasks.store.stores import release_store
from tests.publish.invented import MONTH, Row, all_figures, release_of, store


def written(data: DataFolder, path: Path) -> None:
    with release_store(data) as connection:
        content, measures = (read(connection, MONTH, 1) for read in (read_content, read_measures))
    write_slides(content, measures, path)


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> Path:
    data = DataFolder(tmp_path_factory.mktemp("slides"))
    data.prepare()
    store(data, rows)
    written(data, data.root / "slides.pptx")
    return data.root / "slides.pptx"


@pytest.fixture
def slides(path: Path) -> Slides:
    return Presentation(str(path))


def charts(slides: Slides) -> list[object]:
    return [shape for slide in slides.slides for shape in slide.shapes if shape.has_chart]


def text_of(slides: Slides) -> str:
    frames = [
        shape.text_frame
        for slide in slides.slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]
    return "\n".join(frame.text for frame in frames)


def test_every_slide_has_a_title_of_its_own_and_the_marking(slides: Slides) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in slides.slides]
    assert len(set(titles)) == len(titles) == 10
    for slide in slides.slides:
        assert any(
            "OFFICIAL-SENSITIVE until cleared." in shape.text_frame.text
            for shape in slide.shapes
            if shape.has_text_frame
        )


def test_the_first_slide_is_the_ministers(slides: Slides) -> None:
    first = slides.slides[0]
    text = "\n".join(shape.text_frame.text for shape in first.shapes if shape.has_text_frame)
    assert "12 months ending November 2023" in first.shapes.title.text_frame.text
    assert "Change since the year ending March 2019" in text
    assert "What cannot be said" in text
    assert sum(shape.has_chart for shape in first.shapes) == 1


def test_symbols_codes_and_dates_are_explained(slides: Slides) -> None:
    text = text_of(slides)
    for words in ("[c]: a count of 1 to 7", "[x]: not available", "ICD-10 X99", "Next update"):
        assert words in text


def test_every_chart_is_native_and_has_an_alternative_text(slides: Slides) -> None:
    found = charts(slides)
    assert len(found) == 6
    for shape in found:
        (properties,) = shape._element.xpath("./p:nvGraphicFramePr/p:cNvPr")
        assert re.match(r"(Line|Bar) chart\. .{20,}", properties.get("descr"))


def test_workbooks_of_charts_hold_what_the_charts_show(slides: Slides, rows: list[Row]) -> None:
    shown = {int(str(row["shown"])) for row in rows if str(row["shown"]).isdigit()}
    for shape in charts(slides):
        chart = shape.chart
        workbook = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        (sheet,) = workbook.worksheets
        cells = [cell.value for row in sheet.iter_rows(min_row=2, min_col=2) for cell in row]
        plotted = [value for series in chart.plots[0].series for value in series.values]
        assert sorted(cell for cell in cells if cell is not None) == sorted(
            value for value in plotted if value is not None
        )
        assert {value for value in cells if value is not None} <= shown


def test_months_not_available_are_gaps(slides: Slides) -> None:
    trend = slides.slides[2].shapes
    (chart,) = (shape.chart for shape in trend if shape.has_chart)
    (series,) = chart.plots[0].series
    assert list(series.values)[-2:] == [None, None]


def test_properties_say_what_the_file_is(slides: Slides) -> None:
    properties = slides.core_properties
    assert properties.title.endswith("January 2024, release r1")
    assert properties.author == properties.last_modified_by == "Home Office"
    assert properties.language == "en-GB"


def test_nothing_tells_when_it_was_written(path: Path) -> None:
    with ZipFile(path) as package:
        stamps = {part.date_time for part in package.infolist()}
        inner = [name for name in package.namelist() if name.endswith(".xlsx")]
        workbooks = [ZipFile(BytesIO(package.read(name))) for name in inner]
    assert stamps == {(2024, 3, 11, 12, 0, 0)}
    assert len(workbooks) == 6
    for workbook in workbooks:
        assert {part.date_time for part in workbook.infolist()} == stamps
        assert workbook.read("docProps/core.xml").count(b"2024-03-11T12:00:00Z") == 2


def test_two_runs_give_the_same_bytes(data: DataFolder, tmp_path: Path, rows: list[Row]) -> None:
    store(data, rows)
    written(data, tmp_path / "one.pptx")
    written(data, tmp_path / "two.pptx")
    assert (tmp_path / "one.pptx").read_bytes() == (tmp_path / "two.pptx").read_bytes()


def test_a_release_of_months_only_has_slides(data: DataFolder, tmp_path: Path) -> None:
    store(data, [row for row in release_of(all_figures()) if row["period_kind"] == "month"])
    written(data, tmp_path / "slides.pptx")
    assert len(charts(Presentation(str(tmp_path / "slides.pptx")))) == 1
