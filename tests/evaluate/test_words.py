"""Sentences are made from the published figures, by rules."""

import pytest

from tasks.evaluate.specification import specification
from tasks.evaluate.words import millions, p_words, placebo_words, sentence, signed

SPEC = specification()
ROW = {"effect": -9.6, "lower": -15.0, "upper": -3.9, "p": 0.002, "smallest_detectable": 8.1}


@pytest.mark.parametrize(
    ("lower", "effect", "upper", "begins", "tells_detectable"),
    [
        (-15.0, -9.6, -0.1, "Fewer admissions", False),
        (0.1, 9.6, 15.0, "More admissions", False),
        (-15.0, -9.6, 0.0, "No effect is found", True),
        (0.0, 9.6, 15.0, "No effect is found", True),
        (-3.0, 0.4, 4.0, "No effect is found", True),
    ],
)
def test_a_sentence_tells_what_is_found(
    lower: float, effect: float, upper: float, begins: str, tells_detectable: bool
) -> None:
    row = {**ROW, "lower": lower, "effect": effect, "upper": upper}
    told = sentence(row, SPEC.main, SPEC)
    assert told.startswith(begins)
    assert signed(effect) in told
    assert ("A fall of 8.1% or more would be found 80% of the time." in told) == tells_detectable


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


@pytest.mark.parametrize(
    ("upper", "words"), [(-0.1, "where there was no funding yet"), (0.0, "as it should")]
)
def test_a_placebo_that_finds_an_effect_is_told(upper: float, words: str) -> None:
    row = {"outcome": "sharp", "check": "placebo in time", "lower": -9.0, "upper": upper}
    assert words in placebo_words([row, {**row, "check": "randomisation", "upper": -5.0}], SPEC)
