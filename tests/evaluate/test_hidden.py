"""What a release hides does not enter estimates: every hidden figure is attacked, by all tables."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from math import log

import duckdb
import numpy as np
import pandas as pd
import pytest

from tasks.evaluate import hidden
from tasks.evaluate.hidden import Candidates, fewest_candidates, require_candidates, without_hidden
from tasks.evaluate.refusal import NoEvaluationError, NotAllowedError
from tasks.evaluate.results import Results, add_results
from tasks.evaluate.specification import Outcome, specification
from tasks.protect.policy import policy
from tasks.store.statements import statement
from tasks.store.stores import no_store
from tests.bench.evaluation import drawn, shown_by_the_rule

SPEC = replace(specification(), permutations=19)
SMALL = "W15000004"
RULES = policy()
EVERY = 7  # values of a symbol by the rule alone


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with no_store() as opened:
        yield opened


@pytest.fixture(scope="module")
def counted() -> pd.DataFrame:
    return drawn(log(0.9), np.random.default_rng(5))


@pytest.fixture(scope="module")
def shown(counted: pd.DataFrame) -> pd.DataFrame:
    return hidden.bounded(shown_by_the_rule(counted), RULES)


@pytest.fixture
def as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Estimates of true counts, as they once were."""
    text = statement("evaluate/panel")
    true = text.replace("case when is_hidden then", "case when false then")
    assert true != text
    monkeypatch.setattr(hidden, "statement", lambda _: true)


def rows(panel: pd.DataFrame, outcome: Outcome) -> dict[str, object]:
    """All rows of all tables of an outcome."""
    results = Results()
    add_results(results, outcome, panel, SPEC)
    return vars(results)


def candidates(
    connection: duckdb.DuckDBPyConnection, counted: pd.DataFrame, shown: pd.DataFrame
) -> int:
    """How many values of one hidden month give the digits by year that the true one gives."""
    made = without_hidden(connection, counted, shown)
    of_force = made[made.is_hidden & (made.area_code == SMALL) & (made.month >= "2020-04-01")]
    month = (counted.area_code == SMALL) & (counted.month == of_force.month.min())
    by_year = replace(SPEC.main, estimators=("group-time",))
    published = rows(made, by_year)
    tried = (counted.assign(count=counted["count"].mask(month, value)) for value in range(1, 8))
    return sum(rows(without_hidden(connection, one, shown), by_year) == published for one in tried)


def test_no_hidden_figure_loses_a_value(
    connection: duckdb.DuckDBPyConnection, counted: pd.DataFrame, shown: pd.DataFrame
) -> None:
    """All hidden months and years, each by everybody who knows all others."""
    made = without_hidden(connection, counted, shown)
    assert made.is_hidden.sum() > 3000
    found = fewest_candidates(connection, counted, shown, EVERY)
    assert found == Candidates(values=7, greatest=pytest.approx(7))
    require_candidates(connection, counted, shown, RULES)


@pytest.mark.usefixtures("as_before")
def test_an_evaluation_of_true_counts_is_refused(
    connection: duckdb.DuckDBPyConnection, counted: pd.DataFrame, shown: pd.DataFrame
) -> None:
    with pytest.raises(NotAllowedError, match="fewer values") as refusal:
        require_candidates(connection, counted, shown, RULES)
    assert SMALL not in str(refusal.value)


def test_tables_leave_a_hidden_month_every_value(
    connection: duckdb.DuckDBPyConnection, counted: pd.DataFrame, shown: pd.DataFrame
) -> None:
    assert candidates(connection, counted, shown) == 7


@pytest.mark.usefixtures("as_before")
def test_tables_of_true_counts_gave_a_hidden_month(
    connection: duckdb.DuckDBPyConnection, counted: pd.DataFrame, shown: pd.DataFrame
) -> None:
    assert candidates(connection, counted, shown) == 1  # the leak


@pytest.mark.slow
def test_no_table_moves_with_what_is_hidden(
    connection: duckdb.DuckDBPyConnection, counted: pd.DataFrame, shown: pd.DataFrame
) -> None:
    made = without_hidden(connection, counted, shown)
    hidden_at = made[made.is_hidden].set_index(["area_code", "month"]).index
    places = counted.set_index(["area_code", "month"]).index
    moved = counted.assign(count=counted["count"].mask(places.isin(hidden_at), 7))
    assert (moved["count"] != counted["count"]).sum() > 2000
    assert rows(without_hidden(connection, moved, shown), SPEC.main) == rows(made, SPEC.main)


APRIL = date(2020, 4, 1)
MONTHS = pd.date_range("2020-04-01", periods=12, freq="MS")


def a_year(counts: list[int], year: str, months: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """An area's twelve counts, and what is shown of its year and months."""
    area = {"area_code": "E23000001", "pfa_code": "E23000001", "residents": 1e6}
    counted = pd.DataFrame({**area, "starts": pd.NaT, "month": MONTHS, "count": counts})
    shown = pd.DataFrame(
        {
            "area_code": "E23000001",
            "period_kind": ["year", *["month"] * len(months)],
            "starts": [pd.Timestamp(APRIL), *MONTHS[: len(months)]],
            "shown": [year, *months],
        }
    )
    return counted, hidden.bounded(shown, RULES)


@pytest.mark.parametrize(
    ("counts", "year", "months", "made"),
    [
        # All is shown: the counts are themselves, not as rounded.
        ([11] * 12, "130", ["10"] * 12, [11] * 12),
        # What the year leaves is shared by hidden months; zeros stay.
        (
            [60, *[0] * 8, 1, 3, 6],
            "70",
            ["60", *["0"] * 8, *["[c]"] * 3],
            [60, *[0] * 8, *[10 / 3] * 3],
        ),
        # A hidden year is the middle of its symbol, wherever a month is not 0.
        ([0] * 10 + [1, 1], "[c]", ["0"] * 10 + ["[c]"] * 2, [0] * 10 + [2] * 2),
        ([1] * 12, "[c1]", ["[c]"] * 12, [7 / 12] * 12),
        # Months that a hidden year leaves exact do not tell it.
        ([10] + [0] * 11, "[c1]", ["10"] + ["0"] * 11, [7] + [0] * 11),
        # Without figures of months the year is shared by all of them.
        ([1, 2, 3, 4] * 3, "30", [], [2.5] * 12),
        # More shown than the rounded year has is no count below 0.
        ([8] * 11 + [1], "85", ["10"] * 11 + ["[c]"], [8] * 11 + [0]),
    ],
)
def test_what_is_public_stands_for_what_is_hidden(
    connection: duckdb.DuckDBPyConnection,
    counts: list[int],
    year: str,
    months: list[str],
    made: list[float],
) -> None:
    panel = without_hidden(connection, *a_year(counts, year, months))
    assert panel["count"].tolist() == pytest.approx(made)


@pytest.mark.parametrize("year", ["[c3]", "[x]"])
def test_an_area_with_a_year_withheld_is_left_out(
    connection: duckdb.DuckDBPyConnection, year: str
) -> None:
    with pytest.raises(NoEvaluationError, match="nothing can be estimated"):
        without_hidden(connection, *a_year([9] * 12, year, ["10"] * 12))


def test_months_after_the_last_year_shown_are_left_out(
    connection: duckdb.DuckDBPyConnection, counted: pd.DataFrame, shown: pd.DataFrame
) -> None:
    made = without_hidden(connection, counted, shown)
    assert counted.month.max() > pd.Timestamp(2023, 4, 1)
    assert made.month.max() == pd.Timestamp(2023, 3, 1)
    assert len(made) == 43 * 120
