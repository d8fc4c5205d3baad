"""Watch the incoming folder: every complete file gets a run.

    python -m flows.service.watcher --incoming FOLDER --data FOLDER [--poll] [--again FILE ...]

``--poll`` looks for itself where a network share tells of no changes. ``--again`` makes another
run for files whose run was refused, cancelled or has failed too often, and ends.
"""

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, time

import httpx
from prefect.exceptions import PrefectException
from watchfiles import watch
from watchfiles._rust_notify import WatchfilesRustInternalError

from flows.reconcile import mark_crashed, outside_the_agreement, start_runs
from flows.service.mail import send
from flows.service.sign_off import reject_the_undecided
from tasks.govern.access.local import RemotePathError, require_local
from tasks.receive.complete import Looks, sha256_if_there
from tasks.receive.overlooked import overlooked
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
    overlooked: set[str] = field(default_factory=set)

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
        """Say and mail once which delivered files get no run, and why."""
        found = overlooked(self.incoming, time())
        told = {f"{name} gets no run: {reason}": name for name, reason in found.items()}
        for text in told.keys() - self.overlooked:
            _say(text)
            send(f"No run: {told[text]}", text)
        self.overlooked = set(told)

    def _is_outside_the_agreement(self) -> bool:
        told = outside_the_agreement(DataFolder(self.data))
        if told and told != self.outside:
            _say(f"No run is made. {told}")
        self.outside = told
        return told is not None

    def _hand_over(self, files: dict[str, Path], *, overdue: bool) -> None:
        try:
            if overdue:
                mark_crashed(DataFolder(self.data))
                reject_the_undecided(DataFolder(self.data))
                self.reconciled_at = monotonic()
            for run in start_runs(files, str(self.data)):
                _say(f"{run.name}: run made")
        except (httpx.HTTPError, PrefectException, RuntimeError) as error:
            self._not_answered(error)
            return
        self.handed_over |= files.keys()
        self.silent = False

    def _not_answered(self, error: Exception) -> None:
        if not self.silent:
            _say(f"Prefect's server does not answer ({type(error).__name__}): trying on.")
        self.silent = True
        self.reconciled_at = monotonic() - SECONDS_BETWEEN_RECONCILES + 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Watch until stopped, or make the runs that a person asks for."""
    options = _parser().parse_args(arguments)
    if options.again:
        return _again(options.again, options.data.resolve())
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        require_local(options.incoming)
    except RemotePathError as refused:
        _say(str(refused))
        return 1
    watch_folder(options.incoming.resolve(), options.data.resolve(), stop, poll=options.poll)
    return 0


def watch_folder(incoming: Path, data: Path, stop: threading.Event, *, poll: bool = False) -> None:
    """Watch until ``stop`` is set; a folder that is gone for a while (a share) is waited for."""
    watcher = Watcher(incoming, data)
    _say(f"Watching {incoming}")
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
            _say(f"{incoming} cannot be read ({type(error).__name__}): trying on.")
            stop.wait(10 * TICK)


def _again(files: Sequence[Path], data: Path) -> int:
    if told := outside_the_agreement(DataFolder(data)):
        _say(told)
        return 1
    missing = [str(path) for path in files if sha256_if_there(path) is None]
    if missing:
        _say(f"Not to be read: {', '.join(missing)}")
        return 1
    wanted = {str(sha256_if_there(path)): path.resolve() for path in files}
    made = start_runs(wanted, str(data), by_hand=True)
    for run in made:
        _say(f"{run.name}: run made")
    if len(made) < len(wanted):
        _say(f"{len(wanted) - len(made)} files have a run under way: nothing was started for them.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m flows.service.watcher", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--data", type=Path, required=True, help="data folder")
    parser.add_argument("--poll", action="store_true", help="look every half second")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--incoming", type=Path, help="folder that files are delivered into")
    what.add_argument("--again", type=Path, nargs="+", metavar="FILE", help="start these again")
    return parser


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
