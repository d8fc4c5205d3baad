"""Prefect on this machine, for a flow that a person starts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.service.terminal import say


@contextmanager
def prefect_here(data: Path, drops: Path | None = None) -> Iterator[None]:
    """Keep the history of what runs within in the data folder, unless a server is named.

    Raises:
        AccessRefusedError: a folder or Prefect's API is on another machine.
    """
    say("Starting Prefect on this machine (5 to 20 seconds) ...")
    from flows.service.preconditions import require_this_machine
    from flows.service.run_history import history_in

    require_this_machine(data, *([drops] if drops else []))
    with history_in(data / "prefect"):
        yield
