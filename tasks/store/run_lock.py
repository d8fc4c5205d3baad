"""Run locks: each run holds a lock, which the kernel releases when the run's process ends.

Prefect's heartbeats with an automation were tried instead (3.8.8, every 30 s, Crashed after 90 s).
They marked a run as crashed whose C call held the interpreter for 150 s, although it went on. They
missed runs killed before their first heartbeat or just before the server stopped.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from tasks.store.folders import DataFolder


@contextmanager
def run_lock(data: DataFolder, run_id: str) -> Iterator[None]:
    """Hold the lock of a run while the block runs."""
    path = _lock(data, run_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with FileLock(path, mode=0o600):
            yield
    finally:
        path.unlink(missing_ok=True)


def is_running(data: DataFolder, run_id: str) -> bool:
    """Say whether a process of this machine carries the run."""
    path = _lock(data, run_id)
    if not path.exists():
        return False
    try:
        with FileLock(path, mode=0o600, blocking=False):
            return False
    except Timeout:
        return True


def _lock(data: DataFolder, run_id: str) -> Path:
    return data.running / f"{run_id}.lock"
