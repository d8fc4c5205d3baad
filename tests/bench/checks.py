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
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from itertools import product
from multiprocessing import get_context
from operator import attrgetter
from pathlib import Path
from random import Random

import duckdb

from tasks.check import CheckFailedError, Outcome, check_conformed
from tasks.conform.conform import conform
from tasks.govern.key import KEY_FILE, make_throw_away_key
from tasks.receive.drop import DropReceipt, receive_drop
from tasks.store.folders import DataFolder
from tasks.synthesise.admissions import invented_admissions
from tasks.synthesise.drop import counted_tables, write_tables
from tasks.synthesise.extract import Extract
from tasks.synthesise.tables import Table
from tests.bench.faults import EVERYWHERE, IN_ONE_TABLE
from tests.bench.page import table

SHARP, ALL_ASSAULT, BI_ANNUAL = "monthly sharp object", "all assault", "bi-annual sharp object"
CONTRACT = "(contract of the file)"
SEED, LEAST_CAUGHT = 20120401, 0.95
of_series = attrgetter("delivered_table", "area_code", "age", "sex", "ethnicity")
SPOILED = ((SHARP, "HES"), (ALL_ASSAULT, "HES"), (SHARP, "PEDW"), (BI_ANNUAL, "HES"))


@dataclass(frozen=True)
class Caught:
    """What became of a spoiled drop: whether its fault matters, which rules it broke."""

    fault: str
    matters: bool
    critical: tuple[str, ...]
    warned: tuple[str, ...]

    @property
    def is_caught(self) -> bool:
        return bool(self.critical or self.warned)


class Ground:
    """Good drops up to a financial year's M09 landed, and the good tables of its M10."""

    def __init__(self, folder: Path, years: int, seed: int) -> None:
        year = year_of(years)
        bi_annual = f"{year_of(years - 1)} M12" if years > 1 else f"{year} M03"
        self.folder, self.data = folder, prepared(folder / "good")
        self.admissions = invented(years, seed)
        self.connection: duckdb.DuckDBPyConnection = self.admissions.__enter__()
        self.spoiled = [
            Extract(*one, f"{year} M06" if one[0] == BI_ANNUAL else f"{year} M10")
            for one in SPOILED
        ]
        self.good = {one: counted_tables(self.connection, one) for one in self.spoiled}
        for dataset, source in {*SPOILED, (ALL_ASSAULT, "PEDW"), (BI_ANNUAL, "PEDW")}:
            label = bi_annual if dataset == BI_ANNUAL else f"{year} M09"
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
        return Caught(fault, matters, critical, warned)

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


def year_of(years: int) -> str:
    """The financial year that so many of history end with."""
    return f"{2011 + years}/{(2012 + years) % 100:02d}"


def invented(years: int, seed: int) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    return invented_admissions(date(2012 + years, 1, 1), seed)


def prepared(root: Path) -> DataFolder:
    data = DataFolder(root)
    data.prepare()
    make_throw_away_key(data)
    return data


def receive(data: DataFolder, folder: Path, extract: Extract, tables: list[Table]) -> DropReceipt:
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
    assert receipt.landing_gate
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


def counts(tables: list[Table]) -> dict[tuple[object, ...], int]:
    """Every count by its key; what is no count is 0."""
    return {
        (*of_series(one), period, measure): count if isinstance(count, int) else 0
        for table in tables
        for one in table.series
        for measure in table.measures
        for period, count in zip(one.periods, getattr(one, measure.lower()), strict=True)
    }


def clean_alarms(years: int, vintages: int) -> tuple[Counter[str], Counter[str]]:
    """Receive and check good vintages of both monthly HES datasets; count what breaks."""
    critical, warned = Counter[str](), Counter[str]()
    year = year_of(years)
    for seed in range(1, vintages // 10 + 1):
        with tempfile.TemporaryDirectory() as folder, invented(years, seed) as connection:
            data = prepared(Path(folder) / "data")
            # A first one of the other set, so that figures can be made from the first on.
            first = Extract(ALL_ASSAULT, "HES", f"{year} M05")
            receive(data, Path(folder), first, counted_tables(connection, first))
            for month, dataset in product(range(6, 11), (SHARP, ALL_ASSAULT)):
                extract = Extract(dataset, "HES", f"{year} M{month:02d}")
                tables = counted_tables(connection, extract)
                for found, names in zip(
                    (critical, warned), held(data, Path(folder), extract, tables), strict=True
                ):
                    found.update(names)
    return critical, warned


_ground: Ground | None = None


def _start(folder: str, years: int, seed: int) -> None:
    global _ground
    os.environ.pop(KEY_FILE, None)
    _ground = Ground(Path(tempfile.mkdtemp(dir=folder)), years, seed)


def _spoil(number: int) -> Caught:
    assert _ground is not None
    return _ground.spoil(number)


def mutations(faults: int, years: int) -> list[Caught]:
    """Make the faults, every kind as often as the others."""
    with (
        tempfile.TemporaryDirectory() as folder,
        get_context("spawn").Pool(None, _start, (folder, years, SEED)) as pool,
    ):
        return list(pool.imap_unordered(_spoil, range(faults), chunksize=4))


def report(caught: list[Caught]) -> float:
    """Print the shares by fault; return the share of faults that matter caught."""
    head = ("fault", "made", "caught", "stopped", "that matter", "of these caught", "stopped")
    by_fault = defaultdict[str, list[Caught]](list)
    for one in caught:
        by_fault[one.fault.replace("_", " ")].append(one)
    print(
        table(head, [(name, *shares(some)) for name, some in (*by_fault.items(), ("all", caught))])
    )
    return share([one.is_caught for one in caught if one.matters])


def shares(caught: list[Caught]) -> Iterator[object]:
    for some in (caught, [one for one in caught if one.matters]):
        yield len(some)
        yield f"{share([one.is_caught for one in some]):.1%}"
        yield f"{share([bool(one.critical) for one in some]):.1%}"


def share(those: list[bool]) -> float:
    return sum(those) / max(1, len(those))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=1000)
    parser.add_argument("--years", type=int, default=3, help="of history, the last not finished")
    parser.add_argument("--clean", type=int, default=50, help="good vintages, a multiple of 10")
    options = parser.parse_args()
    critical, warned = clean_alarms(options.years, options.clean)
    print(
        f"{options.clean} clean vintages: {critical.total()} critical, {warned.total()} warnings",
        *warned,
    )
    found = report(mutations(options.faults, options.years))
    print(f"\nOf the faults that matter {found:.1%} are caught.")
    return int(found < LEAST_CAUGHT or critical.total() > 0)


if __name__ == "__main__":
    sys.exit(main())
