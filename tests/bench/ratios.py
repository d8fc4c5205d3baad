"""A small bench for every change: fails on a ratio, never on seconds (`make bench-ratios`).

Ours and a yardstick do the same work in turns, each in this process on a warm library; of several
turns the quickest counts, since a busy machine only ever adds. Limits leave room: they catch a step
that became several times slower, not a tenth.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from tasks.store.statements import statement, statements
from tasks.store.stores import no_store
from tasks.store.variables import set_variables
from tests.bench import disclosure, peers
from tests.bench.clock import timed

TURNS = 3
MONTH = date(2016, 3, 1)
YEARS, TRIED = 3, 10
PANELS, LOTS, NULL = 40, 99, 27
LANDED = Path(__file__).parent / "sql" / "landed"
BARE_SUM = """
    select area_level, area_code, period, age, sum(frequency) from secure.landed.count group by all
"""


class Ratio(NamedTuple):
    """How many times as long as the yardstick ours took, and the most that passes."""

    name: str
    measured: float
    at_most: float


def main() -> int:
    """Measure, say each ratio; 1 if one is broken."""
    ratios = [
        reading_to_calamine(),
        *conforming_ratios(),
        audit_to_programmes(),
        alarms_to_nominal(),
    ]
    return told(ratios)


def told(ratios: Sequence[Ratio]) -> int:
    """Say each ratio; the exit code. What is no number does not hold."""
    broken = [ratio for ratio in ratios if not ratio.measured <= ratio.at_most]
    for ratio in ratios:
        verdict = "BROKEN" if ratio in broken else "holds"
        print(
            f"{ratio.name}: {ratio.measured:.3g}, at most {ratio.at_most:g}: {verdict}", flush=True
        )
    return int(not ratios or bool(broken))


def quickest(turns: int, works: Sequence[Callable[[], Callable[[], Any]]]) -> list[float]:
    """The least processor time of each work over several turns; what prepares it is not counted."""
    spent: list[list[float]] = [[] for _ in works]
    for _ in range(turns):
        for prepare, seconds in zip(works, spent, strict=True):
            seconds.append(timed(prepare())[1])
    return [min(seconds) for seconds in spent]


def reading_to_calamine() -> Ratio:
    """Ours, with the guard and its process, to calamine alone, on one all assault file."""
    from tasks.synthesise import write_drop

    with tempfile.TemporaryDirectory() as folder:
        (path,) = write_drop(Path(folder), "all assault", "HES", "2023/24 M10")
        content = path.read_bytes()
    ours, calamine = quickest(
        TURNS, [lambda: lambda: peers.ours(content), lambda: lambda: peers.calamine(content)]
    )
    return Ratio("reading, to calamine alone", ours / calamine, 30)


def conforming_ratios() -> list[Ratio]:
    """The SQL to a bare sum of the same counts, and to itself on a third of the rows."""
    with landed(1) as one, landed(3) as three:
        small, ours, bare = quickest(
            TURNS,
            [
                lambda: prepared(one),
                lambda: prepared(three),
                lambda: lambda: three.execute(BARE_SUM).fetchall(),
            ],
        )
    return [
        Ratio("conforming, to a bare sum of its counts", ours / bare, 20),
        Ratio("conforming three extracts, to one", ours / small, 4.5),
    ]


@contextmanager
def landed(extracts: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """Invented landed counts in memory, up to the month, in as many extracts."""
    values: dict[str, object] = {"last_month": MONTH.isoformat(), "extracts": extracts}
    with no_store() as connection:
        connection.execute("attach ':memory:' as secure")
        connection.execute(statement("store/secure_schema"))
        for path in sorted(LANDED.glob("*.sql")):
            text = path.read_text(encoding="utf-8")
            connection.execute(text, {k: v for k, v in values.items() if f"${k}" in text} or None)
        yield connection


def prepared(connection: duckdb.DuckDBPyConnection) -> Callable[[], None]:
    """Forget what was conformed, so that it is made again."""
    for table in ("drop", "count", "set_aside"):
        connection.execute(f"delete from secure.conformed.{table}")
    set_variables(connection, conform_version="bench", release_month=MONTH)
    return lambda: conformed(connection)


def conformed(connection: duckdb.DuckDBPyConnection) -> None:
    """The statements of the step conform, in their order."""
    connection.execute(statement("conform/stale_drop"))
    for _, query in statements("conform/drop"):
        connection.execute(query)
    connection.execute(statement("conform/current_table"), {"as_of": datetime.max})
    for _, query in statements("conform/figure"):
        connection.execute(query)


def audit_to_programmes() -> Ratio:
    """The audit of all suppressed figures to a plain linear programme for each of them."""
    with tempfile.TemporaryDirectory() as folder:
        counts = Path(folder) / "counts.csv"
        disclosure.write_counts(counts, YEARS)
        compared = disclosure.compared(counts, TRIED)
    return Ratio("audit, to a programme per figure", 1 / compared.ratio, 0.1)


def alarms_to_nominal() -> Ratio:
    """How often a synthetic control finds an effect where none is planted, to how often it may."""
    import numpy as np

    from tasks.evaluate.specification import specification
    from tasks.evaluate.words import is_found
    from tests.bench import evaluation

    panels = (evaluation.drawn(0.0, np.random.default_rng((NULL, one))) for one in range(PANELS))
    found = sum(is_found(evaluation.synthetic_control(one, LOTS)) for one in panels)
    nominal = 1 - specification().confidence
    return Ratio("synthetic control, alarms to nominal", found / PANELS / nominal, 2)


if __name__ == "__main__":
    sys.exit(main())
