"""No month is skipped: neither one of two that are complete at once, nor one left by a run."""

from pathlib import Path

import pytest
from prefect.client.schemas.actions import WorkPoolUpdate
from prefect.deployments import run_deployment
from prefect.states import Cancelled

from tasks.store.one_writer import one_writer
from tasks.synthesise import write_drop
from tests.live.conftest import ALL_ASSAULT, SHARP, Correction
from tests.live.live import Live, wait_until

pytestmark = pytest.mark.live


def test_months_complete_at_once_and_a_run_that_is_cancelled(
    live: Live, scratch: Path, correction: Correction
) -> None:
    april = correction()
    live.drop(april)
    live.one_success(april)
    folder = scratch / "two-months"
    folder.mkdir()
    may_and_june = [
        path
        for month in ("2012/13 M02", "2012/13 M03")
        for dataset in (SHARP, ALL_ASSAULT)
        for path in write_drop(folder, dataset, "HES", month)
    ]
    # All of them are received, each leaving what is due to the next; the last is cancelled.
    last = correction()
    with one_writer(live.data, print):
        live.drop(may_and_june[0])
        wait_until(
            lambda: [run for run in live.runs(may_and_june[0]) if run.state.is_running()], 60
        )
        for path in (*may_and_june[1:], last):
            live.drop(path)
            wait_until(lambda path=path: live.runs(path), 60)
    wait_until(lambda: is_running(live, may_and_june[-1]), 180)
    with live.client() as client:
        # None begins any more; the one under way leaves the release to the one that waits.
        client.update_work_pool("writing", WorkPoolUpdate(is_paused=True))
        wait_until(lambda: live.successes(may_and_june[-1]), 90)
        client.set_flow_run_state(live.runs(last)[0].id, Cancelled(), force=True)
        client.update_work_pool("writing", WorkPoolUpdate(is_paused=False))
    assert [path.name for path in live.data.releases.iterdir() if path.is_dir()] == ["2012-04"]
    with live.settings():
        # What the schedule does every five minutes.
        run_deployment("reconcile/reconcile", timeout=0)

    wait_until(lambda: [run for run in live.runs(flow="due") if run.state.is_final()], 180)
    (run,) = live.runs(flow="due")
    assert run.state.name == "Released"
    stand = {path.parent.parent.name: path.stat().st_mtime for path in releases(live)}
    assert stand["2012-04"] < stand["2012-05"] < stand["2012-06"]


def is_running(live: Live, path: Path) -> bool:
    return any(run.state.is_running() for run in live.runs(path))


def releases(live: Live) -> list[Path]:
    return sorted(live.data.releases.glob("*/r1/manifest.json"))
