"""Write a drop."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import duckdb

from tasks.synthesise.admissions import DEFAULT_SEED, invented_admissions
from tasks.synthesise.arrange import arranged_sheets
from tasks.synthesise.counts import Boundaries, delivered_measures, delivered_series
from tasks.synthesise.cover import cover_rows
from tasks.synthesise.extract import Extract
from tasks.synthesise.layout import Layout
from tasks.synthesise.sheet import Row, Sheet
from tasks.synthesise.tables import Table, delivered_tables
from tasks.synthesise.text import write_csv
from tasks.synthesise.workbook import write_workbook

DEFAULT_LAYOUT = Layout()


def write_drop(
    folder: Path,
    dataset: str,
    source: str,
    extract: str,
    layout: Layout = DEFAULT_LAYOUT,
    *,
    seed: int = DEFAULT_SEED,
    boundaries: Boundaries = "current",
    cover: Mapping[str, str | None] | None = None,
) -> list[Path]:
    """Write one drop into a folder and return its files: one workbook, or a CSV file per table.

    Args:
        folder: an existing folder; a file of the same name is replaced.
        dataset: `monthly sharp object`, `all assault` or `bi-annual sharp object`.
        source: `HES` or `PEDW`.
        extract: such as `2023/24 M08`; `2012/13 M01` is the smallest.
        layout: how the file lays out its tables.
        seed: another seed makes other counts.
        boundaries: LA codes of today (`current`), or those of April 2012 (`original`).
        cover: other values for labels of the Cover; None removes one.

    Raises:
        ValueError: there is no such extract.
    """
    wanted = Extract(dataset, source, extract)
    with invented_admissions(wanted.last_month, seed) as connection:
        tables = counted_tables(connection, wanted, boundaries)
    return write_tables(folder, wanted, tables, layout, cover)


def counted_tables(
    connection: duckdb.DuckDBPyConnection, extract: Extract, boundaries: Boundaries = "current"
) -> list[Table]:
    """Count the tables of an extract from the invented admissions of a connection."""
    series = delivered_series(connection, extract, boundaries)
    return delivered_tables(extract.source, series, delivered_measures(connection, extract))


def write_tables(
    folder: Path,
    extract: Extract,
    tables: list[Table],
    layout: Layout = DEFAULT_LAYOUT,
    cover: Mapping[str, str | None] | None = None,
) -> list[Path]:
    """Write the counted tables of an extract into a folder and return the files."""
    cover_sheet = _cover_sheet(extract, cover)
    sheets = arranged_sheets(tables, extract.source, layout)
    if layout.file_format == "csv":
        return [
            _write_text(folder / f"{extract.file_stem}_T{number}.csv", cover_sheet, sheet, layout)
            for number, sheet in enumerate(sheets, start=1)
        ]
    path = folder / f"{extract.file_stem}.xlsx"
    write_workbook(path, _ordered([cover_sheet, *sheets], layout))
    return [path]


def _cover_sheet(extract: Extract, changes: Mapping[str, str | None] | None) -> Sheet:
    title, *rows = cover_rows(extract, changes)
    return Sheet("Cover", [Row([*title], "title"), *(Row([*row]) for row in rows)])


def _write_text(path: Path, cover: Sheet, table: Sheet, layout: Layout) -> Path:
    write_csv(path, cover, table, byte_order_mark=layout.byte_order_mark)
    return path


def _ordered(sheets: list[Sheet], layout: Layout) -> list[Sheet]:
    cover, *data = sheets
    if layout.sheets_renamed:
        data = [replace(sheet, name=f"Sheet{n}") for n, sheet in enumerate(data, start=2)]
    return [*reversed(data), cover] if layout.sheets_reversed else [cover, *data]
