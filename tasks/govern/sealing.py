"""Delivered files at rest: sealed with the secure store's key, under a marking that all can read.

A sealed file is the marking, a line with the format's name and what the drop is ('real' or
'synthetic': whose register opens it), a nonce of 12 bytes, and the content encrypted with
AES-256-GCM, which covers what stands before it too. Its key is derived from the store's.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tasks.govern.access.admission import admit
from tasks.govern.access.content import content_of
from tasks.govern.access.marking import MARKING
from tasks.govern.key import KeyRefusedError, secure_store_key
from tasks.store.folders import DataFolder

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SUFFIX = ".sealed"
HEADS = {
    content: f"{MARKING}Sealed 1: AES-256-GCM, {content}.\n".encode()
    for content in ("real", "synthetic")
}
NONCE_BYTES = 12
READ_ONLY = 0o400


def sealed(content: bytes, key: str, kind: str) -> bytes:
    """Return ``content``, of a 'real' or 'synthetic' drop, sealed with the secure store's key."""
    nonce, head = os.urandom(NONCE_BYTES), HEADS[kind]
    return head + nonce + _cipher(key).encrypt(nonce, content, head)


def kind_of(whole: bytes) -> str:
    """Return a sealed file's content as it says, 'real' unless it says 'synthetic'."""
    return "synthetic" if whole.startswith(HEADS["synthetic"]) else "real"


def unsealed(whole: bytes, key: str) -> bytes:
    """Return what was sealed.

    Raises:
        KeyRefusedError: it was sealed with another key, or was altered since.
    """
    from cryptography.exceptions import InvalidTag

    head = HEADS[kind_of(whole)]
    nonce, content = whole[len(head) :][:NONCE_BYTES], whole[len(head) + NONCE_BYTES :]
    try:
        return _cipher(key).decrypt(nonce, content, whole[: len(head)])
    except (InvalidTag, ValueError):
        raise KeyRefusedError(
            "The file does not unseal: it was sealed with another key, or altered since."
        ) from None


def write_sealed(data: DataFolder, path: Path, content: bytes) -> Path:
    """Seal ``content`` into ``path`` plus '.sealed', whole or not at all, and return that path.

    Raises:
        KeyRefusedError: there is no usable key.
    """
    whole = sealed(content, secure_store_key(data), content_of(data))
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
    return unsealed(whole, secure_store_key(data))


def _cipher(key: str) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derive = HKDF(SHA256(), 32, salt=None, info=b"serious-violence sealed files 1")
    return AESGCM(derive.derive(key.encode("ascii")))
