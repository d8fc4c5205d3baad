"""Kill flows and hold what stands after a rerun to an undisturbed run: ``make test-crashes``.

    python -m tests.crash [--kills 10] [--moments 100] [--boundaries all] [--minutes 30]
        [--seed 1] [CASE ...]

Each attempt is a process of its own, forked with all modules loaded, killed with its children by
SIGKILL: at every step boundary (the first time that it is reached, if it finds the disk as none
before did) and at random moments of the run's length. Then the same command runs once more.

Most random moments are had cheaper: one run is stopped (SIGSTOP) at each of them and what is on the
disk then is copied, which is what a kill would have left; the same command goes on from each copy
that differs from the one before.

All share one server of Prefect's, and their folders are in memory. Violations are printed; exit
code 1 if any. Kills for which the minutes of a case do not suffice are not counted.
"""

import argparse
import importlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import duckdb

from flows.settings import API, SERVER
from tasks.folders import DataFolder
from tasks.protect.compile import main as compile_decision
from tasks.version import code_version
from tests.crash.case import CASES, Case, Command
from tests.crash.state import State, differences, outgoing, state_of
from tests.crash.surroundings import surroundings

ROOT = Path(__file__).parents[2]
# The exit code of a command that raised.
BROKE_OUT = 70
# Written at every opening of a store, and compared no more than the history of runs.
IN_PASSING = {"access.jsonl", "access.lock", "head", "running", "prefect"}
LOADED = (
    "flows.monthly",
    "flows.backfill",
    "tests.crash.hand_over",
    "tasks.evaluate",
    "tasks.evaluate.evaluation",
    "bagit",
    "pyrage",
    "tasks.publish.html.dashboard",
    "tasks.publish.html.force_pages",
    "tasks.publish.ods",
    "tasks.publish.report",
    "tasks.publish.slides",
    "tasks.publish.workbook",
    "great_expectations",
    "tests.crash.boundary",
)


