"""Runs whose process is gone, which Prefect takes for running."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowFilter, FlowRunFilter
from prefect.client.schemas.objects import FlowRun, State
from prefect.states import Crashed

from flows.service.mail import send, told
from flows.service.run_end import what_to_do
from tasks.store.folders import DataFolder
from tasks.store.run_lock import is_running

# The flows whose runs hold a lock while they are alive.
FLOWS = ["arrival", "due", "monthly", "backfill", "evaluation", "reconcile"]
# A run is given as long to show that it is alive: one that a worker took, until its process starts,
# which takes minutes on a busy machine.
GRACE = timedelta(seconds=60)
GRACE_TO_START = timedelta(minutes=5)
# What a worker gives the process of a run, and where a process's environment stands.
RUN_ID = "PREFECT__FLOW_RUN_ID"
PROCESSES = Path("/proc")
GONE = "The run's process is gone: it was killed, or the machine was restarted."


def mark_crashed(data: DataFolder) -> int:
    """Mark as crashed the runs on ``data`` whose process is gone; return how many.

    A run that was killed with its worker stays Running for good and keeps its pool's one slot.
    """
    with get_client(sync_client=True) as client:
        dead = [run for run in _under_way(client) if _has_no_process(run, data)]
        for run in dead:
            state: State[Any] = Crashed(
                message=f"{GONE} {what_to_do('Crashed', run.parameters, run.tags)}"
            )
            client.set_flow_run_state(run.id, state, force=True)
            send(f"Crashed: {run.name}", told(run, state))
    return len(dead)


def _under_way(client: SyncPrefectClient) -> list[FlowRun]:
    states = {"state": {"type": {"any_": ["PENDING", "RUNNING", "CANCELLING"]}}}
    return client.read_flow_runs(
        flow_filter=FlowFilter.model_validate({"name": {"any_": FLOWS}}),
        flow_run_filter=FlowRunFilter.model_validate(states),
    )


def _has_no_process(run: FlowRun, data: DataFolder) -> bool:
    if (
        run.deployment_id is None
        or run.state is None
        or run.parameters.get("data") != str(data.root)
    ):
        return False
    grace = GRACE_TO_START if run.state.is_pending() else GRACE
    return (
        datetime.now(UTC) - run.state.timestamp > grace
        and not is_running(data, str(run.id))
        and not has_process(str(run.id))
    )


def has_process(run: str) -> bool:
    """Say whether a process of this account is that of a run; it holds no lock while it starts."""
    mark = f"{RUN_ID}={run}".encode()
    for environment in PROCESSES.glob("[0-9]*/environ"):
        with suppress(OSError):
            if mark in environment.read_bytes().split(b"\0"):
                return True
    return False
