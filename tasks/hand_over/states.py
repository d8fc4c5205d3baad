"""The states of a package: approved, rejected, withdrawn, received, in use, destroyed."""

import json
from dataclasses import replace
from pathlib import Path

from tasks.govern.access.admission import registered
from tasks.govern.access.content import content_of
from tasks.govern.agreement import OutsideAgreementError, agreement_for, today
from tasks.govern.register import Entrant, NotEntitledError
from tasks.govern.statement import Signed
from tasks.hand_over.prepare import EXPECTED, sealed
from tasks.hand_over.refusal import HandOverRefusedError
from tasks.hand_over.transfer_log import (
    APPROVED,
    DESTROYED,
    IN_USE,
    RECEIVED,
    REJECTED,
    Entry,
    prepared_as,
    record,
    refuse,
)
from tasks.store.digest import sha256_of
from tasks.store.folders import DataFolder
from tasks.store.strict_json import read_json
from tasks.store.whole_folder import vanish_whole

CERTIFIED = ("destroyed_on", "destroyed_by", "how")


def noted_by(data: DataFolder) -> Entrant:
    """Return who notes states of packages: the account of this process, as the kernel knows it.

    Raises:
        HandOverRefusedError: the account is not on the register.
    """
    try:
        return registered(data, "states of packages")
    except NotEntitledError as error:
        raise HandOverRefusedError(str(error)) from None


def approve(data: DataFolder, package: str, run: str, signed: Signed) -> None:
    """Note who approved a package.

    Raises:
        HandOverRefusedError: it is not prepared, or was made again since the statement was signed.
    """
    known, said = prepared_as(data, package), signed.statement
    entry = replace(known, event=APPROVED, run=run, account=said.account, note=said.why, at="")
    if known.digests != said.digests:
        told = f"{package} was made again after this was signed: sign what it is now."
        refuse(data, entry, told)
        raise HandOverRefusedError(told)
    record(data, entry)


def reject(
    data: DataFolder, package: str, note: str, run: str = "", person: Entrant | None = None
) -> None:
    """Note that a package is rejected or withdrawn, and remove its file.

    Raises:
        HandOverRefusedError: it was sent, or is not known.
    """
    entry = Entry(package, REJECTED, run=run, note=note)
    record(data, _by(person, entry) if person else entry)
    vanish_whole(sealed(data, package).parent)


def withdraw(data: DataFolder, package: str, person: Entrant, note: str) -> str:
    """Note that ``person`` takes back a package that was not sent; return its name.

    Raises:
        HandOverRefusedError: it was sent, or is not known.
    """
    reject(data, package, note, person=person)
    return package


def take_receipt(data: DataFolder, path: Path, person: Entrant) -> str:
    """Compare a receipt with what was sent; return the package's name.

    Raises:
        HandOverRefusedError: the package was not sent, or hashes, rows or totals differ.
    """
    receipt = _read(path, "receipt")
    package = str(receipt.get("package", ""))
    known = prepared_as(data, package)
    entry = _by(person, replace(known, event=RECEIVED, run="", at="", note=_note(path)))
    try:
        _require_equal(receipt, known, _expected(data, package))
    except HandOverRefusedError as error:
        refuse(data, entry, str(error))
        raise
    record(data, entry)
    return package


def note_use(data: DataFolder, package: str, person: Entrant, note: str) -> str:
    """Note that a package, whose receipt is here, is in use; return its name.

    Raises:
        HandOverRefusedError: there is no receipt, it is destroyed, or the agreement has ended.
    """
    entry = _by(person, Entry(package, IN_USE, note=note))
    try:
        agreement_for(content_of(data)).require_open(today())
    except OutsideAgreementError as error:
        refuse(data, entry, str(error))
        raise HandOverRefusedError(f"{package} may not be used. {error}") from None
    record(data, entry)
    return package


def take_certificate(data: DataFolder, path: Path, person: Entrant) -> str:
    """Note that a package was destroyed, by its certificate, and remove the copy that was sent.

    Raises:
        HandOverRefusedError: the certificate is not of a package that the recipient has.
    """
    certificate = _read(path, "certificate")
    package = str(certificate.get("package", ""))
    known = prepared_as(data, package)
    missing = [name for name in CERTIFIED if not str(certificate.get(name, "")).strip()]
    entry = _by(person, replace(known, event=DESTROYED, run="", at="", note=_note(path)))
    if missing or certificate.get("package_sha256") != known.package_sha256:
        told = f"{path.name} does not certify {package}: " + (
            f"{', '.join(missing)} missing." if missing else "it is of another file."
        )
        refuse(data, entry, told)
        raise HandOverRefusedError(told)
    record(data, entry)
    for folder in (data.transfer / package, sealed(data, package).parent):
        vanish_whole(folder)
    return package


def _require_equal(
    receipt: dict[str, object], known: Entry, expected: dict[str, dict[str, object]]
) -> None:
    named = {"package_sha256": known.package_sha256, "tar_sha256": known.tar_sha256}
    wrong = [name for name, value in (named | expected).items() if receipt.get(name) != value]
    if wrong:
        raise HandOverRefusedError(
            f"The receipt of {known.package} is not of what was sent: {', '.join(wrong)} differ. "
            "Ask the recipient to destroy what came, note its certificate, and run the flow again."
        )


def _expected(data: DataFolder, package: str) -> dict[str, dict[str, object]]:
    path = sealed(data, package).with_name(EXPECTED)
    if not path.is_file():
        raise HandOverRefusedError(f"{path} is missing: nothing can be compared with the receipt.")
    found: dict[str, dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _read(path: Path, what: str) -> dict[str, object]:
    try:
        found = read_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise HandOverRefusedError(f"{path} is no {what}: it cannot be read as one.") from None
    if not isinstance(found, dict):
        raise HandOverRefusedError(f"{path} is no {what}: it is not one JSON object.")
    return found


def _note(path: Path) -> str:
    return f"{path.name} sha256 {sha256_of(path)}"


def _by(person: Entrant, entry: Entry) -> Entry:
    return replace(entry, account=person.account, name=person.name)
