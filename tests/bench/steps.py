"""The steps of the monthly flow without Prefect, and the parts that their time is divided into."""

import sys
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from tasks.check import check_conformed, keep, outcomes_kept
from tasks.conform.backfill_progress import backfill_of
from tasks.conform.conform import conform
from tasks.conform.months import months_named
from tasks.govern.key import make_throw_away_key
from tasks.protect import release as protection
from tasks.protect.audit import leaving_out
from tasks.protect.release import protect
from tasks.publish import release as publication
from tasks.publish.release import publish
from tasks.receive import drop
from tasks.receive.drop import receive_drop
from tasks.receive.incoming_files import delivered_files
from tasks.store.folders import DataFolder
from tests.bench.clock import Clock

# What a step is called, its part, and the folder of tasks/ whose Prefect task calls it.
STEPS = {
    "receive_drop": ("landing", "receive"),
    "conform": ("conform", "conform"),
    "check_conformed": ("checks", "check"),
    "protect": ("protect", "protect"),
    "publish": ("measures and manifest", "publish"),
}
WITHIN = (
    (drop, "read_drop", "reading"),
    (drop, "check_landing", "checks"),
    (protection, "check", "checks"),
    (leaving_out, "audit", "audit"),
    (publication, "check_written", "checks"),
    (publication, "write_cells", "cells.csv"),
)
OUTPUTS = {
    "workbook": ("tasks.publish.workbook", "write_workbook"),
    "OpenDocument": ("tasks.publish.ods", "write_ods"),
    "report": ("tasks.publish.report", "write_report"),
    "slides": ("tasks.publish.slides", "write_slides"),
    "dashboard": ("tasks.publish.html.dashboard", "write_dashboard"),
    "pages of forces": ("tasks.publish.html.force_pages", "write_force_pages"),
}


def land(drops: Path, data: Path) -> DataFolder:
    """Receive synthetic drops into a new data folder."""
    folder = DataFolder(data)
    folder.prepare()
    make_throw_away_key(folder)
    for path in delivered_files(drops):
        receive_drop(path, folder)
    return folder


def release(data: DataFolder, month: date | None = None) -> Path:
    """Make the release of a month, the latest without one, of what has landed."""
    conform(data, month)
    check_conformed(data)
    made = protect(data)
    with outcomes_kept(data):
        return publish(data, made.month, made.revision, lambda gate: keep(data, gate)).folder


def latest_months(data: DataFolder, number: int) -> list[date]:
    """As many months as a backfill of the folder makes, the latest; 0: all of them."""
    return months_named("all", backfill_of(data).latest)[-number:]


def time_parts(clock: Clock, callers: Sequence[Any] = ()) -> None:
    """Time what the steps do; the libraries of each output are imported with it.

    ``callers`` are the modules that call each of STEPS, in their order; without them it is this
    one.
    """
    callers = callers or [sys.modules[__name__]] * len(STEPS)
    for caller, (name, (part, _)) in zip(callers, STEPS.items(), strict=True):
        clock.patch(caller, name, part)
    for module, name, part in WITHIN:
        clock.patch(module, name, part)
    for output, (path, name) in OUTPUTS.items():
        with clock.part(output):
            writer = import_module(path)
        clock.patch(writer, name, output)
