"""Edit protection in small ways and see whether anybody notices: ``make mutants NUMBER=60``.

    python -m tests.mutants [--number 60] [--minutes 30] [--seed 1] [--skip 0] [--only PART]
        [--at-once 2]

Each edit is made in a copy of the project. First two histories are released with it: the one that
was reviewed, and one that no test knows. An edit that changes the first, or lets it not come
about, is killed. One that changes the second alone must be killed by a test of tests/protect; if
none fails, it is a gap in the tests (exit code 1). One that changes neither shows the same; in the
time that is left the tests are run for those, which are to notice what makes protection or its
audit weaker without changing these histories.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import SimpleQueue

from tests.mutants.edits import Edit, edits
from tests.mutants.trial import Trial, make_histories

KILLED_BY_HISTORY, KILLED_BY_TESTS = "killed by the reviewed history", "killed by tests/protect"
ALIKE, OTHERWISE = "shows the same", "SURVIVED AND SHOWS OTHERWISE"
NOTICED, UNNOTICED = "shows the same, and a test fails", "shows the same, and no test fails"


def main() -> int:
    """Try the edits; print the end of each, and how many had which."""
    options = _parser().parse_args()
    possible = [edit for edit in edits() if options.only in edit.file]
    order = random.Random(options.seed).sample(possible, len(possible))
    chosen = order[options.skip : options.skip + options.number]
    until = time.monotonic() + 60 * options.minutes
    with tempfile.TemporaryDirectory() as made, ThreadPoolExecutor(options.at_once) as pool:
        histories = make_histories(Path(made))
        trials = SimpleQueue[Trial]()
        for number in range(options.at_once):
            trials.put(Trial(Path(made) / f"trial-{number}", histories))
        ends = dict(_ends(chosen, _shown_end, trials, pool, until))
        alike = [edit for edit, end in ends.items() if end == ALIKE]
        ends |= _ends(alike, _tested_end, trials, pool, until)
    print(f"{len(ends)} of {len(possible)} edits")
    for end, number in sorted(Counter(ends.values()).items()):
        print(f"{number:5} {end}")
    return 1 if OTHERWISE in ends.values() else 0


def _ends(
    chosen: Iterable[Edit],
    end_of: Callable[[Trial, Edit], str],
    trials: SimpleQueue[Trial],
    pool: ThreadPoolExecutor,
    until: float,
) -> Iterator[tuple[Edit, str]]:
    def tried(edit: Edit) -> tuple[Edit, str]:
        if time.monotonic() > until:
            return edit, ""
        trial = trials.get()
        try:
            return edit, end_of(trial, edit)
        finally:
            trials.put(trial)

    number = 0
    for done in as_completed([pool.submit(tried, edit) for edit in chosen]):
        edit, end = done.result()
        if end:
            number += 1
            print(f"{number}: {end}: {edit}", flush=True)
            yield edit, end


def _shown_end(trial: Trial, edit: Edit) -> str:
    changed = trial.changed_by(edit)
    if changed is None:
        return ALIKE
    if changed == trial.histories.reviewed:
        return KILLED_BY_HISTORY
    return KILLED_BY_TESTS if trial.is_noticed(edit) else OTHERWISE


def _tested_end(trial: Trial, edit: Edit) -> str:
    return NOTICED if trial.is_noticed(edit) else UNNOTICED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--number", type=int, default=60)
    parser.add_argument(
        "--minutes", type=float, default=1e6, help="at most; what is left is not tried"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the order they are tried in")
    parser.add_argument("--skip", type=int, default=0, help="as many, tried before")
    parser.add_argument("--only", default="", help="part of the names of files")
    parser.add_argument("--at-once", type=int, default=2)
    return parser


if __name__ == "__main__":
    sys.exit(main())
