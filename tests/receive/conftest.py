"""Small drops, counted once, and what the store holds of them."""

import io
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tasks.govern.key import KEY_FILE, make_throw_away_key
from tasks.receive import drop
from tasks.receive.drop import receive_drop
from tasks.receive.reader.values import values_of
from tasks.receive.refusal import RefusedError
from tasks.store import reference
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_store
from tasks.synthesise import true_counts
from tasks.synthesise.admissions import invented_admissions
from tasks.synthesise.drop import counted_tables, write_tables
from tasks.synthesise.extract import Extract
from tasks.synthesise.layout import Layout
from tasks.synthesise.tables import Table
from tests.conftest import unsealed_file

SHARP, ALL_ASSAULT, BI_ANNUAL = "monthly sharp object", "all assault", "bi-annual sharp object"
FIRST_QUARTER = "2012/13 M03"
LANDED = """
    select delivered_table, area_code, period_label(period_kind, period), age, sex, ethnicity,
        measure, frequency
    from secure.landed.count
    where frequency > 0
"""

STAGED = LANDED.replace("secure.landed.count", "delivered_cell")

Writer = Callable[..., list[Path]]
Counts = dict[tuple[str, ...], int]
# What a file's content and name stage, or the reasons to refuse it.
Reader = Callable[[bytes, str], Counts | str]


@cache
def tables_of(dataset: str, source: str) -> tuple[Extract, list[Table]]:
    extract = Extract(dataset, source, FIRST_QUARTER)
    with invented_admissions(date(2012, 6, 1)) as connection:
        return extract, counted_tables(connection, extract)


@pytest.fixture
def write(drops: Path) -> Writer:
    """Write a drop of April to June 2012 in some layout, with some Cover."""

    def written(
        dataset: str = SHARP,
        source: str = "HES",
        layout: Layout | None = None,
        cover: dict[str, str | None] | None = None,
    ) -> list[Path]:
        extract, tables = tables_of(dataset, source)
        return write_tables(drops, extract, tables, layout or Layout(), cover)

    return written


@pytest.fixture
def enter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Enter rows into reference tables of the test's own, after those that ship."""
    own = tmp_path / "reference"

    def entered(**rows: str) -> None:
        # A folder of its own each time: a file is read once a process.
        before, folder = reference.REFERENCE, own / str(len(list(own.glob("*"))))
        shutil.copytree(before, folder, ignore=shutil.ignore_patterns("*.sql", "views"))
        for table, text in rows.items():
            with (folder / f"{table}.csv").open("a", encoding="utf-8") as file:
                file.write(text)
        monkeypatch.setattr(reference, "REFERENCE", folder)

    return entered


@pytest.fixture(scope="module")
def as_written() -> Counts:
    """The counts of the good drop that ``write`` writes."""
    return {
        (row.delivered_table, row.area_code, str(row.period), *row[4:8]): row.value
        for row in true_counts(SHARP, "HES", FIRST_QUARTER)
        if row.value
    }


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Read files up to the counts that would land: many of them, for no gate is asked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(KEY_FILE, raising=False)
        patch.delenv("CREDENTIALS_DIRECTORY", raising=False)
        patch.setattr(drop, "check_landing", lambda *_: None)
        patch.setattr(drop, "read_drop", values_of)
        data = DataFolder(tmp_path_factory.mktemp("read") / "data")
        data.prepare()
        make_throw_away_key(data)
        with secure_store(data, read_only=False) as connection:

            def staged(content: bytes, name: str) -> Counts | str:
                try:
                    drop._stage(connection, name, content, "a drop", data)
                except RefusedError as refused:
                    return "\n".join(map(str, sorted(refused.reasons)))
                return {row[:-1]: row[-1] for row in connection.execute(STAGED).fetchall()}

            yield staged


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    (path,) = write_tables(tmp_path_factory.mktemp("good"), *tables_of(SHARP, "HES"), Layout())
    return path


def booked(path: Path, edit: Callable[[Workbook], object]) -> bytes:
    content, workbook = io.BytesIO(), openpyxl.load_workbook(path)
    edit(workbook)
    workbook.save(content)
    return content.getvalue()


def edited(path: Path, edit: Callable[[Workbook], object]) -> Path:
    workbook = openpyxl.load_workbook(path)
    edit(workbook)
    workbook.save(path)
    return path


def landed(data: DataFolder) -> dict[tuple[str, ...], int]:
    """Every delivered count but the zeros, by everything else."""
    with secure_store(data) as connection:
        return {row[:-1]: row[-1] for row in connection.execute(LANDED).fetchall()}


def refused(path: Path, data: DataFolder) -> str:
    """The reasons for which a drop is refused, after checking that nothing of it was received."""
    receipt = receive_drop(path, data)
    reasons = "\n".join(receipt.reasons)
    folder = data.quarantine / receipt.sha256[:16]

    assert receipt.outcome == "refused"
    assert landed_rows(data) == 0
    assert list(data.originals.iterdir()) == []
    assert unsealed_file(data, folder / f"{path.name}.sealed") == path.read_bytes()
    assert reasons in (folder / "reason.txt").read_text()
    assert "977" not in reasons
    return reasons


def landed_rows(data: DataFolder) -> int:
    """Rows of every table but that of the rules' outcomes."""
    with secure_store(data) as connection:
        rows = connection.execute(
            "select sum(estimated_size) from duckdb_tables() "
            "where database_name = 'secure' and schema_name in ('landed', 'conformed')"
        )
        return rows.fetchone()[0]