@dataclass
class Trial:
    """One case, its undisturbed run, and what disturbed ones left."""

    case: Case
    folder: Path
    root: Path = ROOT
    tried: int = 0
    violations: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.last_code = 0
        self.drops = self.folder / "drops"
        self.drops.mkdir(parents=True)
        self.case.drops(self.drops)
        for number, command in enumerate(self.case.before):
            assert self.run(self.folder / "begun", command, f"before-{number}") == 0
        self.data, self.boundaries, self.seconds = self._undisturbed()
        self.state: State = state_of(DataFolder(self.data))
        self.outgoing = outgoing(DataFolder(self.data))

    def _undisturbed(self) -> tuple[Path, list[str], float]:
        data, said = self._begun("undisturbed"), self.folder / "boundaries"
        told = self.run(
            data, self.case.command, "undisturbed", lambda: _write_boundaries(said, data.parent)
        )
        _load(self.folder / "undisturbed.modules")
        boundaries, self.reached = _unlike(said.read_text().splitlines())
        started = time.monotonic()
        self.exit_code = self.run(self._begun("undisturbed"), self.case.command, "undisturbed")
        assert self.exit_code == told, (self.folder / "undisturbed.txt").read_text()
        return data, boundaries, time.monotonic() - started

    @property
    def python(self) -> str:
        """What runs a program beside the command."""
        return sys.executable

    def run_once(
        self,
        data: Path,
        prepare: Callable[[], object] = lambda: None,
        seconds: float | None = None,
        log: str = "disturbed",
    ) -> int:
        """Run the case's command in some surroundings; return its exit code."""
        self.last_code = self.run(data, self.case.command, log, prepare, seconds)
        return self.last_code

    def run_apart(self, data: Path, environment: dict[str, str]) -> int:
        """Run the case's command as a program of its own, in another environment."""
        module, words = self.case.arguments(self.case.command, data, self.drops)
        with (self.folder / "disturbed.txt").open("wb") as log:
            self.last_code = subprocess.run(
                [self.python, "-m", module, *words],
                cwd=self.root,
                env=os.environ | environment,
                stdout=log,
                stderr=log,
                check=False,
            ).returncode
        return self.last_code

    def said(self, log: str = "disturbed") -> str:
        """What a run said."""
        return (self.folder / f"{log}.txt").read_text(encoding="utf-8")

    def kill_at(self, boundary: str) -> None:
        from tests.crash.boundary import die_at, tell_boundaries

        def killed(data: Path) -> None:
            told = self.run(
                data, self.case.command, "disturbed", lambda: tell_boundaries(die_at(boundary))
            )
            assert told == -signal.SIGKILL

        self.disturb(boundary, killed)

    def kill_after(self, seconds: float) -> None:
        self.disturb(
            f"{seconds:.2f} s",
            lambda data: self.run(data, self.case.command, "disturbed", seconds=seconds),
        )

    def disturb(self, moment: str, disturbed: Callable[[Path], object]) -> None:
        """Run disturbed, then undisturbed, and compare what stands with what should."""
        data = self._begun("disturbed")
        (self.folder / "disturbed.txt").unlink(missing_ok=True)
        wrong = []
        try:
            disturbed(data)
        except AssertionError as error:
            wrong.append(f"not as expected: {error!r}: {self.said()[-1500:]}")
        if self.last_code == BROKE_OUT:
            wrong.append(f"not a word of ours: {self.said()[-1500:]}")
        self.tried += 1
        self._go_on(moment, data, wrong)

    def stop_at(self, moments: list[float]) -> int:
        """Stop one run at each of the moments and go on from what is on the disk then.

        Returns how many of the moments found a disk that none before had: from one that is the
        same, file for file, another rerun would go on to the same end.
        """
        data, kept = self._begun("disturbed"), dict[str, tuple[float, Path]]()
        child = self._started(data, self.case.command, "disturbed")
        for moment in _stopped(child, moments):
            look = _looks(data.parent)
            if look not in kept:
                kept[look] = (moment, self.folder / f"kept-{len(kept)}")
                shutil.copytree(data.parent, kept[look][1])
            self.tried += 1
        for moment, folder in kept.values():
            self._go_on(f"{moment:.2f} s", folder / "data", [])
            shutil.rmtree(folder)
        return len(kept)

    def _go_on(self, moment: str, data: Path, wrong: list[str]) -> None:
        """Run undisturbed, and compare what stands with what should."""
        wrong += [
            f"half there: {name}"
            for name, files in outgoing(DataFolder(data)).items()
            if self.outgoing.get(name) != files
        ]
        code = self.run(data, self.case.command, "rerun")
        if code != self.exit_code:
            wrong.append(f"the rerun ended with {code}")
        try:
            wrong += differences(self.state, state_of(DataFolder(data)))
        except duckdb.Error as error:
            wrong.append(f"a store does not open: {error}")
        if wrong:
            self.violations.append(
                f"{self.case.name}, disturbed by {moment}: {'; '.join(wrong[:5])}"
            )
            print(self.violations[-1], flush=True)
            print((self.folder / "rerun.txt").read_text()[-2000:], flush=True)

    def _begun(self, name: str) -> Path:
        data, begun = self.folder / name / "data", self.folder / "begun"
        shutil.rmtree(data.parent, ignore_errors=True)
        data.parent.mkdir()
        if begun.exists():
            shutil.copytree(begun, data)
            shutil.copy(begun.with_name("begun.key"), data.with_name("data.key"))
        return data

    def run(
        self,
        data: Path,
        command: Command,
        log: str,
        prepare: Callable[[], object] = lambda: None,
        seconds: float | None = None,
    ) -> int:
        """Run a command in a forked process, killed after some seconds; return its exit code."""
        return _waited(self._started(data, command, log, prepare), seconds)

    def _started(
        self,
        data: Path,
        command: Command,
        log: str,
        prepare: Callable[[], object] = lambda: None,
    ) -> int:
        child = os.fork()
        if child == 0:
            _be_the_command(
                self.case.arguments(command, data, self.drops), self.folder / f"{log}.txt", prepare
            )
        while os.getpgid(child) != child:
            time.sleep(0.001)
        return child


