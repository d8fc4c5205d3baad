"""Sentences are made from the published figures, by rules."""

import pytest

from tasks.evaluate.specification import specification
from tasks.evaluate.words import millions, p_words, placebo_words, sentence, signed

SPEC = specification()
ROW = {"effect": -9.6, "lower": -15.0, "upper": -3.9, "p": 0.002, "smallest_detectable": 8.1}


@pytest.mark.parametrize(
    ("p", "effect", "begins", "tells_detectable"),
    [
        (0.049, -9.6, "Fewer admissions", False),
        (0.049, 9.6, "More admissions", False),
        (0.05, -9.6, "No effect is found", True),
        (0.9, 0.4, "No effect is found", True),
    ],
)
def test_a_sentence_tells_what_is_found(
    p: float, effect: float, begins: str, tells_detectable: bool
) -> None:
    told = sentence({**ROW, "p": p, "effect": effect}, SPEC.main, SPEC)
    assert told.startswith(begins)
    assert signed(effect) in told
    assert ("A fall of 8.1% or more would be found 80% of the time." in told) == tells_detectable


@pytest.mark.parametrize(
    ("value", "text"), [(3.14, "+3.1%"), (-3.0, "\N{MINUS SIGN}3.0%"), (0.0, "0.0%")]
)
def test_percentages_bear_their_sign(value: float, text: str) -> None:
    assert signed(value) == text


@pytest.mark.parametrize(
    ("p", "text"), [(0.0, "under 0.001"), (0.001, "0.001"), (0.54, "0.540"), (None, "none")]
)
def test_p_values(p: float | None, text: str) -> None:
    assert p_words(p) == text


def test_pounds() -> None:
    assert millions(-1_250_000_000) == "\N{MINUS SIGN}£1,250.0 million"


@pytest.mark.parametrize(
    ("p", "words"), [(0.02, "where there was no funding yet"), (0.2, "as it should")]
)
def test_a_placebo_that_finds_an_effect_is_told(p: float, words: str) -> None:
    row = {"outcome": "sharp", "check": "placebo in time", "p": p}
    assert words in placebo_words([row, {**row, "check": "randomisation", "p": 0.001}], SPEC)
