"""Where the time of all months goes, one release after the other: `make bench-history`.

In one process without Prefect: what a backfill does in series.
"""

import tempfile
from pathlib import Path

from tests.bench.clock import apart
from tests.bench.page import table, write
from tests.bench.run import without_prefect
from tests.bench.setting import drops_of, options


def main() -> None:
    """Measure and write; 0 months: all there are."""
    chosen = options(__doc__, months=0)
    with drops_of(chosen.drops) as drops, tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        parts, _ = apart(without_prefect, drops, data, chosen.months)
        made = len(list((data / "releases").glob("*/r*")))
    seconds = sum(spent.seconds for spent in parts.values())
    rows = [
        (name, spent.seconds, spent.processor, spent.seconds / made, round(spent.peak))
        for name, spent in sorted(parts.items(), key=lambda part: -part[1].seconds)
    ]
    told = f"{made} releases, one run: {seconds:.0f} s, {seconds / made:.1f} s a release."
    write("history", told, table(("part", "s", "processor s", "s a release", "peak MB"), rows))


if __name__ == "__main__":
    main()
