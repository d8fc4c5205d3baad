"""A small bench for every change: fails on a ratio, never on seconds (`make bench-ratios`).

Ours and a yardstick do the same work in turns, each in this process on a warm library; of several
turns the quickest counts, since a busy machine only ever adds. Limits leave room: they catch a step
that became several times slower, not a tenth.
"""

import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.bench import conforming, disclosure, peers
from tests.bench.clock import timed

TURNS = 3
MONTH = date(2016, 3, 1)
YEARS, TRIED = 3, 10


@dataclass(frozen=True)
class Ratio:
    """How many times as long as the yardstick ours took, and the most that passes."""

    name: str
    measured: float
    at_most: float

    @property
    def holds(self) -> bool:
        """Whether it passes; what is no number does not."""
        return self.measured <= self.at_most

    def __str__(self) -> str:
        verdict = "holds" if self.holds else "BROKEN"
        return f"{self.name}: {self.measured:.3g}, at most {self.at_most:g}: {verdict}"


def main() -> int:
    """Measure, say each ratio; 1 if one is broken."""
    return told([reading_to_calamine(), *conforming_ratios(), audit_to_programmes()])


def told(ratios: Sequence[Ratio]) -> int:
    """Say each ratio; the exit code."""
    for ratio in ratios:
        print(ratio, flush=True)
    return int(not ratios or not all(ratio.holds for ratio in ratios))


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
        (path,) = write_drop(Path(folder), conforming.ALL_ASSAULT, "HES", "2023/24 M10")
        content = path.read_bytes()
    ours, calamine = quickest(
        TURNS, [lambda: lambda: peers.ours(content), lambda: lambda: peers.calamine(content)]
    )
    return Ratio("reading, to calamine alone", ours / calamine, 30)


def conforming_ratios() -> list[Ratio]:
    """The SQL to polars, and to itself on a third of the rows."""
    with (
        conforming.landed(MONTH, extracts=1) as one,
        conforming.landed(MONTH, extracts=3) as three,
    ):
        given = conforming.polars_inputs(three)
        small, ours, polars = quickest(
            TURNS,
            [
                lambda: forgotten(one),
                lambda: forgotten(three),
                lambda: lambda: conforming.in_polars(given, MONTH),
            ],
        )
    return [
        Ratio("conforming, to polars", ours / polars, 5),
        Ratio("conforming three extracts, to one", ours / small, 4.5),
    ]


def forgotten(connection: Any) -> Callable[[], None]:
    """Forget what was conformed, so that it is made again."""
    for table in ("drop", "count", "set_aside"):
        connection.execute(f"delete from secure.conformed.{table}")
    return lambda: conforming.in_sql(connection, MONTH)


def audit_to_programmes() -> Ratio:
    """The audit of all suppressed figures to a plain linear programme for each of them."""
    with tempfile.TemporaryDirectory() as folder:
        counts = Path(folder) / "counts.csv"
        disclosure.write_counts(counts, YEARS)
        compared = disclosure.compared(counts, TRIED)
    return Ratio("audit, to a programme per figure", 1 / compared.ratio, 0.1)


if __name__ == "__main__":
    sys.exit(main())
