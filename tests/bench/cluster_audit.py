"""The exact audit with its programmes on a Dask cluster of this machine: part of `bench-cluster`.

The counts are invented, or those of a file as `make bench-protect` reads it. A cluster takes the
programmes over the parts of the model; what comes before, between and after them does not spread.
"""

import argparse
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from flows.service.workers import on_this_machine
from tasks.protect.audit.audit import audit
from tasks.protect.audit.parts import Each
from tasks.protect.decide.decision import decide_and_show
from tests.bench.disclosure import YEARS, counts
from tests.bench.page import machine, table, write_section
from tests.bench.protect import ALONE, load

if TYPE_CHECKING:
    from distributed import Client

SERIES = 0
WORKERS = (SERIES, 2, 4)
TABLES = ("core", "core+regions", "core+la")


@dataclass(frozen=True)
class Audited:
    """Seconds of wall time of an exact audit, those of its programmes, and how many errands these
    were."""

    tables: str
    workers: int
    seconds: float
    programmes: float
    errands: int


class Timed:
    """Who runs the programmes, with a clock: seconds and errands of all calls."""

    def __init__(self, each: Each) -> None:
        self.each, self.seconds, self.errands = each, 0.0, 0

    def __call__(self, step: Any, errands: Iterable[Any]) -> list[Any]:
        """Apply a function to errands."""
        listed = list(errands)
        start = time.perf_counter()
        found = list(self.each(step, listed))
        self.seconds += time.perf_counter() - start
        self.errands += len(listed)
        return found


def main() -> None:
    """Measure and write the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--csv", type=Path)
    options = parser.parse_args()
    with counts(options.csv) as csv:
        audited = [one for tables in TABLES for one in measured(csv, tables)]
    write_section("More than one machine: the exact audit", section(audited))


def measured(csv: Path, tables: str) -> Iterator[Audited]:
    """Audit what is protected, in series and on clusters.

    Raises:
        AssertionError: a cluster came to another verdict.
    """
    con = duckdb.connect()
    load(con, str(csv), tables)
    decide_and_show(con, ALONE)
    # What numba compiles, it loads before the clock starts.
    audit(con)
    verdicts = con.table("audit_cell").order("cell_id").fetchall()
    for workers in WORKERS:
        with cluster(workers) as each:
            timed, start = Timed(each), time.perf_counter()
            audit(con, each=timed)
            seconds = time.perf_counter() - start
        assert con.table("audit_cell").order("cell_id").fetchall() == verdicts, "other verdicts"
        print(f"{tables}, {workers} workers: {seconds:.1f} s", flush=True)
        yield Audited(tables, workers, seconds, timed.seconds, timed.errands)


@contextmanager
def cluster(workers: int) -> Iterator[Each]:
    """So many worker processes, up and ready to solve, or none."""
    if workers == SERIES:
        yield map
        return
    from distributed import Client, LocalCluster

    with (
        LocalCluster(**on_this_machine(workers)) as local,
        Client(local) as client,
    ):
        client.run(load_solver)
        yield spread_by(client)


def load_solver() -> None:
    """Import what programmes need, and load what is compiled."""
    import tasks.protect.audit.programmes  # noqa: F401
    from tasks.protect.audit.walk import shows_enough

    shows_enough(0, 0, 0)


def spread_by(client: "Client") -> Each:
    """A cluster's way to apply a function to errands."""

    def each(step: Any, errands: Iterable[Any]) -> Iterable[Any]:
        sent = list(errands)
        # A list of none is refused.
        there = client.scatter(sent, hash=False) if sent else []
        found: list[Any] = client.gather(client.map(step, there, pure=False))
        return found

    return each


def section(audited: Sequence[Audited]) -> str:
    """A line for each choice of tables and number of workers."""
    series = {one.tables: one for one in audited if one.workers == SERIES}
    rows = [
        (
            one.tables,
            "in series" if one.workers == SERIES else f"{one.workers} workers",
            one.errands,
            one.seconds,
            one.programmes,
            series[one.tables].programmes / one.programmes if one.programmes else None,
            series[one.tables].seconds / one.seconds,
        )
        for one in audited
    ]
    head = (
        "tables", "", "errands", "audit, s", "of it programmes, s", "speed-up of programmes",
        "of the audit",
    )  # fmt: skip
    return "\n\n".join(
        (
            f"The exact audit of {YEARS} years of counts, protected: its programmes by the worker "
            "processes of a Dask cluster of this machine, up already; one run each, in wall time. "
            "An errand is a part of the model with what its programmes need; parts that stand "
            "alone do not depend on who settles them when. Every way came to the same verdicts.",
            machine(),
            table(head, rows),
            told(audited),
        )
    )


def told(audited: Sequence[Audited]) -> str:
    """From which length of the programmes a cluster is quicker."""
    series = {one.tables: one.programmes for one in audited if one.workers == SERIES}
    told = []
    for workers in WORKERS[1:]:
        of_them = [one for one in audited if one.workers == workers]
        pays = sorted(series[one.tables] for one in of_them if one.programmes < series[one.tables])
        lost = sorted(series[one.tables] for one in of_them if one.programmes >= series[one.tables])
        gained = f"did for programmes of {pays[0]:.1f} s in series" if pays else "never did"
        not_yet = f", not for those of {lost[-1]:.1f} s" if lost else ""
        told.append(f"{workers} workers: it {gained}{not_yet}.")
    return (
        "Whether it pays: " + " ".join(told) + " Workers here share the machine's cores. What "
        "comes before and after the programmes (propagation, the walk, the proofs) stays in series."
    )


if __name__ == "__main__":
    main()
