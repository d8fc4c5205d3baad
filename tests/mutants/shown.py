"""What releases show with an edit of protection's SQL: the reviewed history, and an unknown one."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.mutants.edits import Edit
from tests.protect.history import GOLDEN, received

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
# An edit may make what never ends.
SECONDS = 240
BY_HISTORY, BY_TESTS = "killed by the reviewed history", "killed by tests/protect"
ALIKE, SURVIVED = "shows the same", "SURVIVED AND SHOWS OTHERWISE"
REVIEWED, UNKNOWN = 1, 2
"""The seeds that the histories are invented by; no test knows the second."""


class Histories:
    """Both histories, received, and what they show in a copy of the project that is not edited."""

    def __init__(self, folder: Path, project: Path) -> None:
        self.project, self.received, self.shown = project, {}, {}
        for seed in (REVIEWED, UNKNOWN):
            root = folder / f"history-{seed}"
            root.mkdir()
            self.received[seed] = received(root, seed).root
            self.shown[seed] = self._shown(seed, [])
        assert all(self.shown.values()), "A history did not end: try without other work beside it."
        reviewed = GOLDEN.read_text(encoding="utf-8").splitlines()
        assert self.shown[REVIEWED][-1] == ";".join(reviewed), "make golden"

    def end_of(self, edit: Edit, do_tests_pass: Callable[[], bool]) -> str:
        """Say who notices an edit, if anything shows otherwise."""
        with edit.applied(self.project):
            if self._is_changed(REVIEWED):
                return BY_HISTORY
            if not self._is_changed(UNKNOWN):
                return ALIKE
            return SURVIVED if do_tests_pass() else BY_TESTS

    def _is_changed(self, seed: int) -> bool:
        return self._shown(seed, self.shown[seed]) != self.shown[seed]

    def _shown(self, seed: int, expected: Sequence[str]) -> list[str]:
        with tempfile.TemporaryDirectory() as copy:
            command = [sys.executable, "-c", SHOW, str(self.received[seed]), copy, *expected]
            try:
                done = subprocess.run(
                    command,
                    cwd=self.project,
                    capture_output=True,
                    text=True,
                    timeout=SECONDS,
                    check=False,
                )
            except subprocess.TimeoutExpired:
                return []
        return done.stdout.splitlines()
