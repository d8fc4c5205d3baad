# mypy: disable-error-code="no-untyped-call"
# highspy has no annotations
"""Complete tables that agree with everything shown, found with HiGHS: what a mixed integer
programme is needed for."""

import highspy
import numpy as np
from numpy.typing import NDArray

from tasks.protect.model import Relations
from tasks.protect.propagation import UNBOUNDED


class Tables:
    """The complete tables of one connected part of the model: its figures are integer columns, its
    sums equality rows.

    figures holds the cell_id of each column; lo and hi bound the columns.
    """

    def __init__(
        self,
        figures: NDArray[np.int32],
        lo: NDArray[np.int64],
        hi: NDArray[np.int64],
        sums: Relations,
    ) -> None:
        self.size = len(figures)
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("threads", 1)
        self.solver.setOptionValue("random_seed", 0)
        self.solver.passModel(_programme(figures, lo, hi, sums))

    def centre(self) -> NDArray[np.int64]:
        """An interior point of the linear relaxation, rounded: not a table yet, but near many."""
        self.solver.setOptionValue("solve_relaxation", True)
        self.solver.setOptionValue("solver", "ipm")
        self.solver.setOptionValue("run_crossover", "off")
        self.solver.run()
        point = np.asarray(self.solver.getSolution().col_value)
        self.solver.setOptionValue("solve_relaxation", False)
        self.solver.setOptionValue("solver", "choose")
        self.solver.setOptionValue("run_crossover", "on")
        centre: NDArray[np.int64] = np.rint(point).astype(np.int64)
        return centre

    def best(self, cost: NDArray[np.float64], *, exactly: bool) -> NDArray[np.int64] | None:
        """A complete table of least cost, or, if not exactly, one of low cost; None when there is
        none.

        Returns one whole number per column.
        """
        self.solver.setOptionValue("mip_rel_gap", 0.0 if exactly else np.inf)
        self.solver.setOptionValue("mip_abs_gap", 0.5 if exactly else np.inf)
        self.solver.changeColsCost(self.size, np.arange(self.size, dtype=np.int32), cost)
        self.solver.run()
        status = self.solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"HiGHS stopped with status {status.name}")
        table: NDArray[np.int64] = np.rint(np.asarray(self.solver.getSolution().col_value)).astype(
            np.int64
        )
        return table

    def any(self) -> NDArray[np.int64]:
        """Some complete table. Raises ValueError when there is none."""
        table = self.best(np.zeros(self.size), exactly=False)
        if table is None:
            raise ValueError("what is shown cannot all be true")
        return table

    def end(self, column: int, *, upper: bool) -> NDArray[np.int64] | None:
        """A complete table in which one column is as small, or as large, as it can be."""
        cost = np.zeros(self.size)
        cost[column] = -1.0 if upper else 1.0
        return self.best(cost, exactly=True)


def _programme(
    figures: NDArray[np.int32], lo: NDArray[np.int64], hi: NDArray[np.int64], sums: Relations
) -> highspy.HighsLp:
    column = np.full(int(max(figures)) + 1, -1, np.int32)
    column[figures] = np.arange(len(figures))
    starts = (
        np.flatnonzero(np.r_[True, np.diff(sums.relation_id) != 0])
        if len(sums.part_id)
        else np.zeros(0, np.int64)
    )
    n_row = len(starts)
    row = np.cumsum(np.r_[0, np.diff(sums.relation_id) != 0]) if n_row else np.zeros(0, int)
    rows = np.r_[np.arange(n_row), row]
    columns = (
        np.r_[column[sums.total_id[starts]], column[sums.part_id]] if n_row else np.zeros(0, int)
    )
    values = np.r_[-np.ones(n_row), np.ones(len(row))]
    by_row = np.argsort(rows, kind="stable")
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(figures), n_row
    lp.col_cost_ = np.zeros(len(figures))
    lp.col_lower_ = lo.astype(float)
    lp.col_upper_ = np.where(hi >= UNBOUNDED, highspy.kHighsInf, hi.astype(float))
    lp.row_lower_ = lp.row_upper_ = np.zeros(n_row)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.searchsorted(rows[by_row], np.arange(n_row + 1))
    lp.a_matrix_.index_ = columns[by_row]
    lp.a_matrix_.value_ = values[by_row]
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(figures)
    return lp
