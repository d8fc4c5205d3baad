"""The run of one delivered file: receive it, and make the release that is due with it."""

from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.release import publish_decided, receive_file, release_month
from flows.service.arrival_runs import others_to_come
from flows.service.arrived_file import not_there, refusal
from flows.service.links import show_release
from flows.service.mail import mail_end, mail_warnings
from flows.service.preconditions import enter
from flows.service.sign_off import RejectedError
from flows.service.writing import name_run, tell, writing
from tasks.check.task import checks_shown
from tasks.conform.due import due
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

    Ends as Released, Received (no release is due), Refused, Rejected, Missing or Superseded; the
    state's message says what to do.
    """
    path = Path(drop)
    try:
        folder = enter(data, drop)
    except OutsideAgreementError as outside:
        return Failed(name="Refused", message=f"{path.name} was not received. {outside}")
    with writing(folder), checks_shown(folder):
        try:
            return _decided(data) or _arrived(path, sha256, data)
        except RejectedError as rejected:
            return Failed(name="Rejected", message=str(rejected))


def _decided(data: str) -> State[Any] | None:
    published = publish_decided(data)
    if published is None:
        return None
    show_release(published.folder)
    return Completed(name="Released", message=f"Signed off, and stands at {published.folder}")


def _arrived(path: Path, sha256: str, data: str) -> State[Any]:
    """Receive the file and release what is due: an earlier run may have left that to this one,
    whatever becomes of this file."""
    gone = not_there(path, sha256)
    receipt = None if gone else _received(path, data)
    released = _release(path.name, data)
    if receipt and receipt.outcome == "refused":
        return Failed(name="Refused", message=refusal(receipt, data))
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
    found = due(DataFolder(Path(data)))
    if found.month is None:
        return Completed(name="Received", message=str(found))
    if others:
        return Completed(
            name="Received", message=f"{found} It is left to the next of {others} files to come."
        )
    name_run(f"release {found.month:%Y-%m} from {name}")
    _, checked, protected, published = release_month(data, f"{found.month:%Y-%m}")
    if checked and protected:
        mail_warnings(f"{published.folder}", (checked, protected.published_gate))
    show_release(published.folder)
    new = "stands at" if protected and protected.is_new else "stood already, no figure changed:"
    told = f"The release of {found.month:%Y-%m} {new} {published.folder}"
    tell(told)
    return Completed(name="Released", message=told)
