"""The flows as the service runs them: without a home, from code that they may not write."""

import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest

from flows.service.settings import PEOPLE, SERVICES
from tasks.protect.decide.compiled import kept_folder
from tests.live.live import free_port, wait_until

ROOT = Path(__file__).parents[2]
NOBODY = 65534

pytestmark = pytest.mark.slow


def run_as_service(state: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python with what the units give it, and none of this process's environment."""
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": "/nonexistent",
            "PREFECT_HOME": f"{state}/prefect",
            "XDG_CACHE_HOME": f"{state}/cache",
            "MPLCONFIGDIR": f"{state}/cache/matplotlib",
        },
        user=NOBODY,
        group=NOBODY,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def state() -> Iterator[Path]:
    """A folder of nobody's: pytest's own are closed to other accounts."""
    if os.geteuid() != 0:
        pytest.skip("only root runs what is another account's")
    with tempfile.TemporaryDirectory() as folder:
        shutil.chown(folder, NOBODY, NOBODY)
        if is_closed(Path(folder)):
            pytest.skip("this project is closed to other accounts")
        yield Path(folder)


def is_closed(state: Path) -> bool:
    """Tell if another account can run nothing here, as in a home folder."""
    try:
        return run_as_service(state, "-c", "import tasks.synthesise").returncode != 0
    except PermissionError:
        return True


def test_the_flows_run_from_code_that_they_may_not_write(state: Path) -> None:
    incoming, data = f"{state}/incoming", f"{state}/data"
    before = {path.name for path in kept_folder().iterdir()}
    for words in (
        ("synthesise", "--into", incoming),
        ("run", "--drops", incoming, "--data", data),
        ("hand-over", "make", "--data", data),
        ("rebuild", "--data", data),
    ):
        done = run_as_service(state, "-m", "flows", *words)
        assert done.returncode == 0, done.stderr
        assert "WARNING" not in done.stdout + done.stderr
    assert {path.name for path in kept_folder().iterdir()} == before


def test_the_pages_of_the_ui_are_written_into_the_servers_folder(tmp_path: Path) -> None:
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "flows", "service", "server", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "PREFECT_HOME": str(tmp_path), SERVICES: "a:b", PEOPLE: "c:d"},
    )
    try:
        page = wait_until(lambda: answer(f"http://127.0.0.1:{port}/"), 90)
    finally:
        server.terminate()
        server.wait()
    assert page in [path.read_bytes() for path in tmp_path.glob("ui/*/index.html")]


def answer(url: str) -> bytes | None:
    try:
        with urllib.request.urlopen(url) as page:
            return bytes(page.read())
    except URLError:
        return None
