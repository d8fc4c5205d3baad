"""Commands in forked processes: killed, stopped and waited for."""

import importlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

# The exit code of a command that raised.
BROKE_OUT = 70
# How often a process that was told to stop is looked at before it is told again.
LOOKS = 20


def be_the_command(
    command: tuple[str, list[str]], log: Path, prepare: Callable[[], object]
) -> None:
    code = BROKE_OUT
    try:
        os.setsid()
        with log.open("wb") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        prepare()
        module, arguments = command
        code = importlib.import_module(module).main(arguments)
        log.with_suffix(".modules").write_text("\n".join(sys.modules))
    finally:
        sys.stdout.flush()
        os._exit(code)


def waited(child: int, seconds: float | None) -> int:
    until = time.monotonic() + seconds if seconds is not None else float("inf")
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() >= until:
            os.killpg(child, signal.SIGKILL)
            until = float("inf")
        time.sleep(0.01)


def stopped(child: int, moments: list[float]) -> Iterator[float]:
    """Stop a process with its children at moments of its run, and let it go on after each.

    What is on the disk meanwhile is what a kill would leave: a call that writes is not cut short by
    either.
    """
    began, runs = time.monotonic(), True
    for moment in sorted(moments):
        time.sleep(max(0.0, began + moment - time.monotonic()))
        stopped = time.monotonic()
        # It may have ended sooner than the run that was timed.
        runs = runs and _is_stopped(child)
        yield moment
        began += time.monotonic() - stopped
        if runs:
            os.killpg(child, signal.SIGCONT)
    if runs:
        waited(child, None)


def _is_stopped(child: int) -> bool:
    while True:
        os.killpg(child, signal.SIGSTOP)
        for _ in range(LOOKS):
            # The kernel says so of the process; its children have a moment to stop, too.
            time.sleep(0.01)
            changed, status = os.waitpid(child, os.WNOHANG | os.WUNTRACED)
            if changed:
                return os.WIFSTOPPED(status)
        # It starts a program, and does not stop before that runs; so the program must not yet.
        os.killpg(child, signal.SIGCONT)
        time.sleep(0.01)


def load(modules: Path) -> None:
    """Load what a run has loaded: the next one is forked with it."""
    for name in modules.read_text().splitlines():
        with suppress(ImportError):
            importlib.import_module(name)
