"""A history in a process of its own, stopped where a release takes too long."""

import resource
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from signal import SIGXCPU
from typing import Any

from tests.bench.unseen.history import History

NO_VERDICT = "no verdict"
DIED = "died"
Row = dict[str, object]
Make = Callable[[History, int, Connection], None]


def rows_of(history: History, most_seconds: int, make: Make | None = None) -> Iterator[Row]:
    """The rows of a history's releases, as they are made.

    A release that takes more than so many seconds of processor time ends the history: its row says
    in which step.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(
        target=make or make_releases, args=(history, most_seconds, theirs), daemon=True
    )
    process.start()
    theirs.close()
    step, made = "starting", 0
    for kind, said in _received(ours):
        if kind == "row":
            made += 1
            yield said
        step = said if kind == "step" else step
    process.join()
    if process.exitcode:
        yield _cut_off(history, made, step, most_seconds, process.exitcode)


def _cut_off(history: History, made: int, step: str, seconds: int, exit_code: int) -> Row:
    from tests.bench.unseen.releases import named

    is_limit = exit_code == -SIGXCPU
    return {
        **named(history),
        "release": made + 1,
        "month": f"{history.months[min(made, len(history.months) - 1)]:%Y-%m}",
        "outcome": NO_VERDICT if is_limit else DIED,
        "exception": f"after {seconds} s, in: {step}" if is_limit else f"{exit_code}, in: {step}",
        **({f"{step}_seconds": float(seconds)} if is_limit and step in ("decide", "audit") else {}),
    }


def _received(connection: Connection) -> Iterator[tuple[str, Any]]:
    while True:
        try:
            yield connection.recv()
        except EOFError:
            return


def make_releases(history: History, most_seconds: int, to: Connection) -> None:
    """Send every step before it is taken, and the row of every release."""
    from tasks.protect.decide.compile import main as compile_protection
    from tests.bench.unseen.releases import releases

    # Once before the clock starts: what numba compiles, it loads.
    compile_protection()
    # A process that is stopped leaves no image of its memory.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    allow(most_seconds)

    def note(step: str) -> None:
        to.send(("step", step))

    for row in releases(history, note):
        to.send(("row", row))
        allow(most_seconds)


def allow(seconds: int) -> None:
    """Let this process spend so many seconds of processor time from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, hard))
