"""The model in its summands: every figure as a sum of the figures that are totals of nothing.

What a summand is decides all else, so a table that is changed by summands keeps its sums."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.protect.model import Relations

Whole = NDArray[np.int64]


class Entries(NamedTuple):
    """A sparse matrix, sorted by row, then summand: row is the sum of `times` its summands.

    Rows 0 to n_cell - 1 are the figures. Those after them must be 0: where two sums of one total
    have different summands, they are what one has more than the other."""

    row: Whole
    summand: Whole
    times: Whole

    def where(self, kept: NDArray[np.bool_]) -> "Entries":
        """The entries of some places."""
        return Entries(*(column[kept] for column in self))


def ranges(start: Whole, end: Whole) -> Whole:
    """All places from each start to before its end, one range after the other."""
    length = end - start
    before = np.cumsum(length) - length
    places: Whole = np.repeat(start - before, length) + np.arange(length.sum())
    return places


def added_up(row: Whole, summand: Whole, times: Whole) -> Entries:
    """Entries of the same place added up, those that come to 0 left out."""
    # One key sorts ten times as fast as two.
    place = row * (summand.max(initial=0) + 1) + summand
    order = np.argsort(place, kind="stable")
    row, summand, times = row[order], summand[order], times[order]
    at = np.flatnonzero(np.diff(place[order], prepend=-1))
    times = np.add.reduceat(times, at) if len(at) else times
    return Entries(row[at], summand[at], times).where(times != 0)


def in_summands(n_cell: int, sums: Relations, is_rest: NDArray[np.bool_]) -> Entries:
    """Every figure of the model in its summands; is_rest, per cell_id: what a sum's total has more
    than its other parts, and nothing else. Raises ValueError when a figure is part of itself."""
    of_rest = np.isin(sums.relation_id, sums.relation_id[is_rest[sums.part_id]])
    relation, total, part = (column[~of_rest] for column in sums)
    dense = np.unique(relation, return_inverse=True)[1].astype(np.int32)
    entries = _in_summands(n_cell, Relations(dense, total, part))
    rests = _rests(entries, Relations(*(column[of_rest] for column in sums)), is_rest)
    kept = entries.where(~np.r_[is_rest, np.zeros(entries.row.max(initial=0), bool)][entries.row])
    return added_up(*(np.r_[a, b] for a, b in zip(kept, rests, strict=True)))


def _rests(entries: Entries, sums: Relations, is_rest: NDArray[np.bool_]) -> Entries:
    """Each rest as its total less the other parts."""
    at_rest = is_rest[sums.part_id]
    rest_of = np.zeros(int(sums.relation_id.max(initial=0)) + 1, np.int64)
    rest_of[sums.relation_id[at_rest]] = sums.part_id[at_rest]
    row = rest_of[np.r_[sums.relation_id[at_rest], sums.relation_id[~at_rest]]]
    of = np.r_[sums.total_id[at_rest], sums.part_id[~at_rest]].astype(np.int64)
    sign = np.repeat([1, -1], [at_rest.sum(), (~at_rest).sum()])
    begin, end = np.searchsorted(entries.row, of), np.searchsorted(entries.row, of + 1)
    at, often = ranges(begin, end), end - begin
    return Entries(
        np.repeat(row, often), entries.summand[at], np.repeat(sign, often) * entries.times[at]
    )


def _in_summands(n_cell: int, sums: Relations) -> Entries:
    relation, total, part = (np.asarray(column, np.int64) for column in sums)
    n_relation = int(relation[-1]) + 1 if len(relation) else 0
    start = np.searchsorted(relation, np.arange(n_relation + 1))
    total_of = total[start[:-1]]
    relation_of = np.full(n_cell, -1)
    relation_of[total_of[::-1]] = np.arange(n_relation)[::-1]
    expanded = _expanded(Entries(relation, part, np.ones(len(part), np.int64)), relation_of, start)
    is_first = relation_of[total_of[expanded.row]] == expanded.row
    summand = np.flatnonzero(relation_of < 0)
    first = added_up(
        np.r_[summand, total_of[expanded.row[is_first]]],
        np.r_[summand, expanded.summand[is_first]],
        np.r_[np.ones(len(summand), np.int64), expanded.times[is_first]],
    )
    other = np.flatnonzero(relation_of[total_of] != np.arange(n_relation))
    more = _differences(first, expanded.where(~is_first), other, total_of[other])
    return Entries(
        *(np.r_[a, b] for a, b in zip(first, more._replace(row=n_cell + more.row), strict=True))
    )


def _expanded(entries: Entries, relation_of: Whole, start: Whole) -> Entries:
    """Totals among the summands replaced by their parts until there are none."""
    parts = entries.summand
    for _ in range(len(relation_of) + 1):
        within = relation_of[entries.summand]
        is_total = within >= 0
        if not is_total.any():
            return entries
        begin, end = start[within[is_total]], start[within[is_total] + 1]
        entries = added_up(
            np.r_[entries.row[~is_total], np.repeat(entries.row[is_total], end - begin)],
            np.r_[entries.summand[~is_total], parts[ranges(begin, end)]],
            np.r_[entries.times[~is_total], np.repeat(entries.times[is_total], end - begin)],
        )
    raise ValueError("a figure is part of itself")


def _differences(first: Entries, others: Entries, relation: Whole, total: Whole) -> Entries:
    """What further sums of a total have more than its first one, numbered from 0."""
    begin, end = np.searchsorted(first.row, total), np.searchsorted(first.row, total + 1)
    at = ranges(begin, end)
    found = added_up(
        np.r_[others.row, np.repeat(relation, end - begin)],
        np.r_[others.summand, first.summand[at]],
        np.r_[others.times, -first.times[at]],
    )
    return found._replace(row=np.unique(found.row, return_inverse=True)[1])


def linked(entries: Entries, n_row: int) -> Whole:
    """Per row and summand the smallest number of those it is linked to through entries."""
    label = np.arange(n_row)
    while True:
        lower = label.copy()
        np.minimum.at(lower, entries.row, label[entries.summand])
        np.minimum.at(lower, entries.summand, lower[entries.row])
        lower = lower[lower]
        if np.array_equal(lower, label):
            return label
        label = lower


def within(entries: Entries, system: Whole, n_row: int) -> Whole:
    """Per row the number of the system (given per cell_id) that all its summands are in; rows of
    more than one system have a number of their own, below 0: without them a system's ends are
    wider, never narrower."""
    padded = np.r_[system, np.full(n_row - len(system), -1)]
    of_summand = padded[entries.summand]
    number, least, most = (np.full(n_row, end) for end in (-1, np.iinfo(np.int64).max, -1))
    np.minimum.at(least, entries.row, of_summand)
    np.maximum.at(most, entries.row, of_summand)
    is_within = least == most
    number[is_within] = least[is_within]
    number[~is_within] = -1 - np.arange(n_row)[~is_within]
    return number
