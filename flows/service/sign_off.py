"""Sign-off: a run suspends until a registered person has decided about what it made.

Of releases, off unless ``SIGN_OFF=required``; of packages, always. While it is suspended the run
has no process and no slot.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from prefect.artifacts import create_markdown_artifact
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import State
from prefect.exceptions import ObjectNotFound
from prefect.flow_runs import suspend_flow_run
from prefect.input import RunInput
from prefect.runtime import deployment, flow_run
from prefect.states import Failed

from flows.service.mail import send
from flows.service.writing import name_run, tell
from tasks.govern.access.content import content_of
from tasks.govern.agreement import today
from tasks.govern.decisions import (
    APPROVED,
    ASKED,
    NOT_ENTITLED,
    REJECTED,
    SETTING,
    TIMED_OUT,
    Entry,
    approval,
    entries,
    is_approved,
    is_required,
    note,
    undecided,
    was_asked,
)
from tasks.govern.errors import SafeMessageError
from tasks.govern.register import NotEntitledError, Person, register_for
from tasks.store.folders import DataFolder

HOURS = "SIGN_OFF_HOURS"
DEFAULT_HOURS = 72.0
# Who decides in a demonstration that cannot wait: an account of its register.
DEMONSTRATOR = "reviewer"
ASK = (
    "Sign-off of {release}: the run's artifact 'sign-off' shows what is to be decided. "
    "Decide with your account in the register and a note; the run's owner may not."
)


class RejectedError(SafeMessageError):
    """A person decided that the release or package does not go out."""


class Decision(RunInput):
    """What a person answers: their account in the register, the decision, and why."""

    account: str
    decision: Literal["approve", "reject"]
    note: str


def sign_off(
    data: DataFolder, release: str, question: Callable[[], str], owner: str | None = None
) -> None:
    """Return if ``release`` ('2024-01/r2') may go out; suspend the run until that is decided.

    ``question`` says in Markdown what is to be decided. ``owner`` is the account accountable for
    the run (None: the register's accountable owner).

    Raises:
        RejectedError: it may not.
        NotEntitledError: sign-off is required but this run cannot be suspended.
    """
    if not is_required() or is_approved(data, release):
        return
    if deployment.get_id() is None:
        raise NotEntitledError(
            f"{SETTING}=required: start the release from its deployment, where it can wait."
        )
    _wait(data, release, question, owner)


def approve(
    data: DataFolder, package: str, question: Callable[[], str], owner: str | None = None
) -> Entry:
    """Return who approved ``package``; suspend the run until a person has decided about it.

    A run in a terminal cannot be suspended: there, a demonstration's package is approved by the
    demonstration's register, and no other one is.

    Raises:
        RejectedError: it may not go out.
        NotEntitledError: this run cannot be suspended, and the package is no demonstration's.
    """
    if not is_approved(data, package):
        if deployment.get_id() is not None:
            _wait(data, package, question, owner)
        else:
            _demonstrate(data, package, owner)
    approved = approval(data, package)
    if approved is None:
        raise NotEntitledError(f"The log of decisions has no approval of {package}.")
    return approved


def _wait(data: DataFolder, release: str, question: Callable[[], str], owner: str | None) -> None:
    while True:
        answer = _answer(data, release, question)
        try:
            person = _decider(data, answer, owner)
        except NotEntitledError as error:
            tell(f"No decision: {error}")
            note(data, _entry(release, NOT_ENTITLED, answer.account, note=str(error)))
            continue
        _decided(data, release, answer, person)
        return


def _demonstrate(data: DataFolder, package: str, owner: str | None) -> None:
    content = content_of(data)
    if content != "synthetic":
        raise NotEntitledError("Start it from its deployment, where it can wait for a person.")
    answer = Decision(account=DEMONSTRATOR, decision="approve", note="demonstration")
    note(data, _entry(package, ASKED))
    _decided(data, package, answer, _decider(data, answer, owner))


def asked_before(data: DataFolder) -> str | None:
    """Return the release that this run asked about before it was suspended."""
    return was_asked(data, _run())


def reject_the_undecided(data: DataFolder) -> int:
    """Reject what nobody decided in time; return how many."""
    rejected = 0
    with get_client(sync_client=True) as client:
        for entry in undecided(data):
            state = _state(client, entry.run)
            if state and not state.is_final():
                continue
            told = f"Rejected: nobody decided about {entry.release} in time, or the run was ended."
            note(data, Entry(entry.release, entry.run, TIMED_OUT))
            if state and state.is_failed():
                rejection: State[Any] = Failed(name="Rejected", message=told)
                client.set_flow_run_state(entry.run, rejection, force=True)
            send(f"Rejected: {entry.release}", told)
            rejected += 1
    return rejected


def _state(client: SyncPrefectClient, run: str) -> State[Any] | None:
    try:
        return client.read_flow_run(UUID(run)).state
    except ObjectNotFound:
        return None


def _answer(data: DataFolder, release: str, question: Callable[[], str]) -> Decision:
    if asked_before(data) != release:
        text = question()
        create_markdown_artifact(text, key="sign-off", description=f"To decide: {release}")
        note(data, _entry(release, ASKED))
        name_run(f"sign-off of {release}{_from()} to be decided")
        send(f"To decide: {release}", f"{text}\n\nDecide in the UI, run {flow_run.get_name()}.")
    turn = sum(
        entry.event == NOT_ENTITLED and entry.run == _run() and entry.release == release
        for entry in entries(data)
    )
    return suspend_flow_run(
        wait_for_input=Decision.with_initial_data(description=ASK.format(release=release)),
        timeout=int(float(os.environ.get(HOURS, DEFAULT_HOURS)) * 3600),
        key=f"{hashlib.sha256(release.encode()).hexdigest()[:12]}-{turn}",
    )


def _decider(data: DataFolder, answer: Decision, owner: str | None) -> Person:
    if not answer.note.strip():
        raise NotEntitledError("a decision needs a note.")
    register = register_for(content_of(data))
    accountable = owner or register.owner(today()).account
    return register.decider(answer.account.strip(), accountable, today())


def _decided(data: DataFolder, release: str, answer: Decision, person: Person) -> None:
    approved = answer.decision == "approve"
    event = APPROVED if approved else REJECTED
    note(data, _entry(release, event, person.account, person.name, answer.note))
    told = f"{release} was {event} by {person.name} ({person.account}): {answer.note}"
    tell(told)
    name_run(f"sign-off of {release}{_from()}: {event}")
    if not approved:
        raise RejectedError(told)


def _entry(release: str, event: str, account: str = "", name: str = "", note: str = "") -> Entry:
    return Entry(release, _run(), event, account, name, note)


def _from() -> str:
    drop = (flow_run.get_parameters() or {}).get("drop")
    return f" from {Path(drop).name}" if drop else ""


def _run() -> str:
    return str(flow_run.get_id())
