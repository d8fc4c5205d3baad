"""What a command of a flow shares with the others: its exit codes, arguments and last words."""

import argparse
from collections.abc import Callable

from tasks.conform.conform import NoMonthError
from tasks.conform.months import NoMomentError
from tasks.govern.withheld import SAFE

ALL_RECEIVED, NO_RELEASE, SOME_REFUSED = 0, 1, 2
AS_OF = "use only what was known then: a date (its end) or a time"
REFUSALS = SAFE


def written_as(named: Callable[[str], object]) -> Callable[[str], str]:
    """Let a terminal's argument through if the flow can read it as ``named`` does."""

    def text(argument: str) -> str:
        try:
            named(argument)
        except (NoMonthError, NoMomentError) as error:
            raise argparse.ArgumentTypeError(str(error)) from None
        return argument

    return text


def say(text: str) -> None:
    """Print it at once."""
    print(text, flush=True)
