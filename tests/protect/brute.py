"""Brute force over small tables: every table that agrees with what is shown, listed."""

from collections.abc import Sequence
from itertools import product

import duckdb

from tests.protect.small import Figure, model


def drawn_model(parts: Sequence[int], total_is_exact: bool) -> duckdb.DuckDBPyConnection:
    """Parts by two overlapping sums: all of them, and the first two; the total of all exact or by
    the rule."""
    names = [f"part {n}" for n in range(len(parts))]
    figures = {name: Figure(count, hi=20) for name, count in zip(names, parts, strict=True)}
    figures["pair"] = Figure(parts[0] + parts[1], hi=40)
    figures["all"] = Figure(sum(parts), "exact" if total_is_exact else "rule", hi=80)
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


def rolling_model(
    months: Sequence[int], width: int, total_is_exact: bool
) -> duckdb.DuckDBPyConnection:
    """Months, their rolling totals of some months each, and the total of all, reached also as the
    sum of two halves."""
    names = [f"month {n}" for n in range(len(months))]
    windows = [names[n : n + width] for n in range(len(months) - width + 1)]
    halves = [names[: len(names) // 2], names[len(names) // 2 :]]
    sums = {f"rolling {n}": window for n, window in enumerate(windows)}
    sums |= {"half 0": halves[0], "half 1": halves[1]}
    sums |= {"all": names, "all/halves": ["half 0", "half 1"]}
    count = dict(zip(names, months, strict=True))
    figures = {name: Figure(number, hi=20) for name, number in count.items()}
    for total, parts in sums.items():
        if "halves" not in total:
            kind = "exact" if total == "all" and total_is_exact else "rule"
            figures[total] = Figure(sum(count[part] for part in parts), kind, hi=80)
    return model(figures, sums)


def rolling_tables(
    con: duckdb.DuckDBPyConnection, n_month: int, width: int
) -> list[tuple[int, ...]]:
    """Every complete table of rolling_model that agrees with what is shown."""
    rows = con.execute("select least(hi, 60), lo from protected_cell order by cell_id").fetchall()
    intervals = [(lo, hi) for hi, lo in rows]
    half = n_month // 2
    tables = []
    for month in product(*(range(lo, hi + 1) for lo, hi in intervals[:n_month])):
        rolling = [sum(month[n : n + width]) for n in range(n_month - width + 1)]
        table = (*month, *rolling, sum(month[:half]), sum(month[half:]), sum(month))
        if all(lo <= value <= hi for value, (lo, hi) in zip(table, intervals, strict=True)):
            tables.append(table)
    return tables
