"""Check the proofs of an audit. Simple on purpose: plain numbers, no compiled code, nothing of the
code that found them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Interval = tuple[int, int]
Sums = Mapping[int, tuple[int, Sequence[int]]]
"""Per relation_id: the total and its parts."""
Whole = NDArray[np.int64]
Parts = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]
"""relation_id (ascending), total_id, part_id: a row per part."""
AT_ONCE = 2_000_000
"""Sums checked at once: bounds the memory."""


class Step(NamedTuple):
    """One line of a proof: by this relation the figure cell_id lies in lo..hi."""

    relation_id: int
    cell_id: int
    lo: int
    hi: int


class ProofError(AssertionError):
    """A proof does not prove what it claims."""


def check_table(table: Mapping[int, int], shown: Mapping[int, Interval], sums: Sums) -> None:
    """A complete table agrees with every interval shown and with every sum. Raises ProofError."""
    for cell, (lo, hi) in shown.items():
        if not lo <= table[cell] <= hi:
            raise ProofError(f"figure {cell} is outside what is shown")
    for relation, (total, parts) in sums.items():
        if table[total] != sum(table[part] for part in parts):
            raise ProofError(f"sum {relation} does not hold")


def check_safe(
    cell: int,
    one: Mapping[int, int],
    other: Mapping[int, int],
    shown: Mapping[int, Interval],
    sums: Sums,
    refused_at_most: int,
) -> None:
    """Two complete tables agree with everything shown, differ in cell, and one of them exceeds what
    is refused."""
    check_table(one, shown, sums)
    check_table(other, shown, sums)
    if one[cell] == other[cell] or max(one[cell], other[cell]) <= refused_at_most:
        raise ProofError(f"figure {cell} is not shown to be safe")


def check_walk(
    start: Whole, changes: tuple[Whole, Whole, Whole], shown: tuple[Whole, Whole], sums: Parts
) -> tuple[Whole, Whole]:
    """Every table of a walk agrees with every interval shown and with every sum.

    start has a value per cell_id, changes are rows (step, cell_id, change) sorted by step, shown
    the lo and hi per cell_id. Returns the least and greatest value per cell_id of all tables.
    Raises ProofError."""
    least, greatest = _range(start, changes)
    if np.any(least < shown[0]) or np.any(greatest > shown[1]):
        raise ProofError("a figure is outside what is shown")
    relation, total, part = sums
    if len(relation):
        in_all = np.bincount(relation, start[part])
        in_total = np.zeros(len(in_all))
        in_total[relation] = start[total]
        if np.any(in_all != in_total):
            raise ProofError("a sum does not hold")
        _check_steps(changes, sums)
    return least, greatest


def _range(start: Whole, changes: tuple[Whole, Whole, Whole]) -> tuple[Whole, Whole]:
    """The least and greatest value of each figure, step by step."""
    least, greatest = start.copy(), start.copy()
    step, cell, change = changes
    if len(step) == 0:
        return least, greatest
    order = np.lexsort((step, cell))
    cell, change = cell[order], change[order]
    first = np.flatnonzero(np.r_[True, np.diff(cell) != 0])
    so_far = np.cumsum(change)
    before = np.repeat(so_far[first] - change[first], np.diff(np.r_[first, len(cell)]))
    value = start[cell] + so_far - before
    np.minimum.at(least, cell, value)
    np.maximum.at(greatest, cell, value)
    return least, greatest


def _check_steps(changes: tuple[Whole, Whole, Whole], sums: Parts) -> None:
    """Each step changes every total by as much as its parts together."""
    relation, total, part = sums
    n_relation = int(relation.max()) + 1
    is_first = np.r_[True, np.diff(relation) != 0]
    figure = np.r_[part, total[is_first]]
    within, sign = (
        np.r_[relation, relation[is_first]],
        np.r_[np.ones(len(part)), -np.ones(is_first.sum())],
    )
    order = np.argsort(figure, kind="stable")
    figure, within, sign = figure[order], within[order], sign[order]
    step, cell, change = changes
    steps = max(AT_ONCE // n_relation, 1)
    for since in range(0, int(step.max(initial=0)) + 1, steps):
        now = slice(*np.searchsorted(step, [since, since + steps]))
        first = np.searchsorted(figure, cell[now])
        uses = np.searchsorted(figure, cell[now], side="right") - first
        at = np.repeat(first - np.cumsum(uses) + uses, uses) + np.arange(uses.sum())
        place = np.repeat(step[now] - since, uses) * n_relation + within[at]
        if np.any(np.bincount(place, np.repeat(change[now], uses) * sign[at])):
            raise ProofError("a step breaks a sum")


def check_recovered(
    cell: int, bounds: Interval, steps: Sequence[Step], shown: Mapping[int, Interval], sums: Sums
) -> None:
    """Every step follows from the intervals shown and the steps before it, and the last ones leave
    cell in bounds."""
    known = dict(shown)
    for step in steps:
        lo, hi = implied(step.cell_id, step.relation_id, known, sums)
        if step.lo < lo or step.hi > hi:
            raise ProofError(f"sum {step.relation_id} does not give figure {step.cell_id}")
        known[step.cell_id] = (max(known[step.cell_id][0], lo), min(known[step.cell_id][1], hi))
    if known[cell][0] < bounds[0] or known[cell][1] > bounds[1]:
        raise ProofError(f"figure {cell} is not recovered")


def implied(cell: int, relation: int, known: Mapping[int, Interval], sums: Sums) -> Interval:
    """What one sum says about one of its figures, with what it was known to be before."""
    total, parts = sums[relation]
    others = [part for part in parts if part != cell]
    others_lo, others_hi = sum(known[p][0] for p in others), sum(known[p][1] for p in others)
    lo, hi = known[cell]
    if cell == total:
        return max(lo, others_lo), min(hi, others_hi)
    return max(lo, known[total][0] - others_hi), min(hi, known[total][1] - others_lo)
