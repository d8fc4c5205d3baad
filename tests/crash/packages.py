"""Packages and logs by what they say: no two have the same bytes, times or runs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from tasks.govern import decisions
from tasks.hand_over import transfer_log
from tasks.hand_over.encrypt_and_sign import ENCRYPTED, decrypted, verify
from tasks.hand_over.keys import ThrowAwayKeys
from tasks.hand_over.recipients import fingerprint
from tasks.hand_over.refusal import HandOverRefusedError
from tasks.hand_over.transfer_log import Entry
from tasks.store.folders import DataFolder

SIGNATURE, ENCRYPTED_SUFFIX, LOG = ".sig", ".age", ".jsonl"
OF_THE_RUN = ("at", "run")


def inside(data: DataFolder, path: Path) -> bytes:
    """Return what a package holds, or who signed it."""
    keys = ThrowAwayKeys(data)
    try:
        if path.suffix == SIGNATURE:
            return verify(path.with_suffix(""), keys.allowed_signers).encode()
        return decrypted(path.read_bytes(), keys.identity)
    except HandOverRefusedError as not_whole:
        return f"not whole: {not_whole}".encode()


def logs(data: DataFolder) -> dict[str, object]:
    """Return the lines of the logs of transfers and decisions, but for their run and time."""
    return {
        "log of transfers": list(_transfers(data)),
        # A question is asked once by each run that is killed before it is answered.
        "log of questions": {one for one in _decisions(data) if one[1] == decisions.ASKED},
        "log of decisions": Counter(one for one in _decisions(data) if one[1] != decisions.ASKED),
    }


def _transfers(data: DataFolder) -> Iterator[dict[str, object]]:
    for entry in transfer_log.entries(data):
        fields: dict[str, object] = asdict(entry)
        for name in OF_THE_RUN:
            del fields[name]
        # The name of a receipt, not its hash: it tells when it was written.
        fields["note"] = entry.note.partition(" sha256 ")[0]
        fields["package_sha256"] = _is_of_a_package(data, entry)
        fields["key_fingerprint"] = _is_of_the_key(data, entry)
        yield fields


def _is_of_a_package(data: DataFolder, entry: Entry) -> bool:
    found = [
        path
        for room in (data.hand_over, data.transfer)
        for path in room.glob(f"{entry.package}/*{ENCRYPTED}")
    ]
    return entry.package_sha256 in {sha256(path.read_bytes()).hexdigest() for path in found}


def _is_of_the_key(data: DataFolder, entry: Entry) -> bool:
    return entry.key_fingerprint == fingerprint(ThrowAwayKeys(data).age_key())


def _decisions(data: DataFolder) -> Iterator[tuple[str, ...]]:
    for entry in decisions.entries(data):
        package, _, digest = entry.release.partition(" ")
        asked = transfer_log.prepared_as(data, package).question if digest else package
        what = package if asked == entry.release else f"another {package}"
        yield what, entry.event, entry.account, entry.name, entry.note
