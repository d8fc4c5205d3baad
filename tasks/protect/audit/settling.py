"""The work of settling figures: the walk so far, the bounds so far, and how either goes on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from tasks.protect.audit.moves import Moves, make_moves
from tasks.protect.audit.nearby import Sums, make_sums, table_at_end
from tasks.protect.audit.parts import Each, Found, Part, Rows, batches, find_ends, make_part
from tasks.protect.audit.walk import ENOUGH_VALUES, Search, left_of, make_move, make_search, walk
from tasks.protect.model import Relations
from tasks.protect.policy import Policy
from tasks.protect.summands import Entries, Whole, added_up, in_summands, ranges

SMALL = 10_000
"""Entries of a part for which every programme ends at once, integer ones too."""
FIGURES = 64
"""Of one part at a time."""
NEAR, FAR = (500, 2_000, 6_000), (12_000, 20_000)
"""Figures that are free in a programme near one: a force's years; a month of all. Far, where tables
would have to leave: half a second each. With twice as many as the last of these, minutes."""
SEEKING = 5e9
"""Simplex iterations times entries, for all of each reach: what one release needs is far less."""
MOST_MOVES = 1_000_000
"""Of one pass, for all its figures: half a minute at most, however many figures are doubtful."""
FEW = 2
"""A figure of so many values is safe, and said to have no more."""


@dataclass
class Settling:
    """entries has all rows of the model in their summands, needed those that no others imply; log
    the steps walked, as entries of step, summand and change."""

    sums: Sums
    entries: Entries
    needed: Entries
    moves: Moves
    search: Search
    hidden: Whole
    method: NDArray[np.object_]
    refused_at_most: int
    refused_values: int
    steps: int = 0
    log: list[Entries] = field(default_factory=list)

    def left(self) -> Whole:
        """The hidden figures that are not settled yet."""
        left: Whole = left_of(self.search, self.hidden, self.refused_at_most)
        return left

    def unproved(self) -> Whole:
        """The figures left that tables do not show to be safe: they show too few values, or none
        above what is refused."""
        return self._left_with(self.refused_values)

    def doubtful(self) -> Whole:
        """Those, and the figures left in which tables show two values alone. In the others only
        whether they take a fourth is open."""
        return self._left_with(max(self.refused_values, FEW))

    def take_as_shown(self, suppressed_to: int) -> None:
        """Let figures of which tables show two values have no more, where no third was found; but
        none be above what is suppressed for that."""
        search = self.search
        two = np.setdiff1d(self.doubtful(), self.unproved())
        two = two[search.seen_lo[two] <= suppressed_to]
        search.lo[two], search.hi[two] = search.seen_lo[two], search.seen_hi[two]
        self.method[two] = "tables alone"

    def _left_with(self, values: int) -> Whole:
        """The figures left of which tables show so many values at most, or none above what is
        refused."""
        left = self.left()
        seen_lo, seen_hi = self.search.seen_lo[left], self.search.seen_hi[left]
        few: Whole = left[(seen_hi - seen_lo < values) | (seen_hi <= self.refused_at_most)]
        return few

    def go(self, passes: tuple[tuple[int, int], ...], sought: Callable[[], Whole]) -> None:
        """Walk on for the figures that are left, doubtful or unproved, in random order."""
        for most_moves, tries in passes:
            left = np.random.default_rng(self.steps).permutation(sought())
            if len(left) == 0:
                return
            afforded = max(1, MOST_MOVES // (most_moves * len(left)))
            made = walk(
                self.moves,
                self.search,
                left,
                most_moves,
                min(tries, afforded),
                self.refused_at_most,
                self.steps,
            )
            step, move, sign = made.T
            paired = self.moves.down[move] >= 0
            self._add(
                np.r_[step, step[paired]],
                np.r_[self.moves.up[move], self.moves.down[move[paired]]],
                np.r_[sign, -sign[paired]],
            )

    def _add(self, step: Whole, summand: Whole, change: Whole) -> None:
        if len(step):
            self.log.append(added_up(self.steps + 1 + step, summand, change))
            self.steps += 1 + int(step.max())

    def changes(self) -> Entries:
        """The steps walked, in all figures: entries of step, cell_id and change."""
        n_cell = len(self.method)
        by_summand = np.argsort(self.entries.summand, kind="stable")
        summand, row, times = (
            column[by_summand]
            for column in (self.entries.summand, self.entries.row, self.entries.times)
        )
        empty = np.zeros(0, np.int64)
        found = [Entries(empty, empty, empty)]
        for log in self.log:
            first = np.searchsorted(summand, log.summand)
            end = np.searchsorted(summand, log.summand, side="right")
            at, often = ranges(first, end), end - first
            change = np.repeat(log.times, often) * times[at]
            everywhere = added_up(np.repeat(log.row, often), row[at], change)
            found.append(everywhere.where(everywhere.summand < n_cell))
        return Entries(*map(np.concatenate, zip(*found, strict=True)))

    def seek_near(self) -> None:
        """Seek tables for the doubtful figures in which only the figures nearest to one differ
        from a table so far, by integer programmes: small ones first, whatever the model's size."""
        for most in NEAR:
            self._seek(self.doubtful, most)

    def seek_far(self) -> None:
        """The same for the unproved figures, among most that a release links to one."""
        for most in FAR:
            self._seek(self.unproved, most)

    def _seek(self, sought: Callable[[], Whole], most: int) -> None:
        work = SEEKING
        search, n_cell = self.search, len(self.method)
        for cell in sought():
            free = self.sums.near(cell, most, search.lo[:n_cell] < search.hi[:n_cell])
            for upper in (True, False):
                if work > 0 and cell in sought():
                    work -= self._seek_end(int(cell), free, work, upper=upper)

    def _seek_end(self, cell: int, free: Whole, work: float, *, upper: bool) -> int:
        """Returns the work that it took."""
        from tasks.protect.audit.programmes import Programme

        search, n_cell = self.search, len(self.method)
        seen, bound = (search.seen_hi, search.hi) if upper else (search.seen_lo, search.lo)
        if seen[cell] == bound[cell]:
            return 0
        table = table_at_end(self.entries, search.value, self.log, cell, upper=upper)[:n_cell]
        rows = self.sums.around(cell, free, table, search.lo[:n_cell], search.hi[:n_cell])
        programme = Programme(*rows, whole_numbers=True, work=work)
        # An end is one of these tables only: nothing is known of all.
        _, found = programme.end(cell, table, upper=upper, enough=self._enough(cell, upper=upper))
        if found is not None:
            table[programme.summands] = found
            summands = np.unique(self.entries.summand)
            self._go_to(summands, table[summands])
        return programme.work

    def _enough(self, cell: int, *, upper: bool) -> int:
        """The value at which a figure has enough values above, or below, those seen."""
        low, high = self.search.seen_lo[cell], self.search.seen_hi[cell]
        more = ENOUGH_VALUES - 1
        return int(max(low + more, self.refused_at_most + 1) if upper else high - more)

    def narrow(
        self,
        number: Whole,
        each: Each,
        *,
        most_entries: float,
        work: float,
        whole_numbers: bool,
    ) -> None:
        """Bound figures by programmes over their part of the model (its number per row) of at most
        so many entries, the smallest first, until the work is done; with whole numbers also step to
        the tables found. In a small part all figures that are left, in others the unproved ones."""
        parts = self._parts(number, most_entries, work, whole_numbers)
        for found in chain.from_iterable(each(find_ends, batches(parts))):
            self._take(found)
            work -= found.work
            if work <= 0:
                return

    def _parts(
        self, number: Whole, most_entries: float, work: float, whole_numbers: bool
    ) -> Iterator[Part]:
        """All parts as they are now: what one finds must not depend on when another is done."""
        left, unproved, rows = self.left(), self.unproved(), self._rows()
        of_entry = number[self.needed.row]
        by_part = np.argsort(of_entry, kind="stable")
        names, first, size = np.unique(of_entry[by_part], return_index=True, return_counts=True)
        with_left = np.flatnonzero(np.isin(names, number[left]) & (size <= most_entries))
        for at in with_left[np.argsort(size[with_left], kind="stable")]:
            inside = Entries(*(c[by_part[first[at] : first[at] + size[at]]] for c in self.needed))
            figures = left if size[at] <= SMALL else unproved
            figures = figures[number[figures] == names[at]]
            # So few at a time that workers can share a large part.
            for some in np.split(figures, range(FIGURES, len(figures), FIGURES)):
                if len(some):
                    yield make_part(inside, some, rows, self.refused_at_most, work, whole_numbers)

    def _rows(self) -> Rows:
        search = self.search
        ends = (search.value, search.lo, search.hi, search.seen_lo, search.seen_hi)
        return Rows(*(column.copy() for column in ends))

    def _take(self, found: Found) -> None:
        search = self.search
        for cell, upper, end, table in found.ends:
            if table is not None:
                self._go_to(found.summands, table)
            if end is None:
                continue
            seen, bound = (search.seen_hi, search.hi) if upper else (search.seen_lo, search.lo)
            end = max(end, seen[cell]) if upper else min(end, seen[cell])
            if end != bound[cell] and (end < bound[cell]) == upper:
                bound[cell], self.method[cell] = end, found.method

    def _go_to(self, summands: Whole, table: Whole) -> None:
        """Step to a table, given in the summands of one part; stay where it is not one."""
        search, change = self.search, table - self.search.value[summands]
        moved, change = summands[change != 0], change[change != 0]
        single = np.searchsorted(self.moves.up[self.moves.down < 0], moved)
        for move, by in zip(single, change, strict=True):
            make_move(self.moves, search, move, by)
        if search.size[0] > 0:
            for move, by in zip(single, change, strict=True):
                make_move(self.moves, search, move, -by)
            return
        np.minimum(search.seen_lo, search.value, out=search.seen_lo)
        np.maximum(search.seen_hi, search.value, out=search.seen_hi)
        self._add(np.zeros(len(moved), np.int64), moved, change)


