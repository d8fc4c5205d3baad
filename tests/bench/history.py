"""Where the time of all months goes, one release after the other: `make bench-history`.

In one process without Prefect: what a backfill does in series.
"""

import argparse
import tempfile
from pathlib import Path

from tests.bench.clock import in_a_process, medians, parts_of
from tests.bench.drops import drops_of
from tests.bench.page import machine, runs_told, table, write_section
from tests.bench.run import drops_told


def main() -> None:
    """Measure and write the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drops", type=Path)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--months", type=int, default=0, help="the latest; 0: all")
    options = parser.parse_args()
    runs, made = [], 0
    with drops_of(options.drops) as drops:
        for _ in range(options.runs):
            with tempfile.TemporaryDirectory() as folder:
                data = Path(folder) / "data"
                _, told = in_a_process(
                    "tests.bench.steps",
                    *("--drops", str(drops), "--data", str(data)),
                    *("--months", str(options.months)),
                )
                made = len(list((data / "releases").glob("*/r*")))
            runs.append(parts_of(told))
    parts = medians(runs)
    seconds = sum(spent.seconds for spent in parts.values())
    rows = [
        (name, s.seconds, s.processor, s.seconds / made, s.longest, round(s.peak))
        for name, s in sorted(parts.items(), key=lambda part: -part[1].seconds)
    ]
    body = (
        f"{made} releases of {drops_told(options.drops)}, the months one after the other, in one "
        f"process without Prefect: {seconds:.0f} s, {seconds / made:.1f} s a release "
        f"(medians of {runs_told(options.runs)}). Longest: the seconds of the release that took "
        "most, with the parts within (protect: the audit)."
    )
    head = ("part", "s", "processor s", "s a release", "longest", "peak MB")
    write_section("All months", "\n\n".join((body, machine(), table(head, rows))))


if __name__ == "__main__":
    main()
