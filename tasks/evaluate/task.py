"""The Prefect task of this step: make the evaluation's tables and report."""

from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.govern.withheld import without_values
from tasks.store.folders import DataFolder


@task(name="evaluate", cache_policy=NO_CACHE, persist_result=False)
@without_values
def evaluate_areas(data: str) -> str:
    """Make the evaluation's tables and report, protected, in ``DATA/evaluation``."""
    # Its libraries take seconds to import.
    from tasks.evaluate.evaluation import evaluate

    return str(evaluate(DataFolder(Path(data))))
