"""What the evaluation says first follows from its tables: a failed check before any estimate."""

import pytest

from tasks.evaluate.headline import can_tell, checks_told, headline, key_figures
from tasks.evaluate.results import Results
from tasks.evaluate.specification import specification

SPEC = specification()
MINUS = "\N{MINUS SIGN}"
Interval = tuple[float, float, float]

FEWER, MORE, NONE = (-15.0, -9.6, -3.9), (3.9, 9.6, 15.0), (-15.0, -9.6, 0.0)
CANNOT = (
    "We cannot tell whether funding changed admissions (assault with a sharp object, all ages); a"
    " check of the comparison failed."
)
VALUE = {
    "outcome": "sharp",
    "first_year": "2019-20",
    "last_year": "2022-23",
    "prices_of": "2022-23",
    "case": "central",
    "net_present_value": -1_000_000,
    "net_present_value_lower": -2_000_000,
    "net_present_value_upper": 1_000_000,
    "benefit_cost_ratio": 0.4,
    "benefit_cost_ratio_lower": 0.1,
    "benefit_cost_ratio_upper": 1.2,
}


def results(estimate: Interval, placebo: Interval = NONE, *before: Interval) -> Results:
    """An evaluation's tables, with the same estimate and checks for each outcome."""

    def digits(interval: Interval) -> dict[str, float]:
        return dict(zip(("lower", "effect", "upper"), interval, strict=True))

    areas = {"funded_areas": 20, "other_areas": 23}
    made = Results()
    for outcome in SPEC.outcomes:
        of = {"outcome": outcome.key}
        about = {**of, "variant": "main", **areas, **digits(estimate), "smallest_detectable": 8.1}
        made.estimates.extend({**about, "estimator": one} for one in ("poisson", "group-time"))
        made.checks.append({**of, "check": "placebo in time", **digits(placebo)})
        # Neither is a check that fails: by lot it is the estimate again, and after is the effect.
        made.checks.append({**of, "check": "randomisation", **digits(FEWER)})
        made.events.append({**of, "event": 1, **digits(FEWER)})
        made.events.extend(
            {**of, "event": -2 - number, **digits(one)} for number, one in enumerate(before)
        )
    return made


@pytest.mark.parametrize(
    ("estimate", "begins", "tells_detectable"),
    [
        (FEWER, "Fewer admissions in funded areas", False),
        (MORE, "More admissions in funded areas", False),
        (NONE, "No effect is found", True),
        ((0.0, 9.6, 15.0), "No effect is found", True),
        ((-3.0, 0.4, 4.0), "No effect is found", True),
    ],
)
def test_the_headline_is_the_estimate_where_no_check_failed(
    estimate: Interval, begins: str, tells_detectable: bool
) -> None:
    told = headline(results(estimate), SPEC)
    assert told.startswith(begins)
    assert ("A fall of 8.1% or more would be found 80% of the time." in told) == tells_detectable
    assert "failed" not in told


@pytest.mark.parametrize("estimate", [FEWER, MORE, NONE])
@pytest.mark.parametrize(
    ("placebo", "before", "reason"),
    [
        ((-16.1, -9.1, -0.1), [], f"The placebo in time finds {MINUS}9.1%"),
        ((0.1, 9.1, 16.1), [], "The placebo in time finds +9.1%"),
        (NONE, [NONE, (4.0, 12.0, 20.6)], "differed from others before funding: +12.0%"),
        (NONE, [(4.0, 12.0, 20.6), NONE], "2 years before."),
    ],
)
def test_a_failed_check_is_said_before_any_estimate(
    estimate: Interval, placebo: Interval, before: list[Interval], reason: str
) -> None:
    made = results(estimate, placebo, *before)
    told = headline(made, SPEC)
    assert told.startswith(CANNOT)
    assert reason in told
    assert "Fewer admissions" not in told
    assert "More admissions" not in told
    assert not can_tell(made, SPEC.main, SPEC)
    assert any(reason in one for one in checks_told(made, SPEC))
    for figure in key_figures(made, [VALUE], SPEC):
        assert figure.remark.startswith("Not to be relied on: a check of the comparison failed.")
        assert "Benefit-cost ratio" not in figure.label


def test_one_year_before_of_five_may_differ_by_chance() -> None:
    """Its interval leaves 0 out, its p is over a fifth of 0.05."""
    one = (0.2, 8.0, 16.4)
    assert not headline(results(FEWER, NONE, one, *[NONE] * 4), SPEC).startswith("We cannot")
    assert headline(results(FEWER, NONE, one), SPEC).startswith(CANNOT)


def test_what_is_saved_is_on_the_front_page_where_an_effect_is_told_alone() -> None:
    labels = [
        [figure.label for figure in key_figures(results(estimate), [VALUE], SPEC)]
        for estimate in (FEWER, NONE)
    ]
    assert ["Benefit-cost ratio" in " ".join(one) for one in labels] == [True, False]
    assert checks_told(results(FEWER), SPEC) == [
        "No placebo in time and no year before funding shows an effect, as it should."
    ]
