"""A run that waits for signatures: what it enters, and what lets it go on."""

from collections.abc import Callable
from types import SimpleNamespace
from uuid import uuid4

import pytest

from flows.service import sign_off as module
from flows.service.sign_off import RejectedError, sign_off
from tasks.govern.access.log import ASKED, DECIDED, NOT_DECIDED, SIGNED, lines
from tasks.govern.decisions import Question, undecided
from tasks.govern.register import NotEntitledError
from tasks.govern.statement import APPROVE, REJECT
from tasks.store.folders import DataFolder
from tests.signing import signed_by

FIGURES = {"figures": "a" * 64}


class SuspendedError(Exception):
    """The run waits, without a process."""


@pytest.fixture
def resumed(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The run, from its beginning each time: suspended the first time that it asks a thing."""
    run, keys = str(uuid4()), set[str]()

    def suspend(timeout: int, key: str) -> None:
        if key not in keys:
            keys.add(key)
            raise SuspendedError

    monkeypatch.setenv("SIGN_OFF", "required")
    monkeypatch.setattr(module, "_run", lambda: run)
    monkeypatch.setattr(module, "deployment", SimpleNamespace(get_id=lambda: "one"))
    monkeypatch.setattr(module, "suspend_flow_run", suspend)
    for name in ("create_markdown_artifact", "name_run", "send", "tell", "_from"):
        monkeypatch.setattr(module, name, lambda *_, **__: "")
    return lambda: sign_off(data, "2024-01/r1", lambda: FIGURES, lambda: "what changed")


def open_question(data: DataFolder) -> Question:
    (question,) = undecided(data)
    return question


def events(data: DataFolder) -> list[str]:
    return [line["event"] for line in lines(data, ASKED, SIGNED, DECIDED, NOT_DECIDED)]


@pytest.mark.parametrize("decision", [APPROVE, REJECT])
def test_a_run_goes_on_as_it_was_signed_and_its_question_is_closed(
    data: DataFolder, resumed: Callable[[], None], decision: str
) -> None:
    with pytest.raises(SuspendedError):
        resumed()
    signed_by(data, open_question(data), "reviewer", decision)
    if decision == APPROVE:
        resumed()
    else:
        with pytest.raises(RejectedError, match="rejected by reviewer: seen"):
            resumed()

    assert events(data) == [ASKED, SIGNED, DECIDED]
    assert undecided(data) == []


def test_who_resumes_it_unsigned_is_asked_again(
    data: DataFolder, resumed: Callable[[], None]
) -> None:
    for _ in range(3):
        with pytest.raises(SuspendedError):
            resumed()
    assert events(data) == [ASKED, NOT_DECIDED, NOT_DECIDED]
    signed_by(data, open_question(data), "reviewer")
    resumed()

    assert events(data)[-1] == DECIDED


def test_other_figures_than_those_signed_do_not_go_out(
    data: DataFolder, resumed: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SuspendedError):
        resumed()
    signed_by(data, open_question(data), "reviewer")
    monkeypatch.setitem(FIGURES, "figures", "b" * 64)

    with pytest.raises(SuspendedError):
        resumed()


def test_a_run_that_cannot_wait_is_refused(
    data: DataFolder, resumed: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "deployment", SimpleNamespace(get_id=lambda: None))
    with pytest.raises(NotEntitledError, match="start the release from its deployment"):
        resumed()
