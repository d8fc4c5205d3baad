"""What is disturbed: a command on a data folder, with what has to be there before it.

A flow more is a case more: the module whose ``main`` takes the arguments, and what was run before.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tasks.synthesise import write_drop

COMMANDS = "flows.__main__"
SHARP, ALL_ASSAULT = "monthly sharp object", "all assault"
Command = tuple[str, list[str]]


@dataclass(frozen=True)
class Case:
    """A command by module and arguments; {data} and {drops} in these stand for the folders."""

    name: str
    command: Command
    drops: Callable[[Path], object]
    before: tuple[Command, ...] = ()

    def arguments(self, command: Command, data: Path, drops: Path) -> tuple[str, list[str]]:
        module, words = command
        return module, [word.format(data=data, drops=drops) for word in words]


def one_month(drops: Path) -> None:
    """Both HES files of a month, a Welsh one, and one that is to be refused."""
    for dataset in (SHARP, ALL_ASSAULT):
        write_drop(drops, dataset, "HES", "2012/13 M01")
    write_drop(drops, SHARP, "PEDW", "2012/13 M01")
    (drops / "broken.xlsx").write_bytes(b"no workbook")


def both_monthly_files(drops: Path) -> None:
    """What a package can be made of."""
    for dataset in (SHARP, ALL_ASSAULT):
        write_drop(drops, dataset, "HES", "2012/13 M01")


def two_months(drops: Path) -> None:
    for dataset in (SHARP, ALL_ASSAULT):
        write_drop(drops, dataset, "HES", "2012/13 M02")


MONTHLY = (COMMANDS, ["run", "--drops", "{drops}", "--data", "{data}"])
HAND_OVER = ("tests.crash.hand_over", ["{data}"])
BACKFILL = (COMMANDS, ["backfill", "--drops", "{drops}", "--data", "{data}"])
CASES = {
    case.name: case
    for case in (
        Case("monthly", MONTHLY, one_month),
        Case("backfill", (BACKFILL[0], [*BACKFILL[1], "--series"]), two_months),
        Case("hand-over", HAND_OVER, both_monthly_files, before=(MONTHLY,)),
        Case("parallel-backfill", BACKFILL, two_months),
    )
}
