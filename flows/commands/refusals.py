"""How a command that is refused says so."""

from collections.abc import Iterator
from contextlib import contextmanager

from tasks.govern.errors import SafeMessageError

# An error of the operating system says a path and its reason.
REFUSALS = (SafeMessageError, OSError)


class WrongInputError(SafeMessageError):
    """The command line names what does not exist; nothing was begun."""


class NotDoneError(SafeMessageError):
    """A command is not done; the message says why."""


@contextmanager
def or_say(told: str) -> Iterator[None]:
    """Begin with ``told`` what a refusal within says."""
    try:
        yield
    except REFUSALS as refusal:
        raise NotDoneError(f"{told} {in_words(refusal)}") from None


def in_words(refusal: Exception) -> str:
    """Return what a refusal says, in one sentence or a few."""
    if isinstance(refusal, OSError) and refusal.strerror and refusal.filename:
        return f"{refusal.strerror}: {refusal.filename}"
    return str(refusal)
