"""Every rule of every gate holds on good tables and breaks on its own fixture."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from tasks.check import CheckReceipt, check, check_landing, rules
from tasks.conform.conform import conform
from tasks.govern.key import make_throw_away_key
from tasks.protect import release as protection
from tasks.publish import written
from tasks.publish.release import publish
from tasks.receive import drop
from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_store
from tasks.synthesise import write_drop
from tests.check.conftest import BROKEN, GATES, not_broken

SHARP, ALL_ASSAULT, BI_ANNUAL = "monthly sharp object", "all assault", "bi-annual sharp object"


@pytest.fixture(scope="module")
def conformed(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """Drops of April to June 2012 of every dataset, conformed."""
    folder = tmp_path_factory.mktemp("gates")
    data = DataFolder(folder / "data")
    data.prepare()
    make_throw_away_key(data)
    for dataset in (SHARP, ALL_ASSAULT, BI_ANNUAL):
        for source in ("HES", "PEDW"):
            (path,) = write_drop(folder, dataset, source, "2012/13 M03")
            assert receive_drop(path, data).outcome == "landed"
    conform(data)
    return data


@pytest.mark.parametrize("gate", GATES)
def test_every_rule_has_a_fixture_that_breaks_it(gate: str) -> None:
    assert {path.stem for path in (BROKEN / gate).glob("*.sql")} == {
        rule.name for rule in rules(gate)
    }


@pytest.mark.parametrize("dataset", [SHARP, ALL_ASSAULT, BI_ANNUAL])
def test_rules_of_drops(
    data: DataFolder, drops: Path, monkeypatch: pytest.MonkeyPatch, dataset: str
) -> None:
    wrong = []

    def spoiled(connection: duckdb.DuckDBPyConnection, drop_id: str) -> CheckReceipt:
        receipt = check_landing(connection, drop_id)
        wrong.extend(not_broken(connection, "landing", dataset))
        return receipt

    (before,) = write_drop(drops, dataset, "HES", "2012/13 M02")
    assert receive_drop(before, data).outcome == "landed"
    monkeypatch.setattr(drop, "check_landing", spoiled)
    (path,) = write_drop(drops, dataset, "HES", "2012/13 M03")

    assert receive_drop(path, data).outcome == "landed"
    assert wrong == []


def test_rules_of_figures(conformed: DataFolder) -> None:
    with secure_store(conformed, read_only=False) as connection:
        assert not_broken(connection, "conformed") == []


def test_rules_of_releases_and_of_their_files(
    conformed: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = []

    def spoiled(connection: duckdb.DuckDBPyConnection, gate: str) -> CheckReceipt:
        wrong.extend(not_broken(connection, gate))
        return check(connection, gate)

    monkeypatch.setattr(protection, "check", spoiled)
    monkeypatch.setattr(written, "check", spoiled)
    release = protection.protect(conformed)
    publish(conformed, date(2012, 6, 1), release.revision)

    assert wrong == []
