# mypy: disable-error-code="no-untyped-def,no-untyped-call"
# compiled functions take their types from the call
"""The coarsening ladder: on which rung each figure is shown, decided without looking at what it is.

A figure is *protected* when it is sub-national, whether it is decided already or not. Its condition
is one of bounds only, so that it can be judged without any true value: it is broken when the
outsider's bounds are

    hi - lo + 1 <= refused_values       (too few values are left), or
    hi <= refused_at_most               (known to be 2 or less),

unless hi = 0, which the rule shows as 0, or lo > suppressed_to, which the rule does not hide.
A figure not yet shown is held to the same condition, for it could be a hidden one.

A rung is safe for a figure when, for *every* symbol that the figure could still have on that rung,
no protected figure is broken once the symbol is added to what is known. Symbols that contradict
what is known are left out: they cannot be. Safe or not is therefore a function of the symbols shown
before, which the outsider has too (simulatable auditing: Kenthapadi, Mishra and Nissim 2005), and
choosing the finest safe rung tells nothing."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from tasks.protect.propagation import (
    SHORT,
    TRAIL_SIZE,
    TRIAL,
    UNBOUNDED,
    begin_kept_trial,
    begin_trial,
    keep_trial,
    narrow,
    propagate,
    undo_trial,
)


class Bounds(NamedTuple):
    """What breaks a protected figure, how narrow a figure must be to have both ends tried in an
    audit, and how many short sums may lie between a change and a figure at risk that is tried in a
    decision: 1 or 2."""

    suppressed_from: int
    suppressed_to: int
    refused_at_most: int
    refused_values: int
    probed_width: int
    probed_reach: int


class Ladder(NamedTuple):
    """One entry per rung, finest first; the last one withholds (base 0)."""

    base: NDArray[np.int64]
    hidden_from: NDArray[np.int64]
    hidden_to: NDArray[np.int64]


@njit(cache=True)
def symbol_bounds(count, base, hidden_from, hidden_to):
    """The lo and hi that the symbol of a count admits; base 0 admits anything."""
    if base == 0:
        return 0, UNBOUNDED
    if count < hidden_from:
        return count, count
    if count <= hidden_to:
        return hidden_from, hidden_to
    half = base // 2
    nearest = base * ((count + half) // base)
    return nearest - half, nearest - half + base - 1


@njit(cache=True)
def symbol_at(ladder, place, count):
    """symbol_bounds on a rung given by its place in the ladder."""
    return symbol_bounds(
        count, ladder.base[place], ladder.hidden_from[place], ladder.hidden_to[place]
    )


@njit(cache=True)
def is_broken(lo, hi, bounds):
    """Whether these bounds give away a count that the rule hides."""
    if hi < bounds.suppressed_from or lo > bounds.suppressed_to:
        return False
    return hi - lo < bounds.refused_values or hi <= bounds.refused_at_most


@njit(cache=True)
def value_is_possible(system, state, cell, value):
    """Whether a figure can be value, as far as propagation sees."""
    back_to = begin_trial(state)
    possible = narrow(system, state, cell, value, value) and propagate(system, state)
    undo_trial(system, state, back_to)
    return possible


@njit(cache=True)
def shave(system, state, cell):
    """Give up the ends of a figure's bounds that cannot be; False when nothing is left."""
    return _shave_low(system, state, cell) and _shave_high(system, state, cell)


@njit(cache=True)
def _shave_at_risk(system, state, cell, bounds):
    """Shave the ends that would give a figure away; the lower one does only if two values are
    left."""
    has_two = state.hi[cell] - state.lo[cell] == bounds.refused_values
    return (not has_two or _shave_low(system, state, cell)) and _shave_high(system, state, cell)


@njit(cache=True)
def _shave_low(system, state, cell):
    while not value_is_possible(system, state, cell, state.lo[cell]):
        if not (
            narrow(system, state, cell, state.lo[cell] + 1, UNBOUNDED) and propagate(system, state)
        ):
            return False
    return True


