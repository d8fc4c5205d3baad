"""The evaluation flow: once a year, counts for the University of Hull and the evaluation's tables.

Receives what is new, prepares the package, makes the evaluation, waits until a second person has
approved the package, and writes it to the transfer folder.
"""

from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.release import receive_all
from flows.service.mail import mail_end
from flows.service.preconditions import enter
from flows.service.questions import approve_package
from flows.service.sign_off import RejectedError, asked_before
from flows.service.writing import name_run, tell, writing
from tasks.check.task import check_figures, checks_shown
from tasks.conform.task import conform_month
from tasks.evaluate.refusal import NoEvaluationError
from tasks.evaluate.task import evaluate_areas
from tasks.hand_over.refusal import HandOverRefusedError
from tasks.hand_over.send import remove_copy
from tasks.hand_over.task import prepare_package, send_package
from tasks.hand_over.transfer_log import APPROVED, WITH_THE_RECIPIENT, state_of
from tasks.store.folders import DataFolder

RECIPIENT = "university-of-hull"


@flow(
    name="evaluation",
    persist_result=False,
    validate_parameters=False,
    on_failure=[mail_end],
    on_crashed=[mail_end],
)
def evaluation(
    data: str, drops: str | None = None, recipient: str = RECIPIENT, owner: str | None = None
) -> State[Any]:
    """Hand over to the recipient and evaluate; receive a folder of files first, if one is named.

    Ends as Sent, Refused or Rejected; the state's message says what to do. ``owner`` is the account
    of the person accountable for the run, who does not approve it.
    """
    folder = enter(data, drops)
    with writing(folder), checks_shown(folder):
        try:
            package = asked_before(folder) or _made(data, drops, recipient)
            return _handed_over(data, package, owner)
        except HandOverRefusedError as refused:
            return Failed(name="Refused", message=str(refused))
        except RejectedError as rejected:
            return Failed(name="Rejected", message=str(rejected))


def _made(data: str, drops: str | None, recipient: str) -> str:
    """Make the package that is decided about; return its name."""
    if drops:
        outcomes = [drop.outcome for drop in receive_all(drops, data)]
        tell(f"Received: {len(outcomes)} drops ({outcomes.count('refused')} refused)")
    conformed = conform_month(data, "latest", None)
    checked = check_figures(data)
    tell(f"Conformed: up to {conformed.month:%Y-%m}; {checked.passed} checks passed")
    name_run(f"evaluation {conformed.month:%Y-%m} for {recipient}")
    prepared = prepare_package(data, recipient)
    tell(f"Package: {prepared.package}, {len(prepared.rows)} tables, is {prepared.state}")
    # The evaluation's tables do not wait for the decision about the package.
    try:
        tell(f"Evaluation: {evaluate_areas(data)}")
    except NoEvaluationError as none:
        tell(f"No evaluation: {none}")
    return prepared.package


def _handed_over(data: str, package: str, owner: str | None) -> State[Any]:
    folder = DataFolder(Path(data))
    state = state_of(folder, package)
    if state in WITH_THE_RECIPIENT:
        remove_copy(folder, package)
        told = f"Nothing new: {package} is {state} already."
    else:
        if state != APPROVED:
            approve_package(folder, package, owner)
        send_package(data, package, owner)
        told = f"Sent: {folder.transfer / package} is to be carried to the recipient."
    tell(told)
    return Completed(name="Sent", message=told)
