"""The Prefect task of this step: make the figures of a month from landed counts."""

from pathlib import Path

from prefect import task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from tasks.conform.conform import ConformReceipt, conform
from tasks.conform.months import moment_named, month_named
from tasks.govern.withheld import without_values
from tasks.store.folders import DataFolder


@task(name="conform", task_run_name="conform {month}", cache_policy=NO_CACHE, persist_result=False)
@without_values
def conform_month(data: str, month: str, as_of: str | None) -> ConformReceipt:
    """Conform what has landed and make the figures of the month."""
    moment = moment_named(as_of) if as_of else None
    receipt = conform(DataFolder(Path(data)), month_named(month), moment)
    rows = [
        {"rows": "conformed", "number": receipt.conformed_rows},
        {"rows": "set aside", "number": receipt.set_aside_rows},
    ]
    create_table_artifact(rows, key="conformed", description="Step: conformed")
    return receipt
