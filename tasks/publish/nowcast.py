"""What the latest national months are expected to become, from what releases so far have shown.

The statements of ``sql/publish/nowcast`` read shown national figures and nothing else, so they tell
nothing that a reader of all releases could not work out. How often intervals hold what figures
became: docs/explanation/nowcast.md.
"""

from dataclasses import dataclass

import duckdb

from tasks.store.statements import statements
from tasks.store.variables import set_variables

# The steps between 13 vintages in a row are each calendar month's once: the turn of a financial
# year is among them, and every age up to half a year is seen six times or more. 12 are enough if a
# year turned final among them. Older vintages tell of delays that may have changed since: for that
# reason factors are of the latest three steps at an age. Variances are of all that are read.
# The variance of a step is in proportion to the square of the figure, as where whole hospitals are
# late; Mack's own is in proportion to the figure, as where each case is late by itself (power 1).
LEAST_VINTAGES = 12
SETTINGS = {
    "vintages": 13,
    "least_vintages": LEAST_VINTAGES,
    "recent_steps": 3,
    "pooled_from": 6,
    "variance_power": 2,
}


@dataclass(frozen=True)
class Nowcast:
    """What a provisional month is expected to become when final, in admissions.

    ``age_in_months`` is from the month of admission to the latest month shown of the nation.
    """

    period: str
    shown: int
    expected: int
    lower_50: int
    upper_50: int
    lower_95: int
    upper_95: int
    age_in_months: int


@dataclass(frozen=True)
class Rise:
    """How the figures of so many months changed from an age to the next: quartiles of ratios."""

    age_in_months: int
    months: int
    median: float
    lower_quartile: float
    upper_quartile: float


def make_nowcasts(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the reporting triangle, nowcasts and rises of the release that the variables name."""
    set_variables(connection, **SETTINGS)
    for _, text in statements("publish/nowcast"):
        connection.execute(text)
