"""The history of runs that a new data folder begins with."""

import sqlite3
from pathlib import Path

import pytest

from flows.service import run_history
from flows.service.settings import API


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "empty.db"
    monkeypatch.setattr(run_history, "EMPTY", path)
    return path


@pytest.mark.slow
def test_the_empty_history_has_prefects_tables_and_no_runs(empty: Path) -> None:
    run_history.main()
    with sqlite3.connect(empty) as connection:
        (runs,) = connection.execute("select count(*) from flow_run").fetchone()
        (version,) = connection.execute("select version_num from alembic_version").fetchone()
    assert runs == 0
    assert version


def test_a_new_data_folder_begins_with_a_copy(empty: Path, tmp_path: Path) -> None:
    empty.write_bytes(b"empty")
    run_history.begin(tmp_path)
    assert (tmp_path / run_history.NAME).read_bytes() == b"empty"
    assert not list(tmp_path.glob("*.new"))


def test_a_history_that_is_there_stays(empty: Path, tmp_path: Path) -> None:
    empty.write_bytes(b"empty")
    (tmp_path / run_history.NAME).write_bytes(b"of many runs")
    run_history.begin(tmp_path)
    assert (tmp_path / run_history.NAME).read_bytes() == b"of many runs"


def test_without_an_empty_history_prefect_makes_its_own(empty: Path, tmp_path: Path) -> None:
    run_history.begin(tmp_path)
    assert not (tmp_path / run_history.NAME).exists()


def test_a_server_that_is_named_keeps_the_history(
    empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty.write_bytes(b"empty")
    monkeypatch.setenv(API, "http://127.0.0.1:4200/api")
    with run_history.history_in(tmp_path / "prefect"):
        assert not (tmp_path / "prefect").exists()
