"""The evaluation flow on a real Prefect: receive, prepare, approve, send."""

import asyncio
import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from flows import evaluation as flow_module
from flows.__main__ import main
from flows.evaluation import evaluation
from flows.service import sign_off
from flows.service.mail import mail_end
from tasks.govern.agreement import Agreement, agreement_for
from tasks.hand_over import prepare as preparing
from tasks.hand_over.transfer_log import PREPARED, REFUSED, entries, packages, state_of
from tasks.hand_over.unpack import receive
from tasks.store.folders import DataFolder
from tasks.synthesise import write_drop
from tests.flows.test_monthly import ALL_ASSAULT, everything_prefect_keeps, plant, write_month

PLANTED = 97_777


@pytest.fixture(autouse=True)
def hand_over_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The evaluation's own tables have their own tests."""
    monkeypatch.setattr(flow_module, "evaluate_areas", lambda data: "left out")


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "made" / "data")


def run(drops: Path, data: DataFolder, *options: str) -> int:
    return main(["hand-over", "make", "--drops", str(drops), "--data", str(data.root), *options])


def events(data: DataFolder) -> list[str]:
    return [entry.event for entry in entries(data)]


def test_a_package_is_made_approved_and_sent(
    drops: Path, data: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = write_month(drops, "2012/13 M01")
    (all_assault,) = (path for path in paths if "AllAssault" in path.name)
    plant(all_assault, PLANTED)

    assert run(drops, data) == 0
    (package,) = packages(data)
    said = capsys.readouterr().out
    for line in (
        "Received: ",
        "Conformed: up to 2012-04",
        f"Package: {package}",
        "approved by",
        "Sent: ",
    ):
        assert line in said
    assert events(data) == ["prepared", "approved", "sent"]
    log = entries(data)
    assert log[1].account == "reviewer"
    assert len({entry.run for entry in log}) == 1
    assert sorted(path.name for path in (data.transfer / package).iterdir()) == [
        "MARKING.txt",
        f"{package}.tar.age",
        f"{package}.tar.age.sig",
    ]

    # The count is in what the receiver opens, and nowhere that Prefect or a log keeps.
    keys = data.throw_away_hand_over_keys
    into = data.root.parent / "received"
    file = data.transfer / package / f"{package}.tar.age"
    receive(file, keys / "recipient.key", keys / "allowed_signers", into)
    handed = (into / package / "data/csv/all_assault_la_month.csv").read_text()
    rows = [line.split(",") for line in handed.splitlines()]
    most = max(int(row[-3]) for row in rows[1:])
    assert most >= PLANTED
    stored = json.dumps(asyncio.run(everything_prefect_keeps()))
    assert package in stored
    for text in (stored, said, data.access_log.read_text()):
        assert str(most) not in text.replace(",", "")


@pytest.mark.slow
def test_nothing_new_is_not_handed_over_twice(
    drops: Path, data: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    write_month(drops, "2012/13 M01")
    run(drops, data)
    before = {path: path.stat().st_mtime_ns for path in data.transfer.rglob("*")}
    # As a run that is killed after sending leaves it.
    (package,) = packages(data)
    for path in (data.transfer / package).iterdir():
        shutil.copy(path, data.hand_over / package)

    assert run(drops, data) == 0
    assert "Nothing new: " in capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in data.transfer.rglob("*")} == before
    assert [path.name for path in (data.hand_over / package).iterdir()] == ["expected.json"]
    assert events(data) == ["prepared", "approved", "sent"]


@pytest.mark.slow
def test_a_recipient_off_the_register_is_refused(
    drops: Path, data: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    write_month(drops, "2012/13 M01")

    assert run(drops, data, "--recipient", "university-of-elsewhere") == 1
    assert "Refused: 'university-of-elsewhere' is not on the register" in capsys.readouterr().err
    assert events(data) == [REFUSED]
    assert not data.transfer.exists()


@pytest.mark.slow
def test_outside_the_agreement_is_refused(
    drops: Path,
    data: DataFolder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def ended(content: str) -> Agreement:
        return replace(agreement_for(content), ends=date(2025, 1, 27))

    monkeypatch.setattr(preparing, "agreement_for", ended)
    write_month(drops, "2012/13 M01")

    assert run(drops, data) == 1
    assert "Refused: Nothing may be handed over. Agreement" in capsys.readouterr().err
    assert events(data) == [REFUSED]


@pytest.mark.slow
def test_real_counts_wait_for_a_person_or_are_not_handed_over(
    drops: Path, data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_off, "content_of", lambda data: "real")
    write_month(drops, "2012/13 M01")

    assert run(drops, data) == 1
    (package,) = packages(data)
    assert state_of(data, package) == PREPARED
    assert not data.transfer.exists()


@pytest.mark.slow
def test_an_approved_package_is_sent_by_the_next_run(
    drops: Path, data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_month(drops, "2012/13 M01")
    with monkeypatch.context() as patch:
        patch.setattr(flow_module, "send_package", lambda data, package: 1 / 0)
        assert run(drops, data) == 1
    assert events(data) == ["prepared", "approved"]

    assert run(drops, data) == 0
    assert events(data) == ["prepared", "approved", "sent"]


@pytest.mark.slow
def test_without_both_monthly_files_nothing_is_made(drops: Path, data: DataFolder) -> None:
    write_drop(drops, ALL_ASSAULT, "HES", "2012/13 M01")

    assert run(drops, data) == 1
    assert entries(data) == []


@pytest.mark.slow
def test_the_evaluation_is_made_before_the_decision(
    drops: Path, data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    monkeypatch.setattr(flow_module, "evaluate_areas", lambda data: made.append(data))
    monkeypatch.setattr(flow_module, "approve_package", lambda *_: pytest.fail("as was to be seen"))
    write_month(drops, "2012/13 M01")
    with pytest.raises(pytest.fail.Exception):
        run(drops, data)

    assert made == [str(data.root)]


def test_failures_are_mailed() -> None:
    assert mail_end in evaluation.on_failure_hooks
    assert mail_end in evaluation.on_crashed_hooks
