"""Which runs have no process any more: none that is only slow to start."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from prefect.client.schemas.objects import FlowRun, State, StateType

from flows.service import crashed_runs
from flows.service.crashed_runs import GRACE, GRACE_TO_START, _has_no_process, has_process
from tasks.store.folders import DataFolder


def run_of(data: DataFolder, kind: StateType, ago: timedelta) -> FlowRun:
    return FlowRun(
        flow_id=uuid4(),
        deployment_id=uuid4(),
        parameters={"data": str(data.root)},
        state=State(type=kind, timestamp=datetime.now(UTC) - ago),
    )


def test_a_process_is_known_by_its_run() -> None:
    run = str(uuid4())
    environment = os.environ | {crashed_runs.RUN_ID: run}
    with subprocess.Popen([sys.executable, "-c", "input()"], env=environment, stdin=-1) as process:
        assert has_process(run)
        assert not has_process(run[:-1])
        process.kill()
    assert not has_process(run)


@pytest.mark.parametrize(
    ("kind", "ago", "gone"),
    [
        (StateType.PENDING, GRACE_TO_START, True),
        (StateType.PENDING, GRACE_TO_START - timedelta(seconds=9), False),
        (StateType.RUNNING, GRACE, True),
        (StateType.RUNNING, GRACE - timedelta(seconds=9), False),
    ],
)
def test_a_run_is_given_time(data: DataFolder, kind: StateType, ago: timedelta, gone: bool) -> None:
    assert _has_no_process(run_of(data, kind, ago), data) == gone


def test_one_with_a_process_is_alive(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    run = run_of(data, StateType.RUNNING, 2 * GRACE)
    monkeypatch.setattr(crashed_runs, "has_process", lambda _: True)
    assert not _has_no_process(run, data)
