"""Counts of good files, drawn anew for each, so that no two say the same.

Every area varies about a level of its own, which wanders, and all fall together for a year (to 0.55
and 0.8 of it, as in 2020). Their variance is their mean (Poisson) or two and a half times it
(negative binomial), each area and month by itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tests.bench.faults import ALL_ASSAULT, BI_ANNUAL, SHARP

SQL = Path(__file__).parent / "sql" / "good_files"
COUNTRIES = {"HES": "E92000001", "PEDW": "W92000004"}
OF_NO_AREA = {"E99999999": 1.2, "U": 2.2, "X": 1.5, "Y": 3.7}
AGES = (
    "Under 16",
    "16-17",
    "18-24",
    "25-34",
    "35-44",
    "45-54",
    "55-64",
    "65 and over",
    "Not known",
)
AGE_SHARE = (0.045, 0.09, 0.3, 0.285, 0.15, 0.085, 0.03, 0.01, 0.005)
BANDS, BAND_SHARE = ("Under 25", "25 and over", "Not known"), (0.4, 0.595, 0.005)
SEXES, SEX_SHARE = ("Male", "Female", "Not known"), (0.905, 0.093, 0.002)
# Of the cases of a month, those that are coded when it is one, two and three extracts old.
CODED = (0.93, 0.97, 0.99)
FURTHER_EPISODES = 0.12
FIRST_MONTH = date(2012, 4, 1)
Counts = NDArray[np.int64]
Labels = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Kind:
    """What a good file is like: `variance` of a count is in means, `scale` in normal counts.

    `is_long` is one row per count, zeros absent. `is_first` has no extract before it to be held to.
    """

    dataset: str
    source: str
    scale: float
    months: int
    variance: float = 1.0
    is_first: bool = True
    is_long: bool = False


@dataclass(frozen=True)
class Part:
    """Some rows of a drop's tables: their labels, and their counts now and in the extract before.

    Counts run over every combination of the labels, in the order of the axes.
    """

    table: str
    level: str
    axes: Mapping[str, Sequence[object]]
    measure: str
    now: Counts
    before: Counts

    @property
    def labels(self) -> pd.DataFrame:
        axes = pd.MultiIndex.from_product(self.axes.values(), names=self.axes.keys())
        everyone = {"age": "All ages", "sex": "All", "ethnicity": "All"}
        return axes.to_frame(index=False).assign(
            **{name: label for name, label in everyone.items() if name not in self.axes},
            delivered_table=self.table,
            area_level=self.level,
            measure=self.measure,
        )


def sharp(
    connection: duckdb.DuckDBPyConnection, kind: Kind, random: np.random.Generator
) -> Iterator[Part]:
    """Counts by force and month, and by age group, with the rows of no known area and a total."""
    forces = _forces(connection, kind)
    now, before = _drawn(random, kind, forces["sharp"].to_numpy(), AGE_SHARE)
    codes, months = forces["area_code"], months_of(kind)
    yield _part("month by force", "pfa", codes, months, now.sum(2), before.sum(2))
    table = "month by force and age group"
    yield _part(table, "pfa", codes, months, now, before, labels={"age": AGES})
    totals = [now.sum((0, 2)), before.sum((0, 2))]
    if kind.source == "HES":
        level = kind.scale * np.array(list(OF_NO_AREA.values()))
        nowhere = [counts.sum(2) for counts in _drawn(random, kind, level, (1.0,))]
        yield _part("month by force", "pfa", OF_NO_AREA, months, *nowhere)
        totals = [total + counts[0] for total, counts in zip(totals, nowhere, strict=True)]
    yield _part("month by force", "pfa", [COUNTRIES[kind.source]], months, totals[0], totals[1])


def all_assault(
    connection: duckdb.DuckDBPyConnection, kind: Kind, random: np.random.Generator
) -> Iterator[Part]:
    """Counts by force, by local authority, month and age category."""
    areas = _local_authorities(connection, kind, random)
    drawn = _drawn(random, kind, (areas["sharp"] + areas["other"]).to_numpy(), BAND_SHARE)
    now, before = ([counts.sum(2), counts[:, :, 0], counts[:, :, 1]] for counts in drawn)
    months, ages = months_of(kind), ("All ages", *BANDS[:2])
    for table, level, column in (
        ("month by force and age category", "pfa", "pfa_code"),
        ("month by local authority and age category", "la", "la_code"),
    ):
        codes = sorted(areas[column].unique())
        in_area = (areas[column].to_numpy() == np.array(codes)[:, None]).astype(np.int64)
        is_, was = (np.stack([in_area @ age for age in counts], 2) for counts in (now, before))
        yield _part(table, level, codes, months, is_, was, labels={"age": ages})


def bi_annual(
    connection: duckdb.DuckDBPyConnection, kind: Kind, random: np.random.Generator
) -> Iterator[Part]:
    """Admissions and episodes by region and month, and by year: by area, sex, age and ethnicity."""
    areas = _local_authorities(connection, kind, random)
    now, before = (c[:, :, 0] for c in _drawn(random, kind, areas["sharp"].to_numpy(), (1.0,)))
    months = months_of(kind)
    years = sorted({_year(month) for month in months})
    in_year = np.array([[_year(month) == year for year in years] for month in months]) * 1
    for table, level, column, to_period in (
        ("month by region", "region", "region_code", np.eye(len(months), dtype=np.int64)),
        ("year by local authority", "la", "la_code", in_year),
        ("year by force", "pfa", "pfa_code", in_year),
    ):
        codes = sorted(areas[column].unique())
        in_area = (areas[column].to_numpy() == np.array(codes)[:, None]).astype(np.int64)
        is_, was = (in_area @ of @ to_period for of in (now, before))
        periods = months if table == "month by region" else years
        yield from _measured(random, kind, (table, level, codes, periods), is_, was)
    ethnicities = connection.sql("select ethnicity from reference.ethnicity").fetchnumpy()
    for table, labels, share in (
        ("year by sex", {"sex": SEXES}, SEX_SHARE),
        ("year by age group", {"age": AGES}, AGE_SHARE),
        ("year by ethnicity", {"ethnicity": tuple(ethnicities["ethnicity"])}, None),
    ):
        (parts,) = labels.values()
        total, total_before = now.sum(0) @ in_year, before.sum(0) @ in_year
        by = random.multinomial(total, share or np.full(len(parts), 1 / len(parts)))
        was = random.binomial(by, (total_before / np.maximum(1, total))[:, None])
        at = (table, "country", [COUNTRIES[kind.source]], years)
        yield from _measured(random, kind, at, by[None], was[None], labels)


DRAWN = {SHARP: sharp, ALL_ASSAULT: all_assault, BI_ANNUAL: bi_annual}


def _drawn(
    random: np.random.Generator, kind: Kind, level: NDArray[np.float64], share: tuple[float, ...]
) -> tuple[Counts, Counts]:
    """Counts by area, month and age now, and as they were in the extract before."""
    months = months_of(kind)
    season = 1 + 0.08 * np.sin(np.arange(len(months)) * np.pi / 6)
    fell = [_fallen(month) for month in months]
    wandering = np.exp(np.cumsum(random.normal(0, 0.02, (len(level), len(months))), 1))
    differ = random.lognormal(0, 0.3, len(level))
    expected = (level * differ)[:, None] * season * fell * wandering
    now = random.multinomial(varying(random, expected, kind.variance), share)
    return now, random.binomial(now, _coded(kind)[None, :, None])


def varying(random: np.random.Generator, expected: NDArray[np.floating], variance: float) -> Counts:
    """Counts with such means, and `variance` times as much variance."""
    if variance == 1:
        return random.poisson(expected)
    return random.negative_binomial(np.maximum(expected, 1e-9) / (variance - 1), 1 / variance)


def _coded(kind: Kind) -> NDArray[np.float64]:
    """By month, the share of what is counted now that the extract before had."""
    ages = np.arange(kind.months)[::-1] - months_apart(kind)
    coded = np.select([ages < 0, *(ages == age for age in range(3))], [0.0, *CODED], 1.0)
    return coded


def _measured(
    random: np.random.Generator,
    kind: Kind,
    at: tuple[str, str, list[str], list[date]],
    now: Counts,
    before: Counts,
    labels: Labels | None = None,
) -> Iterator[Part]:
    """The admissions of a table, and its episodes: each admission has one or more."""
    further = varying(random, FURTHER_EPISODES * now, kind.variance)
    was = random.binomial(further, before / np.maximum(1, now))
    yield _part(*at, now, before, labels=labels)
    yield _part(*at, now + further, before + was, measure="FCE", labels=labels)


def _part(
    table: str,
    level: str,
    codes: Iterable[str],
    periods: list[date],
    now: Counts,
    before: Counts,
    measure: str = "FAE",
    labels: Labels | None = None,
) -> Part:
    axes: Mapping[str, Sequence[object]] = {
        "area_code": list(codes),
        "period": periods,
        **(labels or {}),
    }
    return Part(table, level, axes, measure, now, before)


def _forces(connection: duckdb.DuckDBPyConnection, kind: Kind) -> pd.DataFrame:
    return _from(connection, "force", kind)


def _local_authorities(
    connection: duckdb.DuckDBPyConnection, kind: Kind, random: np.random.Generator
) -> pd.DataFrame:
    """Today's local authorities, each with a random share of its force."""
    areas = _from(connection, "local_authority", kind)
    share = random.gamma(2, size=len(areas))
    share = share / pd.Series(share).groupby(areas["pfa_code"]).transform("sum")
    return areas.assign(sharp=areas["sharp"] * share, other=areas["other"] * share)


