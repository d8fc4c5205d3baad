"""Mutate workbooks that look real, as many as fit: ``make fuzz SECONDS=60``.

    python -m tests.fuzz [--seconds 60 | --files 1000] [--seed 1]

Each file is a good drop with one to four random changes. It has to be refused, or read exactly as
openpyxl reads it. A file that breaks this is printed by its seed; exit code 1.
"""

import argparse
import sys
import time
from collections import Counter
from random import Random

from tests.fuzz.files import good_drops, mutated
from tests.fuzz.judge import OtherCountError, outcome


def main() -> int:
    """Mutate and judge; print how many files had which outcome."""
    options = _parser().parse_args()
    good = good_drops()
    until = time.monotonic() + options.seconds if not options.files else float("inf")
    outcomes: Counter[str] = Counter()
    seed = options.seed
    while time.monotonic() < until and (not options.files or seed < options.seed + options.files):
        outcomes[judged(good, seed)] += 1
        seed += 1
    for what, number in sorted(outcomes.items()):
        print(f"{number:7,} {what}")
    return 1 if any(what.startswith("VIOLATION") for what in outcomes) else 0


def judged(good: list[bytes], seed: int) -> str:
    """Return what became of the file of a seed."""
    content, names = mutated(good, Random(seed))
    try:
        return outcome(content)
    except Exception as error:
        told = error if isinstance(error, OtherCountError) else repr(error)
        print(f"seed {seed}, {', '.join(names)}: {told}", flush=True)
        return f"VIOLATION: {type(error).__name__}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--files", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    return parser


if __name__ == "__main__":
    sys.exit(main())
