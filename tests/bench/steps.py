"""One monthly run in this process, timed by part; `run` and `history` start it.

With `--prefect` it is the flow as `make run` runs it, else its steps called one after the other.
"""

import argparse
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

from tests.bench.clock import Clock

OUTPUTS = {
    "workbook": ("tasks.publish.workbook", "write_workbook"),
    "OpenDocument": ("tasks.publish.ods", "write_ods"),
    "report": ("tasks.publish.report", "write_report"),
    "slides": ("tasks.publish.slides", "write_slides"),
    "dashboard": ("tasks.publish.html.dashboard", "write_dashboard"),
    "pages of forces": ("tasks.publish.html.force_pages", "write_force_pages"),
}
STEPS = {
    "receive_drop": "landing",
    "conform": "conform",
    "check_conformed": "checks",
    "protect": "protect",
    "publish": "measures and manifest",
}
# Whose task calls each of them.
ROOMS = ("receive", "conform", "check", "protect", "publish")
PREFECT = "Prefect"


def main() -> None:
    """Run it and tell what each part spent, on the last line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drops", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--prefect", action="store_true")
    parser.add_argument("--months", type=int, help="as many months, the latest; 0: all there are")
    options = parser.parse_args()
    clock = Clock()
    if options.prefect:
        with_prefect(clock, options.drops, options.data)
    else:
        without_prefect(clock, options.drops, options.data, options.months)
    print(clock.told())


def with_prefect(clock: Clock, drops: Path, data: Path) -> None:
    """The flow: what is spent outside its steps is Prefect's."""
    with clock.part("imports"):
        import_module("flows.monthly")
        from flows.__main__ import main as command
    time_parts(clock, [import_module(f"tasks.{room}.task") for room in ROOMS])
    with clock.part(PREFECT), redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        if command(["run", "--drops", str(drops), "--data", str(data)]):
            raise SystemExit("the flow made no release, or refused a drop")


def without_prefect(clock: Clock, drops: Path, data: Path, months: int | None) -> None:
    """The same steps; with months, those of each month in its turn."""
    with clock.part("imports"):
        from tasks.receive.incoming_files import delivered_files, wait_until_whole
        from tests.bench import steps_alone
    time_parts(clock, [steps_alone] * len(ROOMS))
    with clock.part("waiting until files are whole"):
        folder = steps_alone.prepared(data)
        files = delivered_files(drops)
        wait_until_whole(files, lambda _: None)
    for path in files:
        steps_alone.receive_drop(path, folder)
    for month in (None,) if months is None else last_months(folder, months):
        steps_alone.release(folder, month)


def last_months(folder: Any, months: int) -> list[date]:
    """The latest months that a backfill of the folder makes; 0: all of them."""
    from tasks.conform.backfill_progress import backfill_of
    from tasks.conform.months import months_named

    return months_named("all", backfill_of(folder).latest)[-months:]


def time_parts(clock: Clock, callers: Sequence[Any]) -> None:
    """Time what the steps do; the libraries of each output are imported with it.

    ``callers`` are the modules that call each of STEPS, in their order.
    """
    from tasks.protect import release as protection
    from tasks.publish import release as publication
    from tasks.receive import drop

    for caller, (name, part) in zip(callers, STEPS.items(), strict=True):
        clock.patch(caller, name, part)
    clock.patch(drop, "read_drop", "reading")
    clock.patch(drop, "check_landing", "checks")
    clock.patch(protection, "check", "checks")
    clock.patch(protection, "audit", "audit")
    clock.patch(publication, "check_written", "checks")
    clock.patch(publication, "write_cells", "cells.csv")
    for output, (module, function) in OUTPUTS.items():
        with clock.part(output):
            writer = import_module(module)
        clock.patch(writer, function, output)


if __name__ == "__main__":
    main()
