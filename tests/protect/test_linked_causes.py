"""Sharp object is among all assault: what is shown of one must not give the other away."""

import duckdb

from tasks.protect.audit.audit import audit
from tasks.protect.audit.refusal import discloses
from tasks.protect.decide.decision import decide_and_show
from tests.protect.small import Figure, model, verdicts

LINK = {"under 25": ["December", "rest"]}


def two_months(
    link: dict[str, list[str]], *, assault: int = 4, december: int = 3, more: int = 0
) -> duckdb.DuckDBPyConnection:
    """Sharp object in December is two more than in November at least, as rolling totals tell; in
    all assault the ages of December add up."""
    figures = {
        "all ages": Figure(8 + assault),
        "25 and over": Figure(8),
        "under 25": Figure(assault),
        "November": Figure(december - 2 - more),
        "December": Figure(december),
        "two": Figure(2, "exact"),
        "more": Figure(more, "hidden", lo=0),
        "rest": Figure(assault - december, "hidden", lo=0),
    }
    sums = {
        "all ages": ["25 and over", "under 25"],
        "December": ["November", "two", "more"],
    }
    con = model(figures, sums | link)
    con.execute("update cell set is_rest = true where area_code = 'rest'")
    return con


def test_decided_with_the_link_nothing_is_given_away() -> None:
    con = two_months(LINK)
    decide_and_show(con)
    audit(con)
    assert not discloses(con)


def test_decided_without_it_a_month_is() -> None:
    con = two_months({})
    decide_and_show(con)
    con.execute("insert into relation_part values (2, 2, 4), (2, 2, 7)")
    audit(con)

    assert verdicts(con)["November"] == "known to be 2 or less"
    assert discloses(con)


def test_counts_that_break_the_link_are_not_held_to_it() -> None:
    con = two_months(LINK, assault=2, december=5)
    decide_and_show(con)
    audit(con)
    assert not discloses(con)
