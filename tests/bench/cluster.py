"""The backfill on a Dask cluster of this machine: `make bench-cluster [MONTHS=24]`.

Releases are protected one after the other, whoever runs it; what a cluster does is the writing. The
history is protected and written once in series. Then the releases are taken away and written again,
in series and by clusters of two and four worker processes, and held to the same bytes.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from unittest.mock import patch

from tests.bench.clock import apart
from tests.bench.page import table, write
from tests.bench.setting import drops_of, options, prefect_server

SERIES = 0
WORKERS = (SERIES, 2, 4)


def main() -> None:
    """Measure and write."""
    chosen = options(__doc__, months=24, runs=3)
    with (
        drops_of(chosen.drops) as drops,
        tempfile.TemporaryDirectory() as folder,
        # Without a server that is up, each worker would start its own.
        prefect_server(Path(folder) / "server") as environment,
        patch.dict(os.environ, environment),
    ):
        data, again = Path(folder) / "data", Path(folder) / "again"
        months, _ = apart(landed_months, drops, data, chosen.months)
        whole = backfill(data, months, "--series")
        seconds = {
            workers: median(written(data, again, months, workers) for _ in range(chosen.runs))
            for workers in WORKERS
        }
    protecting = whole - seconds[SERIES]
    rows = [
        (
            f"{workers} workers" if workers else "in series",
            seconds[workers],
            seconds[SERIES] / seconds[workers],
            whole / (protecting + seconds[workers]),
        )
        for workers in WORKERS
    ]
    head = ("", f"{chosen.months} releases written, s", "speed-up", "of the whole backfill")
    told = (
        f"Medians of {chosen.runs} runs. In series the whole takes {whole:.0f} s, receiving aside; "
        f"{protecting:.0f} s of it stay one after the other. Every way wrote the same bytes."
    )
    write("cluster", told, table(head, rows))


def landed_months(drops: Path, data: Path, number: int) -> str:
    """Land the drops; their latest months as a backfill names them."""
    from tests.bench.steps import land, latest_months

    wanted = latest_months(land(drops, data), number)
    return f"{wanted[0]:%Y-%m}..{wanted[-1]:%Y-%m}"


def backfill(data: Path, months: str, *how: str) -> float:
    """Run the backfill as a person would; its seconds."""
    return apart(backfilled, ["--data", str(data), "--months", months, *how])[1].seconds


def backfilled(arguments: Sequence[str]) -> None:
    from flows.__main__ import main as command

    if command(["backfill", *arguments]):
        raise RuntimeError("the backfill failed")


def written(data: Path, again: Path, months: str, workers: int) -> float:
    """Seconds to write the releases again.

    Raises:
        AssertionError: other bytes came of it.
    """
    shutil.copytree(data, again)
    shutil.copy(f"{data}.key", f"{again}.key")
    for release in (again / "releases").glob("*/r*"):
        shutil.rmtree(release)
    with scheduler(workers) as how:
        seconds = backfill(again, months, *how)
    assert digest(again / "releases") == digest(data / "releases"), "other bytes"
    shutil.rmtree(again)
    print(f"{workers} workers: {seconds:.1f} s", flush=True)
    return seconds


@contextmanager
def scheduler(workers: int) -> Iterator[Sequence[str]]:
    """A cluster of so many worker processes, up already, and how the backfill is told of it."""
    if workers == SERIES:
        yield ["--series"]
        return
    from distributed import LocalCluster

    from flows.service.workers import on_this_machine

    tls = "DASK_DISTRIBUTED__COMM__TLS__"
    with LocalCluster(**on_this_machine(workers)) as cluster:
        # What a client of a cluster finds in its environment, to be answered.
        certificate = {
            f"{tls}CA_FILE": cluster.security.tls_ca_file,
            f"{tls}CLIENT__KEY": cluster.security.tls_client_key,
            f"{tls}CLIENT__CERT": cluster.security.tls_client_cert,
        }
        with patch.dict(os.environ, certificate):
            yield ["--scheduler", cluster.scheduler_address]


def digest(folder: Path) -> str:
    """What stands in a folder: names and bytes."""
    whole = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        whole.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes() + b"\0")
    return whole.hexdigest()


if __name__ == "__main__":
    main()
