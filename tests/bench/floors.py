"""The least that each part of a monthly run could take, measured in a process of its own.

A floor is not a goal: it is what the bytes, the rows and the libraries cost by themselves.
"""

from collections.abc import Callable
from contextlib import redirect_stdout
from importlib import import_module
from io import BytesIO, StringIO
from pathlib import Path

from tests.bench.clock import Clock, Parts

TASKS = 18
"""Those of the monthly flow on fourteen drops."""


def libraries(_: Path, __: Path) -> None:
    import duckdb  # noqa: F401
    import prefect  # noqa: F401


def read_bytes(drops: Path, _: Path) -> None:
    from python_calamine import CalamineWorkbook

    for path in drops.glob("*.xlsx"):
        workbook = CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()


def imported(library: str) -> Callable[[Path, Path], None]:
    """Import what a part is made with."""

    def import_it(_: Path, __: Path) -> None:
        import_module(library)

    return import_it


def write_again(library: str, pattern: str) -> Callable[[Path, Path], None]:
    """Import what an output is made with, and write the same bytes."""

    def write(_: Path, data: Path) -> None:
        import_module(library)
        for path in (data / "releases").glob(f"*/r*/{pattern}"):
            (data / "again").write_bytes(path.read_bytes())

    return write


SELECTED = {
    "landing": ("landed.count",),
    "conform": ("conformed.count", "conformed.figure"),
    "checks": ("landed.count", "conformed.figure"),
    "protect": ("conformed.figure",),
    "audit": ("conformed.audited_figure",),
}
BESIDES: dict[str, Callable[[Path, Path], None]] = {
    "imports": libraries,
    "reading": read_bytes,
    "checks": imported("great_expectations"),
    "protect": imported("numba"),
    "audit": imported("highspy"),
    "cells.csv": write_again("csv", "cells.csv"),
    "workbook": write_again("openpyxl", "*.xlsx"),
    "OpenDocument": write_again("odf.opendocument", "*.ods"),
    "report": write_again("typst", "*.pdf"),
    "slides": write_again("pptx", "*.pptx"),
    "dashboard": write_again("jinja2", "*-dashboard.html"),
    "pages of forces": write_again("jinja2", "forces/*.html"),
}
PREFECT = "Prefect"
NAMES = (*dict.fromkeys([*BESIDES, *SELECTED]), PREFECT)


def floor(name: str, drops: Path, data: Path) -> Parts:
    """Spend what the part of that name could not do without; ``data`` is of a run that ended."""
    clock = Clock()
    if name == PREFECT:
        empty_flow(clock, data)
    if name in SELECTED:
        select(clock, name, data)
    if name in BESIDES:
        with clock.part(name):
            BESIDES[name](drops, data)
    return clock.parts()


def select(clock: Clock, name: str, data: Path) -> None:
    """A bare `select` over the rows of the part, from the encrypted store as it stands."""
    from tasks.store.folders import DataFolder
    from tasks.store.stores import secure_store

    with secure_store(DataFolder(data)) as connection:
        for rows in SELECTED[name]:
            with clock.part(name):
                connection.execute(
                    f"create or replace temp table selected as select * from secure.{rows}"
                )


def empty_flow(clock: Clock, data: Path) -> None:
    """A flow of as many tasks as the monthly one that do nothing, on a server of its own."""
    from prefect import flow, task

    import flows  # noqa: F401  (applies Prefect's settings)
    from flows.service.run_history import history_in

    @task
    def nothing() -> None:
        """Do nothing."""

    @flow
    def empty() -> None:
        """As many tasks as the monthly flow."""
        for _ in range(TASKS):
            nothing()

    with clock.part(PREFECT), redirect_stdout(StringIO()), history_in(data / "empty-history"):
        empty()
