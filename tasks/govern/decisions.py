"""Questions to people and their signed answers, in the one log.

A run asks about bytes, by their sha256; people sign statements about just these, which are entered
into the log; whoever acts on a decision looks here whether it was taken. A line that nobody signed
decides nothing, whoever wrote it.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tasks.govern.access.known import register_in_force
from tasks.govern.access.log import (
    ASKED,
    DECIDED,
    NOT_DECIDED,
    SIGNED,
    TIMED_OUT,
    Line,
    append,
    lines,
)
from tasks.govern.access.verify import is_by_a_person
from tasks.govern.agreement import today
from tasks.govern.people_keys import make_throw_away_keys, pinned
from tasks.govern.register import NotEntitledError, Person
from tasks.govern.signature import SignatureError, public_half
from tasks.govern.statement import APPROVE, KINDS, Signed, as_fields, from_fields
from tasks.store.folders import DataFolder

SETTING = "SIGN_OFF"


@dataclass(frozen=True)
class Question:
    """What is to be decided: a kind of statement, about what and which bytes (sha256 by name).

    ``owner`` is the account accountable for the run, who does not decide; '' where two persons do.
    """

    kind: str
    what: str
    digests: dict[str, str]
    owner: str = ""
    run: str = ""


@dataclass(frozen=True)
class Verdict:
    """What was decided: whose statements count, and why others do not."""

    approved_by: tuple[Signed, ...] = ()
    rejected_by: tuple[Signed, ...] = ()
    refused: tuple[str, ...] = ()
    needed: int = 1

    @property
    def is_approved(self) -> bool:
        """Whether enough persons approved, and none rejects."""
        return not self.rejected_by and len(self.approved_by) >= self.needed

    @property
    def is_rejected(self) -> bool:
        """Whether somebody rejects it."""
        return bool(self.rejected_by)


@dataclass
class _Persons:
    """The last statement of each person, as it is read on."""

    last: dict[str, Signed] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


def is_required() -> bool:
    """Say whether releases wait for a person: ``SIGN_OFF=required``."""
    return os.environ.get(SETTING, "") == "required"


def ask(data: DataFolder, question: Question) -> None:
    """Enter a question. What was decided about another or an earlier one does not answer it."""
    make_throw_away_keys(data)
    _note(data, ASKED, question)


def not_decided(data: DataFolder, question: Question, why: str) -> None:
    """Enter that a run was told to go on, and that nothing was decided."""
    _note(data, NOT_DECIDED, question, why)


def decided(data: DataFolder, question: Question, told: str) -> None:
    """Enter that a run acted on a verdict, so that nobody is asked any more."""
    _note(data, DECIDED, question, told)


def timed_out(data: DataFolder, question: Question) -> None:
    """Enter that nobody decided in time, or that the run was ended."""
    _note(data, TIMED_OUT, question)


def enter(data: DataFolder, signed: Signed) -> None:
    """Enter a signed statement into the log."""
    said = signed.statement
    name = f"{said.account}: {said.decision}"
    append(data, Line(SIGNED, said.what, name, told=said.why, about=as_fields(signed)))


def undecided(data: DataFolder) -> list[Question]:
    """Return the questions on which nobody has acted yet, by run, oldest first."""
    found: dict[tuple[str, str, str], Question] = {}
    for line in lines(data, ASKED, DECIDED, TIMED_OUT):
        question = _question(line)
        key = (question.kind, question.what, question.run)
        found.pop(key, None)
        if line["event"] == ASKED:
            found[key] = question
    return list(found.values())


def asked_about(data: DataFolder, kind: str) -> dict[str, Question]:
    """Return the last question of a kind about each thing, decided or not."""
    asked = (_question(line) for line in lines(data, ASKED))
    return {question.what: question for question in asked if question.kind == kind}


def was_asked(data: DataFolder, run: str) -> Question | None:
    """Return what a resumed run had asked about."""
    return next((one for one in reversed(undecided(data)) if one.run == run), None)


def times_not_decided(data: DataFolder, question: Question) -> int:
    """Return how often the run of a question went on without a decision about it."""
    return sum(_question(line) == question for line in lines(data, NOT_DECIDED))


def verdict(data: DataFolder, question: Question) -> Verdict:
    """Return what registered people have decided about exactly this, by their signatures.

    Of each person the last statement counts. Asking again, or a time that ran out, sets back what
    was decided before; a statement that stood before it does not come back by being entered again.
    """
    seen: set[str] = set()
    persons = _Persons()
    for line in lines(data, ASKED, TIMED_OUT, SIGNED):
        if line["event"] != SIGNED:
            if _is_about(line, question):
                persons = _Persons()
            continue
        try:
            signed = from_fields(line.get("about"))
        except SignatureError:
            continue
        if signed.statement.text in seen:
            continue
        seen.add(signed.statement.text)
        _weigh(data, question, signed, persons)
    given = persons.last.values()
    return Verdict(
        tuple(one for one in given if one.statement.decision == APPROVE),
        tuple(one for one in given if one.statement.decision != APPROVE),
        tuple(persons.refused),
        KINDS[question.kind].persons,
    )


def decider(data: DataFolder, signed: Signed, owner: str = "") -> Person:
    """Return the registered person who signed a statement, if they may decide that.

    Raises:
        NotEntitledError: nobody signed it who was registered then and is entitled today, or the
            run's owner did.
    """
    register = register_in_force(data)
    person = register.decider(signed.statement.account, owner, today())
    if not is_by_a_person(data, register, signed):
        raise NotEntitledError(
            f"'{person.account}' did not sign that: the signature is not of their key in the "
            "register."
        )
    return person


def _weigh(data: DataFolder, question: Question, signed: Signed, persons: _Persons) -> None:
    said = signed.statement
    if (said.kind, said.what, said.digests) != (question.kind, question.what, question.digests):
        return
    try:
        decider(data, signed, question.owner)
    except NotEntitledError as error:
        persons.refused.append(str(error))
        return
    persons.last[said.account] = signed


def _is_about(line: dict[str, Any], question: Question) -> bool:
    asked = _question(line)
    return (asked.kind, asked.what) == (question.kind, question.what)


def _note(data: DataFolder, event: str, question: Question, told: str = "") -> None:
    about = {"kind": question.kind, "digests": question.digests}
    about |= {"owner": question.owner, "of_run": question.run}
    append(data, Line(event, question.what, told=told, about=about))


def _question(line: dict[str, Any]) -> Question:
    about = line.get("about") or {}
    return Question(
        str(about.get("kind", "")),
        str(line["what"]),
        dict(about.get("digests") or {}),
        str(about.get("owner", "")),
        str(about.get("of_run", "")),
    )


def person_of(data: DataFolder, key: Path) -> Person:
    """Return the registered person whose key this is today.

    Raises:
        NotEntitledError: nobody's, or they are not entitled today.
        SignatureError: the file holds no key.
    """
    register, public = register_in_force(data), public_half(key)
    for person in register.people:
        if person.is_registered(today()) and public == pinned(
            data, person.public_key, person.account
        ):
            return register.decider(person.account, "", today())
    raise NotEntitledError(
        f"The key {key} is of nobody who is in the register today: an entry is a reviewed change "
        "to deploy/register.toml."
    )


def require_decider(data: DataFolder, account: str, question: Question) -> None:
    """Pass if the person of an account may decide a question.

    Raises:
        NotEntitledError: not entitled today, or they own the run.
    """
    register_in_force(data).decider(account, question.owner, today())
