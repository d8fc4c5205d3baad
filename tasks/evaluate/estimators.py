"""The estimators. Each is from a library and takes a frame with standard columns.

A frame has one row per ``unit`` and ``time`` with the ``outcome``, and ``treated`` (0 or 1) or
``start`` (the first treated time, 0 for never). ``cluster`` is the unit that is funded. Effects on
Poisson counts or logarithms are in log points.
"""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any, Literal

from tasks.evaluate import resampling

if TYPE_CHECKING:
    import pandas as pd

REPLICATIONS = 200


@dataclass(frozen=True)
class Effect:
    """An average effect, its standard error and the number of clusters."""

    value: float
    error: float
    clusters: int


@dataclass(frozen=True)
class GroupTime:
    """Callaway and Sant'Anna's aggregates: ``events`` by time since the start.

    ``group`` weights each start's mean effect by its number of units. ``dynamic`` is the mean of
    the events from 0 on.
    """

    simple: Effect
    group: float
    dynamic: Effect
    events: Mapping[int, Effect]


def two_way(
    frame: "pd.DataFrame",
    family: Literal["poisson", "linear"] = "poisson",
    *,
    weights: str | None = None,
    errors: Literal["CRV1", "CRV3"] = "CRV3",
) -> Effect:
    """Estimate two-way fixed effects (pyfixest), with errors clustered by ``cluster``.

    ``CRV3`` is the cluster jackknife. With tens of unequal clusters it keeps its level, and the
    usual ``CRV1`` does not (MacKinnon, Nielsen and Webb, 2023). It needs no correction for small
    samples. Without one, months and spells give the same error.
    """
    import pyfixest

    model = "outcome ~ treated | unit + time"
    vcov = {errors: "cluster"}
    ssc = pyfixest.ssc(k_adj=errors == "CRV1", G_adj=errors == "CRV1")
    with quiet():
        if family == "poisson":
            # An area without any admission holds no information about effects and cannot be fitted.
            counted = frame[frame.groupby("unit").outcome.transform("sum") > 0]
            fit = pyfixest.fepois(model, counted, vcov=vcov, ssc=ssc)
        else:
            fit = pyfixest.feols(model, frame, vcov=vcov, ssc=ssc, weights=weights)
    return Effect(float(fit.coef().iloc[0]), float(fit.se().iloc[0]), frame.cluster.nunique())


def poisson(frame: "pd.DataFrame") -> Effect:
    """Estimate Poisson two-way fixed effects of counts by spell, with the cluster jackknife.

    The estimate is from the library. The error is computed by `resampling`: it equals that of
    ``two_way`` to the last digits and takes a tenth of the time.
    """
    effect = two_way(frame, errors="CRV1")
    table = resampling.table(frame)
    return Effect(effect.value, resampling.jackknife(table, effect.value), effect.clusters)


def imputation(frame: "pd.DataFrame") -> Effect:
    """Estimate by imputation (Borusyak, Jaravel and Spiess, 2024); errors by ``cluster``."""
    from diff_diff import ImputationDiD

    with quiet():
        fit = ImputationDiD(cluster="cluster", leave_one_out=True).fit(
            frame, "outcome", "unit", "time", "start"
        )
    return Effect(float(fit.overall_att), float(fit.overall_se), frame.cluster.nunique())


def group_time(frame: "pd.DataFrame") -> GroupTime:
    """Estimate Callaway and Sant'Anna's (2021) effects against units never treated.

    Events before the start are relative to the last time before it. Errors are by ``cluster``.
    """
    from diff_diff import CallawaySantAnna

    with quiet():
        fit = CallawaySantAnna(cluster="cluster", base_period="universal").fit(
            frame, "outcome", "unit", "time", "start"
        )
        study = fit.aggregate("event_study")
        of_groups = fit.aggregate("group").to_dataframe()
    clusters = frame.cluster.nunique()
    table = study.to_dataframe()
    events = {
        int(row.event_time): Effect(float(row.att), float(row.se), clusters)
        for row in table[~table.is_reference].itertuples()
    }
    return GroupTime(
        simple=Effect(float(fit.overall_att), float(fit.overall_se), clusters),
        group=_by_size(of_groups, frame),
        dynamic=_mean_of_events(study, sorted(event for event in events if event >= 0), clusters),
        events=events,
    )


def synthetic_did(
    frame: "pd.DataFrame",
    first_treated: int,
    errors: Literal["bootstrap", "placebo"] = "bootstrap",
    *,
    seed: int = 0,
) -> Effect:
    """Estimate synthetic difference-in-differences of units treated at one time.

    The standard error is from the bootstrap, or from placebos for one treated unit (Arkhangelsky
    and others, 2021).
    """
    from diff_diff import SyntheticDiD

    with quiet():
        fit = SyntheticDiD(variance_method=errors, n_bootstrap=REPLICATIONS, seed=seed).fit(
            frame.assign(ever=(frame.start > 0).astype(int)),
            "outcome",
            "ever",
            "unit",
            "time",
            post_periods=[time for time in sorted(frame.time.unique()) if time >= first_treated],
        )
    return Effect(float(fit.att), float(fit.se), frame.unit.nunique())


def _by_size(of_groups: "pd.DataFrame", frame: "pd.DataFrame") -> float:
    sizes = frame.drop_duplicates("unit").start.value_counts()
    effects = of_groups.set_index("label").att.astype(float)
    return float((effects * sizes[effects.index]).sum() / sizes[effects.index].sum())


def _mean_of_events(study: Any, events: Sequence[int], clusters: int) -> Effect:  # noqa: ANN401
    import numpy as np

    table = study.to_dataframe().set_index("event_time")
    places = [list(study.vcov_index).index(event) for event in events]
    covariance = np.asarray(study.vcov)[np.ix_(places, places)]
    value = float(table.loc[list(events), "att"].mean())
    return Effect(value, sqrt(float(covariance.sum())) / len(events), clusters)


@contextmanager
def quiet() -> Iterator[None]:
    """Silence the libraries' warnings (few units, small cohorts): they quote numbers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
