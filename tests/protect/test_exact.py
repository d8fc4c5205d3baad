"""The exact stage against brute force, where overlapping rolling totals give away more than one sum
at a time tells."""

import pickle
from types import SimpleNamespace
from unittest.mock import patch

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.protect.audit import parts, settling
from tasks.protect.audit.audit import audit, settled_bounds
from tasks.protect.audit.checker import ProofError, check_walk
from tasks.protect.audit.programmes import MOST_CHECKS, Programme
from tasks.protect.audit.refusal import discloses
from tasks.protect.audit.settling import begin
from tasks.protect.audit.walk import shows_enough
from tasks.protect.model import Relations, relations
from tasks.protect.policy import policy
from tasks.protect.summands import Entries, in_summands, linked, within
from tests.protect.bare_rule import apply_bare_rule
from tests.protect.brute import rolling_model, rolling_tables

months = st.lists(st.integers(0, 9), min_size=3, max_size=5)


@settings(max_examples=60, deadline=None)
@given(months, st.integers(2, 3), st.booleans())
def test_rolling_totals_are_settled_exactly(counts, width, total_is_exact) -> None:  # type: ignore[no-untyped-def]
    con = rolling_model(counts, width, total_is_exact)
    apply_bare_rule(con)
    receipt = audit(con)
    truth = list(zip(*rolling_tables(con, len(counts), width), strict=True))
    assert receipt.unsettled == 0
    for cell, lo, hi in con.execute("select cell_id, lo, hi from audit_cell").fetchall():
        widest = min(truth[cell]), max(truth[cell])
        if hi - lo < 3 or hi <= 2 or widest[1] - widest[0] < 3 or widest[1] <= 2:
            assert (lo, hi) == widest


@settings(max_examples=60, deadline=None)
@given(months, st.integers(2, 3), st.booleans())
def test_the_walk_passes_the_checker_and_proves_every_safe_figure(  # type: ignore[no-untyped-def]
    counts, width, total_is_exact
) -> None:
    con = rolling_model(counts, width, total_is_exact)
    apply_bare_rule(con)
    audit(con)
    least, greatest = checked(con)
    safe = con.execute(
        "select cell_id from audit_cell"
        " where verdict not in ('exact', 'known to be 2 or less') and hi > 0 and lo <= 7"
    ).fetchall()
    for (cell,) in safe:
        assert least[cell] < greatest[cell]
        assert greatest[cell] > 2


