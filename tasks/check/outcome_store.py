"""Keep the outcome of every rule, encrypted: how often a rule is broken depends on counts.

The outcomes have their own store, so that a refused drop leaves the secure store unchanged to the
byte.
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
    # A backfill writes releases in several processes, which take turns here.
    with (
        FileLock(data.secure / "outcomes.lock"),
        outcome_store(data, read_only=False) as connection,
        # One transaction: otherwise each rule waits for the disk.
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
    """Keep the receipts that the block appends, also if a gate stops it."""
    receipts: list[CheckReceipt] = []
    try:
        yield receipts
    except CheckFailedError as failed:
        receipts.append(failed.receipt)
        raise
    finally:
        if receipts:
            keep(data, *receipts)
