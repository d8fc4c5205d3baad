"""What the estimators make of planted effects: ``make bench-evaluation [PANELS=200]``.

Without a threat to the comparison; worlds with one are in `tests.bench.error_rates`.

Panels have the demonstration's areas, months, levels and dates of funding; each area has good and
bad years of its own besides (``SPREAD``), and counts are Poisson. Judged is what would be printed.
An effect of -10 % should lie in 90 to 98 % of the 95 % intervals, and no effect should be called
one in at most 8 %, by lot in 3 to 7 %.
"""

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from math import log
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from tasks.evaluate import hidden, resampling, synthetic
from tasks.evaluate.estimators import Effect, group_time, imputation, synthetic_did
from tasks.evaluate.inference import percent
from tasks.evaluate.panel import FIRST_WAVE, spells, years
from tasks.evaluate.rounding import shown_effect, shown_with_draws
from tasks.evaluate.specification import specification
from tasks.evaluate.words import is_found
from tasks.protect.policy import policy
from tasks.store.statements import statement
from tasks.store.stores import no_store

Row = dict[str, Any]

PLANTED = log(0.9)
SPREAD = 0.05  # of the logarithm of an area's year, about its level
DRAWS = 199
OPEN = ExitStack()
LAST_MONTH = date(2023, 11, 1)
EXPECTED = Path(__file__).parent / "sql" / "expected_admission.sql"


