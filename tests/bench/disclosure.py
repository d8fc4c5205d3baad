"""Suppression and audit beside what else there is: a plain linear programme per figure, and acro.

The counts are those of a file as `make bench-protect` reads it, or invented ones.
"""

import csv
import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import highspy
import numpy as np

from tasks.protect.audit.audit import audit
from tasks.protect.decide.decision import decide_and_show
from tasks.protect.model import relations
from tasks.synthesise.admissions import DEFAULT_SEED, STEPS, run
from tests.bench.clock import timed
from tests.bench.protect import ALONE, bench, load, shown_on
from tests.protect.bare_rule import apply_bare_rule

ACRO = "acro==1.0.2"
SQL = Path(__file__).parent / "sql"
FIRST_YEAR, YEARS = 2012, 13


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


@contextmanager
def counts(given: Path | None) -> Iterator[Path]:
    """The file of counts, or one of invented ones."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "counts.csv"
        if not given:
            write_counts(made, YEARS)
        yield given or made


def write_counts(path: Path, years: int) -> None:
    """Write invented counts of as many financial years."""
    last_month = date(FIRST_YEAR + years, 3, 1)
    with invented_admissions_counted(last_month) as connection:
        rows = connection.execute((SQL / "counts.sql").read_text(encoding="utf-8"))
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow([name for name, *_ in rows.description or ()])
            writer.writerows(rows.fetchall())


@contextmanager
def invented_admissions_counted(last_month: date) -> Iterator[duckdb.DuckDBPyConnection]:
    """Invented numbers of admissions by force and month, none of them drawn one by one."""
    from tasks.store.stores import no_store

    with no_store() as connection:
        for step in STEPS[: STEPS.index("admission")]:
            run(connection, step, {"seed": DEFAULT_SEED, "last_month": last_month.isoformat()})
        yield connection


def compared(counts: Path, tried: int, tables: str = "core") -> Compared:
    """Protect and audit the counts; then seek the bounds of some suppressed figures by programmes.

    Raises:
        AssertionError: the programmes narrow a figure further than the audit, or contradict it.
    """
    con = duckdb.connect()
    load(con, str(counts), tables)
    compiled(con)
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


def compiled(con: duckdb.DuckDBPyConnection) -> None:
    """Once before the clock starts: what numba compiles, it loads."""
    decide_and_show(con, ALONE)
    audit(con)


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


def bare_rule_seconds(counts: Path) -> float:
    """Processor seconds of the rule alone on the core tables, which acro's suppression is nearest
    to."""
    con = duckdb.connect()
    load(con, str(counts), "core")
    apply_bare_rule(con)
    return timed(apply_bare_rule, con)[1]


def acro_told(counts: Path) -> dict[str, Any] | None:
    """What acro spends on a table of forces and months, in an environment of its own; None if it
    does not install."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        install = [python, "-m", "pip", "install", "--quiet", "--no-input", ACRO]
        if subprocess.run(install, check=False, capture_output=True).returncode:
            return None
        script = Path(__file__).with_name("acro_table.py")
        done = subprocess.run(
            [python, str(script), str(counts)],
            check=False, capture_output=True, text=True, cwd=folder,
        )  # fmt: skip
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
        return None
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer
