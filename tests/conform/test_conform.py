"""England and Wales on Police Force Area x month, on one code base; nothing lost or doubled."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from tasks.check import CheckFailedError, check_conformed
from tasks.conform.conform import NoMonthError, conform
from tasks.govern.key import make_throw_away_key
from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_store
from tasks.synthesise import TrueCount, true_counts, write_drop
from tests.conform.redrawn import authorities_of, redrawn

SHARP, ALL_ASSAULT, BI_ANNUAL = "monthly sharp object", "all assault", "bi-annual sharp object"
ENGLAND, WALES, BOTH = "E92000001", "W92000004", "K04000001"
CUMBRIA, LANCASHIRE, MERGED = "E23000002", "E23000003", "E23000098"
EVERY_KEY = """
    select 1
    from secure.conformed.count
    group by source, dataset, extract, vintage, measure, cause, area_level, area_code, period_kind,
        period, age, sex, ethnicity
"""
Deliver = Callable[..., None]


@pytest.fixture
def deliver(data: DataFolder, drops: Path) -> Deliver:
    def delivered(*extracts: tuple[str, str, str], **how: str) -> None:
        for dataset, source, extract in extracts:
            for path in write_drop(drops, dataset, source, extract, **how):  # type: ignore[arg-type]
                assert receive_drop(path, data).outcome == "landed"

    return delivered


def hes(month: str) -> list[tuple[str, str, str]]:
    return [(SHARP, "HES", month), (ALL_ASSAULT, "HES", month)]


def pedw(month: str) -> list[tuple[str, str, str]]:
    return [(SHARP, "PEDW", month), (ALL_ASSAULT, "PEDW", month)]


def figures(data: DataFolder, where: str) -> dict[tuple[str, ...], int | None]:
    """Figures of admissions (FAE) by area, period and age."""
    with secure_store(data) as connection:
        rows = connection.execute(
            "select area_code, period_label(period_kind, period), age, frequency "
            f"from secure.conformed.figure where measure = 'FAE' and {where} order by all"
        ).fetchall()
    return {row[:-1]: row[-1] for row in rows}


def total(counts: list[TrueCount], table: str, period: str, **labels: str) -> int:
    return sum(
        row.value
        for row in counts
        if row.delivered_table == table
        and str(row.period) == period
        and row.measure == "FAE"
        and all(getattr(row, name) == value for name, value in labels.items())
    )


def test_england_is_from_hes_and_wales_from_pedw(data: DataFolder, deliver: Deliver) -> None:
    deliver(*hes("2012/13 M03"), *pedw("2012/13 M03"))
    conform(data)
    english = true_counts(SHARP, "HES", "2012/13 M03")
    welsh = true_counts(SHARP, "PEDW", "2012/13 M03")
    national = figures(data, "cause = 'X99' and period_kind = 'month' and area_level = 'national'")

    england = total(english, "month by force", "2012-04", area_code=ENGLAND)
    wales = total(welsh, "month by force", "2012-04", area_code=WALES)
    assert national[ENGLAND, "2012-04", "All ages"] == england
    assert national[WALES, "2012-04", "All ages"] == wales
    assert national[BOTH, "2012-04", "All ages"] == england + wales
    # HES carries a few Welsh residents, which are in none of these figures.
    months = ("2012-04", "2012-05", "2012-06")
    forces = [f"W1500000{number}" for number in range(1, 5)]
    assert sum(
        total(english, "month by force", month, area_code=force)
        for month in months
        for force in forces
    )


def test_what_is_set_aside_is_counted(data: DataFolder, deliver: Deliver) -> None:
    deliver(*hes("2012/13 M03"))
    receipt = conform(data)

    with secure_store(data) as connection:
        rows = connection.execute(
            "select reason, sum(landed_rows) from secure.conformed.set_aside group by 1 order by 1"
        ).fetchall()
    assert rows == [
        ("resident of no known area of England or Wales", 3 * 3),
        ("resident of the other country, counted by its own source", 4 * 3),
        ("total row, for reconciliation only", 1 * 3),
    ]
    assert receipt.set_aside_rows == 24


def test_bands_are_derived_from_fine_ages(data: DataFolder, deliver: Deliver) -> None:
    deliver(*hes("2012/13 M03"))
    conform(data)
    counts = true_counts(SHARP, "HES", "2012/13 M03")
    force = "E23000014"
    made = figures(data, f"cause = 'X99' and period_kind = 'month' and area_code = '{force}'")

    table = "month by force and age group"
    young = [
        total(counts, table, "2012-05", area_code=force, age=age)
        for age in ("Under 16", "16-17", "18-24")
    ]
    assert made[force, "2012-05", "Under 25"] == sum(young)
    every = total(counts, table, "2012-05", area_code=force)
    unknown = total(counts, table, "2012-05", area_code=force, age="Not known")
    assert made[force, "2012-05", "25 and over"] == every - unknown - sum(young)
    assert made[force, "2012-05", "All ages"] == every


@pytest.mark.slow
def test_codes_of_2012_and_of_today_conform_to_the_same_table(drops: Path, tmp_path: Path) -> None:
    tables = []
    for number, boundaries in enumerate(("original", "current")):
        folder = DataFolder(tmp_path / str(number))
        folder.prepare()
        make_throw_away_key(folder)
        for dataset, source, extract in hes("2012/13 M02"):
            for path in write_drop(drops, dataset, source, extract, boundaries=boundaries):
                receive_drop(path, folder)
        conform(folder)
        tables.append(figures(folder, "area_level = 'la'"))

    assert tables[0] == tables[1]
    assert len({area for area, _, _ in tables[0]}) == 318


def test_joining_never_multiplies_a_count(data: DataFolder, deliver: Deliver) -> None:
    deliver(*hes("2012/13 M02"), boundaries="original")
    conform(data)

    with secure_store(data) as connection:
        landed, conformed = (
            connection.execute(
                f"select sum(frequency), count(*) from secure.{table}.count where {where}"
            ).fetchone()
            or ()
            for table, where in (
                ("landed", "role = 'area' and left(area_code, 1) = 'E'"),
                ("conformed", "area_code != 'E99999999'"),
            )
        )
        twice = connection.execute(f"{EVERY_KEY} having count(*) > 1").fetchall()
    assert landed[0] == conformed[0]
    # Old codes that were merged share a row now; none has become two.
    assert landed[1] > conformed[1]
    assert twice == []


@pytest.mark.slow
def test_wales_is_not_available_where_pedw_trails(data: DataFolder, deliver: Deliver) -> None:
    deliver(*hes("2012/13 M03"), *pedw("2012/13 M01"))
    conform(data)
    made = figures(data, "cause = 'X99' and period_kind = 'month' and age = 'All ages'")

    assert made[WALES, "2012-04", "All ages"] is not None
    assert made[BOTH, "2012-04", "All ages"] is not None
    for area in (WALES, BOTH, "W15000003"):
        assert made[area, "2012-05", "All ages"] is None
    assert made[ENGLAND, "2012-05", "All ages"] is not None


@pytest.mark.slow
def test_years_stand_when_they_are_whole(data: DataFolder, deliver: Deliver) -> None:
    deliver(*hes("2013/14 M02"), *pedw("2013/14 M01"))
    conform(data)
    where = "cause = 'X99' and age = 'All ages' and area_code = 'E92000001'"
    months = figures(data, f"{where} and period_kind = 'month'")
    years = figures(data, f"{where} and period_kind = 'year'")
    rolling = figures(data, f"{where} and period_kind = 'rolling_year'")

    by_month = [count or 0 for count in months.values()]
    assert list(years) == [(ENGLAND, "2012-13", "All ages")]
    assert set(years.values()) == {sum(by_month[:12])}
    assert [period for _, period, _ in rolling] == ["2013-03", "2013-04", "2013-05"]
    assert list(rolling.values()) == [sum(by_month[first : first + 12]) for first in range(3)]


@pytest.mark.slow
def test_bi_annual_tables_give_way_to_the_newer_vintage(data: DataFolder, deliver: Deliver) -> None:
    deliver(*hes("2013/14 M02"), (BI_ANNUAL, "HES", "2013/14 M01"))
    conform(data)

    with secure_store(data) as connection:
        rows = connection.execute(
            "select distinct area_level, measure, period_kind, breakdown "
            "from secure.conformed.figure where cause = 'X99' and (measure = 'FCE' "
            "or breakdown in ('sex', 'age group', 'ethnicity') or area_level = 'la') order by all"
        ).fetchall()
    assert rows == [
        ("country", "FCE", "month", "total"),
        ("la", "FAE", "year", "total"),
        ("la", "FCE", "year", "total"),
        ("national", "FAE", "year", "age group"),
        ("national", "FAE", "year", "ethnicity"),
        ("national", "FAE", "year", "sex"),
        ("national", "FCE", "year", "age group"),
        ("national", "FCE", "year", "ethnicity"),
        ("national", "FCE", "year", "sex"),
        ("pfa", "FCE", "year", "total"),
        ("region", "FCE", "month", "total"),
    ]


@pytest.mark.slow
def test_the_latest_vintage_is_current_and_as_of_goes_back(
    data: DataFolder, deliver: Deliver
) -> None:
    deliver(*hes("2012/13 M01"))
    deliver(*hes("2012/13 M03"))

    assert conform(data).month == date(2012, 6, 1)
    # Before the store began, extract dates say what was known: M01 is of 10 July, M03 of August.
    assert conform(data, as_of=datetime(2012, 7, 31, tzinfo=UTC)).month == date(2012, 4, 1)


@pytest.mark.slow
def test_as_of_a_moment_of_the_store_leaves_later_files_out(
    data: DataFolder, deliver: Deliver
) -> None:
    deliver(*hes("2012/13 M01"))
    moment = datetime.now(UTC)
    deliver(*hes("2012/13 M03"))

    assert conform(data, as_of=moment).month == date(2012, 4, 1)
    assert conform(data).month == date(2012, 6, 1)


@pytest.mark.slow
def test_a_release_needs_both_hes_files(data: DataFolder, deliver: Deliver) -> None:
    deliver(hes("2012/13 M03")[0], *pedw("2012/13 M03"))

    with pytest.raises(NoMonthError, match="both monthly HES files"):
        conform(data)


@pytest.mark.slow
def test_the_month_is_the_last_that_both_hes_files_cover(
    data: DataFolder, deliver: Deliver
) -> None:
    deliver((SHARP, "HES", "2012/13 M03"), (ALL_ASSAULT, "HES", "2012/13 M02"))

    assert conform(data).month == date(2012, 5, 1)
    assert conform(data, month=date(2012, 4, 1)).month == date(2012, 4, 1)
    with pytest.raises(NoMonthError, match="cover 2012-04 to 2012-05"):
        conform(data, month=date(2012, 6, 1))


@pytest.mark.slow
def test_revisions_move_the_current_figures(data: DataFolder, deliver: Deliver) -> None:
    deliver(*hes("2012/13 M02"))
    conform(data)
    before = figures(data, "cause = 'X99' and period_kind = 'month' and area_level = 'national'")
    deliver(*hes("2012/13 M06"))
    conform(data, month=date(2012, 5, 1))
    after = figures(data, "cause = 'X99' and period_kind = 'month' and area_level = 'national'")

    first, later = "2012/13 M02", "2012/13 M06"
    for counted, extract in ((before, first), (after, later)):
        counts = true_counts(SHARP, "HES", extract)
        for month in ("2012-04", "2012-05"):
            england = total(counts, "month by force", month, area_code=ENGLAND)
            assert counted[ENGLAND, month, "All ages"] == england
    assert before != after


def test_drops_are_conformed_once(data: DataFolder, deliver: Deliver) -> None:
    deliver(*hes("2012/13 M01"))

    assert conform(data).conformed_drops == 2
    assert conform(data).conformed_drops == 0


def test_a_failing_statement_leaves_no_half(
    data: DataFolder, deliver: Deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(*hes("2012/13 M01"))
    monkeypatch.setattr(
        "tasks.conform.conform.statements",
        lambda folder: (
            ("broken", "insert into secure.conformed.drop values ('x', 'y')"),
            ("error", "select 1 from nowhere"),
        ),
    )
    with pytest.raises(duckdb.Error):
        conform(data)

    with secure_store(data) as connection:
        assert connection.execute("select * from secure.conformed.drop").fetchall() == []


@pytest.mark.slow
def test_a_bi_annual_file_older_than_a_final_year_does_not_stop_the_release(
    data: DataFolder, deliver: Deliver
) -> None:
    deliver(*hes("2013/14 M01"), (BI_ANNUAL, "HES", "2012/13 M06"))
    conform(data)

    assert check_conformed(data).failed == ()


def test_a_merged_force_is_the_sum_of_the_former_ones(
    data: DataFolder, deliver: Deliver, tmp_path: Path
) -> None:
    deliver(*hes("2012/13 M01"))
    with redrawn(tmp_path, dict.fromkeys(authorities_of(CUMBRIA, LANCASHIRE), MERGED)):
        conform(data)
        made = figures(data, "cause = 'X99' and area_level = 'pfa' and age = 'All ages'")
        failed = check_conformed(data).failed

    counts = true_counts(SHARP, "HES", "2012/13 M01")
    former = [
        total(counts, "month by force", "2012-04", area_code=force)
        for force in (CUMBRIA, LANCASHIRE)
    ]
    assert made[MERGED, "2012-04", "All ages"] == sum(former)
    assert not {(force, "2012-04", "All ages") for force in (CUMBRIA, LANCASHIRE)} & set(made)
    assert failed == ()


def test_counts_of_a_split_force_are_in_no_area_and_there_is_no_release(
    data: DataFolder, deliver: Deliver, tmp_path: Path
) -> None:
    deliver(*hes("2012/13 M01"))
    former = authorities_of(LANCASHIRE)
    parts = {code: f"E2300009{at % 2}" for at, code in enumerate(former)}
    with redrawn(tmp_path, parts):
        conform(data)
        with pytest.raises(CheckFailedError, match=r"split_areas: .* E23000003"):
            check_conformed(data)
        with secure_store(data) as connection:
            (rows,) = connection.execute(
                "select sum(landed_rows) from secure.conformed.set_aside "
                "where reason = 'of an area that was split, in no area of today'"
            ).fetchone() or (0,)

    assert rows > 0
