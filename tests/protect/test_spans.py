"""Spans of months, figures that are never shown, let propagation see what overlapping totals give
away; the exact stage is right with and without them."""

from collections.abc import Sequence
from itertools import product

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tasks.protect.audit.audit import audit
from tasks.protect.decide.decision import decide_and_show
from tasks.store.statements import statement
from tasks.store.stores import no_store
from tests.protect.bare_rule import apply_bare_rule
from tests.protect.small import Figure, model
from tests.protect.test_exact import checked

# Six months, three totals of four that overlap by three and two.
TOTALS = {f"total {at}": [f"month {at + nth}" for nth in range(4)] for at in range(3)}
SPLITS = {
    "total 0/late": ["month 0", "span 1"],
    "total 1/early": ["span 1", "month 4"],
    "total 1/late": ["month 1", "span 2"],
    "total 2/early": ["span 2", "month 5"],
}
SPANS = {f"span {at}": [f"month {at + nth}" for nth in range(3)] for at in (1, 2)}
months = st.lists(st.integers(0, 9), min_size=6, max_size=6)


def overlapping(
    counts: Sequence[int], *, spans: bool, exact: Sequence[str] = ()
) -> duckdb.DuckDBPyConnection:
    """The model, with its spans or without."""
    count = {f"month {at}": number for at, number in enumerate(counts)}
    figures = {name: Figure(number, _kind(name, exact), hi=20) for name, number in count.items()}
    sums: dict[str, list[str]] = dict(TOTALS)
    if spans:
        sums |= SPANS | SPLITS
        figures |= {
            name: Figure(sum(count[part] for part in parts), "hidden")
            for name, parts in SPANS.items()
        }
    figures |= {
        name: Figure(sum(count[part] for part in parts), _kind(name, exact), hi=80)
        for name, parts in TOTALS.items()
    }
    con = model(figures, sums)
    con.execute("update cell set period_kind = '3 months' where area_code like 'span%'")
    return con


def _kind(name: str, exact: Sequence[str]) -> str:
    return "exact" if name in exact else "rule"


def hulls(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, int]]:
    """What brute force leaves of every figure, by name."""
    rows = con.execute(
        "select area_code, protected_cell.lo, least(protected_cell.hi, 80) from protected_cell "
        "join cell using (cell_id) where kind != 'hidden' order by cell_id"
    ).fetchall()
    bounds = {name: (lo, hi) for name, lo, hi in rows}
    found: dict[str, list[int]] = {name: [] for name in bounds}
    ranges = [range(bounds[f"month {at}"][0], bounds[f"month {at}"][1] + 1) for at in range(6)]
    for table in product(*ranges):
        value = {f"month {at}": number for at, number in enumerate(table)}
        value |= {name: sum(value[part] for part in parts) for name, parts in TOTALS.items()}
        if all(lo <= value[name] <= hi for name, (lo, hi) in bounds.items()):
            for name, number in value.items():
                found[name].append(number)
    return {name: (min(numbers), max(numbers)) for name, numbers in found.items()}


# Totals of 10 (8 to 12) and 15 (13 to 17): between them one month leaves, at least 1, and one of at
# most 7 comes.
@pytest.mark.parametrize(("counts", "seen"), [([1, 3, 3, 3, 7, 1], True), ([3] * 6, False)])
def test_propagation_sees_more_with_spans(counts: list[int], seen: bool) -> None:
    narrowed = []
    for spans in (False, True):
        con = overlapping(counts, spans=spans)
        apply_bare_rule(con)
        audit(con, exactly=False)
        narrowed.append(
            con.execute(
                "select sum(audit_cell.hi - audit_cell.lo) from audit_cell "
                "join cell using (cell_id) where area_code like 'month%'"
            ).fetchone()
        )
    assert (narrowed[1] < narrowed[0]) == seen


@settings(max_examples=25, deadline=None)
@given(months)
def test_the_exact_stage_is_right_with_spans(counts: list[int]) -> None:
    con = overlapping(counts, spans=True)
    apply_bare_rule(con)
    assert audit(con).unsettled == 0
    checked(con)
    truth = hulls(con)
    for name, lo, hi in con.execute(
        "select area_code, audit_cell.lo, audit_cell.hi from audit_cell join cell using (cell_id)"
    ).fetchall():
        if hi - lo < 3 or hi <= 2:
            assert (lo, hi) == truth[name]


