"""The backfill flow: many months' releases in one command.

What can be made in parallel is: each release is protected in its turn, since what it may show
depends on what was shown before; then all are written at once, by local processes or by the workers
of a Dask scheduler that see the same data folder. Started again it goes on where it stopped.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.publish_all import publish_left
from flows.release import receive_all
from flows.service.mail import mail_end
from flows.service.preconditions import enter
from flows.service.progress import progress_of
from flows.service.questions import sign_off_all
from flows.service.sign_off import asked_before
from flows.service.workers import runner
from flows.service.writing import name_run, tell, writing
from tasks.check.task import check_figures
from tasks.conform.backfill_progress import (
    Backfill,
    Release,
    asked_about,
    backfill_of,
    span,
)
from tasks.conform.months import moment_named, months_named
from tasks.conform.task import conform_month
from tasks.protect.task import protect_month
from tasks.store.folders import DataFolder


@flow(
    name="backfill",
    persist_result=False,
    validate_parameters=False,
    on_failure=[mail_end],
    on_crashed=[mail_end],
)
def backfill(
    data: str,
    months: str = "all",
    as_of: str | None = None,
    drops: str | None = None,
    parallel: bool = True,
    scheduler: str | None = None,
    owner: str | None = None,
) -> State[Any]:
    """Make the releases of many months; receive the files of a folder first, if one is named."""
    folder = enter(data, drops)
    with writing(folder):
        # A run that goes on after a sign-off publishes what that was about, whatever came since.
        asked = asked_before(folder)
        releases = asked_about(folder, asked) if asked else []
        if not releases:
            if drops:
                receive_all(drops, data)
            releases = _protect_months(months, data, as_of)
        sign_off_all(folder, releases, owner)
        publish_left(releases, data, runner(parallel, scheduler))
    told = f"{len(releases)} releases stand, {span(releases)}, in {folder.releases}"
    tell(told)
    return Completed(name="Released", message=told)


def _protect_months(months: str, data: str, as_of: str | None) -> list[Release]:
    begun = backfill_of(DataFolder(Path(data)), moment_named(as_of) if as_of else None)
    wanted = months_named(months, begun.latest)
    name_run(f"backfill {span([(month, 0) for month in wanted])}")
    return _protect_all(begun, wanted, data, as_of)


def _protect_all(
    begun: Backfill, wanted: Sequence[date], data: str, as_of: str | None
) -> list[Release]:
    made = begun.made()
    left = [month for month in wanted if month not in made]
    if len(left) < len(wanted):
        tell(f"{len(wanted) - len(left)} months were made before: going on from there.")
    with progress_of("protected", len(left)) as done:
        for month in left:
            conform_month(data, f"{month:%Y-%m}", as_of)
            check_figures(data)
            made[month] = protect_month(data, of_the_past=as_of is not None).revision
            begun.note(month, made[month])
            done(f"{month:%Y-%m} r{made[month]} protected")
    return [(month, made[month]) for month in wanted]
