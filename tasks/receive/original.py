"""The originals: delivered files as they came. What they hold is read here alone."""

import hashlib

from tasks.govern.key import KeyRefusedError
from tasks.govern.sealing import read_sealed
from tasks.store.folders import DataFolder


def original_content(data: DataFolder, drop_id: str) -> bytes:
    """Return the bytes of the delivered file of this sha256.

    Raises:
        FileNotFoundError: it is not kept.
        AccessRefusedError: as for the secure store.
    """
    found = sorted(data.originals.glob(f"{drop_id}.*"))
    if not found:
        raise FileNotFoundError(f"There is no original {drop_id} in {data.originals}.")
    content = read_sealed(data, found[0])
    if hashlib.sha256(content).hexdigest() != drop_id:
        raise KeyRefusedError(f"{found[0]} holds another file than its name says.")
    return content
