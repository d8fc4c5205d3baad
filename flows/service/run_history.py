"""Where the embedded server keeps the history of runs, and the empty one that it starts from.

``python -m flows.service.run_history`` makes the empty one, once per environment (Makefile). Each
new data folder starts with a copy. That saves 4 of the 13 seconds of processor time of an empty
flow's first run, in which Prefect would create its tables (medians of 5 runs).
"""

import asyncio
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from prefect.settings import (
    PREFECT_API_BLOCKS_REGISTER_ON_START,
    PREFECT_API_DATABASE_CONNECTION_URL,
    PREFECT_HOME,
    PREFECT_MEMOIZE_BLOCK_AUTO_REGISTRATION,
    temporary_settings,
)

from flows.service.settings import API

EMPTY = Path(sys.prefix) / "empty-history.db"
NAME = "prefect.db"
# Blocks are for the UI, which an embedded server does not have; to list them takes it two seconds
# of processor time.
NO_BLOCKS = {
    PREFECT_API_BLOCKS_REGISTER_ON_START: False,
    PREFECT_MEMOIZE_BLOCK_AUTO_REGISTRATION: False,
}


@contextmanager
def history_in(folder: Path) -> Iterator[None]:
    """Keep the history of runs in ``folder`` while no server is named that keeps it."""
    if API in os.environ or "PREFECT_HOME" in os.environ:
        yield
    else:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        begin(folder)
        with temporary_settings({PREFECT_HOME: folder, **NO_BLOCKS}):
            yield


def begin(folder: Path) -> None:
    """Put the empty history into ``folder``, whole, unless one is there or none was made.

    Without it Prefect lays out its tables; of another version of Prefect, it brings it up to date.
    """
    history = folder / NAME
    if EMPTY.exists() and not history.exists():
        new = history.with_name(f"{NAME}.new")
        shutil.copyfile(EMPTY, new)
        new.replace(history)


def main() -> None:
    """Have Prefect lay out its tables, in a folder of its own, and keep them as one file."""
    from prefect.server.database import provide_database_interface

    with tempfile.TemporaryDirectory() as home:
        history = Path(home) / NAME
        address = f"sqlite+aiosqlite:///{history}"
        with temporary_settings(
            {PREFECT_HOME: Path(home), PREFECT_API_DATABASE_CONNECTION_URL: address}
        ):
            asyncio.run(provide_database_interface().create_db())
        EMPTY.unlink(missing_ok=True)
        with closing(sqlite3.connect(history)) as connection:
            # Not the file itself: what was written last may still stand beside it.
            connection.execute("vacuum into ?", [str(EMPTY)])


if __name__ == "__main__":
    main()
