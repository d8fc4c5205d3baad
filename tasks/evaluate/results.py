"""All estimates of the specification, as rows of the tables that may be published."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from statistics import fmean
from typing import TYPE_CHECKING, Any

from tasks.evaluate.allowed import MAIN
from tasks.evaluate.checks import checks
from tasks.evaluate.estimators import (
    Effect,
    group_time,
    imputation,
    placebos,
    poisson,
    synthetic_control,
    synthetic_did,
)
from tasks.evaluate.inference import p_value
from tasks.evaluate.panel import (
    FIRST_WAVE,
    QUARTERS,
    forces,
    quarters,
    spells,
    varied,
    years,
)
from tasks.evaluate.rounding import shown_detectable, shown_p, shown_percent, shown_percentages
from tasks.evaluate.specification import Outcome, Specification

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
AGGREGATE = "funded areas"


@dataclass(frozen=True)
class Results:
    """The tables. Rows are in the order of the specification."""

    estimates: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    gaps: list[Row] = field(default_factory=list)
    checks: list[Row] = field(default_factory=list)


def add_results(
    results: Results, outcome: Outcome, panel: "pd.DataFrame", spec: Specification
) -> Effect:
    """Add an outcome's estimates and return the first estimator's effect, unrounded."""
    first = None
    for estimator in outcome.estimators:
        effect = ESTIMATED[estimator](results, outcome, panel, spec)
        first = first or effect
    assert first is not None  # noqa: S101 - the specification names an estimator for each
    return first


def _poisson(
    results: Results, outcome: Outcome, panel: "pd.DataFrame", spec: Specification
) -> Effect:
    main = poisson(spells(panel))
    results.estimates.append(_estimate(outcome, "poisson", MAIN, panel, main, spec))
    for variant in spec.variants:
        other = varied(panel, variant, spec)
        effect = poisson(spells(other))
        results.estimates.append(_estimate(outcome, "poisson", variant.key, other, effect, spec))
    results.checks.extend(checks(outcome, panel, main, spec))
    return main


def _imputation(
    results: Results, outcome: Outcome, panel: "pd.DataFrame", spec: Specification
) -> Effect:
    frame, used = _logarithms(panel, spec)
    effect = imputation(frame)
    results.estimates.append(_estimate(outcome, "imputation", MAIN, used, effect, spec, frame))
    return effect


def _group_time(
    results: Results, outcome: Outcome, panel: "pd.DataFrame", spec: Specification
) -> Effect:
    frame, used = _logarithms(panel, spec)
    found = group_time(frame)
    results.estimates.append(
        _estimate(outcome, "group-time", MAIN, used, found.dynamic, spec, frame)
    )
    for event, effect in sorted(found.events.items()):
        funded = _funded_at(frame, event)
        # Earlier events are of the two forces funded from 2022-23 only.
        if funded >= spec.least_funded_areas:
            results.events.append(
                {
                    "outcome": outcome.key,
                    "event": event,
                    "funded_areas": funded,
                    **shown_percentages(effect, spec),
                    "smallest_detectable": shown_detectable(effect, spec),
                }
            )
    return found.dynamic


def _synthetic_did(
    results: Results, outcome: Outcome, panel: "pd.DataFrame", spec: Specification
) -> Effect:
    frame, used = _first_wave(panel, spec)
    effect = synthetic_did(frame, FIRST_WAVE, seed=spec.seed)
    results.estimates.append(_estimate(outcome, "synthetic-did", MAIN, used, effect, spec, frame))
    return effect


def _synthetic_control(
    results: Results, outcome: Outcome, panel: "pd.DataFrame", spec: Specification
) -> Effect:
    frame, used = _first_wave(panel, spec, quarters)
    start = QUARTERS * FIRST_WAVE
    frame = aggregate(frame, start)
    found, others = synthetic_control(frame, start), placebos(frame, start)
    rank, ranked = others.rank(found)
    # Placebos are single areas, so they spread more widely than the aggregate.
    effect = Effect(found.mean_gap, others.spread, ranked)
    row = _estimate(outcome, "synthetic-control", MAIN, used, effect, spec)
    results.estimates.append({**row, "lower": None, "upper": None, "p": shown_p(rank / ranked)})
    results.gaps.extend(
        {
            "outcome": outcome.key,
            "year": _year(year),
            "funded_areas": row["funded_areas"],
            "gap": shown_percent(gap, spec),
        }
        for year, gap in _by_year(found.gaps)
    )
    return effect


def _by_year(gaps: Mapping[int, float]) -> Iterator[tuple[int, float]]:
    for year, quarters_of in groupby(sorted(gaps), key=lambda quarter: quarter // QUARTERS):
        of_year = [gaps[quarter] for quarter in quarters_of]
        if len(of_year) == QUARTERS:
            yield year, fmean(of_year)


ESTIMATED = {
    "poisson": _poisson,
    "imputation": _imputation,
    "group-time": _group_time,
    "synthetic-did": _synthetic_did,
    "synthetic-control": _synthetic_control,
}


def aggregate(frame: "pd.DataFrame", start: int) -> "pd.DataFrame":
    """Return the mean of the funded areas as one unit among those never funded.

    Each area's own mean before funding is subtracted, so that a synthetic control has to match
    changes, not levels (Ferman and Pinto, 2021).
    """
    import pandas as pd

    funded = frame[frame.start > 0].groupby("time", as_index=False).outcome.mean()
    one = funded.assign(unit=AGGREGATE, start=start)
    both = pd.concat([frame[frame.start == 0], one])[["unit", "time", "start", "outcome"]]
    before = both[both.time < start].groupby("unit").outcome.mean()
    return both.assign(outcome=both.outcome - both.unit.map(before))


def _estimate(
    outcome: Outcome,
    estimator: str,
    variant: str,
    panel: "pd.DataFrame",
    effect: Effect,
    spec: Specification,
    frame: "pd.DataFrame | None" = None,
) -> Row:
    funded, other = forces(panel)
    first, last = f"{panel.month.min():%Y-%m}", f"{panel.month.max():%Y-%m}"
    if frame is not None:
        first, last = _year(frame.time.min()), _year(frame.time.max())
    return {
        "outcome": outcome.key,
        "estimator": estimator,
        "variant": variant,
        "funded_areas": funded,
        "other_areas": other,
        "first_period": first,
        "last_period": last,
        **shown_percentages(effect, spec),
        "p": shown_p(p_value(effect)),
        "smallest_detectable": shown_detectable(effect, spec),
    }


def _logarithms(
    panel: "pd.DataFrame", spec: Specification
) -> tuple["pd.DataFrame", "pd.DataFrame"]:
    left_out = spec.areas_left_out_of_logarithms
    return years(panel, left_out), panel[~panel.pfa_code.isin(left_out)]


def _first_wave(
    panel: "pd.DataFrame",
    spec: Specification,
    by: Callable[["pd.DataFrame", tuple[str, ...]], "pd.DataFrame"] = years,
) -> tuple["pd.DataFrame", "pd.DataFrame"]:
    first = panel[panel.starts.isna() | (panel.starts < f"{FIRST_WAVE + 1}-04-01")]
    left_out = spec.areas_left_out_of_logarithms
    return by(first, left_out), first[~first.pfa_code.isin(left_out)]


def _funded_at(frame: "pd.DataFrame", event: int) -> int:
    funded = frame[(frame.start > 0) & (frame.time - frame.start == event)]
    return int(funded.cluster.nunique())


def _year(begins: int) -> str:
    return f"{begins}-{(begins + 1) % 100:02}"
