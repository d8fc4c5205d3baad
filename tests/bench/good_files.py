"""Good files by the thousand: the tables that the rules of a drop read, without a workbook."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from tasks.check.gate import OF_A_DROP
from tasks.govern.key import make_throw_away_key
from tasks.store.folders import DataFolder
from tasks.store.statements import statement
from tasks.store.stores import secure_store
from tasks.store.variables import set_variables
from tasks.synthesise import admissions
from tests.bench.good_counts import (
    COUNTRIES,
    DRAWN,
    Counts,
    Kind,
    month_no,
    months_apart,
    run,
)

TABLES = (
    "forget",
    "cover",
    "drop_before",
    "delivered_table",
    "file_count",
    "count_before",
    "delivered_cell",
)
# Between the name of a table and the number of its file.
FILE_NO = " #"


@contextmanager
def ground(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty store, with the levels of the invented forces and the reference tables."""
    data = DataFolder(folder)
    data.prepare()
    make_throw_away_key(data)
    with secure_store(data, read_only=False) as connection:
        admissions.run(connection, "force_level", {})
        yield connection


def place(connection: duckdb.DuckDBPyConnection, kind: Kind, seeds: Sequence[int]) -> None:
    """Make the tables that rules read of good files, one a seed, and of the extracts before them.

    Rules that look at one table at a time judge many files at once: the tables of each bear its
    number.
    """
    files = [list(DRAWN[kind.dataset](connection, kind, _random(kind, seed))) for seed in seeds]
    labels = pd.concat([part.labels for part in files[0]], ignore_index=True)
    connection.register("label", labels.assign(label_no=labels.index))
    drawn = pd.DataFrame(
        {
            "seed": np.repeat(np.array(seeds), len(labels)),
            "label_no": np.tile(labels.index, len(seeds)),
            "frequency": _all(part.now for parts in files for part in parts),
            "previous": _all(part.before for parts in files for part in parts),
        }
    )
    connection.register("drawn", drawn)
    last, before = month_no(kind.months - 1), month_no(kind.months - 1 - months_apart(kind))
    country = COUNTRIES[kind.source]
    set_variables(connection, country_code=country, period_end=last, drop_id="this")
    values = {
        "dataset": kind.dataset,
        "source": kind.source,
        "covered_to": None if kind.is_first else before,
        "is_long": kind.is_long,
        "file_no": FILE_NO,
    }
    for name in TABLES:
        run(connection, name, values)
    for name in OF_A_DROP:
        connection.execute(statement(f"check/{name}"))


def _random(kind: Kind, seed: int) -> np.random.Generator:
    return np.random.default_rng([seed, kind.months, int(100 * kind.scale)])


def _all(counts: Iterable[Counts]) -> Counts:
    return np.concatenate([some.ravel() for some in counts])
