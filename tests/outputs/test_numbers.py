"""Every number in every file is a figure of cells.csv, or follows from such figures by a rule."""

import csv
import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import openpyxl
import pypdf
import pytest
from pptx import Presentation
from python_calamine import CalamineWorkbook

from tasks.protect.policy import policy
from tasks.publish import design
from tasks.publish.notes import METHODS
from tasks.publish.pictures.funnel import MILLIONS
from tasks.publish.slides.speaker import TOPICS
from tasks.publish.ticks import ticks_to
from tasks.publish.words import symbol_words
from tasks.store.reference import REFERENCE
from tests.outputs.conftest import NAME, Cell
from tests.outputs.inside import parts_of
from tests.publish.decks import charts_of, everything_told, workbook_values

Key = tuple[str, str, str, str, str]
NUMBER = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!\w)")
DATE = re.compile(
    r"\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]{2,8} (?:19|20)\d\d|20\d\d[-/]\d\d(?:[-/]\d\d)?"
)
CHANGE = re.compile(r"(-?\d+|)")  # of the dashboard: marks, and what it is compared with, follow
CODE = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)
RATES = ("rate", "rate_lower", "rate_upper")
YEARS_OF_NOTES = set(map(float, range(1950, 2031)))


@pytest.fixture(scope="module")
def shown(cells: list[Cell]) -> set[float]:
    return {float(cell["shown"]) for cell in cells if cell["shown"].isdigit()}


@pytest.fixture(scope="module")
def by_key(cells: list[Cell]) -> dict[Key, Cell]:
    return {
        (cell["cause"], cell["area_code"], cell["age"], cell["period_kind"], cell["period"]): cell
        for cell in cells
        if cell["sex"] == cell["ethnicity"] == "All" and cell["measure"] == "FAE"
    }


def test_numbers_of_the_workbooks_are_those_of_their_tables(
    release: Path, cells: list[Cell]
) -> None:
    of_table: dict[str, set[float]] = defaultdict(set)
    for cell in cells:
        if cell["shown"].isdigit():
            of_table[cell["table"]].add(float(cell["shown"]))
    listed = openpyxl.load_workbook(release / f"{NAME}.xlsx", read_only=True).sheetnames
    tables = {row["sheet"]: row["publication_tables"].split(";") for row in reference("sheet")}
    for name in (f"{NAME}.xlsx", f"{NAME}.ods"):
        workbook = CalamineWorkbook.from_path(str(release / name))
        assert workbook.sheet_names == listed
        for sheet in listed:
            rows = workbook.get_sheet_by_name(sheet).to_python()
            numbers = {value for row in rows for value in row if isinstance(value, int | float)}
            if sheet == "Protection":
                # Numbers of figures: tests/publish/test_workbook_words.py.
                continue
            allowed = set().union(*(of_table[table] for table in tables.get(sheet, [])))
            assert numbers <= allowed, sheet
            assert numbers or sheet in {"Cover", "Contents", "Notes"}


