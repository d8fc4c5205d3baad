"""The Prefect task of this step: a delivered file is received."""

from collections.abc import Sequence
from pathlib import Path

from prefect import task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from tasks.govern.shown import in_artifact
from tasks.govern.withheld import without_values
from tasks.receive.drop import DropReceipt, receive_drop
from tasks.store.folders import DataFolder


@task(task_run_name="receive {name}", cache_policy=NO_CACHE, persist_result=False)
@without_values
def receive_one(name: str, drops: str, data: str) -> DropReceipt:
    """Receive the file of this name in the folder ``drops``."""
    return receive_drop(Path(drops) / name, DataFolder(Path(data)))


def show_received(received: Sequence[DropReceipt]) -> None:
    """Show what became of delivered files, in the UI."""
    rows = [_row(receipt) for receipt in received]
    create_table_artifact(rows, key="received", description="Step: received")


def _row(receipt: DropReceipt) -> dict[str, str | int]:
    return {
        "file": in_artifact(receipt.file_name),
        "outcome": receipt.outcome,
        "dataset": receipt.dataset,
        "source": receipt.source,
        "extract": receipt.extract,
        "vintage": receipt.vintage,
        "rows": receipt.landed_rows,
        "reason": in_artifact("; ".join(receipt.reasons)),
    }
