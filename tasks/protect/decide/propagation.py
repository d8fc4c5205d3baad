# mypy: disable-error-code="no-untyped-def,no-untyped-call"
# compiled functions take their types from the call
"""Integer bound propagation over additive relations, compiled, with an undo trail.

The bounds of a figure are the whole numbers that an outsider cannot rule out. For a relation total
= sum of parts:

    part.hi <= total.hi - (sum of part.lo - part.lo)        part.lo >= total.lo - (sum of part.hi -
part.hi)
    total.hi <= sum of part.hi                              total.lo >= sum of part.lo

One pass over a relation gives the exact hull for that relation alone, so a relation is looked at
again only when another one has moved one of its figures. Relations wait in a queue; every first
change of a figure in a trial goes on the trail, so that a trial can be undone at the cost of what
it changed."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.protect.decide.compiled import compiled
from tasks.protect.summands import Entries, linked

UNBOUNDED = 1_000_000_000
HALF_UNBOUNDED = UNBOUNDED // 2

SHORT = 14
"""Sums of at most this many figures (a year and its months are 13) carry a change to figures near
it; what the many forces of a country say of each other is seen by propagation."""

# Places in State.mark
QUEUE_HEAD, QUEUE_SIZE, TRAIL_SIZE, TRIAL, DEPTH, KEPT = 0, 1, 2, 3, 4, 5


class System(NamedTuple):
    """The relations as compressed rows.

    member[member_start[r]:member_start[r + 1]] holds relation r's figures, the total first;
    use_relation holds, for each figure in the same way, the relations it is in, and use_is_part
    whether as a part (1) or as the total (0). group numbers the figures that short sums link, and
    group_member holds those of each. Unsigned, for what may be negative is tested at each use."""

    member_start: NDArray[np.uint32]
    member: NDArray[np.uint32]
    use_start: NDArray[np.uint32]
    use_relation: NDArray[np.uint32]
    use_is_part: NDArray[np.int8]
    group: NDArray[np.int64]
    group_start: NDArray[np.int64]
    group_member: NDArray[np.uint32]


class State(NamedTuple):
    """What is known: bounds per figure, sums of the parts' bounds per relation, the queue, the
    trail, in which trial a figure was last saved on it or probed, or a relation's or a group's
    figures; per relation how wide a part can be at most, and not more once trials are undone."""

    lo: NDArray[np.int64]
    hi: NDArray[np.int64]
    sum_lo: NDArray[np.int64]
    sum_hi: NDArray[np.int64]
    queue: NDArray[np.uint32]
    queued: NDArray[np.int8]
    trail_cell: NDArray[np.uint32]
    trail_lo: NDArray[np.int64]
    trail_hi: NDArray[np.int64]
    saved_in: NDArray[np.int64]
    probed_in: NDArray[np.int64]
    shaved_in: NDArray[np.int64]
    grouped_in: NDArray[np.int64]
    widest: NDArray[np.int64]
    mark: NDArray[np.int64]


def make_system(
    n_cell: int,
    relation_id: NDArray[np.int32],
    total_id: NDArray[np.int32],
    part_id: NDArray[np.int32],
) -> System:
    """Rows of relation_part (relation_id ascending and dense) to compressed rows, both ways."""
    n_relation = int(relation_id[-1]) + 1 if len(relation_id) else 0
    first = np.searchsorted(relation_id, np.arange(n_relation))
    relation = np.concatenate([np.arange(n_relation, dtype=np.int32), relation_id])
    cell = np.concatenate([total_id[first], part_id]).astype(np.int32)
    is_part = np.concatenate([np.zeros(n_relation, np.int8), np.ones(len(part_id), np.int8)])
    by_relation = np.lexsort((is_part, relation))
    by_cell = np.lexsort((relation, cell))
    group = _linked_by_short_sums(n_cell, relation_id, total_id, part_id)
    return System(
        member_start=np.searchsorted(relation[by_relation], np.arange(n_relation + 1)).astype(
            np.uint32
        ),
        member=cell[by_relation].astype(np.uint32),
        use_start=np.searchsorted(cell[by_cell], np.arange(n_cell + 1)).astype(np.uint32),
        use_relation=relation[by_cell].astype(np.uint32),
        use_is_part=is_part[by_cell],
        group=group,
        group_start=np.searchsorted(np.sort(group), np.arange(group.max(initial=-1) + 2)),
        group_member=np.argsort(group, kind="stable").astype(np.uint32),
    )


def _linked_by_short_sums(
    n_cell: int,
    relation_id: NDArray[np.int32],
    total_id: NDArray[np.int32],
    part_id: NDArray[np.int32],
) -> NDArray[np.int64]:
    short = np.bincount(relation_id)[relation_id] < SHORT
    total, part = (column[short].astype(np.int64) for column in (total_id, part_id))
    first_of_group = linked(Entries(total, part, np.ones(len(total), np.int64)), n_cell)
    group: NDArray[np.int64] = np.unique(first_of_group, return_inverse=True)[1]
    return group


def make_state(system: System, lo: NDArray[np.int64], hi: NDArray[np.int64]) -> State:
    """A fresh state with the given bounds; every relation is in the queue."""
    n_cell, n_relation = len(lo), len(system.member_start) - 1
    state = State(
        lo=lo.astype(np.int64).copy(),
        hi=hi.astype(np.int64).copy(),
        sum_lo=np.zeros(n_relation, np.int64),
        sum_hi=np.zeros(n_relation, np.int64),
        queue=np.arange(max(n_relation, 1), dtype=np.uint32),
        queued=np.ones(n_relation, np.int8),
        trail_cell=np.zeros(8 * n_cell + 64, np.uint32),
        trail_lo=np.zeros(8 * n_cell + 64, np.int64),
        trail_hi=np.zeros(8 * n_cell + 64, np.int64),
        saved_in=np.zeros(n_cell, np.int64),
        probed_in=np.zeros(n_cell, np.int64),
        shaved_in=np.zeros(n_relation, np.int64),
        grouped_in=np.zeros(len(system.group_start), np.int64),
        widest=np.full(n_relation, 2 * UNBOUNDED, np.int64),
        mark=np.array([0, n_relation, 0, 0, 0, 0], np.int64),
    )
    _sum_parts(system, state)
    return state


@compiled
def _sum_parts(system, state):
    for relation in range(len(system.member_start) - 1):
        for at in range(system.member_start[relation] + 1, system.member_start[relation + 1]):
            state.sum_lo[relation] += state.lo[system.member[at]]
            state.sum_hi[relation] += state.hi[system.member[at]]


@compiled
def begin_trial(state):
    """Start a trial, perhaps within another; returns the place on the trail to come back to."""
    state.mark[TRIAL] += 1
    state.mark[DEPTH] += 1
    return state.mark[TRAIL_SIZE]


@compiled
def begin_kept_trial(state):
    """Start a trial that will be kept, in no other: how wide parts are in it holds from now on."""
    back_to = begin_trial(state)
    state.mark[KEPT] = 1
    return back_to


@compiled
def undo_trial(system, state, back_to):
    """End a trial: put back every bound changed since begin_trial, the last change first."""
    for at in range(state.mark[TRAIL_SIZE] - 1, back_to - 1, -1):
        cell = state.trail_cell[at]
        _write(system, state, cell, state.trail_lo[at], state.trail_hi[at])
        state.saved_in[cell] = 0
    state.mark[TRAIL_SIZE] = back_to
    state.mark[DEPTH] -= 1


@compiled
def keep_trial(state, since):
    """End a trial that lies in no other, and keep what it changed."""
    for at in range(since, state.mark[TRAIL_SIZE]):
        state.saved_in[state.trail_cell[at]] = 0
    state.mark[TRAIL_SIZE] = since
    state.mark[DEPTH] -= 1
    state.mark[KEPT] = 0


@compiled
def _write(system, state, cell, lo, hi):
    rise, fall = lo - state.lo[cell], hi - state.hi[cell]
    state.lo[cell], state.hi[cell] = lo, hi
    for at in range(system.use_start[cell], system.use_start[cell + 1]):
        if system.use_is_part[at]:
            state.sum_lo[system.use_relation[at]] += rise
            state.sum_hi[system.use_relation[at]] += fall


@compiled
def _save(state, cell):
    if state.saved_in[cell] == state.mark[TRIAL]:
        return
    size = state.mark[TRAIL_SIZE]
    if size == len(state.trail_cell):
        raise RuntimeError("the undo trail is full")
    state.trail_cell[size] = cell
    state.trail_lo[size], state.trail_hi[size] = state.lo[cell], state.hi[cell]
    state.saved_in[cell] = state.mark[TRIAL]
    state.mark[TRAIL_SIZE] = size + 1


@compiled
def _enqueue_uses(system, state, cell):
    n_relation = len(state.queued)
    for at in range(system.use_start[cell], system.use_start[cell + 1]):
        relation = system.use_relation[at]
        if not state.queued[relation]:
            state.queued[relation] = 1
            end = state.mark[QUEUE_HEAD] + state.mark[QUEUE_SIZE]
            state.queue[end if end < n_relation else end - n_relation] = relation
            state.mark[QUEUE_SIZE] += 1


@compiled
def narrow(system, state, cell, lo, hi):
    """Intersect a figure's bounds with lo..hi; False when nothing is left. Saved on the trail
    inside a trial."""
    lo, hi = max(lo, state.lo[cell]), min(hi, state.hi[cell])
    if lo > hi:
        return False
    if lo > state.lo[cell] or hi < state.hi[cell]:
        if state.mark[DEPTH] > 0:
            _save(state, cell)
        _write(system, state, cell, lo, hi)
        _enqueue_uses(system, state, cell)
    return True


@compiled
def propagate(system, state):
    """Empty the queue; False when some relation cannot hold. The queue is empty either way.

    One long function on purpose: taking the arrays out of their tuples once, not once per figure,
    makes it ten times faster."""
    member_start, member = system.member_start, system.member
    use_start, use_relation, use_is_part = system.use_start, system.use_relation, system.use_is_part
    known_lo, known_hi, sum_lo, sum_hi = state.lo, state.hi, state.sum_lo, state.sum_hi
    queue, queued, mark, saved_in = state.queue, state.queued, state.mark, state.saved_in
    trail_cell, trail_lo, trail_hi = state.trail_cell, state.trail_lo, state.trail_hi
    head, size, trail_size = mark[QUEUE_HEAD], mark[QUEUE_SIZE], mark[TRAIL_SIZE]
    trial, in_trial, n_relation = mark[TRIAL], mark[DEPTH] > 0, len(queued)
    widest, stays = state.widest, mark[DEPTH] == mark[KEPT]
    feasible = True
    while size > 0:
        relation = queue[head]
        head = head + 1 if head + 1 < n_relation else 0
        size -= 1
        start, end = member_start[relation], member_start[relation + 1]
        total, parts_lo, parts_hi = member[start], sum_lo[relation], sum_hi[relation]
        above, below = known_hi[total] - parts_lo, parts_hi - known_lo[total]
        feasible = feasible and above >= 0 and below >= 0
        if not feasible:
            end = start
        elif above >= widest[relation] and below >= widest[relation]:
            # No part is so wide that the others could narrow it: that leaves the total.
            end = start + 1
        elif stays:
            widest[relation] = 0
            for at in range(start + 1, end):
                width = known_hi[member[at]] - known_lo[member[at]]
                widest[relation] = max(widest[relation], width)
        for at in range(start, end):
            cell = member[at]
            old_lo, old_hi = known_lo[cell], known_hi[cell]
            if at == start:
                lo, hi = parts_lo, parts_hi
            elif old_hi - old_lo > above or old_hi - old_lo > below:
                lo, hi = old_hi - below, old_lo + above
            else:
                continue
            lo, hi = max(lo, old_lo), min(hi, old_hi) if hi < HALF_UNBOUNDED else old_hi
            if lo == old_lo and hi == old_hi:
                continue
            if in_trial and saved_in[cell] != trial:
                if trail_size == len(trail_cell):
                    raise RuntimeError("the undo trail is full")
                trail_cell[trail_size], saved_in[cell] = cell, trial
                trail_lo[trail_size], trail_hi[trail_size] = old_lo, old_hi
                trail_size += 1
            known_lo[cell], known_hi[cell] = lo, hi
            for use in range(use_start[cell], use_start[cell + 1]):
                user = use_relation[use]
                if use_is_part[use]:
                    sum_lo[user] += lo - old_lo
                    sum_hi[user] += hi - old_hi
                if not queued[user]:
                    queued[user] = 1
                    place = head + size
                    queue[place if place < n_relation else place - n_relation] = user
                    size += 1
        queued[relation] = 0
    mark[QUEUE_HEAD], mark[QUEUE_SIZE], mark[TRAIL_SIZE] = head, size, trail_size
    return feasible
