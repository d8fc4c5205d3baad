"""A BagIt bag in a tar: the same payload gives the same bytes, whoever makes it and when."""

import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

import bagit

CHECKSUMS = ["sha256", "sha512"]
MEMBER_MODE = 0o600


def make_bag(folder: Path, about: Mapping[str, str], dated: str) -> None:
    """Turn ``folder`` into a bag: its files become the payload; ``dated`` is the day it states."""
    # Without the version of the library: an upgrade of it makes the same bag.
    named = {"Bagging-Date": dated, "Bag-Software-Agent": "bagit.py"}
    bagit.make_bag(str(folder), {**about, **named}, checksums=CHECKSUMS)
    for path in folder.glob("tagmanifest-*.txt"):
        # The library lists tag files as the file system does: in an order of its own.
        path.write_text("".join(sorted(path.read_text().splitlines(keepends=True))))


def tar_of(folder: Path) -> bytes:
    """Return the tar of a folder: members sorted, of no time, owner or mode of their own."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in sorted(file for file in folder.rglob("*") if file.is_file()):
            member = tarfile.TarInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}")
            member.size, member.mode = path.stat().st_size, MEMBER_MODE
            with path.open("rb") as file:
                tar.addfile(member, file)
    return buffer.getvalue()
