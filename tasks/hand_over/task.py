"""The Prefect tasks of this step: prepare the recipient's package, and send it once approved."""

from pathlib import Path

from prefect import task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run

from tasks.govern.withheld import without_values
from tasks.hand_over.prepare import PreparedReceipt, prepare
from tasks.hand_over.send import SentReceipt, send
from tasks.store.folders import DataFolder


@task(name="prepare the package", cache_policy=NO_CACHE, persist_result=False)
@without_values
def prepare_package(data: str, recipient: str) -> PreparedReceipt:
    """Make, encrypt and sign the recipient's package."""
    receipt = prepare(DataFolder(Path(data)), recipient, str(flow_run.get_id()))
    tables = [{"table": name, "rows": rows} for name, rows in receipt.rows.items()]
    create_table_artifact(tables, key="package", description=f"Package {receipt.question}")
    return receipt


@task(name="send the package", cache_policy=NO_CACHE, persist_result=False)
@without_values
def send_package(data: str, package: str, owner: str | None = None) -> SentReceipt:
    """Write the package into the transfer folder, if another than ``owner`` approved it."""
    receipt = send(DataFolder(Path(data)), package, str(flow_run.get_id()), owner)
    sent = [{"package": package, "sha256": receipt.package_sha256, "folder": str(receipt.folder)}]
    create_table_artifact(sent, key="sent", description=f"To be carried on: {package}")
    return receipt
