"""Commands on the log of accesses, on sealed files, on the key and on the copies held."""

from typing import Annotated

from cyclopts import App, Parameter

from flows.commands.arguments import Data, File, Incoming, NewFile
from flows.commands.refusals import NotDoneError
from flows.exit_codes import ExitCode
from flows.service.terminal import say

app = App(name="access", help="The log, which copies are held, and the key.")


@app.command
def verify(
    *,
    data: Data,
    anchor: Annotated[
        str | None,
        Parameter(help="What was kept elsewhere: an anchor's file, or a head as NUMBER:HASH."),
    ] = None,
) -> ExitCode:
    """Verify the one log and every signature in it: find edits, deletions, swaps and cuts.

    Whoever may write the log may write its head too: keep anchors where they cannot, and verify
    against them. Exit code 1: the log was tampered with, or there is none.
    """
    from tasks.govern.access.anchor import read_anchor
    from tasks.govern.access.log import head_of
    from tasks.govern.access.verify import faults
    from tasks.store.folders import DataFolder

    found = faults(DataFolder(data), read_anchor(DataFolder(data), anchor) if anchor else None)
    if found:
        say("\n".join(found))
        return ExitCode.NOT_DONE
    anchored = "" if anchor else " (by no anchor: name one kept elsewhere)"
    say(f"{head_of(DataFolder(data)).number} lines, none edited, gone or cut{anchored}.")
    return ExitCode.DONE


@app.command
def anchor(
    *,
    data: Data,
    key: Annotated[File, Parameter(help="Your private key of OpenSSH.")],
    into: Annotated[NewFile, Parameter(help="A new file, to be kept elsewhere.")],
) -> None:
    """Sign the head of the log into a file that is kept where this machine cannot write."""
    from tasks.govern.access.anchor import KEEP_IT, write_anchor
    from tasks.store.folders import DataFolder

    try:
        head = write_anchor(DataFolder(data), key, into)
    except ValueError as error:
        raise NotDoneError(f"The log has no head: {error}. Verify it.") from None
    say(f"The log up to line {head.number} is signed into {into}.\n{KEEP_IT}")


@app.command
def note(*, data: Data, what: Annotated[str, Parameter(help="What happened; no count.")]) -> None:
    """Note an incident in the log of accesses."""
    from tasks.govern.access.log import INCIDENT, Line, append
    from tasks.store.folders import DataFolder

    say(f"Noted: {append(DataFolder(data), Line(INCIDENT, 'note', told=what))}")


@app.command
def unseal(
    sealed: Annotated[File, Parameter(help="An original, a refused file or a kept error.")],
    /,
    *,
    data: Data,
    into: Annotated[NewFile, Parameter(help="A new file, for you alone.")],
    why: Annotated[str, Parameter(help="The reason, for the log.")],
) -> None:
    """Write a sealed file as it was, for a registered person."""
    from tasks.govern.access.marking import MARKING
    from tasks.govern.access.purpose import purpose
    from tasks.govern.sealing import unseal_into
    from tasks.store.folders import DataFolder

    with purpose(f"{why}, into {into.resolve()}"):
        written = unseal_into(DataFolder(data), sealed, into)
    say(f"{written}: unsuppressed, delete it when you are done.\n{MARKING.rstrip()}")


@app.command
def rotate_key(
    *, data: Data, new_key: Annotated[File, Parameter(help="File of the new key, mode 0600.")]
) -> None:
    """Give the secure store and every sealed file a new key; the old one opens nothing afterwards.

    Make the new key by 'openssl rand -hex 32'. Cut off, the same command goes on. Backups made
    before keep the old key: keep or destroy both together.
    """
    from tasks.govern.access.purpose import purpose
    from tasks.govern.rotation import PUT_IT, rotate_key
    from tasks.store.folders import DataFolder

    with purpose("rotate the key"):
        placed = rotate_key(DataFolder(data), new_key)
    say(f"The new key counts, and stands at {placed}." if placed else PUT_IT)


@app.command
def holdings(*, data: Data, incoming: Incoming = []) -> None:  # noqa: B006
    """List every copy of every delivered file, and until when it may be held.

    Needs no key and opens no store: it works after the agreement's end, or when the key is lost.
    """
    from tasks.govern.holdings import holdings, in_words
    from tasks.store.folders import DataFolder

    say(in_words(DataFolder(data), holdings(DataFolder(data), incoming)))
