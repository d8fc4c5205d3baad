"""A good drop to be spoiled, and what the gates say of what it became."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from itertools import product
from operator import attrgetter
from pathlib import Path
from random import Random

import duckdb

from tasks.check import CheckFailedError, Outcome, check_conformed
from tasks.conform.conform import conform
from tasks.govern.key import make_throw_away_key
from tasks.receive.drop import DropReceipt, receive_drop
from tasks.store.folders import DataFolder
from tasks.store.stores import no_store
from tasks.synthesise import admissions
from tasks.synthesise.drop import DEFAULT_LAYOUT, counted_tables, write_tables
from tasks.synthesise.extract import Extract
from tasks.synthesise.layout import Layout
from tasks.synthesise.tables import Table
from tests.bench.faults import ALL_ASSAULT, BI_ANNUAL, EVERYWHERE, IN_ONE_TABLE, SHARP
from tests.bench.unseen.landing import run

CONTRACT = "(contract of the file)"
of_series = attrgetter("delivered_table", "area_code", "age", "sex", "ethnicity")
SPOILED = ((SHARP, "HES"), (ALL_ASSAULT, "HES"), (SHARP, "PEDW"), (BI_ANNUAL, "HES"))
# As HES and PEDW deliver their tables, and long ones in which no row means 0.
LAYOUTS = (DEFAULT_LAYOUT, Layout(orientation="long", zero="absent"))


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

    def __init__(self, folder: Path, years: int, seed: int, scale: float = 1.0) -> None:
        year = year_of(years)
        bi_annual = f"{year_of(years - 1)} M12" if years > 1 else f"{year} M03"
        self.folder, self.data = folder, prepared(folder / "good")
        self.admissions = invented(years, seed, scale)
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
        round_no, kind = divmod(number, len(IN_ONE_TABLE) + len(EVERYWHERE))
        extract = random.choice(self.spoiled)
        fault, tables = self._spoiled(kind, extract, random)
        critical, warned = self._held(extract, tables, LAYOUTS[round_no % len(LAYOUTS)])
        matters = moves_a_count(self.good[extract], tables)
        return Caught(fault, matters, critical, warned)

    def unspoiled(self) -> list[Caught]:
        """Hold every good drop to the gates as it is, in each layout."""
        return [
            Caught("none", False, *self._held(extract, self.good[extract], layout))
            for extract, layout in product(self.spoiled, LAYOUTS)
        ]

    def _spoiled(self, kind: int, extract: Extract, random: Random) -> tuple[str, list[Table]]:
        if kind < len(IN_ONE_TABLE):
            tables = deepcopy(self.good[extract])
            IN_ONE_TABLE[kind](tables, random)
            return IN_ONE_TABLE[kind].__name__, tables
        fault = EVERYWHERE[kind - len(IN_ONE_TABLE)]
        with self.changed_admissions() as admissions:
            fault(admissions, random)
            return fault.__name__, counted_tables(admissions, extract)

    def _held(
        self, extract: Extract, tables: list[Table], layout: Layout
    ) -> tuple[tuple[str, ...], ...]:
        spoiled = DataFolder(self.folder / "spoiled")
        shutil.rmtree(spoiled.root, ignore_errors=True)
        shutil.copytree(self.data.root, spoiled.root)
        shutil.copy(self.data.throw_away_key, spoiled.throw_away_key)
        return held(spoiled, self.folder, extract, tables, layout)


def year_of(years: int) -> str:
    """The financial year that so many of history end with."""
    return f"{2011 + years}/{(2012 + years) % 100:02d}"


@contextmanager
def invented(years: int, seed: int, scale: float) -> Iterator[duckdb.DuckDBPyConnection]:
    """As invented_admissions, with counts so many times as large."""
    values = {"seed": seed, "last_month": date(2012 + years, 1, 1).isoformat()}
    with no_store() as connection:
        for step in admissions.STEPS:
            admissions.run(connection, step, values)
            if step == "force_level":
                run(connection, "levels", scale=scale, share_of_wales=1.0)
        yield connection


def prepared(root: Path) -> DataFolder:
    data = DataFolder(root)
    data.prepare()
    make_throw_away_key(data)
    return data


def receive(
    data: DataFolder,
    folder: Path,
    extract: Extract,
    tables: list[Table],
    layout: Layout = DEFAULT_LAYOUT,
) -> DropReceipt:
    """Write the tables as a workbook and receive it."""
    (path,) = write_tables(folder, extract, tables, layout)
    try:
        return receive_drop(path, data)
    finally:
        path.unlink()


def held(
    data: DataFolder,
    folder: Path,
    extract: Extract,
    tables: list[Table],
    layout: Layout = DEFAULT_LAYOUT,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the critical and of the warning rules that a drop breaks, up to where it stops."""
    receipt = receive(data, folder, extract, tables, layout)
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
