"""What the report says of where estimates hold and fail, by rules."""

import pytest

from tasks.evaluate.error_rates import ErrorRate, is_covered, read_error_rates, right, worlds
from tasks.evaluate.specification import specification
from tasks.evaluate.standing import covered_words, failing, holds_up_to, standing
from tasks.store.stores import no_store
from tests.bench.worlds import WORLDS

SPEC = specification()
RATES = (
    ErrorRate("calm", 0, "poisson", 200, 95.0),
    ErrorRate("calm", -10, "poisson", 200, 91.5),
    ErrorRate("storm", 0, "poisson", 200, 39.0),
    ErrorRate("calm", 0, "imputation", 200, 90.0),
    ErrorRate("storm", 0, "imputation", 200, 89.5),
)
ROW = {
    "outcome": "sharp",
    "estimator": "poisson",
    "funded_areas": 20,
    "breakdown": 1.25,
    "relative_lower": -35,
    "relative_upper": 5,
    "straight_lower": -15,
    "straight_upper": 0,
    "pretrend_p": 0.3,
    "noticeable": 3.5,
}


@pytest.mark.parametrize(
    ("estimate", "world", "least", "covered"),
    [
        ("poisson", "calm", 91.5, True),
        ("poisson", "storm", 39.0, False),
        ("imputation", "calm", 90.0, True),  # errs twice as often as it says, and no more
        ("imputation", "storm", 89.5, False),
    ],
)
def test_a_world_is_covered_if_intervals_err_at_most_twice_as_often_as_they_say(
    estimate: str, world: str, least: float, covered: bool
) -> None:
    assert right(RATES, estimate, world) == least
    assert is_covered(RATES, estimate, world, 0.95) is covered


def test_words_name_what_is_covered_and_what_is_not() -> None:
    told = covered_words(RATES, "poisson", SPEC)
    assert told.endswith("covered are calm. It fails with storm (right in 39%).")
    assert covered_words(RATES[:2], "poisson", SPEC).endswith("covered are all worlds tried.")
    assert "none of these worlds" in covered_words(RATES[2:3], "poisson", SPEC)


def test_the_table_has_a_row_for_every_world_and_a_column_for_every_estimate() -> None:
    section = failing(RATES, SPEC)
    assert section["tables"][0]["headers"] == ["World", "Poisson", "Imputed"]
    assert section["tables"][0]["rows"] == [["Calm", "92", "90"], ["Storm", "39", "90"]]
    assert len(section["texts"]) == 3


def test_a_breakdown_stands_beside_its_estimate() -> None:
    estimate = {"outcome": "sharp", "estimator": "poisson"}
    assert holds_up_to(estimate, [ROW]) == "1.25 times"
    assert holds_up_to(estimate, [{**ROW, "breakdown": 2.0}]) == "2 times or more"
    assert holds_up_to(estimate, [{**ROW, "breakdown": 0.0}]) == "0 times"
    assert holds_up_to({**estimate, "estimator": "imputation"}, [ROW]) == "not known"
    (cells,) = standing([ROW], SPEC)["tables"][0]["rows"]
    minus = "\N{MINUS SIGN}"
    assert cells[1:4] == ["1.25 times", f"{minus}35% to +5%", f"{minus}15% to 0%"]
    assert cells[4:] == ["0.30 or more", "3.5%"]
    (cells,) = standing([{**ROW, "pretrend_p": 0.0}], SPEC)["tables"][0]["rows"]
    assert cells[4] == "below 0.05"


def test_every_estimate_was_measured_in_every_world() -> None:
    with no_store() as connection:
        rates = read_error_rates(connection)
    assert worlds(rates) == [world.name for world in WORLDS]
    measured = {(rate.estimate, rate.world) for rate in rates}
    for name in {name for outcome in SPEC.outcomes for name in outcome.estimators}:
        assert {(name, world.name) for world in WORLDS} <= measured
