"""The base of errors whose messages may leave the secure folders."""


class SafeMessageError(Exception):
    """An error whose message holds paths, hashes, names and numbers of rows, never a data value.

    Prefect keeps messages for good, so it is given the messages of these errors only
    (``tasks/govern/withheld.py``).
    """
