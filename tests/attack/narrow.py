"""Bound propagation over all sums at once, until nothing moves."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tests.attack.system import System

Bounds = NDArray[np.int64]
# Bounds of large figures creep. Wherever it stops, what is ruled out by then is ruled out.
LEAST_SWEEPS, MOST_SWEEPS, SMALL = 30, 200, 30


class Sums(NamedTuple):
    """Rows that come to 0: a total (-1) and its parts (1). One entry each, by row."""

    row: NDArray[np.int64]
    unknown: NDArray[np.int64]
    sign: NDArray[np.int64]

    @property
    def rows(self) -> int:
        """How many sums there are."""
        return int(self.row[-1]) + 1 if len(self.row) else 0

    def of(self, is_in: NDArray[np.bool_]) -> "Sums":
        """The sums of which every figure is in."""
        outside = np.bincount(self.row, ~is_in[self.unknown], self.rows)
        kept = outside[self.row] == 0
        _, row = np.unique(self.row[kept], return_inverse=True)
        return Sums(row, self.unknown[kept], self.sign[kept])


class ContradictionError(Exception):
    """No count is left for an unknown: something that was taken to be true is not."""


def sums_of(system: System, without: frozenset[str] = frozenset()) -> Sums:
    """The sums of a system as entries, without those of some kinds."""
    totals = [total for total in system.totals if total.what not in without]
    sizes = [1 + len(total.parts) for total in totals]
    return Sums(
        np.repeat(np.arange(len(totals)), sizes),
        np.array([at for total in totals for at in (total.total, *total.parts)], np.int64),
        np.array([s for total in totals for s in (-1, *(1 for _ in total.parts))], np.int64),
    )


def narrowed(sums: Sums, lo: Bounds, hi: Bounds) -> tuple[Bounds, Bounds]:
    """The least and most of each unknown that no sum alone rules out.

    Raises ContradictionError when nothing is left for one.
    """
    lo, hi = lo.copy(), hi.copy()
    for sweep in range(MOST_SWEEPS):
        before = lo.copy(), hi.copy()
        _sweep(sums, lo, hi)
        if (lo > hi).any():
            raise ContradictionError
        moved = (lo > before[0]) | (hi < before[1])
        if sweep >= LEAST_SWEEPS and not (moved & (hi <= SMALL)).any():
            break
    return lo, hi


def _sweep(sums: Sums, lo: Bounds, hi: Bounds) -> None:
    is_part = sums.sign > 0
    least = np.where(is_part, lo[sums.unknown], -hi[sums.unknown])
    most = np.where(is_part, hi[sums.unknown], -lo[sums.unknown])
    of_row_least = np.bincount(sums.row, least, sums.rows).astype(np.int64)
    of_row_most = np.bincount(sums.row, most, sums.rows).astype(np.int64)
    # What is left for an entry when the others are at their ends.
    entry_most = -(of_row_least[sums.row] - least)
    entry_least = -(of_row_most[sums.row] - most)
    np.minimum.at(hi, sums.unknown, np.where(is_part, entry_most, -entry_least))
    np.maximum.at(lo, sums.unknown, np.where(is_part, entry_least, -entry_most))
