"""Keep what became of every rule, in the secure store: how often it is broken tells of counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import duckdb
from filelock import FileLock

from tasks.check.outcome import CheckFailedError, CheckReceipt
from tasks.folders import DataFolder
from tasks.statements import statement
from tasks.store import secure_store
from tasks.version import code_version


def keep(connection: duckdb.DuckDBPyConnection, receipt: CheckReceipt) -> None:
    """Append the outcomes of a gate to ``secure.checked.outcome`` of an open secure store."""
    about = (receipt.gate, receipt.subject, datetime.now(UTC).replace(tzinfo=None), code_version())
    connection.executemany(
        statement("check/outcome_append"),
        [
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
        ],
    )


@contextmanager
def outcomes_kept(data: DataFolder) -> Iterator[list[CheckReceipt]]:
    """Keep the receipts that the block appends, and that of a gate that stops it.

    The block must have closed the secure store when it ends: one connection at a time writes it.
    """
    receipts: list[CheckReceipt] = []
    try:
        yield receipts
    except CheckFailedError as failed:
        receipts.append(failed.receipt)
        raise
    finally:
        if receipts:
            # A backfill writes releases in processes of their own: their outcomes wait in turn.
            with (
                FileLock(data.secure / "outcomes.lock"),
                secure_store(data, read_only=False) as connection,
            ):
                for receipt in receipts:
                    keep(connection, receipt)
