"""What a release says of counts of admissions: its figures, read from cells.csv alone."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

BANDS = ("Under 25", "25 and over")
ALL_AGES = "All ages"
AGES = (ALL_AGES, *BANDS)
NOT_AVAILABLE, WITHHELD = "[x]", "[c3]"
# More than any area has in twelve months.
MOST = 100_000
# The legend of symbols, as every release prints it.
HIDDEN = {"[c]": (1, 7), "[c1]": (0, 14), "[c2]": (0, 29), WITHHELD: (0, MOST)}
MONTHS = {"month": 1, "year": 12, "rolling_year": 12}


@dataclass(frozen=True)
class Row:
    """A figure as a release shows it. first, last: its months, counted from year 0; release: 1 is
    the first."""

    release: int
    cause: str
    level: str
    area: str
    kind: str
    first: int
    last: int
    age: str
    sex: str
    shown: str
    rounding: str
    status: str

    @property
    def interval(self) -> tuple[int, int]:
        """The counts that it can stand for."""
        if self.shown in HIDDEN:
            return HIDDEN[self.shown]
        count, base = int(self.shown), int(self.rounding)
        if count == 0 or base == 1:
            return count, count
        return count - base // 2, count - base // 2 + base - 1

    @property
    def is_hidden(self) -> bool:
        """Whether it shows a symbol in place of a number."""
        return self.shown in HIDDEN


def published(releases: Iterable[Path]) -> Iterator[Row]:
    """The admissions (FAE) that releases show, each a folder, the oldest first."""
    for number, folder in enumerate(releases, start=1):
        with (folder / "cells.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if _is_admissions(row):
                    yield _row(number, row)


def _is_admissions(row: dict[str, str]) -> bool:
    return (
        row["measure"] == "FAE"
        and row["ethnicity"] == "All"
        and row["age"] in AGES
        and row["shown"] != NOT_AVAILABLE
    )


def _row(release: int, row: dict[str, str]) -> Row:
    kind = row["period_kind"]
    first, last = months_of(kind, row["period"])
    return Row(
        release, row["cause"], row["area_level"], row["area_code"], kind, first, last,
        row["age"], row["sex"], row["shown"], row["rounding"], row["status"],
    )  # fmt: skip


def months_of(kind: str, period: str) -> tuple[int, int]:
    """The first and last month of a period, counted from year 0."""
    year, month = (int(part) for part in period.split("-"))
    # A financial year is named by its first and its last year: it ends with the March of that.
    last = (year + 1) * 12 + 2 if kind == "year" else year * 12 + month - 1
    return last - MONTHS[kind] + 1, last
