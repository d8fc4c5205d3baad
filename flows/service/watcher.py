"""Watch the incoming folder: every complete file gets a run."""

import signal
import threading
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, time

import httpx
from prefect.exceptions import PrefectException
from watchfiles import watch
from watchfiles._rust_notify import WatchfilesRustInternalError

from flows.service.arrival_runs import start_runs
from flows.service.crashed_runs import mark_crashed
from flows.service.mail import send
from flows.service.preconditions import outside_the_agreement
from flows.service.sign_off import settle_questions
from flows.service.terminal import say
from flows.service.told import newly_told
from tasks.govern.access.local import require_local
from tasks.receive.complete import Looks
from tasks.receive.overlooked import overlooked
from tasks.receive.passed_over import passed_over
from tasks.store.folders import DataFolder

TICK = 0.5
SECONDS_BETWEEN_RECONCILES = 10
GATHER_MILLISECONDS = 200


@dataclass
class Watcher:
    """Looks at the folder at each change and each tick; asks Prefect when there is a reason to."""

    incoming: Path
    data: Path
    handed_over: set[str] = field(default_factory=set)
    reconciled_at: float = float("-inf")
    silent: bool = False
    outside: str | None = None

    def __post_init__(self) -> None:
        self.looks = Looks(self.incoming)

    def look(self) -> None:
        """Make runs for files that are newly complete, and reconcile all from time to time."""
        files = self.looks.complete(time())
        if self._is_outside_the_agreement():
            return
        overdue = monotonic() - self.reconciled_at >= SECONDS_BETWEEN_RECONCILES
        if overdue:
            self.tell_of_overlooked()
        if overdue or not files.keys() <= self.handed_over:
            self._hand_over(files, overdue=overdue)

    def tell_of_overlooked(self) -> None:
        """Say and mail once, a watcher before this one included, what gets no run, and why."""
        found = passed_over(self.incoming, time()) | overlooked(self.incoming, time())
        told = {f"{name} gets no run: {reason}": name for name, reason in found.items()}
        for text in newly_told(DataFolder(self.data), "incoming", told):
            say(text)
            send(f"No run: {told[text]}", text)

    def _is_outside_the_agreement(self) -> bool:
        told = outside_the_agreement(DataFolder(self.data))
        if told and told != self.outside:
            say(f"No run is made. {told}")
        self.outside = told
        return told is not None

    def _hand_over(self, files: dict[str, Path], *, overdue: bool) -> None:
        try:
            if overdue:
                mark_crashed(DataFolder(self.data))
                settle_questions(DataFolder(self.data))
                self.reconciled_at = monotonic()
            for run in start_runs(files, str(self.data)):
                say(f"{run.name}: run made")
        except (httpx.HTTPError, PrefectException, RuntimeError) as error:
            self._not_answered(error)
            return
        self.handed_over |= files.keys()
        self.silent = False

    def _not_answered(self, error: Exception) -> None:
        if not self.silent:
            say(f"Prefect's server does not answer ({type(error).__name__}): trying on.")
        self.silent = True
        self.reconciled_at = monotonic() - SECONDS_BETWEEN_RECONCILES + 2


def watch_until_stopped(incoming: Path, data: Path, *, poll: bool = False) -> None:
    """Watch until this process is told to stop; ``poll`` looks at a share that tells of no changes.

    Raises:
        RemotePathError: the incoming folder is an address, or a cloud's storage.
    """
    require_local(incoming)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    watch_folder(incoming.resolve(), data, stop, poll=poll)


def watch_folder(incoming: Path, data: Path, stop: threading.Event, *, poll: bool = False) -> None:
    """Watch until ``stop`` is set; a folder that is gone for a while (a share) is waited for."""
    watcher = Watcher(incoming, data)
    say(f"Watching {incoming}")
    while not stop.is_set():
        try:
            watcher.look()
            for _ in watch(
                incoming,
                recursive=False,
                force_polling=poll or None,
                debounce=GATHER_MILLISECONDS,
                step=GATHER_MILLISECONDS // 4,
                rust_timeout=int(TICK * 1000),
                yield_on_timeout=True,
                stop_event=stop,
                raise_interrupt=False,
            ):
                watcher.look()
        except WatchfilesRustInternalError:
            # A file whose name is not in UTF-8 changed: the next look can tell of it.
            stop.wait(TICK)
        except OSError as error:
            say(f"{incoming} cannot be read ({type(error).__name__}): trying on.")
            stop.wait(10 * TICK)
