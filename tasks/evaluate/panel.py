"""Panels of unsuppressed counts, and the two forms of them that estimators take.

A panel has one row per area and month: ``area_code``, ``pfa_code``, ``residents`` (of the force,
before funding), ``starts`` (the first month with funding; NaT if never funded), ``month``,
``count``.
"""

from datetime import date
from typing import TYPE_CHECKING

import duckdb

from tasks.evaluate.specification import Outcome, Specification, Variant
from tasks.store.statements import statement

if TYPE_CHECKING:
    import pandas as pd

MONTHS_OF_A_YEAR, APRIL = 12, 4
FIRST_WAVE = 2019  # the financial year from which the first areas were funded


def read_panel(
    connection: duckdb.DuckDBPyConnection, outcome: Outcome, first_month: date
) -> "pd.DataFrame":
    """Read an outcome's panel from an open secure store: the months that all areas cover."""
    values = {
        "cause": outcome.cause,
        "age": outcome.age,
        "unit": outcome.unit,
        "first_month": first_month,
    }
    return connection.execute(statement("evaluate/month_count"), values).df()


def forces(panel: "pd.DataFrame") -> tuple[int, int]:
    """Return the numbers of forces ever and never funded, for any unit."""
    starts = panel.drop_duplicates("pfa_code").starts
    return int(starts.notna().sum()), int(starts.isna().sum())


def varied(panel: "pd.DataFrame", variant: Variant, spec: Specification) -> "pd.DataFrame":
    """Return the panel for a robustness check."""
    kept = panel[~panel.pfa_code.isin(variant.areas_left_out)]
    if variant.months_left_out:
        first, last = variant.months_left_out
        kept = kept[~kept.month.between(str(first), str(last))]
    if variant.later_start:
        funded_from, starts = spec.later_start
        first_april = f"{funded_from[:4]}-04-01"
        kept = kept.assign(starts=kept.starts.mask(kept.starts == first_april, str(starts)))
    return kept


def before_funding(panel: "pd.DataFrame", spec: Specification) -> "pd.DataFrame":
    """Return the months before any funding, with the placebo's start for areas funded later."""
    early = panel[panel.month <= str(spec.placebo_until)]
    return early.assign(starts=early.starts.mask(early.starts.notna(), str(spec.placebo_starts)))


def spells(panel: "pd.DataFrame") -> "pd.DataFrame":
    """Sum months over the spells in which no area's funding changes.

    Funding is constant within a spell. With effects of area and month the Poisson estimate then
    depends on the sums by spell only, to the last digit, because month effects absorb all variation
    within a spell. One row per area and spell: ``unit``, ``cluster``, ``time``, ``treated``,
    ``outcome``.
    """
    import pandas as pd

    starts = sorted(panel.starts.dropna().unique())
    spell = sum((panel.month >= start).astype(int) for start in starts)
    return (
        pd.DataFrame(
            {
                "unit": panel.area_code,
                "cluster": panel.pfa_code,
                "time": spell,
                "treated": (panel.month >= panel.starts).astype(int),
                "outcome": panel["count"].astype(float),
            }
        )
        .groupby(["unit", "cluster", "time"], as_index=False)
        .agg(treated=("treated", "max"), outcome=("outcome", "sum"))
    )


def years(panel: "pd.DataFrame", left_out: tuple[str, ...]) -> "pd.DataFrame":
    """Return the logarithm of each whole financial year's count plus a half.

    Adding a half keeps years without admissions, and makes the mean logarithm equal to that of the
    expected count up to a second-order term (Anscombe, 1948). One row per area and year: ``unit``,
    ``cluster``, ``time`` (the year it begins in), ``start`` (0 if never funded), ``outcome``.
    """
    import numpy as np

    kept = panel[~panel.pfa_code.isin(left_out)]
    summed = (
        kept.assign(
            unit=kept.area_code,
            cluster=kept.pfa_code,
            time=_financial_year(kept.month).astype(int),
            start=_financial_year(kept.starts).fillna(0).astype(int),
        )
        .groupby(["unit", "cluster", "time", "start"], as_index=False)
        .agg(months=("month", "count"), total=("count", "sum"))
    )
    whole = summed[summed.months == MONTHS_OF_A_YEAR]
    columns = ["unit", "cluster", "time", "start", "outcome"]
    return whole.assign(outcome=np.log(whole.total + 0.5))[columns]


def _financial_year(month: "pd.Series[pd.Timestamp]") -> "pd.Series[float]":
    return month.dt.year - (month.dt.month < APRIL)
