"""What every refusal of access has in common."""

from tasks.govern.errors import SafeMessageError


class AccessRefusedError(SafeMessageError):
    """What was asked for is not allowed: the message says why and what to do; nothing changed."""
