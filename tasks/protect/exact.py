"""Settle exactly what an outsider can narrow suppressed figures to.

Propagation gives bounds that may be wider than the truth where sums overlap. First the ends of
narrow figures are tried (probing). Then complete tables that agree with everything shown are sought
with HiGHS: a figure that takes two values in two of them is not exact, and one that takes four or
more is safe. Each table serves every figure of its part of the model, so a few dozen settle
thousands; what is left is minimised and maximised one by one."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.protect.dive import complete_table, varied_table
from tasks.protect.ladder import Bounds, shave_all
from tasks.protect.model import Relations
from tasks.protect.policy import Policy
from tasks.protect.propagation import (
    State,
    System,
    components,
    make_state,
    make_system,
    propagate,
)

if TYPE_CHECKING:
    from tasks.protect.tables import Tables

DIVES = 200
DIVES_OF_STRETCH = 3
STRETCH = 12
FRUITLESS = 60
ENOUGH_VALUES = 4


class Settled(NamedTuple):
    """Per cell_id: bounds, how they were found, and the least and greatest value seen in a complete
    table.

    low_table and high_table say in which table of the figure's part (its component) that was;
    tables[component] has one row per table and one column per figure of members[component]."""

    lo: NDArray[np.int64]
    hi: NDArray[np.int64]
    method: NDArray[np.object_]
    seen_lo: NDArray[np.int64]
    seen_hi: NDArray[np.int64]
    low_table: NDArray[np.int64]
    high_table: NDArray[np.int64]
    component: NDArray[np.int32]
    members: dict[int, NDArray[np.int32]]
    tables: dict[int, list[NDArray[np.int64]]]


def settle(
    sums: Relations,
    lo: NDArray[np.int64],
    hi: NDArray[np.int64],
    suppressed: NDArray[np.int64],
    sequence: NDArray[np.int64],
    rules: Policy,
) -> Settled:
    """Bounds from propagation made exact for the suppressed cell_ids, or shown to leave
    ENOUGH_VALUES."""
    n_cell = len(lo)
    system = make_system(n_cell, *sums)
    state = make_state(system, lo, hi)
    propagate(system, state)
    bounds = Bounds(*rules.bounds())
    shave_all(system, state, suppressed, bounds)
    method = np.full(n_cell, "propagation", dtype=object)
    method[(state.lo != lo) | (state.hi != hi)] = "probing"
    component = components(system, n_cell)
    settled = Settled(
        lo=state.lo, hi=state.hi, method=method,
        seen_lo=np.full(n_cell, np.iinfo(np.int64).max), seen_hi=np.full(n_cell, -1),
        low_table=np.full(n_cell, -1), high_table=np.full(n_cell, -1),
        component=component, members={}, tables={},
    )  # fmt: skip
    relation_component = component[sums.total_id]
    for part in np.unique(component[suppressed]):
        inside = relation_component == part
        _settle_part(
            settled,
            int(part),
            system,
            state,
            Relations(*(a[inside] for a in sums)),
            suppressed,
            sequence,
            rules,
        )
    return settled


def _unsettled(settled: Settled, cells: NDArray[np.int64], rules: Policy) -> NDArray[np.int64]:
    """The cells that could be hidden counts and whose tables show neither enough values nor both
    their bounds."""
    lo, hi = settled.lo[cells], settled.hi[cells]
    seen_lo, seen_hi = settled.seen_lo[cells], settled.seen_hi[cells]
    enough = (seen_hi - seen_lo >= ENOUGH_VALUES - 1) & (seen_hi > rules.refused_at_most)
    both_ends = (seen_lo == lo) & (seen_hi == hi)
    harmless = (hi == 0) | (lo > rules.suppressed_to)
    left: NDArray[np.int64] = cells[~(enough | both_ends | harmless)]
    return left


def _record(settled: Settled, part: int, table: NDArray[np.int64]) -> None:
    """Add a complete table of a part, and note where it is the lowest or highest seen."""
    figures, number = settled.members[part], len(settled.tables[part])
    settled.tables[part].append(table)
    lower, higher = table < settled.seen_lo[figures], table > settled.seen_hi[figures]
    settled.seen_lo[figures[lower]], settled.low_table[figures[lower]] = table[lower], number
    settled.seen_hi[figures[higher]], settled.high_table[figures[higher]] = table[higher], number


def _settle_part(
    settled: Settled,
    part: int,
    system: System,
    state: State,
    sums: Relations,
    suppressed: NDArray[np.int64],
    sequence: NDArray[np.int64],
    rules: Policy,
) -> None:
    figures = np.flatnonzero(settled.component == part).astype(np.int32)
    settled.members[part], settled.tables[part] = figures, []
    wanted = suppressed[settled.component[suppressed] == part]
    base = _first_table(system, state, figures, sums, settled, sequence)
    _record(settled, part, base[figures])
    _vary(settled, part, system, state, base, wanted, sequence, rules)
    left = _unsettled(settled, wanted, rules)
    if len(left):
        _settle_one_by_one(settled, part, sums, left, rules)


def _first_table(
    system: System,
    state: State,
    figures: NDArray[np.int32],
    sums: Relations,
    settled: Settled,
    sequence: NDArray[np.int64],
) -> NDArray[np.int64]:
    """A complete table of a part, per cell_id: near the centre of the linear relaxation, made whole
    by diving."""
    from tasks.protect.tables import Tables

    tables = Tables(figures, settled.lo[figures], settled.hi[figures], sums)
    target = np.zeros(len(settled.lo), np.int64)
    target[figures] = tables.centre()
    table = complete_table(system, state, _by_sequence(figures, sequence), target, figures, DIVES)
    if not len(table):
        table = tables.any()
    target[figures] = table
    return target


def _by_sequence(figures: NDArray[np.int32], sequence: NDArray[np.int64]) -> NDArray[np.int32]:
    return figures[np.argsort(sequence[figures], kind="stable")].astype(np.int32)


def _vary(
    settled: Settled,
    part: int,
    system: System,
    state: State,
    table: NDArray[np.int64],
    wanted: NDArray[np.int64],
    sequence: NDArray[np.int64],
    rules: Policy,
) -> None:
    """Record tables that differ from each other where figures are not settled yet, until no more
    are.

    One stretch of time after the other is varied while the summands outside it are held, so that a
    stretch in which too much was asked for does not spoil the others."""
    figures, random = settled.members[part], np.random.default_rng(part)
    summands = figures[~np.isin(figures, system.member[system.member_start[:-1]])]
    times = np.unique(sequence[figures])
    sizes = np.full(len(times) // STRETCH + 2, 16)
    fruitless = 0
    while fruitless < FRUITLESS:
        before = len(_unsettled(settled, wanted, rules))
        if before == 0:
            return
        stretch_of = (np.searchsorted(times, sequence) + random.integers(STRETCH)) // STRETCH
        for stretch in np.unique(stretch_of[figures]):
            left = _unsettled(settled, wanted, rules)
            left = left[stretch_of[left] == stretch]
            if len(left) == 0:
                continue
            moved = random.permutation(left)[: sizes[stretch]]
            inside = figures[stretch_of[figures] == stretch]
            target = table.copy()
            target[moved] += _steps(settled, moved, random)
            varied = varied_table(
                system,
                state,
                summands[stretch_of[summands] != stretch],
                np.r_[moved, inside, figures].astype(np.int32),
                target,
                figures,
                DIVES_OF_STRETCH,
            )
            if len(varied):
                table[figures] = varied
            sizes[stretch] = (
                min(2 * sizes[stretch], 512) if len(varied) else sizes[stretch] // 2 + 1
            )
        _record(settled, part, table[figures])
        fruitless = fruitless + 1 if len(_unsettled(settled, wanted, rules)) == before else 0


def _steps(
    settled: Settled, moved: NDArray[np.int64], random: np.random.Generator
) -> NDArray[np.int64]:
    """How far to move each figure: up or down at random, but not past an end that has been seen."""
    step = np.where(random.random(len(moved)) < 0.5, -1, 1) * (ENOUGH_VALUES - 1)
    step = np.where(settled.seen_lo[moved] == settled.lo[moved], ENOUGH_VALUES - 1, step)
    return np.where(settled.seen_hi[moved] == settled.hi[moved], 1 - ENOUGH_VALUES, step)


def _settle_one_by_one(
    settled: Settled, part: int, sums: Relations, left: NDArray[np.int64], rules: Policy
) -> None:
    from tasks.protect.tables import Tables

    figures = settled.members[part]
    tables = Tables(figures, settled.lo[figures], settled.hi[figures], sums)
    for cell in left:
        for upper in (False, True):
            if len(_unsettled(settled, np.array([cell]), rules)):
                column = int(np.searchsorted(figures, cell))
                _settle_end(settled, part, tables, int(cell), column, upper=upper)


def _settle_end(
    settled: Settled, part: int, tables: "Tables", cell: int, column: int, *, upper: bool
) -> None:
    table = tables.end(column, upper=upper)
    if table is None:
        raise ValueError("what is shown cannot all be true")
    _record(settled, part, table)
    bound = settled.hi if upper else settled.lo
    if bound[cell] != table[column]:
        bound[cell], settled.method[cell] = table[column], "integer programme"


def safe_proof(settled: Settled, cell: int) -> tuple[dict[int, int], dict[int, int]]:
    """The two complete tables of a figure's part that differ most in it, as values per cell_id."""
    part = int(settled.component[cell])
    figures, tables = settled.members[part].tolist(), settled.tables[part]
    low, high = tables[settled.low_table[cell]], tables[settled.high_table[cell]]
    return (
        dict(zip(figures, low.tolist(), strict=True)),
        dict(zip(figures, high.tolist(), strict=True)),
    )
