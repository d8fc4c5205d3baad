"""The errors of the evaluation."""

from tasks.govern.errors import SafeMessageError


class NoEvaluationError(SafeMessageError):
    """The figures for an evaluation are missing."""


class NotAllowedError(SafeMessageError):
    """A table holds what an evaluation may not publish."""
