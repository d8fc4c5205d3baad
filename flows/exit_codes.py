"""What every command ends with: one table, which ``make`` and the units read too.

Each command in ``flows/commands/`` returns one: ``run``, ``release`` and ``receive`` in
``releases.py``.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit code of a command."""

    DONE = 0
    """All of it was done; of ``run``: every file was received and the release stands."""
    NOT_DONE = 1
    """It was refused or failed, or what was compared differs; of ``run``: there is no release."""
    SOME_REFUSED = 2
    """It was done, but a delivered file was refused; of ``run``: the release stands.

    Of ``inspect``: a file would be refused.
    """
    USAGE = 64
    """The command line is wrong, or names what does not exist: nothing was begun."""
    STOPPED = 130
    """Ctrl-C."""
