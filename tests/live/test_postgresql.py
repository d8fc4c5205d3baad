"""The same on PostgreSQL: one setting, and a file that arrives is released."""

import getpass
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir

import pytest

from tests.live.conftest import Correction, new_site, served
from tests.live.live import Live, free_port

# Debian keeps the server's programs beside the path.
DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
BIN = next(iter(reversed(DEBIAN)), Path(shutil.which("initdb") or "/").parent)
pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(not (BIN / "initdb").exists(), reason="no PostgreSQL"),
]
URL = "PREFECT_SERVER_DATABASE_CONNECTION_URL"


def run(program: str, *options: object) -> None:
    # PostgreSQL does not run as root.
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    words = [str(BIN / program), *(str(option) for option in options)]
    subprocess.run(words, user=user, check=True, stdout=subprocess.DEVNULL, cwd="/", timeout=120)


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    folder, port = Path(gettempdir()) / f"postgresql-of-test-{os.getpid()}", free_port()
    run("initdb", "--pgdata", folder, "--auth", "trust", "--username", "prefect", "--no-sync")
    listen = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories= -p {port}"
    run("pg_ctl", "start", "--pgdata", folder, "--wait", "-o", listen, "--log", folder / "log")
    try:
        run("createdb", "--host", "127.0.0.1", "--port", port, "--username", "prefect", "prefect")
        yield f"postgresql+asyncpg://prefect@127.0.0.1:{port}/prefect"
    finally:
        run("pg_ctl", "stop", "--pgdata", folder, "--mode", "immediate")
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def live(database: str, tmp_path_factory: pytest.TempPathFactory, scratch: Path) -> Iterator[Live]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(URL, database)
        yield from served(new_site(tmp_path_factory.mktemp("on-postgresql")), scratch)


def test_arrival_on_postgresql(live: Live, correction: Correction) -> None:
    path = correction()
    live.drop(path)

    assert live.one_success(path).state.name == "Released"
    assert not (live.site.data / "prefect" / "prefect.db").exists()


def test_both_down_on_postgresql(live: Live, correction: Correction) -> None:
    path = correction()
    live.kill("server", "watcher")
    live.drop(path)
    live.start("server", "watcher")
    live.one_success(path)
    time.sleep(3)

    assert len(live.runs(path)) == 1
