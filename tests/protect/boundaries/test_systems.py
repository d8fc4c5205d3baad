"""Which figures the audit bounds on their own first: a force, with those of its former areas."""

from collections.abc import Sequence
from datetime import date

import pytest

from tasks.protect.audit.audit import propagate_bounds
from tasks.protect.model import make_model
from tasks.protect.policy import policy
from tasks.store.statements import statement
from tests.protect.bare_rule import apply_bare_rule
from tests.protect.boundaries.cases import CHANGES, SMALLEST
from tests.protect.boundaries.test_sums import NO_AUDIT
from tests.protect.boundaries.world import (
    Areas,
    country,
    invented,
    keep,
    months,
    set_areas,
    set_figures,
)

SYSTEMS = """
    select list(distinct area_code order by area_code)
    from audited
    inner join cell using (cell_id)
    where area_level in ('la', 'pfa')
        and area_code != 'E99999999'
    group by system
"""
LAST = date(2018, 3, 1)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("no change", {"EA Ea1 Ea2 Ea3", "EB Eb1 Eb2"}),
        ("authorities merge twice", {"EA Ea1 Ea12 Ea123 Ea2 Ea3", "EB Eb1 Eb2"}),
        (
            "forces merge, and authorities across them",
            {"EA EAB EB Ea1 Ea2 Ea3 Eab Eb1 Eb2"},
        ),
        ("a force splits", {"EA EA0 EA9 Ea1 Ea2 Ea3", "EB Eb1 Eb2"}),
        ("merged forces split otherwise", {"EA EA0 EA9 EAB EB Ea1 Ea2 Ea3 Eb1 Eb2"}),
    ],
)
def test_former_areas_are_with_those_that_hold_them(change: str, expected: set[str]) -> None:
    history: Sequence[Areas] = CHANGES[change][0]
    counts = invented(1, SMALLEST, months(date(2017, 4, 1), LAST), 2)
    with country() as con:
        for made in range(1, len(history) + 1):
            set_areas(con, history[:made])
            set_figures(con, counts, history[made - 1], LAST, date(2018, 4, 1), ["year"])
            make_model(con)
            apply_bare_rule(con)
            con.execute(NO_AUDIT)
            if made < len(history):
                keep(con)
        propagate_bounds(con)
        query = statement("protect/audit/audit_bound")
        values = {"suppressed_to": policy().suppressed_to}
        con.execute(f"create table audited as {query}", values)
        found = {" ".join(codes) for (codes,) in con.execute(SYSTEMS).fetchall()}
    assert found == expected | {"EC Ec1 Ec2"}