@njit(cache=True)
def _shave_high(system, state, cell):
    while not value_is_possible(system, state, cell, state.hi[cell]):
        if not (narrow(system, state, cell, 0, state.hi[cell] - 1) and propagate(system, state)):
            return False
    return True


@njit(cache=True)
def is_probed(lo, hi, bounds):
    """Whether so few values are left of a figure that its ends are tried one by one."""
    return (
        lo < hi
        and lo <= bounds.suppressed_to
        and (hi - lo < bounds.probed_width or hi <= bounds.refused_at_most + 1)
    )


@njit(cache=True)
def is_at_risk(lo, hi, bounds):
    """Whether one value less of a figure would give it away."""
    return (
        lo < hi
        and lo <= bounds.suppressed_to
        and (hi == bounds.refused_at_most + 1 or hi - lo == bounds.refused_values)
    )


@njit(cache=True)
def shave_changed(system, state, protected, bounds, since):
    """Shave every protected figure at risk that stands in a short sum with one changed since a
    place on the trail, with a reach of 2 also those beyond; False on a contradiction. One function,
    as propagate is: calls cost more than what they would do."""
    member_start, member = system.member_start, system.member
    use_start, use_relation = system.use_start, system.use_relation
    trail_cell, mark, lo, hi = state.trail_cell, state.mark, state.lo, state.hi
    probed_in, shaved_in = state.probed_in, state.shaved_in
    at, trial = since, mark[TRIAL]
    while at < mark[TRAIL_SIZE]:
        changed = trail_cell[at]
        at += 1
        for use in range(use_start[changed], use_start[changed + 1]):
            relation = use_relation[use]
            first, end = member_start[relation], member_start[relation + 1]
            # Once is enough: most of what changed stands in the same sums.
            if shaved_in[relation] == trial or end - first > SHORT:
                continue
            shaved_in[relation] = trial
            for place in range(first, end):
                cell = member[place]
                if (
                    probed_in[cell] != trial
                    and protected[cell]
                    and is_at_risk(lo[cell], hi[cell], bounds)
                    and not _shave_at_risk(system, state, cell, bounds)
                ):
                    return False
                probed_in[cell] = trial
    return bounds.probed_reach == 1 or _shave_beyond(system, state, protected, bounds, since, trial)


@njit(cache=True)
def _shave_beyond(system, state, protected, bounds, since, trial):
    """Shave the figures that are one value from being given away and one short sum away from those
    shaved: a change two sums away can be what they wait for. False on a contradiction. Only in the
    groups of what changed since a place on the trail: most figures at risk are of another."""
    at = since
    while at < state.mark[TRAIL_SIZE]:
        group = system.group[state.trail_cell[at]]
        at += 1
        if state.grouped_in[group] == trial:
            continue
        state.grouped_in[group] = trial
        for place in range(system.group_start[group], system.group_start[group + 1]):
            cell = system.group_member[place]
            if (
                protected[cell]
                and state.probed_in[cell] != trial
                and is_at_risk(state.lo[cell], state.hi[cell], bounds)
                and _is_near(system, state, cell, trial)
            ):
                if not _shave_at_risk(system, state, cell, bounds):
                    return False
                state.probed_in[cell] = trial
    return True


@njit(cache=True)
def _is_near(system, state, cell, trial):
    """Whether a figure shares a short sum with one that stands in a sum shaved in a trial, and that
    is not exact."""
    for use in range(system.use_start[cell], system.use_start[cell + 1]):
        relation = system.use_relation[use]
        first, end = system.member_start[relation], system.member_start[relation + 1]
        if end - first > SHORT:
            continue
        for place in range(first, end):
            between = system.member[place]
            if state.lo[between] == state.hi[between]:
                continue
            for other in range(system.use_start[between], system.use_start[between + 1]):
                if state.shaved_in[system.use_relation[other]] == trial:
                    return True
    return False


@njit(cache=True)
def shave_all(system, state, cells, bounds):
    """Shave the narrow ones of cells again and again until nothing moves; False on a
    contradiction."""
    moved = True
    while moved:
        moved = False
        for cell in cells:
            lo, hi = state.lo[cell], state.hi[cell]
            if is_probed(lo, hi, bounds):
                if not shave(system, state, cell):
                    return False
                moved = moved or lo != state.lo[cell] or hi != state.hi[cell]
    return True


