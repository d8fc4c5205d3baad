"""How a run that releases what is due goes and ends, whatever it was started by."""

from collections.abc import Callable
from typing import Any

from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.commands.refusals import REFUSALS, in_words
from flows.release import publish_decided
from flows.service.links import show_release
from flows.service.run_end import ended
from flows.service.sign_off import RejectedError
from flows.service.status_page import status_written
from flows.service.writing import writing
from tasks.check.task import checks_shown
from tasks.receive.attempts import BUSY
from tasks.store.attach import StoreBusyError
from tasks.store.folders import DataFolder


def release_run(folder: DataFolder, steps: Callable[[], State[Any]]) -> State[Any]:
    """Publish what this run was suspended for, or else take its steps; return how it ends."""
    # Around all of it: what shows the checks at the end may be refused as well.
    try:
        with writing(folder), status_written(folder), checks_shown(folder):
            return _decided(folder) or steps()
    except RejectedError as rejected:
        return ended("Rejected", str(rejected))
    except StoreBusyError as busy:
        return ended(BUSY, str(busy))
    except REFUSALS as failed:
        return ended("Failed", in_words(failed))


def _decided(folder: DataFolder) -> State[Any] | None:
    published = publish_decided(str(folder.root))
    if published is None:
        return None
    show_release(published.folder)
    return Completed(name="Released", message=f"Signed off, and stands at {published.folder}")
