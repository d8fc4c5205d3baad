"""Release after release: a figure shown stays, until it is final or reviewed and corrected."""

import json
from pathlib import Path

import pytest

from tasks.store import stores
from tests.flows.conftest import run
from tests.flows.test_monthly import SHARP, cells, release, write_drop, write_month
from tests.protect.history import corrected

pytestmark = pytest.mark.slow

CORRECTION = ("X99", "E", "2012-04", "2012-05", "2012-05", "A. Reviewer", "a trust counted twice")
BY_FORCE = ("pfa_month", "pfa_month_age", "all_assault_pfa_month")


def by_key(
    rows: list[dict[str, str]], tables: tuple[str, ...]
) -> dict[tuple[str, ...], dict[str, str]]:
    return {
        (row["table"], row["area_code"], row["period"], row["age"]): row
        for row in rows
        if row["table"] in tables
    }


def changed(
    before: list[dict[str, str]], after: list[dict[str, str]], tables: tuple[str, ...]
) -> set[tuple[str, ...]]:
    first, second = by_key(before, tables), by_key(after, tables)
    return {key for key, row in first.items() if second[key]["shown"] != row["shown"]}


def test_a_force_stays_as_first_shown_until_its_year_is_final(drops: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    write_month(drops, "2012/13 M02")
    first = cells(run(drops, data).data, "2012-05")
    write_month(drops, "2012/13 M05")
    later = cells(run(drops, data).data, "2012-08")
    write_month(drops, "2013/14 M01")
    final = cells(run(drops, data).data, "2013-04")

    assert changed(first, later, BY_FORCE) == set()
    assert changed(first, later, ("national_month",))
    assert {row["status"] for row in by_key(later, BY_FORCE).values()} == {"provisional"}
    revised = changed(later, final, BY_FORCE)
    rows = by_key(final, BY_FORCE)
    assert revised
    assert {key for key, row in rows.items() if row["status"] == "revised"} == revised
    assert {row["status"] for key, row in rows.items() if key[2] == "2013-04"} == {"provisional"}


def test_a_correction_is_the_next_revision_and_says_what_changed(
    drops: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    write_month(drops, "2012/13 M02")
    first = cells(run(drops, data).data, "2012-05")
    write_drop(drops, SHARP, "HES", "2012/13 M02", seed=7)
    unreviewed = cells(run(drops, data).data, "2012-05", 2)
    with corrected(tmp_path, CORRECTION):
        made = run(drops, data)
    reviewed = cells(made.data, "2012-05", 3)
    manifest = json.loads((release(made.data, "2012-05", 3) / "manifest.json").read_text())

    assert changed(first, unreviewed, ("pfa_month",)) == set()
    assert changed(first, unreviewed, ("national_month",))
    assert changed(unreviewed, reviewed, ("pfa_month",))
    assert {change["table"] for change in manifest["changes_since_previous_revision"]} >= {
        "pfa_month",
        "pfa_month_age",
    }


def test_every_figure_shown_is_in_the_ledger_with_an_interval_that_holds_it(
    drops: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    for extract in ("2012/13 M02", "2012/13 M05"):
        write_month(drops, extract)
        made = run(drops, data)
    with stores.secure_and_release_store(made.data) as connection:
        shown = connection.execute(
            "select count(*) from (select distinct cause, measure, area_code, period_kind, period, "
            "age, sex, ethnicity, shown from release.cell where shown != '[x]')"
        ).fetchone()
        entered, outside = connection.execute(
            "select count(*), "
            "count(*) filter (frequency not between lo and coalesce(hi, frequency)) "
            "from release.ledger inner join secure.conformed.released_figure using (month, "
            "revision, cause, measure, area_level, area_code, period_kind, period, age, sex, "
            "ethnicity)"
        ).fetchone() or (0, 0)

    assert (entered, outside) == (*(shown or ()), 0)