def begin(
    sums: Relations,
    lo: Whole,
    hi: Whole,
    count: Whole,
    suppressed: Whole,
    method: NDArray[np.object_],
    rules: Policy,
    is_span: NDArray[np.bool_],
    is_rest: NDArray[np.bool_],
) -> Settling:
    """Start at the counts. Raises ValueError when they are not within the bounds or do not add
    up."""
    entries = in_summands(len(lo), sums, is_rest)
    is_free = _is_free(sums, is_rest, lo, hi)
    zero = np.zeros(max(int(entries.row.max(initial=0)) + 1 - len(lo), 0), np.int64)
    lo, hi = np.r_[lo, zero], np.r_[hi, zero]
    value = np.zeros(len(lo), np.int64)
    np.add.at(value, entries.row, entries.times * count[entries.summand])
    if not np.array_equal(value, np.r_[count, zero]) or np.any((value < lo) | (value > hi)):
        raise ValueError("the counts are not what is shown, or do not add up")
    is_span = np.r_[is_span | is_free, zero.astype(bool)]
    # What a span left out implies is implied by no row that is kept; a rest implies nothing.
    left_out = is_span | _implied(sums, (lo == hi) & ~is_span)
    needed = entries.where(~left_out[entries.row])
    moves = make_moves(needed, len(lo))
    hidden = suppressed[(hi[suppressed] > 0) & (lo[suppressed] <= rules.suppressed_to)]
    search = make_search(value, lo, hi, hidden, moves)
    return Settling(
        make_sums(len(method), sums), entries, needed, moves, search, hidden, method,
        rules.refused_at_most, rules.refused_values,
    )  # fmt: skip


