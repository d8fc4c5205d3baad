"""Reviewed files: what stands in them counts as soon as two registered persons have signed it.

A review is a signed statement about the file's bytes, in the one log: a file that was changed since
is no reviewed one.
"""

import hashlib
from pathlib import Path

from tasks.govern.access.strict_toml import DEPLOY
from tasks.govern.decisions import Question, Verdict, verdict
from tasks.govern.statement import REVIEW
from tasks.store.folders import DataFolder
from tasks.store.reference import REFERENCE

# The files of real drops. The demonstration's own, of invented people, need no review.
REVIEWED = {
    path.name: path
    for path in (
        DEPLOY / "agreement.toml",
        DEPLOY / "register.toml",
        DEPLOY / "recipients.toml",
        REFERENCE / "correction.csv",
    )
}


def review_of(path: Path) -> Question:
    """Return the question that those who review a file as it stands now sign.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Question(REVIEW, path.name, {path.name: digest})


def review(data: DataFolder, path: Path) -> Verdict:
    """Return who has signed a file as it stands now."""
    return verdict(data, review_of(path))
