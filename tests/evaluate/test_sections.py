"""The sections of the evaluation's report: rows and columns are those that their headings name."""

from tasks.evaluate.results import Results
from tasks.evaluate.sections import _gaps
from tasks.evaluate.specification import specification

SPEC = specification()


def test_a_gap_stands_under_its_outcome_where_another_begins_later() -> None:
    early, late = SPEC.outcomes[0], SPEC.outcomes[1]
    results = Results(
        gaps=[
            {"outcome": early.key, "year": "2017/18", "gap": 1.0},
            {"outcome": early.key, "year": "2018/19", "gap": 2.0},
            {"outcome": late.key, "year": "2018/19", "gap": 3.0},
        ]
    )
    (table,) = _gaps(results, SPEC)["tables"]

    assert table["headers"] == ["Financial year", early.name, late.name]
    assert table["rows"] == [["2017/18", "+1.0%", "none"], ["2018/19", "+2.0%", "+3.0%"]]
