"""Zip packages (xlsx, pptx, ods) that are the same bytes whenever they are written."""

import re
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

PROPERTIES = "docProps/core.xml"
TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*<")
UNCOMPRESSED = {"mimetype"}  # an ODF package is known by it


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
    path.write_bytes(stamped(parts.getvalue(), stamp))


def stamped(package: bytes, stamp: datetime) -> bytes:
    """Return the same package with every part stamped ``stamp``, parts in their order.

    So are the packages inside it (workbooks of charts) and what they say of when they were made.
    """
    made = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(made, "w") as target:
        for name in source.namelist():
            content = _content(name, source.read(name), stamp)
            target.writestr(_part(name, stamp), content, _compression(name))
    return made.getvalue()


def _content(name: str, content: bytes, stamp: datetime) -> bytes:
    if name.endswith(".xlsx"):
        return stamped(content, stamp)
    if name == PROPERTIES:
        return TIMES.sub(rf"\g<1>{stamp:%Y-%m-%dT%H:%M:%SZ}<".encode(), content)
    return content


def _part(name: str, stamp: datetime) -> ZipInfo:
    return ZipInfo(name, stamp.timetuple()[:6])


def _compression(name: str) -> int:
    return ZIP_STORED if name in UNCOMPRESSED else ZIP_DEFLATED
