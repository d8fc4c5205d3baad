"""What is near a figure in the model's own sums, for programmes in which all else stays as it is.

Here figures are columns and sums are rows, a few parts each. In summands a total over all forces
and months has thousands of entries: a programme of the same reach takes a hundred times as long."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.protect.model import Relations
from tasks.protect.summands import Entries, Whole, ranges


class Sums(NamedTuple):
    """The sums of the model, each of which must come to 0: its parts (times 1) less its total.

    Entries by sum, and their places by figure; first_of_sum and first_of_cell say where each
    begins."""

    entries: Entries
    first_of_sum: Whole
    by_cell: Whole
    first_of_cell: Whole

    def near(self, cell: int, most: int, is_open: NDArray[np.bool_]) -> Whole:
        """The open figures nearest to one, at most so many, itself among them: those that share a
        sum with it, then those that share one with these, and so on, those of short sums first."""
        is_near = np.zeros(len(is_open), bool)
        is_near[cell] = True
        found, left = np.array([cell]), most - 1
        while left > 0 and len(found):
            found = self._sharing(found, is_open & ~is_near)[:left]
            is_near[found] = True
            left -= len(found)
        return np.flatnonzero(is_near)

    def _sharing(self, cells: Whole, wanted: NDArray[np.bool_]) -> Whole:
        """The wanted figures that share a sum with some, those of short sums first."""
        sums = self._sums_of(cells)
        first, end = self.first_of_sum[sums], self.first_of_sum[sums + 1]
        by_length = np.argsort(end - first, kind="stable")
        sharing = self.entries.summand[ranges(first[by_length], end[by_length])]
        sharing = sharing[wanted[sharing]]
        _, at = np.unique(sharing, return_index=True)
        return sharing[np.sort(at)]

    def _sums_of(self, cells: Whole) -> Whole:
        places = ranges(self.first_of_cell[cells], self.first_of_cell[cells + 1])
        return np.unique(self.entries.row[self.by_cell[places]])

    def around(
        self, cell: int, free: Whole, table: Whole, lo: Whole, hi: Whole
    ) -> tuple[Entries, Whole, Whole]:
        """The rows of a programme in which only the free figures differ from a complete table (a
        value per cell_id, as lo and hi): a row of the figure itself, then their sums, numbered on
        from the last cell_id; and the bounds of figures and sums."""
        n_cell = len(lo)
        sums = self._sums_of(free)
        at = ranges(self.first_of_sum[sums], self.first_of_sum[sums + 1])
        row, figure, times = (column[at] for column in self.entries)
        is_free = np.isin(figure, free)
        fixed = np.zeros(len(self.first_of_sum) - 1, np.int64)
        np.add.at(fixed, row[~is_free], times[~is_free] * table[figure[~is_free]])
        entries = Entries(
            np.r_[cell, n_cell + row[is_free]],
            np.r_[cell, figure[is_free]],
            np.r_[1, times[is_free]],
        )
        return entries, np.r_[lo, -fixed], np.r_[hi, -fixed]


def make_sums(n_cell: int, sums: Relations) -> Sums:
    """The sums of a model of so many figures, in an order of their own: the same whatever the
    relations are called."""
    number, first, row, parts = np.unique(
        sums.relation_id, return_index=True, return_inverse=True, return_counts=True
    )
    least = np.full(len(number), n_cell)
    np.minimum.at(least, row, sums.part_id)
    place = np.argsort(np.lexsort((least, sums.total_id[first], parts)))
    row = place[np.r_[row, np.arange(len(number))]]
    cell = np.r_[sums.part_id, sums.total_id[first]].astype(np.int64)
    times = np.where(np.arange(len(row)) < len(sums.part_id), 1, -1)
    order = np.lexsort((cell, row))
    row, cell, times = row[order], cell[order], times[order]
    by_cell = np.argsort(cell, kind="stable")
    return Sums(
        Entries(row, cell, times),
        np.searchsorted(row, np.arange(len(number) + 1)),
        by_cell,
        np.searchsorted(cell[by_cell], np.arange(n_cell + 1)),
    )


def table_at_end(
    entries: Entries, value: Whole, log: list[Entries], cell: int, *, upper: bool
) -> Whole:
    """The complete table of a walk so far in which a figure is greatest, or least: a value per row
    of entries, all figures in summands. value: what the summands are now; log: the steps walked, as
    entries of step, summand and change."""
    none = Entries(*np.zeros((3, 0), np.int64))
    step, summand, change = map(np.concatenate, zip(none, *log, strict=True))
    of_cell = entries.where(entries.row == cell)
    times, value = np.zeros_like(value), value.copy()
    times[of_cell.summand] = of_cell.times
    ends = np.r_[0, np.flatnonzero(np.diff(step, append=-1)) + 1]
    raised = np.r_[0, np.cumsum(change * times[summand])][ends]
    later = ends[raised.argmax() if upper else raised.argmin()]
    np.subtract.at(value, summand[later:], change[later:])
    table = np.zeros_like(value)
    np.add.at(table, entries.row, entries.times * value[entries.summand])
    return table
