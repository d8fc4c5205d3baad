"""When to publish: both monthly HES files of a month make its release due, others refresh it."""

from datetime import date
from pathlib import Path

import pytest

from tasks.conform.due import Due, due
from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_store
from tasks.synthesise import write_drop

SHARP, ALL_ASSAULT, BI_ANNUAL = "monthly sharp object", "all assault", "bi-annual sharp object"
APRIL, MAY = "2012/13 M01", "2012/13 M02"
Deliveries = list[tuple[str, str, str]]


def received(data: DataFolder, drops: Path, deliveries: Deliveries) -> Due:
    with secure_store(data, read_only=False):
        pass
    for dataset, source, extract in deliveries:
        for path in write_drop(drops, dataset, source, extract):
            assert receive_drop(path, data).outcome == "landed"
    return due(data)


@pytest.mark.parametrize(
    ("deliveries", "month", "waits_for"),
    [
        ([], None, ("HES all assault", "HES monthly sharp object")),
        ([(SHARP, "HES", APRIL)], None, ("HES all assault",)),
        ([(SHARP, "PEDW", APRIL)], None, ("HES all assault", "HES monthly sharp object")),
        ([(SHARP, "HES", APRIL), (ALL_ASSAULT, "HES", APRIL)], date(2012, 4, 1), ()),
        pytest.param(
            [(SHARP, "HES", APRIL), (ALL_ASSAULT, "HES", APRIL), (SHARP, "HES", MAY)],
            None,
            ("HES all assault",),
            marks=pytest.mark.slow,
        ),
        (
            [(SHARP, "HES", MAY), (ALL_ASSAULT, "HES", MAY), (SHARP, "HES", APRIL)],
            date(2012, 5, 1),
            (),
        ),
        pytest.param(
            [(SHARP, "HES", APRIL), (ALL_ASSAULT, "HES", APRIL), (ALL_ASSAULT, "PEDW", MAY)],
            date(2012, 4, 1),
            (),
            marks=pytest.mark.slow,
        ),
    ],
    ids=["nothing", "one", "Wales alone", "both", "next begun", "older late", "Wales ahead"],
)
def test_what_is_due(
    data: DataFolder,
    drops: Path,
    deliveries: Deliveries,
    month: date | None,
    waits_for: tuple[str, ...],
) -> None:
    found = received(data, drops, deliveries)

    assert (found.month, found.waits_for) == (month, waits_for)


def test_what_it_waits_for_is_said(data: DataFolder, drops: Path) -> None:
    found = received(data, drops, [(SHARP, "HES", APRIL)])

    assert str(found) == "The next release waits for HES all assault of 2012-04."
