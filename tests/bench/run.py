"""Where the time of a monthly run goes, beside the least it could: `make bench-run`.

Each run is a process of its own with a fresh data folder. The three ways to run take turns, so that
what else the machine does meets them alike.
"""

import os
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path

from tests.bench.clock import Clock, Parts, Spent, apart, median, medians
from tests.bench.floors import NAMES, PREFECT, floor
from tests.bench.page import table, write
from tests.bench.setting import drops_of, options, prefect_server

EMBEDDED, SERVER_UP, WITHOUT = "its own server", "server up", "without Prefect"
MOST_WITH_SERVER, MOST_TO_FLOORS = 2.0, 1.5
PROTECTION = ("protect", "audit")


class Rounds:
    """What each way to run spent: whole processes, and parts of the process by way."""

    def __init__(self) -> None:
        self.whole: dict[str, list[Spent]] = defaultdict(list)
        self.parts: dict[str, list[Parts]] = defaultdict(list)
        self.floors: list[Parts] = []

    def run(self, way: str, drops: Path, data: Path, environment: Mapping[str, str]) -> None:
        """One run of a way into a fresh data folder."""
        if way == WITHOUT:
            parts, whole = apart(without_prefect, drops, data)
        else:
            parts, whole = apart(with_prefect, drops, data, environment if way == SERVER_UP else {})
        self.whole[way].append(whole)
        self.parts[way].append(parts)

    def measure_floors(self, drops: Path, data: Path) -> None:
        """Every floor once, each in a process of its own."""
        measured: dict[str, Spent] = {}
        for name in NAMES:
            measured |= apart(floor, name, drops, data)[0]
        self.floors.append(measured)


def main() -> None:
    """Measure and write."""
    chosen = options(__doc__, runs=5)
    rounds = Rounds()
    with (
        drops_of(chosen.drops) as drops,
        tempfile.TemporaryDirectory() as made,
        prefect_server(Path(made) / "server") as environment,
    ):
        for number in range(chosen.runs):
            for way in (EMBEDDED, SERVER_UP, WITHOUT):
                data = Path(made) / f"{number}-{way}" / "data"
                rounds.run(way, drops, data, environment)
            rounds.measure_floors(drops, data)
    whole = median(rounds.whole[EMBEDDED]).seconds
    told = f"Medians of {chosen.runs} runs; the whole takes {whole:.1f} s."
    head = ("part", "s", "processor s", "share", "peak MB", "floor: processor s", "ratio")
    write("run", told, table(head, rows(rounds)))
    write("targets", table(("", "measured", "target: at most", ""), targets(rounds)))


def with_prefect(drops: Path, data: Path, environment: Mapping[str, str]) -> Parts:
    """The flow: what is spent outside its steps is Prefect's."""
    os.environ.update(environment)
    clock = Clock()
    with clock.part("imports"):
        from flows import monthly
        from tests.bench.steps import STEPS, time_parts
    time_parts(clock, [import_module(f"tasks.{folder}.task") for _, folder in STEPS.values()])
    with clock.part(PREFECT), redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        if monthly.main(["--drops", str(drops), "--data", str(data)]):
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


def rows(rounds: Rounds) -> list[tuple[object, ...]]:
    """Where a run with a server of its own spends its time, beside the floors."""
    parts, least = medians(rounds.parts[EMBEDDED]), medians(rounds.floors)
    whole = median(rounds.whole[EMBEDDED]).processor
    return [
        (
            name,
            spent.seconds,
            spent.processor,
            f"{spent.processor / whole:.0%}",
            round(spent.peak),
            least[name].processor if name in least else None,
            spent.processor / least[name].processor if name in least else None,
        )
        for name, spent in sorted(parts.items(), key=lambda part: -part[1].processor)
    ]


def targets(rounds: Rounds) -> list[tuple[object, ...]]:
    """The targets and whether they are met."""
    seconds = {way: median(spent).seconds for way, spent in rounds.whole.items()}
    spent, least = medians(rounds.parts[WITHOUT]), medians(rounds.floors)
    whole = median(rounds.whole[WITHOUT]).processor
    floors = sum(part.processor for name, part in least.items() if name != PREFECT)
    protection, its_floor = (
        sum(parts[name].processor for name in PROTECTION) for parts in (spent, least)
    )
    with_server, to_floors = seconds[SERVER_UP] / seconds[WITHOUT], whole / floors
    without = "the same steps without Prefect (s)"
    return [
        (f"server up, to {without}", with_server, MOST_WITH_SERVER,
         "met" if with_server <= MOST_WITH_SERVER else "missed"),
        (f"a server of its own, to {without}", seconds[EMBEDDED] / seconds[WITHOUT], None, None),
        ("without Prefect, to the sum of floors (processor s)", to_floors, MOST_TO_FLOORS,
         "met" if to_floors <= MOST_TO_FLOORS else "missed"),
        ("the same but for protection and audit (processor s)",
         (whole - protection) / (floors - its_floor), None, None),
    ]  # fmt: skip


if __name__ == "__main__":
    main()
