"""Rates: of which residents, from which figures, and how wide their intervals are."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import product
from math import sqrt

import duckdb
import numpy as np
import pytest

from tasks.publish.figure_words import residents_words
from tasks.publish.measures import Whole, read_measures
from tasks.store.statements import statement
from tasks.store.stores import no_store
from tasks.store.variables import set_variables
from tests.publish.invented import MONTH, figures

CUMBRIA, CITY = ("E23000002", "Cumbria"), ("E23000034", "London, City of")
BOTH = ("K04000001", "England and Wales")
AGES = ("All ages", "Under 25", "25 and over")
Z = 1.959964


def byar(events: float) -> tuple[float, float]:
    lower = events * (1 - 1 / (9 * events) - Z / (3 * sqrt(events))) ** 3
    more = events + 1
    return lower, more * (1 - 1 / (9 * more) + Z / (3 * sqrt(more))) ** 3


Rates = Callable[..., dict[str, Whole]]


@pytest.fixture(scope="module")
def rates() -> Iterator[Rates]:
    """The rates of one area in one period, by age, from what is shown of AGES in their order."""
    with no_store() as con:
        con.execute("attach ':memory:' as release")
        con.execute(statement("store/release_schema"))

        def made(
            values: Iterable[object],
            base: int = 5,
            area: tuple[str, str] = CUMBRIA,
            period: tuple[str, str] = ("year", "2022-23"),
            month: date = MONTH,
        ) -> dict[str, Whole]:
            con.execute("delete from release.release")
            con.execute("delete from release.cell")
            con.execute("insert into release.release values (?, 1, 1, 'rule', 'code')", [month])
            rows = figures("pfa_year", [area], [period[1]], AGES)
            for number, (row, value) in enumerate(zip(rows, values, strict=False)):
                row |= {
                    "area_level": "national" if area == BOTH else "pfa",
                    "period_kind": period[0],
                    "shown": str(value),
                    "rounding": str(base) if str(value).isdigit() else "",
                    "status": "final",
                }
                con.execute(
                    f"insert into release.cell values ({', '.join('?' * 17)})",
                    [month, 1, number, *row.values()],
                )
            wholes = read_measures(con, month, 1).wholes
            return {age: whole for (_, _, age), (whole,) in wholes.items()}

        yield made


@pytest.mark.parametrize(
    ("kind", "period", "mid_year"),
    [
        ("year", "2012-13", 2012),
        ("year", "2022-23", 2022),
        ("rolling_year", "2023-03", 2022),
        ("rolling_year", "2023-05", 2022),
        ("rolling_year", "2023-06", 2023),
        ("rolling_year", "2023-12", 2023),
        ("rolling_year", "2024-01", 2023),
    ],
)
def test_a_rate_is_of_the_mid_year_inside_its_12_months(
    rates: Rates, kind: str, period: str, mid_year: int
) -> None:
    assert rates([100], period=(kind, period))["All ages"].mid_year == mid_year


@pytest.mark.parametrize(
    ("area", "period", "ages", "words"),
    [
        (CUMBRIA, "2020-21", "All ages", "mid-2020"),
        (CUMBRIA, "2014-15", "All ages", "mid-2014"),
        (CUMBRIA, "2014-15", "Under 25", "mid-2014, interpolated"),
        (CITY, "2022-23", "All ages", "mid-2022, interpolated"),
        (CITY, "2024-25", "All ages", "mid-2023, the latest estimate"),
    ],
)
def test_it_is_said_which_residents_a_rate_is_of(
    rates: Rates, area: tuple[str, str], period: str, ages: str, words: str
) -> None:
    whole = rates([100, 40, 60], area=area, period=("year", period), month=date(2025, 3, 1))[ages]
    assert residents_words(whole) == words


@pytest.mark.parametrize(
    ("events", "lower", "upper"),
    # Exact Poisson limits (chi-squared), which Byar's are within 0.1 of from 10 events up.
    [(10, 4.795, 18.390), (50, 37.111, 65.919), (100, 81.364, 121.627), (1000, 938.97, 1063.94)],
)
def test_limits_are_byars(events: int, lower: float, upper: float) -> None:
    connection = duckdb.connect()
    connection.execute(statement("publish/measures/05_byar"))
    found = connection.execute(f"select byar_lower({events}), byar_upper({events})").fetchone()
    assert found == pytest.approx((lower, upper), abs=0.1)


@pytest.mark.parametrize(
    ("value", "base", "rate"),
    [
        (0, 5, None),
        ("[c]", 5, None),
        ("[c1]", 10, None),
        ("[x]", 5, None),
        ("at least 240", 5, None),
        (5, 5, None),
        (9, 1, None),
        (10, 5, 2.0),
        (20, 10, 4.0),
        (40, 20, 8.0),
    ],
)
def test_no_rate_is_made_from_a_symbol_or_a_figure_under_10(
    rates: Rates, value: object, base: int, rate: float | None
) -> None:
    whole = rates([value], base)["All ages"]
    assert whole.rate == rate
    assert (whole.rate_lower is None) == (whole.rate_upper is None) == (rate is None)


BASES = [(1, 100, 100), (5, 98, 102), (10, 95, 104), (20, 90, 109)]


@pytest.mark.parametrize(("base", "least", "most"), BASES)
def test_intervals_hold_every_count_that_rounds_to_the_figure(
    rates: Rates, base: int, least: int, most: int
) -> None:
    whole = rates([100], base)["All ages"]
    per = 1e5 / whole.residents
    assert whole.residents == (500_821 + 505_063) / 2
    assert whole.rate == round(100 * per, 1)
    assert whole.rate_lower == round(byar(least)[0] * per, 1)
    assert whole.rate_upper == round(byar(most)[1] * per, 1)


def dobson(counts: tuple[int, int], adds: tuple[float, float]) -> tuple[float, float, float]:
    """A directly standardised rate and its limits; adds: what an admission of a band adds to it."""
    total = sum(counts)
    rate = sum(add * count for add, count in zip(adds, counts, strict=True))
    variance = sum(add * add * count for add, count in zip(adds, counts, strict=True))
    step = sqrt(variance / total)
    lower, upper = byar(total)
    return rate, rate + step * (lower - total), rate + step * (upper - total)


STANDARD = (17_319_942, 42_321_887)  # England and Wales, mid-2021


@pytest.mark.parametrize(("base", "least", "most"), BASES)
def test_standardised_intervals_hold_every_pair_of_counts_that_rounds_to_the_figures(
    rates: Rates, base: int, least: int, most: int
) -> None:
    found = rates([1100, 100, 1000], base)
    whole, young, older = (found[age] for age in AGES)
    adds = tuple(
        1e5 * standard / sum(STANDARD) / band.residents
        for standard, band in zip(STANDARD, (young, older), strict=True)
    )
    assert whole.standardised_rate == round(dobson((100, 1000), adds)[0], 1)
    around = [
        dobson((100 + one, 1000 + other), adds)
        for one, other in product(range(least - 100, most - 99), repeat=2)
    ]
    assert whole.standardised_lower == round(min(lower for _, lower, _ in around), 1)
    assert whole.standardised_upper == round(max(upper for _, _, upper in around), 1)
    assert young.standardised_rate is older.standardised_rate is None


@pytest.mark.parametrize(
    ("young", "older", "has_rate"),
    [(10, 10, True), (10, 9, False), (9, 10, False), (0, 100, False), ("[c]", 100, False)],
)
def test_a_rate_is_standardised_where_both_bands_have_one(
    rates: Rates, young: object, older: object, has_rate: bool
) -> None:
    whole = rates([100, young, older], base=1)["All ages"]
    assert (whole.standardised_rate is not None) == has_rate


def test_the_standard_itself_has_the_rate_and_interval_that_it_has(rates: Rates) -> None:
    whole = rates([4000, 1500, 2500], 1, BOTH, ("year", "2021-22"))["All ages"]
    assert whole.residents == sum(STANDARD)
    assert (whole.standardised_rate, whole.standardised_lower, whole.standardised_upper) == (
        whole.rate,
        whole.rate_lower,
        whole.rate_upper,
    )


@pytest.mark.parametrize(
    ("expected", "base", "least", "most"),
    # Byar's limits err on the wide side for few; rounding makes intervals wider.
    [((25, 30), 1, 0.94, 0.975), ((400, 900), 1, 0.935, 0.965), ((25, 30), 5, 0.95, 0.995)],
)
def test_of_100_intervals_95_hold_the_rate(
    expected: tuple[int, int], base: int, least: float, most: float
) -> None:
    """Of 4,000 pairs of Poisson counts, rounded as figures are; a cause is a pair."""
    drawn = np.random.default_rng(26).poisson(expected, (4_000, 2))
    shown = (drawn + base // 2) // base * base
    with no_store() as con:
        set_variables(con, release_month=MONTH)
        for name in ("03_area", "04_resident", "05_byar"):
            con.execute(statement(f"publish/measures/{name}"))
        con.execute(
            "create temp table figure as select row_number() over () as cell_no, cause, "
            "'E23000002' as area_code, 'year' as period_kind, '2021-22' as period, "
            "unnest(['All ages', 'Under 25', '25 and over']) as age, "
            "unnest([young + older, young, older]) as value, value - $base // 2 as least, "
            "value + ($base - 1) // 2 as most from (select unnest(range(len($young))) as cause, "
            "unnest($young) as young, unnest($older) as older)",
            {"young": shown[:, 0].tolist(), "older": shown[:, 1].tolist(), "base": base},
        )
        con.execute(statement("publish/measures/08_rate"))
        adds = [
            1e5 * standard / sum(STANDARD) / number
            for standard, number in zip(STANDARD, (123_038, 377_783), strict=True)
        ]
        true = sum(add * count for add, count in zip(adds, expected, strict=True))
        (held,) = con.execute(
            "select avg(cast(? between standardised_lower - 0.05 and standardised_upper + 0.05 "
            "as integer)) from rate where age = 'All ages' and standardised_rate is not null",
            [true],
        ).fetchone() or (0,)
    assert least <= held <= most
