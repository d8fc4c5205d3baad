"""The run of what another one left undone: it releases what is due, and receives nothing."""

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.release import release_due
from flows.service.mail import mail_end
from flows.service.preconditions import enter
from flows.service.release_run import release_run
from tasks.conform.due import due, note_done
from tasks.store.folders import DataFolder


@flow(
    name="due",
    persist_result=False,
    validate_parameters=False,
    on_failure=[mail_end],
    on_crashed=[mail_end],
)
def due_releases(data: str) -> State[Any]:
    """Release what is due: a run before was cancelled or died. Ends as Released or Received."""
    folder = enter(data)
    return release_run(folder, lambda: _released(folder, data))


def _released(folder: DataFolder, data: str) -> State[Any]:
    found = due(folder)
    if not found.months:
        note_done(folder)
        return Completed(name="Received", message=str(found))
    told = release_due(data, found, "left by another run")
    return Completed(name="Released", message=told)
