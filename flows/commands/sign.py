"""The command by which a person decides: it shows what is signed, signs it and enters it."""

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from flows.commands.arguments import Data, File, NewFile
from flows.commands.refusals import NotDoneError, WrongInputError, or_say
from flows.service.terminal import say

if TYPE_CHECKING:
    from tasks.govern.decisions import Question
    from tasks.govern.statement import Signed
    from tasks.store.folders import DataFolder


def sign(
    what: Annotated[
        str | None, Parameter(help="What you decide about: one of those that this lists without.")
    ] = None,
    /,
    *,
    data: Data,
    key: Annotated[
        File | None,
        Parameter(help="Your private key of OpenSSH, or the .pub of one on a security key."),
    ] = None,
    note: Annotated[str | None, Parameter(help="Why; no count.")] = None,
    reject: Annotated[bool, Parameter(help="Decide against it.", show_default=False)] = False,
    yes: Annotated[bool, Parameter(help="Sign without asking.", show_default=False)] = False,
    into: Annotated[
        NewFile | None, Parameter(help="Write what you sign into a file; enter it later.")
    ] = None,
    enter: Annotated[
        File | None, Parameter(help="Enter what was signed into this file before.")
    ] = None,
) -> None:
    """Sign a decision about a release, a package, a destruction or a reviewed file.

    Without WHAT it lists what is to be decided. It shows in plain words what is signed, and asks.
    Your key has to be the one of the register: no account is typed, and no other key counts.
    """
    from tasks.store.folders import DataFolder

    folder = DataFolder(data)
    with or_say("Not signed."):
        if enter is not None:
            _enter(folder, _read(enter))
        elif what is None:
            say(_listed(folder))
        elif key is None or not (note or "").strip():
            raise WrongInputError("Name your key and say why: --key KEY --note WHY.")
        else:
            signed = _signed(folder, what, key, str(note), reject=reject, yes=yes)
            if into is None:
                _enter(folder, signed)
            else:
                _write(into, signed)


def _listed(data: "DataFolder") -> str:
    from tasks.govern.decisions import undecided

    found = [f"{one.kind}: '{one.what}'" for one in undecided(data)]
    return "\n".join(found) or "Nothing is to be decided. A reviewed file is signed by its name."


def _signed(
    data: "DataFolder", what: str, key: Path, why: str, *, reject: bool, yes: bool
) -> "Signed":
    from tasks.govern.decisions import person_of, require_decider
    from tasks.govern.statement import APPROVE, REJECT, sign, stated

    question = _question(data, what)
    person = person_of(data, key)
    require_decider(data, person.account, question)
    decision = REJECT if reject else APPROVE
    said = stated(question.kind, what, question.digests, why, person.account, decision)
    say(said.in_words(person.name))
    if not yes and not _agreed():
        raise NotDoneError("You did not agree.")
    say("Signing: if your key asks to be touched, touch it.")
    return sign(said, key)


def _question(data: "DataFolder", what: str) -> "Question":
    from tasks.govern.decisions import undecided
    from tasks.govern.review import REVIEWED, review_of

    if what in REVIEWED:
        return review_of(REVIEWED[what])
    found = [one for one in undecided(data) if one.what == what]
    if not found:
        raise NotDoneError(f"Nothing is asked about '{what}'.\n{_listed(data)}")
    return found[-1]


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise NotDoneError("Nobody is at the terminal to agree: say --yes if you have read it.")
    return input("Do you sign this? (yes/no) ").strip().lower() == "yes"


def _enter(data: "DataFolder", signed: "Signed") -> None:
    from tasks.govern import decisions

    person = decisions.decider(data, signed)
    decisions.enter(data, signed)
    _take_up(data, signed)
    say(f"Signed by {person.name} and entered: {signed.statement.sentence}")


def _take_up(data: "DataFolder", signed: "Signed") -> None:
    """Have the log know a reviewed version at once, so that whom it names may sign next."""
    from tasks.govern.access.changes import note_changes
    from tasks.govern.access.content import content_of
    from tasks.govern.review import NotReviewedError
    from tasks.govern.statement import REVIEW

    if signed.statement.kind == REVIEW:
        with suppress(NotReviewedError):
            note_changes(data, content_of(data))


def _write(into: Path, signed: "Signed") -> None:
    from tasks.govern.statement import as_fields

    into.write_text(json.dumps(as_fields(signed), ensure_ascii=False, indent=1), encoding="utf-8")
    say(f"Signed into {into}: enter it by 'sign --enter {into}'.")


def _read(path: Path) -> "Signed":
    from tasks.govern.statement import from_fields
    from tasks.store.strict_json import read_json

    try:
        return from_fields(read_json(path.read_text(encoding="utf-8")))
    except ValueError:
        raise NotDoneError(f"{path} holds no signed statement.") from None
