"""Synthetic control of the mean of all funded areas, with placebos that are means of as many areas.

Each area is taken from its own mean before funding, so that the control has to match changes, not
levels (Ferman and Pinto, 2021). With few periods and many donors a control without a penalty fits
noise. The penalty on the squared weights is the noise that a donor's periods hold: it makes the fit
before funding an estimate of the error to be expected after it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]
    Bools = npt.NDArray[np.bool_]

# How much more a sum of weights other than one counts than any gap.
ONE = 1e4


@dataclass(frozen=True)
class Series:
    """Outcomes in an array of periods x areas, and which areas are funded, which periods before."""

    times: tuple[int, ...]
    areas: tuple[str, ...]
    outcomes: "Floats"
    funded: "Bools"
    before: "Bools"


@dataclass(frozen=True)
class Control:
    """The gap of the funded areas' mean to its control, by period, and the donors' weights."""

    gaps: "Floats"
    weights: "Floats"


def series(frame: "pd.DataFrame", first_funded: int) -> Series:
    """Return a frame of ``unit``, ``time``, ``start`` and ``outcome`` as an array."""
    wide = frame.pivot_table(index="time", columns="unit", values="outcome")
    starts = frame.drop_duplicates("unit").set_index("unit").start.reindex(wide.columns)
    times, areas = tuple(map(int, wide.index)), tuple(map(str, wide.columns))
    before = wide.index.to_numpy() < first_funded
    return Series(times, areas, wide.to_numpy(float), (starts > 0).to_numpy(), before)


def control(of: Series, funded: "Bools") -> Control:
    """Fit the control of the areas ``funded`` from all other areas."""
    changes = of.outcomes - of.outcomes[of.before].mean(axis=0)
    mean, donors = changes[:, funded].mean(axis=1), changes[:, ~funded]
    weights = simplex_weights(mean[of.before], donors[of.before], _noise(donors[of.before]))
    return Control(mean - donors @ weights, weights)


def simplex_weights(target: "Floats", donors: "Floats", penalty: float = 0.0) -> "Floats":
    """Return weights, none below 0 and 1 together, of least squared gap plus penalised squares.

    Args:
        target: periods.
        donors: periods x donors.
        penalty: of the sum of squared weights.
    """
    import numpy as np
    from scipy.optimize import nnls

    many, one = donors.shape[1], ONE * np.abs(donors).max()
    system = np.vstack([donors, np.sqrt(penalty) * np.eye(many), np.full(many, one)])
    weights, _ = nnls(system, np.concatenate([target, np.zeros(many), [one]]))
    found: Floats = weights / weights.sum()
    return found


def mean_gap(of: Series, funded: "Bools") -> float:
    """Return the mean gap since funding."""
    return float(control(of, funded).gaps[~of.before].mean())


def placebo_gaps(of: Series, draws: int, seed: int) -> "Floats":
    """Return mean gaps with as many areas drawn by lot as are funded, each with its own control."""
    import numpy as np

    rng = np.random.default_rng(seed)
    return np.array([mean_gap(of, rng.permutation(of.funded)) for _ in range(draws)])


def _noise(donors: "Floats") -> float:
    """The squares that the donors' periods have about the donors' mean, per donor."""
    return float(((donors - donors.mean(axis=1, keepdims=True)) ** 2).sum() / (donors.shape[1] - 1))
