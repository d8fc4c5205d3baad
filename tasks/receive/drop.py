"""Receive one drop: keep the original, land its counts, or put it in quarantine."""

import getpass
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from tasks.agreement import OutsideAgreementError, agreement_for
from tasks.check import CheckReceipt, check_landing, keep
from tasks.folders import DataFolder
from tasks.on_disk import flush_to_disk
from tasks.receive.arrived import same_while
from tasks.receive.quarantine import put_in_quarantine
from tasks.receive.reader import limits
from tasks.receive.reader.values import Delivered
from tasks.receive.reading import read_drop
from tasks.receive.refusal import Reason, RefusedError
from tasks.secure_key import KEY_FILE, has_own_key
from tasks.statements import statement, statements
from tasks.store import secure_store
from tasks.transaction import transaction
from tasks.variables import set_variables

READ_ONLY = 0o400
MOST_REASONS = 20
ARRIVING = ".arriving"


@dataclass(frozen=True)
class DropReceipt:
    """What became of one delivered file: no count of admissions, only rows and names.

    ``outcome`` is 'landed', 'held already' or 'refused'; ``vintage`` is 1 for an extract's first
    delivery, more for the same extract with other bytes; ``landing_gate`` is that of a landed drop.
    """

    file_name: str
    sha256: str
    outcome: str
    dataset: str = ""
    source: str = ""
    extract: str = ""
    landed_rows: int = 0
    vintage: int = 0
    reasons: tuple[str, ...] = ()
    landing_gate: CheckReceipt | None = None

    def __str__(self) -> str:
        told = f"{self.file_name}: {self.outcome}"
        if self.vintage > 1:
            told += (
                f", vintage {self.vintage} of extract {self.extract} (same extract, other bytes)"
            )
        return "; ".join([told, *self.reasons])


def receive_drop(path: Path, data: DataFolder) -> DropReceipt:
    """Receive the delivered file at ``path``; refused files go to quarantine whole.

    The file is copied first and the copy is read, so that what is kept is what was counted.

    Raises:
        OSError: the file cannot be read or the data folder not written.
        KeyRefusedError: the secure store does not open.
    """
    with _copied(path, data) as (copy, drop_id), secure_store(data, read_only=False) as connection:
        if connection.execute(statement("receive/held"), {"drop_id": drop_id}).fetchone():
            return DropReceipt(path.name, drop_id, "held already")
        try:
            landing_gate = _stage(connection, copy, path.name, drop_id)
            keep(data, landing_gate)
            _require(landing_gate)
            _keep_original(copy, drop_id, path.suffix.lower(), data)
            landed = _land(connection, path, copy, drop_id)
            return replace(landed, landing_gate=landing_gate)
        except RefusedError as refused:
            reasons = tuple(str(reason) for reason in sorted(refused.reasons)[:MOST_REASONS])
            put_in_quarantine(copy, path.name, drop_id, reasons, data)
            return DropReceipt(path.name, drop_id, "refused", reasons=reasons)


@contextmanager
def _copied(path: Path, data: DataFolder) -> Iterator[tuple[Path, str]]:
    # One name for all: what a killed run left is replaced by the next drop.
    copy = data.originals / ARRIVING
    try:
        while not same_while(lambda: _copy(path, copy), path):
            pass
        with copy.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        yield copy, digest
    finally:
        copy.unlink(missing_ok=True)


def _copy(path: Path, copy: Path) -> None:
    copy.unlink(missing_ok=True)
    shutil.copyfile(path, copy)
    copy.chmod(READ_ONLY)


def _keep_original(copy: Path, drop_id: str, suffix: str, data: DataFolder) -> None:
    """Keep it safe on disk before its counts are: a power cut leaves no counts without it."""
    original = data.originals / f"{drop_id}{suffix}"
    if not original.exists():
        flush_to_disk(copy)
        original.hardlink_to(copy)
        flush_to_disk(data.originals)


def _stage(
    connection: duckdb.DuckDBPyConnection, copy: Path, file_name: str, drop_id: str
) -> CheckReceipt:
    delivered = read_drop(_content(copy), file_name)
    set_variables(connection, file_name=file_name, layout=delivered.layout)
    _load_sheets(connection, delivered)
    connection.execute(statement("receive/cover"))
    _refuse_by(connection, "receive/refuse/no_cover")
    _require_agreement(connection)
    _refuse_by(connection, "receive/refuse/cover")
    connection.execute(statement("receive/set_cover_variables"))
    for _, stage in statements("receive/stage")[1:]:
        connection.execute(stage)
    _refuse_by(connection, "receive/refuse/table")
    return check_landing(connection, drop_id)


def _require(receipt: CheckReceipt) -> None:
    if receipt.failed:
        raise RefusedError([Reason(what=str(failure)) for failure in receipt.failed])


def _content(copy: Path) -> bytes:
    # Not even read if it is too large; a byte more is enough for the reader to say so.
    with copy.open("rb") as file:
        return file.read(limits.FILE_BYTES + 1)


def _load_sheets(connection: duckdb.DuckDBPyConnection, delivered: Delivered) -> None:
    connection.execute(statement("receive/sheet_text"))
    # One text a sheet, split again in SQL: binding a hundred thousand cells takes ten times longer.
    connection.executemany(
        statement("receive/load_sheet"),
        [[sheet.name, sheet.content, sheet.holds_cover] for sheet in delivered.sheets],
    )
    connection.execute(statement("receive/stage/01_sheet_cell"))


def _require_agreement(connection: duckdb.DuckDBPyConnection) -> None:
    (content,) = connection.execute(statement("receive/content")).fetchone() or ("real",)
    agreement = agreement_for(content)
    set_variables(connection, agreement=agreement.reference)
    try:
        agreement.require_open(datetime.now(UTC).date())
    except OutsideAgreementError as error:
        raise RefusedError([Reason(what=str(error))]) from None
    if content == "real" and not has_own_key():
        raise RefusedError(
            [Reason(what=f"Real drops need a key of their own: name its file in {KEY_FILE}.")]
        )


def _refuse_by(connection: duckdb.DuckDBPyConnection, folder: str) -> None:
    reasons = [
        Reason(sheet or "", row or 0, _letters(column), what)
        for _, query in statements(folder)
        for what, sheet, row, column in connection.execute(query).fetchall()
    ]
    if reasons:
        raise RefusedError(reasons)


def _letters(column: int | None) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column) if column else ""


def _land(
    connection: duckdb.DuckDBPyConnection, path: Path, copy: Path, drop_id: str
) -> DropReceipt:
    set_variables(
        connection,
        drop_id=drop_id,
        source_path=str(path.resolve()),
        size_bytes=copy.stat().st_size,
        received_at=datetime.now(UTC).replace(tzinfo=None),
        received_by=getpass.getuser(),
    )
    with transaction(connection):
        for _, insert in statements("receive/land"):
            connection.execute(insert)
    landed = connection.execute(statement("receive/landed")).fetchone() or ()
    return DropReceipt(path.name, drop_id, "landed", *landed)
