"""A copy of the project in which edits are tried, one after the other."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tasks.protect.decide.compiled import kept_folder
from tests.mutants.edits import ROOT, Edit
from tests.protect.history import GOLDEN, received

PARTS = ("flows", "tasks", "sql", "expectations", "deploy", "tests", "docs")
FILES = ("pyproject.toml", "requirements.lock")
# A line of what is shown after each release, until one is not as expected.
SHOW = """
import sys
from pathlib import Path
from tasks.store.folders import DataFolder
from tests.protect.history import copied, releases

expected = sys.argv[3:]
for number, held in enumerate(releases(copied(DataFolder(Path(sys.argv[1])), Path(sys.argv[2])))):
    print(";".join(held), flush=True)
    if expected and expected[number] != ";".join(held):
        break
"""
# An edit may make what never ends; the tests take longer where nothing is compiled.
MINUTES_OF_HISTORY, MINUTES_OF_TESTS = 4, 15
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True)
class Histories:
    """Received, not released: the history that was reviewed, and one that no test knows."""

    reviewed: Path
    unknown: Path


def make_histories(folder: Path) -> Histories:
    """Receive both into new folders."""
    roots = [folder / f"history-{seed}" for seed in (1, 2)]
    for root in roots:
        root.mkdir()
    return Histories(*(received(root, seed).root for seed, root in enumerate(roots, 1)))


class Trial:
    """A copy in a new folder, and what the histories show in it as long as nothing is edited."""

    def __init__(self, folder: Path, histories: Histories) -> None:
        self.folder, self.project, self.histories = folder, folder / "project", histories
        for part in PARTS:
            # With its compiled code, which is as new as what it was compiled from.
            shutil.copytree(ROOT / part, self.project / part)
        for file in FILES:
            shutil.copy2(ROOT / file, self.project / file)
        self.shown = {data: self._shown(data) for data in (histories.reviewed, histories.unknown)}
        reviewed = GOLDEN.read_text(encoding="utf-8").splitlines()
        assert all(self.shown.values()), "A history did not end: try without other work beside it."
        assert self.shown[histories.reviewed][-1] == ";".join(reviewed), "make golden"

    def changed_by(self, edit: Edit) -> Path | None:
        """Return the first history that an edit shows otherwise or not at all, or none."""
        with self._edited(edit) as environment:
            for data, expected in self.shown.items():
                if self._shown(data, environment, expected) != expected:
                    return data
        return None

    def is_noticed(self, edit: Edit) -> bool:
        """Tell if a test of tests/protect fails for an edit."""
        # To compile takes longer than the tests' small models take as they are written.
        as_written = {"NUMBA_DISABLE_JIT": "1"} if edit.is_compiled() else NOTHING
        with self._edited(edit) as environment:
            words = ("-m", "pytest", "-x", "tests/protect")
            done = self._run(words, {**environment, **as_written}, MINUTES_OF_TESTS)
            return done.returncode != 0

    @contextmanager
    def _edited(self, edit: Edit) -> Iterator[Mapping[str, str]]:
        edit.apply(self.project)
        try:
            # The package's machine code is kept by its text: what an edit leaves goes with it.
            with tempfile.TemporaryDirectory(dir=self.folder) as cache:
                if edit.file.endswith(".py") and not edit.is_compiled():
                    self._copy_compiled(Path(cache))
                yield {"NUMBA_CACHE_DIR": cache} if edit.file.endswith(".py") else NOTHING
        finally:
            shutil.copy2(ROOT / edit.file, self.project / edit.file)

    def _copy_compiled(self, cache: Path) -> None:
        """An edit elsewhere leaves the machine code as it is."""
        words = (
            "-c",
            "from tasks.protect.decide.compiled import kept_folder as f; print(f().name)",
        )
        name = self._run(words, NOTHING, minutes=1).stdout.strip()
        shutil.copytree(kept_folder(), cache / name)

    def _shown(
        self, data: Path, environment: Mapping[str, str] = NOTHING, expected: Sequence[str] = ()
    ) -> Sequence[str]:
        with tempfile.TemporaryDirectory(dir=self.folder) as copy:
            words = ("-c", SHOW, str(data), copy, *expected)
            return self._run(words, environment, MINUTES_OF_HISTORY).stdout.splitlines()

    def _run(
        self, words: Sequence[str], environment: Mapping[str, str], minutes: int
    ) -> subprocess.CompletedProcess[str]:
        try:
            return subprocess.run(
                [sys.executable, *words],
                cwd=self.project,
                env={**os.environ, **environment},
                capture_output=True,
                text=True,
                timeout=60 * minutes,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(words, 1, "", "")
