"""The engine's front: any table, by the decision and the audit of a release."""

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tasks.protect.audit.audit import audit
from tasks.protect.audit.checker import check_recovered, check_safe
from tasks.protect.decide.decision import decide_and_show
from tasks.protect.engine import Protected, protect_table
from tasks.protect.model import Relations
from tasks.protect.policy import policy
from tasks.protect.table import Cells, TableError, make_cells, make_sums
from tests.protect.brute import drawn_model, shown_rows

# Two towns by two ages: 0 to 3 are the four, 4 and 5 the towns, 6 and 7 the ages, 8 all.
COUNTS = [12, 3, 5, 31, 15, 36, 17, 34, 51]
SUMS = [(4, [0, 1]), (5, [2, 3]), (6, [0, 2]), (7, [1, 3]), (8, [4, 5]), (8, [6, 7])]


def table(counts: list[int] = COUNTS, **columns: object) -> Cells:
    known: dict[str, object] = {"hi": 60, "kind": ["rule"] * 8 + ["exact"]}
    return make_cells(counts, **(known | columns))  # type: ignore[arg-type]


def protected(cells: Cells | None = None) -> Protected:
    return protect_table(cells or table(), make_sums(SUMS), policy())


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 16), min_size=2, max_size=4), st.booleans())
@example([0, 2], True)
@example([0, 0, 2], True)
def test_a_table_is_decided_and_audited_as_a_release_is(parts, total_is_exact) -> None:  # type: ignore[no-untyped-def]
    con = drawn_model(parts, total_is_exact)
    decide_and_show(con)
    receipt = audit(con)

    n = len(parts)
    # The model's areas: the first two parts lie in the pair, the others in all.
    system = np.array([0, 0, *[1] * (n - 2), 0, 1])
    kinds = ["rule"] * (n + 1) + ["exact" if total_is_exact else "rule"]
    cells = make_cells(
        [*parts, parts[0] + parts[1], sum(parts)],
        kind=kinds, order=np.arange(n + 2), hi=[20] * n + [40, 80], system=system,
    )  # fmt: skip
    found = protect_table(cells, make_sums([(n + 1, range(n)), (n, [0, 1])]), policy())

    shown = [(row[1] or "", row[2] or 0, row[5] or 0, row[6]) for row in shown_rows(con)]
    assert list(zip(*(c.tolist() for c in found.shown[:4]), strict=True)) == shown
    rows = con.execute("select * from audit_cell order by cell_id").fetchall()
    assert list(zip(*(c.tolist() for c in found.audited), strict=True)) == rows
    assert found.receipt == receipt


def test_every_verdict_has_its_proof() -> None:
    found = protected()
    shown, sums = found.proofs.intervals(), found.proofs.by_relation()

    least, greatest = found.proofs.check()

    assert not found.is_refused
    assert found.audited.cell_id.tolist() == [1, 2]
    for cell, _, hi, verdict, _ in zip(*found.audited, strict=True):
        assert verdict in ("safe", "two values", "three values")
        assert least[cell] < greatest[cell] <= hi
        check_safe(cell, *found.proofs.tables(cell), shown, sums, policy().refused_at_most)


def test_what_exact_cells_give_away_was_known_before_and_the_sums_say_how() -> None:
    kinds = ["rule", "rule", "rule", "exact", "rule", "exact", "rule", "rule", "exact"]
    found = protected(table(kind=kinds))
    at = found.audited.cell_id.tolist().index(2)
    rows = zip(*found.audited, strict=True)

    assert list(rows)[at] == (2, 5, 5, "exact", "exact totals")
    assert found.receipt.exact_totals == 1
    assert not found.is_refused
    shown, sums = found.proofs.intervals(), found.proofs.by_relation()
    steps = found.proofs.steps(2)
    assert [step.relation_id for step in steps] == [1]
    check_recovered(2, (5, 5), steps, shown, sums)