def _be_the_command(
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


def _waited(child: int, seconds: float | None) -> int:
    until = time.monotonic() + seconds if seconds is not None else float("inf")
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() >= until:
            os.killpg(child, signal.SIGKILL)
            until = float("inf")
        time.sleep(0.01)


def _stopped(child: int, moments: list[float]) -> Iterator[float]:
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
        _waited(child, None)


def _is_stopped(child: int) -> bool:
    os.killpg(child, signal.SIGSTOP)
    if not os.WIFSTOPPED(os.waitpid(child, os.WUNTRACED)[1]):
        return False
    # The kernel says so of the process; its children have a moment to stop, too.
    time.sleep(0.01)
    return True


def _load(modules: Path) -> None:
    """Load what a run has loaded: the next one is forked with it."""
    for name in modules.read_text().splitlines():
        with suppress(ImportError):
            importlib.import_module(name)


def _write_boundaries(said: Path, folder: Path) -> None:
    from tests.crash.boundary import tell_boundaries

    file = said.open("a", encoding="utf-8", buffering=1)
    tell_boundaries(lambda boundary: file.write(f"{boundary}\t{_looks(folder)}\n"))


def _looks(folder: Path) -> str:
    """Return what a kill now would leave on the disk, but for the log of who opened what."""
    files = [
        (str(path), status.st_ino, status.st_size, status.st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if not IN_PASSING & set(path.parts)
        for status in [path.lstat()]
    ]
    return sha256(repr(files).encode()).hexdigest()


def _unlike(said: list[str]) -> tuple[list[str], int]:
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


@contextmanager
def server(folder: Path) -> Iterator[None]:
    """A Prefect of the harness's own: its start would be most of each attempt."""
    import socket
    import urllib.request

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    os.environ |= {
        "PREFECT_HOME": str(folder),
        API: f"http://127.0.0.1:{port}/api",
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
    }
    part = subprocess.Popen(
        [sys.executable, "-m", "flows.server", "--port", str(port)],
        cwd=ROOT,
        env=os.environ | SERVER | {"PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED": "false"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"{os.environ[API]}/health", timeout=5)
                break
            except OSError:
                time.sleep(0.5)
        yield
    finally:
        part.terminate()
        part.wait()


def main() -> int:
    """Try every case that is asked for; say how many moments were tried and what was violated."""
    options = _parser().parse_args()
    violations = 0
    with tempfile.TemporaryDirectory(dir=memory()) as made, server(Path(made) / "prefect"):
        for module in LOADED:
            importlib.import_module(module)
        compile_decision()
        # Once, before any attempt: what is edited meanwhile is not in it.
        code_version()
        for name in options.cases or ["monthly", "backfill", "hand-over"]:
            violations += _try(Trial(CASES[name], Path(made) / name), options)
    return 1 if violations else 0


def memory() -> str | None:
    """Return a folder in memory: what is written there is on its disk at once."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def _try(trial: Trial, options: argparse.Namespace) -> int:
    if options.list:
        print("\n".join(trial.boundaries))
        return 0
    boundaries = trial.boundaries
    chance = random.Random(options.seed)
    if options.boundaries < len(boundaries):
        boundaries = chance.sample(boundaries, options.boundaries)
    if options.surroundings:
        for name, disturbed in surroundings(trial):
            trial.disturb(name, disturbed)
        print(
            f"{trial.case.name}: {trial.tried} disturbances around a run; "
            f"violations: {len(trial.violations)}",
            flush=True,
        )
        return len(trial.violations)
    until = time.monotonic() + 60 * options.minutes
    for boundary in boundaries:
        if time.monotonic() < until:
            trial.kill_at(boundary)
    at_boundaries = trial.tried
    for _ in range(options.kills):
        if time.monotonic() < until:
            trial.kill_after(chance.uniform(0, trial.seconds))
    killed = trial.tried - at_boundaries
    moments = [chance.uniform(0, trial.seconds) for _ in range(options.moments)]
    disks = trial.stop_at(moments) if moments else 0
    print(
        f"{trial.case.name}: killed at {at_boundaries} of {len(trial.boundaries)} step boundaries "
        f"(of {trial.reached} reached, those that find the disk as none before) "
        f"and at {killed} random moments of {trial.seconds:.1f} s; "
        f"stopped at {len(moments)} more, which found {disks} different disks; "
        f"violations: {len(trial.violations)}",
        flush=True,
    )
    return len(trial.violations)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--kills", type=int, default=10, help="kills at random moments, a case")
    parser.add_argument("--moments", type=int, default=100, help="more moments, of one stopped run")
    parser.add_argument("--boundaries", type=int, default=10_000, help="step boundaries a case")
    parser.add_argument("--minutes", type=float, default=1e6, help="at most, a case")
    parser.add_argument(
        "--list", action="store_true", help="list the step boundaries, kill nothing"
    )
    parser.add_argument(
        "--surroundings", action="store_true", help="kill nothing: full disks, locks, other runs"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    return parser


if __name__ == "__main__":
    sys.exit(main())
