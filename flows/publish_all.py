"""Write many releases at once, and say how far that has come.

A module of its own: a deployment loads its flow's file under another name, which the processes that
the work is sent to would not find.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.task_runners import TaskRunner

from flows.service.progress import progress_of
from tasks.conform.backfill_progress import Release
from tasks.publish.latest import write_latest
from tasks.publish.task import publish_month
from tasks.store.folders import DataFolder


@flow(name="publish-all", persist_result=False, validate_parameters=False)
def publish_all(releases: list[tuple[str, int]], data: str) -> None:
    """Write the files of releases that are in the release store, as many at once as may be."""
    with progress_of("published", len(releases)) as done:
        written = [publish_month.submit(data, month, revision) for month, revision in releases]
        for (month, revision), one in zip(releases, written, strict=True):
            one.result()
            done(f"{month} r{revision} written")


def publish_left(releases: Sequence[Release], data: str, runner: TaskRunner[Any]) -> None:
    """Write the releases whose files do not stand yet, by ``runner``."""
    standing = DataFolder(Path(data)).releases
    left = [
        (f"{month:%Y-%m}", revision)
        for month, revision in releases
        if not (standing / f"{month:%Y-%m}" / f"r{revision}").exists()
    ]
    if left:
        publish_all.with_options(task_runner=runner)(left, data)
    if releases:
        # A run cut off may have left a release that stands and is not named as the latest yet.
        month, revision = releases[-1]
        write_latest(standing, f"{month:%Y-%m}/r{revision}")
