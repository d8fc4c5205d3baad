"""A statement that reads a variable which nobody has set stops."""

import duckdb
import pytest

from tasks.store.stores import no_store
from tasks.store.variables import set_variables


@pytest.mark.parametrize(
    "statement",
    [
        "select getvariable('release_month')",
        "select * from range(3) as numbers (number) where number < getvariable('release_month')",
        "set variable release_label = coalesce(getvariable('release_month'), 1)",
    ],
)
def test_a_variable_that_is_not_set_is_an_error(statement: str) -> None:
    with (
        no_store() as connection,
        pytest.raises(duckdb.InvalidInputException, match="release_month is not set"),
    ):
        connection.execute(statement)


def test_one_that_is_set_is_read_with_its_type() -> None:
    with no_store() as connection:
        set_variables(connection, revision=2)
        row = connection.execute("select getvariable('revision'), 7 // getvariable('revision')")
        assert row.fetchone() == (2, 3)


def test_what_is_set_to_nothing_is_not_set() -> None:
    with no_store() as connection:
        set_variables(connection, revision=2)
        set_variables(connection, revision=None)
        with pytest.raises(duckdb.InvalidInputException, match="revision is not set"):
            connection.execute("select getvariable('revision')")
