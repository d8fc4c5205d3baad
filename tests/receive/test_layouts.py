"""Whatever layout the contract allows, the counts that were written are the counts that land."""

from functools import cache

import pytest

from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tasks.synthesise import Layout, true_counts
from tests.receive.conftest import ALL_ASSAULT, BI_ANNUAL, FIRST_QUARTER, SHARP, Writer, landed

LAYOUTS = [
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
    Layout(sheets_reversed=True, sheets_renamed=True),
    Layout(right=2, down=3),
    Layout(band=False),
    Layout(stacked=True),
    Layout(file_format="csv"),
    Layout(file_format="csv", byte_order_mark=True),
    Layout(file_format="csv", orientation="long", zero="absent"),
]
WORDINGS = [
    Layout(wording=wording)
    for wording in ("upper", "spaced", "and", "ampersand", "hyphenated", "unhyphenated")
]
PEDW_LAYOUTS = [Layout(orientation="long", zero="absent"), Layout(file_format="csv")]
DATASETS = [
    (SHARP, "HES"),
    (ALL_ASSAULT, "HES"),
    (BI_ANNUAL, "HES"),
    (SHARP, "PEDW"),
    (BI_ANNUAL, "PEDW"),
]
# Each dataset as it is delivered, and every layout of one; the rest takes minutes.
CASES = [
    *((*dataset, Layout()) for dataset in DATASETS),
    *((SHARP, "HES", layout) for layout in LAYOUTS),
]
MORE_CASES = [
    *((SHARP, "HES", layout) for layout in WORDINGS),
    *(
        (dataset, "HES", layout)
        for dataset in (ALL_ASSAULT, BI_ANNUAL)
        for layout in (*LAYOUTS, *WORDINGS)
    ),
    *((dataset, "PEDW", layout) for dataset in (SHARP, BI_ANNUAL) for layout in PEDW_LAYOUTS),
]


@cache
def written(dataset: str, source: str) -> dict[tuple[str, ...], int]:
    return {
        (row.delivered_table, row.area_code, str(row.period), *row[4:8]): row.value
        for row in true_counts(dataset, source, FIRST_QUARTER)
        if row.value
    }


@pytest.mark.parametrize(
    ("dataset", "source", "layout"),
    [*CASES, *(pytest.param(*case, marks=pytest.mark.slow) for case in MORE_CASES)],
    ids=str,
)
def test_every_layout_lands_the_counts_that_were_written(
    data: DataFolder, write: Writer, dataset: str, source: str, layout: Layout
) -> None:
    receipts = [receive_drop(path, data) for path in write(dataset, source, layout)]

    assert {receipt.outcome for receipt in receipts} == {"landed"}, receipts
    assert landed(data) == written(dataset, source)
