"""When to publish: both monthly HES files of a month make its release due, others refresh it."""

from datetime import date
from pathlib import Path

import pytest

from tasks.conform import due as module
from tasks.conform.due import Due, due, left_undone, note_done
from tasks.govern.decisions import Question, ask
from tasks.govern.holdings import Received, note_received
from tasks.govern.statement import APPROVE, REJECT, RELEASE
from tasks.receive.drop import receive_drop
from tasks.store.folders import DataFolder
from tasks.store.stores import secure_and_release_store, secure_store
from tasks.synthesise import write_drop
from tests.signing import signed_by

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
    ids=["nothing", "one", "Wales alone", "next begun", "older late", "Wales ahead"],
)
def test_what_is_due(
    data: DataFolder,
    drops: Path,
    deliveries: Deliveries,
    month: date | None,
    waits_for: tuple[str, ...],
) -> None:
    found = received(data, drops, deliveries)

    assert (found.months, found.waits_for) == ((month,) if month else (), waits_for)


def test_two_months_complete_at_once_are_both_due_in_order(data: DataFolder, drops: Path) -> None:
    both = [(name, "HES", month) for month in (MAY, APRIL) for name in (SHARP, ALL_ASSAULT)]
    found = received(data, drops, both)

    assert found.months == (date(2012, 4, 1), date(2012, 5, 1))
    assert str(found) == "The releases of 2012-04 and 2012-05 are due."

    released(data, date(2012, 4, 1))
    assert due(data).months == (date(2012, 4, 1), date(2012, 5, 1)), "it does not stand"
    stands(data, "2012-04")
    assert due(data).months == (date(2012, 5, 1),)

    # The newest is made again by whatever comes; none before it is.
    released(data, date(2012, 5, 1))
    stands(data, "2012-05")
    assert due(data).months == (date(2012, 5, 1),)


def released(data: DataFolder, month: date) -> None:
    with secure_and_release_store(data) as connection:
        connection.execute(
            "insert into release.release by name select $month as month, 1 as revision,"
            " $number as sequence, 'r' as rule_version, 'c' as code_version",
            {"month": month, "number": month.month},
        )


def stands(data: DataFolder, month: str) -> None:
    (data.releases / month / "r1").mkdir(parents=True)


def test_what_a_run_left_undone_is_seen_without_the_counts(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with secure_and_release_store(data):
        pass
    monkeypatch.setattr(module, "secure_store", lambda _: pytest.fail("opened"))
    assert left_undone(data) is None

    note_received(data, Received("ab", "a.xlsx", SHARP, "HES", APRIL, 1, "NHS"))
    first = left_undone(data)
    note_done(data)
    assert first
    assert left_undone(data) is None

    # Protected, and killed before it was published.
    released(data, date(2012, 4, 1))
    second = left_undone(data)
    assert second not in (None, first)
    question = Question(RELEASE, "2012-04/r1", {"figures": "ab"}, "owner", "run")
    ask(data, question)
    assert left_undone(data) is None, "it is a person's to decide"
    signed_by(data, question, "reviewer", REJECT)
    assert left_undone(data) is None, "it was decided"
    signed_by(data, question, "reviewer", APPROVE)
    assert left_undone(data) == second
    stands(data, "2012-04")
    assert left_undone(data) is None


def test_what_it_waits_for_is_said(data: DataFolder, drops: Path) -> None:
    found = received(data, drops, [(SHARP, "HES", APRIL)])

    assert str(found) == "The next release waits for HES all assault of 2012-04."
