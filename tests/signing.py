"""People who sign: the demonstration's by throw-away keys, others by keys of tests."""

from pathlib import Path

from tasks.govern import decisions
from tasks.govern.decisions import Question
from tasks.govern.people_keys import throw_away_key
from tasks.govern.signature import make_key, public_half
from tasks.govern.statement import APPROVE, PACKAGE, Signed, sign, stated
from tasks.hand_over import states
from tasks.hand_over.transfer_log import prepared_as
from tasks.store.folders import DataFolder


def statement_by(
    data: DataFolder,
    question: Question,
    account: str,
    decision: str = APPROVE,
    why: str = "seen",
    key: Path | None = None,
) -> Signed:
    """What an account says about a question, signed with its key."""
    said = stated(question.kind, question.what, question.digests, why, account, decision)
    return sign(said, key or throw_away_key(data, account))


def signed_by(
    data: DataFolder,
    question: Question,
    account: str,
    decision: str = APPROVE,
    why: str = "seen",
    key: Path | None = None,
) -> Signed:
    """The same, entered into the log."""
    signed = statement_by(data, question, account, decision, why, key)
    decisions.enter(data, signed)
    return signed


def about_package(data: DataFolder, package: str, owner: str = "owner") -> Question:
    """The question about a package as it is prepared."""
    return Question(PACKAGE, package, prepared_as(data, package).digests, owner)


def approve_package(data: DataFolder, package: str, account: str = "reviewer") -> None:
    """Sign that a package goes out, and note it."""
    states.approve(data, package, "run", signed_by(data, about_package(data, package), account))


def new_key(path: Path) -> str:
    """Make a key pair; return the public half, as a register names it."""
    make_key(path)
    return public_half(path)
