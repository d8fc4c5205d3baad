"""Where the time of a monthly run goes, beside the least it could: `make bench-run`.

Each run is a process of its own with a fresh data folder. The three ways to run take turns, so that
what else the machine does meets them alike.
"""

import os
import tempfile
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from importlib import import_module
from io import StringIO
from pathlib import Path

from tests.bench.clock import Clock, Parts, Spent, apart, medians
from tests.bench.floors import NAMES, PREFECT, floor
from tests.bench.page import table, write
from tests.bench.setting import drops_of, options, prefect_server

EMBEDDED, SERVER_UP, WITHOUT = "its own server", "server up", "without Prefect"
MOST_WITH_SERVER, MOST_TO_FLOORS = 2.0, 1.5
PROTECTION = ("protect", "audit")


@dataclass(frozen=True)
class Round:
    """Each way once: what the process spent, its parts; and the floors."""

    whole: Mapping[str, Spent]
    parts: Mapping[str, Parts]
    floors: Parts


def main() -> None:
    """Measure and write."""
    chosen = options(__doc__, runs=5)
    with (
        drops_of(chosen.drops) as drops,
        tempfile.TemporaryDirectory() as made,
        prefect_server(Path(made) / "server") as environment,
    ):
        rounds = [
            measured(drops, Path(made) / f"{number}", environment) for number in range(chosen.runs)
        ]
    whole = medians(one.whole for one in rounds)
    parts = {way: medians(one.parts[way] for one in rounds) for way in whole}
    floors = medians(one.floors for one in rounds)
    told = f"Medians of {chosen.runs} runs; the whole takes {whole[EMBEDDED].seconds:.1f} s."
    head = ("part", "s", "processor s", "share", "peak MB", "floor: processor s", "ratio")
    write("run", told, table(head, rows(parts[EMBEDDED], floors, whole[EMBEDDED])))
    met = targets(whole, parts[WITHOUT], floors)
    write("targets", table(("", "measured", "target: at most", ""), met))


def measured(drops: Path, folder: Path, environment: Mapping[str, str]) -> Round:
    """Every way into a data folder of its own, and every floor, each in a process of its own."""
    made = {
        EMBEDDED: apart(with_prefect, drops, folder / "embedded" / "data", {}),
        SERVER_UP: apart(with_prefect, drops, folder / "up" / "data", environment),
        WITHOUT: apart(without_prefect, drops, folder / "without" / "data"),
    }
    floors: dict[str, Spent] = {}
    for name in NAMES:
        floors |= apart(floor, name, drops, folder / "without" / "data")[0]
    return Round(
        {way: whole for way, (_, whole) in made.items()},
        {way: parts for way, (parts, _) in made.items()},
        floors,
    )


def with_prefect(drops: Path, data: Path, environment: Mapping[str, str]) -> Parts:
    """The flow: what is spent outside its steps is Prefect's."""
    os.environ.update(environment)
    clock = Clock()
    with clock.part("imports"):
        from flows.__main__ import main as command
        from tests.bench.steps import STEPS, time_parts
    time_parts(clock, [import_module(f"tasks.{folder}.task") for _, folder in STEPS.values()])
    with clock.part(PREFECT), redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        if command(["run", "--drops", str(drops), "--data", str(data)]):
            raise RuntimeError("the flow made no release, or refused a drop")
    return clock.parts()


def without_prefect(drops: Path, data: Path, months: int | None = None) -> Parts:
    """The same steps; with months, those of as many months, the latest, in their turn."""
    clock = Clock()
    with clock.part("imports"):
        from tests.bench.steps import land, latest_months, release, time_parts
    time_parts(clock)
    folder = land(drops, data)
    for month in [None] if months is None else latest_months(folder, months):
        release(folder, month)
    return clock.parts()


def rows(parts: Parts, floors: Parts, whole: Spent) -> list[tuple[object, ...]]:
    """Where a run with a server of its own spends its time, beside the floors."""
    return [
        (
            name,
            spent.seconds,
            spent.processor,
            f"{spent.processor / whole.processor:.0%}",
            round(spent.peak),
            floors[name].processor if name in floors else None,
            spent.processor / floors[name].processor if name in floors else None,
        )
        for name, spent in sorted(parts.items(), key=lambda part: -part[1].processor)
    ]


def targets(whole: Parts, parts: Parts, floors: Parts) -> list[tuple[object, ...]]:
    """The targets and whether they are met; parts and floors of a run without Prefect."""
    least = sum(part.processor for name, part in floors.items() if name != PREFECT)
    protection, its_floor = (
        sum(spent[name].processor for name in PROTECTION) for spent in (parts, floors)
    )
    spent = whole[WITHOUT]
    with_server = whole[SERVER_UP].seconds / spent.seconds
    to_floors = spent.processor / least
    without = "the same steps without Prefect (s)"
    return [
        (f"server up, to {without}", with_server, MOST_WITH_SERVER,
         "met" if with_server <= MOST_WITH_SERVER else "missed"),
        (f"a server of its own, to {without}", whole[EMBEDDED].seconds / spent.seconds, None, None),
        ("without Prefect, to the sum of floors (processor s)", to_floors, MOST_TO_FLOORS,
         "met" if to_floors <= MOST_TO_FLOORS else "missed"),
        ("the same but for protection and audit (processor s)",
         (spent.processor - protection) / (least - its_floor), None, None),
    ]  # fmt: skip


if __name__ == "__main__":
    main()
