"""Commands of the hand-over: to make a package, to note what became of it, to receive it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from flows.commands.arguments import (
    Data,
    DataOrDrops,
    Drops,
    File,
    Folder,
    PackageFile,
    require_data_folder,
)
from flows.commands.prefect_here import prefect_here
from flows.commands.refusals import NotDoneError, or_say
from flows.service.terminal import say

if TYPE_CHECKING:
    from tasks.govern.register import Entrant
    from tasks.store.folders import DataFolder

app = App(name="hand-over", help="The annual package of counts for its recipient.")

Package = Annotated[str, Parameter(help="Name of the package.")]
Note = Annotated[str, Parameter(help="Why, or by whose word.")]


@app.command
def make(
    *,
    data: DataOrDrops,
    drops: Drops | None = None,
    recipient: Annotated[
        str, Parameter(help="Name on the register of recipients.")
    ] = "university-of-hull",
) -> None:
    """Make the annual package and the evaluation, and send it when a second person approves.

    Exit code 0: the package is in DATA/transfer; 1: it was refused, rejected or failed.
    """
    if drops is None:
        require_data_folder(data)
    told = "Nothing was handed over."
    with or_say(told), prefect_here(data, drops):
        from flows.evaluation import evaluation

        state = evaluation(str(data), str(drops) if drops else None, recipient, return_state=True)
    if not state.is_completed():
        raise NotDoneError(f"{told} {state.name}: {state.message}")


@app.command
def status(*, data: Data) -> None:
    """Say in which state every package is."""
    from tasks.hand_over.transfer_log import entries, packages, state_of
    from tasks.store.folders import DataFolder

    folder = DataFolder(data)
    told = [
        f"{package}: {state_of(folder, package)} since {entries(folder, package)[-1].at}"
        for package in packages(folder)
    ]
    say("\n".join(told) or "No package was ever prepared.")


@app.command
def receipt(file: File, /, *, data: Data) -> None:
    """Compare the receipt that the recipient sent back with what was sent."""
    from tasks.hand_over.states import take_receipt

    _note(data, lambda folder, person: take_receipt(folder, file, person))


@app.command
def in_use(package: Package, /, *, data: Data, note: Note) -> None:
    """Note that the recipient uses a package."""
    from tasks.hand_over.states import note_use

    _note(data, lambda folder, person: note_use(folder, package, person, note))


@app.command
def destroyed(file: File, /, *, data: Data) -> None:
    """Take the recipient's certificate that a package was destroyed."""
    from tasks.hand_over.states import take_certificate

    _note(data, lambda folder, person: take_certificate(folder, file, person))


@app.command
def withdraw(package: Package, /, *, data: Data, note: Note) -> None:
    """Take back a package that was not sent."""
    from tasks.hand_over.states import withdraw

    _note(data, lambda folder, person: withdraw(folder, package, person, note))


def _note(data: Path, note: "Callable[[DataFolder, Entrant], str]") -> None:
    """Note what a registered person says of a package, and say in which state it is."""
    from tasks.hand_over.states import noted_by
    from tasks.hand_over.transfer_log import state_of
    from tasks.store.folders import DataFolder

    folder = DataFolder(data)
    with or_say("Refused."):
        package = note(folder, noted_by(folder))
    say(f"{package}: {state_of(folder, package)}")


@app.command(name="open")
def open_package(
    package: Annotated[PackageFile, Parameter(help="NAME.tar.age, its signature beside it.")],
    /,
    *,
    key: Annotated[File, Parameter(help="File of the recipient's age key.")],
    allowed_signers: Annotated[File, Parameter(help="Whose signature counts.")],
    into: Annotated[Folder, Parameter(help="Folder of received packages; made if missing.")],
) -> None:
    """For the recipient: open a package, and write the receipt to send back.

    Verifies the signature, decrypts, verifies the bag, loads every table from each format and adds
    up the counts again. What is refused is noted in received.jsonl of --into.
    """
    from tasks.hand_over.unpack import RECEIPT, receive

    with or_say("Refused."):
        received = receive(package, key, allowed_signers, into)
    say(
        f"Signed by {received.signed_by}, decrypted, whole; {len(received.rows)} tables loaded and "
        f"reconciled.\nThe package: {into / received.package}\n"
        f"Send back: {into / f'{received.package}-{RECEIPT}'}"
    )


@app.command
def certify(
    receipt: Annotated[File, Parameter(help="NAME-receipt.json, beside which it is written.")],
    /,
    *,
    by: Annotated[str, Parameter(help="Who destroyed it.")],
    how: Annotated[str, Parameter(help="How: wiped, shredded ...")],
) -> None:
    """For the recipient: certify that every copy of a package was destroyed."""
    from tasks.hand_over.certify import certify

    with or_say("Refused."):
        say(f"Send back: {certify(receipt, by, how)}")
