"""Counts that rise and counts that fall between the first and the final vintage."""

from collections.abc import Mapping

import duckdb
import pytest

from tasks.protect.audit.audit import InconsistentError, audit
from tasks.protect.audit.refusal import discloses
from tasks.protect.decide.decision import decide_and_show
from tests.protect.small import Figure, model, shown

Force = tuple[int, int]


def two_forces(first: Force, last: Force) -> duckdb.DuckDBPyConnection:
    """The model of forces."""
    con = model(*forces(first, last))
    con.execute("update cell set risen_from = 'first' where kind = 'hidden'")
    return con


def forces(first: Force, last: Force) -> tuple[dict[str, Figure], dict[str, list[str]]]:
    """Two forces at both vintages; the first is frozen at [8, 12] and [38, 42], their changes add
    up to a public one."""
    change = [after - before for before, after in zip(first, last, strict=True)]
    figures = {
        "first a": Figure(first[0], "frozen", lo=8, hi=12),
        "first b": Figure(first[1], "frozen", lo=38, hi=42),
        "rise a": Figure(change[0], "hidden", lo=0),
        "rise b": Figure(change[1], "hidden", lo=0),
        "change": Figure(sum(change), "exact"),
        "last a": Figure(last[0]),
        "last b": Figure(last[1]),
    }
    sums = {
        "last a": ["first a", "rise a"],
        "last b": ["first b", "rise b"],
        "change": ["rise a", "rise b"],
    }
    return figures, sums


RISES = [((10, 40), (10, 40)), ((8, 38), (9, 41)), ((12, 42), (16, 42))]
FALLS = [((10, 40), (3, 52)), ((10, 40), (0, 40)), ((10, 40), (10, 30))]


@pytest.mark.parametrize(("first", "last"), RISES)
def test_rises_are_decided_without_falls(first: tuple[int, int], last: tuple[int, int]) -> None:
    con = two_forces(first, last)
    decide_and_show(con)
    audit(con)
    assert not discloses(con)
    assert con.execute("select min(lo) from cell where kind = 'hidden'").fetchone() == (0,)


@pytest.mark.parametrize(("first", "last"), FALLS)
def test_falls_that_the_symbols_betray_are_allowed_for(
    first: tuple[int, int], last: tuple[int, int]
) -> None:
    con = two_forces(first, last)
    decide_and_show(con)
    audit(con)
    assert not discloses(con)
    assert con.execute("select min(lo) from cell where kind = 'hidden'").fetchone() == (-1000000,)
    assert shown(con)["last a"] is not None


def test_a_fall_frees_the_months_of_its_country_alone() -> None:
    falls, rises = FALLS[0], RISES[0]
    con = two_countries({"E": falls, "W": rises})
    decide_and_show(con)
    freed = con.execute(
        "select area_code from cell where kind = 'hidden' and lo < 0 order by cell_id"
    ).fetchall()
    assert freed == [("E rise a",), ("E rise b",)]


def two_countries(counts: Mapping[str, tuple[Force, Force]]) -> duckdb.DuckDBPyConnection:
    """two_forces of each country, in one model."""
    figures: dict[str, Figure] = {}
    sums: dict[str, list[str]] = {}
    for country, (first, last) in counts.items():
        of_country, its_sums = forces(first, last)
        figures |= {f"{country} {name}": figure for name, figure in of_country.items()}
        sums |= {
            f"{country} {total}": [f"{country} {part}" for part in parts]
            for total, parts in its_sums.items()
        }
    con = model(figures, sums)
    con.execute("update cell set risen_from = 'first' where kind = 'hidden'")
    return con


def test_counts_that_do_not_add_up_are_refused() -> None:
    con = model({"a": Figure(5), "b": Figure(5), "all": Figure(40, "exact")}, {"all": ["a", "b"]})
    with pytest.raises(InconsistentError, match="contradict"):
        decide_and_show(con)
