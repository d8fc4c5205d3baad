"""What counts as decided: what registered people signed about just these bytes."""

from dataclasses import replace

import pytest

from tasks.govern import decisions
from tasks.govern.access.log import SIGNED, Line, append
from tasks.govern.access.verify import faults
from tasks.govern.decisions import Question, ask, timed_out, undecided, verdict, was_asked
from tasks.govern.people_keys import throw_away_key
from tasks.govern.statement import APPROVE, DESTRUCTION, PACKAGE, REJECT, RELEASE, Signed, as_fields
from tasks.store.folders import DataFolder
from tests.signing import signed_by, statement_by

FIGURES = {"figures": "a" * 64}
RELEASED = Question(RELEASE, "2024-01/r1", FIGURES, "owner", "run")
LIST = Question(DESTRUCTION, "destruction", {"destruction.json": "b" * 64})


def approved(data: DataFolder, question: Question = RELEASED) -> bool:
    return verdict(data, question).is_approved


def test_what_another_registered_person_signed_is_approved(data: DataFolder) -> None:
    ask(data, RELEASED)
    assert not approved(data)
    signed_by(data, RELEASED, "reviewer")

    assert approved(data)
    assert faults(data) == []


@pytest.mark.parametrize("account", ["owner", "leaver", "stranger"])
def test_owner_leaver_and_stranger_decide_nothing(data: DataFolder, account: str) -> None:
    ask(data, RELEASED)
    # The leaver has a key; the stranger takes another's.
    key = throw_away_key(data, "reviewer" if account == "stranger" else account)
    signed_by(data, RELEASED, account, key=key)

    assert not approved(data)
    assert f"'{account}'" in verdict(data, RELEASED).refused[0]


def unsigned(data: DataFolder) -> dict[str, str]:
    return as_fields(replace(statement_by(data, RELEASED, "reviewer"), signature=""))


def by_another_key(data: DataFolder) -> dict[str, str]:
    return as_fields(statement_by(data, RELEASED, "reviewer", key=throw_away_key(data, "owner")))


def altered(data: DataFolder) -> dict[str, str]:
    """A rejection made an approval: the signature is that of the rejection."""
    signed = statement_by(data, RELEASED, "reviewer", REJECT)
    return as_fields(replace(signed, statement=replace(signed.statement, decision=APPROVE)))


def said_twice(data: DataFolder) -> dict[str, str]:
    fields = as_fields(statement_by(data, RELEASED, "reviewer", REJECT))
    return fields | {"statement": fields["statement"].replace("{", '{ "decision": "approve",', 1)}


@pytest.mark.parametrize("forged", [unsigned, by_another_key, altered, said_twice])
def test_a_line_that_nobody_signed_decides_nothing_and_is_found(
    data: DataFolder, forged: object
) -> None:
    ask(data, RELEASED)
    about = forged(data)  # type: ignore[operator]
    append(data, Line(SIGNED, RELEASED.what, "reviewer: approve", about=about))

    assert not approved(data)
    assert "nobody signed that" in faults(data)[0]


@pytest.mark.parametrize(
    "other",
    [
        replace(RELEASED, digests={"figures": "c" * 64}),
        replace(RELEASED, what="2024-01/r2"),
        replace(RELEASED, kind=PACKAGE),
    ],
)
def test_a_signature_about_something_else_does_not_count(data: DataFolder, other: Question) -> None:
    ask(data, RELEASED)
    signed_by(data, other, "reviewer")

    assert approved(data, other)
    assert not approved(data)


def test_the_plain_files_of_before_decide_nothing(data: DataFolder) -> None:
    """As they stood: whoever could write them decided."""
    line = '{"release": "2024-01/r1", "run": "run", "event": "approved", "account": "reviewer"}\n'
    for path in (data.root / "protected" / "sign-off.jsonl", data.access / "sign-off.jsonl"):
        path.write_text(line)

    assert not approved(data)


def test_the_last_word_of_a_person_counts(data: DataFolder) -> None:
    ask(data, RELEASED)
    signed_by(data, RELEASED, "reviewer", REJECT, why="wait for Wales")
    assert verdict(data, RELEASED).is_rejected
    signed_by(data, RELEASED, "reviewer", why="Wales has come")

    assert approved(data)


@pytest.mark.parametrize("again", [ask, timed_out])
def test_what_was_asked_again_needs_a_new_signature_and_not_the_old_one_again(
    data: DataFolder, again: object
) -> None:
    ask(data, RELEASED)
    old: Signed = signed_by(data, RELEASED, "reviewer")
    again(data, RELEASED)  # type: ignore[operator]
    assert not approved(data)

    decisions.enter(data, old)
    assert not approved(data)


def test_two_persons_are_two_and_one_is_one(data: DataFolder) -> None:
    ask(data, LIST)
    signed_by(data, LIST, "reviewer")
    signed_by(data, LIST, "reviewer", why="once more")
    assert not approved(data, LIST)
    signed_by(data, LIST, "owner")

    assert approved(data, LIST)
    signed_by(data, LIST, "owner", REJECT)
    assert not approved(data, LIST)


def test_runs_do_not_decide_for_each_other(data: DataFolder) -> None:
    second = replace(RELEASED, what="2024-01/r2", run="two")
    ask(data, RELEASED)
    ask(data, second)
    decisions.decided(data, RELEASED, "approved")

    assert undecided(data) == [second]
    assert was_asked(data, "two") == second
    assert was_asked(data, "run") is None


# Ends of lines to Unicode, as notes that are pasted from a page may hold.
@pytest.mark.parametrize("character", ["\u2028", "\x85", "\x1c", "\v", "\r", "\n", "\x1b[2J"])
def test_a_note_is_kept_as_it_is_and_shown_in_one_line(data: DataFolder, character: str) -> None:
    ask(data, RELEASED)
    signed = signed_by(data, RELEASED, "reviewer", why=f"checked{character}fine")

    assert approved(data)
    assert faults(data) == []
    shown = signed.statement.in_words("Rhys Reviewer")
    assert character == "\n" or character not in shown
    (why,) = (line for line in shown.split("\n") if "Why: " in line)
    assert why.endswith("fine")
