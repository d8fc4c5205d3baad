"""Why the store is opened: what the log of accesses says of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Purpose:
    """Why, and in which run of a flow ('' outside of one)."""

    why: str
    run: str


_AT_HAND: ContextVar[Purpose | None] = ContextVar("purpose", default=None)
BY_HAND = Purpose("by hand, no reason given", "")


@contextmanager
def purpose(why: str, run: str = "") -> Iterator[None]:
    """Give the reason for every access within the block."""
    token = _AT_HAND.set(Purpose(why, run))
    try:
        yield
    finally:
        _AT_HAND.reset(token)


def purpose_at_hand() -> Purpose:
    """Return the reason of the innermost block."""
    return _AT_HAND.get() or BY_HAND
