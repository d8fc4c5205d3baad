"""Send: put an approved package into the transfer folder, whole or not at all.

No network is used: a person carries the package from there.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from tasks.govern.access.known import register_in_force
from tasks.govern.agreement import today
from tasks.govern.decisions import Question, verdict
from tasks.govern.statement import PACKAGE
from tasks.hand_over.encrypt_and_sign import ENCRYPTED, SIGNATURE, require_own_signature
from tasks.hand_over.prepare import MARKING, sealed, terms_today
from tasks.hand_over.recipients import fingerprint
from tasks.hand_over.refusal import HandOverRefusedError
from tasks.hand_over.transfer_log import (
    APPROVED,
    SENT,
    Entry,
    prepared_as,
    record,
    refuse,
    state_of,
)
from tasks.store.digest import sha256_of
from tasks.store.folders import DataFolder
from tasks.store.whole_folder import appearing_whole, vanish_whole


@dataclass(frozen=True)
class SentReceipt:
    """The folder of a sent package, and the hash of its encrypted file."""

    package: str
    folder: Path
    package_sha256: str


def send(data: DataFolder, package: str, run: str = "", owner: str | None = None) -> SentReceipt:
    """Put an approved package into the transfer folder.

    ``owner`` is the account accountable for the run (None: the register's accountable owner).

    Raises:
        HandOverRefusedError: nobody signed that the package goes out, its bytes have changed, or
            agreement or register no longer allow it. The log notes it.
    """
    known = prepared_as(data, package)
    entry = Entry(package, SENT, known.recipient, run, package_sha256=known.package_sha256)
    try:
        _require_sendable(data, known, owner)
    except HandOverRefusedError as error:
        refuse(data, entry, str(error))
        raise
    folder = _put(data, package)
    record(data, entry)
    remove_copy(data, package)
    return SentReceipt(package, folder, known.package_sha256)


def remove_copy(data: DataFolder, package: str) -> None:
    """Remove the copy of a sent package in ``secure/``, left if a run was killed after sending."""
    for name in _names(package):
        sealed(data, package).with_name(name).unlink(missing_ok=True)


def _require_sendable(data: DataFolder, known: Entry, owner: str | None) -> None:
    state = state_of(data, known.package)
    if state != APPROVED:
        raise HandOverRefusedError(f"{known.package} is {state}, not approved: it is not sent.")
    _require_signed(data, known, owner)
    terms = terms_today(data, known.recipient)
    if fingerprint(terms.recipient.age_key) != known.key_fingerprint:
        raise HandOverRefusedError(
            f"The recipient's key has changed since {known.package} was encrypted to it: "
            "withdraw the package and run the flow again."
        )
    path = sealed(data, known.package)
    if not path.is_file() or sha256_of(path) != known.package_sha256:
        raise HandOverRefusedError(
            f"{path} is not the file that was approved: withdraw the package, then run the flow "
            "again."
        )
    require_own_signature(path, terms.sender.principal, terms.sender.public_key)


def _require_signed(data: DataFolder, known: Entry, owner: str | None) -> None:
    accountable = owner or register_in_force(data).owner(today()).account
    found = verdict(data, Question(PACKAGE, known.package, known.digests, accountable))
    if not found.is_approved:
        why = " ".join(found.refused) or "nobody signed that."
        raise HandOverRefusedError(
            f"{known.package} is said to be approved, and that does not count: {why} Withdraw the "
            "package and run the flow again."
        )


def _put(data: DataFolder, package: str) -> Path:
    path, folder = sealed(data, package), data.transfer / package
    data.transfer.mkdir(mode=0o700, exist_ok=True)
    vanish_whole(folder)
    with appearing_whole(folder) as part:
        for name in _names(package):
            shutil.copyfile(path.with_name(name), part / name)
    return folder


def _names(package: str) -> tuple[str, str, str]:
    return f"{package}{ENCRYPTED}", f"{package}{ENCRYPTED}{SIGNATURE}", MARKING
