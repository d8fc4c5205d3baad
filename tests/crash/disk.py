"""What a kill would leave on the disk, and at which step boundaries that differs."""

from hashlib import sha256
from pathlib import Path

# Written at every opening of a store, and compared no more than the history of runs.
IN_PASSING = {"access.jsonl", "access.lock", "head", "running", "prefect"}


def write_boundaries(said: Path, folder: Path) -> None:
    from tests.crash.boundary import tell_boundaries

    file = said.open("a", encoding="utf-8", buffering=1)
    tell_boundaries(lambda boundary: file.write(f"{boundary}\t{looks(folder)}\n"))


def looks(folder: Path) -> str:
    """Return what a kill now would leave on the disk, but for the log of who opened what."""
    files = [
        (str(path), status.st_ino, status.st_size, status.st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if not IN_PASSING & set(path.parts)
        for status in [path.lstat()]
    ]
    return sha256(repr(files).encode()).hexdigest()


def unlike(said: list[str]) -> tuple[list[str], int]:
    """Return the boundaries that find the disk as none before did, and how many were reached.

    Each counts the first time that it is reached.
    """
    places: dict[str, str] = {}
    for place, look in (line.split("\t") for line in said):
        places.setdefault(place, look)
    first: dict[str, str] = {}
    for place, look in places.items():
        first.setdefault(look, place)
    return list(first.values()), len(places)
