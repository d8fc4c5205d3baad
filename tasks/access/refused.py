"""What every refusal of access has in common."""


class AccessRefusedError(Exception):
    """What was asked for is not allowed: the message says why and what to do; nothing changed."""
