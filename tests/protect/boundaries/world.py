"""A country of a few invented areas, in memory, and releases of it, one after the other, while its
areas merge and split."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random

import duckdb

from tasks.protect.policy import make_rung, policy
from tasks.protect.release import set_current_release, show_release
from tasks.store.statements import statement, statements
from tasks.store.stores import no_store
from tasks.store.variables import set_variables

FIGURE = Path(__file__).with_name("figure.sql").read_text(encoding="utf-8")
ENGLAND, REGION = "E92000001", "E12000001"
NO_FORCE = "-"
AGES = ("Under 25", "25 and over", "Not known")
FILE = (
    "month", "drop_id", "file_name", "dataset", "source", "extract", "period_end", "extract_date",
    "content",
)  # fmt: skip
# Each force, the local authorities that it holds, and the smallest areas in each of those.
Areas = Mapping[str, Mapping[str, Sequence[str]]]
# By cause, smallest area, month and age.
Counts = Mapping[tuple[str, str, date, str], int]


@dataclass(frozen=True)
class Held:
    """A local authority at some time: the force that held it, and the smallest areas in it."""

    force: str
    code: str
    smallest: Sequence[str]


def held(areas: Areas) -> list[Held]:
    """The local authorities of some time."""
    return [
        Held(force, code, smallest)
        for force, las in areas.items()
        for code, smallest in las.items()
    ]


def holding(areas: Areas, la: Held) -> Held:
    """The local authority that holds another's smallest areas at some time."""
    return next(one for one in held(areas) if set(la.smallest) <= set(one.smallest))


@contextmanager
def country() -> Iterator[duckdb.DuckDBPyConnection]:
    """Empty stores in memory, with the reference tables."""
    with no_store() as con:
        con.execute("attach ':memory:' as secure; attach ':memory:' as release")
        con.execute(statement("store/secure_schema"))
        con.execute(statement("store/release_schema"))
        make_rung(con, policy())
        yield con


def set_areas(con: duckdb.DuckDBPyConnection, history: Sequence[Areas]) -> None:
    """Let the last of history be the areas of today, those before it the former ones."""
    for table in ("police_force_area", "local_authority", "former_force", "population", "region"):
        con.execute(f"delete from reference.{table}")
    _insert(con, "region", [(REGION, "Region")])
    _insert(con, "police_force_area", [(force, force, ENGLAND, REGION) for force in history[-1]])
    _insert(con, "population", [_residents(*force) for force in history[-1].items()])
    _insert(con, "local_authority", _local_authorities(history))
    _insert(con, "former_force", _former_forces(history))


def _insert(
    con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[str | None]]
) -> None:
    for row in rows:
        con.execute(f"insert into reference.{table} values ({', '.join('?' * len(row))})", row)


def _residents(force: str, las: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    return force, "2020", str(50_000 * sum(map(len, las.values()))), "1", "1"


def _local_authorities(history: Sequence[Areas]) -> list[tuple[str | None, ...]]:
    """The latest row of each code."""
    rows = {}
    for nth, areas in enumerate(history):
        for la in held(areas):
            later = [holding(after, la) for after in history[nth:]]
            successor = next((one.code for one in later if one.code != la.code), None)
            rows[la.code] = (
                la.code, la.code, successor, None, later[-1].code, later[-1].force, REGION,
            )  # fmt: skip
    return list(rows.values())


def _former_forces(history: Sequence[Areas]) -> list[tuple[str, ...]]:
    return [
        (la.force, la.force, la.code, f"{2020 + nth}-04-01", "invented")
        for nth, (before, after) in enumerate(pairwise(history))
        for la in held(before)
        if holding(after, la).force != la.force
    ]


def months(first: date, last: date) -> list[date]:
    """The first days of the months from first to last."""
    span = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(at // 12, at % 12 + 1, 1) for at in span]


def invented(
    seed: int, smallest: Sequence[str], when: Sequence[date], most: int
) -> dict[tuple[str, str, date, str], int]:
    """Counts of sharp object, 0 to most by smallest area, month and age, and all assault, which is
    no less."""
    random = Random(seed)
    counts = {}
    for area in smallest:
        for month in when:
            for age in AGES:
                sharp = random.randint(0, most if age != "Not known" else 1)
                counts["X99", area, month, age] = sharp
                counts["X92-Y09", area, month, age] = sharp + random.randint(0, most)
    return counts


def set_figures(
    con: duckdb.DuckDBPyConnection,
    counts: Counts,
    areas: Areas,
    last: date,
    provisional_from: date,
    period_kinds: Sequence[str] = ("month", "year", "rolling_year"),
) -> None:
    """Let these be the figures of the next release: of the months up to last, those from
    provisional_from on not final."""
    known = [(*key, count) for key, count in counts.items() if key[2] <= last]
    _make_table(con, "admission", ("cause", "smallest", "month", "age", "frequency"), known)
    _make_table(con, "place", ("area_level", "area_code", "smallest"), _places(areas))
    values = {"provisional_from": provisional_from, "period_kinds": period_kinds}
    con.execute(FIGURE, values)
    _make_table(con, "secure.conformed.release_input", FILE, [(last, *[""] * 5, last, last, "")])
    set_current_release(con)


def _make_table(
    con: duckdb.DuckDBPyConnection,
    table: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
) -> None:
    lists = ", ".join(f"unnest(${at}) as {column}" for at, column in enumerate(columns, 1))
    con.execute(
        f"create or replace table {table} as select {lists}",
        [list(column) for column in zip(*rows, strict=True)],
    )


def _places(areas: Areas) -> list[tuple[str, str, str]]:
    """Residents of no known force are in the country only."""
    return [
        ("national", ENGLAND, NO_FORCE),
        *(
            (level, code, smallest)
            for la in held(areas)
            for smallest in la.smallest
            for level, code in (
                ("la", la.code), ("pfa", la.force), ("region", REGION), ("national", ENGLAND),
            )
        ),
    ]  # fmt: skip


def keep(con: duckdb.DuckDBPyConnection) -> None:
    """Show the release as it was decided and audited, and keep it."""
    show_release(con)
    set_variables(con, rule=policy().rule, rule_version="", code_version="")
    for folder in ("protect/keep_counts", "protect/keep_release"):
        for _, query in statements(folder):
            con.execute(query)
