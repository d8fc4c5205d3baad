"""An outsider adds figures of former areas, which stay public, to those of what they became:
nothing comes of it. Where the decision did not know that they add up, something did."""

from collections.abc import Sequence
from datetime import date
from random import Random

import duckdb
import pytest

from tasks.protect.audit.leaving_out import audit_and_leave_out
from tasks.protect.decide.decision import decide_and_show
from tasks.protect.model import make_model
from tasks.protect.policy import policy
from tests.protect.boundaries.outsider import Shown, possible
from tests.protect.boundaries.world import (
    Areas,
    Counts,
    country,
    held,
    keep,
    months,
    set_areas,
    set_figures,
)

MERGING = "abcdef"
LARGE = {"EY": {"Ey": "y"}, "EZ": {"Ez": "z"}}
# Each smallest area a local authority, or a force.
APART = {f"E{area}": area for area in MERGING}
AUTHORITIES_MERGE: list[Areas] = [
    {"EA": {**APART, "Ex": "x"}, **LARGE},
    {"EA": {"Eabcdef": MERGING, "Ex": "x"}, **LARGE},
]
FORCES_MERGE: list[Areas] = [
    {**{f"EF{area}": {code: area} for code, area in APART.items()}, **LARGE},
    {"EF": APART, **LARGE},
]
FORCE_SPLITS = FORCES_MERGE[::-1]
FIRST, LAST = date(2017, 4, 1), date(2018, 3, 1)
# The period is final before the change, or not yet.
FINAL, PROVISIONAL = date(2018, 4, 1), FIRST
# Local authorities have years only; so as not to have the sums of theirs, forces have months only.
CHANGES = {
    "authorities merge": (AUTHORITIES_MERGE, "year"),
    "forces merge": (FORCES_MERGE, "month"),
    "a force splits": (FORCE_SPLITS, "month"),
}
SHOWN = """
    select area_code, age, stage, shown, lo, hi
    from release.ledger
    where area_level != 'national'
        and (period_kind = 'year' or period = '2017-04')
"""


def invented(seed: int) -> dict[tuple[str, str, date, str], int]:
    """Counts of all assault in a year, all of them in its first month."""
    random = Random(seed)
    counts = {}
    for area in MERGING + "xyz":
        for age, drawn in (("Under 25", (0, 0, 1)), ("25 and over", (0, 1, 1, 1, 2, 8))):
            count = random.choice(drawn) + (40 if area in "xyz" else 0)
            for month in months(FIRST, LAST):
                counts["X92-Y09", area, month, age] = count if month == FIRST else 0
    return counts


def release(
    con: duckdb.DuckDBPyConnection,
    change: str,
    made: int,
    counts: Counts,
    not_final: date,
    linked: bool,
) -> None:
    """Make a release. made: the changes made by then; linked: the model knows what became of former
    areas."""
    history, period_kind = CHANGES[change]
    set_areas(con, history[: made + 1])
    if not linked:
        con.execute("delete from reference.former_force")
        con.execute("update reference.local_authority set successor_la_code = null")
    set_figures(con, counts, history[made], LAST, not_final, [period_kind])
    make_model(con)
    decide_and_show(con)
    audit_and_leave_out(con, policy())
    keep(con)


def given_away(con: duckdb.DuckDBPyConnection, history: Sequence[Areas]) -> list[Shown]:
    """The suppressed figures that an outsider knows exactly, or to be 2 or less."""
    smallest_of: dict[str, str] = {}
    for areas in history:
        smallest_of |= {la.code: "".join(la.smallest) for la in held(areas)}
        smallest_of |= {force: "".join(map("".join, las.values())) for force, las in areas.items()}
    shown = {
        Shown(smallest_of[code], age, int(stage == "final"), lo, hi): str(symbol)
        for code, age, stage, symbol, lo, hi in con.execute(SHOWN).fetchall()
    }
    return [
        figure
        for figure, symbol in shown.items()
        if symbol.startswith("[c") and _is_given_away(*possible(list(shown), figure))
    ]


def _is_given_away(lo: int, hi: int) -> bool:
    return hi >= 1 and lo <= 7 and (lo == hi or hi <= 2)


def attacked(
    change: str, seed: int, *, not_final: date = FINAL, linked: bool = True
) -> list[Shown]:
    """What an outsider has of two releases, one before the change and one after it."""
    counts = invented(seed)
    with country() as con:
        release(con, change, 0, counts, not_final, linked)
        release(con, change, 1, counts, FINAL, linked)
        return given_away(con, CHANGES[change][0])


WHEN = [(change, when) for change in CHANGES for when in (FINAL, PROVISIONAL)]
# A provisional figure bounds nothing that is counted later from above, so a split tells nothing.
TELLING = [one for one in WHEN if one != ("a force splits", PROVISIONAL)]


@pytest.mark.parametrize(("change", "not_final"), TELLING)
def test_the_attack_works_where_former_areas_are_left_out(change: str, not_final: date) -> None:
    assert attacked(change, 1, not_final=not_final, linked=False)


@pytest.mark.parametrize(("change", "not_final"), WHEN)
def test_the_attack_fails_against_releases(change: str, not_final: date) -> None:
    assert attacked(change, 1, not_final=not_final) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 12))
@pytest.mark.parametrize(("change", "not_final"), WHEN)
def test_it_fails_whatever_the_counts(change: str, not_final: date, seed: int) -> None:
    assert attacked(change, seed, not_final=not_final) == []
