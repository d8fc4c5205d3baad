"""The package's tables as files: CSV, and Parquet and Stata made from the CSV file."""

import csv
import textwrap
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from tasks.hand_over.tables import Table
from tasks.store.stores import configuration

if TYPE_CHECKING:
    import pandas as pd

TYPES = {"string": "varchar", "integer": "bigint"}
# Stata's limits for labels, and the file version that Stata 14 and later read, with Unicode.
STATA_LABEL, STATA_VERSION = 80, 118
# The date written into a .dta, fixed so that the bytes do not change.
STATA_TIME = datetime(2012, 4, 1)


def write_tables(tables: Iterable[Table], folder: Path) -> None:
    """Write each table as ``csv/*.csv``, ``parquet/*.parquet`` and ``stata/*.dta``, by name."""
    for kind in ("csv", "parquet", "stata"):
        (folder / kind).mkdir(mode=0o700)
    for table in tables:
        path = folder / "csv" / f"{table.name}.csv"
        write_csv(table, path)
        types = {column.name: TYPES[column.type] for column in table.columns}
        with one_thread() as connection:
            read = read_csv(connection, path, types)
            read.write_parquet(
                str(folder / "parquet" / f"{table.name}.parquet"), compression="zstd"
            )
            _write_stata(read.df(), table, folder / "stata" / f"{table.name}.dta")


def one_thread() -> duckdb.DuckDBPyConnection:
    """Open DuckDB in memory, with one thread so that the same rows give the same bytes."""
    return duckdb.connect(config={**configuration(), "threads": 1})


def write_csv(table: Table, path: Path) -> None:
    """Write a table as CSV: UTF-8, a header, commas, line feeds and empty fields for null."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in table.columns])
        writer.writerows(table.rows)


def read_csv(
    connection: duckdb.DuckDBPyConnection, path: Path, types: dict[str, str]
) -> duckdb.DuckDBPyRelation:
    """Read a CSV file of the package; ``types`` maps each column to its type."""
    return connection.read_csv(
        str(path), header=True, delimiter=",", quotechar='"', escapechar='"', dtype=types
    )


def _write_stata(frame: "pd.DataFrame", table: Table, path: Path) -> None:
    for column in table.columns:
        if column.type == "string":
            frame[column.name] = frame[column.name].fillna("").astype(object)
    frame.to_stata(
        path,
        write_index=False,
        version=STATA_VERSION,
        time_stamp=STATA_TIME,
        data_label=_label(table.title),
        variable_labels={column.name: _label(column.description) for column in table.columns},
    )


def _label(text: str) -> str:
    return textwrap.shorten(text, STATA_LABEL, placeholder=" ...")
