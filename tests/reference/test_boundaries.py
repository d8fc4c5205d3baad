"""Areas that merged or split: which area is the sum of which."""

import csv
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

import duckdb
import pytest

from tasks.store.reference import REFERENCE
from tasks.store.stores import no_store

Part = tuple[str, str, str]
# Local authorities of today, by force, in a country of four forces. A code's first letter names it.
TODAY = {"A": ["a1", "a2"], "B": ["b1", "b2"], "C": ["c1"], "D": ["d1", "d2"]}


@pytest.fixture
def reference() -> Iterator[duckdb.DuckDBPyConnection]:
    with no_store() as connection:
        yield connection


def areas(
    connection: duckdb.DuckDBPyConnection,
    today: dict[str, list[str]],
    former: list[tuple[str, str, str]] | None = None,
    superseded: dict[str, tuple[str, str]] | None = None,
) -> None:
    """Let these be the areas. former: a force, a local authority that it held, and until when;
    superseded: a local authority's successor, and the one of today."""
    for table in ("police_force_area", "local_authority", "former_force"):
        connection.execute(f"delete from reference.{table}")
    force_of = {code: force for force, codes in today.items() for code in codes}
    for force in today:
        connection.execute(
            "insert into reference.police_force_area values ($1, $1, 'E92000001', 'E12000001')",
            [force],
        )
    for code, force in force_of.items():
        connection.execute(
            "insert into reference.local_authority "
            "values ($1, $1, null, null, $1, $2, 'E12000001')",
            [code, force],
        )
    for code, (successor, of_today) in (superseded or {}).items():
        connection.execute(
            "insert into reference.local_authority values ($1, $1, $2, null, $3, $4, 'E12000001')",
            [code, successor, of_today, force_of[of_today]],
        )
    for force, code, until in former or []:
        connection.execute(
            "insert into reference.former_force values ($1, $1, $2, $3, 'invented')",
            [force, code, until],
        )


def parts(connection: duckdb.DuckDBPyConnection) -> set[Part]:
    return set(
        connection.execute(
            "select change, whole_code, part_code from reference.area_part"
        ).fetchall()
    )


def summed(connection: duckdb.DuckDBPyConnection) -> set[str]:
    found = connection.execute("select area_code from reference.summed_force").fetchall()
    return {code for (code,) in found}


def held(force: str, until: str = "2027-04-01") -> list[tuple[str, str, str]]:
    return [(force, code, until) for code in TODAY[force]]


def merged(whole: str, *codes: str) -> set[Part]:
    return {("merger", whole, code) for code in codes}


def split(whole: str, *codes: str) -> set[Part]:
    return {("split", whole, code) for code in codes}


