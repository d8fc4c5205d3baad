"""Edit protection in small ways and see whether anybody notices: ``make mutants NUMBER=60``.

    python -m tests.mutants [sql] [python] [--number 60] [--minutes 30] [--seed 1]

Each edit is made in a copy of the project. Those of Python are cosmic-ray's; they are noticed if a
test of tests/protect fails, and what survives is printed to be read: it may be an equivalent.

Those of SQL and of the policy are drawn from `edits.py`. Two histories are released with each: the
one that was reviewed, and one that no test knows. An edit that changes the first, or lets it not
come about, is killed. One that changes the second alone must be killed by a test; if none fails, it
is a gap in the tests (exit code 1). One that changes neither shows the same.
"""

import argparse
import contextlib
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from cosmic_ray.commands import init
from cosmic_ray.modules import filter_paths, find_modules
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.testing import run_tests
from cosmic_ray.work_db import use_db
from cosmic_ray.work_item import TestOutcome, WorkItem

from tests.mutants.edits import edits
from tests.mutants.shown import BY_TESTS, SURVIVED, Histories

ROOT = Path(__file__).parents[2]
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "data", ".*_cache", ".hypothesis")
MUTATED = [
    Path("tasks/protect/decide"),
    Path("tasks/protect/audit"),
    Path("tasks/protect/model.py"),
]
# What compiles and what checks proofs, and shows nothing.
LEFT_OUT = [
    *("tasks/protect/decide/compile.py", "tasks/protect/decide/compiled.py"),
    *("tasks/protect/audit/checker.py", "tasks/protect/audit/proof.py"),
]
# Without its decorator a function is only slower; for numbers, to be the same is to be equal.
EQUIVALENT = ("core/RemoveDecorator", "_Is", "_IsNot")
TESTS = f"{sys.executable} -m pytest -x -q -n 0 tests/protect"
SECONDS_OF_TESTS = 900
Kind = Callable[[Path, argparse.Namespace], Iterator[tuple[str, str]]]


def main() -> int:
    """Try the edits; print the end of each, and how many had which."""
    options = _parser().parse_args()
    kinds = [kind for kind in KINDS if kind in (options.kinds or KINDS)]
    ends: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        shutil.copytree(ROOT, project, ignore=NOT_COPIED)
        with contextlib.chdir(project):
            for kind in kinds:
                until = time.monotonic() + 60 * options.minutes / len(kinds)
                for end, edit in KINDS[kind](Path(folder), options):
                    ends[f"{kind}: {end}"] += 1
                    print(f"{kind}: {end}: {edit}", flush=True)
                    if time.monotonic() > until:
                        break
    for end, number in sorted(ends.items()):
        print(f"{number:5} {end}")
    return 1 if f"sql: {SURVIVED}" in ends else 0


def sql_ends(folder: Path, options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """The end of each edit of SQL and policy that is drawn."""
    histories = Histories(folder, Path.cwd())
    for edit in _drawn(edits(Path.cwd()), options):
        yield histories.end_of(edit, _do_tests_pass), str(edit)


def python_ends(folder: Path, options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """The end of each of cosmic-ray's mutants that is drawn."""
    # To compile takes longer than the tests' small models take as they are written.
    os.environ["NUMBA_DISABLE_JIT"] = "1"
    assert _do_tests_pass(), "The tests fail, or take too long, without an edit."
    modules = sorted(filter_paths(find_modules(MUTATED), LEFT_OUT))
    with use_db(str(folder / "mutants.sqlite")) as found:
        init(modules, found, {})
        mutants = [one for one in found.work_items if not _is_equivalent(one)]
    for mutant in _drawn(mutants, options):
        result = mutate_and_test(mutant.mutations, TESTS, SECONDS_OF_TESTS)
        (mutation,) = mutant.mutations
        changed = [line for line in (result.diff or "").splitlines() if line.startswith(("+", "-"))]
        end = "SURVIVED" if result.test_outcome == TestOutcome.SURVIVED else BY_TESTS
        yield end, f"{mutation.module_path}: {' '.join(changed[2:])}"


KINDS: dict[str, Kind] = {"sql": sql_ends, "python": python_ends}
Drawn = TypeVar("Drawn")


def _drawn(possible: list[Drawn], options: argparse.Namespace) -> list[Drawn]:
    print(f"{options.number} of {len(possible)}", flush=True)
    number = min(options.number, len(possible))
    return random.Random(options.seed).sample(possible, number)


def _do_tests_pass() -> bool:
    outcome, _ = run_tests(TESTS, SECONDS_OF_TESTS)
    return bool(outcome == TestOutcome.SURVIVED)


def _is_equivalent(mutant: WorkItem) -> bool:
    (mutation,) = mutant.mutations
    return bool(mutation.operator_name.endswith(EQUIVALENT))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("kinds", nargs="*", choices=KINDS, help="both without any", default=[])
    parser.add_argument("--number", type=int, default=60, help="of each kind")
    parser.add_argument("--minutes", type=float, default=30, help="at most, both together")
    parser.add_argument("--seed", type=int, default=1, help="of what is drawn")
    return parser


if __name__ == "__main__":
    sys.exit(main())
