"""Where the time of a monthly run goes, beside the least it could: `make bench-run`.

Each run is a process of its own with a fresh data folder. The three ways to run take turns, so that
what else the machine does meets them alike.
"""

import argparse
import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median as middle

from tests.bench import floors
from tests.bench.clock import ROOT, Spent, in_a_process, median, medians, parts_of
from tests.bench.drops import drops_of
from tests.bench.page import machine, runs_told, table, write_section
from tests.bench.steps import PREFECT

EMBEDDED, SERVER_UP, WITHOUT = "its own server", "server up", "without Prefect"
MOST_WITH_SERVER, MOST_TO_FLOORS, MOST_TO_FIRST_WORD = 2.0, 1.5, 1.0


class Rounds:
    """What each way to run spent: whole processes, and parts of the process by way."""

    def __init__(self) -> None:
        self.whole: dict[str, list[Spent]] = defaultdict(list)
        self.parts: dict[str, list[dict[str, Spent]]] = defaultdict(list)
        self.floors: list[dict[str, Spent]] = []

    def run(self, way: str, drops: Path, data: Path, environment: Mapping[str, str] | None) -> None:
        """One run of a way into a fresh data folder."""
        how = [] if way == WITHOUT else ["--prefect"]
        arguments = ["--drops", str(drops), "--data", str(data), *how]
        whole, told = in_a_process("tests.bench.steps", *arguments, environment=environment)
        self.whole[way].append(whole)
        self.parts[way].append(parts_of(told))

    def measure_floors(self, drops: Path, data: Path) -> None:
        """Every floor once, each in a process of its own."""
        measured: dict[str, Spent] = {}
        for name in floors.NAMES:
            _, told = in_a_process(
                "tests.bench.floors", name, "--drops", str(drops), "--data", str(data)
            )
            measured |= parts_of(told)
        self.floors.append(measured)


