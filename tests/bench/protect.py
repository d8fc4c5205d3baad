"""Measure protection and audit on a file of counts: `make bench-protect CSV=... [TABLES=...]`.

The file has the columns pfa, region, country, month, year, age2, n. TABLES is one of CHOICES or
12-releases; local authorities are dealt the counts of their force. With a seed to redraw by, counts
are others of the same size. The first run compiles; it is made before the clock starts. Seconds are
of processor time."""

import argparse
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import pandas as pd

from tasks.protect.audit.audit import AuditReceipt, audit, settled_bounds
from tasks.protect.audit.checker import check_walk
from tasks.protect.audit.exact import Settled
from tasks.protect.decide.decision import decide_and_show
from tasks.protect.model import relations
from tasks.protect.policy import policy
from tasks.protect.run_sql import run
from tasks.store.reference import REFERENCE
from tests.bench.clock import timed
from tests.protect.bare_rule import apply_bare_rule

SQL = Path(__file__).parent / "sql"
LOCAL_AUTHORITY = REFERENCE / "local_authority.csv"
FORCE = REFERENCE / "police_force_area.csv"
# The file has no residents: what a force's month could be at most comes from its first year.
FACTOR, MARGIN = 1.5, 10
# Tables of one cause alone, which nothing links to another, need no margin.
ALONE = replace(policy(), decided_at_most=policy().refused_at_most)
# Months between the rolling totals shown.
STEP = {"quarter ends": 3, "every month": 1}
# Sums between a change and the figures that are probed, where the policy's one misses some.
REACH = {"core+la": 2, "core+rolling-every-month": 2}
CHOICES = {
    "core": ("none", ["pfa"]),
    "core+regions": ("none", ["region"]),
    "core+rolling": ("quarter ends", ["pfa"]),
    "core+rolling-every-month": ("every month", ["pfa"]),
    "core+la": ("none", ["la"]),
}


def bench(con: duckdb.DuckDBPyConnection, name: str, **values: object) -> duckdb.DuckDBPyConnection:
    """Run one SQL file of the bench."""
    return con.execute((SQL / f"{name}.sql").read_text(encoding="utf-8"), values or None)


def load(con: duckdb.DuckDBPyConnection, csv: str, tables: str) -> None:
    """Fill cell and relation_part from the file, for one choice of tables."""
    rolling, levels = CHOICES[tables]
    bench(con, "admission", csv=csv)
    bench(con, "family_part")
    bench(con, "figure")
    if tables == "core+la":
        bench(con, "la_admission", la=str(LOCAL_AUTHORITY), force=str(FORCE))
        bench(con, "la_family_part")
        bench(con, "la_figure")
    if rolling in STEP:
        bench(con, "span_family_part", step=STEP[rolling])
        bench(con, "span_figure")
    bench(con, "size", factor=FACTOR, margin=MARGIN)
    bench(con, "cell", rolling=rolling, levels=levels)
    run(con, "model/12_relation_part")


class Shown(NamedTuple):
    """Numbers of figures, never of admissions."""

    shown: int
    suppressed: int
    coarsened_to_10: int
    coarsened_to_20: int
    withheld: int


def shown_on(con: duckdb.DuckDBPyConnection) -> Shown:
    """How many figures protected_cell shows on which rung."""
    (row,) = bench(con, "shown").fetchall()
    return Shown(*row)


def report(con: duckdb.DuckDBPyConnection, tables: str) -> None:
    """Protect, audit and print one line per measure."""
    rules = replace(ALONE, probed_reach=REACH.get(tables, ALONE.probed_reach))
    decide_and_show(con, rules)
    _, seconds = timed(decide_and_show, con, rules)
    receipt = shown_on(con)
    share = 100 * (receipt.coarsened_to_10 + receipt.coarsened_to_20) / receipt.shown
    print(f"figures {receipt.shown}, suppressed {receipt.suppressed}")
    print(
        f"coarsened to 10: {receipt.coarsened_to_10}, to 20: {receipt.coarsened_to_20}"
        f" ({share:.2f} %),"
        f" withheld: {receipt.withheld}; protection {seconds:.2f} s"
    )
    audit_exactly(con)
    for row in bench(con, "by_table").fetchall():
        print("  {:8} {:13} {:9} figures {:6} coarsened {:5} ({} %) withheld {}".format(*row))


