"""The rule and its ladder at their boundaries, in SQL and compiled alike."""

from dataclasses import replace

import duckdb
import numpy as np
import pytest

from tasks.protect.audit.audit import audit
from tasks.protect.audit.refusal import discloses
from tasks.protect.decide import ladder, probing
from tasks.protect.decide.decision import COLUMNS, decide_and_show
from tasks.protect.decide.ladder import Ladder, shown_bounds, symbol_bounds
from tasks.protect.policy import Policy, make_rung, policy, policy_of
from tasks.protect.run_sql import joined, run
from tests.protect.bare_rule import apply_bare_rule
from tests.protect.small import Figure, model

BOUNDARIES = [
    # count, then what is shown and admitted on rungs 5, 10 and 20
    (0, ("0", 0, 0), ("[c1]", 0, 14), ("[c2]", 0, 29)),
    (1, ("[c]", 1, 7), ("[c1]", 0, 14), ("[c2]", 0, 29)),
    (7, ("[c]", 1, 7), ("[c1]", 0, 14), ("[c2]", 0, 29)),
    (8, ("10", 8, 12), ("[c1]", 0, 14), ("[c2]", 0, 29)),
    (12, ("10", 8, 12), ("[c1]", 0, 14), ("[c2]", 0, 29)),
    (13, ("15", 13, 17), ("[c1]", 0, 14), ("[c2]", 0, 29)),
    (14, ("15", 13, 17), ("[c1]", 0, 14), ("[c2]", 0, 29)),
    (15, ("15", 13, 17), ("20", 15, 24), ("[c2]", 0, 29)),
    (24, ("25", 23, 27), ("20", 15, 24), ("[c2]", 0, 29)),
    (25, ("25", 23, 27), ("30", 25, 34), ("[c2]", 0, 29)),
    (29, ("30", 28, 32), ("30", 25, 34), ("[c2]", 0, 29)),
    (30, ("30", 28, 32), ("30", 25, 34), ("40", 30, 49)),
    (49, ("50", 48, 52), ("50", 45, 54), ("40", 30, 49)),
    (50, ("50", 48, 52), ("50", 45, 54), ("60", 50, 69)),
]
CASES = [
    (count, place, *expected[place])
    for count, *expected in BOUNDARIES
    for place in range(len(expected))
]


def show_on(con: duckdb.DuckDBPyConnection, place: int) -> tuple[str, int, int]:
    run(
        con, "decide/decision", cell_id="0", place=str(place), low_place=str(place), low_to="-1",
        high_place=str(place), high_from=str(10**9 + 1),
    )  # fmt: skip
    run(con, "decide/protected_cell")
    row = con.execute("select shown, lo, hi from protected_cell").fetchone()
    assert row is not None
    return row


@pytest.mark.parametrize(("count", "place", "symbol", "lo", "hi"), CASES)
def test_symbol_and_interval_at_the_boundaries(
    count: int, place: int, symbol: str, lo: int, hi: int
) -> None:
    con = model({"a": Figure(count)}, {})
    make_rung(con, policy())
    assert show_on(con, place) == (symbol, lo, hi)


WIDER = replace(policy(), rungs=(replace(policy().finest, hidden_to=14), *policy().rungs[1:]))


@pytest.mark.parametrize(
    "rules", [policy(), policy_of("hes-2014"), WIDER], ids=["2018", "2014", "14"]
)
def test_the_compiled_rule_is_the_one_that_is_stated(rules: Policy) -> None:
    con = model({}, {})
    make_rung(con, rules)
    stated = con.execute(
        "select place, number, symbol_of(number, rung).lo, symbol_of(number, rung).hi "
        "from range(201) as counts (number), rung"
    ).fetchall()

    assert len(stated) == 201 * len(rules.rungs)
    for place, count, lo, hi in stated:
        rung = rules.rungs[place]
        compiled = symbol_bounds(count, rung.base, rung.hidden_from, rung.hidden_to)
        assert compiled == (lo, hi), (place, count)


def test_what_a_rounded_count_can_be_is_never_what_is_hidden() -> None:
    con = model({}, {})
    make_rung(con, WIDER)

    assert con.execute("select symbol_of(15, rung) from rung where place = 0").fetchone() == (
        {"shown": "15", "rounding": 5, "lo": 15, "hi": 17},
    )


@pytest.mark.parametrize(
    ("place", "count", "expected"),
    [
        (0, 3, ("[c]", None, 1, 7, "rule")),
        (0, 40, ("40", 5, 38, 42, "rule")),
        (1, 40, ("40", 10, 35, 44, "coarsened")),
        (2, 40, ("40", 20, 30, 49, "coarsened")),
        (3, 0, ("[c3]", None, 0, 10**9, "withheld")),
        (3, 40, ("[c3]", None, 0, 10**9, "withheld")),
    ],
)
def test_what_is_said_of_how_a_figure_is_shown(
    place: int, count: int, expected: tuple[object, ...]
) -> None:
    con = model({"a": Figure(count)}, {})
    make_rung(con, policy())
    show_on(con, place)

    row = con.execute("select shown, rounding, lo, hi, reason from protected_cell").fetchone()
    assert row == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        # Low counts are hidden as [c1], and it is known where they end.
        (0, ("[c1]", 0, 10)),
        (10, ("[c1]", 0, 10)),
        (11, ("10", 8, 12)),
        (17, ("15", 13, 17)),
        # High ones as [c2], and it is known where they begin.
        (19, ("20", 18, 22)),
        (20, ("[c2]", 20, 29)),
        (29, ("[c2]", 20, 29)),
        (30, ("40", 30, 49)),
    ],
)
def test_a_coarser_band_is_known_to_end_where_it_does(
    count: int, expected: tuple[str, int, int]
) -> None:
    con = model({"a": Figure(count)}, {})
    make_rung(con, policy())
    run(
        con, "decide/decision", cell_id="0", place="0", low_place="1", low_to="10", high_place="2",
        high_from="20",
    )  # fmt: skip
    run(con, "decide/protected_cell")

    assert con.execute("select shown, lo, hi from protected_cell").fetchone() == expected


