"""Decide how every figure of a release is shown, and show it."""

import duckdb
import numpy as np
from numpy.typing import NDArray

from tasks.protect.audit.audit import InconsistentError
from tasks.protect.model import Known, Relations, known, relations
from tasks.protect.policy import Policy, make_rung, policy
from tasks.protect.run_sql import joined, run

CONTRADICTION = (
    "The figures contradict what has been shown before or each other: look for a corrected "
    "extract, and enter it in sql/reference/correction.csv if shown figures were wrong."
)
# Months of a country and cause, the country and cause, all, and of all assault below sharp object.
REACH_OF_FALLS = (1, 2, 3, 4)
COLUMNS = ("place", "low_place", "low_to", "high_place", "high_from")


class ContradictionError(InconsistentError):
    """The counts do not add up to what is known, as far as the decision has come to know it.

    ``cell_id`` is the figure whose symbol shows it; None where what was known before does."""

    def __init__(self, cell_id: int | None = None) -> None:
        super().__init__(CONTRADICTION)
        self.cell_id = cell_id


def decide_rows(
    sums: Relations,
    before: Known,
    order: NDArray[np.int32],
    count: NDArray[np.int64],
    rules: Policy,
    at_most: NDArray[np.int64],
) -> NDArray[np.int64]:
    """One row per figure of order, with COLUMNS; count is per cell_id. No figure may be left known
    to be at_most, which is per figure of order, or less.

    Raises ContradictionError when the counts do not add up to what is known, ValueError when a
    figure of order could be anything: its symbols could not be tried one by one.
    """
    from tasks.protect.decide import ladder
    from tasks.protect.decide.probing import Bounds
    from tasks.protect.decide.propagation import HALF_UNBOUNDED, make_state, make_system, propagate

    system = make_system(len(before.lo), *sums)
    state = make_state(system, before.lo, before.hi)
    if not propagate(system, state):
        raise ContradictionError
    if len(order) and state.hi[order].max() >= HALF_UNBOUNDED:
        raise ValueError("a figure has no known upper bound")
    rows: NDArray[np.int64] = ladder.decide(
        system,
        state,
        before.is_protected,
        Bounds(*rules.bounds()),
        ladder.Ladder(*(np.array(rules.column(c)) for c in ("base", "hidden_from", "hidden_to"))),
        order,
        count,
        at_most,
    )
    if len(rows) < len(order):
        raise ContradictionError(int(order[len(rows)]))
    return rows


def decide_and_show(con: duckdb.DuckDBPyConnection, rules: Policy | None = None) -> None:
    """Fill protected_cell from cell and relation_part, under the policy in force or another one.

    Counts are first taken not to fall between vintages, which is what an outsider who expects late
    coding would assume and what narrows most, nor all assault to be below sharp object. When the
    symbols of the release contradict that, which every reader of it could see, the release is
    decided again with falls of any size allowed: of the months and country in which they betray
    one, then more widely (sql/protect/decide/allow_falls.sql). cell keeps that for the audit.

    Raises:
        ContradictionError: the counts do not add up even so.
    """
    rules = rules or policy()
    make_rung(con, rules)
    for reach in REACH_OF_FALLS:
        try:
            decide_release(con, rules)
            break
        except ContradictionError as contradiction:
            run(con, "decide/allow_falls", cell_id=contradiction.cell_id, reach=reach)
    else:
        decide_release(con, rules)
    show(con)


def decide_release(con: duckdb.DuckDBPyConnection, rules: Policy) -> None:
    """Fill decision. Raises ContradictionError when the counts do not add up to what is known."""
    before, shown = known(con), run(con, "read_model/shown_order").fetchnumpy()
    count = np.zeros(len(before.lo), np.int64)
    count[shown["cell_id"]] = shown["frequency"]
    at_most = np.array([rules.decided_at(step) for step in shown["step"].tolist()], np.int64)
    rows = decide_rows(relations(con), before, shown["cell_id"], count, rules, at_most)
    columns = {name: joined(rows[:, at]) for at, name in enumerate(COLUMNS)}
    run(con, "decide/decision", cell_id=joined(shown["cell_id"]), **columns)


def show(con: duckdb.DuckDBPyConnection) -> None:
    """Fill protected_cell from the decisions."""
    run(con, "decide/protected_cell")
