"""How time and memory grow with the rows of a drop: `make bench-growth [SIZES="1 10 100"]`.

Each size is a process of its own with a fresh store. The exponent is the slope of a line through
the logarithms: 1 is linear, less is better.
"""

import argparse
import math
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression

from tasks.store.stores import MEMORY, MEMORY_OF_DUCKDB
from tests.bench.clock import Spent, in_a_process, parts_of
from tests.bench.grow import FIGURES_A_MONTH, MONTHS
from tests.bench.page import machine, table, write_section

COUNTS = 296 * MONTHS * 12
"""Those of one combination: local authorities of England, months, ages."""
LANDED, CONFORMED, PROTECTED, AUDITED = "landing", "conforming", "protecting", "auditing"
# Rows that the two monthly datasets and Wales deliver for one month, all their history each time.
ROWS_OF_A_MONTH = 217_526
RECORDS = 200_000_000
HOUR = 3600.0


@dataclass(frozen=True)
class Size:
    """What a size spent by step, and the rows and bytes of its store."""

    counts: int
    figures: int
    spent: Mapping[str, Spent]
    stored: int

    def rows(self, step: str) -> int:
        """What the step works through."""
        return self.figures if step in (PROTECTED, AUDITED) else self.counts


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float | None:
    """The power of the size that the cost grows with; None for less than two sizes.

    Raises:
        ValueError: a size or a cost is not above 0.
    """
    if len(set(sizes)) < 2:
        return None
    slope, _ = linear_regression([math.log(s) for s in sizes], [math.log(c) for c in costs])
    return slope


