"""How far from a change figures are probed: a figure that only probing narrows, two sums away."""

from dataclasses import replace

import numpy as np
import pytest

from tasks.protect.decide import probing
from tasks.protect.decide.propagation import (
    TRAIL_SIZE,
    begin_trial,
    make_state,
    make_system,
    narrow,
    propagate,
)
from tasks.protect.policy import policy

# 0 = 1 + 2, 3 = 2 + 4: figure 4 is two sums from figure 1. 5 = 4 + 6, 7 = 6 + 8 and 5 = 7 leave
# 8 = 4, so that 9 = 4 + 8 is even, which no single sum shows.
SUMS = [(0, 1), (0, 2), (3, 2), (3, 4), (5, 4), (5, 6), (7, 6), (7, 8), (9, 4), (9, 8)]
CHANGED, AT_RISK = 1, 4
WIDE = [(0, 1000), (0, 100), (0, 100), (0, 1000)]
# Of 0 to 3, 9 being at most 5 leaves at most 2; of 5 and 6, 9 being at least 11 leaves 6.
HIGH = [*WIDE, (0, 3), (3, 3), (0, 3), (3, 3), (0, 3), (0, 5)]
LOW = [*WIDE, (5, 6), (6, 6), (0, 1), (6, 6), (5, 6), (11, 12)]


@pytest.mark.parametrize(
    ("bounds", "reach", "left"),
    [(HIGH, 1, (0, 3)), (HIGH, 2, (0, 2)), (LOW, 1, (5, 6)), (LOW, 2, (6, 6))],
)
def test_a_figure_at_risk_two_sums_away_is_probed_with_a_reach_of_2(
    bounds: list[tuple[int, int]], reach: int, left: tuple[int, int]
) -> None:
    total, part = (np.array(column, np.int32) for column in zip(*SUMS, strict=True))
    relation = np.arange(len(SUMS), dtype=np.int32) // 2
    system = make_system(len(bounds), relation, total, part)
    state = make_state(system, *np.array(bounds).T)
    assert propagate(system, state)
    rules = probing.Bounds(*replace(policy(), probed_reach=reach).bounds())
    is_protected = np.arange(len(bounds)) == AT_RISK

    since = begin_trial(state)
    assert narrow(system, state, CHANGED, 0, 50)
    assert propagate(system, state)
    assert state.mark[TRAIL_SIZE] > since
    assert (state.lo[AT_RISK], state.hi[AT_RISK]) == bounds[AT_RISK]
    assert probing.shave_changed(system, state, is_protected, rules, since)

    assert (state.lo[AT_RISK], state.hi[AT_RISK]) == left