def audit_exactly(con: duckdb.DuckDBPyConnection) -> None:
    """Audit and print what is settled, then check the tables of every figure that is called
    safe."""
    print_audit("settled", *timed(audit, con))
    settled = settled_bounds(con)
    (proved, safe), seconds = timed(check_proofs, con, settled)
    print(
        f"proved by two tables: {proved} of {safe} not disclosed,"
        f" {settled.walk.step.max(initial=0)} tables; checked in {seconds:.2f} s"
    )


def check_proofs(con: duckdb.DuckDBPyConnection, settled: Settled) -> tuple[int, int]:
    """How many hidden figures the tables prove to be neither exact nor 2 or less, and how many the
    audit says are not."""
    shown = bench(con, "shown_bound").fetchnumpy()
    start, step, cell, change = settled.walk
    least, greatest = check_walk(
        start, (step, cell, change), (shown["lo"], shown["hi"]), relations(con)
    )
    cells = bench(con, "called_safe", suppressed_to=policy().suppressed_to).fetchnumpy()["cell_id"]
    differ = least[cells] < greatest[cells]
    return int((differ & (greatest[cells] > policy().refused_at_most)).sum()), len(cells)


def print_audit(method: str, receipt: AuditReceipt, seconds: float) -> None:
    """One line of an audit's receipt."""
    print(
        f"{method}: exact {receipt.exact}, known to be 2 or less {receipt.at_most_2}, two values"
        f" {receipt.two_values}, three values {receipt.three_values}, unsettled {receipt.unsettled}"
        f"; {seconds:.2f} s"
    )


def twelve_releases(con: duckdb.DuckDBPyConnection, csv: str) -> None:
    """One release a month for a year after a first one, each audited against all that was shown
    before."""
    bench(con, "admission", csv=csv)
    for name in ("family_part", "figure"):
        bench(con, name)
    bench(con, "size", factor=FACTOR, margin=MARGIN)
    bench(con, "vintage_figure")
    bench(con, "ledger")
    shown = coarsened = withheld = 0
    seconds = audited = 0.0
    for release in range(13):
        bench(con, "release_cell", release=release)
        run(con, "model/12_relation_part")
        bench(con, "frozen")
        _, took = timed(decide_and_show, con, ALONE)
        receipt = shown_on(con)
        seconds += took if release else 0.0
        findings, took = timed(audit, con)
        audited += took
        bench(con, "ledger_append", release=f"r:{release}")
        shown += receipt.shown
        coarsened += receipt.coarsened_to_10 + receipt.coarsened_to_20
        withheld += receipt.withheld
        print_audit(f"release {release:2}, {receipt.shown} new figures", findings, took)
    print(
        f"{shown} figures, coarsened {coarsened} ({100 * coarsened / shown:.2f} %),"
        f" withheld {withheld};"
        f" protection of 12 releases {seconds:.2f} s, audits {audited:.2f} s"
    )


def main() -> None:
    """Read the command line and print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("csv")
    parser.add_argument("--tables", choices=[*CHOICES, "12-releases"], default="core")
    parser.add_argument("--redraw", type=int, metavar="SEED", help="draw every count anew")
    choice = parser.parse_args()
    if choice.redraw is None:
        measure(choice.csv, choice.tables)
        return
    with tempfile.TemporaryDirectory() as folder:
        csv = redrawn(choice.csv, choice.redraw, Path(folder))
        measure(csv, choice.tables)


def redrawn(csv: str, seed: int, folder: Path) -> str:
    """The file with each count drawn from the Poisson distribution about itself: one on which
    nothing was tuned."""
    counts = pd.read_csv(csv)
    counts["n"] = np.random.default_rng(seed).poisson(counts["n"])
    path = folder / "redrawn.csv"
    counts.to_csv(path, index=False)
    return str(path)


def measure(csv: str, tables: str) -> None:
    """Print what the rule alone discloses, and the report of protection."""
    con = duckdb.connect()
    if tables == "12-releases":
        twelve_releases(con, csv)
        return
    load(con, csv, tables)
    print("the rule alone")
    apply_bare_rule(con)
    audit_exactly(con)
    print(f"protected, tables {tables}")
    report(con, tables)


if __name__ == "__main__":
    main()
