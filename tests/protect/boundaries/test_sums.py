"""Sums over boundary changes: they hold for the true counts, and what stood in a sum before a
change stands in one after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import duckdb
import pytest

from tasks.protect.model import make_model
from tests.protect.bare_rule import apply_bare_rule
from tests.protect.boundaries.cases import CHANGES, REDRAWN, SMALLEST
from tests.protect.boundaries.world import (
    ENGLAND,
    NO_FORCE,
    Areas,
    country,
    invented,
    keep,
    months,
    set_areas,
    set_figures,
)

pytestmark = pytest.mark.slow

# The month that a release goes up to, and from when on it is not final. The first two are of the
# areas before any change: a final year, months that are not final, and their year, counted anew.
RELEASES = (
    (date(2019, 2, 1), date(2018, 4, 1)),
    (date(2019, 3, 1), date(2018, 4, 1)),
    (date(2019, 4, 1), date(2018, 4, 1)),
    (date(2019, 6, 1), date(2019, 4, 1)),
)
BEFORE_CHANGES = 2
FALSE = """
    with added as (
        select relation_id, any_value(total.frequency) = sum(part.frequency) as holds
        from relation_part
        inner join cell as total on total.cell_id = total_id
        inner join cell as part on part.cell_id = part_id
        group by relation_id
    )
    select count(*) from added where not holds
"""
AREAS = """
    select distinct (total.area_code, part.area_code)
    from relation_part
    inner join cell as total on total.cell_id = total_id
    inner join cell as part on part.cell_id = part_id
    where total.area_code != part.area_code
        and total.area_level = part.area_level
        and total.area_level in ('la', 'pfa')
"""
# Sums of a total by areas below it, but for those of a new area, which has none before.
KEPT = """
    select distinct (
        total.cause, total.area_code, total.period_kind, total.period, total.age, total.vintage,
        total.risen_from, part.area_level
    )
    from relation_part
    inner join cell as total on total.cell_id = total_id
    inner join cell as part on part.cell_id = part_id
    where total.area_level != part.area_level
"""
# Nothing is audited here.
NO_AUDIT = """
    create or replace table audit_cell (
        cell_id integer, lo bigint, hi bigint, verdict varchar, method varchar
    );
    create or replace temp table audit_receipt as select 0 as suppressed;
"""


@dataclass(frozen=True)
class Model:
    """What is looked at in the model of a release: how many sums are false for the true counts,
    which areas are sums of others, which figures of which areas below them."""

    false: int
    areas: set[tuple[str, str]]
    kept: set[tuple[str | None, ...]]


def models(history: Sequence[Areas], redrawn: str = "") -> list[Model]:
    """The model of each release. redrawn: smallest areas whose counts are others after a change."""
    counts = invented(1, SMALLEST + NO_FORCE, months(date(2017, 4, 1), RELEASES[-1][0]), 3)
    found = []
    with country() as con:
        for nth, (last, provisional_from) in enumerate(RELEASES):
            made = history[: 1 + max(0, nth + 1 - BEFORE_CHANGES)]
            more = redrawn if len(made) > 1 else ""
            now = {
                key: late(count, key[2], last) + (key[1] in more) for key, count in counts.items()
            }
            set_areas(con, made)
            set_figures(con, now, made[-1], last, provisional_from)
            found.append(_model(con))
            keep(con)
    return found


def late(count: int, month: date, last: date) -> int:
    """What is known of a count by the last month: in its first three months some is missing."""
    age = (last.year - month.year) * 12 + last.month - month.month
    return count - (count % 2 if age < 3 else 0)


def _model(con: duckdb.DuckDBPyConnection) -> Model:
    make_model(con)
    apply_bare_rule(con)
    con.execute(NO_AUDIT)
    (false,) = con.execute(FALSE).fetchone() or (0,)
    areas, kept = ({one for (one,) in con.execute(query).fetchall()} for query in (AREAS, KEPT))
    return Model(false, areas, kept)


@pytest.mark.parametrize(("history", "expected"), CHANGES.values(), ids=CHANGES)
def test_areas_add_up_to_what_they_became(
    history: Sequence[Areas], expected: set[tuple[str, str]]
) -> None:
    found = models(history)
    assert [model.false for model in found] == [0] * len(RELEASES)
    assert [model.areas for model in found[:BEFORE_CHANGES]] == [set()] * BEFORE_CHANGES
    assert found[-1].areas == expected
    for before, after in pairwise(found):
        assert before.kept <= after.kept


# Of all admissions in the year that was final by then one force's, or one authority's, moved.
@pytest.mark.parametrize("redrawn", ["a", "ad", "g"])
@pytest.mark.parametrize("change", ["authorities merge", "forces merge", "a force splits"])
def test_sums_hold_where_the_counts_of_what_merged_moved(change: str, redrawn: str) -> None:
    found = models(CHANGES[change][0], redrawn)
    assert [model.false for model in found] == [0] * len(RELEASES)
    assert found[-1].areas == CHANGES[change][1]


@pytest.mark.parametrize("change", ["forces merge", "a force splits"])
def test_a_country_is_the_sum_of_its_forces_where_only_new_ones_are_shown(change: str) -> None:
    """Of the others nothing new is shown, and England's total is: it bounds by how much the new
    ones rose."""
    kept = models(CHANGES[change][0])[BEFORE_CHANGES].kept
    year = ("X99", ENGLAND, "year", "2018-19", "All ages", "2019-04 r001")
    assert {(*year, None, "pfa"), (*year, "2019-03 r001", "pfa")} <= kept


def test_no_sum_is_false_where_forces_are_redrawn() -> None:
    found = models(REDRAWN)
    assert [model.false for model in found] == [0] * len(RELEASES)
    assert found[-1].areas == set()
