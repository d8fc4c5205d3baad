"""The run of one delivered file: receive it, and make the release that is due with it."""

from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.release import receive_file, release_due
from flows.service.arrival_runs import others_to_come
from flows.service.arrived_file import not_there, refusal
from flows.service.mail import mail_end
from flows.service.preconditions import enter
from flows.service.release_run import release_run
from flows.service.run_end import ended
from flows.service.writing import name_run
from tasks.conform.due import due, note_done
from tasks.govern.agreement import OutsideAgreementError
from tasks.receive.drop import DropReceipt
from tasks.receive.task import show_received
from tasks.store.folders import DataFolder


@flow(
    name="arrival",
    persist_result=False,
    validate_parameters=False,
    on_failure=[mail_end],
    on_crashed=[mail_end],
)
def arrival(drop: str, sha256: str, data: str) -> State[Any]:
    """Receive the delivered file at path ``drop`` with these bytes; release the month it makes due.

    Ends as Released, Received (no release is due), Refused, Rejected, Missing, Superseded or Busy
    (a store is in use); the state's message says what to do.
    """
    path = Path(drop)
    try:
        folder = enter(data, drop)
    except OutsideAgreementError as outside:
        return ended("Refused", f"{path.name} was not received. {outside}")
    return release_run(folder, lambda: _arrived(path, sha256, data))


def _arrived(path: Path, sha256: str, data: str) -> State[Any]:
    """Receive the file and release what is due: an earlier run may have left that to this one,
    whatever becomes of this file."""
    gone = not_there(path, sha256)
    receipt = None if gone else _received(path, data)
    released = _release(path.name, data)
    if receipt and receipt.outcome == "refused":
        return ended("Refused", refusal(receipt, data))
    return gone or released


def _received(path: Path, data: str) -> DropReceipt:
    name_run(f"receive {path.name}")
    try:
        receipt = receive_file(path, data)
    except Exception:
        _release(path.name, data)
        raise
    show_received([receipt])
    return receipt


def _release(name: str, data: str) -> State[Any]:
    others = others_to_come()
    folder = DataFolder(Path(data))
    found = due(folder)
    if not found.months:
        note_done(folder)
        return Completed(name="Received", message=str(found))
    if others:
        return Completed(
            name="Received", message=f"{found} It is left to the next of {others} files to come."
        )
    return Completed(name="Released", message=release_due(data, found, f"from {name}"))
