"""One size of the growth bench, in a process of its own: what each step spent, on the last line.

Landing, conforming, protection and audit are the product's. The counts are invented in SQL as they
are staged: no workbook holds 50 million of them (a sheet ends at 1,048,576 rows).
"""

import argparse
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
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
from tests.bench.clock import Clock
from tests.bench.protect import ALONE

SQL = Path(__file__).parent / "sql"
FIRST, LAST, MONTHS = date(2012, 4, 1), date(2024, 1, 1), 142
DROP = "all assault HES 0"
FIGURES_AT_ONCE = 400_000
FIGURES_A_MONTH = 4_020
"""Of one combination: those of 296 local authorities and 39 forces, twelve ages each."""


def main() -> None:
    """Grow to one size and tell it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("combinations", type=int, help="one makes half a million counts")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--memory", default="4", help="gigabytes")
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=list(STEPS))
    options = parser.parse_args()
    # What the stores are opened with; locked from then on.
    os.environ[stores.MEMORY] = options.memory
    clock = Clock()
    for step in options.steps:
        STEPS[step](clock, options.combinations, options.data)
    print(clock.told())


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
        with clock.part("landing"):
            with transaction(connection):
                connection.execute(statement("receive/land/03_count"))
            connection.execute("checkpoint secure")
    with clock.part("conforming"):
        conform(data)


def protect_and_audit(clock: Clock, combinations: int, root: Path) -> None:
    """Decide how each figure is shown and audit that by propagation, whole months at once.

    Nothing links months at this grain, where no year is shown.
    """
    root.mkdir(parents=True, exist_ok=True)
    stores.CONFIGURATION["temp_directory"] = str(root / "spill")
    with stores.no_store() as connection:
        bench(connection, SQL / "growth" / "family_part.sql")
        for first, last in blocks(max(1, FIGURES_AT_ONCE // (FIGURES_A_MONTH * combinations))):
            stage(connection, combinations, first, last)
            bench(connection, SQL / "growth" / "cell.sql")
            with clock.part("protecting"):
                run(connection, "model/10_relation_part")
                decide_and_show(connection, ALONE)
            with clock.part("auditing"):
                audit(connection, exactly=False)


STEPS = {"land": land_and_conform, "protect": protect_and_audit}


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


if __name__ == "__main__":
    main()
