"""All estimates of the specification, as rows of the tables that may be published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tasks.evaluate import synthetic
from tasks.evaluate.allowed import MAIN
from tasks.evaluate.checks import checks
from tasks.evaluate.estimators import (
    Effect,
    group_time,
    imputation,
    poisson,
    synthetic_did,
)
from tasks.evaluate.inference import recovered
from tasks.evaluate.panel import (
    FIRST_WAVE,
    forces,
    spells,
    varied,
    years,
)
from tasks.evaluate.rolling import level_adjusted, levels, own_trends
from tasks.evaluate.rounding import shown_effect, shown_percent, shown_with_draws
from tasks.evaluate.sensitivity import group_time_study, poisson_study
from tasks.evaluate.sensitivity_rows import sensitivity_row
from tasks.evaluate.specification import Outcome, Specification

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
EVENT = ("effect", "lower", "upper", "smallest_detectable")


@dataclass(frozen=True)
class Results:
    """The tables. Rows are in the order of the specification."""

    estimates: list[Row] = field(default_factory=list)
    sensitivity: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    gaps: list[Row] = field(default_factory=list)
    checks: list[Row] = field(default_factory=list)


def add_results(
    results: Results, outcome: Outcome, panel: "pd.DataFrame", spec: Specification
) -> None:
    """Add an outcome's estimates."""
    for estimator in outcome.estimators:
        ESTIMATED[estimator](results, outcome, panel, spec)


def published_effect(row: Mapping[str, Any], spec: Specification) -> Effect:
    """Return an estimate's effect as its published row gives it."""
    return recovered(row, row["funded_areas"] + row["other_areas"], spec)


def _poisson(
    results: Results, outcome: Outcome, panel: "pd.DataFrame", spec: Specification
) -> None:
    row = _estimate(outcome, "poisson", MAIN, panel, poisson(spells(panel)), spec)
    results.estimates.append(row)
    for variant in spec.variants:
        other = varied(panel, variant, spec)
        effect = poisson(spells(other))
        results.estimates.append(_estimate(outcome, "poisson", variant.key, other, effect, spec))
    study = poisson_study(years(panel, ()))
    results.sensitivity.append(sensitivity_row(outcome, "poisson", forces(panel)[0], study, spec))
    results.checks.extend(checks(outcome, panel, published_effect(row, spec), spec))


def _imputation(
    results: Results, outcome: Outcome, panel: "pd.DataFrame", spec: Specification
) -> None:
    frame, used = _logarithms(panel, spec)
    effect = imputation(frame)
    results.estimates.append(_estimate(outcome, "imputation", MAIN, used, effect, spec, frame))


def _group_time(
    results: Results, outcome: Outcome, panel: "pd.DataFrame", spec: Specification
) -> None:
    frame, used = _logarithms(panel, spec)
    found = group_time(frame)
    results.estimates.append(
        _estimate(outcome, "group-time", MAIN, used, found.dynamic, spec, frame)
    )
    for event, effect in sorted(found.events.items()):
        funded = _funded_at(frame, event)
        # Earlier events are of the two forces funded from 2022-23 only.
        if funded >= spec.least_funded_areas:
            of_event = shown_effect(effect, spec)
            results.events.append(
                {
                    "outcome": outcome.key,
                    "event": event,
                    "funded_areas": funded,
                    **{name: of_event[name] for name in EVENT},
                }
            )
    first, of_first = _first_wave(panel, spec)
    results.sensitivity.append(
        sensitivity_row(outcome, "group-time", forces(of_first)[0], group_time_study(first), spec)
    )


def _synthetic_did(
    results: Results, outcome: Outcome, panel: "pd.DataFrame", spec: Specification
) -> None:
    frame, used = _first_wave(panel, spec)
    effect = synthetic_did(frame, FIRST_WAVE, seed=spec.seed)
    results.estimates.append(_estimate(outcome, "synthetic-did", MAIN, used, effect, spec, frame))


def _own_trends(
    results: Results, outcome: Outcome, panel: "pd.DataFrame", spec: Specification
) -> None:
    frame, used = _first_wave(panel, spec)
    effect = own_trends(frame)
    results.estimates.append(_estimate(outcome, "own-trends", MAIN, used, effect, spec, frame))


def _level_adjusted(
    results: Results, outcome: Outcome, panel: "pd.DataFrame", spec: Specification
) -> None:
    frame, used = _first_wave(panel, spec)
    effect = level_adjusted(levels(frame, used))
    results.estimates.append(_estimate(outcome, "level-adjusted", MAIN, used, effect, spec, frame))


def _synthetic_control(
    results: Results, outcome: Outcome, panel: "pd.DataFrame", spec: Specification
) -> None:
    frame, used = _first_wave(panel, spec)
    of = synthetic.series(frame, FIRST_WAVE)
    gaps = synthetic.control(of, of.funded).gaps
    placebos = synthetic.placebo_gaps(of, spec.permutations, spec.seed)
    row = shown_with_draws(synthetic.mean_gap(of, of.funded), placebos, len(of.areas), spec)
    results.estimates.append(_about(outcome, "synthetic-control", MAIN, used, frame) | row)
    results.gaps.extend(
        {
            "outcome": outcome.key,
            "year": _year(year),
            "funded_areas": int(of.funded.sum()),
            "gap": shown_percent(gap, spec),
        }
        for year, gap in zip(of.times, gaps, strict=True)
    )


ESTIMATED = {
    "poisson": _poisson,
    "imputation": _imputation,
    "group-time": _group_time,
    "synthetic-did": _synthetic_did,
    "own-trends": _own_trends,
    "level-adjusted": _level_adjusted,
    "synthetic-control": _synthetic_control,
}


def _estimate(
    outcome: Outcome,
    estimator: str,
    variant: str,
    panel: "pd.DataFrame",
    effect: Effect,
    spec: Specification,
    frame: "pd.DataFrame | None" = None,
) -> Row:
    return _about(outcome, estimator, variant, panel, frame) | shown_effect(effect, spec)


def _about(
    outcome: Outcome,
    estimator: str,
    variant: str,
    panel: "pd.DataFrame",
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
    }


def _logarithms(
    panel: "pd.DataFrame", spec: Specification
) -> tuple["pd.DataFrame", "pd.DataFrame"]:
    left_out = spec.areas_left_out_of_logarithms
    return years(panel, left_out), panel[~panel.pfa_code.isin(left_out)]


def _first_wave(
    panel: "pd.DataFrame", spec: Specification
) -> tuple["pd.DataFrame", "pd.DataFrame"]:
    first = panel[panel.starts.isna() | (panel.starts < f"{FIRST_WAVE + 1}-04-01")]
    return _logarithms(first, spec)


def _funded_at(frame: "pd.DataFrame", event: int) -> int:
    funded = frame[(frame.start > 0) & (frame.time - frame.start == event)]
    return int(funded.cluster.nunique())


def _year(begins: int) -> str:
    return f"{begins}-{(begins + 1) % 100:02}"
