"""The audit beside a plain linear programme per figure.

The counts are those of a file as `make bench-protect` reads it, or invented ones.
"""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb
import highspy
import numpy as np

from tasks.protect.audit.audit import audit
from tasks.protect.decide.decision import decide_and_show
from tasks.protect.model import relations
from tasks.store.stores import no_store
from tasks.synthesise.admissions import DEFAULT_SEED, STEPS, run
from tests.bench.clock import timed
from tests.bench.protect import ALONE, bench, load, shown_on

SQL = Path(__file__).parent / "sql"
FIRST_YEAR = 2012


class Compared(NamedTuple):
    """Processor seconds of ours for all suppressed figures, and of the programmes for some."""

    figures: int
    suppressed: int
    protect: float
    audit: float
    tried: int
    programmes: float
    wider: int
    """Of the figures tried, how many the programmes leave wider than the audit."""

    @property
    def ratio(self) -> float:
        """How many times as long the programmes would take for all suppressed figures."""
        return self.programmes / self.tried * self.suppressed / self.audit


def write_counts(path: Path, years: int) -> None:
    """Write invented counts by force and month of as many financial years, none drawn one by one.

    The file is one that `make bench-protect` reads.
    """
    last_month = date(FIRST_YEAR + years, 3, 1).isoformat()
    with no_store() as connection:
        for step in STEPS[: STEPS.index("admission")]:
            run(connection, step, {"seed": DEFAULT_SEED, "last_month": last_month})
        counts = connection.execute((SQL / "counts.sql").read_text(encoding="utf-8")).df()
    counts.to_csv(path, index=False)


def compared(counts: Path, tried: int, tables: str = "core") -> Compared:
    """Protect and audit the counts; then seek the bounds of some suppressed figures by programmes.

    Raises:
        AssertionError: the programmes narrow a figure further than the audit, or contradict it.
    """
    con = duckdb.connect()
    load(con, str(counts), tables)
    # Once before the clock starts: what numba compiles, it loads.
    decide_and_show(con, ALONE)
    audit(con)
    _, protecting = timed(decide_and_show, con, ALONE)
    receipt, auditing = timed(audit, con)
    rows = con.execute("select cell_id, lo, hi from audit_cell order by cell_id").fetchnumpy()
    some = np.random.default_rng(1).permutation(len(rows["cell_id"]))[:tried]
    programme = Programme(con)
    found, solving = timed(lambda: [programme.bounds(int(rows["cell_id"][at])) for at in some])
    least, greatest = np.array(found).T
    lo, hi = rows["lo"][some], rows["hi"][some]
    # The audit may stop at a figure that takes four values: then it is within the programmes'
    # bounds. It is never wider, since no whole number outside of them is possible.
    assert (least - 1e-6 <= lo).all()
    assert (hi <= greatest + 1e-6).all()
    narrow = hi - lo < 2
    wider = int(((least < lo - 1) | (greatest > hi + 1))[narrow].sum())
    return Compared(
        shown_on(con).shown, receipt.suppressed, protecting, auditing, len(some), solving, wider
    )


class Programme:
    """All sums and all that is shown as one linear programme; a figure is its objective.

    It is built once and goes on from the solution before, which a new one for each figure would
    not: that is to its advantage.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        shown = bench(con, "shown_bound").fetchnumpy()
        sums = relations(con)
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(shown["lo"]), int(sums.relation_id.max()) + 1
        lp.col_cost_ = np.zeros(lp.num_col_)
        lp.col_lower_ = shown["lo"].astype(float)
        lp.col_upper_ = shown["hi"].astype(float)
        lp.row_lower_ = lp.row_upper_ = np.zeros(lp.num_row_)
        first = np.flatnonzero(np.r_[True, np.diff(sums.relation_id) > 0])
        # Of each sum its total, then its parts.
        index = np.insert(sums.part_id, first, sums.total_id[first])
        value = np.insert(np.ones(len(sums.part_id)), first, -1.0)
        starts = first + np.arange(len(first))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.append(starts, len(index)).astype(np.int32)
        lp.a_matrix_.index_, lp.a_matrix_.value_ = index.astype(np.int32), value
        self.solver.passModel(lp)

    def bounds(self, cell: int) -> tuple[float, float]:
        """The least and the most that a figure can be."""
        ends = []
        for direction in (1.0, -1.0):
            self.solver.changeColCost(cell, direction)
            self.solver.run()
            assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
            ends.append(direction * self.solver.getInfo().objective_function_value)
        self.solver.changeColCost(cell, 0.0)
        return ends[0], ends[1]
