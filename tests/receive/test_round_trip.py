"""Whatever drop the generator makes, in whatever layout, what it counted is what lands."""

import tempfile
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.govern.key import make_throw_away_key
from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tasks.synthesise import Layout, true_counts, write_drop
from tasks.synthesise.layout import MonthStyle, Orientation, Wording, Zero
from tests.receive.conftest import ALL_ASSAULT, BI_ANNUAL, SHARP, landed


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Every layout that a delivered file may have."""
    options = {
        "file_format": draw(st.sampled_from(["xlsx", "csv"])),
        "orientation": draw(st.sampled_from(get_args(Orientation))),
        "months": draw(st.sampled_from(get_args(MonthStyle))),
        "zero": draw(st.sampled_from(get_args(Zero))),
        "wording": draw(st.sampled_from(get_args(Wording))),
        "right": draw(st.integers(0, 5)),
        "down": draw(st.integers(0, 5)),
        "band": draw(st.booleans()),
        "stacked": draw(st.booleans()),
        "sheets_reversed": draw(st.booleans()),
        "sheets_renamed": draw(st.booleans()),
        "byte_order_mark": draw(st.booleans()),
    }
    # What the file's kind or orientation does not allow is left out, not drawn again.
    plain = {"stacked", "sheets_reversed", "sheets_renamed"}
    if options["file_format"] == "csv":
        options |= {"months": "2012-04"} | dict.fromkeys(plain, False)
    else:
        options["byte_order_mark"] = False
    if options["orientation"] != "long" and options["zero"] == "absent":
        options["zero"] = "-"
    return Layout(**options)


DROPS = st.tuples(
    st.sampled_from([(SHARP, "HES"), (SHARP, "PEDW"), (ALL_ASSAULT, "HES"), (BI_ANNUAL, "PEDW")]),
    st.sampled_from(["2012/13 M01", "2012/13 M02", "2012/13 M03"]),
    st.integers(1, 5),
    st.sampled_from(["current", "original"]),
)


def lands_as_counted(drop: tuple[tuple[str, str], str, int, str], layout: Layout) -> None:
    (dataset, source), extract, seed, boundaries = drop
    with tempfile.TemporaryDirectory() as folder:
        data, drops = DataFolder(Path(folder) / "data"), Path(folder) / "drops"
        data.prepare()
        make_throw_away_key(data)
        drops.mkdir()
        options = {"seed": seed, "boundaries": boundaries}
        paths = write_drop(drops, dataset, source, extract, layout, **options)
        receipts = [receive_drop(path, data) for path in paths]

        assert {receipt.outcome for receipt in receipts} == {"landed"}, receipts
        assert landed(data) == {
            (row.delivered_table, row.area_code, str(row.period), *row[4:8]): row.value
            for row in true_counts(dataset, source, extract, **options)
            if row.value
        }


@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(drop=DROPS, layout=layouts())
def test_a_few_drops(drop: tuple[tuple[str, str], str, int, str], layout: Layout) -> None:
    lands_as_counted(drop, layout)


@pytest.mark.slow
@settings(
    max_examples=25, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(drop=DROPS, layout=layouts())
def test_many_drops(drop: tuple[tuple[str, str], str, int, str], layout: Layout) -> None:
    lands_as_counted(drop, layout)
