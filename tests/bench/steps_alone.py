"""The steps of the monthly flow, called one after the other without Prefect."""

from datetime import date
from pathlib import Path

from tasks.check import check_conformed, keep, outcomes_kept
from tasks.conform.conform import conform
from tasks.govern.key import make_throw_away_key
from tasks.protect.release import protect
from tasks.publish.release import publish
from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder

__all__ = ["prepared", "receive_drop", "release"]


def prepared(data: Path) -> DataFolder:
    """A data folder of synthetic drops, made ready."""
    folder = DataFolder(data)
    folder.prepare()
    make_throw_away_key(folder)
    return folder


def release(data: DataFolder, month: date | None) -> Path:
    """Make the release of a month, the latest without one, of what has landed."""
    conform(data, month)
    check_conformed(data)
    made = protect(data)
    with outcomes_kept(data):
        return publish(data, made.month, made.revision, lambda gate: keep(data, gate)).folder
