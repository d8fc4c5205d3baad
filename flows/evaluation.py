"""The evaluation flow: once a year, counts for the University of Hull and the evaluation's tables.

    python -m flows.evaluation --data FOLDER [--drops FOLDER] [--recipient NAME]

Receives what is new, prepares the package, makes the evaluation, waits until a second person has
approved the package, and writes it to the transfer folder. Exit code 0: the package stands there;
1: it was refused, rejected or failed.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from flows.gate import enter, require_this_machine
from flows.history import history_in
from flows.mail import mail_end
from flows.sign_off import RejectedError, approve, asked_before
from flows.steps import check_figures, checks_shown, conform_month, receive_all
from flows.stored import without_values
from flows.terminal import REFUSALS
from flows.writing import name_run, tell, writing
from tasks.access.local import absolute
from tasks.evaluate.refusal import NoEvaluationError
from tasks.folders import DataFolder
from tasks.hand_over import states
from tasks.hand_over.prepare import PreparedReceipt, prepare
from tasks.hand_over.refusal import HandOverRefusedError
from tasks.hand_over.send import SentReceipt, remove_copy, send
from tasks.hand_over.transfer_log import APPROVED, WITH_THE_RECIPIENT, prepared_as, state_of

RECIPIENT = "university-of-hull"
SENT, NOT_SENT = 0, 1


@task(name="prepare the package", cache_policy=NO_CACHE, persist_result=False)
@without_values
def prepare_package(data: str, recipient: str) -> PreparedReceipt:
    """Make, encrypt and sign the recipient's package."""
    receipt = prepare(DataFolder(Path(data)), recipient, _run())
    tables = [{"table": name, "rows": rows} for name, rows in receipt.rows.items()]
    create_table_artifact(tables, key="package", description=f"Package {receipt.question}")
    return receipt


@task(name="evaluate", cache_policy=NO_CACHE, persist_result=False)
@without_values
def evaluate_areas(data: str) -> str:
    """Make the evaluation's own tables, protected, in ``DATA/evaluation``."""
    # Its libraries take seconds to import.
    from tasks.evaluate.evaluation import evaluate

    return str(evaluate(DataFolder(Path(data))))


@task(name="send the package", cache_policy=NO_CACHE, persist_result=False)
@without_values
def send_package(data: str, package: str) -> SentReceipt:
    """Write the approved package into the transfer folder."""
    receipt = send(DataFolder(Path(data)), package, _run())
    sent = [{"package": package, "sha256": receipt.package_sha256, "folder": str(receipt.folder)}]
    create_table_artifact(sent, key="sent", description=f"To be carried on: {package}")
    return receipt


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
            question = asked_before(folder) or _made(data, drops, recipient)
            return _handed_over(data, question, owner)
        except HandOverRefusedError as refused:
            return Failed(name="Refused", message=str(refused))
        except RejectedError as rejected:
            return Failed(name="Rejected", message=str(rejected))


def _made(data: str, drops: str | None, recipient: str) -> str:
    """Make what is decided about; return its question."""
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
    return prepared.question


def _handed_over(data: str, question: str, owner: str | None) -> State[Any]:
    folder, package = DataFolder(Path(data)), question.split(" ")[0]
    state = state_of(folder, package)
    if state in WITH_THE_RECIPIENT:
        remove_copy(folder, package)
        told = f"Nothing new: {package} is {state} already."
    else:
        if state != APPROVED:
            _approved(folder, package, question, owner)
        send_package(data, package)
        told = f"Sent: {folder.transfer / package} is to be carried to the recipient."
    tell(told)
    return Completed(name="Sent", message=told)


def _approved(data: DataFolder, package: str, question: str, owner: str | None) -> None:
    try:
        entry = approve(data, question, lambda: _question(data, package), owner)
    except RejectedError as rejected:
        states.reject(data, package, str(rejected), _run())
        raise
    states.approve(data, question, _run(), entry.account, entry.name, entry.note)


def _question(data: DataFolder, package: str) -> str:
    known = prepared_as(data, package)
    return "\n".join(
        (
            f"# Package {package}",
            f"For {known.recipient}: unsuppressed counts, encrypted and signed.",
            "",
            "| what | sha256 |",
            "|---|---|",
            f"| the recipient's key | {known.key_fingerprint} |",
            f"| encrypted file | {known.package_sha256} |",
            f"| tar inside | {known.tar_sha256} |",
            "",
            "The artifact 'package' lists its tables. Compare the key's fingerprint with the "
            "register of recipients. Approved, it is written to the transfer folder.",
        )
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the flow for a person; return the exit code."""
    options = _parser().parse_args(arguments)
    data = absolute(options.data)
    drops = absolute(options.drops) if options.drops else None
    print("Starting Prefect on this machine (5 to 20 seconds) ...", flush=True)
    try:
        require_this_machine(data, *([drops] if drops else []))
        with history_in(data / "prefect"):
            state = evaluation(
                str(data), drops and str(drops), options.recipient, return_state=True
            )
    except REFUSALS as refusal:
        print(f"Nothing was handed over. {refusal}", flush=True)
        return NOT_SENT
    if not state.is_completed():
        print(f"Nothing was handed over. {state.name}: {state.message}", flush=True)
        return NOT_SENT
    return SENT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m flows.evaluation", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--data", type=Path, required=True, help="data folder; made if missing")
    parser.add_argument("--drops", type=Path, help="folder of delivered files to receive first")
    parser.add_argument("--recipient", default=RECIPIENT, help="name on the register of recipients")
    return parser


def _run() -> str:
    return str(flow_run.get_id())


if __name__ == "__main__":
    sys.exit(main())
