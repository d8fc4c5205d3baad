"""Extracts M08, M09 and M10 of one year: current in their time, revised by later ones."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tasks.conform.conform import conform
from tasks.govern.key import make_throw_away_key
from tasks.receive.drop import receive_drop
from tasks.receive.incoming_files import delivered_files
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_store
from tasks.synthesise import true_counts

pytestmark = pytest.mark.slow

SHARP, ENGLAND = "monthly sharp object", "E92000001"
# HES extracts are made 70 days after the first of their month: 9 January, 9 February, 11 March.
EXTRACTS = [
    ("2023/24 M08", datetime(2024, 1, 31, tzinfo=UTC), date(2023, 11, 1)),
    ("2023/24 M09", datetime(2024, 2, 29, tzinfo=UTC), date(2023, 12, 1)),
    ("2023/24 M10", datetime(2024, 3, 31, tzinfo=UTC), date(2024, 1, 1)),
]


@pytest.fixture(scope="module")
def data(demonstration_drops: Path, tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    data = DataFolder(tmp_path_factory.mktemp("revisions") / "data")
    data.prepare()
    make_throw_away_key(data)
    for path in delivered_files(demonstration_drops):
        receive_drop(path, data)
    return data


def england(data: DataFolder) -> dict[str, int]:
    with secure_store(data) as connection:
        rows = connection.execute(
            "select month_label(period), frequency from secure.conformed.figure "
            "where cause = 'X99' and area_code = ? and period_kind = 'month' and age = 'All ages'",
            [ENGLAND],
        ).fetchall()
    return dict(rows)


@pytest.mark.parametrize(("extract", "as_of", "month"), EXTRACTS)
def test_each_extract_is_current_as_of_its_time(
    data: DataFolder, extract: str, as_of: datetime, month: date
) -> None:
    delivered = {
        str(row.period): row.value
        for row in true_counts(SHARP, "HES", extract)
        if row.delivered_table == "month by force" and row.area_code == ENGLAND
    }

    assert conform(data, as_of=as_of).month == month
    assert england(data) == delivered


def test_later_extracts_revise_the_current_year_only(data: DataFolder) -> None:
    made = []
    for _, as_of, _ in EXTRACTS:
        conform(data, month=date(2023, 11, 1), as_of=as_of)
        made.append(england(data))
    revised = {month for month in made[0] if made[0][month] != made[2][month]}

    assert revised
    assert min(revised) >= "2023-04"
    assert made[1] != made[2]
