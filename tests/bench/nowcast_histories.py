"""Histories whose end is known: what nowcasts are held to."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.publish.histories import Counts

AGES = 12
MONTHS = 36
OVERDISPERSION = 2.5  # the variance of a month's cases over their mean
REMOVED = 0.02  # of a month's cases, at ages from 1 month on
# Shares of a month's cases that are coded at an age of 0, 1, 2 ... months; the rest when final.
DELAY = np.array([0.80, 0.10, 0.04, 0.02, 0.01, 0.008, 0.006, 0.004, 0.003, 0.003, 0.002, 0.002])
SLOWER = 0.15  # the share that is no longer coded at once, where delays change
STEP = 18  # the month from which they do, where they change at once
DAYS = 41  # of delay in the real data


@dataclass(frozen=True)
class Kind:
    """Histories of ``level`` cases a month, nowcast in the releases from ``first`` to ``last``.

    ``delays`` are stable, drift over the whole history, or change in one step. Of ``hospitals``,
    each has months that it sends late; without any, each case is late by itself.
    """

    name: str
    level: float
    delays: str = "stable"
    hospitals: int = 0
    first: int = 12
    last: int = MONTHS - 1


KINDS = (
    Kind("350 a month, delays stable", 350),
    Kind("350 a month, delays stable, whole hospitals late", 350, hospitals=40),
    Kind("20 a month, delays stable", 20),
    Kind("350 a month, delays drift by 15 points in 36 months", 350, "drift"),
    Kind("20 a month, delays drift by 15 points in 36 months", 20, "drift"),
    Kind("350 a month, first 6 months after a step of 15 points", 350, "step", 0, STEP, STEP + 5),
    Kind("350 a month, later than that", 350, "step", first=STEP + 6),
)


def drawn(kind: Kind, histories: int, rng: np.random.Generator) -> tuple[Counts, Counts]:
    """Draw counts seen (histories x months x ages) and final (histories x months).

    Levels have a season and a trend of their own; a month's cases are negative binomial.
    """
    at = np.arange(MONTHS)
    trend = np.exp(rng.normal(0, 0.003, (histories, 1)) * at)
    mean = kind.level * trend * (1 + 0.08 * np.sin(2 * np.pi * at / 12))
    cases = rng.negative_binomial(mean / (OVERDISPERSION - 1), 1 / OVERDISPERSION)
    coded = _coded(kind, cases, rng)
    removed = rng.binomial(coded[:, :, 0], REMOVED / DELAY[0])
    gone = rng.multinomial(removed, np.full(AGES, 1 / AGES))
    seen = coded[:, :, :AGES].cumsum(axis=2)
    # What is taken away at twelve months is so only when the month turns final.
    seen[:, :, 1:] -= gone[:, :, :-1].cumsum(axis=2)
    return seen, coded.sum(axis=2) - removed


def _coded(kind: Kind, cases: Counts, rng: np.random.Generator) -> Counts:
    shares = _shares(kind.delays)
    if not kind.hospitals:
        return rng.multinomial(cases, shares)
    of_hospital = rng.multinomial(cases, np.full(kind.hospitals, 1 / kind.hospitals))
    # Of what is late on average, a hospital's month has a gamma multiple with a spread of a half.
    late = (1 - shares[None, :, None, :1]) * rng.gamma(4, 1 / 4, (*of_hospital.shape, 1))
    late = np.minimum(late, 1)
    later = shares[:, 1:] / shares[:, 1:].sum(axis=1, keepdims=True)
    of_age = np.concatenate([1 - late, late * later[None, :, None, :]], axis=3)
    return rng.multinomial(of_hospital, of_age).sum(axis=2)


def _shares(delays: str) -> NDArray[np.float64]:
    """Shares coded by age, and at last when final: months x (ages + 1)."""
    ways = {
        "stable": np.zeros(MONTHS),
        "drift": np.linspace(0.0, 1.0, MONTHS),
        "step": np.repeat([0.0, 1.0], [STEP, MONTHS - STEP]),
    }
    shares = np.tile(np.append(DELAY, 1 - DELAY.sum()), (MONTHS, 1))
    slower = SLOWER * ways[delays][:, None]
    shares[:, :1] -= slower
    shares[:, 1:] *= 1 + slower / (1 - DELAY[0])
    return shares


def read_weeks(path: Path) -> dict[str, tuple[Counts, Counts]]:
    """Read hospitalisations by day and delay in days as histories of weeks, by age group.

    A week stands for a month: seen at the end of it and of those after it, twelve to a year, of
    which the earlier ones are final. Columns: reference_date, age_group, delay, count.
    """
    counts: dict[str, dict[date, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0] * DAYS))
    for group, day, delay, count in _rows(path):
        counts[group][day][delay] = count
    return {group: _weeks(days) for group, days in counts.items()}


def _rows(path: Path) -> Iterator[tuple[str, date, int, int]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    whole = {row["reference_date"] for row in rows if int(row["delay"]) == DAYS - 1}
    for row in rows:
        if row["reference_date"] in whole:
            day = date.fromisoformat(row["reference_date"])
            yield row["age_group"], day, int(row["delay"]), int(row["count"])


def _weeks(days: dict[date, list[int]]) -> tuple[Counts, Counts]:
    ordered = np.array([days[day] for day in sorted(days)], dtype=np.int64)
    weeks = len(ordered) // 7
    by_delay = ordered[: 7 * weeks].reshape(weeks, 7, DAYS)
    # A day of the week is that many days old at its end, and seven more at each later end.
    ages = [[6 - day + 7 * age for day in range(7)] for age in range(AGES)]
    seen = [
        sum(by_delay[:, day, : delay + 1].sum(axis=1) for day, delay in enumerate(delays))
        for delays in ages
    ]
    return np.stack(seen, axis=1)[None], by_delay.sum(axis=(1, 2))[None]