def test_what_a_span_implies_is_not_left_out() -> None:
    """Span 1 is exact by the first total and its month, and so implies that total; the walk, which
    knows no spans, has to keep to it all the same."""
    con = overlapping([3, 4, 4, 4, 5, 5], spans=True, exact=["total 0", "month 0"])
    apply_bare_rule(con)
    audit(con)
    checked(con)


# By the rule the first total is hidden (at most 7) and the second 15 (at least 13): month 0 is 1
# and month 4 is 7.
@settings(max_examples=25, deadline=None)
@given(months)
@example([1, 2, 2, 2, 7, 0])
def test_a_decision_with_spans_leaves_nothing_to_be_worked_out(counts: list[int]) -> None:
    con = overlapping(counts, spans=True)
    decide_and_show(con)
    symbol = dict(
        con.execute(
            "select area_code, shown from protected_cell join cell using (cell_id)"
        ).fetchall()
    )
    for name, (lo, hi) in hulls(con).items():
        is_hidden = str(symbol[name]).startswith("[c")
        assert not (is_hidden and hi >= 1 and lo <= 7 and (lo == hi or hi <= 2)), name


FIGURES = """
    create temp table model_figure (
        cell_no bigint, cause varchar, area_level varchar, area_code varchar, period_kind varchar,
        period varchar, age varchar, vintage varchar, risen_from varchar, is_rest boolean,
        kind varchar, lo bigint, hi bigint, frequency bigint
    )
"""
RISE = "create temp table rise as select 'X99' as cause, 'final' as earlier, 'later' as later"
FIGURE = """
    insert into model_figure by name
    select
        'X99' as cause, 'pfa' as area_level, 'E23000001' as area_code, $1 as period_kind,
        $2 as period, 'All ages' as age, $3 as kind, $4 as frequency,
        split_part($5, ' to ', -1) as vintage,
        if($5 like '% to %', split_part($5, ' to ', 1), null) as risen_from, false as is_rest
"""
VINTAGES = ("final", "later")
Named = tuple[str, str, int, str]
"""Kind, period, count and vintage of a figure, or the two vintages that it rose between."""


def spans_of(
    months: Sequence[str], totals: Sequence[str], rising: Sequence[str] = ()
) -> list[Named]:
    """The spans that a force's months (1 each) and totals bring in two vintages, and those of the
    months that rose from one to the next, by nothing."""
    figures = [("month", month, 1, vintage) for month in months for vintage in VINTAGES]
    figures += [("rolling_year", total, 12, "final") for total in totals]
    figures += [("rolling_year", total, 12, "later") for total in totals if rising]
    figures += [("month", month, 0, "final to later") for month in rising]
    with no_store() as con:
        con.execute(f"{FIGURES}; {RISE}")
        con.executemany(
            FIGURE,
            [
                (kind, period, "exact" if " to " in vintage else "rule", number, vintage)
                for kind, period, number, vintage in figures
            ],
        )
        con.execute(statement("protect/model/08_span_figure"))
        return con.execute(
            "select period_kind, period, frequency, concat_ws(' to ', risen_from, vintage) as name"
            " from model_figure where period_kind like '% months'"
            " order by name, period_kind, period"
        ).fetchall()


MONTHS = [f"{2018 + at // 12}-{at % 12 + 1:02}" for at in range(3, 18)]


def test_spans_begin_with_the_first_of_the_overlapping_totals() -> None:
    assert MONTHS[0] == "2018-04"
    assert MONTHS[-1] == "2019-06"
    ends = ["2018-06", "2018-09", "2018-12", "2019-03", "2019-06"]

    assert spans_of(MONTHS, ["2019-03", "2019-06"]) == [
        *(("3 months", end, 3, "final") for end in ends),
        *(("6 months", end, 6, "final") for end in ends[1:]),
        *(("9 months", end, 9, "final") for end in ends[2:]),
    ]


