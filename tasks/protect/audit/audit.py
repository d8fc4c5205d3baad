"""Audit what is shown as an outsider would: from intervals and sums. The counts are used as one
table that agrees with them, from which others are found."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from tasks.govern.errors import SafeMessageError
from tasks.protect.model import Known, known, relations
from tasks.protect.policy import Policy, policy
from tasks.protect.run_sql import joined, run

if TYPE_CHECKING:
    from tasks.protect.audit.exact import Settled
    from tasks.protect.audit.parts import Each
    from tasks.protect.decide.propagation import System

Rows = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class AuditReceipt:
    """Numbers of figures, never of admissions. Figures that national totals give away alone are in
    exact_totals only, those known before this release in known_before only."""

    suppressed: int
    exact: int
    at_most_2: int
    two_values: int
    three_values: int
    unsettled: int
    known_before: int
    exact_totals: int


class InconsistentError(SafeMessageError):
    """What is shown cannot be true together: the figures do not add up, or a link between vintages
    does not hold."""


def propagate_bounds(con: duckdb.DuckDBPyConnection) -> int:
    """Fill bound from protected_cell by sweeping all sums to a fixpoint; returns the number of
    sweeps.

    Raises InconsistentError when some figure can be no number at all.
    """
    run(con, "audit/bound")
    sweep, narrowed = 0, 1
    while narrowed:
        sweep += 1
        run(con, "audit/bound_sweep", sweep=sweep)
        row = run(con, "audit/narrowed", sweep=sweep).fetchone()
        assert row is not None
        narrowed, impossible = row
        if impossible:
            raise InconsistentError("what is shown cannot all be true")
    return sweep


def audit(
    con: duckdb.DuckDBPyConnection,
    rules: Policy | None = None,
    *,
    exactly: bool = True,
    each: "Each" = map,
) -> AuditReceipt:
    """Fill audit_cell: propagation in SQL, then, if exactly, probing, complete tables and
    programmes, under the policy in force or another one. each: who runs the programmes; a
    cluster's workers can.

    Raises ValueError when the counts in cell are not what is shown."""
    rules = rules or policy()
    if exactly:
        return audit_with_proofs(con, rules, each)[0]
    propagate_bounds(con)
    rows = _audited(con, rules)
    method = np.full(len(rows["lo"]), "propagation", dtype=object)
    return _judged(con, rules, rows, (rows["lo"], rows["hi"], method))


def audit_with_proofs(
    con: duckdb.DuckDBPyConnection, rules: Policy, each: "Each" = map
) -> tuple[AuditReceipt, "Settled"]:
    """The exact audit, with what its verdicts rest on. Raises ValueError as audit does."""
    propagate_bounds(con)
    rows = _audited(con, rules)
    settled = _settled(con, rows, rules, each)
    return _judged(con, rules, rows, settled[:3]), settled


def _judged(
    con: duckdb.DuckDBPyConnection,
    rules: Policy,
    rows: Rows,
    found: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.object_]],
) -> AuditReceipt:
    """Fill audit_cell from the bounds found, and how they were."""
    from tasks.protect.decide.propagation import make_system

    suppressed = np.flatnonzero(rows["is_suppressed"])
    lo, hi, method = found
    system = make_system(len(lo), *relations(con))
    for with_frozen, name in ((True, "known before"), (False, "exact totals")):
        method[given_away(known(con, with_frozen=with_frozen), system, rules, lo, hi)] = name
    run(
        con,
        "audit/audit_cell",
        cell_id=joined(suppressed),
        lo=joined(lo[suppressed]),
        hi=joined(hi[suppressed]),
        method=joined(method[suppressed]),
        suppressed_to=rules.suppressed_to,
        refused_at_most=rules.refused_at_most,
    )
    run(con, "audit/audit_receipt")
    row = con.table("audit_receipt").fetchone()
    assert row is not None
    return AuditReceipt(*row)


def settled_bounds(con: duckdb.DuckDBPyConnection, each: "Each" = map) -> "Settled":
    """The exact bounds of the suppressed figures, with the complete tables that prove them, from
    bound."""
    rules = policy()
    return _settled(con, _audited(con, rules), rules, each)


def _audited(con: duckdb.DuckDBPyConnection, rules: Policy) -> Rows:
    return run(con, "audit/audit_bound", suppressed_to=rules.suppressed_to).fetchnumpy()


def _settled(con: duckdb.DuckDBPyConnection, rows: Rows, rules: Policy, each: "Each") -> "Settled":
    from tasks.protect.audit.exact import settle

    suppressed = np.flatnonzero(rows["is_suppressed"])
    bounds = (rows["lo"], rows["hi"])
    of_kind = rows["is_span"], rows["is_rest"], rows["system"]
    return settle(relations(con), bounds, rows["frequency"], suppressed, rules, *of_kind, each)


def given_away(
    before: Known,
    system: "System",
    rules: Policy,
    lo: NDArray[np.int64],
    hi: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Per cell_id: whether what was known before already disclosed a protected figure, and lo and
    hi, what this release leaves of it, give it away no further."""
    from tasks.protect.decide.propagation import make_state, propagate

    state = make_state(system, before.lo, before.hi)
    propagate(system, state)
    exact = (state.lo == state.hi) & (state.hi >= rules.suppressed_from)
    low = (state.hi >= 1) & (state.hi <= rules.refused_at_most)
    disclosed = before.is_protected & ((exact & (state.hi <= rules.suppressed_to)) | low)
    no_further = (hi >= state.hi) & ((lo < hi) | exact)
    still: NDArray[np.bool_] = disclosed & no_further
    return still
