"""Keep what became of every rule, encrypted: how often it is broken tells of counts.

In a store of its own, so that a refused drop leaves the secure store as it was, to the byte.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from filelock import FileLock

from tasks.check.outcome import CheckFailedError, CheckReceipt
from tasks.store.folders import DataFolder
from tasks.store.statements import statement
from tasks.store.stores import outcome_store
from tasks.store.transaction import transaction
from tasks.store.version import code_version


def keep(data: DataFolder, *receipts: CheckReceipt) -> None:
    """Append the outcomes of gates to ``checks.outcome``."""
    # A backfill writes releases in processes of their own: their outcomes wait in turn.
    with (
        FileLock(data.secure / "outcomes.lock"),
        outcome_store(data, read_only=False) as connection,
        # Else each rule waits for the disk.
        transaction(connection),
    ):
        for receipt in receipts:
            connection.executemany(statement("check/outcome_append"), _rows(receipt))


def _rows(receipt: CheckReceipt) -> list[list[object]]:
    about = (receipt.gate, receipt.subject, datetime.now(UTC).replace(tzinfo=None), code_version())
    return [
        [
            *about,
            outcome.rule.name,
            outcome.rule.severity,
            outcome.rule.reason,
            not outcome.passed,
            outcome.violations,
            outcome.at,
        ]
        for outcome in receipt.outcomes
    ]


@contextmanager
def outcomes_kept(data: DataFolder) -> Iterator[list[CheckReceipt]]:
    """Keep the receipts that the block appends, and that of a gate that stops it."""
    receipts: list[CheckReceipt] = []
    try:
        yield receipts
    except CheckFailedError as failed:
        receipts.append(failed.receipt)
        raise
    finally:
        if receipts:
            keep(data, *receipts)
