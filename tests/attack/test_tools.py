"""What the attackers compute with: symbols, propagation, programmes."""

from dataclasses import replace

import numpy as np
import pytest

from tests.attack.narrow import ContradictionError, narrowed, sums_of
from tests.attack.programmes import Part, bounded, settled
from tests.attack.published import Row, months_of
from tests.attack.system import Figure, System

ROW = Row(1, "X99", "pfa", "E1", "month", 0, 0, "All ages", "All", "0", "5", "final")


@pytest.mark.parametrize(
    ("shown", "rounding", "interval"),
    [
        ("0", "5", (0, 0)),
        ("10", "5", (8, 12)),
        ("20", "10", (15, 24)),
        ("40", "20", (30, 49)),
        ("3", "1", (3, 3)),
        ("[c]", "", (1, 7)),
        ("[c1]", "", (0, 14)),
        ("[c2]", "", (0, 29)),
    ],
)
def test_a_symbol_stands_for_an_interval(
    shown: str, rounding: str, interval: tuple[int, int]
) -> None:
    assert replace(ROW, shown=shown, rounding=rounding).interval == interval


@pytest.mark.parametrize(
    ("kind", "period", "length", "last"),
    [("month", "2023-04", 1, 2023 * 12 + 3), ("year", "2022-23", 12, 2023 * 12 + 2)],
)
def test_a_period_is_its_months(kind: str, period: str, length: int, last: int) -> None:
    assert months_of(kind, period) == (last - length + 1, last)


def months_and_a_year(most: int) -> System:
    """Seven months of 1 to 7, and their sum."""
    system = System()
    months = [Figure("X99", "E1", month, month, "All ages", 1) for month in range(7)]
    for month in months:
        system.hold(month, (1, 7))
    year = Figure("X99", "E1", 0, 11, "All ages", 1)
    system.hold(year, (1, most))
    system.add("months", year, months)
    return system


@pytest.mark.parametrize(("most", "left"), [(7, 1), (8, 2), (9, 3)])
def test_every_way_finds_what_is_left_of_a_month(most: int, left: int) -> None:
    system = months_and_a_year(most)
    sums, lo, hi = sums_of(system), np.array(system.lo), np.array(system.hi)
    part = Part.of(sums, np.ones(len(lo), np.bool_))

    propagated = narrowed(sums, lo, hi)
    assert (propagated[0][0], propagated[1][0]) == (1, left)
    assert list(bounded(part, lo, hi, [0])) == [(0, 1, left)]
    assert list(settled(part, lo, hi, [0])) == [(0, 1, left)]


def test_a_contradiction_is_found() -> None:
    system = months_and_a_year(6)
    with pytest.raises(ContradictionError):
        narrowed(sums_of(system), np.array(system.lo), np.array(system.hi))
