"""The drops of the demonstration: fourteen files of the winter of 2023-24."""

from collections.abc import Callable
from pathlib import Path

from tasks.synthesise.admissions import DEFAULT_SEED, invented_admissions
from tasks.synthesise.drop import counted_tables, write_tables
from tasks.synthesise.extract import Extract

MONTHS = {"HES": ("M08", "M09", "M10"), "PEDW": ("M06", "M07", "M08")}
EXTRACTS = tuple(
    Extract(dataset, source, f"2023/24 {month}")
    for source, months in MONTHS.items()
    for dataset in ("monthly sharp object", "all assault")
    for month in months
) + tuple(Extract("bi-annual sharp object", source, "2023/24 M06") for source in MONTHS)


def write_demonstration(
    folder: Path, seed: int = DEFAULT_SEED, written: Callable[[], object] = lambda: None
) -> list[Path]:
    """Write the fourteen files into a folder, made if it is not there, and return them.

    ``written`` is called after each.
    """
    folder.mkdir(parents=True, exist_ok=True)
    last_month = max(extract.last_month for extract in EXTRACTS)
    paths: list[Path] = []
    with invented_admissions(last_month, seed) as connection:
        for extract in EXTRACTS:
            paths += write_tables(folder, extract, counted_tables(connection, extract))
            written()
    return paths
