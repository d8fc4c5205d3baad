# mypy: disable-error-code="no-untyped-def,no-untyped-call"
# compiled functions take their types from the call
"""The small changes of a table that a walk through tables is made of.

A move raises one summand, or raises one and lowers another that is much like it. Raising a force's
month and lowering the next leaves all of its rolling totals but two as they are, so such moves
often stay within what is shown where a single summand cannot."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.protect.decide.compiled import compiled
from tasks.protect.summands import Entries, Whole, added_up, ranges

ALIKE = 3
"""With how many of the summands most like it a summand is paired."""
LONG = 64
"""Rows of more summands say little about likeness."""


class Moves(NamedTuple):
    """What each move changes, and by how much (column m at start[m]:start[m + 1]), and for each row
    in the same way the moves that change it. up and down are its summands; down may be -1, none."""

    start: Whole
    row: Whole
    by: Whole
    row_start: Whole
    row_move: Whole
    row_by: Whole
    up: Whole
    down: Whole


def make_moves(entries: Entries, n_row: int) -> Moves:
    """All single moves, then the pairs."""
    order = np.argsort(entries.summand, kind="stable")
    row, by = entries.row[order], entries.times[order]
    start = np.searchsorted(entries.summand[order], np.arange(n_row + 1))
    row_start = np.searchsorted(entries.row, np.arange(n_row + 1))
    single = np.flatnonzero(np.diff(start))
    pair = _pairs(single, row_start, entries.summand, start, row)
    up = np.r_[single, pair[:, 0]]
    down = np.r_[np.full(len(single), -1), pair[:, 1]]
    column = _columns(up, down, start, row, by)
    by_row = np.argsort(column.summand, kind="stable")
    return Moves(
        start=np.searchsorted(column.row, np.arange(len(up) + 1)), row=column.summand,
        by=column.times, row_start=np.searchsorted(column.summand[by_row], np.arange(n_row + 1)),
        row_move=column.row[by_row], row_by=column.times[by_row], up=up, down=down,
    )  # fmt: skip


def _columns(up: Whole, down: Whole, start: Whole, row: Whole, by: Whole) -> Entries:
    """Entries by move (as row) and the row it changes (as summand)."""
    paired = np.flatnonzero(down >= 0)
    ups = ranges(start[up], start[up + 1])
    downs = ranges(start[down[paired]], start[down[paired] + 1])
    return added_up(
        np.r_[
            np.repeat(np.arange(len(up)), start[up + 1] - start[up]),
            np.repeat(paired, start[down[paired] + 1] - start[down[paired]]),
        ],
        np.r_[row[ups], row[downs]],
        np.r_[by[ups], -by[downs]],
    )


def _pairs(
    single: Whole, row_start: Whole, row_summand: Whole, start: Whole, row: Whole
) -> NDArray[np.int64]:
    other = most_alike(single, row_start, row_summand, start, row)
    pair = np.column_stack([np.repeat(single, ALIKE), other.ravel()])
    pair = np.sort(pair[pair[:, 1] >= 0], axis=1)
    pairs: NDArray[np.int64] = np.unique(pair, axis=0)
    return pairs


@compiled
def most_alike(single, row_start, row_summand, start, row):
    """Per summand the ALIKE others that share most rows with it; -1 where there are fewer."""
    shared = np.zeros(len(start), np.int64)
    met = np.zeros(len(start), np.int64)
    alike = np.full((len(single), ALIKE), -1)
    for place in range(len(single)):
        size = _count_shared(single[place], row_start, row_summand, start, row, shared, met)
        for rank in range(ALIKE):
            best = -1
            for at in range(size):
                if shared[met[at]] > 0 and (best < 0 or shared[met[at]] > shared[best]):
                    best = met[at]
            if best >= 0:
                alike[place, rank] = best
                shared[best] = 0
        shared[met[:size]] = 0
    return alike


@compiled
def _count_shared(summand, row_start, row_summand, start, row, shared, met):
    size = 0
    for at in range(start[summand], start[summand + 1]):
        first, end = row_start[row[at]], row_start[row[at] + 1]
        for other in range(first, end if end - first <= LONG else first):
            if shared[row_summand[other]] == 0:
                met[size] = row_summand[other]
                size += 1
            shared[row_summand[other]] += 1
    shared[summand] = 0
    return size