def test_a_span_needs_all_its_months_and_a_total() -> None:
    assert spans_of(MONTHS, []) == []
    assert spans_of(MONTHS[1:4], ["2019-03"]) == []
    assert spans_of(MONTHS[9:], ["2019-12"]) == [
        ("3 months", "2019-03", 3, "final"),
        ("3 months", "2019-06", 3, "final"),
        ("6 months", "2019-06", 6, "final"),
    ]


@pytest.mark.parametrize("total", ["2019-06", "2019-12"])
def test_spans_begin_with_the_year_that_shares_months_with_the_first_total(total: str) -> None:
    """The year less the span that it shares with the total leaves its first months, as a span."""
    assert ("3 months", "2018-06", 3, "final") in spans_of(MONTHS, [total])


def test_spans_rise_between_vintages_that_both_have_totals() -> None:
    """What a total of one says of a span is news for the total of the other that shares it."""
    found = spans_of(MONTHS, ["2019-03"], rising=MONTHS[:6])
    assert [span for span in found if span[3] == "final to later"] == [
        ("3 months", "2018-06", 0, "final to later"),
        ("3 months", "2018-09", 0, "final to later"),
        ("6 months", "2018-09", 0, "final to later"),
    ]
    assert {span[3] for span in found} == {"final", "later", "final to later"}
    # Without totals in the later vintage nothing overlaps there.
    assert {span[3] for span in spans_of(MONTHS, ["2019-03"])} == {"final"}


@pytest.mark.parametrize(("kinds", "lo"), [("exact", -6), ("hidden", 0)])
def test_a_span_may_fall_by_what_its_months_are_known_to_have(kinds: str, lo: int) -> None:
    """By no more: of the others, not known to have fallen, a reader expects none."""
    with no_store() as con:
        con.execute(f"{FIGURES}; {RISE}")
        con.executemany(
            FIGURE,
            [
                *(("rolling_year", "2019-03", "rule", 12, vintage) for vintage in VINTAGES),
                *(("month", month, kinds, -2, "final to later") for month in MONTHS[:3]),
                *(("month", month, "hidden", 1, "final to later") for month in MONTHS[3:6]),
            ],
        )
        con.execute(statement("protect/model/08_span_figure"))
        found = con.execute("select lo from model_figure where period_kind = '6 months'")
        assert found.fetchall() == [(lo,)]


TOTAL_AND_LATER = {
    "year/late": ["months before", "span"],
    "span": ["October", "November", "December"],
    "total of later/months": ["October of later", "November of later", "December of later", "new"],
    "total of later/late": ["span of later", "new"],
    "October of later": ["October", "rise"],
    "November of later": ["November", "rise"],
    "December of later": ["December", "rise"],
}


@pytest.mark.parametrize("linked", [False, True])
def test_a_month_between_totals_of_two_vintages_is_seen_through_the_rise(linked: bool) -> None:
    """The year leaves 13 at least for its last months, the later total 17 at most for them and a
    new one, which is 4 at most; no sum of single months says so."""
    con = two_totals(linked)
    apply_bare_rule(con)
    audit(con, exactly=False)
    (most,) = con.execute(
        "select audit_cell.hi from audit_cell join cell using (cell_id) where area_code = 'new'"
    ).fetchone() or (None,)
    assert most == (4 if linked else 7)


def two_totals(linked: bool) -> duckdb.DuckDBPyConnection:
    months = ("October", "November", "December")
    figures = {name: Figure(5, hi=7) for name in months} | {"new": Figure(1, hi=7)}
    figures |= {f"{name} of later": Figure(5, "hidden", hi=7) for name in months}
    figures |= {"months before": Figure(0), "rise": Figure(0, "exact")}
    figures |= {name: Figure(15, "hidden", hi=21) for name in ("span", "span of later")}
    figures |= {"year": Figure(15, hi=50), "total of later": Figure(16, hi=50)}
    link = {"span of later": ["span", "rise"]} if linked else {}
    con = model(figures, TOTAL_AND_LATER | link)
    con.execute("update cell set period_kind = '3 months' where area_code like 'span%'")
    return con
