"""The report: a tagged PDF to PDF/UA-1."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdf
import pytest

from tasks.publish.brief import ATTENTION, brief, different_ends
from tasks.publish.headlines import national_figures
from tasks.publish.measures import Evidence, Measures, read_measures
from tasks.publish.release_content import Content, read_content
from tasks.publish.report import compile_report, write_report
from tasks.publish.report.attention import attention_section
from tasks.publish.report.story import story
from tasks.publish.words import NEXT_UPDATE
from tasks.store.folders import DataFolder
from tasks.store.stores import release_store
from tests.publish.compared_measures import measures_of, whole
from tests.publish.invented import (
    ENGLAND,
    MONTH,
    Row,
    all_figures,
    figures,
    reference,
    release_of,
    store,
)


def written(data: DataFolder, path: Path) -> None:
    with release_store(data) as connection:
        content, measures = (read(connection, MONTH, 1) for read in (read_content, read_measures))
    write_report(content, measures, path)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> tuple[Content, Measures]:
    data = DataFolder(tmp_path_factory.mktemp("release"))
    data.prepare()
    store(data, rows)
    with release_store(data) as connection:
        return read_content(connection, MONTH, 1), read_measures(connection, MONTH, 1)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, release: tuple[Content, Measures]) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.pdf"
    write_report(*release, path)
    return path


@pytest.fixture
def pdf(path: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(path) as opened:
        yield opened


def elements(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Every element of the structure tree, in reading order."""

    def below(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from below(kid)

    return list(below(pdf.Root.StructTreeRoot))


def text_of(path: Path) -> str:
    pages = (page.extract_text() for page in pypdf.PdfReader(path).pages)
    return re.sub(r"\s+", " ", " ".join(pages))


def test_it_claims_the_standard_its_title_and_its_language(pdf: pikepdf.Pdf) -> None:
    metadata = pdf.open_metadata()
    assert metadata["pdfuaid:part"] == "1"
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "en-GB"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo["/Title"]).endswith("January 2024, release r1")
    assert str(pdf.docinfo["/Author"]) == "Home Office"
    assert "assault" in str(pdf.docinfo["/Keywords"])


def test_every_page_has_its_tags(pdf: pikepdf.Pdf) -> None:
    assert all("/StructParents" in page and page.Tabs == "/S" for page in pdf.pages)


def test_headings_start_at_one_and_skip_no_level(pdf: pikepdf.Pdf) -> None:
    levels = [int(str(one.S)[2:]) for one in elements(pdf) if re.fullmatch(r"/H\d", str(one.S))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert len(levels) >= 9
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_chart_has_an_alternative_text(pdf: pikepdf.Pdf) -> None:
    figures = [str(one.Alt) for one in elements(pdf) if one.S == "/Figure"]
    kinds = ("Line chart: ", "Tile map ", "Ranked rates ", "Heat map ", "Small line charts. ")
    assert [sum(alt.startswith(kind) for alt in figures) for kind in kinds] == [3, 1, 1, 1, 1]
    assert len(figures) == 7  # no funnel: too few years


def test_every_table_has_header_cells_and_even_rows(pdf: pikepdf.Pdf) -> None:
    found = elements(pdf)
    kinds = Counter(str(one.S) for one in found)
    assert kinds["/Table"] >= 5
    assert kinds["/TH"] >= 4 * 5
    assert kinds["/Caption"] >= kinds["/Table"]
    for row in (one for one in found if one.S == "/TR"):
        assert all(kid.S in {"/TH", "/TD"} for kid in row.K)


def test_the_first_cell_of_each_row_is_its_header(pdf: pikepdf.Pdf) -> None:
    def scope(cell: pikepdf.Object) -> str:
        attributes = cell.get("/A", {})
        of_table = attributes[0] if isinstance(attributes, pikepdf.Array) else attributes
        return str(of_table.get("/Scope", "")) if cell.S == "/TH" else str(cell.S)

    rows = [[scope(cell) for cell in one.K] for one in elements(pdf) if one.S == "/TR"]
    heads = [row for row in rows if row[0] == "/Column"]
    assert all(set(row) == {"/Column"} for row in heads)
    assert len(heads) == sum(one.S == "/Table" for one in elements(pdf))
    body = [row for row in rows if row[0] != "/Column"]
    assert len(body) > 50
    assert all(row == ["/Row", *["/TD"] * (len(row) - 1)] for row in body)
    # A list of headers goes before scopes; without one the scopes hold.
    assert all("/A" not in one for one in elements(pdf) if one.S == "/TD")


def test_what_is_marked_afterwards_is_a_sound_file(pdf: pikepdf.Pdf) -> None:
    assert pdf.check_pdf_syntax() == []


@pytest.mark.parametrize(("length", "pages"), [(20, 1), (60, 2)])
def test_short_tables_stay_whole_and_long_ones_have_their_header_on_each_page(
    data: DataFolder, length: int, tmp_path: Path, pages: int
) -> None:
    store(data, release_of(figures("national_month", [ENGLAND], ["2024-01"])))
    table = {
        "caption": "A table",
        "headers": ["Place", "Number"],
        "rows": [[f"place {number}", "1"] for number in range(length)],
    }
    # The table begins low on its page.
    section = {"title": "Places", "texts": ["Words."] * 28, "charts": [], "tables": [table]}
    with release_store(data) as connection:
        content, measures = (read(connection, MONTH, 1) for read in (read_content, read_measures))
    told = story(content, measures) | {"sections": [section]}
    compile_report(told, content.stamp, tmp_path / "report.pdf")
    texts = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "report.pdf").pages]
    holding = [text for text in texts if re.search(r"place \d", text)]
    assert len(holding) == pages
    assert all("Place Number" in re.sub(r"\s+", " ", text) for text in holding)


