"""rates.csv and populations.csv: each rate follows from a shown figure and residents alone."""

import re
from math import sqrt
from pathlib import Path

import pytest

from tasks.publish.cells import write_cells, write_measures
from tasks.publish.measures import read_measures
from tasks.store.folders import DataFolder
from tasks.store.stores import release_store
from tests.publish.invented import BANDS, MONTH
from tests.publish.rated import RATES, Key, Rate, key, stored, table


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = stored(tmp_path_factory.mktemp("rates"))
    with release_store(data) as connection:
        read_measures(connection, MONTH, 1)
        write_cells(connection, MONTH, 1, data.root / "cells.csv")
        write_measures(connection, data.root)
    return data.root


@pytest.fixture(scope="module")
def rates(folder: Path) -> dict[Key, Rate]:
    return {key(row): row for row in table(folder, "rates")}


def byar(events: float) -> tuple[float, float]:
    more, z = events + 1, 1.959964
    lower = events * (1 - 1 / (9 * events) - z / (3 * sqrt(events))) ** 3
    return lower, more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3


def ends(cell: dict[str, str]) -> tuple[int, int, int]:
    """A shown figure, and the least and the most that rounds to it, ties up."""
    value, base = int(cell["shown"]), int(cell["rounding"])
    return value, value - base // 2, value + (base - 1) // 2


def crude(cell: dict[str, str], residents: int) -> list[str]:
    value, least, most = ends(cell)
    counts = (value, byar(least)[0], byar(most)[1])
    return [str(round(1e5 * count / residents, 1)) for count in counts]


def standardised(
    bands: list[dict[str, str]], residents: list[int], standard: list[int]
) -> list[str]:
    adds = [
        1e5 * weight / sum(standard) / number
        for weight, number in zip(standard, residents, strict=True)
    ]
    found = []
    for at, side in ((0, None), (1, 0), (2, 1)):
        counts = [ends(band)[at] for band in bands]
        rate = sum(add * count for add, count in zip(adds, counts, strict=True))
        spread = sqrt(sum(add**2 * n for add, n in zip(adds, counts, strict=True)) / sum(counts))
        limit = 0 if side is None else spread * (byar(sum(counts))[side] - sum(counts))
        found.append(str(round(rate + limit, 1)))
    return found


def is_rated(cell: dict[str, str] | None) -> bool:
    return cell is not None and cell["shown"].isdigit() and int(cell["shown"]) >= 10


def mid_year_of(kind: str, period: str) -> str:
    if kind == "year":
        return period[:4]
    year, month = map(int, period.split("-"))
    return str(year if month >= 6 else year - 1)


def test_every_rate_follows_from_its_shown_figure_its_rounding_and_residents_alone(
    folder: Path, rates: dict[Key, Rate]
) -> None:
    cells = {key(row): row for row in table(folder, "cells") if row["period_kind"] != "month"}
    residents = {
        (row["area_code"], row["mid_year"], row["age"]): int(row["residents"])
        for row in table(folder, "populations")
    }
    standard = [residents["K04000001", "2021", age] for age in BANDS]
    made = []
    assert rates.keys() == cells.keys()
    for (cause, code, age, *period), cell in cells.items():
        year = mid_year_of(*period)
        rate = crude(cell, residents[code, year, age]) if is_rated(cell) else [""] * 3
        bands = [cells.get((cause, code, band, *period)) for band in BANDS]  # type: ignore[arg-type]
        of_bands = [band for band in bands if band and is_rated(band)]
        is_made = age == "All ages" and len(of_bands) == 2
        numbers = [residents[code, year, band] for band in BANDS]
        made.append([*rate, *(standardised(of_bands, numbers, standard) if is_made else [""] * 3)])
    found = [[rates[one][name] for name in RATES] for one in cells]
    assert found == made
    assert sum(row[0] != "" for row in found) > 500
    assert sum(row[3] != "" for row in found) > 100


def test_rates_have_the_agreed_columns_and_say_what_cells_say(
    folder: Path, rates: dict[Key, Rate]
) -> None:
    residents = {
        (row["area_code"], row["mid_year"], row["age"]): row for row in table(folder, "populations")
    }
    for cell in table(folder, "cells"):
        if cell["period_kind"] != "month":
            rate = rates[key(cell)]
            same = ("area_level", "area", "shown", "rounding", "status")
            assert [rate[name] for name in same] == [cell[name] for name in same]
            of = residents[rate["area_code"], rate["mid_year"], rate["age"]]
            same = ("area", "area_level", "residents", "basis", "census")
            assert [rate[name] for name in same] == [of[name] for name in same]


@pytest.mark.parametrize(
    ("mid_year", "age", "basis", "source"),
    [
        ("2014", "All ages", "estimate", r"Office for National Statistics: .*\(MYEB3\)"),
        ("2014", "Under 25", "interpolated", "Between the estimates of mid-2011 and mid-2017"),
        ("2022", "All ages", "interpolated", "Between the estimates of mid-2021 and mid-2023"),
        ("2022", "25 and over", "interpolated", "Between the estimates of mid-2021 and mid-2023"),
        ("2023", "25 and over", "estimate", "Office for National Statistics: .*October 2024.*"),
    ],
)
@pytest.mark.parametrize("code", ["E23000002", "K04000001"])
def test_residents_say_what_they_are_made_from(
    folder: Path, code: str, mid_year: str, age: str, basis: str, source: str
) -> None:
    (row,) = (
        row
        for row in table(folder, "populations")
        if (row["area_code"], row["mid_year"], row["age"]) == (code, mid_year, age)
    )
    assert row["basis"] == basis
    assert re.fullmatch(source, row["source"])


@pytest.mark.parametrize(
    ("kind", "period", "first_day", "last_day"),
    [
        ("year", "2015-16", "2015-04-01", "2016-03-31"),
        ("rolling_year", "2019-06", "2018-07-01", "2019-06-30"),
        ("rolling_year", "2023-12", "2023-01-01", "2023-12-31"),
    ],
)
def test_periods_have_their_first_and_last_day(
    rates: dict[Key, Rate], kind: str, period: str, first_day: str, last_day: str
) -> None:
    row = rates["X99", "E23000001", "All ages", kind, period]
    assert (row["first_day"], row["last_day"]) == (first_day, last_day)


def test_two_runs_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    with release_store(DataFolder(folder)) as connection:
        read_measures(connection, MONTH, 1)
        write_measures(connection, tmp_path)
    for name in ("rates.csv", "populations.csv"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()
