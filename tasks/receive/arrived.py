"""Which files of a folder are drops."""

import re
from pathlib import Path

DROP_NAME = re.compile(r"NIC-\d+-\w+_.*")
SUFFIXES = {".xlsx", ".csv"}
TEMPORARY = ("~$", ".")
# What copying programs call a file until it is whole.
TEMPORARY_SUFFIXES = {".part", ".partial", ".filepart", ".tmp", ".crdownload"}


def delivered_files(folder: Path) -> list[Path]:
    """Return the drops in a folder, by name.

    A drop is a workbook or CSV file, or any file with a drop's name: one of another kind must be
    refused aloud rather than overlooked. Other files, and temporary ones, are none.

    Raises:
        NotADirectoryError: there is no such folder; the message says what to do.
    """
    if not folder.is_dir():
        raise NotADirectoryError(f"There is no folder of drops at {folder}: name one that exists.")
    return sorted(path for path in folder.iterdir() if path.is_file() and _is_drop(path))


def _is_drop(path: Path) -> bool:
    if path.name.startswith(TEMPORARY) or path.suffix.lower() in TEMPORARY_SUFFIXES:
        return False
    return path.suffix.lower() in SUFFIXES or DROP_NAME.fullmatch(path.name) is not None
