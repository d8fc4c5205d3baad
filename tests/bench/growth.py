"""How time and memory grow with the rows of a drop: `make bench-growth [SIZES="1 10 100"]`.

Each size is a process of its own with a fresh store. The exponent is the slope of a line through
the logarithms: 1 is linear, less is better. Landing, conforming, protection and audit are the
product's. The counts are invented in SQL as they are staged: no workbook holds 50 million of them
(a sheet ends at 1,048,576 rows).
"""

import argparse
import math
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import linear_regression
from typing import Any

import duckdb

from tasks.conform.conform import conform
from tasks.govern.key import make_throw_away_key
from tasks.protect.audit.audit import audit
from tasks.protect.decide.decision import decide_and_show
from tasks.protect.run_sql import run
from tasks.store import stores
from tasks.store.folders import DataFolder
from tasks.store.statements import statement
from tasks.store.transaction import transaction
from tasks.store.variables import set_variables
from tests.bench.clock import Clock, Parts, Spent, apart
from tests.bench.page import table, write
from tests.bench.protect import ALONE

SQL = Path(__file__).parent / "sql"
FIRST, LAST, MONTHS = date(2012, 4, 1), date(2024, 1, 1), 142
DROP = "all assault HES 0"
COUNTS = 296 * MONTHS * 12
"""Those of one combination: local authorities of England, months, ages."""
FIGURES_A_MONTH = 4_020
"""Of one combination: those of 296 local authorities and 39 forces, twelve ages each."""
FIGURES_AT_ONCE = 400_000
LANDED, CONFORMED, PROTECTED, AUDITED = "landing", "conforming", "protecting", "auditing"
# Fixed costs blur small sizes.
LINEAR = 1.1


