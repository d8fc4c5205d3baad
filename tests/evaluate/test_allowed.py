"""What an evaluation may not publish, and why: each leak is shown to work, then to be stopped."""

from dataclasses import replace
from math import expm1, log

import numpy as np
import pandas as pd
import pyfixest
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.evaluate import synthetic
from tasks.evaluate.allowed import TABLES, Shown, require_allowed
from tasks.evaluate.estimators import Effect, group_time
from tasks.evaluate.panel import FIRST_WAVE, years
from tasks.evaluate.refusal import NotAllowedError
from tasks.evaluate.rounding import shown_effect, shown_percentages
from tasks.evaluate.specification import specification
from tasks.evaluate.value import Costs, shown_admissions, value_for_money
from tests.bench.evaluation import drawn

SPEC = specification()
CITY = "E23000034"
TABLE_ROWS = {
    "estimates": {
        "outcome": "sharp",
        "estimator": "poisson",
        "variant": "main",
        "funded_areas": 20,
        "other_areas": 23,
        "first_period": "2013-04",
        "last_period": "2023-11",
        "effect": -9.6,
        "lower": -15.0,
        "upper": -3.9,
        "p": 0.0,
        "smallest_detectable": 8.4,
    },
    "events": {
        "outcome": "sharp",
        "event": -2,
        "funded_areas": 20,
        "effect": 1.0,
        "lower": -3.0,
        "upper": 5.0,
        "smallest_detectable": 7.0,
    },
    "gaps": {"outcome": "sharp", "year": "2019-20", "funded_areas": 18, "gap": -4.2},
    "shown": {
        "cause": "X99",
        "area_code": CITY,
        "area": "City of London",
        "funded_from": "",
        "period": "2019-20",
        "age": "All ages",
        "shown": "[c]",
        "rounding": "",
    },
}


@pytest.fixture(scope="module")
def panel() -> pd.DataFrame:
    return drawn(log(0.9), np.random.default_rng(5))


def refused(kind: str, **changes: object) -> str:
    with pytest.raises(NotAllowedError) as refusal:
        require_allowed(kind, [{**TABLE_ROWS.get(kind, {}), **changes}], SPEC)
    return str(refusal.value)


@pytest.mark.parametrize("kind", ["estimates", "events", "gaps"])
def test_what_is_on_the_list_passes(kind: str) -> None:
    require_allowed(kind, [TABLE_ROWS[kind]], SPEC)


@pytest.mark.parametrize("column", ["p", "smallest_detectable"])
def test_further_digits_of_an_estimate_are_refused(column: str) -> None:
    """Each is a number that an unrounded estimate could have given, to as many digits as it has."""
    assert "the printed effect" in refused("estimates", **{column: 0.5})


@given(st.floats(-0.5, 0.5), st.floats(0.01, 0.3), st.floats(-1, 1), st.floats(-1, 1))
def test_equal_digits_give_equal_rows(
    value: float, error: float, nudge: float, other_nudge: float
) -> None:
    one = Effect(value, error, 43)
    another = Effect(value + 1e-4 * nudge, error + 1e-5 * other_nudge, 43)
    if shown_percentages(one, SPEC) == shown_percentages(another, SPEC):
        assert shown_effect(one, SPEC) == shown_effect(another, SPEC)


def test_fitted_values_add_up_to_each_area(panel: pd.DataFrame) -> None:
    frame = panel.assign(treated=(panel.month >= panel.starts).astype(int))
    fit = pyfixest.fepois("count ~ treated | area_code + month", frame)
    fitted = frame.assign(fitted=fit.predict(type="response")).groupby("area_code").fitted.sum()
    totals = panel.groupby("area_code")["count"].sum()
    assert np.allclose(fitted, totals, atol=0.01)  # the leak

    assert "no table 'fitted'" in refused("fitted", area_code=CITY, fitted=1.0)
    assert "fitted" in refused("estimates", fitted=12.3)


def test_a_gap_and_its_synthetic_line_are_the_count(panel: pd.DataFrame) -> None:
    frame = years(panel[panel.starts.isna() | (panel.area_code == "E23000014")], (CITY,))
    of = synthetic.series(frame, FIRST_WAVE)
    found = synthetic.control(of, of.funded)
    own = of.outcomes[of.before][:, of.funded].mean()
    line = (of.outcomes - of.outcomes[of.before].mean(axis=0))[:, ~of.funded] @ found.weights
    count = np.exp(found.gaps[-1] + line[-1] + own) - 0.5
    assert count == pytest.approx(np.exp(of.outcomes[-1, of.funded][0]) - 0.5)  # the leak

    assert "synthetic" in refused("gaps", synthetic=4.3)
    assert "weights" in refused("gaps", weights=0.3)
    assert "funded_areas" in refused("gaps", funded_areas=1)


