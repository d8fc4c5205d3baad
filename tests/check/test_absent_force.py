"""A force without a row surprises by its residents of mid-2020, whatever estimates come later."""

import math

import pytest

from tasks.store.statements import statement
from tasks.store.stores import no_store
from tasks.store.variables import set_variables
from tests.publish.invented import reference

TABLE, DELIVERED, CASES = "month by force", "W15000001", 1000


def test_each_force_that_is_absent_is_named_once_with_its_share_of_the_country() -> None:
    residents = {
        row["pfa_code"]: int(row["population"])
        for row in reference("population")
        if row["mid_year"] == "2020" and row["pfa_code"].startswith("W")
    }
    with no_store() as con:
        set_variables(con, country_code="W92000004")
        con.execute(
            "create temp table revised_cell as select $table as delivered_table, "
            "'pfa' as area_level, 'FAE' as measure, $code as area_code, 'area' as role, "
            "'All ages' as age, $cases as frequency, null as previous",
            {"table": TABLE, "code": DELIVERED, "cases": CASES},
        )
        con.execute("create temp table delivered_cell as from revised_cell")
        con.execute(statement("check/absent_force"))
        found = con.execute("select pfa_code, surprise from absent_force").fetchall()

    expected = {
        code: CASES * number / sum(residents.values()) / 5 * math.log(2.5) / 1.5
        for code, number in residents.items()
        if code != DELIVERED
    }
    assert len(found) == len(expected) == 3
    assert dict(found) == pytest.approx(expected)
