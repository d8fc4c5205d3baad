"""The page and the JSON beside the releases: what came, is awaited, refused and released."""

import json
from datetime import date

import pytest

from flows.__main__ import main
from flows.exit_codes import ExitCode
from flows.service import status_page
from flows.service.status_page import page, releases, standing, status_written, write_status
from tasks.govern.decisions import Question, ask, decided, timed_out
from tasks.govern.holdings import Received, note_received
from tasks.govern.statement import APPROVE, PACKAGE, REJECT, RELEASE
from tasks.receive.quarantine import put_in_quarantine
from tasks.store.folders import DataFolder
from tests.signing import signed_by

REASON = "Sheet T1, row 3: a place that holds a count."


@pytest.fixture
def data(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    monkeypatch.setattr(status_page, "today", lambda: date(2024, 5, 2))
    sharp = ("monthly sharp object", "HES", "2023-24 M10", 1, "there")
    note_received(data, Received("ab", "<a>.xlsx", *sharp))
    put_in_quarantine(b"x", "b.xlsx", "cd" * 32, (REASON,), data)
    for release, *decisions in (
        ("2024-01/r2", APPROVE),
        ("2024-01/r10",),
        ("2023-12/r2", REJECT),
        ("2023-11/r1", timed_out),
        ("2023-10/r1", APPROVE),
        ("2012-04 to 2024-01, ab12", REJECT),
    ):
        question = Question(RELEASE, release, {"figures": "ab"}, "owner", f"run of {release}")
        ask(data, question)
        for one in decisions:
            if one == timed_out:
                timed_out(data, question)
            else:
                signed_by(data, question, "reviewer", one)
                decided(data, question, one)
    ask(data, Question(PACKAGE, "hull-2024-01", {}, "owner", "run"))
    for name in ("2024-01/r1", "2024-01/r2", "2023-12/r1"):
        folder = data.releases / name
        folder.mkdir(parents=True)
        (folder / "manifest.json").touch()
    return data


def test_the_state_of_each_release(data: DataFolder) -> None:
    assert list(releases(data).items()) == [
        ("2023-10/r1", "approved"),
        ("2023-11/r1", "rejected"),
        ("2023-12/r1", "stands"),
        ("2023-12/r2", "rejected"),
        ("2024-01/r1", "superseded"),
        ("2024-01/r2", "stands"),
        ("2024-01/r10", "waiting for sign-off"),
    ]


def test_page_and_json_say_the_same_and_no_reason(data: DataFolder) -> None:
    write_status(data)
    told = json.loads((data.releases / "status.json").read_text())
    html = (data.releases / "status.html").read_text()

    assert told["awaited"] == [
        {
            "source": "HES",
            "dataset": "monthly sharp object",
            "month": "2024-02",
            "expected_by": "2024-05-01",
            "overdue": True,
        }
    ]
    assert [one["file"] for one in told["refused"]] == ["b.xlsx"]
    assert [one["file"] for one in told["received"]] == ["<a>.xlsx"]
    for text in ("2024-05-01: overdue", "b.xlsx", "&lt;a&gt;.xlsx", "2024-01/r10"):
        assert text in html
    assert REASON not in html + json.dumps(told)
    assert not list(data.releases.glob(".*"))


def test_the_command_says_it_as_json(data: DataFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--json", "--data", str(data.root)]) == ExitCode.DONE

    told = json.loads(capsys.readouterr().out)
    assert told["releases"] == standing(data)["releases"]


def test_an_empty_folder_has_a_page(data: DataFolder) -> None:
    empty = {"received": [], "awaited": [], "refused": [], "releases": []}

    assert "Nothing: no file was ever received." in page(standing(data) | empty)


def test_a_status_that_cannot_be_told_fails_no_run(data: DataFolder) -> None:
    """A reason that was not written to its end, as a full disk leaves it."""
    for reason in data.quarantine.rglob("reason.txt"):
        reason.write_text("")
    with pytest.raises(IndexError):
        write_status(data)
    with status_written(data):
        pass
