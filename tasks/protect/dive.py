# mypy: disable-error-code="no-untyped-def,no-untyped-call"
# compiled functions take their types from the call
"""Complete tables by diving: give one figure after the other a value and let propagation rule out
the rest.

Fast and often successful, never wrong: a dive that ends in a contradiction gives no table, one that
ends gives a table in which every sum holds. What dives do not settle is left to the integer
programme."""

import numpy as np
from numba import njit

from tasks.protect.propagation import begin_trial, narrow, propagate, undo_trial


@njit(cache=True)
def _fix(system, state, cell, value):
    """Give a figure a value for the rest of the dive if propagation allows it, else rule that value
    out."""
    back_to = begin_trial(state)
    possible = narrow(system, state, cell, value, value) and propagate(system, state)
    undo_trial(system, state, back_to)
    if not possible:
        return False
    narrow(system, state, cell, value, value)
    propagate(system, state)
    return True


@njit(cache=True)
def _give_value(system, state, cell, target):
    """Fix a figure at the possible value nearest to its target; False when there is none."""
    lo, hi = state.lo[cell], state.hi[cell]
    start = min(max(target, lo), hi)
    for distance in range(hi - lo + 1):
        for value in (start - distance, start + distance):
            if lo <= value <= hi and _fix(system, state, cell, value):
                return True
    return False


@njit(cache=True)
def dive(system, state, order, target):
    """Fix the figures of order near their targets (one per cell_id), as far as it goes.

    Returns the place in order of the figure that could be nothing any more, or -1 when the table is
    complete, in which case it stands in state.lo until the trial that the caller has begun is
    undone."""
    for at in range(len(order)):
        if state.lo[order[at]] < state.hi[order[at]] and not _give_value(
            system, state, order[at], target[order[at]]
        ):
            return at
    return -1


@njit(cache=True)
def complete_table(system, state, order, target, figures, dives):
    """One value per figure of figures, agreeing with the bounds and all sums; an empty array when
    all dives fail.

    A figure at which a dive failed goes first in the next one, so that it is given its value while
    it has a choice. Changes order."""
    for _ in range(dives):
        back_to = begin_trial(state)
        failed = dive(system, state, order, target)
        table = state.lo[figures].copy()
        undo_trial(system, state, back_to)
        if failed < 0:
            return table
        cell = order[failed]
        order[1 : failed + 1] = order[:failed].copy()
        order[0] = cell
    return np.zeros(0, np.int64)


@njit(cache=True)
def varied_table(system, state, held, order, target, figures, dives):
    """A complete table in which the figures of held keep their targets; empty when no dive
    succeeds."""
    back_to = begin_trial(state)
    possible = True
    for cell in held:
        possible = possible and narrow(system, state, cell, target[cell], target[cell])
    table = np.zeros(0, np.int64)
    if propagate(system, state) and possible:
        table = complete_table(system, state, order, target, figures, dives)
    undo_trial(system, state, back_to)
    return table
