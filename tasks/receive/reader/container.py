"""Open a workbook's zip container, and nothing in it, before any parser does.

Each part is inflated here once, up to a limit, and its checksum compared; so no parser meets a
bomb, a damaged part, or a container that two readers would read differently.
"""

import io
import posixpath
import unicodedata
import zipfile
import zlib
from urllib.parse import unquote

from tasks.receive.reader import limits
from tasks.receive.refusal import Reason, RefusedError

ZIP = b"PK\x03\x04"
# A compound file: a workbook under a password, or one of before 2007.
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
ENCRYPTED_PART = 0x1

NO_WORKBOOK = "The file is not a readable xlsx workbook. Ask the sender for it again."
MISSHAPEN = (
    "The file is not a readable xlsx workbook as known programs put one together, so they could "
    "read it differently. Ask the sender to copy the tables into a new workbook."
)
PROTECTED = (
    "The workbook is under a password, so it cannot be read. Ask the sender for one without, by "
    "the agreed secure way."
)
OLD_FORMAT = (
    "The file is an Excel file of before 2007, not .xlsx. Ask the sender to save it as .xlsx."
)
TOO_MUCH = (
    "The workbook unpacks to far more than any delivered table, or packs suspiciously well. Do not "
    "open it by hand; ask the sender what it is."
)
TOO_MANY_PARTS = "The workbook has far more parts than a delivered one. Ask the sender what it is."
AMBIGUOUS = (
    "The workbook's container lists a part twice, or holds something else before its parts: "
    "programs would read it differently. Ask the sender to copy the tables into a new workbook."
)
MISNAMED = (
    "A part of the workbook's container is not named as spreadsheet programs name parts, so "
    "programs would read the file differently. Ask the sender to copy the tables into a new "
    "workbook."
)
# What a Mac leaves in an archive that was packed by hand.
LEFTOVER = ("__MACOSX/", ".DS_Store")
# A part may be cut up into such, which only some readers put together again.
PIECE = ".piece"


def parts_of(content: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook by name, inflated.

    Raises:
        RefusedError: no zip container, one under a password, too large, or ambiguous.
    """
    if content.startswith(COMPOUND):
        raise _refused(PROTECTED if ENCRYPTED_PACKAGE in content else OLD_FORMAT)
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise _refused(NO_WORKBOOK)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [part for part in archive.infolist() if not _is_left_over(part)]
            _require_harmless(content, archive.infolist())
            _require_named_once(parts)
            return {part.filename: _inflated(archive, part) for part in parts}
    # The kinds that zipfile raises for damaged, cut off and unknown containers.
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        raise _refused(NO_WORKBOOK) from None


def _require_harmless(content: bytes, parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & ENCRYPTED_PART for part in parts):
        raise _refused(PROTECTED)
    if len(parts) > limits.PARTS:
        raise _refused(TOO_MANY_PARTS)
    if not content.startswith(ZIP):
        raise _refused(AMBIGUOUS)
    if sum(part.file_size for part in parts) > limits.INFLATED_BYTES or any(map(_is_bomb, parts)):
        raise _refused(TOO_MUCH)


def _is_left_over(part: zipfile.ZipInfo) -> bool:
    is_folder = part.is_dir() and part.file_size == 0
    return is_folder or part.filename.startswith(LEFTOVER)


def _require_named_once(parts: list[zipfile.ZipInfo]) -> None:
    # Readers of workbooks find a part whatever the case of its name.
    if len({_normal(part.orig_filename).lower() for part in parts}) < len(parts):
        raise _refused(AMBIGUOUS)
    if not all(map(_is_plainly_named, parts)):
        raise _refused(MISNAMED)


def _is_plainly_named(part: zipfile.ZipInfo) -> bool:
    # zipfile cuts a name at a NUL, and may take another one from beside it.
    name = part.orig_filename
    is_one_form = name == part.filename == _normal(name)
    return is_one_form and name.isascii() and name.isprintable() and not name.endswith(PIECE)


def _normal(name: str) -> str:
    """Return the one form of a part's name: of slashes, of dots, of escapes and of letters."""
    decoded = unicodedata.normalize("NFKC", unquote(name)).replace("\\", "/")
    steps = [step.strip(" ").rstrip(". ") or step for step in decoded.split("/")]
    return posixpath.normpath("/" + "/".join(steps)).lstrip("/")


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > max(limits.INFLATED_FREELY, limits.INFLATED_TIMES * part.compress_size)


def _inflated(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    # zipfile reads no more than the container declares, and then compares the checksum.
    return archive.read(part)


def _refused(what: str) -> RefusedError:
    return RefusedError([Reason(what=what)])
