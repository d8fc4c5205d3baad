"""The drops that a bench runs on."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def drops_of(folder: Path | None) -> Iterator[Path]:
    """Those of a folder, or without one those of the demonstration, made for the while."""
    if folder:
        yield folder.resolve()
        return
    from tasks.synthesise.demonstration import write_demonstration

    with tempfile.TemporaryDirectory() as made:
        write_demonstration(Path(made))
        yield Path(made)
