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
    Ints = npt.NDArray[np.int_]

STEPS, ENOUGH = 50, 1e-10


@dataclass(frozen=True)
class Table:
    """Counts, and funding (0 or 1), by area and spell. Both are arrays of areas x spells."""

    clusters: tuple[str, ...]
    counts: "Floats"
    treated: "Floats"


def table(spells: "pd.DataFrame") -> Table:
    """Return the frame of `panel.spells` as arrays."""
    index = ["cluster", "unit"]
    counts = spells.pivot_table(index=index, columns="time", values="outcome")
    treated = spells.pivot_table(index=index, columns="time", values="treated")
    clusters = tuple(counts.index.get_level_values("cluster"))
    return Table(clusters, counts.to_numpy(float), treated.to_numpy(float))


def effects(counts: "Floats", treated: "Floats") -> "Floats":
    """Return the estimate (log points) for each table of counts and assignment of funding.

    Args:
        counts: (many or 1) x areas x spells.
        treated: (many or 1) x areas x spells, 0 or 1.

    What does not identify an effect gives NaN.
    """
    import numpy as np

    counts, treated = np.broadcast_arrays(counts, treated)
    many, _, spells = treated.shape
    totals = counts.sum(axis=2)
    design = np.zeros((*counts.shape, spells))
    design[..., :-1] = np.eye(spells)[:, 1:]
    design[..., -1] = treated
    found = np.zeros((many, spells))
    seen = np.einsum("mas,masp->mp", counts, design)
    for _ in range(STEPS):
        expected = _shares(np.einsum("masp,mp->mas", design, found)) * totals[..., None]
        gradient = seen - np.einsum("mas,masp->mp", expected, design)
        step = _newton(design, expected, totals, gradient)
        found += step
        if np.nanmax(np.abs(step)) < ENOUGH:
            break
    estimates: Floats = found[:, -1]
    return estimates


def leave_one_out(of: Table) -> "Floats":
    """Return the estimate without each cluster in turn."""
    patterns, starts = _patterns(of)
    without: Floats = _without_each(_by_cluster(of), patterns, starts[None])[0]
    return without


def jackknife(of: Table, estimate: float) -> float:
    """Return the standard error of the cluster jackknife (CRV3), without a correction."""
    import numpy as np

    return float(np.sqrt(np.sum((leave_one_out(of) - estimate) ** 2)))


def permuted(of: Table, draws: int, seed: int) -> "Floats":
    """Return the estimates over their errors with funding drawn by lot, as many for each start.

    Estimates alone would not keep their level: funded areas have more admissions than others, so
    the estimate varies otherwise than one of areas drawn by lot (Chung and Romano, 2013).
    """
    import numpy as np

    patterns, starts = _patterns(of)
    rng = np.random.default_rng(seed)
    drawn = np.stack([rng.permutation(starts) for _ in range(draws)])
    return _ratios(_by_cluster(of), patterns, drawn)


def permuted_among_untreated(of: Table, draws: int, seed: int) -> "Floats":
    """Return the estimates as if half of the never funded clusters had the first start."""
    import numpy as np

    patterns, starts = _patterns(of)
    never, first = patterns.sum(axis=1).argmin(), patterns.sum(axis=1).argmax()
    counts = _by_cluster(of)[starts == never]
    halves = np.where(np.arange(len(counts)) < len(counts) // 2, first, never)
    rng = np.random.default_rng(seed)
    drawn = np.stack([rng.permutation(halves) for _ in range(draws)])
    return effects(_sums(counts, patterns, drawn), patterns[None])


def p_value(estimate: float, drawn: "Floats") -> float:
    """Return the share of draws at least as far from 0 as the estimate, itself included."""
    import numpy as np

    return float((1 + np.sum(np.abs(drawn) >= abs(estimate))) / (1 + len(drawn)))


def _by_cluster(of: Table) -> "Floats":
    """Sum areas: given its funding, how a cluster is divided changes nothing."""
    import numpy as np

    names = list(dict.fromkeys(of.clusters))
    members = np.array([[cluster == name for cluster in of.clusters] for name in names], float)
    return members @ of.counts


def _patterns(of: Table) -> tuple["Floats", "Ints"]:
    """The kinds of funding (kinds x spells), and which of them each cluster has."""
    import numpy as np

    first_of = [of.clusters.index(name) for name in dict.fromkeys(of.clusters)]
    patterns, starts = np.unique(of.treated[first_of], axis=0, return_inverse=True)
    return patterns, starts.ravel()


def _sums(counts: "Floats", patterns: "Floats", starts: "Ints") -> "Floats":
    """The counts by kind of funding (draws x kinds x spells).

    Areas funded alike have the same shares by spell, so that their sum says all of them.
    """
    import numpy as np

    sums: Floats = np.einsum("dck,cs->dks", np.eye(len(patterns))[starts], counts)
    return sums


def _without_each(counts: "Floats", patterns: "Floats", starts: "Ints") -> "Floats":
    """The estimates (draws x clusters) without each cluster in turn."""
    import numpy as np

    own = np.eye(len(patterns))[starts][..., None] * counts[:, None]
    without = _sums(counts, patterns, starts)[:, None] - own
    flat = without.reshape(-1, *patterns.shape)
    return effects(flat, patterns[None]).reshape(starts.shape)


def _ratios(counts: "Floats", patterns: "Floats", starts: "Ints") -> "Floats":
    import numpy as np

    estimates = effects(_sums(counts, patterns, starts), patterns[None])
    without = _without_each(counts, patterns, starts)
    ratios: Floats = estimates / np.sqrt(((without - estimates[:, None]) ** 2).sum(axis=1))
    return ratios


def _shares(logarithms: "Floats") -> "Floats":
    import numpy as np

    weights = np.exp(logarithms - logarithms.max(axis=-1, keepdims=True))
    shares: Floats = weights / weights.sum(axis=-1, keepdims=True)
    return shares


def _newton(design: "Floats", expected: "Floats", totals: "Floats", gradient: "Floats") -> "Floats":
    import numpy as np

    within = np.einsum("mas,masp,masq->mpq", expected, design, design, optimize=True)
    mean = np.einsum("mas,masp->map", expected, design)
    shown = np.where(totals > 0, 1 / np.maximum(totals, 1e-9), 0)
    information = within - np.einsum("map,maq,ma->mpq", mean, mean, shown, optimize=True)
    step: Floats = np.linalg.solve(information, gradient[..., None])[..., 0]
    return step
