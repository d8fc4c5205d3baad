"""Number formats that show a count as it is, and ones that do not."""

import pytest

from tasks.receive.reader.number_format import shows_number, shows_text

ACCOUNTING = '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-'


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("General", 7),
        ("0", 7),
        ("#,##0", 7),
        ("#,##0;[Red]-#,##0", 7),
        ("0.00", 7),
        ("@", 7),
        ("0;-0;;@", 7),
        # Shown blank, which means 0.
        ("0;-0;;@", 0),
        (";;;", 0),
        (ACCOUNTING, 7),
        (ACCOUNTING, 0),
        ('[=0]"\u2013";#,##0', 0),
        ('[=0]"\u2013";#,##0', 7),
        ('[<8]"*";0', 8),
        ('0" (p)"', 7),
        ("mmm-yy", 41_000),
        ("[$-809]d mmmm yyyy", 41_000),
        ("[h]:mm", 7),
        ("# ?/?", 7),
    ],
)
def test_a_number_is_shown_as_it_is(code: str, number: float) -> None:
    assert shows_number(code, number)


@pytest.mark.parametrize(
    ("code", "number"),
    [
        (";;;", 7),
        (";;;@", 7),
        ('""', 7),
        (";-0", 7),
        ('"*"', 7),
        ('[<8]"*";0', 7),
        ('[<8]"";0', 7),
        ('0;-0;"n/a"', 0),
        # Another number: of thousands, a percentage, with a digit more.
        ("0,", 7),
        ("#,##0,,", 7),
        ("0%", 7),
        ('0"2"', 7),
        ('0"\u00b2"', 7),
        ('General"2"', 7),
        ("0\\2", 7),
    ],
)
def test_a_number_is_hidden_or_shown_as_another(code: str, number: float) -> None:
    assert not shows_number(code, number)


@pytest.mark.parametrize(
    ("code", "is_shown"),
    [("General", True), ("0", True), ("@", True), (";;;@", True), (";;;", False), ('@"2"', False)],
)
def test_a_text_is_shown_or_not(code: str, is_shown: bool) -> None:
    assert shows_text(code) == is_shown
