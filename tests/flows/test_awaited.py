"""What is awaited, and from which day on it is overdue."""

from datetime import date, timedelta

import pytest

from flows.service import preconditions
from flows.service.awaited import _cadence, awaited, month_of
from tasks.govern.holdings import Received, note_received
from tasks.store.folders import DataFolder
from tasks.store.stores import no_store

SHARP, BI_ANNUAL = "monthly sharp object", "bi-annual sharp object"


def received(dataset: str, source: str, extract: str) -> Received:
    return Received("ab", "a.xlsx", dataset, source, extract, 1, "there")


@pytest.mark.parametrize(
    ("extract", "month"),
    [
        ("2023-24 M01", date(2023, 4, 1)),
        ("2023-24 M09", date(2023, 12, 1)),
        ("2023-24 M10", date(2024, 1, 1)),
        ("2023-24 M12", date(2024, 3, 1)),
    ],
)
def test_an_extract_is_named_by_the_financial_year(extract: str, month: date) -> None:
    assert month_of(extract) == month


@pytest.mark.parametrize(
    ("dataset", "source", "extract", "month", "expected_by"),
    [
        # 62 days after the end of February; of a leap year.
        (SHARP, "HES", "2023-24 M10", date(2024, 2, 1), date(2024, 2, 29) + timedelta(days=62)),
        (SHARP, "PEDW", "2023-24 M08", date(2023, 12, 1), date(2023, 12, 31) + timedelta(184)),
        (BI_ANNUAL, "HES", "2023-24 M06", date(2024, 3, 1), date(2024, 3, 31) + timedelta(123)),
    ],
)
def test_the_next_extract(
    dataset: str, source: str, extract: str, month: date, expected_by: date
) -> None:
    older = received(dataset, source, "2022-23 M12")
    (one,) = awaited([received(dataset, source, extract), older])

    assert (one.month, one.expected_by) == (month, expected_by)
    assert not one.is_overdue(expected_by)
    assert one.is_overdue(expected_by + timedelta(days=1))


def test_nothing_is_awaited_of_what_never_came() -> None:
    assert awaited([]) == []


def test_every_dataset_of_every_source_has_a_cadence() -> None:
    with no_store() as connection:
        all_of_them = connection.execute(
            "select source, dataset from reference.source, reference.dataset"
        ).fetchall()
    assert sorted(all_of_them) == sorted(row[:2] for row in _cadence())


def test_what_is_overdue_is_said_mailed_and_shown_once(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(preconditions, "tell", said.append)
    for name in ("send", "create_markdown_artifact"):
        monkeypatch.setattr(preconditions, name, lambda *_, **__: said.append(""))
    note_received(data, received(SHARP, "HES", "2023-24 M10"))
    late = date(2024, 2, 29) + timedelta(days=63)
    for today, times in ((late - timedelta(days=1), 0), (late, 1), (late, 1)):
        monkeypatch.setattr(preconditions, "today", lambda day=today: day)
        preconditions.tell_of_overdue(data)
        assert len(said) == 3 * times
    assert said[0].startswith("Overdue: monthly sharp object of HES up to 2024-02, expected by")

    # It came, and the next one is late in its turn.
    note_received(data, received(SHARP, "HES", "2023-24 M11"))
    preconditions.tell_of_overdue(data)
    assert len(said) == 3
    monkeypatch.setattr(preconditions, "today", lambda: late + timedelta(days=99))
    preconditions.tell_of_overdue(data)
    assert len(said) == 6
