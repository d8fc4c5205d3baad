"""Prepare a package: read, write, describe, bag, reconcile, encrypt and sign. Nothing is sent."""

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from tasks.govern.access.content import content_of
from tasks.govern.agreement import Agreement, OutsideAgreementError, agreement_for, today
from tasks.hand_over import words
from tasks.hand_over.bag import make_bag, tar_of
from tasks.hand_over.describe import data_package
from tasks.hand_over.encrypt_and_sign import ENCRYPTED, encrypted, require_own_signature, sign
from tasks.hand_over.files import write_tables
from tasks.hand_over.keys import signing_key
from tasks.hand_over.load import Loaded, load
from tasks.hand_over.recipients import Recipient, Sender, fingerprint, recipient_for, sender_for
from tasks.hand_over.refusal import HandOverRefusedError
from tasks.hand_over.tables import Table, read_tables
from tasks.hand_over.transfer_log import (
    APPROVED,
    PREPARED,
    WITH_THE_RECIPIENT,
    Entry,
    prepared_as,
    record,
    refuse,
    state_of,
)
from tasks.store.digest import sha256_of
from tasks.store.folders import DataFolder
from tasks.store.in_memory import folder_in_memory, remove_left_over
from tasks.store.stores import secure_store
from tasks.store.version import code_version
from tasks.store.whole_folder import appearing_whole

EXPECTED = "expected.json"
MARKING = "MARKING.txt"
HELD = (APPROVED, *WITH_THE_RECIPIENT)


@dataclass(frozen=True)
class Terms:
    """The terms of a package: agreement, recipient and sender."""

    content: str
    agreement: Agreement
    recipient: Recipient
    sender: Sender

    @property
    def synthetic(self) -> bool:
        """Whether all counts are synthetic."""
        return self.content == "synthetic"


@dataclass(frozen=True)
class PreparedReceipt:
    """What was prepared: hashes, sizes and numbers of rows only.

    ``state`` is the package's state: an approved or sent package is not made again. ``question``
    names the package and the hash of the file to decide about.
    """

    package: str
    recipient: str
    state: str
    question: str
    tar_sha256: str
    package_sha256: str
    rows: dict[str, int]


def prepare(data: DataFolder, recipient: str, run: str = "") -> PreparedReceipt:
    """Prepare the package of all conformed counts for a registered recipient.

    A package that was prepared before from the same counts and for the same key is not made again.

    The package is put into ``secure/hand-over/<package>/``, encrypted and signed. What is not
    encrypted is in memory alone.

    Raises:
        NoMemoryError: there is no file system in memory.
        HandOverRefusedError: the agreement, the register or the keys do not allow it, or the
            package does not reconcile. The transfer log notes it.
        KeyRefusedError: the secure store does not open.
    """
    try:
        terms = terms_today(data, recipient)
        remove_left_over(data)
        with folder_in_memory(data) as folder:
            return _prepared(data, terms, folder, run)
    except HandOverRefusedError as error:
        refuse(data, Entry("", PREPARED, recipient, run), str(error))
        raise


def terms_today(data: DataFolder, recipient: str) -> Terms:
    """Return the terms under which a package may be handed over today.

    Raises:
        HandOverRefusedError: today is outside the agreement's window, or the recipient is not on
            the register.
    """
    content = content_of(data)
    agreement = agreement_for(content)
    try:
        agreement.require_open(today())
    except OutsideAgreementError as error:
        raise HandOverRefusedError(f"Nothing may be handed over. {error}") from None
    found = recipient_for(data, content, recipient, today())
    if recipient not in agreement.recipients:
        raise HandOverRefusedError(
            f"Agreement {agreement.reference} does not name '{recipient}' as a recipient: it names "
            f"{', '.join(agreement.recipients)}."
        )
    return Terms(content, agreement, found, sender_for(data, content))


def sealed(data: DataFolder, package: str) -> Path:
    """Return the path of the encrypted file of a prepared package."""
    return data.hand_over / package / f"{package}{ENCRYPTED}"


