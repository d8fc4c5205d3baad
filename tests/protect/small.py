"""Small models for tests: figures by name, with their counts, and the sums between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

COLUMNS = """
    create table cell (
        cell_id integer, cause varchar, measure varchar, area_level varchar, area_code varchar,
        period_kind varchar, period varchar, age varchar, sex varchar, ethnicity varchar,
        vintage varchar, release_vintage varchar, risen_from varchar, is_rest boolean,
        publish_rank integer, step integer, kind varchar, lo bigint, hi bigint, frequency bigint
    )
"""


@dataclass(frozen=True)
class Figure:
    """One figure: its count, and how it is treated. lo and hi are what is known of it before the
    release."""

    count: int
    kind: str = "rule"
    lo: int | None = None
    hi: int | None = None

    @property
    def most(self) -> int | None:
        """A figure to be decided is known to be at most something."""
        return 60 if self.hi is None and self.kind == "rule" else self.hi


def model(
    figures: Mapping[str, Figure], sums: Mapping[str, Sequence[str]]
) -> duckdb.DuckDBPyConnection:
    """A store with cell and relation_part; figures are published in the order given, named by their
    area_code."""
    con = duckdb.connect()
    con.execute(COLUMNS)
    names = list(figures)
    for cell_id, (name, figure) in enumerate(figures.items()):
        con.execute(
            "insert into cell values (?, 'X92-Y09', 'FAE', 'pfa', ?, 'month', '2024-01',"
            " 'All ages', 'All', 'All', 'final', 'final', null, false, ?, null, ?, ?, ?, ?)",
            [
                cell_id, name, cell_id if figure.kind == "rule" else None, figure.kind, figure.lo,
                figure.most, figure.count,
            ],
        )  # fmt: skip
    con.execute(
        "create table relation_part (relation_id integer, total_id integer, part_id integer)"
    )
    for relation, (total, parts) in enumerate(sums.items()):
        for part in parts:
            con.execute(
                "insert into relation_part values (?, ?, ?)",
                [relation, names.index(total.split("/")[0]), names.index(part)],
            )
    return con


def verdicts(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The audit's verdict of every suppressed figure, by name."""
    rows = con.execute(
        "select area_code, verdict from audit_cell join cell using (cell_id)"
    ).fetchall()
    return dict(rows)


def shown(con: duckdb.DuckDBPyConnection) -> dict[str, str | None]:
    """What is shown, by name."""
    rows = con.execute(
        "select area_code, shown from protected_cell join cell using (cell_id)"
    ).fetchall()
    return dict(rows)
