"""The one entry point: ``python -m flows COMMAND``. What each command does: flows/commands/."""

import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError, Group, Parameter, ValidationError

from flows.commands import (
    access,
    figures,
    govern,
    hand_over,
    inspect,
    releases,
    service,
    sign,
    synthesise,
)
from flows.commands.refusals import REFUSALS, WrongInputError, in_words
from flows.exit_codes import ExitCode
from tasks.govern.shown import shown

NAME = "python -m flows"
SEE_HELP = f"'{NAME} --help' lists the commands."

app = App(
    name=NAME,
    help="Turn restricted hospital counts into safe monthly tables.",
    help_epilogue=(
        "DATA and DROPS in the environment stand for --data and --drops. Exit codes: 0 done; "
        "1 refused, failed or different; 2 done, but a delivered file was refused; "
        "64 the command line is wrong; 130 stopped."
    ),
    version_flags=[],
    # No --no-series for --series.
    default_parameter=Parameter(negative=()),
    print_error=False,
    exit_on_error=False,
    suppress_keyboard_interrupt=False,
    result_action="return_value",
)
for title, commands in (
    (
        "Releases",
        (releases.run, inspect.inspect, releases.receive, releases.release, releases.status),
    ),
    ("Past releases", (releases.backfill, figures.explain, figures.rebuild)),
    ("Evaluation and hand-over", (figures.evaluate, hand_over.app)),
    ("Decisions", (sign.sign,)),
    ("Access to counts", (access.app, govern.destroy, govern.audit)),
    ("Service", (service.serve, service.again, service.app)),
    ("Demonstration", (synthesise.synthesise,)),
):
    group = Group.create_ordered(title)
    for command in commands:
        if isinstance(command, App):
            command.group = group
            app.command(command)
        else:
            app.command(command, group=group)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit code."""
    try:
        return app(arguments) or ExitCode.DONE
    except CycloptsError as error:
        told = error.exception_message if isinstance(error, ValidationError) else error
        return _ended(f"{told}\n{SEE_HELP}", ExitCode.USAGE)
    except WrongInputError as wrong:
        return _ended(f"{wrong}\n{SEE_HELP}", ExitCode.USAGE)
    except REFUSALS as refusal:
        return _ended(in_words(refusal), ExitCode.NOT_DONE)
    except KeyboardInterrupt:
        return _ended("Stopped.", ExitCode.STOPPED)


def _ended(told: str, code: ExitCode) -> ExitCode:
    print(shown(told), file=sys.stderr, flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
