"""Why nothing is handed over, or a package is not accepted."""


class HandOverRefusedError(Exception):
    """A step of the hand-over is refused; the message says why and what to do."""
