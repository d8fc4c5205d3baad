"""An invented release with figures of every kind that rates are made from, or are not."""

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tasks.store.folders import DataFolder
from tests.publish.invented import BANDS, BOTH, ENGLAND, MONTHS, WALES, Row, figures, store

FORCES = [
    ("E23000001", "Metropolitan Police"),
    ("E23000002", "Cumbria"),
    ("E23000003", "Lancashire"),
    ("E23000034", "London, City of"),
    ("W15000001", "North Wales"),
]
YEARS = [f"{year}-{(year + 1) % 100:02}" for year in range(2012, 2023)]
QUARTERS = [f"{year}-{month}" for year in range(2019, 2024) for month in ("03", "06", "09", "12")]
AGES = ("All ages", *BANDS)
RATES = (
    "rate", "rate_lower", "rate_upper",
    "standardised_rate", "standardised_lower", "standardised_upper",
)  # fmt: skip
Rate = dict[str, str]
Key = tuple[str, str, str, str, str]


def stored(folder: Path) -> DataFolder:
    """A data folder with the release."""
    data = DataFolder(folder)
    data.prepare()
    store(data, list(_with_shown(_invented())))
    return data


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """A file of a release."""
    with (folder / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def key(row: dict[str, str]) -> Key:
    """What tells a figure from every other."""
    return row["cause"], row["area_code"], row["age"], row["period_kind"], row["period"]


def _invented() -> Iterator[Row]:
    nations = [ENGLAND, BOTH, WALES]
    yield from figures("national_month", nations, MONTHS)
    yield from figures("national_year", nations, YEARS)
    yield from figures("national_year_age", [ENGLAND], YEARS, BANDS)
    yield from figures("national_rolling_year", nations, QUARTERS)
    for cause in ("", "all_assault_"):
        yield from figures(f"{cause}pfa_year", FORCES, YEARS)
        yield from figures(f"{cause}pfa_year_age", FORCES, YEARS, BANDS)
        yield from figures(f"{cause}pfa_rolling_year", FORCES, QUARTERS)
        yield from figures(f"{cause}pfa_rolling_year_age", FORCES, QUARTERS, BANDS)


def _with_shown(rows: Iterator[Row]) -> Iterator[Row]:
    """Figures of every kind: exact, rounded to each base, 0, under 10, symbols."""
    random = Random(26)
    for number, row in enumerate(rows):
        if row["area_level"] == "national":
            shown, base = str(random.choice([3, 9, 10, *range(3000, 9000, 7)])), "1"
        else:
            base = random.choice(["5", "5", "10", "20"])
            shown = random.choice(["[c]", "[x]", "0", *[str(20 * n) for n in range(1, 60)]])
        rounding = base if shown.isdigit() else ""
        yield {"cell_no": number, **row, "shown": shown, "rounding": rounding, "status": "final"}
