"""A release stands for what it was made of, and for nothing that differs in any input."""

import csv
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tasks.conform.conform import conform
from tasks.govern.key import KEY_FILE, make_throw_away_key
from tasks.protect import standing
from tasks.protect.release import protect
from tasks.protect.standing import StandingReceipt, standing_release
from tasks.publish.release import publish
from tasks.receive.drop import receive_drop
from tasks.store import reference
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_and_release_store
from tasks.synthesise import write_drop
from tests.hand_over.conftest import copied

SHARP, ALL_ASSAULT = "monthly sharp object", "all assault"
APRIL = date(2012, 4, 1)
CORRECTION = ("X99", "E", "2012-04", "2012-05", "2012-05", "A. Reviewer", "counted twice")
RELEASE = StandingReceipt(APRIL, 1)
Changed = Callable[[DataFolder, Path, pytest.MonkeyPatch], object]


def landed(data: DataFolder, drops: Path, dataset: str, extract: str, **seed: int) -> None:
    for path in write_drop(drops, dataset, "HES", extract, **seed):
        assert receive_drop(path, data).outcome == "landed"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """The release of April 2012, published."""
    folder = tmp_path_factory.mktemp("standing")
    data = DataFolder(folder / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(KEY_FILE, raising=False)
        data.prepare()
        make_throw_away_key(data)
        for dataset in (SHARP, ALL_ASSAULT):
            landed(data, folder, dataset, "2012/13 M01")
        conform(data)
        assert standing_release(data, None) is None
        assert protect(data).is_new
        assert standing_release(data, None) is None
        publish(data, APRIL, 1)
    return data


@pytest.fixture
def stands(made: DataFolder, tmp_path: Path) -> DataFolder:
    return copied(made, tmp_path)


def in_store(query: str) -> Changed:
    def changed(data: DataFolder, *_: object) -> None:
        with secure_and_release_store(data) as connection:
            connection.execute(query)

    return changed


def set_to(name: str, value: object) -> Changed:
    return lambda _, __, patch: patch.setattr(standing, name, value)


def another_drop(data: DataFolder, drops: Path, _: pytest.MonkeyPatch) -> None:
    landed(data, drops, SHARP, "2012/13 M01", seed=7)


def another_reference_table(_: DataFolder, folder: Path, patch: pytest.MonkeyPatch) -> None:
    files = shutil.copytree(reference.REFERENCE, folder / "reference")
    with (files / "correction.csv").open("a", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerow(CORRECTION)
    patch.setattr(reference, "REFERENCE", files)


class AnotherPolicy:
    rule = "another"


CHANGES: dict[str, Changed] = {
    "a drop": another_drop,
    "a drop less": in_store("delete from secure.landed.delivered_table where vintage = 1"),
    "a vintage": in_store("update secure.landed.delivered_table set vintage = 2"),
    "a reference table": another_reference_table,
    "the code": set_to("code_version", lambda: "another"),
    "the rule in force": set_to("policy", AnotherPolicy),
    "a release": in_store("insert into release.release values ('2012-05-01', 1, 9, 'a', 'b')"),
    "a release less": in_store("delete from release.release"),
    "what was shown": in_store("update release.ledger set shown = '5' where period = '2012-04'"),
    "what was shown less": in_store("delete from release.ledger where period = '2012-04'"),
    "what was admitted": in_store("update release.ledger set hi = hi + 1 where hi is not null"),
    "figures of another month": lambda data, *_: conform(data, APRIL),
    "figures of the past": lambda data, *_: conform(data, as_of=datetime.now(UTC)),
    "figures made again": lambda data, *_: conform(data),
    "its files": lambda data, *_: shutil.rmtree(data.releases / "2012-04" / "r1"),
}


def test_it_stands_for_what_it_was_made_of(stands: DataFolder) -> None:
    assert standing_release(stands, None) == RELEASE
    assert standing_release(stands, None) == RELEASE
    # Not for what was asked otherwise, though it is the same month.
    assert standing_release(stands, APRIL) is None


@pytest.mark.slow
@pytest.mark.parametrize("changed", CHANGES.values(), ids=CHANGES)
def test_it_does_not_stand_for_anything_else(
    stands: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: Changed
) -> None:
    changed(stands, tmp_path, monkeypatch)

    assert standing_release(stands, None) is None


def test_a_run_that_finds_the_same_release_lets_it_stand_again(stands: DataFolder) -> None:
    conform(stands)
    assert not protect(stands).is_new

    assert standing_release(stands, None) == RELEASE
