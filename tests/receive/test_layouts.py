"""Whatever layout the contract allows, the counts that were written are the counts that land."""

from functools import cache

import pytest

from tasks.folders import DataFolder
from tasks.receive.drop import receive_drop
from tasks.synthesise import Layout, true_counts
from tests.receive.conftest import ALL_ASSAULT, BI_ANNUAL, FIRST_QUARTER, SHARP, Writer, landed

LAYOUTS = [
    Layout(),
    Layout(orientation="wide"),
    Layout(orientation="long"),
    Layout(orientation="long", zero="absent"),
    Layout(orientation="long", months="date"),
    Layout(months="Apr-12"),
    Layout(months="April 2012"),
    Layout(months="2012-04"),
    Layout(months="date"),
    Layout(zero="0"),
    Layout(zero="-"),
    Layout(zero="blank"),
    Layout(wording="upper"),
    Layout(wording="spaced"),
    Layout(wording="and"),
    Layout(wording="ampersand"),
    Layout(wording="hyphenated"),
    Layout(wording="unhyphenated"),
    Layout(sheets_reversed=True, sheets_renamed=True),
    Layout(right=2, down=3),
    Layout(band=False),
    Layout(stacked=True),
    Layout(file_format="csv"),
    Layout(file_format="csv", byte_order_mark=True),
    Layout(file_format="csv", orientation="long", zero="absent"),
]
PEDW_LAYOUTS = [Layout(), Layout(orientation="long", zero="absent"), Layout(file_format="csv")]
CASES = [
    *((dataset, "HES", layout) for dataset in (SHARP, ALL_ASSAULT) for layout in LAYOUTS),
    *(
        pytest.param(BI_ANNUAL, "HES", layout, marks=pytest.mark.slow if layout != Layout() else ())
        for layout in LAYOUTS
    ),
    *((SHARP, "PEDW", layout) for layout in PEDW_LAYOUTS),
    *((BI_ANNUAL, "PEDW", layout) for layout in PEDW_LAYOUTS),
]


@cache
def written(dataset: str, source: str) -> dict[tuple[str, ...], int]:
    return {
        (row.delivered_table, row.area_code, str(row.period), *row[4:8]): row.value
        for row in true_counts(dataset, source, FIRST_QUARTER)
        if row.value
    }


@pytest.mark.parametrize(("dataset", "source", "layout"), CASES, ids=str)
def test_every_layout_lands_the_counts_that_were_written(
    data: DataFolder, write: Writer, dataset: str, source: str, layout: Layout
) -> None:
    receipts = [receive_drop(path, data) for path in write(dataset, source, layout)]

    assert {receipt.outcome for receipt in receipts} == {"landed"}, receipts
    assert landed(data) == written(dataset, source)
