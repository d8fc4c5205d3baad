"""The run of what another one left undone: it releases what is due, and receives nothing."""

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.commands.refusals import REFUSALS, in_words
from flows.release import publish_decided, release_due
from flows.service.links import show_release
from flows.service.mail import mail_end
from flows.service.preconditions import enter
from flows.service.run_end import ended
from flows.service.sign_off import RejectedError
from flows.service.status_page import status_written
from flows.service.writing import writing
from tasks.check.task import checks_shown
from tasks.conform.due import due, note_done
from tasks.receive.attempts import BUSY
from tasks.store.attach import StoreBusyError
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
    try:
        with writing(folder), status_written(folder), checks_shown(folder):
            return _released(folder, data)
    except RejectedError as rejected:
        return ended("Rejected", str(rejected))
    except StoreBusyError as busy:
        return ended(BUSY, str(busy))
    except REFUSALS as failed:
        return ended("Failed", in_words(failed))


def _released(folder: DataFolder, data: str) -> State[Any]:
    if published := publish_decided(data):
        show_release(published.folder)
        return Completed(name="Released", message=f"Signed off, and stands at {published.folder}")
    found = due(folder)
    if not found.months:
        note_done(folder)
        return Completed(name="Received", message=str(found))
    told = release_due(data, found, "left by another run")
    return Completed(name="Released", message=told)
