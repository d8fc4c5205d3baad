"""Why there is no evaluation."""

from tasks.govern.errors import SafeMessageError


class NoEvaluationError(SafeMessageError):
    """There is nothing that an evaluation could be made of."""


class NotAllowedError(SafeMessageError):
    """A table holds what an evaluation may not publish."""
