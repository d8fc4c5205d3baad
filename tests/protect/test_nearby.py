"""What is near a figure in the model's own sums, and where a programme about it starts."""

import numpy as np
import pytest

from tasks.protect.audit.nearby import make_sums, table_at_end
from tasks.protect.audit.programmes import Programme
from tasks.protect.model import Relations
from tasks.protect.summands import Entries


@pytest.mark.parametrize(
    ("most", "near"),
    [(1, [0]), (3, [0, 1, 6]), (5, [0, 1, 3, 4, 6]), (9, [0, 1, 2, 3, 4, 5, 6, 7, 8])],
)
def test_the_figures_near_one_come_nearest_first(most: int, near: list[int]) -> None:
    """Of 0: those of its short sum (1, 6), of its long one (3 to 5, 8), then those of 1's other."""
    sums = make_sums(9, relations_of({6: (0, 1), 7: (1, 2), 8: (0, 3, 4, 5)}))
    assert sums.near(0, most, np.ones(9, bool)).tolist() == near


def test_figures_that_are_known_lead_to_no_others() -> None:
    sums = make_sums(9, relations_of({6: (0, 1), 7: (1, 2), 8: (0, 3, 4, 5)}))
    is_open = np.arange(9) != 1
    assert sums.near(0, 9, is_open).tolist() == [0, 3, 4, 5, 6, 8]


def test_what_is_not_near_stays_as_it_is() -> None:
    """0 + 1 = 2 with 1 known to stay: 0 can rise by as much as 2 can."""
    sums = make_sums(3, relations_of({2: (0, 1)}))
    lo, hi, table = np.array([0, 0, 0]), np.array([9, 9, 6]), np.array([1, 2, 3])
    rows = sums.around(0, np.array([0, 2]), table, lo, hi)
    end, found = Programme(*rows, whole_numbers=True).end(0, table, upper=True)
    assert (end, found is not None and found.tolist()) == (4, [4, 6])


def relations_of(sums: dict[int, tuple[int, ...]]) -> Relations:
    """The sums of totals, as the model gives them."""
    rows = [(k, total, part) for k, (total, of) in enumerate(sums.items()) for part in of]
    return Relations(*np.array(rows, np.int32).T)


def test_sums_stand_alike_whatever_they_are_called() -> None:
    sums = {6: (0, 1), 7: (1, 2), 8: (0, 3, 4, 5)}
    one = make_sums(9, relations_of(sums))
    other = make_sums(9, relations_of(dict(reversed(sums.items()))))
    for ours, theirs in zip(one.entries, other.entries, strict=True):
        assert ours.tolist() == theirs.tolist()


@pytest.mark.parametrize(("upper", "table"), [(True, [3, 0, 3]), (False, [0, 1, 1])])
def test_a_programme_starts_where_a_figure_was_greatest_or_least(
    upper: bool, table: list[int]
) -> None:
    """2 = 0 + 1; a walk from 0, 1 by way of 3, 0 to 1, 0."""
    entries = Entries(np.array([0, 1, 2, 2]), np.array([0, 1, 0, 1]), np.ones(4, np.int64))
    log = [
        Entries(np.array([1, 1]), np.array([0, 1]), np.array([3, -1])),
        Entries(np.array([2]), np.array([0]), np.array([-2])),
    ]
    found = table_at_end(entries, np.array([1, 0, 0]), log, 2, upper=upper)
    assert found.tolist() == table
