"""What an audit says of suppressed cells, held to plain programmes, one for each end of a cell."""

from collections import Counter
from math import ceil, floor
from typing import NamedTuple

import numpy as np

from tasks.protect.engine import Protected
from tasks.protect.model import Relations
from tasks.protect.policy import Policy
from tests.bench.clock import timed
from tests.bench.programme import Programme, Whole

TOLERANCE = 1e-6
PRIMAL = 4
ENOUGH = 4
"""Values after which the audit of a cell may stop."""
EQUAL, BOTH_SAFE, SAME_VERDICT, FEWER, MISSED = WAYS = (
    "same bounds", "safe by both", "same verdict", "fewer values", "missed",
)  # fmt: skip
Interval = tuple[int, int]


class Compared(NamedTuple):
    """How many suppressed cells were compared, and of these, by way: same bounds by linear
    programmes; else safe by both, as tables show; else the same verdict by integer programmes; else
    fewer values by these, but as many as must be left; else missed: disclosed, and the audit says
    that it is not, or outside its bounds. With linear programmes and processor seconds taken."""

    cells: int
    equal: int
    both_safe: int
    same_verdict: int
    fewer: int
    missed: int
    programmes: int
    seconds: float


def compare(found: Protected, rules: Policy, tried: int = 0) -> Compared:
    """Hold suppressed cells to programmes: so many at random, or all for 0.

    Raises ProofError where a table that the audit rests on does not agree with what is shown."""
    plain = Plain(found.proofs.sums, found.shown.lo, found.shown.hi)
    some = np.random.default_rng(1).permutation(len(found.audited.cell_id))[: tried or None]
    ways, seconds = timed(_ways, plain, found, some, rules)
    equal, both_safe, same_verdict, fewer, missed = (ways[way] for way in WAYS)
    return Compared(len(some), equal, both_safe, same_verdict, fewer, missed, plain.solved, seconds)


def _ways(plain: "Plain", found: Protected, some: Whole, rules: Policy) -> "Counter[str]":
    least, greatest = found.proofs.check()
    cells, lo, hi = (column[some].tolist() for column in found.audited[:3])
    seen = zip(least[cells].tolist(), greatest[cells].tolist(), strict=True)
    of_each = zip(cells, zip(lo, hi, strict=True), seen, strict=True)
    return Counter(_way(plain, *each, rules) for each in of_each)


def _way(plain: "Plain", cell: int, audited: Interval, seen: Interval, rules: Policy) -> str:
    """How an audited cell compares; seen: its least and greatest count in the audit's tables."""
    bounds = plain.bounds(cell)
    if bounds == audited:
        return EQUAL
    if _are_safe(bounds, audited, seen, rules):
        return BOTH_SAFE
    bounds = plain.whole_bounds(cell)
    if bounds[0] < audited[0] or bounds[1] > audited[1]:
        return MISSED
    if _left(bounds, rules) == _left(audited, rules):
        return SAME_VERDICT
    return MISSED if _left(bounds, rules) == 0 < _left(audited, rules) else FEWER


def _left(interval: Interval, rules: Policy) -> int:
    """How many values an attacker cannot rule out: 0 where that discloses, ENOUGH at most, as for
    what is not suppressed."""
    lo, hi = interval
    if hi == 0 or lo > rules.suppressed_to:
        return ENOUGH
    is_disclosed = hi - lo < rules.refused_values or hi <= rules.refused_at_most
    return 0 if is_disclosed else min(hi - lo + 1, ENOUGH)


def _are_safe(bounds: Interval, audited: Interval, seen: Interval, rules: Policy) -> bool:
    """Whether a cell is safe by both: above what is suppressed or 0, or, as tables show, of enough
    values. Then the audit looks no further."""
    (lo, hi), within = bounds, bounds[0] <= seen[0] and seen[1] <= bounds[1]
    if audited[1] == 0 or audited[0] > rules.suppressed_to:
        return within and (hi == 0 or lo > rules.suppressed_to)
    shown = seen[1] - seen[0] >= ENOUGH - 1 and seen[1] > rules.refused_at_most
    return within and shown


class Plain:
    """The ends of cells by programmes that know nothing of the audit.

    A solution shows what values every other cell can take too, so an end of what is shown that one
    has reached needs no programme of its own."""

    def __init__(self, sums: Relations, lo: Whole, hi: Whole) -> None:
        self.lo, self.hi, self.solved = lo, hi, 0
        self.seen_lo, self.seen_hi = hi.astype(float), lo.astype(float)
        self.linear = Programme(sums, lo, hi)
        # One objective after the other on the same rows: primal simplex, from the last end.
        self.linear.solver.setOptionValue("simplex_strategy", PRIMAL)
        self.whole = Programme(sums, lo, hi, whole=True)

    def bounds(self, cell: int) -> Interval:
        """Ends that no table of whole numbers passes, by linear programmes."""
        lo, hi = int(self.lo[cell]), int(self.hi[cell])
        if self.seen_lo[cell] > lo + TOLERANCE:
            lo = ceil(self._end(cell, upper=False) - TOLERANCE)
        if self.seen_hi[cell] < hi - TOLERANCE:
            hi = floor(self._end(cell, upper=True) + TOLERANCE)
        return lo, hi

    def whole_bounds(self, cell: int) -> Interval:
        """The very ends, by integer programmes."""
        lo, hi = (round(end) for end in self.whole.bounds(cell))
        return lo, hi

    def _end(self, cell: int, *, upper: bool) -> float:
        end, solution = self.linear.end(cell, upper=upper)
        self.solved += 1
        np.minimum(self.seen_lo, solution, out=self.seen_lo)
        np.maximum(self.seen_hi, solution, out=self.seen_hi)
        return end
