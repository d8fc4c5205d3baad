"""What changes from one extract of a financial year to the next."""

from collections import Counter
from datetime import date

import pytest

from tasks.synthesise.admissions import invented_admissions
from tests.synthesise.conftest import counted, table

LA_CATEGORIES = "month by local authority and age category"
EXTRACTS = ["2013/14 M08", "2013/14 M09", "2013/14 M10"]


def all_ages(extract: str) -> dict[tuple[str, ...], int]:
    counts = table(counted("all assault", "HES", extract), LA_CATEGORIES)
    return {key: n for key, n in counts.items() if key[2] == "All ages"}


def by_month(extract: str) -> Counter[str]:
    months: Counter[str] = Counter()
    for (_, month, *_), count in all_ages(extract).items():
        months[month] += count
    return months


@pytest.mark.parametrize(("earlier", "later"), [EXTRACTS[:2], EXTRACTS[1:]])
def test_final_years_do_not_change(earlier: str, later: str) -> None:
    before, after = all_ages(earlier), all_ages(later)
    final = [key for key in before if key[1] < "2013-04"]
    assert len(final) == 296 * 12
    assert all(before[key] == after[key] for key in final)


@pytest.mark.parametrize(("earlier", "later"), [EXTRACTS[:2], EXTRACTS[1:]])
def test_the_latest_months_rise_the_latest_most(earlier: str, later: str) -> None:
    before, after = by_month(earlier), by_month(later)
    rises = [after[month] / before[month] - 1 for month in sorted(before)[-4:]]
    assert rises[-1] == max(rises)
    assert 0.02 < rises[-1] < 0.10
    assert 0 < rises[-2] < rises[-1]
    assert sum(after[month] - before[month] for month in sorted(before)[:-4]) == 0


def test_a_few_counts_fall_by_one() -> None:
    before, after = all_ages(EXTRACTS[0]), all_ages(EXTRACTS[1])
    falls = [before[key] - after[key] for key in before if after[key] < before[key]]
    assert 0 < len(falls) < 20
    assert set(falls) == {1}


def test_a_year_is_final_in_the_extracts_of_the_next() -> None:
    provisional, final = by_month("2012/13 M12"), by_month("2013/14 M08")
    assert provisional["2013-03"] < final["2013-03"]
    assert provisional["2012-06"] <= final["2012-06"]


def test_a_final_year_counts_what_was_coded_late_and_not_what_was_removed() -> None:
    final = sum(count for month, count in by_month("2013/14 M08").items() if month < "2013-04")
    with invented_admissions(date(2013, 3, 1)) as connection:
        admissions = connection.table("admission").filter("finest_area like 'E0%'")
        kept = admissions.filter("removed_after is null").aggregate("count(*)").fetchone()
        removed = admissions.filter("removed_after > 0").aggregate("count(*)").fetchone()
    assert (final,) == kept
    assert removed > (0,)


def test_an_extract_adds_its_month() -> None:
    assert by_month(EXTRACTS[1]).keys() - by_month(EXTRACTS[0]).keys() == {"2013-12"}


@pytest.mark.parametrize("dataset", ["monthly sharp object", "bi-annual sharp object"])
def test_the_datasets_of_one_extract_are_coded_alike(dataset: str) -> None:
    name = {"monthly sharp object": "month by force", "bi-annual sharp object": "month by region"}
    areas = ("E12", "E23")
    counts = table(counted(dataset, "HES", "2013/14 M06"), name[dataset])
    last_month = sum(n for (a, m, *_), n in counts.items() if a[:3] in areas and m == "2013-09")
    other = table(counted("bi-annual sharp object", "HES", "2013/14 M06"), "month by region")
    assert last_month == sum(n for (_, m, *_), n in other.items() if m == "2013-09")
