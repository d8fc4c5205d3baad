"""A release that would disclose a figure goes out all the same, without the tables decided last."""

import csv
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from unittest.mock import patch

import duckdb
import pytest

from tasks.conform.conform import conform
from tasks.govern.key import make_throw_away_key
from tasks.protect import release
from tasks.protect.audit import leaving_out
from tasks.protect.audit.leaving_out import audit_and_leave_out
from tasks.protect.policy import policy, steps
from tasks.protect.release import protect
from tasks.receive.drop import receive_drop
from tasks.store import reference
from tasks.store.folders import DataFolder
from tasks.store.stores import release_store
from tasks.synthesise import write_drop
from tests.protect.bare_rule import apply_bare_rule
from tests.protect.brute import rolling_model, rolling_tables
from tests.protect.small import Figure, model, shown, verdicts

LAST_STEP = 9
BEFORE_LAST_EXTRACT = datetime(2013, 5, 1, tzinfo=UTC)
SHARP, ALL_ASSAULT = "monthly sharp object", "all assault"
# Six months, and rolling totals of three of them that leave some known to be 2 or less.
MONTHS, WIDTH = (1, 1, 1, 7, 1, 1), 3


def step_of() -> dict[str, int]:
    """Published tables below national level by name, with the step in which they are decided."""
    placed = steps()
    return dict(zip(placed["tables"], placed["steps"], strict=True))


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """A year of both causes, and the same a month before, of which no release has been made."""
    root = tmp_path_factory.mktemp("received")
    data = DataFolder(root / "data")
    data.prepare()
    make_throw_away_key(data)
    for source in ("HES", "PEDW"):
        for dataset in (SHARP, ALL_ASSAULT):
            for extract in ("2012/13 M11", "2012/13 M12"):
                (path,) = write_drop(root, dataset, source, extract)
                assert receive_drop(path, data).outcome == "landed"
    conform(data)
    return data


@pytest.fixture
def data(received: DataFolder, tmp_path: Path) -> DataFolder:
    copy = DataFolder(tmp_path / "data")
    shutil.copytree(received.root, copy.root)
    shutil.copy(received.throw_away_key, copy.throw_away_key)
    return copy


def rows(data: DataFolder, query: str) -> list[tuple[object, ...]]:
    with release_store(data) as connection:
        return connection.execute(query).fetchall()


def test_without_protection_it_goes_out_without_the_tables_that_disclose(data: DataFolder) -> None:
    with patch.object(release, "decide_and_show", apply_bare_rule):
        receipt = protect(data)

    left_out = {table for (table,) in rows(data, "select publication_table from release.left_out")}
    published = {table for (table,) in rows(data, "select publication_table from release.cell")}
    shown_last = max(step_of().get(table, 0) for table in published - left_out)
    assert receipt.is_new
    assert len(receipt.left_out) == len(left_out) > 0
    assert (receipt.audit.exact, receipt.audit.at_most_2, receipt.audit.unsettled) == (0, 0, 0)
    assert all(step_of()[table] > shown_last for table in left_out)
    of_them = f"publication_table in {tuple(left_out)}"
    assert rows(data, f"select distinct shown from release.cell where {of_them}") == [("[c3]",)]
    assert not rows(data, "select * from release.ledger where reason = 'left out'")


def test_what_was_left_out_is_shown_by_a_later_release_and_is_not_revised(data: DataFolder) -> None:
    conform(data, as_of=BEFORE_LAST_EXTRACT)
    with patch.object(release, "decide_and_show", apply_bare_rule):
        first = protect(data)
    conform(data)
    second = protect(data)

    assert (first.month, second.month) == (date(2013, 2, 1), date(2013, 3, 1))
    assert first.left_out
    assert not second.left_out
    shown_first = rows(
        data,
        "select distinct later.status from release.cell as later join release.cell as earlier "
        "using (publication_table, area_code, period, age) where later.month = '2013-03-01' and "
        "earlier.month = '2013-02-01' and earlier.shown = '[c3]' and later.shown != '[c3]' and "
        "later.area_level != 'national'",
    )
    assert shown_first == [("provisional",)]


