"""How far from a change figures are probed: a figure that only probing narrows, two sums away."""

from dataclasses import replace

import numpy as np
import pytest

from tasks.protect import ladder
from tasks.protect.policy import policy
from tasks.protect.propagation import (
    TRAIL_SIZE,
    begin_trial,
    make_state,
    make_system,
    narrow,
    propagate,
)

# 0 = 1 + 2, 3 = 2 + 4: figure 4 is two sums from figure 1. 5 = 4 + 6 = 3, 7 = 6 + 8 = 3 and
# 9 = 4 + 8 <= 5 leave 4 at most 2, which no single sum shows.
SUMS = [(0, 1), (0, 2), (3, 2), (3, 4), (5, 4), (5, 6), (7, 6), (7, 8), (9, 4), (9, 8)]
MOST = np.array([1000, 100, 100, 1000, 3, 3, 3, 3, 3, 5])
LEAST = np.array([0, 0, 0, 0, 0, 3, 0, 3, 0, 0])
CHANGED, AT_RISK = 1, 4


@pytest.mark.parametrize(("reach", "most"), [(1, 3), (2, 2)])
def test_a_figure_at_risk_two_sums_away_is_probed_with_a_reach_of_2(reach: int, most: int) -> None:
    total, part = (np.array(column, np.int32) for column in zip(*SUMS, strict=True))
    relation = np.arange(len(SUMS), dtype=np.int32) // 2
    system = make_system(len(MOST), relation, total, part)
    state = make_state(system, LEAST, MOST)
    assert propagate(system, state)
    bounds = ladder.Bounds(*replace(policy(), probed_reach=reach).bounds())
    is_protected = np.arange(len(MOST)) == AT_RISK

    since = begin_trial(state)
    assert narrow(system, state, CHANGED, 0, 50)
    assert propagate(system, state)
    assert state.mark[TRAIL_SIZE] > since
    assert state.hi[AT_RISK] == 3
    assert ladder.shave_changed(system, state, is_protected, bounds, since)

    assert state.hi[AT_RISK] == most
