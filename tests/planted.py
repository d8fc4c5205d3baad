"""Rare large primes as true counts of drops: whatever holds one holds a count."""

import csv
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tasks.store.reference import REFERENCE

SHARP, ALL_ASSAULT = "*MonthlyPFA_Sharp_HES_2023-24_M10*", "*AllAssault_HES_2023-24_M10*"
LATEST = 4  # months, after the last of the bi-annual files, which must agree with earlier ones
# As many as add up to less than a month of England may have (expectations/landing).
FORCES, FIRST = 9, 100_003
Cells = dict[tuple[str, str], int]


def plant_primes(drops: Path) -> set[int]:
    """Plant them in the latest monthly drops of England; return the counts to look for."""
    primes = primes_from(FIRST)
    counts = plant(drops, SHARP, "", "18-24", primes)
    return counts | plant(drops, ALL_ASSAULT, "All ages", "25 and over", primes)


def primes_from(number: int) -> Iterator[int]:
    while True:
        if all(number % divisor for divisor in range(2, int(number**0.5) + 1)):
            yield number
        number += 1


def plant(drops: Path, name: str, all_ages: str, age: str, primes: Iterator[int]) -> set[int]:
    """Make the latest months of some English forces primes, and whatever adds up to them."""
    (path,) = drops.glob(name)
    workbook = openpyxl.load_workbook(path)
    _, forces, finer = workbook.worksheets
    rows, finer_rows = rows_of(forces, all_ages != ""), rows_of(finer, True)
    authority = {} if all_ages == "" else authorities()
    counts: set[int] = set()
    for code in sorted({code for code, _ in rows if code.startswith("E23")})[:FORCES]:
        for back in range(LATEST):
            prime = next(primes)
            more = prime - value(forces, rows[code, all_ages], back)
            changed = [(forces, rows[code, all_ages])]
            if all_ages:
                inside = next(la for la in authority[code] if (la, age) in finer_rows)
                changed += [(forces, rows[code, age])]
                changed += [(finer, finer_rows[inside, which]) for which in (all_ages, age)]
            else:
                changed += [(finer, finer_rows[code, age])]
                add(forces, rows["E92000001", ""], back, more)  # exact by the rule, so it is shown
            counts |= {add(sheet, row, back, more) for sheet, row in changed}
    workbook.save(path)
    # A multiple of five may be shown lawfully.
    return {count for count in counts if count % 5}


def rows_of(sheet: Worksheet, by_age: bool) -> Cells:
    """The row of each code, and age where there is one."""
    labels = [
        (row, sheet.cell(row, 1).value, sheet.cell(row, 3).value) for row in range(1, sheet.max_row)
    ]
    return {(str(code), str(age) if by_age else ""): row for row, code, age in labels if code}


def authorities() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with (REFERENCE / "local_authority.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["pfa_code"], []).append(row["la_code"])
    return found


def last_column(sheet: Worksheet) -> int:
    return max(column for column in range(1, sheet.max_column + 1) if sheet.cell(5, column).value)


def value(sheet: Worksheet, row: int, back: int) -> int:
    return int(sheet.cell(row, last_column(sheet) - back).value)


def add(sheet: Worksheet, row: int, back: int, more: int) -> int:
    cell = sheet.cell(row, last_column(sheet) - back)
    cell.value += more
    return int(cell.value)