def main() -> None:
    """Measure and write the sections."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drops", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with drops_of(options.drops) as drops:
        rounds = measured(drops, options.runs)
        words = [first_word(drops) for _ in range(options.runs)]
    write_section("A month's run", month_section(rounds, drops_told(options.drops)))
    write_section("Targets", targets_section(rounds, words))


def drops_told(folder: Path | None) -> str:
    """Which drops, without a path."""
    return "the drops of a folder" if folder else "the fourteen synthetic drops of `make run`"


def measured(drops: Path, runs: int) -> Rounds:
    """Run every way in turn, as often as asked."""
    rounds = Rounds()
    with tempfile.TemporaryDirectory() as made, server_up(Path(made) / "server") as environment:
        for number in range(runs):
            for way in (EMBEDDED, SERVER_UP, WITHOUT):
                data = Path(made) / f"{number}-{way}" / "data"
                rounds.run(way, drops, data, environment if way == SERVER_UP else None)
            rounds.measure_floors(drops, data)
            print(f"round {number + 1} of {runs} measured", flush=True)
    return rounds


@contextmanager
def server_up(data: Path) -> Iterator[Mapping[str, str]]:
    """A Prefect server on this machine, and the environment of who uses it."""
    from flows.service.deployments import wait_for_api
    from flows.service.serve import Site, stop
    from tests.live.live import free_port

    (data / "prefect").mkdir(parents=True)
    site = Site(data, data / "incoming", free_port(), "team:bench")
    server = site.server()
    try:
        wait_for_api(site.environment, still=lambda: server.poll() is None)
        yield site.environment
    finally:
        stop([server])


def first_word(drops: Path) -> float:
    """Seconds until `make run` says something; it is stopped then."""
    with tempfile.TemporaryDirectory() as made:
        start = time.perf_counter()
        process = subprocess.Popen(
            ["make", "run", f"DROPS={drops}", f"DATA={Path(made) / 'data'}"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert process.stdout
        select.select([process.stdout], [], [])
        seconds = time.perf_counter() - start
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate()
        shutil.rmtree(Path(made) / "data", ignore_errors=True)
    return seconds


def month_section(rounds: Rounds, drops: str) -> str:
    """Where a run with a server of its own spends its time, beside the floors."""
    parts, least = medians(rounds.parts[EMBEDDED]), medians(rounds.floors)
    whole = median(rounds.whole[EMBEDDED])
    rows = [part_row(name, spent, least.get(name), whole) for name, spent in parts.items()]
    rows.sort(key=lambda row: -float(row[2]))  # type: ignore[arg-type]
    return "\n\n".join(
        (
            f"One release of {drops}, from nothing, with a Prefect server of its own. Medians of "
            f"{runs_told(len(rounds.floors))}, a process each; the whole takes "
            f"{whole.seconds:.1f} s. The ratio is of processor time to that of the floor.",
            machine(),
            table(
                ("part", "s", "processor s", "share", "peak MB", "floor: processor s", "ratio"),
                rows,
            ),
            FLOORS_TOLD,
        )
    )


FLOORS_TOLD = """\
Floors: for imports those of Prefect and DuckDB; for Prefect a flow of as many empty tasks on a
server of its own; for reading the same bytes with calamine alone; for landing, conforming, checks,
protection and audit a bare `select` of the rows that they read or write, from the encrypted store,
with the import of the library that each needs; for an output the import of its library and writing
the same bytes."""


def part_row(name: str, spent: Spent, floor: Spent | None, whole: Spent) -> tuple[object, ...]:
    """One part of a run beside its floor."""
    share = f"{spent.processor / whole.processor:.0%}"
    row = (name, spent.seconds, spent.processor, share, round(spent.peak))
    if floor is None:
        return (*row, None, None)
    return (*row, floor.processor, spent.processor / floor.processor)


def targets_section(rounds: Rounds, words: list[float]) -> str:
    """The targets and whether they are met."""
    whole = {way: median(spent) for way, spent in rounds.whole.items()}
    with_server = whole[SERVER_UP].seconds / whole[WITHOUT].seconds
    embedded = whole[EMBEDDED].seconds / whole[WITHOUT].seconds
    to_floors, others_to_floors = ratios_to_floors(rounds)
    rows = [
        target("server up, to the same steps without Prefect (s)", with_server, MOST_WITH_SERVER),
        ("a server of its own, to the same steps without Prefect (s)", embedded, None, None),
        target("without Prefect, to the sum of floors (processor s)", to_floors, MOST_TO_FLOORS),
        ("the same but for protection and audit (processor s)", others_to_floors, None, None),
        target("until `make run` says its first word (s)", middle(words), MOST_TO_FIRST_WORD),
    ]
    return "\n\n".join(
        (machine(), table(("", "measured", "target: at most", ""), rows), WHY_MISSED)
    )


def ratios_to_floors(rounds: Rounds) -> tuple[float, float]:
    """Processor time of a run without Prefect to its floors: whole, and without protection."""
    spent, least = medians(rounds.parts[WITHOUT]), medians(rounds.floors)
    whole = median(rounds.whole[WITHOUT]).processor
    floor = sum(part.processor for name, part in least.items() if name != PREFECT)
    protection, its_floor = (
        sum(parts[name].processor for name in ("protect", "audit")) for parts in (spent, least)
    )
    return whole / floor, (whole - protection) / (floor - its_floor)


WHY_MISSED = """\
The ratio to the floors is missed for what a floor leaves out. A bare `select` of the figures
decides nothing and proves nothing: protection and audit stand beside other programs below. Landing
is a hundred statements a file, each with a cost that does not depend on rows, and the store is
closed after each file, so that a run killed there loses none. Checks are built-ins of Great
Expectations, which keeps books on each and hashes every table twice."""


def target(name: str, value: float, most: float) -> tuple[object, ...]:
    """A row that says whether a target is met."""
    return name, value, most, "met" if value <= most else "missed"


if __name__ == "__main__":
    main()
