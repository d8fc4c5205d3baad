# mypy: disable-error-code="no-untyped-def,no-untyped-call"
# compiled functions take their types from the call
"""The coarsening ladder: on which rung each figure is shown, decided without looking at what it is.

A figure is *protected* when it is sub-national, whether it is decided already or not. Its condition
is one of bounds only, so that it can be judged without any true value: it is harmed when the
outsider's bounds are

    hi - lo + 1 <= refused_values       (too few values are left), or
    hi <= refused_at_most               (known to be 2 or less; in a release with a margin of one),

unless hi = 0, which the rule shows as 0, or lo > suppressed_to, which the rule does not hide.
A figure not yet shown is held to the same condition, for it could be a hidden one.

A rung is safe for a figure when, for *every* symbol that the figure could still have on that rung,
no protected figure is harmed more than it was once the symbol is added to what is known. Symbols
that contradict what is known are left out: they cannot be. Safe or not is therefore a function of
the symbols shown before, which the outsider has too (simulatable auditing: Kenthapadi, Mishra and
Nissim 2005), and choosing the finest safe rung tells nothing."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.protect.decide.compiled import compiled
from tasks.protect.decide.probing import held_to, shave_changed
from tasks.protect.decide.propagation import (
    TRAIL_SIZE,
    UNBOUNDED,
    begin_kept_trial,
    begin_trial,
    keep_trial,
    narrow,
    propagate,
    undo_trial,
)


class Ladder(NamedTuple):
    """One entry per rung, finest first; the last one withholds (base 0)."""

    base: NDArray[np.int64]
    hidden_from: NDArray[np.int64]
    hidden_to: NDArray[np.int64]


@compiled
def symbol_bounds(count, base, hidden_from, hidden_to):
    """The lo and hi that the symbol of a count admits; base 0 admits anything. The rule as
    sql/protect/decide/symbol_of.sql states it, to which the tests hold it."""
    if base == 0:
        return 0, UNBOUNDED
    if count < hidden_from:
        return count, count
    if count <= hidden_to:
        return hidden_from, hidden_to
    half = base // 2
    nearest = base * ((count + half) // base)
    return max(nearest - half, hidden_to + 1), nearest - half + base - 1


@compiled
def symbol_at(ladder, place, count):
    """symbol_bounds on a rung given by its place in the ladder."""
    return symbol_bounds(
        count, ladder.base[place], ladder.hidden_from[place], ladder.hidden_to[place]
    )


@compiled
def harm(lo, hi, bounds):
    """How far these bounds disclose a count that the rule hides: 0 not at all, most if exact.

    In steps, so that a figure which some harm was done to is protected from more of it."""
    if hi < bounds.suppressed_from or lo > bounds.suppressed_to:
        return 0
    if hi - lo < bounds.refused_values:
        return bounds.refused_at_most + 1
    return max(0, bounds.refused_at_most + 1 - hi)


@compiled
def any_harmed(state, protected, bounds, since):
    """Whether a protected figure changed since a place on the trail is disclosed further than it
    was before."""
    for at in range(since, state.mark[TRAIL_SIZE]):
        cell = state.trail_cell[at]
        if protected[cell] and (
            harm(state.lo[cell], state.hi[cell], bounds)
            > harm(state.trail_lo[at], state.trail_hi[at], bounds)
        ):
            return True
    return False


@compiled
def symbol_is_safe(system, state, protected, bounds, cell, lo, hi):
    """Whether a symbol either cannot be, or can be shown without harm to a protected figure."""
    back_to = begin_trial(state)
    possible = narrow(system, state, cell, lo, hi) and propagate(system, state)
    harmed = possible and any_harmed(state, protected, bounds, back_to)
    if possible and not harmed:
        possible = shave_changed(system, state, protected, bounds, back_to)
        harmed = possible and any_harmed(state, protected, bounds, back_to)
    undo_trial(system, state, back_to)
    return not harmed


@compiled
def band_is_safe(system, state, protected, bounds, ladder, place, cell, least, most):
    """Whether every symbol of a rung is safe for a figure known to lie in the band least..most."""
    count, most = max(least, state.lo[cell]), min(most, state.hi[cell])
    while count <= most:
        lo, hi = symbol_at(ladder, place, count)
        lo, hi = max(lo, least), min(hi, most)
        if not symbol_is_safe(system, state, protected, bounds, cell, lo, hi):
            return False
        count = hi + 1
    return True


@compiled
def safe_place(system, state, protected, bounds, ladder, after, cell, least, most):
    """The finest rung after a given one that is safe for a band; the last one, withheld, if there
    is none."""
    last = len(ladder.base) - 1
    for place in range(after + 1, last):
        if band_is_safe(system, state, protected, bounds, ladder, place, cell, least, most):
            return place
    return last


@compiled
def try_symbols(system, state, protected, bounds, ladder, place, cell, trials):
    """Try every symbol of a rung; fills trials with rows (lo, hi, safe), lowest first, and returns
    their number."""
    size, count = 0, state.lo[cell]
    while count <= state.hi[cell]:
        lo, hi = symbol_at(ladder, place, count)
        trials[size, 0], trials[size, 1] = lo, hi
        trials[size, 2] = symbol_is_safe(system, state, protected, bounds, cell, lo, hi)
        size, count = size + 1, hi + 1
    return size


@compiled
def longest_safe_run(trials, size):
    """First and last row of the longest run of safe symbols, the lowest if there are several; (0,
    -1) if none."""
    first, last, start = 0, -1, 0
    for at in range(size):
        if not trials[at, 2]:
            start = at + 1
        elif at - start > last - first:
            first, last = start, at
    return first, last


@compiled
def decide_partition(system, state, protected, bounds, ladder, cell, trials, partition):
    """Fill partition with how a figure will be shown, whatever it is; never reads a count.

    On the finest rung that has safe symbols, the longest run of them is kept. Values below and
    above the run go to the finest coarser rung that is safe for that band; where none is, the run
    gives up its outermost symbol."""
    withheld = len(ladder.base) - 1
    for place in range(withheld):
        size = try_symbols(system, state, protected, bounds, ladder, place, cell, trials)
        first, last = longest_safe_run(trials, size)
        while first <= last:
            low_to, high_from = trials[first, 0] - 1, trials[last, 1] + 1
            low = high = place
            if first > 0:
                low = safe_place(system, state, protected, bounds, ladder, place, cell, 0, low_to)
            if low < withheld and last < size - 1:
                high = safe_place(
                    system, state, protected, bounds, ladder, place, cell, high_from, UNBOUNDED
                )
            if low < withheld and high < withheld:
                fill(partition, place, low, low_to, high, high_from)
                return
            if low == withheld:
                first += 1
            else:
                last -= 1
    fill(partition, withheld, withheld, -1, withheld, UNBOUNDED + 1)


@compiled
def fill(partition, place, low, low_to, high, high_from):
    """One row of a decision: the rung of most values, and those of the values up to low_to and from
    high_from."""
    partition[0], partition[1], partition[2] = place, low, low_to
    partition[3], partition[4] = high, high_from


@compiled
def shown_bounds(ladder, partition, count):
    """The lo and hi that a figure admits once it is shown under a decision."""
    if count <= partition[2]:
        lo, hi = symbol_at(ladder, partition[1], count)
        return lo, min(hi, partition[2])
    if count >= partition[4]:
        lo, hi = symbol_at(ladder, partition[3], count)
        return max(lo, partition[4]), hi
    return symbol_at(ladder, partition[0], count)


@compiled
def show(system, state, protected, bounds, cell, lo, hi):
    """Add a shown symbol to what is known for good; False when it contradicts what is known."""
    since = begin_kept_trial(state)
    possible = narrow(system, state, cell, lo, hi) and propagate(system, state)
    possible = possible and shave_changed(system, state, protected, bounds, since)
    keep_trial(state, since)
    return possible


@compiled
def _most_symbols(state, ladder, order):
    """How many symbols a figure of order can have at most on any rung but the last."""
    widest = 0
    for cell in order:
        widest = max(widest, state.hi[cell] - state.lo[cell])
    return ladder.hidden_from[:-1].max() + 2 + widest // ladder.base[:-1].min() + 1


@compiled
def decide(system, state, protected, bounds, ladder, order, count, at_most):
    """Decide and show the figures of order one after the other; returns one row of fill() for each,
    up to the first whose symbol contradicts what is known: then the counts do not add up.

    at_most, per figure of order, takes the place of refused_at_most while it is decided and shown.
    count is read in one place: for the symbol of the figure that has just been decided. Every
    figure of order must be known to be at most something, which is what limits its symbols.
    """
    partition = np.zeros((len(order), 5), np.int64)
    trials = np.zeros((_most_symbols(state, ladder, order), 3), np.int64)
    for at in range(len(order)):
        cell, held = order[at], held_to(bounds, at_most[at])
        decide_partition(system, state, protected, held, ladder, cell, trials, partition[at])
        lo, hi = shown_bounds(ladder, partition[at], count[cell])
        if not show(system, state, protected, held, cell, lo, hi):
            return partition[:at]
    return partition
