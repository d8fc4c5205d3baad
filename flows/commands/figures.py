"""Commands on the figures of releases that were made."""

from collections.abc import Sequence
from typing import Annotated, Literal

from cyclopts import Parameter

from flows.commands.arguments import Data, Folder, FolderThere
from flows.exit_codes import ExitCode
from flows.service.terminal import say, with_progress


def explain(
    area: Annotated[str, Parameter(help="Code of the area, as E23000005.")],
    kind: Literal["month", "year", "rolling_year"],
    period: Annotated[str, Parameter(help="2023-11, or 2022-23.")],
    /,
    *,
    data: Data,
    age: str = "All ages",
    cause: str = "X99",
) -> None:
    """Say why one figure is shown as it is. For the team only: bounds of a hidden figure are said.

    The figures are those of the last run, with what had been shown when their release was made.
    Where the check before publication refused them, the sums that disclose a figure are printed.
    """
    from tasks.protect.explain import explain_current

    say(explain_current(str(data), area, kind, period, age, cause, say))


def _releases(_: object, names: Sequence[str]) -> None:
    from tasks.rebuild.release import Release

    for name in names:
        try:
            Release.named_by(name)
        except ValueError:
            raise ValueError(f"'{name}' names no release: write 2024-01/r2.") from None


def rebuild(
    names: Annotated[
        list[str],
        Parameter(validator=_releases, show_default=False, help="As 2024-01/r2; without one, all."),
    ] = [],  # noqa: B006
    /,
    *,
    data: Data,
    code: Annotated[
        FolderThere | None, Parameter(help="Folder of the code that made them.")
    ] = None,
    scratch: Annotated[
        Folder | None, Parameter(help="Folder to work in instead of DATA/secure/rebuild.")
    ] = None,
) -> ExitCode:
    """Make past releases again, and compare them byte for byte with those that stand.

    Each is made of the originals behind it, the ledger before it and the code that made it: this
    one, one of the project's history, or that of --code. The data folder is only read.

    Exit code 0: every byte is the same; 1: one is not, or one could not be made.
    """
    from tasks.rebuild.rebuild import named, rebuilding
    from tasks.store.folders import DataFolder

    folder = DataFolder(data)
    wanted = named(folder, names)
    if not wanted:
        say("No release was ever made.")
    different = False
    with rebuilding(folder, scratch, code, say) as differences:
        for release in with_progress(wanted, "Rebuilding"):
            told = differences(release)
            say(f"{release}: {told or 'the same, byte for byte.'}")
            different |= bool(told)
    return ExitCode.NOT_DONE if different else ExitCode.DONE


def evaluate(*, data: Data) -> None:
    """Make the evaluation's own tables of the current figures, into DATA/evaluation."""
    from tasks.evaluate.task import evaluate_areas

    # Not as a task of Prefect's, whose server is not needed for it.
    say(evaluate_areas.fn(str(data)))
