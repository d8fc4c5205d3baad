"""The Prefect task of this step: check the figures by the rules of their gate."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from prefect import task
from prefect.artifacts import create_link_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE

from tasks.check import CheckReceipt, check_conformed
from tasks.check.page import outcomes_since, write_page
from tasks.govern.withheld import without_values
from tasks.store.folders import DataFolder


@task(name="check", cache_policy=NO_CACHE, persist_result=False)
@without_values
def check_figures(data: str) -> CheckReceipt:
    """Check the figures before anything is made from them."""
    return check_conformed(DataFolder(Path(data)))


@contextmanager
def checks_shown(data: DataFolder) -> Iterator[None]:
    """Show the outcome of every rule of the run, also if the run fails."""
    began = datetime.now(UTC)
    try:
        yield
    finally:
        lines = outcomes_since(data, began) if data.outcome_store.exists() else []
        if lines:
            rows = [line.shown() for line in lines]
            create_table_artifact(rows, key="checked", description="Step: checked")
            page = write_page(data, began, lines).as_uri()
            create_link_artifact(page, link_text="Results of the checks", key="checks")
