"""Spans of months, figures that are never shown, let propagation see what overlapping totals give
away; the exact stage is right with and without them."""

from collections.abc import Sequence
from itertools import product

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tasks.protect.audit import audit
from tasks.protect.decision import decide_and_show
from tasks.statements import statement
from tasks.store import no_store
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


def spans_of(months: Sequence[str], totals: Sequence[str]) -> list[tuple[str, str, int]]:
    """Kind, last month and count of the spans that a force's months (1 each) and totals bring."""
    figures = [("month", month, 1) for month in months]
    figures += [("rolling_year", total, 12) for total in totals]
    with no_store() as con:
        con.execute(
            "create temp table model_figure (cell_no bigint, cause varchar, area_level varchar,"
            " area_code varchar, period_kind varchar, period varchar, age varchar,"
            " vintage varchar, kind varchar, lo bigint, hi bigint, count bigint)"
        )
        con.executemany(
            "insert into model_figure values (null, 'X99', 'pfa', 'E23000001', ?, ?, 'All ages',"
            " 'final', 'rule', null, null, ?)",
            figures,
        )
        con.execute(statement("protect/model/06_span_figure"))
        return con.execute(
            "select period_kind, period, count from model_figure"
            " where period_kind like '% months' order by all"
        ).fetchall()


MONTHS = [f"{2018 + at // 12}-{at % 12 + 1:02}" for at in range(3, 18)]


def test_spans_begin_with_the_first_of_the_overlapping_totals() -> None:
    assert MONTHS[0] == "2018-04"
    assert MONTHS[-1] == "2019-06"
    ends = ["2018-06", "2018-09", "2018-12", "2019-03", "2019-06"]

    assert spans_of(MONTHS, ["2019-03", "2019-06"]) == [
        *(("3 months", end, 3) for end in ends),
        *(("6 months", end, 6) for end in ends[1:]),
        *(("9 months", end, 9) for end in ends[2:]),
    ]


def test_a_span_needs_all_its_months_and_a_total() -> None:
    assert spans_of(MONTHS, []) == []
    assert spans_of(MONTHS[1:4], ["2019-03"]) == []
    assert spans_of(MONTHS, ["2019-12"]) == [
        ("3 months", "2019-03", 3),
        ("3 months", "2019-06", 3),
        ("6 months", "2019-06", 6),
    ]
