"""The reason for opening the store, for the log of accesses."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Purpose:
    """The reason and the flow run ('' outside a run)."""

    why: str
    run: str


_CURRENT: ContextVar[Purpose | None] = ContextVar("purpose", default=None)
BY_HAND = Purpose("by hand, no reason given", "")


@contextmanager
def purpose(why: str, run: str = "") -> Iterator[None]:
    """Give the reason for every access within the block."""
    token = _CURRENT.set(Purpose(why, run))
    try:
        yield
    finally:
        _CURRENT.reset(token)


def current_purpose() -> Purpose:
    """Return the reason of the innermost block."""
    return _CURRENT.get() or BY_HAND
