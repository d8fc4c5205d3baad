"""What the gates catch: ``make bench-checks [FAULTS=1000] [YEARS=3] [CLEAN=50]``.

Each fault spoils one place of a good drop, written as a workbook and received after the extracts
before it; what lands is conformed and checked with the others. A fault matters if it moves a
delivered count by more than the revision tolerance, 20 and 10 %.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from random import Random

import duckdb

from tasks.check import CheckFailedError, Outcome, check_conformed
from tasks.conform.conform import conform
from tasks.govern.key import KEY_FILE, make_throw_away_key
from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tasks.synthesise.admissions import invented_admissions
from tasks.synthesise.counts import Series
from tasks.synthesise.drop import counted_tables, write_tables
from tasks.synthesise.extract import Extract
from tasks.synthesise.tables import Table
from tests.bench.faults import EVERYWHERE, IN_ONE_TABLE
from tests.bench.page import table

SHARP, ALL_ASSAULT, BI_ANNUAL = "monthly sharp object", "all assault", "bi-annual sharp object"
CONTRACT = "(contract of the file)"
SPOILED = ((SHARP, "HES"), (ALL_ASSAULT, "HES"), (SHARP, "PEDW"), (BI_ANNUAL, "HES"))


@dataclass(frozen=True)
class Caught:
    """What became of a spoiled drop: whether its fault matters, which rules it broke."""

    fault: str
    dataset: str
    matters: bool
    critical: tuple[str, ...]
    warned: tuple[str, ...]

    @property
    def is_caught(self) -> bool:
        return bool(self.critical or self.warned)


class Ground:
    """Good drops up to a financial year's M09 landed, and the good tables of its M10."""

    def __init__(self, folder: Path, years: int, seed: int) -> None:
        first = 2011 + years
        self.year, before = (f"{y}/{(y + 1) % 100:02d}" for y in (first, first - 1))
        self.bi_annual = f"{before} M12" if years > 1 else f"{self.year} M03"
        self.folder, self.data = folder, DataFolder(folder / "good")
        self.admissions = self._admissions(seed)
        self.connection: duckdb.DuckDBPyConnection = self.admissions.__enter__()
        self.spoiled = [Extract(*one, f"{self.year} M{self._month(one[0], 10)}") for one in SPOILED]
        self.good = {one: counted_tables(self.connection, one) for one in self.spoiled}
        self._land()

    def _admissions(self, seed: int):  # type: ignore[no-untyped-def]
        return invented_admissions(date(int(self.year[:4]) + 1, 1, 1), seed)

    def _month(self, dataset: str, month: int) -> str:
        return "06" if dataset == BI_ANNUAL else f"{month:02d}"

    def _land(self) -> None:
        prepared(self.data)
        for dataset, source in {*SPOILED, (ALL_ASSAULT, "PEDW"), (BI_ANNUAL, "PEDW")}:
            label = self.bi_annual if dataset == BI_ANNUAL else f"{self.year} M09"
            extract = Extract(dataset, source, label)
            receive(self.data, self.folder, extract, counted_tables(self.connection, extract))
        conform(self.data)

    @contextmanager
    def changed_admissions(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Let the admissions be spoiled, and have the good ones back afterwards."""
        self.connection.execute("create or replace temp table good as select * from admission")
        try:
            yield self.connection
        finally:
            self.connection.execute("create or replace temp table admission as from good")

    def spoil(self, number: int) -> Caught:
        """Spoil a drop by the fault of that number and hold it to the gates."""
        random = Random(number)
        kind = number % (len(IN_ONE_TABLE) + len(EVERYWHERE))
        extract = random.choice(self.spoiled)
        fault, tables = self._spoiled(kind, extract, random)
        critical, warned = self._held(extract, tables)
        matters = moves_a_count(self.good[extract], tables)
        return Caught(fault, extract.dataset, matters, critical, warned)

    def _spoiled(self, kind: int, extract: Extract, random: Random) -> tuple[str, list[Table]]:
        if kind < len(IN_ONE_TABLE):
            tables = deepcopy(self.good[extract])
            IN_ONE_TABLE[kind](tables, random)
            return IN_ONE_TABLE[kind].__name__, tables
        fault = EVERYWHERE[kind - len(IN_ONE_TABLE)]
        with self.changed_admissions() as admissions:
            fault(admissions, random)
            return fault.__name__, counted_tables(admissions, extract)

    def _held(self, extract: Extract, tables: list[Table]) -> tuple[tuple[str, ...], ...]:
        spoiled = DataFolder(self.folder / "spoiled")
        shutil.rmtree(spoiled.root, ignore_errors=True)
        shutil.copytree(self.data.root, spoiled.root)
        shutil.copy(self.data.throw_away_key, spoiled.throw_away_key)
        return held(spoiled, self.folder, extract, tables)


def prepared(data: DataFolder) -> None:
    data.prepare()
    make_throw_away_key(data)


def receive(data: DataFolder, folder: Path, extract: Extract, tables: list[Table]):  # type: ignore[no-untyped-def]
    (path,) = write_tables(folder, extract, tables)
    try:
        return receive_drop(path, data)
    finally:
        path.unlink()


def held(
    data: DataFolder, folder: Path, extract: Extract, tables: list[Table]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the critical and of the warning rules that a drop breaks, up to where it stops."""
    receipt = receive(data, folder, extract, tables)
    if receipt.outcome == "refused":
        return tuple({rule_of(reason) for reason in receipt.reasons}), ()
    landing = names(receipt.landing_gate.warned)
    conform(data)
    try:
        figures = check_conformed(data)
    except CheckFailedError as failed:
        figures = failed.receipt
    return names(figures.failed), (*landing, *names(figures.warned))


def names(outcomes: tuple[Outcome, ...]) -> tuple[str, ...]:
    return tuple(outcome.rule.name for outcome in outcomes)


def rule_of(reason: str) -> str:
    name = reason.split(":")[0]
    return name if name.isidentifier() else CONTRACT


def moves_a_count(good: list[Table], spoiled: list[Table]) -> bool:
    before, after = counts(good), counts(spoiled)
    return any(
        abs(after.get(key, 0) - before.get(key, 0)) > max(20, before.get(key, 0) / 10)
        for key in before.keys() | after.keys()
    )


def counts(tables: list[Table]) -> dict[tuple[str, ...], int]:
    """Every count by its key; what is no count is 0."""
    return {
        (*key(series), period, measure): count if isinstance(count, int) else 0
        for table in tables
        for series in table.series
        for measure in table.measures
        for period, count in zip(series.periods, getattr(series, measure.lower()), strict=True)
    }


def key(series: Series) -> tuple[str, ...]:
    return (
        series.delivered_table,
        series.area_code,
        series.age,
        series.sex,
        series.ethnicity,
    )


def clean_alarms(years: int, vintages: int) -> tuple[int, Counter[str], Counter[str]]:
    """Receive and check good vintages of both monthly HES datasets; count what breaks."""
    critical: Counter[str] = Counter()
    warned: Counter[str] = Counter()
    made = 0
    for seed in range(1, vintages // 10 + 1):
        with tempfile.TemporaryDirectory() as folder, clean(years, seed) as (year, connection):
            data = DataFolder(Path(folder) / "data")
            prepared(data)
            extracts = [
                Extract(dataset, "HES", f"{year} M{month:02d}")
                for month in range(6, 11)
                for dataset in (SHARP, ALL_ASSAULT)
            ]
            # A first one of the other set, so that figures can be made from the first on.
            first = Extract(ALL_ASSAULT, "HES", f"{year} M05")
            receive(data, Path(folder), first, counted_tables(connection, first))
            for extract in extracts:
                tables = counted_tables(connection, extract)
                broken, told = held(data, Path(folder), extract, tables)
                critical.update(broken)
                warned.update(told)
                made += 1
    return made, critical, warned


@contextmanager
def clean(years: int, seed: int) -> Iterator[tuple[str, duckdb.DuckDBPyConnection]]:
    first = 2011 + years
    with invented_admissions(date(first + 1, 1, 1), seed) as connection:
        yield f"{first}/{(first + 1) % 100:02d}", connection


_ground: Ground | None = None


def _start(folder: str, years: int, seed: int) -> None:
    global _ground
    os.environ.pop(KEY_FILE, None)
    _ground = Ground(Path(tempfile.mkdtemp(dir=folder)), years, seed)


def _spoil(number: int) -> Caught:
    assert _ground is not None
    return _ground.spoil(number)


def mutations(faults: int, years: int, seed: int, minutes: float) -> list[Caught]:
    """Make the faults, or as many as there is time for, every kind as often as the others."""
    ends, processes = time.monotonic() + 60 * minutes, os.cpu_count() or 1
    with (
        tempfile.TemporaryDirectory() as folder,
        get_context("spawn").Pool(processes, _start, (folder, years, seed)) as pool,
    ):
        caught = []
        for one in pool.imap_unordered(_spoil, range(faults), chunksize=4):
            caught.append(one)
            if len(caught) % 100 == 0:
                print(f"{len(caught)} of {faults} faults made", file=sys.stderr, flush=True)
            if time.monotonic() > ends:
                break
        return caught


def report(caught: list[Caught]) -> float:
    """Print the shares by fault; return the share of faults that matter caught."""
    head = ("fault", "made", "caught", "stopped", "that matter", "of these caught", "stopped")
    rows = [
        (
            fault.__name__.replace("_", " "),
            *shares([c for c in caught if c.fault == fault.__name__]),
        )
        for fault in (*IN_ONE_TABLE, *EVERYWHERE)
    ]
    print(table(head, [*rows, ("all", *shares(caught))]))
    matter = [one for one in caught if one.matters]
    return sum(one.is_caught for one in matter) / max(1, len(matter))


def shares(caught: list[Caught]) -> tuple[object, ...]:
    matter = [one for one in caught if one.matters]
    return tuple(
        figure
        for some in (caught, matter)
        for figure in (
            len(some),
            share([one.is_caught for one in some]),
            share([bool(one.critical) for one in some]),
        )
    )


def share(those: list[bool]) -> str:
    return f"{sum(those) / len(those):.1%}" if those else "-"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=1000)
    parser.add_argument("--years", type=int, default=3, help="of history, the last not finished")
    parser.add_argument("--clean", type=int, default=50, help="good vintages, a multiple of 10")
    parser.add_argument("--minutes", type=float, default=60, help="for faults, at most")
    parser.add_argument("--seed", type=int, default=20120401)
    options = parser.parse_args()
    made, critical, warned = clean_alarms(options.years, options.clean)
    print(f"{made} clean vintages: {critical.total()} critical, {warned.total()} warnings", *warned)
    caught = mutations(options.faults, options.years, options.seed, options.minutes)
    found = report(caught)
    print(f"\nOf the faults that matter {found:.1%} are caught.")
    return int(found < 0.95 or critical.total() > 0)


if __name__ == "__main__":
    sys.exit(main())
