"""Quarantine: a refused file, whole, with its reasons beside it."""

import shutil
from pathlib import Path

from tasks.folders import DataFolder


def put_in_quarantine(
    copy: Path, file_name: str, sha256: str, reasons: tuple[str, ...], data: DataFolder
) -> Path:
    """Put a refused file into ``quarantine/<sha256>/`` and return that folder.

    The same bytes refused again replace their reasons, nothing else.
    """
    folder = data.quarantine / sha256[:16]
    folder.mkdir(mode=0o700, exist_ok=True)
    shutil.copyfile(copy, folder / file_name)
    told = [f"{file_name} was refused. Nothing of it was received.", "", *reasons, ""]
    (folder / "reason.txt").write_text("\n".join(told), encoding="utf-8")
    return folder
