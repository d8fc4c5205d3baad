"""The backfill on a Dask cluster of this machine: `make bench-cluster [MONTHS=24]`.

Releases are protected one after the other, whoever runs it; what a cluster does is the writing. The
history is protected and written once in series. Then the last releases are taken away and written
again, in series and by clusters of two and four worker processes, and held to the same bytes.
"""

import argparse
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression, median
from typing import Any
from unittest.mock import patch

from flows.service.workers import on_this_machine
from tests.bench.clock import saying
from tests.bench.drops import drops_of
from tests.bench.page import machine, runs_told, table, write_section
from tests.bench.run import server_up

SERIES = 0
WORKERS = (SERIES, 2, 4)


@dataclass(frozen=True)
class Written:
    """Seconds of a backfill that had so many releases left to write, with so many workers."""

    workers: int
    releases: int
    seconds: float


def main() -> None:
    """Measure and write the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drops", type=Path)
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with (
        drops_of(options.drops) as drops,
        tempfile.TemporaryDirectory() as folder,
        one_server(Path(folder) / "server"),
    ):
        data = Path(folder) / "data"
        months = landed_months(drops, data, options.months)
        whole = backfill(data, months, "--series")
        written = [
            measured(data, Path(folder) / "again", months, workers, left)
            for _ in range(options.runs)
            for left in (1, options.months // 4, options.months)
            for workers in WORKERS
        ]
    write_section("More than one machine", section(whole, written, options.months, options.runs))


@contextmanager
def one_server(data: Path) -> Iterator[None]:
    """Every process started within has the same Prefect server: without one, each worker would
    start its own."""
    with server_up(data) as environment, patch.dict(os.environ, environment):
        yield


def landed_months(drops: Path, data: Path, months: int) -> str:
    """Land the drops; their latest months as a backfill names them."""
    from tasks.conform.backfill_progress import backfill_of
    from tasks.conform.months import months_named
    from tasks.receive.incoming_files import delivered_files
    from tests.bench.steps_alone import prepared, receive_drop

    folder = prepared(data)
    for path in delivered_files(drops):
        receive_drop(path, folder)
    wanted = months_named("all", backfill_of(folder).latest)[-months:]
    return f"{wanted[0]:%Y-%m}..{wanted[-1]:%Y-%m}"


def backfill(data: Path, months: str, *how: str) -> float:
    """Run the backfill as a person would; its seconds."""
    spent, _ = saying("flows", "backfill", "--data", str(data), "--months", months, *how)
    return spent.seconds


def measured(data: Path, again: Path, months: str, workers: int, left: int) -> Written:
    """Write the last releases again.

    Raises:
        AssertionError: other bytes came of it.
    """
    shutil.copytree(data, again)
    shutil.copy(f"{data}.key", f"{again}.key")
    for release in sorted((again / "releases").glob("*/r*"))[-left:]:
        shutil.rmtree(release)
    with scheduler(workers) as how:
        seconds = backfill(again, months, *how)
    assert digest(again / "releases") == digest(data / "releases"), "other bytes"
    shutil.rmtree(again)
    print(f"{left} releases, {workers} workers: {seconds:.1f} s", flush=True)
    return Written(workers, left, seconds)


@contextmanager
def scheduler(workers: int) -> Iterator[Sequence[str]]:
    """A cluster of so many worker processes, up already, and how the backfill is told of it."""
    if workers == SERIES:
        yield ["--series"]
        return
    from distributed import LocalCluster

    with (
        LocalCluster(**on_this_machine(workers)) as cluster,
        patch.dict(os.environ, certificate(cluster.security)),
    ):
        yield ["--scheduler", cluster.scheduler_address]


def certificate(security: Any) -> dict[str, str]:
    """What a client of a cluster finds in its environment, to be answered."""
    tls = "DASK_DISTRIBUTED__COMM__TLS__"
    return {
        f"{tls}CA_FILE": security.tls_ca_file,
        f"{tls}CLIENT__KEY": security.tls_client_key,
        f"{tls}CLIENT__CERT": security.tls_client_cert,
    }


def digest(folder: Path) -> str:
    """What stands in a folder: names and bytes."""
    whole = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        whole.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes() + b"\0")
    return whole.hexdigest()


def pays_from(series: tuple[float, float], cluster: tuple[float, float]) -> float | None:
    """The number of releases from which a cluster is quicker, from (seconds a release, seconds
    before the first) of both; None if it never is."""
    gained, lost = series[0] - cluster[0], cluster[1] - series[1]
    return max(0.0, lost / gained) if gained > 0 else None


def line(written: Sequence[Written], workers: int) -> tuple[float, float]:
    """Seconds a release, and seconds before the first."""
    of_them = [one for one in written if one.workers == workers]
    slope, start = linear_regression(
        [one.releases for one in of_them], [one.seconds for one in of_them]
    )
    return slope, start


def section(whole: float, written: Sequence[Written], months: int, runs: int) -> str:
    """A line for each number of workers."""
    series = line(written, SERIES)
    most = {
        workers: median(w.seconds for w in written if (w.workers, w.releases) == (workers, months))
        for workers in WORKERS
    }
    protecting = whole - most[SERIES]
    rows = []
    for workers in WORKERS:
        a_release, start = line(written, workers)
        pays = None if workers == SERIES else pays_from(series, (a_release, start))
        rows.append(
            (
                "in series" if workers == SERIES else f"{workers} workers",
                most[workers],
                a_release,
                start,
                most[SERIES] / most[workers],
                whole / (protecting + most[workers]),
                "" if workers == SERIES else "never" if pays is None else f"{pays:.1f} releases",
            )
        )
    head = (
        "", f"{months} releases written, s", "s a release", "s before the first",
        "speed-up of writing", "of the whole backfill", "pays from",
    )  # fmt: skip
    return "\n\n".join(
        (
            f"The latest {months} releases of the drops as a backfill, on a Dask cluster of worker "
            f"processes of this machine, cluster and Prefect server being up already; medians of "
            f"{runs_told(runs)}, in wall time. "
            f"In series the whole takes {whole:.0f} s, receiving aside; {protecting:.0f} s of "
            "it stay one after the other, because what a release may show depends on those before "
            "it. Every way wrote the same bytes.",
            machine(),
            table(head, rows),
            "Seconds before the first are the imports, and the look at what stands already. "
            "Workers here share the machine's cores, so that more of them than cores gain nothing; "
            "on machines of their own they would need the data folder on a disk that all see.",
        )
    )


if __name__ == "__main__":
    main()