def test_the_compiled_decision_knows_bands_as_they_are_shown() -> None:
    decision = (0, 1, 10, 2, 20)
    con = model({str(count): Figure(count) for count in range(201)}, {})
    make_rung(con, policy())
    columns = {name: joined(np.full(201, decision[at])) for at, name in enumerate(COLUMNS)}
    run(con, "decide/decision", cell_id=joined(np.arange(201)), **columns)
    run(con, "decide/protected_cell")
    ladder_of_policy = Ladder(
        *(np.array(policy().column(name)) for name in ("base", "hidden_from", "hidden_to"))
    )

    for count, lo, hi in con.execute("select cell_id, lo, hi from protected_cell").fetchall():
        assert shown_bounds(ladder_of_policy, np.array(decision), count) == (lo, hi)


@pytest.mark.parametrize(
    ("lo", "hi", "harm", "probed", "at_risk"),
    [
        (0, 0, 0, False, False),
        (0, 1, 2, True, True),
        (0, 2, 1, True, True),
        (0, 3, 0, True, True),
        (0, 4, 0, False, False),
        (1, 1, 3, False, False),
        (1, 2, 1, True, True),
        (1, 3, 0, True, True),
        (2, 4, 0, True, False),
        (2, 5, 0, False, False),
        (3, 3, 3, False, False),
        (3, 4, 0, True, True),
        (7, 7, 3, False, False),
        (7, 8, 0, True, True),
        (7, 9, 0, True, False),
        (7, 10, 0, False, False),
        (8, 8, 0, False, False),
        (8, 9, 0, False, False),
    ],
)
def test_what_bounds_give_away_and_which_are_tried_at_the_boundaries(
    lo: int, hi: int, harm: int, probed: bool, at_risk: bool
) -> None:
    bounds = probing.Bounds(*policy().bounds())
    asked = (ladder.harm, probing.is_probed, probing.is_at_risk)
    assert [ask(lo, hi, bounds) for ask in asked] == [harm, probed, at_risk]


@pytest.mark.parametrize("of_country", [1, 2, 3])
@pytest.mark.parametrize("at_most", [3, 4, 5])
def test_what_the_margin_does_not_save_is_protected_from_more(
    at_most: int, of_country: int
) -> None:
    """Two forces of a country that shows so few are within the margin before either is shown."""
    con = two_forces(of_country)
    decide_and_show(con, replace(policy(), decided_at_most=at_most))
    audit(con)
    assert not discloses(con)


def test_what_is_known_before_must_not_be_known_better() -> None:
    con = two_forces(2)
    apply_bare_rule(con)
    audit(con)
    assert discloses(con)


def test_what_exact_totals_give_away_has_a_number_of_its_own() -> None:
    """Both forces of a country with one admission are 0 to 1; of one with nine nothing is known."""
    for of_country, given_away in ((1, 2), (9, 0)):
        con = two_forces(of_country)
        decide_and_show(con)
        receipt = audit(con)
        assert (receipt.exact_totals, receipt.known_before) == (given_away, 0)


def test_what_earlier_releases_gave_away_is_not_laid_on_exact_totals() -> None:
    con = model(
        {"all": Figure(30, "exact"), "a": Figure(2, "frozen", 1, 2), "b": Figure(28)},
        {"all": ["a", "b"]},
    )
    decide_and_show(con)
    receipt = audit(con)
    assert (receipt.exact_totals, receipt.known_before) == (0, 1)


def two_forces(of_country: int) -> duckdb.DuckDBPyConnection:
    figures = {"country": Figure(of_country, "exact"), "a": Figure(1), "b": Figure(of_country - 1)}
    return model(figures, {"country": ["a", "b"]})


def test_a_figure_that_could_be_anything_is_refused() -> None:
    con = model({"a": Figure(3)}, {})
    con.execute("update cell set hi = null")
    with pytest.raises(ValueError, match="no known upper bound"):
        decide_and_show(con)


@pytest.mark.parametrize(("count", "symbol"), [(0, "0"), (1, "*"), (5, "*"), (6, "6"), (7, "7")])
def test_the_rule_before_2018(count: int, symbol: str) -> None:
    con = model({"a": Figure(count)}, {})
    apply_bare_rule(con, policy_of("hes-2014"))
    assert con.execute("select shown from protected_cell").fetchone() == (symbol,)


def test_no_figure_of_a_release_is_a_five() -> None:
    con = model({str(n): Figure(n) for n in range(100)}, {})
    apply_bare_rule(con)
    assert con.execute("select count(*) from protected_cell where shown = '5'").fetchone() == (0,)
