"""What a person is asked by a run that makes more than one release, and by one that hands over."""

from collections.abc import Sequence

from prefect.runtime import flow_run

from flows.service.sign_off import RejectedError, approve, sign_off
from tasks.conform.backfill_progress import Release, asked_about, note_question, question_of
from tasks.govern.question import release_digests
from tasks.hand_over import states
from tasks.hand_over.question import package_question
from tasks.hand_over.transfer_log import prepared_as
from tasks.store.folders import DataFolder


def sign_off_all(folder: DataFolder, releases: Sequence[Release], owner: str | None) -> None:
    """Return if all of these releases may go out; suspend the run until that is decided.

    Raises:
        RejectedError: they may not.
    """
    name, text = question_of(releases)
    if asked_about(folder, name) != releases:
        note_question(folder, name, releases)
    sign_off(folder, name, lambda: release_digests(folder, releases), lambda: text, owner)


def approve_package(data: DataFolder, package: str, owner: str | None) -> None:
    """Note who approved a package; suspend the run until a person has decided about it.

    Raises:
        RejectedError: it may not go out.
    """
    run, digests = str(flow_run.get_id()), prepared_as(data, package).digests
    try:
        signed = approve(data, package, digests, lambda: package_question(data, package), owner)
    except RejectedError as rejected:
        states.reject(data, package, str(rejected), run)
        raise
    states.approve(data, package, run, signed)
