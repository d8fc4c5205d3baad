"""Why nothing is handed over, or a package is not accepted."""

from tasks.govern.errors import SafeMessageError


class HandOverRefusedError(SafeMessageError):
    """A step of the hand-over is refused; the message says why and what to do."""
