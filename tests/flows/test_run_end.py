"""What is said of a run that ended badly: one sentence a case, with the command."""

from pathlib import Path

import pytest

from flows.service.run_end import _sentences, again, what_to_do
from tasks.receive.attempts import CLOSED, DECIDED, MOST_ATTEMPTS, attempt_of, is_given_up, tag

FILE = {"drop": "/in/a b.xlsx", "data": "/data", "sha256": "ab"}
COMMAND = "python -m flows again '/in/a b.xlsx' --data /data"
PAGE = Path(__file__).parents[2] / "docs/how-to/when-something-is-wrong.md"


@pytest.mark.parametrize("name", ["Failed", "Crashed"])
@pytest.mark.parametrize("attempt", range(1, MOST_ATTEMPTS + 1))
def test_the_last_attempt_tells_the_truth(name: str, attempt: int) -> None:
    told = what_to_do(name, FILE, [tag(attempt), "another"])
    last = attempt == MOST_ATTEMPTS

    assert told.startswith(f"Attempt {attempt} of {MOST_ATTEMPTS}")
    assert (COMMAND in told) == ("given up" in told) == last
    assert ("by itself" in told) == (not last)


@pytest.mark.parametrize(
    ("name", "by_itself"),
    [
        ("Refused", False),
        ("Rejected", False),
        ("Missing", True),
        ("Busy", True),
        ("Superseded", False),
    ],
)
def test_an_end_that_has_a_name_has_a_sentence(name: str, by_itself: bool) -> None:
    assert is_given_up(name, 1) == (not by_itself)
    assert what_to_do(name, FILE, []) == _sentences()["file", name, not by_itself].format(
        attempt=1, most=MOST_ATTEMPTS, again=COMMAND
    )


def test_every_case_has_its_sentence() -> None:
    for name in ("Failed", "Crashed", "Missing", *DECIDED, *CLOSED):
        for attempt in range(1, MOST_ATTEMPTS + 1):
            assert ("file", name, is_given_up(name, attempt)) in _sentences()


def test_a_run_of_no_file_is_started_again_by_a_person() -> None:
    assert "not tried again by itself" in what_to_do("Failed", {"data": "/data"}, [])


def test_each_end_is_in_the_documentation() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert {name for _, name, _ in _sentences() if f"**{name}**" not in page} == set()


def test_a_run_without_a_mark_is_the_first() -> None:
    assert attempt_of([]) == attempt_of(["x"]) == 1
    assert again("/a", "/b") == "python -m flows again /a --data /b"
