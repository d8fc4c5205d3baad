"""One writer at a time: a lock on a data folder, released when its process ends."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from tasks.store.folders import DataFolder

LOOKS_A_SECOND = 5


@contextmanager
def one_writer(data: DataFolder, say: Callable[[str], object]) -> Iterator[None]:
    """Hold the writer lock of ``data``. While another run holds it, ``say`` so and wait.

    The kernel releases the lock when the process ends, even if it is killed.
    """
    lock = FileLock(data.writer_lock, mode=0o600)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        say(f"Another run is writing into {data.root}: this one waits its turn.")
        lock.acquire(poll_interval=1 / LOOKS_A_SECOND)
        say("The other run is done: this one goes on.")
    try:
        yield
    finally:
        lock.release()
