"""What benches run on: the words of their command lines, drops, a Prefect server."""

import argparse
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


def options(about: str | None, **numbers: int) -> argparse.Namespace:
    """Read the command line: ``--drops FOLDER``, and whole numbers with what they are else."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--drops", type=Path, help="those of the demonstration without it")
    for name, number in numbers.items():
        parser.add_argument(f"--{name}", type=int, default=number)
    return parser.parse_args()


@contextmanager
def drops_of(folder: Path | None) -> Iterator[Path]:
    """Those of a folder, or without one those of the demonstration, made for the while."""
    if folder:
        yield folder.resolve()
        return
    from tasks.synthesise.demonstration import write_demonstration

    with tempfile.TemporaryDirectory() as made:
        write_demonstration(Path(made))
        yield Path(made)


@contextmanager
def prefect_server(data: Path) -> Iterator[Mapping[str, str]]:
    """A Prefect server on this machine, and the environment of who uses it."""
    from flows.service.deployments import wait_for_api
    from flows.service.serve import Site, stop
    from tests.live.live import free_port

    (data / "prefect").mkdir(parents=True)
    site = Site(data, data / "incoming", free_port(), "services:bench", "team:bench")
    server = site.server()
    try:
        wait_for_api(site.environment, still=lambda: server.poll() is None)
        yield site.environment
    finally:
        stop([server])
