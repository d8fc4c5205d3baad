"""Why there is no evaluation."""


class NoEvaluationError(Exception):
    """There is nothing that an evaluation could be made of."""


class NotAllowedError(Exception):
    """A table holds what an evaluation may not publish."""
