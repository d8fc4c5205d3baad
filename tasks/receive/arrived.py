"""Which files of a folder are drops, and when they are whole."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from time import sleep, time

DROP_NAME = re.compile(r"NIC-\d+-\w+_.*")
SUFFIXES = {".xlsx", ".csv"}
TEMPORARY = ("~$", ".")
SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_LONG_AT_REST = 5.0
# What copying programs call a file until it is whole.
TEMPORARY_SUFFIXES = {".part", ".partial", ".filepart", ".tmp", ".crdownload"}


def delivered_files(folder: Path) -> list[Path]:
    """Return the drops in a folder, by name.

    A drop is a workbook or CSV file, or any file with a drop's name: one of another kind must be
    refused aloud rather than overlooked. Other files, and temporary ones, are none; nor is one
    whose name is not in UTF-8.

    Raises:
        NotADirectoryError: there is no such folder; the message says what to do.
    """
    return [path for path in _drops(folder) if _is_utf_8(path)]


def misnamed_files(folder: Path) -> list[Path]:
    """Return the drops in a folder whose names are not in UTF-8, so that they cannot be said.

    Raises:
        NotADirectoryError: there is no such folder.
    """
    return [path for path in _drops(folder) if not _is_utf_8(path)]


def _drops(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise NotADirectoryError(f"There is no folder of drops at {folder}: name one that exists.")
    return sorted(path for path in folder.iterdir() if path.is_file() and _is_drop(path))


def _is_utf_8(path: Path) -> bool:
    try:
        path.name.encode()
    except UnicodeEncodeError:
        return False
    return True


def wait_until_whole(files: Iterable[Path], say: Callable[[str], object]) -> None:
    """Return when nobody writes into the files any more; ``say`` which ones are waited for.

    A file that nobody touched for a few seconds is whole; of a younger one, two looks a moment
    apart see the same.
    """
    looks = {path: look for path in files if _is_fresh(look := _look(path))}
    told: set[Path] = set()
    while looks:
        sleep(SECONDS_BETWEEN_LOOKS)
        changing = {path for path, look in looks.items() if _look(path) != look}
        for path in sorted(changing - told):
            say(f"{path.name} is still being written: waiting until it is whole.")
        told |= changing
        looks = {path: _look(path) for path in changing}


def same_while(copy: Callable[[], object], path: Path) -> bool:
    """Copy a file, and say whether it was the same before and after: nobody wrote into it."""
    before = _look(path)
    copy()
    return _look(path) == before


def _look(path: Path) -> tuple[int, int, int]:
    try:
        status = path.stat()
    except FileNotFoundError:
        return (0, 0, 0)
    return (status.st_size, status.st_mtime_ns, status.st_ino)


def _is_fresh(look: tuple[int, int, int]) -> bool:
    # A clock that was set back makes files of the future, which are looked at twice as well.
    return look[1] / 1e9 > time() - SECONDS_LONG_AT_REST


def _is_drop(path: Path) -> bool:
    if path.name.startswith(TEMPORARY) or path.suffix.lower() in TEMPORARY_SUFFIXES:
        return False
    return path.suffix.lower() in SUFFIXES or DROP_NAME.fullmatch(path.name) is not None
