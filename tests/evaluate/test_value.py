"""Value for money, intervals and the smallest detectable effect, on figures done by hand."""

from math import expm1, log

import pytest

from tasks.evaluate.estimators import Effect
from tasks.evaluate.inference import interval, p_value, percent, smallest_detectable
from tasks.evaluate.specification import specification
from tasks.evaluate.value import Costs, read_costs, shown_admissions, value_for_money
from tasks.store.stores import no_store

SPEC = specification()
COSTS = Costs(
    unit={"X99": (1000.0, "2015-16")},
    programme=[("2019-20", "2020-21", 300_000.0), ("2021-22", "2021-22", 120_000.0)],
    index={
        "2015-16": 100.0,
        "2019-20": 100.0,
        "2020-21": 140.0,
        "2021-22": 150.0,
        "2022-23": 120.0,
    },
)


def figure(**changes: str) -> dict[str, str]:
    return {
        "cause": "X99",
        "age": "All ages",
        "period": "2020-21",
        "funded_from": "2019-20",
        "shown": "105",
        **changes,
    }


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({}, 105),
        ({"shown": "[c]"}, 0),
        ({"shown": "at least 200"}, 0),
        ({"cause": "X92-Y09"}, 0),
        ({"age": "Under 25"}, 0),
        ({"funded_from": ""}, 0),
        ({"funded_from": "2020-21"}, 105),
        ({"funded_from": "2021-22"}, 0),
        ({"period": "2018-19"}, 0),
        ({"period": "2022-23"}, 0),
    ],
)
def test_what_is_shown_of_funded_areas_and_years_counts(
    changes: dict[str, str], counted: int
) -> None:
    assert shown_admissions([figure(**changes)], SPEC.main, COSTS) == counted


def test_pounds_are_of_one_year() -> None:
    assert COSTS.years == ["2019-20", "2020-21", "2021-22"]
    assert COSTS.unit_cost("X99", "2022-23") == pytest.approx(1200)
    # 300,000 at the mean of 100 and 140, and 120,000 at 150, in prices of 120.
    assert COSTS.programme_cost("2022-23") == pytest.approx(300_000 + 96_000)


@pytest.mark.parametrize(("admissions", "chance"), [(9000, 1.0), (2970, 0.5), (300, 0.0)])
def test_the_chance_that_benefits_exceed_costs(admissions: int, chance: float) -> None:
    row = value_for_money(SPEC.main, Effect(log(0.9), 0.005, 43), admissions, COSTS, SPEC)
    # 2,970 times a ninth, each 1,200 pounds, is the cost of 396,000.
    assert row["chance_of_net_benefit"] == pytest.approx(chance, abs=0.02)
    averted = admissions * expm1(-log(0.9))
    assert row["admissions_averted"] == pytest.approx(averted, abs=5)
    assert row["admissions_averted_lower"] <= averted <= row["admissions_averted_upper"]
    assert row["net_benefit"] == pytest.approx(averted * 1200 - 396_000, abs=50_000)
    assert row["net_benefit_lower"] <= row["net_benefit"] <= row["net_benefit_upper"]


def test_the_reference_tables_are_read() -> None:
    with no_store() as connection:
        costs = read_costs(connection)
    assert costs.years == ["2019-20", "2020-21", "2021-22", "2022-23"]
    assert sum(pounds for *_, pounds in costs.programme) == 340e6
    assert costs.unit["X99"] == (14050.0, "2015-16")
    assert SPEC.prices_of in costs.index
    # 14,050 pounds of 2015-16, by the deflators of 2015-16 and 2022-23.
    assert costs.unit_cost("X99", "2022-23") == pytest.approx(14050 * 91.2996 / 74.5804)


def test_intervals_are_of_student() -> None:
    effect = Effect(-0.2, 0.1, 43)
    lower, upper = interval(effect, 0.95)
    # t of 42 degrees of freedom: 2.0181 at 97.5 %, 0.8501 at 80 %.
    assert (lower, upper) == pytest.approx((-0.40181, 0.00181), abs=1e-4)
    assert p_value(effect) == pytest.approx(0.0520, abs=1e-3)
    assert smallest_detectable(effect, 0.95, 0.8) == pytest.approx(0.28682, abs=1e-4)
    assert percent(log(0.9)) == pytest.approx(-10)
