"""Invented histories: the national figures of one release a month, quickly made."""

from collections.abc import Sequence
from datetime import date

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tasks.store.statements import statement

Counts = NDArray[np.int64]
FIRST = date(2021, 4, 1)
YEAR = 12  # months; number 0 is the first month of a financial year


def month(number: int) -> date:
    """The month of that number."""
    months = FIRST.month - 1 + number
    return date(FIRST.year + months // 12, months % 12 + 1, 1)


def shown(seen: Counts, final: Counts, areas: Sequence[str], lag: int = 0) -> pd.DataFrame:
    """Rows of release.cell, of the latest financial year and the one before it.

    ``seen``: areas x months x ages, the count of a month at so many months of age; ``final``:
    areas x months. A release shows the financial year of its month as seen by then, and the one
    before as final. It is of the month that is ``lag`` after the areas' latest month.
    """
    frames = []
    for last in range(seen.shape[1] - lag):
        this_year = last // YEAR * YEAR
        numbers = range(max(0, this_year - YEAR), last + 1)
        months = np.array(numbers)
        ages = np.minimum(last - months, seen.shape[2] - 1)
        is_late = months >= this_year
        values = np.where(is_late, seen[:, months, ages], final[:, months])
        frames.append(
            pd.DataFrame(
                {
                    "month": month(last + lag),
                    "area_code": np.repeat(areas, len(months)),
                    "period": np.tile([f"{month(at):%Y-%m}" for at in numbers], len(areas)),
                    "shown": values.ravel().astype(str),
                    "status": np.tile(np.where(is_late, "provisional", "final"), len(areas)),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def revised(cells: pd.DataFrame) -> pd.DataFrame:
    """The same; called revised is what the release of the month before showed otherwise."""
    earlier = cells[["month", "area_code", "period", "shown"]]
    earlier = earlier.assign(month=[month_after(one) for one in earlier.month])
    both = cells.merge(
        earlier, "left", on=["month", "area_code", "period"], suffixes=("", "_before")
    )
    moved = both.shown_before.notna() & (both.shown_before != both.shown)
    return cells.assign(status=np.where(moved, "revised", cells.status))


def month_after(one: date) -> date:
    return date(one.year + one.month // 12, one.month % 12 + 1, 1)


def store(connection: duckdb.DuckDBPyConnection, cells: pd.DataFrame, revision: int = 1) -> None:
    """Put releases into the open release store, made after those in it."""
    connection.execute(statement("store/release_schema"))
    connection.execute(
        "insert into release.release"
        " select month, $revision, made + row_number() over (order by month), 'rule', 'code'"
        " from (select distinct month from cells),"
        " (select coalesce(max(sequence), 0) as made from release.release)",
        {"revision": revision},
    )
    connection.execute(
        "insert into release.cell by name select *, $revision as revision, 1 as cell_no,"
        " 'national_month' as publication_table, 'X99' as cause, 'FAE' as measure,"
        " 'national' as area_level, area_code as area, 'month' as period_kind,"
        " 'All ages' as age, 'All' as sex, 'All' as ethnicity,"
        " if(shown = '[x]', '', '1') as rounding from cells",
        {"revision": revision},
    )
