"""How far an estimate holds when funded areas would not have moved as others did.

Each is from a library and starts from an event study: effects by year since funding against the
year before it, with their joint covariance.

- Relative magnitudes: after funding, the two groups part from one year to the next by no more than
  so many times the most that they did before it (Rambachan and Roth, 2023).
- Straight lines: the two groups part along one straight line, before funding and after (the same
  authors' smoothness restriction with M = 0).
- The test of the years before funding, and the slope that it would notice (Roth, 2022).
"""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from tasks.evaluate.allowed import BREAKDOWN_STEP
from tasks.evaluate.estimators import quiet

if TYPE_CHECKING:
    import pandas as pd

    from tasks.evaluate.specification import Specification

# Earlier years are of Cleveland and Humberside alone: they count as the first year that all have.
FIRST_EVENT, REFERENCE = -6, -1
MOST = 2.0
SOME = 1e-6


@dataclass(frozen=True)
class Study:
    """An event study as the library holds it, with the degrees of freedom of its clusters.

    ``has_test`` says whether a joint test of the years before funding keeps its level.
    """

    of_library: Any
    freedom: int
    has_test: bool


@dataclass(frozen=True)
class Sensitivity:
    """What an estimate stands on. Effects and slopes are in log points, intervals (lower, upper).

    ``relative`` is the interval if changes after funding were up to the largest one before it,
    ``straight`` that about a straight line. ``pretrend_p`` is of no difference before funding,
    ``noticeable`` the slope a year that this test finds with the specification's power: both None
    without a test.
    """

    relative: tuple[float, float]
    straight: tuple[float, float]
    pretrend_p: float | None
    noticeable: float | None


def group_time_study(frame: "pd.DataFrame") -> Study:
    """Return Callaway and Sant'Anna's event study of `panel.years`, of areas funded at one time.

    Areas funded later would stand alone in the earliest years.
    """
    from diff_diff import CallawaySantAnna

    with quiet():
        fit = CallawaySantAnna(cluster="cluster", base_period="universal").fit(
            frame, "outcome", "unit", "time", "start"
        )
        freedom = frame.cluster.nunique() - 1
        return Study(fit.aggregate("event_study"), freedom, has_test=True)


def poisson_study(frame: "pd.DataFrame") -> Study:
    """Return the event study by Poisson two-way fixed effects (pyfixest) of all of `panel.years`.

    Errors are by ``cluster`` (CRV1): the cluster jackknife takes forty times as long. A joint test
    by them finds a difference that is not there in one of seven panels, so that there is none.
    """
    import numpy as np
    import pyfixest

    counts = np.maximum(np.exp(frame.outcome) - 0.5, 0)
    event = (frame.time - frame.start).where(frame.start > 0, REFERENCE).clip(FIRST_EVENT)
    counted = frame.assign(event=event, outcome=counts)
    # An area without any admission holds no information about effects and cannot be fitted.
    counted = counted[counted.groupby("unit").outcome.transform("sum") > SOME]
    with quiet():
        fit = pyfixest.fepois(
            f"outcome ~ i(event, ref={REFERENCE}) | unit + time", counted, vcov={"CRV1": "cluster"}
        )
    events = [round(float(name.split("::")[1])) for name in fit.coef().index]
    freedom = frame.cluster.nunique() - 1
    study = _as_library(events, fit.coef().to_numpy(), fit._vcov, freedom)
    return Study(study, freedom, has_test=False)


def _as_library(events: list[int], effects: Any, covariance: Any, freedom: int) -> Any:  # noqa: ANN401
    from diff_diff.results import MultiPeriodDiDResults, PeriodEffect

    nothing = (float("nan"), float("nan"))
    errors = covariance.diagonal() ** 0.5
    return MultiPeriodDiDResults(
        period_effects={
            event: PeriodEffect(event, float(effect), float(error), 0.0, 1.0, nothing)
            for event, effect, error in zip(events, effects, errors, strict=True)
        },
        avg_att=0.0,
        avg_se=0.0,
        avg_t_stat=0.0,
        avg_p_value=1.0,
        avg_conf_int=nothing,
        n_obs=0,
        n_treated=0,
        n_control=0,
        pre_periods=[event for event in events if event < REFERENCE],
        post_periods=[event for event in events if event > REFERENCE],
        vcov=covariance,
        reference_period=REFERENCE,
        interaction_indices={event: place for place, event in enumerate(events)},
        survey_metadata=SimpleNamespace(df_survey=float(freedom)),
    )


def sensitivity(study: Study, spec: "Specification") -> Sensitivity:
    """Return intervals of the average effect since funding, and the test of the years before."""
    from diff_diff import HonestDiD, PreTrendsPower

    alpha = 1 - spec.confidence
    with quiet():
        once = HonestDiD(method="relative_magnitude", alpha=alpha).fit(study.of_library, M=1)
        line = HonestDiD(method="smoothness", alpha=alpha).fit(study.of_library, M=0)
        power = PreTrendsPower(alpha=alpha, power=spec.power, pretest_form="wald")
        before = power.fit(study.of_library)
    return Sensitivity(
        relative=(float(once.ci_lb), float(once.ci_ub)),
        straight=(float(line.ci_lb), float(line.ci_ub)),
        pretrend_p=_hotelling(before.pre_period_effects, before.vcov, study.freedom)
        if study.has_test
        else None,
        noticeable=float(before.mdv) if study.has_test else None,
    )


def breakdown(study: Study, spec: "Specification") -> float:
    """Return how many times the largest change before funding those after it may be.

    Up to that the interval leaves out no effect. 0 if it never does; rounded down to steps of
    ``BREAKDOWN_STEP``, at most ``MOST``.
    """
    from diff_diff import HonestDiD

    honest = HonestDiD(method="relative_magnitude", alpha=1 - spec.confidence)
    with quiet():
        value = honest.breakdown_value(study.of_library, tol=BREAKDOWN_STEP / 100)
    return MOST if value is None else min(MOST, value // BREAKDOWN_STEP * BREAKDOWN_STEP)


def _hotelling(effects: Any, covariance: Any, freedom: int) -> float:  # noqa: ANN401
    """Return the p-value of no effect at all: the chi-squared form finds too many with 43 areas."""
    import numpy as np
    from scipy import stats

    many = len(effects)
    wald = float(effects @ np.linalg.solve(covariance, effects))
    left = freedom - many + 1
    return float(stats.f.sf(wald * left / (many * freedom), many, left))
