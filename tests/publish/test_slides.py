"""The slides: one message each, native charts of shown figures, notes, texts that fit."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.presentation import Presentation as Slides
from pptx.util import Pt

from tasks.publish.design import MINUS
from tasks.publish.measures import Measures
from tasks.publish.release_content import Content
from tasks.publish.slides import write_slides
from tasks.publish.slides.typography import inches_high
from tasks.store.folders import DataFolder
from tests.publish.decks import (
    charts_of,
    everything_told,
    needing_attention,
    read,
    shapes_of,
    text_of,
    workbook_values,
    written,
)
from tests.publish.invented import Row, all_figures, release_of, store

EMU = 914_400
HALF_AN_INCH = EMU // 2


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> DataFolder:
    data = DataFolder(tmp_path_factory.mktemp("slides"))
    data.prepare()
    store(data, rows)
    return data


@pytest.fixture(scope="module")
def told(release: DataFolder) -> tuple[Content, Measures]:
    return read(release)


@pytest.fixture(scope="module")
def path(release: DataFolder, told: tuple[Content, Measures]) -> Path:
    write_slides(*told, release.root / "slides.pptx")
    return release.root / "slides.pptx"


@pytest.fixture
def slides(path: Path) -> Slides:
    return Presentation(str(path))


@pytest.fixture(scope="module")
def crowded(release: DataFolder, told: tuple[Content, Measures]) -> Slides:
    """Twelve forces of the longest names need attention, with all evidence there can be."""
    content, measures = told
    write_slides(content, needing_attention(measures, 12), release.root / "crowded.pptx")
    return Presentation(str(release.root / "crowded.pptx"))


def test_every_slide_has_a_message_of_its_own_the_marking_and_its_number(slides: Slides) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in slides.slides]
    assert len(set(titles)) == len(titles) == 11
    assert all(len(title.split()) > 6 for title in titles)  # a sentence, no topic
    for number, slide in enumerate(slides.slides, 1):
        assert text_of(slide).split("\n")[0] == titles[number - 1]  # is read first
        marking, last = list(slide.shapes)[-2:]
        assert marking.text_frame.text.startswith("OFFICIAL-SENSITIVE until cleared. Management")
        assert last.text_frame.text == str(number)


def test_every_slide_has_notes_what_to_say_caveat_source_and_marking(slides: Slides) -> None:
    for slide in slides.slides:
        say, *told, source, synthetic, marking = slide.notes_slide.notes_text_frame.text.split("\n")
        assert say.startswith("Say: ")
        assert len(say) > 40
        assert told
        assert all(one.startswith(("Definition: ", "Caveat: ")) for one in told)
        assert source.startswith("Source: Hospital Episode Statistics")
        assert synthetic.startswith("Synthetic demonstration data")
        assert marking.startswith("OFFICIAL-SENSITIVE")


def test_the_first_slide_is_the_ministers(slides: Slides) -> None:
    first = slides.slides[0]
    assert "year ending November 2023" in first.shapes.title.text_frame.text
    text = text_of(first)
    assert "Change since the year ending March 2019" in text
    assert "What cannot be said" in text
    assert sum(shape.has_chart for shape in first.shapes) == 1


def test_a_status_stands_small_beside_its_figure(slides: Slides) -> None:
    figures = [
        shape.text_frame.paragraphs[0].runs
        for shape in slides.slides[0].shapes
        if shape.has_text_frame
        and any(run.font.size == Pt(36) for run in shape.text_frame.paragraphs[0].runs)
    ]
    assert len(figures) == 3
    for figure, *status in figures:
        assert re.fullmatch(rf"[\d,]+|[+{MINUS}]\d+%|none|\[x\]", figure.text)
        assert all(run.font.size == Pt(14) for run in status)
    assert sum(run.text.strip() == "provisional" for _, *rest in figures for run in rest) == 2


def test_no_sentence_is_left_unfinished(slides: Slides, crowded: Slides) -> None:
    for slide in (*slides.slides, *crowded.slides):
        assert not set("{}") & set(everything_told(slide))


def test_symbols_codes_and_dates_are_explained(slides: Slides) -> None:
    text = "\n".join(map(text_of, slides.slides))
    for words in ("[c]: a count of 1 to 7", "[x]: not available", "ICD-10 X99", "Next update"):
        assert words in text


def test_charts_maps_and_tables_have_an_alternative_text(slides: Slides) -> None:
    found = [
        shape
        for _, shape in shapes_of(slides)
        if shape.has_chart or shape.has_table or shape.shape_type == 6
    ]
    assert len(found) == 10
    for shape in found:
        (properties,) = shape._element.xpath("./*/p:cNvPr")
        kinds = r"(Line chart|Bar chart|Tile map|Table)\b.{20,}"
        assert re.match(kinds, properties.get("descr")), properties.get("descr")


def test_what_says_nothing_is_marked_as_decoration(slides: Slides) -> None:
    for _, shape in shapes_of(slides):
        is_silent = shape.name == "Rule"
        assert bool(shape._element.xpath(".//*[local-name()='decorative']")) == is_silent


def test_workbooks_of_charts_hold_what_the_charts_show(
    slides: Slides, told: tuple[Content, Measures], rows: list[Row]
) -> None:
    _, measures = told
    shown = {float(str(row["shown"])) for row in rows if str(row["shown"]).isdigit()}
    rates = {whole.rate for wholes in measures.wholes.values() for whole in wholes}
    sums = {one.value for assaults in measures.assaults.values() for one in assaults}
    for shape in charts_of(slides):
        plotted = [
            value
            for series in shape.chart.plots[0].series
            for value in series.values
            if value is not None
        ]
        held = workbook_values(shape)
        assert sorted(held) == sorted(plotted)
        assert held
        assert set(held) <= shown | rates | sums


def test_months_not_available_are_gaps_and_provisional_ones_are_drawn_again(
    slides: Slides,
) -> None:
    (chart,) = (shape.chart for shape in slides.slides[2].shapes if shape.has_chart)
    line, provisional = chart.plots[0].series
    assert list(line.values)[-2:] == [None, None]
    drawn = list(provisional.values)
    assert drawn[-10:-2] == list(line.values)[-10:-2]
    assert set(drawn[:-10]) == {None}


def test_every_force_has_a_tile_with_what_is_shown(slides: Slides) -> None:
    for number, value in ((1, r"[+-]?\d+%|few|hidden|missing"), (5, r"\d+\.\d|few|hidden")):
        (group,) = (shape for shape in slides.slides[number].shapes if shape.shape_type == 6)
        tiles = {tile.name: tile.text_frame.text.split()[-1] for tile in group.shapes}
        assert len(tiles) == 43
        assert tiles["Kent"] == "missing"
        assert re.fullmatch(value, tiles["Metropolitan"])
        assert "England: " in text_of(slides.slides[number])


def test_forces_that_need_attention_are_shown_four_a_slide_each_with_its_chart(
    crowded: Slides,
) -> None:
    slides = list(crowded.slides)[1:4]
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert [title[-9:] for title in titles] == [" (1 of 3)", " (2 of 3)", " (3 of 3)"]
    assert all(sum(shape.has_chart for shape in slide.shapes) == 4 for slide in slides)
    text = "\n".join(map(text_of, slides))
    assert text.count("Sharp object up 123%") == text.count("all assault down 123%") // 2 == 12


@pytest.mark.parametrize("deck", ["slides", "crowded"])
def test_texts_fit_their_boxes_and_boxes_the_slide(
    deck: str, request: pytest.FixtureRequest
) -> None:
    found: Slides = request.getfixturevalue(deck)
    for slide, shape in shapes_of(found):
        where = (text_of(slide)[:40], shape.name)
        if shape.name != "Rule":
            assert shape.left >= HALF_AN_INCH - EMU // 50, where
            assert shape.left + shape.width <= found.slide_width - HALF_AN_INCH + EMU // 50, where
        assert shape.top + shape.height <= found.slide_height, where
        if shape.has_text_frame and shape.text_frame.text and shape.name != "Rule":
            sizes = {run.font.size.pt for one in shape.text_frame.paragraphs for run in one.runs}
            texts = [one.text for one in shape.text_frame.paragraphs]
            height = inches_high(texts, int(min(sizes)), shape.width / EMU)
            assert min(sizes) >= 12, where
            assert height <= shape.height / EMU + 0.02, where


@pytest.mark.parametrize("deck", ["slides", "crowded"])
def test_blocks_do_not_lie_on_each_other(deck: str, request: pytest.FixtureRequest) -> None:
    """A map leaves its corners free: texts and the key of its colours stand there."""
    found: Slides = request.getfixturevalue(deck)
    for slide in found.slides:
        has_map = any(shape.shape_type == 6 for shape in slide.shapes)
        boxes = [
            (shape.name, shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
            for shape in slide.shapes
            if shape.name != "Rule" and not has_map
        ]
        for number, (name, left, top, right, foot) in enumerate(boxes):
            for other, left_of, top_of, right_of, foot_of in boxes[number + 1 :]:
                across = min(right, right_of) - max(left, left_of)
                down = min(foot, foot_of) - max(top, top_of)
                apart = min(across, down) < EMU // 50
                assert apart, (text_of(slide)[:40], name, other)


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
    assert workbooks
    for workbook in workbooks:
        assert {part.date_time for part in workbook.infolist()} == stamps
        assert workbook.read("docProps/core.xml").count(b"2024-03-11T12:00:00Z") == 2


def test_two_runs_give_the_same_bytes(release: DataFolder, path: Path, tmp_path: Path) -> None:
    written(release, tmp_path / "again.pptx")
    assert (tmp_path / "again.pptx").read_bytes() == path.read_bytes()


def test_a_release_of_months_only_has_slides(data: DataFolder, tmp_path: Path) -> None:
    store(data, [row for row in release_of(all_figures()) if row["period_kind"] == "month"])
    written(data, tmp_path / "slides.pptx")
    made = Presentation(str(tmp_path / "slides.pptx"))
    assert len(charts_of(made)) == 1
    assert len({slide.shapes.title.text_frame.text for slide in made.slides}) == 11
