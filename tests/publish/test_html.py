"""The HTML outputs as files: one file each, nothing asked of anyone, every word explained."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tasks.publish.html.dashboard import _json, write_dashboard
from tasks.publish.html.force_pages import write_force_pages
from tasks.publish.measures import read_measures
from tasks.publish.release_content import read_content
from tasks.store.folders import DataFolder
from tasks.store.stores import release_store
from tests.publish.invented import MONTH, Row, all_figures, monthly_figures, release_of, store

ELSEWHERE = {"src", "srcset", "action", "formaction", "poster", "data", "background", "style"}


def pages_of(data: DataFolder) -> Path:
    folder = data.root / "pages"
    folder.mkdir()
    with release_store(data) as connection:
        content, measures = (read(connection, MONTH, 1) for read in (read_content, read_measures))
    write_dashboard(content, measures, folder / "dashboard.html")
    write_force_pages(content, measures, folder / "forces", "dashboard.html")
    return folder


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> Path:
    data = DataFolder(tmp_path_factory.mktemp("html"))
    data.prepare()
    store(data, rows)
    return pages_of(data)


@pytest.fixture(params=["dashboard.html", "forces/index.html", "forces/E23000001.html"])
def page(request: pytest.FixtureRequest, folder: Path) -> str:
    return (folder / request.param).read_text(encoding="utf-8")


class Elements(HTMLParser):
    """Every element's name and attributes, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_allows_this_style_and_script_and_nothing_else(page: str) -> None:
    (policy,) = (
        attributes["content"]
        for tag, attributes in Elements(page).found
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    allowed = dict(part.split(" ", 1) for part in str(policy).split("; "))
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)

    assert allowed.pop("default-src") == allowed.pop("base-uri") == "'none'"
    assert allowed.pop("form-action") == "'none'"
    assert allowed.pop("style-src") == hashed(style)
    assert [allowed.pop("script-src")] == [hashed(text) for text in scripts] if scripts else True
    assert allowed == {}


def test_nothing_is_asked_of_anyone(page: str) -> None:
    for tag, attributes in Elements(page).found:
        assert tag not in {"link", "iframe", "object", "embed", "img", "base"}
        assert not ELSEWHERE & attributes.keys(), (tag, attributes)
        target = attributes.get("href") or ""
        assert not re.match(r"[a-z]+:|//", target), target
    assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest|eval\(", page)


def test_handlers_are_in_no_attribute(page: str) -> None:
    assert not [name for _, found in Elements(page).found for name in found if name[:2] == "on"]


def test_every_page_says_what_it_is(page: str) -> None:
    for words in (
        "OFFICIAL-SENSITIVE until cleared.",
        "Management information, not official statistics.",
        "Synthetic demonstration data: about no real patient.",
        "Next update: ",
        "Latest month for Wales: November 2023.",
        "Months that Wales lacks are shown as [x]",
        "11 March 2024, England (HES extract 2023-24 M10), monthly sharp object.",
        "[c]: a count of 1 to 7",
        "[x]: not available",
        "ICD-10 X92 to Y09",
        "Status provisional",
        "not people",
    ):
        assert words in page.replace("&#39;", "'")


def test_every_force_has_a_page(folder: Path) -> None:
    assert len(list((folder / "forces").glob("[EW]*.html"))) == 43
    index = (folder / "forces" / "index.html").read_text(encoding="utf-8")
    linked = [found["href"] for tag, found in Elements(index).found if tag == "a"]
    assert all((folder / "forces" / str(name)).exists() for name in linked if "#" not in str(name))


@pytest.mark.parametrize(
    ("symbol", "words"),
    [
        ("[c1]", "[c1]: a count under 15"),
        ("[c2]", "[c2]: a count under 30"),
        ("[c3]", "[c3]: withheld: any count"),
        ("at least 240", "at least: a count beyond"),
    ],
)
def test_coarser_symbols_are_shown_and_explained(data: DataFolder, symbol: str, words: str) -> None:
    rows = release_of(monthly_figures())
    for row in rows:
        if row["publication_table"] == "pfa_year" and row["area_code"] == "E23000001":
            row.update(shown=symbol, rounding="")
    store(data, rows)
    folder = pages_of(data)
    for name in ("dashboard.html", "forces/E23000001.html"):
        page = (folder / name).read_text(encoding="utf-8")
        assert words in page
        assert f'"{symbol}"' in page or f">{symbol}<" in page


def test_figures_rounded_otherwise_say_so_in_the_data(data: DataFolder) -> None:
    rows = release_of(monthly_figures())
    for row in rows:
        if row["publication_table"] == "pfa_year" and row["area_code"] == "E23000001":
            row.update(shown="60", rounding="20")
    store(data, rows)
    page = (pages_of(data) / "dashboard.html").read_text(encoding="utf-8")
    assert re.search(r"60/20,0\.7,0\.\d,\d\.\d", page)


def test_no_text_of_a_release_can_end_the_data() -> None:
    assert "</" not in _json({"symbols": ["</script><b>"]})


def test_months_without_any_year_make_pages_too(data: DataFolder) -> None:
    rows = [row for row in release_of(all_figures()) if row["period_kind"] == "month"]
    store(data, rows)
    folder = pages_of(data)
    text = (folder / "dashboard.html").read_text(encoding="utf-8")
    (embedded,) = re.findall(r'<script type="application/json" id="release">(.*?)</script>', text)
    assert json.loads(embedded)["main"] == []
    page = (folder / "forces" / "E23000001.html").read_text(encoding="utf-8")
    assert "no whole year of figures" in page
