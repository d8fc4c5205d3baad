"""The Poisson estimate for many assignments of funding at once: permutations and placebos.

Given an area's total, its counts by spell are multinomial. Area effects drop out, which leaves one
parameter per spell and the effect (Palmgren, 1981). The estimate is that of `estimators.two_way`,
in a thousandth of the time.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]

STEPS, ENOUGH = 50, 1e-10


@dataclass(frozen=True)
class Table:
    """Counts, and funding (0 or 1), by area and spell. Both are arrays of areas x spells."""

    areas: tuple[str, ...]
    clusters: tuple[str, ...]
    counts: "Floats"
    treated: "Floats"


def table(spells: "pd.DataFrame") -> Table:
    """Return the frame of `panel.spells` as arrays."""
    index = ["cluster", "unit"]
    counts = spells.pivot_table(index=index, columns="time", values="outcome")
    treated = spells.pivot_table(index=index, columns="time", values="treated")
    clusters, areas = zip(*counts.index, strict=True)
    return Table(areas, clusters, counts.to_numpy(float), treated.to_numpy(float))


def effects(counts: "Floats", treated: "Floats") -> "Floats":
    """Return the estimate (log points) for each assignment.

    Args:
        counts: areas x spells.
        treated: assignments x areas x spells, 0 or 1.

    An assignment that does not identify an effect gives NaN.
    """
    import numpy as np

    many, _, spells = treated.shape
    totals = counts.sum(axis=1)
    design = np.zeros((many, *counts.shape, spells))
    design[..., :-1] = np.eye(spells)[:, 1:]
    design[..., -1] = treated
    found = np.zeros((many, spells))
    seen = np.einsum("as,masp->mp", counts, design)
    for _ in range(STEPS):
        expected = _shares(np.einsum("masp,mp->mas", design, found)) * totals[:, None]
        gradient = seen - np.einsum("mas,masp->mp", expected, design)
        step = _newton(design, expected, totals, gradient)
        found += step
        if np.nanmax(np.abs(step)) < ENOUGH:
            break
    return found[:, -1]


def leave_one_out(of: Table) -> "Floats":
    """Return the estimate without each cluster in turn."""
    import numpy as np

    clusters = np.array(of.clusters)
    kept = (clusters != left_out for left_out in dict.fromkeys(of.clusters))
    return np.array([effects(of.counts[keep], of.treated[None, keep])[0] for keep in kept])


def jackknife(of: Table, estimate: float) -> float:
    """Return the standard error of the cluster jackknife (CRV3), without a correction."""
    import numpy as np

    return float(np.sqrt(np.sum((leave_one_out(of) - estimate) ** 2)))


def permuted(of: Table, draws: int, seed: int) -> "Floats":
    """Return the estimates with funding drawn by lot, as many clusters for each start."""
    import numpy as np

    patterns, members = _patterns(of)
    rng = np.random.default_rng(seed)
    drawn = np.stack([patterns[rng.permutation(len(patterns))][members] for _ in range(draws)])
    return effects(of.counts, drawn)


def permuted_among_untreated(of: Table, draws: int, seed: int) -> "Floats":
    """Return the estimates as if half of the never funded clusters had the first start."""
    import numpy as np

    patterns, members = _patterns(of)
    never = patterns[members].sum(axis=1) == 0
    untreated = np.flatnonzero(patterns.sum(axis=1) == 0)
    first = patterns[patterns.sum(axis=1).argmax()]
    rng = np.random.default_rng(seed)
    drawn = np.zeros((draws, *patterns.shape))
    for one in drawn:
        one[rng.choice(untreated, len(untreated) // 2, replace=False)] = first
    return effects(of.counts[never], drawn[:, members][:, never])


def p_value(estimate: float, drawn: "Floats") -> float:
    """Return the share of draws at least as far from 0 as the estimate, itself included."""
    import numpy as np

    return float((1 + np.sum(np.abs(drawn) >= abs(estimate))) / (1 + len(drawn)))


def _patterns(of: Table) -> tuple["Floats", "npt.NDArray[np.int_]"]:
    import numpy as np

    names = list(dict.fromkeys(of.clusters))
    members = np.array([names.index(cluster) for cluster in of.clusters])
    first_of = [of.clusters.index(name) for name in names]
    return of.treated[first_of], members


def _shares(logarithms: "Floats") -> "Floats":
    import numpy as np

    weights = np.exp(logarithms - logarithms.max(axis=-1, keepdims=True))
    shares: Floats = weights / weights.sum(axis=-1, keepdims=True)
    return shares


def _newton(design: "Floats", expected: "Floats", totals: "Floats", gradient: "Floats") -> "Floats":
    import numpy as np

    within = np.einsum("mas,masp,masq->mpq", expected, design, design, optimize=True)
    mean = np.einsum("mas,masp->map", expected, design)
    shown = np.where(totals > 0, 1 / np.maximum(totals, 1), 0)
    information = within - np.einsum("map,maq,a->mpq", mean, mean, shown, optimize=True)
    step: Floats = np.linalg.solve(information, gradient[..., None])[..., 0]
    return step