def _prepared(data: DataFolder, terms: Terms, folder: Path, run: str) -> PreparedReceipt:
    key = signing_key(data, terms.content)
    with secure_store(data) as connection:
        month, tables = read_tables(connection)
    package, loaded = _bagged(terms, month, tables, folder)
    content = tar_of(folder / package)
    tar_sha256 = hashlib.sha256(content).hexdigest()
    state = state_of(data, package)
    if state in HELD or (state == PREPARED and _stands(data, package, terms, tar_sha256)):
        known = prepared_as(data, package)
        return _receipt(known, state, loaded.rows)
    path = sealed(data, package)
    with appearing_whole(path.parent) as part:
        _seal(terms, content, key, part / path.name)
        _write_expected(part / EXPECTED, loaded)
        shutil.rmtree(path.parent, ignore_errors=True)
    entry = Entry(
        package,
        PREPARED,
        terms.recipient.name,
        run,
        key_fingerprint=fingerprint(terms.recipient.age_key),
        tar_sha256=tar_sha256,
        package_sha256=sha256_of(path),
    )
    record(data, entry)
    return _receipt(entry, PREPARED, loaded.rows)


def _stands(data: DataFolder, package: str, terms: Terms, tar_sha256: str) -> bool:
    """Return whether an earlier package is what would be made now."""
    known, path = prepared_as(data, package), sealed(data, package)
    made = (tar_sha256, fingerprint(terms.recipient.age_key))
    if (known.tar_sha256, known.key_fingerprint) != made or not path.is_file():
        return False
    try:
        require_own_signature(path, terms.sender.principal, terms.sender.public_key)
    except HandOverRefusedError:
        return False
    return sha256_of(path) == known.package_sha256


def _receipt(entry: Entry, state: str, rows: dict[str, int]) -> PreparedReceipt:
    return PreparedReceipt(
        entry.package,
        entry.recipient,
        state,
        entry.question,
        entry.tar_sha256,
        entry.package_sha256,
        rows,
    )


def _bagged(terms: Terms, month: date, tables: list[Table], folder: Path) -> tuple[str, Loaded]:
    """Make the bag in ``folder``; return the package's name (its folder's name) and contents."""
    payload = folder / "payload"
    payload.mkdir(mode=0o700)
    write_tables(tables, payload)
    _write(payload / MARKING, words.marking(terms.agreement, terms.recipient, terms.synthetic))
    _write(payload / "SUPPRESSION.txt", words.suppression(terms.agreement))
    package = f"{terms.recipient.name}-{month:%Y-%m}-{_digest(payload)[:8]}"
    about = data_package(package, tables, terms.agreement, code_version(), terms.synthetic)
    _write(payload / "datapackage.json", about)
    _write(payload / "README.txt", words.contents(package, month, tables))
    loaded = load(payload)
    make_bag(payload, _bag_info(package, terms), _newest_extract(tables))
    payload.rename(folder / package)
    return package, loaded


def _newest_extract(tables: list[Table]) -> str:
    """Return the day of the newest extract. The bag has this date, so that its bytes are stable."""
    (vintage,) = (table for table in tables if table.name == "vintage")
    place = [column.name for column in vintage.columns].index("extract_date")
    return max(str(row[place]) for row in vintage.rows)


def _bag_info(package: str, terms: Terms) -> dict[str, str]:
    return {
        "External-Identifier": package,
        "External-Description": "OFFICIAL-SENSITIVE. Not for onward sharing: data/MARKING.txt",
        "Source-Organization": "Home Office",
        "Internal-Sender-Identifier": terms.agreement.reference,
    }


def _seal(terms: Terms, content: bytes, key: Path, path: Path) -> None:
    """Encrypt and sign ``content`` into ``path``, with the marking beside it."""
    path.parent.chmod(0o700)
    path.touch(mode=0o600)
    path.write_bytes(encrypted(content, terms.recipient.age_key))
    sign(path, key)
    require_own_signature(path, terms.sender.principal, terms.sender.public_key)
    text = words.marking(terms.agreement, terms.recipient, terms.synthetic)
    _write(path.with_name(MARKING), text)


def _write_expected(path: Path, loaded: Loaded) -> None:
    path.write_text(json.dumps(asdict(loaded), indent=2), encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(file for file in folder.rglob("*") if file.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