@dataclass(frozen=True)
class Size:
    """How many counts and figures a size has, and what it spent by step."""

    counts: int
    figures: int
    spent: Mapping[str, Spent]

    def rows(self, step: str) -> int:
        """What the step works through."""
        return self.figures if step in (PROTECTED, AUDITED) else self.counts


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 10, 100], help="combinations")
    parser.add_argument("--protected", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--memory", default="4", help="gigabytes, as the product's setting")
    options = parser.parse_args()
    sizes = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            spent, _ = apart(
                grown, size, Path(folder) / "data", options.memory, size in options.protected
            )
        sizes.append(Size(size * COUNTS, size * FIGURES_A_MONTH * MONTHS, spent))
        print(f"size {size} measured: {spent}", flush=True)
    head = ("step", "rows", "s", "processor s", "processor µs a row", "peak MB", "peak bytes a row")
    write(
        "growth",
        table(head, rows(sizes)),
        f"Fitted exponents. {limit_told(sizes, options.memory)}",
        table(("step", "of processor time", "of peak memory", ""), exponents(sizes)),
    )


def grown(combinations: int, data: Path, memory: str, is_protected: bool) -> Parts:
    """Every step at one size."""
    # What the stores are opened with; locked from then on.
    os.environ[stores.MEMORY] = memory
    clock = Clock()
    land_and_conform(clock, combinations, data)
    if is_protected:
        protect_and_audit(clock, combinations, data)
    return clock.parts()


def land_and_conform(clock: Clock, combinations: int, root: Path) -> None:
    """Land the staged counts in an encrypted store and conform them."""
    data = DataFolder(root)
    data.prepare()
    make_throw_away_key(data)
    with stores.secure_store(data, read_only=False) as connection:
        for path in sorted((SQL / "landed").glob("0[12]*.sql")):
            bench(connection, path, extracts=1, last_month=LAST.isoformat())
        stage(connection, combinations, FIRST, LAST)
        bench(connection, SQL / "growth" / "delivered_cell.sql")
        set_variables(connection, drop_id=DROP)
        with clock.part(LANDED):
            with transaction(connection):
                connection.execute(statement("receive/land/03_count"))
            connection.execute("checkpoint secure")
    with clock.part(CONFORMED):
        conform(data)


def protect_and_audit(clock: Clock, combinations: int, root: Path) -> None:
    """Decide how each figure is shown and audit that by propagation, whole months at once.

    Nothing links months at this grain, where no year is shown.
    """
    stores.CONFIGURATION["temp_directory"] = str(root / "spill")
    with stores.no_store() as connection:
        bench(connection, SQL / "growth" / "family_part.sql")
        for first, last in blocks(max(1, FIGURES_AT_ONCE // (FIGURES_A_MONTH * combinations))):
            stage(connection, combinations, first, last)
            bench(connection, SQL / "growth" / "cell.sql")
            with clock.part(PROTECTED):
                run(connection, "model/12_relation_part")
                decide_and_show(connection, ALONE)
            with clock.part(AUDITED):
                audit(connection, exactly=False)


def stage(
    connection: duckdb.DuckDBPyConnection, combinations: int, first: date, last: date
) -> None:
    """Invent the counts of some months."""
    months = {"first_month": first.isoformat(), "last_month": last.isoformat()}
    bench(connection, SQL / "growth" / "finest.sql", combinations=combinations, **months)
    bench(connection, SQL / "growth" / "aged.sql")


def bench(connection: duckdb.DuckDBPyConnection, path: Path, **values: Any) -> None:
    """Run a statement of the bench with those of the values that it names."""
    text = path.read_text(encoding="utf-8")
    connection.execute(text, {k: v for k, v in values.items() if f"${k}" in text} or None)


def blocks(months: int) -> Iterator[tuple[date, date]]:
    """First and last month of blocks of as many months."""
    for start in range(0, MONTHS, months):
        yield month(start), month(min(start + months, MONTHS) - 1)


def month(number: int) -> date:
    """The month that comes so many after the first."""
    year, past = divmod(FIRST.month - 1 + number, 12)
    return date(FIRST.year + year, past + 1, 1)


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float | None:
    """The power of the size that the cost grows with; None for less than two sizes."""
    if len(set(sizes)) < 2:
        return None
    slope, _ = linear_regression([math.log(s) for s in sizes], [math.log(c) for c in costs])
    return slope


def rows(sizes: Sequence[Size]) -> list[tuple[object, ...]]:
    """A line a step and size."""
    return [
        (
            step, size.rows(step), spent.seconds, spent.processor,
            1e6 * spent.processor / size.rows(step), round(spent.peak),
            round(2**20 * spent.peak / size.rows(step)),
        )
        for step in (LANDED, CONFORMED, PROTECTED, AUDITED)
        for size in sizes
        if (spent := size.spent.get(step))
    ]  # fmt: skip


def exponents(sizes: Sequence[Size]) -> list[tuple[object, ...]]:
    """Per step the exponents, and whether it grows faster than its rows."""
    found: list[tuple[object, ...]] = []
    for step in (LANDED, CONFORMED, PROTECTED, AUDITED):
        with_step = [size for size in sizes if step in size.spent]
        counts = [float(size.rows(step)) for size in with_step]
        time = exponent(counts, [size.spent[step].processor for size in with_step])
        peak = exponent(counts, [max(size.spent[step].peak, 1.0) for size in with_step])
        verdict = "linear or better" if time and time <= LINEAR else "worse than linear"
        found.append((step, time, peak, verdict if time else None))
    return found


def limit_told(sizes: Sequence[Size], memory: str) -> str:
    """Whether the peak kept to the setting."""
    limit = float(memory) * 1e9 / 2**20
    peak = max(size.spent[step].peak for size in sizes for step in (LANDED, CONFORMED))
    return (
        f"{stores.MEMORY} was {memory} ({limit:,.0f} MB); the whole process held at most "
        f"{peak:,.0f} MB while landing and conforming: {'met' if peak <= limit else 'missed'}."
    )


if __name__ == "__main__":
    main()
