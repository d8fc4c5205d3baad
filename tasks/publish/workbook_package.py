"""An xlsx package that is the same bytes whenever it is written."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter


def save(workbook: Workbook, path: Path, stamp: datetime) -> None:
    """Write the workbook, every part of it stamped ``stamp``.

    ``Workbook.save`` would set the time of saving as the time of modification, so its writer is
    used without it.

    Raises:
        OSError: ``path`` cannot be written.
    """
    workbook.properties.created = workbook.properties.modified = stamp
    parts = BytesIO()
    ExcelWriter(workbook, ZipFile(parts, "w", ZIP_STORED)).save()
    with ZipFile(parts) as source, ZipFile(path, "w") as package:
        for name in source.namelist():
            package.writestr(_part(name, stamp), source.read(name), ZIP_DEFLATED)


def _part(name: str, stamp: datetime) -> ZipInfo:
    return ZipInfo(name, stamp.timetuple()[:6])
