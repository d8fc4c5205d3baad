"""One case: its undisturbed run, and disturbed ones held to it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from tasks.store.folders import DataFolder
from tests.crash.boundary import die_at, looks, tell_boundaries, unlike, write_boundaries
from tests.crash.case import Case, Command
from tests.crash.process import BROKE_OUT, be_the_command, load, stopped, waited
from tests.crash.state import State, differences, outgoing, state_of

ROOT = Path(__file__).parents[2]


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
            data, self.case.command, "undisturbed", lambda: write_boundaries(said, data.parent)
        )
        load(self.folder / "undisturbed.modules")
        boundaries, self.reached = unlike(said.read_text().splitlines())
        started = time.monotonic()
        self.exit_code = self.run(self._begun("undisturbed"), self.case.command, "undisturbed")
        assert self.exit_code == told, (self.folder / "undisturbed.txt").read_text()
        return data, boundaries, time.monotonic() - started

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
                [sys.executable, "-m", module, *words],
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
        for moment in stopped(child, moments):
            look = looks(data.parent)
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
        return waited(self._started(data, command, log, prepare), seconds)

    def _started(
        self,
        data: Path,
        command: Command,
        log: str,
        prepare: Callable[[], object] = lambda: None,
    ) -> int:
        child = os.fork()
        if child == 0:
            be_the_command(
                self.case.arguments(command, data, self.drops), self.folder / f"{log}.txt", prepare
            )
        while os.getpgid(child) != child:
            time.sleep(0.001)
        return child
