"""The demonstration's release as it was last reviewed.

``python -m tests.flows.golden`` (``make golden``) writes it anew; the difference is read in review.
"""

import csv
import hashlib
import tempfile
from collections import Counter
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"
EXCERPT = {"national_year", "national_year_age", "national_rolling_year", "pfa_year", "sex_year"}


def golden_files(cells: Path) -> dict[str, str]:
    """What is kept of a release's cells: an excerpt, how each table is shown, and a sha256."""
    rows = list(csv.reader(cells.read_text(encoding="utf-8").splitlines()))
    excerpt = [row for row in rows[1:] if row[0] in EXCERPT]
    kinds = Counter(
        (row[0], "digits" if row[11].isdigit() else row[11], row[13]) for row in rows[1:]
    )
    return {
        "excerpt.csv": _csv([rows[0], *excerpt]),
        "kinds.csv": _csv(
            [
                ("table", "shown", "status", "figures"),
                *((*kind, number) for kind, number in sorted(kinds.items())),
            ]
        ),
        "cells.sha256": hashlib.sha256(cells.read_bytes()).hexdigest() + "\n",
    }


def _csv(rows: list[tuple[object, ...] | list[str]]) -> str:
    return "".join(
        ",".join(f'"{x}"' if "," in str(x) else str(x) for x in row) + "\n" for row in rows
    )


def main() -> None:
    from tasks.synthesise.demonstration import write_demonstration
    from tests.flows.conftest import run

    with tempfile.TemporaryDirectory() as folder:
        drops = Path(folder) / "drops"
        write_demonstration(drops)
        made = run(drops, Path(folder) / "data")
        (cells,) = made.data.releases.rglob("cells.csv")
        GOLDEN.mkdir(exist_ok=True)
        for name, text in golden_files(cells).items():
            (GOLDEN / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
