"""The fitted exponent is the power that a cost grows with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.clock import Spent
from tests.bench.growth import Size, exponent, exponents, limit_told

positive = st.floats(1e-3, 1e3)


@given(power=st.floats(-1, 3), factor=positive, start=st.floats(1, 1e6))
def test_of_a_power_the_exponent_is_found(power: float, factor: float, start: float) -> None:
    sizes = [start, 10 * start, 100 * start]

    fitted = exponent(sizes, [factor * size**power for size in sizes])

    assert fitted == pytest.approx(power, abs=1e-6)


def test_one_size_has_no_exponent() -> None:
    assert exponent([10.0], [1.0]) is None
    assert exponent([10.0, 10.0], [1.0, 2.0]) is None


def test_a_quadratic_step_is_called_worse_than_linear() -> None:
    def size(rows: int, power: int) -> Size:
        return Size(rows, rows, {"landing": Spent(0, float(rows) ** power, 100)})

    quadratic, linear = (exponents([size(10, p), size(100, p)])[0] for p in (2, 1))

    assert quadratic[-1] == "worse than linear"
    assert linear[-1] == "linear or better"


def test_the_limit_of_memory_is_held_to() -> None:
    def peak(megabytes: float) -> list[Size]:
        spent = Spent(1, 1, megabytes)
        return [Size(1, 1, {"landing": spent, "conforming": spent})]

    assert limit_told(peak(3700), "4").endswith("met.")
    assert limit_told(peak(3900), "4").endswith("missed.")
