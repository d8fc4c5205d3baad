"""A PostgreSQL of the live tests' own, on a socket as in production, where it is installed."""

import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir

# Debian keeps the server's programs beside the path.
DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
BIN = next(iter(reversed(DEBIAN)), Path(shutil.which("initdb") or "/").parent)
DATABASE = "PREFECT_SERVER_DATABASE_CONNECTION_URL"
ROLE = "prefect"


@contextmanager
def postgresql() -> Iterator[str | None]:
    """Yield the address of an empty database, None without PostgreSQL; it goes at the end."""
    if not (BIN / "initdb").exists():
        yield None
        return
    # A socket's path may not be long.
    folder = Path(gettempdir()) / f"pg-{os.getpid()}"
    run("initdb", "--pgdata", folder, "--auth", "trust", "--username", ROLE, "--no-sync")
    listen = f"-c listen_addresses= -c unix_socket_directories={folder}"
    run("pg_ctl", "start", "--pgdata", folder, "--wait", "-o", listen, "--log", folder / "log")
    try:
        run("createdb", "--host", folder, "--username", ROLE, ROLE)
        yield f"postgresql+asyncpg://{ROLE}@/{ROLE}?host={folder}"
    finally:
        run("pg_ctl", "stop", "--pgdata", folder, "--mode", "immediate")
        shutil.rmtree(folder)


def run(program: str, *options: object) -> None:
    # PostgreSQL does not run as root.
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    words = [str(BIN / program), *(str(option) for option in options)]
    subprocess.run(words, user=user, check=True, stdout=subprocess.DEVNULL, cwd="/", timeout=120)