def _is_free(
    sums: Relations, is_rest: NDArray[np.bool_], lo: Whole, hi: Whole
) -> NDArray[np.bool_]:
    """Per cell_id: whether it is a rest that is within its bounds whatever the others are."""
    at = is_rest[sums.part_id]
    others_lo, others_hi = np.zeros((2, int(sums.relation_id.max(initial=0)) + 1), np.int64)
    np.add.at(others_lo, sums.relation_id[~at], lo[sums.part_id[~at]])
    np.add.at(others_hi, sums.relation_id[~at], hi[sums.part_id[~at]])
    relation, total, rest = (column[at] for column in sums)
    is_free = np.zeros(len(lo), bool)
    is_free[rest] = (lo[rest] <= lo[total] - others_hi[relation]) & (
        hi[rest] >= hi[total] - others_lo[relation]
    )
    return is_free


def _implied(sums: Relations, is_exact: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Per row: whether it is exact because all parts of one of its sums are."""
    implied = np.zeros(len(is_exact), bool)
    if len(sums.relation_id):
        start = np.flatnonzero(np.r_[True, np.diff(sums.relation_id) != 0])
        of_exact = start[np.logical_and.reduceat(is_exact[sums.part_id], start)]
        implied[sums.total_id[of_exact]] = True
    return implied
