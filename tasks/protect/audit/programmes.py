# mypy: disable-error-code="no-untyped-call"
# highspy has no annotations
"""Ends of a figure by linear and integer programme (HiGHS), over one part of the model."""

from math import ceil
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from tasks.protect.decide.propagation import UNBOUNDED
from tasks.protect.summands import Entries, Whole

TOLERANCE = 1e-6
# Simplex iterations times entries, not seconds: a verdict must not depend on the machine.
MOST_WORK_OF_ONE = 1_000_000_000
MOST_NODES = 200
# A limit on simplex iterations is one on each relaxation. HiGHS asks whether to go on before every
# node and every round of cuts: that often at most, so that a whole programme ends.
MOST_CHECKS = 2_000
OPTIONS = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_max_nodes": MOST_NODES,
}


class Programme:
    """The tables of some rows of the model: summands are columns, all rows are rows, each within
    its bounds. Rows that are left out can only make the ends wider."""

    def __init__(
        self,
        entries: Entries,
        lo: Whole,
        hi: Whole,
        *,
        whole_numbers: bool,
        work: float = MOST_WORK_OF_ONE,
    ) -> None:
        self.entries = entries
        self.whole_numbers = whole_numbers
        self.name = "integer programme" if whole_numbers else "linear programme"
        self.summands = np.unique(entries.summand)
        self.work = 0
        iterations = int(min(work / max(len(entries.row), 1), highspy.kHighsIInf))
        self.solver = highspy.Highs()
        for name, value in OPTIONS.items():
            self.solver.setOptionValue(name, value)
        self.solver.setOptionValue("simplex_iteration_limit", iterations)
        if not whole_numbers:
            # one objective after the other on the same rows: primal simplex, from the last end
            self.solver.setOptionValue("presolve", "off")
            self.solver.setOptionValue("simplex_strategy", 4)
        self.checks = 0
        if whole_numbers:
            self.solver.cbMipInterrupt += self._check
        self.solver.passModel(_model(entries, self.summands, lo, hi, whole_numbers))

    def end(
        self, row: int, at: Whole, *, upper: bool, enough: int | None = None
    ) -> tuple[int | None, Whole | None]:
        """How small, or how large, a row can be: an end that no table passes, None when the work
        allowed finds none, and, for whole numbers, a table found, a value per summand. at has a
        table to begin with, a value per row. enough: a tree may stop at a table with this value."""
        sign = -1 if upper else 1
        self._aim(row, sign)
        if enough is not None:
            self.solver.setOptionValue("objective_target", float(sign * enough))
        if self.whole_numbers:
            begin = highspy.HighsSolution()
            begin.col_value = at[self.summands].tolist()
            self.solver.setSolution(begin)
        self.checks = 0
        self.solver.run()
        iterations = self.solver.getInfo().simplex_iteration_count
        self.work += iterations * len(self.entries.row)
        bound = self._bound()
        end = None if bound is None else sign * ceil(bound - TOLERANCE)
        return end, self._table() if self.whole_numbers else None

    def _check(self, event: Any) -> None:
        """Stop the tree after so many checks: they come alike on every machine."""
        self.checks += 1
        if self.checks > MOST_CHECKS:
            event.interrupt()

    def _aim(self, row: int, sign: int) -> None:
        first, end = np.searchsorted(self.entries.row, [row, row + 1])
        cost = np.zeros(len(self.summands))
        columns = np.searchsorted(self.summands, self.entries.summand[first:end])
        cost[columns] = sign * self.entries.times[first:end]
        self.solver.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)

    def _bound(self) -> float | None:
        """No table has a lower cost than this."""
        info = self.solver.getInfo()
        if self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            return float(
                info.mip_dual_bound if self.whole_numbers else info.objective_function_value
            )
        is_known = self.whole_numbers and abs(info.mip_dual_bound) < UNBOUNDED
        return float(info.mip_dual_bound) if is_known else None

    def _table(self) -> Whole | None:
        values = np.asarray(self.solver.getSolution().col_value)
        found = self.solver.getInfo().primal_solution_status == highspy.kSolutionStatusFeasible
        return np.rint(values).astype(np.int64) if found else None


def _model(
    entries: Entries, summands: Whole, lo: Whole, hi: Whole, whole_numbers: bool
) -> highspy.HighsLp:
    rows, row = np.unique(entries.row, return_inverse=True)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(summands), len(rows)
    lp.col_cost_ = np.zeros(len(summands))
    lp.col_lower_, lp.col_upper_ = lo[summands].astype(float), _upper(hi[summands])
    lp.row_lower_, lp.row_upper_ = lo[rows].astype(float), _upper(hi[rows])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.searchsorted(row, np.arange(len(rows) + 1))
    lp.a_matrix_.index_ = np.searchsorted(summands, entries.summand)
    lp.a_matrix_.value_ = entries.times.astype(float)
    if whole_numbers:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(summands)
    return lp


def _upper(hi: Whole) -> NDArray[np.float64]:
    upper: NDArray[np.float64] = np.where(hi >= UNBOUNDED, highspy.kHighsInf, hi)
    return upper
