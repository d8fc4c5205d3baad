"""Somebody who has every release and adds up: what is left of a figure, by an integer programme
over all that was ever shown. Knows nothing of the model."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

# More than any count here; what was withheld is bounded by nothing else.
MOST = 10_000

AGES = {
    "All ages": ("Under 25", "25 and over", "Not known"),
    "Under 25": ("Under 25",),
    "25 and over": ("25 and over",),
}


@dataclass(frozen=True)
class Shown:
    """A figure as it was shown: the counts that its symbol can stand for, the smallest areas it is
    of, and when they were counted: 0 is the first time."""

    smallest: str
    age: str
    counted: int
    lo: int
    hi: int | None


def possible(shown: Sequence[Shown], of: Shown) -> tuple[int, int]:
    """The least and the most that a figure can be. Counts only rise from one time to the next."""
    unknown = _unknown(shown)
    rows = [_row(unknown, figure) for figure in shown]
    most = [np.inf if figure.hi is None else figure.hi for figure in shown]
    rules = [LinearConstraint(np.array(rows), [figure.lo for figure in shown], most)]
    if rises := list(_rises(unknown)):
        rules.append(LinearConstraint(np.array(rises), 0, np.inf))
    ends = [
        milp(
            sign * _row(unknown, of),
            constraints=rules,
            integrality=np.ones(len(unknown)),
            bounds=Bounds(0, MOST),
        ).fun
        for sign in (1, -1)
    ]
    return round(ends[0]), round(-ends[1])


Unknown = dict[tuple[str, str, int], int]


def _unknown(shown: Iterable[Shown]) -> Unknown:
    keys = {
        (area, age, figure.counted)
        for figure in shown
        for area in figure.smallest
        for age in AGES["All ages"]
    }
    return {key: at for at, key in enumerate(sorted(keys))}


def _row(unknown: Unknown, figure: Shown) -> NDArray[np.float64]:
    row = np.zeros(len(unknown))
    for area in figure.smallest:
        for age in AGES[figure.age]:
            row[unknown[area, age, figure.counted]] = 1
    return row


def _rises(unknown: Unknown) -> Iterable[NDArray[np.float64]]:
    for (area, age, counted), at in unknown.items():
        later = [
            time for one, other, time in unknown if (one, other) == (area, age) and time > counted
        ]
        if later:
            row = np.zeros(len(unknown))
            row[at], row[unknown[area, age, min(later)]] = -1, 1
            yield row
