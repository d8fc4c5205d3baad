"""Edit protection in small ways and see whether a test notices: ``make mutants NUMBER=60``.

    python -m tests.mutants [--number 60] [--minutes 30] [--seed 1] [--only PART]

Each edit is made in a copy of the project. It is killed if the reviewed history is shown
otherwise or does not come about, or a test of tests/protect fails. What survives both is held to
another history, which no test knows: a survivor that shows it otherwise is a gap in the tests
(exit code 1); one that shows it alike changes nothing that anyone sees.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.mutants.edits import ROOT, Edit, edits
from tests.protect.history import GOLDEN, received

PARTS = ("flows", "tasks", "sql", "expectations", "deploy", "tests", "docs")
FILES = ("pyproject.toml", "requirements.lock")
SHOW = (
    "import sys; from pathlib import Path; from tasks.folders import DataFolder; "
    "from tests.protect.history import copied, shown; "
    "print('\\n'.join(shown(copied(DataFolder(Path(sys.argv[1])), Path(sys.argv[2])))))"
)
KILLED_BY_HISTORY, KILLED_BY_TESTS = "killed by the reviewed history", "killed by tests/protect"
ALIKE, OTHERWISE = "survived, and shows the same", "SURVIVED AND SHOWS OTHERWISE"
MINUTES = 15


def main() -> int:
    """Try the edits; print the end of each, and how many had which."""
    options = _parser().parse_args()
    chosen = [edit for edit in edits() if options.only in edit.file]
    of = len(chosen)
    if options.number < of:
        chosen = random.Random(options.seed).sample(chosen, options.number)
    with tempfile.TemporaryDirectory() as made:
        bench = Bench(Path(made))
        ends: Counter[str] = Counter()
        until = time.monotonic() + 60 * options.minutes
        for edit in chosen:
            if time.monotonic() > until:
                break
            end = bench.end_of(edit)
            ends[end] += 1
            print(f"{ends.total()}: {end}: {edit}", flush=True)
    print(f"{ends.total()} of {of} edits")
    for end, number in sorted(ends.items()):
        print(f"{number:5} {end}")
    return 1 if ends[OTHERWISE] else 0


class Bench:
    """A copy of the project to edit, and the two histories."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.project = folder, folder / "project"
        self.known, self.unknown = (self._received(seed) for seed in (1, 2))
        self._copy()
        self.expected = self._shown(self.unknown)
        assert self._history_is_alike(), "make golden"

    def _received(self, seed: int) -> Path:
        root = self.folder / f"history-{seed}"
        root.mkdir()
        return received(root, seed).root

    def _copy(self) -> None:
        for part in PARTS:
            # With its compiled code, which is as new as what it was compiled from.
            shutil.copytree(ROOT / part, self.project / part)
        for file in FILES:
            shutil.copy2(ROOT / file, self.project / file)

    def end_of(self, edit: Edit) -> str:
        """Return how an edit ended."""
        path = self.project / edit.file
        edit.apply(self.project)
        try:
            if killer := self._killer():
                return killer
            return ALIKE if self._shown(self.unknown) == self.expected else OTHERWISE
        finally:
            shutil.copy2(ROOT / edit.file, path)

    def _killer(self) -> str | None:
        checks = [(KILLED_BY_HISTORY, self._history_is_alike), (KILLED_BY_TESTS, self._tests_pass)]
        # To compile takes a minute, which the small models of the tests can do without.
        for killer, holds in reversed(checks) if self._compiles_anew() else checks:
            if not holds():
                return killer
        return None

    def _history_is_alike(self) -> bool:
        return self._shown(self.known) == GOLDEN.read_text().strip()

    def _shown(self, data: Path) -> str:
        with tempfile.TemporaryDirectory(dir=self.folder) as copy:
            return self._run("-c", SHOW, str(data), copy).stdout.strip()

    def _tests_pass(self) -> bool:
        as_it_reads = {"NUMBA_DISABLE_JIT": "1"} if self._compiles_anew() else {}
        words = ("-m", "pytest", "-x", "tests/protect")
        return self._run(*words, **as_it_reads).returncode == 0

    def _run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        # numba knows a function by its own file alone: an edit of one that it calls is not seen.
        with tempfile.TemporaryDirectory(dir=self.folder) as cache:
            fresh = environment | ({"NUMBA_CACHE_DIR": cache} if self._compiles_anew() else {})
            try:
                return subprocess.run(
                    [sys.executable, *words],
                    cwd=self.project,
                    env=os.environ | fresh,
                    capture_output=True,
                    text=True,
                    timeout=60 * MINUTES,
                    check=False,
                )
            except subprocess.TimeoutExpired:
                return subprocess.CompletedProcess(words, 1, "", "")

    def _compiles_anew(self) -> bool:
        compiled = [
            path
            for path in (ROOT / "tasks" / "protect").glob("*.py")
            if "njit" in path.read_text(encoding="utf-8")
        ]
        return any(
            path.read_bytes() != (self.project / path.relative_to(ROOT)).read_bytes()
            for path in compiled
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--number", type=int, default=60)
    parser.add_argument(
        "--minutes", type=float, default=1e6, help="at most; what is left is not tried"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="part of the names of files")
    return parser


if __name__ == "__main__":
    sys.exit(main())
