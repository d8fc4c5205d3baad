"""Step boundaries, before and after every function of the steps that write, and the disk there."""

import functools
import itertools
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import _GeneratorContextManager, contextmanager
from hashlib import sha256
from pathlib import Path
from types import FunctionType
from typing import Any

# Where something is written or made to last.
MODULES = (
    "flows.evaluation",
    "flows.service.questions",
    "tasks.govern.decisions",
    "tasks.govern.people_keys",
    "tasks.store.append_only",
    "tasks.conform.backfill_progress",
    "tasks.check.outcome_store",
    "tasks.conform.conform",
    "tasks.hand_over.keys",
    "tasks.hand_over.prepare",
    "tasks.hand_over.encrypt_and_sign",
    "tasks.hand_over.send",
    "tasks.hand_over.states",
    "tasks.hand_over.transfer_log",
    "tasks.hand_over.unpack",
    "tasks.store.on_disk",
    "tasks.store.one_writer",
    "tasks.protect.release",
    "tasks.publish.cells",
    "tasks.publish.manifest",
    "tasks.publish.release",
    "tasks.receive.drop",
    "tasks.receive.quarantine",
    "tasks.govern.key",
    "tasks.store.stores",
    "tasks.store.transaction",
    "tasks.store.whole_folder",
)
# Of these each time counts, not only the first.
NUMBERED = {
    "tasks.store.append_only.append",
    "tasks.govern.decisions.enter",
    "tasks.hand_over.transfer_log.record",
    "tasks.store.transaction.transaction",
    "tasks.protect.release._run_all",
    "tasks.check.outcome_store.keep",
}
# Written at every opening of a store, and compared no more than the history of runs.
IN_PASSING = {"access.jsonl", "access.lock", "head", "running", "prefect"}
Reached = Callable[[str], object]


def write_boundaries(said: Path, folder: Path) -> None:
    """From now on write down each boundary, and what a kill there would leave."""
    file = said.open("a", encoding="utf-8", buffering=1)
    tell_boundaries(lambda boundary: file.write(f"{boundary}\t{looks(folder)}\n"))


def looks(folder: Path) -> str:
    """Return what a kill now would leave on the disk, but for the log of who opened what."""
    files = [
        (str(path), status.st_ino, status.st_size, status.st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if not IN_PASSING & set(path.parts)
        for status in [path.lstat()]
    ]
    return sha256(repr(files).encode()).hexdigest()


def unlike(said: list[str]) -> tuple[list[str], int]:
    """Return the boundaries that find the disk as none before did, and how many were reached.

    Each counts the first time that it is reached.
    """
    places: dict[str, str] = {}
    for place, look in (line.split("\t") for line in said):
        places.setdefault(place, look)
    first: dict[str, str] = {}
    for place, look in places.items():
        first.setdefault(look, place)
    return list(first.values()), len(places)


def tell_boundaries(reached: Reached) -> None:
    """From now on say each boundary that this process reaches: before, within, after a function."""
    for name in MODULES:
        module = sys.modules[name]
        for function in list(vars(module).values()):
            if isinstance(function, FunctionType) and function.__module__ == name:
                _replace(function, _told(function, f"{name}.{function.__name__}", reached))


def die_at(wanted: str) -> Reached:
    """Return what kills this process and its children at a boundary, as a power cut would."""

    def reached(boundary: str) -> None:
        if boundary == wanted:
            os.killpg(0, signal.SIGKILL)

    return reached


def _replace(function: FunctionType, by: Callable[..., Any]) -> None:
    for module in list(sys.modules.values()):
        if module.__name__.startswith(("tasks.", "flows.", "tests.crash.")):
            for name, value in list(vars(module).items()):
                if value is function:
                    setattr(module, name, by)


def _told(function: FunctionType, name: str, reached: Reached) -> Callable[..., Any]:
    times = itertools.count(1)

    @functools.wraps(function)
    def told(*arguments: Any, **options: Any) -> Any:
        place = f"{name} {next(times)}" if name in NUMBERED else name
        reached(f"before {place}")
        result = function(*arguments, **options)
        if isinstance(result, _GeneratorContextManager):
            return _entered(result, place, reached)
        reached(f"after {place}")
        return result

    return told


@contextmanager
def _entered(block: Any, name: str, reached: Reached) -> Iterator[Any]:
    with block as value:
        reached(f"within {name}")
        yield value
        reached(f"at the end of {name}")
    reached(f"after {name}")