@dataclass(frozen=True)
class Found:
    """What a panel's estimates say: estimator to (covers, called an effect, estimate)."""

    effects: Mapping[str, tuple[bool, bool, float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--panels", type=int, default=200)
    options = parser.parse_args()
    started = time.perf_counter()
    for planted in (PLANTED, 0.0):
        show(planted, measured(planted, options.panels))
    print(f"{time.perf_counter() - started:.0f} s")


def measured(planted: float, panels: int, workers: int = 2) -> list[Found]:
    """Draw panels and estimate on each."""
    # Threads of numba do not survive a fork.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return list(pool.map(partial(one_panel, planted), range(panels), chunksize=10))


def coverage(found: Sequence[Found]) -> dict[str, float]:
    """The share of panels whose interval holds the planted effect, by estimator."""
    return {name: float(np.mean([one.effects[name][0] for one in found])) for name in ESTIMATORS}


def alarms(found: Sequence[Found]) -> dict[str, float]:
    """The share of panels that are called an effect, by estimator."""
    return {name: float(np.mean([one.effects[name][1] for one in found])) for name in ESTIMATORS}


def one_panel(planted: float, number: int) -> Found:
    panel = estimated(drawn(planted, np.random.default_rng((number, round(-1000 * planted)))))
    return Found({name: _judged(make(panel), planted) for name, make in ESTIMATORS.items()})


def drawn(planted: float, rng: np.random.Generator) -> pd.DataFrame:
    """A panel as `tasks.evaluate.panel.read_panel` returns one."""
    frame = expected()
    of_area_year = frame.groupby(["area_code", "year"]).ngroup()
    luck = np.exp(rng.normal(0, SPREAD, of_area_year.max() + 1))[of_area_year]
    effect = np.where(frame.month >= frame.starts, np.exp(planted), 1)
    counts = rng.poisson(frame.level * luck * effect)
    return frame[["area_code", "pfa_code", "residents", "starts", "month"]].assign(count=counts)


def estimated(counted: pd.DataFrame) -> pd.DataFrame:
    """A panel of what enters estimates: nothing that a release by the threshold rule hides."""
    shown = hidden.bounded(shown_by_the_rule(counted), policy())
    return hidden.without_hidden(_reference(), counted, shown)


@cache
def _reference() -> duckdb.DuckDBPyConnection:
    """The reference tables, open until the process ends."""
    return OPEN.enter_context(no_store())


def shown_by_the_rule(counted: pd.DataFrame) -> pd.DataFrame:
    """Months and whole years of a panel, as the threshold rule alone shows them."""
    year = (counted.month - pd.DateOffset(months=3)).dt.year
    of_years = counted.assign(year=year).groupby(["area_code", "year"], as_index=False)
    years = of_years.agg(months=("month", "count"), count=("count", "sum"))
    years["starts"] = pd.to_datetime(years.year.astype(str) + "-04-01")
    kinds = {"month": counted.rename(columns={"starts": "funded", "month": "starts"})}
    kinds["year"] = years[years.months == 12]
    figures = pd.concat(one.assign(period_kind=kind) for kind, one in kinds.items())
    number = figures["count"].astype(int)
    shown = (((number + 2) // 5) * 5).astype(str).mask(number.between(1, 7), "[c]")
    return figures.assign(shown=shown)[["area_code", "period_kind", "starts", "shown"]]


@cache
def expected() -> pd.DataFrame:
    with no_store() as connection:
        for step in ("force_level", "year_level"):
            connection.execute(statement(f"synthesise/{step}"))
        values = {"first_month": date(2013, 4, 1), "last_month": LAST_MONTH}
        return connection.execute(EXPECTED.read_text(encoding="utf-8"), values).df()


def fitted_poisson(frame: pd.DataFrame) -> Effect:
    # As `estimators.poisson`, many times as fast (tests/evaluate/test_resampling.py).
    table = resampling.table(frame)
    value = float(resampling.effects(table.counts[None], table.treated[None])[0])
    return Effect(value, resampling.jackknife(table, value), len(set(table.clusters)))


def _logarithms(panel: pd.DataFrame) -> pd.DataFrame:
    return years(panel, specification().areas_left_out_of_logarithms)


def first_wave(panel: pd.DataFrame) -> pd.DataFrame:
    frame = _logarithms(panel)
    return frame[frame.start.isin((0, FIRST_WAVE))]


def _synthetic_control(panel: pd.DataFrame) -> Row:
    return synthetic_control(panel, DRAWS)


def synthetic_control(panel: pd.DataFrame, draws: int) -> Row:
    """As `tasks.evaluate.results` has it."""
    of = synthetic.series(first_wave(panel), FIRST_WAVE)
    spec = specification()
    placebos = synthetic.placebo_gaps(of, draws, spec.seed)
    return shown_with_draws(synthetic.mean_gap(of, of.funded), placebos, len(of.areas), spec)


def _randomisation(panel: pd.DataFrame) -> Row:
    main, spec = fitted_poisson(spells(panel)), specification()
    by_lot = resampling.permuted(resampling.table(spells(panel)), DRAWS, spec.seed)
    return shown_with_draws(main.value, main.error * by_lot, main.clusters, spec)


def _shown(effect: Effect) -> Row:
    return shown_effect(effect, specification())


BY_LOT: dict[str, Callable[[pd.DataFrame], Row]] = {
    "synthetic-control": _synthetic_control,
    "randomisation": _randomisation,
}
ESTIMATORS: dict[str, Callable[[pd.DataFrame], Row]] = {
    "poisson": lambda panel: _shown(fitted_poisson(spells(panel))),
    "imputation": lambda panel: _shown(imputation(_logarithms(panel))),
    "group-time": lambda panel: _shown(group_time(_logarithms(panel)).dynamic),
    "synthetic-did": lambda panel: _shown(synthetic_did(first_wave(panel), FIRST_WAVE)),
    **BY_LOT,
}


def _judged(row: Row, planted: float) -> tuple[bool, bool, float]:
    held = row["lower"] <= percent(planted) <= row["upper"]
    return held, is_found(row), np.log1p(row["effect"] / 100)


def show(planted: float, found: Sequence[Found]) -> None:
    print(f"planted {np.expm1(planted):+.0%}, {len(found)} panels")
    for name, covered in coverage(found).items():
        mean = np.expm1(np.mean([one.effects[name][2] for one in found]))
        print(
            f"  {name:18} mean {mean:+6.1%}  95 % intervals that hold it {covered:6.1%}"
            f"  called an effect {alarms(found)[name]:6.1%}"
        )


if __name__ == "__main__":
    main()
