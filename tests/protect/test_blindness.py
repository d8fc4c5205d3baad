"""The decision never looks at a count: every table that shows the same figures gets the same
decision."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.protect.decide.decision import COLUMNS, decide_and_show
from tests.protect.brute import all_tables, drawn_model, shown_rows
from tests.protect.small import Figure, model

counts = st.integers(0, 16)
shapes = st.lists(counts, min_size=2, max_size=4)


@settings(max_examples=60, deadline=None)
@given(shapes, st.booleans())
def test_every_table_that_agrees_with_what_is_shown_is_shown_alike(parts, total_is_exact) -> None:  # type: ignore[no-untyped-def]
    con = drawn_model(parts, total_is_exact)
    decide_and_show(con)
    first = shown_rows(con)
    for table in all_tables(con)[::7]:
        con.execute(
            "update cell set frequency = list_extract($table, cell_id + 1)", {"table": table}
        )
        decide_and_show(con)
        assert shown_rows(con) == first


def test_a_decision_that_looks_is_caught() -> None:
    """The test above can fail: the thresholds of two tables that are shown differently do
    differ."""
    low = drawn_model([1, 1, 1], True)
    high = drawn_model([9, 12, 16], True)
    for con in (low, high):
        decide_and_show(con)
    assert shown_rows(low) != shown_rows(high)


@pytest.mark.parametrize("column", COLUMNS)
def test_the_first_decision_does_not_depend_on_its_own_count(column: str) -> None:
    decided = []
    for count in (0, 1, 7, 8, 13, 40):
        con = model(
            {"a": Figure(count), "b": Figure(3), "all": Figure(count + 3)}, {"all": ["a", "b"]}
        )
        decide_and_show(con)
        rows = con.execute("select * from decision order by cell_id").fetchnumpy()
        decided.append(int(np.asarray(rows[column])[0]))
    assert len(set(decided)) == 1
