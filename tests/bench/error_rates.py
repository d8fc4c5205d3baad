"""How often estimates err, world by world: ``make bench-evaluation [PANELS=200]``.

Writes `sql/reference/error_rate.csv`, which the evaluation's report reads: one row per world,
planted effect and estimate, in per cent. An interval is right if it holds the effect that was
planted, in the estimate's own weights. A check of the comparison is right if it finds nothing.
``finds`` is of an effect of -10 %: where none was planted, of the same estimate moved by as much.
"""

import argparse
import csv
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from math import expm1, log1p
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from tasks.evaluate import words
from tasks.evaluate.panel import years
from tasks.evaluate.rolling import level_adjusted, levels, own_trends
from tasks.evaluate.rounding import shown_effect
from tasks.evaluate.sensitivity import Study, group_time_study, poisson_study, sensitivity
from tasks.evaluate.specification import specification
from tests.bench import page
from tests.bench.evaluation import ESTIMATORS, PLANTED, first_wave
from tests.bench.worlds import WORLDS, World, drawn_in

Cell = str | int | float
OUT = Path(__file__).parents[2] / "sql" / "reference" / "error_rate.csv"
PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "evaluation.md"
BEFORE = ", years before"
COLUMNS = ("world", "planted", "estimate", "panels", "right", "finds", "bias")
Row = dict[str, Any]
FURTHER: dict[str, Callable[[pd.DataFrame], Row]] = {
    "own-trends": lambda panel: shown_effect(own_trends(first_wave(panel)), specification()),
    "level-adjusted": lambda panel: shown_effect(
        level_adjusted(levels(first_wave(panel), panel)), specification()
    ),
}
STUDIES: dict[str, Callable[[pd.DataFrame], Study]] = {
    "poisson": lambda panel: poisson_study(years(panel, ())),
    "group-time": lambda panel: group_time_study(first_wave(panel)),
}


@dataclass(frozen=True)
class Told:
    """What one estimate, or one check, says of a panel."""

    right: bool
    finds: bool
    bias: float = float("nan")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--panels", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    started = time.perf_counter()
    found: list[Sequence[Cell]] = [COLUMNS]
    for world, planted in cases():
        found += rows(world, planted, measured(world, planted, options.panels, options.workers))
        write(found, options.out)
        print(
            f"{world.name}, {expm1(planted):+.0%}: {time.perf_counter() - started:.0f} s",
            flush=True,
        )
    page.write("worlds", *tables(found[1:]), to=PAGE)


def tables(found: Sequence[Sequence[Cell]]) -> list[str]:
    """The tables of the page, in Markdown: rows are worlds, columns estimates, cells per cent."""
    names = list(dict.fromkeys(row[2] for row in found))
    checks = [name for name in names if str(name).endswith(BEFORE)]
    intervals = [name for name in names if name not in checks]
    return [
        f"**{title}**\n\n{_table(found, of, column)}"
        for title, of, column in (
            ("Intervals that hold the effect", intervals, "right"),
            ("A fall of 10 % is told from none", intervals, "finds"),
            ("Bias, in log points times 100", intervals, "bias"),
            ("The test of the years before funding finds a difference", checks, "finds"),
        )
    ]


def _table(found: Sequence[Sequence[Cell]], names: Sequence[Cell], column: str) -> str:
    cells = {(row[0], row[2]): row[COLUMNS.index(column)] for row in found}
    worlds = dict.fromkeys(row[0] for row in found)
    return page.table(
        ["", *(str(name).removesuffix(BEFORE) for name in names)],
        ([world, *(cells[world, name] for name in names)] for world in worlds),
    )


def write(found: Sequence[Sequence[Cell]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(found)


def cases() -> Iterator[tuple[World, float]]:
    """Every world without an effect, or with one where its threat is one to effects."""
    return ((world, PLANTED if world.only_planted else 0.0) for world in WORLDS)


def measured(world: World, planted: float, panels: int, workers: int) -> Sequence[dict[str, Told]]:
    """Draw panels and estimate on each."""
    # Threads of numba do not survive a fork.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        one = partial(one_panel, WORLDS.index(world), planted)
        return list(pool.map(one, range(panels), chunksize=10))


def one_panel(world: int, planted: float, number: int) -> dict[str, Told]:
    rng = np.random.default_rng((number, world, round(-1000 * planted)))
    drawn = drawn_in(WORLDS[world], planted, rng)
    of_area = drawn.by_area, PLANTED - planted
    truths = {"poisson": (drawn.by_admission, PLANTED - planted)}
    told = {
        name: _of_row(estimate(drawn.panel), *truths.get(name, of_area))
        for name, estimate in (ESTIMATORS | FURTHER).items()
        if name in words.SHORT
    }
    for name, study in STUDIES.items():
        told |= _of_study(name, study(drawn.panel), *truths.get(name, of_area))
    return told


def _of_row(row: Row, truth: float, moved: float) -> Told:
    """Of what is printed, in log points."""
    lower, upper = (log1p(max(row[name], -99.9) / 100) for name in ("lower", "upper"))
    return _of_interval((lower, upper), truth, moved)


def _of_study(name: str, study: Study, truth: float, moved: float) -> dict[str, Told]:
    found = sensitivity(study, specification())
    told = {
        f"{name}, if as before": _of_interval(found.relative, truth, moved),
        f"{name}, if straight": _of_interval(found.straight, truth, moved),
    }
    if found.pretrend_p is not None:
        differs = found.pretrend_p < 1 - specification().confidence
        told[f"{name}{BEFORE}"] = Told(right=not differs, finds=differs)
    return told


def _of_interval(interval: tuple[float, float], truth: float, moved: float) -> Told:
    lower, upper = interval
    holds_none = lower + moved <= 0 <= upper + moved
    return Told(lower <= truth <= upper, not holds_none, (lower + upper) / 2 - truth)


def rows(
    world: World, planted: float, told: Sequence[dict[str, Told]]
) -> Iterator[tuple[Cell, ...]]:
    """The rows of a world, in per cent."""
    for name in told[0]:
        of = [one[name] for one in told]
        bias = np.mean([one.bias for one in of])
        yield (
            world.name,
            round(100 * expm1(planted)),
            name,
            len(of),
            round(100 * float(np.mean([one.right for one in of])), 1),
            round(100 * float(np.mean([one.finds for one in of])), 1),
            "" if np.isnan(bias) else round(100 * float(bias), 1),
        )


if __name__ == "__main__":
    main()
