"""A run's turn to write, and what it says while it waits for it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import UUID

from prefect import get_run_logger
from prefect.client.orchestration import get_client
from prefect.runtime import flow_run

from flows.service.terminal import say
from tasks.govern.access.log import head_of
from tasks.govern.access.purpose import purpose
from tasks.govern.shown import shown
from tasks.store.folders import DataFolder
from tasks.store.in_memory import remove_left_over
from tasks.store.one_writer import one_writer
from tasks.store.run_lock import run_lock


@contextmanager
def writing(data: DataFolder) -> Iterator[None]:
    """Within a flow: hold the run lock, wait for this run's turn to write, then hold it."""
    run = str(flow_run.get_id())
    with (
        run_lock(data, run),
        one_writer(data, tell),
        purpose(f"flow {flow_run.get_flow_name()}", run),
    ):
        remove_left_over(data)
        try:
            yield
        finally:
            _anchor(data)


def _anchor(data: DataFolder) -> None:
    """Say the head of the log of accesses to Prefect's history, which another account keeps."""
    with suppress(OSError, ValueError):
        get_run_logger().info("The head of the log of accesses is %s", head_of(data))


def tell(text: str) -> None:
    """Say it in the terminal and in the run's log."""
    say(text)
    get_run_logger().info(shown(text))


def name_run(name: str) -> None:
    """Name the current run, as the UI shows it."""
    with get_client(sync_client=True) as client:
        client.update_flow_run(UUID(flow_run.get_id()), name=name)
