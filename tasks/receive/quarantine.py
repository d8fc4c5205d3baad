"""Quarantine: a refused file, whole and sealed, with its reasons beside it."""

from pathlib import Path

from tasks.govern.access.marking import MARKING, mark
from tasks.govern.sealing import write_sealed
from tasks.store.folders import DataFolder


def put_in_quarantine(
    content: bytes, file_name: str, sha256: str, reasons: tuple[str, ...], data: DataFolder
) -> Path:
    """Put a refused file, sealed, into the folder named by 16 digits of its sha256; return that.

    The same bytes refused again replace their reasons, nothing else.
    """
    folder = data.quarantine / sha256[:16]
    folder.mkdir(mode=0o700, exist_ok=True)
    mark(folder)
    write_sealed(data, folder / file_name, content)
    told = [f"{file_name} was refused. Nothing of it was received.", "", *reasons, "", MARKING]
    (folder / "reason.txt").write_text("\n".join(told), encoding="utf-8")
    return folder
