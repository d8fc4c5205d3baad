"""Whatever is down when a file arrives: exactly one run of it succeeds, and none is lost."""

import os
import shutil
import statistics
import time
from pathlib import Path

import pytest
from prefect.deployments import run_deployment

from flows.service.crashed_runs import GRACE
from tasks.receive.attempts import PAUSE_BEFORE_NEXT, tag
from tasks.store.one_writer import one_writer
from tests.live.conftest import Correction
from tests.live.live import Live, wait_until
from tests.live.postgresql import BIN
from tests.store.test_busy import opened

pytestmark = pytest.mark.live
MOST_SECONDS_TO_RUNNING = 5.0


def test_a_file_runs_within_seconds_and_is_released(
    live: Live, correction: Correction, capsys: pytest.CaptureFixture[str]
) -> None:
    # A machine with other work on its cores is given as much longer.
    share_of_others = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    to_running, to_release = [], []
    for _ in range(5):
        path = correction()
        dropped = live.drop(path)
        run = live.one_success(path)
        assert run.state
        assert run.state.name == "Released"
        assert run.name == f"release 2012-04 from {path.name}"
        to_running.append(run.start_time.timestamp() - dropped)
        to_release.append(run.end_time.timestamp() - dropped)
    with capsys.disabled():
        print(f"\nto Running {_seconds(to_running)}; to release {_seconds(to_release)}")

    assert statistics.median(to_running) < MOST_SECONDS_TO_RUNNING * share_of_others
    revisions = sorted(path.name for path in (live.data.releases / "2012-04").iterdir())
    assert revisions == ["r1", "r2", "r3", "r4", "r5"]


def test_a_store_in_use_is_waited_for(live: Live, correction: Correction) -> None:
    path = correction()
    holder = opened(live.data, "read", 60)
    try:
        live.drop(path)
        wait_until(lambda: [run for run in live.runs(path) if run.state.is_running()], 60)
        time.sleep(8)
        assert not live.successes(path)
    finally:
        holder.kill()
        holder.communicate()

    live.one_success(path)
    assert len(live.runs(path)) == 1


@pytest.mark.skipif(not (BIN / "initdb").exists(), reason="no PostgreSQL")
def test_the_history_is_in_postgresql(live: Live) -> None:
    assert not (live.site.data / "prefect" / "prefect.db").exists()


def test_the_scheduler_makes_runs_of_the_reconcile(live: Live) -> None:
    wait_until(
        lambda: [run for run in live.runs(flow="reconcile") if run.auto_scheduled], seconds=90
    )


def test_server_down(live: Live, correction: Correction) -> None:
    path = correction()
    live.kill("server")
    live.drop(path)
    time.sleep(3)
    live.start("server")

    live.one_success(path)


def test_watcher_down(live: Live, correction: Correction) -> None:
    path = correction()
    live.kill("watcher")
    live.drop(path)
    with live.settings():
        # What the schedule does every five minutes, from the other pool.
        run_deployment("reconcile/reconcile", timeout=0)

    live.one_success(path)
    live.start("watcher")
    assert len(live.runs(path)) == 1


def test_both_down(live: Live, correction: Correction) -> None:
    path = correction()
    live.kill("server", "watcher")
    live.drop(path)
    live.start("server", "watcher")

    live.one_success(path)


def test_the_same_file_twice(live: Live, correction: Correction) -> None:
    path = correction()
    live.drop(path)
    live.drop(path, f"{path.stem}_again.xlsx")
    live.one_success(path)
    live.drop(path)
    time.sleep(5)

    assert len(live.runs(path)) == 1


@pytest.mark.parametrize("pause", [0.5, 4.0], ids=["short stall", "long stall"])
def test_a_half_written_file(live: Live, correction: Correction, pause: float) -> None:
    path = correction()
    whole = path.read_bytes()
    with (live.site.incoming / path.name).open("wb") as file:
        for start in range(0, len(whole), len(whole) // 3):
            file.write(whole[start : start + len(whole) // 3])
            file.flush()
            time.sleep(pause)

    live.one_success(path)
    halves = [run for run in live.runs() if run.parameters["drop"].endswith(path.name)]
    assert [run.id for run in halves if run.state.is_completed()] == [live.one_success(path).id]


def test_failed_then_started_again(live: Live, correction: Correction) -> None:
    path = correction()
    live.data.throw_away_key.chmod(0o644)
    live.drop(path)
    (failed,) = wait_until(lambda: [run for run in live.runs(path) if run.state.is_failed()], 60)
    assert "Attempt 1 of 3: it is tried again by itself" in failed.state.message
    live.data.throw_away_key.chmod(0o600)

    run = live.one_success(path, PAUSE_BEFORE_NEXT.total_seconds() + 90)
    assert run.tags == [tag(2)]
    states = [run.state.type.value for run in live.runs(path)]
    assert sorted(states) == ["COMPLETED", "FAILED"]


def test_a_killed_worker(live: Live, correction: Correction) -> None:
    path = correction()
    with one_writer(live.data, print):
        live.drop(path)
        wait_until(lambda: [run for run in live.runs(path) if run.state.is_running()], 60)
        time.sleep(2)
        live.kill("writing")
    live.start("writing")

    live.one_success(path, (GRACE + PAUSE_BEFORE_NEXT).total_seconds() + 120)
    states = [run.state.type.value for run in live.runs(path)]
    assert sorted(states) == ["COMPLETED", "CRASHED"]


def test_two_workers_one_slot(live: Live, correction: Correction) -> None:
    live.start("writing second")
    paths = [correction(), correction()]
    for path in paths:
        live.drop(path)
    first, second = sorted(
        (live.one_success(path) for path in paths), key=lambda run: run.start_time
    )

    assert first.end_time <= second.start_time


def test_two_workers_one_writer_without_the_slot(live: Live, correction: Correction) -> None:
    with live.client() as client:
        client.update_work_pool("writing", _slots(2))
    paths = [correction(), correction()]
    # A third writer, so that both are there at once however short they are.
    with one_writer(live.data, print):
        for path in paths:
            live.drop(path)
        wait_until(lambda: all(_waits(live, path) for path in paths), 120)
    for path in paths:
        live.one_success(path)
    with live.client() as client:
        client.update_work_pool("writing", _slots(1))
    live.kill("writing second")


def test_a_refused_file_is_said_once_and_kept(live: Live, tmp_path: Path) -> None:
    path = tmp_path / "NIC-612092-Q0Y6F_broken.xlsx"
    path.write_bytes(b"no workbook")
    live.drop(path)
    wait_until(lambda: [run for run in live.runs(path) if run.state.name == "Refused"], 60)
    time.sleep(PAUSE_BEFORE_NEXT.total_seconds() / 3)

    (run,) = live.runs(path)
    assert "not a readable xlsx workbook" in run.state.message
    drop = live.site.incoming / path.name
    assert f"python -m flows again {drop} --data {live.data.root}" in run.state.message
    # The half of a file that came slowly may be there too.
    kept = [one.name for one in live.data.quarantine.rglob("*.sealed")]
    assert kept.count(f"{path.name}.sealed") == 1
    shutil.rmtree(live.data.quarantine)


def _waits(live: Live, path: Path) -> bool:
    return any("waits its turn" in live.said(run) for run in live.runs(path))


def _slots(number: int) -> object:
    from prefect.client.schemas.actions import WorkPoolUpdate

    return WorkPoolUpdate(concurrency_limit=number)


def _seconds(values: list[float]) -> str:
    each = ", ".join(f"{value:.1f}" for value in values)
    return f"median {statistics.median(values):.1f} s ({each})"