@njit(cache=True)
def any_broken(state, protected, bounds, since):
    """Whether a protected figure changed since a place on the trail is broken and was not
    before."""
    for at in range(since, state.mark[TRAIL_SIZE]):
        cell = state.trail_cell[at]
        if (
            protected[cell]
            and is_broken(state.lo[cell], state.hi[cell], bounds)
            and not is_broken(state.trail_lo[at], state.trail_hi[at], bounds)
        ):
            return True
    return False


@njit(cache=True)
def symbol_is_safe(system, state, protected, bounds, cell, lo, hi):
    """Whether a symbol either cannot be, or can be shown without breaking a protected figure."""
    back_to = begin_trial(state)
    possible = narrow(system, state, cell, lo, hi) and propagate(system, state)
    broken = possible and any_broken(state, protected, bounds, back_to)
    if possible and not broken:
        possible = shave_changed(system, state, protected, bounds, back_to)
        broken = possible and any_broken(state, protected, bounds, back_to)
    undo_trial(system, state, back_to)
    return not broken


@njit(cache=True)
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


@njit(cache=True)
def safe_place(system, state, protected, bounds, ladder, after, cell, least, most):
    """The finest rung after a given one that is safe for a band; the last one, withheld, if there
    is none."""
    last = len(ladder.base) - 1
    for place in range(after + 1, last):
        if band_is_safe(system, state, protected, bounds, ladder, place, cell, least, most):
            return place
    return last


@njit(cache=True)
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


@njit(cache=True)
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


@njit(cache=True)
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


@njit(cache=True)
def fill(partition, place, low, low_to, high, high_from):
    """One row of a decision: the rung of most values, and those of the values up to low_to and from
    high_from."""
    partition[0], partition[1], partition[2] = place, low, low_to
    partition[3], partition[4] = high, high_from


@njit(cache=True)
def shown_bounds(ladder, partition, count):
    """The lo and hi that a figure admits once it is shown under a decision."""
    if count <= partition[2]:
        lo, hi = symbol_at(ladder, partition[1], count)
        return lo, min(hi, partition[2])
    if count >= partition[4]:
        lo, hi = symbol_at(ladder, partition[3], count)
        return max(lo, partition[4]), hi
    return symbol_at(ladder, partition[0], count)


@njit(cache=True)
def show(system, state, protected, bounds, cell, lo, hi):
    """Add a shown symbol to what is known for good; False when it contradicts what is known."""
    since = begin_kept_trial(state)
    possible = narrow(system, state, cell, lo, hi) and propagate(system, state)
    possible = possible and shave_changed(system, state, protected, bounds, since)
    keep_trial(state, since)
    return possible


@njit(cache=True)
def _most_symbols(state, ladder, order):
    """How many symbols a figure of order can have at most on any rung but the last."""
    widest = 0
    for cell in order:
        widest = max(widest, state.hi[cell] - state.lo[cell])
    return ladder.hidden_from[:-1].max() + 2 + widest // ladder.base[:-1].min() + 1


@njit(cache=True)
def decide(system, state, protected, bounds, ladder, order, count):
    """Decide and show the figures of order one after the other; returns one row of fill() for each.

    count is read in one place: for the symbol of the figure that has just been decided. Every
    figure of order must be known to be at most something, which is what limits its symbols.
    Raises RuntimeError when a symbol contradicts what is known: the counts do not add up.
    """
    partition = np.zeros((len(order), 5), np.int64)
    trials = np.zeros((_most_symbols(state, ladder, order), 3), np.int64)
    for at in range(len(order)):
        cell = order[at]
        decide_partition(system, state, protected, bounds, ladder, cell, trials, partition[at])
        lo, hi = shown_bounds(ladder, partition[at], count[cell])
        if not show(system, state, protected, bounds, cell, lo, hi):
            raise RuntimeError(
                "a figure contradicts what is already known: the counts do not add up"
            )
    return partition