@pytest.mark.parametrize("steps_of_figures", [(1, None), (None, None)])
def test_what_has_no_step_leaves_first(steps_of_figures: tuple[int | None, int | None]) -> None:
    con = model({"a": Figure(1), "b": Figure(8)}, {})
    for cell_id, step in enumerate(steps_of_figures):
        con.execute("update cell set step = ? where cell_id = ?", [step, cell_id])
    apply_bare_rule(con)
    with patch.object(leaving_out, "discloses", return_value=True):
        audit_and_leave_out(con, policy())
    assert set(shown(con).values()) == {"[c3]"}


def test_every_table_below_national_level_has_a_step() -> None:
    """But those of episodes, which the agreement's policy withholds."""
    with (reference.REFERENCE / "publication.csv").open(encoding="utf-8") as file:
        decided = [row for row in csv.DictReader(file) if row["area_level"] != "national"]
    assert {row["publication_table"] for row in decided if row["measure"] == "FAE"} == set(
        step_of()
    )


def test_a_release_goes_out_whatever_the_audit_says(data: DataFolder) -> None:
    with patch.object(leaving_out, "discloses", return_value=True) as asked:
        receipt = protect(data)

    published = {table for (table,) in rows(data, "select publication_table from release.cell")}
    assert asked.call_count == len({step_of()[table] for table in published & set(step_of())})
    below = rows(
        data,
        "select distinct shown from release.cell where area_level != 'national' and shown != '[x]'",
    )
    assert below == [("[c3]",)]
    assert receipt.is_new


@pytest.mark.parametrize("first_left_out", [5, 8])
def test_what_is_left_is_shown_as_though_the_rest_were_never_published(
    data: DataFolder, tmp_path: Path, first_left_out: int
) -> None:
    # The last step, of rolling totals by age, has none in one year.
    answers = [True] * (LAST_STEP - first_left_out) + [False]
    with patch.object(leaving_out, "discloses", side_effect=answers):
        protect(data)
    without = tables_without(first_left_out, tmp_path)
    with patch.object(reference, "REFERENCE", without):
        protect(data)

    kept = (
        "select publication_table, area_code, period, age, shown from release.cell where revision "
        "= {} and publication_table not in (select publication_table from release.left_out)"
    )
    assert sorted(rows(data, kept.format(1))) == sorted(rows(data, kept.format(2)))


def tables_without(first_left_out: int, folder: Path) -> Path:
    """The reference tables, of which no table from that step on is published."""
    files = shutil.copytree(reference.REFERENCE, folder / "reference")
    listed = files / "publication.csv"
    lines = listed.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines[1:] if step_of().get(line.split(",")[1], 0) < first_left_out]
    listed.write_text(lines[0] + "".join(kept), encoding="utf-8")
    return files


def overlapping(months: tuple[int, ...]) -> duckdb.DuckDBPyConnection:
    """A model whose months are decided in the first step and rolling totals in the second."""
    con = rolling_model(months, WIDTH, False)
    con.execute("update cell set step = if(area_code like 'month%', 1, 2)")
    return con


def steps_left_out(con: duckdb.DuckDBPyConnection) -> set[int]:
    apply_bare_rule(con)
    audit_and_leave_out(con, policy())
    found = con.execute(
        "select distinct step from protected_cell join cell using (cell_id) "
        "where reason = 'left out'"
    ).fetchall()
    return {step for (step,) in found}


def test_other_tables_that_look_the_same_leave_out_the_same() -> None:
    """That a table is missing narrows no figure to one value, or to 2 or less: others with which it
    would be missing as well, and all else be shown alike, say otherwise."""
    con = overlapping(MONTHS)
    assert steps_left_out(con) == {2}
    assert not set(verdicts(con).values()) & {"exact", "known to be 2 or less"}
    as_shown = shown(con)
    tables = rolling_tables(con, len(MONTHS), WIDTH)
    Random(1).shuffle(tables)
    seen: list[set[int]] = [set() for _ in tables[0]]
    for table in tables:
        con.execute(
            "update cell set frequency = list_extract($table, cell_id + 1)", {"table": list(table)}
        )
        if steps_left_out(con) == {2} and shown(con) == as_shown:
            for of_figure, count in zip(seen, table, strict=True):
                of_figure.add(count)
        if all(len(of) > 1 and max(of) > policy().refused_at_most for of in seen):
            return
    pytest.fail("a missing table tells of a figure")
