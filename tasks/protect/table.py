"""Any table of counts as the disclosure engine takes it: cells, and the sums between them.

No message holds a count: cells and sums are named by their places, from 0."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tasks.govern.errors import SafeMessageError
from tasks.protect.decide.propagation import HALF_UNBOUNDED, UNBOUNDED
from tasks.protect.model import Relations

KINDS = ("rule", "exact", "frozen", "withheld", "hidden")
RULE, EXACT, FROZEN, _, HIDDEN = KINDS
NAMED = 5
"""How many places a message names at most."""


class TableError(SafeMessageError, ValueError):
    """Cells or sums are not what they must be; the message says which, never a count."""


class Cells(NamedTuple):
    """The cells of a table, each in its place, from 0: arrays of equal length.

    counts: true counts. kind: ``rule``, to be decided; ``exact``, shown as it is; ``frozen``, shown
    before; ``withheld``, never shown, but protected; ``hidden``, never shown and not protected, it
    links others. order: which cells by the rule are decided first, the least, then by place; it
    must not depend on counts. lo, hi: what everybody knows beforehand, hi UNBOUNDED where nothing;
    of a frozen cell what its symbol admits. system: the number of the small system, such as an area
    with its parts, that the audit bounds a cell in first."""

    counts: NDArray[np.int64]
    kind: NDArray[np.str_]
    order: NDArray[np.int64]
    lo: NDArray[np.int64]
    hi: NDArray[np.int64]
    system: NDArray[np.int64]


def make_cells(
    counts: ArrayLike,
    *,
    kind: ArrayLike = RULE,
    order: ArrayLike = 0,
    lo: ArrayLike = 0,
    hi: ArrayLike = UNBOUNDED,
    system: ArrayLike = 0,
) -> Cells:
    """Cells from their columns; one value is that of all cells.

    Raises TableError where a column has another length than the counts, or another type."""
    columns = [np.asarray(column) for column in (counts, kind, order, lo, hi, system)]
    for name, column in zip(Cells._fields, columns, strict=True):
        if column.ndim > 1 or (column.ndim == 1 and column.shape != columns[0].shape):
            raise TableError(f"{name} must have a value for each count, in one dimension")
        if not np.issubdtype(column.dtype, np.str_ if name == "kind" else np.integer):
            raise TableError(f"{name} must be {'text' if name == 'kind' else 'whole numbers'}")
    return Cells(*(np.broadcast_to(column, columns[0].shape) for column in columns))


def make_sums(sums: Iterable[tuple[int, Sequence[int]]]) -> Relations:
    """Relations from a total and its parts each, by the places of their cells."""
    rows = [(at, total, part) for at, (total, parts) in enumerate(sums) for part in parts]
    return Relations(*np.array(rows, np.int32).reshape(-1, 3).T)


def require_table(cells: Cells, sums: Relations) -> None:
    """Pass, or raise TableError: what the decision and the audit take for granted does not hold."""
    _require_cells(cells)
    _require_relations(sums, len(cells.counts))
    added = np.zeros(_number(sums), np.int64)
    np.add.at(added, sums.relation_id, cells.counts[sums.part_id])
    total = np.zeros_like(added)
    total[sums.relation_id] = cells.counts[sums.total_id]
    _refuse("sum", added != total, "its parts do not add up to its total")


def _require_cells(cells: Cells) -> None:
    is_rule, is_hidden = cells.kind == RULE, cells.kind == HIDDEN
    outside = (cells.counts < cells.lo) | (cells.counts > cells.hi)
    _refuse("cell", ~np.isin(cells.kind, KINDS), f"its kind is none of {', '.join(KINDS)}")
    _refuse("cell", (cells.counts < 0) & ~is_hidden, "only a hidden cell may be below 0")
    _refuse("cell", outside, "its count is not what is known beforehand")
    _refuse("cell", is_rule & (cells.lo < 0), "it is to be decided, so it is known to be 0 or more")
    _refuse("cell", cells.counts >= HALF_UNBOUNDED, "its count is too large")


def _require_relations(sums: Relations, n_cell: int) -> None:
    relation, total, part = sums
    if not len(relation) == len(total) == len(part):
        raise TableError("relation_id, total_id and part_id must have equal lengths")
    if not np.array_equal(np.unique(relation), np.arange(_number(sums))):
        raise TableError("relation_id must be dense, from 0")
    if np.any(np.diff(relation) < 0):
        raise TableError("relation_id must be ascending")
    _refuse("row", ~_is_place(total, n_cell) | ~_is_place(part, n_cell), "it names no cell")
    _refuse("row", total == part, "a cell is part of itself")
    is_new_total = np.diff(total, prepend=-1) != 0
    is_new_sum = np.diff(relation, prepend=-1) != 0
    _refuse("row", is_new_total & ~is_new_sum, "its sum has another total")
    by_part = np.lexsort((part, relation))
    is_again = (np.diff(relation[by_part]) == 0) & (np.diff(part[by_part]) == 0)
    _refuse("row", np.isin(np.arange(len(part)), by_part[1:][is_again]), "its part is there twice")


def _number(sums: Relations) -> int:
    return int(sums.relation_id.max(initial=-1)) + 1


def _is_place(cell: NDArray[np.int32], n_cell: int) -> NDArray[np.bool_]:
    return (cell >= 0) & (cell < n_cell)


def _refuse(what: str, wrong: NDArray[np.bool_], why: str) -> None:
    places = np.flatnonzero(wrong)
    if len(places):
        more = f" and {len(places) - NAMED} more" if len(places) > NAMED else ""
        raise TableError(f"{what} {', '.join(map(str, places[:NAMED]))}{more}: {why}")
