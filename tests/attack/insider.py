"""Somebody in the table, or a hospital: knows some admissions of a month, and subtracts them."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

import numpy as np

from tests.attack.narrow import narrowed
from tests.attack.outsider import SUPPRESSED_TO, TELLING, Attack
from tests.attack.programmes import Part
from tests.attack.published import BANDS
from tests.attack.system import Figure


@dataclass
class Coalition:
    """What some who know so many admissions each have learned of the others."""

    known: int
    tried: int = 0
    others_exact: int = 0
    others_at_most_2: int = 0
    further_figures: int = 0


def coalition(made: Attack, counts: Mapping[Figure, int], known: int, tries: int) -> Coalition:
    """Of suppressed months of a force and age with that many admissions, some at random: what those
    who know all of these learn of the other admissions, and of how many further figures."""
    found = Coalition(known)
    figures = [
        key
        for key, at in made.system.at.items()
        if isinstance(key, Figure) and at in made.system.hidden
        and key.first == key.last and key.age in BANDS
        and counts.get(key, 0) >= known
    ]  # fmt: skip
    for figure in Random(known).sample(figures, min(tries, len(figures))):
        _subtract(made, figure, found)
    return found


def _subtract(made: Attack, figure: Figure, found: Coalition) -> None:
    at = made.system.at[figure]
    is_in = np.zeros(len(made.lo), np.bool_)
    is_in[next(block for block in made.blocks.values() if at in block)] = True
    part = Part.of(made.sums, is_in)
    lo, hi = made.lo[part.unknown], made.hi[part.unknown]
    before = _is_given_away(lo, hi)
    here = int(np.searchsorted(part.unknown, at))
    lo[here] = max(lo[here], found.known)
    lo, hi = narrowed(part.sums, lo, hi)
    is_hidden = np.isin(part.unknown, list(made.system.hidden))
    further = is_hidden & _is_given_away(lo, hi) & ~before
    further[here] = False
    found.tried += 1
    found.others_exact += int(lo[here] == hi[here])
    found.others_at_most_2 += int(lo[here] < hi[here] <= found.known + TELLING)
    found.further_figures += int(further.sum())


def _is_given_away(lo: np.ndarray, hi: np.ndarray) -> np.ndarray:
    return (hi >= 1) & (lo <= SUPPRESSED_TO) & ((lo == hi) | (hi <= TELLING))
