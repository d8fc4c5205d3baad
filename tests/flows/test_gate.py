"""Every flow and command at the gate: elsewhere or outside the agreement nothing is run."""

import asyncio
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.__main__ import main
from flows.arrival import arrival
from flows.reconcile import reconcile
from flows.service import preconditions
from flows.service.settings import API
from flows.service.watcher import Watcher
from tasks.conform.due import due
from tasks.govern.access.log import OPENED, REFUSED, lines
from tasks.govern.access.refused import AccessRefusedError
from tasks.publish.release import publish
from tasks.store.folders import DataFolder
from tasks.store.stores import release_store
from tests.conftest import Real
from tests.flows.test_monthly import everything_prefect_keeps

TODAY = datetime.now(UTC).date()
CLOUD = "https://api.prefect.cloud/api/accounts/a/workspaces/b"


def state(data: DataFolder) -> dict[Path, bytes]:
    rooms = (data.secure, data.quarantine, data.releases, data.release_store.parent)
    return {
        path: path.read_bytes()
        for room in rooms
        for path in room.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


def last_refusal(data: DataFolder) -> str:
    return [str(line["told"]) for line in lines(data) if line["event"] == REFUSED][-1]


@pytest.fixture
def drops(drops: Path) -> Path:
    """A folder of one file, which is refused: only what comes before that is looked at here."""
    path = drops / "a.xlsx"
    path.touch()
    os.utime(path, (0, 0))
    return drops


def by_hand(data: DataFolder, drops: Path) -> int:
    return main(["run", "--drops", str(drops), "--data", str(data.root)])


def many(data: DataFolder, drops: Path) -> int:
    return main(["backfill", "--drops", str(drops), "--data", str(data.root)])


@pytest.mark.parametrize("command", [by_hand, many])
@pytest.mark.parametrize("address", ["s3://bucket/drops", "https://example.org/x", "//server/x"])
def test_drops_at_an_address_are_refused(
    data: DataFolder,
    capsys: pytest.CaptureFixture[str],
    command: Callable[[DataFolder, Path], int],
    address: str,
) -> None:
    before = state(data)

    assert command(data, Path(address)) == 1
    assert "is an address, not a folder of this machine" in capsys.readouterr().err
    assert "RemotePathError" in last_refusal(data)
    assert state(data) == before


@pytest.mark.parametrize("command", ["run", "backfill"])
def test_a_data_folder_at_an_address_is_refused(
    drops: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))

    assert main([command, "--drops", str(drops), "--data", "s3://bucket/data"]) == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_a_watcher_of_an_address_does_not_start(data: DataFolder) -> None:
    assert main(["service", "watch", "--incoming", "s3://bucket", "--data", str(data.root)]) == 1


@pytest.mark.parametrize("command", [by_hand, many])
def test_a_prefect_elsewhere_is_refused_and_logged(
    data: DataFolder,
    drops: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: Callable[[DataFolder, Path], int],
) -> None:
    before = state(data)
    monkeypatch.setenv(API, CLOUD)

    assert command(data, drops) == 1
    assert "names the host api.prefect.cloud" in last_refusal(data)
    assert state(data) == before


def test_a_login_to_prefect_cloud_is_refused(data: DataFolder, drops: Path) -> None:
    """It writes a profile that Prefect reads, and nothing into the environment."""
    with temporary_settings({PREFECT_API_URL: CLOUD}):
        assert by_hand(data, drops) == 1
    assert "RemoteApiError" in last_refusal(data)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:4200/api", "http://localhost:4200/api", "http://[::1]:4200/api", None]
)
def test_a_prefect_of_this_machine_is_not(monkeypatch: pytest.MonkeyPatch, url: str | None) -> None:
    if url:
        monkeypatch.setenv(API, url)
    preconditions.require_local_api()


@pytest.fixture
def ended(real: Real) -> Real:
    real.agree(ends=f"{TODAY - timedelta(days=1)}")
    return real


ENDED = f"ended on {TODAY - timedelta(days=1):%-d %B %Y}"


