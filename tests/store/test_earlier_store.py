"""A secure store that an earlier version made, where the counts had another name."""

import pytest

from tasks.store.folders import DataFolder
from tasks.store.stores import EarlierStoreError, secure_store

COUNTS = ("landed.count", "conformed.count", "conformed.released_figure")
RELEASED = (
    "insert into secure.conformed.released_figure values (date '2013-01-01', 1, 'X99', 'FAE', "
    "'pfa', 'E23000001', 'month', '2013-01', 'All ages', 'All', 'All', 17)"
)


@pytest.fixture
def earlier(data: DataFolder) -> DataFolder:
    with secure_store(data, read_only=False) as connection:
        connection.execute(RELEASED)
        for table in COUNTS:
            connection.execute(f"alter table secure.{table} rename column frequency to count")
    return data


def test_a_run_that_writes_gives_the_counts_their_new_name(earlier: DataFolder) -> None:
    with secure_store(earlier, read_only=False):
        pass
    with secure_store(earlier) as connection:
        for table in COUNTS:
            connection.execute(f"select frequency from secure.{table}")
        kept = connection.execute(
            "select area_code, frequency from secure.conformed.released_figure"
        )
        assert kept.fetchall() == [("E23000001", 17)]


def test_until_then_it_is_not_read(earlier: DataFolder) -> None:
    with pytest.raises(EarlierStoreError, match="earlier version"), secure_store(earlier):
        pass
