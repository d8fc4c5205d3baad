"""Reconcile: every complete file of the incoming folder gets a run, until one has succeeded.

Prefect's events are fire-and-forget and do not deduplicate, so what was missed is found by looking
again: at the folder, and at the runs that its files had.
"""

from pathlib import Path
from time import sleep, time
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Cancelled

from flows.service.arrival_runs import done_with, start_left_undone, start_runs
from flows.service.crashed_runs import mark_crashed
from flows.service.preconditions import (
    outside_the_agreement,
    require_this_machine,
    tell_of_overdue,
    warn_of_the_end,
)
from flows.service.sign_off import settle_questions
from flows.service.status_page import status_written
from flows.service.writing import tell
from tasks.receive.complete import SECONDS_AT_REST, Looks
from tasks.receive.landed import is_removed, remove_landed
from tasks.store.run_lock import run_lock


@flow(name="reconcile", persist_result=False, validate_parameters=False)
def reconcile(incoming: str, data: str) -> State[Any] | None:
    """Find what was missed: crashed runs, and complete files without a successful run.

    Outside the agreement's window it makes no run, and ends as Cancelled.
    """
    folder = require_this_machine(Path(data), Path(incoming))
    if (told := outside_the_agreement(folder)) is not None:
        return Cancelled(message=told)
    warn_of_the_end(folder)
    tell_of_overdue(folder)
    with run_lock(folder, str(flow_run.get_id())), status_written(folder):
        looks = Looks(Path(incoming))
        looks.complete(time())
        sleep(SECONDS_AT_REST)
        files = looks.complete(time())
        crashed = mark_crashed(folder)
        settle_questions(folder)
        made = start_runs(files, data)
        gone = remove_landed(folder, done_with(files)) if is_removed() else []
        left = start_left_undone(folder)
    tell(
        f"{len(files)} complete files; {len(made)} runs made; {crashed} runs marked as crashed; "
        f"{len(gone)} landed files removed."
    )
    if left:
        tell("A release that is due was left undone: a run was made for it.")
    return None
