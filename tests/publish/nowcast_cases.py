"""Histories of one nation whose nowcasts are known, and how a release store of them is read."""

import duckdb
import numpy as np
import pandas as pd

from tasks.publish.measures import ALL_AGES, ENGLAND, SHARP, WALES, Measures, read_measures
from tasks.publish.nowcast import Nowcast
from tests.publish.histories import Counts, month, shown, store

Connection = duckdb.DuckDBPyConnection

# Cumulative shares of a month's figure that are shown at an age of 0, 1, 2 ... months.
RISING = np.array([0.80, 0.90, 0.95, 1.0])
FALLING = np.array([1.25, 1.10, 1.05, 1.0])
MONTHS = 24


def final_counts(months: int = MONTHS, scale: int = 1) -> Counts:
    """Of levels that rise and fall, so that only ratios are constant."""
    return np.array([[200 * (2 + at % 5) * scale for at in range(months)]])


def history(shares: np.ndarray = RISING, months: int = MONTHS, scale: int = 1) -> pd.DataFrame:
    final = final_counts(months, scale)
    return shown(np.rint(final[:, :, None] * shares).astype(np.int64), final, [ENGLAND])


def noisy(seed: int, scale: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    coded = rng.multinomial(rng.poisson(300, (1, MONTHS)), [0.8, 0.1, 0.05, 0.05])
    return shown(scale * coded.cumsum(axis=2), scale * coded.sum(axis=2), [ENGLAND])


def measured(releases: Connection, cells: pd.DataFrame, last: int = MONTHS - 1) -> Measures:
    releases.execute("drop table if exists release.release; drop table if exists release.cell")
    store(releases, cells)
    return read(releases, last)


def read(releases: Connection, last: int, revision: int = 1) -> Measures:
    return read_measures(releases, month(last), revision)


def of(measures: Measures, area: str = ENGLAND) -> list[Nowcast]:
    return list(measures.nowcasts.get((SHARP, area, ALL_AGES), ()))


def shown_of_wales() -> pd.DataFrame:
    return history().assign(area_code=WALES)
