"""The Prefect task of this step: the disclosure rule is applied and audited.

``release.py`` has the order: decide, audit, refuse (``audit/refusal.py``), show, keep.
"""

from pathlib import Path

from prefect import task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from tasks.conform.months import month_named
from tasks.govern.review import require_reviewed_corrections
from tasks.govern.withheld import without_values
from tasks.protect.release import ProtectReceipt, protect
from tasks.protect.standing import StandingReceipt, standing_release
from tasks.store.folders import DataFolder


@task(name="protect", cache_policy=NO_CACHE, persist_result=False)
@without_values
def protect_month(data: str, of_the_past: bool) -> ProtectReceipt:
    """Apply the disclosure rule."""
    require_reviewed_corrections(DataFolder(Path(data)))
    receipt = protect(DataFolder(Path(data)), of_the_past=of_the_past)
    create_table_artifact(_rows(receipt), key="protected", description="Step: protected")
    return receipt


@task(name="look for what stands", cache_policy=NO_CACHE, persist_result=False)
@without_values
def standing_month(data: str, month: str) -> StandingReceipt | None:
    """Find the release that would be made again as it stands."""
    return standing_release(DataFolder(Path(data)), month_named(month))


def _rows(receipt: ProtectReceipt) -> list[dict[str, str | int]]:
    return [
        {"figures": "shown or hidden", "number": receipt.cells},
        {"figures": "hidden", "number": receipt.suppressed},
        {"figures": "coarser than the rule", "number": receipt.coarsened},
        {"figures": "withheld", "number": receipt.withheld},
        {"figures": "hidden and exact to an outsider", "number": receipt.audit.exact},
        {"figures": "hidden and known to be 2 or less", "number": receipt.audit.at_most_2},
        {"figures": "tables left out of the release", "number": len(receipt.left_out)},
    ]
