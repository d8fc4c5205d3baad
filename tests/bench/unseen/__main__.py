"""Make releases of synthetic histories that nothing was tuned to: `make bench-unseen`.

One row per release is added to a CSV file; histories that are in it are not made again. The names
of histories are words: `--combinations short first` takes those with both. A first release takes a
minute or less of processor time, a chain of twelve some minutes. Fails where a month has no release
or a figure is given away, never for seconds.
"""

import argparse
import csv
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench.unseen.apart import rows_of
from tests.bench.unseen.history import chosen
from tests.bench.unseen.releases import COLUMNS
from tests.bench.unseen.summary import disclosure_targets, rows_in, summary

SECONDS_ROUNDED = 2


def main() -> int:
    """Make what is not in the file yet, and print the tables; 1 if disclosure control failed."""
    options = _options()
    made = histories_in(options.out)
    words, seeds = frozenset(options.combinations), frozenset(options.seeds)
    for history in chosen(options.histories, words, seeds):
        if history.name in made:
            continue
        rows = []
        for row in rows_of(history, options.limit):
            rows.append(row)
            print(
                history.name, row["month"], row["outcome"], row.get("exception", ""),
                row.get("refused_tables", ""), file=sys.stderr, flush=True,
            )  # fmt: skip
        # All rows of a history at once: one that is cut off is made again.
        append(options.out, rows)
    rows_made = rows_in(options.out)
    print(summary(rows_made))
    return int(any(one.verdict != "met" for one in disclosure_targets(rows_made)))


def histories_in(file: Path) -> set[str]:
    """The names of the histories that a file has rows of.

    Raises:
        ValueError: its columns are not those of today, so that no row can be added.
    """
    if not file.exists():
        return set()
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise ValueError("the file has other columns: name another OUT")
        return {row["history"] for row in rows}


def append(file: Path, rows: Sequence[dict[str, object]]) -> None:
    """Add rows to a file, made with its header if it is not there."""
    is_new = not file.exists()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
        if is_new:
            writer.writeheader()
        for row in rows:
            writer.writerow({name: _written(value) for name, value in row.items()})


def _written(value: object) -> object:
    return round(value, SECONDS_ROUNDED) if isinstance(value, float) else value


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=200)
    parser.add_argument("--out", type=Path, default=Path("data/unseen.csv"))
    parser.add_argument("--combinations", nargs="*", default=[], metavar="WORD")
    parser.add_argument("--seeds", type=int, nargs="*", default=[])
    parser.add_argument(
        "--limit", type=int, default=600, help="processor seconds after which a release is stopped"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
