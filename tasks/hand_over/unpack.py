"""Open a package, whole or not at all: verify its signature, decrypt it and verify its bag."""

import hashlib
import io
import json
import logging
import shutil
import tarfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO

import bagit

from tasks.hand_over.encrypt_and_sign import ENCRYPTED, decrypted, verify
from tasks.hand_over.load import load
from tasks.hand_over.refusal import HandOverRefusedError
from tasks.store.append_only import append, lines

LOG, RECEIPT = "received.jsonl", "receipt.json"


@dataclass(frozen=True)
class Receipt:
    """What the recipient sends back: hashes of the package and of the totals. It holds no count.

    ``rows`` is the number of rows loaded, by table.
    """

    package: str
    package_sha256: str
    tar_sha256: str
    signed_by: str
    received_at: str
    rows: dict[str, int]
    totals_sha256: dict[str, str]


def receive(package: Path, key_file: Path, allowed_signers: Path, into: Path) -> Receipt:
    """Receive an encrypted package into ``into/<name>/`` and write its receipt beside it.

    Args:
        package: the file ``<name>.tar.age``; its signature ``<name>.tar.age.sig`` is beside it.
        key_file: the recipient's age key.
        allowed_signers: the accepted signers, as ``ssh-keygen`` reads them.
        into: the folder of packages, made if missing and closed to others.

    Raises:
        HandOverRefusedError: a check fails. ``into/received.jsonl`` notes it, and nothing of the
            package is left.
    """
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        return _received(package, key_file, allowed_signers, into)
    except HandOverRefusedError as error:
        append(into / LOG, {"package": package.name, "event": "refused", "note": str(error)})
        raise


def _received(package: Path, key_file: Path, allowed_signers: Path, into: Path) -> Receipt:
    name = package.name.removesuffix(ENCRYPTED)
    if not package.is_file() or name == package.name:
        raise HandOverRefusedError(f"{package} is no package: its name ends in {ENCRYPTED}.")
    if (into / name).exists():
        raise HandOverRefusedError(f"{into / name} is there already: it was received before.")
    signed_by = verify(package, allowed_signers)
    encrypted = package.read_bytes()
    tar = decrypted(encrypted, key_file)
    folder = into / f".{name}.part"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        _unpack(tar, folder, name)
        _require_bag(folder / name, name)
        loaded = load(folder / name / "data")
        receipt = Receipt(
            package=name,
            package_sha256=hashlib.sha256(encrypted).hexdigest(),
            tar_sha256=hashlib.sha256(tar).hexdigest(),
            signed_by=signed_by,
            received_at=datetime.now(UTC).isoformat(timespec="seconds"),
            rows=loaded.rows,
            totals_sha256=loaded.totals_sha256,
        )
        _acknowledge(receipt, into)
        # Last, because an existing package is not opened again.
        (folder / name).rename(into / name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return receipt


def _acknowledge(receipt: Receipt, into: Path) -> None:
    """Write the receipt and note once that the package was received."""
    path = into / f"{receipt.package}-{RECEIPT}"
    path.write_text(json.dumps(asdict(receipt), indent=2) + "\n", encoding="utf-8")
    name = f"{receipt.package}{ENCRYPTED}"
    event = {"package": name, "event": "received", "note": receipt.package_sha256}
    if not any(event.items() <= line.items() for line in lines(into / LOG)[-1:]):
        append(into / LOG, event)


def _unpack(content: bytes, folder: Path, name: str) -> None:
    folder.mkdir(mode=0o700)
    try:
        with tarfile.open(fileobj=io.BytesIO(content)) as tar:
            if not all(_is_of(name, member) for member in tar):
                raise HandOverRefusedError(f"The package is not that of {name}: ask the sender.")
            # Not extractall: before Python 3.11.4 it cannot be restricted to these members.
            for member in tar:
                _write(folder / member.name, tar.extractfile(member))
    except (tarfile.TarError, OSError, EOFError) as error:
        raise HandOverRefusedError(
            f"The package cannot be unpacked ({type(error).__name__}): ask for another."
        ) from None


def _is_of(name: str, member: tarfile.TarInfo) -> bool:
    """Return whether a member is a file inside the folder of that name."""
    top, *below = PurePosixPath(member.name).parts or ("",)
    return member.isfile() and top == name and bool(below) and ".." not in below


def _write(path: Path, content: IO[bytes] | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.read() if content else b"")


def _require_bag(folder: Path, name: str) -> None:
    logging.getLogger("bagit").setLevel(logging.CRITICAL)
    try:
        bag = bagit.Bag(str(folder))
        bag.validate()
    except bagit.BagError as error:
        raise HandOverRefusedError(
            f"The bag in the package is not whole ({type(error).__name__}): ask for another."
        ) from None
    if bag.info.get("External-Identifier") != name:
        raise HandOverRefusedError(
            f"The package inside is another one than {name}: the file was renamed. Ask the sender."
        )
