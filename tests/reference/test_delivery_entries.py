"""Every delivery profile that ships can be read in one way."""

import pytest

from tasks.receive.staging import broken, run
from tasks.store.stores import no_store
from tasks.store.variables import set_variables


def profiles() -> list[str]:
    with no_store() as connection:
        found = connection.execute("select profile from reference.delivery_profile").fetchall()
    return [profile for (profile,) in found]


@pytest.mark.parametrize("profile", profiles())
def test_its_entries_say_what_entries_may_say(profile: str) -> None:
    with no_store() as connection:
        set_variables(connection, profile=profile, file_name="a.xlsx", layout="workbook")
        connection.execute("create temp table sheet_text (sheet varchar, content varchar)")
        connection.execute(
            "create temp table sheet_cell (sheet varchar, row_no int, column_no int, text varchar)"
        )
        run(connection, "receive/cover")
        set_variables(connection, profile=profile)

        assert broken(connection, "profile") == []


def test_every_entry_is_of_a_profile_and_none_but_the_contract_is_for_every_file() -> None:
    with no_store() as connection:
        entries = connection.execute("select distinct profile from reference.delivery_entry")
        assert {profile for (profile,) in entries.fetchall()} <= {*profiles()}
        everywhere = connection.execute(
            "select profile from reference.delivery_profile "
            "where coalesce(file_name, source, dataset) is null"
        )
        assert everywhere.fetchall() == [("contract",)]
