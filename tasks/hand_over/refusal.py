"""The error of the hand-over and of receiving."""

from tasks.govern.errors import SafeMessageError


class HandOverRefusedError(SafeMessageError):
    """A step of the hand-over is refused; the message says why and what to do."""
