"""Delivered files at rest: sealed with the secure store's key, under a marking that all can read.

A sealed file is the marking, a line with the format's name and what the drop is ('real' or
'synthetic': whose register opens it), a nonce of 12 bytes, and the content encrypted with
AES-256-GCM, which covers what stands before it too, and the file's place: its folder, which says
whether it is an original, a refused file or an error, and its name. Its key is derived from the
store's. Format 1, of earlier versions, covers no place; files in it are read, and stay in it, since
the code of past releases reads no other.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tasks.govern.access.admission import admit, log_refusal
from tasks.govern.access.content import content_of
from tasks.govern.access.marking import MARKING
from tasks.govern.access.places import require_place
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.agreement import agreement_for
from tasks.govern.key import KeyRefusedError, secure_store_key
from tasks.store.folders import DataFolder

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SUFFIX = ".sealed"
HEADS, EARLIER_HEADS = (
    {
        content: f"{MARKING}Sealed {number}: AES-256-GCM, {content}.\n".encode()
        for content in ("real", "synthetic")
    }
    for number in (2, 1)
)
NONCE_BYTES = 12
READ_ONLY = 0o400


def sealed(content: bytes, key: str, kind: str, place: str) -> bytes:
    """Return ``content``, of a 'real' or 'synthetic' drop, sealed with the secure store's key."""
    return _sealed(HEADS[kind], content, key, place)


def sealed_anew(whole: bytes, old: str, key: str, place: str) -> bytes:
    """Return a sealed file's bytes under another key, in the format that it has.

    Raises:
        KeyRefusedError: as for ``unsealed``.
    """
    return _sealed(_head(whole), unsealed(whole, old, place), key, place)


def place_of(path: Path) -> str:
    """Return what a sealed file is bound to: its folder and its name, with or without '.sealed'."""
    whole = path.absolute()
    return f"{whole.parent.name}/{whole.name.removesuffix(SUFFIX)}"


def kind_of(whole: bytes) -> str:
    """Return a sealed file's content as it says, 'real' unless it says 'synthetic'."""
    heads = (HEADS["synthetic"], EARLIER_HEADS["synthetic"])
    return "synthetic" if whole.startswith(heads) else "real"


def unsealed(whole: bytes, key: str, place: str) -> bytes:
    """Return what was sealed.

    Raises:
        KeyRefusedError: it was sealed with another key or as another file, or was altered since.
    """
    from cryptography.exceptions import InvalidTag

    head = _head(whole)
    nonce, content = whole[len(head) :][:NONCE_BYTES], whole[len(head) + NONCE_BYTES :]
    try:
        return _cipher(key).decrypt(nonce, content, whole[: len(head)] + _bound(head, place))
    except (InvalidTag, ValueError):
        raise KeyRefusedError(
            "The file does not unseal: it was sealed with another key, altered since, or has not "
            "the name and the folder that it was sealed under."
        ) from None


def write_sealed(data: DataFolder, path: Path, content: bytes) -> Path:
    """Seal ``content`` into ``path`` plus '.sealed', whole or not at all, and return that path.

    Raises:
        KeyRefusedError: there is no usable key.
    """
    whole = sealed(content, secure_store_key(data), content_of(data), place_of(path))
    target = path.with_name(path.name + SUFFIX)
    put(target, whole)
    return target


def put(target: Path, whole: bytes) -> None:
    """Write a read-only file at ``target``, and return once it is on the disk."""
    partial = target.with_name(f".{target.name}.partial")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, READ_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(whole)
        file.flush()
        os.fsync(descriptor)
    partial.replace(target)


def read_sealed(data: DataFolder, path: Path) -> bytes:
    """Return the content of a sealed file, in memory. The access is logged first.

    Raises:
        AccessRefusedError: as for the secure store.
    """
    whole = path.read_bytes()
    admit(data, f"sealed file {path.name}", kind_of(whole))
    return unsealed(whole, secure_store_key(data), place_of(path))


def unseal_into(data: DataFolder, path: Path, into: Path) -> Path:
    """Write what is in a sealed file into a new one, for its owner alone; return where that is.

    Raises:
        AccessRefusedError: as for the secure store, or counts may not stand there.
    """
    place = into.resolve()
    try:
        require_place(data, agreement_for(kind_of(path.read_bytes())), place)
    except AccessRefusedError as refused:
        log_refusal(data, f"sealed file {path.name}", refused)
        raise
    put(place, read_sealed(data, path))
    return place


def _sealed(head: bytes, content: bytes, key: str, place: str) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return head + nonce + _cipher(key).encrypt(nonce, content, head + _bound(head, place))


def _head(whole: bytes) -> bytes:
    kind = kind_of(whole)
    is_earlier = whole.startswith(EARLIER_HEADS[kind])
    return EARLIER_HEADS[kind] if is_earlier else HEADS[kind]


def _bound(head: bytes, place: str) -> bytes:
    return place.encode() if head in HEADS.values() else b""


def _cipher(key: str) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derive = HKDF(SHA256(), 32, salt=None, info=b"serious-violence sealed files 1")
    return AESGCM(derive.derive(key.encode("ascii")))
