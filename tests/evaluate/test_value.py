"""Value for money, intervals and the smallest detectable effect, on figures done by hand."""

from math import log
from typing import Any

import pytest

from tasks.evaluate.allowed import require_allowed
from tasks.evaluate.estimators import Effect
from tasks.evaluate.inference import interval, p_value, percent, smallest_detectable
from tasks.evaluate.specification import specification
from tasks.evaluate.value import Costs, cases, read_costs, shown_admissions, value_for_money
from tasks.evaluate.value_section import break_even, value_section
from tasks.store.stores import no_store

SPEC = specification()
COSTS = Costs(
    unit={"X99": (1000.0, "2015-16")},
    programme={
        "central": [("2019-20", "2020-21", 300_000.0), ("2021-22", "2021-22", 120_000.0)],
        "high": [("2019-20", "2020-21", 300_000.0), ("2021-22", "2021-22", 240_000.0)],
    },
    index={
        "2015-16": 100.0,
        "2019-20": 100.0,
        "2020-21": 150.0,
        "2021-22": 150.0,
        "2022-23": 120.0,
    },
)
# A fall of a tenth, which prevents a ninth of what was admitted.
ESTIMATE = {"effect": -10.0, "lower": -20.0, "upper": 0.0}


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
    of_year = shown_admissions([figure(**changes)], SPEC.main, COSTS)
    assert of_year == {"2019-20": 0, "2020-21": counted, "2021-22": 0}


def test_pounds_are_of_one_year() -> None:
    assert COSTS.years == ["2019-20", "2020-21", "2021-22"]
    assert COSTS.unit_cost("X99", "2022-23") == pytest.approx(1200)
    # 150,000 each at 100 and 150, and 120,000 at 150, in prices of 120.
    assert COSTS.by_year("central", "2022-23") == pytest.approx(
        {"2019-20": 180_000, "2020-21": 120_000, "2021-22": 96_000}
    )


def rows(
    admissions: dict[str, int], estimate: dict[str, float] = ESTIMATE
) -> dict[str, dict[str, Any]]:
    found = list(value_for_money(SPEC.main, estimate, admissions, COSTS, SPEC))
    require_allowed("value", found, SPEC)
    return {row["case"]: row for row in found}


ADMISSIONS = {"2019-20": 9000, "2020-21": 9000, "2021-22": 9000}


def test_costs_and_benefits_are_discounted_to_the_first_year() -> None:
    row = rows(ADMISSIONS)["central"]
    cost = 180_000 + 120_000 / 1.035 + 96_000 / 1.035**2
    benefit = 1000 * 1200 * (1 + 1 / 1.035 + 1 / 1.035**2)
    assert row["cost"] == pytest.approx(cost, abs=50_000)
    assert row["benefit"] == pytest.approx(benefit, abs=50_000)
    assert row["benefit_cost_ratio"] == pytest.approx(benefit / cost, abs=0.005)
    assert row["net_present_value"] == pytest.approx(benefit - cost, abs=50_000)
    assert row["admissions_prevented"] == 3000


def test_the_ends_of_the_interval_give_the_ends() -> None:
    row = rows(ADMISSIONS)["central"]
    # A fall of a fifth prevents a quarter of what was admitted, none prevents none.
    assert row["admissions_prevented_lower"] == row["benefit_cost_ratio_lower"] == 0
    assert row["admissions_prevented_upper"] == 6750
    assert row["benefit_cost_ratio_upper"] == pytest.approx(
        2.25 * row["benefit_cost_ratio"], abs=0.02
    )


def test_to_break_even_benefits_are_the_costs() -> None:
    row = rows({"2019-20": 100, "2020-21": 0, "2021-22": 0})["undiscounted"]
    # 396,000 pounds at 1,200 an admission: 330, where 100 were admitted of 430 without funding.
    assert row["break_even_admissions"] == 330
    assert row["break_even_fall"] == pytest.approx(100 * 330 / 430, abs=0.05)
    fall = dict.fromkeys(ESTIMATE, -row["break_even_fall"])
    again = rows({"2019-20": 100, "2020-21": 0, "2021-22": 0}, fall)["undiscounted"]
    assert again["benefit_cost_ratio"] == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(
    ("case", "times"),
    [
        ("higher-costs", 396 / 492),
        ("optimism-bias", 0.8 / 1.1),
        ("lower-unit-cost", 0.75),
        ("higher-unit-cost", 1.25),
        ("more-crimes", 10),
    ],
)
def test_each_assumption_moves_the_ratio(case: str, times: float) -> None:
    found = rows(ADMISSIONS)
    ratios = found[case]["benefit_cost_ratio"] / found["central"]["benefit_cost_ratio"]
    assert ratios == pytest.approx(times, rel=0.02)


def test_without_a_shown_admission_nothing_breaks_even() -> None:
    row = rows(dict.fromkeys(COSTS.years, 0))["central"]
    assert row["break_even_admissions"] is row["break_even_fall"] is None
    assert "nothing can be said" in break_even(row)


def test_the_break_even_number_stands_first() -> None:
    section = value_section(list(rows(ADMISSIONS).values()), SPEC)
    (text,) = section["texts"]
    assert text.index("would have had to prevent") < text.index("benefit-cost ratio")
    (table,) = section["tables"]
    assert table["headers"][1] == "Fall to break even"
    assert [row[0] for row in table["rows"]] == [case.name for case in cases(SPEC)]


def test_the_reference_tables_are_read() -> None:
    with no_store() as connection:
        costs = read_costs(connection)
    assert costs.years == ["2019-20", "2020-21", "2021-22", "2022-23"]
    sums = {name: sum(pounds for *_, pounds in of) for name, of in costs.programme.items()}
    assert sums == {"central": 315e6, "high": 340e6}
    assert sum(costs.by_year("central", "2022-23").values()) > 315e6  # in later prices
    assert costs.unit["X99"] == (14050.0, "2015-16")
    assert SPEC.value.prices_of in costs.index
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
