"""Reconcile: every complete file of the incoming folder gets a run, until one has succeeded.

Prefect's events are fire-and-forget and do not deduplicate, so what was missed is found by looking
again: at the folder, and at the runs that its files had.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep, time
from typing import Any, cast

from prefect import flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowFilter, FlowRunFilter
from prefect.client.schemas.objects import FlowRun, State
from prefect.deployments import run_deployment
from prefect.events import emit_event
from prefect.runtime import flow_run
from prefect.states import Cancelled, Crashed

from flows.service.mail import send
from flows.service.preconditions import require_this_machine, warn_of_the_end
from flows.service.sign_off import reject_the_undecided
from flows.service.writing import tell
from tasks.govern.access.content import content_of
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.agreement import agreement_for, today
from tasks.receive.attempts import Attempt, attempt_by_hand, idempotency_key, next_attempt
from tasks.receive.complete import SECONDS_AT_REST, Looks
from tasks.store.folders import DataFolder
from tasks.store.run_lock import is_running, run_lock

ARRIVAL = "arrival/arrival"
# The flows whose runs hold a run lock.
FLOWS = ["arrival", "monthly", "backfill", "evaluation", "reconcile"]
PAGE = 100
# A run has so long to take its run lock.
GRACE = timedelta(seconds=60)


@flow(name="reconcile", persist_result=False, validate_parameters=False)
def reconcile(incoming: str, data: str) -> State[Any] | None:
    """Find what was missed: crashed runs, and complete files without a successful run.

    Outside the agreement's window it makes no run, and ends as Cancelled.
    """
    folder = require_this_machine(Path(data), Path(incoming))
    if (told := outside_the_agreement(folder)) is not None:
        return Cancelled(message=told)
    warn_of_the_end(folder)
    with run_lock(folder, str(flow_run.get_id())):
        looks = Looks(Path(incoming))
        looks.complete(time())
        sleep(SECONDS_AT_REST)
        files = looks.complete(time())
        crashed = mark_crashed(folder)
        reject_the_undecided(folder)
        made = start_runs(files, data)
    tell(f"{len(files)} complete files; {len(made)} runs made; {crashed} runs marked as crashed.")
    return None


def outside_the_agreement(data: DataFolder) -> str | None:
    """Say why no run is made today, or nothing: files then wait where they are."""
    try:
        agreement_for(content_of(data)).require_open(today())
    except AccessRefusedError as refused:
        return str(refused)
    return None


def start_runs(files: dict[str, Path], data: str, *, by_hand: bool = False) -> list[FlowRun]:
    """Make a run for each file (by sha256) that needs one; return those made.

    Raises:
        httpx.HTTPError: Prefect's server does not answer.
    """
    had = _attempts(files)
    made = []
    for digest, path in files.items():
        number = _next(had.get(digest, []), by_hand=by_hand)
        if number:
            made.append(_start(path, digest, number, data))
    return made


def mark_crashed(data: DataFolder) -> int:
    """Mark as crashed the runs on ``data`` whose process is gone; return how many.

    A run that was killed with its worker stays Running for good and keeps its pool's one slot.
    """
    with get_client(sync_client=True) as client:
        crashed = [run for run in _under_way(client) if _has_no_process(run, data)]
        for run in crashed:
            told = "The run's process is gone: it was killed, or the machine was restarted."
            client.set_flow_run_state(run.id, Crashed(message=told), force=True)
            send(f"Crashed: {run.name}", f"{told} A delivered file is tried again by itself.")
    return len(crashed)


def _next(attempts: list[Attempt], *, by_hand: bool) -> int | None:
    return attempt_by_hand(attempts) if by_hand else next_attempt(attempts, datetime.now(UTC))


def _start(path: Path, digest: str, number: int, data: str) -> FlowRun:
    emit_event(
        "drop.arrived" if number == 1 else "drop.started-again",
        resource={"prefect.resource.id": f"drop.{digest}", "prefect.resource.name": path.name},
        payload={"path": str(path), "sha256": digest, "attempt": number},
    )
    run = run_deployment(
        ARRIVAL,
        parameters={"drop": str(path), "sha256": digest, "data": data},
        idempotency_key=idempotency_key(digest, number),
        flow_run_name=f"receive {path.name}",
        tags=[f"attempt {number}"] if number > 1 else [],
        timeout=0,
        as_subflow=False,
    )
    return cast(FlowRun, run)


def _attempts(digests: Iterable[str]) -> dict[str, list[Attempt]]:
    """Return the runs that each file had: keys are asked for a number at a time until none is."""
    found: dict[str, list[Attempt]] = {}
    number, left = 1, list(digests)
    with get_client(sync_client=True) as client:
        while left:
            keys = {idempotency_key(digest, number): digest for digest in left}
            runs = {keys[str(run.idempotency_key)]: run for run in _by_key(client, list(keys))}
            for digest, run in runs.items():
                found.setdefault(digest, []).append(_attempt(number, run))
            number, left = number + 1, list(runs)
    return found


def _by_key(client: SyncPrefectClient, keys: list[str]) -> Iterator[FlowRun]:
    for start in range(0, len(keys), PAGE):
        wanted = {"idempotency_key": {"any_": keys[start : start + PAGE]}}
        yield from client.read_flow_runs(flow_run_filter=FlowRunFilter.model_validate(wanted))


def _attempt(number: int, run: FlowRun) -> Attempt:
    state = run.state
    if state is None:
        return Attempt(number, "SCHEDULED", "", datetime.now(UTC))
    return Attempt(number, state.type.value, str(state.name), state.timestamp)


def _under_way(client: SyncPrefectClient) -> list[FlowRun]:
    states = {"state": {"type": {"any_": ["PENDING", "RUNNING", "CANCELLING"]}}}
    return client.read_flow_runs(
        flow_filter=FlowFilter.model_validate({"name": {"any_": FLOWS}}),
        flow_run_filter=FlowRunFilter.model_validate(states),
    )


def _has_no_process(run: FlowRun, data: DataFolder) -> bool:
    return (
        run.deployment_id is not None
        and run.state is not None
        and run.parameters.get("data") == str(data.root)
        and datetime.now(UTC) - run.state.timestamp > GRACE
        and not is_running(data, str(run.id))
    )
