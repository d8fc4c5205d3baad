"""The small bench fails on a ratio that is too large, and on nothing measured."""

import pytest

from tests.bench.ratios import Ratio, quickest, told


def test_ratios_within_their_limits_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert told([Ratio("reading", 3.0, 3.0), Ratio("audit", 0.01, 0.1)]) == 0
    assert "BROKEN" not in capsys.readouterr().out


@pytest.mark.parametrize("measured", [3.001, float("nan"), float("inf")])
def test_one_beyond_its_limit_fails(measured: float, capsys: pytest.CaptureFixture[str]) -> None:
    assert told([Ratio("audit", 0.01, 0.1), Ratio("reading", measured, 3.0)]) == 1
    assert "reading" in capsys.readouterr().out


def test_nothing_measured_fails() -> None:
    assert told([]) == 1


@pytest.mark.slow
def test_work_that_became_slower_is_seen() -> None:
    def busy(rounds: int) -> int:
        return sum(range(rounds))

    fast, slow = quickest(3, [lambda: lambda: busy(10_000_000), lambda: lambda: busy(80_000_000)])

    assert Ratio("the slow one", slow / fast, 4).holds is False
    assert Ratio("the fast one", fast / fast, 4).holds is True


def test_preparing_is_not_counted() -> None:
    def prepare():  # type: ignore[no-untyped-def]
        sum(range(30_000_000))
        return lambda: None

    (seconds,) = quickest(1, [prepare])

    assert seconds < 0.1
