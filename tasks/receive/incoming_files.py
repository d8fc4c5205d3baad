"""Which files of a folder are drops, and when they are whole."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from time import sleep, time

from tasks.govern.shown import can_be_shown
from tasks.receive.file_state import Look, look_at

DROP_NAME = re.compile(r"NIC-\d+-\w+_.*")
SUFFIXES = {".xlsx", ".csv"}
# Spreadsheet programs keep who opened a file beside it, under its name after this.
OWNER = "~$"
SECONDS_BETWEEN_LOOKS = 0.5
# What copying programs call a file until it is whole.
TEMPORARY_SUFFIXES = {".part", ".partial", ".filepart", ".tmp", ".crdownload"}


def delivered_files(folder: Path) -> list[Path]:
    """Return the drops in a folder, by name.

    A drop is a workbook or CSV file, or any file with a drop's name: one of another kind must be
    refused aloud rather than overlooked. Other files, and temporary ones, are none; nor is one
    whose name cannot be shown, or a link.

    Raises:
        NotADirectoryError: there is no such folder; the message says what to do.
    """
    return [path for path in _drops(folder) if can_be_shown(path.name)]


def misnamed_files(folder: Path) -> list[Path]:
    """Return the drops in a folder whose names cannot be shown as they are: not in UTF-8, or with
    characters that a terminal obeys or does not show.

    Raises:
        NotADirectoryError: there is no such folder.
    """
    return [path for path in _drops(folder) if not can_be_shown(path.name)]


def partial_files(folder: Path) -> list[Path]:
    """Return what copying programs have of drops in a folder, or have left there, by name.

    Raises:
        NotADirectoryError: there is no such folder.
    """
    return _files(folder, _is_part_of_drop)


def _drops(folder: Path) -> list[Path]:
    return _files(folder, _is_drop)


def _files(folder: Path, is_wanted: Callable[[Path], bool]) -> list[Path]:
    if not folder.is_dir():
        raise NotADirectoryError(f"There is no folder of drops at {folder}: name one that exists.")
    return sorted(path for path in folder.iterdir() if is_plain(path) and is_wanted(path))


def is_plain(path: Path) -> bool:
    """Say whether it is a file itself: no link to one, no folder, pipe or device."""
    return path.is_file() and not path.is_symlink()


def is_folder(path: Path) -> bool:
    """Say whether it is a folder itself, no link to one."""
    return path.is_dir() and not path.is_symlink()


def wait_until_whole(files: Iterable[Path], say: Callable[[str], object]) -> None:
    """Return when nobody writes into the files any more; ``say`` which ones are waited for.

    A file that nobody touched for a few seconds is whole; of a younger one, two looks a moment
    apart see the same.
    """
    # A clock that was set back makes files of the future, which are looked at twice as well.
    looks = {path: look for path, look in _seen(files).items() if not look.is_long_at_rest(time())}
    told: set[Path] = set()
    while looks:
        sleep(SECONDS_BETWEEN_LOOKS)
        changing = {path for path, look in looks.items() if look_at(path) != look}
        for path in sorted(changing - told):
            say(f"{path.name} is still being written: waiting until it is whole.")
        told |= changing
        looks = _seen(changing)


def same_while(copy: Callable[[], object], path: Path) -> bool:
    """Copy a file, and say whether it was the same before and after: nobody wrote into it."""
    before = look_at(path)
    copy()
    return look_at(path) == before


def _seen(files: Iterable[Path]) -> dict[Path, Look]:
    return {path: look for path in files if (look := look_at(path))}


def _is_drop(path: Path) -> bool:
    return not _is_temporary(path) and _is_named_as_drop(path)


def _is_part_of_drop(path: Path) -> bool:
    """Of `.NAME.partial` or `NAME.part` the name is that of a drop."""
    whole = Path(path.name.lstrip("."))
    if whole.suffix.lower() in TEMPORARY_SUFFIXES:
        whole = whole.with_suffix("")
    is_owner = path.name.startswith(OWNER)
    return _is_temporary(path) and not is_owner and _is_named_as_drop(whole)


def _is_temporary(path: Path) -> bool:
    return path.name.startswith((OWNER, ".")) or path.suffix.lower() in TEMPORARY_SUFFIXES


def _is_named_as_drop(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES or DROP_NAME.fullmatch(path.name) is not None
