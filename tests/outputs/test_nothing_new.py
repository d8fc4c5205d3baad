"""No file of a release says more than cells.csv: with nothing else, each is made again the same.

The store that it is made from again holds the figures as cells.csv shows them, and what a release
says of itself: its files, its rule, its audit's totals. It has no ledger and no count.
"""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from tasks.publish.release import publish
from tasks.store.attach import attach
from tasks.store.folders import DataFolder
from tasks.store.statements import statement
from tests.flows.conftest import Made

ABOUT = ("release", "input", "audit", "rule", "left_out")
FROM_CELLS = """
    insert into release.cell
    select date '2024-01-01', 1, row_number() over (), *
    from read_csv(?, all_varchar = true, nullstr = 'no such text')
"""


def made_from_cells_alone(release: DataFolder, cells: Path, into: Path) -> DataFolder:
    """A data folder whose release store holds cells.csv and what the release says of itself."""
    data = DataFolder(into)
    data.prepare()
    with duckdb.connect() as connection:
        attach(connection, "release", data.release_store, read_only=False)
        attach(connection, "made", release.release_store, read_only=True)
        connection.execute(statement("store/release_schema"))
        for table in ABOUT:
            connection.execute(f"insert into release.{table} from made.{table}")
        connection.execute(FROM_CELLS, [str(cells)])
    return data


@pytest.fixture(scope="module")
def again(demonstration: Made, release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("again")
    data = made_from_cells_alone(demonstration.data, release / "cells.csv", folder)
    return publish(data, date(2024, 1, 1), 1).folder


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_every_file_is_made_again_from_cells_csv_alone(release: Path, again: Path) -> None:
    first, second = contents(release), contents(again)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_a_cell_of_another_figure_would_be_seen(
    demonstration: Made, release: Path, tmp_path: Path
) -> None:
    cells = tmp_path / "cells.csv"
    text = (release / "cells.csv").read_text(encoding="utf-8")
    cells.write_text(text.replace(",35,5,", ",40,5,", 1), encoding="utf-8")
    data = made_from_cells_alone(demonstration.data, cells, tmp_path / "data")
    other = publish(data, date(2024, 1, 1), 1).folder

    assert contents(other)["rates.csv"] != contents(release)["rates.csv"]
