"""The run of one delivered file: receive it, and make the release that is due with it."""

from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import State
from prefect.runtime import deployment, flow_run
from prefect.states import Cancelled, Completed, Failed

from flows.release import publish_decided, receive_file, release_month
from flows.service.links import show_release
from flows.service.mail import mail_end, send
from flows.service.preconditions import enter
from flows.service.sign_off import RejectedError
from flows.service.writing import name_run, tell, writing
from tasks.check import CheckReceipt
from tasks.check.task import checks_shown
from tasks.conform.due import due
from tasks.govern.agreement import OutsideAgreementError
from tasks.receive.complete import sha256_if_there
from tasks.receive.drop import DropReceipt
from tasks.receive.task import show_received
from tasks.store.folders import DataFolder

STILL_TO_COME = ["SCHEDULED", "PENDING"]
# A run that goes on after a person decided: it publishes that release and makes no other.
DECIDED = ["Resuming"]


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


def _not_there(path: Path, sha256: str) -> State[Any] | None:
    found = sha256_if_there(path)
    if found is None:
        return Failed(
            name="Missing",
            message=f"{path} is gone. Put it back: it is then tried again by itself.",
        )
    if found != sha256:
        return Cancelled(
            name="Superseded",
            message=f"{path.name} was changed after it was seen: its new content has its own run.",
        )
    return None


def _arrived(path: Path, sha256: str, data: str) -> State[Any]:
    """Receive the file and release what is due: an earlier run may have left that to this one,
    whatever becomes of this file."""
    gone = _not_there(path, sha256)
    receipt = None if gone else _received(path, data)
    released = _release(path.name, data)
    if receipt and receipt.outcome == "refused":
        return Failed(name="Refused", message=_refusal(receipt, data))
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
    others = _others_to_come()
    found = due(DataFolder(Path(data)))
    if found.month is None:
        return Completed(name="Received", message=str(found))
    if others:
        return Completed(
            name="Received", message=f"{found} It is left to the next of {others} files to come."
        )
    name_run(f"release {found.month:%Y-%m} from {name}")
    _, checked, protected, published = release_month(data, f"{found.month:%Y-%m}")
    _warn(f"{published.folder}", (checked, protected.published_gate))
    show_release(published.folder)
    new = "stands at" if protected.is_new else "stood already, no figure changed:"
    told = f"The release of {found.month:%Y-%m} {new} {published.folder}"
    tell(told)
    return Completed(name="Released", message=told)


def _warn(release: str, gates: tuple[CheckReceipt, ...]) -> None:
    warned = [str(outcome) for gate in gates for outcome in gate.warned]
    if warned:
        send(f"Warning: {release}", "\n".join([f"{release} stands, with warnings:", *warned]))


def _others_to_come() -> int:
    if deployment.get_id() is None:
        return 0
    with get_client(sync_client=True) as client:
        to_come = still_to_come(client, str(deployment.get_id()))
    return len(to_come - {str(flow_run.get_id())})


def still_to_come(client: SyncPrefectClient, deployment_id: str) -> set[str]:
    """Return the ids of a deployment's runs that will receive a file and have not begun."""
    state = {"type": {"any_": STILL_TO_COME}, "name": {"not_any_": DECIDED}}
    waiting = FlowRunFilter.model_validate(
        {"deployment_id": {"any_": [deployment_id]}, "state": state}
    )
    return {str(run.id) for run in client.read_flow_runs(flow_run_filter=waiting)}


def _refusal(receipt: DropReceipt, data: str) -> str:
    folder = DataFolder(Path(data)).quarantine / receipt.sha256[:16]
    is_kept = receipt.sha256 and folder.exists()
    kept = f"The file is kept in {folder}." if is_kept else "No copy of it is kept."
    return (
        f"{receipt.file_name} was refused: {' '.join(receipt.reasons)} {kept} Ask the sender for "
        "another, or start it again with 'python -m flows.service.watcher --again' when the "
        "reason is gone."
    )
