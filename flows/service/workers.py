"""What runs many tasks at once: Dask workers on this machine, or those of a scheduler."""

import os
from typing import Any

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

ENVIRONMENT = "distributed.nanny.pre-spawn-environ"
SETTINGS: dict[str, Any] = {
    # Dask has its workers hand memory back at once, which takes them longer than the work itself: a
    # programme of the audit 2.5 times as long. Those started elsewhere:
    # docs/how-to/make-past-releases.md.
    f"{ENVIRONMENT}.MALLOC_TRIM_THRESHOLD_": None,
    # Pages of tasks and logs, which anybody here could open, the dashboard or not.
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    # It holds the frames of what runs, a hundred times a second, for a dashboard that is not there.
    "distributed.worker.profile.enabled": False,
    # Else they tell each step of their start and end; read when Dask's workers are imported.
    "logging": {"distributed": "warning"},
    f"{ENVIRONMENT}.DASK_LOGGING__DISTRIBUTED": "warning",
}


def on_this_machine(workers: int) -> dict[str, Any]:
    """What a local cluster of so many processes is made with: no port but of this machine, and none
    that answers without the cluster's certificate, which nobody else has: a scheduler runs what it
    is sent, with the rights of this account."""
    import dask

    dask.config.set(SETTINGS)
    return {
        "n_workers": workers,
        "threads_per_worker": 1,
        "host": "127.0.0.1",
        "security": True,
        "dashboard_address": None,
    }


def runner(parallel: bool, scheduler: str | None) -> TaskRunner[Any]:
    """Return what runs tasks: one after the other, on every core, or on a scheduler's workers."""
    if not parallel:
        return ThreadPoolTaskRunner(max_workers=1)
    # Before Dask's workers are imported, for what they say.
    local = on_this_machine(os.cpu_count() or 1)
    from prefect_dask.task_runners import DaskTaskRunner

    if scheduler:
        return DaskTaskRunner(address=scheduler)
    return DaskTaskRunner(cluster_kwargs=local)
