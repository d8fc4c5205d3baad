"""Six releases of a country of three small forces, as cells.csv, protected or by the rule alone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb

from tasks.protect.model import make_model
from tasks.publish.cells import write_cells
from tests.attack.areas import ENGLAND, Areas
from tests.protect.boundaries.world import (
    REGION,
    Counts,
    country,
    invented,
    keep,
    months,
    set_areas,
    set_figures,
)

FORCES = {
    force: {f"{force}{la}": [f"{force}{la}"] for la in "ab"}
    for force in ("E23000081", "E23000082", "E23000083")
}
AREAS = Areas(
    {ENGLAND: list(FORCES)},
    {REGION: list(FORCES)},
    {force: list(las) for force, las in FORCES.items()},
)
FIRST, YEAR_ENDS = date(2017, 4, 1), date(2018, 3, 1)
LAST = months(date(2018, 1, 1), date(2018, 6, 1))
# A year is final with the first release after its last month.
IS_FINAL_FROM = date(2018, 4, 1)
Show = Callable[[duckdb.DuckDBPyConnection], object]


def released(folder: Path, show: Show, seed: int) -> list[Path]:
    """Write the releases, each shown in some way; return their folders."""
    smallest = [la for las in FORCES.values() for la in las]
    true = invented(seed, smallest, months(FIRST, LAST[-1]), most=1)
    made = []
    with country() as con:
        set_areas(con, [FORCES])
        for number, last in enumerate(LAST, start=1):
            provisional_from = IS_FINAL_FROM if last > YEAR_ENDS else FIRST
            set_figures(con, _by_then(true, last, provisional_from), FORCES, last, provisional_from)
            make_model(con)
            show(con)
            keep(con)
            made.append(folder / f"r{number}")
            made[-1].mkdir()
            write_cells(con, last, 1, made[-1] / "cells.csv")
    return made


def _by_then(
    true: Counts, last: date, provisional_from: date
) -> dict[tuple[str, str, date, str], int]:
    """Admissions of the last month under 25 are coded late."""
    return {
        key: 0 if key[2] == last and last >= provisional_from and key[3] == "Under 25" else count
        for key, count in true.items()
    }
