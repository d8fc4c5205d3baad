"""What the run of an arrived file makes and says."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.states import Cancelled, Completed, Crashed, Failed, Running, Scheduled

from flows import arrival, release
from flows.service import arrival_runs
from flows.service.arrival_runs import still_to_come
from flows.service.arrived_file import refusal
from tasks.check import CheckReceipt
from tasks.conform.due import Due, left_undone, note_done
from tasks.govern.holdings import Received, note_received
from tasks.govern.withheld import StepFailedError
from tasks.publish.release import PublishReceipt
from tasks.receive.attempts import BUSY
from tasks.receive.drop import DropReceipt
from tasks.store.attach import StoreBusyError
from tasks.store.folders import DataFolder
from tasks.store.stores import outcome_store


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

    monkeypatch.setattr(arrival, "release_due", released)
    monkeypatch.setattr(arrival, "due", lambda _: Due((date(2024, 1, 1),), (), date(2024, 1, 1)))
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
    monkeypatch.setattr(arrival, "due", lambda _: Due((), ("all assault",), None))

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


def test_a_run_that_fails_says_its_reason_first_then_what_to_do(
    data: DataFolder, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"a")
    # The checks of the run are shown at its end, which the key is needed for as well.
    with outcome_store(data, read_only=False):
        pass
    data.throw_away_key.chmod(0o644)
    state = arrival.arrival(str(path), sha256(b"a").hexdigest(), str(data.root), return_state=True)

    assert state.message.startswith("Others may read the key ")
    assert state.message.endswith("Attempt 1 of 3: it is tried again by itself in half a minute.")


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


def test_months_that_are_due_together_are_released_in_order(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    gate = CheckReceipt("published", "", ())

    def release_month(data: str, month: str, made: Callable[[], object]) -> tuple[object, ...]:
        made()
        done.append(f"{month} {left_undone(DataFolder(Path(data)))}"[: len("2023-12 None")])
        files = None if month == "2024-01" else gate
        return None, gate, SimpleNamespace(published_gate=gate), PublishReceipt(data, (), files)

    monkeypatch.setattr(release, "release_month", release_month)
    for name in ("name_run", "show_release", "tell"):
        monkeypatch.setattr(release, name, lambda *_: None)
    note_received(data, Received("ab", "a.xlsx", "all assault", "HES", "2023/24 M10", 1, "NHS"))
    months = (date(2023, 12, 1), date(2024, 1, 1))
    told = release.release_due(str(data.root), Due(months, (), months[-1]), "from a test")

    # What the first leaves to be done is still known while it is made; the last leaves nothing.
    assert [one[: len("2023-12")] for one in done] == ["2023-12", "2024-01"]
    assert [one.endswith("None") for one in done] == [False, True]
    assert "2023-12 stands at" in told
    assert "2024-01 stood already" in told


@pytest.mark.parametrize(
    ("state", "made"),
    [
        (Cancelled(), True),
        (Crashed(), True),
        (Completed(name="Received"), True),
        (Running(), False),
        (Scheduled(), False),
        (Failed(), False),
    ],
    ids=lambda value: value.name if isinstance(value, State) else "",
)
def test_a_run_that_was_cancelled_or_died_leaves_its_release_to_another(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch, state: State[object], made: bool
) -> None:
    started: list[object] = []
    monkeypatch.setattr(arrival_runs, "run_deployment", lambda *_, **of: started.append(of))
    note_received(data, Received("ab", "a.xlsx", "all assault", "HES", "2023/24 M10", 1, "NHS"))
    with get_client(sync_client=True) as client:
        flow_id = client.create_flow_from_name("arrival")
        deployment_id = client.create_deployment(flow_id, "of files")
        client.create_flow_run_from_deployment(
            deployment_id, parameters={"data": str(data.root)}, state=state
        )

        arrival_runs.start_left_undone(data)
    assert len(started) == made
    note_done(data)
    arrival_runs.start_left_undone(data)
    assert len(started) == made
