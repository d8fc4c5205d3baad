"""What an error of ours must be before its message may leave the machine's secure folders."""


class SafeMessageError(Exception):
    """Its message is ours: paths, hashes, names and numbers of rows, never a value of the data.

    Prefect keeps messages for good, so only errors of this kind keep theirs there
    (``tasks/govern/withheld.py``).
    """
