"""Sign-off: a run suspends until registered people have signed what they decide about it.

Of releases, off unless ``SIGN_OFF=required``; of packages, always. While it is suspended the run
has no process and no slot. People sign with ``serious-violence-admissions sign``; the watcher then
lets the run go on. Who resumes it by hand decides nothing.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect.artifacts import create_markdown_artifact
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import State
from prefect.exceptions import ObjectNotFound
from prefect.flow_runs import suspend_flow_run
from prefect.runtime import deployment, flow_run
from prefect.states import Failed

from flows.service.mail import send
from flows.service.writing import name_run, tell
from tasks.govern import decisions
from tasks.govern.access.content import content_of
from tasks.govern.access.known import register_in_force
from tasks.govern.agreement import today
from tasks.govern.decisions import SETTING, Question, Verdict, is_required, undecided, verdict
from tasks.govern.errors import SafeMessageError
from tasks.govern.people_keys import throw_away_key
from tasks.govern.register import NotEntitledError
from tasks.govern.statement import PACKAGE, RELEASE, Signed, sign, stated
from tasks.store.folders import DataFolder

HOURS = "SIGN_OFF_HOURS"
DEFAULT_HOURS = 72.0
# Who decides in a demonstration that cannot wait: an account of its register.
DEMONSTRATOR = "reviewer"
NOBODY = "nobody who may decide has signed it"
TO_SIGN = """

## To be signed

{digests}

Sign it with your own key (`--reject` if it is not to go out):

    serious-violence-admissions sign '{what}' --key KEY --note WHY --data DATA

