"""Worlds in which an evaluation may err: panels with a known effect and one threat to it.

Levels, areas, months and dates of funding are the demonstration's. Every area has good and bad
years of its own (``SPREAD``). A world adds one thing. What is *urban* here follows an area's rate
of admissions before funding, with noise: a half, and a quarter of the standardised log of the rate.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log

import numpy as np
import numpy.typing as npt
import pandas as pd

from tasks.evaluate.panel import FIRST_WAVE
from tests.bench.evaluation import SPREAD, expected

Floats = npt.NDArray[np.float64]
COLUMNS = ["area_code", "pfa_code", "residents", "starts", "month"]
LARGEST = "E23000001"
LAST_WHOLE_YEAR = 2022
RESTRICTED = ("2020-04-01", "2021-07-01")
CLUSTERING = 10.0  # shape of the gamma mixture of a month's Poisson count


@dataclass(frozen=True)
class Drawn:
    """A panel, and the effect in log points: by admission (Poisson's) and by area (logarithms')."""

    panel: pd.DataFrame
    by_admission: float
    by_area: float


Noise = Callable[[pd.DataFrame, np.random.Generator], Floats]
Planting = Callable[[pd.DataFrame, float, np.random.Generator], Floats]


@dataclass(frozen=True)
class World:
    """``threat`` moves levels, whatever funding does; ``planting`` is the effect on each row."""

    name: str
    threat: Noise
    planting: Planting
    only_planted: bool = False
    clustered: bool = False


def drawn_in(world: "World", planted: float, rng: np.random.Generator) -> Drawn:
    """Draw a panel of a world with an effect of ``planted`` log points, 0 for none."""
    frame = expected()
    of_area_year = frame.groupby(["area_code", "year"]).ngroup().to_numpy()
    luck = rng.normal(0, SPREAD, of_area_year.max() + 1)[of_area_year]
    effect = world.planting(frame, planted, rng)
    without = frame["level"].to_numpy() * np.exp(luck + world.threat(frame, rng))
    mean = without * np.exp(effect)
    if world.clustered:
        mean = mean * rng.gamma(CLUSTERING, 1 / CLUSTERING, len(mean))
    panel = frame[COLUMNS].assign(count=rng.poisson(mean))
    funded = _funded(frame)
    first = funded & (frame.starts.dt.year == FIRST_WAVE) & (frame.year <= LAST_WHOLE_YEAR)
    return Drawn(
        panel,
        log(np.sum((without * np.exp(effect))[funded]) / np.sum(without[funded])),
        float(effect[first.to_numpy()].mean()),
    )


def _funded(frame: pd.DataFrame) -> npt.NDArray[np.bool_]:
    return (frame.month >= frame.starts).to_numpy()


@cache
def _urban() -> Mapping[str, float]:
    of_area = expected().groupby("area_code")[["level", "residents"]].mean()
    rate = np.log(of_area["level"] / of_area["residents"])
    noise = np.random.default_rng(5).normal(0, 0.1, len(rate))
    share = 0.5 + (rate - rate.mean()) / rate.std() / 4 + noise
    return {str(area): float(value) for area, value in share.clip(0, 1).items()}


def _urban_share(frame: pd.DataFrame) -> Floats:
    return frame.area_code.map(_urban()).to_numpy(float)


def _nothing(frame: pd.DataFrame, _: np.random.Generator) -> Floats:
    return np.zeros(len(frame), np.float64)


def _pandemic(frame: pd.DataFrame, _: np.random.Generator) -> Floats:
    """A third fewer where all is urban, none fewer where nothing is, for sixteen months."""
    return -0.4 * _urban_share(frame) * frame.month.between(*RESTRICTED).to_numpy()


def _trend(frame: pd.DataFrame, _: np.random.Generator) -> Floats:
    return 0.015 * (frame.year - frame.year.min()).to_numpy() * frame.starts.notna().to_numpy()


def _hump(frame: pd.DataFrame, _: np.random.Generator) -> Floats:
    by_year = {2016: 0.04, 2017: 0.08, 2018: 0.12, 2019: 0.06}
    return frame.year.map(by_year).fillna(0).to_numpy(float) * frame.starts.notna().to_numpy()


def _urban_walk(frame: pd.DataFrame, rng: np.random.Generator) -> Floats:
    years = sorted(frame.year.unique())
    walk = dict(zip(years, np.cumsum(rng.normal(0, 0.06, len(years))), strict=True))
    return frame.year.map(walk).to_numpy(float) * _urban_share(frame)


def _same(frame: pd.DataFrame, planted: float, _: np.random.Generator) -> Floats:
    effect: Floats = planted * _funded(frame).astype(np.float64)
    return effect


def _spilling(frame: pd.DataFrame, planted: float, _: np.random.Generator) -> Floats:
    """Half of the effect in every second force that was never funded, from the first funding on."""
    never = sorted(frame.area_code[frame.starts.isna()].unique())
    near = frame.area_code.isin(never[::2]) & (frame.year >= FIRST_WAVE)
    return planted * (_funded(frame) + 0.5 * near.to_numpy())


def _anticipated(frame: pd.DataFrame, planted: float, _: np.random.Generator) -> Floats:
    """The whole effect a year before funding."""
    early = (frame.month >= frame.starts - pd.DateOffset(years=1)).to_numpy()
    return planted * early


def _in_one(frame: pd.DataFrame, planted: float, _: np.random.Generator) -> Floats:
    return planted * _funded(frame) * (frame.area_code == LARGEST).to_numpy()


def _growing(frame: pd.DataFrame, planted: float, rng: np.random.Generator) -> Floats:
    """From none to twice the effect by area, a third of it in the first year, all in the third."""
    names = sorted(frame.area_code.unique())
    factor = dict(zip(names, rng.uniform(0, 2, len(names)), strict=True))
    since = (frame.year - frame.starts.dt.year).fillna(0).to_numpy(float)
    grown = np.clip((since + 1) / 3, 0, 1)
    return planted * _funded(frame) * grown * frame.area_code.map(factor).to_numpy(float)


WORLDS = (
    World("no threat", _nothing, _same),
    World("pandemic by urban share", _pandemic, _same),
    World("trend of 1.5 % a year", _trend, _same),
    World("hump before funding", _hump, _same),
    World("urban random walk", _urban_walk, _same),
    World("negative binomial", _nothing, _same, clustered=True),
    World("spillover", _nothing, _spilling, only_planted=True),
    World("anticipation", _nothing, _anticipated, only_planted=True),
    World("one large force only", _nothing, _in_one, only_planted=True),
    World("staggered and unequal", _nothing, _growing, only_planted=True),
)
