"""Nothing is received outside the agreement's window; synthetic and real drops have their own."""

from datetime import date

import pytest

from tasks.agreement import OutsideAgreementError, agreement_for


@pytest.mark.parametrize("today", [date(2022, 1, 28), date(2025, 1, 27)])
def test_both_ends_of_the_window_are_in_it(today: date) -> None:
    agreement_for("real").require_open(today)


@pytest.mark.parametrize(
    ("today", "told"),
    [(date(2022, 1, 27), "starts on 28 January 2022"), (date(2025, 1, 28), "ended on 27 January")],
)
def test_outside_the_window_the_date_is_named(today: date, told: str) -> None:
    with pytest.raises(OutsideAgreementError, match=told):
        agreement_for("real").require_open(today)


@pytest.mark.parametrize("content", ["real", "synthetic"])
def test_each_agreement_covers_its_own_content(content: str) -> None:
    assert agreement_for(content).content == content
