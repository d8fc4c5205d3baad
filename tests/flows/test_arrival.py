"""What the run of an arrived file makes and says."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.states import Completed, Scheduled

from flows import arrival
from flows.service.arrival_runs import still_to_come
from flows.service.arrived_file import refusal
from tasks.conform.due import Due
from tasks.govern.withheld import StepFailedError
from tasks.receive.attempts import BUSY
from tasks.receive.drop import DropReceipt
from tasks.store.attach import StoreBusyError
from tasks.store.folders import DataFolder


@pytest.mark.parametrize(
    ("digest", "said"),
    [("ab" * 32, "The file is kept in "), ("cd" * 32, "No copy"), ("", "No copy of it is kept.")],
)
def test_a_copy_is_named_only_if_one_is_kept(data: DataFolder, digest: str, said: str) -> None:
    (data.quarantine / ("ab" * 8)).mkdir()

    assert said in refusal(DropReceipt("a.xlsx", digest, "refused"), str(data.root))


class ReleasedError(Exception):
    """The month's release was made."""


@pytest.fixture
def due_month(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> str:
    """A run outside of Prefect, in which a month is due and no other file is to come."""

    def released(*_: object) -> None:
        raise ReleasedError

    monkeypatch.setattr(arrival, "release_month", released)
    monkeypatch.setattr(arrival, "due", lambda _: Due(date(2024, 1, 1), (), date(2024, 1, 1)))
    for name in ("name_run", "show_received"):
        monkeypatch.setattr(arrival, name, lambda *_: None)
    return str(data.root)


def test_a_file_that_is_gone_leaves_no_release_that_was_left_to_it(
    due_month: str, tmp_path: Path
) -> None:
    with pytest.raises(ReleasedError):
        arrival._arrived(tmp_path / "gone.xlsx", "ab" * 32, due_month)


def test_nor_does_one_whose_receiving_fails(
    due_month: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> DropReceipt:
        raise StepFailedError

    path = tmp_path / "a.xlsx"
    path.write_bytes(b"a")
    monkeypatch.setattr(arrival, "receive_file", broken)
    with pytest.raises(ReleasedError):
        arrival._arrived(path, sha256(b"a").hexdigest(), due_month)


def test_a_file_that_is_gone_is_said_where_nothing_is_due(
    due_month: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrival, "due", lambda _: Due(None, ("all assault",), None))

    assert arrival._arrived(tmp_path / "gone.xlsx", "ab" * 32, due_month).name == "Missing"


def test_a_store_in_use_is_said_by_a_name_of_its_own(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object) -> None:
        raise StoreBusyError("Another program holds it.")

    monkeypatch.setattr(arrival, "_arrived", held)
    state = arrival.arrival(str(tmp_path / "a.xlsx"), "ab" * 32, str(data.root), return_state=True)

    assert state.name == BUSY
    assert state.message.startswith("Another program holds it. It is tried again by itself")


def test_a_run_that_a_person_lets_go_on_is_no_file_to_come(data: DataFolder) -> None:
    """Prefect schedules it, as it does the run of a file."""
    with get_client(sync_client=True) as client:
        flow_id = client.create_flow_from_name("arrival")
        deployment_id = client.create_deployment(flow_id, "of files")
        states = (Scheduled(), Scheduled(name="Resuming"), Completed())
        runs = [
            client.create_flow_run_from_deployment(deployment_id, state=state) for state in states
        ]

        assert still_to_come(client, str(deployment_id)) == {str(runs[0].id)}
