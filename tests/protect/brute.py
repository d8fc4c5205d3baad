"""Brute force over small tables: every table that agrees with what is shown, listed."""

from collections.abc import Sequence
from itertools import product

import duckdb

from tests.protect.small import Figure, model


def drawn_model(parts: Sequence[int], total_is_exact: bool) -> duckdb.DuckDBPyConnection:
    """Parts by two overlapping sums: all of them, and the first two; the total of all exact or by
    the rule."""
    names = [f"part {n}" for n in range(len(parts))]
    figures = {name: Figure(count, cap=20) for name, count in zip(names, parts, strict=True)}
    figures["pair"] = Figure(parts[0] + parts[1], cap=40)
    figures["all"] = Figure(sum(parts), "exact" if total_is_exact else "rule", cap=80)
    return model(figures, {"all": names, "pair": names[:2]})


def shown_rows(con: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    """All that is shown."""
    return con.execute("select * from protected_cell order by cell_id").fetchall()


def all_tables(con: duckdb.DuckDBPyConnection) -> list[list[int]]:
    """Every complete table, as counts by cell_id, that agrees with what is shown; caps bound what
    is unbounded."""
    rows = con.execute("select cell_id, lo, least(hi, 60) from protected_cell order by cell_id")
    intervals = [(lo, hi) for _, lo, hi in rows.fetchall()]
    n_part = len(intervals) - 2
    tables = []
    for parts in product(*(range(lo, hi + 1) for lo, hi in intervals[:n_part])):
        table = [*parts, parts[0] + parts[1], sum(parts)]
        if all(lo <= value <= hi for value, (lo, hi) in zip(table, intervals, strict=True)):
            tables.append(table)
    return tables
