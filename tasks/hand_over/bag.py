"""A BagIt bag in a tar. The same payload always gives the same bytes."""

import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

import bagit

CHECKSUMS = ["sha256", "sha512"]
MEMBER_MODE = 0o600


def make_bag(folder: Path, about: Mapping[str, str], dated: str) -> None:
    """Turn ``folder`` into a bag. Its files become the payload; ``dated`` is the bagging date."""
    # Leaves out the library's version, so that an upgrade makes the same bag.
    named = {"Bagging-Date": dated, "Bag-Software-Agent": "bagit.py"}
    bagit.make_bag(str(folder), {**about, **named}, checksums=CHECKSUMS)
    for path in folder.glob("tagmanifest-*.txt"):
        # Sorted, because the library lists tag files in the order of the file system.
        path.write_text("".join(sorted(path.read_text().splitlines(keepends=True))))


def tar_of(folder: Path) -> bytes:
    """Return the tar of a folder: members sorted, with fixed time, owner and mode."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in sorted(file for file in folder.rglob("*") if file.is_file()):
            member = tarfile.TarInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}")
            member.size, member.mode = path.stat().st_size, MEMBER_MODE
            with path.open("rb") as file:
                tar.addfile(member, file)
    return buffer.getvalue()
