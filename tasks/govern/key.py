"""The key of the secure store: from a file or a credential, never from inside the data folder."""

import math
import os
import secrets
import string
from contextlib import suppress
from pathlib import Path

from tasks.govern.access.refused import AccessRefusedError
from tasks.store.folders import DataFolder

KEY_FILE = "SECURE_STORE_KEY_FILE"
CREDENTIAL = "secure-store-key"
# 32 bytes, as AES-256 has. Of 64 random hexadecimal digits, fewer than 8 are different ones in less
# than one of 10^18 keys.
LEAST_BITS, LEAST_SIGNS = 256, 8


class KeyRefusedError(AccessRefusedError):
    """The key of the secure store is missing or unusable."""


def secure_store_key(data: DataFolder) -> str:
    """Return the key of the secure store.

    Looked for in this order: the file that ``SECURE_STORE_KEY_FILE`` names, the systemd credential
    ``secure-store-key``, the demonstration's throw-away key beside the data folder.

    Raises:
        KeyRefusedError: there is no key, or others can read it; the message says what to do.
    """
    return read_key(key_path(data))


def read_key(path: Path) -> str:
    """Return the key in a file.

    Raises:
        KeyRefusedError: there is none, it is empty, it can be guessed, or others can read it.
    """
    if not path.is_file():
        raise KeyRefusedError(
            f"There is no key for the secure store at {path}. "
            f"Put it back, or name its file in {KEY_FILE}."
        )
    if is_open_to_others(path):
        raise KeyRefusedError(f"Others may read the key {path}: run 'chmod 600' on it.")
    key = path.read_text(encoding="ascii").strip()
    if not key:
        raise KeyRefusedError(f"The key {path} is empty.")
    if bits_of(key) < LEAST_BITS:
        raise KeyRefusedError(
            f"The key {path} can be guessed: make one with 'openssl rand -hex 32'. A store that "
            "has such a key gets a new one by 'access rotate-key' of the version before this one."
        )
    return key


def bits_of(key: str) -> float:
    """Return the most bits of entropy that a key can have, judged by its signs and their number.

    A key of few different signs, as none is by chance, has those of them alone.
    """
    signs = 16 if set(key) <= set(string.hexdigits) else 64
    if len(set(key)) < LEAST_SIGNS:
        signs = len(set(key))
    return len(key) * math.log2(signs) if signs else 0.0


def is_open_to_others(path: Path) -> bool:
    """Return whether other accounts can read a key, judged by its mode.

    For a systemd credential the group bits show access of named accounts (from systemd 254 on).
    """
    is_credential = str(path.parent) == os.environ.get("CREDENTIALS_DIRECTORY")
    return bool(path.stat().st_mode & (0o007 if is_credential else 0o077))


def has_own_key() -> bool:
    """Return whether a key is configured, so that none has to be made."""
    return KEY_FILE in os.environ or _credential() is not None


def make_throw_away_key(data: DataFolder) -> None:
    """Make the demonstration's key, readable by its owner only, unless there is one.

    A store that lost its key gets no new one, because that would hide the loss.
    """
    if has_own_key() or data.throw_away_key.exists() or data.secure_store.exists():
        return
    data.throw_away_key.parent.mkdir(parents=True, exist_ok=True)
    # Written whole, and only one key is made even if several runs begin at once.
    partial = data.throw_away_key.with_name(f".{data.throw_away_key.name}.{os.getpid()}.partial")
    partial.unlink(missing_ok=True)
    _write_key(partial, secrets.token_hex(32))
    with suppress(FileExistsError):
        os.link(partial, data.throw_away_key)
    partial.unlink()


def replace_key(data: DataFolder, key: str) -> Path | None:
    """Put a new key in the place of the current one. None: only the key's owner can replace it."""
    path = key_path(data)
    if path == _credential():
        return None
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        _write_key(partial, key)
        partial.replace(path)
    except PermissionError:
        return None
    return path


def _write_key(path: Path, key: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
        file.flush()
        os.fsync(descriptor)


def key_path(data: DataFolder) -> Path:
    """Return the file that the key is read from."""
    if KEY_FILE in os.environ:
        return Path(os.environ[KEY_FILE])
    return _credential() or data.throw_away_key


def _credential() -> Path | None:
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    path = Path(folder) / CREDENTIAL if folder else None
    return path if path and path.is_file() else None
