from datetime import date
from math import exp

import pytest

from tasks.synthesise.admissions import invented_admissions

JUNE = date(2012, 6, 1)


def poisson_quantile(expected: float, draw: float) -> int:
    """The first count at which the Poisson distribution function is above the draw."""
    count, likelihood = 0, exp(-expected)
    at_most = likelihood
    while at_most <= draw:
        count += 1
        likelihood *= expected / count
        at_most += likelihood
    return count


def test_counts_are_poisson_quantiles() -> None:
    with invented_admissions(JUNE) as connection:
        rows = connection.execute(
            "select expected::double, draw::double, coalesce(admissions, 0) from monthly_level"
            " left join admission_count using (force_code, month, is_sharp)"
        ).fetchall()
    assert len(rows) == 3 * (2 * 43 + 4)
    assert [count for _, _, count in rows] == [poisson_quantile(e, d) for e, d, _ in rows]


def test_every_draw_finds_its_area_age_and_ethnicity() -> None:
    with invented_admissions(JUNE) as connection:
        drawn = connection.sql("select sum(admissions) from admission_count").fetchone()
        made = connection.sql("select count(*) from admission").fetchone()
    assert drawn == made


@pytest.mark.parametrize("table", ["age_share", "ethnicity_share", "area_share"])
def test_shares_leave_no_gap_and_no_overlap(table: str) -> None:
    groups = {"age_share": "is_sharp", "ethnicity_share": "true", "area_share": "force_code"}
    with invented_admissions(JUNE) as connection:
        shares = connection.table(table).project(f"{groups[table]} as kind, low, high")
        rows = sorted(shares.fetchall())
    for kind in {row[0] for row in rows}:
        intervals = [(low, high) for of, low, high in rows if of == kind]
        assert intervals[0][0] == 0
        assert intervals[-1][1] == 1
        assert [high for _, high in intervals[:-1]] == [low for low, _ in intervals[1:]]


@pytest.mark.parametrize(
    ("table", "drawn"),
    [
        ("monthly_level", "force_code, month, is_sharp, expected"),
        ("monthly_level", "force_code, month, is_sharp, draw"),
        ("admission", "finest_area, month, is_sharp, age, ethnicity"),
    ],
)
def test_a_seed_draws_everything_anew(table: str, drawn: str) -> None:
    def draws(seed: int) -> list[tuple[object, ...]]:
        with invented_admissions(date(2012, 4, 1), seed) as connection:
            return connection.table(table).project(drawn).order("all").fetchall()

    assert draws(1) == draws(1)
    # Hardly a draw is left where it was.
    in_common = set(draws(1)) & set(draws(2))
    assert len(in_common) < 0.5 * len(set(draws(1)))


def test_a_month_is_the_same_whatever_follows() -> None:
    def first_quarter(last_month: date) -> list[tuple[object, ...]]:
        with invented_admissions(last_month) as connection:
            june = connection.table("admission").filter("month <= date '2012-06-01'")
            return june.order("all").fetchall()

    assert first_quarter(JUNE) == first_quarter(date(2013, 5, 1))
