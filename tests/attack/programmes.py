"""Programmes (HiGHS) over a small part of the sums, with what is outside at its interval."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import highspy
import numpy as np
from numpy.typing import NDArray

from tests.attack.narrow import Bounds, Sums

TOLERANCE = 1e-6
# Of a search in whole numbers: what it has not settled by then says nothing.
NODES = 200
ITERATIONS = 20_000


@dataclass(frozen=True)
class Part:
    """A part of all sums: the numbers of its unknowns, and the sums among them."""

    unknown: NDArray[np.int64]
    sums: Sums

    @classmethod
    def of(cls, sums: Sums, is_in: NDArray[np.bool_]) -> "Part":
        """The part of some unknowns, numbered anew."""
        inside = sums.of(is_in)
        unknown = np.unique(inside.unknown)
        renumbered = Sums(inside.row, np.searchsorted(unknown, inside.unknown), inside.sign)
        return cls(unknown, renumbered)


class Programme:
    """A part of the sums as a linear programme; after each solution the next starts from there."""

    # Primal simplex (4): only the objective changes.
    OPTIONS: ClassVar[dict[str, Any]] = {
        "solver": "simplex",
        "presolve": "off",
        "simplex_strategy": 4,
        "simplex_iteration_limit": ITERATIONS,
    }

    def __init__(self, part: Part, lo: Bounds, hi: Bounds) -> None:
        self._part = part
        self._highs = highspy.Highs()
        self._highs.setOptionValue("output_flag", False)
        for name, value in self.OPTIONS.items():
            self._highs.setOptionValue(name, value)
        self._highs.passModel(_model(part, lo[part.unknown], hi[part.unknown]))
        self.seen_least = np.full(len(part.unknown), np.inf)
        self.seen_most = np.full(len(part.unknown), -np.inf)

    def end(self, at: int, sign: int) -> float | None:
        """The most (sign 1) or least (-1) of an unknown of the part; None: not found."""
        self._highs.changeColCost(at, float(-sign))
        self._highs.run()
        is_found = self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        value = np.array(self._highs.getSolution().col_value)
        # Afterwards: a change of the model forgets what was found.
        self._highs.changeColCost(at, 0.0)
        if not is_found:
            return None
        np.minimum(self.seen_least, value, out=self.seen_least)
        np.maximum(self.seen_most, value, out=self.seen_most)
        return float(value[at])


class WholeProgramme(Programme):
    """The same in whole numbers."""

    OPTIONS: ClassVar[dict[str, Any]] = {"mip_max_nodes": NODES}

    def __init__(self, part: Part, lo: Bounds, hi: Bounds) -> None:
        super().__init__(part, lo, hi)
        size = len(part.unknown)
        kinds = np.full(size, highspy.HighsVarType.kInteger)
        self._highs.changeColsIntegrality(size, np.arange(size, dtype=np.int32), kinds)


def _model(part: Part, lo: Bounds, hi: Bounds) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(part.unknown), part.sums.rows
    model.col_cost_ = np.zeros(model.num_col_)
    model.col_lower_, model.col_upper_ = lo.astype(float), hi.astype(float)
    model.row_lower_ = model.row_upper_ = np.zeros(model.num_row_)
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.searchsorted(part.sums.row, np.arange(model.num_row_ + 1)).astype(np.int32)
    matrix.index_ = part.sums.unknown.astype(np.int32)
    matrix.value_ = part.sums.sign.astype(float)
    return model


def bounded(
    part: Part, lo: Bounds, hi: Bounds, targets: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """The targets (numbers of all unknowns) that a linear programme narrows, with their bounds.

    A target that points found already take far enough apart is not tried.
    """
    programme = Programme(part, lo, hi)
    for target, at in zip(targets, np.searchsorted(part.unknown, targets), strict=True):
        if _is_wide(programme.seen_least[at], programme.seen_most[at]):
            continue
        most, least = programme.end(at, 1), programme.end(at, -1)
        low = lo[target] if least is None else max(lo[target], int(np.ceil(least - TOLERANCE)))
        high = hi[target] if most is None else min(hi[target], int(np.floor(most + TOLERANCE)))
        if (low, high) != (lo[target], hi[target]):
            yield int(target), int(low), int(high)


def _is_wide(least: float, most: float) -> bool:
    """Whether what was seen leaves three whole numbers, one above 2."""
    return bool(np.floor(most + TOLERANCE) >= max(3, np.ceil(least - TOLERANCE) + 2))


def settled(
    part: Part, lo: Bounds, hi: Bounds, targets: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """The targets with their bounds by programmes in whole numbers; as they are where a search ends
    without an answer."""
    programme = WholeProgramme(part, lo, hi)
    for target, at in zip(targets, np.searchsorted(part.unknown, targets), strict=True):
        most, least = programme.end(at, 1), programme.end(at, -1)
        yield (
            int(target),
            int(lo[target]) if least is None else round(least),
            int(hi[target]) if most is None else round(most),
        )