def test_a_table_that_the_gate_would_stop_is_refused() -> None:
    """With a decision that protects from nothing: six cells of a total of 1 to 7 are 1 or 2."""
    none = replace(policy(), decided_at_most=0, refused_values=0)
    cells, sums = make_cells([1] * 6 + [6], hi=60), make_sums([(6, range(6))])

    assert protect_table(cells, sums, none).is_refused
    assert not protect_table(cells, sums, policy()).is_refused


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"kind": ["rule"] * 8 + ["national"]}, "cell 8: its kind is none of rule, exact"),
        ({"kind": "rule", "counts": [-1, *COUNTS[1:]]}, "cell 0: only a hidden cell"),
        ({"hi": 16}, "cell 3, 5, 6, 7, 8: its count is not what is known beforehand"),
        ({"lo": [13] + [0] * 8}, "cell 0: its count is not what is known beforehand"),
        ({"lo": [-1] + [0] * 8}, "cell 0: it is to be decided"),
        ({"counts": [12, 3, 5, 30, 15, 36, 17, 34, 51]}, "sum 1, 3: its parts do not add up"),
        ({"order": [0.5] * 9}, "order must be whole numbers"),
        ({"kind": 1}, "kind must be text"),
        ({"order": [0]}, "order must have a value for each count"),
        ({"counts": [COUNTS]}, "counts must have a value for each count"),
    ],
)
def test_cells_that_are_not_what_they_must_be_are_refused(columns, said) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TableError, match=re.escape(said)) as refused:
        protected(table(**columns))
    told = re.sub(r"(cell|sum) [\d, ]+", "", str(refused.value)).removesuffix("below 0")
    assert not re.search(r"\d", told.replace("be 0 or more", ""))


@pytest.mark.parametrize(
    ("sums", "said"),
    [
        (([0, 0], [4, 4], [0]), "must have equal lengths"),
        (([1, 1], [4, 4], [0, 1]), "relation_id must be dense, from 0"),
        (([0, 1, 0], [4, 5, 4], [0, 2, 1]), "relation_id must be ascending"),
        (([0, 0], [4, 4], [0, 9]), "row 1: it names no cell"),
        (([0, 0], [-1, -1], [0, 1]), "row 0, 1: it names no cell"),
        (([0, 0], [4, 4], [0, 4]), "row 1: a cell is part of itself"),
        (([0, 0], [4, 5], [0, 1]), "row 1: its sum has another total"),
        (([0, 0], [4, 4], [0, 0]), "row 1: its part is there twice"),
    ],
)
def test_sums_that_are_not_what_they_must_be_are_refused(sums, said) -> None:  # type: ignore[no-untyped-def]
    relations = Relations(*(np.array(column, np.int32) for column in sums))
    with pytest.raises(TableError, match=re.escape(said)):
        protect_table(table(), relations, policy())


def test_a_cell_of_which_nobody_knows_an_upper_bound_is_refused() -> None:
    with pytest.raises(ValueError, match="a figure has no known upper bound"):
        protect_table(make_cells([3, 4]), make_sums([]), policy())


def test_a_table_without_sums_is_shown_by_the_rule() -> None:
    found = protect_table(make_cells([0, 3, 9], hi=60), make_sums([]), policy())

    assert found.shown.text.tolist() == ["0", "[c]", "10"]
    assert found.audited.cell_id.tolist() == [1]
    assert not found.is_refused


def test_a_cell_that_is_by_way_of_others_part_of_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="a figure is part of itself"):
        protect_table(make_cells([3, 3], hi=60), make_sums([(0, [1]), (1, [0])]), policy())


def test_cells_shown_before_or_never_link_what_is_decided() -> None:
    """A frozen 1 to 7 and what it rose by, 0 to 2 for all: the cell now is at most 9."""
    kinds = ["rule", "frozen", "hidden", "withheld"]
    cells = make_cells([9, 7, 2, 4], kind=kinds, lo=[0, 1, 0, 0], hi=[60, 7, 2, 60])
    found = protect_table(cells, make_sums([(0, [1, 2])]), policy())

    assert found.shown.reason.tolist()[1:] == ["shown earlier", "never shown", "never shown"]
    assert found.shown.text.tolist()[1:] == ["", "", ""]
    assert {1, 3} <= set(found.audited.cell_id.tolist())
    assert found.audited.hi[found.audited.cell_id == 1] <= 7
