"""The backfill flow: many months' releases in one command.

    python -m flows.backfill --data FOLDER [--months all] [--as-of TIME] [--drops FOLDER]
        [--series | --scheduler ADDRESS]

Months are written 'all', '2023-11', '2023-04..2024-01' or several with commas. What can be made in
parallel is: each release is protected in its turn, since what it may show depends on what was shown
before; then all are written at once, by local processes or by the workers of a Dask scheduler that
see the same data folder. Started again it goes on where it stopped.
"""

import argparse
import hashlib
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.publish_all import Progress, publish_all
from flows.release import receive_all
from flows.service.mail import mail_end
from flows.service.preconditions import enter, require_this_machine
from flows.service.run_history import history_in
from flows.service.sign_off import asked_before, sign_off
from flows.service.terminal import AS_OF, NO_RELEASE, REFUSALS, say, written_as
from flows.service.workers import on_this_machine
from flows.service.writing import name_run, tell, writing
from tasks.check.task import check_figures
from tasks.conform.backfill_progress import (
    Backfill,
    Release,
    asked_about,
    backfill_of,
    note_question,
)
from tasks.conform.months import moment_named, months_named
from tasks.conform.task import conform_month
from tasks.govern.access.local import absolute
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
        _sign_off_all(folder, releases, owner)
        _publish_all(releases, data, _runner(parallel, scheduler))
    told = f"{len(releases)} releases stand, {_span(releases)}, in {folder.releases}"
    tell(told)
    return Completed(name="Released", message=told)


def _protect_months(months: str, data: str, as_of: str | None) -> list[Release]:
    begun = backfill_of(DataFolder(Path(data)), moment_named(as_of) if as_of else None)
    wanted = months_named(months, begun.latest)
    name_run(f"backfill {_span([(month, 0) for month in wanted])}")
    return _protect_all(begun, wanted, data, as_of)


def _sign_off_all(folder: DataFolder, releases: list[Release], owner: str | None) -> None:
    text = "\n".join(f"- {month:%Y-%m}/r{revision}" for month, revision in releases)
    name = f"{_span(releases)}, {hashlib.sha256(text.encode()).hexdigest()[:8]}"
    if asked_about(folder, name) != releases:
        note_question(folder, name, releases)
    sign_off(folder, name, lambda: f"# {len(releases)} releases\n\n{text}", owner)


def _protect_all(
    begun: Backfill, wanted: Sequence[date], data: str, as_of: str | None
) -> list[Release]:
    made = begun.made()
    left = [month for month in wanted if month not in made]
    if len(left) < len(wanted):
        tell(f"{len(wanted) - len(left)} months were made before: going on from there.")
    progress = Progress("protected", len(left))
    for month in left:
        conform_month(data, f"{month:%Y-%m}", as_of)
        check_figures(data)
        made[month] = protect_month(data, of_the_past=as_of is not None).revision
        begun.note(month, made[month])
        progress.step(f"{month:%Y-%m} r{made[month]} protected")
    return [(month, made[month]) for month in wanted]


def _publish_all(releases: list[Release], data: str, runner: TaskRunner[Any]) -> None:
    standing = DataFolder(Path(data)).releases
    left = [
        (f"{month:%Y-%m}", revision)
        for month, revision in releases
        if not (standing / f"{month:%Y-%m}" / f"r{revision}").exists()
    ]
    if left:
        publish_all.with_options(task_runner=runner)(left, data)


def _runner(parallel: bool, scheduler: str | None) -> TaskRunner[Any]:
    if not parallel:
        return ThreadPoolTaskRunner(max_workers=1)
    # Before Dask's workers are imported, for what they say.
    local = on_this_machine(os.cpu_count() or 1)
    from prefect_dask.task_runners import DaskTaskRunner

    if scheduler:
        return DaskTaskRunner(address=scheduler)
    return DaskTaskRunner(cluster_kwargs=local)


def _span(releases: Sequence[Release]) -> str:
    first, last = (f"{month:%Y-%m}" for month, _ in (releases[0], releases[-1]))
    return first if first == last else f"{first} to {last}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the flow for a person; 0: every release stands, 1: not."""
    options = _parser().parse_args(arguments)
    data = absolute(options.data)
    drops = absolute(options.drops) if options.drops else None
    say("Starting Prefect on this machine (5 to 20 seconds) ...")
    try:
        require_this_machine(data, *([drops] if drops else []))
        with history_in(data / "prefect"):
            backfill(
                str(data),
                options.months,
                options.as_of,
                str(drops) if drops else None,
                parallel=not options.series,
                scheduler=options.scheduler,
            )
    except REFUSALS as refusal:
        say(f"The backfill is not complete. {refusal}")
        return NO_RELEASE
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m flows.backfill", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--data", type=Path, required=True, help="data folder; made if missing")
    parser.add_argument("--months", default="all", help="months to release (all)")
    parser.add_argument("--drops", type=Path, help="folder of delivered files to receive first")
    parser.add_argument("--as-of", type=written_as(moment_named), help=AS_OF)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--series", action="store_true", help="write one release after the other")
    how.add_argument("--scheduler", help="address of a Dask scheduler, as tcp://host:8786")
    return parser


if __name__ == "__main__":
    sys.exit(main())
