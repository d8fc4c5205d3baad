"""The changes of local authorities since 2012, as the reference tables have them: figures shown by
the codes of 2012 add up to those by the codes of today."""

import csv
from datetime import date

import pytest

from tasks.protect.model import make_model
from tasks.store.reference import REFERENCE
from tests.protect.bare_rule import apply_bare_rule
from tests.protect.boundaries.test_sums import AREAS, FALSE, NO_AUDIT
from tests.protect.boundaries.world import country, invented, keep, months, set_figures

pytestmark = pytest.mark.slow

FIRST, LAST = date(2012, 4, 1), date(2013, 3, 1)


def authorities() -> list[dict[str, str]]:
    with (REFERENCE / "local_authority.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_each_merger_since_2012_is_a_sum_of_the_model() -> None:
    rows = authorities()
    successors = {row["successor_la_code"] for row in rows}
    of_2012 = [row for row in rows if row["la_code"] not in successors]
    counts = invented(1, [row["la_code"] for row in of_2012], months(FIRST, LAST), 1)
    with country() as con:
        for code in ("la_code", "current_la_code"):
            areas: dict[str, dict[str, list[str]]] = {}
            for row in of_2012:
                held = areas.setdefault(row["pfa_code"], {})
                held.setdefault(row[code], []).append(row["la_code"])
            set_figures(con, counts, areas, LAST, date(2013, 4, 1), ["year"])
            make_model(con)
            apply_bare_rule(con)
            con.execute(NO_AUDIT)
            if code == "la_code":
                keep(con)
        assert con.execute(FALSE).fetchone() == (0,)
        found = {pair for (pair,) in con.execute(AREAS).fetchall()}
    expected = {
        (row["successor_la_code"], row["la_code"]) for row in rows if row["successor_la_code"]
    }
    assert found == expected
    assert len(expected) > 40
