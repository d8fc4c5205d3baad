"""Settle exactly what an outsider can narrow suppressed figures to.

Propagation gives bounds that may be wider than the truth where sums overlap, so for every figure
complete tables are sought that agree with everything shown: a figure in which two of them differ is
not exact, one that takes four values is safe. The counts themselves are one such table, and a walk
of small changes leads from it to thousands. Where the walk sees fewer values, integer programmes
seek a table in which only what is near the figure differs, and have the last word in a part of the
model that is small; in others linear ones show that there are no more values, or that the walk
should go on. What none of them settles in time is called unsettled and is never taken to be safe; a
figure in which two tables differ is safe, and said to have two values if no third is found soon.

The walk begins at the counts, yet no proof rests on their being true: every table of it agrees with
what is shown just as they do."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.protect.audit.parts import Each
from tasks.protect.audit.settling import SMALL, Settling, begin
from tasks.protect.decide.probing import Bounds, shave_all
from tasks.protect.decide.propagation import make_state, make_system, propagate
from tasks.protect.model import Relations
from tasks.protect.policy import Policy
from tasks.protect.summands import Whole, linked, within

FIRST_PASS = ((24, 1),)
PASSES = ((50, 2), (100, 2))
"""Most moves of an attempt, and how often one may fail before its figure waits for another pass."""
LONG_PASSES = ((100, 4), (200, 4), (200, 8), (400, 50), (1000, 100))
"""For the few that are doubtful after those: whether others take a fourth value is not worth it."""
MOST_WORK = 4e9
"""Simplex iterations times entries, for each kind of the larger programmes: not seconds, for a
verdict must not depend on the machine."""


class Walk(NamedTuple):
    """Complete tables: start has one value per cell_id, and table k is start with the changes of
    steps 1 to k. Sorted by step, then cell."""

    start: Whole
    step: Whole
    cell: Whole
    change: Whole

    def table(self, step: int) -> Whole:
        """One of the tables, a value per cell_id."""
        table, until = self.start.copy(), np.searchsorted(self.step, step, side="right")
        np.add.at(table, self.cell[:until], self.change[:until])
        return table


class Settled(NamedTuple):
    """Per cell_id: bounds, and how they were found; and the tables that prove them."""

    lo: Whole
    hi: Whole
    method: NDArray[np.object_]
    walk: Walk


def settle(
    sums: Relations,
    bounds: tuple[Whole, Whole],
    count: Whole,
    suppressed: Whole,
    rules: Policy,
    is_span: NDArray[np.bool_],
    is_rest: NDArray[np.bool_],
    system: Whole,
    each: Each = map,
) -> Settled:
    """Bounds (lo, hi) from propagation made exact for the suppressed cell_ids, or shown to leave
    ENOUGH_VALUES. is_span, per cell_id: figures that serve propagation alone; is_rest: those that
    are what a total has more than its other parts; system: the number of the small system that a
    figure is in. each: who runs the programmes of the parts.

    Raises ValueError when the counts are not within the bounds or do not add up."""
    lo, hi = _probed(sums, *bounds, suppressed, rules)
    method = np.full(len(lo), "propagation", dtype=object)
    method[(lo != bounds[0]) | (hi != bounds[1])] = "probing"
    settling = begin(sums, lo, hi, count, suppressed, method, rules, is_span, is_rest)
    _settle(settling, system, each)
    settling.take_as_shown(rules.suppressed_to)
    method[settling.unproved()] = "unsettled"
    lo, hi = (end[: len(count)] for end in (settling.search.lo, settling.search.hi))
    return Settled(lo, hi, method, Walk(count, *settling.changes()))


def _settle(settling: Settling, system: Whole, each: Each) -> None:
    """Walk and narrow in turn: first the small parts between exact figures and the small systems,
    then what is near the doubtful figures and the small parts that nothing else links to, at last
    all that is linked."""
    settling.go(FIRST_PASS, settling.left)
    n_row, needed = len(settling.search.lo), settling.needed
    is_exact = settling.search.lo == settling.search.hi
    between = linked(needed.where(~is_exact[needed.row]), n_row)
    settling.narrow(between, each, most_entries=SMALL, work=np.inf, whole_numbers=False)
    settling.go(PASSES, settling.left)
    alone = within(needed, system, n_row)
    settling.narrow(alone, each, most_entries=np.inf, work=MOST_WORK, whole_numbers=False)
    settling.go(LONG_PASSES, settling.doubtful)
    settling.seek_near()
    everything = linked(needed, n_row)
    settling.narrow(everything, each, most_entries=SMALL, work=MOST_WORK, whole_numbers=True)
    settling.seek_far()
    for part in (between, everything):
        settling.narrow(part, each, most_entries=np.inf, work=MOST_WORK, whole_numbers=False)
        settling.go(LONG_PASSES, settling.unproved)


def _probed(
    sums: Relations, lo: Whole, hi: Whole, suppressed: Whole, rules: Policy
) -> tuple[Whole, Whole]:
    """Propagated bounds with the ends of narrow figures tried."""
    system = make_system(len(lo), *sums)
    state = make_state(system, lo, hi)
    propagate(system, state)
    shave_all(system, state, suppressed, Bounds(*rules.bounds()))
    return state.lo, state.hi


def safe_proof(settled: Settled, cell: int) -> tuple[dict[int, int], dict[int, int]]:
    """The two complete tables that differ most in a figure, as values per cell_id."""
    walk = settled.walk
    at = np.flatnonzero(walk.cell == cell)
    values, steps = np.cumsum(np.r_[walk.start[cell], walk.change[at]]), np.r_[0, walk.step[at]]
    low, high = (walk.table(steps[k]).tolist() for k in (values.argmin(), values.argmax()))
    return dict(enumerate(low)), dict(enumerate(high))
