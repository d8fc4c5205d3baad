# mypy: disable-error-code="no-untyped-def,no-untyped-call"
# compiled functions take their types from the call
"""Probing: an end of a figure's bounds is given up where supposing it contradicts what is known.

Propagation looks at one sum at a time; supposing one value and propagating that sees what several
sums say together. A decision probes the figures at risk near a change, an audit all narrow ones."""

from typing import NamedTuple

from tasks.protect.decide.compiled import compiled
from tasks.protect.decide.propagation import (
    SHORT,
    TRAIL_SIZE,
    TRIAL,
    UNBOUNDED,
    begin_trial,
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


@compiled
def held_to(bounds, at_most):
    """The bounds with another refused_at_most."""
    return Bounds(
        bounds.suppressed_from,
        bounds.suppressed_to,
        at_most,
        bounds.refused_values,
        bounds.probed_width,
        bounds.probed_reach,
    )


@compiled
def value_is_possible(system, state, cell, value):
    """Whether a figure can be value, as far as propagation sees."""
    back_to = begin_trial(state)
    possible = narrow(system, state, cell, value, value) and propagate(system, state)
    undo_trial(system, state, back_to)
    return possible


@compiled
def shave(system, state, cell):
    """Give up the ends of a figure's bounds that cannot be; False when nothing is left."""
    return _shave_low(system, state, cell) and _shave_high(system, state, cell)


@compiled
def _shave_at_risk(system, state, cell, bounds):
    """Shave the ends that would give a figure away; the lower one does only if two values are
    left."""
    has_two = state.hi[cell] - state.lo[cell] == bounds.refused_values
    return (not has_two or _shave_low(system, state, cell)) and _shave_high(system, state, cell)


@compiled
def _shave_low(system, state, cell):
    while not value_is_possible(system, state, cell, state.lo[cell]):
        if not (
            narrow(system, state, cell, state.lo[cell] + 1, UNBOUNDED) and propagate(system, state)
        ):
            return False
    return True


@compiled
def _shave_high(system, state, cell):
    while not value_is_possible(system, state, cell, state.hi[cell]):
        if not (narrow(system, state, cell, 0, state.hi[cell] - 1) and propagate(system, state)):
            return False
    return True


@compiled
def is_probed(lo, hi, bounds):
    """Whether so few values are left of a figure that its ends are tried one by one."""
    return (
        lo < hi
        and lo <= bounds.suppressed_to
        and (hi - lo < bounds.probed_width or hi <= bounds.refused_at_most + 1)
    )


@compiled
def is_at_risk(lo, hi, bounds):
    """Whether one value less of a figure would give it away, or further than it is."""
    return (
        lo < hi
        and lo <= bounds.suppressed_to
        and (hi <= bounds.refused_at_most + 1 or hi - lo == bounds.refused_values)
    )


@compiled
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


@compiled
def _shave_beyond(system, state, protected, bounds, since, trial):
    """Shave the figures that are one value from being disclosed and one short sum away from those
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


@compiled
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


@compiled
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
