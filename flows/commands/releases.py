"""Commands that receive files and make releases."""

from pathlib import Path
from typing import Annotated

from cyclopts import Group, Parameter
from cyclopts.validators import LimitedChoice

from flows.commands.arguments import (
    AsOf,
    Data,
    DataOrDrops,
    Drops,
    Month,
    Months,
    NewData,
    require_data_folder,
)
from flows.commands.prefect_here import prefect_here
from flows.commands.refusals import or_say
from flows.exit_codes import ExitCode
from flows.service.terminal import say

HOW = Group("How", validator=LimitedChoice(max=1))


def run(*, drops: Drops, data: NewData, month: Month = "latest", as_of: AsOf = None) -> ExitCode:
    """Receive every file of a folder and release a month.

    Exit code 0: all were received and the release stands; 2: one was refused, but the release
    stands; 1: there is no release.
    """
    return _release(data, drops, month, as_of)


def release(*, data: Data, month: Month = "latest", as_of: AsOf = None) -> ExitCode:
    """Release a month of what has been received."""
    return _release(data, None, month, as_of)


def _release(data: Path, drops: Path | None, month: str, as_of: str | None) -> ExitCode:
    with or_say("No release was made."), prefect_here(data, drops):
        from flows.monthly import monthly

        receipt = monthly(str(drops) if drops else None, str(data), month, as_of)
    if receipt is None:
        return ExitCode.DONE
    say(receipt.in_words(data))
    return ExitCode.SOME_REFUSED if receipt.refused else ExitCode.DONE


def receive(*, drops: Drops, data: NewData) -> ExitCode:
    """Receive every file of a folder; release nothing.

    Exit code 0: all were received; 2: some or all were refused; 1: the command failed.
    """
    with or_say("Nothing was received."), prefect_here(data, drops):
        from flows.receive import receive as receive_drops
        from flows.service.monthly_receipt import received_in_words

        received = receive_drops(str(drops), str(data))
    say(received_in_words(received))
    refused = [drop for drop in received if drop.outcome == "refused"]
    return ExitCode.SOME_REFUSED if refused else ExitCode.DONE


def status(
    *,
    data: Data,
    as_json: Annotated[
        bool,
        Parameter(name="--json", help="As the page's JSON, without reasons.", show_default=False),
    ] = False,
) -> None:
    """Say what was received, is awaited, overdue, due, released and refused."""
    from flows.service.status import status as status_of
    from tasks.store.folders import DataFolder

    if as_json:
        from json import dumps

        from flows.service.status_page import standing

        say(dumps(standing(DataFolder(data)), indent=2))
        return
    say("\n".join(status_of(DataFolder(data))))


def backfill(
    *,
    data: DataOrDrops,
    months: Months = "all",
    as_of: AsOf = None,
    drops: Drops | None = None,
    series: Annotated[
        bool, Parameter(group=HOW, help="Write one release after the other.", show_default=False)
    ] = False,
    scheduler: Annotated[
        str | None,
        Parameter(group=HOW, help="Have a Dask scheduler's workers write, as tcp://host:8786."),
    ] = None,
) -> None:
    """Release many months, as many at once as this machine has cores.

    Each release is protected in its turn, since what it may show depends on what was shown before.
    Then all are written at once, by local processes or by the workers of a Dask scheduler that see
    the same data folder. Started again it goes on where it stopped.
    """
    if drops is None:
        require_data_folder(data)
    with or_say("The backfill is not complete."), prefect_here(data, drops):
        from flows.backfill import backfill as release_months

        release_months(
            str(data),
            months,
            as_of,
            str(drops) if drops else None,
            parallel=not series,
            scheduler=scheduler,
        )