def _from(connection: duckdb.DuckDBPyConnection, name: str, kind: Kind) -> pd.DataFrame:
    values = {"country_code": COUNTRIES[kind.source], "scale": kind.scale}
    return run(connection, name, values).df()


def months_apart(kind: Kind) -> int:
    """Months between two extracts of a dataset."""
    return 6 if kind.dataset == BI_ANNUAL else 1


def months_of(kind: Kind) -> list[date]:
    return [month_no(number) for number in range(kind.months)]


def month_no(number: int) -> date:
    months = FIRST_MONTH.month - 1 + number
    return date(FIRST_MONTH.year + months // 12, months % 12 + 1, 1)


def _year(month: date) -> date:
    return date(month.year - (month.month < 4), 4, 1)


def _fallen(month: date) -> float:
    if date(2020, 4, 1) <= month <= date(2020, 5, 1):
        return 0.55
    return 0.8 if date(2020, 6, 1) <= month <= date(2021, 3, 1) else 1.0


def run(
    connection: duckdb.DuckDBPyConnection, name: str, values: Mapping[str, object]
) -> duckdb.DuckDBPyConnection:
    text = (SQL / f"{name}.sql").read_text(encoding="utf-8")
    return connection.execute(text, {k: v for k, v in values.items() if f"${k}" in text} or None)
