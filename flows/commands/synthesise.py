"""The command that invents the demonstration's files."""

from typing import Annotated

from cyclopts import Parameter

from flows.commands.arguments import Folder
from flows.service.terminal import progress_bar, say


def synthesise(
    *, into: Annotated[Folder, Parameter(help="Folder to write into; made if missing.")]
) -> None:
    """Write the demonstration's invented files, in the layout of delivered ones."""
    say("Inventing the demonstration's drops (some ten seconds) ...")
    from tasks.synthesise.demonstration import EXTRACTS, write_demonstration

    with progress_bar("Writing", len(EXTRACTS)) as written:
        files = write_demonstration(into, written=written)
    say(f"{len(files)} synthetic drops in {into}")
