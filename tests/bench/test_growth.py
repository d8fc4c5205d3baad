"""The fitted exponent is the power that a cost grows with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.clock import Spent
from tests.bench.grow import MONTHS, blocks
from tests.bench.growth import Size, exponent, exponents, limit_told

positive = st.floats(1e-3, 1e3)


@given(power=st.floats(-1, 3), factor=positive, start=st.floats(1, 1e6))
def test_of_a_power_the_exponent_is_found(power: float, factor: float, start: float) -> None:
    sizes = [start, 10 * start, 100 * start]

    fitted = exponent(sizes, [factor * size**power for size in sizes])

    assert fitted == pytest.approx(power, abs=1e-6)


@given(scale=positive)
def test_units_do_not_matter(scale: float) -> None:
    sizes, costs = [1.0, 10.0, 100.0], [2.0, 30.0, 200.0]

    assert exponent(sizes, [scale * cost for cost in costs]) == pytest.approx(
        exponent(sizes, costs)
    )
    assert exponent([scale * size for size in sizes], costs) == pytest.approx(
        exponent(sizes, costs)
    )


def test_one_size_has_no_exponent() -> None:
    assert exponent([10.0], [1.0]) is None
    assert exponent([10.0, 10.0], [1.0, 2.0]) is None


def test_a_quadratic_step_is_called_worse_than_linear() -> None:
    def size(rows: int, power: int) -> Size:
        return Size(rows, rows, {"landing": Spent(0, float(rows) ** power, 100)}, 1)

    quadratic, linear = (exponents([size(10, p), size(100, p)])[0] for p in (2, 1))

    assert quadratic[-1] == "worse than linear"
    assert linear[-1] == "linear or better"


def test_the_limit_of_memory_is_held_to() -> None:
    def peak(megabytes: float) -> list[Size]:
        spent = Spent(1, 1, megabytes)
        return [Size(1, 1, {"landing": spent, "conforming": spent}, 1)]

    assert limit_told(peak(3700), "4").endswith("met.")
    assert limit_told(peak(3900), "4").endswith("missed.")


@pytest.mark.parametrize("months", [1, 10, 100, 142])
def test_blocks_are_every_month_once(months: int) -> None:
    found = list(blocks(months))
    count = sum((b.year - a.year) * 12 + b.month - a.month + 1 for a, b in found)

    assert count == MONTHS
    assert found[0][0].isoformat() == "2012-04-01"
    assert found[-1][1].isoformat() == "2024-01-01"