@pytest.mark.slow
@pytest.mark.parametrize("command", [by_hand, many])
def test_after_the_end_no_flow_runs(
    ended: Real,
    drops: Path,
    capsys: pytest.CaptureFixture[str],
    command: Callable[[DataFolder, Path], int],
) -> None:
    before = state(ended.data)

    assert command(ended.data, drops) == 1
    assert ENDED in capsys.readouterr().err
    assert ENDED in last_refusal(ended.data)
    assert state(ended.data) == before


def test_after_the_end_an_arriving_file_is_refused_by_name_of_the_date(
    ended: Real, drops: Path
) -> None:
    path = drops / "a.csv"
    path.write_bytes(b"977")
    before = state(ended.data)

    ending = arrival(str(path), "sha256", str(ended.data.root), return_state=True)

    assert (ending.name, ENDED in str(ending.message)) == ("Refused", True)
    assert state(ended.data) == before
    assert path.exists()


def test_after_the_end_files_wait_where_they_are(
    ended: Real, drops: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (drops / "a.csv").write_bytes(b"977")

    ending = reconcile(str(drops), str(ended.data.root), return_state=True)
    watcher = Watcher(drops, ended.data.root)
    watcher.look()
    watcher.look()
    again = main(["again", str(drops / "a.csv"), "--data", str(ended.data.root)])

    assert ending.is_cancelled()
    assert ENDED in str(ending.message)
    assert capsys.readouterr().out.count("No run is made.") == 1
    assert again == 1


@pytest.mark.parametrize(
    "open_it",
    [
        lambda data: due(data),
        lambda data: publish(data, TODAY, 1),
        lambda data: release_store(data).__enter__(),
    ],
)
def test_after_the_end_no_step_opens_anything(
    ended: Real, open_it: Callable[[DataFolder], object]
) -> None:
    with pytest.raises(AccessRefusedError, match=ENDED):
        open_it(ended.data)
    assert ENDED in last_refusal(ended.data)
    assert not [line for line in lines(ended.data) if line["event"] == OPENED]


def test_after_the_end_no_figure_is_explained(
    ended: Real, capsys: pytest.CaptureFixture[str]
) -> None:
    for store in (ended.data.secure_store, ended.data.release_store):
        store.touch()

    assert main(["explain", "E23000005", "month", "2023-11", "--data", str(ended.data.root)]) == 1
    assert ENDED in capsys.readouterr().err


@pytest.mark.parametrize(
    ("left", "reached"),
    [(90, 90), pytest.param(45, 90, marks=pytest.mark.slow), (30, 30), (0, 0)],
)
def test_the_end_is_warned_of_in_output_ui_and_mail_once(
    real: Real,
    drops: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    left: int,
    reached: int,
) -> None:
    mails: list[str] = []
    monkeypatch.setattr(preconditions, "send", lambda subject, text: mails.append(text))
    real.agree(ends=f"{TODAY + timedelta(days=left)}", reviewed=f"{TODAY - timedelta(days=left)}")

    by_hand(real.data, drops)
    by_hand(real.data, drops)

    told = f"Warning: Agreement DARS-NIC-612092-Q0Y6F ends {f'in {left} days' if left else 'today'}"
    assert capsys.readouterr().out.count(told) == 2
    assert len(mails) == 1
    assert (real.data.access / f"warned-{TODAY + timedelta(days=left)}-{reached}").exists()
    shown = [
        one for one in asyncio.run(everything_prefect_keeps()) if one.get("key") == "agreement"
    ]
    assert any(mails[0] == one["data"] for one in shown)


def test_a_run_without_a_near_end_does_not_warn(
    data: DataFolder, drops: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by_hand(data, drops)

    assert "Warning" not in capsys.readouterr().out


def test_a_run_says_why_it_opens_the_store(data: DataFolder, drops: Path) -> None:
    by_hand(data, drops)
    opened = [line for line in lines(data) if line["event"] == OPENED]

    assert {"conform_month", "flow monthly"} & {line["why"] for line in opened}
    assert all(line["run"] for line in opened)
