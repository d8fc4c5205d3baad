"""The base of all refusals of access."""

from tasks.govern.errors import SafeMessageError


class AccessRefusedError(SafeMessageError):
    """The request is not allowed and nothing changed. The message says why and what to do."""
