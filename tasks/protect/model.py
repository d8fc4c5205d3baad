"""The model of a release as arrays: who is in which sum, what is known before anything is shown,
what is protected."""

from typing import NamedTuple

import duckdb
import numpy as np
from numpy.typing import NDArray

from tasks.protect.policy import levels, steps
from tasks.protect.run_sql import run
from tasks.store.statements import statements


class Relations(NamedTuple):
    """Rows of relation_part by relation_id (dense, from 0): total_id is the sum of its part_id.
    Arrays of equal length."""

    relation_id: NDArray[np.int32]
    total_id: NDArray[np.int32]
    part_id: NDArray[np.int32]


class Known(NamedTuple):
    """Per cell_id: the bounds known before this release, and whether the figure is protected."""

    lo: NDArray[np.int64]
    hi: NDArray[np.int64]
    is_protected: NDArray[np.bool_]


def make_model(con: duckdb.DuckDBPyConnection) -> None:
    """Fill cell, family_part and relation_part from publication_cell, the ledger and what was
    counted for each release."""
    for name, query in statements("protect/model"):
        con.execute(query, levels() | steps() if name.endswith("_cell") else None)


def relations(con: duckdb.DuckDBPyConnection) -> Relations:
    """The sums of the model."""
    return Relations(**run(con, "read_model/relation").fetchnumpy())


def known(con: duckdb.DuckDBPyConnection, *, with_frozen: bool = True) -> Known:
    """What outsiders know before figures below national level are shown; without the frozen ones,
    what national totals tell alone. Raises ValueError when cell_id is not 0 to n - 1."""
    rows = run(con, "read_model/known_cell", with_frozen=with_frozen).fetchnumpy()
    if not np.array_equal(rows.pop("cell_id"), np.arange(len(rows["lo"]))):
        raise ValueError("cell_id must be dense, from 0")
    return Known(**rows)
