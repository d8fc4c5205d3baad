"""The invented release, written once for each file of tests."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tasks.store.folders import DataFolder
from tasks.store.reference import load_reference
from tests.publish.invented import NAMES, Row, all_figures, reference, release_of, store, written


@pytest.fixture(scope="session")
def rows() -> list[Row]:
    return release_of(all_figures())


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> Path:
    data = DataFolder(tmp_path_factory.mktemp("data"))
    data.prepare()
    store(data, rows)
    written(data, data.root / "workbook.xlsx")
    return data.root / "workbook.xlsx"


@pytest.fixture(scope="session")
def workbook(path: Path) -> Workbook:
    return load_workbook(path)


@pytest.fixture(params=["Contents", "Notes", "Protection", *NAMES])
def sheet(request: pytest.FixtureRequest, workbook: Workbook) -> Worksheet:
    """Every sheet that holds a table."""
    return workbook[request.param]


@pytest.fixture(params=NAMES)
def table_sheet(request: pytest.FixtureRequest, workbook: Workbook) -> Worksheet:
    """Every sheet of figures."""
    return workbook[request.param]


@pytest.fixture
def listed() -> list[dict[str, str]]:
    return reference("sheet")


@pytest.fixture(scope="session")
def opened() -> Iterator[duckdb.DuckDBPyConnection]:
    """The reference tables, in memory."""
    with duckdb.connect() as connection:
        load_reference(connection)
        yield connection


@pytest.fixture
def releases(opened: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty release store in memory."""
    opened.execute("attach ':memory:' as release")
    yield opened
    opened.execute("detach release")
