"""The sha256 that names a drop, a package and every file of a release."""

import hashlib
from pathlib import Path


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file in hexadecimal digits; however large, it is not held in memory.

    Raises:
        OSError: it is gone, or not to be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