def reference(table: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_data_of_the_dashboard_are_the_cells_one_by_one(
    release: Path, by_key: dict[Key, Cell]
) -> None:
    data = embedded(release)
    seen = 0
    for series, (months, years, rolling) in data["series"].items():
        cause, code, age = series.split("|")
        kinds = (
            ("month", "months", months),
            ("year", "years", years),
            ("rolling_year", "rolling", rolling),
        )
        for kind, periods, tokens in kinds:
            for (period, _), token in zip(data[periods], tokens.split(" "), strict=True):
                cell = by_key.get((cause, code, age, kind, period))
                if token == "-":
                    assert cell is None, (series, period)
                    continue
                assert cell is not None
                assert told(data, code, token) == (cell["shown"], cell["rounding"], cell["status"])
                seen += 1
    assert seen > 20_000


def embedded(release: Path) -> dict:
    page = (release / f"{NAME}-dashboard.html").read_text(encoding="utf-8")
    (text,) = re.findall(r'<script type="application/json" id="release">(.*?)</script>', page)
    return json.loads(text)


def told(data: dict, code: str, token: str) -> tuple[str, str, str]:
    found = re.fullmatch(r"(?:(\d+)|!(\d+))(?:/(\d+))?([pr]?)", token.split(",")[0])
    assert found, token
    digits, symbol, step, mark = found.groups()
    status = {"": "final", "p": "provisional", "r": "revised"}[mark]
    if symbol:
        return data["symbols"][int(symbol)], "", status
    return digits, step or ("5" if re.match(r"[EW]\d5|E23|W15", code) else "1"), status


def test_rates_and_changes_of_the_dashboard_follow_from_the_cells(
    release: Path, by_key: dict[Key, Cell]
) -> None:
    data = embedded(release)
    for series, (_, years, rolling) in data["series"].items():
        cause, code, age = series.split("|")
        for kind, periods, tokens in (
            ("year", "years", years),
            ("rolling_year", "rolling", rolling),
        ):
            for (period, _), token in zip(data[periods], tokens.split(" "), strict=True):
                if token != "-":
                    rate, lower, upper, *changes = token.split(",")[1:]
                    against = [(kind, year_earlier(kind, period)), ("year", "2018-19")]
                    cell = by_key[cause, code, age, kind, period]
                    value = int(cell["shown"]) if cell["shown"].isdigit() else None
                    assert (rate != "") == (value is not None and value >= 10)
                    assert rate == "" or float(lower) < float(rate) < float(upper)
                    for change, other in zip(changes, against, strict=True):
                        before = by_key.get((cause, code, age, *other))
                        assert CHANGE.match(change)[1] == percentage(before, value)


def year_earlier(kind: str, period: str) -> str:
    year = int(period[:4]) - 1
    return f"{year}-{(year + 1) % 100:02}" if kind == "year" else f"{year}{period[4:]}"


def percentage(before: Cell | None, value: int | None) -> str:
    if (
        before is None
        or value is None
        or not before["shown"].isdigit()
        or int(before["shown"]) < 50
    ):
        return ""
    exact = 100 * (value - int(before["shown"])) / int(before["shown"])
    return str(int(abs(exact) + 0.5) * (1 if exact > 0 else -1))


def test_charts_of_the_slides_hold_cells_rates_limits_and_nowcasts(
    release: Path, cells: list[Cell], drawable: set[float]
) -> None:
    kinds = ("national_month", "national_year", "national_rolling_year", "pfa_year", "pfa_rolling")
    figures = {
        float(cell["shown"])
        for cell in cells
        if cell["table"].removeprefix("all_assault_").startswith(kinds) and cell["shown"].isdigit()
    }
    charts = charts_of(Presentation(str(release / f"{NAME}-slides.pptx")))
    held = [value for shape in charts for value in workbook_values(shape)]
    assert len(held) > 100
    assert set(held) <= figures | drawable


@pytest.fixture(scope="module")
def drawable(release: Path) -> set[float]:
    """What charts draw besides figures: rates, limits of control charts, nowcasts, sums."""
    return rates_of(release) | limits_of(release) | nowcasts_of(release) | sums_of(release)


def test_numbers_in_texts_are_cells_or_follow_from_them(
    release: Path, shown: set[float], derived: set[float]
) -> None:
    """Texts of every output: figures of 100 and more, percentages, and numbers with decimals."""
    strange = {
        name: sorted(unknown)
        for name, text in texts_of(release)
        if (unknown := figures_in(text) - shown - derived)
    }
    assert strange == {}


def test_a_number_of_no_cell_would_be_found(shown: set[float], derived: set[float]) -> None:
    assert figures_in("All in all 98,761 admissions, 7.77 of them.") - shown - derived == {
        98761,
        7.77,
    }


@pytest.fixture(scope="module")
def derived(release: Path) -> set[float]:
    """Numbers made by a rule: rates, which follow from cells (tests/publish/test_rates_file.py);
    their medians, limits of control charts, percentages."""
    data = embedded(release)
    with (release / "rates.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    main = {
        row["area_code"]: float(row["rate"])
        for row in rows
        if ["X99", "pfa", *period_of(row)] in data["main"]
        and (row["cause"], row["area_level"], row["age"]) == ("X99", "pfa", "All ages")
        and row["rate"]
    }
    vru = {area["code"] for area in data["areas"] if area.get("vru")}
    medians = {
        round(median(rate for code, rate in main.items() if (code in vru) == group), 1)
        for group in (True, False)
    }
    ticks = {million for million in MILLIONS if million < 1}  # residents of the funnel
    ticks |= set(map(float, ticks_to(max(numbers_of(release, "national_assault", ["value"])))))
    static = [*design.SHORT_CAVEATS, *METHODS, *symbol_words(policy()).values(), design.RATE]
    static += TOPICS.values()
    follow = rates_of(release) | limits_of(release) | nowcasts_of(release) | sums_of(release)
    return follow | ticks | medians | percentages(data) | set().union(*map(figures_in, static))


def rates_of(release: Path) -> set[float]:
    return numbers_of(release, "rates", RATES)


def limits_of(release: Path) -> set[float]:
    """The means and limits of control charts."""
    return numbers_of(release, "signals", ("mean", "lower", "upper"))


def nowcasts_of(release: Path) -> set[float]:
    """Expected figures and their limits; that they follow: tests/publish/test_nowcast.py."""
    ends = [f"{side}_{of}" for side in ("lower", "upper") for of in (50, 95)]
    return numbers_of(release, "nowcast", ["expected", *ends])


def sums_of(release: Path) -> set[float]:
    """All assault of nations; that it follows: tests/publish/test_national_assault.py."""
    columns = ("value", "least", "most", "sharp_object", "share", "share_least", "share_most")
    return numbers_of(release, "national_assault", columns)


def numbers_of(release: Path, table: str, columns: Sequence[str]) -> set[float]:
    with (release / f"{table}.csv").open(encoding="utf-8") as file:
        return {float(row[name]) for row in csv.DictReader(file) for name in columns if row[name]}


def period_of(row: Cell) -> tuple[str, str]:
    return row["period_kind"], row["period"]


def percentages(data: dict) -> set[float]:
    tokens = " ".join(part for series in data["series"].values() for part in series[1:]).split()
    changes = (CHANGE.match(change)[1] for token in tokens for change in token.split(",")[4:])
    return {abs(float(change)) for change in changes if change}


def figures_in(text: str) -> set[float]:
    """Numbers of a text that could be figures: 100 and more, or with decimals, and no date."""
    found = {float(one.replace(",", "")) for one in NUMBER.findall(DATE.sub(" ", text))}
    return {one for one in found if one >= 100 or one != int(one)} - YEARS_OF_NOTES


def texts_of(release: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(release.rglob("*.html")):
        page = re.sub(
            r"<(style|script)\b.*?</\1>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        drawn = re.sub(r"<text[^>]*>[^<]*</text>", " ", page)  # ticks of axes are round numbers
        said = " ".join(re.findall(r'(?:alt|aria-label|content|title)="([^"]*)"', drawn))
        yield path.name, html.unescape(re.sub(r"<[^>]+>", " ", drawn) + " " + said)
    report = pypdf.PdfReader(release / f"{NAME}-report.pdf")
    for number, page in enumerate(report.pages, 1):
        if number > 2:  # the first two have axes
            yield f"report page {number}", page.extract_text()
    for number, slide in enumerate(Presentation(str(release / f"{NAME}-slides.pptx")).slides, 1):
        yield f"slide {number}", everything_told(slide)
    for name, content in parts_of(release):
        if name.endswith(("core.xml", "app.xml", "meta.xml")):
            yield name, re.sub(r"<[^>]+>", " ", content.decode())
