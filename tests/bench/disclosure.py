"""The audit beside a plain linear programme per figure.

The counts are those of a file as `make bench-protect` reads it, or invented ones.
"""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np

from tasks.protect.audit.audit import audit
from tasks.protect.decide.decision import decide_and_show
from tasks.protect.model import relations
from tasks.store.stores import no_store
from tasks.synthesise.admissions import DEFAULT_SEED, STEPS, run
from tests.bench.clock import timed
from tests.bench.programme import Programme
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
    shown = bench(con, "shown_bound").fetchnumpy()
    programme = Programme(relations(con), shown["lo"], shown["hi"])
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