REST = {"C": ["c1"], "D": ["d1", "d2"]}
AB = ["a1", "a2", "b1", "b2"]
MERGED = {"AB": AB, **REST}
CASES = {
    "no change": (TODAY, [], set(), {"A", "B", "C", "D"}),
    "two forces merge": (
        MERGED, held("A") + held("B"), merged("AB", "A", "B"), {"AB", "C", "D"},
    ),
    "a force gets a new code": (
        {"A": ["a1", "a2"], "B": ["b1", "b2"], "C": ["c1"], "E": ["d1", "d2"]},
        held("D"), merged("E", "D"), {"A", "B", "C", "E"},
    ),
    "a force splits": (
        {"A1": ["a1"], "A2": ["a2"], "B": ["b1", "b2"], **REST},
        held("A"), split("A", "A1", "A2"), {"A", "B", "C", "D"},
    ),
    "what merged merges again": (
        {"ABC": [*AB, "c1"], "D": ["d1", "d2"]},
        [
            *held("A"), *held("B"), *held("C", "2030-04-01"),
            *(("AB", code, "2030-04-01") for code in AB),
        ],
        merged("AB", "A", "B") | merged("ABC", "AB", "C"), {"ABC", "D"},
    ),
    "what merged splits again": (
        {"A1": ["a1", "a2"], "B1": ["b1", "b2"], **REST},
        [*held("A"), *held("B"), *(("AB", code, "2030-04-01") for code in AB)],
        merged("AB", "A", "B") | split("AB", "A1", "B1"), {"AB", "C", "D"},
    ),
    # Neither force of today is a sum of former ones, nor the other way.
    "a local authority changes its force": (
        {"A1": ["a1"], "B1": ["a2", "b1", "b2"], **REST},
        held("A") + held("B"), set(), {"A1", "B1", "C", "D"},
    ),
    "a force is said to have merged, of half of which nothing is said": (
        MERGED, held("A"), set(), {"AB", "C", "D"},
    ),
    # B2 holds a part of A and all of B: A is no sum of forces of today that B2 could be cut into.
    "a part of what split merges": (
        {"A1": ["a1"], "B2": ["a2", "b1", "b2"], **REST},
        [*held("A", "2027-04-01"), ("A2", "a2", "2030-04-01"), *held("B", "2030-04-01")],
        merged("B2", "A2", "B"), {"A1", "B2", "C", "D"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("today", "former", "expected", "adding_up"), CASES.values(), ids=CASES)
def test_forces_that_merge_or_split(
    reference: duckdb.DuckDBPyConnection,
    today: dict[str, list[str]],
    former: list[tuple[str, str, str]],
    expected: AbstractSet[Part],
    adding_up: AbstractSet[str],
) -> None:
    areas(reference, today, former)
    assert parts(reference) == expected
    assert summed(reference) == adding_up


def test_a_force_that_splits_twice_is_summed_as_it_was_before(
    reference: duckdb.DuckDBPyConnection,
) -> None:
    today = {"A": ["a1", "a2"], "E": ["b1"], "F": ["b2"], "G": ["c1"]}
    first = [("D", code, "2027-04-01") for code in ("b1", "b2", "c1")]
    areas(reference, today, [*first, ("H", "b1", "2030-04-01"), ("H", "b2", "2030-04-01")])
    assert parts(reference) == split("D", "H", "G") | split("H", "E", "F")
    assert summed(reference) == {"A", "D"}


def test_local_authorities_that_merge_twice_are_nested(
    reference: duckdb.DuckDBPyConnection,
) -> None:
    superseded = {"a3": ("a4", "a1"), "a5": ("a4", "a1"), "a4": ("a1", "a1"), "a6": ("a1", "a1")}
    areas(reference, TODAY, superseded=superseded)
    assert parts(reference) == merged("a4", "a3", "a5") | merged("a1", "a4", "a6")
    nested = reference.execute(
        "select part_code, depth, smallest_code from reference.nested_area where whole_code = 'a1'"
    ).fetchall()
    assert set(nested) == {
        ("a4", 1, "a3"), ("a4", 1, "a5"), ("a3", 2, "a3"), ("a5", 2, "a5"), ("a6", 1, "a6"),
    }  # fmt: skip


def test_a_force_of_a_local_authority_that_merged_since_is_known(
    reference: duckdb.DuckDBPyConnection,
) -> None:
    """Named by the codes of its time."""
    areas(reference, MERGED, held("A") + held("B"), superseded={"a3": ("a1", "a1")})
    reference.execute("update reference.former_force set la_code = 'a3' where la_code = 'a1'")
    assert parts(reference) == merged("AB", "A", "B") | merged("a1", "a3")


def test_each_merger_of_local_authorities_since_2012_is_one_of_the_parts(
    reference: duckdb.DuckDBPyConnection,
) -> None:
    with (REFERENCE / "local_authority.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["successor_la_code"]]
    expected = {("merger", row["successor_la_code"], row["la_code"]) for row in rows}
    assert parts(reference) == expected
    assert len(expected) == len(rows) > 40


def test_no_area_is_part_of_two(reference: duckdb.DuckDBPyConnection) -> None:
    """A country that is the sum of both would count it twice."""
    twice = reference.execute(
        "select part_code from reference.area_part group by all having count(*) > 1"
    )
    assert twice.fetchall() == []


def test_no_force_has_merged_or_split_since_2012(reference: duckdb.DuckDBPyConnection) -> None:
    today = reference.execute("select pfa_code from reference.police_force_area").fetchall()
    assert summed(reference) == {code for (code,) in today}


def test_every_former_force_merged_or_split(reference: duckdb.DuckDBPyConnection) -> None:
    """One whose area was shared out otherwise is in no sum of the model: see the how-to guide."""
    left_out = reference.execute(
        "select distinct former_pfa_code from reference.former_force where former_pfa_code not in "
        "(select unnest([whole_code, part_code]) from reference.area_part)"
    )
    assert left_out.fetchall() == []
