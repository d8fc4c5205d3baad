"""The runs of delivered files: which file needs one, and which runs are still to come."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import httpx
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowFilter, FlowRunFilter
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.sorting import FlowRunSort
from prefect.deployments import run_deployment
from prefect.events import emit_event
from prefect.exceptions import PrefectException
from prefect.runtime import deployment, flow_run
from prefect.settings import PREFECT_API_URL

from flows.service.preconditions import outside_the_agreement
from flows.service.settings import API
from tasks.conform.due import left_undone
from tasks.govern.errors import SafeMessageError
from tasks.receive.attempts import (
    MOST_ATTEMPTS,
    Attempt,
    attempt_by_hand,
    counted,
    idempotency_key,
    next_attempt,
    tag,
)
from tasks.store.attach import StoreBusyError
from tasks.store.digest import sha256_of
from tasks.store.folders import DataFolder

ARRIVAL = "arrival/arrival"
PAGE = 100
STILL_TO_COME = ["SCHEDULED", "PENDING"]
UNDER_WAY = [*STILL_TO_COME, "RUNNING", "PAUSED", "CANCELLING"]
ENDED = ["COMPLETED", "FAILED", "CRASHED", "CANCELLED"]
MAKE_RELEASES = ["arrival", "due", "monthly", "backfill"]
# A run that goes on after a person decided: it publishes that release and makes no other.
DECIDED = ["Resuming"]


class NotStartedAgainError(SafeMessageError):
    """No run was made; the message says why."""


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
            attempt = min(1 + counted(had.get(digest, [])), MOST_ATTEMPTS)
            made.append(_start(path, digest, number, attempt, data))
    return made


def done_with(files: dict[str, Path]) -> dict[str, Path]:
    """Return the files (by sha256) of which a run succeeded.

    Raises:
        httpx.HTTPError: Prefect's server does not answer.
    """
    had = _attempts(files)
    return {
        digest: path
        for digest, path in files.items()
        if any(attempt.state_type == "COMPLETED" for attempt in had.get(digest, []))
    }


def start_again(files: Sequence[Path], data: Path) -> list[str]:
    """Make another run for files whose run was refused, cancelled or failed; say for which.

    Raises:
        NotStartedAgainError: today is outside the agreement, or no server is named or answers.
        OSError: a file cannot be read.
    """
    if told := outside_the_agreement(DataFolder(data)):
        raise NotStartedAgainError(told)
    if not PREFECT_API_URL.value():
        raise NotStartedAgainError(f"No server is named, which makes the runs: set {API}.")
    wanted = {sha256_of(path): path.resolve() for path in files}
    try:
        made = start_runs(wanted, str(data), by_hand=True)
    except (httpx.HTTPError, PrefectException, RuntimeError) as error:
        raise NotStartedAgainError(
            f"Prefect's server does not answer, or has no such deployment ({type(error).__name__})."
        ) from None
    told_of = [f"{run.name}: run made" for run in made]
    if len(made) < len(wanted):
        left = len(wanted) - len(made)
        told_of.append(f"{left} files have a run under way: nothing was started for them.")
    return told_of


def others_to_come() -> int:
    """Return how many other files' runs have not begun; none for a run without a deployment."""
    if deployment.get_id() is None:
        return 0
    with get_client(sync_client=True) as client:
        to_come = still_to_come(client, str(deployment.get_id()))
    return len(to_come - {str(flow_run.get_id())})


def start_left_undone(data: DataFolder) -> FlowRun | None:
    """Make a run of what a run that was cancelled or died left undone; None: nothing was left.

    What is under way, or failed and was given up, leaves nothing to anybody but a person.
    """
    with get_client(sync_client=True) as client:
        under_way = _of_releases(client, data, UNDER_WAY, FlowRunSort.ID_DESC)
        ended = _of_releases(client, data, ENDED, FlowRunSort.END_TIME_DESC)
    if under_way or (ended and ended[0].state and ended[0].state.is_failed()):
        return None
    try:
        left = left_undone(data)
    except StoreBusyError:
        return None
    return _start_due(f"due/{left}", data) if left else None


def _of_releases(
    client: SyncPrefectClient, data: DataFolder, states: list[str], sort: FlowRunSort
) -> list[FlowRun]:
    """Return runs on ``data`` that make releases, of those in these states the first ones."""
    found = client.read_flow_runs(
        flow_filter=FlowFilter.model_validate({"name": {"any_": MAKE_RELEASES}}),
        flow_run_filter=FlowRunFilter.model_validate({"state": {"type": {"any_": states}}}),
        sort=sort,
        limit=PAGE,
    )
    return [run for run in found if run.parameters.get("data") == str(data.root)]


def _start_due(key: str, data: DataFolder) -> FlowRun | None:
    had = _attempts([key]).get(key, [])
    number = next_attempt(had, datetime.now(UTC))
    if number is None:
        return None
    run = run_deployment(
        "due/due",
        parameters={"data": str(data.root)},
        idempotency_key=idempotency_key(key, number),
        flow_run_name="release what is due",
        timeout=0,
        as_subflow=False,
    )
    return cast(FlowRun, run)


def still_to_come(client: SyncPrefectClient, deployment_id: str) -> set[str]:
    """Return the ids of a deployment's runs that will receive a file and have not begun."""
    state = {"type": {"any_": STILL_TO_COME}, "name": {"not_any_": DECIDED}}
    waiting = FlowRunFilter.model_validate(
        {"deployment_id": {"any_": [deployment_id]}, "state": state}
    )
    return {str(run.id) for run in client.read_flow_runs(flow_run_filter=waiting)}


def _next(attempts: list[Attempt], *, by_hand: bool) -> int | None:
    return attempt_by_hand(attempts) if by_hand else next_attempt(attempts, datetime.now(UTC))


def _start(path: Path, digest: str, number: int, attempt: int, data: str) -> FlowRun:
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
        tags=[tag(attempt)] if attempt > 1 else [],
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
