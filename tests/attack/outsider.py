"""An outsider: has every release, adds up what adds up, and says what is left of each figure."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.attack.areas import Areas
from tests.attack.narrow import Bounds, ContradictionError, Sums, narrowed, sums_of
from tests.attack.programmes import Part, bounded, settled
from tests.attack.published import MOST, Row
from tests.attack.system import Figure, Rise, System, system_of

# What is given up, one more each time, where the releases contradict what was taken to be true.
ASSUMED = ({}, {"rise", "rises"}, {"rise", "rises", "causes"})
SUPPRESSED_TO, TELLING = 7, 2
# With this many whole numbers left or fewer, a figure is held to a programme in whole numbers.
NARROW = 2
# Unknowns nearest to it that such a programme has.
NEAREST = 150
NATIONAL_CODES = ("E92", "W92", "E99")
Told = Mapping[Figure, tuple[int, int]]


@dataclass(frozen=True)
class Found:
    """What is left of a suppressed figure that a release showed first.

    by_nationals: exact national totals alone tell too much of it.
    """

    figure: Figure
    symbol: str
    release: int
    lo: int
    hi: int
    by_nationals: bool

    @property
    def is_given_away(self) -> bool:
        """Whether it is exact, or known to be 2 or less."""
        return self.is_exact or self.is_at_most_2

    @property
    def is_exact(self) -> bool:
        """Whether one count is left, above 0 and suppressed."""
        return self.lo == self.hi and self.hi >= 1 and self.lo <= SUPPRESSED_TO

    @property
    def is_at_most_2(self) -> bool:
        """Whether it is known to be 1 or 2, or 0 to 2."""
        return self.lo < self.hi <= TELLING


@dataclass
class Attack:
    """The system, what is left of its unknowns, and what was given up on the way."""

    system: System
    sums: Sums
    lo: Bounds
    hi: Bounds
    given_up: frozenset[str]
    blocks: Mapping[object, Sequence[int]]

    def found(self) -> list[Found]:
        """What is left of every suppressed figure."""
        alone = by_nationals_alone(self)
        keys = {at: key for key, at in self.system.at.items() if isinstance(key, Figure)}
        return [
            Found(
                keys[at], symbol, release, int(self.lo[at]), int(self.hi[at]),
                bool(alone[0][at] == alone[1][at] or alone[1][at] <= TELLING),
            )
            for at, (symbol, release) in self.system.hidden.items()
        ]  # fmt: skip


def attack(rows: Sequence[Row], areas: Areas, told: Told | None = None) -> Attack:
    """Attack releases: propagation over everything, linear programmes over each force and each
    month, and programmes in whole numbers near figures that have little left.

    told: what an attacker knows of some figures besides.
    """
    system = system_of(rows, areas)
    for figure, interval in (told or {}).items():
        if figure in system.at:
            system.hold(figure, interval)
    made = _propagated(system, areas)
    for blocks in (made.blocks, _months(system)):
        _bound_blocks(made, blocks)
        made.lo, made.hi = narrowed(made.sums, made.lo, made.hi)
    _settle_narrow(made)
    return made


def known_before(rows: Sequence[Row], areas: Areas, found: Iterable[Found]) -> list[Found]:
    """Those figures given away of which earlier releases and a new one's national figures told as
    much: how the new one shows them changed nothing."""
    by_release = defaultdict(list)
    for one in found:
        if one.is_given_away and not one.by_nationals:
            by_release[one.release].append(one)
    known = []
    for release, some in by_release.items():
        earlier = [row for row in rows if row.release <= release]
        made = _propagated(system_of(earlier, areas, before=release), areas)
        known += [one for one in some if _was_known(made, made.system.at[one.figure])]
    return known


def _was_known(made: Attack, at: int) -> bool:
    block = next(block for block in made.blocks.values() if at in block)
    part = Part.of(made.sums, _among(made, block))
    for _, low, high in bounded(part, made.lo, made.hi, [at]):
        made.lo[at], made.hi[at] = low, high
    return bool(made.lo[at] == made.hi[at] or made.hi[at] <= TELLING)


def _propagated(system: System, areas: Areas) -> Attack:
    for without in map(frozenset, ASSUMED):
        sums = sums_of(system, without)
        try:
            lo, hi = narrowed(sums, np.array(system.lo), np.array(system.hi))
        except ContradictionError:
            continue
        return Attack(system, sums, lo, hi, without, _forces(system, areas))
    raise ContradictionError


def by_nationals_alone(made: Attack) -> tuple[Bounds, Bounds]:
    """The least and most of each unknown that national figures tell, without any other."""
    lo, hi = np.array(made.system.lo), np.array(made.system.hi)
    for key, at in made.system.at.items():
        if isinstance(key, Figure) and not key.area.startswith(NATIONAL_CODES):
            lo[at], hi[at] = 0, MOST
    return narrowed(made.sums, lo, hi)


def _forces(system: System, areas: Areas) -> Mapping[object, Sequence[int]]:
    block_of = areas.block_of()
    return _grouped((block_of.get(_figure(key).area), at) for key, at in system.at.items())


def _months(system: System) -> Mapping[object, Sequence[int]]:
    """Counts of a cause and month, of all areas and ages, whenever they were counted."""
    return _grouped(
        ((one.cause, one.first) if one.first == one.last else None, at)
        for one, at in ((_figure(key), at) for key, at in system.at.items())
    )


def _figure(key: Figure | Rise) -> Figure:
    return key.earlier if isinstance(key, Rise) else key


def _grouped(pairs: Iterable[tuple[object, int]]) -> Mapping[object, Sequence[int]]:
    groups = defaultdict(list)
    for group, at in pairs:
        if group is not None:
            groups[group].append(at)
    return groups


def _is_open(made: Attack, at: int) -> bool:
    return bool(made.lo[at] < made.hi[at] and made.lo[at] <= SUPPRESSED_TO)


def _is_narrow(made: Attack, at: int) -> bool:
    is_near = TELLING < made.hi[at] <= TELLING + 1 or made.hi[at] - made.lo[at] < NARROW
    return _is_open(made, at) and bool(is_near)


def _bound_blocks(made: Attack, blocks: Mapping[object, Sequence[int]]) -> None:
    for block in blocks.values():
        targets = sorted(at for at in block if at in made.system.hidden and _is_open(made, at))
        if targets:
            part = Part.of(made.sums, _among(made, block))
            within = np.array(targets)[np.isin(targets, part.unknown)]
            for at, low, high in bounded(part, made.lo, made.hi, within):
                made.lo[at], made.hi[at] = low, high


def _settle_narrow(made: Attack) -> None:
    beside = _beside(made.sums)
    for at in made.system.hidden:
        if _is_narrow(made, at):
            part = Part.of(made.sums, _among(made, _nearest(beside, at)))
            for _, low, high in settled(part, made.lo, made.hi, [at]):
                made.lo[at], made.hi[at] = max(low, made.lo[at]), min(high, made.hi[at])


def _among(made: Attack, some: Iterable[int]) -> NDArray[np.bool_]:
    is_in = np.zeros(len(made.lo), np.bool_)
    is_in[list(some)] = True
    return is_in


def _beside(sums: Sums) -> Mapping[int, Sequence[NDArray[np.int64]]]:
    """The figures of each sum that an unknown is in."""
    beside = defaultdict(list)
    for row in np.split(sums.unknown, np.flatnonzero(np.diff(sums.row)) + 1):
        for at in row.tolist():
            beside[at].append(row)
    return beside


def _nearest(beside: Mapping[int, Sequence[NDArray[np.int64]]], at: int) -> set[int]:
    """Unknowns that sums lead to from one, whole sums at a time, the shortest way first."""
    found, queue = {at}, deque([at])
    while queue and len(found) < NEAREST:
        for row in sorted(beside[queue.popleft()], key=len):
            queue.extend(one for one in row.tolist() if one not in found)
            found.update(row.tolist())
    return found