def test_every_font_is_embedded(pdf: pikepdf.Pdf) -> None:
    fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
    described = [one for one in fonts if one.get("/Type") == "/FontDescriptor"]
    assert described
    assert all("/FontFile2" in one or "/FontFile3" in one for one in described)
    assert all("LiberationSans" in str(one.FontName) for one in described)


def test_the_first_page_is_the_ministers(path: Path) -> None:
    first = page_of(path, 0)
    for words in (
        "OFFICIAL-SENSITIVE until cleared. Management information, not official statistics.",
        "12 months ending November 2023",
        "Change since the year ending March 2019",
        "England, January 2024",
        "What cannot be said",
        "Forces that need attention",
        "Next update",
    ):
        assert words in first


def test_it_holds_every_section(path: Path) -> None:
    text = text_of(path)
    for words in (
        "Trend by month",
        "Change on a year earlier and since the year ending March 2019",
        "Where rates are high",
        "Police forces by rate",
        "Change by police force",
        "Police forces one by one",
        "All police forces",
        "Ages",
        "Violence Reduction Unit (VRU) areas and other areas",
        "Revisions since the last release",
        "[c]: a count of 1 to 7",
        "[x]: not available",
        "Byar's method",
        "Data as at",
    ):
        assert words.replace("'", "") in text.replace("\u2019", "").replace("'", "")


def test_two_runs_give_the_same_bytes(data: DataFolder, tmp_path: Path, rows: list[Row]) -> None:
    store(data, rows)
    written(data, tmp_path / "one.pdf")
    written(data, tmp_path / "two.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_a_release_of_months_only_has_a_report(data: DataFolder, tmp_path: Path) -> None:
    store(data, [row for row in release_of(all_figures()) if row["period_kind"] == "month"])
    written(data, tmp_path / "report.pdf")
    assert "no 12 months in this release" in text_of(tmp_path / "report.pdf")


def page_of(path: Path, number: int) -> str:
    return re.sub(r"\s+", " ", pypdf.PdfReader(path).pages[number].extract_text())


def longest(code: str) -> list[Evidence]:
    """All four pieces of evidence; those of Wales end earlier."""
    ends = "2023-11" if code[0] == "W" else "2024-01"
    periods = [("rolling_year", "2023-12"), ("three months", ends)]
    return [
        Evidence(cause, *period, has_risen=True, change=140)
        for cause in ("X99", "X92-Y09")
        for period in periods
    ]


@pytest.mark.parametrize("named", [0, 1, 12, 43])
def test_the_first_page_holds_the_brief_whole(
    release: tuple[Content, Measures], tmp_path: Path, named: int
) -> None:
    content, read = release
    forces = read.forces[::-1][:named]
    measures = replace(
        read, tested={"X99": 43}, attention={force.code: longest(force.code) for force in forces}
    )
    write_report(content, measures, tmp_path / "report.pdf")
    first, second = (page_of(tmp_path / "report.pdf", number) for number in (0, 1))
    told = brief(content, measures)
    figures = [figure.remark for figure in national_figures(measures)]
    names = [force.name for force in forces]
    lines = [] if named else told.attention
    held = [*told.sentences, *names, *figures, *different_ends(measures), NEXT_UPDATE, *lines]
    assert [words for words in held if words not in first] == []
    assert first.count("up 140%") == 4 * min(named, 12)
    assert "Trend by month" in second
    assert "Next update" not in second


def test_evidence_of_another_month_says_so() -> None:
    measures = replace(measures_of({"Alpha": whole(90), "Beta": whole(80)}), attention={})
    (alpha, beta) = measures.forces
    late = Evidence("X99", "three months", "2024-01", has_risen=True, change=12)
    early = Evidence("X99", "three months", "2023-11", has_risen=False, change=None)
    section = attention_section(
        replace(measures, attention={beta.code: [early], alpha.code: [late]})
    )
    (table,) = section["tables"]
    assert table["headers"] == ["Force", "Sharp object, three months to Jan 2024"]
    assert table["rows"] == [["Alpha", "up 12%"], ["Beta", "down (to Nov 2023)"]]


def test_tables_stand_on_one_page_each(path: Path) -> None:
    pages = [page.extract_text() for page in pypdf.PdfReader(path).pages]
    (found,) = [page for page in pages if "All forces: admissions" in page]
    assert [area for area in (force["pfa_name"] for force in reference("police_force_area"))
            if area not in found] == []  # fmt: skip


def test_a_report_may_lead_with_one_sentence_instead_of_a_brief(
    release: tuple[Content, Measures], tmp_path: Path
) -> None:
    told = story(*release)
    of_another = {name: told[name] for name in told if name not in ("brief", "attention")}
    lead = {"headline": "One sentence leads."}
    compile_report({**of_another, **lead}, release[0].stamp, tmp_path / "report.pdf")
    first = page_of(tmp_path / "report.pdf", 0)
    assert "One sentence leads." in first
    assert ATTENTION not in first


@pytest.mark.parametrize(("longer", "charts"), [(1, 1), (4, 0)])
def test_the_front_pages_chart_gives_way_to_a_long_brief(
    release: tuple[Content, Measures], tmp_path: Path, longer: int, charts: int
) -> None:
    told = story(*release)
    sentences = [sentence * longer for sentence in told["brief"]]
    compile_report(told | {"brief": sentences}, release[0].stamp, tmp_path / "report.pdf")
    assert page_of(tmp_path / "report.pdf", 0).count(told["chart"]["caption"]) == charts
    assert "Trend by month" in page_of(tmp_path / "report.pdf", 1)
