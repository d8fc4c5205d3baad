"""Sentences are made from the published figures, by rules."""

import pytest

from tasks.evaluate.words import millions, p_words, signed


@pytest.mark.parametrize(
    ("value", "text"), [(3.14, "+3.1%"), (-3.0, "\N{MINUS SIGN}3.0%"), (0.0, "0.0%")]
)
def test_percentages_bear_their_sign(value: float, text: str) -> None:
    assert signed(value) == text


@pytest.mark.parametrize(
    ("p", "text"), [(0.0, "< 0.01"), (0.01, "0.01"), (0.5, "0.50"), (None, "none")]
)
def test_p_values(p: float | None, text: str) -> None:
    assert p_words(p) == text


def test_pounds() -> None:
    assert millions(-1_250_000_000) == "\N{MINUS SIGN}£1,250.0 million"
