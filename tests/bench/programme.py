"""All sums and all that is shown as one plain programme; nothing of the audit is in it."""

import highspy
import numpy as np
from numpy.typing import NDArray

from tasks.protect.model import Relations

Whole = NDArray[np.int64]


class Programme:
    """All sums and all that is shown as one programme; a figure is its objective.

    It is built once and, where it is linear, goes on from the solution before, which a new one for
    each figure would not: that is to its advantage. lo, hi: what is shown, per figure.
    """

    def __init__(self, sums: Relations, lo: Whole, hi: Whole, *, whole: bool = False) -> None:
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(lo), int(sums.relation_id.max(initial=-1)) + 1
        lp.col_cost_ = np.zeros(lp.num_col_)
        lp.col_lower_, lp.col_upper_ = lo.astype(float), hi.astype(float)
        lp.row_lower_ = lp.row_upper_ = np.zeros(lp.num_row_)
        first = np.flatnonzero(np.r_[True, np.diff(sums.relation_id) > 0])
        # Of each sum its total, then its parts.
        index = np.insert(sums.part_id, first, sums.total_id[first])
        value = np.insert(np.ones(len(sums.part_id)), first, -1.0)
        starts = first + np.arange(len(first))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.append(starts, len(index)).astype(np.int32)
        lp.a_matrix_.index_, lp.a_matrix_.value_ = index.astype(np.int32), value
        if whole:
            lp.integrality_ = [highspy.HighsVarType.kInteger] * lp.num_col_
        self.solver.passModel(lp)

    def bounds(self, cell: int) -> tuple[float, float]:
        """The least and the most that a figure can be."""
        return self.end(cell, upper=False)[0], self.end(cell, upper=True)[0]

    def end(self, cell: int, *, upper: bool) -> tuple[float, NDArray[np.float64]]:
        """One end of what a figure can be, and a solution that reaches it, a value per figure."""
        direction = -1.0 if upper else 1.0
        self.solver.changeColCost(cell, direction)
        self.solver.run()
        assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        # Read before the cost is changed again, which forgets them.
        end = direction * self.solver.getInfo().objective_function_value
        solution = np.asarray(self.solver.getSolution().col_value)
        self.solver.changeColCost(cell, 0.0)
        return end, solution
