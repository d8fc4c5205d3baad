"""The small bench fails on a ratio that is too large, and on nothing measured."""

import pytest

from tests.bench.ratios import Ratio, told


def test_ratios_within_their_limits_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert told([Ratio("reading", 3.0, 3.0), Ratio("audit", 0.01, 0.1)]) == 0
    assert "BROKEN" not in capsys.readouterr().out


@pytest.mark.parametrize("measured", [3.001, float("nan"), float("inf")])
def test_one_beyond_its_limit_fails(measured: float, capsys: pytest.CaptureFixture[str]) -> None:
    assert told([Ratio("audit", 0.01, 0.1), Ratio("reading", measured, 3.0)]) == 1
    assert "reading" in capsys.readouterr().out


def test_nothing_measured_fails() -> None:
    assert told([]) == 1
