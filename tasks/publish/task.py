"""The Prefect task of this step: the files of a release are written."""

from datetime import date
from pathlib import Path

from prefect import task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from tasks.check import keep, outcomes_kept
from tasks.govern.withheld import without_values
from tasks.publish.release import PublishReceipt, publish
from tasks.store.folders import DataFolder


@task(
    name="publish",
    task_run_name="publish {month} r{revision}",
    cache_policy=NO_CACHE,
    persist_result=False,
)
@without_values
def publish_month(data: str, month: str, revision: int) -> PublishReceipt:
    """Write the release's files."""
    folder = DataFolder(Path(data))
    # Publishing cannot open the secure store, where outcomes are kept.
    with outcomes_kept(folder):
        receipt = publish(
            folder, date.fromisoformat(f"{month}-01"), revision, lambda gate: keep(folder, gate)
        )
    rows = [{"file": name, "folder": str(receipt.folder)} for name in receipt.files]
    create_table_artifact(rows, key="published", description="Step: published")
    return receipt
