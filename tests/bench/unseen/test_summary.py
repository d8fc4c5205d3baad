"""The file of rows and the tables made of it: what is in it is not made again, targets are held."""

from pathlib import Path

import pytest

from tests.bench.unseen.__main__ import append, histories_in
from tests.bench.unseen.history import History
from tests.bench.unseen.releases import named
from tests.bench.unseen.summary import disclosure_targets, rows_in, summary

FIRST = History("second", 1.0, "whole", 0, "short", "first", 1)
GOOD = {
    **named(FIRST), "release": 1, "outcome": "released", "decide_seconds": 20.0,
    "audit_seconds": 40.0, "exact": 0, "at_most_2": 0, "unsettled": 0, "known_before": 3,
    "exact_totals": 0, "freed_links": 0, "attempts": 1,
    "wales_pfa_year_all_figures": 8, "wales_pfa_year_all_coarsened": 2,
    "wales_pfa_year_all_withheld": 1, "wales_pfa_year_all_hides_more": 0,
    "wales_la_year_all_figures": 8, "wales_la_year_all_withheld": 1,
}  # fmt: skip


def written(file: Path, *rows: dict) -> Path:
    for row in rows:
        append(file, [row])
    return file


def test_histories_of_the_file_are_known(tmp_path: Path) -> None:
    file = tmp_path / "some" / "unseen.csv"

    assert histories_in(file) == set()
    assert histories_in(written(file, GOOD, GOOD)) == {FIRST.name}


def test_a_file_of_other_columns_is_not_added_to(tmp_path: Path) -> None:
    file = tmp_path / "unseen.csv"
    file.write_text("history,outcome\n", encoding="utf-8")

    with pytest.raises(ValueError, match="other columns"):
        histories_in(file)


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({}, "| months without a release | 0 | met |"),
        ({"outcome": "contradiction"}, "| months without a release | 1 | missed |"),
        ({}, "| processor seconds of a first release, at most 60 | 60 | met |"),
        (
            {"audit_seconds": 40.5},
            "| processor seconds of a first release, at most 60 | 60.5 | missed |",
        ),
        ({}, "| processor seconds of a later release, at most 20 |  | not measured |"),
        ({"release": 2}, "| processor seconds of a later release, at most 20 | 60 | missed |"),
        ({"exact": 1}, "| figures exact | 1 | missed |"),
        ({}, "| first | wales | pfa year all | 8 | 25 | 12.5 | 0 |"),
        ({}, "| first | wales | all | 16 | 12.5 | 12.5 | 0 |"),
        (
            {"attempts": 2, "refused_tables": "X99 pfa month 2017-04 1"},
            f"| {FIRST.name} | 1 | released | X99 pfa month 2017-04 1 | 60 |",
        ),
        (
            {"outcome": "no verdict", "exception": "after 9 s, in: audit"},
            f"| {FIRST.name} | 1 | no verdict | after 9 s, in: audit | 60 |",
        ),
    ],
)
def test_the_tables_say_what_the_rows_say(tmp_path: Path, changed: dict, line: str) -> None:
    assert line in summary(rows_in(written(tmp_path / "unseen.csv", GOOD | changed))).splitlines()


@pytest.mark.parametrize(
    ("changed", "missed"),
    [
        ({}, []),
        ({"audit_seconds": 1e6}, []),
        ({"outcome": "no verdict"}, ["months without a release"]),
        ({"unsettled": 1, "at_most_2": 1}, ["figures at most 2", "figures unsettled"]),
    ],
)
def test_seconds_alone_fail_nothing(tmp_path: Path, changed: dict, missed: list) -> None:
    rows = rows_in(written(tmp_path / "unseen.csv", GOOD, GOOD | changed))

    assert [one.name for one in disclosure_targets(rows) if one.verdict != "met"] == missed
