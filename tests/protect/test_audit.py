"""The audit against brute force: its intervals are exactly what an outsider cannot rule out."""

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tasks.protect.audit.audit import audit, settled_bounds
from tasks.protect.audit.checker import ProofError, Step, check_recovered, check_safe
from tasks.protect.audit.exact import safe_proof
from tasks.protect.audit.leaving_out import audit_and_leave_out
from tasks.protect.decide.decision import decide_and_show
from tasks.protect.explain import linked_sums
from tasks.protect.policy import policy
from tests.protect.bare_rule import apply_bare_rule
from tests.protect.brute import all_tables, drawn_model
from tests.protect.small import Figure, model, verdicts

shapes = st.lists(st.integers(0, 16), min_size=2, max_size=4)


def widest(con: duckdb.DuckDBPyConnection) -> dict[int, tuple[int, int]]:
    columns = list(zip(*all_tables(con), strict=True))
    return {cell: (min(values), max(values)) for cell, values in enumerate(columns)}


@settings(max_examples=60, deadline=None)
@given(shapes, st.booleans())
def test_intervals_are_exactly_right(parts, total_is_exact) -> None:  # type: ignore[no-untyped-def]
    con = drawn_model(parts, total_is_exact)
    apply_bare_rule(con)
    audit(con)
    truth = widest(con)
    for cell, lo, hi in con.execute("select cell_id, lo, hi from audit_cell").fetchall():
        narrow = truth[cell][1] - truth[cell][0] < 3
        assert ((lo, hi) == truth[cell]) or not narrow


@settings(max_examples=60, deadline=None)
@given(shapes)
# Two sums together tell what neither does alone: 23 to 27, less 13 to 17 twice, is 1 at most.
@example([1, 12, 1, 13])
def test_a_release_keeps_its_promise(parts) -> None:  # type: ignore[no-untyped-def]
    con = drawn_model(parts, total_is_exact=False)
    decide_and_show(con)
    receipt = audit_and_leave_out(con, policy())
    assert (receipt.exact, receipt.at_most_2) == (0, 0)
    if not left_out(con):
        assert not given_away(con)


def left_out(con: duckdb.DuckDBPyConnection) -> bool:
    return bool(con.execute("from protected_cell where reason = 'left out'").fetchall())


@settings(max_examples=60, deadline=None)
@given(shapes)
def test_what_an_exact_total_gives_away_is_refused(parts) -> None:  # type: ignore[no-untyped-def]
    """An exact total that is small gives figures away before anything is shown: the audit must say
    so."""
    con = drawn_model(parts, total_is_exact=True)
    decide_and_show(con)
    audit(con)
    found = con.execute(
        "select cell_id from audit_cell where verdict in ('exact', 'known to be 2 or less')"
    ).fetchall()
    assert given_away(con) <= {cell for (cell,) in found}


def given_away(con: duckdb.DuckDBPyConnection) -> set[int]:
    """The hidden counts of 1 to 7 that brute force narrows to one value or to 2 or less."""
    truth = widest(con)
    hidden = con.execute(
        "select cell_id from audit_cell join cell using (cell_id)"
        " where kind = 'rule' and frequency between 1 and 7"
    ).fetchall()
    return {cell for (cell,) in hidden if truth[cell][0] == truth[cell][1] or truth[cell][1] <= 2}


@settings(max_examples=30, deadline=None)
@given(shapes, st.booleans())
def test_every_safe_verdict_has_two_tables_that_prove_it(parts, total_is_exact) -> None:  # type: ignore[no-untyped-def]
    con = drawn_model(parts, total_is_exact)
    decide_and_show(con)
    audit(con)
    settled = settled_bounds(con)
    rows = con.execute("select cell_id, lo, hi from protected_cell").fetchall()
    shown = {cell: (lo, hi) for cell, lo, hi in rows}
    for (cell,) in con.execute(
        "select cell_id from audit_cell where verdict in ('safe', 'two values', 'three values')"
        " and lo <= 7 and hi > 0"
    ).fetchall():
        sums = linked_sums(con, cell)
        check_safe(cell, *safe_proof(settled, cell), shown, sums, refused_at_most=2)


SUMS = {0: (2, [0, 1])}
SHOWN = {0: (1, 7), 1: (1, 7), 2: (13, 17)}


def test_a_true_chain_passes_the_checker() -> None:
    check_recovered(0, (6, 7), [Step(0, 0, 6, 7)], SHOWN, SUMS)


@pytest.mark.parametrize("step", [Step(0, 0, 7, 7), Step(0, 1, 6, 7)])
def test_a_false_chain_does_not(step: Step) -> None:
    with pytest.raises(ProofError):
        check_recovered(0, (7, 7), [step], SHOWN, SUMS)


def test_two_tables_that_differ_pass_and_others_do_not() -> None:
    one, other = {0: 6, 1: 7, 2: 13}, {0: 7, 1: 7, 2: 14}
    check_safe(0, one, other, SHOWN, SUMS, 2)
    with pytest.raises(ProofError):
        check_safe(1, one, other, SHOWN, SUMS, 2)
    with pytest.raises(ProofError):
        check_safe(0, one, other | {2: 15}, SHOWN, SUMS, 2)


def test_a_figure_in_no_sum_is_audited_too() -> None:
    figures = {"alone": Figure(3), "a": Figure(3), "b": Figure(9), "both": Figure(12)}
    con = model(figures, {"both": ["a", "b"]})
    apply_bare_rule(con)
    audit(con)

    assert verdicts(con)["alone"] == "safe"
    assert con.execute("select count(*) from bound").fetchone() == (len(figures),)
