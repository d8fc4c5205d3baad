"""Give the secure store and every sealed file a new key; the old one opens nothing afterwards.

All of it is encrypted anew beside the old; then a marker decides that the new counts, and files
change places. Cut off before that, the old key opens all of it as before; after it, nothing opens
until the same command is run again. Backups made before keep the old key: keep or destroy both
together.
"""

import hashlib
import sys
from pathlib import Path

from tasks.govern.access.admission import admit, registered
from tasks.govern.access.log import ROTATED, Line, append
from tasks.govern.key import KeyRefusedError, read_key, replace_key, secure_store_key
from tasks.govern.sealing import SUFFIX, place_of, put, sealed_anew
from tasks.store.folders import DataFolder
from tasks.store.on_disk import flush_to_disk
from tasks.store.one_writer import one_writer
from tasks.store.stores import copy_under

NEW = ".rotated"
PUT_IT = (
    "The new key counts; nothing opens with the present one. Put the new one in its place (with "
    "systemd: /etc/serious-violence/secure-store-key), then restart the workers."
)


def rotate_key(data: DataFolder, new_key: Path) -> Path | None:
    """Encrypt all of it under the key in ``new_key`` and return where that key was put.

    None: the current key is a credential or belongs to another account, whose owner replaces it.

    Raises:
        AccessRefusedError: as for the secure store, or the new key is unusable or not new.
    """
    key = read_key(new_key)
    with one_writer(data, _say):
        if not data.rotation.exists():
            _prepare(data, key)
        elif data.rotation.read_text(encoding="ascii") != _fingerprint(key):
            raise KeyRefusedError("The rotation that was cut off was to another key: name that.")
        entrant = registered(data, "rotation of the key")
        _change_places(data)
        placed = replace_key(data, key)
        data.rotation.unlink()
        append(data, Line(ROTATED, "secure store", entrant.name, entrant.role))
    return placed


def _prepare(data: DataFolder, key: str) -> None:
    """Encrypt into new files beside the old ones, then set the marker."""
    admit(data, "rotation of the key")
    old = secure_store_key(data)
    if old == key:
        raise KeyRefusedError("The new key is the present one.")
    for path in _new_files(data):
        path.unlink()
    for store in _stores(data):
        copy_under(data, store, _new(store), key)
        flush_to_disk(_new(store))
    for path in _sealed_files(data):
        whole = path.read_bytes()
        put(_new(path), sealed_anew(whole, old, key, place_of(path)))
    put(data.rotation, _fingerprint(key).encode("ascii"))
    flush_to_disk(data.access)


def _change_places(data: DataFolder) -> None:
    """Replace the old files by the new ones. May stop anywhere and be done again."""
    for store in _stores(data):
        store.with_name(store.name + ".wal").unlink(missing_ok=True)
    for path in _new_files(data):
        path.replace(path.with_name(path.name.removesuffix(NEW)))
        flush_to_disk(path.parent)


def _stores(data: DataFolder) -> list[Path]:
    return sorted(data.secure.glob("*.duckdb"))


def _sealed_files(data: DataFolder) -> list[Path]:
    return [path for folder in _closed(data) for path in sorted(folder.rglob(f"*{SUFFIX}"))]


def _new_files(data: DataFolder) -> list[Path]:
    return [path for folder in _closed(data) for path in sorted(folder.rglob(f"*{NEW}"))]


def _closed(data: DataFolder) -> tuple[Path, Path]:
    return data.secure, data.quarantine


def _new(path: Path) -> Path:
    return path.with_name(path.name + NEW)


def _fingerprint(key: str) -> str:
    return hashlib.sha256(f"rotation to {key}".encode()).hexdigest()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
