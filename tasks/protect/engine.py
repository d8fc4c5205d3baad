"""Disclosure control of any table of counts: from cells, sums and a policy to symbols and proofs.

The decision and the audit are those of a release: a table takes the place of the release's model.
Nothing is decided or judged here. How to use it: docs/how-to/protect-other-tables.md."""

from dataclasses import dataclass
from typing import NamedTuple

import duckdb
import numpy as np
from numpy.typing import NDArray

from tasks.protect.audit.audit import AuditReceipt, audit_with_proofs
from tasks.protect.audit.checker import Step, Sums, check_walk
from tasks.protect.audit.exact import Settled, safe_proof
from tasks.protect.audit.proof import chain
from tasks.protect.audit.refusal import discloses
from tasks.protect.decide.decision import decide_and_show
from tasks.protect.model import Relations
from tasks.protect.policy import Policy
from tasks.protect.run_sql import joined, run
from tasks.protect.table import Cells, require_table
from tasks.store.stores import no_store


class Shown(NamedTuple):
    """How each cell is shown: arrays of equal length, by place.

    text: symbol or number, empty where nothing is shown now. rounding: to what a number is rounded,
    0 where there is none. rung: the base of the cell's rung, 0 where withheld or not decided.
    reason: which of these. lo, hi: the counts that this admits, with what was known beforehand."""

    text: NDArray[np.object_]
    rounding: NDArray[np.int32]
    rung: NDArray[np.int32]
    reason: NDArray[np.object_]
    lo: NDArray[np.int64]
    hi: NDArray[np.int64]


class Audited(NamedTuple):
    """What an attacker can narrow each suppressed cell to, the verdict on that, and what found it:
    arrays of equal length, by cell_id."""

    cell_id: NDArray[np.int32]
    lo: NDArray[np.int64]
    hi: NDArray[np.int64]
    verdict: NDArray[np.object_]
    method: NDArray[np.object_]


@dataclass(frozen=True)
class Proofs:
    """What the verdicts rest on. Only for those who may see the counts: these are the first of the
    complete tables."""

    sums: Relations
    shown: Shown
    settled: Settled

    def tables(self, cell: int) -> tuple[dict[int, int], dict[int, int]]:
        """Two complete tables, the count by cell, that differ in one cell as much as any found."""
        return safe_proof(self.settled, cell)

    def steps(self, cell: int) -> list[Step]:
        """The sums that narrow a cell, in the order to follow them; none where only trying its ends
        or a programme does."""
        return chain(cell, self.intervals(), self.by_relation())

    def check(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The least and greatest count per cell in all tables found. Raises ProofError where one
        does not agree with all that is shown."""
        start, step, cell, change = self.settled.walk
        return check_walk(start, (step, cell, change), (self.shown.lo, self.shown.hi), self.sums)

    def intervals(self) -> dict[int, tuple[int, int]]:
        """What is shown, as the checker of proofs takes it."""
        shown = zip(self.shown.lo.tolist(), self.shown.hi.tolist(), strict=True)
        return dict(enumerate(shown))

    def by_relation(self) -> Sums:
        """The sums, as the checker of proofs takes them."""
        found: dict[int, tuple[int, list[int]]] = {}
        for relation, total, part in zip(*(column.tolist() for column in self.sums), strict=True):
            found.setdefault(relation, (total, []))[1].append(part)
        return found


@dataclass(frozen=True)
class Protected:
    """A protected table. is_refused: a release like it would be, so none of it may go out."""

    shown: Shown
    audited: Audited
    receipt: AuditReceipt
    is_refused: bool
    proofs: Proofs


def protect_table(cells: Cells, sums: Relations, rules: Policy) -> Protected:
    """Decide how each cell is shown, and audit that as an attacker would.

    Raises:
        TableError: cells or sums are not what they must be, or do not add up.
        ValueError: nobody knows an upper bound of a cell by the rule, or a cell is, by way of
            others, part of itself.
    """
    require_table(cells, sums)
    with no_store() as con:
        load(con, cells, sums)
        decide_and_show(con, rules)
        receipt, settled = audit_with_proofs(con, rules)
        shown = Shown(**run(con, "engine/shown_cell").fetchnumpy())
        audited = Audited(**run(con, "engine/audited_cell").fetchnumpy())
        is_refused = discloses(con, rules)
    return Protected(shown, audited, receipt, is_refused, Proofs(sums, shown, settled))


def load(con: duckdb.DuckDBPyConnection, cells: Cells, sums: Relations) -> None:
    """Fill cell and relation_part from a table, in place of make_model."""
    for name, columns in (("cell", cells), ("relation_part", sums)):
        values = {field: joined(column) for field, column in columns._asdict().items()}
        run(con, f"engine/{name}", **values)
