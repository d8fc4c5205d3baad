"""What a backfill publishes after somebody has decided about it."""

from collections.abc import Sequence
from datetime import date

import pytest

from flows import backfill
from flows.service import questions
from tasks.conform.backfill_progress import Release
from tasks.store.folders import DataFolder

APRIL, MAY = date(2012, 4, 1), date(2012, 5, 1)


class SuspendedError(Exception):
    """The run waits for a person."""


@pytest.fixture
def asked(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the runs of a backfill ask about; the first is suspended, the next ones go on."""
    names: list[str] = []

    def sign_off(_: DataFolder, name: str, *__: object) -> None:
        names.append(name)
        if len(names) == 1:
            raise SuspendedError

    monkeypatch.setattr(questions, "sign_off", sign_off)
    monkeypatch.setattr(backfill, "asked_before", lambda _: names[0] if names else None)
    return names


def run(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch, made: Sequence[Release]
) -> list[Release]:
    """Run the flow, of which months are protected as ``made``; return what it publishes."""
    published: list[Release] = []
    monkeypatch.setattr(backfill, "_protect_months", lambda *_: list(made))
    monkeypatch.setattr(backfill, "publish_left", lambda releases, *_: published.extend(releases))
    backfill.backfill(str(data.root), parallel=False)
    return published


def test_what_was_decided_about_is_published_whatever_has_come_since(
    data: DataFolder, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = [(APRIL, 1), (MAY, 1)]
    with pytest.raises(SuspendedError):
        run(data, monkeypatch, first)

    assert run(data, monkeypatch, [(APRIL, 2), (MAY, 2)]) == first
    assert asked[0] == asked[1]


def test_a_question_is_about_its_own_releases(
    data: DataFolder, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SuspendedError):
        run(data, monkeypatch, [(APRIL, 1)])
    asked[0] = "2012-04, of another run"

    assert run(data, monkeypatch, [(APRIL, 2)]) == [(APRIL, 2)]
