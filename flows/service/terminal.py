"""What a person at a terminal sees of a run: lines, and a bar on long work."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from tasks.govern.shown import shown

T = TypeVar("T")


def say(text: str) -> None:
    """Print it at once; a terminal obeys nothing in it."""
    print(shown(text), flush=True)


@contextmanager
def progress_bar(doing: str, steps: int) -> Iterator[Callable[[], object]]:
    """Show how many of so many steps are done, below what is printed; in a pipe, nothing.

    Yields what is called after each step.
    """
    if not sys.stdout.isatty():
        yield lambda: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, transient=True) as progress:
        task = progress.add_task(doing, total=steps)
        yield lambda: progress.advance(task)


def with_progress(items: Sequence[T], doing: str) -> Iterator[T]:
    """Yield each item, and show how many are done."""
    with progress_bar(doing, len(items)) as done:
        for item in items:
            yield item
            done()
