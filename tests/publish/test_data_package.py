"""The tables for machines are what the data package says they are."""

import csv
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from frictionless import Package

from tasks.publish.release import publish
from tasks.store.folders import DataFolder
from tests.publish.invented import MONTH, all_figures, reference, release_of, store


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = DataFolder(tmp_path_factory.mktemp("data"))
    data.prepare()
    store(data, release_of(all_figures()))
    return publish(data, MONTH, 1).folder


@pytest.fixture
def described(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def figures(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        connection.execute("set variable folder = ?", [str(folder)])
        return connection.execute(query).fetchall()


def test_the_package_holds_to_its_own_description(folder: Path) -> None:
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "note"]) == []


def test_a_column_that_is_not_described_is_found(folder: Path, tmp_path: Path) -> None:
    for path in folder.glob("*"):
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    rates = tmp_path / "rates.csv"
    rates.write_text(rates.read_text(encoding="utf-8").replace("rate_lower", "lower", 1))
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_every_table_for_machines_is_described_column_by_column(
    folder: Path, described: dict[str, Any]
) -> None:
    columns = {
        one["path"]: [field["name"] for field in one["schema"]["fields"]]
        for one in described["resources"]
        if one["format"] == "csv"
    }
    headers = {
        path.name: next(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        for path in folder.glob("*.csv")
    }
    assert columns == headers


def test_the_package_says_its_marking_and_that_it_is_synthetic(described: dict[str, Any]) -> None:
    assert described["marking"] == "OFFICIAL-SENSITIVE"
    assert described["synthetic"] is True
    assert described["version"] == "2024-01/r1"


def test_parquet_holds_the_cells_value_and_marker_apart(folder: Path) -> None:
    same = figures(
        folder,
        """
        select count(*), count(*) filter (
            coalesce(cast(parquet.value as varchar), parquet.marker) = cells.shown
            and (parquet.value is null) != (parquet.marker is null)
            and coalesce(cast(parquet.rounding as varchar), '') = coalesce(cells.rounding, '')
            and parquet.marking = 'OFFICIAL-SENSITIVE'
            and parquet.synthetic
        )
        from read_parquet(getvariable('folder') || '/cells.parquet') as parquet
        positional join read_csv(getvariable('folder') || '/cells.csv', all_varchar = true) as cells
        """,
    )
    ((rows, alike),) = same
    assert rows == alike > 600


@pytest.mark.parametrize(
    ("kind", "period", "first", "last"),
    [
        ("month", "2023-12", "2023-12-01", "2023-12-31"),
        ("year", "2022-23", "2022-04-01", "2023-03-31"),
        ("rolling_year", "2023-09", "2022-10-01", "2023-09-30"),
    ],
)
def test_parquet_says_the_days_of_a_period(
    folder: Path, kind: str, period: str, first: str, last: str
) -> None:
    found = figures(
        folder,
        f"""
        select distinct cast(first_day as varchar), cast(last_day as varchar)
        from read_parquet(getvariable('folder') || '/cells.parquet')
        where period_kind = '{kind}' and period = '{period}'
        """,
    )
    assert found == [(first, last)]


def test_the_data_dictionary_names_every_column() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/data-dictionary.md").read_text("utf-8")
    sections = {part.split("\n")[0]: part for part in page.split("\n## ")}
    columns = [(row["file"], row["column"]) for row in reference("release_column")]
    # A column that cells.csv has too is told there.
    of_cells = {column for file, column in columns if file == "cells"}
    missing = [
        (file, column)
        for file, column in columns
        if f"`{column}`" not in sections[f"{file}.csv"]
        and (file == "cells" or column not in of_cells)
    ]
    assert missing == []
