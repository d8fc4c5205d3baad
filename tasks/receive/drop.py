"""Receive one drop: keep the original, land its counts, or put it in quarantine."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from tasks.check import CheckReceipt, check_landing, keep
from tasks.govern.access.account import current_account
from tasks.govern.access.admission import admit, log_refusal
from tasks.govern.access.closed import require_closed_delivery
from tasks.govern.access.content import content_of, settle_content
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.agreement import OutsideAgreementError, agreement_for, today
from tasks.govern.holdings import Received, note_received
from tasks.govern.key import KEY_FILE, KeyRefusedError, has_own_key
from tasks.govern.sealing import SUFFIX, write_sealed
from tasks.receive.content import read_whole
from tasks.receive.quarantine import put_in_quarantine
from tasks.receive.reading import read_drop
from tasks.receive.refusal import Reason, RefusedError
from tasks.receive.staging import refuse_by, stage_cover, stage_tables
from tasks.store.folders import DataFolder
from tasks.store.statements import statement, statements
from tasks.store.stores import secure_store
from tasks.store.transaction import transaction
from tasks.store.variables import set_variables

MOST_REASONS = 20


@dataclass(frozen=True)
class DropReceipt:
    """What became of one delivered file: no count of admissions, only rows and names.

    ``sha256`` is empty for a file so large that it was not read.
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

    The file is read once, into memory: what is kept is what was counted, and no copy of it stands
    unsealed. Of a file outside the agreement no copy is kept, and none of one that is too large,
    which is not read at all.

    Raises:
        OSError: the file cannot be read or the data folder not written.
        AccessRefusedError: the secure store does not open.
    """
    try:
        content = read_whole(path)
    except RefusedError as too_large:
        log_refusal(data, f"drop {path.name}", too_large)
        return DropReceipt(path.name, "", "refused", reasons=_told(too_large))
    drop_id = hashlib.sha256(content).hexdigest()
    try:
        with secure_store(data, read_only=False) as connection:
            return _received(connection, path, content, drop_id, data)
    except RefusedError as refused:
        reasons = _told(refused)
        put_in_quarantine(content, path.name, drop_id, reasons, data)
        log_refusal(data, f"drop {path.name}", refused)
        return DropReceipt(path.name, drop_id, "refused", reasons=reasons)
    except OutsideAgreementError as outside:
        return DropReceipt(path.name, drop_id, "refused", reasons=(str(outside),))


def _told(refused: RefusedError) -> tuple[str, ...]:
    return tuple(str(reason) for reason in sorted(refused.reasons)[:MOST_REASONS])


def _received(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    content: bytes,
    drop_id: str,
    data: DataFolder,
) -> DropReceipt:
    if connection.execute(statement("receive/held"), {"drop_id": drop_id}).fetchone():
        return DropReceipt(path.name, drop_id, "held already")
    landing_gate = _stage(connection, path.name, content, drop_id, data)
    _require_closed(connection, path, data)
    keep(data, landing_gate)
    _require(landing_gate)
    settle_content(data, _content(connection))
    _keep_original(content, drop_id, path.suffix.lower(), data)
    landed = _land(connection, path, len(content), drop_id, data)
    return replace(landed, landing_gate=landing_gate)


def _require_closed(connection: duckdb.DuckDBPyConnection, path: Path, data: DataFolder) -> None:
    """Hold real drops to a folder that others cannot reach."""
    if _content(connection) == "real":
        try:
            require_closed_delivery(path.parent)
        except AccessRefusedError as refused:
            log_refusal(data, f"drop {path.name}", refused)
            raise


def _content(connection: duckdb.DuckDBPyConnection) -> str:
    (content, _) = connection.execute(statement("receive/content")).fetchone() or ("real", None)
    return str(content)


def _keep_original(content: bytes, drop_id: str, suffix: str, data: DataFolder) -> None:
    original = data.originals / f"{drop_id}{suffix}"
    if not original.with_name(original.name + SUFFIX).exists():
        write_sealed(data, original, content)


def _stage(
    connection: duckdb.DuckDBPyConnection,
    file_name: str,
    content: bytes,
    drop_id: str,
    data: DataFolder,
) -> CheckReceipt:
    stage_cover(connection, read_drop(content, file_name), file_name)
    refuse_by(connection, "unread")
    _require_agreement(connection, file_name, data)
    refuse_by(connection, "profile")
    refuse_by(connection, "cover")
    stage_tables(connection)
    refuse_by(connection, "table")
    return check_landing(connection, drop_id)


def _require(receipt: CheckReceipt) -> None:
    if receipt.failed:
        raise RefusedError([Reason(what=str(failure)) for failure in receipt.failed])


def _require_agreement(
    connection: duckdb.DuckDBPyConnection, file_name: str, data: DataFolder
) -> None:
    """Hold the drop to the agreement for its content, whatever the data folder held before."""
    content, source = connection.execute(statement("receive/content")).fetchone() or ("real", None)
    agreement = agreement_for(content)
    set_variables(connection, agreement=agreement.reference)
    try:
        agreement.require_open(today())
        if source:
            agreement.require_source(source)
        if content == "real" and not has_own_key():
            raise KeyRefusedError(
                f"Real drops need a key of their own: name its file in {KEY_FILE}."
            )
    except AccessRefusedError as refused:
        log_refusal(data, f"drop {file_name}", refused)
        raise
    if content != content_of(data):
        admit(data, f"drop {file_name}", content)


def _land(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    size_bytes: int,
    drop_id: str,
    data: DataFolder,
) -> DropReceipt:
    set_variables(
        connection,
        drop_id=drop_id,
        source_path=str(path.resolve()),
        size_bytes=size_bytes,
        received_at=datetime.now(UTC).replace(tzinfo=None),
        received_by=current_account().name,
    )
    with transaction(connection):
        for _, insert in statements("receive/land"):
            connection.execute(insert)
        landed = connection.execute(statement("receive/landed")).fetchone() or ()
        receipt = DropReceipt(path.name, drop_id, "landed", *landed)
        _note(receipt, path, data)
    return receipt


def _note(receipt: DropReceipt, path: Path, data: DataFolder) -> None:
    """Enter the drop into the holdings before it is landed: none is held that is not listed."""
    note_received(
        data,
        Received(
            receipt.sha256,
            receipt.file_name,
            receipt.dataset,
            receipt.source,
            receipt.extract,
            receipt.vintage,
            str(path.resolve()),
        ),
    )
