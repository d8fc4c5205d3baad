"""The steps of a release in their order, which the flows that make one share."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from flows.service.links import show_release
from flows.service.mail import mail_warnings
from flows.service.sign_off import asked_before, sign_off
from flows.service.terminal import say, with_progress
from flows.service.writing import name_run, tell
from tasks.check import CheckReceipt
from tasks.check.task import check_figures
from tasks.conform.conform import ConformReceipt
from tasks.conform.due import Due, note_done
from tasks.conform.task import conform_month
from tasks.govern.question import question, release_digests
from tasks.govern.shown import name_shown
from tasks.protect.release import ProtectReceipt
from tasks.protect.task import protect_month, standing_month
from tasks.publish.release import PublishReceipt
from tasks.publish.task import publish_month
from tasks.receive.drop import DropReceipt
from tasks.receive.incoming_files import delivered_files, misnamed_files, wait_until_whole
from tasks.receive.overlooked import UNSEEN
from tasks.receive.task import receive_one, show_received
from tasks.store.folders import DataFolder

Released = tuple[ConformReceipt | None, CheckReceipt | None, ProtectReceipt | None, PublishReceipt]


def receive_all(drops: str, data: str) -> tuple[DropReceipt, ...]:
    """Receive every drop of a folder."""
    files = delivered_files(Path(drops))
    for path in misnamed_files(Path(drops)):
        say(f"{name_shown(path.name)} was not received: {UNSEEN}")
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
    data: str,
    month: str,
    as_of: str | None = None,
    owner: str | None = None,
    made: Callable[[], object] = lambda: None,
) -> Released:
    """Make a month's release of what has landed, within a flow that holds the writer's lock.

    ``made`` is called when the release is in its store, before anybody is asked about it. Where
    one stands that was made of the same, no step but the last is run: the others have no receipt.
    """
    standing = standing_month(data, month) if as_of is None else None
    if standing:
        made()
        return None, None, None, publish_month(data, f"{standing.month:%Y-%m}", standing.revision)
    conformed = conform_month(data, month, as_of)
    checked = check_figures(data)
    protected = protect_month(data, of_the_past=as_of is not None)
    made()
    release = f"{protected.month:%Y-%m}/r{protected.revision}"
    gates = (checked, protected.published_gate)
    folder = DataFolder(Path(data))
    _sign_off(folder, release, gates, owner)
    published = publish_month(data, f"{protected.month:%Y-%m}", protected.revision)
    return conformed, checked, protected, published


def release_due(data: str, found: Due, called: str) -> str:
    """Release the months that are due, oldest first; return what stands in words.

    ``called`` says from what, in the run's name.
    """
    folder = DataFolder(Path(data))
    told = []
    for month in found.months:
        name_run(f"release {month:%Y-%m} {called}")
        is_last = month == found.months[-1]
        made = partial(note_done, folder) if is_last else lambda: None
        _, checked, protected, published = release_month(data, f"{month:%Y-%m}", made=made)
        if checked and protected:
            mail_warnings(f"{published.folder}", (checked, protected.published_gate))
        show_release(published.folder)
        told.append(f"The release of {month:%Y-%m} {stands(published)}")
        tell(told[-1])
    return " ".join(told)


def stands(published: PublishReceipt) -> str:
    """Say where a release stands, and whether it was written now."""
    new = "stands at" if published.files_gate else "stood already, no figure changed:"
    return f"{new} {published.folder}."


def publish_decided(data: str, owner: str | None = None) -> PublishReceipt | None:
    """Publish the release that this run was suspended for, as it was shown; None: it was not.

    Raises:
        RejectedError: it was rejected.
    """
    folder = DataFolder(Path(data))
    release = asked_before(folder)
    if release is None:
        return None
    _sign_off(folder, release, (), owner)
    month, revision = release.split("/r")
    return publish_month(data, month, int(revision))


def _sign_off(
    folder: DataFolder, release: str, gates: tuple[CheckReceipt, ...], owner: str | None
) -> None:
    month, revision = release.split("/r")
    named = (datetime.strptime(month, "%Y-%m").date(), int(revision))
    sign_off(
        folder,
        release,
        lambda: release_digests(folder, [named]),
        lambda: question(folder, release, gates),
        owner,
    )