It shows what is signed. Compare the sha256 with those above.
"""


class RejectedError(SafeMessageError):
    """A person decided that the release or package does not go out."""


def sign_off(
    data: DataFolder,
    release: str,
    digests: Callable[[], dict[str, str]],
    text: Callable[[], str],
    owner: str | None = None,
) -> None:
    """Return if ``release`` ('2024-01/r2') may go out; suspend the run until that is decided.

    ``digests`` are of what would go out; ``text`` says it in Markdown. ``owner`` is the account
    accountable for the run (None: the register's accountable owner).

    Raises:
        RejectedError: it may not.
        NotEntitledError: sign-off is required but this run cannot be suspended.
    """
    if not is_required():
        return
    question = _question(data, RELEASE, release, digests(), owner)
    found = verdict(data, question)
    if found.is_approved:
        _acted_on(data, question, found)
        return
    if deployment.get_id() is None:
        raise NotEntitledError(
            f"{SETTING}=required: start the release from its deployment, where it can wait."
        )
    _wait(data, question, text)


def approve(
    data: DataFolder,
    package: str,
    digests: dict[str, str],
    text: Callable[[], str],
    owner: str | None = None,
) -> Signed:
    """Return who approved ``package``; suspend the run until a person has decided about it.

    A run in a terminal cannot be suspended: there, a demonstration's package is approved by the
    demonstration's register, and no other one is.

    Raises:
        RejectedError: it may not go out.
        NotEntitledError: this run cannot be suspended, and the package is no demonstration's.
    """
    question = _question(data, PACKAGE, package, digests, owner)
    found = verdict(data, question)
    if found.is_approved:
        _acted_on(data, question, found)
    elif deployment.get_id() is None:
        _demonstrate(data, question)
        found = _decided(data, question, verdict(data, question))
    else:
        found = _wait(data, question, text)
    return found.approved_by[0]


def asked_before(data: DataFolder) -> str | None:
    """Return the release or package that this run asked about before it was suspended."""
    question = decisions.was_asked(data, _run())
    return question.what if question else None


def settle_questions(data: DataFolder) -> None:
    """Let runs go on about which people have decided; reject what nobody decided in time."""
    with get_client(sync_client=True) as client:
        for question in undecided(data):
            if not question.run:
                continue
            state = _state(client, question.run)
            if state is None or state.is_final():
                _reject(client, data, question, state)
            elif state.is_paused() and _is_decided(verdict(data, question)):
                client.resume_flow_run(UUID(question.run))


def _reject(
    client: SyncPrefectClient, data: DataFolder, question: Question, state: State[Any] | None
) -> None:
    told = f"Rejected: nobody decided about {question.what} in time, or the run was ended."
    decisions.timed_out(data, question)
    if state and state.is_failed():
        rejection: State[Any] = Failed(name="Rejected", message=told)
        client.set_flow_run_state(UUID(question.run), rejection, force=True)
    send(f"Rejected: {question.what}", told)


def _question(
    data: DataFolder, kind: str, what: str, digests: dict[str, str], owner: str | None
) -> Question:
    accountable = owner or register_in_force(data).owner(today()).account
    return Question(kind, what, digests, accountable, _run())


def _wait(data: DataFolder, question: Question, text: Callable[[], str]) -> Verdict:
    while True:
        _suspend(data, question, text)
        found = verdict(data, question)
        if _is_decided(found):
            return _decided(data, question, found)
        why = " ".join(found.refused) or f"{NOBODY}."
        tell(f"No decision: {why}")
        decisions.not_decided(data, question, why)


def _demonstrate(data: DataFolder, question: Question) -> None:
    if content_of(data) != "synthetic":
        raise NotEntitledError("Start it from its deployment, where it can wait for a person.")
    decisions.ask(data, question)
    said = stated(question.kind, question.what, question.digests, "demonstration", DEMONSTRATOR)
    decisions.enter(data, sign(said, throw_away_key(data, DEMONSTRATOR)))


def _suspend(data: DataFolder, question: Question, text: Callable[[], str]) -> None:
    if decisions.was_asked(data, _run()) != question:
        digests = "\n".join(f"- {of}: `{digest}`" for of, digest in question.digests.items())
        shown = text() + TO_SIGN.format(digests=digests, what=question.what)
        create_markdown_artifact(shown, key="sign-off", description=f"To decide: {question.what}")
        decisions.ask(data, question)
        name_run(f"sign-off of {question.what}{_from()} to be decided")
        send(f"To decide: {question.what}", f"{shown}\n\nThe run: {flow_run.get_name()}.")
    turn = decisions.times_not_decided(data, question)
    suspend_flow_run(
        timeout=int(float(os.environ.get(HOURS, DEFAULT_HOURS)) * 3600),
        key=f"{hashlib.sha256(question.what.encode()).hexdigest()[:12]}-{turn}",
    )


def _is_decided(found: Verdict) -> bool:
    return found.is_approved or found.is_rejected


def _acted_on(data: DataFolder, question: Question, found: Verdict) -> None:
    """Enter that this run acts on what it was suspended for, so that it does not time out later."""
    if decisions.was_asked(data, _run()) == question:
        _decided(data, question, found)


def _decided(data: DataFolder, question: Question, found: Verdict) -> Verdict:
    """Say what was decided, and enter that the run acts on it.

    Raises:
        RejectedError: it was rejected.
        NotEntitledError: nobody decided.
    """
    if not _is_decided(found):
        raise NotEntitledError(f"{question.what}: {' '.join(found.refused) or NOBODY}")
    event = "rejected" if found.is_rejected else "approved"
    by = [one.statement for one in found.rejected_by or found.approved_by]
    named = ", ".join(f"{one.account}: {one.why}" for one in by)
    told = f"{question.what} was {event} by {named}"
    decisions.decided(data, question, told)
    tell(told)
    name_run(f"sign-off of {question.what}{_from()}: {event}")
    if found.is_rejected:
        raise RejectedError(told)
    return found


def _state(client: SyncPrefectClient, run: str) -> State[Any] | None:
    try:
        return client.read_flow_run(UUID(run)).state
    except ObjectNotFound:
        return None


def _from() -> str:
    drop = (flow_run.get_parameters() or {}).get("drop")
    return f" from {Path(drop).name}" if drop else ""


def _run() -> str:
    return str(flow_run.get_id())
