"""Cover, contents and notes of the workbook."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from tasks.publish.release_content import read_content
from tasks.store.folders import DataFolder
from tasks.store.stores import release_store
from tests.publish.invented import (
    BI_ANNUAL,
    MONTH,
    NAMES,
    cells_of,
    figure_cells,
    lines_of,
    monthly_figures,
    notes_of,
    records,
    release_of,
    store,
    written,
)


def notes_on(workbook: Workbook) -> list[str]:
    return [str(note["What it says"]) for note in records(workbook["Notes"])]


def test_contents_link_to_every_other_sheet(workbook: Workbook) -> None:
    found = [
        (link.value, link.hyperlink.ref, link.hyperlink.location)
        for link, _ in cells_of(workbook["Contents"])[1:]
    ]
    assert found == [
        (name, f"A{row}", f"'{name}'!A1")
        for row, name in enumerate(
            ["Cover", "Notes", "Protection", *NAMES], len(lines_of(workbook["Contents"])) + 2
        )
    ]


def test_the_cover_says_what_the_release_is(workbook: Workbook) -> None:
    assert {
        "OFFICIAL-SENSITIVE until cleared.",
        "Management information, not official statistics.",
        "Release: January 2024, release r1.",
        "It is the first release of this month.",
        "Made from 5 delivered files.",
        "Latest month for England: January 2024.",
        "Latest month for Wales: November 2023.",
        "11 March 2024, England (HES extract 2023-24 M10), all assault.",
        "Next update: when the next month's extract has been received.",
    } <= set(lines_of(workbook["Cover"]))


def test_a_later_release_says_which_it_replaces(data: DataFolder, tmp_path: Path) -> None:
    store(data, release_of(monthly_figures()), revision=2)
    workbook = written(data, tmp_path / "workbook.xlsx", revision=2)
    assert "It replaces release r1 of this month." in lines_of(workbook["Cover"])
    assert workbook["Cover"]["A1"].value.endswith("January 2024, release r2")


def test_notes_are_numbered_and_say_every_caveat(workbook: Workbook) -> None:
    found = records(workbook["Notes"])
    assert [note["Note"] for note in found] == [f"Note {n}" for n in range(1, len(found) + 1)]
    text = " ".join(str(note["What it says"]) for note in found)
    for words in (
        "not people",
        "accident and emergency",
        "where the patient lives",
        "first external cause code",
        "not X85 to Y09",
        "never added",
        "no known area",
        "Covid-19",
        "Ethnic group is recorded",
        "April 2025",
        "summed from true counts before rounding",
        "a count of 1 to 7 is hidden",
        "rounded to the nearest 5",
        "would tell those of Wales",
        "Byar's method",
        "mid-2020",
        "2.66",
        "Management information, not official statistics",
    ):
        assert words in text


def test_every_title_of_synthetic_data_says_so(workbook: Workbook) -> None:
    titles = [workbook.properties.title, *(sheet["A1"].value for sheet in workbook)]
    assert all(title.startswith("Synthetic demonstration data: ") for title in titles)


def test_real_data_are_not_called_synthetic(data: DataFolder, tmp_path: Path) -> None:
    store(data, release_of(monthly_figures()), content="real")
    workbook = written(data, tmp_path / "workbook.xlsx")
    texts = [str(cell.value) for sheet in workbook for row in sheet for cell in row]
    assert not any("ynthetic" in text for text in texts)


def test_sheets_without_their_file_are_left_out_and_named(data: DataFolder, tmp_path: Path) -> None:
    store(data, release_of(monthly_figures()))
    workbook = written(data, tmp_path / "workbook.xlsx")
    names = NAMES[: -len(BI_ANNUAL)]
    assert workbook.sheetnames == ["Cover", "Contents", "Notes", "Protection", *names]
    notes = notes_on(workbook)
    (told,) = (note for note in notes if note.startswith("Sheets left out"))
    assert all(name in told for name in BI_ANNUAL)
    assert "FCE" not in records(workbook["Region month"])[0]


@pytest.mark.parametrize("symbol", ["[c1]", "[c2]", "[c3]"])
def test_coarser_symbols_are_explained(data: DataFolder, tmp_path: Path, symbol: str) -> None:
    rows = release_of(monthly_figures())
    hidden = next(row for row in rows if row["publication_table"] == "pfa_year")
    hidden.update(shown=symbol, rounding="")
    store(data, rows)
    workbook = written(data, tmp_path / "workbook.xlsx")
    assert any(line.startswith(f"{symbol}: ") for line in notes_of(workbook, workbook["PFA year"]))
    assert any(
        "it is shown more coarsely" in str(note["What it says"])
        for note in records(workbook["Notes"])
    )


def test_coarser_rounding_is_explained(data: DataFolder, tmp_path: Path) -> None:
    rows = release_of(monthly_figures())
    shown = next(row for row in rows if row["publication_table"] == "pfa_year")
    shown.update(shown="40", rounding="20")
    store(data, rows)
    workbook = written(data, tmp_path / "workbook.xlsx")
    assert "Figures are rounded to the nearest 5 or 20." in notes_of(workbook, workbook["PFA year"])
    assert any(
        "it is shown more coarsely" in str(note["What it says"])
        for note in records(workbook["Notes"])
    )


def test_every_sheet_says_how_many_of_its_figures_are_hidden(
    data: DataFolder, tmp_path: Path
) -> None:
    rows = release_of(monthly_figures())
    of_region = [row for row in rows if row["publication_table"] == "region_month"]
    for row in of_region:
        row.update(shown="5", rounding="5")
    for row, (shown, base) in zip(
        of_region,
        [("[c]", ""), ("[c1]", ""), ("[c2]", ""), ("[c3]", ""), ("20", "10"), ("40", "20")],
        strict=False,
    ):
        row.update(shown=shown, rounding=base)
    store(data, rows)
    workbook = written(data, tmp_path / "workbook.xlsx")

    found = {record["Sheet"]: record for record in records(workbook["Protection"])}
    assert list(found) == workbook.sheetnames[4:]
    assert list(found["Region month"].values()) == ["Region month", len(of_region), 4, 4, 1]
    figures = {name: len(list(figure_cells(workbook[name]))) for name in found}
    missing = {
        name: sum(cell.value == "[x]" for cell in figure_cells(workbook[name])) for name in found
    }
    assert all(
        figures[name] - missing[name] <= record["Figures"] <= figures[name]
        for name, record in found.items()
    )


def test_notes_tell_of_coarser_figures_only_where_there_are_some(workbook: Workbook) -> None:
    notes = notes_on(workbook)
    assert not any("it is shown more coarsely" in note for note in notes)


def test_a_table_of_hidden_figures_only_is_written(data: DataFolder, tmp_path: Path) -> None:
    rows = release_of(monthly_figures())
    for row in rows:
        if row["publication_table"] == "pfa_year":
            row.update(shown="[c]", rounding="")
    store(data, rows)
    workbook = written(data, tmp_path / "workbook.xlsx")
    assert {cell.value for cell in figure_cells(workbook["PFA year"])} == {"[c]"}


def test_a_release_that_is_not_there_is_refused(data: DataFolder, tmp_path: Path) -> None:
    store(data, release_of(monthly_figures()))
    with release_store(data) as connection, pytest.raises(LookupError, match="2024-01 r9"):
        read_content(connection, MONTH, 9)
