"""Factors, expected figures and standard errors: those that Mack published."""

from itertools import pairwise

import duckdb
import pytest

from tasks.store.statements import statement
from tasks.store.variables import set_variables

# Cumulative claims of ten years by year of development, from G. C. Taylor and F. R. Ashe, "Second
# moments of estimates of outstanding claims", Journal of Econometrics 23 (1983).
TAYLOR_ASHE = (
    (357848, 1124788, 1735330, 2218270, 2745596, 3319994, 3466336, 3606286, 3833515, 3901463),
    (352118, 1236139, 2170033, 3353322, 3799067, 4120063, 4647867, 4914039, 5339085),
    (290507, 1292306, 2218525, 3235179, 3985995, 4132918, 4628910, 4909315),
    (310608, 1418858, 2195047, 3757447, 4029929, 4381982, 4588268),
    (443160, 1136350, 2128333, 2897821, 3402672, 3873311),
    (396132, 1333217, 2180715, 2985752, 3691712),
    (440832, 1288463, 2419861, 3483130),
    (359480, 1421128, 2864498),
    (376686, 1363294),
    (344014,),
)
# T. Mack, "Distribution-free calculation of the standard error of chain ladder reserve estimates",
# ASTIN Bulletin 23 (1993): factors; variance parameters in thousands; reserves and standard errors
# of the second to the tenth year in thousands.
FACTORS = (3.49, 1.75, 1.46, 1.174, 1.104, 1.086, 1.054, 1.077, 1.018)
VARIANCES = (160, 37.7, 42.0, 15.2, 13.7, 8.19, 0.447, 1.15)
RESERVES = (95, 470, 710, 985, 1419, 2178, 3920, 4279, 4626)
ERRORS = (76, 122, 134, 261, 411, 558, 875, 971, 1363)


@pytest.fixture
def developed() -> duckdb.DuckDBPyConnection:
    """The published triangle and its factors; every step is recent and of an age of its own."""
    connection = duckdb.connect()
    connection.execute(
        "create table reporting_triangle as"
        " select 'claims' as area_code, cast(10 - (origin + age) + 1 as bigint) as vintage_no,"
        " date '2000-01-01' + to_months(origin + age) as last_month,"
        " date '2000-01-01' + to_months(origin) as period, age, value, true as is_provisional"
        " from (select unnest($years) as years, generate_subscripts($years, 1) as origin),"
        " lateral (select unnest(years) as value, generate_subscripts(years, 1) - 1 as age)",
        {"years": [list(year) for year in TAYLOR_ASHE]},
    )
    develop(connection, pooled_from=99, variance_power=1)
    return connection


def develop(connection: duckdb.DuckDBPyConnection, **settings: int) -> None:
    set_variables(connection, recent_steps=99, **settings)
    for name in ("03_step", "04_development", "05_closing", "06_factor"):
        connection.execute(statement(f"publish/nowcast/{name}"))


def test_factors_and_variances_are_those_published(developed: duckdb.DuckDBPyConnection) -> None:
    rows = developed.execute("select factor, sigma2 / 1000 from factor order by age").fetchall()
    factors, variances = zip(*rows, strict=True)

    assert factors == pytest.approx(FACTORS, abs=0.005)
    assert variances[:-1] == pytest.approx(VARIANCES, rel=0.005)
    assert variances[-1] is None  # of one step


def test_reserves_and_errors_are_those_published(developed: duckdb.DuckDBPyConnection) -> None:
    """Held equal to chainladder 0.10.1 too: here, and on 34 random triangles of 5 to 12 years.

    Factors, variances and expected figures differed by less than 1e-15 of them, standard errors by
    less than 2e-14. In three of the random ones the library gave no error: a variance was zero.
    """
    # Mack takes the last variance, of one step, as the least of those before it.
    developed.execute(
        "update factor set sigma2 = (select min(sigma2) from factor) where sigma2 is null"
    )
    developed.execute(statement("publish/nowcast/07_expected"))
    rows = developed.execute(
        "select (expected - value) / 1000, expected * relative_error / 1000"
        " from expected order by period"
    ).fetchall()

    reserves, errors = zip(*rows, strict=True)
    assert reserves == pytest.approx(RESERVES, abs=0.6)
    assert errors == pytest.approx(ERRORS, abs=0.6)


def test_ages_that_share_a_factor_share_its_error(developed: duckdb.DuckDBPyConnection) -> None:
    """Three steps of one factor: by the formulas, with the variance by the square of a figure."""
    develop(developed, pooled_from=6, variance_power=2)
    developed.execute(statement("publish/nowcast/07_expected"))
    (found,) = developed.execute(
        "select expected, relative_error from expected where age = 6"
    ).fetchall()

    late = [step for year in TAYLOR_ASHE for step in pairwise(year[6:])]
    before, after = map(sum, zip(*late, strict=True))
    factor = after / before
    # developments reach to the age of 11, the closing apart: ages 6 to 10 are five steps.
    variance = sum((one / other - factor) ** 2 for other, one in late) / (len(late) - 1)
    shared = sum(other**2 for other, _ in late) / before**2
    assert found[0] == pytest.approx(TAYLOR_ASHE[3][6] * factor**5)
    assert found[1] == pytest.approx((variance * (5 + 25 * shared)) ** 0.5 / factor)