def test_totals_without_one_give_the_one(panel: pd.DataFrame) -> None:
    totals = panel.groupby("area_code")["count"].sum()
    without = {area: totals.drop(area).sum() for area in totals.index}
    assert totals.sum() - without[CITY] == totals[CITY]  # the leak

    assert "no table 'leave one out'" in refused("leave one out", area=CITY, total=1)
    span = {"effect": -9.6, "lower": -11.0, "upper": -8.0, "p": None, "smallest_detectable": None}
    row = {"outcome": "sharp", "check": "leave one out", "funded_areas": 20, **span}
    require_allowed("checks", [row], SPEC)
    assert "total" in refused("checks", **row, total=1)
    assert "area_code" in refused("checks", **row, area_code=CITY)


def test_two_averages_tell_cleveland_and_humberside_alone(panel: pd.DataFrame) -> None:
    frame = years(panel, (CITY,))
    found = group_time(frame)
    alone = group_time(frame[frame.start.isin((0, 2022))]).events[0].value
    effects = [found.events[event].value for event in range(4)]
    # 20 events(0) = 18 a + 2 b and 20 group = 18 (a + events 1 to 3) / 4 + 2 b, for a and b.
    a = (20 * (found.group - effects[0]) - 4.5 * sum(effects[1:])) / (4.5 - 18)
    b = (20 * effects[0] - 18 * a) / 2
    assert b == pytest.approx(alone)  # the leak

    assert "estimator" in refused("estimates", estimator="group-time, by start")
    assert "estimator" in refused("estimates", estimator="group-time, simple")
    assert "funded_areas" in refused("estimates", funded_areas=2)


def test_events_long_before_are_of_cleveland_and_humberside_alone(panel: pd.DataFrame) -> None:
    frame = years(panel, (CITY,))
    all_areas = group_time(frame).events
    alone = group_time(frame[frame.start.isin((0, 2022))]).events
    assert all_areas[-8].value == pytest.approx(alone[-8].value)  # the leak

    assert "funded_areas" in refused("events", event=-8, funded_areas=2)


def test_an_effect_and_what_it_averts_give_the_total() -> None:
    spans = {name: [("2019-20", "2019-20", 1e6)] for name in ("central", "high")}
    costs = Costs({"X99": (14050.0, "2015-16")}, spans, INDEX)
    hidden, known = 37, 5000
    figures = [
        {"cause": "X99", "age": "All ages", "period": "2019-20", "funded_from": "2019-20", **of}
        for of in ({"shown": str(known)}, {"shown": "[c]", "count": hidden})
    ]
    averted = (known + hidden) * expm1(-log(0.9))
    assert round(averted / expm1(-log(0.9))) - known == hidden  # the leak

    shown = shown_admissions(figures, SPEC.main, costs)
    assert shown == {"2019-20": known}
    estimate = {"effect": -10.0, "lower": -15.0, "upper": -4.7}
    rows = list(value_for_money(SPEC.main, estimate, shown, costs, SPEC))
    require_allowed("value", rows, SPEC)
    assert "admissions_prevented" in refused("value", **{**rows[0], "admissions_prevented": 563})


INDEX = {"2015-16": 100.0, "2019-20": 110.0, "2022-23": 120.0}


def test_a_table_of_counts_holds_only_what_a_release_has_shown() -> None:
    shown = frozenset({Shown("X99", CITY, "2019-20", "All ages", "[c]")})
    require_allowed("shown", [TABLE_ROWS["shown"]], SPEC, shown)
    with pytest.raises(NotAllowedError, match="has not shown") as refusal:
        require_allowed("shown", [{**TABLE_ROWS["shown"], "shown": "4711"}], SPEC, shown)
    assert "4711" not in str(refusal.value)


def test_refusals_hold_no_value() -> None:
    assert "4711" not in refused("estimates", effect=4711.123)


@pytest.mark.parametrize("kind", TABLES)
def test_every_table_refuses_a_column_more_and_a_column_less(kind: str) -> None:
    row = dict.fromkeys(TABLES[kind])
    assert "count" in refused_row(kind, {**row, "count": 1})
    first, *rest = row
    assert first in refused_row(kind, dict.fromkeys(rest))


def refused_row(kind: str, row: dict[str, object]) -> str:
    with pytest.raises(NotAllowedError) as refusal:
        require_allowed(kind, [row], SPEC)
    return str(refusal.value)


@pytest.mark.parametrize(("least", "passes"), [(19, True), (20, True), (21, False)])
def test_the_least_number_of_areas(least: int, passes: bool) -> None:
    spec = replace(SPEC, least_funded_areas=least)
    if passes:
        require_allowed("estimates", [TABLE_ROWS["estimates"]], spec)
    else:
        with pytest.raises(NotAllowedError, match="funded_areas"):
            require_allowed("estimates", [TABLE_ROWS["estimates"]], spec)
