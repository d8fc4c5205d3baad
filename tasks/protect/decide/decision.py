"""Decide how every figure of a release is shown, and show it."""

from dataclasses import replace

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
COLUMNS = ("place", "low_place", "low_to", "high_place", "high_from")


class ContradictionError(InconsistentError):
    """The counts do not add up to what is known, as far as the decision has come to know it."""


def decide_rows(
    sums: Relations,
    before: Known,
    order: NDArray[np.int32],
    count: NDArray[np.int64],
    rules: Policy,
) -> NDArray[np.int64]:
    """One row per figure of order, with COLUMNS; count is per cell_id.

    Raises ContradictionError when the counts do not add up to what is known, ValueError when a
    figure of order could be anything: its symbols could not be tried one by one.
    """
    from tasks.protect.decide import ladder
    from tasks.protect.decide.probing import Bounds
    from tasks.protect.decide.propagation import HALF_UNBOUNDED, make_state, make_system, propagate

    system = make_system(len(before.lo), *sums)
    state = make_state(system, before.lo, before.hi)
    if not propagate(system, state):
        raise ContradictionError(CONTRADICTION)
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
    )
    if len(rows) < len(order):
        raise ContradictionError(CONTRADICTION)
    return rows


def decide_and_show(con: duckdb.DuckDBPyConnection, rules: Policy | None = None) -> None:
    """Fill protected_cell from cell and relation_part, under the policy in force or another one.

    Counts are first taken not to fall between vintages, which is what an outsider who expects late
    coding would assume and what narrows most, nor all assault to be below sharp object. When the
    symbols of the release contradict that, which every reader of it could see, the release is
    decided again with falls of any size allowed; cell keeps that for the audit.

    Raises:
        ContradictionError: the counts do not add up even so.
    """
    rules = rules or policy()
    make_rung(con, rules)
    try:
        decide_release(con, rules)
    except ContradictionError:
        run(con, "decide/allow_falls")
        decide_release(con, rules)
    show(con)


def decide_release(con: duckdb.DuckDBPyConnection, rules: Policy) -> None:
    """Fill decision. Raises ContradictionError when the counts do not add up to what is known."""
    before, shown = known(con), run(con, "read_model/shown_order").fetchnumpy()
    count = np.zeros(len(before.lo), np.int64)
    count[shown["cell_id"]] = shown["frequency"]
    with_margin = replace(rules, refused_at_most=rules.decided_at_most)
    rows = decide_rows(relations(con), before, shown["cell_id"], count, with_margin)
    columns = {name: joined(rows[:, at]) for at, name in enumerate(COLUMNS)}
    run(con, "decide/decision", cell_id=joined(shown["cell_id"]), **columns)


def show(con: duckdb.DuckDBPyConnection) -> None:
    """Fill protected_cell from the decisions."""
    run(con, "decide/protected_cell")
