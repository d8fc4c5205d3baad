"""Decide whether a delivered file still needs a run, given the runs that it had."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_ATTEMPTS = 3
PAUSE_BEFORE_NEXT = timedelta(seconds=30)
ENDED_BADLY = {"FAILED", "CRASHED"}
# Ends that a person or a rule decided: the same bytes would come to the same.
DECIDED = {"Refused", "Rejected"}
# Ends after which nothing is left to try.
CLOSED = {"Superseded", "Cancelled"}
# The end of a run that found a store in use: it did nothing, and counts as no attempt.
BUSY = "Busy"


@dataclass(frozen=True)
class Attempt:
    """One run made for a file: its number from 1, the state it is in and since when."""

    number: int
    state_type: str
    state_name: str
    since: datetime


def idempotency_key(sha256: str, number: int) -> str:
    """Return the key of a file's ``number``-th run.

    A key whose run failed keeps returning the failed run, so each attempt has its own.
    """
    return sha256 if number == 1 else f"{sha256}/{number}"


def tag(attempt: int) -> str:
    """Return how a run is marked that is a file's ``attempt``-th that counts."""
    return f"attempt {attempt} of {MOST_ATTEMPTS}"


def attempt_of(tags: Iterable[str]) -> int:
    """Return which attempt a run is that is marked so; without a mark it is the first."""
    marked = [attempt for attempt in range(1, MOST_ATTEMPTS + 1) if tag(attempt) in set(tags)]
    return max(marked, default=1)


def counted(attempts: Sequence[Attempt]) -> int:
    """Return how many attempts a file had, without those that found a store in use."""
    return sum(attempt.state_name != BUSY for attempt in attempts)


def is_given_up(state_name: str, attempt: int) -> bool:
    """Say whether a file whose ``attempt``-th run ended so is not tried again by itself."""
    if state_name == BUSY:
        return False
    return state_name in DECIDED | CLOSED or attempt >= MOST_ATTEMPTS


def next_attempt(attempts: Sequence[Attempt], now: datetime) -> int | None:
    """Return the number of the run to be made now by itself, or None.

    One that failed or crashed is tried again after a pause, three times in all, not counting those
    that found a store in use; what was refused, rejected or cancelled waits for a person.
    """
    if not attempts:
        return 1
    last = _last(attempts)
    return last.number + 1 if _may_be_repeated(attempts, last, now) else None


def attempt_by_hand(attempts: Sequence[Attempt]) -> int | None:
    """Return the number of the run to be made because a person asks, or None: one is under way."""
    if not attempts:
        return 1
    last = _last(attempts)
    ended = last.state_type in ENDED_BADLY | {"COMPLETED", "CANCELLED"}
    return last.number + 1 if ended else None


def _last(attempts: Sequence[Attempt]) -> Attempt:
    return max(attempts, key=lambda attempt: attempt.number)


def _may_be_repeated(attempts: Sequence[Attempt], last: Attempt, now: datetime) -> bool:
    return (
        all(attempt.state_type != "COMPLETED" for attempt in attempts)
        and last.state_type in ENDED_BADLY
        and last.state_name not in DECIDED
        and counted(attempts) < MOST_ATTEMPTS
        and now - last.since >= PAUSE_BEFORE_NEXT
    )
