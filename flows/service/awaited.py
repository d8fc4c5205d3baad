"""What is awaited: the next extract of each dataset that was ever received, and since when.

How often a dataset comes, and how many days after its last month it is overdue, stands in
``sql/reference/cadence.csv``. No store is opened.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tasks.govern.holdings import Received
from tasks.store.reference import REFERENCE

MONTHS = 12
# The financial year, by which extracts are named, begins in April.
BEFORE_APRIL = 3


@dataclass(frozen=True)
class Awaited:
    """The next extract of a dataset: its last month (first day), and the last day to expect it."""

    source: str
    dataset: str
    month: date
    expected_by: date

    def is_overdue(self, today: date) -> bool:
        """Say whether it should have come by now."""
        return today > self.expected_by

    def __str__(self) -> str:
        return (
            f"{self.dataset} of {self.source} up to {self.month:%Y-%m}, expected by "
            f"{self.expected_by}"
        )


def awaited(received: Iterable[Received]) -> list[Awaited]:
    """Return the next extract of each dataset, by the day on which it is expected."""
    last: dict[tuple[str, str], date] = {}
    for one in received:
        key, month = (one.source, one.dataset), month_of(one.extract)
        last[key] = max(month, last.get(key, month))
    found = [
        _next(source, dataset, last[source, dataset], months, days)
        for source, dataset, months, days in _cadence()
        if (source, dataset) in last
    ]
    return sorted(found, key=lambda one: (one.expected_by, one.source, one.dataset))


def month_of(extract: str) -> date:
    """Return the first day of the last month of an extract ('2023-24 M10' ends in January 2024)."""
    year, month = int(extract[:4]), BEFORE_APRIL + int(extract[-2:])
    return _month(year * MONTHS + month - 1)


def _next(source: str, dataset: str, last: date, months: int, days: int) -> Awaited:
    number = last.year * MONTHS + last.month - 1 + months
    return Awaited(source, dataset, _month(number), _month(number + 1) + timedelta(days=days - 1))


def _month(number: int) -> date:
    return date(number // MONTHS, number % MONTHS + 1, 1)


def _cadence() -> list[tuple[str, str, int, int]]:
    with (REFERENCE / "cadence.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["source"], row["dataset"], int(row["months"]), int(row["days"]))
            for row in csv.DictReader(file)
        ]
