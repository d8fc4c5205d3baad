"""The list of sheets."""

import re

from tests.publish.invented import NAMES, PUBLISHED


def test_sheet_names_fit_a_tab(listed: list[dict[str, str]]) -> None:
    assert all(len(row["sheet"]) <= 31 for row in listed)
    assert [row["sheet"] for row in listed] == NAMES


def test_every_table_of_the_publication_has_a_sheet(listed: list[dict[str, str]]) -> None:
    tables = {table for row in listed for table in row["publication_tables"].split(";")}
    assert tables == set(PUBLISHED)


def test_a_sheet_needs_only_its_own_tables(listed: list[dict[str, str]]) -> None:
    for row in listed:
        assert set(row["needs"].split(";")) <= set(row["publication_tables"].split(";"))


def test_row_dimensions_have_a_header_each(listed: list[dict[str, str]]) -> None:
    for row in listed:
        assert len(row["row_dimensions"].split(";")) == len(row["row_headers"].split(";"))


def test_remarks_name_sheets_that_exist(listed: list[dict[str, str]]) -> None:
    named = [name for row in listed for name in re.findall(r"sheet '([^']+)'", row["remark"])]
    assert named
    assert set(named) <= set(NAMES)
