"""Which file gets a run: by the states of the runs that it had."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.receive.attempts import (
    MOST_ATTEMPTS,
    PAUSE_BEFORE_NEXT,
    Attempt,
    attempt_by_hand,
    idempotency_key,
    next_attempt,
)

NOW = datetime(2024, 1, 31, tzinfo=UTC)
LONG_AGO = NOW - PAUSE_BEFORE_NEXT
JUST_NOW = LONG_AGO.replace(microsecond=1)
STATES = ("SCHEDULED", "PENDING", "RUNNING", "PAUSED", "CANCELLING", "COMPLETED", "FAILED")
STATES += ("CRASHED", "CANCELLED")


@pytest.mark.parametrize(
    ("state", "name", "since", "by_itself", "by_hand"),
    [
        ("SCHEDULED", "Scheduled", LONG_AGO, None, None),
        ("PENDING", "Pending", LONG_AGO, None, None),
        ("RUNNING", "Running", LONG_AGO, None, None),
        ("PAUSED", "Suspended", LONG_AGO, None, None),
        ("CANCELLING", "Cancelling", LONG_AGO, None, None),
        ("COMPLETED", "Released", LONG_AGO, None, 2),
        ("CANCELLED", "Cancelled", LONG_AGO, None, 2),
        ("FAILED", "Failed", LONG_AGO, 2, 2),
        ("FAILED", "Failed", JUST_NOW, None, 2),
        ("CRASHED", "Crashed", LONG_AGO, 2, 2),
        ("FAILED", "Busy", LONG_AGO, 2, 2),
        ("FAILED", "Busy", JUST_NOW, None, 2),
        ("FAILED", "Refused", LONG_AGO, None, 2),
        ("FAILED", "Rejected", LONG_AGO, None, 2),
    ],
)
def test_after_one_run(
    state: str, name: str, since: datetime, by_itself: int | None, by_hand: int | None
) -> None:
    attempts = [Attempt(1, state, name, since)]

    assert next_attempt(attempts, NOW) == by_itself
    assert attempt_by_hand(attempts) == by_hand


def test_a_new_file_gets_its_first_run() -> None:
    assert next_attempt([], NOW) == attempt_by_hand([]) == 1


def test_it_gives_up_after_the_last_attempt_but_a_person_need_not() -> None:
    attempts = [Attempt(n, "FAILED", "Failed", LONG_AGO) for n in range(1, MOST_ATTEMPTS + 1)]

    assert next_attempt(attempts[:-1], NOW) == MOST_ATTEMPTS
    assert next_attempt(attempts, NOW) is None
    assert attempt_by_hand(attempts) == MOST_ATTEMPTS + 1


def test_a_store_in_use_costs_no_attempt() -> None:
    busy = [Attempt(n, "FAILED", "Busy", LONG_AGO) for n in range(1, 9)]
    failed = [Attempt(n, "FAILED", "Failed", LONG_AGO) for n in range(9, 9 + MOST_ATTEMPTS)]

    assert next_attempt(busy, NOW) == 9
    assert next_attempt([*busy, *failed[:-1]], NOW) == 9 + MOST_ATTEMPTS - 1
    assert next_attempt([*busy, *failed], NOW) is None


def test_each_attempt_has_a_key_of_its_own() -> None:
    assert idempotency_key("ab", 1) == "ab"
    assert len({idempotency_key("ab", number) for number in range(1, 10)}) == 9


@given(st.lists(st.sampled_from(STATES), max_size=6))
def test_no_second_run_beside_one_and_none_after_a_success(states: list[str]) -> None:
    attempts = [Attempt(n, state, state, LONG_AGO) for n, state in enumerate(states, 1)]
    made = next_attempt(attempts, NOW)

    if "COMPLETED" in states or (states and states[-1] not in ("FAILED", "CRASHED")):
        assert made is None
    if made:
        assert made == len(states) + 1 <= MOST_ATTEMPTS