def main() -> None:
    """Measure and write the sections."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--protected", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--memory", default="4", help="gigabytes, as the product's setting")
    options = parser.parse_args()
    sizes = [
        measured(size, options.memory, protected=size in options.protected)
        for size in options.sizes
    ]
    write_section("Growth", growth_section(sizes, options.memory))
    write_section("What grows first", forecast_section(sizes))


def measured(size: int, memory: str, *, protected: bool) -> Size:
    """One size; what it wrote is removed."""
    folder = Path(tempfile.mkdtemp(prefix="bench-growth-"))
    steps = ["land", *(["protect"] if protected else [])]
    try:
        _, told = in_a_process(
            "tests.bench.grow",
            *(str(size), "--data", str(folder / "data"), "--memory", memory, "--steps", *steps),
        )
        stored = (folder / "data" / "secure" / "secure.duckdb").stat().st_size
    finally:
        shutil.rmtree(folder)
    made = Size(size * COUNTS, size * FIGURES_A_MONTH * MONTHS, parts_of(told), stored)
    print(f"size {size} measured: {told}", flush=True)
    return made


def growth_section(sizes: Sequence[Size], memory: str) -> str:
    """A line a step and size, and the exponents."""
    lines = [
        (
            step,
            size.rows(step),
            spent.seconds,
            spent.processor,
            1e6 * spent.processor / size.rows(step),
            round(spent.peak),
            round(2**20 * spent.peak / size.rows(step)),
        )
        for step in (LANDED, CONFORMED, PROTECTED, AUDITED)
        for size in sizes
        if (spent := size.spent.get(step))
    ]
    head = ("step", "rows", "s", "processor s", "processor µs a row", "peak MB", "peak bytes a row")
    return "\n\n".join(
        (
            "Invented counts by local authority, month, age, sex and ethnicity: the same 142 "
            "months of 296 authorities at twelve ages, in 1, 10 and more combinations of measure, "
            "sex and ethnicity. One run each. The statements are the product's, into its encrypted "
            "store; they start from staged counts, since no workbook holds more than 1,048,576 "
            "rows a sheet. Protection is given whole months, some 400,000 figures at once: nothing "
            "links months where no year is shown. Audit is by propagation.",
            machine(),
            table(head, lines),
            f"Fitted exponents. {limit_told(sizes, memory)}",
            table(("step", "of processor time", "of peak memory", ""), exponents(sizes)),
        )
    )


def exponents(sizes: Sequence[Size]) -> list[tuple[object, ...]]:
    """Per step the exponents; linear up to a tenth: fixed costs blur small sizes."""
    rows: list[tuple[object, ...]] = []
    for step in (LANDED, CONFORMED, PROTECTED, AUDITED):
        with_step = [size for size in sizes if step in size.spent]
        counts = [float(size.rows(step)) for size in with_step]
        time = exponent(counts, [size.spent[step].processor for size in with_step])
        peak = exponent(counts, [max(size.spent[step].peak, 1.0) for size in with_step])
        verdict = "" if time is None else "linear or better" if time <= 1.1 else "worse than linear"
        rows.append((step, time, peak, verdict))
    return rows


def limit_told(sizes: Sequence[Size], memory: str) -> str:
    """Whether the peak kept to the setting."""
    limit = float(memory) * 1e9 / 2**20
    peak = max(size.spent[step].peak for size in sizes for step in (LANDED, CONFORMED))
    verdict = "met" if peak <= limit else "missed"
    return (
        f"{MEMORY} was {memory} ({limit:,.0f} MB), of which DuckDB's memory_limit is "
        f"{100 * MEMORY_OF_DUCKDB:.0f} %; the whole process held at most {peak:,.0f} MB while "
        f"landing and conforming: {verdict}."
    )


def forecast_section(sizes: Sequence[Size]) -> str:
    """What would be the first to grow, at the cost a row of the largest size measured."""
    largest = sizes[-1]
    protected = [size for size in sizes if PROTECTED in size.spent][-1]

    def a_row(step: str, size: Size) -> float:
        return size.spent[step].processor / size.rows(step)

    landing, conforming = a_row(LANDED, largest), a_row(CONFORMED, largest)
    deciding = a_row(PROTECTED, protected) + a_row(AUDITED, protected)
    stored = largest.stored / largest.counts
    year = 12 * ROWS_OF_A_MONTH
    grid = 100 * COUNTS
    rows = [
        forecast(
            "vintages: ten years of monthly files", 10 * year, landing, conforming, None, stored,
            "this one: each file is conformed once; old vintages can go to a store of their own",
        ),
        forecast(
            "local authority by month by demographics, one vintage", grid, landing, conforming,
            deciding, stored,
            "this one for SQL; protection by blocks of months on Dask workers",
        ),
        forecast(
            "record-level HES", RECORDS, landing, conforming, None, stored,
            "DuckDB over partitioned Parquet; Spark only if they no longer fit one machine's disk",
        ),
    ]  # fmt: skip
    head = (
        "what", "rows", "landing, processor h", "conforming", "protection and audit", "store GB",
        "engine",
    )  # fmt: skip
    return "\n\n".join(
        (
            "Measured processor time a row, in microseconds: landing "
            f"{1e6 * landing:.2f}, conforming {1e6 * conforming:.2f} (at {largest.counts:,} rows), "
            f"protection and audit by propagation {1e6 * deciding:.1f} (at {protected.figures:,} "
            f"figures); {stored:.1f} bytes of the encrypted store a row, landed and conformed. "
            "Forecasts multiply these by rows; beyond the rows measured they are no more than "
            "that.",
            machine(),
            table(head, rows),
            "The exact audit is not in these: it depends on sums that overlap, not on rows, and "
            "grows first of all where rolling totals are shown "
            "(docs/explanation/cost-of-protection.md). Records are "
            "not counted by this pipeline today: their forecast takes a "
            "record to cost what a count does.",
        )
    )


def forecast(
    what: str,
    rows: int,
    landing: float,
    conforming: float,
    deciding: float | None,
    stored: float,
    engine: str,
) -> tuple[object, ...]:
    """One line: hours of one processor, and gigabytes."""
    decided = None if deciding is None else rows * deciding / HOUR
    return (
        what,
        rows,
        rows * landing / HOUR,
        rows * conforming / HOUR,
        decided,
        rows * stored / 1e9,
        engine,
    )


if __name__ == "__main__":
    main()
