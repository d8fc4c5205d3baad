"""What Prefect may keep of an error, since it stores messages and tracebacks for good."""

import errno
import functools
import inspect
import os
import traceback
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from prefect.runtime import flow_run

from tasks.govern.access.purpose import purpose
from tasks.govern.access.refused import AccessRefusedError
from tasks.govern.errors import SafeMessageError
from tasks.govern.sealing import write_sealed
from tasks.store.folders import DataFolder

# An error of the operating system holds only a path and a reason.
SAFE = (SafeMessageError, OSError)
# The module of the error that a panic in a Rust library becomes. It is not an Exception.
PANIC = "pyo3_runtime"
# What DuckDB quotes from the system, and what to do.
DISK = {
    os.strerror(errno.ENOSPC).lower(): "The disk of {folder} is full: free some, then start again.",
    os.strerror(errno.EDQUOT).lower(): "The quota of {folder} is used up: free some, start again.",
    os.strerror(errno.EFBIG).lower(): "A file in {folder} may not grow: raise its limit.",
    os.strerror(errno.EROFS).lower(): "The disk of {folder} is read-only: mount it for writing.",
    os.strerror(errno.EIO).lower(): "The disk of {folder} fails: have it looked at first.",
}
P = ParamSpec("P")
R = TypeVar("R")


class StepFailedError(SafeMessageError):
    """A step failed for a reason that may quote data. The reason is in a sealed file, not here."""


def without_values(step: Callable[P, R]) -> Callable[P, R]:
    """Reduce an unexpected error of ``step`` to its kind and place.

    The full error is sealed into ``secure/errors/`` of the step's data folder: a library's message
    may quote a value, and a value may be a count. The step is the reason in the log of accesses.
    """

    @functools.wraps(step)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with purpose(step.__name__, str(flow_run.get_id() or "")):
                return step(*args, **kwargs)
        except SAFE as ours:
            # The cause is a library's error, which a traceback would print.
            ours.__cause__ = ours.__context__ = None
            raise
        except BaseException as error:
            if not isinstance(error, Exception) and type(error).__module__ != PANIC:
                raise
            message = _message(error, _data(step, *args, **kwargs))
        raise StepFailedError(message)

    return guarded


def _data(step: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> DataFolder:
    data = inspect.signature(step).bind(*args, **kwargs).arguments["data"]
    return DataFolder(Path(str(data)))


def _message(error: BaseException, data: DataFolder) -> str:
    said = str(error).lower()
    if message := next((message for what, message in DISK.items() if what in said), None):
        return message.format(folder=data.root)
    place = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}. "
        f"{_kept(error, data)}"
    )


def _kept(error: BaseException, data: DataFolder) -> str:
    whole = "".join(traceback.format_exception(error)).encode()
    try:
        data.errors.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = write_sealed(data, data.errors / f"{uuid.uuid4().hex[:12]}.txt", whole)
    except OSError as full:
        # Named by its kind only: as a cause it would carry the first error with it.
        return f"The whole of it could not be kept ({os.strerror(full.errno or 0)})."
    except AccessRefusedError as refused:
        return f"The whole of it could not be kept ({type(refused).__name__})."
    return (
        f"The whole of it, which may quote data, is sealed in {path} "
        "('python -m flows access unseal' opens it)."
    )
