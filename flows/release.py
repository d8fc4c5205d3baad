"""The steps of a release in their order, which the flows that make one share."""

from pathlib import Path

from flows.service.sign_off import asked_before, sign_off
from flows.service.terminal import say, with_progress
from tasks.check import CheckReceipt
from tasks.check.task import check_figures
from tasks.conform.conform import ConformReceipt
from tasks.conform.task import conform_month
from tasks.govern.question import question
from tasks.protect.release import ProtectReceipt
from tasks.protect.task import protect_month, standing_month
from tasks.publish.release import PublishReceipt
from tasks.publish.task import publish_month
from tasks.receive.drop import DropReceipt
from tasks.receive.incoming_files import delivered_files, misnamed_files, wait_until_whole
from tasks.receive.overlooked import NOT_UTF_8
from tasks.receive.task import receive_one, show_received
from tasks.store.folders import DataFolder

Released = tuple[ConformReceipt | None, CheckReceipt | None, ProtectReceipt | None, PublishReceipt]


def receive_all(drops: str, data: str) -> tuple[DropReceipt, ...]:
    """Receive every drop of a folder."""
    files = delivered_files(Path(drops))
    for path in misnamed_files(Path(drops)):
        say(f"{path.name!a} was not received: {NOT_UTF_8}")
    wait_until_whole(files, say)
    received = tuple(receive_file(path, data) for path in with_progress(files, "Receiving"))
    show_received(received)
    return received


def receive_file(path: Path, data: str) -> DropReceipt:
    """Receive one file, and say what became of it."""
    receipt = receive_one(path.name, str(path.parent), data)
    say(str(receipt))
    return receipt


def release_month(
    data: str, month: str, as_of: str | None = None, owner: str | None = None
) -> Released:
    """Make a month's release of what has landed, within a flow that holds the writer's lock.

    Where one stands that was made of the same, no step but the last is run: the others have no
    receipt.
    """
    standing = standing_month(data, month) if as_of is None else None
    if standing:
        return None, None, None, publish_month(data, f"{standing.month:%Y-%m}", standing.revision)
    conformed = conform_month(data, month, as_of)
    checked = check_figures(data)
    protected = protect_month(data, of_the_past=as_of is not None)
    release = f"{protected.month:%Y-%m}/r{protected.revision}"
    gates = (checked, protected.published_gate)
    folder = DataFolder(Path(data))
    sign_off(folder, release, lambda: question(folder, release, gates), owner)
    published = publish_month(data, f"{protected.month:%Y-%m}", protected.revision)
    return conformed, checked, protected, published


def publish_decided(data: str, owner: str | None = None) -> PublishReceipt | None:
    """Publish the release that this run was suspended for, as it was shown; None: it was not.

    Raises:
        RejectedError: it was rejected.
    """
    folder = DataFolder(Path(data))
    release = asked_before(folder)
    if release is None:
        return None
    sign_off(folder, release, lambda: question(folder, release, ()), owner)
    month, revision = release.split("/r")
    return publish_month(data, month, int(revision))
