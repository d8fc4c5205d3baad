"""Every rate that an output prints is one of rates.csv, of the residents that it says."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from statistics import median

import pypdf
import pytest
from pptx import Presentation

from tasks.publish.cells import write_measures
from tasks.publish.compared import ranking
from tasks.publish.html.dashboard import write_dashboard
from tasks.publish.html.force_pages import write_force_pages
from tasks.publish.measures import Measures, read_measures
from tasks.publish.pictures.funnel import MILLIONS
from tasks.publish.pictures.ranked import ranked_rates
from tasks.publish.pictures.tile_map import tile_map
from tasks.publish.release_content import read_content
from tasks.publish.report import write_report
from tasks.publish.slides import write_slides
from tasks.publish.words import period_name
from tasks.store.stores import release_store
from tests.publish.decks import charts_of, everything_told
from tests.publish.invented import BOTH, ENGLAND, MONTH, WALES, reference
from tests.publish.rated import AGES, FORCES, RATES, Key, Rate, key, stored, table

SENTENCE = re.compile(
    r"(\d+\.\d) per 100,000 residents of (mid-\d{4}[a-z, ]*)"
    r" \(95% interval (\d+\.\d) to (\d+\.\d)\)"
)
CODE = re.compile(r"<(style|script|svg)\b.*?</\1>|<[^>]*>", re.DOTALL)
OF_NOTES = {"2.66", "99.8"}  # of control charts and of funnels
TICKS = {f"{million:g}" for million in MILLIONS}


@dataclass(frozen=True)
class Written:
    folder: Path
    measures: Measures


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Written:
    data = stored(tmp_path_factory.mktemp("printed"))
    folder = data.root / "release"
    folder.mkdir()
    with release_store(data) as connection:
        content, measures = (read(connection, MONTH, 1) for read in (read_content, read_measures))
        write_measures(connection, folder)
    write_report(content, measures, folder / "report.pdf")
    write_slides(content, measures, folder / "slides.pptx")
    write_dashboard(content, measures, folder / "dashboard.html")
    write_force_pages(content, measures, folder / "forces", "dashboard.html")
    return Written(folder, measures)


@pytest.fixture(scope="module")
def folder(release: Written) -> Path:
    return release.folder


@pytest.fixture(scope="module")
def rates(folder: Path) -> dict[Key, Rate]:
    return {key(row): row for row in table(folder, "rates")}


def residents_words(rate: Rate) -> str:
    return (
        f"mid-{rate['mid_year']}"
        + {"estimate": "", "interpolated": ", interpolated"}[rate["basis"]]
    )


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """What people read of each output, with single spaces."""
    pages = pypdf.PdfReader(folder / "report.pdf").pages
    slides = Presentation(str(folder / "slides.pptx")).slides
    found = {
        "report.pdf": " ".join(page.extract_text() for page in pages),
        "slides.pptx": " ".join(map(everything_told, slides)),
        **{
            path.name: unescape(CODE.sub(" ", path.read_text("utf-8")))
            for path in folder.rglob("*.html")
        },
    }
    for name, text in found.items():
        yield name, re.sub(r"\s+", " ", text)


def strange(text: str, rates: dict[Key, Rate], medians: set[str]) -> set[str]:
    """What a text prints as a rate, or as a number with decimals, that is none of rates.csv."""
    rows = rates.values()
    told = {
        (row["rate"], residents_words(row), row["rate_lower"], row["rate_upper"]) for row in rows
    }
    numbers = {row[name] for row in rows for name in RATES}
    sentences = {" ".join(found) for found in SENTENCE.findall(text)} - {" ".join(t) for t in told}
    return sentences | (set(re.findall(r"\d+\.\d+", text)) - numbers - medians - OF_NOTES - TICKS)


@pytest.fixture(scope="module")
def main(rates: dict[Key, Rate]) -> dict[str, float]:
    """Rates of sharp object in the period that forces are compared by, by force."""
    shown = [row for row in rates.values() if row["cause"] == "X99" and row["age"] == AGES[0]]
    rolling = [row for row in shown if row["period_kind"] == "rolling_year" and row["rate"]]
    of_forces = [row for row in rolling if row["area_level"] == "pfa"]
    last = max(row["period"] for row in of_forces)
    return {row["area_code"]: float(row["rate"]) for row in of_forces if row["period"] == last}


def test_every_rate_in_a_text_is_in_the_file(
    folder: Path, rates: dict[Key, Rate], main: dict[str, float]
) -> None:
    vru = {row["pfa_code"] for row in reference("vru_area")}
    funded, others = (
        [main[code] for code in group] for group in (main.keys() & vru, main.keys() - vru)
    )
    medians = {f"{median(group):.1f}" for group in (funded, others)}
    sums = table(folder, "national_assault")
    shares = {row[name] for row in sums for name in ("share", "share_least", "share_most")}
    found = dict(texts(folder))
    assert [name for name, text in found.items() if strange(text, rates, medians | shares)] == []
    for name in ("report.pdf", "slides.pptx", "E23000001.html"):
        assert SENTENCE.search(found[name])


def test_forces_are_named_with_their_own_rates(folder: Path, main: dict[str, float]) -> None:
    names, found = dict(FORCES), dict(texts(folder))
    highest = sorted(main.items(), key=lambda pair: -pair[1])[:3]
    for name in ("report.pdf", "slides.pptx"):
        (listed,) = re.findall(r"Highest rates per 100,000 [^:]*: ([^:]*\))\.", found[name])
        assert listed == ", ".join(f"{names[code]} ({rate})" for code, rate in highest)


def test_rates_in_pictures_are_those_of_their_own_forces(
    release: Written, rates: dict[Key, Rate], main: dict[str, float]
) -> None:
    ranked = ranking(release.measures)
    assert ranked.period
    names = dict(FORCES)
    highest = sorted(main, key=lambda code: (-main[code], names[code]))
    told = [rates["X99", code, AGES[0], *ranked.period] for code in highest]
    england = rates["X99", ENGLAND[0], AGES[0], *ranked.period]["rate"]

    drawn = written_in(ranked_rates(ranked, "").svg)
    assert f"England {england}" in drawn
    rows = drawn[-3 * len(highest) - 1 : -1]
    assert rows == [
        words
        for code, row in zip(highest, told, strict=True)
        for words in (names[code], row["rate"], f"{row['rate_lower']} to {row['rate_upper']}")
    ]
    tiles = written_in(tile_map(release.measures, ranked, "").svg)
    short = {row["pfa_code"]: row["short_name"] for row in reference("force_tile")}
    for code, row in zip(highest, told, strict=True):
        assert tiles[tiles.index(short[code]) + 1] == row["rate"]
    assert tiles[tiles.index("England") + 1] == england


def written_in(svg: str) -> list[str]:
    """The texts of a picture in their order."""
    return [unescape(words) for words in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


@pytest.mark.parametrize(
    "text",
    [
        "Rate: 7.77.",
        "Rate: 0.1 per 100,000 residents of mid-2023 (95% interval 0.0 to 0.2).",
    ],
)
def test_a_rate_that_is_not_in_the_file_would_be_found(rates: dict[Key, Rate], text: str) -> None:
    assert strange(text, rates, set())


def test_rates_drawn_on_the_slides_are_those_of_the_file(
    folder: Path, rates: dict[Key, Rate], main: dict[str, float]
) -> None:
    code_of, deck = {name: code for code, name in FORCES}, folder / "slides.pptx"
    drawn = [
        (series, list(shape.chart.plots[0].categories))
        for shape in charts_of(Presentation(str(deck)))
        for series in shape.chart.plots[0].series
        if series.name == "Rate per 100,000"
    ]
    assert len(drawn) == 2  # forces in order, VRU areas
    for series, names in drawn:
        told = dict(zip(names, series.values, strict=True))
        assert all(rate == main[code_of[name]] for name, rate in told.items() if name != "England")
    (ranked, names), _ = drawn
    assert names == sorted(names, key=lambda name: -main[code_of[name]])
    assert len(names) == len(main)
    last = max(period for *_, period in rates)
    for side, column in (("plus", "rate_upper"), ("minus", "rate_lower")):
        far = [float(one) for one in ranked._element.xpath(f".//c:{side}//c:v/text()")]
        for name, rate, by in zip(names, ranked.values, far, strict=True):
            end = rate + by if side == "plus" else rate - by
            found = rates["X99", code_of[name], AGES[0], "rolling_year", last]
            assert end == pytest.approx(float(found[column]))


def test_tiles_show_the_rates_of_the_file(folder: Path, main: dict[str, float]) -> None:
    short = {row["short_name"]: row["pfa_code"] for row in reference("force_tile")}
    slides = Presentation(str(folder / "slides.pptx")).slides
    (group,) = (shape for shape in slides[5].shapes if shape.shape_type == 6)
    shown = {short[tile.name]: tile.text_frame.text.split()[-1] for tile in group.shapes}
    assert {code: float(value) for code, value in shown.items() if "." in value} == main


def test_rates_of_the_dashboard_are_those_of_the_file(folder: Path, rates: dict[Key, Rate]) -> None:
    page = (folder / "dashboard.html").read_text(encoding="utf-8")
    (text,) = re.findall(r'<script type="application/json" id="release">(.*?)</script>', page)
    data, seen = json.loads(text), 0
    for series, (_, years, rolling) in data["series"].items():
        cause, code, age = series.split("|")
        kinds = (("year", data["years"], years), ("rolling_year", data["rolling"], rolling))
        for kind, periods, tokens in kinds:
            for (period, _), token in zip(periods, tokens.split(" "), strict=True):
                if token != "-":
                    row = rates[cause, code, age, kind, period]
                    assert token.split(",")[1:4] == [row[name] for name in RATES[:3]]
                    told = data["residents"][kind][period][AGES.index(age)]
                    assert told == residents_words(row)
                    seen += 1
    assert seen > 500


def tables_of(page: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Captions and rows of a page's tables."""
    for found in re.findall(r"<table>(.*?)</table>", page, re.S):
        (caption,) = re.findall(r"<caption>(.*?)</caption>", found)
        rows = [
            re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)
            for row in re.findall(r"<tr>(.*?)</tr>", found, re.S)
        ]
        yield unescape(caption), [[unescape(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("code", [code for code, _ in FORCES])
def test_rates_of_the_pages_of_forces_are_those_of_the_file(
    folder: Path, rates: dict[Key, Rate], code: str
) -> None:
    of_name = {area: of for of, area in [*FORCES, ENGLAND, WALES, BOTH]}
    periods = {period_name(kind, period): (kind, period) for _, _, _, kind, period in rates}
    page, seen = (folder / "forces" / f"{code}.html").read_text(encoding="utf-8"), 0
    for caption, (header, *rows) in tables_of(page):
        at = next((n for n, head in enumerate(header) if head.startswith("Rate per")), None)
        cause = "X99" if "sharp" in caption else "X92-Y09"
        for row in rows if at else ():
            named = [row[0][0].lower() + row[0][1:], *re.findall(r", (the [^;]*);", caption)]
            (period,) = (periods[name] for name in named if name in periods)
            of = code if header[0] == "Period" else of_name.get(row[0])
            rate = rates.get((cause, of, AGES[0], *period))
            told = printed(rate)
            assert row[at : at + 2] == told[:2], (caption, row[0])
            if header[-1] == "Residents of":
                assert row[-1] == told[-1]
            seen += 1
    assert seen > 20


def printed(rate: Rate | None) -> list[str]:
    """A rate, its interval, and its residents, as the pages of forces have them."""
    if rate is None or not rate["rate"]:
        return ["none", "none", residents_words(rate) if rate else "none"]
    limits = f"{rate['rate_lower']} to {rate['rate_upper']}"
    return [rate["rate"], limits, residents_words(rate)]
