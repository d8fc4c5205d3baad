"""Make the evaluation by hand: ``python -m tasks.evaluate --data DATA``.

Exit code 0: it was made or is already there; 1: it was not made, and the message says why.
"""

import argparse
import sys
from pathlib import Path

from tasks.evaluate.evaluation import evaluate
from tasks.evaluate.refusal import NoEvaluationError, NotAllowedError
from tasks.govern.access.refused import AccessRefusedError
from tasks.store.folders import DataFolder

REFUSALS = (
    NoEvaluationError,
    NotAllowedError,
    AccessRefusedError,
    OSError,
)


def main(arguments: list[str] | None = None) -> int:
    """Evaluate a data folder; print what was made."""
    parser = argparse.ArgumentParser(prog="tasks.evaluate", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder of a release")
    options = parser.parse_args(arguments)
    try:
        print(evaluate(DataFolder(options.data)))
    except REFUSALS as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
