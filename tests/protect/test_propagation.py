"""What a state knows after trials, kept and undone, is what a fresh one works out at once."""

import duckdb
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.protect.decide.propagation import (
    UNBOUNDED,
    State,
    System,
    begin_kept_trial,
    begin_trial,
    keep_trial,
    make_state,
    make_system,
    narrow,
    propagate,
    undo_trial,
)
from tasks.store.statements import statement

# A year is its two halves, all ages two ages: 0 = 1 + 2, 3 = 4 + 5, 6 = 7 + 8, and 6 = 0 + 3,
# 7 = 1 + 4, 8 = 2 + 5.
SUMS = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (6, 0, 3), (7, 1, 4), (8, 2, 5)]
MOST = 12
A_NARROWING = st.tuples(st.integers(0, 8), st.integers(0, MOST), st.integers(0, MOST))


def _system() -> System:
    relation = np.repeat(np.arange(len(SUMS), dtype=np.int32), 2)
    total = np.repeat(np.array([one[0] for one in SUMS], np.int32), 2)
    part = np.array([part for one in SUMS for part in one[1:]], np.int32)
    return make_system(9, relation, total, part)


def _fresh(system: System) -> State:
    state = make_state(system, np.zeros(9, np.int64), np.full(9, 4 * MOST))
    assert propagate(system, state)
    return state


def _may_be(system: System, state: State, cell: int, lo: int, hi: int) -> bool:
    return bool(narrow(system, state, cell, lo, hi) and propagate(system, state))


def _is_possible(system: System, state: State, cell: int, lo: int, hi: int) -> bool:
    back_to = begin_trial(state)
    possible = _may_be(system, state, cell, lo, hi)
    undo_trial(system, state, back_to)
    return possible


# The first example loads what is compiled.
@settings(deadline=None)
@given(st.lists(st.tuples(A_NARROWING, st.booleans()), max_size=12))
def test_kept_trials_leave_what_one_propagation_finds(
    tried: list[tuple[tuple[int, int, int], bool]],
) -> None:
    system = _system()
    state, kept = _fresh(system), _fresh(system)
    for (cell, one, other), keeps in tried:
        lo, hi = min(one, other), max(one, other)
        # Only what is possible can be shown.
        if _is_possible(system, state, cell, lo, hi) and keeps:
            since = begin_kept_trial(state)
            assert _may_be(system, state, cell, lo, hi)
            keep_trial(state, since)
            assert narrow(system, kept, cell, lo, hi)

    # A state that never looked at anything in between.
    fresh = make_state(system, kept.lo, kept.hi)
    assert propagate(system, fresh)
    assert (state.lo.tolist(), state.hi.tolist()) == (fresh.lo.tolist(), fresh.hi.tolist())


def test_groups_are_what_short_sums_link() -> None:
    long = [(9, *range(10, 30))]
    sums = SUMS + long
    parts = [(number, one[0], part) for number, one in enumerate(sums) for part in one[1:]]
    relation, total, part = (np.array(column, np.int32) for column in zip(*parts, strict=True))

    group = make_system(30, relation, total, part).group

    assert len(set(group[:9].tolist())) == 1
    assert len(set(group[9:].tolist())) == 21


def test_sql_and_compiled_code_mean_the_same_bound_that_nobody_knows() -> None:
    con = duckdb.connect()
    con.execute(statement("protect/bounds"))
    assert con.execute("select no_upper_bound()").fetchone() == (UNBOUNDED,)