def checked(
    con: duckdb.DuckDBPyConnection, spoilt: int | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """What the checker makes of the walk; spoilt, the place of a change made one too large."""
    start, step, cell, change = settled_bounds(con).walk
    if spoilt is not None:
        change = change.copy()
        change[spoilt] += 1
    shown = con.execute("select lo, hi from protected_cell order by cell_id").fetchnumpy()
    return check_walk(
        start, (step, cell, change), (shown["lo"], shown["hi"]), tuple(relations(con))
    )


def test_the_checker_refuses_a_walk_with_one_wrong_change() -> None:
    con = rolling_model([3, 5, 2, 6], 2, total_is_exact=False)
    apply_bare_rule(con)
    audit(con)
    changes = settled_bounds(con).walk.step
    assert len(changes) > 0
    for place in range(len(changes)):
        with pytest.raises(ProofError):
            checked(con, spoilt=place)


def test_counts_that_are_not_what_is_shown_are_refused() -> None:
    con = rolling_model([3, 5, 2, 6], 2, total_is_exact=False)
    apply_bare_rule(con)
    con.execute("update cell set frequency = 9 where cell_id = 0")
    with pytest.raises(ValueError, match="the counts are not what is shown"):
        audit(con)


def test_what_is_unsettled_would_be_disclosed() -> None:
    con = rolling_model([3, 5, 2, 6], 2, total_is_exact=False)
    apply_bare_rule(con)
    audit(con)
    assert not discloses(con)
    con.execute("update audit_cell set method = 'unsettled' where cell_id = 0")
    assert discloses(con)


def test_two_sums_of_one_total_are_held_together() -> None:
    """Total 4 is 0 + 1 and also 2 + 3: the model keeps that the two agree."""
    pairs = [(0, 4, 0), (0, 4, 1), (1, 4, 2), (1, 4, 3)]
    sums = Relations(*(np.array(c, np.int32) for c in zip(*pairs, strict=True)))
    rows = in_summands(5, sums, np.zeros(5, bool))
    more = rows.where(rows.row == 5)
    assert dict(zip(more.summand.tolist(), more.times.tolist(), strict=True)) == {
        0: -1, 1: -1, 2: 1, 3: 1,
    }  # fmt: skip


def test_a_rest_is_its_total_less_the_other_parts() -> None:
    """Total 2 is 0 + 1; 3 is 2 and rest 4: the rest is the one less the other, and no summand."""
    pairs = [(0, 2, 0), (0, 2, 1), (1, 3, 2), (1, 3, 4)]
    sums = Relations(*(np.array(c, np.int32) for c in zip(*pairs, strict=True)))
    rows = in_summands(5, sums, np.arange(5) == 4)
    rest = rows.where(rows.row == 4)
    assert rest.summand.tolist() == [0, 1, 3]
    assert rest.times.tolist() == [-1, -1, 1]
    assert set(rows.summand.tolist()) == {0, 1, 3}


@pytest.mark.parametrize(
    ("low", "high", "enough"),
    [(0, 3, True), (1, 4, True), (0, 2, False), (1, 3, False), (4, 6, False), (4, 7, True)],
)
def test_four_values_are_enough(low: int, high: int, enough: bool) -> None:
    assert shows_enough(low, high, 2) == enough
    assert not shows_enough(low, high, high)


class Unsettled:
    """A small model under the bare rule, before anything is tried."""

    def __init__(self, counts: list[int]) -> None:
        self.con = rolling_model(counts, 2, total_is_exact=False)
        apply_bare_rule(self.con)
        audit(self.con)
        rows = self.con.execute(
            "select protected_cell.lo, protected_cell.hi, frequency from protected_cell"
            " inner join cell using (cell_id) order by cell_id"
        ).fetchnumpy()
        self.lo, self.hi, self.count = (
            rows[name].astype(np.int64) for name in ("lo", "hi", "frequency")
        )
        n_cell, months = len(self.lo), np.arange(len(counts))
        self.settling = begin(
            relations(self.con), self.lo.copy(), self.hi.copy(), self.count, months,
            np.full(n_cell, "propagation", dtype=object), policy(),
            np.zeros(n_cell, bool), np.zeros(n_cell, bool),
        )  # fmt: skip

    def check(self) -> None:
        """Every table found agrees with what is shown."""
        step, cell, change = self.settling.changes()
        shown = (self.lo, self.hi)
        check_walk(self.count, (step, cell, change), shown, relations(self.con))


def test_programmes_near_a_figure_find_what_no_walk_looked_for() -> None:
    model = Unsettled([3, 5, 2, 6])
    assert set(model.settling.unproved()) == {0, 1, 2, 3}

    model.settling.seek_near()

    assert len(model.settling.unproved()) == 0
    model.check()


@pytest.mark.parametrize(
    ("near", "far", "left"),
    [((1,), (1,), {0, 1, 2, 3}), ((1, 2, 20), (1,), set()), ((1,), (1, 20), set())],
)
def test_what_is_not_found_near_is_sought_farther(near, far, left) -> None:  # type: ignore[no-untyped-def]
    model = Unsettled([3, 5, 2, 6])
    with patch.object(settling, "NEAR", near), patch.object(settling, "FAR", far):
        model.settling.seek_near()
        model.settling.seek_far()

    assert set(model.settling.unproved()) == left
    model.check()


def test_seeking_ends_when_the_work_is_done() -> None:
    model = Unsettled([3, 5, 2, 6])
    with patch.object(settling, "SEEKING", 0):
        model.settling.seek_near()
        model.settling.seek_far()

    assert set(model.settling.unproved()) == {0, 1, 2, 3}


def with_tables(model: Unsettled, lo: list[int], hi: list[int]) -> None:
    """As if tables had been found in which the months go from lo to hi."""
    model.settling.search.seen_lo[:4], model.settling.search.seen_hi[:4] = lo, hi


def test_a_figure_of_two_values_is_safe_and_said_to_have_no_more_than_tables_show() -> None:
    model = Unsettled([3, 5, 2, 6])
    with_tables(model, [3, 5, 1, 3], [3, 6, 2, 6])
    assert set(model.settling.doubtful()) == {0, 1, 2}
    assert set(model.settling.unproved()) == {0, 2}

    model.settling.take_as_shown(suppressed_to=7)

    search = model.settling.search
    assert (search.lo[1], search.hi[1], model.settling.method[1]) == (5, 6, "tables alone")
    assert set(model.settling.unproved()) == {0, 2}
    assert all(search.hi[cell] - search.lo[cell] > 1 for cell in (0, 2, 3))


@pytest.mark.parametrize(("suppressed_to", "low"), [(5, 5), (4, 1)])
def test_none_is_taken_to_be_above_what_is_suppressed(suppressed_to: int, low: int) -> None:
    model = Unsettled([3, 5, 2, 6])
    with_tables(model, [3, 5, 1, 3], [3, 6, 2, 6])

    model.settling.take_as_shown(suppressed_to)

    assert model.settling.search.lo[1] == low


def test_nothing_far_is_sought_for_what_is_safe() -> None:
    model = Unsettled([3, 5, 2, 6])
    with_tables(model, [3, 5, 2, 3], [4, 6, 3, 6])

    model.settling.seek_far()
    assert model.settling.steps == 0

    model.settling.seek_near()
    assert model.settling.steps > 0


def elsewhere(find, batches):  # type: ignore[no-untyped-def]
    """As workers do it: copies are sent and come back, and the last batch is done first."""
    sent = [pickle.loads(pickle.dumps(batch)) for batch in batches]
    done = [pickle.loads(pickle.dumps(find(batch))) for batch in reversed(sent)]
    return reversed(done)


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=4, max_size=8), st.integers(1, 9), st.booleans())
def test_programmes_find_the_same_wherever_they_run(counts, figures, whole_numbers) -> None:  # type: ignore[no-untyped-def]
    def settled(each) -> list[list[object]]:  # type: ignore[no-untyped-def]
        model = Unsettled(counts)
        search = model.settling.search
        model.settling.narrow(
            linked(model.settling.needed, len(search.lo)), each,
            most_entries=np.inf, work=np.inf, whole_numbers=whole_numbers,
        )  # fmt: skip
        model.check()
        found = (search.lo, search.hi, search.seen_lo, search.seen_hi, model.settling.method)
        return [column.tolist() for column in found]

    with patch.object(settling, "FIGURES", figures), patch.object(parts, "BATCH", 1):
        here = settled(map)
        assert settled(elsewhere) == here
    with patch.object(settling, "FIGURES", figures):
        assert settled(map) == here


