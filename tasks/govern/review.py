"""Reviewed files: what stands in them counts as soon as two registered persons have signed it.

A review is a signed statement about the file's bytes, in the one log: a file that was changed since
is no reviewed one.
"""

import hashlib
from pathlib import Path

from tasks.govern.access.known import content_held
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.access.strict_toml import DEPLOY
from tasks.govern.decisions import Question, verdict
from tasks.govern.statement import REVIEW
from tasks.store.folders import DataFolder
from tasks.store.statements import SQL

CORRECTION = "correction.csv"
# The files of real drops. The demonstration's own, of invented people, need no review.
REVIEWED = {
    path.name: path
    for path in (
        DEPLOY / "agreement.toml",
        DEPLOY / "register.toml",
        DEPLOY / "recipients.toml",
        SQL / "reference" / CORRECTION,
    )
}


class NotReviewedError(AccessRefusedError):
    """A reviewed file is not as two persons signed it: nothing is allowed by it."""


def review_of(path: Path) -> Question:
    """Return the question that those who review a file as it stands now sign.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Question(REVIEW, path.name, {path.name: digest})


def require_reviewed_corrections(data: DataFolder) -> None:
    """Pass if no figure of real drops is to be shown again, or two persons have signed which.

    Raises:
        NotReviewedError: they have not.
    """
    path = REVIEWED[CORRECTION]
    _, *corrections = path.read_text(encoding="utf-8").splitlines()
    if corrections and content_held(data) == "real":
        require_reviewed(data, path)


def require_reviewed(data: DataFolder, path: Path) -> None:
    """Pass if two persons of the register in force have signed a file as it stands now.

    Raises:
        NotReviewedError: they have not; the message says who has.
        OSError: it cannot be read.
    """
    found = verdict(data, review_of(path))
    if found.is_approved:
        return
    signed = ", ".join(one.statement.account for one in found.approved_by)
    raise NotReviewedError(
        f"{path.name} does not count: two registered persons have to sign it as it stands, each by "
        f"'sign {path.name} --key KEY --note WHY'; signed by: {signed or 'nobody'}."
        + "".join(f" {why}" for why in found.refused)
    )
