"""Where the time of a monthly run goes: ``make bench-monthly [DROPS=folder] [RUNS=5]``.

Each run is a process of its own with a fresh data folder and an embedded Prefect server; the table
gives the median of each part and its share of the median whole.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from functools import wraps
from io import StringIO
from pathlib import Path
from typing import Any

PARTS = ("imports", "Prefect", "reading", "SQL", "checks", "workbook", "other outputs")
ROOT = Path(__file__).parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drops", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--one", action="store_true", help="time one run in this process")
    options = parser.parse_args()
    with drops_of(options.drops) as drops:
        if options.one:
            print(json.dumps(one_run(drops)))
        else:
            show([in_a_process(drops) for _ in range(options.runs)])


@contextmanager
def drops_of(folder: Path | None) -> Iterator[Path]:
    if folder:
        yield folder.resolve()
        return
    from tasks.synthesise.demonstration import write_demonstration

    with tempfile.TemporaryDirectory() as made:
        write_demonstration(Path(made))
        yield Path(made)


def in_a_process(drops: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.monthly", "--one", "--drops", str(drops)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def one_run(drops: Path) -> dict[str, float]:
    spent: dict[str, float] = defaultdict(float)
    with timed(spent, "imports"):
        from flows import monthly
        from tasks.protect import release as protection
        from tasks.publish import release as publication
        from tasks.publish import workbook
        from tasks.receive import drop
    patch(drop, "read_drop", spent, "reading")
    patch(drop, "check_landing", spent, "checks")
    patch(monthly, "check_conformed", spent, "checks")
    patch(protection, "check", spent, "checks")
    patch(publication, "check_written", spent, "files")
    for name in ("receive_drop", "conform", "check_conformed", "protect"):
        patch(monthly, name, spent, "steps")
    patch(monthly, "publish", spent, "writing")
    patch(workbook, "write_workbook", spent, "workbook")
    with (
        timed(spent, "whole"),
        tempfile.TemporaryDirectory() as folder,
        redirect_stdout(StringIO()),
    ):
        monthly.main(["--drops", str(drops), "--data", str(Path(folder) / "data")])
    spent["SQL"] = spent["steps"] - spent["reading"] - spent["checks"]
    spent["Prefect"] = spent["whole"] - spent["steps"] - spent["writing"]
    # The files are checked while they are being published.
    spent["writing"] -= spent["files"]
    spent["checks"] += spent["files"]
    spent["other outputs"] = spent["writing"] - spent["workbook"]
    return {part: spent[part] for part in PARTS}


@contextmanager
def timed(spent: dict[str, float], part: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    spent[part] += time.perf_counter() - start


def patch(module: Any, name: str, spent: dict[str, float], part: str) -> None:
    step: Callable[..., Any] = getattr(module, name)

    @wraps(step)
    def stepped(*arguments: Any, **options: Any) -> Any:
        with timed(spent, part):
            return step(*arguments, **options)

    setattr(module, name, stepped)


def show(runs: list[dict[str, float]]) -> None:
    whole = statistics.median(sum(run.values()) for run in runs)
    print(f"median of {len(runs)} runs: {whole:.1f} s in all")
    for part in PARTS:
        seconds = statistics.median(run[part] for run in runs)
        print(f"{part:15}{seconds:6.1f} s {seconds / whole:6.0%}")


if __name__ == "__main__":
    main()