def test_a_figure_that_is_part_of_itself_is_refused() -> None:
    pairs = [(0, 1, 0), (1, 0, 1)]
    sums = Relations(*(np.array(c, np.int32) for c in zip(*pairs, strict=True)))
    with pytest.raises(ValueError, match="part of itself"):
        in_summands(2, sums, np.zeros(2, bool))


def test_a_row_belongs_to_a_system_if_all_its_summands_do() -> None:
    """Rows 0 to 2 are summands, 3 is the sum of one system's, 4 links two; 5 has no summand."""
    entries = Entries(
        np.array([0, 1, 2, 3, 3, 4, 4]), np.array([0, 1, 2, 0, 1, 1, 2]), np.ones(7, np.int64)
    )
    number = within(entries, np.array([7, 7, 8, 7, 9, 9]), 6)

    assert number[:4].tolist() == [7, 7, 8, 7]
    assert len({*number[4:].tolist(), 7, 8}) == 4
    assert (number[4:] < 0).all()


def bounded_alone(system: list[int]) -> tuple[list[int], list[int]]:
    """The ends of five months by programmes over their systems alone; the months are summands."""
    unsettled = Unsettled([7, 7, 6, 3, 1])
    search, needed = unsettled.settling.search, unsettled.settling.needed
    systems = np.zeros(len(unsettled.lo), np.int64)
    systems[:5] = system
    number = within(needed, systems, len(search.lo))
    unsettled.settling.narrow(number, map, most_entries=np.inf, work=1e9, whole_numbers=False)
    return search.lo[:5].tolist(), search.hi[:5].tolist()


def test_a_system_alone_shows_what_its_sums_one_by_one_do_not() -> None:
    assert bounded_alone([0, 0, 0, 0, 0]) == ([6, 6, 6, 1, 1], [7, 7, 7, 5, 4])


def test_what_links_systems_is_left_out_which_only_widens() -> None:
    lo, hi = bounded_alone([0, 0, 1, 2, 3])
    assert (lo, hi) != ([6, 6, 6, 1, 1], [7, 7, 7, 5, 4])
    assert all(low <= end for low, end in zip(lo, [6, 6, 6, 1, 1], strict=True))
    assert all(high >= end for high, end in zip(hi, [7, 7, 7, 5, 4], strict=True))


@pytest.mark.parametrize(("figures", "tries"), [(1, 200), (8, 25), (1000, 1)])
def test_a_pass_is_bounded_however_many_figures_are_doubtful(figures: int, tries: int) -> None:
    unsettled, made = Unsettled([3, 5, 2, 6]), []

    def watched(*about: object) -> np.ndarray:
        made.append(about[4])
        return np.zeros((0, 3), np.int64)

    with patch.object(settling, "walk", watched):
        unsettled.settling.go(((5000, 200),), lambda: np.zeros(figures, np.int64))

    assert made == [tries]


def test_a_tree_is_stopped_after_so_many_checks() -> None:
    programme, stopped = Programme.__new__(Programme), []
    programme.checks = MOST_CHECKS - 1
    event = SimpleNamespace(interrupt=lambda: stopped.append(programme.checks))

    for _ in range(3):
        programme._check(event)

    assert stopped == [MOST_CHECKS + 1, MOST_CHECKS + 2]
