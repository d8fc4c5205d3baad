"""Panels without what a release hides, and the attack that shows it.

Somebody who knows every other count could work a hidden one out of estimates made from it: a unit
more in a small force moves their digits. Coarser digits do not help, because there are hundreds. So
what a release hides does not enter estimates at all: `sql/evaluate/panel.sql` puts what is public
in its place. Counts that it shows enter as they are.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import duckdb

from tasks.evaluate.refusal import NoEvaluationError, NotAllowedError
from tasks.evaluate.specification import Outcome
from tasks.protect.policy import Policy
from tasks.store.statements import statement

if TYPE_CHECKING:
    import pandas as pd

YEAR = ["area_code", "financial_year"]
# Far under any count, far over the error of a sum.
SAME = 1e-6


@dataclass(frozen=True)
class Candidates:
    """Of all hidden figures: the fewest values of any, and the least greatest value of any."""

    values: int
    greatest: float


def read_shown(
    connection: duckdb.DuckDBPyConnection,
    outcome: Outcome,
    release: tuple[date, int],
    rules: Policy,
) -> "pd.DataFrame":
    """Read the months and years of an outcome from an open release store.

    Columns: ``area_code``, ``period_kind``, ``starts``, ``figure`` (of a symbol, the middle) and
    the counts ``lo`` to ``hi`` that it stands for. What withholds any count has none of these.
    """
    month, revision = release
    about = {"cause": outcome.cause, "age": outcome.age, "unit": outcome.unit}
    values = {"month": month, "revision": revision, **about}
    return bounded(connection.execute(statement("evaluate/shown_figure"), values).df(), rules)


def bounded(shown: "pd.DataFrame", rules: Policy) -> "pd.DataFrame":
    """Return figures as shown with the counts that their symbols stand for."""
    import pandas as pd

    number = pd.to_numeric(shown.shown, errors="coerce")
    ends = {rung.symbol: (rung.hidden_from, rung.hidden_to) for rung in rules.rungs if rung.base}
    lo = shown.shown.map({symbol: end[0] for symbol, end in ends.items()})
    hi = shown.shown.map({symbol: end[1] for symbol, end in ends.items()})
    figures = shown.assign(figure=number.fillna((lo + hi) / 2))
    return figures.assign(lo=lo.fillna(number), hi=hi.fillna(number)).drop(columns="shown")


def without_hidden(
    connection: duckdb.DuckDBPyConnection, counted: "pd.DataFrame", shown: "pd.DataFrame"
) -> "pd.DataFrame":
    """Return the panel of what may enter estimates, with the columns of `panel` and four more.

    Args:
        connection: with the reference tables.
        counted: a panel of true counts.
        shown: what the release shows of them, from `read_shown`.

    Raises:
        NoEvaluationError: the release shows no year of any area of the panel.
    """
    connection.register("counted", counted)
    connection.register("shown", shown)
    panel = connection.execute(statement("evaluate/panel")).df()
    if panel.empty:
        raise NoEvaluationError(
            "The release shows no figures by area and financial year of an outcome (a table may "
            "have been left out): nothing can be estimated of it."
        )
    return panel


def fewest_candidates(
    connection: duckdb.DuckDBPyConnection,
    counted: "pd.DataFrame",
    shown: "pd.DataFrame",
    tried: int,
) -> Candidates | None:
    """Attack every hidden figure: how many of its values give every published digit?

    The attacker knows all other counts, and the code. What is published is a function of the panel
    (and of the release): a value is a candidate if the panel with it is the same. ``tried`` values
    of each figure are, from its least, and its greatest. None if nothing is hidden.
    """
    import numpy as np

    made = without_hidden(connection, counted, shown)
    hidden = made.is_hidden & (made.hi > made.lo)
    if not hidden.any():
        return None
    values, greatest = np.zeros(len(made)), np.full(len(made), -np.inf)
    last = (made.hi - made.lo) / made.step
    for step in (*range(tried), np.inf):
        place = last.clip(upper=step)
        fits = _unchanged(connection, counted, shown, made, made.lo + place * made.step)
        # The greatest value counts once, where it is among the first ones, too.
        values += fits & ((place == step) | (last > tried - 1))
        greatest = np.where(fits, made.lo / made.step + place, greatest)
    return Candidates(int(values[hidden].min()), float(greatest[hidden].min()))


def require_candidates(
    connection: duckdb.DuckDBPyConnection,
    counted: "pd.DataFrame",
    shown: "pd.DataFrame",
    rules: Policy,
) -> None:
    """Pass if every hidden figure keeps as many values as a release has to leave it.

    Raises:
        NotAllowedError: one does not; the message names no figure.
    """
    found = fewest_candidates(connection, counted, shown, rules.refused_values + 1)
    if found is None:
        return
    if found.values <= rules.refused_values or found.greatest <= rules.refused_at_most:
        raise NotAllowedError(
            "The evaluation would tell a hidden figure to somebody who knows all others: fewer "
            "values give its digits than sql/protect/policy.toml allows ([bounds])."
        )


def _unchanged(
    connection: duckdb.DuckDBPyConnection,
    counted: "pd.DataFrame",
    shown: "pd.DataFrame",
    made: "pd.DataFrame",
    tried: "pd.Series[float]",
) -> "pd.Series[bool]":
    """Whether each area's year is the same with the values tried in the place of what is hidden."""
    import numpy as np

    at = ["area_code", "month"]
    other = made.assign(tried=tried)[made.is_hidden].set_index(at).tried
    true = counted.set_index(at)["count"].astype(float)
    altered = counted.assign(count=other.reindex(true.index).fillna(true).to_numpy())
    again = without_hidden(connection, altered, shown)
    same = np.isclose(again["count"], made["count"], rtol=0, atol=SAME)
    return made.assign(same=same).groupby(YEAR).same.transform("all")
