"""Dask workers on this machine."""

from typing import Any

# Dask has its workers hand memory back at once, which takes them longer than the work itself: a
# programme of the audit 2.5 times as long. Those started elsewhere: docs/operating.md.
GIVEN_BACK = "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_"


def on_this_machine(workers: int) -> dict[str, Any]:
    """What a local cluster of so many processes is made with: no port but of this machine, none of
    Dask's own web pages."""
    import dask

    dask.config.set({GIVEN_BACK: None})
    return {
        "n_workers": workers,
        "threads_per_worker": 1,
        "host": "127.0.0.1",
        "dashboard_address": None,
    }
